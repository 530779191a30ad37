"""Collections of any size that look like real ones: what cannot be embedded here is drawn from what was.

Vectors are mixtures of up to three real ones with noise along the directions in which real ones differ, so
that neighbourhoods are as crowded as real ones. Texts are sentences of words drawn by rank after
Zipf–Mandelbrot; the frequent words are real, the rare ones two real words in one.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.chunks import Chunk
from index.documents.document import Document
from index.encoding.encoder import Vectors
from index.languages import Language
from index.storage.arrays import widen
from index.storage.store import Contents, Index
from index.storage.vectors import Halves, choose_kind

CHUNKS = 8  # a document
SENTENCES = (3, 3, 3, 3, 4)  # of a chunk, in turns: 3.2 on average, as in documents/
WORDS = (8, 27)  # of a sentence
VOCABULARY = 400_000  # words of a language
NOISE = (0.5, 0.7)  # of a chunk, of a sentence around its chunk, times what real sentences differ by
BLOCK = 20_000  # rows that are drawn at a time
DRAWN = 4_000_000  # words drawn at a time


def draw_contents(base: Index, chunks: int) -> Contents:
    """Return contents of `chunks` chunks drawn from the texts and vectors of `base`; always the same."""
    counts = np.resize(SENTENCES, chunks)
    documents, pieces = _draw_documents(base, counts)
    real = widen(base.passages.read_all()), widen(base.sentences.read_all())
    manifest = replace(base.manifest, vectors=choose_kind(chunks))
    return Contents(manifest, documents, pieces, *draw_vectors(*real, counts))


def draw_vectors(near: Vectors, real: Vectors, counts: NDArray[np.int64]) -> tuple[Halves, Halves]:
    """Return unit vectors of chunks, `counts` sentences each, and of these, like the real ones of both."""
    random = np.random.default_rng(0)
    directions = _find_directions(real)
    passages = np.empty((len(counts), real.shape[1]), np.float16)
    sentences = np.empty((int(counts.sum()), real.shape[1]), np.float16)
    first = 0
    for start in range(0, len(counts), BLOCK):
        block = counts[start : start + BLOCK]
        shares = random.dirichlet((0.3, 0.3, 0.3), len(block)).astype(np.float32)
        picked = random.integers(0, len(near), shares.shape)
        drawn = np.sum([shares[:, n, None] * near[picked[:, n]] for n in range(3)], axis=0)
        drawn = _unit(drawn + NOISE[0] * _draw_noise(random, directions, len(block)))
        passages[start : start + len(block)] = drawn
        below = np.repeat(drawn, block, axis=0)
        below = _unit(below + NOISE[1] * _draw_noise(random, directions, len(below)))
        sentences[first : first + len(below)] = below
        first += len(below)
    return passages, sentences


def _find_directions(real: Vectors) -> Vectors:
    """Return the directions in which `real` differ, each as long as they differ along it."""
    _, lengths, axes = np.linalg.svd(real - real.mean(axis=0), full_matrices=False)
    return np.asarray(lengths[:, None] * axes / np.sqrt(len(real)), np.float32)


def _draw_noise(random: np.random.Generator, directions: Vectors, count: int) -> Vectors:
    return random.standard_normal((count, len(directions)), np.float32) @ directions


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def _draw_documents(base: Index, counts: NDArray[np.int64]) -> tuple[list[Document], list[Chunk]]:
    streams = {language: _draw_words(base, language) for language in Language}
    lengths = np.random.default_rng(1).integers(*WORDS, int(counts.sum())).tolist()
    languages = list(Language)
    documents: list[Document] = []
    chunks: list[Chunk] = []
    sentence = 0
    for number, start in enumerate(range(0, len(counts), CHUNKS)):
        path = f"{number:07}.{languages[number % 3]}.md"
        language = languages[number % 3]
        text, stream = "", streams[language]
        for count in counts[start : start + CHUNKS].tolist():
            spans = []
            for length in lengths[sentence : sentence + count]:
                text += " " if spans else "\n\n" if text else ""
                words = " ".join(next(stream) for _ in range(length))
                spans.append((len(text), len(text) + len(words) + 1))
                text += words + "."
            sentence += count
            begin, end = spans[0][0], spans[-1][1]
            chunks.append(Chunk(path, begin, end, text[begin:end], (), None, language, tuple(spans)))
        digest = hashlib.sha256(text.encode()).hexdigest()
        documents.append(Document(path, text, 0, (), f"Title {number}", language, digest))
    return documents, chunks


def _draw_words(base: Index, language: Language) -> Iterator[str]:
    """Yield words of `language` for ever."""
    real = Counter(
        word
        for document in base.documents.values()
        if document.language is language
        for word in document.text[document.body :].split()
        if word.strip(".,;:!?()„“«»\"'").isalpha()
    )
    words = [word.strip(".,;:!?()„“«»\"'") for word, _ in real.most_common()]
    random = np.random.default_rng(list(Language).index(language))
    pairs = random.integers(0, len(words), (VOCABULARY - len(words), 2)).tolist()
    words += [words[one] + words[two].lower() for one, two in pairs]
    shares = 1 / (np.arange(VOCABULARY) + 2.7) ** 1.05
    ends = np.cumsum(shares / shares.sum())
    while True:
        drawn = np.searchsorted(ends, random.random(DRAWN // 3), "right")
        for rank in np.minimum(drawn, VOCABULARY - 1).tolist():
            yield words[rank]
