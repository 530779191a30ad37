"""Which sentences become quotes, and what is said beside them."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from bot.clues import Clues
from bot.compose import Citation, choose_quotes, cite
from bot.notices import NoticeKind, write_notices
from index.chunks import split
from index.documents import Document
from index.language import Language
from index.search import Passage

DE, RU = Language.DE, Language.RU


def make_passage(path: str, text: str, similarities: tuple[float, ...], language: Language = DE) -> Passage:
    document = Document(
        path=path, text=text, body=0, pages=(), title=path, language=language, sha256="00" * 32
    )
    chunk = split(document)[0]
    assert len(chunk.sentences) == len(similarities)
    return Passage(document, chunk, 0.9 + max(similarities), 0.9, similarities, None)


def quote_texts(question: str, *passages: Passage) -> list[str]:
    return [quote.text for quote in choose_quotes(Clues(question, DE, passages))]


SENTENCES = (
    "Der Rat tagte im Mai 2015.",
    "Im Juni 2018 kamen 20 Gäste.",
    "Volts gewann.",
    "Frau Maria Muster sprach.",
    "Die Oper spielte 2018 in Moskau.",
    "Das Fest kostete 300 Euro.",
)
QUESTIONS = (
    "Was geschah?",
    "Wann spielte die Oper in Moskau?",
    "Wie viele Gäste kamen im Juni 2018?",
    "Wer sprach 2015 in Moskau?",
)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("seed", range(20))
def test_the_best_sentences_are_those_of_an_exhaustive_search(question: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    passages = [
        make_passage(
            f"{n}.md", " ".join(random.permutation(SENTENCES)), tuple(random.uniform(0.7, 0.9, 6)), to
        )
        for n, to in enumerate((DE, RU, DE))
    ]
    clues = Clues(question, DE, passages)
    every = [(clues.value_sentence(each, number), each, number) for each in passages for number in range(6)]
    highest = sorted((value for value, _, _ in every), reverse=True)[:3]
    chosen = {(id(quote.passage), n) for quote in choose_quotes(clues) for n in (quote.first, quote.last)}
    best = {(id(each), number) for value, each, number in every if value in highest}
    assert chosen <= best
    assert all(value <= clues.limit_value(each, number) for value, each, number in every)


def test_adjacent_sentences_are_one_quote_in_the_order_of_the_text() -> None:
    text = "Der Rat tagte im Herbst. Danach sprach die Bürgermeisterin. Es gab Applaus."
    assert quote_texts("Wer sprach?", make_passage("a.md", text, (0.85, 0.9, 0.2))) == [
        "Der Rat tagte im Herbst. Danach sprach die Bürgermeisterin."
    ]


def test_a_sentence_far_below_the_best_is_no_quote() -> None:
    text = "Der Rat tagte. Applaus folgte. Brücken rosten."
    assert quote_texts("Was tat der Rat?", make_passage("a.md", text, (0.9, 0.5, 0.4))) == ["Der Rat tagte."]


def test_what_says_the_same_again_is_left_out() -> None:
    one = make_passage("a.md", "Volts und Altarix gewannen 2019 den Wettbewerb.", (0.9,))
    same = make_passage("b.md", "Den Wettbewerb gewannen 2019 Volts und Altarix.", (0.89,))
    more = make_passage("c.md", "Altarix entwickelt Programme für Telefone.", (0.88,))
    question = "Welche Firmen gewannen?"
    assert quote_texts(question, one, same, more) == [one.chunk.text, more.chunk.text]


def test_the_year_asked_for_decides_between_like_sentences() -> None:
    old = make_passage("a.md", "Im Jahr 2015 trat das Ballett auf.", (0.9,))
    new = make_passage("b.md", "Im Jahr 2018 trat das Ballett auf.", (0.89,))
    quotes = choose_quotes(Clues("Trat 2018 das Ballett auf?", DE, (old, new)))
    assert quotes[0].passage is new


def test_since_when_is_not_answered_by_a_yes() -> None:
    still = make_passage("a.md", "Ja, die Partnerschaft besteht noch, sie ruht seit Februar 2022.", (0.9,))
    since = make_passage("b.md", "Die Partnerschaft besteht seit dem 1. Juni 1992.", (0.89,))
    assert quote_texts("Seit wann besteht die Partnerschaft?", still, since)[0] == since.chunk.text


def test_a_name_that_all_passages_hold_does_not_lift_those_in_another_language() -> None:
    own = make_passage("a.md", "Der Angriff ist der Grund für die Pause in Moskau.", (0.9,))
    other = make_passage("b.md", "О паузе сообщил в Москве мэр.", (0.84,), RU)
    assert quote_texts("Warum Moskau?", own, other)[0] == own.chunk.text


def test_a_citation_names_the_place_in_the_document() -> None:
    passage = make_passage("verträge/a b.md", "# Titel\n\nDer Rat tagte.", (0.9,))
    (citation,) = cite(choose_quotes(Clues("Wer tagte?", DE, (passage,))))
    assert passage.document.text[citation.start : citation.end] == citation.quote == "Der Rat tagte."
    assert citation.url == "/documents/vertr%C3%A4ge/a%20b.md?start=9&end=23#quote"
    assert citation.number == 1


def list_kinds(*passages: Passage) -> list[tuple[NoticeKind, int | None]]:
    citations: list[Citation] = []
    for passage in passages:
        citations += cite(choose_quotes(Clues("Wann?", DE, (passage,))))
    documents = {passage.document.path: passage.document for passage in passages}
    notices = write_notices(citations, DE, documents, date(2026, 1, 1))
    return [(notice.kind, notice.citation) for notice in notices]


def test_where_there_are_several_quotes_each_notice_names_its_own() -> None:
    passages = [make_passage(path, f"Der Rat tagte in {path}.", (0.9,)) for path in ("a.md", "b.md")]
    documents = {
        each.document.path: replace(each.document, valid_until=date(2025, 1, 1)) for each in passages
    }
    quotes = [quote for each in passages for quote in choose_quotes(Clues("Wo tagte der Rat?", DE, (each,)))]
    both = write_notices(cite(quotes), DE, documents, date(2026, 1, 1))
    assert [notice.text[-4:] for notice in both] == [" [1]", " [2]"]
    (alone,) = write_notices(cite(quotes[:1]), DE, documents, date(2026, 1, 1))
    assert both[0].text == f"{alone.text} [1]"


def test_documents_that_name_other_years_for_the_same_are_told() -> None:
    one = make_passage("a.md", "Der Verein Freundschaft Düsseldorf wurde 1991 gegründet.", (0.9,))
    other = make_passage("b.md", "Der Verein Freundschaft Düsseldorf wurde 1990 gegründet.", (0.9,))
    assert list_kinds(one, other) == [(NoticeKind.DIFFERING, None)]
    assert list_kinds(one, one) == []


def test_a_quote_in_another_language_is_told() -> None:
    passage = make_passage("a.md", "Парк находится в районе Марьино.", (0.9,), RU)
    assert list_kinds(passage) == [(NoticeKind.OTHER_LANGUAGE, 1)]
