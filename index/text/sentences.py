"""A text in, the spans of its sentences out: lines, lists, quotes and lengths. Pure.

What a full stop means is decided in stops.py.
"""

import re
from collections.abc import Iterator

from index.languages import Language
from index.text.stops import begins_with_month, goes_on, has_ordinals, opens_sentence

LONGEST = 600  # characters of a sentence; what is longer is a list or a table and is cut
WRAP = 120  # characters of a line; text wrapped by hand is narrower, a paragraph on one line wider
_SIGHT = 160  # characters looked at before a full stop: enough for a date at the head of its clause
_AHEAD = 30  # and after it: enough for a word

Span = tuple[int, int]

_LINE = re.compile(
    r"^(?P<prefix>[ \t>]*(?P<marker>#{1,6}[ \t]+|[-*+•·▪◦‣][ \t]+|\|[ \t|]*)?).*$",
    re.MULTILINE,
)
_NUMBER = re.compile(r"^([ \t>]*)(\d{1,3})[.)]{1,2}[ \t]+(?=\S)", re.MULTILINE)
# A run of stops is tried once (no stop before it, possessive), so that a page of dots costs what text costs.
_END = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)"
    r"(?P<close>(?: ?\[\d{1,3}\]|\[[^\[\]\n]{1,40}\]|[¹²³⁰⁴-⁹\"'`«»„“”‘’‚‹›)\]*_])*+)(?P<space>\s++)"
    r"(?P<dash>[–—-]\s++)?(?P<open>[\"'`«»„“”‘’‚‹›(\[*_]*+)(?=\S)"
)
_ITEM = re.compile(r"[^\W\d_]\)\s")
_BRACKET_END = re.compile(r"[^\s.!?()\[\]]{1,12}(?:\s[^\s.!?()\[\]]{1,12})?[)\]]")  # "(2d Cir. 1992)"
_OPENED = re.compile(r"[(\[\"«»„“”]")
_QUOTE = re.compile(r"[\"«»„“”]")
_TITLE = re.compile(r"[^\W\d_]\s[\"«„“][^\"«»„“”]++\Z")  # the film «Who?»
_QUOTE_END = re.compile(r"[^\"«»„“”\n]{1,60}[\"«»“”]\s([^\W\d_])")
# Parts of laws and contracts begin so: "(1) Der Rat", "b) Schulen"; "2.1. Lieferung", "§ 3 Gebühren".
_PART = re.compile(r"(?:\(\d{1,3}[a-z]?\)|[^\W\d_]\))\s+[A-ZÄÖÜА-ЯЁ]")
_SECTION = re.compile(
    r"\d{1,2}(?:\.\d{1,2}){1,4}\.\s[A-ZÄÖÜА-ЯЁ]|"
    r"§ ?\d{1,4}[a-z]?\s(?!Satz|Absatz|Nummer|Buchst|Halbs)[A-ZÄÖÜА-ЯЁ][a-zäöüа-яё]{3}"
)
_LETTER = re.compile(r"[^\W_]")
_CUT = re.compile(r";\s|\n")
_SPACE = re.compile(r"\s")


def split_sentences(text: str, language: Language) -> list[Span]:
    """Return the sentences of `text` as (start, end) positions, in order, without white space around them.

    Together they hold every letter of `text`. A blank line, a heading, a list item and a table row end a
    sentence, whatever they end with; the markers before them stand outside. A single line end ends one
    unless it is a mere wrap. What is longer than `LONGEST` is cut, at semicolons or line ends if it has any.
    """
    return [
        piece
        for unit in _find_units(text, language)
        for sentence in _find_sentences(text, unit, language)
        for piece in _cut(text, sentence)
        if _LETTER.search(text, *piece)
    ]


def _find_units(text: str, language: Language) -> list[Span]:
    """Return the stretches of `text` that a sentence cannot leave: paragraphs, list items, headings, rows."""
    items = _find_numbered_items(text, language)
    units: list[Span] = []
    above: Span | None = None  # the line before, where this one may continue it
    for line in _LINE.finditer(text):
        marker = line["marker"] or ""
        start = items.get(line.start(), line.end("prefix"))
        start, end = _strip(text, (start, line.end()), "| \t" if "|" in marker else None)
        if not _LETTER.search(text, start, end):
            above = None
            continue
        is_marked = marker or line.start() in items
        if above and not is_marked and _is_wrapped(text, above, (start, end), language):
            units[-1] = (units[-1][0], end)
        else:
            units.append((start, end))
        # Two spaces at the end of a line are a line break in Markdown.
        is_closed = marker[:1] in {"#", "|"} or line[0].endswith("  ")
        above = None if is_closed else (start, end)
    return units


