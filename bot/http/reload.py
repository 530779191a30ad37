"""What answers now: loaded while the service already listens, and again for each new index."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from anyio import to_thread

from bot.answering.evidence import Knowledge
from bot.http.problems import ProblemError, describe_refusal
from index.errors import PartnerbotError
from index.languages import TECHNICAL, Language
from index.languages.messages import key, say
from index.storage.builds import find_build, find_build_before, find_build_time, find_switch

SECONDS_BETWEEN_LOOKS = 2.0
LONGEST_PAUSE = 30  # looks between two tries of the same index

Refusal = PartnerbotError | ProblemError
log = logging.getLogger("uvicorn.error")  # the one that the server shows


class Reloader:
    """Holds what answers from the index in use below `folder`, which `load` makes; takes seconds at first.

    Where that cannot be loaded and nothing answers yet, `load_before` makes that of the index before.
    `refusal` says why the index in use does not answer, while it does not.
    """

    def __init__(
        self,
        folder: Path,
        load: Callable[[], Knowledge],
        knowledge: Knowledge | None = None,
        load_before: Callable[[], Knowledge] | None = None,
    ) -> None:
        self.refusal: Refusal | None = None
        self.settled = asyncio.Event()  # when the first index is loaded or refused
        self.on_exchange: Callable[[], None] = lambda: None
        self.built = find_build_time(folder) if knowledge else None  # of the one that answers, since 1970
        self._folder = folder
        self._load = load
        self._load_before = load_before
        self._knowledge = knowledge
        self._build = find_build(folder) if knowledge else None  # of the one that answers
        self._logged: str | None = None

    def get(self) -> Knowledge:
        """Return what answers now; raise ProblemError while there is none."""
        if self._knowledge:
            return self._knowledge
        raise ProblemError(503, key("not_loaded") if self.refusal else key("starting"))

    def check(self) -> Knowledge:
        """Return what answers now as `get` does; raise the refusal that says how to mend the index."""
        if self.refusal and not self._knowledge:
            raise self.refusal.with_traceback(None)
        return self.get()

    def warn(self, language: Language) -> str | None:
        """Return why another index than the one in use answers; None when all is well or nothing answers."""
        if not (self.refusal and self._knowledge):
            return None
        return say("old_index", language, reason=describe_refusal(self.refusal, language))

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
            if self._knowledge and not await to_thread.run_sync(self._knowledge.retriever.is_whole):
                self._knowledge = None
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
        return self._knowledge is not None and find_build(self._folder) in {None, self._build}

    async def _replace(self) -> None:
        build, built = find_build(self._folder), find_build_time(self._folder)
        try:
            # A thread of its own that is left behind at the end: importing torch cannot be interrupted.
            knowledge = await to_thread.run_sync(self._load, abandon_on_cancel=True)
        except PartnerbotError as error:
            # Another one: what this one was raised from holds whatever had been opened.
            refusal: Refusal = type(error)(error.code, **error.values)
            await self._refuse(refusal)
        except Exception as error:  # noqa: BLE001  # a disk that fails, memory that is short
            await self._refuse(ProblemError(503, "not_loaded"), error)
        else:
            if self._knowledge:
                self.on_exchange()
            self._knowledge, self._build, self.built = knowledge, build, built
            self.refusal = self._logged = None
            log.info("%d documents are loaded.", len(knowledge.retriever.documents))

    async def _refuse(self, refusal: Refusal, unforeseen: Exception | None = None) -> None:
        """Keep `refusal`, log it once, and let the index before answer where nothing does."""
        if self._knowledge is None and self._load_before and find_build(self._folder):
            await self._fall_back(self._load_before)
        self.refusal = refusal
        old = "The old index answers, because the new one cannot be loaded. " if self._knowledge else ""
        line = f"{old}{refusal.text(TECHNICAL)}"
        if self._logged != f"{line} {unforeseen!r}":
            self._logged = f"{line} {unforeseen!r}"
            log.error("%s", line, exc_info=unforeseen)

    async def _fall_back(self, load_before: Callable[[], Knowledge]) -> None:
        """Let the index before the one in use answer, if there is one that can be found and loaded."""
        # What matters, if not, is why the one in use was refused.
        with suppress(Exception):
            before = find_build_before(self._folder)  # fails where no file can be opened
            if before:
                self._knowledge = await to_thread.run_sync(load_before, abandon_on_cancel=True)
                self._build, self.built = before, find_build_time(self._folder, before)
