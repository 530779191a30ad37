"""A question in, the passages nearest to it out, whichever language they are in: by vectors and by words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.artefacts import check_made_with
from index.chunks import NOTHING_AROUND, Around, Chunk, find_around
from index.documents.document import Document
from index.encoding.encoder import Encoder, Vectors
from index.encoding.language_offsets import remove_offset
from index.encoding.question_map import load_question_map, move_questions
from index.languages import Language
from index.storage.store import Index
from index.storage.words.lexical import QuestionStems
from index.storage.words.postings import Scores

CANDIDATES = 60  # chunks looked at closely; the right one is among the nearest 60 for 99.9 % of the questions
LEXICAL_WEIGHT = 0.05  # by hand: no worse than what training/lexical_weight.py finds (docs/decisions/0004)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must be: from `document`, in `language`, in force on `as_of`; None admits all.

    What says no dates is always in force; the first and the last day count. `among` are several documents, of
    which it must be from one.
    """

    document: str | None = None
    language: Language | None = None
    as_of: date | None = None
    among: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for a question.

    `similarity` is the cosine of the chunk plus that of its nearest sentence, without the language offset and
    sharpened by shared words, less that of the nearest chunk: 0 or negative, so that it says the same
    whatever the documents are about. `nearness` are the cosines of the sentences, each plus `similarity`.
    `around` are the sentences that the section has before and after the chunk.
    """

    document: Document
    chunk: Chunk
    similarity: float
    nearness: tuple[float, ...] = ()
    around: Around = NOTHING_AROUND


@dataclass(frozen=True, slots=True)
class Translated:
    """A document in another language, and where a passage stands in it: None where that was not found."""

    document: Document
    start: int | None = None
    end: int | None = None


class Retriever(Protocol):
    """What finds passages for a question among the documents it knows."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that passages can come from, by path."""

    @property
    def topics(self) -> Mapping[Language, Sequence[str]]:
        """What the documents are about, in each language, the most frequent first."""

    @property
    def size(self) -> int:
        """How many passages there are."""

    def is_whole(self) -> bool:
        """Return whether what it searches is still as it was when it was opened."""

    def search(
        self, question: str, language: Language, limit: int, filters: Filters | None = None
    ) -> list[Passage]:
        """Return at most `limit` passages for `question`, which is in `language`, the nearest first.

        All of them are as `filters` ask. Of a document and its translations, only one is among them.
        """

    def read_vectors(self, path: str) -> tuple[list[Chunk], Vectors]:
        """Return the chunks of the document at `path`, in order, and a row for each: its vector."""

    def find_spelling(self, word: str, language: Language) -> str | None:
        """Return how documents in `language` spell the lower-case `word`, of which one letter is wrong.

        None where any document holds it, and where no word is near, or several.
        """

    def find_translation(self, path: str, start: int, end: int, language: Language) -> Translated | None:
        """Return the document at `path` in `language`, with the sentences start..end; None without one."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The chunks worth a closer look, a row for each: their numbers, documents, and how near they are."""

    rows: NDArray[np.int64]
    documents: NDArray[np.int64]  # numbers
    own: NDArray[np.bool_]  # in the question's language
    sentences: Vectors  # the similarities of the sentences of all
    starts: list[int]  # where those of each begin, and behind them the end
    scores: NDArray[np.float64]


