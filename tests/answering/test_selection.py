"""Which sentences become quotes, which words of it the short answer, and what is said beside them."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answering.citations import Place, cite_place
from bot.answering.evidence import ReadPassage
from bot.answering.notices import NoticeKind, write_notices
from bot.answering.selection import MOST_QUOTES, Quote, cite, select_nearest, select_quotes, shorten
from index.chunks import NOTHING_AROUND, find_around, split
from index.documents.document import Document
from index.languages import Language
from index.reading.reader import Reading
from index.search import Passage
from tests.languages.codes import DE, EN, RU

THRESHOLD = 0.5


def make_passage(path: str, text: str, evidence: tuple[float, ...], language: Language = DE) -> ReadPassage:
    """Return the only passage of `text`; of each sentence, the words behind the first answer."""
    document = Document(
        path=path, text=text, body=0, pages=(), title=path, language=language, sha256="00" * 32
    )
    chunk = split(document)[0]
    assert len(chunk.sentences) == len(evidence)
    words = tuple((text.index(" ", start) + 1, end - 1) for start, end in chunk.sentences)
    return ReadPassage(Passage(document, chunk, 0.0), Reading(evidence, words), evidence)


def quote_texts(*passages: ReadPassage, reader: Language = DE) -> list[str]:
    return [quote.text for quote in select_quotes(passages, reader, THRESHOLD)]


def test_the_sentence_with_most_evidence_leads_wherever_it_is() -> None:
    one = make_passage("a.md", "Der Rat tagte im Mai. Im Juni kamen Gäste. Volts gewann.", (0.3, 0.1, 0.4))
    other = make_passage("b.md", "Die Oper spielte. Das Fest kostete 300 Euro.", (0.2, 0.9))
    assert quote_texts(one, other) == quote_texts(other, one) == ["Das Fest kostete 300 Euro."]
    assert select_quotes([one, other], DE, THRESHOLD)[0].evidence == 0.9


@pytest.mark.parametrize(("reader", "path"), [(DE, "b.md"), (RU, "a.ru.md"), (EN, "a.ru.md")])
def test_of_equals_the_one_in_the_language_of_the_reader_leads(reader: Language, path: str) -> None:
    russian = make_passage("a.ru.md", "Парк открыли в 2015 году.", (0.9,), RU)
    german = make_passage("b.md", "Den Park gibt es seit 2015.", (0.9,))
    (lead,) = select_quotes([russian, german], reader, THRESHOLD)
    assert lead.document.path == path


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
    (lead,) = select_quotes(passages, DE, THRESHOLD)
    assert lead.document.path == leads


def test_what_answers_too_with_other_words_in_the_same_language_is_added() -> None:
    text = "Der Rat tagte im Mai. Im Juni kamen Gäste. Volts gewann. Das Fest kostete 300 Euro."
    passage = make_passage("a.md", text, (0.9, 0.1, 0.7, 0.6))
    other = make_passage("b.md", "Опера выступала.", (0.8,), RU)
    again = make_passage("c.md", "Gestern: Der Rat tagte im Mai.", (0.8,))
    assert quote_texts(replace(passage, evidence=(0.9, 0.1, 0.1, 0.1)), again) == ["Der Rat tagte im Mai."]
    quotes = select_quotes([passage, other], DE, THRESHOLD)
    assert [quote.text for quote in quotes] == ["Der Rat tagte im Mai.", "Volts gewann."]
    assert len(quotes) == MOST_QUOTES
    assert quote_texts(replace(passage, evidence=(0.9, 0.1, 0.49, 0.4)), other) == ["Der Rat tagte im Mai."]


@pytest.mark.parametrize("evidence", [(0.1, 0.9, 0.8), (0.1, 0.8, 0.9)])
def test_neighbours_are_one_quote_in_the_order_of_the_text(evidence: tuple[float, ...]) -> None:
    passage = make_passage("a.md", "Der Rat tagte im Mai. Im Juni kamen Gäste. Volts gewann.", evidence)
    (quote,) = select_quotes([passage], DE, THRESHOLD)
    assert quote.text == "Im Juni kamen Gäste. Volts gewann."
    assert quote.evidence == 0.9
    assert shorten(quote).text == {1: "Juni kamen Gäste", 2: "gewann"}[evidence.index(0.9)]


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it() -> None:
    text = "Der Verein wurde 1990 gegründet. Er hat 200 Mitglieder. Dagegen sank die Zahl der Feste."
    passage = make_passage("a.md", text, (0.1, 0.9, 0.2))
    assert quote_texts(passage) == ["Der Verein wurde 1990 gegründet. Er hat 200 Mitglieder."]
    (lead,) = select_quotes([passage], DE, THRESHOLD)
    assert lead.evidence == 0.9
    # The first sentence of a passage has none before it.
    assert quote_texts(make_passage("a.md", "Er hat 200 Mitglieder. Das ist gut.", (0.9, 0.1))) == [
        "Er hat 200 Mitglieder."
    ]


def test_without_sentences_nothing_is_quoted() -> None:
    unread = replace(make_passage("a.md", "Der Rat tagte.", (0.9,)), reading=None, evidence=())
    assert (
        select_quotes([], DE, THRESHOLD)
        == select_quotes([unread], DE, THRESHOLD)
        == select_nearest([unread], 3, 0.0)
        == []
    )


def test_the_nearest_are_the_best_sentences_of_the_first_passages() -> None:
    passages = [
        make_passage(path, f"Der Rat tagte in {path}. Frau Muster sprach in {path}.", evidence)
        for path, evidence in (("a.md", (0.1, 0.2)), ("b.md", (0.3, 0.1)), ("c.md", (0.9, 0.9)))
    ]
    assert [quote.text for quote in select_nearest(passages, 2, 0.0)] == [
        "Frau Muster sprach in a.md.",
        "Der Rat tagte in b.md.",
    ]
    assert [quote.document.path for quote in select_nearest(passages, 3, 0.3)] == ["b.md", "c.md"]


def test_what_is_said_twice_is_among_the_nearest_once() -> None:
    texts = [("a.md", "Der Rat tagte."), ("b.md", "Der Rat\ntagte."), ("c.md", "Der Rat tagte im Mai.")]
    passages = [make_passage(path, text, (0.2,)) for path, text in texts]
    assert [quote.document.path for quote in select_nearest(passages, 3, 0.0)] == ["a.md", "c.md"]


def test_what_an_earlier_answer_quotes_is_quoted_again_only_where_nothing_else_answers() -> None:
    passage = make_passage(
        "a.md", "Der Rat\ntagte im Mai. Im Juni kamen Gäste. Volts gewann.", (0.9, 0.1, 0.6)
    )
    answered = ["Im März war nichts. [1]", "Der Rat tagte im Mai. [1]"]
    (quote,) = select_quotes([passage], DE, THRESHOLD, answered)
    assert quote.text == "Volts gewann."
    (quote,) = select_quotes([passage], DE, 0.7, answered)
    assert quote.text == "Der Rat\ntagte im Mai."
    (quote,) = select_quotes([passage], DE, THRESHOLD, [*answered, "Volts gewann. [2]"])[:1]
    assert quote.text == "Der Rat\ntagte im Mai."


# The short answer


def test_the_short_answer_is_verbatim_and_inside_the_citation() -> None:
    text = "Der Verein wurde 1990 gegründet. Er hat 200 Mitglieder. Sie zahlen nichts."
    passage = make_passage("a.md", text, (0.1, 0.9, 0.2))
    start, end = passage.passage.chunk.sentences[1]
    assert passage.reading is not None
    for first, last in ((start, start + 2), (start + 3, end - 1), (start + 3, len(text)), (start, end)):
        words = (passage.reading.words[0], (first, last), passage.reading.words[2])
        read = replace(passage, reading=replace(passage.reading, words=words))
        (lead,) = quotes = select_quotes([read], DE, THRESHOLD)
        (citation,) = cite(quotes, {})
        short = shorten(lead)
        assert short.citation == citation.number == 1
        assert citation.start <= short.start < short.end <= citation.end
        assert short.text == text[short.start : short.end]
        assert short.text in citation.quote


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("| Jahr: 2031 | Kultur: 12.000 |\n| Jahr: 2032 | Kultur: – | Sport: 7.000 |", DE),
        ("| Год: 2031 | Спорт: 5 |\n| Год: 2032 | Культура: – | Спорт: 7.000 |", RU),
        ("| Year | Culture | Sport |\n|---|---|---|\n| 2032 | | 7.000 |", EN),
    ],
)
def test_of_a_row_no_figure_is_singled_out(text: str, language: Language) -> None:
    passage = make_passage("a.md", text, (0.1, 0.9), language)
    (lead,) = select_quotes([passage], language, THRESHOLD)
    assert shorten(lead).text == lead.text == text.splitlines()[-1].strip("| ")


def test_where_nothing_was_read_the_short_answer_is_the_whole_quote() -> None:
    passage = replace(make_passage("a.md", "Der Rat tagte. Das war gut.", (0.9, 0.1)), reading=None)
    assert shorten(Quote(passage, 1, 0.9, 0, 1)).text == "Der Rat tagte. Das war gut."


# The citation


def test_a_citation_names_the_place_in_the_document() -> None:
    passage = make_passage("verträge/a b.md", "# Titel\n\nDer Rat tagte.", (0.9,))
    (citation,) = cite(select_quotes([passage], DE, THRESHOLD), {})
    assert passage.passage.document.text[citation.start : citation.end] == citation.quote == "Der Rat tagte."
    assert citation.url == "/documents/vertr%C3%A4ge/a%20b.md?start=9&end=23#quote"
    assert citation.number == 1


def test_a_citation_says_when_its_page_was_read_by_machine() -> None:
    document = replace(make_passage("a.pdf", "Der Rat tagte.", (0.9,)).passage.document, recognized=(2,))
    chunks = [replace(split(document)[0], page=page) for page in (1, 2, None)]
    found = [cite_place(1, Place(document, chunk, NOTHING_AROUND, 0, 14), {}).recognized for chunk in chunks]
    assert found == [False, True, False]


LONG = """# Titel

