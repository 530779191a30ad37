"""Asking websites as politely as they wish: by their robots.txt, slowly, and not again when they are busy.

Knows hosts, redirects and waiting; not what is done with what comes back.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic, sleep
from urllib.parse import urlsplit

from index.documents.folder import LARGEST_MEGABYTES
from index.errors import FetchError
from index.fetching.addresses import clean_address, find_host
from index.fetching.connection import Answer, Request, ask
from index.fetching.robots import MOST_BYTES, Rules, read_rules
from index.fetching.sockets import Proxies, find_proxy

ROBOT = "Partnerbot"  # its name in robots.txt

_MOVED = {301, 302, 303, 307, 308}
_BUSY = {429, 503}
_TRIES = 3  # of what is busy


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked, and how patiently. Times are in seconds."""

    pages: int = 500  # that are asked for, of one source
    seconds: float = 60.0  # for one answer
    all_seconds: float = 3600.0  # for all of them
    delay: float = 1.0  # between two requests to one host
    pause: float = 30.0  # where a host is busy and does not say for how long
    patience: float = 120.0  # that a busy host is waited for
    redirects: int = 5
    failures: int = 5  # in a row, after which a host is left alone
    largest: int = LARGEST_MEGABYTES * 1_000_000  # bytes


@dataclass(slots=True)
class _Host:
    """What is known of a host during a run."""

    rules: Rules | None = None
    next: float = 0.0  # when it may be asked again
    failures: int = 0
    given_up: bool = False


@dataclass(slots=True)
class Visitor:
    """Asks the hosts that are named, as `agent`, and no others; one request at a time."""

    agent: str
    limits: Limits
    hosts: Collection[str] = ()
    private: bool = False
    delay: float | None = None  # in place of that of the limits
    deadline: float = field(default_factory=lambda: monotonic() + 1e9)
    proxies: Proxies = field(default_factory=dict)
    _known: dict[str, _Host] = field(default_factory=dict)

    def visit(
        self,
        address: str,
        wants: Callable[[Answer], bool],
        conditions: Callable[[str], Mapping[str, str]] = lambda _: {},
    ) -> Answer:
        """Return what comes back for `address`, behind redirects; its body is read where it `wants` it.

        `conditions` gives the headers under which an address need not be sent again. Raises FetchError.
        """
        seen = [address]
        while True:
            self._check(address)
            answer = self._ask_patiently(address, conditions(address), wants)
            if answer.status not in _MOVED:
                return answer
            goal = clean_address(answer.headers.get("location", ""), address)
            if goal is None or goal in seen or len(seen) > self.limits.redirects:
                raise FetchError("fetch_redirects", address=seen[0])
            seen.append(goal)
            address = goal

    def _check(self, address: str) -> None:
        """Raise FetchError when `address` must not be asked for."""
        host = find_host(address)
        if host not in self.hosts:
            raise FetchError("fetch_other_host", address=address, host=host)
        known = self._find(address)
        if known.given_up:
            raise FetchError("fetch_given_up", address=address, host=host)
        if known.rules is None:
            known.rules = self._read_robots(address)
        if not known.rules.allow(address):
            raise FetchError("fetch_forbidden", address=address)

    def _find(self, address: str) -> _Host:
        parts = urlsplit(address)
        return self._known.setdefault(f"{parts.scheme}://{parts.netloc}", _Host())

    def _read_robots(self, address: str) -> Rules:
        """Return the rules of the host; where it has none, all is allowed, where it fails, nothing.

        Raises FetchError in that case, and gives the host up.
        """
        robots = clean_address("/robots.txt", address) or address
        host = self._find(address)
        host.rules = Rules()  # of which the file itself is no part
        try:
            answer = self.visit(robots, lambda answer: answer.status == 200)
        except FetchError as error:
            if error.code in {"fetch_redirects", "fetch_other_host"}:  # unavailable, as the RFC calls it
                return Rules()
            host.given_up = True
            raise
        if answer.status >= 500:
            host.given_up = True
            raise FetchError("fetch_status", address=robots, status=answer.status)
        return read_rules(answer.body[:MOST_BYTES].decode("utf-8", "replace"), ROBOT)

    def _ask_patiently(
        self, address: str, conditions: Mapping[str, str], wants: Callable[[Answer], bool]
    ) -> Answer:
        host = self._find(address)
        headers = {"User-Agent": self.agent, "Accept": "*/*", **conditions}
        for attempt in range(_TRIES):
            self._wait(host, address)
            limits, proxy = self.limits, find_proxy(address, self.proxies)
            request = Request(address, headers, limits.seconds, limits.largest, self.private, proxy)
            try:
                answer = ask(request, lambda answer: answer.status == 200 and wants(answer))
            except FetchError as error:
                self._count_failure(host, error)
                raise
            finally:
                host.next = monotonic() + self._find_delay(host)
            if answer.status not in _BUSY:
                host.failures = host.failures + 1 if answer.status >= 500 else 0
                host.given_up = host.failures >= self.limits.failures
                return answer
            seconds = _read_pause(answer.headers.get("retry-after", ""), self.limits.pause)
            if seconds > self.limits.patience or attempt == _TRIES - 1:
                break
            host.next = max(host.next, monotonic() + seconds)
        host.given_up = True
        raise FetchError("fetch_busy", address=address, host=find_host(address))

    def _count_failure(self, host: _Host, error: FetchError) -> None:
        if error.code in {"fetch_too_slow", "fetch_unreachable"}:
            host.failures += 1
            host.given_up = host.failures >= self.limits.failures

    def _find_delay(self, host: _Host) -> float:
        delay = self.limits.delay if self.delay is None else self.delay
        return max(delay, host.rules.delay if host.rules else 0.0)

    def _wait(self, host: _Host, address: str) -> None:
        now = monotonic()
        if max(now, host.next) > self.deadline:
            raise FetchError("fetch_no_time", address=address)
        sleep(max(0.0, host.next - now))


def _read_pause(value: str, default: float) -> float:
    """Return how many seconds a header Retry-After asks to wait: a number of them, or a date."""
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return default
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
