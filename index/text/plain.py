"""A text as its file has it in, the text as it is read out: without marks, line ends and their hyphens. Pure.

Quotes and positions stay those of the file; each character that is read has a place there.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple
from unicodedata import normalize

from index.languages.spelling import write_one_script
from index.text.hyphens import join_word

_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as it is read; its character n stands at `places[n]` in the file's, the last is its end."""

    text: str
    places: Sequence[int]

    def find(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters start..end of the file's text stand in this one."""
        return bisect_left(self.places, start), bisect_left(self.places, end, hi=len(self.text))


# What a piece of text is replaced by: a group of the match that stays, or words of ours.
_Rewrite = Callable[[re.Match[str]], int | str]


class _Rule(NamedTuple):
    """What is rewritten, and how; only where `sign` stands, which most sentences have none of."""

    sign: str
    pattern: re.Pattern[str]
    rewrite: _Rewrite


def _join(found: re.Match[str]) -> str:
    """Return what stands between the parts of a word that a line end broke."""
    left = _LAST_WORD.search(found.string, max(0, found.start() - 60), found.start())
    goes_on = found.string.startswith("-", found.end(1))
    return join_word(left[0] if left else "", found[1], goes_on=goes_on)


_LAST_WORD = re.compile(r"[^\W_]+\Z")
_LINES = (
    _Rule("\n", re.compile(r"[-‐](?<=[^\W_][-‐])[ \t]*\n[ \t]*(?=([^\W_]{1,60}))"), _join),
    _Rule("\u00ad", re.compile("\u00ad\\s*"), lambda _: ""),
    _Rule(
        "", re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"), lambda _: ""
    ),  # what nobody sees
    _Rule("\u2011", re.compile("\u2011"), lambda _: "-"),
    _Rule(
        "", re.compile("[\ufb00-\ufb06]"), lambda found: normalize("NFKC", found[0])
    ),  # letters cast as one: ﬁ
)
_WHITE = re.compile(r"[^\S ]")
_BLANKS = _Rule("  ", re.compile(" {2,}"), lambda _: " ")
# Bounded, so that text without an end of them costs what other text costs.
_MARKS = (
    _Rule("<!--", re.compile(r"<!--.{0,2000}?-->", re.DOTALL), lambda _: ""),
    _Rule("![", re.compile(r"!\[[^\]\n]{0,300}\](?:\([^)\s]{0,1000}[^)\n]{0,200}\))?"), lambda _: ""),
    _Rule("[^", re.compile(r"\[\^[^\]\s]{1,60}\]:?"), lambda _: ""),
    _Rule(
        "~~", re.compile(r"(?<![~\\])~~(?=[^\s~])([^~]{1,900}?)(?<=[^\s~\\])~~(?!~)"), lambda _: ""
    ),  # struck out
    _Rule(
        "]:",
        re.compile(r"^ {0,3}\[[^\]\n]{1,100}\]:[ \t]{1,9}\S{1,1000}.{0,200}$", re.MULTILINE),
        lambda _: "",
    ),
    _Rule(">", re.compile(r"(?<=\n) {0,3}(?:> ?){1,9}"), lambda _: ""),
    _Rule("](", re.compile(r"\[([^\]\[]{1,500})\]\([^)\s]{0,1000}[^)\n]{0,200}\)"), lambda _: 1),
    _Rule("][", re.compile(r"\[([^\]\[]{1,500})\]\[[^\]\n]{0,100}\]"), lambda _: 1),
    _Rule("<", re.compile(r"<(https?://[^\s<>]{1,1000})>"), lambda _: 1),
    _Rule("<", re.compile(r"<br\s?/?>", re.IGNORECASE), lambda _: " "),
    _Rule("<", re.compile(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,300})?/?>", re.IGNORECASE), lambda _: ""),
    _Rule(
        "*", re.compile(r"(?<![*\w\\])\*{1,3}(?=[^\s*])([^*]{1,900}?)(?<=[^\s*\\])\*{1,3}(?!\*)"), lambda _: 1
    ),
    _Rule("**", re.compile(r"(?<!\\)\*\*(?=[^\s*])([^*]{1,900}?)(?<=[^\s*\\])\*\*"), lambda _: 1),
    _Rule(
        "_",
        re.compile(r"(?<![_\w\\])_{1,3}(?=[^\s_])([^_]{1,900}?)(?<=[^\s_\\])_{1,3}(?![_\w])"),
        lambda _: 1,
    ),
    _Rule("`", re.compile(r"`{1,3}([^`\n]{1,300})`{1,3}"), lambda _: 1),
    _Rule("\\", re.compile(r"\\([!-/:-@\[-`{-~])"), lambda _: 1),
    _Rule(
        "&",
        re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,31});"),
        lambda found: unescape(found[0]),
    ),
)


def write_plain(text: str, path: str) -> Plain:
    """Return `text`, a piece of the document at `path`, as it is read: on one line, words whole, no marks."""
    plain = Plain(write_one_script(text), range(len(text) + 1))
    for rule in (*(_MARKS if path.lower().endswith(_MARKDOWN) else ()), *_LINES):
        plain = _apply(rule, plain)
    plain = _apply(_BLANKS, Plain(_WHITE.sub(" ", plain.text), plain.places))
    start, end = len(plain.text) - len(plain.text.lstrip()), len(plain.text.rstrip())
    if end <= start:  # nothing but a picture
        return Plain(text, range(len(text) + 1))
    return Plain(plain.text[start:end], plain.places[start : end + 1])


def _apply(rule: _Rule, plain: Plain) -> Plain:
    if rule.sign not in plain.text or not rule.pattern.search(plain.text):
        return plain
    text: list[str] = []
    places: list[int] = []
    for start, end, words in _list_pieces(plain.text, rule):
        kept = plain.text[start:end] if words is None else words
        text.append(kept)
        places += plain.places[start:end] if words is None else [plain.places[start]] * len(kept)
    return Plain("".join(text), [*places, plain.places[-1]])


def _list_pieces(text: str, rule: _Rule) -> Iterator[tuple[int, int, str | None]]:
    """Yield where each piece of the new text stands in `text`, and the words instead; None where it stays."""
    last = 0
    for found in rule.pattern.finditer(text):
        yield last, found.start(), None
        new = rule.rewrite(found)
        if isinstance(new, int):
            yield *found.span(new), None
        else:
            yield *found.span(), new
        last = found.end()
    yield last, len(text), None
