"""A run over the sources: each address is asked for once, its document is kept, where it leads is followed.

Every run ends: by the number of pages, by the time, where addresses are a trap. What is left undone is told.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from time import monotonic

from index.documents.isolation import Apart
from index.errors import DocumentError, FetchError, PartnerbotError
from index.fetching.addresses import find_host
from index.fetching.connection import Answer, Request, unpack
from index.fetching.frontier import Frontier, Wanted
from index.fetching.kinds import PAGE, SITEMAP, check_body, find_kind, is_file
from index.fetching.links import Links, Page, Places, find_links, find_places
from index.fetching.records import Outcome, Record, Store
from index.fetching.sockets import Proxies
from index.fetching.sources import Source
from index.fetching.visits import Limits, Visitor

_GONE = {404, 410}
_NO_WISH = {"fetch_forbidden", "fetch_other_host"}  # of a page that somebody links to: nothing to be told

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Result:
    """What a run did: addresses whose files are new, changed or as before, and what is to be told."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    vanished: list[Record] = field(default_factory=list)  # since this run
    skipped: int = 0  # neither wanted nor told: other types and hosts, forbidden, broken links, doubles
    errors: list[PartnerbotError] = field(default_factory=list)


def fetch(
    sources: Sequence[Source],
    store: Store,
    agent: str,
    limits: Limits,
    progress: Progress,
    proxies: Proxies | None = None,
) -> Result:
    """Fetch what `sources` name into `store` as `agent`, by way of `proxies`, and return what came of it.

    `progress` is called with the number of addresses asked for, and of all that are known by then.
    """
    result = Result()
    deadline = monotonic() + limits.all_seconds
    with Apart(_look_into) as apart:
        for source in sources:
            hosts = source.list_hosts()
            visitor = Visitor(agent, limits, hosts, source.private, source.delay, deadline, proxies or {})
            knew = [record.address for record in store.records.values() if record.named == source.address]
            crawl = _Crawl(source, store, visitor, apart, result, Frontier.begin(source, knew))
            crawl.run(progress)
            result.skipped += crawl.frontier.skipped
    return result


def _look_into(task: tuple[str, Page]) -> Links | Places | None:
    """Return where a page or a sitemap leads; called in a process of its own."""
    kind, page = task
    return find_places(page) if kind == SITEMAP else find_links(page)


