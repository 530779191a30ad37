"""Folders of source files, read as a whole: what becomes a document, what is refused, and in which words."""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from index.documents.document import Document, read_document, read_documents, read_named
from index.documents.metadata import Kind
from index.errors import DocumentError, FolderError
from index.languages import Language
from tests.languages.codes import DE, EN, RU
from tests.parsers.packing import pack_word

DATA = Path(__file__).parents[1] / "data"
SHIPPED = Path(__file__).parents[2] / "documents"

GERMAN = "Düsseldorf und Moskau sind seit 1992 Partnerstädte.\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file into the documents folder and return the folder."""

    def write_file(name: str, content: str | bytes) -> Path:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return write_file


Write = Callable[[str, str | bytes], Path]


def list_codes(errors: list[DocumentError]) -> list[tuple[str, str]]:
    for error in errors:
        for language in Language:  # every value that a sentence names was given
            assert str(error.values["path"]) in error.text(language)
    return [(str(error.values["path"]), error.code) for error in errors]


def test_everything_known_about_an_agreement_is_read_from_its_front_matter(write: Write) -> None:
    head = """---
title: "Kommuniqué: 2020–2023"
language: de
publisher: Landeshauptstadt Düsseldorf
published: 2019-10
valid_from: 2020-01-01
valid_until: 2023-12-31
replaced_by: neu.md
translation_of: ru/kommunike.md
summary: true
kind: communique
parties: [Düsseldorf, Moskau]
signed: 2019-10-10
agreement: neu.md
topic: contracts
source:
  - https://www.duesseldorf.de/moskau
  - http://example.org/a?b=1&c=2
---
"""
    text = head + "\n# Überschrift\n\nDer Text.\n"
    write("topics.yaml", "contracts: {de: Verträge, ru: Договоры, en: Treaties}\n")
    write("neu.md", "# Neu\n\n" + GERMAN)
    write("ru/kommunike.md", "# Коммюнике\n\nМосква и Дюссельдорф — города-партнёры.\n")
    folder = write("alt.md", text)

    documents, errors = read_documents(folder)

    assert errors == []
    assert [document.path for document in documents] == ["alt.md", "neu.md", "ru/kommunike.md"]
    assert documents[0] == Document(
        path="alt.md",
        text=text,
        body=len(head),
        pages=(),
        title="Kommuniqué: 2020–2023",
        language=DE,
        sha256=sha256(text.encode()).hexdigest(),
        publisher="Landeshauptstadt Düsseldorf",
        published="2019-10",
        valid_from=date(2020, 1, 1),
        valid_until=date(2023, 12, 31),
        replaced_by="neu.md",
        translation_of="ru/kommunike.md",
        summary=True,
        source=("https://www.duesseldorf.de/moskau", "http://example.org/a?b=1&c=2"),
        kind=Kind.COMMUNIQUE,
        parties=("Düsseldorf", "Moskau"),
        signed="2019-10-10",
        agreement="neu.md",
        topic={DE: "Verträge", RU: "Договоры", EN: "Treaties"},
    )
    assert read_document(folder, "alt.md") == documents[0]


