"""What the commands show a person at a terminal, and as plain lines to everything else."""
# ruff: noqa: PLC0415 - what only some commands show is imported by them: the help must come at once

import json
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Any

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from index.languages import Language
from index.languages.messages import key, say

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.answering.answer import Table as AnswerTable
    from bot.answering.citations import Citation, Translation
    from bot.answering.search_result import SearchResult

SECONDS_BETWEEN_LINES = 3.0
SHORT = "bold underline"
# What would steer the terminal instead of being read.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def show(
    text: str | Text, *, style: str = "", indent: int = 0, hanging: int = 0, stderr: bool = False
) -> None:
    """Print `text`, wrapped between words at a terminal and line by line as it is elsewhere.

    At a terminal, what does not fit into its first line is indented by `hanging`.
    """
    console = Console(stderr=stderr)
    if isinstance(text, str):
        text = _make_text(text, style)
    if console.is_terminal:
        lines = text.wrap(console, max(1, console.width - indent - hanging)) if hanging else [text]
        console.print(Padding(Text("\n" + " " * hanging).join(lines), (0, 0, 0, indent), expand=False))
    else:
        typer.echo(textwrap.indent(text.plain, " " * indent), err=stderr)


def show_json(record: "Answer | SearchResult") -> None:
    """Print `record` as the interface sends it; what would steer the terminal is written as its number."""
    text = json.dumps(asdict(record), default=date.isoformat, ensure_ascii=False, indent=2)
    typer.echo(_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


@contextmanager
def show_progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar at a terminal, elsewhere a line every few seconds; gives what is place (done, total)."""
    console = Console(stderr=True)
    if console.is_terminal:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task(label, total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)
    else:
        last = monotonic()

        def tell(done: int, total: int) -> None:
            nonlocal last
            if total and monotonic() - last >= SECONDS_BETWEEN_LINES:
                last = monotonic()
                show(f"{label}: {done}/{total}", stderr=True)

        yield tell


def show_answer(answer: "Answer") -> None:
    """Print `answer` for a person: the text, what else could be asked, notices, and what it rests on."""
    _show_parts(answer)
    if answer.table:
        _show_table(answer.table)
    if answer.suggestions:
        show(f"\n{say('suggestions', answer.language)}:")
    for suggestion in answer.suggestions:
        show(f"– {suggestion}")
    _show_hints(answer)
    for notice in answer.notices:
        show(f"\n! {notice.text}", style="yellow")
    if answer.citations:
        show(f"\n{say('quotes', answer.language)}", style="dim")
    elif answer.related:
        show("")  # the text has said what follows
    for citation in (*answer.citations, *answer.related):
        if answer.table:  # cites many lines, each a few words
            place = _describe_place(citation.path, None, (citation.start, citation.end), answer.language)
            show(f"[{citation.number}] {place}: {_fold(citation.quote)}", hanging=4)
        else:
            _show_citation(citation, answer)


def show_passages(result: "SearchResult", language: Language) -> None:
    """Print the passages of `result` as a table, labelled in `language`; elsewhere as lines with tabs."""
    console = Console()
    table = Table(box=SIMPLE)
    for label in (key("score"), key("document"), key("passage")):
        table.add_column(say(label, language))
    for passage in result.passages:
        place = _describe_place(passage.path, passage.page, (passage.start, passage.end), language)
        title, place, text = (
            _CONTROL.sub("\ufffd", " ".join(part.split())) for part in (passage.title, place, passage.text)
        )
        if console.is_terminal:
            table.add_row(f"{passage.score:.3f}", Text(f"{title}\n{place}"), Text(text))
        else:
            show("\t".join([f"{passage.score:.3f}", title, place, text]))
    if console.is_terminal:
        console.print(table)


def show_figures(report: Mapping[str, Any]) -> None:
    """Print the report of `measure`: a table by pair of languages, then a line for each other figure."""
    console = Console()
    box = SIMPLE if console.is_terminal else None
    retrieval = Table("retrieval", "n", "recall@1", "recall@5", "mrr", box=box)
    for pair, figures in report["retrieval"].items():
        retrieval.add_row(pair, *map(write_figure, figures.values()))
    others = Table("figure", "value", box=box)
    for group in ("answers", "citations", "language", "milliseconds"):
        for name, value in report[group].items():
            others.add_row(f"{group} {name}", write_figure(value))
    show(f"questions {report['questions']}")
    for table in (retrieval, others):
        if table.row_count:
            console.print(table)


def write_figure(value: float | None) -> str:
    """Return a count as it is, a share or a time with three digits, "–" for what is undefined."""
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _show_parts(answer: "Answer") -> None:
    """Print the parts of `answer`, the short answer marked; each quote ends its paragraph.

    Quotes are indented and stand in quotation marks: whatever a document says, it is not what we say.
    """
    from index.languages.traits import describe

    for number, part in enumerate(answer.parts):
        text = Text()
        for words, style in zip(part.cut(), ("", SHORT, ""), strict=True):
            text.append_text(_make_text(words, style))
        if part.citation and part.language is answer.language:
            first, last = describe(part.language).quotes
            text = Text(first) + text + Text(last)
        if part.citation:
            text.append(f" [{part.citation}]")
        if number and answer.parts[number - 1].citation:
            show("")
        show(text, indent=2 if part.citation else 0)


def _show_table(table: "AnswerTable") -> None:
    """Print each row of `table`, what it is about and then a line for each column: it fits any terminal."""
    for row in table.rows:
        show("")
        for number, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            mark = f" [{cell.citation}]" if cell.citation else ""
            text = f"{_fold(cell.text)}{mark}"
            if number:
                show(f"{column}: {text}", indent=4, hanging=2)
            else:
                show(text, style="bold", indent=2, hanging=2)


def _fold(text: str) -> str:
    return " ".join(text.split())


def _make_text(text: str, style: str = "") -> Text:
    return Text(_CONTROL.sub("\ufffd", text), style)


def _show_citation(citation: "Citation", answer: "Answer") -> None:
    from index.languages.dates import write_date

    published = citation.published and write_date(citation.published, answer.language)
    about = " · ".join(filter(None, [citation.title, citation.publisher, published]))
    show(f"[{citation.number}] {about}", style="bold", hanging=4)
    for line in _describe_quote(citation, answer.language):
        show(line, style="dim", indent=4)
    if citation.summary:
        show(say("summary", answer.language), style="dim", indent=4)
    if citation.recognized:
        show(say("recognized", answer.language), style="dim", indent=4)
    if not any(citation.quote in part.text for part in answer.parts):
        show(citation.quote, indent=4)
    if citation.translation:
        _show_translation(citation.translation, answer.language)


def _show_translation(found: "Translation", language: Language) -> None:
    """Print the same passage as `found` in the reader's `language`, or only where that version is."""
    from index.languages.names import name_language

    name = name_language(found.language, language)
    label = say("quote_in_language", language, found.language, name=name)
    if found.quote is None or found.start is None or found.end is None:
        show(f"{label} {found.path}", style="dim", indent=4)
    else:
        place = _describe_place(found.path, None, (found.start, found.end), language)
        show(f"{label} {place}", style="dim", indent=4)
        show(found.quote, indent=4)


def _show_hints(answer: "Answer") -> None:
    """Print what helps to ask differently where nothing answers."""
    if answer.corrected:
        show(say("did_you_mean", answer.language, question=answer.corrected))
    if answer.understood:
        show(say("searched_for", answer.language, words=", ".join(answer.understood)), style="dim")
    if answer.topics:
        show(say("topics_held", answer.language, topics=" · ".join(answer.topics)), style="dim")


def _describe_quote(citation: "Citation", language: Language) -> Iterator[str]:
    """Yield where `citation` stands, in which language if it is another than `language`, and below what."""
    from index.languages.names import name_language

    place = _describe_place(citation.path, citation.page, (citation.start, citation.end), language)
    name = name_language(citation.language, language)
    foreign = say("in_language", language, citation.language, name=name)
    yield place if citation.language is language else f"{place}, {foreign}"
    if citation.headings:
        yield " › ".join(citation.headings)


def _describe_place(path: str, page: int | None, place: Sequence[int], language: Language) -> str:
    parts = [path, say("characters", language, start=place[0], end=place[1])]
    if page is not None:
        parts.insert(1, say("page", language, page=page))
    return ", ".join(parts)
