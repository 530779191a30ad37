"""What raises the evidence of an answer, and what lowers it."""

import pytest

from bot.clues import Clues
from bot.compose import choose_quotes
from bot.evidence import measure_evidence
from index.chunks import split
from index.documents import Document
from index.language import Language
from index.search import Passage


def measure(question: str, text: str) -> float:
    document = Document(
        path="a.md", text=text, body=0, pages=(), title="", language=Language.RU, sha256="00" * 32
    )
    clues = Clues(question, Language.EN, [Passage(document, split(document)[0], 1.7, 0.85, (0.85,), None)])
    return measure_evidence(clues, choose_quotes(clues), 0.91)


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("Why is it paused?", "Причина паузы — нападение.", "О паузе сообщил мэр."),
        ("How much is a beer?", "Пиво стоит 5 евро.", "Оборот составил 31 миллион евро."),
        ("How much is a beer?", "Пиво стоит 5 евро.", "Пива было много."),
        ("What did the trip cost?", "Она стоила 2 миллиона евро.", "Она была дорогой."),
        ("How many came?", "Пришли 200 гостей.", "Пришли гости."),
    ],
)
def test_what_holds_the_thing_asked_for_is_more_likely_an_answer(
    question: str, better: str, worse: str
) -> None:
    assert measure(question, better) > measure(question, worse)


@pytest.mark.parametrize("question", ["When was it paused?", "What happened?"])
def test_a_reason_counts_only_where_one_is_asked_for(question: str) -> None:
    assert measure(question, "Причина — пауза.") == measure(question, "Это — пауза.")