class Searcher:
    """The `Retriever` over one index, by vectors and words; safe between threads."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        """Raise IndexUnusableError when `index` was built by another encoder, or with other numbers."""
        check_made_with(index.manifest, encoder)
        self.documents: Mapping[str, Document] = index.documents
        self.topics: Mapping[Language, Sequence[str]] = index.documents.topics
        self.size = len(index.chunks)
        self._index = index
        self._encoder = encoder
        self._offsets = {
            Language(language): np.array(offset, np.float32)
            for language, offset in index.manifest.offsets.items()
        }
        self._question_map = load_question_map(encoder.fingerprint)

    def is_whole(self) -> bool:
        """Return whether the files of the index are still as they were when it was read."""
        return self._index.is_whole()

    def search(
        self, question: str, language: Language, limit: int, filters: Filters | None = None
    ) -> list[Passage]:
        """Return at most `limit` passages for `question`, which is in `language`, the nearest first.

        Of a document and its translations, only one is among them: the one in `language` if it is near, else
        the nearest.
        """
        rows = None if filters is None else self._find_rows(filters)
        if rows is not None and not rows.size:
            return []
        asked = remove_offset(self._encoder.encode_questions([question]), self._offsets[language])
        vector = move_questions(asked, self._question_map)[0]
        words = self._index.lexical.look_up(question, language)
        found = self._measure(self._find_candidates(words, vector, rows), vector, language)
        scores = _sharpen(found, words.score(found.rows))
        order = np.argsort(-scores, kind="stable")
        places = self._drop_translations(order, found)[:limit]
        return [self._make_passage(found, place, float(scores[place] - scores.max())) for place in places]

    def read_vectors(self, path: str) -> tuple[list[Chunk], Vectors]:
        """Return the chunks of the document at `path`, in order, and a row for each: its vector."""
        numbers = self._index.documents.find(path)
        rows = np.flatnonzero(np.isin(self._index.chunks.table["document"][:-1], numbers))
        return [self._index.chunks[row] for row in rows.tolist()], self._index.passage_vectors(rows)

    def find_spelling(self, word: str, language: Language) -> str | None:
        """Return how documents in `language` spell the lower-case `word`, of which one letter is wrong."""
        return self._index.lexical.find_spelling(word, language)

    def find_translation(self, path: str, start: int, end: int, language: Language) -> Translated | None:
        """Return the document at `path` in `language`, with the sentences start..end; None without one.

        The passage counts as found where each of its sentences was aligned, and these are neighbours.
        """
        documents, chunks = self._index.documents, self._index.chunks
        table = documents.table[:-1]
        (number,) = documents.find(path)
        versions = np.flatnonzero(
            (table["family"] == table["family"][number]) & (table["language"] == language)
        )
        versions = versions[versions != number]
        if not versions.size:
            return None
        first, spans = chunks.read_spans(number)
        asked = np.flatnonzero((spans[:, 0] >= start) & (spans[:, 1] <= end)).tolist()
        pairs = self._index.translations.find(first + asked[0], len(asked)) if asked else []
        for version in versions.tolist():
            begin, others = chunks.read_spans(version)
            found = [other - begin for _, other in pairs if begin <= other < begin + len(others)]
            if found and found == list(range(found[0], found[0] + len(asked))):
                place = int(others[found[0], 0]), int(others[found[-1], 1])
                return Translated(documents.read(version), *place)
        return Translated(documents.read(int(versions[0])))

    def _find_rows(self, filters: Filters) -> NDArray[np.int64] | None:
        """Return the numbers of the chunks that `filters` admit, None for all."""
        table, documents = self._index.documents.table[:-1], self._index.documents
        admitted = np.ones(len(table), bool)
        if filters.document is not None:
            admitted[:] = False
            admitted[documents.find(filters.document)] = True
        if filters.among is not None:
            numbers = [number for path in filters.among for number in documents.find(path)]
            admitted &= np.isin(np.arange(len(table)), numbers)
        if filters.as_of is not None:
            day = filters.as_of.toordinal()
            admitted &= (table["valid_from"] <= day) & (day <= table["valid_until"])
        chunks = self._index.chunks.table[:-1]
        rows = admitted[chunks["document"]]
        if filters.language is not None:
            rows &= chunks["language"] == filters.language.encode()
        return None if rows.all() else np.flatnonzero(rows)

    def _find_candidates(
        self, words: QuestionStems, vector: Vectors, rows: NDArray[np.int64] | None
    ) -> NDArray[np.int64]:
        """Return the chunks worth a closer look: the nearest, and those that share most words."""
        near = self._index.vectors.find_nearest(vector, CANDIDATES, rows)
        worded = words.find_best(CANDIDATES // 4)
        if rows is not None:
            worded = worded[np.isin(worded, rows)]
        return np.array(list(dict.fromkeys([*near.tolist(), *worded.tolist()])), np.int64)

    def _measure(self, rows: NDArray[np.int64], vector: Vectors, language: Language) -> _Candidates:
        chunks = self._index.chunks
        similarities = (self._index.passage_vectors(rows) @ vector).astype(float)
        vectors, counts = self._index.sentence_vectors(rows)
        sentences = vectors @ vector
        starts = np.cumsum(counts) - counts
        nearest = np.maximum.reduceat(sentences, starts).astype(float)
        numbers = chunks.table["document"][rows].astype(np.int64)
        return _Candidates(
            rows,
            numbers,
            chunks.table["language"][rows] == language.encode(),
            sentences,
            [*starts.tolist(), len(sentences)],
            similarities + nearest,  # as near as its own vector and its nearest sentence say
        )

    def _make_passage(self, found: _Candidates, place: int, similarity: float) -> Passage:
        row = int(found.rows[place])
        document = self._index.documents.read(int(found.documents[place]))
        start, end = found.starts[place : place + 2]
        nearness = tuple((found.sentences[start:end].astype(float) + similarity).tolist())
        around = find_around(self._index.chunks, row)
        return Passage(document, self._index.chunks[row], similarity, nearness, around)

    def _drop_translations(self, order: NDArray[np.int64], found: _Candidates) -> list[int]:
        """Return the places of `order` without those of versions of which another one is taken."""
        families = self._index.documents.table["family"][found.documents].tolist()
        documents, own = found.documents.tolist(), found.own.tolist()
        versions: dict[int, int] = {}  # family -> place of the version that is taken
        for place in order.tolist():
            before = versions.setdefault(families[place], place)
            if own[place] and not own[before]:
                versions[families[place]] = place
        return [p for p in order.tolist() if documents[versions[families[p]]] == documents[p]]


def _sharpen(found: _Candidates, gains: Scores) -> NDArray[np.float64]:
    """Return the scores, the order inside the question's language sharpened by shared words.

    The best of them keeps its score, so that no passage in another language is pushed down.
    """
    highest = gains.max(initial=0)
    if not highest:
        return found.scores
    raised = found.scores + LEXICAL_WEIGHT * gains.astype(float) / float(highest)
    moved = raised[found.own].max() - found.scores[found.own].max()
    return np.where(found.own, raised - moved, found.scores)
