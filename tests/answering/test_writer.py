"""What every writer promises of the parts it makes, and how quotes are written."""

from dataclasses import replace

import pytest

from bot.answering.answer import join_parts
from bot.answering.citations import Citation, ShortAnswer
from bot.answering.writer import WRITERS, QuoteWriter, Writer
from index.languages import Language
from tests.cli.test_terminal import CITATION
from tests.languages.codes import DE, EN, RU

RUSSIAN = replace(CITATION, number=2, quote="Парк открыли\nв 2015 году.", language=RU, path="park.md")


def cite(quote: str, words: str) -> tuple[Citation, ShortAnswer]:
    """Return a German `quote` as the lead, and the `words` of it that answer."""
    start = CITATION.start + quote.index(words)
    citation = replace(CITATION, quote=quote, end=CITATION.start + len(quote))
    return citation, ShortAnswer(words, 1, start, start + len(words))


# --- the contract


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("language", Language)
def test_a_writer_quotes_each_citation_verbatim_and_marks_what_answers(
    writer: Writer, language: Language
) -> None:
    citation, short = cite("Der Vertrag wurde\n1992 unterzeichnet.", "1992")
    parts = writer.write([citation, RUSSIAN], short, language)
    assert parts == writer.write([citation, RUSSIAN], short, language)
    assert {part.citation for part in parts} - {None} == {1, 2}
    for part in parts:
        cited = {1: citation, 2: RUSSIAN}.get(part.citation or 0)
        assert part.language is (cited.language if cited else language)
        assert cited is None or " ".join(cited.quote.split()) in part.text
    (lead,) = (part for part in parts if part.lead)
    assert lead.cut()[1] == "1992"
    assert [part.short for part in parts if not part.lead] == [None] * (len(parts) - 1)
    assert join_parts(parts)


# --- quotes


@pytest.mark.parametrize(
    ("quote", "words", "pieces"),
    [
        ("Unterzeichnet 1992.", "1992", ("Unterzeichnet ", "1992", ".")),
        ("1992 und\nwieder 1992.", "1992", ("", "1992", " und wieder 1992.")),
        ("Es\n  war im Jahr\n1992\nin Moskau.", "1992", ("Es war im Jahr ", "1992", " in Moskau.")),
        ("Am 1.\u00a0Juni\n1992 war es.", "1.\u00a0Juni\n1992", ("Am ", "1. Juni 1992", " war es.")),
        ("Im Park 🌳 war es\n2009.", "2009", ("Im Park 🌳 war es ", "2009", ".")),
        ("Seit 1992.", "Seit 1992.", ("", "Seit 1992.", "")),
    ],
)
@pytest.mark.parametrize("language", [DE, EN])
def test_the_words_that_answer_are_found_in_the_lead_by_their_place(
    quote: str, words: str, pieces: tuple[str, str, str], language: Language
) -> None:
    citation, short = cite(quote, words)
    *_, lead = QuoteWriter().write([citation], short, language)
    first, last = ("“", "”") if language is EN else ("", "")
    assert lead.cut() == (first + pieces[0], pieces[1], pieces[2] + last)


def test_words_that_stand_twice_in_the_quote_are_marked_where_they_answer() -> None:
    citation, short = cite("Nicht 1992, sondern 1992 nach Moskau.", "1992 nach")
    (lead,) = QuoteWriter().write([citation], short, DE)
    assert lead.cut() == ("Nicht 1992, sondern ", "1992 nach", " Moskau.")


def test_a_quote_in_another_language_is_introduced_and_in_quotation_marks() -> None:
    citation, short = cite("Der Vertrag gilt.", "gilt")
    own, introduction, quote = QuoteWriter().write([citation, RUSSIAN], short, DE)
    assert own.text == "Der Vertrag gilt."
    assert (introduction.text, introduction.citation) == ("Auf Russisch:", None)
    assert (quote.text, quote.language, quote.cut()) == (
        "„Парк открыли в 2015 году.“",
        RU,
        ("„Парк открыли в 2015 году.“", "", ""),
    )
