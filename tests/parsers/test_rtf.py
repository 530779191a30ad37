"""RTF files: the text as Word shows it, in every code page."""
# ruff: noqa: E501 - a file in one piece reads better than cut

import pytest

from index.documents.parsers.rich.rtf import read_rtf
from index.errors import DocumentError

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}"
    r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Abschnitt;}}"
    r"{\info{\title Entwurf3}{\author Meier}}{\header Stadt Neuheim\par}"
)


def read(body: str) -> str:
    return read_rtf("a.rtf", (HEAD + body + "}").encode("latin-1")).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\pard Stra\'dfe in D\'fcsseldorf\par", "Straße in Düsseldorf"),
        (r"\pard\f1 \'cc\'ee\'f1\'ea\'e2\'e0\par", "Москва"),
        (r"\pard\uc1\u1052?\u1080?\u1088?\par", "Мир"),
        (r"\pard\uc2\u1052\'3f\'3f\u1080??x\par", "Миx"),
        (r"\pard\s1 Ziele\par\pard\s2 Kultur\par\pard\outlinelevel2 Oper\par\pard Text\par",
         "# Ziele\n\n## Kultur\n\n### Oper\n\nText"),
        (r"\pard im Jahr 1999{\super 1} geschlossen, 12 km{\super 2}\par", "im Jahr 1999 ¹ geschlossen, 12 km²"),
        (r"\pard Der Empfang.{\v  Intern.} {\strike 50 }{\deleted 40 }30 Euro\par", "Der Empfang. 30 Euro"),
        (r"\pard\v geheim\v0  offen\plain\par", "offen"),
        (r"\pard F\'fcnf Jahre{\super\chftn}{\footnote\pard Ab 12. Mai 2031.\par} lang.\par Danach\par",
         "Fünf Jahre lang.\n\nAb 12. Mai 2031.\n\nDanach"),
        (r"\pard F\'fcnf{\super\chftn{\*\footnote\chftn\pard Ab Mai.}} Jahre\par", "Fünf Jahre\n\nAb Mai."),
        (r"{\listtext\tab (1)\tab}Austausch\par{\listtext (2)\tab}Kosten\par", "(1) Austausch\n\n(2) Kosten"),
        (r"{\pntext\f2\'B7\tab}Kultur\par{\pntext\f2\'B7\tab}Sport\par", "- Kultur\n- Sport"),
        (r'{\field{\*\fldinst HYPERLINK "https://a.de"}{\fldrslt Seite der Stadt}}\par', "Seite der Stadt"),
        (r"{\*\unbekannt weg}Text{\pict\pngblip 89504e47}\bin3 }}}\par", "Text"),
        (r"Text{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard Kasten\par}}{\shprslt Kasten}}\par", "Text\n\nKasten"),
        (r"{\upr{alt}{\*\ud{neu}}}\par", "neu"),
        (r"a\{b\}\\c\~d\_e\emdash f\tab g\line h\par", "a{b}\\c d-e—f\tg\nh"),
        ("Zei\r\nlen\r\n\\par", "Zeilen"),
    ],
)  # fmt: skip
def test_the_text_is_what_word_shows(body: str, text: str) -> None:
    assert read(body) == text


def test_tables_are_rows_and_merged_cells_count_in_each() -> None:
    describe = r"\trowd\cellx1000\cellx2000\cellx3000"
    first = (
        r"\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl Jahr\cell Betrag\cell\cell\row"
    )
    second = r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell Kultur\cell Sport\cell\row"
    third = describe + r"\pard\intbl 2030\cell 10.000\cell 5.000\par und mehr\cell\row"
    fourth = describe + r"\pard\intbl 2031\cell\cell 6.000\cell\row"
    assert read(first + second + third + fourth + r"\pard Danach\par") == (
        "| Jahr: 2030 | Betrag, Kultur: 10.000 | Betrag, Sport: 5.000 und mehr |\n"
        "| Jahr: 2031 | Betrag, Kultur: – | Betrag, Sport: 6.000 |\n\nDanach"
    )
    assert read(r"\trowd\cellx9000\pard\intbl Rahmen\cell\row\pard") == "Rahmen"


def test_a_cell_that_is_as_wide_as_several_counts_in_each() -> None:
    rows = [
        r"\clvmgf\cellx1000\cellx3010\pard\intbl Jahr\cell Betrag\cell",
        r"\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell Kultur\cell Sport\cell",
        r"\cellx1010\cellx2000\cellx3000\pard\intbl 2030\cell 10.000\cell 5.000\cell",
    ]
    assert read("".join(rf"\trowd{row}\row" for row in rows) + r"\pard") == (
        "| Jahr | Betrag | Betrag |\n| Jahr | Kultur | Sport |\n| 2030 | 10.000 | 5.000 |"
    )


def test_what_is_no_rtf_is_refused_and_what_is_cut_is_read_so_far() -> None:
    with pytest.raises(DocumentError) as caught:
        read_rtf("a.rtf", b"Nur Text")
    assert caught.value.code == "damaged"
    assert read_rtf("a.rtf", (HEAD + r"Der Vertrag{\footnote Note").encode()).text == "Der Vertrag\n\nNote"
    assert read_rtf("a.rtf", b"{\\rtf1 }}}} dahinter").text == ""
