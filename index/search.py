"""A question in, the passages nearest in meaning out, whichever language they are in."""

from collections.abc import Mapping  # noqa: TC003
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.chunks import Chunk
from index.documents import Document
from index.encoder import Encoder, Vectors
from index.fairness import remove_offset
from index.language import Language
from index.lexical import Words
from index.postings import Scores
from index.store import Index, check_encoder
from index.texts import LANGUAGES

CANDIDATES = 60  # chunks looked at closely; the right one is among the nearest 60 for 99.9 % of the questions
LEXICAL_WEIGHT = 0.05  # measured in docs/decisions/0004


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must be: from `document`, in `language`, in force on `as_of`; None admits all."""

    document: str | None = None
    language: Language | None = None
    as_of: date | None = None

    def admit(self, document: Document) -> bool:
        """Return whether passages of `document` may be found."""
        return (
            self.document in {None, document.path}
            and self.language in {None, document.language}
            and (self.as_of is None or is_in_force(document, self.as_of))
        )


def is_in_force(document: Document, day: date) -> bool:
    """Return whether what `document` says is in force on `day`; without dates it always is."""
    return (document.valid_from or day) <= day <= (document.valid_until or day)


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for a question.

    `score` is higher when nearer and orders the passages of one question. `similarity` is the cosine of
    the chunk, `sentence_similarities` those of its sentences, both without the language offset.
    `words` are those of the question, None across languages.
    """

    document: Document
    chunk: Chunk
    score: float
    similarity: float
    sentence_similarities: tuple[float, ...]
    words: Words | None = field(compare=False, repr=False)

    @property
    def coverage(self) -> float | None:
        """The share of the question's words in the chunk, None across languages."""
        return self.words.measure_coverage(self.chunk.text) if self.words else None


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The chunks worth a closer look, a row for each: their numbers, documents, and how near they are."""

    rows: NDArray[np.int64]
    documents: NDArray[np.int64]  # numbers
    own: NDArray[np.bool_]  # in the question's language
    similarities: NDArray[np.float64]
    sentences: Vectors  # the similarities of the sentences of all
    starts: list[int]  # where those of each begin, and behind them the end
    scores: NDArray[np.float64]


class Searcher:
    """Finds passages in one index; safe between threads."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        """Raise IndexUnusableError when `index` was built by another encoder."""
        check_encoder(index, encoder.fingerprint, encoder.name)
        self.documents: Mapping[str, Document] = index.documents
        self.chunks = len(index.chunks)
        self.threshold = index.manifest.threshold
        self.sameness = index.manifest.sameness
        self._index = index
        self._encoder = encoder
        self._offsets = {
            Language(language): np.array(offset, np.float32)
            for language, offset in index.manifest.offsets.items()
        }

    def search(
        self, question: str, language: Language, limit: int = 5, filters: Filters | None = None
    ) -> list[Passage]:
        """Return at most `limit` passages for `question`, which is in `language`, best first.

        Of a document and its translations, only one is among them: the one in `language` if it is near,
        else the nearest.
        """
        rows = None if filters is None else self._find_rows(filters)
        if rows is not None and not rows.size:
            return []
        vector = remove_offset(self._encoder.encode_questions([question]), self._offsets[language])[0]
        words = self._index.lexical.look_up(question, language)
        found = self._measure(self._find_candidates(words, vector, rows), vector, language)
        scores = _sharpen(found, words.score(found.rows))
        order = np.argsort(-scores, kind="stable")
        kept = self._drop_translations(order, found)[:limit]
        return [self._make_passage(found, place, float(scores[place]), words) for place in kept]

    def _find_rows(self, filters: Filters) -> NDArray[np.int64] | None:
        """Return the numbers of the chunks that `filters` admit, None for all."""
        table, documents = self._index.documents.table[:-1], self._index.documents
        admitted = np.ones(len(table), bool)
        if filters.document is not None:
            admitted[:] = False
            admitted[documents.find(filters.document)] = True
        if filters.language is not None:
            admitted &= table["language"] == LANGUAGES.index(filters.language)
        if filters.as_of is not None:
            day = filters.as_of.toordinal()
            admitted &= (table["valid_from"] <= day) & (day <= table["valid_until"])
        if admitted.all():
            return None
        return np.flatnonzero(admitted[self._index.chunks.table["document"][:-1]])

    def _find_candidates(
        self, words: Words, vector: Vectors, rows: NDArray[np.int64] | None
    ) -> NDArray[np.int64]:
        """Return the chunks worth a closer look: the nearest, and those that share most words."""
        near = self._index.find_nearest(vector, CANDIDATES, rows)
        worded = words.find_best(CANDIDATES // 4)
        if rows is not None:
            worded = worded[np.isin(worded, rows)]
        return np.array(list(dict.fromkeys([*near.tolist(), *worded.tolist()])), np.int64)

    def _measure(self, rows: NDArray[np.int64], vector: Vectors, language: Language) -> _Candidates:
        chunks, documents = self._index.chunks, self._index.documents
        similarities = (self._index.passage_vectors(rows) @ vector).astype(float)
        vectors, counts = self._index.sentence_vectors(rows)
        sentences = vectors @ vector
        starts = np.cumsum(counts) - counts
        nearest = np.maximum.reduceat(sentences, starts).astype(float)
        numbers = chunks.table["document"][rows].astype(np.int64)
        return _Candidates(
            rows,
            numbers,
            documents.table["language"][numbers] == LANGUAGES.index(language),
            similarities,
            sentences,
            [*starts.tolist(), len(sentences)],
            similarities + nearest,  # as near as its own vector and its nearest sentence say
        )

    def _make_passage(self, found: _Candidates, place: int, score: float, words: Words) -> Passage:
        chunk = self._index.chunks[int(found.rows[place])]
        start, end = found.starts[place : place + 2]
        return Passage(
            self._index.documents.read(int(found.documents[place])),
            chunk,
            score,
            float(found.similarities[place]),
            tuple(found.sentences[start:end].tolist()),
            words if found.own[place] else None,
        )

    def _drop_translations(self, order: NDArray[np.int64], found: _Candidates) -> list[int]:
        """Return the places of `order` without those of versions of which another one is kept."""
        families = self._index.documents.table["family"][found.documents].tolist()
        documents, own = found.documents.tolist(), found.own.tolist()
        kept: dict[int, int] = {}  # family -> place of the version that is kept
        for place in order.tolist():
            before = kept.setdefault(families[place], place)
            if own[place] and not own[before]:
                kept[families[place]] = place
        return [p for p in order.tolist() if documents[kept[families[p]]] == documents[p]]


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
