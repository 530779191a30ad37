"""OpenDocument texts, slides and sheets: text, tables, numbers and notes; nothing hidden or struck out."""
# ruff: noqa: E501 - a file in one piece reads better than cut

from io import BytesIO

import pytest

from index.documents.parsers import read_content
from index.documents.parsers.office.opendocument import read_opendocument
from index.documents.parsers.office.sheets.workbook import read_workbook
from index.documents.parsers.office.slides import read_slides
from index.errors import DocumentError
from tests.parsers.packing import R, pack, relate

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{prefix}="{ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
    )
)  # fmt: skip
AUTOMATIC = """
<style:style style:name="hoch" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="weg" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="alt" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<text:list-style style:name="L1">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="§ "/>
 <text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="(" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>
<text:list-style style:name="L3"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>
"""
STYLES = f"""<office:document-styles {NAMES}><office:styles>
<style:style style:name="Title" style:family="paragraph"/>
<text:outline-style style:name="Outline">
 <text:outline-level-style text:level="1" style:num-format="1"/>
 <text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>
 <text:outline-level-style text:level="3" style:num-format=""/>
</text:outline-style></office:styles></office:document-styles>"""


def pack_text(body: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return pack(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(parts or {})}
    )


def p(inner: str, more: str = "") -> str:
    return f"<text:p {more}>{inner}</text:p>"


NOTE = "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("Vereinbarung", 'text:style-name="P1"') + p("Zwei<text:s text:c='3'/>Blanks<text:line-break/>Zeile"),
         "# Vereinbarung\n\nZwei Blanks\nZeile"),
        (p('im Jahr 1999<text:span text:style-name="hoch">1</text:span> geschlossen, 5 km<text:span text:style-name="hoch">2</text:span>'),
         "im Jahr 1999 ¹ geschlossen, 5 km²"),
        (p('Der Empfang.<text:span text:style-name="weg"> Intern.</text:span> <text:span text:style-name="alt">50</text:span> 30 Euro'),
         "Der Empfang. 30 Euro"),
        (p("Fünf Jahre" + NOTE.format(p("Ab 12. Mai 2031.")) + " lang.") + p("Danach"),
         "Fünf Jahre lang.\n\nAb 12. Mai 2031.\n\nDanach"),
        ("<text:tracked-changes><text:p>gelöscht</text:p></text:tracked-changes>" + p("bleibt"), "bleibt"),
        ('<text:section text:display="none">' + p("versteckt") + "</text:section><text:section>" + p("da") + "</text:section>", "da"),
        (p("Name: <text:placeholder>Name</text:placeholder>"), "Name:"),
        ("<text:table-of-content>" + p("Kapitel 3") + "</text:table-of-content>" + p("Text"), "Text"),
        (p("davor<draw:frame><draw:text-box>" + p("Kasten") + "</draw:text-box></draw:frame>danach"), "davordanach\n\nKasten"),
        (p("Text<office:annotation>" + p("Anmerkung") + "</office:annotation>"), "Text"),
    ],
)  # fmt: skip
def test_a_text_is_read_as_libreoffice_shows_it(body: str, text: str) -> None:
    assert read_opendocument("a.odt", pack_text(body, {"styles.xml": STYLES})).text == text


def h(level: int, text: str) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def items(style: str, *inner: str, more: str = "") -> str:
    listed = "".join(f"<text:list-item>{each}</text:list-item>" for each in inner)
    return f'<text:list text:style-name="{style}" {more}>{listed}</text:list>'


def test_numbers_of_headings_and_lists_are_text() -> None:
    body = h(1, "Ziele") + h(2, "Kultur") + h(2, "Sport") + h(3, "Fußball") + h(1, "Dauer")
    numbered = pack_text(body, {"styles.xml": STYLES})
    assert read_opendocument("a.odt", numbered).text == (
        "# 1 Ziele\n\n## 1.1 Kultur\n\n## 1.2 Sport\n\n### Fußball\n\n# 2 Dauer"
    )
    nested = items("L1", p("Ziele") + items("L1", p("Austausch"), p("Kosten")), p("Dauer"))
    assert read_opendocument("a.odt", pack_text(nested)).text == (
        "§ 1 Ziele\n\n  (1) Austausch\n\n  (2) Kosten\n\n§ 2 Dauer"
    )
    lists = (
        items("L3", p("eins"))
        + p("dazwischen")
        + items("L3", p("zwei"), more='text:continue-numbering="true"')
    )
    again = items("L3", p("eins")) + items("L2", p("Punkt"))
    assert read_opendocument("a.odt", pack_text(lists + again)).text == (
        "1. eins\n\ndazwischen\n\n2. zwei\n1. eins\n- Punkt"
    )


