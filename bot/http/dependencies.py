"""What routes need of a request: the reader's language, what answers now, an answer, a thread to work in."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Path, Request

from bot.answering.answer import Answer
from bot.answering.evidence import Knowledge
from bot.answering.pipeline import answer_inquiry
from bot.http.accept_language import choose_language
from bot.http.admission.rate_limit import find_address
from bot.http.middleware.request_limits import CONTROL
from bot.http.problems import MEDIA_TYPE, TITLES, PausedError, ProblemError
from bot.http.services import find_services
from bot.understanding.inquiry import Inquiry
from index.documents.document import Document
from index.languages import TECHNICAL, Language
from index.languages.messages import say
from index.originals.pictures import measure_drawing

ANYWHERE = (400, 421, 431)  # how requests for every address can end
T = TypeVar("T")


async def read_language(request: Request) -> Language:
    """Return the language that the reader's browser asks for."""
    return choose_language(request.headers.get("accept-language", ""))


async def find_knowledge(request: Request) -> Knowledge:
    """Return what answers now; raise ProblemError while there is nothing."""
    return find_services(request).reloader.get()


async def refuse_paused(request: Request) -> None:
    """Raise ProblemError while the operator has paused the bot."""
    operator = find_services(request).operator
    told = {language: operator.tell(language) for language in Language}
    if any(each.paused for each in told.values()):
        raise PausedError({language: each.notice or "" for language, each in told.items()})


async def count_request(request: Request) -> None:
    """Raise ProblemError when the client of `request` has asked too often."""
    await _count(request, page=False)


async def count_page(request: Request) -> None:
    """Raise ProblemError when the client of `request` has looked at too many pages."""
    await _count(request, page=True)


ReaderLanguage = Annotated[Language, Depends(read_language)]
CurrentKnowledge = Annotated[Knowledge, Depends(find_knowledge)]
Unpaused = Depends(refuse_paused)
Limited = Depends(count_request)
# Written so that what is made from the description asks for no address that is refused before a route.
DocumentPath = Annotated[str, Path(json_schema_extra={"not": {"pattern": CONTROL.pattern}})]
LimitedPage = Depends(count_page)


async def run(request: Request, call: Callable[[], T]) -> T:
    """Return what `call` gives, from one of few threads; raise ProblemError as QuestionQueue.run does.

    Who asks pays for the processor's time, also when they do not wait for the answer.
    """
    services = find_services(request)
    client = services.rate_limit.find_client(find_address(request))
    paid = services.rate_limit.measure(client, call)
    return await services.queue.run(paid, request.receive, client.name)


async def draw(request: Request, call: Callable[[], T]) -> T:
    """Return the picture that `call` gives, as `run` does; who asks pays for the process that draws."""
    services = find_services(request)
    client = services.rate_limit.find_client(find_address(request))
    paid = services.rate_limit.measure(client, call, measure_drawing)
    return await services.drawing.run(paid, request.receive, client.name)


async def answer(request: Request, knowledge: Knowledge, inquiry: Inquiry) -> Answer:
    """Return the answer to `inquiry`, at once where it is cached, else as `run` does it.

    Raises ProblemError, and QuestionError when the question is too long.
    """
    services = find_services(request)
    key = services.answers.make_key(inquiry)
    if found := services.answers.find(knowledge, key):
        services.metrics.count_cached()
    else:
        own = services.config.own_contacts
        found = await run(request, lambda: answer_inquiry(inquiry, knowledge, own).answer)
        services.answers.add(knowledge, key, found)
    request.state.answer = found  # for the log and the figures
    return found


def find_document(knowledge: Knowledge, path: str) -> Document:
    """Return the document at `path`; raise ProblemError when the index holds none.

    Only what is in the index is ever served: no path reaches the file system.
    """
    document = knowledge.retriever.documents.get(path)
    if document is None:
        raise ProblemError(404, "document_unknown")
    return document


def describe_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what the interface's description says of a route that ends in a problem with these statuses."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": say(TITLES[status], TECHNICAL), "content": content}
        for status in (*statuses, *ANYWHERE)
    }


async def _count(request: Request, *, page: bool) -> None:
    rate_limit = find_services(request).rate_limit
    if seconds := await rate_limit.count(find_address(request), page=page):
        raise ProblemError(429, "asked_too_often", seconds=seconds)