@dataclass(slots=True)
class _Crawl:
    """The walk through one source."""

    source: Source
    store: Store
    visitor: Visitor
    apart: Apart[tuple[str, Page], Links | Places | None]
    result: Result
    frontier: Frontier
    held: set[bytes] = field(default_factory=set)  # SHA-256 of what came in this run

    def run(self, progress: Progress) -> None:
        """Ask for all that belongs to the source."""
        most = self.source.pages or self.visitor.limits.pages
        asked = 0
        while wanted := self.frontier.take():
            if asked == most:
                left = 1 + len(self.frontier)
                self._tell(FetchError("fetch_more", address=self.source.address, number=most, left=left))
                return
            asked += 1
            progress(asked, min(most, asked + len(self.frontier)))
            try:
                self._ask(wanted)
            except FetchError as error:  # the time is over
                self._tell(error)
                return

    def _ask(self, wanted: Wanted) -> None:
        """Ask for one address; raise FetchError where the run must end."""
        try:
            answer = self.visitor.visit(wanted.address, _is_wanted, self.store.find_conditions)
            self._take(wanted, answer)
        except FetchError as error:
            if error.code == "fetch_no_time":
                raise
            if error.code in _NO_WISH and not (wanted.named or wanted.known):
                self.result.skipped += 1
            elif error.code == "fetch_other_host" and wanted.known:
                self._mark_vanished(wanted.address, str(error.values["address"]))
            else:
                self._tell(error)
        except (DocumentError, OSError) as error:
            told = error if isinstance(error, DocumentError) else None
            reason = getattr(error, "strerror", None) or str(error)
            self._tell(told or FetchError("fetch_unwritable", address=wanted.address, reason=reason))

    def _take(self, wanted: Wanted, answer: Answer) -> None:
        """Keep what came back, or note that nothing did."""
        if answer.address != wanted.address:
            if wanted.address in self.store.records:
                self._mark_vanished(wanted.address, answer.address)
            if not self.frontier.meet(answer.address):
                return
            if not wanted.named and not self._belongs(wanted, answer):
                self.result.skipped += 1
                return
        if answer.status == 304 and answer.address in self.store.records:
            self.store.confirm(answer.address)
            self.result.same.append(answer.address)
            self._follow_known(wanted, answer)
        elif answer.status in _GONE:
            self._miss(wanted, answer)
        elif answer.status != 200:
            if wanted.named or answer.status >= 500 or answer.address in self.store.records:
                self._tell(FetchError("fetch_status", address=answer.address, status=answer.status))
            else:
                self.result.skipped += 1
        else:
            self._take_body(wanted, answer)

    def _belongs(self, wanted: Wanted, answer: Answer) -> bool:
        """Return whether what a redirect led to is still what was wanted."""
        kind = find_kind(answer)
        return wanted.listed or wanted.known or kind != PAGE or self.source.follows(answer.address)

    def _take_body(self, wanted: Wanted, answer: Answer) -> None:
        kind = find_kind(answer)
        if kind is None or (kind == SITEMAP and not (wanted.named or wanted.listed)):
            if wanted.named or answer.address in self.store.records:
                told = answer.headers.get("content-type", "")[:100]
                self._tell(FetchError("fetch_type", address=answer.address, type=told))
            else:
                self.result.skipped += 1
        elif kind == SITEMAP:
            self._take_sitemap(answer)
        else:
            check_body(answer, kind)
            self._keep(wanted, answer, kind)

    def _take_sitemap(self, answer: Answer) -> None:
        limits = self.visitor.limits
        body = answer.body
        if body.startswith(b"\x1f\x8b"):
            body = unpack(body, Request(answer.address, {}, limits.seconds, limits.largest))
        places = self.apart.do(answer.address, (SITEMAP, Page(answer.address, body)))
        if not isinstance(places, Places):
            raise FetchError("fetch_no_sitemap", address=answer.address)
        for address in (*places.sitemaps, *places.addresses):
            if address in places.sitemaps or not self.source.below or self.source.follows(address):
                self.frontier.add(Wanted(address, listed=True))

    def _keep(self, wanted: Wanted, answer: Answer, kind: str) -> None:
        """Keep a document, unless it is a double, and follow it where it is a page."""
        links = self._look_at(answer) if kind == PAGE else Links(())
        if not links.kept and answer.address in self.store.records:
            self._mark_vanished(answer.address, "noindex")
        outcome = self._store(answer, kind) if links.kept else None
        if outcome is None:
            self.result.skipped += 1
        else:
            told = {
                Outcome.NEW: self.result.new,
                Outcome.CHANGED: self.result.changed,
                Outcome.SAME: self.result.same,
            }
            told[outcome].append(answer.address)
        if outcome is not None or not links.kept:  # a double leads where the first one does
            self._follow(wanted, links)

    def _store(self, answer: Answer, kind: str) -> Outcome | None:
        """Keep what `answer` holds; None where another address gave the same in this run."""
        digest = sha256(answer.body).digest()
        if digest in self.held and answer.address not in self.store.records:
            return None
        self.held.add(digest)
        return self.store.keep(answer, kind, self.source.address, self.source.publisher)

    def _look_at(self, answer: Answer) -> Links:
        headers = answer.headers
        page = Page(
            answer.address, answer.body, headers.get("content-type", ""), headers.get("x-robots-tag", "")
        )
        links = self.apart.do(answer.address, (PAGE, page))
        return links if isinstance(links, Links) else Links(())

    def _follow_known(self, wanted: Wanted, answer: Answer) -> None:
        """Follow a page that has not changed, by the file that is here."""
        if self.store.records[answer.address].path.endswith(PAGE):
            with suppress(OSError):
                body = self.store.read(answer.address)
                self._follow(wanted, self._look_at(Answer(answer.address, 200, answer.headers, body)))

    def _follow(self, wanted: Wanted, links: Links) -> None:
        for address in self._choose(wanted, links):
            self.frontier.add(Wanted(address))

    def _choose(self, wanted: Wanted, links: Links) -> Iterator[str]:
        hosts = self.source.list_hosts()
        for address in links.addresses:
            follows = self.source.follows(address) and not wanted.listed
            if find_host(address) in hosts and (follows or is_file(address)):
                yield address

    def _miss(self, wanted: Wanted, answer: Answer) -> None:
        """Note that nothing is at an address."""
        if answer.address in self.store.records:
            self._mark_vanished(answer.address, str(answer.status))
        elif wanted.named:
            self._tell(FetchError("fetch_status", address=answer.address, status=answer.status))
        else:
            self.result.skipped += 1

    def _mark_vanished(self, address: str, why: str) -> None:
        if self.store.mark_vanished(address, why):
            self.result.vanished.append(self.store.records[address])

    def _tell(self, error: PartnerbotError) -> None:
        self.result.errors.append(error)


def _is_wanted(answer: Answer) -> bool:
    return find_kind(answer) is not None
