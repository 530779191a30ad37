"""The words of a page and a quote in, the words that the quote is made of out. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from index.documents.parsers.pdf.pdfium.words import Word

NEAR = 4  # words between two parts of a quote: a note mark, the number of a page, a word written otherwise
MOST_WORDS = 5_000  # of a page: more are no text that is read, and would take long to compare

_HYPHEN = re.compile(r"[-\u00ad\u2010]")
_RUN = re.compile(rf"[^\W_]+(?:{_HYPHEN.pattern}[^\W_]+)*")
_COLUMN = re.compile(r"(?<=\| )[^|:\n]+:(?= )")  # the name of a column, which is printed above all rows


@dataclass(frozen=True, slots=True)
class Quote:
    """The characters of a quote in the document's text, and some of those before and after it."""

    text: str
    before: str = ""
    after: str = ""


def find_quoted(words: Sequence[Word], quote: Quote) -> list[int]:
    """Return the numbers of those of `words`, all of a page in the order of its file, that make `quote`.

    What stands around the quote tells it from the same words elsewhere on the page. Of a quote that goes on
    on another page, these are the words on this one; none at all where it does not stand here.
    """
    printed = _cut(words[:MOST_WORDS])
    before, inside, after = (
        _find_runs(_COLUMN.sub("", part)) for part in (quote.before, quote.text, quote.after)
    )
    first, last = len(before), len(before) + len(inside)
    matcher = SequenceMatcher(None, [run for run, _ in printed], before + inside + after, autojunk=False)
    same = [_limit(match, first, last) for match in matcher.get_matching_blocks()]
    parts = _choose([match for match in same if match.size > 0])
    numbers: set[int] = set()
    for at, part in enumerate(parts):
        stop = part.a + part.size
        # What lies between two parts is the quote too, printed otherwise than it is read.
        stop = max(stop, parts[at + 1].a) if at + 1 < len(parts) else stop
        numbers.update(number for _, owners in printed[part.a : stop] for number in owners)
    return sorted(numbers)


def _cut(words: Sequence[Word]) -> list[tuple[str, tuple[int, ...]]]:
    """Return each word or figure with the numbers of its `words`: two where a line parts it."""
    runs: list[tuple[str, tuple[int, ...]]] = []
    broken = False
    for number, word in enumerate(words):
        found = _find_runs(word.text)
        if broken and found and runs:
            begun, owners = runs.pop()
            runs.append((begun + found.pop(0), (*owners, number)))
        runs += [(run, (number,)) for run in found]
        following = words[number + 1] if number + 1 < len(words) else word
        broken = bool(_HYPHEN.match(word.text[-1:])) and following.base != word.base
    return runs


def _find_runs(text: str) -> list[str]:
    """Return the words and figures of `text`, folded, without hyphens: a line may end at one."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [_HYPHEN.sub("", run) for run in _RUN.findall(folded)]


def _limit(match: Match, first: int, last: int) -> Match:
    """Return the part of `match` that lies within the quote, from its run `first` up to `last`."""
    start, stop = max(match.b, first), min(match.b + match.size, last)
    return Match(match.a + start - match.b, start, stop - start)


def _choose(parts: list[Match]) -> list[Match]:
    """Return the longest of `parts` with those near it; single words elsewhere are there by chance."""
    if not parts:
        return []
    at = max(range(len(parts)), key=lambda number: parts[number].size)
    begin = end = at
    while begin and parts[begin].a - (parts[begin - 1].a + parts[begin - 1].size) <= NEAR:
        begin -= 1
    while end + 1 < len(parts) and parts[end + 1].a - (parts[end].a + parts[end].size) <= NEAR:
        end += 1
    return parts[begin : end + 1]
