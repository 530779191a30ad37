"""What is there to run it in public: the image, the systemd unit, the programs that the tests need."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from bot.config import Config
from bot.http.app import create_app
from bot.http.serving.event_loop import MOST_CONNECTIONS, SHARE_OF_DESCRIPTORS
from bot.http.serving.server import SECONDS_TO_FINISH, SECONDS_UNTIL_DEAD
from index.documents.isolation import MEGABYTES
from index.fetching.visits import Limits
from tests.conftest import Serve
from tests.doubles.retriever import TREATY, know

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "partnerbot.service").read_text(encoding="utf-8")
FETCH_UNIT = (ROOT / "deploy" / "partnerbot-fetch.service").read_text(encoding="utf-8")
TIMER = ROOT / "deploy" / "partnerbot-fetch.timer"
INSTALLED = "/opt/partnerbot/.venv/bin/partnerbot"
COMMAND = str(Path(sys.executable).with_name("partnerbot"))
MEGABYTES_OF_A_WORKER = 450
MOST_EXPOSED_TO_WEBSITES = 20
MOST_EXPOSED = 15  # of 100, by systemd's own measure; up to 20 is "OK", an unhardened unit has 96


def test_the_linter_has_nothing_to_say_about_the_dockerfile() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    linted = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (linted.returncode, linted.stdout) == (0, "")


def test_what_goes_into_the_image_exists_and_is_sent_to_the_builder() -> None:
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert {"bot", "index", "documents", "requirements"} <= names
    assert all((ROOT / name).exists() for name in names)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} == names


def test_the_image_runs_as_a_nameless_user_and_holds_no_secret() -> None:
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    assert not re.search(r"SALT|PASSWORD|TOKEN|RATE_STORE", DOCKERFILE)


@pytest.mark.parametrize("loaded", [True, False])
def test_a_container_is_healthy_when_questions_are_answered(
    serve: Serve, tmp_path: Path, *, loaded: bool
) -> None:
    found = re.search(r"^HEALTHCHECK .*?CMD (\[.*?\])$", DOCKERFILE, re.MULTILINE | re.DOTALL)
    assert found
    python, *arguments = json.loads(found[1])
    assert python == "python"
    arguments = [each.replace("timeout=4", "timeout=60") for each in arguments]  # of a busy machine
    with serve(create_app(Config(index=tmp_path), know(TREATY) if loaded else None)) as address:
        environ = {"PARTNERBOT_PORT": address.rpartition(":")[2]}
        checked = subprocess.run(
            [sys.executable, *arguments], env=environ, capture_output=True, text=True, check=False
        )
    assert checked.returncode == (0 if loaded else 1)
    assert ("503" in checked.stderr) is not loaded


def test_the_files_for_deployment_name_only_settings_that_exist() -> None:
    guide = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    files = guide + UNIT + FETCH_UNIT + DOCKERFILE
    named = {name.lower() for name in re.findall(r"PARTNERBOT_([A-Z_]+)", files)}
    assert {"proxies", "origins", "index"} <= named <= {field.name for field in fields(Config)}


def test_every_link_in_the_guide_leads_somewhere() -> None:
    guide = ROOT / "docs" / "deployment.md"
    links = re.findall(r"\]\(([^)#]+)(#[^)]+)?\)", guide.read_text(encoding="utf-8"))
    assert links
    for path, heading in links:
        target = (guide.parent / path).read_text(encoding="utf-8")
        headings = [
            line.strip("# ").lower().replace(" ", "-") for line in target.splitlines() if line[:1] == "#"
        ]
        assert not heading or heading[1:] in headings


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = shutil.which("systemd-analyze")
    assert command, "run tests/install_debian.sh"
    return subprocess.run([command, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return the unit with the command where it is here."""
    file = tmp_path / "partnerbot.service"
    assert UNIT.count(f"={INSTALLED} ") == 2
    file.write_text(UNIT.replace(INSTALLED, COMMAND), encoding="utf-8")
    return file


def test_systemd_takes_the_unit_without_a_warning(unit: Path) -> None:
    verified = analyze("verify", "--man=no", unit)
    assert (verified.returncode, verified.stderr) == (0, "")


def test_the_unit_may_do_little(unit: Path) -> None:
    rated = analyze("security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSED}", unit)
    assert rated.returncode == 0, rated.stdout


