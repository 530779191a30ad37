"""The documents folder: which files are documents, and their bytes. Knows names and sizes, no content."""

import os
import re
import stat
import unicodedata
from collections import defaultdict
from contextlib import suppress
from pathlib import Path, PurePosixPath
from time import sleep

from index.documents.parsers import PLAIN, SUPPORTED, find_type
from index.errors import DocumentError, FolderError, code

# What many folders hold and nothing here reads, with what it can be saved as.
CONVERTIBLE = {
    **dict.fromkeys((".doc", ".dot", ".wpd", ".wps", ".pages", ".sxw"), ".docx, .odt"),
    **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".numbers", ".sxc"), ".xlsx, .ods"),
    **dict.fromkeys(
        (".ppt", ".pps", ".ppsx", ".odp", ".key", ".pub", ".vsd", ".vsdx", ".odg", ".djvu"), ".pdf"
    ),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".heic"), ".pdf"),
    **dict.fromkeys((".msg", ".mht", ".mhtml", ".epub"), ".pdf, .html"),
}
LARGEST_MEGABYTES = 25
TOPICS = "topics.yaml"  # says what the topics of the documents are called
EXAMPLES = "examples.yaml"  # questions that they answer

_WAITS = (0.1, 0.2, 0.5, 1.0, 2.0, 0.0)  # seconds before a file that is being saved is read again
# Of each file: its path, size, time, and which file it is.
Snapshot = frozenset[tuple[str, int, int, int]]

_NOT_SHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SAVED_PARTS = re.compile(r"\A(.+)(?:_files|[-_]Dateien|_файлы)")


def find_files(folder: Path) -> tuple[list[str], list[DocumentError]]:
    """Return the paths of the documents in `folder`, sorted, and what cannot be one.

    Paths are relative to `folder`, with forward slashes. Left out without a word: hidden files, the lock
    files of Word, what stands at the top for all documents (SOURCES.md, topics.yaml, examples.yaml,
    sources.yaml), sidecars that have their document, and the pictures and scripts that a browser saves beside
    a page. Raises FolderError when `folder` cannot be read or holds no file of interest.
    """
    names, errors = _list_names(folder)
    paths = []
    known = set(names)
    for name in names:
        fault = _find_wrong(name, known)
        if fault is not None:
            errors.append(_describe(fault, name))
        elif not name.endswith(".yaml"):
            paths.append(name)
    if not paths and not errors:
        raise FolderError("folder_empty", folder=folder, supported=", ".join(SUPPORTED))
    paths, doubles = _part_doubles(paths)
    return paths, errors + doubles


def take_snapshot(folder: Path) -> Snapshot:
    """Return what changes when anything in `folder` does, hidden files aside; empty without a folder."""
    try:
        names, _ = _list_names(folder)
    except FolderError:
        return frozenset()
    seen = set()
    for name in (*names, TOPICS):
        with suppress(OSError):  # gone meanwhile, or never there
            status = (folder / name).stat()
            seen.add((name, status.st_size, status.st_mtime_ns, status.st_ino))
    return frozenset(seen)


def read_file(folder: Path, path: str) -> bytes:
    """Return the bytes of the file `path` in `folder`.

    A file that changes meanwhile is being saved, and read again. Raises DocumentError when that does not end,
    when it lies outside of `folder`, is no ordinary file, is too large or unreadable.
    """
    root = os.path.realpath(folder)
    target = os.path.realpath(folder / path)
    if not _lies_in(root, target):
        raise DocumentError("leaves_folder", path=path)
    try:
        for wait in _WAITS:
            before = _look_at(target, path)
            data = Path(target).read_bytes()
            if (len(data), before) == (before[0], _look_at(target, path)):
                return data
            sleep(wait)
    except OSError as error:
        raise DocumentError("unreadable", path=path, reason=error.strerror) from error
    raise DocumentError("unsettled", path=path)


