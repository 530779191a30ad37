"""The contract of a parser: what every registered type keeps, whatever is in the file."""

import importlib
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from index.documents import parsers
from index.documents.content import Content
from index.documents.document import read_documents
from index.documents.parsers import PARSERS, PLAIN, SUPPORTED, find_type, load_parser, read_content
from index.errors import DocumentError
from tests.parsers.test_office import line, pack_sheets, pack_slides, pack_tables, pack_text, row, shape

DATA = Path(__file__).parents[1] / "data"
# A file of each type whose text has something to make canonical; a further type adds its own here.
TEXT = "Die Sta\u0308dte schlossen 1992 einen Vertrag.\r\n\r\nОн действует.\r\n"
ROW = (
    '<table:table-row><table:table-cell office:value-type="string">'
    "<text:p>{}</text:p></table:table-cell></table:table-row>"
)
FILES: dict[str, bytes] = {
    **dict.fromkeys(PLAIN, TEXT.encode()),
    **dict.fromkeys((".html", ".htm"), f"<html><body><main><p>{TEXT}</p></main></body></html>".encode()),
    ".pdf": (DATA / "two-languages.pdf").read_bytes(),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), (DATA / "agreement.ru.docx").read_bytes()),
    **dict.fromkeys((".odt", ".ott"), pack_text(f"<text:p>{TEXT}</text:p>")),
    ".rtf": b"{\\rtf1\\ansi\\ansicpg1252 Die St\\'e4dte schlossen 1992 einen Vertrag.\\par}",
    ".pptx": pack_slides(shape("body", line(TEXT))),
    ".xlsx": pack_sheets(("Plan", "visible", f"<sheetData>{row(1, A=TEXT)}</sheetData>")),
    ".ods": pack_tables(ROW.format(TEXT)),
    ".eml": f"From: a@b.org\nSubject: Vertrag\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}".encode(),
}
DAMAGED: dict[str, bytes] = {
    "empty": b"",
    "nothing but zeros": bytes(5_000),
    "another encoding": "Städte und Verträge".encode("utf-16"),
    "an old encoding": "Städte und Verträge".encode("cp1252"),
    "an archive of nothing": b"PK\x05\x06" + bytes(18),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
}
types = pytest.mark.parametrize("ending", PARSERS)


def try_to_read(path: str, data: bytes) -> Content | DocumentError:
    try:
        return read_content(path, data)
    except DocumentError as error:
        return error


@types
def test_a_file_has_one_canonical_text(ending: str) -> None:
    path = f"a{ending}"
    content = read_content(path, FILES[ending])
    assert content == read_content(path, FILES[ending]) == load_parser(ending)(path, FILES[ending])
    assert content.text.strip()
    assert content.text == unicodedata.normalize("NFC", content.text)
    assert not set("\r\x0b\x0c\x85\u2028\u2029") & set(content.text)
    assert list(content.pages) == sorted(content.pages)
    assert all(0 <= start <= len(content.text) for start in content.pages)


@types
@pytest.mark.parametrize("damage", DAMAGED)
def test_a_file_that_is_none_is_an_error_that_names_it_or_holds_nothing(ending: str, damage: str) -> None:
    read = try_to_read(f"a{ending}", DAMAGED[damage])
    if isinstance(read, DocumentError):
        assert read.values["path"] == f"a{ending}"
    else:
        expected = read.text.isascii() or read.text == "Städte und Verträge"
        assert expected, "what was not written there is not read"


@types
def test_half_a_file_is_an_error_or_less_of_the_same(ending: str) -> None:
    whole = FILES[ending]
    read = try_to_read(f"a{ending}", whole[: len(whole) // 2])
    assert isinstance(read, DocumentError) or len(read.text) < len(read_content(f"a{ending}", whole).text)


@types
def test_a_file_of_a_type_becomes_a_document_or_says_why_not(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"good{ending.upper()}").write_bytes(FILES[ending])
    (tmp_path / f"empty{ending}").write_bytes(b"")
    documents, errors = read_documents(tmp_path)
    assert [document.path for document in documents] == [f"good{ending.upper()}"]
    assert [error.values["path"] for error in errors] == [f"empty{ending}"]
    assert documents[0].text == read_content("a" + ending, FILES[ending]).text


def test_every_type_is_in_the_examples_of_this_test() -> None:
    assert set(FILES) == set(SUPPORTED)


def test_another_type_is_a_file_and_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shout.py").write_text(
        "from index.documents.content import Content\n"
        "def read_shout(path, data):\n    return Content(data.decode().upper())\n"
    )
    monkeypatch.setattr(parsers, "__path__", [*parsers.__path__, str(tmp_path)])
    monkeypatch.setitem(PARSERS, ".shout", "shout:read_shout")
    importlib.invalidate_caches()
    assert find_type("ordner/Brief.SHOUT") == ".shout"
    assert read_content("Brief.SHOUT", b"vertrag") == Content("VERTRAG")


def test_what_a_parser_raises_besides_says_that_the_file_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_path: str, _data: bytes) -> Content:
        raise KeyError("w:body")

    monkeypatch.setattr("index.documents.parsers.office.word.read_word", fail)
    with pytest.raises(DocumentError) as caught:
        read_content("a.docx", b"")
    assert (caught.value.code, caught.value.values) == ("damaged", {"path": "a.docx"})


def test_no_library_is_loaded_before_a_file_needs_it() -> None:
    program = (
        "import sys, index.documents.document;"
        "print({'pypdfium2', 'lxml', 'trafilatura', 'python_calamine'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
