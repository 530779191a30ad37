"""What Lighthouse says of the pages: performance, accessibility and best practices, each at least 95."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Config
from index.build import build_index
from index.encoding.encoder import Encoder
from tests.browser.hosts import Bot, open_bot
from tests.conftest import CHROMIUM, Serve
from tests.doubles.reader import open_index

ROOT = Path(__file__).parents[2]
LIGHTHOUSE = Path(__file__).with_name("lighthouse") / "node_modules" / "lighthouse" / "cli" / "index.js"
LEAST = 95
MOST_TRIES = (
    4  # a machine that is busy with something else makes any page slow, or Chromium's trace incomplete
)
PAGES = {
    "page": "/?ui=de",
    "document": "/documents/pause-seit-2022.de.md?ui=de&start=900&end=1000",
    "look-up": "/search?ui=de",
    "register": "/agreements?ui=de",
}
OPTIONS = [
    "--quiet",
    "--output=json",
    "--only-categories=performance,accessibility,best-practices",
    "--no-enable-error-reporting",
    "--disable-full-page-screenshot",
]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve) -> Iterator[Bot]:
    """Return the service with the documents that ship."""
    folder = tmp_path_factory.mktemp("lighthouse")
    knowledge = open_index(build_index(ROOT / "documents", folder / "index", encoder).index, encoder)
    config = Config(index=folder / "index", operator=ROOT / "deploy" / "operator.yaml", rate="off")
    with open_bot(knowledge, serve, config) as bot:
        yield bot


def measure(address: str, folder: Path) -> tuple[dict[str, int], list[str]]:
    """Return the scores of the page at `address`, 0 to 100, and the audits that are not passed."""
    assert LIGHTHOUSE.exists(), "run make programs"
    # What stands behind the "=" of a flag may hold spaces.
    pairs = (flag.partition("=") for flag in [*CHROMIUM, f"--user-data-dir={folder}"])
    flags = " ".join(f'{name}="{value}"' if value else name for name, _, value in pairs)
    command = ["node", str(LIGHTHOUSE), address, *OPTIONS, f"--chrome-flags={flags}"]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or "", "CI": "1"}
    ended = subprocess.run(command, capture_output=True, timeout=120, env=environment, check=False)
    if ended.returncode:
        return {"measured": 0}, [ended.stderr.decode()]
    report = json.loads(ended.stdout)
    scores = {name: round(100 * category["score"]) for name, category in report["categories"].items()}
    audits = (each for each in report["audits"].values() if each["scoreDisplayMode"] == "binary")
    missed = [f"{each['id']}: {each['title']}" for each in audits if not each["score"]]
    return scores, missed


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quick_accessible_and_well_made(bot: Bot, tmp_path: Path, name: str) -> None:
    for attempt in range(MOST_TRIES):
        scores, missed = measure(bot.address + PAGES[name], tmp_path / str(attempt))
        if min(scores.values()) >= LEAST:
            return
    pytest.fail(f"{scores}, {missed}")
