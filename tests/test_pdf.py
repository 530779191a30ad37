"""PDF files: text by page, broken words, scans.

two-languages.pdf was written by LibreOffice with hyphenation on; scanned.pdf is its first page as a picture,
twice; encrypted.pdf is that with a password, by qpdf.
"""

from io import BytesIO
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from index.errors import DocumentError, Fault
from index.pdf import _join_broken_words, read_pdf

DATA = Path(__file__).parent / "data"


def compose(*names: str) -> bytes:
    """Return a PDF file of the pages of others; "" is an empty page."""
    composed = PdfDocument.new()
    for name in names:
        if name:
            composed.import_pages(PdfDocument(DATA / name), [0])
        else:
            composed.new_page(595, 842)
    data = BytesIO()
    composed.save(data)
    composed.close()
    return data.getvalue()


def test_a_pdf_keeps_umlauts_and_cyrillic_and_knows_its_pages() -> None:
    content = read_pdf("a.pdf", (DATA / "two-languages.pdf").read_bytes())
    assert content.title == "Partnerschaft in zwei Sprachen"
    assert (
        content.text
        == """\
Städtepartnerschaft Düsseldorf–
Moskau
Düsseldorf und Moskau sind seit 1992 Partnerstädte. Alle drei bis vier Jahre unterzeichneten
die beiden Städte ein Kommuniqué, in dem
stand, in welchen Bereichen Verwaltungen,
Schulen und Vereine zusammenarbeiten wollten. Über Straßenverkehr und Gesundheitswesen tauschten sich \
die Ämter regelmäßig aus;
die Bürgerinnen und Bürger beider Städte
grüßten einander auf Festen.
Kommuniqué 2020–2023
Erstmals gehörten bürgerorientierte Kommunikationsmöglichkeiten dazu, außerdem die Digitalisierung \
der Verwaltung, Jugend- und
Sportaustausch sowie eine deutsch-russische
Zusammenarbeit der Start-up-Ökosysteme. Die
deutsch-russische Freundschaftsgesellschaft begleitete das.

Партнёрство Дюссельдорфа и
Москвы
Дюссельдорф и Москва — города-партнёры с
1992 года. Каждые три-четыре года города
подписывали коммюнике, в котором перечисляли основные направления сотрудничества
на ближайшие годы: образование, здравоохранение, молодёжь и спорт."""
    )
    assert len(content.pages) == 2
    assert content.text[: content.pages[1]].endswith("begleitete das.\n\n")
    assert content.text[content.pages[1] :].startswith("Партнёрство")
    assert content.scanned == ()


def test_a_scan_without_any_text_is_refused_and_names_its_pages() -> None:
    with pytest.raises(DocumentError) as caught:
        read_pdf("scan.pdf", (DATA / "scanned.pdf").read_bytes())
    assert caught.value.fault is Fault.SCANNED
    assert caught.value.values == {"path": "scan.pdf", "pages": "1, 2"}


def test_scanned_pages_among_others_are_counted_and_the_others_read() -> None:
    content = read_pdf("a.pdf", compose("scanned.pdf", "two-languages.pdf", "scanned.pdf", ""))
    assert content.scanned == (1, 3)
    assert len(content.pages) == 4
    assert content.pages[0] == 0
    assert content.pages[1] == 2
    assert content.text[content.pages[1] :].startswith("Städtepartnerschaft")
    assert content.text[content.pages[2] :] == "\n\n"


def test_an_empty_page_is_no_scan() -> None:
    assert read_pdf("a.pdf", compose("", "two-languages.pdf")).scanned == ()
    assert read_pdf("a.pdf", compose("")).text == ""


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ((DATA / "encrypted.pdf").read_bytes(), Fault.ENCRYPTED),
        ((DATA / "two-languages.pdf").read_bytes()[:200], Fault.DAMAGED),
        (b"", Fault.DAMAGED),
    ],
)
def test_a_pdf_that_cannot_be_opened_is_refused(data: bytes, fault: Fault) -> None:
    with pytest.raises(DocumentError) as caught:
        read_pdf("a.pdf", data)
    assert caught.value.fault is fault


def test_the_title_is_not_what_a_program_left_behind() -> None:
    data = (DATA / "two-languages.pdf").read_bytes()
    for left, length in (("Microsoft Word - a.doc", 22), ("plan.indd", 9)):
        utf16 = ("\ufeff" + "Partnerschaft in zwei Sprachen").encode("utf-16-be").hex().upper().encode()
        assert utf16 in data
        padded = ("\ufeff" + left + " " * (30 - length)).encode("utf-16-be").hex().upper().encode()
        assert read_pdf("a.pdf", data.replace(utf16, padded)).title is None


LINES_WITHOUT_HYPHENS = "Eine Zeile\r\n" * 60
LINES_WITH_HYPHENS = "eine Zeile zusam\ufffemen\r\n" * 10
LINES_JOINED = LINES_WITH_HYPHENS.replace("\ufffe", "")


@pytest.mark.parametrize(
    ("page", "joined"),
    [
        # the rest of the document has the word
        ("Partner\ufffeschaft und Partnerschaft", "Partnerschaft und Partnerschaft"),
        ("deutsch\ufffenative, die deutsch-native", "deutsch-native, die deutsch-native"),
        # the hyphen is certain
        ("Düsseldorf\ufffeMoskau", "Düsseldorf-Moskau"),
        ("25\ufffejährig", "25-jährig"),
        ("2020\ufffe2023", "2020-2023"),
        (LINES_WITH_HYPHENS + "кто\ufffeто", LINES_JOINED + "кто-то"),
        ("Jugend\ufffeund Sportamt", "Jugend- und Sportamt"),
        ("молодёжь\ufffe и", "молодёжь- и"),
        # whether the document hyphenates
        (LINES_WITHOUT_HYPHENS + "город\ufffeпартнёр", LINES_WITHOUT_HYPHENS + "город-партнёр"),
        (LINES_WITH_HYPHENS + "Straßen\ufffeverkehr", LINES_JOINED + "Straßenverkehr"),
        # other writers of PDF files
        (LINES_WITH_HYPHENS + "Straßen‐\r\nverkehr", LINES_JOINED + "Straßenverkehr"),
        (LINES_WITH_HYPHENS + "Straßen\u00ad\nverkehr", LINES_JOINED + "Straßenverkehr"),
        ("ein - \r\nGedankenstrich", "ein - \r\nGedankenstrich"),
    ],
)
def test_words_broken_at_a_line_end_are_put_together(page: str, joined: str) -> None:
    assert _join_broken_words([page]) == [joined]


def test_the_word_may_stand_on_another_page() -> None:
    assert _join_broken_words(["Partner\ufffeschaft", "Partnerschaft"]) == ["Partnerschaft", "Partnerschaft"]
