"""The file that says who runs the bot: what is read and what is refused of it, and how it changes."""

import logging
from pathlib import Path

import pytest

from bot.operator.file import OperatorFile
from bot.operator.operator import UNTOLD, Contact, Operator
from bot.operator.parsing import read_operator
from index.errors import ConfigError
from index.languages import Language
from index.languages.messages import say
from tests.languages.codes import DE, EN, RU

ROOT = Path(__file__).parents[2]
NOTICE = "notice: {de: Heute zu, ru: Сегодня закрыто, en: Closed today}\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.yaml"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def settle(file: OperatorFile) -> None:
    """Look as often as it takes until a change counts."""
    file.look()
    file.look()


# What is read


def test_the_example_says_everything_in_each_language() -> None:
    told = read_operator(ROOT / "deploy" / "operator.yaml")
    assert told[EN] == Operator(
        name="City of Musterstadt",
        contact=Contact(
            "Office of International Affairs",
            "international@example.org",
            "+49 211 00000",
            "Monday to Friday, 9 a.m. to 3 p.m.",
        ),
        imprint="https://www.example.org/impressum",
        privacy="https://www.example.org/datenschutz",
    )
    assert (told[DE].contact or Contact()).hours == "Montag bis Freitag, 9 bis 15 Uhr"
    assert told[RU].name == "Администрация города Мустерштадт"


def test_a_text_is_for_all_and_a_mapping_has_one_for_each(path: Path) -> None:
    told = read_operator(write(path, f"name: Stadt\n{NOTICE}"))
    assert {each.name for each in told.values()} == {"Stadt"}
    assert [told[each].notice for each in (DE, RU, EN)] == ["Heute zu", "Сегодня закрыто", "Closed today"]


@pytest.mark.parametrize("text", ["", "# nothing\n", "name:\ncontact:\nnotice: ~\n", "paused: False\n"])
def test_what_says_nothing_tells_nobody_anything(path: Path, text: str) -> None:
    assert set(read_operator(write(path, text)).values()) == {UNTOLD}


def test_a_pause_says_so_before_the_notice_of_the_day(path: Path) -> None:
    told = read_operator(write(path, f"paused: true\n{NOTICE}"))
    assert [each.paused for each in told.values()] == [True] * 3
    assert told[DE].notice == f"{say('paused', DE)} Heute zu"


def test_a_pause_may_have_a_sentence_of_its_own(path: Path) -> None:
    told = read_operator(write(path, "paused: {de: Bis Montag, ru: До понедельника, en: Until Monday}"))
    assert (told[EN].paused, told[EN].notice) == (True, "Until Monday")


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [("+49 (0)211 89-0", "+49211890"), ("+7 495 777-77-77", "+74957777777"), ("0211 89-0", None)],
)
def test_a_number_is_dialled_where_it_says_its_country(phone: str, dialled: str | None) -> None:
    assert Contact(phone=phone).dial() == dialled


# What is refused


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("name: A\nnaem: B\n", 2, "“naem” is unknown"),
        ("contact:\n  mial: a@b.de\n", 2, "Allowed here: department, mail, phone, hours"),
        ("name: A\nname: B\n", 2, "twice"),
        ("name: A\ncontact: here\n", 2, "“contact” takes these keys"),
        ("- name\n", 1, "takes these keys: name, contact"),
        ("notice:\n  de: Heute zu\n", 1, "lacks languages: ru, en"),
        ("notice: [a, b]\n", 1, "“notice” takes these keys: de, ru, en"),
        ("notice: {de: [a], ru: b, en: c}\n", 1, "“de” must be a text"),
        ("\nimprint: www.example.org\n", 2, "“imprint: www.example.org” is not the address"),
        ("privacy: 'javascript:alert(1)'\n", 1, "not the address"),
        ("contact: {mail: here}\n", 1, "“mail: here” is not a mail address"),
        ("name: A\npaused: ja\n", 2, "“paused: ja” is neither"),
        ("name: A\n\nnotice: Achtung: heute zu\n", 3, "not valid YAML"),
        ("name: A\nnotice: \x07\n", 2, "not valid YAML"),
        ("[" * 20_000, 1, "not valid YAML"),
        ('name: "\\UFFFFFFFF"\n', 1, "not valid YAML"),
        ('name: "\\U00110000"\n', 1, "not valid YAML"),
        ('paused: false\nname: "\\ud800"\n', 2, "“name” must be a text"),
    ],
)
def test_an_error_names_file_line_and_key(path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_operator(write(path, text))
    assert str(refused.value).startswith(f"operator.yaml, line {line}: ")
    assert said in str(refused.value)


def test_other_bytes_than_utf_8_and_too_many_are_refused(path: Path) -> None:
    path.write_bytes(b"name: A\nnotice: \xe4\n")
    with pytest.raises(ConfigError, match="line 2: not valid YAML in UTF-8"):
        read_operator(path)
    with pytest.raises(ConfigError, match="larger than 64 KB"):
        read_operator(write(path, "#" * 65 * 1024))


# How it changes


def test_a_change_counts_once_the_file_is_left_alone(path: Path) -> None:
    file = OperatorFile(write(path, "name: A\n"))
    write(path, "name: Bee\n")
    file.look()
    assert file.tell(DE).name == "A"  # it may be half saved
    write(path, "name: Bee and Cee\n")
    file.look()
    assert file.tell(DE).name == "A"
    file.look()
    assert file.tell(DE).name == "Bee and Cee"


@pytest.mark.parametrize("text", ["name: B\nnaem: C\n", "name: [", "paused: maybe\nnotice: X\n"])
def test_a_broken_file_keeps_all_of_what_was_said_and_says_so_until_it_is_mended(
    path: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = OperatorFile(write(path, "name: A\n"))
    write(path, text)
    settle(file)
    assert file.tell(DE) == Operator(name="A")
    assert (file.warn(EN) or "").startswith("What was said before of who runs the service still stands. ")
    assert [each.levelno for each in caplog.records] == [logging.ERROR]
    settle(file)
    assert len(caplog.records) == 1  # said once
    write(path, "name: Bee\n")
    settle(file)
    assert (file.tell(DE).name, file.warn(EN)) == ("Bee", None)


def test_a_file_that_goes_away_changes_nothing_and_one_that_comes_is_read(path: Path) -> None:
    file = OperatorFile(path)
    assert (file.tell(DE), file.warn(EN)) == (UNTOLD, None)
    assert (file.note(EN) or "").startswith("There is no file operator.yaml (PARTNERBOT_OPERATOR)")
    write(path, "name: A\n")
    settle(file)
    assert (file.tell(DE).name, file.note(EN)) == ("A", None)
    path.unlink()
    settle(file)
    assert file.tell(DE).name == "A"
    assert "cannot be read" in (file.warn(EN) or "")


def test_what_is_no_file_is_told_and_read_once_it_is_one(path: Path) -> None:
    path.mkdir()
    file = OperatorFile(path)
    assert "cannot be read" in (file.warn(EN) or "")
    path.rmdir()
    write(path, "name: A\n")
    settle(file)
    assert (file.tell(RU).name, file.warn(RU)) == ("A", None)


@pytest.mark.parametrize("language", Language)
def test_a_pause_is_noted_for_whoever_runs_the_bot(
    path: Path, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    file = OperatorFile(write(path, "paused: true\n"))
    assert file.note(language) == say("paused_note", language, file="operator.yaml")
    assert [each.getMessage() for each in caplog.records] == ["The bot is paused: no question is answered."]