def _find_numbered_items(text: str, language: Language) -> dict[int, int]:
    """Return where the text of each numbered item begins, by the start of its line.

    Items count up from 1. Where ordinals are written so, a lone "1." is one, and any number before a month.
    """
    ordinals = has_ordinals(language)
    items: dict[int, int] = {}
    runs: dict[str, list[re.Match[str]]] = {}  # by what stands before the number: how far it is indented
    for match in _NUMBER.finditer(text):
        if ordinals and begins_with_month(text, language, match.end()):
            continue
        run = runs.setdefault(match[1], [])
        if int(match[2]) == 1:
            run.clear()
        if int(match[2]) == len(run) + 1:
            run.append(match)
            if len(run) > 1 or not ordinals:
                items.update((item.start(), item.end()) for item in run[-2:])
    return items


def _is_wrapped(text: str, above: Span, line: Span, language: Language) -> bool:
    """Return whether the sentence of the line `above` goes on in `line`: the line end is a mere wrap."""
    last = text[above[1] - 1]
    if last in "!?:;…":
        return False
    if last == ".":
        stop = above[1] - 1
        return goes_on(text[max(above[0], stop - _SIGHT) : stop], text[line[0] : line[1]][:_AHEAD], language)
    if _PART.match(text, line[0]) or (_SECTION.match(text, line[0]) and _ends_title(text, above)):
        return False
    if text[line[0]].islower():
        return True
    # Wrapping fills lines: one that stops before half the width of the next was ended on purpose.
    widths = above[1] - above[0], line[1] - line[0]
    return max(widths) <= WRAP and 2 * widths[0] >= widths[1]


def _ends_title(text: str, line: Span) -> bool:
    """Return whether the last word of `line` has a capital, as those of headings do."""
    word = text.rfind(" ", *line) + 1
    return text[max(word, line[0])].isupper()


def _find_sentences(text: str, unit: Span, language: Language) -> Iterator[Span]:
    start, end = unit
    letter = _LETTER.search(text, start, end)  # the first one: looked for once a sentence, not at every stop
    for match in _END.finditer(text, start, end):
        if letter and letter.start() < match.start() and _is_end(text, start, match, language):
            yield start, match.end("close")
            start = match.end("space")
            letter = _LETTER.search(text, start, end)
    yield start, end


def _is_end(text: str, start: int, match: re.Match[str], language: Language) -> bool:
    """Return whether the sentence from `start`, which holds a letter, ends with the stop of `match`."""
    stop = match.start()
    after = text[match.end() : match.end() + _AHEAD]
    is_capital = after[0] in "§$€£№" or (after[0].isalnum() and not after[0].islower())
    is_item = _ITEM.match(after) is not None  # "abgelehnt. a) Es fehlen Mittel"
    is_empty = text[stop - 1] in "(["  # "(!)", "[...]"
    is_said = match["close"] and match["dash"]  # «Почему?» — Гайзель ответил
    if not (is_capital or is_item) or is_empty or is_said:
        return False
    return _ends(text, start, match, after, language) and not _is_enclosed(text, start, match)


def _ends(text: str, start: int, match: re.Match[str], after: str, language: Language) -> bool:
    """Return whether what stands before and `after` the stop of `match` lets it end the sentence."""
    stop = match.start()
    if match["stop"] != ".":
        if _QUOTE.search(match["close"]) and _TITLE.search(text, max(start, stop - _SIGHT), stop):
            return opens_sentence(after, language)
        return match["stop"][0] in "!?" or not text[stop - 1].isspace() or opens_sentence(after, language)
    before = text[max(start, stop - _SIGHT) : stop]
    is_aside = ")" in match["close"] and "(" in before[1:]  # "(Museen, Schulen usw.) Moskaus"
    if is_aside or goes_on(before, after, language):
        return bool(match["close"]) and opens_sentence(after, language)
    return True


def _is_enclosed(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether a bracket or quote that the sentence has opened closes before the sentence ends.

    Two words at most close a bracket, "(Fed. Cir. 2004)"; a small letter follows the quote, „Wer? Wo?“ war.
    """
    if match["close"] or match["open"].strip("*_"):
        return False
    before = text[max(start, match.start() - _SIGHT) : match.start()]
    if not _OPENED.search(before):
        return False
    if _BRACKET_END.match(text, match.end()):
        return max(map(before.rfind, "([")) > max(map(before.rfind, ")]"))
    closing = _QUOTE_END.match(text, match.end())
    return closing is not None and closing[1].islower() and len(_QUOTE.findall(before)) % 2 == 1


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Yield `span` in pieces of at most `LONGEST` characters, halving it where it may be cut."""
    start, end = _strip(text, span)
    if end - start <= LONGEST:
        yield start, end
        return
    middle = (start + end) // 2
    places = [match.end() for match in _CUT.finditer(text, start, end)]
    places = places or [match.end() for match in _SPACE.finditer(text, start, end)] or [middle]
    place = min(places, key=lambda position: abs(position - middle))
    yield from _cut(text, (start, place))
    yield from _cut(text, (place, end))


def _strip(text: str, span: Span, characters: str | None = None) -> Span:
    """Return `span` without the white space, or the `characters`, at its ends."""
    start, end = span
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(characters)), start + len(piece.rstrip(characters))
