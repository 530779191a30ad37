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
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from bot.config import Config, console_language
from bot.console import show, show_answer, show_figures, show_json, show_passages, show_progress
from bot.phrases import Phrase, say
from index.errors import AnswerFileError, DocumentError, Fault, PartnerbotError, QuestionsError
from index.language import Language
from index.temporary import make_folder

if TYPE_CHECKING:
    from index.search import Searcher

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


@app.command()
def index(
    documents: Annotated[
        Path | None, typer.Argument(metavar="DOCUMENTS", help="The folder of the documents.")
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the index is built.")] = None,
) -> None:
    """Build the index of the documents and switch it in."""
    from index.build import build_index
    from index.encoder import load_encoder
    from index.prepare import prepare_reader

    with suppress(OSError):  # where memory is short it is this that ends, not a service beside it
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    config, language, start = Config.from_environment(), console_language(), perf_counter()
    folder = output or config.index
    with show_progress(say(Phrase.EMBEDDING, language)) as progress:
        encoder = load_encoder(config.encoder)
        prepare_reader()  # so that a service that may not write there finds it
        report = build_index(documents or config.documents, folder, encoder, progress)
    _tell_errors(report.errors)
    built = report.index
    values = {"documents": len(built.documents), "passages": len(built.chunks), "embedded": report.embedded}
    seconds = f"{perf_counter() - start:.1f}"
    show(say(Phrase.INDEX_BUILT, language, **values, seconds=seconds, folder=folder))
    raise typer.Exit(1 if report.errors else 0)


@app.command()
def serve() -> None:
    """Serve the page and the interface for programs."""
    from bot import app as service

    try:
        service.serve(Config.from_environment())
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
    from pydantic import TypeAdapter

    from bot.answer import Answer, find_answer
    from bot.app import load_searcher
    from bot.question import understand

    config = Config.from_environment()
    asked = understand(question, language=language, own=config.own_contacts)
    searcher = load_searcher(config)
    day = as_of and as_of.date()
    answer = find_answer(searcher, asked, explicit=language is not None, as_of=day).answer
    if as_json:
        show_json(TypeAdapter(Answer).dump_json(answer, indent=2))
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
    from bot.app import load_searcher
    from bot.question import understand
    from bot.wire import SearchResult

    config = Config.from_environment()
    asked = understand(question, language=language, own=config.own_contacts)
    if not asked.text:
        raise typer.BadParameter(say(Phrase.REASON_BLANK, console_language()), param_hint="QUESTION")
    searcher = load_searcher(config)
    result = SearchResult.of(asked, searcher.search(asked.wanted, asked.asked_in, limit))
    if as_json:
        show_json(result.model_dump_json(indent=2).encode())
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
    from bot.outcomes import ask_questions
    from bot.report import render_report
    from index.evaluate import measure, read_questions

    config = replace(Config.from_environment(), documents=documents)
    asked = read_questions(questions)
    for file in filter(None, (json_file, html_file)):
        file.touch()  # better refused now than after the work
    searcher, errors = _prepare_searcher(config, index)
    _tell_errors(errors)
    if unknown := {path for each in asked for path in each.relevant} - searcher.documents.keys():
        show(say(Phrase.RELEVANT_UNKNOWN, console_language(), paths=", ".join(sorted(unknown))), stderr=True)
    outcomes = []
    with show_progress(say(Phrase.EVALUATING, console_language())) as progress:
        for outcome in ask_questions(searcher, documents, asked):
            outcomes.append(outcome)
            progress(len(outcomes), len(asked))
    report = measure(outcomes)
    show_figures(report)
    if json_file:
        json_file.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    if html_file:
        html_file.write_text(
            render_report(report, outcomes, searcher.calibration.threshold), encoding="utf-8"
        )
    raise typer.Exit(1 if errors else 0)


@app.command()
def calibrate(
    documents: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the documents.")],
    questions: Annotated[Path, typer.Option(metavar="FILE.jsonl", help="Questions with known answers.")],
    output: Annotated[
        Path | None,
        typer.Option(metavar="OUT.json", dir_okay=False, help="Write it here; else into the program."),
    ] = None,
    cost: Annotated[
        float, typer.Option(min=0, help="How many false refusals a false answer is worth.")
    ] = 1.0,
) -> None:
    """Make the calibration of the reader from questions it was not trained on; then build the index anew."""
    from importlib.resources import files

    from bot.calibrate import calibrate as fit
    from bot.calibrate import describe, observe
    from index.calibration import CALIBRATION
    from index.evaluate import read_questions
    from index.reader import load_reader

    asked = read_questions(questions)
    if len({question.answerable for question in asked}) < 2:
        raise QuestionsError(Fault.QUESTIONS_OF_ONE_KIND, path=questions)
    config = replace(Config.from_environment(), documents=documents)
    path = output or Path(str(files("index").joinpath(CALIBRATION)))
    searcher, errors = _prepare_searcher(config, None)
    _tell_errors(errors)
    with show_progress(say(Phrase.EVALUATING, console_language())) as progress:
        observations = list(observe(searcher, asked, progress))
    made = fit(observations, cost)
    about = describe(documents, questions, load_reader().fingerprint, cost)
    made["made"] = about | {"figures": made.pop("figures")}
    path.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    show(path.read_text("utf-8"))
    raise typer.Exit(1 if errors else 0)


@app.command()
def verify(
    answer: Annotated[
        Path | None,
        typer.Argument(metavar="ANSWER.json", help="What ask --json prints; else standard input."),
    ] = None,
) -> None:
    """Make anew from the documents what follows from them in an answer, and say what differs."""
    from bot.verify import describe, prove, read_claims

    try:
        data = answer.read_bytes() if answer else sys.stdin.buffer.read()
    except OSError as error:
        raise AnswerFileError(Fault.ANSWER_UNREADABLE, path=answer, reason=error.strerror) from error
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
        _fail(say(Phrase.SYSTEM_FAILED, console_language(), reason=error))


def _fail(sentence: str) -> None:
    show(sentence, stderr=True)
    sys.exit(1)


def _tell_errors(errors: Iterable[DocumentError]) -> None:
    for error in errors:
        show(error.text(console_language()), stderr=True)


def _prepare_searcher(config: Config, index: Path | None) -> tuple["Searcher", tuple[DocumentError, ...]]:
    """Return the searcher of the folder `index`, else of an index built for this, and what that left out."""
    from bot.app import load_searcher
    from index.build import build_index
    from index.encoder import load_encoder
    from index.reader import load_reader
    from index.search import Searcher

    if index:
        return load_searcher(replace(config, index=index)), ()
    with make_folder() as folder, show_progress(say(Phrase.EMBEDDING, console_language())) as progress:
        encoder = load_encoder(config.encoder)
        report = build_index(config.documents, folder, encoder, progress)
    return Searcher(report.index, encoder, load_reader()), report.errors


if __name__ == "__main__":
    main()
