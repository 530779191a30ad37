"""Building the index from the command line: once, or whenever the folder of the documents changes.

Knows what a build is told of and where its report lies; not how an index is made.
"""
# ruff: noqa: PLC0415 - what takes seconds to import is imported when it is needed

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from bot.cli.terminal import show, show_progress
from bot.config import console_language
from index.languages.messages import say

if TYPE_CHECKING:
    from index.build import Report
    from index.encoding.encoder import Encoder
    from index.reporting.report import BuildReport

PAGE = "report.html"
MOST_ODD = 5  # lines at the terminal


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of the documents, and that of their index, in which the reports lie too."""

    documents: Path
    index: Path


def load_for_building(name: str) -> "Encoder":
    """Return the encoder `name`; the reader is prepared, so that a service that may not write finds it."""
    from index.encoding.encoder import load_encoder
    from index.reading.calibration import load_calibration
    from index.reading.prepare import prepare_reader

    encoder = load_encoder(name)
    _, reader = prepare_reader()
    load_calibration().check_reader(reader)
    return encoder


def build_once(place: Place, load: Callable[[], "Encoder"]) -> bool:
    """Build the index and show what came of it; return whether all documents could be used.

    Its report is written beside it, as JSON and as a page. Raises what `build_index` raises.
    """
    from index.build import build_index

    language, start = console_language(), perf_counter()
    with show_progress(say("embedding", language)) as progress:
        report = build_index(place.documents, place.index, load(), progress)
    for error in report.errors:
        show(error.text(language), stderr=True)
    built = report.index
    values = {"documents": len(built.documents), "passages": len(built.chunks), "embedded": report.embedded}
    seconds = f"{perf_counter() - start:.1f}"
    show(say("index_built", language, **values, seconds=seconds, folder=place.index))
    _report(report, place)
    return not report.errors


def _report(report: "Report", place: Place) -> None:
    """Write what a person should know of a build beside the index, and show the short of it."""
    from bot.pages.build_report import render_build_report
    from index.fetching.records import list_vanished
    from index.files import write_whole
    from index.reporting.report import REPORT, Built, describe_build, write_report
    from index.storage.builds import find_build

    built, folder = report.index, place.index
    about = Built(
        find_build(folder),
        built.documents,
        built.chunks,
        report.errors,
        report.changes,
        list_vanished(place.documents),
    )
    described = describe_build(about, console_language())
    write_report(folder / REPORT, described)
    write_whole(folder / PAGE, render_build_report(described).encode())
    _show(described, folder / PAGE)


def _show(report: "BuildReport", page: Path) -> None:
    for oddity in report.odd[:MOST_ODD]:
        show(f"– {oddity.text}", hanging=2)
    if len(report.odd) > MOST_ODD:
        show(say("odd_more", report.language, number=len(report.odd) - MOST_ODD))
    if report.changes.before is None:
        show(say("report_first", report.language))
    counts = {
        name: number for name, number in report.count().items() if name not in {"documents", "passages"}
    }
    show(say("report_written", report.language, **counts, file=page))
