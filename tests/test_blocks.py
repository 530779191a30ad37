"""A document's text cut into blocks: what is a heading, a paragraph, a list item, and where the quote is."""

import pytest

from bot.blocks import Block, Kind, Piece, read_blocks

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
    for block in blocks:
        assert "".join(piece.text for piece in block.pieces) == text[block.start : block.end]
    return [(block.kind.value, block.level, text[block.start : block.end]) for block in blocks]


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
        ("paragraph", 0, "| Jahr | Ort |"),
        ("paragraph", 0, "| 1992 | Moskau |\n#Kein Titel"),
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
    positions = {place for block in read_blocks(TEXT) for place in range(block.start, block.end)}
    for start in range(0, len(TEXT), 3):
        for end in range(start + 1, len(TEXT), 5):
            pieces = [piece for block in read_blocks(TEXT, quote=(start, end)) for piece in block.pieces]
            marked = "".join(piece.text for piece in pieces if piece.marked)
            assert marked == "".join(TEXT[place] for place in range(start, end) if place in positions)
            assert sum(piece.first for piece in pieces) == bool(marked)


def test_the_first_block_of_each_page_carries_its_number() -> None:
    text = "eins\nzwei drei"
    assert [(block.page, text[block.start : block.end]) for block in read_blocks(text, 0, (0, 5))] == [
        (1, "eins"),
        (2, "zwei drei"),
    ]
    empty_second = read_blocks("eins\n\nzwei", 0, (0, 5, 6))
    assert [block.page for block in empty_second] == [1, 3]


def test_a_page_end_inside_a_paragraph_ends_the_block() -> None:
    blocks = read_blocks("ein Satz", 0, (0, 4))
    assert blocks == [
        Block(Kind.PARAGRAPH, 0, 4, page=1, pieces=(Piece("ein "),)),
        Block(Kind.PARAGRAPH, 4, 8, page=2, pieces=(Piece("Satz"),)),
    ]
