"""Word files: headings, lists and tables in order, in any language of the program that wrote them."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from index.documents.parsers.office.word import read_word
from index.errors import DocumentError

DATA = Path(__file__).parents[1] / "data"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def save(document: Any) -> bytes:
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def read_body(*blocks: str) -> str:
    """Return the text of a document with these blocks of XML."""
    document = docx.Document()
    for block in blocks:
        xml = parse_xml(block.replace(">", f" {NAMESPACES}>", 1))
        document.element.body.insert(len(document.element.body) - 1, xml)
    return read_word("a.docx", save(document)).text


def test_a_document_written_by_pandoc_keeps_its_structure() -> None:
    content = read_word("a.docx", (DATA / "agreement.ru.docx").read_bytes())
    assert (
        content.text
        == """\
# Коммюнике о сотрудничестве

Дюссельдорф и Москва договорились о сотрудничестве на 2020–2023 годы; «Städtepartnerschaft», Grüße.

## Области

- Молодёжь и спорт
- Культура

| Область: Культура | Управление: Управление культуры |
| Область: Молодёжь | Управление: Jugendamt Düsseldorf |

### Подписи

Подписано в Москве."""
    )


def test_headings_are_found_by_level_by_name_and_through_the_style_they_are_based_on() -> None:
    document = docx.Document()
    for name, based_on in (("Kapitel", "Heading 2"), ("Abschnitt", "Kapitel")):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[based_on]
    german = document.styles["Heading 7"]  # as Word in German writes it
    german.element.styleId = "berschrift7"
    german.element.pPr.remove(german.element.pPr.find(qn("w:outlineLvl")))
    for style_name in ("Title", "Heading 1", "Abschnitt", "Subtitle", "Heading 9"):
        document.add_paragraph(style_name, style=style_name)
    document.add_paragraph("Nach Namen", style=german)
    assert read_word("a.docx", save(document)).text == (
        "# Title\n\n# Heading 1\n\n## Abschnitt\n\nSubtitle\n\n###### Heading 9\n\n###### Nach Namen"
    )


def test_lists_keep_their_levels_and_stand_together() -> None:
    document = docx.Document()
    document.add_paragraph("Davor")
    for text, style in (("eins", "List Bullet"), ("zwei", "List Number"), ("danach", "Normal")):
        document.add_paragraph(text, style=style)
    assert read_word("a.docx", save(document)).text == "Davor\n\n- eins\n1. zwei\n\ndanach"
    numbers = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    numbered = f"<w:p><w:pPr>{numbers}</w:pPr><w:r><w:t>{{}}</w:t></w:r></w:p>"
    assert read_body(numbered.format(0, 1, "a"), numbered.format(1, 1, "b")) == "- a\n  1. b"
    assert read_body(numbered.format(0, 0, "kein Punkt")) == "kein Punkt"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


DELETED = "<w:del><w:r><w:delText>alt</w:delText></w:r></w:del>"
KASTEN = f"<w:p>{run('Kasten')}</w:p>"
BOX = f"<w:r><w:pict><w:txbxContent>{KASTEN}</w:txbxContent></w:pict></w:r>"
TWICE = (
    f"<mc:AlternateContent><mc:Choice Requires='wps'>{BOX}</mc:Choice>"
    f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"
)
CELL = "<w:tc><w:p>{}</w:p></w:tc>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"<w:p>{run('Stadt ')}<w:smartTag>{run('Düsseldorf')}</w:smartTag></w:p>", "Stadt Düsseldorf"),
        (f"<w:p><w:ins>{run('neu')}</w:ins>{DELETED}</w:p>", "neu"),
        (f"<w:p><w:moveFrom>{run('weg')}</w:moveFrom>{run('da')}</w:p>", "da"),
        (f"<w:p><w:hyperlink>{run('Verweis')}</w:hyperlink></w:p>", "Verweis"),
        (f"<w:sdt><w:sdtContent><w:p>{run('Feld')}</w:p></w:sdtContent></w:sdt>", "Feld"),
        (f"<w:p>{run('davor')}{BOX}{run(' danach')}</w:p>", "davor danach\n\nKasten"),
        (f"<w:p><w:r>{TWICE}</w:r></w:p>", "Kasten"),
        ("<w:p><w:r><w:t>Tel.</w:t><w:tab/><w:t>8</w:t><w:br/><w:t>E</w:t><w:noBreakHyphen/><w:t>Mail</w:t></w:r></w:p>",
         "Tel.\t8\nE-Mail"),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('Seite')}</w:p>", "Seite"),
        (f"<w:p>{run('Städte&#173;partner&#8203;schaft')}</w:p>", "Städtepartnerschaft"),
        (f"<w:tbl><w:tr>{CELL.format(run('Rahmen'))}</w:tr><w:tr>{CELL.format(run('Text'))}</w:tr></w:tbl>",
         "Rahmen\n\nText"),
        (f"<w:tbl><w:tr>{CELL.format(run('a | b'))}{CELL.format(run('c'))}</w:tr></w:tbl>",
         "| a \\| b | c |"),
        (f"<w:tbl><w:tr>{CELL.format(run('a'))}<w:sdt><w:sdtContent>{CELL.format(run('b'))}</w:sdtContent></w:sdt></w:tr></w:tbl>",
         "| a | b |"),
        (f"<w:p><w:pPr><w:outlineLvl w:val='9'/></w:pPr>{run('Fließtext')}</w:p>", "Fließtext"),
        ("<w:tbl></w:tbl>", ""),
        ("<w:tbl><w:tr></w:tr></w:tbl>", ""),
    ],
)  # fmt: skip
def test_text_is_found_whatever_it_is_wrapped_in(xml: str, text: str) -> None:
    assert read_body(xml) == text


def test_a_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    document.add_paragraph("Kapitel\t3", style="toc 1")
    document.add_paragraph("Kapitel", style="Heading 1")
    assert read_word("a.docx", save(document)).text == "# Kapitel"


def test_styles_based_on_each_other_in_a_circle_do_not_hang() -> None:
    document = docx.Document()
    styles = [document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in ("A", "B")]
    styles[0].base_style, styles[1].base_style = styles[1], styles[0]
    document.add_paragraph("Text", style="A")
    assert read_word("a.docx", save(document)).text == "Text"


def test_a_file_that_unpacks_to_more_than_50_megabytes_is_refused_unread() -> None:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(50_000_001))
    assert len(data.getvalue()) < 100_000
    with pytest.raises(DocumentError) as caught:
        read_word("bombe.docx", data.getvalue())
    assert caught.value.code == "unpacks_too_large"


def test_entities_in_the_xml_are_not_expanded() -> None:
    source = ZipFile(DATA / "agreement.ru.docx")
    data = BytesIO()
    with source, ZipFile(data, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace("Подписано в Москве.".encode(), b"&x;", 1)
                part = part.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>', 1)
            archive.writestr(name, part)
    hostname = Path("/etc/hostname").read_text().strip()
    assert hostname not in read_word("a.docx", data.getvalue()).text


def test_boxes_in_boxes_are_read_once_each() -> None:
    box = "<w:p/>"
    for number in reversed(range(12)):
        box = f"<w:p>{run(f'Kasten {number}')}{BOX.replace(KASTEN, box)}</w:p>"
    assert read_body(box).split("\n\n") == [f"Kasten {number}" for number in range(12)]


def test_a_box_in_a_table_is_read_once() -> None:
    cells = CELL.format(f"{run('a')}<w:r>{TWICE}</w:r>") + CELL.format(run("b"))
    assert read_body(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>") == "| a Kasten | b |"


def test_a_list_is_no_deeper_than_word_makes_it() -> None:
    deep = '<w:p><w:pPr><w:numPr><w:ilvl w:val="100000"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'
    flat = deep.replace("100000", "0")
    assert read_body(flat.format(run("a")), deep.format(run("b"))) == f"- a\n{'  ' * 8}1. b"


def test_a_chain_of_styles_is_followed_for_twenty() -> None:
    document = docx.Document()
    styles = [document.styles.add_style(f"S{number}", WD_STYLE_TYPE.PARAGRAPH) for number in range(30)]
    for style, base in pairwise([*styles, document.styles["Heading 1"]]):
        style.base_style = base
    for number in (0, 25):
        document.add_paragraph(f"Text {number}", style=f"S{number}")
    assert read_word("a.docx", save(document)).text == "Text 0\n\n# Text 25"
