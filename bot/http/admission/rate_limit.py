"""How much one client may ask: requests counted by a hash of its address, in memory or in Redis.

A request counts once when it comes, and again for each fifth of a second of the processor that it took. So
what a rate lets through is time, whatever somebody finds that is dear; the length of a question would tell
only of what is known to be.

Knows clients only as keyed hashes; the addresses themselves are neither kept nor logged.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from math import floor
from time import monotonic, thread_time, time
from typing import TypeVar

from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import StorageError
from redis.asyncio import BlockingConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from starlette.requests import Request

from bot.config import Config

READERS = 10  # of the rate of one, for an address behind which many are
PAGES = 10  # and lists of documents that one client may look at for each question they may ask
STORE_SECONDS = 0.5  # for an answer of Redis: a reader should not wait for a count
STORE_CONNECTIONS = 20  # of one worker; a request that finds none free waits for one
PAUSE_SECONDS = 10  # without counting, after Redis could not be reached
# Of the processor, in the thread that answers: a question takes a tenth of it. At 60 a minute one client has
# a fifth of a core; what the reader's own threads take is the same for all questions.
PAID_SECONDS = 0.2

log = logging.getLogger("uvicorn.error")  # the one that the server shows
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Client:
    """Who is counted as one: a keyed hash of its address, and whether many readers are behind that."""

    name: str
    shared: bool = False


class RateLimit:
    """The rates of `config`, and how much of them each client has used."""

    def __init__(self, config: Config) -> None:
        rates = [] if config.rate == "off" else parse_many(config.rate)
        self._rates = {  # by whether the client is shared, and whether it is pages that are counted
            (shared, page): [_multiply(rate, shared=shared, page=page) for rate in rates]
            for shared in (False, True)
            for page in (False, True)
        }
        self._shared = [ip_network(each) for each in config.shared]
        # Any salt makes a key of the right length.
        self._key = blake2b((config.salt or secrets.token_hex()).encode()).digest()
        self._pool: BlockingConnectionPool | None = None
        store: MemoryStorage | RedisStorage = MemoryStorage()
        if config.rate_store != "memory":
            self._pool = _make_pool(config.rate_store)
            store = RedisStorage(
                config.rate_store,
                wrap_exceptions=True,
                implementation="redispy",
                key_prefix="partnerbot",
                connection_pool=self._pool,  # type: ignore[arg-type]  # documented, but missing in the hints
            )
        # A window that slides by two counters: the moving window keeps each request of each client, and in
        # memory looks through all of them for each new one.
        self._windows = SlidingWindowCounterRateLimiter(store)
        self._failing = False
        self._paused_until = 0.0

    async def count(self, address: str, *, page: bool = False) -> int:
        """Count a request from `address`; return 0, or the whole seconds until another one is taken.

        Requests for a `page` are counted by themselves. Where the store cannot be reached, nothing is counted
        and everything is taken.
        """
        return await self._ask_store(self._count(self.find_client(address), page=page))

    def measure(
        self, client: Client, call: Callable[[], T], clock: Callable[[], float] = thread_time
    ) -> Callable[[], T]:
        """Return `call`, for another thread, so that `client` pays for its time when it ends.

        `clock` says how many seconds of the processor have been taken.
        """
        loop = asyncio.get_running_loop()

        def call_and_charge() -> T:
            began = clock()
            try:
                return call()
            finally:
                if requests := int((clock() - began) / PAID_SECONDS):
                    asyncio.run_coroutine_threadsafe(self.charge(client, requests), loop)

        return call_and_charge

    async def charge(self, client: Client, requests: int) -> None:
        """Count as many `requests` of `client`, at most as many as its rates have left."""
        await self._ask_store(self._charge(client, requests))

    async def _ask_store(self, counting: Coroutine[None, None, int]) -> int:
        """Return what `counting` gives, 0 where the store cannot be reached."""
        if monotonic() < self._paused_until:
            counting.close()
            return 0
        try:
            seconds = await counting
        except StorageError as error:
            self._paused_until = monotonic() + PAUSE_SECONDS
            if not self._failing:
                kind = type(error.storage_error).__name__
                log.warning("The store of the rate limit cannot be used (%s); nothing is counted.", kind)
            self._failing = True
            return 0
        if self._failing:
            log.warning("The store of the rate limit can be used again.")
            self._failing = False
        return seconds

    async def _count(self, client: Client, *, page: bool) -> int:
        for rate in self._rates[client.shared, page]:
            if not await self._windows.hit(rate, client.name):
                window = await self._windows.get_window_stats(rate, client.name)
                return max(0, floor(window.reset_time - time())) + 1
        return 0

    async def _charge(self, client: Client, requests: int) -> int:
        for rate in self._rates[client.shared, False]:
            left = (await self._windows.get_window_stats(rate, client.name)).remaining
            if left:
                await self._windows.hit(rate, client.name, cost=min(requests, left))
        return 0

    def find_client(self, address: str) -> Client:
        """Return the client at `address`; in IPv6 its whole network is one."""
        parsed = _parse(address)
        network = _find_network(parsed) if parsed else address
        name = blake2b(network.encode(errors="replace"), key=self._key, digest_size=16).hexdigest()
        return Client(name, parsed is not None and any(parsed in each for each in self._shared))

    async def close(self) -> None:
        """Close the connections to the store."""
        if self._pool is not None:
            await self._pool.disconnect()


def find_address(request: Request) -> str:
    """Return the address that `request` comes from; none where a socket has no addresses."""
    return request.client.host if request.client else ""


def _multiply(rate: RateLimitItem, *, shared: bool, page: bool) -> RateLimitItem:
    amount = rate.amount * (READERS if shared else 1) * (PAGES if page else 1)
    return type(rate)(amount, rate.multiples, "pages" if page else "questions")


def _parse(address: str) -> IPv4Address | IPv6Address | None:
    """Return `address`, one of IPv4 as such however it is written; None where it is none."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed


def _find_network(address: IPv4Address | IPv6Address) -> str:
    """Return the network that one client holds: a /64 of IPv6, else the address itself."""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), 64), strict=False))
    return str(address)


def _make_pool(address: str) -> BlockingConnectionPool:
    return BlockingConnectionPool.from_url(
        address,
        max_connections=STORE_CONNECTIONS,
        timeout=STORE_SECONDS,
        socket_timeout=STORE_SECONDS,
        socket_connect_timeout=STORE_SECONDS,
        retry=Retry(NoBackoff(), 1),  # the second try is for a connection that Redis has closed meanwhile
    )
