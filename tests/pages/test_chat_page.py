"""An answer on the page without scripts: its parts in their languages, the short answer, marks and cards."""

import re
from dataclasses import replace

import pytest

from bot.answering.answer import Answer, Part, Status, join_parts
from bot.answering.citations import Citation, ShortAnswer
from bot.answering.notices import Notice, NoticeKind, NoticePart
from bot.answering.writer import QuoteWriter
from bot.pages.catalogue import Listed
from bot.pages.chat import FormState, render_home
from index.languages import Language
from index.languages.messages import say
from index.languages.names import list_languages
from tests.cli.test_terminal import CITATION
from tests.languages.codes import DE, EN, RU

MARK = '<a class="mark" href="#quote-{0}" lang="en" aria-label="Source [{0}]">[{0}]</a>'


def make_answer(quote: str, words: str, language: Language = DE, *notices: Notice) -> Answer:
    """Return the answer in `language` with the German `quote`, in which `words` answer."""
    start = CITATION.start + quote.index(words)
    citation = replace(CITATION, quote=quote, end=CITATION.start + len(quote))
    short = ShortAnswer(words, 1, start, start + len(words))
    parts = QuoteWriter().write([citation], short, language)
    return Answer(
        Status.ANSWERED, language, join_parts(parts), (citation,), notices, short=short, parts=parts
    )


def show(answer: Answer) -> str:
    """Return the page with `answer`, from its text on."""
    page = render_home(EN, Listed(), FormState("When?"), answer)
    return page[page.index('<p class="words') :]


def test_the_parts_are_shown_each_in_its_language_with_the_short_answer_and_the_mark_of_the_quote() -> None:
    answer = make_answer("Der <Vertrag>\nwurde 1992 unterzeichnet.", "1992", EN)
    assert show(answer).startswith(
        '<p class="words quoted" lang="en"><bdi lang="en">In German:</bdi>\n'
        '<bdi lang="de">“Der &lt;Vertrag&gt; wurde <mark class="short">1992</mark> unterzeichnet.”</bdi> '
        f"{MARK.format(1)}</p>\n"
    )


def test_each_quote_ends_its_paragraph_and_the_lead_comes_first() -> None:
    answer = make_answer("Seit 1992.", "1992")
    second = replace(answer.citations[0], number=2, quote="Und bis heute.")
    parts = (*answer.parts, Part("Und bis heute.", DE, 2))
    page = show(replace(answer, citations=(*answer.citations, second), parts=parts))
    assert page.startswith(
        f'<p class="words quoted" lang="de"><bdi lang="de">Seit <mark class="short">1992</mark>.</bdi> '
        f"{MARK.format(1)}</p>\n"
        f'<h4>More on this</h4>\n<p class="further quoted" lang="de"><bdi lang="de">Und bis heute.</bdi> '
        f"{MARK.format(2)}</p>\n"
    )


def test_a_foreign_language_is_refused_in_three_each_on_its_line() -> None:
    languages = (EN, DE, RU)
    parts = tuple(
        Part(say("unsupported_language", each, languages=list_languages(each)), each) for each in languages
    )
    page = show(Answer(Status.UNSUPPORTED_LANGUAGE, EN, "is not read", parts=parts))
    lines = page[: page.index("</p>")].removeprefix('<p class="words" lang="en">').split("\n")
    assert lines == [f'<bdi lang="{part.language}">{part.text}</bdi>' for part in parts]


def test_a_notice_names_a_title_in_its_language_and_leads_to_the_quote() -> None:
    parts = (
        NoticePart("No longer in force: “", EN),
        NoticePart("Vertrag [2]", DE),
        NoticePart("” was valid until 2019. ", EN),
        NoticePart("[1]", EN, 1),
    )
    notice = Notice(NoticeKind.EXPIRED, "is not read", 1, parts)
    assert (
        '<p class="note" lang="en">No longer in force: “<bdi lang="de">Vertrag [2]</bdi>” was valid until '
        f"2019. {MARK.format(1)}</p>"
    ) in show(make_answer("Seit 1992.", "1992", EN, notice))


def test_a_quote_of_the_answer_is_folded_away_in_its_card_and_one_that_was_near_is_not() -> None:
    answer = make_answer("Seit 1992.", "1992")
    assert "<details>" not in show(answer)  # it would only be said again
    for around in ({"before": "Davor."}, {"after": "Danach."}, {"headings": ("Der Titel", "Schluss")}):
        cited = (replace(answer.citations[0], title="Der Titel", **around),)
        page = show(replace(answer, citations=cited))
        assert page.count("<details>") == 1
        assert "<mark>Seit 1992.</mark>" in page
        assert "Der Titel</p>" not in page
    parts = (Part("I am not certain.", EN),)
    page = show(Answer(Status.NOT_FOUND, EN, "I am not certain.", related=(CITATION,), parts=parts))
    assert "<details>" not in page
    assert '<blockquote lang="de" dir="auto">Der Vertrag wurde 1992\nunterzeichnet.</blockquote>' in page


@pytest.mark.parametrize("ui", Language)
@pytest.mark.parametrize("said", ["summary", "recognized", ""])
def test_a_card_says_that_it_is_a_summary_or_was_read_by_machine(ui: Language, said: str) -> None:
    citation: Citation = replace(CITATION, summary=said == "summary", recognized=said == "recognized")
    for found in ({"citations": (citation,)}, {"related": (citation,)}):
        answer = Answer(Status.ANSWERED, DE, "", parts=(Part("Ja.", DE),), **found)  # type: ignore[arg-type]
        lines = re.findall(
            r'<p class="facts">(?!<span)(.+?)</p>', render_home(ui, Listed(), FormState("?"), answer)
        )
        assert lines == ([say(said, ui)] if said else [])
