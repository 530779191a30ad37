"""Word files: what Word shows comes out, and nothing else: numbers, notes, merged cells, raised marks."""
# ruff: noqa: E501 - a file in one piece reads better than cut

from collections.abc import Mapping

import pytest

from index.documents.parsers.office.word import read_word
from index.errors import DocumentError
from tests.parsers.packing import W, pack, pack_word, relate


def read(body: str, parts: Mapping[str, str | bytes] | None = None) -> str:
    return read_word("a.docx", pack_word(body, parts)).text


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def part(name: str, inner: str) -> str:
    return f'<w:{name} xmlns:w="{W}">{inner}</w:{name}>'


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ((run("im Jahr 1999"), run("1", RAISED), run(" geschlossen")), "im Jahr 1999 ¹ geschlossen"),
        ((run("12 km"), run("2", RAISED), run(".")), "12 km²."),
        ((run("verlängert."), run("12", RAISED)), "verlängert.¹²"),
        ((run("в 1999"), run("1", RAISED), run(", 2", RAISED), run(" году")), "в 1999 ¹, ² году"),
        ((run("the 1"), run("st", RAISED), run(" of May")), "the 1st of May"),
        ((run("19"), run("30", RAISED), run(" Uhr")), "19:30 Uhr"),
        ((run("2005"), run("2", '<w:position w:val="6"/>')), "2005 ²"),
        ((run("CO"), run("2", '<w:vertAlign w:val="subscript"/>')), "CO2"),
    ],
)
def test_a_raised_mark_is_parted_from_a_figure_and_a_power_is_not(runs: tuple[str, ...], text: str) -> None:
    assert read(paragraph(*runs)) == text


STYLES = part(
    "styles",
    '<w:style w:type="character" w:styleId="Geheim"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Platz"><w:name w:val="Placeholder Text"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Alt"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>',
)


ENDS = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'  # a paragraph whose end is deleted


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def order(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph(run("Der Empfang."), run(" Intern.", "<w:vanish/>")), "Der Empfang."),
        (paragraph(run("sichtbar", '<w:vanish w:val="0"/>')), "sichtbar"),
        (paragraph(run("50", "<w:strike/>"), run("30 Euro"), run("x", "<w:dstrike/>")), "30 Euro"),
        (paragraph(run("Geheim", '<w:rStyle w:val="Geheim"/>'), run("offen")), "offen"),
        (paragraph(run("alt"), properties='<w:pStyle w:val="Alt"/>'), ""),
        (paragraph(run("doch", '<w:strike w:val="false"/>'), properties='<w:pStyle w:val="Alt"/>'), "doch"),
        (paragraph(run("Name: "), run("Hier tippen", '<w:rStyle w:val="Platz"/>')), "Name:"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + paragraph(run("Tippen Sie")) + "</w:sdtContent></w:sdt>", ""),
        (paragraph(run("Datum: "), "<w:sdt><w:sdtContent>" + run("1. Mai") + "</w:sdtContent></w:sdt>"), "Datum: 1. Mai"),
        ('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
         + paragraph(run("Kapitel 3")) + "</w:sdtContent></w:sdt>", ""),
        (paragraph('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="ja"/>'
                   '<w:listEntry w:val="nein"/></w:ddList></w:ffData></w:fldChar></w:r>'), "nein"),
        ("<w:tbl><w:tr><w:tc>" + paragraph(run("Name")) + "</w:tc><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:tc>"
         + paragraph(run("Tippen Sie")) + "</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>", "| Name |"),
        (paragraph('<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
                   "<mc:Choice/><mc:Fallback><w:t>☎ 12</w:t></mc:Fallback></mc:AlternateContent></w:r>"), "☎ 12"),
        (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run(" dafür")), "☒ dafür"),
        (paragraph(run("Preis "), run("90 ", "<w:strike/>"), run(" 70 Euro")), "Preis 70 Euro"),
        (paragraph(run("Der Beirat "), properties=ENDS) + paragraph(run("tagt.")) + paragraph(run("Ja.")), "Der Beirat tagt.\n\nJa."),
        (paragraph(run("Ende"), properties=ENDS), "Ende"),
        (paragraph(mark("begin"), order("IF"), mark("begin"), order("MERGEFIELD x"), mark("separate"), run("innen"), mark("end"),
                   order('= 1 "a"'), mark("separate"), run("12 Euro"), mark("end")), "12 Euro"),
        (paragraph(mark("begin"), order("REF x"), run("ohne Ende")), "ohne Ende"),
    ],
)  # fmt: skip
def test_what_is_hidden_struck_out_or_asked_for_is_no_text(body: str, text: str) -> None:
    assert read(body, {"styles.xml": STYLES}) == text


