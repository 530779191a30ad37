"""How documents spell what was typed with one letter wrong: which words are near, which are left alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.languages import Language
from index.storage.words.lexical import LexicalIndex
from index.storage.words.spellings import FEWEST_LETTERS, make_spellings
from tests.languages.codes import DE, EN, RU

TEXTS = [
    ("Der Partnerschaftsvertrag regelt die Ausstellungen. Schülerinnen besuchen das Kommuniqué.", DE),
    ("Das Stadtviertel und die Stadtvierteln; Hofmanns, Hofmarks.", DE),
    ("Договоры о партнёрстве подписали делегации городов.", RU),
    ("The exhibition was opened by Alexander Kibovski.", EN),
]


@pytest.mark.parametrize(
    ("typed", "language", "known"),
    [
        ("partnershaftsvertrag", DE, "partnerschaftsvertrag"),  # one letter is missing
        ("aussstellungen", DE, "ausstellungen"),  # one is too many
        ("kommunique", DE, "kommuniqué"),  # one is another
        ("auststellungen", DE, "ausstellungen"),
        ("asustellungen", DE, "ausstellungen"),  # two are swapped
        ("пратнерстве", RU, "партнерстве"),
        ("дилегации", RU, "делегации"),
        ("exibition", EN, "exhibition"),
        ("kibowski", EN, "kibovski"),
        # as documents spell it, in any form and any language
        ("ausstellung", DE, None),
        ("kibovski", DE, None),
        ("партнёрстве", RU, None),
        ("делегация", RU, None),
        # two letters are wrong, or another language's word is near, or several words are
        ("ausztelungen", DE, None),
        ("exibition", DE, None),
        ("hofmarns", DE, None),
        # too short, no word, empty
        ("regln", DE, None),
        ("2019202", DE, None),
        ("", DE, None),
    ],
)
def test_a_word_with_one_wrong_letter_is_found_where_one_word_alone_is_near(
    typed: str, language: Language, known: str | None, tmp_path: Path
) -> None:
    lexical = LexicalIndex.build(TEXTS)
    lexical.save(tmp_path / "lexical")
    for each in (lexical, LexicalIndex.load(tmp_path / "lexical")):
        assert each.find_spelling(typed, language) == known


def test_forms_of_one_word_are_one_word() -> None:
    assert LexicalIndex.build(TEXTS).find_spelling("stadtviertl", DE) == "stadtviertel"


@given(st.text("abcdeä", min_size=FEWEST_LETTERS, max_size=12), st.data())
def test_whatever_is_one_slip_away_is_near(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdeä"))
    slips = [
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    ]
    near = make_spellings([word, "abcdeäabcdeäabcdeä"])
    for slip in slips:
        assert len(slip) < FEWEST_LETTERS or word in near.find_near(slip) or slip == word
