"""The page with a question and its answer, for browsers without scripts too; knows no HTTP library."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import Answer, Part
from bot.answering.citations import Citation
from bot.pages.catalogue import Listed
from bot.pages.render import render_page
from index.languages import Language


@dataclass(frozen=True, slots=True)
class FormState:
    """The question in the form of the page, and why there is no answer to it."""

    question: str = ""
    problem: str = ""


def render_home(
    ui: Language,
    listed: Listed,
    form: FormState,
    answer: Answer | None = None,
    suggestions: Sequence[str] = (),
) -> str:
    """Return the page with the chat, the answer if there is one, and a page of the list of the documents.

    `suggestions` are the first questions that it offers.
    """
    return render_page(
        "home.html",
        ui,
        listed=listed,
        form=form,
        suggestions=suggestions,
        answer=answer,
        blocks=cut_blocks(answer.parts if answer else ()),
        sources=group_by_document(answer.citations if answer else ()),
        related=group_by_document(answer.related if answer else ()),
        said={part.citation for part in answer.parts} if answer else set(),
        today=date.today().isoformat(),  # noqa: DTZ011  # the reader's day
    )


def cut_blocks(parts: Iterable[Part]) -> list[list[Part]]:
    """Return `parts` in blocks: a quote ends one, before it may stand what is said of it."""
    blocks: list[list[Part]] = [[]]
    for part in parts:
        if blocks[-1] and blocks[-1][-1].citation:
            blocks.append([])
        blocks[-1].append(part)
    return blocks


def group_by_document(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Return the citations of each document together, in their order."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.path, []).append(citation)
    return list(groups.values())
