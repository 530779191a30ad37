"""The register of agreements over HTTP: its page, two agreements beside each other, and for programs."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from bot.answering.register_answer import find_register
from bot.http.dependencies import CurrentKnowledge, LimitedPage, describe_responses
from bot.http.page_routes import UiLanguage
from bot.http.schemas import DocumentResult
from bot.pages.agreements.compare import render_comparison
from bot.pages.agreements.page import render_agreements
from bot.register.entries import Entry, Register

agreements = APIRouter()
Chosen = Annotated[str, Query(description="The path of a document of the agreement.")]


class AgreementResult(BaseModel):
    """An agreement: its document and the translations of it, the original first, and what speaks of it."""

    versions: list[DocumentResult]
    documents: Annotated[list[str], Field(description="The paths of the documents that speak of it.")]

    @classmethod
    def of(cls, entry: Entry) -> "AgreementResult":
        """Return `entry` as it is sent."""
        versions = [DocumentResult.of(each) for each in entry.versions]
        return cls(versions=versions, documents=[each.path for each in entry.speaking])


class AgreementList(BaseModel):
    """The agreements that the documents know, the latest first."""

    agreements: list[AgreementResult]


@agreements.get(
    "/agreements", response_class=HTMLResponse, include_in_schema=False, dependencies=[LimitedPage]
)
def show_agreements(ui: UiLanguage, knowledge: CurrentKnowledge, day: str = "") -> HTMLResponse:
    """Show the register of agreements, all of it or what is in force on a day."""
    register, documents = find_register(knowledge), knowledge.retriever.documents
    return HTMLResponse(render_agreements(register, documents, ui, _today(), _read_day(day)))


@agreements.get(
    "/agreements/compare", response_class=HTMLResponse, include_in_schema=False, dependencies=[LimitedPage]
)
def show_comparison(
    ui: UiLanguage, knowledge: CurrentKnowledge, a: Chosen = "", b: Chosen = ""
) -> HTMLResponse:
    """Show two agreements beside each other."""
    register = find_register(knowledge)
    chosen = _find_entry(register, a), _find_entry(register, b)
    return HTMLResponse(render_comparison(register, chosen, ui, knowledge.retriever.read_vectors))


@agreements.get(
    "/api/agreements",
    operation_id="list_agreements",
    tags=["documents"],
    summary="List the agreements",
    responses=describe_responses(403, 422, 429, 503),
    dependencies=[LimitedPage],
)
def list_agreements(knowledge: CurrentKnowledge) -> AgreementList:
    """List the agreements that the documents know, with what these say of them."""
    return AgreementList(agreements=[AgreementResult.of(each) for each in find_register(knowledge)])


def _find_entry(register: Register, path: str) -> Entry | None:
    return next((each for each in register if any(one.path == path for one in each.versions)), None)


def _read_day(text: str) -> date | None:
    """Return the day that the form sends, None where it is empty or no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _today() -> date:
    return date.today()  # noqa: DTZ011  # the reader's day
