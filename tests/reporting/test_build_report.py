"""What a person is told of a build: what is new, changed or gone, what was not read, what looks odd."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from bot.pages.build_report import MOST, render_build_report
from index.build import build_index, read_folder
from index.errors import DocumentError
from index.languages import Language
from index.reporting.changes import Change, Changes, What
from index.reporting.doubles import MOST_SHARING, find_near
from index.reporting.oddities import Odd
from index.reporting.report import BuildReport, Built, describe_build, write_report
from tests.doubles.encoder import TrigramEncoder
from tests.languages.codes import DE, EN, RU

FILLER = (
    "Die Stadt hat am Fluss ein Haus für Gäste gebaut, in dem im Sommer viele Schulen wohnen. "
    "Wer dort arbeiten will, schreibt an das Amt für Kultur und legt ein Zeugnis bei. "
    "Der Garten hinter dem Haus gehört allen, die in der Straße leben. "
)
PARKING = (
    "Anwohner erhalten ihren Parkausweis im Bürgerbüro am Markt. "
    "Der Ausweis gilt vom {date} an in der ganzen Innenstadt. "
    "Wer umzieht, gibt ihn im alten Bezirk zurück und bekommt einen neuen. "
    "Für Gäste gibt es Karten, die einen Tag lang gelten und im Kiosk zu haben sind."
)


def write(folder: Path, **texts: str) -> Path:
    """Write each text to `NAME.md`; return the folder."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def report(folder: Path, language: Language = EN, changes: Changes | None = None) -> BuildReport:
    read, chunks, errors = read_folder(folder)
    documents = {document.path: document for document in read}
    return describe_build(Built("made", documents, chunks, errors, changes or Changes()), language)


def find_odd(folder: Path) -> list[tuple[Odd, tuple[str, ...]]]:
    return [(odd.kind, odd.paths) for odd in report(folder).odd]


def build(folder: Path, output: Path) -> Changes:
    return build_index(folder, output, TrigramEncoder()).changes


# --- against the build before


def test_a_first_build_is_compared_with_nothing(documents: Path, tmp_path: Path) -> None:
    assert build(documents, tmp_path / "index") == Changes()


def test_what_is_new_changed_and_gone_is_told(documents: Path, tmp_path: Path) -> None:
    build(documents, tmp_path / "index")
    before = (tmp_path / "index" / "current").readlink().name
    (documents / "sport.en.md").unlink()
    (documents / "new.en.md").write_text("# Music\n\nThe choirs of both cities sang together.\n")
    programme = documents / "programme.de.md"
    programme.write_text(programme.read_text(encoding="utf-8") + "\nEs endete.\n", encoding="utf-8")
    changes = build(documents, tmp_path / "index")
    assert changes == Changes(
        before, ("new.en.md",), (Change("programme.de.md", What.FILE),), ("sport.en.md",)
    )
    assert build(documents, tmp_path / "index").before != before  # each is compared with the one before it


def test_other_metadata_of_the_same_file_is_a_change(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "page.html").write_text(
        f"<html><body><h1>Haus</h1><p>{FILLER}</p></body></html>", encoding="utf-8"
    )
    build(folder, tmp_path / "index")
    (folder / "page.html.yaml").write_text("publisher: Stadt")
    assert build(folder, tmp_path / "index").changed == (Change("page.html", What.METADATA),)


def test_a_document_that_can_no_longer_be_read_is_gone_and_named(documents: Path, tmp_path: Path) -> None:
    build(documents, tmp_path / "index")
    (documents / "sport.en.md").write_text("")
    changes = build(documents, tmp_path / "index")
    told = report(documents, changes=changes)
    assert changes.gone == ("sport.en.md",)
    assert [(each.path, each.code, each.used) for each in told.unread] == [("sport.en.md", "empty", False)]


def test_a_damaged_index_is_compared_with_nothing(documents: Path, tmp_path: Path) -> None:
    build(documents, tmp_path / "index")
    (tmp_path / "index" / "current" / "documents" / "texts.txt").write_text("x")
    assert build(documents, tmp_path / "index") == Changes()


# --- what looks odd


def test_ordinary_documents_look_ordinary(documents: Path) -> None:
    (documents / "sport.en.md").write_text("# Sport\n\n" + "Young players trained together. " * 10)
    assert {kind for kind, _ in find_odd(documents)} <= {Odd.SHORT}


def test_hardly_any_text(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "documents", one="# Haus\n\nDas Haus steht am Fluss.\n", two=f"# Haus\n\n{FILLER}"
    )
    assert find_odd(folder) == [(Odd.SHORT, ("one.md",))]


def test_a_long_text_without_headings(tmp_path: Path) -> None:
    paragraphs = "\n\n".join(f"{FILLER} Absatz {number} endet hier." for number in range(20))
    folder = write(tmp_path / "documents", one=paragraphs, two=f"# Haus\n\n## Garten\n\n{paragraphs} Ende.")
    assert (Odd.PLAIN, ("one.md",)) in find_odd(folder)
    assert (Odd.PLAIN, ("two.md",)) not in find_odd(folder)


