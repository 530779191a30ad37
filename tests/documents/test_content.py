"""The canonical text of what was extracted from a file."""

import pytest

from index.documents.content import clean_text, has_text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc\x0cd\x85e\u2028f", "a\nb\nc\nd\ne\nf"),
        ("\n\n a  b \t\n\n\n\n c \n", "a b\n\n c"),
        ("Du\u0308sseldorf", "D\u00fcsseldorf"),
        ("1\u00a0июня 1992\u202fг.", "1 июня 1992 г."),
        ("Städte\u00adpartner\u200bschaft\ufeff", "Städtepartnerschaft"),
        ("\u202egpj.exe\u202c \u2066x\u2069", "gpj.exe x"),
        ("a\x00b\x07c\x1bd\x7fe\tf", "abcde\tf"),
        ("👩\u200d👧 Familie", "👩\u200d👧 Familie"),
    ],
)
def test_extracted_text_is_cleaned(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean
    assert clean_text(clean) == clean


@pytest.mark.parametrize(
    ("text", "answer"), [("", False), (" \n-*—\ufffd\ue000", False), ("ß", True), ("7", True)]
)
def test_text_is_a_letter_or_a_digit(text: str, answer: bool) -> None:  # noqa: FBT001
    assert has_text(text) is answer
