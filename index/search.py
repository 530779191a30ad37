"""A question in, the passages nearest in meaning out, whichever language they are in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.chunks import Chunk
from index.documents import Document
from index.encoder import Encoder, Vectors
from index.fairness import remove_offset
from index.language import Language
from index.store import Index, check_encoder

CANDIDATES = 60  # chunks looked at closely; the right one is among the nearest 60 for 99.9 % of the questions
# A passage is as near as its own vector and its nearest sentence say; measured in docs/decisions/0004.
SENTENCE_WEIGHT = 1.5
LEXICAL_WEIGHT = 0.05


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
    `coverage` is the share of the question's words in the chunk, None across languages.
    """

    document: Document
    chunk: Chunk
    score: float
    similarity: float
    sentence_similarities: tuple[float, ...]
    coverage: float | None


class Searcher:
    """Finds passages in one index; safe between threads."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        """Raise IndexUnusableError when `index` was built by another encoder."""
        check_encoder(index, encoder.fingerprint, encoder.name)
        self.documents = index.documents
        self.threshold = index.manifest.threshold
        self.sameness = index.measure_sameness()
        self._index = index
        self._encoder = encoder
        self._offsets = {
            Language(language): np.array(offset, np.float32)
            for language, offset in index.manifest.offsets.items()
        }
        self._families = _find_families(index.documents.values())

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
        candidates = self._find_candidates(question, language, vector, rows)
        passages = [self._measure(vector, row) for row in candidates]
        ranked = sorted(
            self._sharpen(passages, candidates, question, language), key=lambda passage: -passage.score
        )
        found = self._drop_translations(ranked, language)[:limit]
        return [self._cover(passage, question, language) for passage in found]

    def _find_rows(self, filters: Filters) -> NDArray[np.int64]:
        chunks = enumerate(self._index.chunks)
        return np.array([row for row, chunk in chunks if filters.admit(self.documents[chunk.path])], np.int64)

    def _find_candidates(
        self, question: str, language: Language, vector: Vectors, rows: NDArray[np.int64] | None
    ) -> list[int]:
        """Return the chunks worth a closer look: the nearest, and those that share most words."""
        near = self._index.find_nearest(vector, CANDIDATES, rows)
        numbers, scores = self._index.lexical.score(question, language)
        best = np.argsort(-scores, kind="stable")[: CANDIDATES // 4]
        worded = numbers[best[scores[best] > 0]]
        if rows is not None:
            worded = worded[np.isin(worded, rows)]
        return list(dict.fromkeys([*near.tolist(), *worded.tolist()]))

    def _measure(self, vector: Vectors, row: int) -> Passage:
        chunk = self._index.chunks[row]
        document = self.documents[chunk.path]
        similarity = float(self._index.passage_vector(row) @ vector)
        sentences = self._index.sentence_vectors(row) @ vector
        return Passage(
            document,
            chunk,
            similarity + SENTENCE_WEIGHT * float(sentences.max()),
            similarity,
            tuple(sentences.tolist()),
            None,
        )

    def _cover(self, passage: Passage, question: str, language: Language) -> Passage:
        if passage.document.language is not language:
            return passage
        coverage = self._index.lexical.measure_coverage(question, passage.chunk.text, language)
        return replace(passage, coverage=coverage)

    def _sharpen(
        self, passages: Sequence[Passage], rows: Sequence[int], question: str, language: Language
    ) -> list[Passage]:
        """Return `passages` with the order inside the question's language sharpened by shared words.

        The best of them keeps its score, so that no passage in another language is pushed down.
        """
        numbers, scores = self._index.lexical.score(question, language)
        by_row = dict(zip(numbers.tolist(), scores.tolist(), strict=True))
        gains = [by_row.get(row, 0.0) for row in rows]
        highest = max(gains, default=0.0)
        if not highest:
            return list(passages)
        own = [p.document.language is language for p in passages]
        raised = [p.score + LEXICAL_WEIGHT * gain / highest for p, gain in zip(passages, gains, strict=True)]
        before = max(p.score for p, is_own in zip(passages, own, strict=True) if is_own)
        after = max(score for score, is_own in zip(raised, own, strict=True) if is_own)
        return [
            replace(p, score=score - after + before) if is_own else p
            for p, score, is_own in zip(passages, raised, own, strict=True)
        ]

    def _drop_translations(self, passages: Sequence[Passage], language: Language) -> list[Passage]:
        kept: dict[str, str] = {}  # family -> path of the version that is kept
        for passage in passages:
            family, path = self._families[passage.document.path], passage.document.path
            if family not in kept or (
                passage.document.language is language != self.documents[kept[family]].language
            ):
                kept[family] = path
        return [p for p in passages if kept[self._families[p.document.path]] == p.document.path]


def _find_families(documents: Iterable[Document]) -> dict[str, str]:
    """Return for each path the path of the original that it, directly or over others, translates."""
    originals = {document.path: document.translation_of for document in documents}
    families = {}
    for path in originals:
        seen = [path]
        while (original := originals.get(seen[-1])) and original not in seen:
            seen.append(original)
        families[path] = min(seen) if original else seen[-1]
    return families
