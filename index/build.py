"""A document's whole path: read, split, embedded, made language-fair, stored, switched in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.chunks import CHUNK_SIZE, Chunk, split
from index.documents import Document, read_documents
from index.encoder import Encoder, Vectors
from index.errors import BuildError, DocumentError, Fault, IndexUnusableError
from index.fairness import load_offsets, remove_offset
from index.language import Language
from index.lexical import LexicalIndex
from index.store import Index, Manifest, lock_folder, make_flat, read_index, write_index

# Evidence below it is a refusal; chosen on the trade-off curve in docs/decisions/0005.
THRESHOLD = 0.5
BATCH = 64

Progress = Callable[[int, int], None]


def be_silent(_done: int, _total: int) -> None:
    """Tell nobody of the progress."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: the index it made, how many texts it embedded, and what is wrong with the rest."""

    index: Index
    embedded: int
    errors: tuple[DocumentError, ...]


def build_index(documents: Path, output: Path, encoder: Encoder, progress: Progress = be_silent) -> Report:
    """Build the index of the folder `documents` below the folder `output` and switch it in.

    Texts that the index in use holds already, made by the same encoder, are not embedded again. `progress`
    is called with the number of texts embedded and of all that must be. Raises FolderError when there are no
    documents, BuildError when none can be used or another build is running; the old index then stays.
    """
    with lock_folder(output):
        read, chunks, errors = _read(documents)
        if not chunks:
            raise BuildError(Fault.NOTHING_TO_INDEX, folder=documents, errors=errors)
        by_path = {document.path: document for document in read}
        manifest = _describe(encoder, read)
        passages = [Text(by_path[chunk.path].language, embedded_text(chunk)) for chunk in chunks]
        sentences = [Text(by_path[c.path].language, text) for c in chunks for text in list_sentences(c)]
        known = _find_known(output, manifest)
        missing = list(dict.fromkeys(text for text in passages + sentences if text not in known))
        known |= zip(missing, _embed(missing, encoder, manifest, progress), strict=True)
        index = Index(
            manifest,
            read,
            chunks,
            make_flat(np.array([known[text] for text in passages])),
            make_flat(np.array([known[text] for text in sentences])),
            LexicalIndex.build((chunk.text, by_path[chunk.path].language) for chunk in chunks),
        )
        write_index(output, index)
    return Report(index, len(missing), tuple(errors))


def embedded_text(chunk: Chunk) -> str:
    """Return the text whose vector stands for `chunk`: its innermost heading, its topic, and it."""
    return "\n".join([*chunk.headings[-1:], chunk.text])


def list_sentences(chunk: Chunk) -> list[str]:
    """Return the texts of the sentences of `chunk`, in order."""
    return [chunk.text[start - chunk.start : end - chunk.start] for start, end in chunk.sentences]


class Text(NamedTuple):
    """A text to embed; its language decides the offset that is taken out of its vector."""

    language: Language
    text: str


def _read(folder: Path) -> tuple[list[Document], list[Chunk], list[DocumentError]]:
    """Return the documents that hold anything to find, their chunks, and what is wrong with the rest."""
    read, errors = read_documents(folder)
    chunks = [chunk for document in read for chunk in split(document)]
    held = {chunk.path for chunk in chunks}
    errors += [DocumentError(Fault.EMPTY, path=one.path) for one in read if one.path not in held]
    errors.sort(key=lambda error: str(error.values["path"]))
    return [document for document in read if document.path in held], chunks, errors


def _describe(encoder: Encoder, documents: Sequence[Document]) -> Manifest:
    return Manifest(
        encoder=encoder.name,
        fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        chunk_size=CHUNK_SIZE,
        threshold=THRESHOLD,
        offsets={language: offset.tolist() for language, offset in load_offsets(encoder).items()},
        sources={document.path: document.sha256 for document in documents},
        files={},
    )


def _find_known(output: Path, manifest: Manifest) -> dict[Text, Vectors]:
    """Return the vectors of the index in use, if they are made as `manifest` says."""
    try:
        index = read_index(output)
    except IndexUnusableError:
        return {}
    used = index.manifest
    if (used.fingerprint, used.offsets) != (manifest.fingerprint, manifest.offsets):
        return {}
    known: dict[Text, Vectors] = {}
    for row, chunk in enumerate(index.chunks):
        language = index.documents[chunk.path].language
        known[Text(language, embedded_text(chunk))] = index.passage_vector(row)
        texts = (Text(language, text) for text in list_sentences(chunk))
        known |= zip(texts, index.sentence_vectors(row), strict=True)
    return known


def _embed(
    texts: Sequence[Text], encoder: Encoder, manifest: Manifest, progress: Progress
) -> Iterator[Vectors]:
    """Yield the vector of each text, without the offset of its language."""
    offsets = {language: np.array(offset, np.float32) for language, offset in manifest.offsets.items()}
    for start in range(0, len(texts), BATCH):
        progress(start, len(texts))
        batch = texts[start : start + BATCH]
        vectors = encoder.encode_passages([text.text for text in batch])
        yield from remove_offset(vectors, np.array([offsets[text.language] for text in batch]))
    progress(len(texts), len(texts))
