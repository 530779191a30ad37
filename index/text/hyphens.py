"""Lines in, running text out: words that a line end broke are put together. Pure."""

import re
from functools import cache
from itertools import pairwise

from index.languages import Language
from index.languages.traits import Hyphens, describe

BROKEN = "\ufffe"  # stands where a line ended with a hyphen, until the whole document decides
SOFT = "\ufdd1"  # where it ended with one that is not typed as a hyphen: a browser's, or a soft one

_AT_END = re.compile(r"(?<=[^\W_])[-‐\u00ad\ufffe]\Z")
_TIED = re.compile(r"(?<=\w)[–—/]\Z")  # Düsseldorf–Moskau
_SOFT = {"‐", "\u00ad"}
# A word is tried once, from its beginning, so that one of 30,000 letters costs what text costs.
_PARTS = re.compile(r"(?<![^\W_])([^\W_]++)([\ufffe\ufdd1])(?=([^\W_]+))")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_LEFT = re.compile(f"[{BROKEN}{SOFT}]")


def join_lines(before: str, line: str) -> str:
    """Return `line` behind the text `before`; what a hyphen parts is left to `join_broken_words`."""
    if not before or not line:
        return before + line
    if _AT_END.search(before) and line[0].isalnum():
        return before[:-1] + (SOFT if before[-1] in _SOFT else BROKEN) + line
    if _TIED.search(before):
        return before + line
    return f"{before} {line}"


def join_broken_words(text: str, lines: int) -> str:
    """Return `text`, which was printed in so many `lines`, with the words put together that a line end broke.

    The file does not say whether the hyphen belongs to the word ("deutsch-russisch") or not
    ("Zusammen-arbeit"). The other words of the document decide, then whether it hyphenates at all: in
    four documents set with hyphenation, 20 to 63 % of the lines ended so before a small letter, in the same
    four without it at most 4 %. A text does in any case whose language sets a capital behind the hyphen of a
    compound, as German does.
    """
    lower = text.lower()
    hyphens = _read_hyphens()
    words = set(_WORD.findall(re.sub(_PARTS.pattern + r"\3", " ", lower)))
    words |= {"-".join(parts) for word in words for parts in pairwise(word.split("-"))}
    before_small = sum(broken[3][0].islower() for broken in _PARTS.finditer(text))
    telling = sum(word in hyphens.broken for word in _LETTERS.findall(lower))
    hyphenates = before_small >= max(3, 0.08 * lines) or telling > 0.02 * lower.count(" ")
    soft_is_certain = not _SOFT.intersection(text)  # else they are the hyphens of this document

    def join(broken: re.Match[str]) -> str:
        left, right = broken[1].lower(), broken[3].lower()
        if left + right in words or (broken[2] == SOFT and soft_is_certain):
            return broken[1]
        goes_on = text.startswith("-", broken.end(3))
        if right in hyphens.joining and not goes_on:
            return f"{broken[1]}- "
        is_kept = (
            f"{left}-{right}" in words or not hyphenates or _keeps(broken[1], broken[3], goes_on=goes_on)
        )
        return broken[1] + "-" * is_kept

    return _LEFT.sub("-", _PARTS.sub(join, text))


def join_word(left: str, right: str, *, goes_on: bool) -> str:
    """Return what stands between the parts of a word that a line end broke, where only they decide.

    `goes_on` says that another hyphen follows.
    """
    if right.lower() in _read_hyphens().joining and not goes_on:
        return "- "
    return "-" * _keeps(left, right, goes_on=goes_on)


def _keeps(left: str, right: str, *, goes_on: bool) -> bool:
    """Return whether the hyphen between two parts belongs to their word.

    No word is broken behind its first letter.
    """
    if len(left) == 1 or not (left + right).isalpha() or not right[0].islower():
        return True
    word = f"{left}-{right}".lower()
    forms = (word, f"{word}-") if goes_on else (word,)
    return any(pattern.fullmatch(form) for pattern in _read_hyphens().kept for form in forms)


@cache
def _read_hyphens() -> Hyphens:
    """Return what holds in texts of any language, for one may quote another."""
    every = [describe(language).hyphens for language in Language]
    return Hyphens(
        frozenset(word for each in every for word in each.joining),
        tuple(pattern for each in every for pattern in each.kept),
        frozenset(word for each in every for word in each.broken),
    )
