"""The bytes of a text in, its characters out: by mark, as UTF-8, as declared, or by the letters. Pure.

What no text can be told from stays undecided: a guess that may be wrong would be quoted as the wording.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers do (WHATWG Encoding Standard): these names mean windows-1252.
_WESTERN = {"iso-8859-1", "latin1", "latin-1", "l1", "ascii", "us-ascii", "cp819", "iso8859-1"}
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso-8859-5")
_ELSEWHERE = re.compile("[^\\x00-\u04ff\u2000-\u22ff]")  # no Latin or Cyrillic letter, and no sign
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_HIGH_BETWEEN_LETTERS = 3  # bytes beyond ASCII that follow each other in words of a language in Latin letters
# How many of 1,000 letters of Russian are each of these (National Corpus of Russian).
_FREQUENCY = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 17, 16, 14, 12, 10,
         9, 7, 6, 5, 4, 3, 3, 1, 1),
        strict=True,
    )
)  # fmt: skip
_RUSSIAN = 40  # documents/ have 53 at least, 34 at most when read in another of these encodings
_FLIPPED = re.compile(r"[а-яё][А-ЯЁ]")
_SIGN = 20  # points of a quotation mark or a dash: what is a letter in the right encoding must have more
_SIGNS = frozenset("„“”‚‘’«»–—…€§°№\u00a0")
_WESTERN_LETTERS = _SIGNS | frozenset("äöüßÄÖÜéèêàâçñôëïÉ²³·´µ½¼×")
_MOST_BAD = 0.1  # of the bytes beyond ASCII in what is nevertheless in an encoding
_FEWEST_ZEROS = 0.1  # of the higher bytes of UTF-16 without a mark: those of blanks, digits, Latin letters
_FEWEST = 0.8  # of the letters beyond ASCII that are such as the language has


def decode(data: bytes, declared: str | None = None) -> str | None:
    """Return the text, None when its encoding cannot be told.

    UTF-8 comes before what is `declared`, because a page saved anew as UTF-8 often keeps the declaration it
    had, and no text in an older encoding is valid UTF-8 by chance. A bad byte in UTF-8 costs one letter.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace")
    wide = _read_wide(data)
    if wide is not None:
        return wide
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    named = _find_codec(declared)
    if named and named != "utf-8":
        text = _try(data, named)
        if text is not None:
            return text
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(len(run) for run in _BEYOND_ASCII.findall(data)) - bad
    if bad <= _MOST_BAD * good or (named == "utf-8" and 0 < bad <= good / 2):
        return text
    return _guess(data)


def _read_wide(data: bytes) -> str | None:
    """Return the text of UTF-16 without a mark, told by where the bytes 0 stand; None where it is none."""
    first, second = data[::2].count(0), data[1::2].count(0)
    most, least = max(first, second), min(first, second)
    if most < max(_FEWEST_ZEROS * len(data) / 2, 2) or 20 * least > most:
        return None
    text = _try(data, "utf-16-be" if first > second else "utf-16-le")
    is_ours = text is not None and len(_ELSEWHERE.findall(text)) <= _MOST_BAD * len(text)
    return text if is_ours else None


def _find_codec(name: str | None) -> str | None:
    """Return the codec of text that a page names, None when there is none."""
    if name is None:
        return None
    if name.lower() in _WESTERN:
        return "cp1252"
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    is_text = getattr(info, "_is_text_encoding", False)
    return info.name if is_text and info.name not in {"utf-7", "idna", "punycode"} else None


def _try(data: bytes, encoding: str) -> str | None:
    """Return `data` decoded, None when that makes no text of it; a bad byte costs one letter."""
    try:
        text = data.decode(encoding, "replace")
    except (UnicodeError, ValueError):
        return None
    if text.count("\ufffd") > _MOST_BAD * sum(map(len, _BEYOND_ASCII.findall(data))):
        return None
    return None if re.search(r"[\x00-\x08\x0e-\x1f]", text) else text


def _guess(data: bytes) -> str | None:
    """Return the text in that of the older encodings in which it spells German, English or Russian."""
    runs = [len(run) for run in _BEYOND_ASCII.findall(data)]
    if sum(length for length in runs if length >= _HIGH_BETWEEN_LETTERS) * 2 < sum(runs):
        text = _try(data, "cp1252")
        high = [letter for letter in text or "" if letter > "\x7f"]
        is_western = sum(letter in _WESTERN_LETTERS for letter in high) >= _FEWEST * len(high)
        return text if is_western else None
    texts = [text for text in (_try(data, encoding) for encoding in _CYRILLIC) if text is not None]
    best = max(texts, key=_rate_russian, default=None)
    return best if best is not None and _rate_russian(best) >= _RUSSIAN else None


def _rate_russian(text: str) -> float:
    """Return how frequent the letters beyond ASCII are in Russian, less for capitals inside words."""
    high = [letter for letter in text.lower() if letter > "\x7f"]
    points = sum(_FREQUENCY.get(letter, _SIGN * (letter in _SIGNS)) for letter in high) - 100 * len(
        _FLIPPED.findall(text)
    )
    return points / max(len(high), 1)
