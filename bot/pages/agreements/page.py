"""The page of the register of agreements, and the register as programs get it. Knows no HTTP library."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import Cell
from bot.answering.citations import document_url
from bot.answering.register_answer import COLUMNS, make_rows, write_sentences
from bot.pages.render import render_page
from bot.register.entries import Entry, Register
from bot.register.periods import Period
from bot.register.question import Asked
from bot.register.selection import select_entries
from bot.register.vocabulary import State
from index.documents.document import Document
from index.languages import Language
from index.languages.messages import say


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell with its column's name, and where it leads: to the line of the document that it comes from."""

    column: str
    cell: Cell
    url: str | None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """An agreement: its cells, the title first, and the documents that speak of it."""

    cells: Sequence[ShownCell]
    documents: Sequence[Document]


def render_agreements(
    register: Register, documents: Mapping[str, Document], ui: Language, today: date, day: date | None = None
) -> str:
    """Return the page of all agreements of `register`, or of those in force on `day`."""
    asked = Asked(State.IN_FORCE, period=Period(day, day)) if day else Asked(State.KNOWN)
    selected = select_entries(register, asked, today)
    return render_page(
        "agreements.html",
        ui,
        rows=_show_rows(selected.shown, register, documents, ui),
        said=write_sentences(asked, selected, ui, today),
        choices=[entry.find("title", ui) for entry in register],
        day=day,
    )


def _show_rows(
    shown: Sequence[Entry], register: Register, documents: Mapping[str, Document], ui: Language
) -> list[ShownRow]:
    names, rows, citations = make_rows(shown, register, documents, ui)
    urls = {each.number: document_url(each.path, each.start, each.end, ui) for each in citations}
    columns = [say(COLUMNS[name], ui) for name in names]
    return [
        ShownRow(
            [
                ShownCell(column, cell, urls.get(cell.citation or 0))
                for column, cell in zip(columns, row, strict=True)
            ],
            _choose_versions(entry.speaking, ui),
        )
        for entry, row in zip(shown, rows, strict=True)
    ]


def _choose_versions(documents: Sequence[Document], ui: Language) -> list[Document]:
    """Return each of `documents` once, in the language `ui` where it exists in that."""
    versions: dict[str, Document] = {}
    for document in documents:
        original = document.translation_of or document.path
        if original not in versions or document.language is ui:
            versions[original] = document
    return sorted(versions.values(), key=lambda each: each.title)
