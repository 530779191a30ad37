"""What all parsers write alike: tables, numbers, raised marks, formulas, the room between blocks."""
# ruff: noqa: E501 - a file in one piece reads better than cut

import pytest
from lxml import etree

from index.documents.parsers.writing.blocks import join_blocks, join_pages
from index.documents.parsers.writing.mathml import write_mathml
from index.documents.parsers.writing.numbers import write_number
from index.documents.parsers.writing.raised import raise_text


@pytest.mark.parametrize(
    ("number", "kind", "written"),
    [
        (4, "i", "iv"), (1999, "I", "MCMXCIX"), (27, "a", "aa"), (3, "A", "C"), (3, "а", "в"), (1, "А", "А"),
        (10, "а", "к"), (7, "01", "07"), (7, "1", "7"), (0, "i", "0"), (-1, "a", "-1"), (10_000, "i", "10000"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_a_list_wants_it(number: int, kind: str, written: str) -> None:
    assert write_number(number, kind) == written


@pytest.mark.parametrize(
    ("before", "raised", "written"),
    [
        ("1999", "1", " ¹"), ("1999", "[3]", " ³"), ("1999", "1,2", " ¹,²"), ("12 km", "2", "²"), ("5 м", "3", "³"),
        ("10 m", "-1", "⁻¹"), ("Vertrag", "1", " ¹"), ("Vertrag.", "2", "²"), ("1", "st", "st"), ("19", "30", ":30"),
        ("1999", "30", " ³⁰"), ("Stadt", "*", " *"), ("", "1", "¹"), ("x", " ", " "),
    ],
)  # fmt: skip
def test_what_is_raised_reads_as_what_it_is(before: str, raised: str, written: str) -> None:
    assert raise_text(before, raised).translate(str.maketrans("‚", ",")) == written


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x²"), ("<msup><mi>x</mi><mi>n</mi></msup>", "x^n"),
        ("<msub><mi>x</mi><mn>1</mn></msub>", "x_1"), ("<msqrt><mi>n</mi></msqrt>", "√(n)"),
        ("<semantics><mi>Z</mi><annotation>Z</annotation></semantics>", "Z"),
    ],
)  # fmt: skip
def test_a_formula_is_written_on_one_line(formula: str, text: str) -> None:
    assert write_mathml(etree.fromstring(f"<math>{formula}</math>")) == text


def test_items_stand_together_and_pages_know_where_they_start() -> None:
    assert (
        join_blocks(["a", "- b", "  - c", "1. d", "", "e", "(1) f"]) == "a\n\n- b\n  - c\n1. d\n\ne\n\n(1) f"
    )
    content = join_pages([" eins ", "", "zwei"])
    assert (content.text, content.pages) == ("eins\n\n\n\nzwei", (0, 6, 8))
