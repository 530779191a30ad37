"""The built index: what it is made of, written whole, read only when every byte is right, searched by vector.

The only importer of faiss. The folder of an index and the switching of builds are in builds.py, the manifest
and the checking of bytes in manifest.py, texts in texts.py, words in lexical.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from errno import EACCES, EIO, EMFILE, ENFILE, ENOENT, ENOMEM, EPERM
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.arrays import save_array, widen
from index.builds import find_build_before, find_current, make_temporary, sweep_unfinished, switch_in
from index.chunks import Chunk
from index.documents import Document
from index.encoder import Vectors
from index.errors import BuildError, Fault, IndexUnusableError
from index.held import BuildFiles, Rows, look_at
from index.lexical import LexicalIndex
from index.manifest import Manifest, read_manifest, write_manifest
from index.texts import Chunks, Documents, write_texts

# Up to as many vectors a question is compared with each; measured in docs/decisions/0011.
MOST_COMPARED = 30_000
RECALL = 0.995  # share of the ten nearest chunks that must be found; of real questions, a little fewer are
_NOT_ITS_FAULT = {EACCES, EIO, EMFILE, ENFILE, ENOMEM, EPERM}  # what the system says of a whole index
_BLOCK = 50_000  # rows that are made float32 at a time
MEASURED = 300  # questions that ask for their nearest chunks
NEAREST = 10
LOOKED_AT = 60  # chunks found in lists, of which the nearest are then chosen by their exact vectors
TRAINED = 64  # vectors a list that decide what it holds

Halves = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Contents:
    """What an index is made of: documents sorted by path, their chunks, a row for each chunk and sentence."""

    manifest: Manifest
    documents: Sequence[Document]
    chunks: Sequence[Chunk]
    passages: Halves
    sentences: Halves


class Index:
    """An index on disk: what is searched is in memory, what is large is read where a question looks at it.

    Row n of `passages` is chunk n; `sentences` holds the vectors of their sentences, in order. What needs a
    large file raises IndexUnusableError when that has been altered meanwhile.
    """

    def __init__(self, build: Path, manifest: Manifest) -> None:
        """Read the folder `build`, which has been checked; raise OSError when a file is missing."""
        self.manifest = manifest
        self._files = BuildFiles(build, manifest.files or {})
        self.documents = Documents(build / "texts", self._files)
        self.chunks = Chunks(build / "texts", self._files, self.documents)
        self.lexical = LexicalIndex.load(build / "lexical")
        self.sentences = self._files.hold_rows("sentences.npy")
        # The vectors themselves stand at the end of the exact index.
        shape = len(self.chunks), self.sentences.width
        self.passages = Rows(self._files.hold("passages.faiss"), np.float16, shape)
        self._nearest = _read_faiss(build / ("lists.faiss" if manifest.lists else "passages.faiss"))

    def is_whole(self) -> bool:
        """Return whether everything can still be read as it was."""
        return self._files.are_whole()

    def find_nearest(
        self, question: Vectors, limit: int, rows: NDArray[np.int64] | None = None
    ) -> NDArray[np.int64]:
        """Return the numbers of the `limit` chunks nearest to the vector `question`, best first.

        `rows` restricts them to these chunks. In a large index, few of the nearest may be missing.
        """
        selected = {} if rows is None else {"sel": _select(rows, len(self.passages))}
        if not self.manifest.lists:
            return _search(self._nearest, question, limit, faiss.SearchParameters(**selected))
        if rows is not None and len(rows) <= MOST_COMPARED:
            return self._compare(question, rows)[:limit]
        probes = self.manifest.probes
        if rows is not None:  # the fewer they are, the more lists they are spread over
            probes = min(self.manifest.lists, probes * len(self.passages) // len(rows))
        parameters = faiss.SearchParametersIVF(nprobe=probes, **selected)  # type: ignore[call-arg]
        found = _search(self._nearest, question, max(limit, LOOKED_AT), parameters)
        return self._compare(question, found)[:limit]

    def _compare(self, question: Vectors, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return `rows`, those of the chunks nearest to `question` first."""
        return rows[np.argsort(-(self.passage_vectors(rows) @ question), kind="stable")]

    def passage_vectors(self, rows: NDArray[np.int64]) -> Vectors:
        """Return the vectors of the chunks `rows`."""
        return widen(self.passages.take(rows))

    def sentence_vectors(self, rows: NDArray[np.int64]) -> tuple[Vectors, NDArray[np.int64]]:
        """Return the vectors of the sentences of the chunks `rows`, and how many each chunk has."""
        first, counts = self.chunks.find_sentences(rows)
        return widen(self.sentences.read(first, counts)), counts


