"""What browsers may do with our answers: the headers of every one of them, and who may call the interface."""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.accept_language import choose_language
from bot.edge import problem_response
from bot.phrases import Phrase, say
from bot.problems import describe_problem

# Nothing is loaded or asked but what is ours; a form leads only to this server.
CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action {form}; base-uri 'none'; frame-ancestors {frame}"
)
WITH_FORMS = {"/", "/embed"}
SWITCHED_OFF = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer",
    "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the address of a page may hold a question
    "Permissions-Policy": ", ".join([*(f"{each}=()" for each in SWITCHED_OFF), "clipboard-write=(self)"]),
    "Cross-Origin-Opener-Policy": "same-origin",
}
STRICTEST = ALWAYS | {"Content-Security-Policy": CONTENT.format(form="'none'", frame="'none'")}
ONE_YEAR = "max-age=31536000"


class Policy:
    """An ASGI application around another one: tells browsers the rules, refuses calls from other sites."""

    def __init__(self, app: ASGIApp, origins: Collection[str] = ()) -> None:
        self._app = app
        self._origins = frozenset(origins)
        self._frame = " ".join(origins) or "'none'"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless a page of another site sends it to the interface."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(MutableHeaders(scope=message), scope)
            await send(message)

        headers = Headers(scope=scope)
        if not scope["path"].startswith("/api/") or self._may_call(headers):
            await self._app(scope, receive, send_with_headers)
            return
        language = choose_language(headers.get("accept-language", ""))
        problem = describe_problem(403, say(Phrase.ORIGIN_REFUSED, language), language)
        await problem_response(problem, {"Vary": "Origin"})(scope, receive, send_with_headers)

    def _may_call(self, headers: Headers) -> bool:
        """Return whether no browser asks, or one that shows a page of ours or of a named origin.

        Pictures and scripts of other sites are asked for without an origin; browsers tell them apart from
        readers who follow a link.
        """
        origin = headers.get("origin")
        if origin is None:
            elsewhere = headers.get("sec-fetch-site") in {"cross-site", "same-site"}
            return not elsewhere or headers.get("sec-fetch-mode") == "navigate"
        if origin in self._origins:
            return True
        scheme, _, place = origin.lower().partition("://")
        return scheme in {"http", "https"} and _strip_port(place) == _strip_port(
            headers.get("host", "").lower()
        )

    def _add_headers(self, headers: MutableHeaders, scope: Scope) -> None:
        path = scope["path"]
        ours = path.startswith("/static/") or path == "/widget.js"
        form = "'self'" if path in WITH_FORMS else "'none'"
        headers.update(ALWAYS)
        headers["Content-Security-Policy"] = CONTENT.format(form=form, frame=self._frame)
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if ours else "same-origin"
        # A script may be kept if it is asked for again; what somebody asked and read is not kept.
        headers["Cache-Control"] = "no-cache" if ours else "no-store"
        headers.add_vary_header("Accept-Language")
        if scope["scheme"] == "https":
            headers["Strict-Transport-Security"] = ONE_YEAR


def _strip_port(place: str) -> str:
    """Return host and port, without a port that goes without saying; a proxy may have changed the scheme."""
    return place.removesuffix(":443").removesuffix(":80")
