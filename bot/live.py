"""The searcher that answers now: loaded while the service already listens, and again for each new index."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from anyio import to_thread

from bot.phrases import Phrase, say
from bot.problems import ProblemError, tell_refusal
from index.builds import find_build, find_build_before, find_build_time, find_switch
from index.errors import PartnerbotError
from index.language import Language
from index.search import Searcher

SECONDS_BETWEEN_LOOKS = 2.0
LONGEST_PAUSE = 30  # looks between two tries of the same index

Refusal = PartnerbotError | ProblemError
log = logging.getLogger("uvicorn.error")  # the one that the server shows


class LiveSearcher:
    """Holds the searcher of the index in use below `folder`, which `load` makes; takes seconds at first.

    Where that cannot be loaded and nothing answers yet, `load_before` makes the searcher of the index before.
    `refusal` says why the index in use does not answer, while it does not.
    """

    def __init__(
        self,
        folder: Path,
        load: Callable[[], Searcher],
        searcher: Searcher | None = None,
        load_before: Callable[[], Searcher] | None = None,
    ) -> None:
        self.refusal: Refusal | None = None
        self.settled = asyncio.Event()  # when the first index is loaded or refused
        self.on_exchange: Callable[[], None] = lambda: None
        self.built = find_build_time(folder) if searcher else None  # of the one that answers, since 1970
        self._folder = folder
        self._load = load
        self._load_before = load_before
        self._searcher = searcher
        self._build = find_build(folder) if searcher else None  # of the one that answers
        self._logged: str | None = None

    def get(self) -> Searcher:
        """Return the searcher; raise ProblemError while there is none."""
        if self._searcher:
            return self._searcher
        raise ProblemError(503, Phrase.NOT_LOADED if self.refusal else Phrase.STARTING)

    def check(self) -> Searcher:
        """Return the searcher as `get` does; raise the refusal that says how to mend the index."""
        if self.refusal and not self._searcher:
            raise self.refusal.with_traceback(None)
        return self.get()

    def warn(self, language: Language) -> str | None:
        """Return why another index than the one in use answers; None when all is well or nothing answers."""
        if not (self.refusal and self._searcher):
            return None
        return say(Phrase.OLD_INDEX, language, reason=tell_refusal(self.refusal, language))

    async def follow(self, seconds: float = SECONDS_BETWEEN_LOOKS) -> None:
        """Load the index in use, and each one switched in later; what cannot be loaded replaces nothing.

        It is looked for every `seconds`. One that was refused is tried again after 1, 2, 4 … 30 looks:
        what it was refused for may be over. One that is switched in is tried at once, whatever its name. One
        whose files are altered while it answers is given up, and read anew.
        """
        tried: tuple[int, int] | None = None
        looks, pause = 0, 1
        while True:
            switched = find_switch(self._folder)
            if switched != tried:
                tried, looks, pause = switched, 0, 1
            # In a thread: a large file whose times have changed is hashed.
            if self._searcher and not await to_thread.run_sync(self._searcher.is_whole):
                self._searcher = None
            if self._answers():
                self.refusal = self._logged = None
            elif looks <= 0:
                await self._replace()
                looks, pause = pause, min(2 * pause, LONGEST_PAUSE)
            self.settled.set()
            looks -= 1
            await asyncio.sleep(seconds)

    def _answers(self) -> bool:
        """Return whether the index in use answers; when there is none any more, the one before is as good."""
        return self._searcher is not None and find_build(self._folder) in {None, self._build}

    async def _replace(self) -> None:
        build, built = find_build(self._folder), find_build_time(self._folder)
        try:
            # A thread of its own that is left behind at the end: importing torch cannot be interrupted.
            searcher = await to_thread.run_sync(self._load, abandon_on_cancel=True)
        except PartnerbotError as error:
            # Another one: what this one was raised from holds whatever had been opened.
            refusal: Refusal = type(error)(error.fault, **error.values)
            await self._refuse(refusal)
        except Exception as error:  # noqa: BLE001  # a disk that fails, memory that is short
            await self._refuse(ProblemError(503, Phrase.NOT_LOADED), error)
        else:
            if self._searcher:
                self.on_exchange()
            self._searcher, self._build, self.built = searcher, build, built
            self.refusal = self._logged = None
            log.info("%d documents are loaded.", len(searcher.documents))

    async def _refuse(self, refusal: Refusal, unforeseen: Exception | None = None) -> None:
        """Keep `refusal`, log it once, and let the index before answer where nothing does."""
        if self._searcher is None and self._load_before and find_build(self._folder):
            await self._fall_back(self._load_before)
        self.refusal = refusal
        old = "The old index answers, because the new one cannot be loaded. " if self._searcher else ""
        told = f"{old}{refusal.text(Language.EN)}"
        if self._logged != f"{told} {unforeseen!r}":
            self._logged = f"{told} {unforeseen!r}"
            log.error("%s", told, exc_info=unforeseen)

    async def _fall_back(self, load_before: Callable[[], Searcher]) -> None:
        """Let the index before the one in use answer, if there is one that can be found and loaded."""
        # What matters, if not, is why the one in use was refused.
        with suppress(Exception):
            before = find_build_before(self._folder)  # fails where no file can be opened
            if before:
                self._searcher = await to_thread.run_sync(load_before, abandon_on_cancel=True)
                self._build, self.built = before, find_build_time(self._folder, before)