def test_a_file_without_any_metadata_is_a_good_document(write: Write) -> None:
    documents, errors = read_documents(write("notiz.md", GERMAN))
    assert errors == []
    assert documents[0].body == 0
    assert documents[0].text == GERMAN
    assert documents[0].language is DE


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.md", "---\ntitle: Angegeben\n---\n# Überschrift\n" + GERMAN, "Angegeben"),
        ("a.md", "Vorspann.\n\n## Die *zweite* Ebene ##\n" + GERMAN, "Die *zweite* Ebene"),
        ("a.md", "# **Fett**\n" + GERMAN, "Fett"),
        ("a.md", "Unterstrichen\n=====\n" + GERMAN, "Unterstrichen"),
        ("a.md", "#hashtag\n\n# Echte Überschrift\n" + GERMAN, "Echte Überschrift"),
        ("a.md", "---\npublished: 2019\n---\n\nErste  Zeile\n\n" + GERMAN, "Erste Zeile"),
        ("a.txt", "\n\n# kein Markdown\n" + GERMAN, "# kein Markdown"),
        ("bericht-2019.txt", GERMAN.strip() + " " + "Das ist ein langer Absatz. " * 9, "bericht-2019"),
        (
            "bericht-2031.txt",
            "Der Ausschuss berät über die Städtepart-\nnerschaft.\n" + GERMAN,
            "bericht-2031",
        ),
        ("bericht.2019.md", "-----\n\n" + GERMAN, "bericht.2019"),
        ("a.md", "# Um\u202egedreht\n" + GERMAN, "Umgedreht"),
    ],
)
def test_title_is_stated_or_the_first_heading_or_a_short_first_line_or_the_file_name(
    write: Write, name: str, text: str, title: str
) -> None:
    assert read_document(write(name, text), name).title == title


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf# Titel\n\nDer Text ist auf Deutsch.\n", "# Titel\n\nDer Text ist auf Deutsch.\n"),
        (b"Zeile eins\r\nZeile zwei\rZeile drei\n", "Zeile eins\nZeile zwei\nZeile drei\n"),
        ("Du\u0308sseldorf gru\u0308\u00dft".encode(), "Düsseldorf grüßt"),
        (
            "Der\u200b Text\u202e und\u00ad das\ufeff Wort\u00a0\t".encode(),
            "Der\u200b Text\u202e und\u00ad das\ufeff Wort\u00a0\t",
        ),
    ],
    ids=["byte order mark", "line ends", "decomposed", "invisible characters stay"],
)
def test_markdown_is_kept_as_it_is_but_for_nfc_and_line_ends(write: Write, data: bytes, text: str) -> None:
    document = read_document(write("a.md", data), "a.md")
    assert document.text == text
    assert document.sha256 == sha256(data).hexdigest()


def test_front_matter_is_found_behind_a_byte_order_mark_and_windows_line_ends(write: Write) -> None:
    folder = write("a.md", "\ufeff---\r\ntitle: Titel\r\n---\r\n\r\nDer Text.\r\n")
    document = read_document(folder, "a.md")
    assert document.title == "Titel"
    assert document.text[document.body :] == "\nDer Text.\n"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\n\n# Willkommen\n\nText: ja.\n\n---\n\nEnde.\n", 0),
        ('+++\ntitle = "Partnerschaft"\n+++\n\n# Fragen\n', len('+++\ntitle = "Partnerschaft"\n+++\n')),
        ("+++\n\nEin Absatz.\n", 0),
    ],
)
def test_a_rule_at_the_top_and_metadata_for_other_programs_are_no_error(
    write: Write, text: str, body: int
) -> None:
    assert read_document(write("a.md", text + GERMAN), "a.md").body == body


def test_a_form_feed_ends_a_page_of_plain_text(write: Write) -> None:
    document = read_document(write("a.txt", f"{GERMAN}\f{GERMAN}"), "a.txt")
    assert document.pages == (0, len(GERMAN) + 1)
    assert document.text == f"{GERMAN}\f{GERMAN}"
    assert read_document(write("b.md", f"{GERMAN}\f{GERMAN}"), "b.md").pages == ()


def test_a_file_of_which_a_part_is_missing_is_used_and_reported(write: Write) -> None:
    noted = '<w:p><w:r><w:t>Der Vertrag gilt für fünf Jahre.</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    documents, errors = read_documents(write("a.docx", pack_word(noted)))
    assert [document.text for document in documents] == ["Der Vertrag gilt für fünf Jahre."]
    assert list_codes(errors) == [("a.docx", "part_unread")]


