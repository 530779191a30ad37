"""Tables: the row that is asked for gets the score of the one that the reader took."""

import pytest

from bot.answering.tables import point_at_rows
from index.text.sentences import split_sentences
from tests.languages.codes import DE, EN, RU

GRANTS = "| Verein: Ruderclub | 2031: 5 |\n| Verein: Kammerchor | 2031: 7 |\n| Verein: Schach | 2031: – |"
YEARS = "| Год: 2031 | Спорт: 5 |\n| Год: 2032 | Спорт: 7 |"
SCHOOLS = "| School | Travel |\n|---|---|\n| Hillside | 3 |\n| Riverbank | 5 |"


@pytest.mark.parametrize(
    ("question", "text", "scores", "pointed"),
    [
        ("Wie viel bekam der Kammerchor 2031?", GRANTS, (3.0, 1.0, 2.0), (1.0, 3.0, 2.0)),
        ("Was bekamen die Ruderclubs?", GRANTS, (1.0, 2.0, 3.0), (3.0, 2.0, 1.0)),  # however it is inflected
        ("Сколько дали спорту в 2032 году?", YEARS, (3.0, 1.0), (1.0, 3.0)),
        ("How much did Riverbank get for travel?", SCHOOLS, (0.0, 3.0, 1.0), (0.0, 1.0, 3.0)),
        # nothing tells which row, or two rows are named alike, or all
        ("Wie viel bekam der Verein 2031?", GRANTS, (3.0, 1.0, 2.0), (3.0, 1.0, 2.0)),
        ("Bekam der Kammerchor mehr als der Ruderclub?", GRANTS, (1.0, 2.0, 3.0), (1.0, 2.0, 3.0)),
        # the names of columns are no row, prose is none, another table is another one
        ("How much for travel at school?", SCHOOLS, (0.0, 3.0, 1.0), (0.0, 3.0, 1.0)),
        ("Wann sang der Kammerchor?", "Der Ruderclub kam. Der Kammerchor sang.", (3.0, 1.0), (3.0, 1.0)),
        ("Was ist mit 2032?", "| Jahr: 2031 | A: 1 |\n\n| Jahr: 2032 | B: 2 |", (3.0, 1.0), (3.0, 1.0)),
        ("", "", (), ()),
    ],
)
def test_the_row_that_alone_holds_the_words_of_the_question_comes_first(
    question: str, text: str, scores: tuple[float, ...], pointed: tuple[float, ...]
) -> None:
    language = RU if "Год" in text else EN if "School" in text else DE
    assert point_at_rows(question, text, split_sentences(text, language), scores) == pointed
