"""The searcher that answers now: loaded beside the service, replaced when another index is switched in."""

import asyncio
import os
import resource
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.answering.evidence import Knowledge
from bot.config import Config
from bot.http.app import build_app
from bot.http.problems import ProblemError
from bot.http.reload import Reloader
from index.build import build_index
from index.encoding.encoder import Encoder
from index.errors import IndexUnusableError
from index.languages import Language
from index.storage.builds import find_build, find_switch
from index.storage.store import read_index, read_index_before
from tests.doubles.reader import open_index, read_words
from tests.doubles.retriever import WordRetriever
from tests.languages.codes import EN


class NamedRetriever(WordRetriever):
    """A retriever of no documents that has a name: that of the index it was loaded from."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.whole = True

    def is_whole(self) -> bool:
        return self.whole


def load_name(name: str) -> Knowledge:
    """Return knowledge of nothing, with a name."""
    return read_words(NamedRetriever(name))


def switch_in(folder: Path, name: str) -> None:
    (folder / name).mkdir(exist_ok=True)
    link = folder / "link"
    link.symlink_to(name)
    link.replace(folder / "current")


def load_named(folder: Path) -> Callable[[], Knowledge]:
    """Return what loads the index in use; one that is called broken is refused."""

    def load() -> Knowledge:
        name = os.readlink(folder / "current")  # noqa: PTH115
        if name.startswith("broken"):
            raise IndexUnusableError("index_damaged", folder=folder, file=name)
        return load_name(name)

    return load


async def wait_for(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def name_of(live: Reloader) -> str | None:
    try:
        retriever = live.get().retriever
    except ProblemError:
        return None
    assert isinstance(retriever, NamedRetriever)
    return retriever.name


def run(live: Reloader, story: Callable[[], object]) -> None:
    """Run `story`, an async function, while `live` follows its folder."""

    async def both() -> None:
        task = asyncio.create_task(live.follow(seconds=0.01))
        try:
            await story()  # type: ignore[misc]
        finally:
            task.cancel()

    asyncio.run(both())


@contextmanager
def no_descriptors() -> Iterator[None]:
    """Let nothing be opened, as in a process that holds as many files as it may."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    highest = max(int(name) for name in os.listdir("/proc/self/fd"))  # noqa: PTH208
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, before[1]))
    held = []
    try:
        with suppress(OSError):  # until there are too many
            while True:
                held.append(os.open("/dev/null", os.O_RDONLY))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
        for each in held:
            os.close(each)


