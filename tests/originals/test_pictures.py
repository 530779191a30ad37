"""Pages as pictures: the quote marked where it stands, and nothing that a file could do to who draws it."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from index.documents.document import Document, read_document
from index.originals import pictures
from index.originals.drawing import MARK, WIDTH
from index.originals.pictures import draw_page
from tests.doubles.make_pdf import HEIGHT, Page, make_pdf
from tests.doubles.make_pdf import WIDTH as POINTS
from tests.parsers.test_pdf_scans import FONT

LINES = ["Die Stadt Neuheim zahlt jedem Kind einen Zuschuss.", "Die Reise dauert sieben Tage und ist frei."]
SECOND = "Die Reise dauert sieben Tage und ist frei."


def write(folder: Path, *pages: Page, name: str = "a.pdf") -> Document:
    (folder / name).write_bytes(make_pdf(*pages))
    return read_document(folder, name)


def find_marked(picture: bytes | None) -> tuple[float, float, float, float] | None:
    """Return left, top, right and bottom of what is marked, as shares of the picture."""
    assert picture is not None
    pixels = np.asarray(Image.open(BytesIO(picture)).convert("RGB"), dtype=int)
    wanted = np.array([int(MARK[at : at + 2], 16) for at in (1, 3, 5)])
    rows, columns = np.nonzero(np.abs(pixels - wanted).max(axis=2) < 24)
    if not len(rows):
        return None
    height, width = pixels.shape[:2]
    return columns.min() / width, rows.min() / height, columns.max() / width, rows.max() / height


def quote(document: Document, text: str) -> tuple[int, int]:
    start = document.text.index(text)
    return start, start + len(text)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_quote_is_marked_where_it_stands_however_the_page_is_turned(tmp_path: Path, turned: int) -> None:
    page = Page(keys=b"/Rotate %d" % turned).write_lines(60, 700, LINES)
    document = write(tmp_path, page)
    marked = find_marked(draw_page(tmp_path, document, 1, quote(document, SECOND)))
    assert marked is not None
    length = len(SECOND) * 0.556 * 11
    left, right = 60 / POINTS, (60 + length) / POINTS
    top, bottom = (1 - (685.7 + up * 11) / HEIGHT for up in (0.8, -0.25))
    expected = {
        0: (left, top, right, bottom),
        90: (1 - bottom, left, 1 - top, right),
        180: (1 - right, 1 - bottom, 1 - left, 1 - top),
        270: (top, 1 - right, bottom, 1 - left),
    }[turned]
    assert marked == pytest.approx(expected, abs=0.01)


def test_without_a_quote_nothing_is_marked_and_the_page_is_as_wide_as_it_shall_be(tmp_path: Path) -> None:
    document = write(tmp_path, Page().write_lines(60, 700, LINES))
    picture = draw_page(tmp_path, document, 1, (0, 0))
    assert find_marked(picture) is None
    assert picture is not None
    assert abs(Image.open(BytesIO(picture)).width - WIDTH) <= 1


def test_a_quote_over_two_pages_is_marked_on_both(tmp_path: Path) -> None:
    first = Page().write_lines(60, 60, ["Für Klassen, die mit der Bahn reisen, erhöht sich der Zuschuss"])
    second = Page().write_lines(60, 780, ["auf 55 Euro je Kind, wenn sie rechtzeitig angemeldet werden."])
    document = write(tmp_path, first, second)
    span = quote(document, document.text.strip())
    bottom = find_marked(draw_page(tmp_path, document, 1, span))
    top = find_marked(draw_page(tmp_path, document, 2, span))
    assert bottom is not None
    assert top is not None
    assert bottom[1] > 0.9
    assert top[3] < 0.1


def test_on_a_scan_the_quote_is_marked_in_the_picture(tmp_path: Path) -> None:
    size = POINTS * 2, HEIGHT * 2
    picture = Image.new("L", size, 255)
    font = ImageFont.truetype(str(FONT), 24)
    for number, line in enumerate(LINES):
        ImageDraw.Draw(picture).text((120, 200 + 40 * number), line, fill=0, font=font)
    document = write(tmp_path, Page().show(*size, picture.tobytes(), (0, 0, POINTS, HEIGHT)))
    assert document.recognized == (1,)
    marked = find_marked(draw_page(tmp_path, document, 1, quote(document, SECOND)))
    assert marked is not None
    assert marked[0] == pytest.approx(120 / size[0], abs=0.02)
    assert 235 / size[1] < marked[1] < marked[3] < 280 / size[1]


def test_a_file_that_has_changed_or_gone_or_has_no_such_page_is_not_drawn(tmp_path: Path) -> None:
    document = write(tmp_path, Page().write_lines(60, 700, LINES))
    assert draw_page(tmp_path, document, 2, (0, 0)) is None
    assert draw_page(tmp_path, document, 0, (0, 0)) is None
    (tmp_path / "a.pdf").write_bytes(make_pdf(Page().write(60, 700, "Etwas anderes")))
    assert draw_page(tmp_path, document, 1, (0, 0)) is None
    (tmp_path / "a.pdf").unlink()
    assert draw_page(tmp_path, document, 1, (0, 0)) is None


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = write(tmp_path, Page().write_lines(60, 700, LINES))
    monkeypatch.setattr(pictures, "SECONDS", 0.01)
    assert draw_page(tmp_path, document, 1, (0, 0)) is None
    monkeypatch.undo()
    assert draw_page(tmp_path, document, 1, (0, 0)) is not None  # that one was slow says nothing of the next


def test_a_page_is_drawn_where_the_system_gives_less_time_than_a_page_may_take() -> None:
    wanted = {"number": 0, "recognized": False, "text": "", "before": "", "after": ""}
    drawn = subprocess.run(
        ["sh", "-c", f"ulimit -t 10 && exec {sys.executable} -m index.originals.drawing"],
        input=json.dumps(wanted).encode() + b"\n" + make_pdf(Page().write_lines(60, 700, LINES)),
        capture_output=True,
        check=True,
    )
    assert Image.open(BytesIO(drawn.stdout)).width == WIDTH
