"""The searcher that answers now: loaded beside the service, replaced when another index is switched in."""

import asyncio
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.live import LiveSearcher
from bot.phrases import Phrase
from bot.problems import ProblemError
from index.errors import Fault, IndexUnusableError
from index.search import Searcher


class NamedSearcher(Searcher):
    """A searcher that only has a name: that of the index it was loaded from."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.documents = {}


def switch_in(folder: Path, name: str) -> None:
    (folder / name).mkdir(exist_ok=True)
    link = folder / "link"
    link.symlink_to(name)
    link.replace(folder / "current")


def load_named(folder: Path) -> Callable[[], Searcher]:
    """Return what loads the index in use; one that is called broken is refused."""

    def load() -> Searcher:
        name = os.readlink(folder / "current")  # noqa: PTH115
        if name.startswith("broken"):
            raise IndexUnusableError(Fault.INDEX_DAMAGED, folder=folder, file=name)
        return NamedSearcher(name)

    return load


async def wait_for(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def name_of(live: LiveSearcher) -> str | None:
    try:
        searcher = live.get()
    except ProblemError:
        return None
    assert isinstance(searcher, NamedSearcher)
    return searcher.name


def run(live: LiveSearcher, story: Callable[[], object]) -> None:
    """Run `story`, an async function, while `live` follows its folder."""

    async def both() -> None:
        task = asyncio.create_task(live.follow(seconds=0.01))
        try:
            await story()  # type: ignore[misc]
        finally:
            task.cancel()

    asyncio.run(both())


def test_before_anything_is_loaded_it_says_that_it_starts(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as caught:
        LiveSearcher(tmp_path, load_named(tmp_path)).get()
    assert (caught.value.status, caught.value.phrase) == (503, Phrase.STARTING)


def test_the_service_goes_on_while_an_index_is_loaded(tmp_path: Path) -> None:
    switch_in(tmp_path, "one")
    loading, go_on = threading.Event(), threading.Event()

    def load() -> Searcher:
        loading.set()
        assert go_on.wait(30)
        return NamedSearcher("one")

    live = LiveSearcher(tmp_path, load)

    async def story() -> None:
        await wait_for(loading.is_set)
        assert name_of(live) is None
        go_on.set()
        await wait_for(lambda: name_of(live) == "one")

    run(live, story)


def test_another_index_takes_over_and_a_broken_one_does_not(tmp_path: Path) -> None:
    switch_in(tmp_path, "one")
    live = LiveSearcher(tmp_path, load_named(tmp_path))

    async def story() -> None:
        await wait_for(lambda: name_of(live) == "one")
        switch_in(tmp_path, "broken")
        await wait_for(lambda: live.refusal is not None)
        assert name_of(live) == "one"
        switch_in(tmp_path, "two")
        await wait_for(lambda: name_of(live) == "two")

    run(live, story)


def test_an_index_that_is_refused_at_the_start_is_told_until_a_good_one_comes(tmp_path: Path) -> None:
    switch_in(tmp_path, "broken")
    live = LiveSearcher(tmp_path, load_named(tmp_path))

    async def story() -> None:
        await wait_for(lambda: live.refusal is not None)
        with pytest.raises(IndexUnusableError):
            live.check()
        with pytest.raises(ProblemError):
            live.get()
        switch_in(tmp_path, "one")
        await wait_for(lambda: name_of(live) == "one")

    run(live, story)


def test_an_index_is_loaded_once(tmp_path: Path) -> None:
    switch_in(tmp_path, "one")
    loads: list[str] = []

    def load() -> Searcher:
        loads.append("one")
        return NamedSearcher("one")

    async def story() -> None:
        await wait_for(lambda: bool(loads))
        await asyncio.sleep(0.1)

    run(LiveSearcher(tmp_path, load), story)
    assert loads == ["one"]


def test_a_searcher_that_is_given_answers_at_once_and_is_replaced_too(tmp_path: Path) -> None:
    switch_in(tmp_path, "one")
    live = LiveSearcher(tmp_path, load_named(tmp_path), NamedSearcher("given"))
    assert name_of(live) == "given"

    async def story() -> None:
        await asyncio.sleep(0.05)
        assert name_of(live) == "given"
        switch_in(tmp_path, "two")
        await wait_for(lambda: name_of(live) == "two")

    run(live, story)


def test_a_failure_that_nobody_foresaw_is_logged_and_does_not_end_the_watch(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    switch_in(tmp_path, "one")
    load = load_named(tmp_path)

    def fail_first() -> Searcher:
        if os.readlink(tmp_path / "current") == "one":  # noqa: PTH115
            raise MemoryError
        return load()

    live = LiveSearcher(tmp_path, fail_first)

    async def story() -> None:
        await wait_for(lambda: "MemoryError" in caplog.text)
        with pytest.raises(ProblemError) as caught:
            live.get()
        assert caught.value.phrase is Phrase.NOT_LOADED
        switch_in(tmp_path, "two")
        await wait_for(lambda: name_of(live) == "two")

    run(live, story)


def test_a_damaged_index_that_is_mended_under_the_same_name_is_loaded(tmp_path: Path) -> None:
    switch_in(tmp_path, "only")
    damaged = True

    def load() -> Searcher:
        if damaged:
            raise IndexUnusableError(Fault.INDEX_DAMAGED, folder=tmp_path, file="chunks.jsonl")
        return NamedSearcher("only")

    live = LiveSearcher(tmp_path, load)

    async def story() -> None:
        nonlocal damaged
        following = asyncio.create_task(live.follow(0.01))
        await wait_for(lambda: live.refusal is not None)
        assert name_of(live) is None
        damaged = False
        await wait_for(lambda: name_of(live) == "only")
        following.cancel()

    asyncio.run(story())
