"""What browsers may do with our answers: the headers of every one of them, and who may call the interface."""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.accept_language import find_language
from bot.http.problem_responses import render_problem
from bot.http.problems import describe_problem
from index.languages.messages import key, say

# Nothing is loaded or asked but what is ours; a form leads only to this server.
CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action {form}; base-uri 'none'; frame-ancestors {frame}"
)
WITH_FORMS = {"/", "/embed", "/search", "/agreements", "/agreements/compare"}
POSTED = {"/", "/search"}  # to which a page posts what somebody asks
# Asked by what watches the service, which knows it by an address of the machine.
PROBED = {"/health", "/ready"}
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


class SecurityHeaders:
    """An ASGI application around another one: tells browsers the rules, refuses calls from other sites.

    `origins` are the sites that may call; `addresses` those at which alone it answers, any without them.
    """

    def __init__(self, app: ASGIApp, origins: Collection[str] = (), addresses: Collection[str] = ()) -> None:
        self._app = app
        self._origins = frozenset(origins)
        self._hosts = frozenset(map(find_host, addresses))
        self._frame = " ".join(origins) or "'none'"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it is meant for another server, or a page of another site sends it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(MutableHeaders(scope=message), scope)
            await send(message)

        headers = Headers(scope=scope)
        refusal = self._find_refusal(scope, headers)
        if refusal is None:
            await self._app(scope, receive, send_with_headers)
            return
        status, phrase = refusal
        language = find_language(scope)
        problem = describe_problem(status, say(phrase, language), language)
        response = render_problem(scope, problem, language, {"Vary": "Origin"})
        await response(scope, receive, send_with_headers)

    def _find_refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Return the status and the reason with which a request is refused; None when it is not."""
        host = _strip_port(headers.get("host", "").lower())
        if self._hosts and host not in self._hosts and scope["path"] not in PROBED:
            return 421, key("host_unknown")
        guarded = scope["method"] == "POST" or scope["path"].startswith("/api/")
        if guarded and not self._may_call(scope["method"], headers, host):
            return 403, key("origin_refused")
        return None

    def _may_call(self, method: str, headers: Headers, host: str) -> bool:
        """Return whether no browser asks, or one that shows a page of ours or of a named origin.

        Pictures and scripts of other sites are asked for without an origin; browsers tell them apart from
        readers who follow a link. A form of a page without a referrer hides its origin.
        """
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and origin != "null":
            is_page = origin.startswith(("http://", "https://"))
            return origin in self._origins or (is_page and find_host(origin.lower()) == host)
        if site is None:
            return origin is None
        followed = method == "GET" and headers.get("sec-fetch-mode") == "navigate"
        return followed or site in {"same-origin", "none"}

    def _add_headers(self, headers: MutableHeaders, scope: Scope) -> None:
        path = scope["path"]
        ours = path.startswith("/static/") or path == "/widget.js"
        form = "'self'" if path in WITH_FORMS else "'none'"
        headers.update(ALWAYS)
        if path in POSTED:  # else browsers would hide from us, too, whose form is sent
            headers["Referrer-Policy"] = "same-origin"
        headers["Content-Security-Policy"] = CONTENT.format(form=form, frame=self._frame)
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if ours else "same-origin"
        # A script may be kept if it is asked for again; what somebody asked and read is not kept.
        headers["Cache-Control"] = "no-cache" if ours else "no-store"
        headers.add_vary_header("Accept-Language")
        if scope["scheme"] == "https":
            headers["Strict-Transport-Security"] = ONE_YEAR
        # Two lengths: a server in front may have taken the other one, and the rest for the next request.
        if {b"transfer-encoding", b"content-length"} <= {name for name, _ in scope["headers"]}:
            headers["Connection"] = "close"


def find_host(address: str) -> str:
    """Return host and port of an address such as an origin, without a port that goes without saying."""
    return _strip_port(address.partition("://")[2])


def _strip_port(place: str) -> str:
    """Return host and port, without a port that goes without saying; a proxy may have changed the scheme."""
    return place.removesuffix(":443").removesuffix(":80")
