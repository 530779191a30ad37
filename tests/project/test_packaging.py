"""What others install, configure and list in catalogues: the package, .env.example and publiccode.yml."""

import re
import tomllib
from dataclasses import fields
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from packaging.requirements import Requirement

from bot.cli.commands import main
from bot.config import Config
from index.languages import Language

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


# The package


def test_what_is_needed_has_lower_bounds_and_is_pinned_elsewhere() -> None:
    bounds = [str(Requirement(line).specifier) for line in PROJECT["dependencies"]]
    assert [bound for bound in bounds if not re.fullmatch(r"(<[0-9.]+,)?>=[0-9.]+", bound)] == []


def test_the_packages_are_typed_for_those_who_import_them() -> None:
    assert [name for name in ("bot", "index") if not files(name).joinpath("py.typed").is_file()] == []


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"partnerbot {PROJECT['version']}\n"
    assert version("partnerbot") == PROJECT["version"]


# .env.example


def test_the_example_of_an_environment_has_every_setting_with_its_default() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line and not line.startswith("#")] == []
    shown = dict(re.findall(r"^# (PARTNERBOT_[A-Z_]+)=(.*)$", text, re.MULTILINE))
    assert sorted(shown) == sorted(f"PARTNERBOT_{field.name.upper()}" for field in fields(Config))
    read, default = Config.from_environment(shown), Config()
    for field in fields(Config):
        usual = getattr(default, field.name)
        assert getattr(read, field.name)  # where there is no default, an example that can be used
        assert usual in ((), "", getattr(read, field.name)), field.name


# publiccode.yml, by the standard of that name: https://yml.publiccode.tools/schema.core.html

NEEDED = {
    "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
    "description", "legal", "maintenance", "localisation",
}  # fmt: skip
FURTHER = {
    "applicationSuite", "landingURL", "isBasedOn", "organizationUri", "softwareVersion", "releaseDate",
    "logo", "usedBy", "roadmap", "intendedAudience", "dependsOn",
}  # fmt: skip
CLOSED = {
    "publiccodeYmlVersion": {"0.4", "0.5", "0.6", "0.7"},
    "developmentStatus": {"concept", "development", "beta", "stable", "obsolete"},
    "softwareType": {
        "standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web", "standalone/backend",
        "standalone/other", "addon", "library", "configurationFiles",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def card() -> dict[str, Any]:
    """Return publiccode.yml."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    return read


def test_the_index_card_has_the_keys_of_the_standard(card: dict[str, Any]) -> None:
    assert set(card) >= NEEDED
    assert set(card) <= NEEDED | FURTHER
    assert {key for key, allowed in CLOSED.items() if card[key] not in allowed} == set()
    assert urlsplit(card["url"]).scheme == "https"
    for key in ("platforms", "categories"):
        assert card[key], key
        assert all(re.fullmatch("[a-z-]+", each) for each in card[key])
    if "releaseDate" in card:  # only where a version was released
        assert date.fromisoformat(str(card["releaseDate"]))
        assert card["softwareVersion"] == PROJECT["version"]


def test_the_index_card_describes_the_program_in_every_language(card: dict[str, Any]) -> None:
    assert set(card["description"]) == set(Language)
    for language, description in card["description"].items():
        assert len(description["shortDescription"]) <= 150, language
        assert "\n" not in description["shortDescription"].strip(), language
        assert 150 <= len(description["longDescription"]) <= 10_000, language
        assert 5 <= len(description["features"]) <= 20, language
    assert card["localisation"]["localisationReady"] is True
    assert set(card["localisation"]["availableLanguages"]) == set(Language)


def test_the_index_card_agrees_with_the_project(card: dict[str, Any]) -> None:
    assert card["name"].lower() == PROJECT["name"]
    assert card["legal"]["license"] == PROJECT["license"]
    assert card["maintenance"]["type"] in {"internal", "community"}
    assert all(contact["name"] for contact in card["maintenance"]["contacts"])
    least = {each["name"]: each.get("versionMin") for each in card["dependsOn"]["open"]}
    assert f">={least['Python']}" == PROJECT["requires-python"]
