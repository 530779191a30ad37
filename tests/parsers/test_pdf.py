"""PDF files as they are: what somebody reads on the page comes out, nothing else, in this order.

two-languages.pdf was written by LibreOffice with hyphenation on; encrypted.pdf is that with a password, by
qpdf. The files in data/pdf were written by ReportLab, each with one thing that is often read wrongly.
"""

from pathlib import Path

import pytest

from index.documents.content import Content
from index.documents.parsers import ocr
from index.documents.parsers.pdf import reading
from index.documents.parsers.pdf.reading import read_pdf
from index.documents.parsers.writing.cells import Cell
from index.documents.parsers.writing.tables import build_table, write_table
from index.errors import DocumentError
from tests.doubles.make_pdf import WIDE, Page, make_pdf

DATA = Path(__file__).parents[1] / "data"
LINES = [
    "Die Stadt Neuheim und die Stadt Altburg pflegen eine Partnerschaft, die im Mai",
    "vom Rat beschlossen wurde. Für den Austausch der Orchester stehen Mittel bereit,",
    "über die der Ausschuss in seiner Sitzung im November noch einmal berichtet.",
]
TEXT = " ".join(LINES)


@pytest.fixture(autouse=True)
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recognize nothing: test_pdf_scans.py does."""
    monkeypatch.setattr(reading, "is_installed", lambda: False)


def read(*pages: Page, title: str = "", catalogue: bytes = b"") -> Content:
    return read_pdf("a.pdf", make_pdf(*pages, title=title, catalogue=catalogue))


def write_body() -> Page:
    return Page().write_lines(70, 700, LINES)


def cut(content: Content) -> list[str]:
    """Return the text of each page: from where it begins to where the next one does."""
    ends = [*content.pages[1:], len(content.text)]
    return [content.text[start:end] for start, end in zip(content.pages, ends, strict=True)]


WHOLE_FILES = {
    "superscript": """\
Der Vertrag wurde im Jahr 1999 geschlossen und 2005 verlängert. Die Räte stimmten jeweils zu. Die Fläche \
der Stadt beträgt 217 km².

1 Ratsbeschluss vom 3. März 1999, Vorlage 12/99.

2 Ratsbeschluss vom 5. Mai 2005.""",
    "header": """\
Die Stadt Neuheim und die Stadt Altburg pflegen eine Partnerschaft, die im Mai 1999 vom Rat beschlossen \
wurde. Für den Austausch der Orchester stehen im Jahr 2031 insgesamt 45.000 Euro bereit. Davon entfallen \
20.000 Euro auf die Reise des Jugendorchesters und 25.000 Euro auf das Gastspiel im Herbst. Über nicht \
verbrauchte Mittel entscheidet der Ausschuss für Internationales in seiner Sitzung im November. Die \
Verwaltung berichtet dem Rat einmal im Jahr. Der Bericht nennt die Zahl der Reisen und die Kosten je Person. \
Er wird im Internet veröffentlicht.""",
    "footnote_break": """\
Die Stadt Neuheim zahlt den Schulen für jede Reise nach Altburg einen Zuschuss von 40 Euro je Kind, wenn die \
Reise mindestens vier Tage dauert.

1 Grundlage ist die Richtlinie vom 3. März 2030.""",
    "table": """\
# Zuschüsse je Jahr

| Jahr: 2030 | Kultur: 10.000 | Sport: 5.000 |
| Jahr: 2031 | Kultur: 12.000 | Sport: 6.000 |
| Jahr: 2032 | Kultur: – | Sport: 7.000 |""",
    "headings": """\
# Vereinbarung über die Partnerschaft

## § 1 Gegenstand

Die Städte tauschen Schulklassen aus. Die Kosten trägt der Gast.

## § 2 Laufzeit

Die Vereinbarung gilt fünf Jahre. Sie kann gekündigt werden.

## Artikel 3

Es gilt deutsches Recht und das Recht der Partnerstadt.

## Kosten und Mittel

