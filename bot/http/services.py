"""What all requests share: made once for an application, before it starts."""

from dataclasses import dataclass, field

from fastapi import Request

from bot.config import Config
from bot.http.admission.answer_cache import AnswerCache
from bot.http.admission.queue import QuestionQueue
from bot.http.admission.rate_limit import RateLimit
from bot.http.metrics import Metrics
from bot.http.reload import Reloader
from bot.operator.file import OperatorFile
from bot.pages.catalogue import Catalogues


@dataclass(slots=True)
class Services:
    """The parts of one application; `metrics` count what the others do.

    The queues, of questions and of pictures, are there from each start to the end after it.
    """

    config: Config
    reloader: Reloader
    metrics: Metrics
    rate_limit: RateLimit
    operator: OperatorFile
    answers: AnswerCache = field(default_factory=AnswerCache)
    catalogues: Catalogues = field(default_factory=Catalogues)
    queue: QuestionQueue = field(init=False)
    drawing: QuestionQueue = field(init=False)


def find_services(request: Request) -> Services:
    """Return what the application of `request` is made of."""
    services: Services = request.app.state.services
    return services
