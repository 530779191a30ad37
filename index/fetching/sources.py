"""What is to be fetched: addresses with what belongs to each, named one by one or in a file.

The file is `sources.yaml` in the folder of the documents: a list of entries with the keys below.
"""

from dataclasses import dataclass, fields
from pathlib import Path

import yaml

from index.errors import FetchError
from index.fetching.addresses import clean_address, find_host, strip_query

SOURCES = "sources.yaml"
MOST_PAGES = 50_000
LONGEST_DELAY = 3600
_LARGEST = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Source:
    """An address to begin with, clean, and how far to go from there.

    An address that ends in "/" stands for all pages below it, any other for one page, file or sitemap.
    `below` and `without` are beginnings of addresses: of the only pages that are followed, and of what is
    left out. `hosts` are further hosts that may be asked, `pages` how many addresses at most, `delay` the
    seconds between two requests. `private` lets its hosts be inside of one's own network.
    """

    address: str
    hosts: tuple[str, ...] = ()
    below: str = ""
    without: tuple[str, ...] = ()
    pages: int | None = None
    delay: float | None = None
    private: bool = False
    publisher: str | None = None

    def list_hosts(self) -> frozenset[str]:
        """Return all hosts that may be asked."""
        return frozenset({find_host(self.address), *self.hosts})

    def follows(self, address: str) -> bool:
        """Return whether the page `address` belongs to what is followed."""
        below = self.below or (strip_query(self.address) if self.address.endswith("/") else "")
        return bool(below) and address.startswith(below)

    def leaves_out(self, address: str) -> bool:
        """Return whether `address` is not wanted."""
        return address.startswith(self.without) if self.without else False


KEYS = tuple(field.name for field in fields(Source))


def name_source(address: str) -> Source:
    """Return the source that is `address` alone; raise FetchError when it is none."""
    cleaned = clean_address(address)
    if cleaned is None:
        raise FetchError("fetch_address", address=address)
    return Source(cleaned)


def read_sources(folder: Path) -> list[Source]:
    """Return the sources that the file in `folder` names; raise FetchError when it cannot be used."""
    file = folder / SOURCES
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST)
        entries = yaml.safe_load(data.decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise FetchError("sources_missing", file=file) from error
    except OSError as error:
        raise FetchError("sources_unreadable", file=file, reason=error.strerror) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise FetchError("sources_broken", file=file, line=mark.line + 1 if mark else 1) from error
    if not isinstance(entries, list) or not entries:
        raise FetchError("sources_broken", file=file, line=1)
    return [_read_source(file, entry) for entry in entries]


def _read_source(file: Path, entry: object) -> Source:
    values: dict[object, object] = entry if isinstance(entry, dict) else {"address": entry}
    for key in values:
        if key not in KEYS:
            raise FetchError("sources_key", file=file, key=key, allowed=", ".join(KEYS))
    wrong = next((str(key) for key, value in values.items() if not _fits(str(key), value)), None)
    if wrong or "address" not in values:
        key = wrong or "address"
        raise FetchError("sources_value", file=file, key=key, value=str(values.get(key, ""))[:100])
    delay, pages = values.get("delay"), values.get("pages")
    return Source(
        address=clean_address(str(values["address"])) or "",
        hosts=tuple(map(str, _list(values.get("hosts")))),
        below=clean_address(str(values.get("below") or "")) or "",
        without=tuple(clean_address(str(each)) or "" for each in _list(values.get("without"))),
        pages=pages if isinstance(pages, int) else None,
        delay=float(delay) if isinstance(delay, int | float) else None,
        private=values.get("private") is True,
        publisher=str(values["publisher"]) if values.get("publisher") else None,
    )


def _fits(key: str, value: object) -> bool:
    """Return whether `value` can be that of `key`."""
    match key:
        case "pages":
            return isinstance(value, int) and 1 <= value <= MOST_PAGES
        case "delay":
            return isinstance(value, int | float) and 0 <= value <= LONGEST_DELAY
        case "private":
            return isinstance(value, bool)
        case "publisher":
            return isinstance(value, str)
    several = value if key in {"hosts", "without"} else [value]
    is_one = _is_host if key == "hosts" else clean_address
    return all(isinstance(each, str) and is_one(each) for each in _list(several))


def _is_host(name: str) -> bool:
    address = clean_address(f"https://{name}/")
    return address is not None and find_host(address) == name


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
