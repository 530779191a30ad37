"""What each type of file says of the first row of a table: that it names the columns, that it is bold, nothing."""
# ruff: noqa: E501 - a file in one piece reads better than cut

from collections.abc import Callable, Sequence

import pytest

from index.documents.parsers import read_content
from tests.parsers.packing import W, pack, pack_word, relate

ROWS = {
    "de": [["Amt", "Aufgabe", "Raum"], ["Sport", "Hallen", "oben"], ["Kultur", "", "unten"]],
    "ru": [["Отдел", "Задача", "Этаж"], ["Спорт", "Залы", "первый"], ["Культура", "", "второй"]],
    "en": [["Office", "Task", "Floor"], ["Sport", "Halls", "upper"], ["Culture", "", "lower"]],
}
HEAD, BOLD, NOTHING = "head", "bold", "nothing"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_NAMES = "".join(
    f' xmlns:{prefix}="{ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
A, P = (f"http://schemas.openxmlformats.org/{name}/2006/main" for name in ("drawingml", "presentationml"))
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_html(rows: Sequence[Sequence[str]], look: str) -> bytes:
    def write(row: Sequence[str], *, is_first: bool) -> str:
        cell = {HEAD: "<th>{}</th>", BOLD: "<td><b>{}</b></td>"}.get(look if is_first else "", "<td>{}</td>")
        return f"<tr>{''.join(map(cell.format, row))}</tr>"

    table = write(rows[0], is_first=True) + "".join(write(row, is_first=False) for row in rows[1:])
    return f"<main><table>{table}</table></main>".encode()


def write_word(rows: Sequence[Sequence[str]], look: str) -> bytes:
    def write(row: Sequence[str], number: int) -> str:
        marks = "<w:trPr><w:tblHeader/></w:trPr>" if look == HEAD and number == 0 else ""
        bold = "<w:b/>" if look == BOLD and number == 0 else ""
        cells = (f"<w:tc><w:p><w:r><w:rPr>{bold}</w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row)
        return f"<w:tr>{marks}{''.join(cells)}</w:tr>"

    return pack_word("<w:tbl>" + "".join(write(row, number) for number, row in enumerate(rows)) + "</w:tbl>")


def write_styled_word(rows: Sequence[Sequence[str]], look: str) -> bytes:
    """Return a table whose style sets the first row bold, which the table wants or not."""
    style = '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    wish = {HEAD: 'w:firstRow="1"', BOLD: 'w:val="04A0"', NOTHING: 'w:val="0480"'}[look]
    cells = ("".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) for row in rows)
    properties = f'<w:tblPr><w:tblStyle w:val="T"/><w:tblLook {wish}/></w:tblPr>'
    table = f"<w:tbl>{properties}{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    return pack_word(table, {"styles.xml": f'<w:styles xmlns:w="{W}">{style}</w:styles>'})


def write_opendocument(rows: Sequence[Sequence[str]], look: str) -> bytes:
    def write(row: Sequence[str], number: int) -> str:
        style = 'text:style-name="F"' if look == BOLD and number == 0 else ""
        cells = "".join(
            f"<table:table-cell><text:p {style}>{text}</text:p></table:table-cell>" for text in row
        )
        line = f"<table:table-row>{cells}</table:table-row>"
        return (
            f"<table:table-header-rows>{line}</table:table-header-rows>"
            if look == HEAD and number == 0
            else line
        )

    bold = '<style:style style:name="F" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
    table = "".join(write(row, number) for number, row in enumerate(rows))
    content = (
        f"<office:document-content{ODF_NAMES}><office:automatic-styles>{bold}</office:automatic-styles><office:body>"
        f"<office:text><table:table>{table}</table:table></office:text></office:body></office:document-content>"
    )
    return pack({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def write_rtf(rows: Sequence[Sequence[str]], look: str) -> bytes:
    def write(row: Sequence[str], number: int) -> str:
        head = r"\trhdr" if look == HEAD and number == 0 else ""
        bold = (r"\b ", r"\b0 ") if look == BOLD and number == 0 else ("", "")
        cells = "".join(
            bold[0] + "".join(rf"\u{ord(letter)}?" for letter in text) + bold[1] + r"\cell " for text in row
        )
        return rf"\trowd{head}\cellx1000\cellx2000\cellx3000\pard\intbl {cells}\row "

    return (
        "{\\rtf1\\ansi " + "".join(write(row, number) for number, row in enumerate(rows)) + r"\pard}"
    ).encode()


def write_slide(rows: Sequence[Sequence[str]], look: str) -> bytes:
    def write(row: Sequence[str], number: int) -> str:
        bold = 'b="1"' if look == BOLD and number == 0 else ""
        cells = (
            f"<a:tc><a:txBody><a:p><a:r><a:rPr {bold}/><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"
            for text in row
        )
        return f"<a:tr>{''.join(cells)}</a:tr>"

    table = "".join(write(row, number) for number, row in enumerate(rows))
    names = f'xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}"'
    first = 'firstRow="1"' if look == HEAD else ""
    return pack(
        {
            "_rels/.rels": relate(("rId1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f'<p:presentation {names}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": relate(("rId1", "slide", "slides/slide1.xml")),
            "ppt/slides/slide1.xml": f"<p:sld {names}><p:cSld><p:spTree><p:graphicFrame><a:graphic><a:graphicData><a:tbl>"
            f"<a:tblPr {first}/>{table}</a:tbl></a:graphicData></a:graphic></p:graphicFrame></p:spTree></p:cSld></p:sld>",
        }
    )


WRITERS: dict[str, Callable[[Sequence[Sequence[str]], str], bytes]] = {
    "a.html": write_html,
    "a.docx": write_word,
    "styled.docx": write_styled_word,
    "a.odt": write_opendocument,
    "a.rtf": write_rtf,
    "a.pptx": write_slide,
}


@pytest.mark.parametrize("language", ROWS)
@pytest.mark.parametrize("look", [HEAD, BOLD, NOTHING])
@pytest.mark.parametrize("name", WRITERS)
def test_the_first_row_names_the_columns_where_the_file_shows_it_as_such(
    name: str, look: str, language: str
) -> None:
    rows = ROWS[language]
    named = [[f"{head}: {cell or '–'}" for head, cell in zip(rows[0], row, strict=True)] for row in rows[1:]]
    plain = [[cell or "–" for cell in row] for row in rows]
    written = read_content(name, WRITERS[name](rows, look)).text
    assert written == "\n".join(f"| {' | '.join(row)} |" for row in (plain if look == NOTHING else named))


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("<tr><th scope=row>Montag<td>8–12 Uhr<tr><th scope=row>Dienstag<td>geschlossen", "| Montag | 8–12 Uhr |\n| Dienstag | geschlossen |"),
        ("<tr><th>Понедельник<td>8–12<tr><th>Вторник<td>выходной", "| Понедельник | 8–12 |\n| Вторник | выходной |"),
        ("<tr><td><th>2030<th>2031<tr><th>Culture<td>5<td>", "| Culture | 2030: 5 | 2031: – |"),
        ("<tr><td><th scope=col>2030<tr><th scope=row>Kultur<td>5", "| Kultur | 2030: 5 |"),
        ("<tr><td style='font-weight: bold'>Amt<td style='font-weight:700'>Raum<tr><td>Sport<td>oben", "| Amt: Sport | Raum: oben |"),
        ("<tr><td><b>Amt</b> und Raum<td><b>Zeit</b><tr><td>Sport<td>oben", "| Amt und Raum | Zeit |\n| Sport | oben |"),
        ("<tr><th colspan=2>Öffnungszeiten<tr><td>Montag<td>8–12 Uhr<tr><td>Sonntag<td>geschlossen", "| Öffnungszeiten |\n| Montag | 8–12 Uhr |\n| Sonntag | geschlossen |"),
        ("<tr><td>Rathaus<td>Marktplatz 2<td>Telefon 89-1", "| Rathaus | Marktplatz 2 | Telefon 89-1 |"),
    ],
)  # fmt: skip
def test_a_page_names_columns_or_rows_or_nothing(table: str, text: str) -> None:
    assert read_content("a.html", f"<main><table>{table}</table></main>".encode()).text == text