Die Stadt Neuheim zahlt jährlich 20.000 Euro.""",
    "tex_umlaut": """\
Die Städtepartnerschaft zwischen Düsseldorf und Köln wurde für fünf Jahre geschlossen. Der Oberbürgermeister \
übergab die Schlüssel. Über die Förderung entscheidet der Rat.""",
    "offpage": "Die Vereinbarung gilt fünf Jahre.",
    "white": "Die Vereinbarung gilt fünf Jahre.",
    "letterspaced": """\
Bekanntmachung der Stadt Die Vereinbarung gilt fünf Jahre.

OBERBÜRGERMEISTERIN""",
    "margin": "Die Vereinbarung gilt fünf Jahre. Danach wird sie um zwei Jahre verlängert.",
    "watermark": """\
Die Vereinbarung der Städte Neuheim und Altburg gilt ab dem 1. Januar 2031 für die Dauer von fünf Jahren.""",
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_file_that_is_often_read_wrongly_is_read_right(name: str) -> None:
    content = read_pdf(f"{name}.pdf", (DATA / "pdf" / f"{name}.pdf").read_bytes())
    assert content.text == WHOLE_FILES[name]
    assert (content.unread, content.recognized) == ((), ())


def test_a_file_of_two_languages_keeps_umlauts_and_cyrillic_and_knows_its_pages() -> None:
    content = read_pdf("a.pdf", (DATA / "two-languages.pdf").read_bytes())
    german, russian = cut(content)
    assert (
        german
        == """\
# Städtepartnerschaft Düsseldorf–Moskau

Düsseldorf und Moskau sind seit 1992 Partnerstädte. Alle drei bis vier Jahre unterzeichneten die beiden \
Städte ein Kommuniqué, in dem stand, in welchen Bereichen Verwaltungen, Schulen und Vereine zusammenarbeiten \
wollten. Über Straßenverkehr und Gesundheitswesen tauschten sich die Ämter regelmäßig aus; die Bürgerinnen \
und Bürger beider Städte grüßten einander auf Festen.

## Kommuniqué 2020–2023

Erstmals gehörten bürgerorientierte Kommunikationsmöglichkeiten dazu, außerdem die Digitalisierung der \
Verwaltung, Jugend- und Sportaustausch sowie eine deutsch-russische Zusammenarbeit der Start-up-Ökosysteme. \
Die deutsch-russische Freundschaftsgesellschaft begleitete das.

"""
    )
    assert (
        russian
        == """\
# Партнёрство Дюссельдорфа и Москвы