def field(mark: str, orders: str = "") -> str:
    instruction = f"<w:r><w:instrText>{orders}</w:instrText></w:r>" if orders else ""
    return f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>{instruction}'


def refer(text: str, orders: str = " PAGEREF _Toc1 \\h ") -> str:
    return field("begin", orders) + field("separate") + run(text) + field("end")


OPEN = field("begin", ' TOC \\o "1-3" \\h ') + field("separate")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        # with the field's end in a paragraph of its own, as Word writes it
        (paragraph(run("Inhalt")) + paragraph(OPEN, run("1 Ziele\t"), refer("3")) + paragraph(run("2 Dauer\t"), refer("7"))
         + paragraph(field("end")) + paragraph(run("Die Städte vereinbaren dies.")), "Inhalt\n\nDie Städte vereinbaren dies."),
        # with links around each line, and text behind the end
        (paragraph(OPEN, refer("1 Цели 3", ' HYPERLINK \\l "_Toc1" ')) + paragraph(refer("2 Срок 7", ' HYPERLINK \\l "_Toc2" '), field("end"), run("Стороны согласились.")),
         "Стороны согласились."),
        # its name in two pieces, and text before it
        (paragraph(run("Contents: "), field("begin", " TO"), "<w:r><w:instrText>C \\f </w:instrText></w:r>", field("separate"), run("Aims 3"), field("end")) + paragraph(run("The cities agree.")),
         "Contents:\n\nThe cities agree."),
        # other fields are text, also those that begin alike
        (paragraph(run("Am "), refer("3. Mai 2031", " DATE "), run(" in "), refer("Neuheim", " TOCITY ")), "Am 3. Mai 2031 in Neuheim"),
        # a field that never ends takes nothing away
        (paragraph(OPEN, run("1 Ziele")) + paragraph(run("Die Vereinbarung gilt.")), "1 Ziele\n\nDie Vereinbarung gilt."),
        (paragraph(field("end"), run("Die Vereinbarung gilt.")), "Die Vereinbarung gilt."),
    ],
)  # fmt: skip
def test_a_table_of_contents_is_left_out_whatever_its_lines_look_like(body: str, text: str) -> None:
    assert read(body) == text


def test_notes_stand_behind_their_paragraph() -> None:
    reference = '<w:r><w:{}Reference w:id="2"/></w:r>'
    notes = {
        f"{kind}s.xml": part(f"{kind}s", f'<w:{kind} w:id="2">{paragraph(run(f"Im {kind}."))}</w:{kind}>')
        for kind in ("footnote", "endnote")
    }
    body = paragraph(
        run("Fünf Jahre"), reference.format("footnote"), run(" lang"), reference.format("endnote")
    )
    assert read(body + paragraph(run("Danach")), notes) == (
        "Fünf Jahre lang\n\nIm footnote.\n\nIm endnote.\n\nDanach"
    )
    cell = f"<w:tc>{paragraph(run('Sport'), reference.format('footnote'))}</w:tc>"
    table = f"<w:tbl><w:tr>{cell}<w:tc>{paragraph(run('5'))}</w:tc></w:tr></w:tbl>"
    assert read(table, notes) == "| Sport | 5 |\n\nIm footnote."


def level(number: int, look: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{look}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


NUMBERING = part(
    "numbering",
    f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "§ %1")}{level(1, "decimal", "(%2)")}'
    f"{level(2, 'lowerLetter', '%3)')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}{level(1, "decimal", "%1.%2")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "russianLower", "%1)")}{level(1, "bullet", "o")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{level(0, "upperRoman", "Artikel %1")}'
    f"{level(1, 'decimal', '%1.%2', '<w:isLgl/>')}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>',
)


