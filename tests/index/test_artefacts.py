"""Fitted numbers: each file says where it comes from, and an index made with others is refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.answering.evidence import open_knowledge
from bot.config import Config
from index.artefacts import check_made_with, describe_making, hash_artefacts
from index.build import build_index
from index.encoding.bundle import SHA256
from index.encoding.encoder import Encoder
from index.encoding.language_offsets import OFFSETS, hash_parallel_text
from index.encoding.prepare import RANGES
from index.encoding.question_map import QUESTION_MAP
from index.errors import EncoderError, IndexUnusableError
from index.files import hash_file
from index.languages import Language
from index.reading.calibration import CALIBRATION, load_calibration
from index.reading.reader import Reader


def read_json(path: Path) -> Callable[[], Any]:
    return lambda: json.loads(path.read_bytes())["made"]


def read_map() -> Any:
    with np.load(QUESTION_MAP) as shipped:
        return json.loads(str(shipped["made"]))


MADE = {
    "calibration": read_json(CALIBRATION),
    "offsets": read_json(OFFSETS),
    "ranges": read_json(RANGES),
    "question map": read_map,
}


@pytest.mark.parametrize("name", MADE)
def test_an_artefact_says_by_what_when_and_with_which_figures_it_was_made(name: str) -> None:
    made = MADE[name]()
    assert made["made_by"].startswith(("python -m ", "partnerbot "))
    assert len(made["date"]) == len("2026-11-27")
    assert made["figures"]


def test_ranges_and_offsets_were_made_from_the_parallel_text_that_is_there() -> None:
    ranges, offsets = (json.loads(path.read_bytes()) for path in (RANGES, OFFSETS))
    assert (ranges["made"]["parallel"], ranges["bundle"]) == (hash_parallel_text(), SHA256)
    assert offsets["parallel"] == hash_parallel_text()


def test_data_are_told_apart_by_their_names_and_their_contents(tmp_path: Path) -> None:
    def describe() -> str:
        return describe_making("test", {"data": tmp_path})["data"]

    seen = [describe()]
    for path, text in (("a.txt", "1"), ("b.txt", "1"), ("a.txt", "2")):
        (tmp_path / path).write_text(text)
        seen.append(describe())
    (tmp_path / "a.txt").rename(tmp_path / "c.txt")
    seen.append(describe())
    assert len({*seen}) == 5
    assert describe() == seen[-1]
    (tmp_path / "c.txt").unlink()
    assert describe_making("test", {"file": tmp_path / "b.txt"})["file"] == hash_file(tmp_path / "b.txt")


def test_the_manifest_holds_the_hash_of_what_decides(
    documents: Path, encoder: Encoder, bundled: Encoder, tmp_path: Path
) -> None:
    """Offsets and map of the bundled model say nothing of another one."""
    manifest = build_index(documents, tmp_path / "index", encoder).index.manifest
    assert manifest.artefacts == {"calibration.json": hash_file(CALIBRATION)}
    assert hash_artefacts(bundled.fingerprint) == {
        path.name: hash_file(path) for path in (CALIBRATION, OFFSETS, QUESTION_MAP)
    }


@pytest.mark.parametrize("name", ["calibration.json", "offsets.json", "question_map.npz"])
def test_an_index_made_with_other_numbers_is_refused_with_the_command_that_mends_it(
    documents: Path, encoder: Encoder, bundled: Encoder, tmp_path: Path, name: str
) -> None:
    manifest = build_index(documents, tmp_path / "index", encoder).index.manifest
    manifest = replace(
        manifest, fingerprint=bundled.fingerprint, artefacts=hash_artefacts(bundled.fingerprint)
    )
    check_made_with(manifest, bundled)
    for artefacts in (
        {**manifest.artefacts, name: "0" * 64},
        {path: sha256 for path, sha256 in manifest.artefacts.items() if path != name},
    ):
        with pytest.raises(IndexUnusableError) as caught:
            check_made_with(replace(manifest, artefacts=artefacts), bundled)
        assert (caught.value.code, caught.value.values) == ("index_artefacts", {"files": name})
        assert all(caught.value.text(language).endswith("partnerbot index") for language in Language)


def test_another_encoder_is_refused_by_its_weights_not_by_its_name(
    documents: Path, encoder: Any, tmp_path: Path
) -> None:
    manifest = build_index(documents, tmp_path / "index", encoder).index.manifest
    check_made_with(manifest, replace(encoder, name="/models/trigrams"))
    with pytest.raises(IndexUnusableError) as caught:
        check_made_with(manifest, replace(encoder, fingerprint="4" * 64))
    assert caught.value.code == "index_encoder"
    assert all(caught.value.text(language).endswith("partnerbot index") for language in Language)


def test_a_calibration_made_for_another_reader_is_refused_with_the_command_that_mends_it(
    documents: Path,
    bundled: Encoder,
    bundled_reader: Reader,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = Config(documents=documents, index=tmp_path / "index")
    other = tmp_path / "calibration.json"
    values = json.loads(CALIBRATION.read_bytes())
    other.write_text(json.dumps({**values, "made": {**values["made"], "reader": "5" * 64}}))
    build_index(documents, config.index, bundled)
    assert open_knowledge(config.index, config.encoder).calibration == load_calibration()
    load_calibration().check_reader(bundled_reader.fingerprint)
    monkeypatch.setattr("index.reading.calibration.CALIBRATION", other)
    with pytest.raises(EncoderError) as caught:
        open_knowledge(config.index, config.encoder)
    assert caught.value.code == "calibration_reader"
    assert all(caught.value.text(language).endswith("make calibration") for language in Language)
