"""The numbers that Word shows before paragraphs and nobody typed: § 2, (1), 2.1, в)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from index.documents.parsers.office.styles import Styles, find_first, get, get_number, is_on, w
from index.documents.parsers.writing.numbers import write_number

DEEPEST = 8  # the levels that Word has, counted from 0
_KINDS = {
    "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
    "russianLower": "а", "russianUpper": "А", "decimalZero": "01",
}  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
BULLET = "-"


@dataclass(slots=True)
class _List:
    """A list of the file: what each level looks like, and how far it has counted."""

    levels: dict[int, Any]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through the paragraphs of a file in order; `root` is the XML of its numbering, or None."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        found = [] if root is None else root.findall(w("abstractNum"))
        self._abstract = {get(each, "abstractNumId"): each for each in found}
        self._numbers = {get(each, "numId"): each for each in root.findall(w("num"))} if found else {}
        self._lists: dict[str | None, _List] = {}  # by abstract id: several numbers may count one list on
        self._begun: set[str] = set()

    def count(self, paragraph: Any, styles: Sequence[Any]) -> tuple[str, int] | None:
        """Return the number of `paragraph`, which is the next one, and its level; BULLET for a dot.

        None when it is in no list or its number is nothing to be seen.
        """
        place = self._find_place(paragraph, styles)
        number = self._numbers.get(place[0]) if place else None
        if place is None or number is None:
            return (BULLET, min(max(place[1], 0), DEEPEST)) if place else None
        level = min(max(place[1], 0), DEEPEST)
        counted = self._find_list(number)
        looks = self._find_level(number, counted, level)
        self._begin(place[0], number, counted)
        counted.counts[level] = counted.counts.get(level, _find_start(looks) - 1) + 1
        for deeper in [each for each in counted.counts if each > level and _restarts(counted, each, level)]:
            del counted.counts[deeper]
        if looks is not None and get(looks.find(w("numFmt"))) == "bullet":
            return BULLET, level
        label = self._write(number, counted, level)
        return (label, level) if label else None

    def _find_place(self, paragraph: Any, styles: Sequence[Any]) -> tuple[str, int] | None:
        """Return the list and the level that `paragraph` is in, by its own word or its style's."""
        properties = [each.find(w("pPr")) for each in (paragraph, *styles)]
        stated = [each.find(w("numPr")) if each is not None else None for each in properties]
        found = [each for each in stated if each is not None]
        number = get(find_first(found, "numId"))
        if number in {None, "0"}:  # 0 takes a paragraph out of its list
            return None
        level = find_first(found, "ilvl")
        if level is not None:
            return str(number), get_number(level)
        return str(number), self._find_level_of_style(str(number), styles)

    def _find_level_of_style(self, number_id: str, styles: Sequence[Any]) -> int:
        """Return the level that a list keeps for the nearest of `styles`."""
        number = self._numbers.get(number_id)
        levels = self._find_list(number).levels if number is not None else {}
        of_style = {get(level.find(w("pStyle"))): ilvl for ilvl, level in levels.items()}
        found = (of_style.get(get(style, "styleId")) for style in styles)
        return next((level for level in found if level is not None), 0)

    def _find_list(self, number: Any) -> _List:
        """Return the list that `number` counts, that of a list style behind it if there is one."""
        abstract_id = get(number.find(w("abstractNumId")))
        if abstract_id not in self._lists:
            abstract = self._abstract.get(abstract_id)
            linked = get(abstract.find(w("numStyleLink"))) if abstract is not None else None
            chain = self._styles.list_chain(linked) if linked else ()
            for style in chain[:1]:
                other = self._numbers.get(get(style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")))
                if other is not None:
                    abstract = self._abstract.get(get(other.find(w("abstractNumId"))))
            levels = abstract.findall(w("lvl")) if abstract is not None else []
            self._lists[abstract_id] = _List({get_number(level, "ilvl"): level for level in levels})
        return self._lists[abstract_id]

    def _begin(self, number_id: str, number: Any, counted: _List) -> None:
        """Set the counts anew where `number` says so, the first time that it is met."""
        if number_id in self._begun:
            return
        self._begun.add(number_id)
        for override in number.findall(w("lvlOverride")):
            start = override.find(w("startOverride"))
            if start is not None:
                counted.counts[get_number(override, "ilvl")] = get_number(start, default=1) - 1

    def _find_level(self, number: Any, counted: _List, level: int) -> Any:
        overrides = (each for each in number.findall(w("lvlOverride")) if get_number(each, "ilvl") == level)
        changed = next((each.find(w("lvl")) for each in overrides), None)
        return changed if changed is not None else counted.levels.get(level)

    def _write(self, number: Any, counted: _List, level: int) -> str:
        """Return the number at `level` as the list wants it to look: "§ %1", "%1.%2"."""
        looks = self._find_level(number, counted, level)
        if looks is None:
            return f"{counted.counts[level]}."
        in_figures = is_on(looks.find(w("isLgl")))

        def fill(place: re.Match[str]) -> str:
            of = int(place[1]) - 1
            its = self._find_level(number, counted, of)
            kind = get(its.find(w("numFmt"))) if its is not None else None
            if kind == "none":
                return ""
            count = counted.counts.get(of, _find_start(its))
            return write_number(count, "1" if in_figures else _KINDS.get(kind or "", "1"))

        return " ".join(_PLACE.sub(fill, get(looks.find(w("lvlText"))) or "").split())


def _find_start(level: Any) -> int:
    return get_number(level.find(w("start")), default=1) if level is not None else 1


def _restarts(counted: _List, deeper: int, level: int) -> bool:
    """Return whether the level `deeper` begins anew after an item of `level`."""
    looks = counted.levels.get(deeper)
    after = looks.find(w("lvlRestart")) if looks is not None else None
    return after is None or level < get_number(after, default=deeper)
