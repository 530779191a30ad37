"""The documents of an index as lists and pages name them: in their order, and how they belong together.

Made once for each index: to read thousands of documents takes a second. Knows no HTTP.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from index.documents import Document
from index.language import Language

if TYPE_CHECKING:  # pages are written without what searches
    from index.search import Searcher

MOST_LISTED = 200  # documents on one page of the list


@dataclass(frozen=True, slots=True)
class Entry:
    """What names a document and leads to it."""

    path: str
    title: str
    language: Language


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list of all documents; `following` is the number of the next one, if there is one."""

    entries: Sequence[Entry] = ()
    total: int = 0
    number: int = 1
    following: int | None = None


class Catalogue:
    """All documents of an index; `paths` are sorted."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.paths = sorted(documents)
        self._entries: dict[str, Entry] = {}
        self._replaced: dict[str | None, list[Entry]] = defaultdict(list)  # by what replaces them
        self._translations: dict[str | None, list[Entry]] = defaultdict(list)  # by what they translate
        for path in self.paths:
            document = documents[path]
            entry = Entry(path, document.title, document.language)
            self._entries[path] = entry
            self._replaced[document.replaced_by].append(entry)
            self._translations[document.translation_of].append(entry)
        self._order = {ui: sorted(self._entries.values(), key=_rank_for(ui)) for ui in Language}

    def find(self, path: str | None) -> Entry | None:
        """Return the entry of the document at `path`; None when there is none."""
        return self._entries.get(path or "")

    def find_replaced(self, path: str) -> Sequence[Entry]:
        """Return the documents that the one at `path` replaces."""
        return self._replaced.get(path, ())

    def find_translations(self, path: str) -> Sequence[Entry]:
        """Return the translations of the document at `path`."""
        return self._translations.get(path, ())

    def list_page(self, ui: Language, number: int) -> Listed:
        """Return the page with this `number`, from 1, of the list of all: first those in `ui`, by title."""
        end = number * MOST_LISTED
        entries = self._order[ui][end - MOST_LISTED : end]
        return Listed(entries, len(self.paths), number, number + 1 if end < len(self.paths) else None)


class Catalogues:
    """The catalogue of each index in use: it is gone when its searcher is. Safe between threads."""

    def __init__(self) -> None:
        self._made: WeakKeyDictionary[Searcher, Catalogue] = WeakKeyDictionary()
        self._making = Lock()

    def find(self, searcher: "Searcher") -> Catalogue:
        """Return the catalogue of the documents of `searcher`, which is made the first time."""
        with self._making:
            if searcher not in self._made:
                self._made[searcher] = Catalogue(searcher.documents)
            return self._made[searcher]


def _rank_for(ui: Language) -> Callable[[Entry], tuple[bool, Language, str]]:
    return lambda entry: (entry.language is not ui, entry.language, entry.title)
