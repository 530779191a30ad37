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

from bot.app import SECONDS_TO_FINISH, create_app
from bot.config import Config
from tests.conftest import Serve
from tests.test_app import TREATY, WordSearcher

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "partnerbot.service").read_text(encoding="utf-8")
INSTALLED = "/opt/partnerbot/.venv/bin/partnerbot"
COMMAND = str(Path(sys.executable).with_name("partnerbot"))
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
    with serve(create_app(Config(index=tmp_path), WordSearcher(TREATY) if loaded else None)) as address:
        environ = {"PARTNERBOT_PORT": address.rpartition(":")[2]}
        checked = subprocess.run(
            [sys.executable, *arguments], env=environ, capture_output=True, text=True, check=False
        )
    assert checked.returncode == (0 if loaded else 1)
    assert ("503" in checked.stderr) is not loaded


def test_the_files_for_deployment_name_only_settings_that_exist() -> None:
    guide = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    named = {name.lower() for name in re.findall(r"PARTNERBOT_([A-Z_]+)", guide + UNIT + DOCKERFILE)}
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


def test_systemd_waits_longer_for_the_end_than_the_service_does() -> None:
    seconds = re.search(r"^TimeoutStopSec=(\d+)$", UNIT, re.MULTILINE)
    assert seconds
    assert int(seconds[1]) > SECONDS_TO_FINISH


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
    assert [line.split()[0] for line in lines[1:-2]] == ["redis-server", "systemd-analyze", "openssl", "wrk"]
    packages = "redis-server systemd openssl wrk"
    assert lines[-1] == f"  sudo apt-get install --no-install-recommends {packages}"
    assert install("nginx", "chromium") == (0, [])
    assert install("nginx", "wrk")[1][-1].endswith("--no-install-recommends wrk")
