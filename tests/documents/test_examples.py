"""The questions that a folder of documents offers as examples: what is read of them, and what is refused."""

from pathlib import Path

import pytest

from index.build import build_index
from index.documents.examples import offer_examples, read_examples
from index.encoding.encoder import Encoder
from index.errors import DocumentError
from index.languages import Language
from index.storage.store import read_index
from tests.doubles.examples import EXAMPLES, EXAMPLES_FILE
from tests.languages.codes import DE


def write(folder: Path, text: str) -> Path:
    (folder / "examples.yaml").write_text(text, encoding="utf-8")
    return folder


def test_each_language_has_its_questions_and_an_index_holds_them(documents: Path, encoder: Encoder) -> None:
    write(documents, EXAMPLES_FILE)
    assert read_examples(documents) == EXAMPLES
    report = build_index(documents, documents.parent / "index", encoder)
    assert (report.errors, len(report.index.documents)) == ((), 4)
    assert read_index(documents.parent / "index").examples == EXAMPLES


def test_a_folder_without_the_file_offers_none(documents: Path, encoder: Encoder) -> None:
    assert read_examples(documents) == {}
    assert build_index(documents, documents.parent / "index", encoder).index.examples == {}


def test_one_question_needs_no_list_and_a_language_may_have_none(tmp_path: Path) -> None:
    assert read_examples(write(tmp_path, "de: Wann   war das?\n")) == {DE: ("Wann war das?",)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("de: Wann?\nfr: Quand ?\n", 2),
        ("de: [Wann?, Wo?, Wer?, Was?]\n", 1),
        ("de: [Wann?, [Wo?]]\n", 1),
        ("de: {a: b}\n", 1),
        ("\nde:\n- Wann?\n- ''\n", 2),
        ("de: Wann?\nde: Wo?\n", 2),
        ("- Wann?\n", 1),
        ('de: "\\UFFFFFFFF"\n', 1),
        ('de: "\\U00110000"\n', 1),
        ('de: "\\ud800"\n', 1),
    ],
)
def test_an_error_names_the_line_and_the_index_is_built_without_examples(
    documents: Path, encoder: Encoder, text: str, line: int
) -> None:
    with pytest.raises(DocumentError) as refused:
        read_examples(write(documents, text))
    assert refused.value.values["path"] == "examples.yaml"
    assert refused.value.values.get("line", line) == line
    for language in Language:
        assert refused.value.text(language).startswith("examples.yaml")
    report = build_index(documents, documents.parent / "index", encoder)
    assert [str(error) for error in report.errors] == [str(refused.value)]
    assert (report.index.examples, len(report.index.documents)) == ({}, 4)
    assert offer_examples(documents) == {}
