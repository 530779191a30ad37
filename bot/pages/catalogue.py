"""The documents of an index as lists and pages name them: in their order, and how they belong together.

Made once for each index: to read thousands of documents takes a second. Knows no HTTP.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from threading import Lock
from weakref import WeakKeyDictionary

from bot.answering.evidence import Knowledge
from index.documents.document import Document
from index.documents.families import find_families
from index.documents.metadata import AGREEMENTS
from index.languages import Language

MOST_LISTED = 200  # documents on one page of the list, each with its translations


@dataclass(frozen=True, slots=True)
class Entry:
    """What names a document and leads to it."""

    path: str
    title: str
    language: Language


@dataclass(frozen=True, slots=True)
class Family:
    """A document and its translations, the one for the reader first, and what its topic is called."""

    versions: Sequence[Entry]
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """What a topic is called, None for what has none; how many documents it has, and on which page it begins.

    `families` are those on the page that is looked at.
    """

    label: str | None
    total: int
    page: int
    families: Sequence[Family] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list of all documents; `following` is the number of the next one, if there is one."""

    topics: Sequence[Topic] = ()
    total: int = 0  # of the documents, each counted once with its translations
    number: int = 1
    following: int | None = None


class Catalogue:
    """All documents of an index; `paths` are sorted."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.paths = sorted(documents)
        self._entries: dict[str, Entry] = {}
        self._replaced: dict[str | None, list[Entry]] = defaultdict(list)  # by what replaces them
        self._about: dict[str | None, list[Entry]] = defaultdict(list)  # by the agreement they speak of
        originals: dict[str, str | None] = {}
        agreements = []
        topics: dict[str, Mapping[Language, str]] = {}
        for path in self.paths:
            document = documents[path]
            entry = Entry(path, document.title, document.language)
            self._entries[path] = entry
            self._replaced[document.replaced_by].append(entry)
            self._about[document.agreement].append(entry)
            originals[path] = document.translation_of
            if document.kind in AGREEMENTS:
                agreements.append(path)
            if document.topic:
                topics[path] = document.topic
        self.agreements = agreements  # the paths, translations included
        families = _gather(self._entries, originals)
        self._families = {entry.path: family for family in families for entry in family}
        self._order = {ui: _sort(families, topics, ui) for ui in Language}
        self._topics = {ui: _list_topics(order) for ui, order in self._order.items()}

    def find(self, path: str | None) -> Entry | None:
        """Return the entry of the document at `path`; None when there is none."""
        return self._entries.get(path or "")

    def find_replaced(self, path: str) -> Sequence[Entry]:
        """Return the documents that the one at `path` replaces."""
        return self._replaced.get(path, ())

    def find_versions(self, path: str) -> Sequence[Entry]:
        """Return the document at `path` in all languages, the original first; empty when there is none."""
        return self._families.get(path, ())

    def find_version(self, path: str, language: Language) -> Entry | None:
        """Return the document at `path` in `language`, else as it is; None when there is none."""
        versions = self.find_versions(path)
        return next((each for each in versions if each.language is language), self.find(path))

    def find_family(self, path: str) -> frozenset[str]:
        """Return the paths of the document at `path` in all languages."""
        return frozenset(entry.path for entry in self.find_versions(path))

    def find_about(self, agreement: str) -> frozenset[str]:
        """Return the paths of all that is or speaks of the `agreement`, in all languages."""
        own = self.find_family(agreement)
        about = (entry.path for path in own for entry in self._about.get(path, ()))
        return own.union(*map(self.find_family, about))

    def list_once(self, paths: Iterable[str], ui: Language) -> list[Entry]:
        """Return the documents at `paths`, each in one language, first those that exist in `ui`, by title."""
        families = {self._families[path][0].path for path in paths if path in self._families}
        return sorted(
            filter(None, (self.find_version(path, ui) for path in families)),
            key=lambda entry: (entry.language is not ui, entry.language, entry.title),
        )

    def list_page(self, ui: Language, number: int) -> Listed:
        """Return the page with this `number`, from 1, of the list of all, and all topics.

        The largest topic comes first, what has none last; inside of a topic first what there is in `ui`.
        """
        order = self._order[ui]
        end = number * MOST_LISTED
        shown = {label: tuple(families) for label, families in _group(order[end - MOST_LISTED : end])}
        topics = [
            Topic(topic.label, topic.total, topic.page, shown.get(topic.label, ()))
            for topic in self._topics[ui]
        ]
        return Listed(topics, len(order), number, number + 1 if end < len(order) else None)


class Catalogues:
    """The catalogue of each index in use: it is gone when that is. Safe between threads."""

    def __init__(self) -> None:
        self._made: WeakKeyDictionary[Knowledge, Catalogue] = WeakKeyDictionary()
        self._making = Lock()

    def find(self, knowledge: Knowledge) -> Catalogue:
        """Return the catalogue of the documents of `knowledge`, which is made the first time."""
        with self._making:
            if knowledge not in self._made:
                self._made[knowledge] = Catalogue(knowledge.retriever.documents)
            return self._made[knowledge]


def _gather(entries: Mapping[str, Entry], originals: Mapping[str, str | None]) -> list[list[Entry]]:
    """Return the entries of each document and its translations, the original first."""
    families: dict[int, list[Entry]] = defaultdict(list)
    for path, number in find_families(originals).items():
        families[number].append(entries[path])
    for family in families.values():
        family.sort(key=lambda entry: originals[entry.path] is not None)
    return list(families.values())


def _sort(
    families: Iterable[Sequence[Entry]], topics: Mapping[str, Mapping[Language, str]], ui: Language
) -> list[Family]:
    """Return `families` as readers of `ui` see them, in the order of the list."""
    seen = [_turn(family, topics, ui) for family in families]
    sizes = Counter(family.topic for family in seen)
    return sorted(seen, key=_rank_for(ui, sizes))


def _turn(family: Sequence[Entry], topics: Mapping[str, Mapping[Language, str]], ui: Language) -> Family:
    # The original comes first where there is nothing in the language of the reader.
    first = next((entry for entry in family if entry.language is ui), family[0])
    order = list(Language)
    others = sorted(
        (each for each in family if each is not first), key=lambda each: order.index(each.language)
    )
    topic = next((topics[entry.path] for entry in family if entry.path in topics), {})
    return Family((first, *others), topic.get(ui))


def _rank_for(
    ui: Language, sizes: Mapping[str | None, int]
) -> Callable[[Family], tuple[bool, int, str, bool, Language, str]]:
    def rank(family: Family) -> tuple[bool, int, str, bool, Language, str]:
        first, topic = family.versions[0], family.topic
        place = (topic is None, -sizes[topic], topic or "")
        return *place, first.language is not ui, first.language, first.title

    return rank


def _group(order: Sequence[Family]) -> Iterable[tuple[str | None, Iterable[Family]]]:
    return groupby(order, key=lambda family: family.topic)


def _list_topics(order: Sequence[Family]) -> list[Topic]:
    """Return the topics of all families in `order`, without these."""
    topics, start = [], 0
    for label, families in _group(order):
        total = sum(1 for _ in families)
        topics.append(Topic(label, total, start // MOST_LISTED + 1))
        start += total
    return topics