Дюссельдорф и Москва — города-партнёры с 1992 года. Каждые три-четыре года города подписывали коммюнике, в \
котором перечисляли основные направления сотрудничества на ближайшие годы: образование, здравоохранение, \
молодёжь и спорт."""
    )


# --- heads and feet


HEADS = {
    "the same on every page": ["Stadt Neuheim · Bericht"] * 4,
    "one on the left, one on the right": ["Bericht 2031", "Stadt Neuheim"] * 2,
    "the name of the chapter": ["1 Sport", "1 Sport", "2 Kultur", "2 Kultur", "2 Kultur"],
    "Russian": ["Город Новогорск · Отчёт"] * 3,
}


@pytest.mark.parametrize("heads", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("foot", ["{}", "- {} -", "Seite {}", "{} / 5", "Страница {} из 5", "Page {} of 5"])
def test_heads_and_page_numbers_are_left_out(heads: list[str], foot: str) -> None:
    pages = [
        Page().write(70, 790, head, 9).write_lines(70, 700, [f"{'ABCDE'[number]} {LINES[0]}", *LINES[1:]])
        for number, head in enumerate(heads)
    ]
    for number, page in enumerate(pages, 1):
        page.write(290, 40, foot.format(number), 9)
    assert cut(read(*pages)) == [
        f"{'ABCDE'[number]} {TEXT}" + "\n\n" * (number < len(pages) - 1) for number in range(len(pages))
    ]


def test_a_year_that_ends_a_page_is_no_page_number() -> None:
    page = Page().write_lines(70, 80, [LINES[0] + " des Jahres", "2031."])
    assert read(page, write_body()).text.startswith(f"{LINES[0]} des Jahres 2031.")


def test_a_line_that_recurs_in_the_middle_of_pages_stays() -> None:
    pages = [Page().write(70, 780, f"{name} ist da.").write(70, 400, "Ort: Rathaus") for name in "ABC"]
    assert read(*pages).text.count("Ort: Rathaus") == 3


# --- sentences over the end of a page


def test_a_sentence_goes_on_over_several_pages() -> None:
    lines = [
        "Die Stadt Neuheim zahlt den Schulen für jede Reise nach Altburg einen Zuschuss von",
        "vierzig Euro je Kind und Tag, wenn die Reise mindestens vier Tage dauert und wenn die",
        "Kinder bei den Gast-",
        "eltern wohnen. Der Antrag ist im Mai zu stellen.",
    ]
    content = read(*(Page().write(70, 780, line) for line in lines))
    assert (
        content.text
        == f"{lines[0]} {lines[1]} Kinder bei den Gasteltern wohnen. Der Antrag ist im Mai zu stellen."
    )
    assert cut(content)[1:] == [
        f"{lines[1]} ",
        "Kinder bei den Gasteltern ",
        "wohnen. Der Antrag ist im Mai zu stellen.",
    ]


def test_a_sentence_goes_on_over_a_page_that_ends_in_smaller_letters() -> None:
    first = Page().write_lines(70, 120, LINES[:2]).write(70, 91.4, "über die der Ausschuss in seiner", 10)
    content = read(
        first, Page().write_lines(70, 780, ["sitzung im Herbst berichtet, wie sie es auch sonst tut."])
    )
    assert "in seiner sitzung im Herbst" in content.text


def test_a_paragraph_that_ends_with_its_page_does_not_go_on() -> None:
    assert read(write_body(), write_body()).text == f"{TEXT}\n\n{TEXT}"


def test_a_sentence_goes_on_behind_a_table_at_the_top_of_a_page() -> None:
    first = Page().write_lines(70, 150, LINES[:2])
    second = draw_table(Page(), [["Jahr", "Kultur"], ["2031", "12.000"], ["2032", "7.000"]])
    second.write(70, 500, LINES[2])
    assert (
        read(first, second).text
        == f"{TEXT}\n\n| Jahr: 2031 | Kultur: 12.000 |\n| Jahr: 2032 | Kultur: 7.000 |"
    )


def test_empty_pages_are_counted() -> None:
    content = read(Page(), write_body(), Page(), Page().write(70, 700, "Ende."), Page())
    assert content.text == f"{TEXT}\n\nEnde."
    assert content.pages == (0, 0, len(TEXT) + 2, len(TEXT) + 2, len(content.text))


# --- raised marks


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["Beschlossen 1999", "^1", " und 2005"], "Beschlossen 1999 und 2005"),
        (["Beschlossen 1999", "^2,3", ", dann"], "Beschlossen 1999, dann"),
        (["Das Wort", "^*)", " zählt"], "Das Wort zählt"),
        (["Es sind 217 km", "^2", " Land"], "Es sind 217 km² Land"),
        (["Es sind 40 m", "^3", " Wasser"], "Es sind 40 m³ Wasser"),
        (["Es waren 10", "^6", " Gäste"], "Es waren 10⁶ Gäste"),
        (["on the 1", "^st", " day"], "on the 1st day"),
        (["Договор 1999", "^1", " года"], "Договор 1999 года"),
        (["Площадь 217 км", "^2", " земли"], "Площадь 217 км² земли"),
        (["Der Vertrag von 1999¹ gilt auf 3 km²."], "Der Vertrag von 1999 gilt auf 3 km²."),
    ],
)
def test_raised_marks_are_parted_from_figures(parts: list[str], text: str) -> None:
    page, x = Page(), 70.0
    for part in parts:
        raised = part.startswith("^")
        size = 7 if raised else 11
        page.write(x, 704 if raised else 700, part.removeprefix("^"), size)
        x += len(part.removeprefix("^")) * size * WIDE
    assert read(page).text == text


def test_a_note_stands_behind_the_paragraph_of_its_mark() -> None:
    page = Page()
    for number, y in (("1", 700), ("2", 600)):
        end = 70 + len("Absatz 1 gilt bis 1999") * 11 * WIDE
        page.write(70, y, f"Absatz {number} gilt bis 1999").write(end, y + 4, number, 7)
        page.write(end + 4, y, ", nicht länger.")
    page.write(70, 90, "1", 5).write(75, 87, "Ratsbeschluss vom 3. März.", 8)
    page.write(70, 77, "2", 5).write(75, 74, "Ratsbeschluss vom 5. Mai.", 8)
    page.write_lines(70, 500, LINES)
    assert (
        read(page).text
        == f"""\
