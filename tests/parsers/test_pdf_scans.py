"""Pages that are pictures: read by Tesseract where it is installed, else reported with what installs it."""

import random
import shutil
import subprocess
from difflib import SequenceMatcher
from pathlib import Path

import matplotlib as mpl
import pytest
from PIL import Image, ImageDraw, ImageFont

from index.documents.parsers import ocr
from index.documents.parsers.pdf import reading
from index.documents.parsers.pdf.reading import read_pdf
from index.errors import DocumentError
from tests.doubles.make_pdf import HEIGHT, WIDTH, Page, make_pdf

DATA = Path(__file__).parents[1] / "data"
FONT = Path(mpl.get_data_path()) / "fonts/ttf/DejaVuSerif.ttf"
PAGE = (0, 0, WIDTH, HEIGHT)
LINES = {
    "German": [
        "Die Stadt Neuheim und die Stadt Altburg pflegen eine",
        "Partnerschaft, über die der Ausschuss für Internatio-",
        "nales im Mai 1999 beraten und Beschluss gefasst hat.",
        "Die Räte größerer Städte stimmten ebenfalls zu.",
    ],
    "Russian": [
        "Договор о партнёрстве городов подписан в Москве и",
        "действует пять лет, если стороны не договорятся о",
        "другом. Расходы на поездки школьных групп несёт",
        "принимающая сторона, проезд оплачивает город.",
    ],
    "English": [
        "The city of Newhaven and the city of Oldborough have",
        "been partners since May 1999, when both councils had",
        "voted for it. Pupils travel every year and stay with",
        "families, and the host pays for food and lodging.",
    ],
}
TEXTS = {
    "German": " ".join(LINES["German"]).replace("Internatio- nales", "Internationales"),
    "Russian": " ".join(LINES["Russian"]),
    "English": " ".join(LINES["English"]),
}

MOST_ERRORS = {"German": 0.01, "Russian": 0.02, "English": 0.01}  # of its characters

needs_tesseract = pytest.mark.usefixtures("tesseract")


@pytest.fixture
def tesseract() -> None:
    assert shutil.which("tesseract"), "sh tests/install_debian.sh tesseract"


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "is_installed", lambda: False)


def scan(lines: list[str], dpi: int = 300, turned: float = 0.0) -> Page:
    """Return a page that is a picture of `lines`, with the noise of a scanner."""
    size = WIDTH * dpi // 72, HEIGHT * dpi // 72
    picture = Image.new("L", size, 245)
    font = ImageFont.truetype(str(FONT), 12 * dpi // 72)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((dpi, dpi + number * dpi // 4), line, fill=20, font=font)
    picture = picture.rotate(turned, Image.Resampling.BICUBIC, fillcolor=245)
    chance = random.Random(1)
    noise = Image.frombytes("L", size, bytes(chance.choices(range(20), k=size[0] * size[1])))
    pixels = Image.composite(picture, noise, Image.new("L", size, 235)).tobytes()
    return Page().show(*size, pixels, PAGE)


def measure_errors(found: str, text: str) -> float:
    """Return the share of the characters of `text` that are not in `found`, or are too many in it."""
    same = sum(
        block.size for block in SequenceMatcher(None, found, text, autojunk=False).get_matching_blocks()
    )
    return (max(len(found), len(text)) - same) / len(text)


@needs_tesseract
@pytest.mark.parametrize("language", LINES)
@pytest.mark.parametrize(("dpi", "turned"), [(300, 0.0), (200, 1.0)])
def test_a_scan_is_read(language: str, dpi: int, turned: float) -> None:
    content = read_pdf("a.pdf", make_pdf(scan(LINES[language], dpi, turned)))
    assert "\n" not in content.text
    assert measure_errors(content.text, TEXTS[language]) <= MOST_ERRORS[language]
    assert (content.recognized, content.unread) == ((1,), ())


@needs_tesseract
def test_a_sentence_goes_on_from_a_printed_page_to_a_scanned_one() -> None:
    written = Page().write_lines(
        70, 700, [*LINES["German"][:3], "Im Mai reisen die Schülerinnen und Schüler,"]
    )
    content = read_pdf("a.pdf", make_pdf(written, scan(["wenn der Rat zustimmt, nach Altburg."])))
    assert content.recognized == (2,)
    assert content.text[content.pages[1] :] == "wenn der Rat zustimmt, nach Altburg."


@needs_tesseract
@pytest.mark.parametrize("name", ["bad_notounicode", "bad_notounicode_ru"])
def test_letters_without_a_meaning_are_read_from_their_picture(name: str) -> None:
    content = read_pdf("a.pdf", (DATA / "pdf" / f"{name}.pdf").read_bytes())
    expected = (
        "Die Vereinbarung gilt fünf Jahre." if name == "bad_notounicode" else "Стороны договорились об обмене"
    )
    assert expected in content.text
    assert name != "bad_notounicode" or "§ 2 Laufzeit" in content.text
    assert content.recognized == (1,)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["§ 1 Gegenstand", "8 2 Laufzeit", "8 Jahre"], ["§ 1 Gegenstand", "§ 2 Laufzeit", "8 Jahre"]),
        (["8 1 Gegenstand", "$ 2 Laufzeit"], ["§ 1 Gegenstand", "§ 2 Laufzeit"]),
        (["8 4 Äpfel", "8 12 Birnen"], ["8 4 Äpfel", "8 12 Birnen"]),
        (["nach 8 3 Abs. 1 gilt $ 12"], ["nach § 3 Abs. 1 gilt $ 12"]),
        (["8", "", "8 2"], ["8", "", "8 2"]),
    ],
)
def test_a_section_sign_taken_for_an_eight_is_put_right(read: list[str], meant: list[str]) -> None:
    lines = [
        [ocr.Recognized(word, 0, 0, 9, 9, (str(number),), 90.0) for word in line.split()]
        for number, line in enumerate(read)
    ]
    assert [word.text for word in ocr.mend_sections(lines)] == " ".join(meant).split()


