"""A document's whole path: read, split, embedded, made language-fair, stored, switched in."""

import os
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.artefacts import hash_artefacts
from index.chunks import CHUNK_SIZE, Chunk, split
from index.documents.document import Document, read_documents
from index.documents.examples import Examples, read_examples
from index.documents.families import find_families
from index.documents.isolation import Apart
from index.encoding.alignment import align, load_least
from index.encoding.encoder import Encoder, Vectors
from index.encoding.language_offsets import load_offsets, remove_offset
from index.errors import BuildError, DocumentError, IndexUnusableError
from index.languages import Language
from index.reporting.changes import Changes, compare
from index.storage.builds import find_build, lock_folder
from index.storage.manifest import Manifest
from index.storage.store import Contents, Index, read_index, write_index
from index.storage.vectors import choose_kind
from index.text.plain import write_plain

BATCH = 64
_COPIED = 50_000  # vectors that are copied at a time

Progress = Callable[[int, int], None]


def be_silent(_done: int, _total: int) -> None:
    """Tell nobody of the progress."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: the index it made, how many texts it embedded, what is wrong with the rest.

    `changes` says how the documents differ from those of the index that was in use before.
    """

    index: Index
    embedded: int
    errors: tuple[DocumentError, ...]
    changes: Changes


def build_index(documents: Path, output: Path, encoder: Encoder, progress: Progress = be_silent) -> Report:
    """Build the index of the folder `documents` below the folder `output` and switch it in.

    Texts that the index in use holds already, made by the same encoder, are not embedded again. `progress`
    is called with the number of texts embedded and of all that must be. Raises FolderError when there are no
    documents, BuildError when none can be used or another build is running; the old index then stays.
    """
    with lock_folder(output):
        read, chunks, errors = read_folder(documents)
        try:
            examples = read_examples(documents)
        except DocumentError as error:
            examples, errors = {}, [*errors, error]
        if not chunks:
            raise BuildError("nothing_to_index", folder=documents, errors=errors)
        manifest = _describe(encoder, read, len(chunks), examples)
        keys = [make_key(text) for text in list_texts(chunks)]
        vectors = np.empty((len(keys), encoder.dimension), np.float16)
        name, before = find_build(output), _open_before(output)
        changes = _find_changes(name, before, read)
        missing = _copy_known(before, manifest, keys, vectors)
        del before  # its vectors need not stay in memory
        places = list(missing.values())
        wanted = _pick(list_texts(chunks), places)
        for place, vector in zip(
            places, _embed(wanted, len(places), encoder, manifest, progress), strict=True
        ):
            vectors[place] = vector
        for place, key in enumerate(keys):
            vectors[place] = vectors[missing.get(key, place)]
        passages, sentences = vectors[: len(chunks)], vectors[len(chunks) :]
        translations = _align(read, chunks, sentences, encoder)
        write_index(output, Contents(manifest, read, chunks, passages, sentences, translations))
        index = read_index(output)
    return Report(index, len(missing), tuple(errors), changes)


def _align(
    documents: Sequence[Document], chunks: Sequence[Chunk], sentences: NDArray[np.float16], encoder: Encoder
) -> list[tuple[int, int]]:
    """Return the numbers of the sentences of documents and their translations that say the same."""
    counts: dict[str, int] = {}
    for chunk in chunks:
        counts[chunk.path] = counts.get(chunk.path, 0) + len(chunk.sentences)
    ends = dict(zip(counts, np.cumsum(list(counts.values())).tolist(), strict=True))
    families = find_families({each.path: each.translation_of for each in documents})
    versions: dict[int, list[Document]] = {}
    for document in documents:
        versions.setdefault(families[document.path], []).append(document)
    pairs = [
        (one.path, other.path)
        for family in versions.values()
        for one, other in combinations(family, 2)
        if one.language is not other.language
    ]
    least = load_least(encoder) if pairs else 0.0
    found = []
    for one, other in pairs:
        first, second = (ends[path] - counts[path] for path in (one, other))
        vectors = [
            sentences[ends[path] - counts[path] : ends[path]].astype(np.float32) for path in (one, other)
        ]
        found += [(first + row, second + column) for row, column in align(vectors[0], vectors[1], least)]
    return found


def embedded_text(chunk: Chunk) -> str:
    """Return the text whose vector stands for `chunk`: its innermost heading, its topic, and it."""
    return "\n".join([*chunk.headings[-1:], write_plain(chunk.text, chunk.path).text])


def list_sentences(chunk: Chunk) -> list[str]:
    """Return the texts of the sentences of `chunk`, in order."""
    cut = (chunk.text[start - chunk.start : end - chunk.start] for start, end in chunk.sentences)
    return [write_plain(text, chunk.path).text for text in cut]