def write_index(folder: Path, contents: Contents) -> None:
    """Write the index of `contents` below `folder` and switch it in; the one in use serves until then.

    Raises BuildError when it cannot be written, for instance because the disk is full.
    """
    try:
        temporary = make_temporary(folder)
        switch_in(folder, temporary, _write_build(temporary, contents))
    except OSError as error:
        sweep_unfinished(folder)
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
        build = find_current(folder)
        try:
            return _open(build)
        except OSError as error:
            if build == failed:  # at first a new build may have been switched in and this one swept away
                raise _tell_unusable(folder, build, error) from error
            failed = build


def read_index_before(folder: Path) -> Index:
    """Return the newest index below `folder` but the one in use, for when that is damaged.

    Raises IndexUnusableError when there is none or it cannot be used.
    """
    name = find_build_before(folder)
    if name is None:
        raise IndexUnusableError(Fault.INDEX_MISSING, folder=folder)
    build = folder / name
    try:
        return _open(build)
    except OSError as error:
        raise _tell_unusable(folder, build, error) from error


def _open(build: Path) -> Index:
    """Return the index in the folder `build`, every byte of which is as it was written.

    Raises IndexUnusableError when not, and OSError when a file is missing.
    """
    before = {path: _identify(path) for path in build.rglob("*.*")}
    manifest = read_manifest(build)
    try:
        return Index(build, manifest)
    finally:  # what has been altered since it was checked may be read, or fail in any way
        if any(_identify(path) != identity for path, identity in before.items()):
            raise IndexUnusableError(Fault.INDEX_DAMAGED, folder=build.parent, file=build.name)


def _identify(path: Path) -> tuple[int, tuple[int, int, int]]:
    """Return which file is at `path`, and what changes when it is altered; raise OSError without one."""
    status = path.stat()
    return status.st_ino, look_at(status)


def _tell_unusable(folder: Path, build: Path, error: OSError) -> IndexUnusableError:
    """Return what is told when the files of `build` cannot be opened: it is the system, or they are gone."""
    if error.errno in _NOT_ITS_FAULT:
        return IndexUnusableError(Fault.INDEX_UNREADABLE, folder=folder, reason=error.strerror)
    return IndexUnusableError(Fault.INDEX_DAMAGED, folder=folder, file=error.filename or build)


def check_encoder(index: Index, fingerprint: str, encoder: str) -> None:
    """Raise IndexUnusableError when the index was built by another encoder than the one of `fingerprint`."""
    if index.manifest.fingerprint != fingerprint:
        raise IndexUnusableError(Fault.INDEX_ENCODER, built=index.manifest.encoder, encoder=encoder)


def _write_build(temporary: Path, contents: Contents) -> str:
    """Write every file of `contents` to the folder `temporary`, and return the name of the build."""
    by_path = {document.path: document for document in contents.documents}
    texts = ((chunk.text, by_path[chunk.path].language) for chunk in contents.chunks)
    write_texts(temporary / "texts", contents.documents, contents.chunks)
    LexicalIndex.build(texts).save(temporary / "lexical")
    save_array(temporary / "sentences.npy", contents.sentences)
    flat = _make_flat(contents.passages)
    _write_faiss(temporary / "passages.faiss", flat)
    manifest = contents.manifest
    if len(contents.passages) > MOST_COMPARED:
        lists = _make_lists(contents.passages)
        _write_faiss(temporary / "lists.faiss", lists)
        probes, recall = _choose_probes(flat, lists, contents.sentences)
        manifest = replace(manifest, lists=lists.nlist, probes=probes, recall=recall)
    return write_manifest(temporary, manifest)