@pytest.fixture
def fetching(tmp_path: Path) -> tuple[Path, Path]:
    """Return the unit that fetches with the command where it is here, and its timer."""
    service, timer = tmp_path / "partnerbot-fetch.service", tmp_path / "partnerbot-fetch.timer"
    assert FETCH_UNIT.count(f"={INSTALLED} ") == 2
    service.write_text(FETCH_UNIT.replace(INSTALLED, COMMAND), encoding="utf-8")
    shutil.copy(TIMER, timer)
    return service, timer


def test_systemd_takes_what_fetches_without_a_warning(fetching: tuple[Path, Path]) -> None:
    verified = analyze("verify", "--man=no", *fetching)
    assert (verified.returncode, verified.stderr) == (0, "")


def test_what_fetches_may_do_little_but_ask_websites(fetching: tuple[Path, Path]) -> None:
    threshold = f"--threshold={MOST_EXPOSED_TO_WEBSITES}"
    rated = analyze("security", "--offline=true", "--no-pager", threshold, fetching[0])
    assert rated.returncode == 0, rated.stdout


def test_a_run_ends_by_itself_before_systemd_ends_it() -> None:
    assert "TimeoutStartSec=2h" in FETCH_UNIT
    assert Limits().all_seconds + Limits().patience + Limits().seconds < 2 * 3600


def test_systemd_waits_longer_for_the_end_than_the_service_does() -> None:
    seconds = re.search(r"^TimeoutStopSec=(\d+)$", UNIT, re.MULTILINE)
    assert seconds
    assert int(seconds[1]) > SECONDS_TO_FINISH


def read_unit(key: str) -> str:
    found = re.findall(rf"^{key}=(.*)$", UNIT, re.MULTILINE)
    assert len(found) == 1, key
    return str(found[0])


def test_the_unit_leaves_room_for_all_that_the_service_may_use() -> None:
    assert read_unit("MemoryMax") == "4G"
    most = 3 * MEGABYTES_OF_A_WORKER + 2 * MEGABYTES  # three workers, the build, and the document it reads
    assert most < 4_000
    assert int(read_unit("LimitNOFILE")) // SHARE_OF_DESCRIPTORS >= MOST_CONNECTIONS
    assert int(read_unit("TasksMax")) >= 1_000


def test_the_unit_limits_documents_and_dumps_nothing() -> None:
    assert read_unit("LimitCORE") == "0"
    assert read_unit("WatchdogSignal") == "SIGKILL"
    forbidden = re.findall(r"^SystemCallFilter=~(.*)$", UNIT, re.MULTILINE)
    listed = analyze("syscall-filter", *" ".join(forbidden).split()).stdout.split()
    assert "setpriority" in listed
    assert not {"prlimit64", "kill", "pipe2"} & set(listed)  # a document is read within limits, and ended


def test_the_unit_begins_the_service_anew_however_it_ended() -> None:
    assert (read_unit("Restart"), read_unit("StartLimitIntervalSec")) == ("always", "0")
    assert read_unit("OOMPolicy") == "continue"  # where memory is short, one process ends, not all
    assert (read_unit("Type"), read_unit("NotifyAccess")) == ("notify", "all")
    assert int(read_unit("WatchdogSec")) > SECONDS_UNTIL_DEAD


def test_who_may_not_install_is_told_what_is_missing_and_how_to_get_it(tmp_path: Path) -> None:
    for name in ("cut", "paste", "sh"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    for name, body in (("id", "echo 1000"), ("nginx", "exit 0"), ("chromium", "exit 0")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    script = [str(ROOT / "tests" / "install_debian.sh")]
    environ = {**os.environ, "PATH": str(tmp_path)}

    def install(*programs: str) -> tuple[int, list[str]]:
        told = subprocess.run([*script, *programs], env=environ, capture_output=True, text=True, check=False)
        return told.returncode, told.stderr.splitlines()

    status, lines = install()
    assert status == 1
    assert [line.split()[0] for line in lines[1:-2]] == [
        "redis-server",
        "systemd-analyze",
        "openssl",
        "tesseract",
        "npm",
        "wrk",
    ]
    languages = "tesseract-ocr-deu tesseract-ocr-rus tesseract-ocr-eng"
    packages = f"redis-server systemd openssl tesseract-ocr {languages} nodejs npm wrk"
    assert lines[-1] == f"  sudo apt-get install --no-install-recommends {packages}"
    assert install("nginx", "chromium") == (0, [])
    assert install("nginx", "wrk")[1][-1].endswith("--no-install-recommends wrk")