def test_cells_of_an_opendocument_table_count_where_they_reach() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{p(text)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        + cell("Jahr", 'table:number-rows-spanned="2"') + cell("Betrag", 'table:number-columns-spanned="2"') + covered
        + "</table:table-row></table:table-header-rows><table:table-row>" + covered + cell("Kultur") + cell("Sport")
        + "</table:table-row><table:table-row>" + cell("2030") + cell("5", 'table:number-columns-repeated="2"')
        + '</table:table-row><table:table-row table:visibility="collapse">' + cell("weg") + cell("weg")
        + "</table:table-row></table:table>"
    )  # fmt: skip
    assert read_opendocument("a.odt", pack_text(body)).text == (
        "| Jahr: 2030 | Betrag, Kultur: 5 | Betrag, Sport: 5 |"
    )


def test_a_formula_that_is_an_object_is_text() -> None:
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>Z</mi><mo>=</mo><mfrac><mi>n</mi>'
        "<mn>2</mn></mfrac></mrow><annotation>Z = n over 2</annotation></semantics></math>"
    )
    body = p(
        'Zuschuss <draw:frame><draw:object xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"/>'
        "</draw:frame> je Schule"
    )
    assert read_opendocument("a.odt", pack_text(body, {"Object 1/content.xml": formula})).text == (
        "Zuschuss Z=n/2 je Schule"
    )


def test_an_opendocument_with_a_password_or_of_another_kind_is_refused() -> None:
    locked = pack_text(p("x"), {"META-INF/manifest.xml": "<manifest:encryption-data/>"})
    for data, code in ((locked, "encrypted"), (pack({"content.xml": "<x/>"}), "damaged")):
        with pytest.raises(DocumentError) as caught:
            read_opendocument("a.odt", data)
        assert caught.value.code == code


# --- slides

PML = "http://schemas.openxmlformats.org/presentationml/2006/main"
DML = "http://schemas.openxmlformats.org/drawingml/2006/main"


def shape(kind: str | None, *paragraphs: str, more: str = "") -> str:
    holder = "" if kind is None else f'<p:ph type="{kind}"/>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x" {more}/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
        f"<p:txBody>{''.join(paragraphs)}</p:txBody></p:sp>"
    )


def line(text: str, properties: str = "", look: str = "") -> str:
    return f"<a:p>{properties}<a:r><a:rPr {look}/><a:t>{text}</a:t></a:r></a:p>"


def pack_slides(*slides: str, shown: str = "1") -> bytes:
    numbers = range(1, len(slides) + 1)
    ids = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in numbers)
    names = f'xmlns:p="{PML}" xmlns:a="{DML}" xmlns:r="{R}"'
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relate(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {names}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relate(
            *((f"rId{number}", "slide", f"slides/slide{number}.xml") for number in numbers)
        ),
    }
    for number, inner in zip(numbers, slides, strict=True):
        if inner:
            parts[f"ppt/slides/slide{number}.xml"] = (
                f'<p:sld {names} show="{shown}"><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:sld>'
            )
    return pack(parts)


