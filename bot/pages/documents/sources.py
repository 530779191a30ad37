"""The sources of a document as links that can be read: the host, and the words of the address. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_ENDING = re.compile(r"\.(?:html?|php|aspx?|amp|pdf|txt)\Z", re.IGNORECASE)
# A number of the system that made the address, with its name: "aid-37910509"; not a year.
_SYSTEM = re.compile(
    r"(?<![^\W_])(?:[a-z]{1,4}[-_]?)?(?!(?:19|20)\d\d(?!\d))\d{4,}|[0-9a-f]{16,}", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 3  # fewer are a name of the system that made the address
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it is shown: `text`, which leads to `address` where that is one of a page, else ""."""

    address: str
    text: str


def list_sources(sources: Iterable[str]) -> list[Source]:
    """Return `sources` as they are shown; addresses that would look the same are numbered."""
    found = [_read(source) for source in sources]
    numbers = Counter(each.text for each in found if each.address)
    seen: Counter[str] = Counter()
    shown = []
    for each in found:
        seen[each.text] += 1
        number = f" ({seen[each.text]})" if numbers[each.text] > 1 else ""
        shown.append(Source(each.address, each.text + number))
    return shown


def _read(source: str) -> Source:
    if not source.startswith(("https://", "http://")):
        return Source("", source)
    try:
        parts = urlsplit(source)
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return Source("", source)
    if not host:
        return Source("", source)
    return Source(source, ": ".join(filter(None, (host, _find_words(unquote(parts.path))))))


def _find_words(path: str) -> str:
    """Return the words of the last part of `path` that has some, without numbers of the system; else ""."""
    for part in reversed(path.split("/")):
        words = _WORD.findall(_SYSTEM.sub(" ", _ENDING.sub("", part)))
        if sum(word.isalpha() for word in words) >= _FEWEST_WORDS:
            text = " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
            return text[0].upper() + text[1:]
    return ""
