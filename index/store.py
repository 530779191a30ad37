"""The built index on disk: written whole, switched in atomically, read only when every byte is right.

The only importer of faiss. An index folder holds one sub-folder for each build, named by the SHA-256 of
its manifest, and a link `current` to the one in use. The manifest is written last and names the SHA-256 of
every other file, so that nothing truncated or altered is ever served.
"""

import fcntl
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

import faiss
import numpy as np
from numpy.typing import NDArray

from index.chunks import Chunk
from index.documents import Document
from index.encoder import Vectors
from index.errors import BuildError, Fault, IndexUnusableError
from index.language import Language
from index.lexical import LexicalIndex

FORMAT = 1
CURRENT = "current"
MANIFEST = "manifest.json"
UNFINISHED = ".building-"
FEW_SENTENCES = 300
GENERAL_SAMENESS = 0.873  # that of encyclopaedic paragraphs on many topics
_BUILD = re.compile("[0-9a-f]{16}")  # nothing else in the folder is ours to sweep away


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every choice that decides what an index answers."""

    encoder: str
    fingerprint: str  # SHA-256 of the encoder's weights
    dimension: int
    chunk_size: int  # characters
    threshold: float  # evidence below it is a refusal
    offsets: Mapping[str, list[float]]  # language -> vector
    sources: Mapping[str, str]  # path of a document -> SHA-256 of its file
    files: Mapping[str, str]  # file of the index -> SHA-256
    format: int = FORMAT


class Index:
    """A whole index in memory; row n of `passages` is chunk n, `sentences` holds their sentences in order."""

    def __init__(
        self,
        manifest: Manifest,
        documents: Sequence[Document],
        chunks: Sequence[Chunk],
        passages: faiss.IndexFlatIP,
        sentences: faiss.IndexFlatIP,
        lexical: LexicalIndex,
    ) -> None:
        self.manifest = manifest
        self.documents = {document.path: document for document in documents}
        self.chunks = tuple(chunks)
        self.passages = passages
        self.sentences = sentences
        self.lexical = lexical
        self._first = np.cumsum([0, *(len(chunk.sentences) for chunk in chunks)])

    def find_nearest(
        self, question: Vectors, limit: int, rows: NDArray[np.int64] | None = None
    ) -> NDArray[np.int64]:
        """Return the numbers of the `limit` chunks nearest to the vector `question`, best first.

        `rows` restricts them to these chunks.
        """
        restricted = None
        if rows is not None:
            restricted = faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))  # type: ignore[call-arg]
        _, found = self.passages.search(question[None, :], limit, params=restricted)
        return np.asarray(found[0][found[0] >= 0], np.int64)

    def measure_sameness(self) -> float:
        """Return how alike all sentences are, 0..1: the length of their mean vector.

        Fewer than 300 are always alike; for them it is the value of general texts.
        """
        if self.sentences.ntotal < FEW_SENTENCES:
            return GENERAL_SAMENESS
        return float(np.linalg.norm(_view(self.sentences).mean(axis=0)))

    def passage_vector(self, row: int) -> Vectors:
        """Return the vector of chunk `row`."""
        return np.array(_view(self.passages)[row])

    def sentence_vectors(self, row: int) -> Vectors:
        """Return the vectors of the sentences of chunk `row`, one row each."""
        return _view(self.sentences)[self._first[row] : self._first[row + 1]].copy()


def make_flat(vectors: Vectors) -> faiss.IndexFlatIP:
    """Return an exact inner-product index of the rows of `vectors`."""
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(np.ascontiguousarray(vectors, np.float32))
    return flat


def write_index(folder: Path, index: Index) -> None:
    """Write `index` below `folder` and switch it in; the index in use serves until the switch.

    Raises BuildError when it cannot be written, for instance because the disk is full.
    """
    try:
        temporary = _make_temporary(folder)
        _switch(folder, temporary, _write_build(temporary, index))
    except OSError as error:
        _sweep_unfinished(folder)
        raise BuildError(
            Fault.OUTPUT_UNWRITABLE, folder=folder, reason=error.strerror or str(error)
        ) from error


def read_index(folder: Path) -> Index:
    """Return the index in use below `folder`.

    Raises IndexUnusableError when there is none, when a file is missing, truncated or altered, or when it
    is of another format version.
    """
    failed = None
    while True:
        build = _find_current(folder)
        try:
            return _read_build(build)
        except OSError as error:
            if build == failed:  # at first a new build may have been switched in and this one swept away
                file = error.filename or build
                raise IndexUnusableError(Fault.INDEX_DAMAGED, folder=folder, file=file) from error
            failed = build


def check_encoder(index: Index, fingerprint: str, encoder: str) -> None:
    """Raise IndexUnusableError when the index was built by another encoder than the one of `fingerprint`."""
    if index.manifest.fingerprint != fingerprint:
        raise IndexUnusableError(Fault.INDEX_ENCODER, built=index.manifest.encoder, encoder=encoder)


def find_build(folder: Path) -> str | None:
    """Return the name of the build in use below `folder`: it changes when a new index is switched in."""
    try:
        return (folder / CURRENT).readlink().name
    except OSError:
        return None


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold `folder` for one build, and sweep away what a killed build has left.

    Raises BuildError when another build holds it, or when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("a")
    except OSError as error:
        raise BuildError(Fault.OUTPUT_UNWRITABLE, folder=folder, reason=error.strerror) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildError(Fault.BUILD_RUNNING, folder=folder) from error
        _sweep_unfinished(folder)
        yield


def _make_temporary(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))


def _sweep_unfinished(folder: Path) -> None:
    for left in folder.glob(UNFINISHED + "*"):
        shutil.rmtree(left, ignore_errors=True)


def _write_build(temporary: Path, index: Index) -> str:
    """Write every file of `index` to the folder `temporary`, and return the name of the build."""
    _write_lines(temporary / "documents.jsonl", map(asdict, index.documents.values()))
    _write_lines(temporary / "chunks.jsonl", map(_chunk_to_values, index.chunks))
    # Python reads and writes the bytes: faiss itself raises a bare RuntimeError when a disk is full.
    (temporary / "passages.faiss").write_bytes(faiss.serialize_index(index.passages).tobytes())
    (temporary / "sentences.faiss").write_bytes(faiss.serialize_index(index.sentences).tobytes())
    index.lexical.save(temporary / "lexical")
    files = {str(path.relative_to(temporary)): _hash(path) for path in _list_files(temporary)}
    manifest = json.dumps(
        asdict(index.manifest) | {"files": files}, ensure_ascii=False, indent=1, sort_keys=True
    ).encode()
    (temporary / MANIFEST).write_bytes(manifest)
    temporary.chmod(0o755)
    return _name_build(manifest)


def _switch(folder: Path, temporary: Path, name: str) -> None:
    before = find_build(folder)
    if not _is_whole(folder / name):  # else the same build is there already, and may be in use just now
        _put_aside(folder / name)
        temporary.rename(folder / name)
    link = _make_temporary(folder) / CURRENT
    link.symlink_to(name)
    link.replace(folder / CURRENT)
    for build in folder.iterdir():
        # The build before stays until the next one: a server may be reading it just now.
        if _BUILD.fullmatch(build.name) and build.name not in {name, before}:
            _put_aside(build)
    _sweep_unfinished(folder)


def _put_aside(build: Path) -> None:
    """Take a build away all at once, so that nobody reads half of it while it is removed."""
    if build.exists():
        build.rename(_make_temporary(build.parent) / build.name)


def _find_current(folder: Path) -> Path:
    name = find_build(folder)
    if name is None:
        raise IndexUnusableError(Fault.INDEX_MISSING, folder=folder)
    return folder / name


def _read_build(build: Path) -> Index:
    manifest = _check_build(build)
    documents = [_read_document(values) for values in _read_lines(build / "documents.jsonl")]
    texts = {document.path: document.text for document in documents}
    return Index(
        manifest,
        documents,
        [_read_chunk(values, texts) for values in _read_lines(build / "chunks.jsonl")],
        _read_flat(build / "passages.faiss"),
        _read_flat(build / "sentences.faiss"),
        LexicalIndex.load(build / "lexical"),
    )


def _check_build(build: Path) -> Manifest:
    """Return the manifest of `build` when every byte of it and of the files it names is right."""
    content = (build / MANIFEST).read_bytes()
    if _name_build(content) != build.name:
        raise IndexUnusableError(Fault.INDEX_DAMAGED, folder=build.parent, file=MANIFEST)
    values = json.loads(content)
    if values["format"] != FORMAT:
        raise IndexUnusableError(Fault.INDEX_FORMAT, found=values["format"], expected=FORMAT)
    manifest = Manifest(**values)
    for name, expected in manifest.files.items():
        if _hash(build / name) != expected:
            raise IndexUnusableError(Fault.INDEX_DAMAGED, folder=build.parent, file=name)
    return manifest


def _is_whole(build: Path) -> bool:
    try:
        _check_build(build)
    except (OSError, IndexUnusableError):
        return False
    return True


def _name_build(manifest: bytes) -> str:
    return hashlib.sha256(manifest).hexdigest()[:16]


def _write_lines(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(values, ensure_ascii=False, default=str) + "\n" for values in lines)


def _read_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _read_document(values: dict[str, Any]) -> Document:
    for field in ("valid_from", "valid_until"):
        values[field] = date.fromisoformat(values[field]) if values[field] else None
    for field in ("pages", "source"):
        values[field] = tuple(values[field])
    return Document(**values | {"language": Language(values["language"])})


def _chunk_to_values(chunk: Chunk) -> dict[str, Any]:
    values = asdict(chunk)
    del values["text"]  # it stands in the document already
    return values


def _read_chunk(values: dict[str, Any], texts: Mapping[str, str]) -> Chunk:
    text = texts[values["path"]][values["start"] : values["end"]]
    sentences = tuple((start, end) for start, end in values["sentences"])
    return Chunk(**values | {"text": text, "headings": tuple(values["headings"]), "sentences": sentences})


def _read_flat(path: Path) -> faiss.IndexFlatIP:
    flat = faiss.deserialize_index(np.frombuffer(path.read_bytes(), np.uint8))
    return cast("faiss.IndexFlatIP", flat)


def _view(flat: faiss.IndexFlatIP) -> Vectors:
    # Not a copy: it must not outlive `flat`.
    return faiss.rev_swig_ptr(flat.get_xb(), flat.ntotal * flat.d).reshape(flat.ntotal, flat.d)


def _list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