Absatz 1 gilt bis 1999, nicht länger.

1 Ratsbeschluss vom 3. März.

Absatz 2 gilt bis 1999, nicht länger.

2 Ratsbeschluss vom 5. Mai.

{TEXT}"""
    )


# --- letters


def test_a_letter_of_two_code_units_is_read() -> None:
    """As emoji and the letters of formulas are."""
    assert read(Page().write(70, 700, "📞 0211")).text == "📞 0211"


def test_letters_drawn_twice_to_look_bold_count_once() -> None:
    months = ("Juni", "Juli", "August")
    lines = [line.replace("Mai", month) for month in months for line in LINES]
    page = Page().write_lines(70, 700, lines).write_lines(70.4, 700, lines)
    assert read(page).text == "\n\n".join(TEXT.replace("Mai", month) for month in months)


# --- columns, headings, lists


def test_columns_are_read_one_after_the_other() -> None:
    left = [
        "Die Stadt Neuheim pflegt eine",
        "Partnerschaft mit Altburg, die",
        "der Rat im Mai beschlossen",
        "hat. Die Kosten trägt der Gast",
        "und die Reise dauert höchstens",
    ]
    right = [
        "vier Tage. Der Ausschuss für",
        "Internationales berichtet im",
        "November. Danach entscheidet",
        "der Rat über die Mittel und",
        "über die Reise nach Altburg.",
    ]
    page = Page().write(70, 780, "Amtsblatt der Stadt Neuheim mit allen Bekanntmachungen", 15, bold=True)
    page.write_lines(70, 740, left).write_lines(320, 740, right)
    joined = " ".join([*left, *right])
    assert read(page).text == f"# Amtsblatt der Stadt Neuheim mit allen Bekanntmachungen\n\n{joined}"


def test_headings_are_ranked_by_size_then_weight() -> None:
    page = Page().write(70, 790, "Bericht", 18).write(70, 760, "Sport und", 14, bold=True)
    page.write(70, 742, "Kultur", 14, bold=True).write(70, 720, "Ausgaben", 11, bold=True)
    page.write_lines(70, 690, LINES).write(70, 600, "§ 5 Schluss").write(70, 570, "Es gilt deutsches Recht.")
    headings = "# Bericht\n\n## Sport und Kultur\n\n### Ausgaben"
    assert read(page).text == f"{headings}\n\n{TEXT}\n\n#### § 5 Schluss\n\nEs gilt deutsches Recht."


@pytest.mark.parametrize("first", ["", "Zuschuss für die Reisen der Schulen und Vereine aus Neuheim in den"])
def test_bold_words_lead_into_a_paragraph(first: str) -> None:
    lead, rest = "Ferien nach Altburg und zurück mit der Bahn.", "Die Stadt zahlt den Schulen für"
    page = Page().write(70, 720, first, bold=True) if first else Page()
    page.write(70, 705.7, lead, bold=True).write(70 + (len(lead) + 1) * 11 * WIDE, 705.7, rest)
    page.write_lines(70, 691.4, LINES)
    assert read(page).text == " ".join([*filter(None, [first]), lead, rest, TEXT])


def test_a_line_that_breaks_off_goes_on_though_there_was_room_for_a_word() -> None:
    lines = [
        "Die Stadt Neuheim pflegt seit vielen Jahren gute Beziehungen zur Stadt Altburg.",
        "Im nächsten Jahr tauschen die Feuerwehren sich aus; das übernimmt",
        "Brandmeister Lutz Hagen. Die erste Übung findet am 12. September in",
        "Altburg statt.",
        "Anmeldung im Amt für Internationales",
        "Rathaus, Zimmer 12",
    ]
    text = read(Page().write_lines(70, 700, lines), write_body()).text
    assert (
        "das übernimmt Brandmeister Lutz Hagen. Die erste Übung findet am 12. September in Altburg statt."
        in text
    )
    assert "Internationales\n\nRathaus" in text  # a line of its own ends with a noun


def test_a_dash_at_the_head_of_a_line_goes_on_with_the_sentence_where_the_line_before_is_full() -> None:
    lines = [
        "Расходы на проживание несёт принимающий город, расходы на проезд",
        "— направляющий. Стороны договариваются о числе участников поездки.",
        "Группы состоят из двадцати человек.",
        "— Культура",
        "— Спорт",
    ]
    text = read(Page().write_lines(70, 700, lines), write_body()).text
    assert "расходы на проезд — направляющий." in text
    assert "\n- Культура\n- Спорт" in text


def test_items_stand_by_themselves() -> None:
    lines = [
        "Mitzubringen sind zu der Reise, die im Mai beginnt und vier Tage dauert:",
        "• der Ausweis",
        "• ein Foto",
        "1. Antrag stellen",
        "2. Gebühr zahlen",
        "(1) Die Stadt zahlt.",
        "б) Город платит.",
        "Erwachsene ........ 12 Euro",
        "Kinder ............ 6 Euro",
    ]
    text = read(Page().write_lines(70, 780, lines)).text
    assert text.split("\n") == [
        lines[0], "", "- der Ausweis", "- ein Foto", "1. Antrag stellen", "2. Gebühr zahlen",
        "(1) Die Stadt zahlt.", "б) Город платит.", "", "Erwachsene 12 Euro", "", "Kinder 6 Euro",
    ]  # fmt: skip


def test_a_table_of_contents_is_left_out() -> None:
    contents = [f"{number} Kapitel ........................ {number}" for number in (1, 2, 3)]
    contents[2:2] = ["2.1 Kapitel mit einem langen Namen, der in der", "ersten Zeile nicht Platz hat ... 2"]
    content = read(Page().write(70, 780, "Inhalt").write_lines(70, 700, contents), write_body(), Page())
    assert content.text == f"Inhalt\n\n{TEXT}"


# --- tables


def draw_table(
    page: Page, rows: list[list[str]], *, merged: tuple[int, ...] = (), names: bool = True
) -> Page:
    """Draw a table with rules, whose first row is bold if it `names` the columns; none part `merged` rows."""
    top, high, wide = 740, 20, 110
    right, bottom = 70 + wide * len(rows[0]), top - high * len(rows)
    for number in range(len(rows) + 1):
        page.rule(70, top - high * number, right, top - high * number)
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            page.write(74 + wide * column, top - high * (number + 1) + 6, cell, bold=names and number == 0)
            if column == 0 or number not in merged:
                page.rule(
                    70 + wide * column, top - high * (number + 1), 70 + wide * column, top - high * number
                )
    return page.rule(right, bottom, right, top)


def write_below() -> Page:
    return Page().write_lines(70, 600, LINES)


ROWS = [["Jahr", "Kultur", "Sport"], ["2031", "12.000", "6.000"], ["2032", "", "7.000"]]


def test_each_row_of_a_table_names_its_columns() -> None:
    text = read(draw_table(write_below(), ROWS)).text
    assert text.startswith(
        "| Jahr: 2031 | Kultur: 12.000 | Sport: 6.000 |\n| Jahr: 2032 | Kultur: – | Sport: 7.000 |\n\n"
    )


@pytest.mark.parametrize("first", [["2031", "", "6.000"], ["2031", "12.000", ""]])
def test_a_table_without_rules_keeps_its_empty_cells(first: list[str]) -> None:
    page = write_below()
    for number, row in enumerate([ROWS[0], first, ["2032", "8.000", ""], ["2033", "", "7.000"]]):
        for column, cell in enumerate(row):
            page.write(70 + 120 * column, 740 - 18 * number, cell, bold=number == 0)
    rows = [(first[1], first[2]), ("8.000", ""), ("", "7.000")]
    assert read(page).text.startswith(
        "\n".join(
            f"| Jahr: {2031 + number} | Kultur: {culture or '–'} | Sport: {sport or '–'} |"
            for number, (culture, sport) in enumerate(rows)
        )
    )


def test_a_cell_over_several_columns_counts_in_each() -> None:
    rows = [["Jahr", "Kultur", "Sport"], ["Verwaltung", "", ""], ["2031", "12.000", "6.000"]]
    text = read(draw_table(write_below(), rows, merged=(1,))).text
    assert text.startswith("| Verwaltung |\n| Jahr: 2031 | Kultur: 12.000 | Sport: 6.000 |\n\n")


def test_a_table_that_goes_on_over_the_page_keeps_the_names_of_its_columns() -> None:
    content = read(
        draw_table(Page(), ROWS),
        draw_table(Page(), [["2033", "8.000", "9.000"], ["2034", "", "1.000"]], names=False),
    )
    assert content.text.endswith(
        "| Jahr: 2033 | Kultur: 8.000 | Sport: 9.000 |\n| Jahr: 2034 | Kultur: – | Sport: 1.000 |"
    )


def test_what_stands_above_all_columns_names_none_of_them() -> None:
    page = draw_table(write_below(), [["Ausgaben der Stadt", "", ""], *ROWS], merged=(0,))
    assert (
        read(page).text
        == f"""\
