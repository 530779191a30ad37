"""Tables of all kinds of files: each row says what its cells are, and none says it wrongly."""
# ruff: noqa: E501 - a table in one piece reads better than cut

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents.parsers.writing.cells import Cell, lay_out
from index.documents.parsers.writing.tables import Table, write_cells, write_table
from index.text.sentences import LONGEST


def read(table: str) -> str:
    """Return what is written for rows of cells between bars: *bold*, !said to be a head, < as the one before."""
    rows = []
    for line in table.strip().splitlines():
        cells: list[Cell] = []
        for written in (each.strip() for each in line.split("|")):
            if written == "<":
                cells[-1] = cells[-1]._replace(columns=cells[-1].columns + 1)
            else:
                cells.append(
                    Cell(written.strip("!*"), is_head=written[:1] == "!", is_bold=written[:1] == "*")
                )
        rows.append(cells)
    return write_cells(rows)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        # what the file says
        ("!Jahr | !Kultur | !Sport\n2031 | 12.000 | 6.000\n2032 | | 7.000",
         "| Jahr: 2031 | Kultur: 12.000 | Sport: 6.000 |\n| Jahr: 2032 | Kultur: – | Sport: 7.000 |"),
        ("!Область | !Ответственный\nКультура | Отдел культуры", "| Область: Культура | Ответственный: Отдел культуры |"),
        ("!Room: | !Price: net\nLibrary | free", "| Room: Library | Price – net: free |"),
        ("! | !Adults | !Children\nMuseum | 6 | ", "| Museum | Adults: 6 | Children: – |"),
        ("!Jahr | !Betrag | <\n!Jahr | !Kultur | !Sport\n2030 | 5 | 6", "| Jahr: 2030 | Betrag, Kultur: 5 | Betrag, Sport: 6 |"),
        ("!Öffnungszeiten | <\nMontag | 8–12 Uhr\nDienstag | 9–13 Uhr", "| Öffnungszeiten |\n| Montag | 8–12 Uhr |\n| Dienstag | 9–13 Uhr |"),
        ("!Год | !Сумма\n2030 | 5\n!Год | !Гости\n2031 | 40", "| Год: 2030 | Сумма: 5 |\n\n| Год: 2031 | Гости: 40 |"),
        ("!Bereich | !Betrag\nKultur | 5\n!Summe | !9", "| Bereich: Kultur | Betrag: 5 |\n| Bereich: Summe | Betrag: 9 |"),
        ("!Bereich | !2030\nVerwaltung | <\nKultur | 5", "| Verwaltung |\n| Bereich: Kultur | 2030: 5 |"),
        ("!Nur | !Köpfe", "| Nur | Köpfe |"),
        # what looks like it: bold above, light below
        ("*Name | *Aufgabe\nAnna | Orchester\nBen | Sport", "| Name: Anna | Aufgabe: Orchester |\n| Name: Ben | Aufgabe: Sport |"),
        ("*Имя | *Телефон\n*Анна | 41-15\n*Иван | 41-90", "| Имя: Анна | Телефон: 41-15 |\n| Имя: Иван | Телефон: 41-90 |"),
        ("*Gesamt | *30.000\nKultur | 12.000\nSport | 18.000", "| Gesamt | 30.000 |\n| Kultur | 12.000 |\n| Sport | 18.000 |"),
        ("*Mon | *8–12\n*Tue | *9–13", "| Mon | 8–12 |\n| Tue | 9–13 |"),
        # what the values tell
        ("Jahr | Kultur\n2031 | 12.000\n2032 | 7.000", "| Jahr: 2031 | Kultur: 12.000 |\n| Jahr: 2032 | Kultur: 7.000 |"),
        ("Name | Amt | Post\nAnna | Sport | a@b.de\nBen | Kultur | c@d.de\nEva | Bau | e@f.de",
         "| Name: Anna | Amt: Sport | Post: a@b.de |\n| Name: Ben | Amt: Kultur | Post: c@d.de |\n| Name: Eva | Amt: Bau | Post: e@f.de |"),
        ("Отдел | 2030 | 2031\nКультура | 10.000 | 12.000\nСпорт | 5.000 | –",
         "| Отдел: Культура | 2030: 10.000 | 2031: 12.000 |\n| Отдел: Спорт | 2030: 5.000 | 2031: – |"),
        ("Bereich | Mittel | <\nBereich | 2030 | 2031\nKultur | 10 | 12", "| Bereich: Kultur | Mittel, 2030: 10 | Mittel, 2031: 12 |"),
        # no names at all
        ("Montag | 8–12 Uhr\nDienstag | 9–13 Uhr", "| Montag | 8–12 Uhr |\n| Dienstag | 9–13 Uhr |"),
        ("Montag | geschlossen\nDienstag | 9–13 Uhr\nMittwoch | 9–13 Uhr", "| Montag | geschlossen |\n| Dienstag | 9–13 Uhr |\n| Mittwoch | 9–13 Uhr |"),
        ("Понедельник | выходной | выходной\nВторник | 9–13 | 15–18\nСреда | 9–13 | 15–18", "| Понедельник | выходной | выходной |\n| Вторник | 9–13 | 15–18 |\n| Среда | 9–13 | 15–18 |"),
        ("Admission | free\nTour | £5\nAudio guide | £3", "| Admission | free |\n| Tour | £5 |\n| Audio guide | £3 |"),
        ("Anna Müller | Zimmer 3 | anna@stadt.de\nBen Kurz | Zimmer 4 | ben@stadt.de", "| Anna Müller | Zimmer 3 | anna@stadt.de |\n| Ben Kurz | Zimmer 4 | ben@stadt.de |"),
        ("Kultur | 12.000 | 6.000\nSport | | 7.000", "| Kultur | 12.000 | 6.000 |\n| Sport | – | 7.000 |"),
        ("Gründung | 1992\nFläche | 217 km²\nEinwohner | 620.000", "| Gründung | 1992 |\n| Fläche | 217 km² |\n| Einwohner | 620.000 |"),
        ("Moscow | Russia | River Moskva\nDüsseldorf | Germany | Rhine", "| Moscow | Russia | River Moskva |\n| Düsseldorf | Germany | Rhine |"),
        ("Дата | 2019 | 2020\nНачало | 2018 | 2019", "| Дата | 2019 | 2020 |\n| Начало | 2018 | 2019 |"),
        ("a|b", "| a | b |"), ("", ""), (" | \n | ", ""),
    ],
)  # fmt: skip
def test_a_row_names_its_columns_where_they_clearly_have_names(table: str, text: str) -> None:
    assert read(table) == text