def item(text: str, number: int, depth: int = 0, more: str = "") -> str:
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(text), properties=place + more)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (item("Ziele", 1, 0, '<w:outlineLvl w:val="1"/>') + item("Austausch", 1, 1) + item("Kosten", 1, 1)
         + item("Reise", 1, 2) + item("Dauer", 1, 0, '<w:outlineLvl w:val="1"/>') + item("Fünf Jahre", 1, 1),
         "## § 1 Ziele\n\n  (1) Austausch\n\n  (2) Kosten\n\n    a) Reise\n\n## § 2 Dauer\n\n  (1) Fünf Jahre"),
        (item("eins", 2) + item("zwei", 2) + item("zwei eins", 2, 1), "1. eins\n2. zwei\n\n  2.1 zwei eins"),
        (item("первое", 3) + item("точка", 3, 1) + item("второе", 3), "а) первое\n\n  - точка\n\nб) второе"),
        (item("Erster", 4) + item("Satz", 4, 1), "Artikel I Erster\n\n  1.1 Satz"),
        (item("a", 2) + item("b", 5) + item("c", 5), "1. a\n7. b\n8. c"),
        (item("eins", 2) + item("", 2) + item("drei", 2), "1. eins\n3. drei"),
        (item("eins", 2) + item("", 2, 0, ENDS) + item("zwei", 2), "1. eins\n2. zwei"),
        ("<w:tbl>" + "".join(f"<w:tr><w:tc>{item('', 2)}</w:tc><w:tc>{paragraph(run(name))}</w:tc></w:tr>" for name in ("Anna", "Bert"))
         + "</w:tbl>", "| 1. | Anna |\n| 2. | Bert |"),
        (item("ohne", 0), "ohne"),
        (item("unbekannt", 99), "- unbekannt"),
    ],
)  # fmt: skip
def test_the_numbers_that_word_shows_are_text(body: str, text: str) -> None:
    assert read(body, {"numbering.xml": NUMBERING}) == text


def test_a_style_can_number_headings() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="U1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="U2"><w:name w:val="heading 2"/><w:basedOn w:val="U1"/></w:style>',
    )
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1", '<w:pStyle w:val="U1"/>')
        + level(1, "decimal", "%1.%2", '<w:pStyle w:val="U2"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    body = "".join(
        paragraph(run(text), properties=f'<w:pStyle w:val="{style}"/>')
        for text, style in (("Ziele", "U1"), ("Kultur", "U2"), ("Sport", "U2"), ("Dauer", "U1"))
    )
    assert read(body, {"styles.xml": styles, "numbering.xml": numbering}) == (
        "# 1 Ziele\n\n## 1.1 Kultur\n\n## 1.2 Sport\n\n# 2 Dauer"
    )


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def test_a_merged_cell_counts_in_each_row_and_column() -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    rows = (
        head + cell("Jahr", begins) + cell("Betrag", '<w:gridSpan w:val="2"/>'),
        head + cell("", goes_on) + cell("Kultur") + cell("Sport"),
        cell("2030") + cell("10.000") + cell("5.000"),
        '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("12.000") + cell("6.000"),
        "<w:trPr><w:del/></w:trPr>" + cell("gelöscht") + cell("1") + cell("2"),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert read(table) == (
        "| Jahr: 2030 | Betrag, Kultur: 10.000 | Betrag, Sport: 5.000 |\n"
        "| Jahr: – | Betrag, Kultur: 12.000 | Betrag, Sport: 6.000 |"
    )


def test_a_table_in_a_cell_keeps_its_rows() -> None:
    def table(*rows: tuple[str, ...]) -> str:
        cells = ("".join(f"<w:tc>{each}</w:tc>" for each in cells) for cells in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in cells)}</w:tbl>"

    there, back, price = (paragraph(run(text)) for text in ("Hinfahrt", "Rückfahrt", "120"))
    inner = table((there, price), (back, price, price))
    assert read(table((paragraph(run("Bus")), paragraph(run("je Fahrt")) + inner + paragraph()))) == (
        "| Bus | je Fahrt Hinfahrt: 120; Rückfahrt: 120, 120 |"
    )