def test_one_bad_file_never_stops_the_others(write: Write) -> None:
    write("a.md", GERMAN)
    write("b.md", "Düsseldorf, Straße".encode("cp850"))
    write("c.pdf", b"%PDF-1.7 kaputt")
    folder = write("d.txt", GERMAN)
    documents, errors = read_documents(folder)
    assert [document.path for document in documents] == ["a.md", "d.txt"]
    assert list_codes(errors) == [("b.md", "not_utf8"), ("c.pdf", "damaged")]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("cp850.md", "Grüße aus Düsseldorf".encode("cp850"), "not_utf8"),
        ("zahlen.txt", bytes(range(32)) * 9, "binary"),
        ("binär.txt", b"Text\0\1\2", "binary"),
        ("leer.md", b"", "empty"),
        ("nur-striche.md", b"\n---\n\n***\n", "empty"),
        ("nur-metadaten.md", b"---\ntitle: Leer\n---\n\n", "empty"),
        ("leer.html", b"<html><body><nav>Start</nav></body></html>", "empty"),
        ("leer.pdf", b"", "damaged"),
        ("kein.pdf", b"Nur Text", "damaged"),
        ("kein.docx", b"Nur Text", "damaged"),
        ("gekuerzt.docx", (DATA / "agreement.ru.docx").read_bytes()[:5000], "damaged"),
        ("altes-word.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_format"),
        ("geheim.pdf", (DATA / "encrypted.pdf").read_bytes(), "encrypted"),
        ("altes-word.doc", b"\xd0\xcf\x11\xe0", "old_format"),
        ("folien.odp", b"PK", "old_format"),
        ("unterschriften.JPG", b"\xff\xd8", "old_format"),
        ("archiv.zip", b"PK", "unsupported"),
        ("ohne-endung", b"Text", "unsupported"),
        ("hollands.md", b"De stad heeft vandaag een nieuw plan vastgesteld.\n", "language_unknown"),
        ("ziffern.md", b"1992 2015 2019\n", "language_unknown"),
        ("plan.pdf.yaml", b"title: Plan", "sidecar_alone"),
        ("plan.yml", b"title: Plan", "sidecar_alone"),
        ("zeilen\numbruch.md", GERMAN.encode(), "bad_name"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_an_error_that_names_it(
    write: Write, name: str, data: bytes, code: str
) -> None:
    documents, errors = read_documents(write(name, data))
    assert documents == []
    assert list_codes(errors) == [(name.replace("\n", "\ufffd"), code)]


def test_a_file_name_that_is_not_unicode_is_refused(write: Write) -> None:
    folder = write("a.md", GERMAN)
    Path(os.fsdecode(os.fsencode(folder) + b"/D\xfcsseldorf.md")).write_text(GERMAN)
    documents, errors = read_documents(folder)
    assert [document.path for document in documents] == ["a.md"]
    assert list_codes(errors) == [("D\ufffdsseldorf.md", "bad_name")]


def test_a_file_over_25_megabytes_is_refused_without_being_read(write: Write) -> None:
    folder = write("a.md", GERMAN)
    with (folder / "gross.md").open("wb") as file:
        file.truncate(25_000_001)
    with (folder / "knapp.md").open("wb") as file:
        file.truncate(25_000_000)
    _, errors = read_documents(folder)
    assert list_codes(errors) == [("gross.md", "too_large"), ("knapp.md", "binary")]


def test_hidden_files_lock_files_sources_and_parts_of_saved_pages_are_left_out(write: Write) -> None:
    for name in (".hidden.md", ".git/x.md", "~$plan.docx", "SOURCES.md"):
        write(name, "kein Dokument")
    for place in ("seite_files", "seite-Dateien", "seite_файлы"):
        write(f"{place}/skript.js", "x")
    write("seite.html", "<main><p>" + GERMAN)
    folder = write("unter/SOURCES.md", GERMAN)
    documents, errors = read_documents(folder)
    assert errors == []
    assert [document.path for document in documents] == ["seite.html", "unter/SOURCES.md"]


def test_a_folder_named_like_the_parts_of_a_saved_page_is_read_when_there_is_no_page(write: Write) -> None:
    documents, _ = read_documents(write("seite_files/text.md", GERMAN))
    assert [document.path for document in documents] == ["seite_files/text.md"]


def test_two_paths_that_one_system_may_take_for_one_are_both_refused(write: Write) -> None:
    write("Plan.md", GERMAN)
    write("plan.md", GERMAN)
    write("gr\u00fc\u00dfe.md", GERMAN)
    write("gru\u0308\u00dfe.md", GERMAN)
    folder = write("gruesse.md", GERMAN)
    documents, errors = read_documents(folder)
    assert [document.path for document in documents] == ["gruesse.md"]
    assert [(error.code, error.values["path"], error.values["others"]) for error in errors] == [
        ("same_name", "Plan.md", "plan.md"),
        ("same_name", "gru\u0308\u00dfe.md", "gr\u00fc\u00dfe.md"),
        ("same_name", "gr\u00fc\u00dfe.md", "gru\u0308\u00dfe.md"),
        ("same_name", "plan.md", "Plan.md"),
    ]


def test_links_may_point_within_the_folder_but_not_out_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "dokumente"
    outside = tmp_path / "anderswo"
    for place in (folder, outside):
        place.mkdir()
        (place / "text.md").write_text(GERMAN)
    (folder / "innen.md").symlink_to("text.md")
    (folder / "aussen.md").symlink_to(outside / "text.md")
    (folder / "ordner").symlink_to(outside)
    (folder / "kreis").symlink_to(".")
    (folder / "kaputt.md").symlink_to("fehlt.md")
    (folder / "selbst.md").symlink_to("selbst.md")
    documents, errors = read_documents(folder)
    assert [document.path for document in documents] == ["innen.md", "text.md"]
    assert list_codes(errors) == [
        ("aussen.md", "leaves_folder"),
        ("kaputt.md", "unreadable"),
        ("ordner", "leaves_folder"),
        ("selbst.md", "unreadable"),
    ]


def test_a_pipe_is_refused_and_never_waited_for(write: Write) -> None:
    folder = write("a.md", GERMAN)
    os.mkfifo(folder / "rohr.md")
    _, errors = read_documents(folder)
    assert list_codes(errors) == [("rohr.md", "not_a_file")]


@pytest.fixture
def without_root() -> Iterator[Path]:
    """Give a folder that an ordinary user owns, and be that user: to root nothing is unreadable."""
    with tempfile.TemporaryDirectory() as name:  # what is imported late may be closed to that user, too
        (Path(name) / "a.md").write_text(GERMAN)
        assert read_document(Path(name), "a.md")
        assert str(DocumentError("unreadable", path="a.md", reason="?"))
    with tempfile.TemporaryDirectory() as name:
        is_root = os.geteuid() == 0
        if is_root:
            os.chown(name, 65534, 65534)
            os.seteuid(65534)
        yield Path(name)
        if is_root:
            os.seteuid(0)


def test_files_and_folders_without_permission_are_named(without_root: Path) -> None:
    folder = without_root
    (folder / "a.md").write_text(GERMAN)
    (folder / "b.md").write_text(GERMAN)
    (folder / "b.md").chmod(0)
    (folder / "unter").mkdir(mode=0)
    documents, errors = read_documents(folder)
    (folder / "unter").chmod(0o700)
    assert [document.path for document in documents] == ["a.md"]
    assert list_codes(errors) == [("b.md", "unreadable"), ("unter", "unreadable")]


def test_a_documents_folder_without_permission_is_said_to_be_so(without_root: Path) -> None:
    closed = without_root / "dokumente"
    closed.mkdir(mode=0)
    with pytest.raises(FolderError) as caught:
        read_documents(closed)
    closed.chmod(0o700)
    assert caught.value.code == "folder_unreadable"
    assert "Permission denied" in str(caught.value)


def test_a_folder_without_documents_is_an_error(write: Write, tmp_path: Path) -> None:
    folder = write(".hidden", "x")
    for place, code in (
        (folder, "folder_empty"),
        (folder / "fehlt", "folder_missing"),
        (folder / ".hidden", "folder_not_a_folder"),
    ):
        with pytest.raises(FolderError) as caught:
            read_documents(place)
        assert caught.value.code == code
        assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("path", ["../geheim.md", "/etc/passwd.md", "unter/../../geheim.md"])
def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "dokumente"
    folder.mkdir()
    (tmp_path / "geheim.md").write_text(GERMAN)
    with pytest.raises(DocumentError) as caught:
        read_document(folder, path)
    assert caught.value.code == "leaves_folder"


@pytest.mark.parametrize(
    ("path", "code"),
    [("fehlt.md", "unreadable"), ("ordner.md", "not_a_file"), ("a.zip", "unsupported")],
)
def test_a_document_that_is_not_there_any_more_is_an_error(write: Write, path: str, code: str) -> None:
    folder = write("ordner.md/a.zip", "x").resolve()
    with pytest.raises(DocumentError) as caught:
        read_document(folder, path)
    assert list_codes([caught.value]) == [(path, code)]


def test_a_sidecar_tells_about_its_file_and_an_error_in_it_names_the_sidecar(write: Write) -> None:
    write("seite.html", "<main><h1>Überschrift</h1><p>" + GERMAN)
    folder = write("seite.html.yaml", "---\ntitle: Aus dem Beiblatt\npublished: 2019\n---\n")
    documents, errors = read_documents(folder)
    assert errors == []
    assert (documents[0].title, documents[0].published) == ("Aus dem Beiblatt", "2019")
    assert documents[0].text == f"# Überschrift\n\n{GERMAN.strip()}"

    write("seite.html.yaml", "title: a\npublisher: b: c\n")
    documents, errors = read_documents(folder)
    assert documents == []
    assert [(error.code, error.values) for error in errors] == [
        ("metadata_broken", {"path": "seite.html.yaml", "line": 2})
    ]


def test_references_lead_to_documents_of_the_folder(write: Write) -> None:
    write("a.md", "---\nreplaced_by: fehlt.md\n---\n" + GERMAN)
    write("b.md", "---\ntranslation_of: b.md\n---\n" + GERMAN)
    write("c.md", "---\nreplaced_by: ./unter/../d.md\n---\n" + GERMAN)
    folder = write("d.md", GERMAN)
    documents, errors = read_documents(folder)
    assert {document.path: document.replaced_by for document in documents} == {"c.md": "d.md", "d.md": None}
    assert [(error.code, error.values) for error in errors] == [
        ("reference_missing", {"path": "a.md", "field": "replaced_by", "value": "fehlt.md"}),
        ("reference_self", {"path": "b.md", "field": "translation_of", "value": "b.md"}),
    ]


@pytest.mark.parametrize(
    ("topics", "code", "line"),
    [
        ("a: {de: A, ru: А}\n", "bad_topic", 1),
        ("# Themen\na: {de: A, ru: А, en: A, fr: A}\n", "bad_topic", 2),
        ("a: {de: A, ru: А, en: A}\na: {de: A, ru: А, en: A}\n", "bad_topic", 2),
        ("a: {de: A, ru: '', en: A}\n", "bad_topic", 1),
        ("a: Kultur\n", "bad_topic", 1),
        ("- a\n", "metadata_broken", 1),
        ("a: {de: {ru: A}}\n", "metadata_broken", 1),
    ],
)
def test_broken_topics_are_an_error_of_their_file_and_stop_no_document(
    write: Write, topics: str, code: str, line: int
) -> None:
    write("topics.yaml", topics)
    folder = write("a.md", "---\ntopic: a\n---\n" + GERMAN)
    documents, errors = read_documents(folder)
    assert [(document.path, document.topic) for document in documents] == [("a.md", None)]
    assert [(error.code, error.values["path"], error.values["line"]) for error in errors] == [
        (code, "topics.yaml", line)
    ]
    assert read_document(folder, "a.md") == documents[0]
    for language in Language:
        assert "topics.yaml" in errors[0].text(language)


def test_a_topic_that_is_not_among_the_topics_is_an_error(write: Write) -> None:
    folder = write("a.md", "---\ntopic: a\n---\n" + GERMAN)
    write("b.md", GERMAN)
    documents, errors = read_documents(folder)
    assert [document.path for document in documents] == ["b.md"]
    assert errors[0].values == {"path": "a.md", "line": 2, "value": "a", "topics": "–"}


def test_a_document_and_the_agreement_it_speaks_of_are_read_together(write: Write) -> None:
    write("vertrag.md", GERMAN)
    folder = write("a.md", "---\nagreement: vertrag.md\n---\n" + GERMAN)
    write("b.md", "---\nagreement: fehlt.md\n---\n" + GERMAN)
    assert sorted(read_named(folder, ["a.md"])) == ["a.md", "vertrag.md"]
    assert read_named(folder, ["a.md"])["a.md"].agreement == "vertrag.md"
    assert [(error.code, error.values["field"]) for error in read_documents(folder)[1]] == [
        ("reference_missing", "agreement")
    ]


def test_a_reference_to_a_file_with_an_error_of_its_own_is_kept(write: Write) -> None:
    write("alt.md", "---\nreplaced_by: neu.pdf\n---\n" + GERMAN)
    folder = write("neu.pdf", b"kaputt")
    documents, errors = read_documents(folder)
    assert [(document.path, document.replaced_by) for document in documents] == [("alt.md", "neu.pdf")]
    assert list_codes(errors) == [("neu.pdf", "damaged")]


def test_a_reference_finds_a_file_whose_name_is_decomposed(write: Write) -> None:
    write("alt.md", "---\nreplaced_by: vertr\u00e4ge.md\n---\n" + GERMAN)
    documents, errors = read_documents(write("vertra\u0308ge.md", GERMAN))
    assert errors == []
    assert documents[0].replaced_by == documents[1].path == "vertra\u0308ge.md"


def test_a_circle_of_replacements_is_an_error_of_those_in_it(write: Write) -> None:
    for name, following in (("a", "b"), ("b", "c"), ("c", "a"), ("davor", "a")):
        folder = write(f"{name}.md", f"---\nreplaced_by: {following}.md\n---\n{GERMAN}")
    documents, errors = read_documents(folder)
    assert [document.path for document in documents] == ["davor.md"]
    assert list_codes(errors) == [(f"{name}.md", "replaced_in_circle") for name in "abc"]
    assert errors[0].values["chain"] == "a.md → b.md → c.md → a.md"


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    for name in ("two-languages.pdf", "agreement.ru.docx", "page.ru.html"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    documents, errors = read_documents(tmp_path)
    assert errors == []
    assert read_documents(tmp_path) == (documents, [])
    assert [(document.path, document.language) for document in documents] == [
        ("agreement.ru.docx", RU),
        ("page.ru.html", RU),
        ("two-languages.pdf", DE),
    ]


def test_the_language_of_every_shipped_document_is_told_from_its_text(tmp_path: Path) -> None:
    stated = {}
    for path in sorted(SHIPPED.glob("*.md")):
        if path.name != "SOURCES.md":
            document = read_document(SHIPPED, path.name)
            (tmp_path / path.name).write_text(document.text[document.body :])
            stated[path.name] = document.language
    detected, errors = read_documents(tmp_path)
    assert errors == []
    assert {document.path: document.language for document in detected} == stated
    assert len(stated) > 20


def test_a_file_that_is_saved_meanwhile_is_read_again(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write("a.md", GERMAN[:20])
    read = Path.read_bytes

    def read_while_it_is_saved(path: Path) -> bytes:
        data = read(path)
        if data != GERMAN.encode():
            path.write_bytes(GERMAN.encode())
        return data

    monkeypatch.setattr(Path, "read_bytes", read_while_it_is_saved)
    assert read_document(folder, "a.md").text == GERMAN


def test_a_file_that_is_saved_without_end_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", GERMAN)
    folder = write("b.md", GERMAN)
    read = Path.read_bytes

    def read_while_it_grows(path: Path) -> bytes:
        data = read(path)
        if path.name == "a.md":
            path.write_bytes(data + b".")
        return data

    monkeypatch.setattr(Path, "read_bytes", read_while_it_grows)
    monkeypatch.setattr("index.documents.folder._WAITS", (0.0, 0.01))
    documents, errors = read_documents(folder)
    assert [document.path for document in documents] == ["b.md"]
    assert list_codes(errors) == [("a.md", "unsettled")]


def test_a_text_that_is_too_long_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.documents.document.LONGEST_TEXT", len(GERMAN))
    write("a.md", GERMAN + "!")
    documents, errors = read_documents(write("b.md", GERMAN))
    assert [document.path for document in documents] == ["b.md"]
    assert list_codes(errors) == [("a.md", "text_too_long")]


def test_a_heading_is_the_title_whatever_blanks_stand_behind_it(tmp_path: Path) -> None:
    text = "## ##\n# C# " + " " * 3_000 + "x ##\nDie Städte feiern ein Fest.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert read_document(tmp_path, "a.md").title == "C# x"
