"""A paragraph of a Word file in, the text that Word shows of it out, without what is struck out or hidden."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from index.documents.parsers.office.fields import find_unseen, read_old_field
from index.documents.parsers.office.formulas import MATH, write_formula
from index.documents.parsers.office.styles import Styles, find_first, get, get_number, is_on, list_names, w
from index.documents.parsers.writing.raised import raise_text

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FALLBACK, _CHOICES = f"{_COMPATIBILITY}Fallback", f"{_COMPATIBILITY}AlternateContent"
PARAGRAPH, CONTROL, BOX = w("p"), w("sdt"), w("txbxContent")
DELETED = {w("del"), w("moveFrom"), FALLBACK}
NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_CLOSED = {PARAGRAPH, w("pPr"), w("rt"), MATH + "oMath", w("r"), *DELETED}
_CHARACTERS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
# What the fonts of signs show at these places: boxes, ticked and empty, arrows, dots.
_SIGNS = {
    "A8": "☐", "6F": "☐", "71": "☐", "A1": "☐", "FE": "☒", "78": "☒", "FD": "☒", "FC": "✓",
    "E0": "→", "B0": "°", "B7": "•", "A7": "•",
}  # fmt: skip


class Runs:
    """Reads the text of paragraphs with the `styles` of their file, without what only steers its fields."""

    def __init__(self, styles: Styles, root: Any) -> None:
        self._styles = styles
        self._unseen = find_unseen(root)
        self._look_of_style = cache(self._find_look_of_style)

    def read(self, paragraph: Any) -> str:
        """Return the text of `paragraph` that is to be seen, without that of the boxes and notes in it."""
        styles = self._styles.find_paragraph_styles(paragraph)
        parts = (
            (each, "" if each.tag == MATH + "oMath" else self._find_look(each, styles))
            for each in walk(paragraph, _CLOSED)
            if each.tag in {w("r"), MATH + "oMath"} and each not in self._unseen
        )
        text = ""
        for look, group in groupby(parts, key=lambda part: part[1]):
            if look is not None:
                written = "".join(_write(element) for element, _ in group)
                text += raise_text(text, written) if look == "superscript" else written
        return text

    def is_bold(self, paragraph: Any) -> bool:
        """Return whether all of the text of `paragraph` is bold."""
        styles = self._styles.find_paragraph_styles(paragraph)
        runs = (
            each for each in walk(paragraph, _CLOSED) if each.tag == w("r") and each.find(w("t")) is not None
        )
        return all(is_on(find_first(self._styles.find_run_properties(run, styles), "b")) for run in runs)

    def _find_look(self, run: Any, paragraph_styles: Sequence[Any]) -> str | None:
        """Return how the characters of `run` stand in their line, None when they are not to be seen."""
        own = run.find(w("rPr"))
        if own is None:
            return self._look_of_style(None, tuple(paragraph_styles))
        if len(own) == 1 and own[0].tag == w("rStyle"):
            return self._look_of_style(get(own[0]), tuple(paragraph_styles))
        return _judge(self._styles.find_run_properties(run, paragraph_styles))

    def _find_look_of_style(self, name: str | None, paragraph_styles: tuple[Any, ...]) -> str | None:
        chain = (*self._styles.list_chain(name), *paragraph_styles)
        if name and "placeholder text" in list_names(chain):  # what an empty field asks for
            return None
        return _judge([each for each in (style.find(w("rPr")) for style in chain) if each is not None])


def _judge(properties: list[Any]) -> str | None:
    if any(is_on(find_first(properties, name)) for name in ("vanish", "strike", "dstrike")):
        return None
    alignment = get(find_first(properties, "vertAlign")) or "baseline"
    is_lifted = alignment == "baseline" and get_number(find_first(properties, "position")) > 0
    return "superscript" if is_lifted else alignment


def walk(top: Any, closed: Collection[str]) -> Iterator[Any]:
    """Yield the elements below `top` in order, without those inside of one whose name is in `closed`.

    Fields that are not filled in are left out with what they say instead, as is a table of contents.
    """
    rest = list(top.iterchildren(tag="*", reversed=True))
    while rest:
        element = rest.pop()
        yield element
        if element.tag not in closed and not (element.tag == CONTROL and is_empty_control(element)):
            rest.extend(element.iterchildren(tag="*", reversed=True))


def is_joined(paragraph: Any) -> bool:
    """Return whether `paragraph` goes on in the next one: its end is deleted, with changes tracked."""
    following = paragraph.getnext()
    is_deleted = paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None
    return is_deleted and following is not None and following.tag == PARAGRAPH


def is_empty_control(control: Any) -> bool:
    """Return whether a field says only what belongs into it, or lists the headings of the document."""
    properties = control.find(w("sdtPr"))
    if properties is None:
        return False
    gallery = properties.find(f".//{w('docPartGallery')}")
    return is_on(properties.find(w("showingPlcHdr"))) or get(gallery) == "Table of Contents"


def _write(element: Any) -> str:
    """Return the characters of a run or a formula."""
    return write_formula(element) if element.tag == MATH + "oMath" else "".join(map(_read_child, element))


def _read_child(child: Any) -> str:
    if child.tag == w("t"):
        return child.text or ""
    if child.tag == w("sym"):
        return _SIGNS.get((get(child, "char") or "")[-2:].upper(), "")
    if child.tag == w("fldChar"):
        return read_old_field(child)
    if child.tag == _CHOICES:  # the first that is text: what newer programs show, else what older ones do
        return next(filter(None, ("".join(map(_read_child, choice)) for choice in child)), "")
    return _CHARACTERS.get(child.tag, "")