@needs_tesseract
def test_a_scan_of_which_nothing_can_be_read_is_refused() -> None:
    """scanned.pdf has so few pixels that hardly a word is right."""
    with pytest.raises(DocumentError) as caught:
        read_pdf("scan.pdf", (DATA / "scanned.pdf").read_bytes())
    assert caught.value.code == "unrecognized"


@needs_tesseract
def test_a_photograph_under_a_line_of_text_is_no_scan() -> None:
    page = Page().show(10, 10, bytes(range(100, 200)), PAGE).write(70, 700, "Bericht der Stadt Neuheim")
    content = read_pdf("a.pdf", make_pdf(page))
    assert (content.text, content.recognized, content.unread) == ("Bericht der Stadt Neuheim", (), ())


@needs_tesseract
def test_the_words_that_somebody_has_put_behind_a_scan_are_taken() -> None:
    page = scan(["Etwas anderes."])
    for number, line in enumerate(LINES["German"]):
        page.write(70, 700 - 15 * number, line, mode=3)
    content = read_pdf("a.pdf", make_pdf(page))
    assert (content.text, content.recognized) == (TEXTS["German"], (1,))


@pytest.mark.usefixtures("without_tesseract")
def test_russian_letters_that_somebody_took_for_latin_ones_are_not() -> None:
    page = scan(["Etwas anderes."])
    for number, line in enumerate(
        ["nnaTe>Ka no Hanory, ynnaliiBaeMoro B", "CB~3lil c npliiMeHeHlileM ynpo111eHHOali"] * 3
    ):
        page.write(70, 700 - 15 * number, line, mode=3)
    with pytest.raises(DocumentError) as caught:
        read_pdf("a.pdf", make_pdf(page))
    assert caught.value.code == "scanned"


@needs_tesseract
def test_no_more_pages_are_recognized_than_there_is_time_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_SCAN", 1)
    content = read_pdf("a.pdf", make_pdf(scan(LINES["German"]), scan(LINES["English"])))
    assert content.text == TEXTS["German"]
    assert content.unread == (("scan_too_long", (2,)),)


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_scans_are_reported_with_what_installs_it() -> None:
    with pytest.raises(DocumentError) as caught:
        read_pdf("scan.pdf", (DATA / "scanned.pdf").read_bytes())
    assert caught.value.code == "scanned"
    assert caught.value.values == {"path": "scan.pdf", "pages": "1, 2", "command": ocr.INSTALL}
    assert "apt-get install tesseract-ocr tesseract-ocr-deu" in str(caught.value)


@pytest.mark.usefixtures("without_tesseract")
def test_a_picture_with_a_line_of_text_is_reported_and_goes_on_nowhere() -> None:
    picture = Page().show(10, 10, bytes(range(100)), PAGE).write(70, 20, "Gescannt am 3. März, Anlage")
    content = read_pdf("a.pdf", make_pdf(picture, Page().write(70, 700, "von beiden Städten."), Page()))
    assert content.unread == (("scanned_pages", (1,)),)
    assert content.text == "Gescannt am 3. März, Anlage\n\nvon beiden Städten."


@pytest.mark.usefixtures("without_tesseract")
def test_an_empty_page_is_no_scan() -> None:
    assert read_pdf("a.pdf", make_pdf(Page(), Page().write(70, 700, "Text."))).unread == ()
    assert read_pdf("a.pdf", make_pdf(Page())).text == ""


def test_tesseract_without_the_languages_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = subprocess.CompletedProcess([], 0, b"List of available languages (2):\neng\nosd\n", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: listed)
    ocr.is_installed.cache_clear()
    assert not ocr.is_installed()
    ocr.is_installed.cache_clear()
