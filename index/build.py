"""A document's whole path: read, split, embedded, made language-fair, stored, switched in."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.apart import Apart
from index.builds import lock_folder
from index.calibration import load_calibration
from index.chunks import CHUNK_SIZE, Chunk, split
from index.documents import Document, read_documents
from index.encoder import Encoder, Vectors
from index.errors import BuildError, DocumentError, Fault, IndexUnusableError
from index.fairness import load_offsets, remove_offset
from index.language import Language
from index.manifest import Manifest
from index.store import Contents, Index, read_index, write_index

BATCH = 64
_COPIED = 50_000  # vectors that are copied at a time

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
        read, chunks, errors = read_folder(documents)
        if not chunks:
            raise BuildError(Fault.NOTHING_TO_INDEX, folder=documents, errors=errors)
        manifest = _describe(encoder, read)
        languages = {document.path: document.language for document in read}
        keys = [make_key(text) for text in list_texts(chunks, languages)]
        vectors = np.empty((len(keys), encoder.dimension), np.float16)
        missing = _copy_known(output, manifest, keys, vectors)
        places = list(missing.values())
        wanted = _pick(list_texts(chunks, languages), places)
        for place, vector in zip(
            places, _embed(wanted, len(places), encoder, manifest, progress), strict=True
        ):
            vectors[place] = vector
        for place, key in enumerate(keys):
            vectors[place] = vectors[missing.get(key, place)]
        passages, sentences = vectors[: len(chunks)], vectors[len(chunks) :]
        write_index(output, Contents(manifest, read, chunks, passages, sentences))
        index = read_index(output)
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


def list_texts(chunks: Sequence[Chunk], languages: Mapping[str, Language]) -> Iterator[Text]:
    """Yield the texts whose vectors an index of `chunks` holds: the chunks, then all their sentences.

    `languages` are those of the documents, by path.
    """
    for chunk in chunks:
        yield Text(languages[chunk.path], embedded_text(chunk))
    for chunk in chunks:
        for text in list_sentences(chunk):
            yield Text(languages[chunk.path], text)


def make_key(text: Text) -> bytes:
    """Return what stands for `text` where millions are looked up: its hash, 16 bytes."""
    return blake2b(f"{text.language} {text.text}".encode(), digest_size=16).digest()


def read_folder(folder: Path) -> tuple[list[Document], list[Chunk], list[DocumentError]]:
    """Return the documents that hold anything to find, their chunks, and what is wrong with the rest."""
    read, errors = read_documents(folder)
    used, chunks = [], []
    with Apart(split) as apart:
        for document in read:
            try:
                found = apart.do(document.path, document)
                if not found:
                    raise DocumentError(Fault.EMPTY, path=document.path)  # noqa: TRY301
            except DocumentError as error:
                errors.append(error)
            else:
                used.append(document)
                chunks += found
    errors.sort(key=lambda error: str(error.values["path"]))
    return used, chunks, errors


def _describe(encoder: Encoder, documents: Sequence[Document]) -> Manifest:
    return Manifest(
        encoder=encoder.name,
        fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        chunk_size=CHUNK_SIZE,
        calibration=load_calibration(),
        offsets={language: offset.tolist() for language, offset in load_offsets(encoder).items()},
        sources={document.path: document.sha256 for document in documents},
    )


def _copy_known(
    output: Path, manifest: Manifest, keys: Sequence[bytes], vectors: NDArray[np.float16]
) -> dict[bytes, int]:
    """Fill in the rows of `vectors` that the index in use holds, if they are made as `manifest` says.

    Returns the others: the key of each text that must be embedded, with its first place in `keys`.
    """
    known: Container[bytes] = ()
    with suppress(IndexUnusableError):
        index = read_index(output)
        used = index.manifest
        if (used.fingerprint, used.offsets) == (manifest.fingerprint, manifest.offsets):
            known = _copy_from(index, keys, vectors)
    missing: dict[bytes, int] = {}
    for place, key in enumerate(keys):
        if key not in known:
            missing.setdefault(key, place)
    return missing


def _copy_from(index: Index, keys: Sequence[bytes], vectors: NDArray[np.float16]) -> Container[bytes]:
    """Fill in the rows of `vectors` that `index` holds, and return the keys of all that it holds."""
    languages = {document.path: document.language for document in index.documents.values()}
    known = {make_key(text): row for row, text in enumerate(list_texts(index.chunks, languages))}
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