def _make_flat(passages: Halves) -> faiss.IndexScalarQuantizer:
    """Return an exact index of `passages`, whose codes are the vectors themselves."""
    flat = faiss.IndexScalarQuantizer(
        passages.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    for block in _cut(passages):
        flat.add(block)
    return flat


def _cut(vectors: Halves) -> Iterator[Vectors]:
    for start in range(0, len(vectors), _BLOCK):
        yield widen(vectors[start : start + _BLOCK])


def _make_lists(passages: Halves) -> Any:
    """Return an index of `passages` in lists of neighbours, each number of a vector rounded to 8 bits."""
    # Four times the square root, as a power of two: more would be faster to search and slower to build.
    count = 2 ** round(np.log2(len(passages)) / 2 + 2)
    lists: Any = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(passages.shape[1]),
        passages.shape[1],
        count,
        faiss.ScalarQuantizer.QT_8bit_uniform,  # one range for all numbers, which is quicker to read
        faiss.METRIC_INNER_PRODUCT,
    )
    step = max(1, len(passages) // (TRAINED * count))
    lists.train(passages[::step].astype(np.float32))
    for block in _cut(passages):
        lists.add(block)
    return lists


def _choose_probes(
    flat: faiss.Index, lists: faiss.IndexIVFScalarQuantizer, sentences: Halves
) -> tuple[int, float]:
    """Return how many lists must be looked through so that the nearest chunks are found, and their share."""
    asked = _draw_questions(sentences)
    expected = [_search(flat, one, NEAREST, faiss.SearchParameters()) for one in asked]
    probes, recall = 0, 0.0
    while recall < RECALL and probes < lists.nlist:
        probes = min(lists.nlist, probes + probes // 4 + 1)
        parameters = faiss.SearchParametersIVF(nprobe=probes)  # type: ignore[call-arg]
        found = [_search(lists, one, LOOKED_AT, parameters) for one in asked]
        recall = float(np.mean([np.isin(*pair).mean() for pair in zip(expected, found, strict=True)]))
    return probes, round(recall, 4)


def _draw_questions(sentences: Halves) -> Vectors:
    """Return vectors that stand for questions: each between two sentences, for those are no copies."""
    step = max(1, len(sentences) // MEASURED)
    drawn = sentences[::step].astype(np.float32)
    drawn += np.roll(drawn, len(drawn) // 2, axis=0)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


def _search(
    index: faiss.Index, question: Vectors, limit: int, parameters: faiss.SearchParameters
) -> NDArray[np.int64]:
    # One thread: a second one waits for the first at every question, and answers others meanwhile.
    faiss.omp_set_num_threads(1)
    _, found = index.search(question[None, :], limit, params=parameters)
    return np.asarray(found[0][found[0] >= 0], np.int64)


def _select(rows: NDArray[np.int64], count: int) -> faiss.IDSelectorBitmap:
    admitted = np.zeros(count, bool)
    admitted[rows] = True
    return faiss.IDSelectorBitmap(np.packbits(admitted, bitorder="little"))  # type: ignore[call-arg, arg-type]


def _write_faiss(path: Path, index: faiss.Index) -> None:
    # Python writes the bytes: faiss itself raises a bare RuntimeError when a disk is full.
    path.write_bytes(faiss.serialize_index(index).data)


def _read_faiss(path: Path) -> Any:
    try:
        return faiss.read_index(str(path))
    except RuntimeError as error:
        path.open("rb").close()  # says what it is, where the system would not open it
        raise FileNotFoundError(ENOENT, str(error), str(path)) from error
