"""Which sentences become quotes, which words of it the short answer, and what is said beside them."""

from dataclasses import replace
from datetime import date

import pytest

from bot.compose import MOST_QUOTES, Quote, choose_nearest, choose_quotes, cite, shorten
from bot.notices import NoticeKind, write_notices
from index.chunks import split
from index.documents import Document
from index.language import Language
from index.reader import Reading
from index.search import Passage

DE, RU = Language.DE, Language.RU
THRESHOLD = 0.5


def make_passage(path: str, text: str, evidence: tuple[float, ...], language: Language = DE) -> Passage:
    """Return the only passage of `text`; of each sentence, the words behind the first answer."""
    document = Document(
        path=path, text=text, body=0, pages=(), title=path, language=language, sha256="00" * 32
    )
    chunk = split(document)[0]
    assert len(chunk.sentences) == len(evidence)
    words = tuple((text.index(" ", start) + 1, end - 1) for start, end in chunk.sentences)
    return Passage(document, chunk, 0.0, reading=Reading(evidence, words), evidence=evidence)


def quote_texts(*passages: Passage, reader: Language = DE) -> list[str]:
    return [quote.text for quote in choose_quotes(passages, reader, THRESHOLD)]


def test_the_sentence_with_most_evidence_leads_wherever_it_is() -> None:
    one = make_passage("a.md", "Der Rat tagte im Mai. Im Juni kamen Gäste. Volts gewann.", (0.3, 0.1, 0.4))
    other = make_passage("b.md", "Die Oper spielte. Das Fest kostete 300 Euro.", (0.2, 0.9))
    assert quote_texts(one, other) == quote_texts(other, one) == ["Das Fest kostete 300 Euro."]
    assert choose_quotes([one, other], DE, THRESHOLD)[0].evidence == 0.9


@pytest.mark.parametrize(("reader", "path"), [(DE, "b.md"), (RU, "a.ru.md"), (Language.EN, "a.ru.md")])
def test_of_equals_the_one_in_the_language_of_the_reader_leads(reader: Language, path: str) -> None:
    russian = make_passage("a.ru.md", "Парк открыли в 2015 году.", (0.9,), RU)
    german = make_passage("b.md", "Den Park gibt es seit 2015.", (0.9,))
    (lead,) = choose_quotes([russian, german], reader, THRESHOLD)
    assert lead.passage.document.path == path


@pytest.mark.parametrize(
    ("foreign", "own", "leads"),
    [
        (0.9, 0.8, "foreign"),  # odds of 9 against twice 4
        (0.9, 0.82, "own"),  # 9 against twice 4.56
        (0.99, 0.9, "foreign"),
        (0.55, 0.49, "foreign"),  # what does not answer has no advantage
        (0.45, 0.44, "foreign"),
        (1.0, 1.0, "own"),
    ],
)
def test_a_quote_that_nobody_has_to_translate_counts_twice(foreign: float, own: float, leads: str) -> None:
    passages = [
        make_passage("foreign", "Парк открыли в 2015 году.", (foreign,), RU),
        make_passage("own", "Den Park gibt es seit 2015.", (own,)),
    ]
    (lead,) = choose_quotes(passages, DE, THRESHOLD)
    assert lead.passage.document.path == leads


def test_what_answers_too_with_other_words_in_the_same_language_is_added() -> None:
    text = "Der Rat tagte im Mai. Im Juni kamen Gäste. Volts gewann. Das Fest kostete 300 Euro."
    passage = make_passage("a.md", text, (0.9, 0.1, 0.7, 0.6))
    other = make_passage("b.md", "Опера выступала.", (0.8,), RU)
    again = make_passage("c.md", "Gestern: Der Rat tagte im Mai.", (0.8,))
    assert quote_texts(replace(passage, evidence=(0.9, 0.1, 0.1, 0.1)), again) == ["Der Rat tagte im Mai."]
    quotes = choose_quotes([passage, other], DE, THRESHOLD)
    assert [quote.text for quote in quotes] == ["Der Rat tagte im Mai.", "Volts gewann."]
    assert len(quotes) == MOST_QUOTES
    assert quote_texts(replace(passage, evidence=(0.9, 0.1, 0.49, 0.4)), other) == ["Der Rat tagte im Mai."]