Vor allem.

## Verein

Der Rat tagte. Im Juni kamen Gäste.

Volts gewann.

## Fest

Das Fest kostete 300 Euro.
"""


@pytest.mark.parametrize(
    ("quoted", "before", "after", "headings"),
    [
        ("Vor allem.", "", "", ("Titel",)),
        ("Der Rat tagte.", "", "Im Juni kamen Gäste.", ("Titel", "Verein")),
        ("Im Juni kamen Gäste.", "Der Rat tagte.", "Volts gewann.", ("Titel", "Verein")),
        ("Der Rat tagte. Im Juni kamen Gäste.", "", "Volts gewann.", ("Titel", "Verein")),
        ("Volts gewann.", "Im Juni kamen Gäste.", "", ("Titel", "Verein")),
        ("Das Fest kostete 300 Euro.", "", "", ("Titel", "Fest")),
    ],
)
@pytest.mark.parametrize("size", [40, 900])
def test_a_citation_holds_the_sentences_around_it_in_its_section_and_its_headings(
    quoted: str, before: str, after: str, headings: tuple[str, ...], size: int
) -> None:
    document = replace(make_passage("a.md", "Der Rat.", (0.9,)).passage.document, text=LONG)
    start = LONG.index(quoted)
    chunks = split(document, size)
    number = next(n for n, chunk in enumerate(chunks) if chunk.start <= start < chunk.end)
    place = Place(document, chunks[number], find_around(chunks, number), start, start + len(quoted))
    citation = cite_place(1, place, {})
    assert (citation.quote, citation.before, citation.after) == (quoted, before, after)
    assert citation.headings == headings


# What is said beside it


OLD = Document(
    path="old.md", text="Der Rat.", body=0, pages=(), title="Das Programm", language=DE, sha256="00" * 32,
    valid_from=date(2020, 1, 1), valid_until=date(2023, 12, 31), replaced_by="new.md",
)  # fmt: skip
NEW = replace(
    OLD, path="new.md", title="The programme", language=EN, valid_from=date(2025, 1, 1), valid_until=None,
    replaced_by=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("document", "day", "notice"),
    [
        (
            OLD,
            date(2019, 1, 1),
            (NoticeKind.NOT_YET, "Noch nicht in Kraft: „Das Programm“ gilt ab 01.01.2020."),
        ),
        (OLD, date(2023, 12, 31), None),
        (
            OLD,
            date(2024, 1, 1),
            (NoticeKind.EXPIRED, "Nicht mehr in Kraft: „Das Programm“ galt bis 31.12.2023."),
        ),
        (
            OLD,
            date(2025, 1, 1),
            (
                NoticeKind.EXPIRED,
                "Nicht mehr in Kraft: „Das Programm“ galt bis 31.12.2023. Danach kam „The programme“.",
            ),
        ),
        (
            replace(OLD, valid_until=None),
            date(2025, 1, 1),
            (NoticeKind.REPLACED, "Auf „Das Programm“ folgte: „The programme“."),
        ),
        (replace(OLD, valid_until=None), date(2024, 1, 1), None),
        (NEW, date(2025, 1, 1), None),
    ],
)
def test_one_notice_says_whether_the_lead_is_in_force(
    document: Document, day: date, notice: tuple[NoticeKind, str] | None
) -> None:
    place = Place(document, split(document)[0], NOTHING_AROUND, 0, 8)
    notices = write_notices(cite_place(1, place, {}), DE, {each.path: each for each in (NEW, document)}, day)
    assert [(each.kind, each.text) for each in notices] == ([notice] if notice else [])
    for each in notices:
        assert each.citation == 1
        assert each.text == "".join(part.text for part in each.parts)
        assert all(part.language is EN for part in each.parts if part.text == "The programme")
