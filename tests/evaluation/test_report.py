"""The report is one file that needs nothing else, with the figures of `measure` and every text escaped."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.evaluation.measures import Outcome, Question, measure
from bot.evaluation.report import Choice, Flaw, choose_threshold, find_shade, find_worst, render_report
from tests.languages.codes import DE, EN, RU

EVIL = '<script>alert("&")</script>'


def make_outcome(
    number: int, *, evidence: float = 0.9, answerable: bool = True, **changes: object
) -> Outcome:
    question = Question(
        f"q{number}", "Seit wann?", DE, (("1992",),) if answerable else (), answerable, ("a.md",)
    )
    outcome = Outcome(
        question=question,
        found=("a.md", "b.md"),
        held_in=DE,
        answered=answerable,
        text="Seit 1992. [1]",
        lead="Seit 1992.",
        short="1992",
        answer_language=DE,
        detected=DE,
        evidence=evidence,
        quotes=1,
        citations=1,
        verified=1,
        milliseconds=12.5,
    )
    return replace(outcome, **changes)  # type: ignore[arg-type]


def make_outcomes() -> list[Outcome]:
    russian = Question("ru", "С какого года?", RU, (("1992",),), answerable=True, relevant=("a.md",))
    return [
        make_outcome(1),
        make_outcome(2, found=("b.md", "a.md"), short="Seit", quotes=2),
        make_outcome(3, answerable=False, evidence=0.2),
        make_outcome(4, answerable=False, evidence=0.7, answered=True, text=EVIL),
        make_outcome(5, evidence=0.4, answered=False),
        make_outcome(6, question=russian, answer_language=RU, lead="Долго.", short="Долго"),
    ]


class Page(HTMLParser):
    """The tags, attributes and visible words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data.split()


@pytest.fixture(scope="module")
def html() -> str:
    outcomes = make_outcomes()
    return render_report(measure(outcomes), outcomes, 0.5)


def test_the_page_is_whole_and_needs_nothing_else(html: str) -> None:
    page = Page(html)
    assert page.open == []
    assert html.startswith("<!doctype html>")
    assert {"script", "link", "img", "iframe"}.isdisjoint(page.tags)
    assert not [name for name, _ in page.attributes if name in {"src", "href", "srcset"} or name[:2] == "on"]
    assert "url(" not in html
    assert "@import" not in html


def test_what_comes_from_questions_and_answers_is_escaped(html: str) -> None:
    assert EVIL not in html
    assert "&lt;script&gt;alert(&#34;&amp;&#34;)&lt;/script&gt;" in html


def test_the_heat_map_shows_recall_by_language_of_question_and_document(html: str) -> None:
    first = re.search(r"<caption>recall@1</caption>.*?</table>", html, re.DOTALL)
    assert first
    rows = [re.findall(r"<td.*?</td>", row) for row in re.findall(r"<tr>.*?</tr>", first[0], re.DOTALL)]
    undefined = "<td>–</td>"
    assert rows[1:] == [
        ['<td style="background: hsl(210 80% 85%)">0.667 <small>of 3</small></td>', undefined, undefined],
        ['<td style="background: hsl(210 80% 55%)">1.000 <small>of 1</small></td>', undefined, undefined],
        [undefined, undefined, undefined],
    ]


@pytest.mark.parametrize(("share", "lightness"), [(0.0, 100), (0.5, 100), (0.75, 78), (1.0, 55)])
def test_a_cell_is_the_darker_the_more_is_found(share: float, lightness: int) -> None:
    assert find_shade(share) == lightness


def test_every_figure_of_the_report_is_shown(html: str) -> None:
    words = " ".join(Page(html).words)
    for shown in (
        "6 questions",
        "all 4 0.750 1.000 0.875",
        "answers right 0.750",
        "answers lead_right 0.500",
        "answers short_right 0.250",
        "answers false_answers 0.500",
        "answers false_refusals 0.250",
        "answers auroc 0.875",
        "answers quotes 1.250",
        "lead_right when the lead alone does, short_right when the short answer marked in it does",
        "citations verified 1.000",
        "language answered_in 1.000",
        "milliseconds p50 12.500",
        "In use: 0.500, with false answers 0.500 and false refusals 0.250",
    ):
        assert shown in words


