"""A website, a folder to fetch it into, and a run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from index.fetching.crawl import Result, fetch
from index.fetching.records import Record, open_store, read_records
from index.fetching.sockets import Proxies
from index.fetching.sources import Source, name_source
from index.fetching.visits import Limits
from tests.doubles.website import Website, serve_website

AGENT = "Partnerbot/1 (City of Example, web@example.org)"
QUICK = Limits(pages=60, seconds=5, delay=0, pause=0.05, patience=1)


@dataclass(slots=True)
class Fetched:
    """The folder of the documents, into which a source is fetched."""

    folder: Path
    limits: Limits = field(default=QUICK)
    proxies: Proxies = field(default_factory=dict)

    def run(self, *sources: Source | str, **limits: float) -> Result:
        named = [source if isinstance(source, Source) else name_source(source) for source in sources]
        with open_store(self.folder) as store:
            wanted = replace(self.limits, **limits)  # type: ignore[arg-type]
            return fetch(named, store, AGENT, wanted, lambda *_: None, self.proxies)

    @property
    def records(self) -> dict[str, Record]:
        return read_records(self.folder)

    def list_files(self) -> list[str]:
        """Return the documents, without the host and what lies beside them."""
        files = [path for path in self.folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
        return sorted(path.name for path in files if path.suffix != ".yaml")

    def read(self, address: str) -> bytes:
        return (self.folder / self.records[address].path).read_bytes()


@pytest.fixture
def website() -> Iterator[Website]:
    with serve_website() as website:
        yield website


@pytest.fixture
def fetched(tmp_path: Path) -> Fetched:
    return Fetched(tmp_path / "documents")


Told = Callable[[Result], list[str]]


def codes(result: Result) -> list[str]:
    """Return the codes of what is told of a run."""
    return [error.code for error in result.errors]
