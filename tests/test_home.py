"""The parts of an answer on the page without scripts: marks, quotes and titles, each in its language."""

from bot.answer import Answer, Status, join_lines
from bot.home import Asked, Part, render_home, split_text
from bot.notices import Notice, NoticeKind
from index.language import Language
from tests.test_console import CITATION

DE, EN = Language.DE, Language.EN
QUOTE = join_lines(CITATION.quote)
TEXT = f"A document in German says: “{QUOTE}” [1] [2]"
NOTICE = "No longer in force: “Der Vertrag” was valid until 2019. [1]"
ANSWER = Answer(Status.ANSWERED, EN, TEXT, (CITATION,), (Notice(NoticeKind.EXPIRED, NOTICE, 1),))


def test_a_quote_of_several_lines_stands_in_the_text_on_one_and_in_its_language() -> None:
    assert list(split_text(ANSWER, TEXT)) == [
        Part("A document in German says: “", EN),
        Part(QUOTE, DE),
        Part("” ", EN),
        Part("[1]", EN, 1),
        Part(" ", EN),
        Part("[2]", EN),  # no quote has this number
    ]


def test_a_notice_names_a_title_in_its_language_and_leads_to_the_quote() -> None:
    assert [(part.text, part.language, part.number) for part in split_text(ANSWER, NOTICE)] == [
        ("No longer in force: “", EN, None),
        ("Der Vertrag", DE, None),
        ("” was valid until 2019. ", EN, None),
        ("[1]", EN, 1),
    ]


def test_a_quote_that_the_text_holds_is_folded_away_and_another_is_not() -> None:
    page = render_home(EN, (), Asked("When?"), ANSWER)
    assert page.count("<details>") == 1
    related = Answer(Status.NOT_FOUND, EN, "I found no answer.", related=(CITATION,))
    page = render_home(EN, (), Asked("When?"), related)
    assert "<details>" not in page
    assert '<blockquote lang="de" dir="auto">Der Vertrag wurde 1992\nunterzeichnet.</blockquote>' in page
