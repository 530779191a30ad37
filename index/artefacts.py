"""Numbers that were fitted: which of them decide what an index answers, and what such a file says of itself.

Each is a file that a command wrote, from data that its hashes name. The manifest of an index holds its hash:
an index made with others is refused.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from index.encoding.encoder import Encoder
from index.encoding.language_offsets import OFFSETS, are_offsets_of
from index.encoding.question_map import QUESTION_MAP, load_question_map
from index.errors import IndexUnusableError
from index.files import hash_file
from index.reading.calibration import CALIBRATION
from index.storage.manifest import Manifest


def hash_artefacts(encoder: str) -> dict[str, str]:
    """Return the SHA-256 of each file that decides what is found with the encoder of this fingerprint."""
    used = [CALIBRATION]
    if are_offsets_of(encoder):
        used.append(OFFSETS)
    if load_question_map(encoder) is not None:
        used.append(QUESTION_MAP)
    return {path.name: hash_file(path) for path in used}


def check_made_with(manifest: Manifest, encoder: Encoder) -> None:
    """Raise IndexUnusableError when an index was made with another encoder, or with other numbers."""
    if manifest.fingerprint != encoder.fingerprint:
        raise IndexUnusableError("index_encoder", built=manifest.encoder, encoder=encoder.name)
    now = hash_artefacts(encoder.fingerprint)
    changed = {name for name, _ in manifest.artefacts.items() ^ now.items()}
    if changed:
        raise IndexUnusableError("index_artefacts", files=", ".join(sorted(changed)))


def describe_making(program: str, data: Mapping[str, Path]) -> dict[str, str]:
    """Return what an artefact says of itself: the program, the day, and the SHA-256 of each of its data."""
    hashes = {name: _hash_data(path) for name, path in data.items()}
    return {"made_by": program, "date": date.today().isoformat(), **hashes}  # noqa: DTZ011  # where it is made


def _hash_data(path: Path) -> str:
    """Return the SHA-256 of a file, or of the names and contents of the files of a folder."""
    if path.is_file():
        return hash_file(path)
    digest = hashlib.sha256()
    for each in sorted(each for each in path.rglob("*") if each.is_file()):
        digest.update(f"{each.relative_to(path)}\0".encode() + each.read_bytes())
    return digest.hexdigest()
