"""A retriever that needs no index, and three documents for it."""

import threading
from collections.abc import Mapping, Sequence  # noqa: TC003
from datetime import date
from zlib import crc32

import numpy as np

from bot.answering.evidence import Knowledge
from index.chunks import Chunk, find_around, split
from index.documents.document import Document
from index.documents.families import rank_topics
from index.encoding.encoder import Vectors
from index.languages import Language
from index.search import Filters, Passage, Translated
from index.storage.words.lexical import LexicalIndex
from tests.doubles.reader import find_words, read_words, share
from tests.languages.codes import DE, EN, RU

TREATY = Document(
    path="verträge/vertrag 1992.md",
    text="# Der Vertrag\n\nDer Vertrag über die Partnerschaft wurde am 1. Juni 1992 unterzeichnet.\n",
    body=0,
    pages=(),
    title="Der Vertrag",
    language=DE,
    sha256="aa" * 32,
    publisher="Stadt Düsseldorf",
    published="1992-06",
    valid_from=date(1992, 6, 1),
    source=("https://www.duesseldorf.de/vertrag", "https://example.org/vertrag"),
)
BALLET = Document(
    path="balet.pdf",
    text="# Балет\n\nБалет Немецкой оперы на Рейне приехал в Москву в 2003 году.\n",
    body=0,
    pages=(0,),
    title="Балет",
    language=RU,
    sha256="bb" * 32,
    translation_of=None,
)
FORMER = Document(
    path="former.md",
    text="# Former communiqué\n\nThe former communiqué covered culture, sports and youth exchange.\n",
    body=0,
    pages=(),
    title="Former communiqué",
    language=EN,
    sha256="cc" * 32,
    valid_from=date(2015, 1, 1),
    valid_until=date(2019, 12, 31),
)
WORDS = 512  # that a vector tells apart


def admits(filters: Filters, document: Document) -> bool:
    """Return whether passages of `document` are as `filters` ask."""
    day = filters.as_of
    return (
        filters.document in {None, document.path}
        and (filters.among is None or document.path in filters.among)
        and filters.language in {None, document.language}
        and (day is None or (document.valid_from or day) <= day <= (document.valid_until or day))
    )


class WordRetriever:
    """A retriever that counts which of a question's words a text holds; it really finds and ranks.

    `asked` are the questions it was asked. It waits while `gate` is closed, and fails for "kaputt".
    """

    def __init__(self, *documents: Document) -> None:
        self.documents: Mapping[str, Document] = {document.path: document for document in documents}
        self.topics: Mapping[Language, Sequence[str]] = rank_topics(documents)
        self.size = sum(len(split(document)) for document in documents)
        self.asked: list[tuple[str, Language, Filters | None]] = []
        self.gate = threading.Event()
        self.gate.set()
        self._lexical: LexicalIndex | None = None

    def is_whole(self) -> bool:
        return True

    def search(
        self, question: str, language: Language, limit: int, filters: Filters | None = None
    ) -> list[Passage]:
        self.asked.append((question, language, filters))
        if not self.gate.wait(60):
            raise TimeoutError
        if "kaputt" in question:
            raise RuntimeError(question)
        found = [
            Passage(document, chunk, share(question, chunk.text) - 1, around=find_around(split(document), n))
            for document in self.documents.values()
            if admits(filters or Filters(), document)
            for n, chunk in enumerate(split(document))
        ]
        return self._drop_translations(sorted(found, key=lambda passage: -passage.similarity), language)[
            :limit
        ]

    def read_vectors(self, path: str) -> tuple[list[Chunk], Vectors]:
        chunks = split(self.documents[path])
        vectors = np.zeros((len(chunks), WORDS), np.float32)
        for row, chunk in enumerate(chunks):
            vectors[row, [crc32(word.encode()) % WORDS for word in find_words(chunk.text)]] = 1
        return chunks, vectors

    def find_spelling(self, word: str, language: Language) -> str | None:
        if self._lexical is None:
            self._lexical = LexicalIndex.build((each.text, each.language) for each in self.documents.values())
        return self._lexical.find_spelling(word, language)

    def find_translation(self, path: str, start: int, end: int, language: Language) -> Translated | None:
        """Return what the sentences with the same numbers say in the version in `language`."""
        document = self.documents[path]
        original = document.translation_of or path
        for other in self.documents.values():
            if (other.translation_of or other.path) == original and other.language is language:
                spans, others = (
                    [span for chunk in split(each) for span in chunk.sentences] for each in (document, other)
                )
                found = [n for n, span in enumerate(spans) if start <= span[0] and span[1] <= end]
                if not found or found[-1] >= len(others):
                    return Translated(other)
                return Translated(other, others[found[0]][0], others[found[-1]][1])
        return None

    def _drop_translations(self, passages: list[Passage], language: Language) -> list[Passage]:
        """Return `passages` of one version of each document: that in `language`, else the nearest."""
        versions: dict[str, Document] = {}
        for each in sorted(passages, key=lambda passage: passage.document.language is not language):
            versions.setdefault(each.document.translation_of or each.document.path, each.document)
        return [each for each in passages if each.document in versions.values()]


def know(*documents: Document) -> Knowledge:
    """Return knowledge of `documents`."""
    return read_words(WordRetriever(*documents))