def test_a_bar_in_a_cell_parts_none() -> None:
    assert write_cells([[Cell("a|b"), Cell("c")]]) == "| a\\|b | c |"
    assert (
        write_cells([[Cell("a|b", is_head=True), Cell("c", is_head=True)], [Cell("1"), Cell("2")]])
        == "| a\\|b: 1 | c: 2 |"
    )


def test_a_table_goes_on_with_the_names_of_the_one_before_unless_it_has_its_own() -> None:
    names = ("Jahr", "Ort")
    assert write_table(Table((names, ("2031", ""))), names) == "| Jahr: 2031 | Ort: – |"
    assert write_table(Table((("2031", "5"),), ("Jahr", "Gäste")), names) == "| Jahr: 2031 | Gäste: 5 |"


def test_a_table_wider_than_a_sentence_becomes_several_that_each_say_whose_a_row_is() -> None:
    names = [
        Cell("Stadt", is_head=True),
        *(Cell(f"Frage {number} " + "x" * 60, is_head=True) for number in range(20)),
    ]
    parts = write_cells(
        [names, *([Cell(town), *[Cell("ja")] * 20] for town in ("Neuheim", "Altburg"))]
    ).split("\n\n")
    assert [[row.partition(" | ")[0] for row in part.splitlines()] for part in parts] == [
        ["| Stadt: Neuheim", "| Stadt: Altburg"]
    ] * len(parts)
    assert max(len(row) for part in parts for row in part.splitlines()) <= LONGEST
    assert sum(part.count(": ja") for part in parts) == 2 * 20


def test_cells_are_laid_out_on_a_grid() -> None:
    rows = [
        [Cell("a", rows=2), Cell("b", columns=2), Cell("")],
        [Cell("c"), Cell(" d\n e ", rows=3)],
        [Cell("f"), Cell("g")],
        [Cell(""), Cell("")],
    ]
    assert [[cell.text for cell in row] for row in lay_out(rows)] == [
        ["a", "b", "b"], ["a", "c", "d e"], ["f", "g", "d e"], ["", "", "d e"],
    ]  # fmt: skip


@given(
    st.lists(
        st.lists(st.builds(Cell, st.sampled_from("abc"), st.integers(0, 4), st.integers(0, 4)), max_size=4),
        max_size=5,
    )
)
def test_every_row_of_a_table_is_equally_long_and_no_text_is_lost(rows: list[list[Cell]]) -> None:
    grid = lay_out(rows)
    assert len({len(row) for row in grid}) <= 1
    assert {cell.text for row in grid for cell in row} - {""} == {cell.text for row in rows for cell in row}
    assert all(cell.text in write_cells(rows) for row in rows for cell in row)


def test_columns_in_two_scripts_are_two_texts_and_names_beside_each_other_are_a_table() -> None:
    agreement = [[Cell("Die Vereinbarung gilt fünf Jahre."), Cell("Соглашение действует пять лет.")]] * 2
    assert write_cells(agreement).count("\n\n") == 3
    names = [[Cell("Düsseldorf"), Cell("Дюссельдорф")], [Cell("Moskau"), Cell("Москва")]]
    assert write_cells(names) == "| Düsseldorf | Дюссельдорф |\n| Moskau | Москва |"
