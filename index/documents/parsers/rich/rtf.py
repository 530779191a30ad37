"""RTF files in, Markdown-like text out: numbers as shown, notes, tables; nothing hidden or deleted."""

import codecs
import re
from dataclasses import dataclass, replace
from typing import Any

from index.documents.content import Content, clean_text
from index.documents.parsers.rich.stream import Stream
from index.documents.parsers.rich.words import ASIDE, CHARSETS, KEPT, NAMED, SEEN, SIGNS, SKIPPED
from index.documents.parsers.writing.blocks import join_blocks
from index.errors import DocumentError

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|"
    r"(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_HEADING = re.compile(r"heading ([1-9])")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside of a group: what it is for, how characters look, what their paragraph is."""

    destination: str = ""  # "skipped" when nothing of it is text
    unseen: frozenset[str] = frozenset()  # what keeps its characters from being seen
    is_raised: bool = False
    is_bold: bool = False
    font: int = -1
    after_unicode: int = 1  # characters that stand for one in Unicode in older programs
    level: int = 0  # of a heading, from 1
    in_table: bool = False


def read_rtf(path: str, data: bytes) -> Content:
    """Return the text: headings as `#` lines, list items as `- ` or with their number, tables as `|` rows.

    Raises DocumentError for what is no RTF.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise DocumentError("damaged", path=path)
    return Content(clean_text(join_blocks(_Rtf().read(data.decode("latin-1")))))


class _Rtf:
    """Reads the tokens of a file in order."""

    def __init__(self) -> None:
        self._state = _State()
        self._groups: list[_State] = []
        self._streams = [Stream()]
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}  # which code page each is written in
        self._headings: dict[int, int] = {}  # by the number of a style
        self._style = 0
        self._left_out = 0  # characters still to come that stand for one in Unicode
        self._is_optional = False

    def read(self, text: str) -> list[str]:
        """Return the blocks of the file."""
        position = 0
        while token := _TOKEN.search(text, position):
            position = token.end()
            if token["word"] == "bin":
                position += max(int(token["number"] or 0), 0)
            elif token["word"]:
                self._follow(token["word"], int(token["number"] or 0), is_bare=token["number"] is None)
            elif token["brace"] == "{":
                self._groups.append(self._state)
            elif token["brace"]:
                self._close()
            elif token["byte"]:
                self._write(bytes.fromhex(token["byte"]).decode(self._find_code_page(), "replace"))
            elif token["sign"] == "*":
                self._is_optional = True
            else:
                self._write(SIGNS.get(token["sign"], "") if token["sign"] else token["text"])
        while len(self._streams) > 1:
            self._close()
        return self._streams[0].end()

    def _close(self) -> None:
        ended = self._state.destination
        self._state = self._groups.pop() if self._groups else _State("skipped")  # behind the end of the file
        if ended in ASIDE and self._state.destination != ended:
            stream = self._streams.pop()
            self._streams[-1].aside += stream.end()

    def _follow(self, word: str, number: int, *, is_bare: bool) -> None:
        """Do what a control word says."""
        is_optional, self._is_optional = self._is_optional, False
        if self._state.destination == "skipped":
            if word == "ud":  # the same once more, in Unicode
                self._set(destination="")
        elif word in SKIPPED or (is_optional and word not in KEPT):
            self._set(destination="skipped")
        elif word in ASIDE and self._state.destination != word:
            self._streams.append(Stream())
            self._set(destination=word, in_table=False, level=0, is_raised=False)
        elif word in NAMED:
            self._set(destination=word)
        elif word in SIGNS:
            self._write(SIGNS[word])
        elif not (
            self._follow_look(word, number, is_bare=is_bare)
            or self._follow_font(word, number)
            or self._follow_paragraph(word, number)
        ):
            self._end_piece(word, number)

    def _follow_look(self, word: str, number: int, *, is_bare: bool) -> bool:
        """Do what a word says of characters; return whether it says anything of them."""
        match word:
            case "v" | "deleted" | "strike" | "striked":
                is_off = not is_bare and number == 0
                unseen = self._state.unseen - {word} if is_off else self._state.unseen | {word}
                self._set(unseen=unseen)
            case "super" | "up":
                self._set(is_raised=is_bare or number > 0)
            case "nosupersub" | "sub" | "dn":
                self._set(is_raised=False)
            case "b":
                self._set(is_bold=is_bare or number > 0)
            case "plain":
                self._set(unseen=frozenset(), is_raised=False, is_bold=False)
            case _:
                return False
        return True

    def _follow_font(self, word: str, number: int) -> bool:
        """Do what a word says of fonts and codes; return whether it says anything of them."""
        match word:
            case "u":
                self._left_out = 0
                self._write(chr(number % 0x10000))
                self._left_out = self._state.after_unicode
            case "uc":
                self._set(after_unicode=max(number, 0))
            case "f":
                self._set(font=number)
            case "fcharset" if self._state.destination == "fonttbl" and number in CHARSETS:
                self._fonts[self._state.font] = CHARSETS[number]
            case "ansicpg" if _is_known(f"cp{number}"):
                self._code_page = f"cp{number}"
            case "mac":
                self._code_page = "mac_roman"
            case _:
                return False
        return True

    def _follow_paragraph(self, word: str, number: int) -> bool:
        """Do what a word says of paragraphs; return whether it says anything of them."""
        match word:
            case "pard":
                self._set(level=0, in_table=False)
            case "intbl":
                self._set(in_table=True)
            case "s":
                self._style = number
                self._set(level=self._headings.get(number, 0))
            case "outlinelevel":
                self._set(level=number + 1 if 0 <= number < 9 else 0)
                if self._state.destination == "stylesheet":
                    self._headings[self._style] = self._state.level
            case _:
                return False
        return True

    def _end_piece(self, word: str, number: int) -> None:
        """End the paragraph, cell or row that a word ends, or describe one."""
        stream = self._streams[-1]
        match word:
            case "par" | "sect" | "page":
                stream.end_paragraph(self._state.level, in_table=self._state.in_table)
            case "cell":
                stream.end_cell()
            case "trowd":
                stream.begin_row()
            case "trhdr":
                stream.mark_head()
            case "clmrg" | "clvmrg":
                stream.merge("left" if word == "clmrg" else "above")
            case "cellx":
                stream.end_description(number)
            case "row":
                stream.end_row()

    def _set(self, **values: Any) -> None:
        self._state = replace(self._state, **values)

    def _find_code_page(self) -> str:
        return self._fonts.get(self._state.font, self._code_page)

    def _write(self, text: str) -> None:
        left_out = min(self._left_out, len(text))
        self._left_out -= left_out
        destination = self._state.destination
        if destination in {"listtext", "pntext"}:
            self._streams[-1].label += text[left_out:]
        elif destination == "stylesheet":
            heading = _HEADING.match(text.strip().lower())
            if heading:
                self._headings.setdefault(self._style, int(heading[1]))
        elif destination in SEEN and not self._state.unseen:
            self._streams[-1].write(
                text[left_out:], is_raised=self._state.is_raised, is_bold=self._state.is_bold
            )


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True
