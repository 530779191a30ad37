"""A document's text cut into blocks: what is a heading, a paragraph, a list item, and where the quote is."""

from collections.abc import Iterable
from itertools import chain

import pytest

from bot.pages.documents.blocks import Block, Kind, Piece, read_blocks

TEXT = """# Partnerschaft

Der Vertrag
wurde 1992 geschlossen.
## Themen
Dazu gehören:
- Jugend
  und Sport
* Kultur
Wirtschaft

1. Erstens
2. Zweitens
| Jahr | Ort |
| 1992 | Moskau |
#Kein Titel
"""


def list_blocks(text: str, body: int = 0) -> list[tuple[str, int, str]]:
    blocks = read_blocks(text, body)
    for block in list_parts(blocks):
        assert "".join(piece.text for piece in block.pieces) == text[block.start : block.end]
    return [(block.kind.value, block.level, text[block.start : block.end]) for block in blocks]


def list_parts(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks that have pieces: of a table, its cells."""
    return [part for block in blocks for part in (chain(*block.rows) if block.rows else [block])]


def read_rows(text: str) -> list[tuple[int, list[list[str]]]]:
    """Return of each table in `text` how many rows name the columns, and its cells."""
    return [
        (block.heads, [[text[cell.start : cell.end] for cell in row] for row in block.rows])
        for block in read_blocks(text)
        if block.kind is Kind.TABLE
    ]


def mark(text: str, quote: str) -> list[list[Piece]]:
    start = text.index(quote)
    blocks = read_blocks(text, quote=(start, start + len(quote)))
    return [list(block.pieces) for block in blocks]


def test_headings_paragraphs_and_items_are_told_apart() -> None:
    assert list_blocks(TEXT) == [
        ("heading", 1, "Partnerschaft"),
        ("paragraph", 0, "Der Vertrag\nwurde 1992 geschlossen."),
        ("heading", 2, "Themen"),
        ("paragraph", 0, "Dazu gehören:"),
        ("item", 0, "Jugend\n  und Sport"),
        ("item", 0, "Kultur\nWirtschaft"),
        ("paragraph", 0, "1. Erstens"),
        ("paragraph", 0, "2. Zweitens"),
        ("table", 0, "Jahr | Ort |\n| 1992 | Moskau"),
        ("paragraph", 0, "#Kein Titel"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "   \n \n"])
def test_a_text_without_words_has_no_blocks(text: str) -> None:
    assert read_blocks(text) == []


def test_the_front_matter_is_left_out() -> None:
    text = "---\ntitle: x\n---\nText"
    assert list_blocks(text, body=17) == [("paragraph", 0, "Text")]


def test_lines_that_nobody_wrapped_are_paragraphs_of_their_own() -> None:
    long = "Wort " * 30
    assert [kind for kind, _, _ in list_blocks(f"{long}\n{long}\nkurz\nkurz")] == ["paragraph"] * 3


def test_a_quote_inside_a_paragraph_is_marked_to_the_character() -> None:
    assert mark("Am 1. Juni 1992 war es.", "1. Juni 1992") == [
        [Piece("Am "), Piece("1. Juni 1992", marked=True, first=True), Piece(" war es.")]
    ]


def test_a_quote_over_several_blocks_is_marked_in_each_and_only_the_first_is_the_first() -> None:
    assert mark("Eins zwei.\n\n## Drei\n- vier fünf", "zwei.\n\n## Drei\n- vier") == [
        [Piece("Eins "), Piece("zwei.", marked=True, first=True)],
        [Piece("Drei", marked=True)],
        [Piece("vier", marked=True), Piece(" fünf")],
    ]


def test_every_quote_marks_exactly_what_is_shown_of_it() -> None:
    parts = list_parts(read_blocks(TEXT))
    positions = {place for block in parts for place in range(block.start, block.end)}
    for start in range(0, len(TEXT), 3):
        for end in range(start + 1, len(TEXT), 5):
            blocks = list_parts(read_blocks(TEXT, quote=(start, end)))
            pieces = [piece for block in blocks for piece in block.pieces]
            marked = "".join(piece.text for piece in pieces if piece.marked)
            assert marked == "".join(TEXT[place] for place in range(start, end) if place in positions)
            assert sum(piece.first for piece in pieces) == bool(marked)


def test_the_first_block_of_each_page_carries_its_number() -> None:
    text = "eins\n\nzwei drei"
    assert [(block.page, text[block.start : block.end]) for block in read_blocks(text, 0, (0, 6))] == [
        (1, "eins"),
        (2, "zwei drei"),
    ]
    empty_second = read_blocks("eins\n\nzwei", 0, (0, 5, 6))
    assert [block.page for block in empty_second] == [1, 3]


def test_a_paragraph_that_goes_on_over_a_page_s_end_is_one_block_of_the_page_where_it_begins() -> None:
    blocks = read_blocks("ein Satz\n\nzwei", 0, (0, 4))
    assert blocks == [
        Block(Kind.PARAGRAPH, 0, 8, page=1, pieces=(Piece("ein Satz"),)),
        Block(Kind.PARAGRAPH, 10, 14, page=2, pieces=(Piece("zwei"),)),
    ]


@pytest.mark.parametrize(
    ("text", "heads", "rows"),
    [
        ("| Jahr | Ort |\n|---|:-:|\n| 1992 | Moskau |\n", 1, [["Jahr", "Ort"], ["1992", "Moskau"]]),
        ("Jahr | Ort\n--- | ---\n1992 | Moskau\nohne Strich", 1, [["Jahr", "Ort"], ["1992", "Moskau"]]),
        (
            "| Jahr | Betrag | Betrag |\n| Jahr | Kultur | Sport |\n|---|---|---|\n| 2030 | 5 | |",
            2,
            [["Jahr", "Betrag", "Betrag"], ["Jahr", "Kultur", "Sport"], ["2030", "5", ""]],
        ),
        ("| Stichtag | 2031-05-17 |", 0, [["Stichtag", "2031-05-17"]]),
        (
            "| Jahr: 2031 | Kultur: 12.000 |\n| Jahr: 2032 | Kultur: – |",
            1,
            [["Jahr", "Kultur"], ["2031", "12.000"], ["2032", "–"]],
        ),
        (
            "| Museum | Kinder: 3 |\n| Planetarium: Kuppel | Kinder: – |",
            1,
            [["", "Kinder"], ["Museum", "3"], ["Planetarium: Kuppel", "–"]],
        ),
        ("| Ort: Moskau | 8:30 |", 0, [["Ort: Moskau", "8:30"]]),
        ("| Jahr: 2031 | A: 1 |\n| Jahr: 2032 | B: 2 |", 0, [["Jahr: 2031", "A: 1"], ["Jahr: 2032", "B: 2"]]),
        ("| a \\| b | c |", 0, [["a \\| b", "c"]]),
        ("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |", 1, [["a", "b"], ["1", ""], ["1", "2 | 3"]]),
    ],
)
def test_rows_between_bars_are_a_table(text: str, heads: int, rows: list[list[str]]) -> None:
    assert read_rows(text) == [(heads, rows)]


def test_rows_of_another_length_are_another_table_and_one_cell_alone_is_none() -> None:
    text = "| Verwaltung |\n| Jahr: 2031 | Kultur: 5 |\n| Sport | 1 | 2 |\n"
    assert list_blocks(text)[0] == ("paragraph", 0, "Verwaltung")
    assert read_rows(text) == [(1, [["Jahr", "Kultur"], ["2031", "5"]]), (0, [["Sport", "1", "2"]])]


@pytest.mark.parametrize("text", ["a | b", "| a", "---", "a\n| b", "|", "||", "Ja | nein\n---", "|---|"])
def test_a_bar_alone_makes_no_table(text: str) -> None:
    assert read_rows(text) == []


def test_a_quote_in_a_table_is_marked_in_its_cells_and_its_first_piece_comes_first() -> None:
    text = "| Jahr: 2031 | Kultur: 5 |\n| Jahr: 2032 | Kultur: 7 |"
    (table,) = read_blocks(text, quote=(0, text.index("\n")))
    marked = [[[piece for piece in cell.pieces if piece.marked] for cell in row] for row in table.rows]
    assert marked == [
        [[Piece("Jahr", marked=True, first=True)], [Piece("Kultur", marked=True)]],
        [[Piece("2031", marked=True)], [Piece("5", marked=True)]],
        [[], []],
    ]


def test_a_line_that_is_underlined_is_a_heading() -> None:
    text = "Titel\n=====\n\nZiele\n---\nEin Text\nüber zwei Zeilen\n---\n\n- Punkt\n---\n"
    assert list_blocks(text) == [
        ("heading", 1, "Titel"),
        ("heading", 2, "Ziele"),
        ("paragraph", 0, "Ein Text\nüber zwei Zeilen\n---"),
        ("item", 0, "Punkt\n---"),
    ]


def test_the_marks_behind_a_heading_are_none_of_its_words() -> None:
    assert list_blocks("## Ziele ##\n# C#") == [("heading", 2, "Ziele"), ("heading", 1, "C#")]


def test_what_names_the_sources_of_a_section_stands_by_itself() -> None:
    text = "Der Vertrag gilt.\nQuellen: Stadt Düsseldorf, 2019.\n\n**Источники:** город\nМосква"
    assert list_blocks(text) == [
        ("paragraph", 0, "Der Vertrag gilt."),
        ("sources", 0, "Quellen: Stadt Düsseldorf, 2019."),
        ("sources", 0, "**Источники:** город\nМосква"),
    ]
