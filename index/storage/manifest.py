"""What an index was built from and how, and whether every byte of it is still as it was written."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from index.errors import IndexUnusableError
from index.files import hash_file

FORMAT = 13
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every choice that decides what an index answers, and what was measured when it was built."""

    encoder: str
    fingerprint: str  # SHA-256 of the encoder's weights
    dimension: int
    chunk_size: int  # characters
    artefacts: Mapping[str, str]  # file of numbers that were fitted -> SHA-256 (index/artefacts.py)
    offsets: Mapping[str, list[float]]  # language -> vector
    sources: Mapping[str, str]  # path of a document -> SHA-256 of its file
    examples: Mapping[str, Sequence[str]]  # language -> questions that the documents answer
    vectors: str  # which index finds the nearest (index/storage/vectors.py)
    figures: Mapping[str, float] = field(default_factory=dict)  # what that chose and measured when built
    files: Mapping[str, str] | None = None  # file of the index -> SHA-256; None before it is written
    format: int = FORMAT


def write_manifest(build: Path, manifest: Manifest) -> str:
    """Write `manifest` to the folder `build`, whose other files it then names; return the build's name."""
    content = asdict(replace(manifest, files=_hash_files(build, _list_files(build))))
    data = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()
    (build / MANIFEST).write_bytes(data)
    return _name_build(data)


def read_manifest(build: Path) -> Manifest:
    """Return the manifest of the folder `build` when every byte of it and of the files it names is right.

    Raises IndexUnusableError when not, or when it is of another format, and OSError when a file is missing.
    """
    data = (build / MANIFEST).read_bytes()
    if _name_build(data) != build.name:
        raise IndexUnusableError("index_damaged", folder=build.parent, file=MANIFEST)
    values = json.loads(data)
    if values["format"] != FORMAT:
        raise IndexUnusableError("index_format", found=values["format"], expected=FORMAT)
    for name, found in _hash_files(build, list(values["files"])).items():
        if found != values["files"][name]:
            raise IndexUnusableError("index_damaged", folder=build.parent, file=name)
    return Manifest(**values)


def is_whole(build: Path) -> bool:
    """Return whether the folder `build` holds an index that can be read."""
    try:
        read_manifest(build)
    except (OSError, IndexUnusableError):
        return False
    return True


def _name_build(manifest: bytes) -> str:
    return hashlib.sha256(manifest).hexdigest()[:16]


def _list_files(build: Path) -> list[str]:
    return sorted(str(path.relative_to(build)) for path in build.rglob("*") if path.is_file())


def _hash_files(build: Path, names: list[str]) -> dict[str, str]:
    # As many at a time as there are cores: gigabytes are hashed before the first answer.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(names, pool.map(lambda name: hash_file(build / name), names), strict=True))
