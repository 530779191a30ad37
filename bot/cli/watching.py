"""Building the index anew whenever the folder of the documents changes, until told to stop.

The folder is looked at every few seconds: that works on any file system, shared ones too. A build begins once
the folder has been left alone for that long, and at the latest after a minute.
"""

import signal
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import NoReturn

from bot.cli.terminal import show
from bot.config import console_language
from index.documents.folder import Snapshot, take_snapshot
from index.errors import PartnerbotError
from index.languages.messages import say

SECONDS = 2.0
MOST_SECONDS = 60.0  # that a folder in which something always changes is waited for


def watch(folder: Path, build: Callable[[], object], seconds: float = SECONDS) -> None:
    """Call `build` now and after each change in `folder`; return on SIGTERM or SIGINT.

    What it raises is shown, and watching goes on; while another build holds the index, it is tried again.
    """
    language = console_language()
    # SIGINT too: what a script begins in the background ignores it.
    before = {
        each: signal.signal(each, signal.default_int_handler) for each in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        show(say("watching", language, folder=folder), stderr=True)
        _watch(folder, build, seconds)
    except KeyboardInterrupt:
        show(say("watching_ended", language), stderr=True)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _watch(folder: Path, build: Callable[[], object], seconds: float) -> NoReturn:
    built: Snapshot | None = None
    told = ""
    while True:
        found = take_snapshot(folder)
        if found != built:
            built = found if built is None else _await_rest(folder, found, seconds)
            failure = _try(build)
            text = _describe(failure)
            if text and text != told:
                show(text, stderr=True)
            told = text
            if isinstance(failure, PartnerbotError) and failure.code == "build_running":
                built = frozenset()  # what that one has read is not known
        sleep(seconds)


def _await_rest(folder: Path, found: Snapshot, seconds: float) -> Snapshot:
    """Return what is in `folder` once nothing changes any more."""
    last = monotonic() + MOST_SECONDS
    while monotonic() < last:
        sleep(seconds)
        before, found = found, take_snapshot(folder)
        if found == before:
            break
    return found


def _try(build: Callable[[], object]) -> PartnerbotError | OSError | None:
    """Return what kept `build` from being done."""
    try:
        build()
    except (PartnerbotError, OSError) as error:
        return error
    return None


def _describe(failure: PartnerbotError | OSError | None) -> str:
    """Return what is told of `failure`; nothing without one."""
    if isinstance(failure, PartnerbotError):
        return failure.text(console_language())
    return say("system_failed", console_language(), reason=failure) if failure else ""
