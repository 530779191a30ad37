"""Who runs the bot, for every page that answers a request, one that tells an error included."""

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.operator.file import OperatorFile
from bot.pages.render import operator_now


class NameOperator:
    """An ASGI application around another one, whose pages say what `file` tells at the time."""

    def __init__(self, app: ASGIApp, file: OperatorFile) -> None:
        self._app = app
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        token = operator_now.set(self._file.tell)
        try:
            await self._app(scope, receive, send)
        finally:
            operator_now.reset(token)
