"""The reader prepared for ONNX Runtime, as index/encoding/prepare.py does it for the encoder."""

from pathlib import Path

from index.encoding.bundle import Bundle
from index.encoding.prepare import FOLDER, prepare, write_manifest, write_vocabulary
from index.errors import EncoderError

WEIGHTS = Path(__file__).with_name("reader.npz")
READER = "reader.onnx"


def prepare_reader(folder: Path = FOLDER) -> tuple[Path, str]:
    """Return the folder of the prepared reader below `folder`, and its fingerprint, as prepare_model does."""
    return prepare(folder, READER, WEIGHTS, write_reader)


def write_reader(bundle: Bundle, folder: Path) -> None:
    """Write the prepared reader to the empty folder `folder`, its manifest last.

    Raises EncoderError when its weights are damaged.
    """
    from index.encoding.graph import write_graph  # noqa: PLC0415 - imports onnx, needed only here
    from index.reading.weights import ReaderWeights  # noqa: PLC0415

    content = WEIGHTS.read_bytes()
    try:
        weights = ReaderWeights(bundle, content)
    except Exception as error:  # a damaged archive fails in many ways
        raise EncoderError("model_changed", path=WEIGHTS) from error
    write_graph(weights, folder / READER, weights.ranges, weights.head)
    write_vocabulary(bundle, folder)
    write_manifest(folder)