def test_before_anything_is_loaded_it_says_that_it_starts(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as caught:
        Reloader(tmp_path, load_named(tmp_path)).get()
    assert (caught.value.status, caught.value.message) == (503, "starting")


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("name", ["one", "broken", None])
def test_one_of_several_workers_takes_requests_when_its_index_is_loaded_or_refused(
    tmp_path: Path, workers: int, name: str | None
) -> None:
    if name:
        switch_in(tmp_path, name)
    started, go_on = threading.Event(), threading.Event()

    def load() -> Knowledge:
        assert go_on.wait(60)
        return load_named(tmp_path)()

    def ask() -> int:
        app = build_app(Config(index=tmp_path, workers=workers), Reloader(tmp_path, load))
        with TestClient(app) as client:
            started.set()
            assert go_on.wait(30)
            return int(client.get("/ready").status_code)

    with ThreadPoolExecutor() as pool:
        asked = pool.submit(ask)
        assert started.wait(60 if workers == 1 else 1) is (workers == 1)
        go_on.set()
        assert asked.result() == (200 if name == "one" else 503) or workers == 1


def test_a_worker_whose_index_takes_too_long_takes_requests_at_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.http.app.SECONDS_TO_LOAD", 0.1)
    switch_in(tmp_path, "one")
    go_on = threading.Event()

    def load() -> Knowledge:
        assert go_on.wait(30)
        return load_name("one")

    with TestClient(build_app(Config(index=tmp_path, workers=2), Reloader(tmp_path, load))) as client:
        assert client.get("/ready").status_code == 503
        go_on.set()


def test_the_service_goes_on_while_an_index_is_loaded(tmp_path: Path) -> None:
    switch_in(tmp_path, "one")
    loading, go_on = threading.Event(), threading.Event()

    def load() -> Knowledge:
        loading.set()
        assert go_on.wait(30)
        return load_name("one")

    live = Reloader(tmp_path, load)

    async def story() -> None:
        await wait_for(loading.is_set)
        assert name_of(live) is None
        go_on.set()
        await wait_for(lambda: name_of(live) == "one")

    run(live, story)


def test_another_index_takes_over_and_a_broken_one_does_not(tmp_path: Path) -> None:
    switch_in(tmp_path, "one")
    live = Reloader(tmp_path, load_named(tmp_path))

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
    live = Reloader(tmp_path, load_named(tmp_path))

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

    def load() -> Knowledge:
        loads.append("one")
        return load_name("one")

    async def story() -> None:
        await wait_for(lambda: bool(loads))
        await asyncio.sleep(0.1)

    run(Reloader(tmp_path, load), story)
    assert loads == ["one"]


def test_a_searcher_that_is_given_answers_at_once_and_is_replaced_too(tmp_path: Path) -> None:
    switch_in(tmp_path, "one")
    live = Reloader(tmp_path, load_named(tmp_path), load_name("given"))
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

    def fail_first() -> Knowledge:
        if os.readlink(tmp_path / "current") == "one":  # noqa: PTH115
            raise MemoryError
        return load()

    live = Reloader(tmp_path, fail_first)

    async def story() -> None:
        await wait_for(lambda: "MemoryError" in caplog.text)
        with pytest.raises(ProblemError) as caught:
            live.get()
        assert caught.value.message == "not_loaded"
        switch_in(tmp_path, "two")
        await wait_for(lambda: name_of(live) == "two")

    run(live, story)


def test_a_damaged_index_that_is_mended_under_the_same_name_is_loaded(tmp_path: Path) -> None:
    switch_in(tmp_path, "only")
    damaged = True

    def load() -> Knowledge:
        if damaged:
            raise IndexUnusableError("index_damaged", folder=tmp_path, file="chunks.jsonl")
        return load_name("only")

    live = Reloader(tmp_path, load)

    async def story() -> None:
        nonlocal damaged
        following = asyncio.create_task(live.follow(0.01))
        await wait_for(lambda: live.refusal is not None)
        assert name_of(live) is None
        damaged = False
        await wait_for(lambda: name_of(live) == "only")
        following.cancel()

    asyncio.run(story())


# --- what was refused is tried again


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return where it was looked for an index so far, a folder for each look."""
    looks: list[Path] = []

    def look(folder: Path) -> object:
        looks.append(folder)
        return find_switch(folder)

    monkeypatch.setattr("bot.http.reload.find_switch", look)
    return looks


def test_what_is_refused_is_tried_again_less_and_less_often(tmp_path: Path, looks: list[Path]) -> None:
    switch_in(tmp_path, "broken")
    loads: list[int] = []

    def load() -> Knowledge:
        loads.append(len(looks))
        return load_named(tmp_path)()

    async def story() -> None:
        await wait_for(lambda: len(loads) == 8)

    run(Reloader(tmp_path, load), story)
    assert [later - earlier for earlier, later in pairwise(loads)] == [1, 2, 4, 8, 16, 30, 30]


def test_one_that_is_switched_in_anew_under_the_same_name_is_tried_at_once(
    tmp_path: Path, looks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    switch_in(tmp_path, "same")
    whole = False
    loads: list[int] = []
    monkeypatch.setattr("bot.http.reload.LONGEST_PAUSE", 10**9)

    def load() -> Knowledge:
        loads.append(len(looks))
        if not whole:
            raise IndexUnusableError("index_damaged", folder=tmp_path, file="same")
        return load_name("same")

    live = Reloader(tmp_path, load, load_name("old"))
    live._build = "old"

    async def story() -> None:
        nonlocal whole
        await wait_for(lambda: len(loads) == 7)  # the next try of what is there is 64 looks away
        assert name_of(live) == "old"
        whole = True
        switch_in(tmp_path, "same")
        await wait_for(lambda: name_of(live) == "same")
        assert live.refusal is None

    run(live, story)
    assert loads[7] - loads[6] < 64


def test_where_the_index_before_cannot_be_looked_for_either_it_is_tried_again(tmp_path: Path) -> None:
    switch_in(tmp_path, "one")
    lacking = True

    def load() -> Knowledge:
        if lacking:
            raise IndexUnusableError("index_unreadable", folder=tmp_path, reason="Too many open files")
        return load_name("one")

    live = Reloader(tmp_path, load, load_before=load)

    async def story() -> None:
        nonlocal lacking
        with no_descriptors():
            following = asyncio.create_task(live.follow(0.01))
            await wait_for(lambda: live.refusal is not None or following.done())
        assert not following.done()
        lacking = False
        await wait_for(lambda: name_of(live) == "one")
        following.cancel()

    asyncio.run(story())


def test_what_is_tried_again_is_logged_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    switch_in(tmp_path, "old")
    live = Reloader(tmp_path, load_named(tmp_path))

    async def story() -> None:
        await wait_for(lambda: name_of(live) == "old")
        switch_in(tmp_path, "broken")
        await wait_for(lambda: live.refusal is not None)
        await asyncio.sleep(0.3)

    run(live, story)
    (told,) = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert told.startswith("The old index answers, because the new one cannot be loaded. The index in ")


def test_an_index_that_is_switched_back_to_ends_the_refusal(tmp_path: Path) -> None:
    switch_in(tmp_path, "one")
    live = Reloader(tmp_path, load_named(tmp_path))

    async def story() -> None:
        await wait_for(lambda: name_of(live) == "one")
        switch_in(tmp_path, "broken")
        await wait_for(lambda: live.warn(EN) is not None)
        switch_in(tmp_path, "one")
        await wait_for(lambda: live.warn(EN) is None)

    run(live, story)


def test_an_index_whose_files_are_altered_is_given_up_and_read_anew(tmp_path: Path) -> None:
    switch_in(tmp_path, "one")
    live = Reloader(tmp_path, load_named(tmp_path))

    async def story() -> None:
        await wait_for(lambda: name_of(live) == "one")
        altered = live.get()
        assert isinstance(altered.retriever, NamedRetriever)
        altered.retriever.whole = False
        await wait_for(lambda: name_of(live) == "one" and live.get() is not altered)

    run(live, story)


# --- real indexes


class Service:
    """The service for a folder of documents and the folder of its index, which looks for a new one often."""

    def __init__(self, documents: Path, folder: Path, encoder: Encoder) -> None:
        self.documents, self.folder, self.encoder = documents, folder, encoder

        class QuickReloader(Reloader):
            async def follow(self, seconds: float = 0.02) -> None:
                await super().follow(seconds)

        self.live = QuickReloader(
            folder,
            lambda: open_index(read_index(folder), encoder),
            load_before=lambda: open_index(read_index_before(folder), encoder),
        )
        told = folder.parent / "operator.yaml"
        told.touch()
        self.client = TestClient(build_app(Config(index=folder, rate="off", operator=told), self.live))

    def build(self, number: int = 0) -> None:
        """Build the index of the documents, with one more when there is a `number`."""
        if number:
            text = f"Dokument {number} über den Vertrag.\n"
            (self.documents / f"{number}.de.md").write_text(text, encoding="utf-8")
        build_index(self.documents, self.folder, self.encoder)

    def build_beside(self) -> str:
        """Return the name of a build with one more document, which waits to be switched in."""
        (self.documents / "5.de.md").write_text("Dokument 5 über den Vertrag.\n", encoding="utf-8")
        folder = self.folder.with_name("beside")
        build_index(self.documents, folder, self.encoder)
        name = str(find_build(folder))
        shutil.copytree(folder / name, self.folder / name)
        (self.folder / "next").symlink_to(name)
        return name

    def damage(self) -> None:
        """Alter a byte of the build in use."""
        file = self.folder / "current" / "documents" / "texts.txt"
        copy = file.with_name("copy")
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        copy.write_bytes(data)
        copy.replace(file)  # what maps it still sees the old one

    def ready(self, language: str = "en") -> dict[str, object]:
        response = self.client.get("/ready", headers={"Accept-Language": language})
        assert response.status_code in {200, 503}
        sent: dict[str, object] = response.json()
        return sent

    def gauge(self) -> str:
        """Return what is said in the metrics of an index that was refused."""
        lines = self.client.get("http://testserver:9464/metrics").text.splitlines()
        return next(line for line in lines if line.startswith("partnerbot_index_refused ")).split()[1]

    def wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 30
        while not condition():
            assert time.monotonic() < deadline
            time.sleep(0.01)


@pytest.fixture
def service(documents: Path, tmp_path: Path, encoder: Encoder) -> Iterator[Service]:
    service = Service(documents, tmp_path / "index", encoder)
    service.build()
    with service.client:
        service.wait(lambda: service.ready().get("documents") == 4)
        yield service


def test_a_new_index_is_taken_once_there_are_descriptors_again(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.build_beside()
    with no_descriptors():
        (service.folder / "next").replace(service.folder / "current")
        service.wait(lambda: service.live.refusal is not None)
        assert service.ready()["documents"] == 4
    assert "The old index answers" in caplog.text
    assert "Too many open files" in caplog.text
    service.wait(lambda: service.ready() == {"status": "ready", "documents": 5})
    assert service.gauge() == "0.0"


def test_an_index_that_was_refused_is_told_until_it_is_mended_under_its_name(service: Service) -> None:
    name = service.build_beside()
    texts = service.folder / name / "documents" / "texts.txt"
    texts.write_bytes(texts.read_bytes()[:-1])
    (service.folder / "next").replace(service.folder / "current")
    service.wait(lambda: "warning" in service.ready())
    told = [service.ready(language) for language in Language]
    assert [(each["status"], each["documents"]) for each in told] == [("ready", 4)] * 3
    de, ru, en = (str(each["warning"]) for each in told)
    assert de.startswith("Es antwortet der bisherige Index, denn der neue lässt sich nicht laden. Der Index ")
    assert ru.startswith("Отвечает прежний индекс: новый не удаётся загрузить. Индекс в папке ")
    assert en.startswith("The old index answers, because the new one cannot be loaded. The index in index ")
    assert all("documents/texts.txt" in text for text in (de, ru, en))
    assert str(service.folder.parent) not in de + ru + en
    assert service.gauge() == "1.0"
    service.build()
    assert find_build(service.folder) == name
    service.wait(lambda: service.ready() == {"status": "ready", "documents": 5})
    assert service.gauge() == "0.0"


def test_a_damaged_index_gives_way_to_the_one_before_until_it_is_mended(
    documents: Path, tmp_path: Path, encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    service = Service(documents, tmp_path / "index", encoder)
    service.build()
    service.build(5)
    built = find_build(service.folder)
    service.damage()
    with service.client:
        service.wait(lambda: "documents" in service.ready())
        assert service.ready()["documents"] == 4
        assert str(service.ready()["warning"]).startswith("The old index answers, because the new one")
        assert "The old index answers" in caplog.text
        assert service.gauge() == "1.0"
        service.build()
        assert find_build(service.folder) == built
        service.wait(lambda: service.ready() == {"status": "ready", "documents": 5})
        assert service.gauge() == "0.0"


def test_a_damaged_index_without_one_before_is_told(
    documents: Path, tmp_path: Path, encoder: Encoder
) -> None:
    service = Service(documents, tmp_path / "index", encoder)
    service.build()
    service.damage()
    with service.client:
        service.wait(lambda: "is damaged" in str(service.ready().get("detail")))
        service.build()
        service.wait(lambda: service.ready() == {"status": "ready", "documents": 4})