@pytest.mark.parametrize("evidence", [(0.1, 0.9, 0.8), (0.1, 0.8, 0.9)])
def test_neighbours_are_one_quote_in_the_order_of_the_text(evidence: tuple[float, ...]) -> None:
    passage = make_passage("a.md", "Der Rat tagte im Mai. Im Juni kamen Gäste. Volts gewann.", evidence)
    (quote,) = choose_quotes([passage], DE, THRESHOLD)
    assert quote.text == "Im Juni kamen Gäste. Volts gewann."
    assert quote.evidence == 0.9
    assert shorten(quote).text == {1: "Juni kamen Gäste", 2: "gewann"}[evidence.index(0.9)]


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it() -> None:
    text = "Der Verein wurde 1990 gegründet. Er hat 200 Mitglieder. Dagegen sank die Zahl der Feste."
    passage = make_passage("a.md", text, (0.1, 0.9, 0.2))
    assert quote_texts(passage) == ["Der Verein wurde 1990 gegründet. Er hat 200 Mitglieder."]
    (lead,) = choose_quotes([passage], DE, THRESHOLD)
    assert lead.evidence == 0.9
    # The first sentence of a passage has none before it.
    assert quote_texts(make_passage("a.md", "Er hat 200 Mitglieder. Das ist gut.", (0.9, 0.1))) == [
        "Er hat 200 Mitglieder."
    ]


def test_without_sentences_nothing_is_quoted() -> None:
    unread = replace(make_passage("a.md", "Der Rat tagte.", (0.9,)), reading=None, evidence=())
    assert (
        choose_quotes([], DE, THRESHOLD)
        == choose_quotes([unread], DE, THRESHOLD)
        == choose_nearest([unread], 3)
        == []
    )


def test_the_nearest_are_the_best_sentences_of_the_first_passages() -> None:
    passages = [
        make_passage(path, f"Der Rat tagte in {path}. Frau Muster sprach in {path}.", evidence)
        for path, evidence in (("a.md", (0.1, 0.2)), ("b.md", (0.3, 0.1)), ("c.md", (0.9, 0.9)))
    ]
    assert [quote.text for quote in choose_nearest(passages, 2)] == [
        "Frau Muster sprach in a.md.",
        "Der Rat tagte in b.md.",
    ]


# The short answer


def test_the_short_answer_is_verbatim_and_inside_the_citation() -> None:
    text = "Der Verein wurde 1990 gegründet. Er hat 200 Mitglieder. Sie zahlen nichts."
    passage = make_passage("a.md", text, (0.1, 0.9, 0.2))
    start, end = passage.chunk.sentences[1]
    assert passage.reading is not None
    for first, last in ((start, start + 2), (start + 3, end - 1), (start + 3, len(text)), (start, end)):
        words = (passage.reading.words[0], (first, last), passage.reading.words[2])
        read = replace(passage, reading=replace(passage.reading, words=words))
        (lead,) = quotes = choose_quotes([read], DE, THRESHOLD)
        (citation,) = cite(quotes)
        short = shorten(lead)
        assert short.citation == citation.number == 1
        assert citation.start <= short.start < short.end <= citation.end
        assert short.text == text[short.start : short.end]
        assert short.text in citation.quote


def test_where_nothing_was_read_the_short_answer_is_the_whole_quote() -> None:
    passage = replace(make_passage("a.md", "Der Rat tagte. Das war gut.", (0.9, 0.1)), reading=None)
    assert shorten(Quote(passage, 1, 0.9, 0, 1)).text == "Der Rat tagte. Das war gut."


# The citation


def test_a_citation_names_the_place_in_the_document() -> None:
    passage = make_passage("verträge/a b.md", "# Titel\n\nDer Rat tagte.", (0.9,))
    (citation,) = cite(choose_quotes([passage], DE, THRESHOLD))
    assert passage.document.text[citation.start : citation.end] == citation.quote == "Der Rat tagte."
    assert citation.url == "/documents/vertr%C3%A4ge/a%20b.md?start=9&end=23#quote"
    assert citation.number == 1


# What is said beside it


def test_where_there_are_several_quotes_each_notice_names_its_own() -> None:
    passages = [make_passage(path, f"Der Rat tagte in {path}.", (0.9,)) for path in ("a.md", "b.md")]
    documents = {
        each.document.path: replace(each.document, valid_until=date(2025, 1, 1)) for each in passages
    }
    quotes = choose_nearest(passages, 2)
    both = write_notices(cite(quotes), DE, documents, date(2026, 1, 1))
    assert [notice.text[-4:] for notice in both] == [" [1]", " [2]"]
    (alone,) = write_notices(cite(quotes[:1]), DE, documents, date(2026, 1, 1))
    assert both[0].text == f"{alone.text} [1]"


def test_a_quote_in_another_language_is_told() -> None:
    passage = make_passage("a.md", "Парк находится в районе Марьино.", (0.9,), RU)
    documents = {"a.md": passage.document}
    for reader, kinds in ((DE, [NoticeKind.OTHER_LANGUAGE]), (RU, [])):
        notices = write_notices(
            cite(choose_quotes([passage], DE, THRESHOLD)), reader, documents, date(2026, 1, 1)
        )
        assert [notice.kind for notice in notices] == kinds