def test_a_text_of_which_a_part_is_in_another_language(tmp_path: Path) -> None:
    english = (
        "The house by the river was built for the guests of the city, and in summer it is full of schools. "
        "Those who want to work there should write to the office of culture with all of their papers."
    )
    russian = (
        "Дом у реки построен для гостей города, и летом в нём живут школьники. "
        "Тот, кто хочет там работать, пишет в управление культуры и прилагает все бумаги. "
    )
    folder = write(
        tmp_path / "documents",
        mixed=f"---\nlanguage: de\n---\n# Haus\n\n{FILLER}\n\n## Für Gäste\n\n{english}\n",
        wrong=f"---\nlanguage: de\n---\n# Haus\n\n{russian * 2}",
        pure="# Сад\n\n" + "Сад за рекой открыт для всех, кто живёт на этой улице или рядом с ней. " * 3,
    )
    assert find_odd(folder) == [(Odd.MIXED, ("mixed.md",)), (Odd.MIXED, ("wrong.md",))]
    told = report(folder, DE).odd[1].text
    assert "Davon sind 100 % in einer anderen: Russisch." in told


def test_the_same_text_twice(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "documents",
        a=f"# Haus\n\n{FILLER}",
        b=f"# Haus\n\n\n{FILLER}\n",
        c=f"# Parken\n\n{PARKING}",
    )
    assert find_odd(folder) == [(Odd.SAME, ("a.md", "b.md"))]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("1. Juni 2023", "1. Juli 2024", Odd.DATES),
        ("1. Juni 2023", "1. Juni 2024", Odd.DATES),
        ("1.6.2023", "2023-06-02", Odd.DATES),
        ("1. Juni 2023", "01.06.2023", Odd.NEAR),  # the same day
        ("1. Juni 2023", "Juni 2023", Odd.NEAR),  # less exact, but no contradiction
    ],
)
def test_nearly_the_same_text_with_other_dates(tmp_path: Path, first: str, second: str, kind: Odd) -> None:
    folder = write(
        tmp_path / "documents",
        old=f"# Parken\n\n{PARKING.format(date=first)}",
        new=f"# Parken\n\n{PARKING.format(date=second)} Hunde sind erlaubt.",
        other=f"# Haus\n\n{FILLER} Es steht seit dem 1. Juni 2023.",
    )
    assert find_odd(folder) == [(kind, ("new.md", "old.md"))]


def test_a_successor_may_repeat_what_it_follows(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "documents",
        old=f"---\nreplaced_by: new.md\n---\n# Parken\n\n{PARKING.format(date='1. Juni 2023')}",
        new=f"# Parken\n\n{PARKING.format(date='1. Juni 2024')}",
    )
    assert find_odd(folder) == []


def test_the_contradicting_sentences_are_shown(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "documents",
        a=f"# Parken\n\n{PARKING.format(date='1. Juni 2023')}",
        b=f"# Parken\n\n{PARKING.format(date='1. Juni 2024')}",
    )
    (odd,) = report(folder, RU).odd
    assert "В первом: «Der Ausweis gilt vom 1. Juni 2023 an in der ganzen Innenstadt.»" in odd.text
    assert "Во втором: «Der Ausweis gilt vom 1. Juni 2024 an in der ganzen Innenstadt.»" in odd.text


def test_many_alike_are_not_each_compared_with_each() -> None:
    texts = {f"{number:02}": PARKING.format(date=number) for number in range(3 * MOST_SHARING)}
    assert find_near(texts) == list(pairwise(texts))


# --- as JSON and as a page


def test_pages_that_could_not_be_read_are_named(documents: Path) -> None:
    read, chunks, _ = read_folder(documents)
    gap = DocumentError("scanned_pages", path="sport.en.md", pages="2, 5", command="apt-get")
    known = {document.path: document for document in read}
    (unread,) = describe_build(Built("made", known, chunks, [gap], Changes()), EN).unread
    assert (unread.path, unread.code, unread.pages, unread.used) == (
        "sport.en.md",
        "scanned_pages",
        "2, 5",
        True,
    )


def test_the_report_as_json(documents: Path, tmp_path: Path) -> None:
    (documents / "empty.md").write_text("")
    changes = Changes("before", ("sport.en.md",), (Change("treaty.de.md", What.TEXT),), ("a.md", "b.md"))
    write_report(tmp_path / "report.json", report(documents, DE, changes))
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert written["counts"] | {"odd": 0} == {
        "documents": 4, "passages": 5, "new": 1, "changed": 1, "gone": 2, "unread": 1, "odd": 0,
    }  # fmt: skip
    assert written["languages"] == {"de": 2, "ru": 1, "en": 1}
    assert written["changes"]["changed"] == [{"path": "treaty.de.md", "what": "text"}]
    assert written["unread"][0]["text"].startswith("empty.md: Die Datei enthält keinen Text.")
    assert written["documents"][0] == {
        "path": "programme.de.md", "title": "Das Programm der Jahre 2020 bis 2023", "language": "de",
        "kind": ".md", "publisher": None, "published": None, "pages": 0, "characters": 90, "passages": 1,
    }  # fmt: skip
    assert [path.name for path in tmp_path.glob("*.json*")] == ["report.json"]


@pytest.mark.parametrize("language", Language)
def test_the_report_as_a_page(documents: Path, language: Language) -> None:
    (documents / "<b>.md").write_text("")
    page = render_build_report(report(documents, language, Changes("before", ("<i>.md",))))
    assert f'<html lang="{language}">' in page
    assert "&lt;b&gt;.md" in page
    assert "&lt;i&gt;.md" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert "//" not in page.replace("</", "")  # nothing is loaded from anywhere


def test_a_page_stays_short_enough_to_be_read(documents: Path) -> None:
    page = render_build_report(
        report(documents, EN, Changes("before", tuple(f"{n}.md" for n in range(MOST + 7))))
    )
    assert "Not shown here: 7 more." in page
    assert f"{MOST}.md" not in page
