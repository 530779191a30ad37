"""Which addresses of a source are still to be asked for: each once, none that leads on without end. Pure."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.fetching.addresses import is_trap, strip_query
from index.fetching.sources import Source

MOST_QUERIES = 20  # addresses that differ in their query only: calendars have no end


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address that is to be asked for, and how it came about."""

    address: str
    named: bool = False  # by a person: it must be there
    listed: bool = False  # in a sitemap
    known: bool = False  # from an earlier run


@dataclass(slots=True)
class Frontier:
    """What is to be asked for, in the order in which it was found; at last what earlier runs `knew`.

    Nothing may lead to that any more, and it is looked after all the same.
    """

    source: Source
    knew: deque[str]
    skipped: int = 0
    _queue: deque[Wanted] = field(default_factory=deque)
    _seen: set[str] = field(default_factory=set)
    _queries: Counter[str] = field(default_factory=Counter)

    @classmethod
    def begin(cls, source: Source, knew: Iterable[str]) -> "Frontier":
        """Return what there is to be asked for at the beginning."""
        frontier = cls(source, deque(knew))
        frontier.add(Wanted(source.address, named=True))
        return frontier

    def __len__(self) -> int:
        return len(self._queue) + len(self.knew)

    def add(self, wanted: Wanted) -> None:
        """Queue what is wanted, unless it was before, is left out or looks like a trap."""
        address = wanted.address
        if address in self._seen or self.source.leaves_out(address):
            return
        if not (wanted.named or wanted.known) and self._is_endless(address):
            self.skipped += 1
            return
        self._seen.add(address)
        self._queue.append(wanted)

    def take(self) -> Wanted | None:
        """Return what is to be asked for next; None at the end."""
        while not self._queue and self.knew:
            self.add(Wanted(self.knew.popleft(), known=True))
        return self._queue.popleft() if self._queue else None

    def meet(self, address: str) -> bool:
        """Note that a redirect led to `address`; return whether it is the first time that it is met."""
        first = address not in self._seen
        self._seen.add(address)
        return first

    def _is_endless(self, address: str) -> bool:
        plain = strip_query(address)
        self._queries[plain] += address != plain
        return is_trap(address) or self._queries[plain] > MOST_QUERIES
