"""A question in, the passages that answer it best out, whichever language they are in.

Vectors and words find candidates, the reader reads the nearest of them and orders them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.calibration import Calibration
from index.chunks import Chunk
from index.documents import Document
from index.encoder import Encoder, Vectors
from index.fairness import remove_offset
from index.language import Language
from index.lexical import Words
from index.postings import Scores
from index.question_map import load_question_map, move_questions
from index.reader import UNREAD, Readable, Reader, Reading
from index.store import Index, check_encoder
from index.texts import LANGUAGES

CANDIDATES = 60  # chunks looked at closely; the right one is among the nearest 60 for 99.9 % of the questions
LEXICAL_WEIGHT = 0.05  # measured in docs/decisions/0004
READ = 12  # passages whose sentences may be read, measured in docs/decisions/0014


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

    `similarity` is the cosine of the chunk plus that of its nearest sentence, without the language offset and
    sharpened by shared words, less that of the nearest chunk: 0 or negative, so that it says the same
    whatever the documents are about. `nearness` are the cosines of the sentences, each plus `similarity`.
    `reading` is None where it was not read. `evidence` says how probable it is that each sentence answers,
    0..1; empty where none was read.
    `score`, higher is nearer, orders passages: the best evidence, or what is to be expected where none was
    read.
    """

    document: Document
    chunk: Chunk
    similarity: float
    nearness: tuple[float, ...] = ()
    reading: Reading | None = None
    evidence: tuple[float, ...] = ()
    score: float = 0.0


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
    """Finds passages in one index; safe between threads."""

    def __init__(self, index: Index, encoder: Encoder, reader: Reader) -> None:
        """Raise IndexUnusableError when `index` was built by another encoder."""
        check_encoder(index, encoder.fingerprint, encoder.name)
        self.documents: Mapping[str, Document] = index.documents
        self.chunks = len(index.chunks)
        self.calibration = Calibration(**index.manifest.calibration)
        self._index = index
        self._encoder = encoder
        self._reader = reader
        self._offsets = {
            Language(language): np.array(offset, np.float32)
            for language, offset in index.manifest.offsets.items()
        }
        self._question_map = load_question_map(encoder.fingerprint)

    def is_whole(self) -> bool:
        """Return whether the files of the index are still as they were when it was read."""
        return self._index.is_whole()

    def search(
        self, question: str, language: Language, limit: int = 5, filters: Filters | None = None
    ) -> list[Passage]:
        """Return at most `limit` passages for `question`, which is in `language`, best first.

        The nearest 12 may be read, and come in the order of their scores; the others follow. Of a document
        and its translations, only one is among them: the one in `language` if it is near, else the nearest.
        """
        found = self.find_candidates(question, language, max(limit, READ), filters)
        read = sorted(self.read(question, found[:READ]), key=lambda passage: -passage.score)
        return [*read, *found[READ:]][:limit]

    def read(self, question: str, passages: Sequence[Passage]) -> list[Passage]:
        """Return `passages` with what the reader says of each."""
        readings = self._reader.read(
            question, [Readable(each.document.title, each.chunk, each.nearness) for each in passages]
        )
        return [self._weigh(each, reading) for each, reading in zip(passages, readings, strict=True)]

    def _weigh(self, passage: Passage, reading: Reading) -> Passage:
        evidence = self.calibration.weigh(reading.scores, passage.similarity)
        expected = self.calibration.weigh([self.calibration.unread], passage.similarity)
        score = max(evidence if max(reading.scores) > UNREAD else expected)
        return replace(passage, reading=reading, evidence=evidence, score=score)

    def find_candidates(
        self, question: str, language: Language, limit: int, filters: Filters | None = None
    ) -> list[Passage]:
        """Return at most `limit` passages for `question`, not read, in the order of their similarity."""
        rows = None if filters is None else self._find_rows(filters)
        if rows is not None and not rows.size:
            return []
        asked = remove_offset(self._encoder.encode_questions([question]), self._offsets[language])
        vector = move_questions(asked, self._question_map)[0]
        words = self._index.lexical.look_up(question, language)
        found = self._measure(self._find_candidates(words, vector, rows), vector, language)
        scores = _sharpen(found, words.score(found.rows))
        order = np.argsort(-scores, kind="stable")
        kept = self._drop_translations(order, found)[:limit]
        return [self._make_passage(found, place, float(scores[place] - scores.max())) for place in kept]

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
            sentences,
            [*starts.tolist(), len(sentences)],
            similarities + nearest,  # as near as its own vector and its nearest sentence say
        )

    def _make_passage(self, found: _Candidates, place: int, similarity: float) -> Passage:
        chunk = self._index.chunks[int(found.rows[place])]
        start, end = found.starts[place : place + 2]
        nearness = tuple((found.sentences[start:end].astype(float) + similarity).tolist())
        return Passage(self._index.documents.read(int(found.documents[place])), chunk, similarity, nearness)

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