| Ausgaben der Stadt |
| Jahr: 2031 | Kultur: 12.000 | Sport: 6.000 |
| Jahr: 2032 | Kultur: – | Sport: 7.000 |

{TEXT}"""
    )


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (("2031", "", "12.000"), "| Jahr: 2031 | Mittel: 12.000 |"),
        (("2031", "2", "3"), "| Jahr: 2031 | Mittel: 2 | Mittel: 3 |"),
    ],
)
def test_a_name_over_several_columns_stands_before_what_they_hold(row: tuple[str, ...], text: str) -> None:
    names = ("Jahr", "Mittel", "Mittel")
    cells = [[Cell(name, is_bold=True) for name in names], list(map(Cell, row))]
    assert write_table(build_table(cells)) == text


def test_a_long_text_is_no_name_of_a_column() -> None:
    long = "Die Stadt Neuheim und die Stadt Altburg pflegen eine Partnerschaft, die der Rat beschlossen hat."
    cells = [
        [Cell(f"{long} {long}", is_bold=True), Cell("Jahr", is_bold=True)],
        [Cell("1.000"), Cell("2031")],
    ]
    assert build_table(cells).names == ()


def test_rules_that_are_a_little_apart_part_no_columns() -> None:
    page = write_below()
    for number, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            x, y = 70 + 100 * column + 5 * (number == 0), 740 - 20 * number
            page.frame((x, y, x + 100, y + 20)).write(x + 8, y + 6, cell)
    text = read(page).text
    assert text.startswith(
        "| Jahr: 2031 | Kultur: 12.000 | Sport: 6.000 |\n| Jahr: 2032 | Kultur: – | Sport: 7.000 |\n\n"
    )


def test_frames_within_a_frame_are_no_table() -> None:
    page = write_body().frame((56, 560, 545, 760))
    for low, high in ((660, 720), (610, 650), (570, 600)):
        page.frame((60, low, 540, high)).rule(58, low, 542, low).rule(58, high, 542, high)
    page.write(70, 625, "Es gilt deutsches Recht.").write(70, 580, "Es gilt fünf Jahre.")
    assert read(page).text == f"{TEXT}\n\nEs gilt deutsches Recht.\n\nEs gilt fünf Jahre."


def test_white_areas_behind_lines_are_no_table() -> None:
    page = Page()
    for number in range(len(LINES)):
        page.fill((68, 697 - 14.3 * number, 480 + 20 * number, 711 - 14.3 * number), 1)
    assert read(page.write_lines(70, 700, LINES)).text == TEXT


def test_a_frame_around_text_is_no_table() -> None:
    page = write_body()
    for x in (60, 560):
        page.rule(x, 650, x, 720)
    for y in (650, 720):
        page.rule(60, y, 560, y)
    assert read(page).text == TEXT


# --- what nobody sees


HIDDEN = {
    "white on white": lambda page: page.write(70, 500, "Geheim.", grey=1),
    "nearly white": lambda page: page.write(70, 500, "Geheim.", grey=0.99),
    "not painted": lambda page: page.write(70, 500, "Geheim.", mode=3),
    "in a layer that is off": lambda page: page.write(70, 500, "Geheim.", layer=True),
    "blackened": lambda page: page.write(70, 500, "Geheim.").fill((60, 490, 300, 520), 0),
    "too small": lambda page: page.write(70, 500, "Geheim.", 1),
    "off the page": lambda page: page.write(620, 500, "Geheim."),
    "a stamp": lambda page: page.write(100, 300, "Geheim.", 60, turned=0.5),
    "in the margin": lambda page: page.write(30, 300, "Geheim.", 8, turned=1),
    "a watermark": lambda page: page.write(100, 680, "Geheim.", 60, grey=0.85),
}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_what_nobody_reads_on_the_page_is_left_out(hide: object) -> None:
    assert callable(hide)
    assert read(hide(write_body())).text == TEXT


def test_white_letters_on_black_are_read() -> None:
    page = write_body().fill((60, 490, 300, 520), 0).write(70, 500, "Weiß auf Schwarz.", grey=1)
    assert read(page).text.endswith("Weiß auf Schwarz.")


@pytest.mark.parametrize("turned", [1, 3])
def test_a_turned_page_is_read_as_it_is_shown(turned: int) -> None:
    page = Page(keys=b"/Rotate %d" % (90 if turned == 1 else 270))
    for number, line in enumerate(LINES):
        step = 15 * number
        page.write(*((100 + step, 100) if turned == 1 else (500 - step, 700)), line, turned=turned)
    assert read(page).text == TEXT


# --- forms


def test_what_is_filled_in_stands_at_its_label() -> None:
    page = Page().write(70, 700, "Name:").fill_in(120, 700, "Erika Müller")
    page.write(70, 670, "Versteckt:").fill_in(150, 670, "geheim", flags=2)
    page.write(70, 640, "Ich nehme teil:").fill_in(180, 640, "", b"Btn")
    assert read(page).text == "Name: Erika Müller\n\nVersteckt:\n\nIch nehme teil: ☒"


def test_a_form_that_only_adobe_reader_shows_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        read(
            Page().write(70, 700, "Please wait..."),
            catalogue=b"/AcroForm << /Fields [] /XFA (x) >> /NeedsRendering true",
        )
    assert caught.value.code == "xfa_form"


NOTICES = {
    "Please wait...": "If this message is not replaced with the contents of the document, your PDF",
    "Bitte warten...": "Bleibt diese Meldung stehen, zeigt Ihr Programm solche PDF-Dateien nicht.",
    "Подождите...": "Если это сообщение не сменится содержанием, программа не показывает такие файлы PDF.",
    "The document you are trying to load": "requires Adobe Reader 8 or higher.",
}


@pytest.mark.parametrize("first", NOTICES)
def test_the_notice_of_such_a_form_is_no_text_whatever_the_file_says_of_itself(first: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(Page().write_lines(70, 700, [first, NOTICES[first]]))
    assert caught.value.code == "xfa_form"


def test_a_form_that_has_its_text_on_the_page_is_read() -> None:
    page = Page().write_lines(70, 700, ["Bitte warten Sie auf die Zusage.", *LINES])
    assert TEXT in read(page, catalogue=b"/AcroForm << /Fields [] /XFA (x) >>").text


def test_a_cover_of_attached_files_is_refused_with_their_names() -> None:
    catalogue = (
        b"/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (vertrag.pdf) /UF (vertrag.pdf) "
        b"/EF << /F 9 0 R >> >>] >> >>"
    )
    cover = Page().write(70, 700, "For the best experience, open this PDF portfolio in Acrobat.")
    with pytest.raises(DocumentError) as caught:
        read(cover, catalogue=catalogue)
    assert (caught.value.code, caught.value.values["parts"]) == ("portfolio", "vertrag.pdf")
    assert TEXT in read(write_body(), catalogue=catalogue).text


def test_a_text_is_read_whose_attached_file_was_taken_out() -> None:
    catalogue = b"/Names << /EmbeddedFiles << /Names [(gone.xls) 99 0 R] >> >>"
    assert TEXT in read(write_body(), catalogue=catalogue).text


# --- what cannot be read


MISREAD = [
    "Äîãîâîð î ïàðòíåðñòâå ïîäïèñàí â Ìîñêâå è äåéñòâóåò ïÿòü ëåò.",
    "Ñòîðîíû îáìåíèâàþòñÿ øêîëüíûìè ãðóïïàìè.",
]
SHIFTED = ["".join(chr(ord(c) - 29) if c.isascii() and c.isalpha() else c for c in line) for line in LINES]


@pytest.mark.parametrize(
    "lines", [MISREAD, SHIFTED], ids=["Cyrillic as Western letters", "glyphs' numbers as letters"]
)
def test_letters_that_are_not_those_one_sees_are_reported(lines: list[str]) -> None:
    with pytest.raises(DocumentError) as caught:
        read(Page().write_lines(70, 700, lines))
    assert caught.value.code == "meaningless"
    assert caught.value.values == {"path": "a.pdf", "pages": "1", "command": ocr.INSTALL}
    content = read(write_body(), Page().write_lines(70, 700, lines))
    assert (content.text, content.unread) == (TEXT, (("meaningless_pages", (2,)),))


@pytest.mark.parametrize("name", ["bad_notounicode", "bad_notounicode_ru"])
def test_a_font_that_does_not_say_which_letters_are_meant_is_reported(name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_pdf("a.pdf", (DATA / "pdf" / f"{name}.pdf").read_bytes())
    assert caught.value.code == "meaningless"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ((DATA / "encrypted.pdf").read_bytes(), "encrypted"),
        ((DATA / "two-languages.pdf").read_bytes()[:200], "damaged"),
        (b"", "damaged"),
    ],
)
def test_a_pdf_that_cannot_be_opened_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_pdf("a.pdf", data)
    assert caught.value.code == code


# --- the title


@pytest.mark.parametrize(
    "left",
    [
        "Microsoft Word - a.doc",
        "PowerPoint-Präsentation",
        "Folie 1",
        "Dokument1",
        "(anonymous)",
        "Ìèêðîñîôò",
        "untitled",
        "",
    ],
)
def test_the_title_is_not_what_a_program_left_behind(left: str) -> None:
    assert read(write_body(), title=left).title is None


def test_the_title_is_what_the_file_states_when_it_stands_on_the_first_page() -> None:
    page = write_body().write(70, 760, "Vereinbarung der Städte:", 16, bold=True)
    assert read(page, title="Vereinbarung der Städte").title == "Vereinbarung der Städte"
    assert read(write_body(), page, title="Vereinbarung der Städte").title is None
