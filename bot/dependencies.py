"""What routes need of a request: the reader's language, the searcher, an answer, a thread to work in."""

from collections.abc import Callable, Collection
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from bot.accept_language import choose_language
from bot.answer import Answer, find_answer
from bot.kept import Inquiry, KeptAnswers
from bot.limits import RateLimit, find_address
from bot.metrics import Metrics  # noqa: TC001
from bot.phrases import Phrase, say
from bot.problems import MEDIA_TYPE, TITLES, ProblemError
from bot.question import understand
from bot.waiting import WaitingLine  # noqa: TC001
from bot.wire import Problem
from index.documents import Document
from index.language import Language
from index.search import Searcher

ANYWHERE = (400, 421, 431)  # how requests for every address can end
T = TypeVar("T")


async def read_language(request: Request) -> Language:
    """Return the language that the reader's browser asks for."""
    return choose_language(request.headers.get("accept-language", ""))


async def find_searcher(request: Request) -> Searcher:
    """Return the searcher that answers now; raise ProblemError while there is none."""
    searcher: Searcher = request.app.state.live.get()
    return searcher


Reader = Annotated[Language, Depends(read_language)]
Found = Annotated[Searcher, Depends(find_searcher)]


async def run(request: Request, call: Callable[[], T]) -> T:
    """Return what `call` gives, from one of few threads; raise ProblemError as WaitingLine.run does.

    Who asks pays for the processor's time, also when they do not wait for the answer.
    """
    line: WaitingLine = request.app.state.line
    rate_limit: RateLimit = request.app.state.rate_limit
    client = rate_limit.find_client(find_address(request))
    return await line.run(rate_limit.measure(client, call), request.receive, client.name)


async def answer(request: Request, searcher: Searcher, inquiry: Inquiry) -> Answer:
    """Return the answer to `inquiry`, at once where it is kept, else as `run` does it.

    Raises ProblemError, and QuestionError when the question is too long.
    """
    kept: KeptAnswers = request.app.state.kept
    metrics: Metrics = request.app.state.metrics
    key = kept.make_key(inquiry)
    if found := kept.find(searcher, key):
        metrics.count_kept()
    else:
        own: Collection[str] = request.app.state.own_contacts
        found = await run(request, lambda: _find_answer(searcher, inquiry, own))
        kept.keep(searcher, key, found)
    request.state.answer = found  # for the log and the figures
    return found


def _find_answer(searcher: Searcher, inquiry: Inquiry, own: Collection[str]) -> Answer:
    question = understand(
        inquiry.question, language=inquiry.language, page=inquiry.page, history=inquiry.history, own=own
    )
    return find_answer(searcher, question, explicit=inquiry.language is not None, as_of=inquiry.as_of).answer


def find_document(searcher: Searcher, path: str) -> Document:
    """Return the document at `path`; raise ProblemError when the index holds none.

    Only what is in the index is ever served: no path reaches the file system.
    """
    document = searcher.documents.get(path)
    if document is None:
        raise ProblemError(404, Phrase.DOCUMENT_UNKNOWN)
    return document


def tell_problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what the interface's description says of a route that ends in a problem with these statuses."""
    content = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}
    return {
        status: {"description": say(TITLES[status], Language.EN), "content": content}
        for status in (*statuses, *ANYWHERE)
    }
