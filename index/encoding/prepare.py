"""The models prepared for ONNX Runtime: a folder each, written once and checked at every start.

Knows which files a folder holds and how they come about; who reads them is in encoder.py, what is
written for the reader in index/reading/prepare.py. A folder is named by the weights and by `VERSION`.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.encoding.bundle import Bundle, find_bundle, read_bundle
from index.errors import EncoderError
from index.files import hash_file, make_folder, sweep

FOLDER = Path("var/model")
RANGES = Path(__file__).with_name("ranges.json")  # of what goes into the products of the encoder
GRAPH, VOCABULARY, CHARACTERS, MANIFEST = (
    "model.onnx",
    "sentencepiece.model",
    "characters.json",
    "manifest.json",
)
VERSION = 1  # of what is written here: raised with every change of code that changes a byte of it
UNFINISHED = ".unfinished-"


def prepare_model(folder: Path = FOLDER) -> tuple[Path, str]:
    """Return the folder of the prepared encoder below `folder`, and its fingerprint; write it when needed.

    The fingerprint is the SHA-256 of the files that decide vectors. A damaged folder is written anew; of
    two processes that write at once, the second takes what the first has written. Raises EncoderError when
    the folder cannot be written, or the weights are others than those that ship.
    """
    return prepare(folder, GRAPH, RANGES, write_model)


def prepare(
    folder: Path, graph: str, numbers: Path, write: Callable[[Bundle, Path], None]
) -> tuple[Path, str]:
    """Return as prepare_model does the folder of `graph`, which `write` makes of the bundle and `numbers`."""
    path = find_bundle()
    prepared = folder / _name_folder(path, numbers)
    expected = {graph, f"{graph}.data", VOCABULARY, CHARACTERS}
    sweep(folder, UNFINISHED)
    if fingerprint := _check(prepared, expected):
        return prepared, fingerprint
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with make_folder(folder, UNFINISHED) as temporary:
            write(read_bundle(path), temporary)
            _switch(temporary, prepared, expected)
    except OSError as error:
        raise EncoderError("model_unwritable", folder=folder, reason=error.strerror or error) from error
    if fingerprint := _check(prepared, expected):
        return prepared, fingerprint
    raise EncoderError("model_unwritable", folder=folder, reason=MANIFEST)


def write_model(bundle: Bundle, folder: Path) -> None:
    """Write the prepared model to the empty folder `folder`, its manifest last."""
    from index.encoding.graph import load_ranges, write_graph  # noqa: PLC0415 - imports onnx, needed only here

    write_graph(bundle, folder / GRAPH, load_ranges(RANGES))
    write_vocabulary(bundle, folder)
    write_manifest(folder)


def write_manifest(folder: Path) -> None:
    """Write to `folder` the hashes of the files in it: from then on it counts as whole."""
    hashes = {path.name: hash_file(path) for path in sorted(folder.iterdir())}
    (folder / MANIFEST).write_text(json.dumps({"files": hashes}, indent=1), encoding="utf-8")
    for path in folder.iterdir():
        path.chmod(0o644)
    folder.chmod(0o755)


def write_vocabulary(bundle: Bundle, folder: Path) -> None:
    """Write to `folder` what turns texts into token numbers."""
    (folder / VOCABULARY).write_bytes(_describe_vocabulary(bundle))
    characters = {chr(code): text for code, text in bundle.characters.items()}
    (folder / CHARACTERS).write_text(json.dumps(characters, sort_keys=True), encoding="utf-8")


def _name_folder(bundle: Path, numbers: Path) -> str:
    parts = f"{VERSION} {hash_file(bundle)} {hash_file(numbers)}"
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


def _check(prepared: Path, files: Collection[str]) -> str | None:
    """Return the fingerprint of a folder when every file its manifest names is whole."""
    try:
        hashes = json.loads((prepared / MANIFEST).read_bytes())["files"]
        if set(files) != set(hashes):
            return None
        if any(hash_file(prepared / name) != expected for name, expected in hashes.items()):
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()


def _switch(temporary: Path, prepared: Path, files: Collection[str]) -> None:
    """Put `temporary` in the place of `prepared`, unless another process has just put a whole one there."""
    with _lock(prepared.parent):
        if _check(prepared, files):
            return
        with make_folder(prepared.parent, UNFINISHED) as aside:
            if prepared.exists():
                prepared.rename(aside / "damaged")
            temporary.rename(prepared)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold `folder`, after whoever holds it now; the lock is on the folder itself and leaves no file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _describe_vocabulary(bundle: Bundle) -> bytes:
    """Return the vocabulary as SentencePiece reads it; it changes no character (`CHARACTERS` says which)."""
    from sentencepiece import sentencepiece_model_pb2 as layout  # noqa: PLC0415 - needs protobuf

    model = layout.ModelProto()  # type: ignore[attr-defined]  # made when it is imported
    kinds = {"<s>": 3, "<pad>": 3, "</s>": 3, "<mask>": 3, "<unk>": 2}  # 3: control, 2: unknown, 1: normal
    for piece, score in zip(bundle.pieces, bundle.scores, strict=True):
        model.pieces.add(piece=piece, score=float(score), type=kinds.get(piece, 1))
    trainer, normalizer = model.trainer_spec, model.normalizer_spec
    trainer.model_type, trainer.vocab_size = 1, len(bundle.pieces)
    trainer.bos_id, trainer.pad_id, trainer.eos_id, trainer.unk_id = range(4)
    trainer.pad_piece = "<pad>"
    normalizer.name, normalizer.remove_extra_whitespaces = "identity", False
    return bytes(model.SerializeToString(deterministic=True))
