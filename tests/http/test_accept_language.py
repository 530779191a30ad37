"""Which language a browser asks for (RFC 9110, 12.5.4)."""

import pytest

from bot.http.accept_language import choose_language
from index.languages import Language
from tests.languages.codes import DE, EN, RU


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", DE),
        ("ru", RU),
        ("EN-us", EN),
        ("de-DE,de;q=0.9,en;q=0.8", DE),
        ("fr, en;q=0.3, ru;q=0.8", RU),
        ("ru;q=0.8,en;q=0.9", EN),
        ("en,ru", EN),
        ("ru,en", RU),
        ("en;q=0.5,de;q=0.5", EN),
        ("en ; q=0.2 , ru ; q=0.4", RU),
        ("fr", DE),
        ("*", DE),
        ("fr,*;q=0.5", DE),
        ("en;q=0.4,*;q=0.5", DE),
        ("de;q=0,*", RU),
        ("en;q=0", DE),
        ("de;q=0,en;q=0,ru;q=0", DE),
        ("english", DE),
        (";;,q=1,=,en", EN),
        ("en;q=high,ru;q=0.1", RU),
        ("de" + ",fr" * 10_000 + ",ru", DE),
        ("\x00ru", DE),
    ],
)
def test_the_language_wanted_most_wins(header: str, language: Language) -> None:
    assert choose_language(header) is language
