"""The searcher that answers now: loaded while the service already listens, and again for each new index."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from anyio import to_thread

from bot.phrases import Phrase
from bot.problems import ProblemError
from index.builds import find_build, find_build_time
from index.errors import IndexUnusableError, PartnerbotError
from index.search import Searcher

SECONDS_BETWEEN_LOOKS = 2.0

log = logging.getLogger("uvicorn.error")  # the one that the server shows


class LiveSearcher:
    """Holds the searcher of the index in use below `folder`, which `load` makes; takes seconds at first."""

    def __init__(self, folder: Path, load: Callable[[], Searcher], searcher: Searcher | None = None) -> None:
        self.refusal: PartnerbotError | None = None
        self.on_exchange: Callable[[], None] = lambda: None
        self.built = find_build_time(folder) if searcher else None  # of the index in use, seconds since 1970
        self._folder = folder
        self._load = load
        self._failed = False
        self._searcher = searcher
        self._build = find_build(folder) if searcher else None

    def get(self) -> Searcher:
        """Return the searcher; raise ProblemError while there is none."""
        if self._searcher:
            return self._searcher
        failed = self._failed or self.refusal
        raise ProblemError(503, Phrase.NOT_LOADED if failed else Phrase.STARTING)

    def check(self) -> Searcher:
        """Return the searcher as `get` does; raise the PartnerbotError that says how to mend the index."""
        if self.refusal and not self._searcher:
            raise self.refusal
        return self.get()

    async def follow(self, seconds: float = SECONDS_BETWEEN_LOOKS) -> None:
        """Load the index in use, and each one switched in later; what cannot be loaded replaces nothing."""
        if self._searcher is None:
            await self._replace()
        while True:
            await asyncio.sleep(seconds)
            # A damaged index that is mended from the same documents keeps its name.
            damaged = self._searcher is None and isinstance(self.refusal, IndexUnusableError)
            if damaged or find_build(self._folder) not in {None, self._build}:
                await self._replace()

    async def _replace(self) -> None:
        self._build, built = find_build(self._folder), find_build_time(self._folder)
        try:
            # A thread of its own that is left behind at the end: importing torch cannot be interrupted.
            searcher = await to_thread.run_sync(self._load, abandon_on_cancel=True)
        except PartnerbotError as error:
            if str(error) != str(self.refusal):
                log.error("%s", error)  # noqa: TRY400  # the sentence says it all
            self.refusal = error
        except Exception:
            self._failed = True
            log.exception("The index could not be loaded.")
        else:
            if self._searcher:
                self.on_exchange()
            self._searcher, self.built = searcher, built
            log.info("%d documents are loaded.", len(searcher.documents))