def _look_at(target: str, path: str) -> tuple[int, int, int]:
    """Return what changes when the file is saved: its size, its time, and which file it is."""
    status = os.stat(target)  # noqa: PTH116 - a path that realpath has just resolved
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        raise DocumentError("not_a_file", path=path)
    if status.st_size > LARGEST_MEGABYTES * 1_000_000:
        raise DocumentError("too_large", path=path, megabytes=LARGEST_MEGABYTES)
    return status.st_size, status.st_mtime_ns, status.st_ino


def has_file(folder: Path, path: str) -> bool:
    """Return whether anything lies at `path` in `folder`, a broken link included."""
    return os.path.lexists(folder / path)


def takes_sidecar(path: str) -> bool:
    """Return whether a document at `path` has its metadata in a file beside it, instead of front matter."""
    return find_type(path) in SUPPORTED and find_type(path) not in PLAIN


def _list_names(folder: Path) -> tuple[list[str], list[DocumentError]]:
    """Return every path that is not hidden, sorted, and the subfolders that cannot be entered."""
    if not os.path.exists(folder):  # noqa: PTH110 - Path.exists() raises where a parent may not be entered
        raise FolderError("folder_missing", folder=folder)
    if not folder.is_dir():
        raise FolderError("folder_not_a_folder", folder=folder)
    names: list[str] = []
    errors: list[DocumentError] = []
    root = os.path.realpath(folder)

    def refuse(error: OSError) -> None:
        path = Path(error.filename).relative_to(folder).as_posix()
        if path == ".":
            raise FolderError("folder_unreadable", folder=folder, reason=error.strerror) from error
        errors.append(DocumentError("unreadable", path=path, reason=error.strerror))

    for place, below, files in os.walk(folder, onerror=refuse):
        here = Path(place).relative_to(folder)
        pages = {PurePosixPath(file).stem for file in files if file.lower().endswith((".html", ".htm"))}
        below[:] = [name for name in below if not _is_hidden(name) and not _is_saved_part(name, pages)]
        errors += [
            DocumentError("leaves_folder", path=(here / name).as_posix())
            for name in below
            if not _lies_in(root, os.path.realpath(Path(place) / name))
        ]
        names += [(here / name).as_posix() for name in files if not _is_hidden(name)]
    return sorted(set(names) - {"SOURCES.md", "sources.yaml", TOPICS, EXAMPLES}), errors


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _is_saved_part(name: str, pages: set[str]) -> bool:
    saved = _SAVED_PARTS.fullmatch(name)
    return saved is not None and saved[1] in pages


def _lies_in(root: str, target: str) -> bool:
    return Path(target).is_relative_to(root)


def _find_wrong(name: str, names: set[str]) -> str | None:
    if _NOT_SHOWABLE.search(name):
        return code("bad_name")
    if name.lower().endswith((".yaml", ".yml")):
        owner = name.removesuffix(".yaml")
        owned = owner != name and owner in names and takes_sidecar(owner)
        return None if owned else code("sidecar_alone")
    return None if find_type(name) in SUPPORTED else refuse(name).code


def _describe(fault: str, name: str) -> DocumentError:
    shown = _NOT_SHOWABLE.sub("\ufffd", name)
    if fault in {code("unsupported"), code("old_format")}:
        return refuse(shown)
    return DocumentError(fault, path=shown)


def refuse(path: str) -> DocumentError:
    """Return what is wrong with a file of a type that nothing reads, and what it can be saved as."""
    to = CONVERTIBLE.get(find_type(path))
    if to is None:
        return DocumentError("unsupported", path=path, supported=", ".join(SUPPORTED))
    return DocumentError("old_format", path=path, format=to)


def _part_doubles(paths: list[str]) -> tuple[list[str], list[DocumentError]]:
    """Return the paths that no other path can be taken for, and an error for each of the rest."""
    groups = defaultdict(list)
    for path in paths:
        groups[unicodedata.normalize("NFC", path).lower()].append(path)
    errors = [
        DocumentError("same_name", path=path, others=", ".join(other for other in group if other != path))
        for group in groups.values()
        if len(group) > 1
        for path in group
    ]
    return [group[0] for group in groups.values() if len(group) == 1], errors
