"""What the README, docs/, SOURCES.md and the Makefile say is so."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.cli.commands import app
from bot.config import Config
from bot.http.page_routes import site
from bot.http.pages.look_up import look_up
from bot.http.routes import router
from index.detection.detect import Verdict, detect_language
from index.documents.document import Document, read_document, read_documents
from index.documents.metadata import KEYS
from index.documents.parsers import SUPPORTED

ROOT = Path(__file__).parents[2]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
}
README = PAGES["README.md"]
# A line of the map of folders: `path/  what it is for`.
MAPPED = re.compile(r"^((?:bot|index)/\S*)  +\S", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)")
MOST_FILES = 12  # in a folder that has a line of its own, or in one of those it names
MOST_LINES = 150  # three screens


@pytest.fixture(scope="module")
def ours() -> list[Document]:
    documents, errors = read_documents(ROOT / "documents")
    assert errors == []
    return documents


def list_rooms() -> list[Path]:
    """Return the packages that are programs."""
    return sorted(path.parent for name in ("bot", "index") for path in (ROOT / name).rglob("__init__.py"))


def test_every_setting_is_described_with_its_default_and_no_other_anywhere() -> None:
    rows = dict(
        re.findall(r"^\| `PARTNERBOT_([A-Z_]+)` \| (.*?) \|", PAGES["docs/settings.md"], re.MULTILINE)
    )
    defaults = {field.name.upper(): getattr(Config(), field.name) for field in fields(Config)}
    told = {name: "none" if default == () else str(default) for name, default in defaults.items()}
    assert {name: shown.strip("`") for name, shown in rows.items()} == told
    for page, text in PAGES.items():
        assert set(re.findall(r"PARTNERBOT_([A-Z_]+)", text)) <= set(defaults), page


def test_the_readme_fits_on_three_screens() -> None:
    assert len(README.splitlines()) <= MOST_LINES


def test_the_answer_in_the_readme_stands_where_it_says() -> None:
    shown = README.partition("partnerbot ask")[2].partition("```")[0]
    quote, path, start, end = (
        re.findall(pattern, shown, re.DOTALL)[0]
        for pattern in ("„(.*?)“", r"(\S+\.md),", r"Zeichen (\d+)", r"Zeichen \d+–(\d+)")
    )
    document = read_document(ROOT / "documents", path)
    assert document.text[int(start) : int(end)].split() == quote.split()


def test_the_map_names_the_rooms() -> None:
    rooms = {f"{room.relative_to(ROOT).as_posix()}/" for room in list_rooms()}
    assert set(MAPPED.findall(README)) <= rooms
    # Rooms inside one of those are named with it.
    for room in rooms - set(MAPPED.findall(README)) - {"bot/"}:
        assert f"{Path(room).name}/" in README, room


def test_no_room_has_more_than_twelve_files() -> None:
    crowded = {room.name for room in list_rooms() if len(list(room.glob("*.py"))) > MOST_FILES}
    assert crowded == set()


def test_every_command_is_described_and_every_one_described_exists() -> None:
    commands = {command.callback.__name__ for command in app.registered_commands if command.callback}
    assert set(re.findall(r"^\| `partnerbot (\w+)", PAGES["docs/commands.md"], re.MULTILINE)) == commands


def test_every_address_is_described() -> None:
    routes = (*router.routes, *site.routes, *look_up.routes)
    paths = {getattr(route, "path", "").replace(":path", "") for route in routes}
    told = re.findall(r"`(?:[A-Z]+ )?(/[^` ]*)`", PAGES["docs/api.md"])
    assert paths <= set(told)


def test_every_operation_is_named() -> None:
    operations = {getattr(route, "operation_id", None) for route in (*router.routes, *site.routes)}
    assert [each for each in operations if each and f"`{each}`" not in PAGES["docs/api.md"]] == []


def test_every_key_of_the_front_matter_and_every_file_type_is_described() -> None:
    page = PAGES["docs/documents.md"]
    assert sorted(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == sorted(KEYS)
    assert [ending for ending in SUPPORTED if f"`{ending}`" not in page] == []


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page, text in PAGES.items():
        named = set(re.findall(r"`make (?:PYTHON=\S+ )?([a-z]+)\b[^`]*`", text))
        named |= set(re.findall(r"^make (?:PYTHON=\S+ )?([a-z]+)", text, re.MULTILINE))
        assert named <= targets, page


def list_anchors(text: str) -> set[str]:
    """Return the names of the headings of a page, as they stand in links."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_somewhere() -> None:
    for page, text in PAGES.items():
        for path, anchor in LINK.findall(text):
            goal = (ROOT / page).parent / path if path else ROOT / page
            assert goal.exists(), (page, path)
            assert not anchor or anchor in list_anchors(goal.read_text(encoding="utf-8")), (
                page,
                path,
                anchor,
            )


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, left = set(), ["README.md"]
    while left:
        page = left.pop()
        reached.add(page)
        goals = [((ROOT / page).parent / path).resolve() for path, _ in LINK.findall(PAGES[page]) if path]
        names = [goal.relative_to(ROOT).as_posix() for goal in goals if goal.suffix == ".md"]
        left += [name for name in names if name in PAGES and name not in reached]
    assert set(PAGES) - reached <= {"CHANGELOG.md"}


def test_every_document_has_a_section_in_sources_and_the_other_way_round() -> None:
    sources = (ROOT / "documents" / "SOURCES.md").read_text(encoding="utf-8")
    named = re.findall(r"^## (\S+)$", sources, re.MULTILINE)
    files = [path.relative_to(ROOT / "documents").as_posix() for path in (ROOT / "documents").rglob("*.*")]
    assert sorted(named) == sorted(
        path for path in files if path not in {"SOURCES.md", "topics.yaml", "examples.yaml"}
    )


def test_every_document_is_in_the_language_it_says(ours: list[Document]) -> None:
    for document in ours:
        detection = detect_language(document.text[document.body :])
        assert (document.path, detection.verdict, detection.language) == (
            document.path,
            Verdict.CLEAR,
            document.language,
        )
        assert document.path.endswith(f".{document.language}.md")