def test_slides_are_pages_with_title_lists_and_tables() -> None:
    auto = '<a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr>'
    row = "<a:tr>{}</a:tr>"
    wide = f'<a:tc gridSpan="2"><a:txBody>{line("Betrag")}</a:txBody></a:tc><a:tc hMerge="1"/>'
    narrow = "".join(f"<a:tc><a:txBody>{line(text)}</a:txBody></a:tc>" for text in ("Kultur", "5.000"))
    table = f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{row.format(wide)}{row.format(narrow)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    first = (
        shape("body", line("Kultur"), line("Sport", '<a:pPr lvl="1"/>'), line("ohne Punkt", "<a:pPr><a:buNone/></a:pPr>"))
        + shape("title", line("Ziele")) + shape("sldNum", line("1")) + shape("ftr", line("Stadt"))
        + shape(None, line("eins", auto), line("zwei", auto), more="")
        + shape(None, line("versteckt"), more='hidden="1"')
    )  # fmt: skip
    struck = "<a:p><a:r><a:t>im Jahr 1999</a:t></a:r><a:r><a:rPr baseline='30000'/><a:t>1</a:t></a:r><a:r><a:rPr strike='sngStrike'/><a:t>weg</a:t></a:r></a:p>"
    content = read_slides("a.pptx", pack_slides(first, table + shape(None, struck)))
    assert content.text == (
        "# Ziele\n\n- Kultur\n  - Sport\n\nohne Punkt\n\n1. eins\n2. zwei\n\n"
        "| Betrag |\n| Kultur | 5.000 |\n\nim Jahr 1999 ¹"
    )
    assert [content.text[start:][:8] for start in content.pages] == ["# Ziele\n", "| Betrag"]


def test_a_hidden_slide_is_not_read_and_a_missing_one_is_reported() -> None:
    assert read_slides("a.pptx", pack_slides(shape(None, line("geheim")), shown="0")).text == ""
    content = read_slides("a.pptx", pack_slides(shape(None, line("eins")), ""))
    assert content.text.strip() == "eins"
    assert [(gap.code, gap.values["part"]) for gap in content.gaps] == [("part_unread", "slide 2")]


# --- sheets

XML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def pack_sheets(*sheets: tuple[str, str, str]) -> bytes:
    """Return a workbook of (name, state, XML of its rows and what follows them)."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        for number, (name, state, _) in zip(numbers, sheets, strict=True)
    )
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": relate(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{XML}" xmlns:r="{R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relate(
            *((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers),
            ("rId99", "styles", "styles.xml"),
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{XML}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    for number, (_, _, inner) in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{XML}">{inner}</worksheet>'
    return pack(parts)


def row(number: int, **cells: object) -> str:
    def cell(column: str, value: object) -> str:
        if isinstance(value, str):
            return f'<c r="{column}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        return f'<c r="{column}{number}"><v>{value}</v></c>'

    return f'<row r="{number}">{"".join(cell(column, value) for column, value in cells.items())}</row>'


def test_sheets_are_pages_with_their_tables_and_merged_cells() -> None:
    day = '<row r="9"><c r="B9" t="inlineStr"><is><t>Stichtag</t></is></c><c r="C9" s="1"><v>47985</v></c></row>'
    rows = (
        row(2, B="Haushalt 2031") + row(4, B="Bereich", C="Mittel") + row(5, C="2030", D="2031")
        + row(6, B="Kultur", C=10000, D=12500.5) + row(7, B="Sport", C=5000, D=0.1) + day
    )  # fmt: skip
    merged = (
        '<mergeCells><mergeCell ref="B2:D2"/><mergeCell ref="B4:B5"/><mergeCell ref="C4:D4"/></mergeCells>'
    )
    data = pack_sheets(
        ("Plan", "visible", f"<sheetData>{rows}</sheetData>{merged}"),
        ("Intern", "hidden", f"<sheetData>{row(1, A='geheim', B='x')}</sheetData>"),
        ("Zweites", "visible", f"<sheetData>{row(1, A='nur ein Satz')}</sheetData>"),
    )
    content = read_workbook("a.xlsx", data)
    assert content.text == (
        "# Plan\n\nHaushalt 2031\n\n| Bereich: Kultur | Mittel, 2030: 10000 | Mittel, 2031: 12500.5 |\n"
        "| Bereich: Sport | Mittel, 2030: 5000 | Mittel, 2031: 0.1 |\n\n| Stichtag | 2031-05-17 |\n\n"
        "# Zweites\n\nnur ein Satz"
    )
    assert [content.text[start:][:9] for start in content.pages] == ["# Plan\n\nH", "# Zweites"]


def pack_tables(rows: str) -> bytes:
    """Return an OpenDocument workbook of one sheet."""
    body = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet><table:table table:name='Plan'>"
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    return pack({"mimetype": mimetype, "content.xml": body, "META-INF/manifest.xml": manifest})


def test_an_opendocument_sheet_is_read_too() -> None:
    data = pack_tables(
        "<table:table-row><table:table-cell office:value-type='string'><text:p>Kultur</text:p></table:table-cell>"
        "<table:table-cell office:value-type='float' office:value='5000'><text:p>5.000</text:p></table:table-cell>"
        "</table:table-row>"
    )
    assert read_content("a.ods", data).text == "# Plan\n\n| Kultur | 5.000 |"


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".pptx", ".xlsx", ".ods"])
def test_an_empty_or_cut_archive_is_an_error_of_that_file(suffix: str) -> None:
    for data in (b"", b"PK", pack({}), pack_text(p("x"))[:200], BytesIO(b"x" * 100).getvalue()):
        with pytest.raises(DocumentError) as caught:
            read_content(f"a{suffix}", data)
        assert caught.value.code == "damaged"
