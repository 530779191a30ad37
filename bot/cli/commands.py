"""The command `partnerbot`: what is asked of it in, one call, a report and an exit status out.

What takes seconds to import (the encoder's libraries, the service) is imported by the command that needs it.
"""
# ruff: noqa: PLC0415 - see above

import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.fetching import fetch
from bot.cli.terminal import show, show_answer, show_figures, show_json, show_passages, show_progress
from bot.config import Config, console_language
from index.errors import AnswerFileError, DocumentError, PartnerbotError, QuestionsError
from index.files import make_folder
from index.languages import Language
from index.languages.messages import say

if TYPE_CHECKING:
    from bot.answering.evidence import Knowledge

app = typer.Typer(
    help="Answers questions about the city partnership Düsseldorf–Moscow, with quotes from documents.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

QuestionArgument = Annotated[str, typer.Argument(metavar="QUESTION", help="What you want to know.")]
AskedLanguage = Annotated[
    Language | None,
    typer.Option("--language", help="The language of the reader; that of the question without it."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print what the service would send.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        show(f"partnerbot {version('partnerbot')}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take what stands before the name of the command."""


@app.command()
def index(
    documents: Annotated[
        Path | None, typer.Argument(metavar="DOCUMENTS", help="The folder of the documents.")
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the index is built.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Build again whenever a document changes.")] = False,
) -> None:
    """Build the index of the documents and switch it in; a report of what is in it lies beside it."""
    from bot.cli.indexing import Place, build_once, load_for_building
    from bot.cli.watching import watch as build_whenever_changed

    with suppress(OSError):  # where memory is short it is this that ends, not a service beside it
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    config = Config.from_environment()
    place = Place(documents or config.documents, output or config.index)
    load = cache(partial(load_for_building, config.encoder))
    if watch:
        build_whenever_changed(place.documents, lambda: build_once(place, load))
    elif not build_once(place, load):
        raise typer.Exit(1)


app.command()(fetch)


@app.command()
def serve() -> None:
    """Serve the page and the interface for programs."""
    from bot.http.serving import server

    try:
        server.serve(Config.from_environment())
    except SystemExit as ended:  # with 3, where the server cannot listen
        raise typer.Exit(1 if ended.code else 0) from ended


@app.command()
def ask(
    question: QuestionArgument,
    language: AskedLanguage = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", metavar="DATE", formats=["%Y-%m-%d"], help="The day to answer for; today without it."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question with quotes from the documents."""
    from bot.answering.evidence import open_knowledge
    from bot.answering.pipeline import answer_inquiry
    from bot.understanding.inquiry import Inquiry

    config = Config.from_environment()
    inquiry = Inquiry(question, language, as_of=as_of.date() if as_of else None)
    answer = answer_inquiry(inquiry, open_knowledge(config.index, config.encoder), config.own_contacts).answer
    if as_json:
        show_json(answer)
    else:
        show_answer(answer)


@app.command()
def search(
    question: QuestionArgument,
    language: AskedLanguage = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many passages.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Find the passages nearest to a question; they need not answer it."""
    from bot.answering.evidence import open_knowledge
    from bot.answering.pipeline import find_passages
    from bot.answering.search_result import describe_passages
    from bot.understanding.inquiry import Inquiry
    from bot.understanding.question import Kind, understand

    config = Config.from_environment()
    asked = understand(Inquiry(question, language), config.own_contacts)
    if not asked.text:
        raise typer.BadParameter(say("reason_blank", console_language()), param_hint="QUESTION")
    if asked.kind is Kind.PERSONAL_DATA and asked.message:
        raise typer.BadParameter(say(asked.message, console_language()), param_hint="QUESTION")
    passages = find_passages(asked, open_knowledge(config.index, config.encoder), limit)
    result = describe_passages(asked, passages)
    if as_json:
        show_json(result)
    else:
        show_passages(result, console_language())


@app.command()
def evaluate(
    documents: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the documents.")],
    questions: Annotated[Path, typer.Option(metavar="FILE.jsonl", help="Questions with known answers.")],
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="OUT", dir_okay=False, help="Write the figures here.")
    ] = None,
    html_file: Annotated[
        Path | None,
        typer.Option("--html", metavar="OUT", dir_okay=False, help="Write a report to look at here."),
    ] = None,
    index: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="An index of the documents; else one is built for this."),
    ] = None,
) -> None:
    """Measure the answers to a file of questions."""
    from bot.evaluation.measures import measure, read_questions
    from bot.evaluation.outcomes import ask_questions
    from bot.evaluation.report import render_report
    from index.reading.calibration import load_calibration
    from index.reading.reader import load_reader

    config = replace(Config.from_environment(), documents=documents)
    asked = read_questions(questions)
    for file in filter(None, (json_file, html_file)):
        file.touch()  # better refused now than after the work
    load_calibration().check_reader(load_reader().fingerprint)
    knowledge, errors = _prepare_knowledge(config, index)
    _show_errors(errors)
    if unknown := {path for each in asked for path in each.relevant} - knowledge.retriever.documents.keys():
        show(say("relevant_unknown", console_language(), paths=", ".join(sorted(unknown))), stderr=True)
    outcomes = []
    with show_progress(say("evaluating", console_language())) as progress:
        for outcome in ask_questions(knowledge, documents, asked, config.own_contacts):
            outcomes.append(outcome)
            progress(len(outcomes), len(asked))
    report = measure(outcomes)
    show_figures(report)
    if json_file:
        json_file.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    if html_file:
        html_file.write_text(
            render_report(report, outcomes, knowledge.calibration.threshold), encoding="utf-8"
        )
    raise typer.Exit(1 if errors else 0)


@app.command()
def calibrate(
    documents: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the documents.")],
    questions: Annotated[Path, typer.Option(metavar="FILE.jsonl", help="Questions with known answers.")],
    cost: Annotated[
        float, typer.Option(min=0, help="How many false refusals a false answer is worth.")
    ] = 1.0,
) -> None:
    """Make the calibration of the reader from questions it was not trained on; then build the index anew."""
    from bot.evaluation.calibrate import calibrate as fit
    from bot.evaluation.calibrate import describe, observe
    from bot.evaluation.measures import read_questions
    from index.reading.calibration import CALIBRATION

    asked = read_questions(questions)
    if len({question.answerable for question in asked}) < 2:
        raise QuestionsError("questions_of_one_kind", path=questions)
    config = replace(Config.from_environment(), documents=documents)
    knowledge, errors = _prepare_knowledge(config, None)
    _show_errors(errors)
    with show_progress(say("evaluating", console_language())) as progress:
        observations = list(observe(knowledge, asked, progress, config.own_contacts))
    made = fit(observations, cost)
    about = describe(documents, questions, knowledge.reader.fingerprint, cost)
    made["made"] = about | {"figures": made.pop("figures")}
    whole = CALIBRATION.with_suffix(".new")  # nothing half-written decides what is answered
    whole.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    whole.replace(CALIBRATION)
    show(CALIBRATION.read_text("utf-8"))
    raise typer.Exit(1 if errors else 0)


@app.command()
def verify(
    answer: Annotated[
        Path | None,
        typer.Argument(metavar="ANSWER.json", help="What ask --json prints; else standard input."),
    ] = None,
) -> None:
    """Make anew from the documents what follows from them in an answer, and say what differs."""
    from bot.evaluation.verify import describe, prove, read_claims

    try:
        data = answer.read_bytes() if answer else sys.stdin.buffer.read()
    except OSError as error:
        raise AnswerFileError("answer_unreadable", path=answer, reason=error.strerror) from error
    claims = read_claims(data, str(answer or "stdin"))
    proofs = prove(claims, Config.from_environment().documents)
    for line in describe(proofs, console_language()):
        show(line)
    raise typer.Exit(0 if proofs and not any(proof.wrong for proof in proofs) else 1)


def main(arguments: list[str] | None = None) -> None:
    """Run the command that `arguments` name, by default those of the process, and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # better a "?" than no answer
    try:
        app(arguments, prog_name="partnerbot")
    except PartnerbotError as error:
        _fail(error.text(console_language()))
    except OSError as error:
        _fail(say("system_failed", console_language(), reason=error))


def _fail(sentence: str) -> None:
    show(sentence, stderr=True)
    sys.exit(1)


def _show_errors(errors: Iterable[DocumentError]) -> None:
    for error in errors:
        show(error.text(console_language()), stderr=True)


def _prepare_knowledge(config: Config, index: Path | None) -> tuple["Knowledge", tuple[DocumentError, ...]]:
    """Return what answers from the folder `index`, else from one built for this, and what that left out."""
    from bot.answering.evidence import Knowledge, open_knowledge
    from index.build import build_index
    from index.encoding.encoder import load_encoder
    from index.reading.calibration import load_calibration
    from index.reading.reader import load_reader
    from index.search import Searcher

    if index:
        return open_knowledge(index, config.encoder), ()
    encoder = load_encoder(config.encoder)
    with make_folder() as folder, show_progress(say("embedding", console_language())) as progress:
        report = build_index(config.documents, folder, encoder, progress)
    return Knowledge(Searcher(report.index, encoder), load_reader(), load_calibration()), report.errors
