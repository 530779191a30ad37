"""Questions about the register of agreements in, an answer with a table out. Pure.

Each cell cites the line of the document that says it of itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from bot.answering.answer import Answer, Cell, Part, Status, Table, join_parts
from bot.answering.citations import Citation, cite_line
from bot.register.entries import Entry, Register, find_line, find_successor, read_register
from bot.register.names import name_agreements, name_kind
from bot.register.question import Asked
from bot.register.selection import Selected, select_entries
from bot.register.vocabulary import State
from bot.register.writing import write_period
from index.documents.document import Document
from index.languages import Language
from index.languages.dates import write_date
from index.languages.messages import key, say

if TYPE_CHECKING:
    from bot.answering.evidence import Knowledge

COLUMNS = {
    "title": key("column_title"),
    "kind": key("column_kind"),
    "parties": key("column_parties"),
    "signed": key("column_signed"),
    "valid_from": key("column_valid_from"),
    "valid_until": key("column_valid_until"),
    "replaced_by": key("column_replaced_by"),
}
# What is said of a state, and of one at no certain time.
_SAID = {
    State.KNOWN: (key("register_known"), key("register_known")),
    State.IN_FORCE: (key("register_in_force"), key("register_in_force_on")),
    State.ENDED: (key("register_ended"), key("register_expired")),
    State.BEGAN: (key("register_began"), key("register_started")),
    State.SIGNED: (key("register_signed"), key("register_dated")),
}


@dataclass(slots=True)
class _Citing:
    """The citations of a table, each line once."""

    documents: Mapping[str, Document]
    citations: dict[tuple[str, int], Citation] = field(default_factory=dict)

    def cite(self, document: Document, name: str) -> int | None:
        """Return the number of the line in which `document` says `name`, None where it has no such line."""
        span = find_line(document, name)
        if span is None:
            return None
        place = (document.path, span[0])
        if place not in self.citations:
            number = len(self.citations) + 1
            self.citations[place] = cite_line(number, document, span, self.documents)
        return self.citations[place].number


_MADE: "WeakKeyDictionary[Knowledge, Register]" = WeakKeyDictionary()
_MAKING = Lock()


def find_register(knowledge: "Knowledge") -> Register:
    """Return the register of the documents of `knowledge`, which is made the first time."""
    with _MAKING:
        if knowledge not in _MADE:
            _MADE[knowledge] = read_register(knowledge.retriever.documents)
        return _MADE[knowledge]


def answer_from_register(
    asked: Asked, register: Register, documents: Mapping[str, Document], language: Language, day: date
) -> Answer:
    """Return what `register` holds of what is `asked`, on `day`: a sentence with the number, and a table."""
    selected = select_entries(register, asked, day)
    parts = tuple(Part(text, language) for text in write_sentences(asked, selected, language, day))
    names, rows, citations = make_rows(selected.shown, register, documents, language)
    table = Table(tuple(say(COLUMNS[name], language) for name in names), rows, asked)
    return Answer(
        Status.ANSWERED, language, join_parts(parts), citations, parts=parts, as_of=day, table=table
    )


def write_sentences(asked: Asked, selected: Selected, language: Language, day: date) -> list[str]:
    """Return how many agreements were `asked` for and found, and what they are counted from."""
    at_a_time, at_none = _SAID[asked.state]
    values = {
        "kinds": name_agreements(asked.kinds, language),
        "count": len(selected.entries),
        "total": selected.total,
    }
    if asked.period:
        said = [say(at_a_time, language, **values, period=write_period(asked.period, language))]
    else:
        said = [say(at_none, language, **values, day=write_date(day, language))]
    if selected.open:
        said.append(say("register_no_term", language, count=len(selected.open)))
    said.append(say(key("register_own") if selected.entries else key("register_none"), language))
    return said


def make_rows(
    shown: Sequence[Entry], register: Register, documents: Mapping[str, Document], language: Language
) -> tuple[list[str], tuple[tuple[Cell, ...], ...], tuple[Citation, ...]]:
    """Return the columns in which any of `shown` has something, a row for each, and what the cells cite."""
    citing = _Citing(documents)
    names = [name for name in COLUMNS if name == "title" or any(entry.read(name) for entry in shown)]
    rows = tuple(
        tuple(_make_cell(each, name, register, language, citing) for name in names) for each in shown
    )
    return names, rows, tuple(citing.citations.values())


def _make_cell(entry: Entry, name: str, register: Register, language: Language, citing: _Citing) -> Cell:
    document = entry.find(name, language)
    value = getattr(document, name)
    if not value:
        return Cell(say("register_not_told", language), language)
    citation = citing.cite(document, name)
    if name == "title":
        return Cell(document.title, document.language, citation)
    if name == "kind":
        return Cell(name_kind(value, language), language, citation)
    if name == "parties":
        return Cell(", ".join(value), document.language, citation)
    if name == "replaced_by":
        successor = find_successor(entry, register)
        following = successor.find("title", language) if successor else citing.documents.get(value, document)
        return Cell(following.title, following.language, citation)
    return Cell(write_date(value, language), language, citation)