@pytest.mark.parametrize(
    ("threshold", "false_answers", "false_refusals"),
    [(0.0, 1.0, 0.0), (0.2, 1.0, 0.0), (0.5, 0.5, 0.25), (0.7, 0.5, 0.25), (0.8, 0.0, 0.25), (1.0, 0.0, 1.0)],
)
def test_a_threshold_trades_false_answers_for_false_refusals(
    threshold: float, false_answers: float, false_refusals: float
) -> None:
    assert choose_threshold(make_outcomes(), threshold) == Choice(threshold, false_answers, false_refusals)


def test_the_curve_has_a_point_for_every_hundredth_and_starts_with_everything_answered(html: str) -> None:
    lines = dict(re.findall(r'<polyline class="(\w+)" points="([^"]*)"', html))
    assert {name: len(points.split()) for name, points in lines.items()} == {"answers": 101, "refusals": 101}
    assert lines["answers"].split()[0] == "0.0,0.0"
    assert lines["answers"].split()[-1] == "600.0,240.0"
    assert lines["refusals"].split()[0] == "0.0,240.0"
    assert lines["refusals"].split()[-1] == "600.0,0.0"


def test_without_unanswerable_questions_what_they_would_show_is_left_open() -> None:
    outcomes = [make_outcome(1)]
    html = render_report(measure(outcomes), outcomes, 0.5)
    assert '<polyline class="answers" points=""/>' in html
    assert "with false answers – and false refusals 0.000" in html
    assert "0 of 1 did not come out well" in html


@pytest.mark.parametrize(
    ("outcome", "flaw", "place"),
    [
        (make_outcome(1), None, 1),
        (make_outcome(1, found=("b", "c", "d", "e", "a.md")), None, 5),
        (make_outcome(1, found=("b", "c", "d", "e", "f", "a.md")), Flaw.NOT_FOUND, 6),
        (make_outcome(1, found=()), Flaw.NOT_FOUND, None),
        (make_outcome(1, answered=False, verified=0), Flaw.UNVERIFIED, 1),
        (make_outcome(1, answered=False), Flaw.FALSE_REFUSAL, 1),
        (make_outcome(1, text="Seit 1993. [1]"), Flaw.WRONG_ANSWER, 1),
        (make_outcome(1, answer_language=EN), Flaw.WRONG_LANGUAGE, 1),
        (make_outcome(1, answerable=False), None, 1),
        (make_outcome(1, answerable=False, answered=True), Flaw.FALSE_ANSWER, 1),
    ],
)
def test_each_flaw_is_named(outcome: Outcome, flaw: Flaw | None, place: int | None) -> None:
    assert [(worst.flaw, worst.place) for worst in find_worst([outcome])] == ([(flaw, place)] if flaw else [])


def test_the_worst_come_first_and_among_them_those_the_bot_was_surest_of() -> None:
    outcomes = [
        make_outcome(1, answered=False, evidence=0.1),
        make_outcome(2, answerable=False, answered=True, evidence=0.6),
        make_outcome(3, answered=False, evidence=0.4),
        make_outcome(4, answerable=False, answered=True, evidence=0.8),
        make_outcome(5),
    ]
    assert [worst.outcome.question.id for worst in find_worst(outcomes)] == ["q4", "q2", "q3", "q1"]


def test_a_long_list_and_a_long_answer_are_cut() -> None:
    outcomes = [make_outcome(number, text="ja " * 200) for number in range(60)]
    html = render_report(measure(outcomes), outcomes, 0.5)
    assert "60 of 60 did not come out well; the worst 50 are listed." in html
    assert html.count('<td class="answer"') == 50
    assert max(len(cell) for cell in re.findall(r'<td class="answer"[^>]*>([^<]*)', html)) == 301
