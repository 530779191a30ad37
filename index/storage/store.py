"""The built index: what it is made of, written whole, read only when every byte is right.

The folder of an index and the switching of builds are in builds.py, the manifest and the checking of bytes in
manifest.py, documents and chunks in documents.py, words in lexical.py, vectors in vectors.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from errno import EACCES, EIO, EMFILE, ENFILE, ENOMEM, EPERM
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.chunks import Chunk
from index.documents.document import Document
from index.encoding.encoder import Vectors
from index.errors import BuildError, IndexUnusableError
from index.languages import Language
from index.storage.arrays import save_array, widen
from index.storage.builds import find_build_before, find_current, make_temporary, sweep_unfinished, switch_in
from index.storage.documents import Chunks, Documents, write_documents
from index.storage.manifest import Manifest, read_manifest, write_manifest
from index.storage.open_files import BuildFiles, look_at
from index.storage.translations import Translations, write_translations
from index.storage.vectors import KINDS, Halves
from index.storage.words.lexical import LexicalIndex
from index.text.plain import write_plain

_NOT_ITS_FAULT = {EACCES, EIO, EMFILE, ENFILE, ENOMEM, EPERM}  # what the system says of a whole index


@dataclass(frozen=True, slots=True)
class Contents:
    """What an index is made of: documents sorted by path, their chunks, a row for each chunk and sentence.

    `translations` are the numbers of sentences that say the same in two languages, each pair once.
    """

    manifest: Manifest
    documents: Sequence[Document]
    chunks: Sequence[Chunk]
    passages: Halves
    sentences: Halves
    translations: Sequence[tuple[int, int]] = ()


class Index:
    """An index on disk: what is searched is in memory, what is large is read where a question looks at it.

    Row n of `passages` is chunk n; `sentences` holds the vectors of their sentences, in order. What needs a
    large file raises IndexUnusableError when that has been altered meanwhile.
    """

    def __init__(self, build: Path, manifest: Manifest) -> None:
        """Read the folder `build`, which has been checked; raise OSError when a file is missing."""
        self.manifest = manifest
        self._files = BuildFiles(build, manifest.files or {})
        self.examples = {Language(each): tuple(asked) for each, asked in manifest.examples.items()}
        self.documents = Documents(build / "documents", self._files)
        self.chunks = Chunks(build / "documents", self._files, self.documents)
        self.lexical = LexicalIndex.load(build / "lexical")
        self.passages = self._files.open_rows("passages.npy")
        self.sentences = self._files.open_rows("sentences.npy")
        self.translations = Translations(self._files)
        self.vectors = KINDS[manifest.vectors].load(build, self.passages, manifest.figures)

    def is_whole(self) -> bool:
        """Return whether everything can still be read as it was."""
        return self._files.are_whole()

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
        raise BuildError("output_unwritable", folder=folder, reason=error.strerror or str(error)) from error
    except KeyboardInterrupt:
        sweep_unfinished(folder)
        raise


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
                raise _describe_unusable(folder, build, error) from error
            failed = build


def read_index_before(folder: Path) -> Index:
    """Return the newest index below `folder` but the one in use, for when that is damaged.

    Raises IndexUnusableError when there is none or it cannot be used.
    """
    name = find_build_before(folder)
    if name is None:
        raise IndexUnusableError("index_missing", folder=folder)
    build = folder / name
    try:
        return _open(build)
    except OSError as error:
        raise _describe_unusable(folder, build, error) from error


def _open(build: Path) -> Index:
    """Return the index in the folder `build`, every byte of which is as it was written.

    Raises IndexUnusableError when not, and OSError when a file is missing.
    """
    before = {path: _identify(path) for path in build.rglob("*.*")}
    manifest = read_manifest(build)
    if manifest.vectors not in KINDS:
        raise IndexUnusableError("index_format", found=manifest.vectors, expected=", ".join(KINDS))
    try:
        return Index(build, manifest)
    finally:  # what has been altered since it was checked may be read, or fail in any way
        if any(_identify(path) != identity for path, identity in before.items()):
            raise IndexUnusableError("index_damaged", folder=build.parent, file=build.name)


def _identify(path: Path) -> tuple[int, tuple[int, int, int]]:
    """Return which file is at `path`, and what changes when it is altered; raise OSError without one."""
    status = path.stat()
    return status.st_ino, look_at(status)


def _describe_unusable(folder: Path, build: Path, error: OSError) -> IndexUnusableError:
    """Return what is told when the files of `build` cannot be opened: it is the system, or they are gone."""
    if error.errno in _NOT_ITS_FAULT:
        return IndexUnusableError("index_unreadable", folder=folder, reason=error.strerror)
    return IndexUnusableError("index_damaged", folder=folder, file=error.filename or build)


def _write_build(temporary: Path, contents: Contents) -> str:
    """Write every file of `contents` to the folder `temporary`, and return the name of the build."""
    texts = ((write_plain(chunk.text, chunk.path).text, chunk.language) for chunk in contents.chunks)
    write_documents(temporary / "documents", contents.documents, contents.chunks)
    LexicalIndex.build(texts).save(temporary / "lexical")
    save_array(temporary / "passages.npy", contents.passages)
    save_array(temporary / "sentences.npy", contents.sentences)
    write_translations(temporary, contents.translations)
    kind = KINDS[contents.manifest.vectors]
    figures = kind.write(temporary, contents.passages, contents.sentences)
    return write_manifest(temporary, replace(contents.manifest, figures=figures))
