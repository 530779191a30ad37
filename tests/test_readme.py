"""What the README, SOURCES.md and the Makefile say is so."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.__main__ import app
from bot.config import Config
from bot.routes import router
from bot.site import site
from index.documents import Document, read_documents
from index.folder import SUPPORTED
from index.language import Verdict, detect_language
from index.metadata import KEYS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
# A line of the file map: `path  what it is`, below a line that names its folder.
MAPPED = re.compile(r"^((?:bot|index|benchmarks)/\S+)  +\S", re.MULTILINE)


@pytest.fixture(scope="module")
def ours() -> list[Document]:
    documents, errors = read_documents(ROOT / "documents")
    assert errors == []
    return documents


def list_files() -> list[str]:
    """Return the paths of the files that the map must name."""
    patterns = ("bot/**/*", "index/**/*", "benchmarks/**/*")
    found = (path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file())
    return sorted(path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts)


@pytest.mark.parametrize("field", [field.name for field in fields(Config)])
def test_every_setting_is_in_the_readme_with_its_default(field: str) -> None:
    default = getattr(Config(), field)
    row = re.search(rf"^\| `PARTNERBOT_{field.upper()}` \| (.*?) \|", README, re.MULTILINE)
    assert row, field
    assert row[1].strip("`") == ("none" if default == () else str(default))


def test_the_readme_names_no_setting_that_does_not_exist() -> None:
    named = {name.lower() for name in re.findall(r"PARTNERBOT_([A-Z_]+)", README)}
    assert named == {field.name for field in fields(Config)}


def test_the_file_map_is_the_tree() -> None:
    assert sorted(MAPPED.findall(README)) == list_files()


def test_every_command_is_in_the_readme_and_every_one_there_exists() -> None:
    commands = {command.callback.__name__ for command in app.registered_commands if command.callback}
    assert set(re.findall(r"^\| `partnerbot (\w+)", README, re.MULTILINE)) == commands


def test_every_address_is_in_the_readme() -> None:
    for route in [*router.routes, *site.routes]:
        path = getattr(route, "path", "").replace(":path", "")
        assert f"`{path}`" in README or f" {path}`" in README, path


@pytest.mark.parametrize("key", KEYS)
def test_every_key_of_the_front_matter_is_in_the_readme(key: str) -> None:
    assert f"| `{key}` |" in README


@pytest.mark.parametrize("ending", SUPPORTED)
def test_every_file_type_is_in_the_readme(ending: str) -> None:
    assert f"`{ending}`" in README


def test_every_make_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake (?:PYTHON=\S+ )?([a-z]+)\b", " ".join(re.findall(r"`[^`\n]+`", README))))
    named |= set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE))
    assert {"run", "test"} <= named <= targets


def test_every_link_in_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_document_has_a_section_in_sources_and_the_other_way_round() -> None:
    sources = (ROOT / "documents" / "SOURCES.md").read_text(encoding="utf-8")
    named = re.findall(r"^## (\S+)$", sources, re.MULTILINE)
    files = [path.relative_to(ROOT / "documents").as_posix() for path in (ROOT / "documents").rglob("*.*")]
    assert sorted(named) == sorted(path for path in files if path != "SOURCES.md")


def test_every_document_is_in_the_language_it_says(ours: list[Document]) -> None:
    for document in ours:
        detection = detect_language(document.text[document.body :])
        assert (document.path, detection.verdict, detection.language) == (
            document.path,
            Verdict.CLEAR,
            document.language,
        )
        assert document.path.endswith(f".{document.language}.md")