class Text(NamedTuple):
    """A text to embed; its language decides the offset that is taken out of its vector."""

    language: Language
    text: str


def list_texts(chunks: Sequence[Chunk]) -> Iterator[Text]:
    """Yield the texts whose vectors an index of `chunks` holds: the chunks, then all their sentences."""
    for chunk in chunks:
        yield Text(chunk.language, embedded_text(chunk))
    for chunk in chunks:
        for text in list_sentences(chunk):
            yield Text(chunk.language, text)


def make_key(text: Text) -> bytes:
    """Return what stands for `text` where millions are looked up: its hash, 16 bytes."""
    return blake2b(f"{text.language} {text.text}".encode(), digest_size=16).digest()


def read_folder(folder: Path) -> tuple[list[Document], list[Chunk], list[DocumentError]]:
    """Return the documents that hold anything to find, their chunks, and what is wrong with the rest."""
    read, errors = read_documents(folder)
    used, chunks = [], []
    with Apart(split, os.cpu_count() or 1) as apart:
        results = apart.map((document.path, document) for document in read)
        for document, found in zip(read, results, strict=True):
            if isinstance(found, DocumentError):
                errors.append(found)
            elif not found:
                errors.append(DocumentError("empty", path=document.path))
            else:
                used.append(document)
                chunks += found
    errors.sort(key=lambda error: str(error.values["path"]))
    return used, chunks, errors


def _describe(encoder: Encoder, documents: Sequence[Document], chunks: int, examples: Examples) -> Manifest:
    return Manifest(
        encoder=encoder.name,
        fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        chunk_size=CHUNK_SIZE,
        artefacts=hash_artefacts(encoder.fingerprint),
        offsets={language: offset.tolist() for language, offset in load_offsets(encoder).items()},
        sources={document.path: document.sha256 for document in documents},
        examples={str(language): asked for language, asked in examples.items()},
        vectors=choose_kind(chunks),
    )


def _open_before(output: Path) -> Index | None:
    """Return the index in use below `output`; None without one that can be used."""
    with suppress(IndexUnusableError):
        return read_index(output)
    return None


def _find_changes(name: str | None, before: Index | None, read: Sequence[Document]) -> Changes:
    if name and before:
        with suppress(IndexUnusableError):
            return compare(name, before.documents, read)
    return Changes()


def _copy_known(
    before: Index | None, manifest: Manifest, keys: Sequence[bytes], vectors: NDArray[np.float16]
) -> dict[bytes, int]:
    """Fill in the rows of `vectors` that the index `before` holds, if they are made as `manifest` says.

    Returns the others: the key of each text that must be embedded, with its first place in `keys`.
    """
    known: Container[bytes] = ()
    made = (manifest.fingerprint, manifest.offsets)
    if before and (before.manifest.fingerprint, before.manifest.offsets) == made:
        with suppress(IndexUnusableError):
            known = _copy_from(before, keys, vectors)
    missing: dict[bytes, int] = {}
    for place, key in enumerate(keys):
        if key not in known:
            missing.setdefault(key, place)
    return missing


def _copy_from(index: Index, keys: Sequence[bytes], vectors: NDArray[np.float16]) -> Container[bytes]:
    """Fill in the rows of `vectors` that `index` holds, and return the keys of all that it holds."""
    known = {make_key(text): row for row, text in enumerate(list_texts(index.chunks))}
    passages = len(index.passages)
    places = np.array([place for place, key in enumerate(keys) if key in known], np.int64)
    for start in range(0, len(places), _COPIED):
        block = places[start : start + _COPIED]
        rows = np.array([known[keys[place]] for place in block.tolist()])
        vectors[block[rows < passages]] = index.passages.take(rows[rows < passages])
        vectors[block[rows >= passages]] = index.sentences.take(rows[rows >= passages] - passages)
    return known


def _pick(texts: Iterable[Text], places: Sequence[int]) -> Iterator[Text]:
    """Yield the texts at `places`, which are in order."""
    before = -1
    iterator = iter(texts)
    for place in places:
        yield next(islice(iterator, place - before - 1, None))
        before = place


def _embed(
    texts: Iterator[Text], count: int, encoder: Encoder, manifest: Manifest, progress: Progress
) -> Iterator[Vectors]:
    """Yield the vector of each of `count` texts, without the offset of its language."""
    offsets = {language: np.array(offset, np.float32) for language, offset in manifest.offsets.items()}
    for start in range(0, count, BATCH):
        progress(start, count)
        batch = list(islice(texts, BATCH))
        vectors = encoder.encode_passages([text.text for text in batch])
        yield from remove_offset(vectors, np.array([offsets[text.language] for text in batch]))
    progress(count, count)
