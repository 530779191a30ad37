"""An answer on the page without scripts: its parts in their languages, the short answer, marks and cards."""

import re
from dataclasses import replace

import pytest

from bot.answer import Answer, Part, Status, join_parts
from bot.catalogue import Listed
from bot.compose import Citation, ShortAnswer
from bot.home import Asked, Piece, render_home, split_notice
from bot.lead import split_part
from bot.notices import Notice, NoticeKind
from bot.phrases import Phrase, say
from index.language import Language
from tests.test_console import CITATION

DE, RU, EN = Language.DE, Language.RU, Language.EN


def make_answer(quote: str, words: str, language: Language = DE, *notices: Notice) -> Answer:
    """Return the answer in `language` with the German `quote`, in which `words` answer."""
    start = CITATION.start + quote.index(words)
    citation = replace(CITATION, quote=quote, end=CITATION.start + len(quote))
    line = " ".join(quote.split())
    parts = (
        (Part(line, DE, 1, lead=True),)
        if language is DE
        else (Part("A document in German says:", language), Part(f"“{line}”", DE, 1, lead=True))
    )
    short = ShortAnswer(words, 1, start, start + len(words))
    return Answer(
        Status.ANSWERED, language, join_parts(parts), (citation,), notices, short=short, parts=parts
    )


def show(answer: Answer) -> str:
    """Return the page with `answer`, from its text on."""
    page = render_home(EN, Listed(), Asked("When?"), answer)
    return page[page.index('<p class="words"') :]


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
    answer = make_answer(quote, words, language)
    first, last = ("“", "”") if language is EN else ("", "")
    assert split_part(answer.parts[-1], answer) == (first + pieces[0], pieces[1], pieces[2] + last)


def test_words_that_stand_twice_in_the_quote_are_marked_where_they_answer() -> None:
    answer = make_answer("Nicht 1992, sondern 1992 nach Moskau.", "1992 nach")
    assert split_part(answer.parts[0], answer) == ("Nicht 1992, sondern ", "1992 nach", " Moskau.")


def test_other_parts_hold_no_short_answer() -> None:
    answer = make_answer("Seit 1992.", "1992")
    assert split_part(Part("Und 1992 noch.", DE, 2), answer) == ("Und 1992 noch.", "", "")
    assert split_part(Part("Ein Satz mit 1992.", DE), answer) == ("Ein Satz mit 1992.", "", "")
    refusal = replace(answer, short=None)
    assert split_part(refusal.parts[0], refusal) == ("Seit 1992.", "", "")


def test_the_parts_are_shown_each_in_its_language_with_the_short_answer_and_the_mark_of_the_quote() -> None:
    answer = make_answer("Der <Vertrag>\nwurde 1992 unterzeichnet.", "1992", EN)
    assert show(answer).startswith(
        '<p class="words" lang="en"><bdi lang="en">A document in German says:</bdi>\n'
        '<bdi lang="de">“Der &lt;Vertrag&gt; wurde <mark class="short">1992</mark> unterzeichnet.”</bdi> '
        '<a class="mark" href="#quote-1">[1]</a></p>\n'
    )


def test_each_quote_ends_its_paragraph_and_the_lead_comes_first() -> None:
    answer = make_answer("Seit 1992.", "1992")
    second = replace(answer.citations[0], number=2, quote="Und bis heute.")
    parts = (*answer.parts, Part("Und bis heute.", DE, 2))
    page = show(replace(answer, citations=(*answer.citations, second), parts=parts))
    assert page.startswith(
        '<p class="words" lang="de"><bdi lang="de">Seit <mark class="short">1992</mark>.</bdi> '
        '<a class="mark" href="#quote-1">[1]</a>\n\n'
        '<bdi lang="de">Und bis heute.</bdi> <a class="mark" href="#quote-2">[2]</a></p>\n'
    )


def test_a_foreign_language_is_refused_in_three_each_on_its_line() -> None:
    languages = (EN, DE, RU)
    parts = tuple(Part(say(Phrase.UNSUPPORTED_LANGUAGE, each), each) for each in languages)
    page = show(Answer(Status.UNSUPPORTED_LANGUAGE, EN, "is not read", parts=parts))
    lines = page[: page.index("</p>")].removeprefix('<p class="words" lang="en">').split("\n")
    assert lines == [f'<bdi lang="{part.language}">{part.text}</bdi>' for part in parts]


def test_a_notice_names_a_title_in_its_language_and_leads_to_the_quote() -> None:
    notice = Notice(NoticeKind.EXPIRED, "No longer in force: “Der Vertrag” was valid until 2019. [1] [2]", 1)
    answer = make_answer("Seit 1992.", "1992", EN, notice)
    assert list(split_notice(notice, answer)) == [
        Piece("No longer in force: “", EN),
        Piece("Der Vertrag", DE),
        Piece("” was valid until 2019. ", EN),
        Piece("[1]", EN, 1),
        Piece(" ", EN),
        Piece("[2]", EN),  # no quote has this number
    ]
    assert (
        '<p class="note" lang="en">No longer in force: “<bdi lang="de">Der Vertrag</bdi>” was valid until '
        '2019. <a class="mark" href="#quote-1">[1]</a> [2]</p>'
    ) in show(answer)


def test_a_notice_about_no_quote_is_words_alone() -> None:
    notice = Notice(NoticeKind.EXPIRED, "No longer in force.")
    assert list(split_notice(notice, make_answer("Seit 1992.", "1992", EN))) == [Piece(notice.text, EN)]


def test_a_quote_of_the_answer_is_folded_away_in_its_card_and_one_that_was_near_is_not() -> None:
    assert show(make_answer("Seit 1992.", "1992")).count("<details>") == 1
    parts = (Part("I am not certain.", EN),)
    page = show(Answer(Status.NOT_FOUND, EN, "I am not certain.", related=(CITATION,), parts=parts))
    assert "<details>" not in page
    assert '<blockquote lang="de" dir="auto">Der Vertrag wurde 1992\nunterzeichnet.</blockquote>' in page


@pytest.mark.parametrize("ui", Language)
@pytest.mark.parametrize("summary", [True, False])
def test_a_card_says_that_its_document_is_a_summary(ui: Language, *, summary: bool) -> None:
    citation: Citation = replace(CITATION, summary=summary)
    for found in ({"citations": (citation,)}, {"related": (citation,)}):
        answer = Answer(Status.ANSWERED, DE, "", parts=(Part("Ja.", DE),), **found)  # type: ignore[arg-type]
        lines = re.findall(
            r'<p class="facts">(?!<span)(.+?)</p>', render_home(ui, Listed(), Asked("?"), answer)
        )
        assert lines == ([say(Phrase.SUMMARY, ui)] if summary else [])