def test_an_agreement_in_two_columns_is_read_one_language_after_the_other() -> None:
    rows = (
        cell("Die Vereinbarung gilt fünf Jahre.") + cell("Соглашение действует пять лет и продлевается."),
        cell("Jede Stadt benennt eine Kontaktperson.") + cell("Каждый город назначает контактное лицо."),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert read(table) == (
        "Die Vereinbarung gilt fünf Jahre.\n\nJede Stadt benennt eine Kontaktperson.\n\n"
        "Соглашение действует пять лет и продлевается.\n\nКаждый город назначает контактное лицо."
    )


def test_formulas_are_written_on_one_line() -> None:
    def math(inner: str) -> str:
        return f"<m:oMath>{inner}</m:oMath>"

    def m(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{m('a+b')}</m:num><m:den>{m('2')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{m('x')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>"
    root = f"<m:rad><m:deg/><m:e>{m('n')}</m:e></m:rad>"
    total = f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{m("i=1")}</m:sub><m:sup>{m("n")}</m:sup><m:e>{m("i")}</m:e></m:nary>'
    body = paragraph(run("Der Zuschuss ist "), math(m("Z=") + fraction), run(" je Schule."))
    assert read(body) == "Der Zuschuss ist Z=(a+b)/2 je Schule."
    assert read(paragraph(math(power + m("+") + root + m("+") + total))) == "x²+√(n)+∑_(i=1)^ni"


def test_a_file_of_another_type_within_is_read_or_reported() -> None:
    body = paragraph(run("Davor")) + '<w:altChunk r:id="rId7"/>' + paragraph(run("Danach"))
    relations = {"_rels/document.xml.rels": relate(("rId7", "aFChunk", "teil.html"))}
    whole = read_word("a.docx", pack_word(body, relations | {"teil.html": "<p>Der Vertrag endet 2036.</p>"}))
    assert (whole.text, whole.gaps) == ("Davor\n\nDer Vertrag endet 2036.\n\nDanach", ())
    saved = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>Er endet 2036.</p>"
    relations = {"_rels/document.xml.rels": relate(("rId7", "aFChunk", "teil.mht"))}
    whole = read_word("a.docx", pack_word(body, relations | {"teil.mht": saved}))
    assert (whole.text, whole.gaps) == ("Davor\n\nEr endet 2036.\n\nDanach", ())
    missing = read_word("a.docx", pack_word(body, relations))
    assert missing.text == "Davor\n\nDanach"
    assert [gap.code for gap in missing.gaps] == ["part_unread"]


def test_a_part_that_is_missing_costs_what_it_would_have_held() -> None:
    relations = relate(
        ("rId5", "header", "header1.xml"), ("rId6", "image", "../NULL"), ("rId7", "styles", "weg.xml")
    )
    body = paragraph(run("Der Vertrag gilt fünf Jahre."))
    content = read_word("a.docx", pack_word(body, {"_rels/document.xml.rels": relations}))
    assert (content.text, content.gaps) == ("Der Vertrag gilt fünf Jahre.", ())
    broken = read_word("a.docx", pack_word(body, {"styles.xml": "<w:styles", "numbering.xml": b"\xff"}))
    assert broken.text == "Der Vertrag gilt fünf Jahre."
    noted = paragraph(run("Satz"), '<w:r><w:footnoteReference w:id="2"/></w:r>') * 2
    content = read_word("a.docx", pack_word(noted))
    assert content.text == "Satz\n\nSatz"
    assert [gap.values for gap in content.gaps] == [{"path": "a.docx", "part": "footnotes.xml"}]


def test_strict_files_are_read_and_others_named_so_are_not() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body><w:p><w:r><w:t>Fünf Jahre.</w:t></w:r></w:p></w:body></w:document>'
    root = relate(("rId1", "officeDocument", "/word/document.xml"))
    assert (
        read_word("a.docx", pack({"_rels/.rels": root, "word/document.xml": document})).text == "Fünf Jahre."
    )
    for parts in ({"word/document.xml": "<x/>"}, {"xl/workbook.xml": "<x/>"}, {"word/document.xml": "<w:p>"}):
        with pytest.raises(DocumentError) as caught:
            read_word("a.docx", pack(dict(parts)))
        assert caught.value.code == "damaged"


def test_files_of_older_programs_say_what_to_do_and_those_with_a_password_too() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    for data, code in (
        (ole, "old_format"),
        (ole + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ):
        with pytest.raises(DocumentError) as caught:
            read_word("a.docx", data)
        assert caught.value.code == code
