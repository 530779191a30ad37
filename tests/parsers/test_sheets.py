"""Spreadsheets: what Excel and LibreOffice show in their cells."""
# ruff: noqa: E501 - a file in one piece reads better than cut

from io import BytesIO
from zipfile import ZipFile

import pytest

from index.documents.parsers import read_content
from index.documents.parsers.office.sheets.number_formats import read_format
from index.documents.parsers.office.sheets.workbook import read_workbook
from tests.parsers.packing import pack
from tests.parsers.test_office import NAMES, XML, pack_sheets, row


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0%", 0.25, "25%"),
        ("0%", 0.285, "29%"),
        ("0", 2.5, "3"),
        ("0.00", 1.005, "1.01"),
        ("0", 1e300, f"1{'0' * 300}"),
        ("0.0%", 0.125, "12.5%"),
        ("0.00", 12.5, "12.50"),
        ("0.##", 12.5, "12.5"),
        ("#,##0", 1_500_000, "1500000"),
        ("00000", 1067, "01067"),
        ('#,##0.00 "€"', 1250.5, "1250.50 €"),
        ("#,##0.00\\ [$€-407]", 900, "900.00 €"),
        ('_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-', -3, "-3.00 €"),
        ("[$$-409]#,##0", 40, "$40"),
        ('[Red]"ca. "0" Stück"', 7, "ca. 7 Stück"),
        ('#,##0 "руб."', 12000, "12000 руб."),
        ("0.0", float("inf"), None),
        ("General", 0.25, None),
        ("", 0.25, None),
        ("@", 5, None),
        ("dd/mm/yyyy", 5, None),
        ("# ?/?", 0.5, None),
        ("0.00E+00", 5, None),
        ("0.0,", 5000, None),
        ("0." + "0" * 99, 5, None),
    ],
)
def test_a_number_is_written_as_its_format_says(code: str, value: float, shown: str | None) -> None:
    assert read_format(code).write(value) == shown


def test_hidden_rows_and_columns_and_struck_cells_are_left_out_and_filtered_rows_are_not() -> None:
    styles = (
        f'<styleSheet xmlns="{XML}"><numFmts><numFmt numFmtId="170" formatCode="0.0%"/></numFmts>'
        "<fonts><font/><font><strike/></font></fonts>"
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf fontId="1"/></cellXfs></styleSheet>'
    )
    hidden = row(2, A="Intern", C=3).replace("<row ", '<row hidden="1" ')
    rows = (
        row(1, A="Kultur", B="geheim", C=0.125).replace('r="C1"', 'r="C1" s="1"')
        + hidden
        + row(3, A="Alt", C="Sport").replace('r="A3"', 'r="A3" s="2"')
        + row(4, A="Lauf", C=True).replace('r="C4">', 'r="C4" t="b">').replace("<v>True", "<v>1")
    )
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    filtered = (
        f"<sheetData>{row(1, A='Oper', B=1) + hidden}</sheetData><autoFilter><filterColumn/></autoFilter>"
    )
    data = pack_sheets(
        ("Plan", "visible", f"{columns}<sheetData>{rows}</sheetData>"), ("Liste", "visible", filtered)
    )
    assert read_workbook("a.xlsx", _replace(data, "xl/styles.xml", styles)).text == (
        "# Plan\n\n| Kultur | 12.5% |\n\nSport\n\n| Lauf | ☒ |\n\n# Liste\n\n| Oper | 1 | – |\n| Intern | – | 3 |"
    )


def _replace(data: bytes, name: str, content: str) -> bytes:
    archive = ZipFile(BytesIO(data))
    return pack({each: archive.read(each) for each in archive.namelist()} | {name: content.encode()})


def test_cells_of_an_opendocument_sheet_are_read_as_they_are_shown() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    empty = "<table:table-cell table:number-columns-repeated='16000'/>"
    rows = [
        ("", cell("Reisen der Chöre", "table:number-columns-spanned='3'") + "<table:covered-table-cell table:number-columns-repeated='2'/>"),
        ("", cell("Chor", "table:number-rows-spanned='2'") + cell("geheim") + cell("12,5 %", "office:value-type='percentage' office:value='0.125'")),
        ("", "<table:covered-table-cell/>" + cell("geheim") + cell("5.000 €") + empty),
        ("table:visibility='collapse'", cell("Intern")),
        ("table:visibility='filter'", cell("Lauf", "table:number-columns-repeated='2'") + cell("WAHR", "office:value-type='boolean' office:boolean-value='true'")),
        ("table:number-rows-repeated='1000000'", empty),
        ("", cell("Ende")),
    ]  # fmt: skip
    columns = "<table:table-column/><table:table-column table:visibility='collapse'/><table:table-column/>"
    table = "".join(f"<table:table-row {more}>{cells}</table:table-row>" for more, cells in rows)
    hidden = "<table:table table:name='Intern' table:style-name='h'><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    style = "<style:style style:name='h' style:family='table'><style:table-properties table:display='false'/></style:style>"
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{style}</office:automatic-styles><office:body>"
        f"<office:spreadsheet><table:table table:name='Plan'>{columns}{table}</table:table>{hidden}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    assert read_content("a.ods", pack({"content.xml": content})).text == (
        "# Plan\n\nReisen der Chöre\n\n| Chor | 12,5 % |\n| Chor | 5.000 € |\n| Lauf | ☒ |\n\nEnde"
    )
