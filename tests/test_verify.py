"""Answers are proved against the documents: what the bot said holds, what was made of it does not."""

import json
import shutil
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from bot.answer import Answer, Status, answer_question, refuse, refuse_language, speak
from bot.question import Turn
from bot.verify import SAID, Check, Proof, describe, prove, read_claims
from index.build import build_index
from index.errors import AnswerFileError, Fault, FolderError
from index.language import Language
from index.search import Searcher
from tests.conftest import TrigramEncoder, open_searcher

DE, RU, EN = Language.DE, Language.RU, Language.EN
DATA = Path(__file__).with_name("data")
DOCUMENTS = {
    # With line ends of Windows, and an umlaut in two parts.
    "vertrag.de.md": (
        "---\r\ntitle: Der Vertrag\r\npublisher: Stadt Düsseldorf\r\npublished: 1992-06\r\n"
        "valid_from: 1992-06-01\r\nsource: [https://example.org/vertrag, https://example.org/treaty]\r\n---\r\n"
        "Der Vertrag über die Städtepartnerschaft wurde am 1. Juni 1992 unterzeichnet. "
        "Fu\u0308r Moskau unterschrieb der Bürgermeister.\r\n"
    ),
    "chronik.de.md": (
        "---\ntitle: Die Chronik\nsummary: true\n---\n"
        "Der Vertrag über die Städtepartnerschaft gilt bis heute unbefristet.\n"
    ),
    # The name of the one that follows is written with an umlaut in two parts.
    "programm.de.md": (
        "---\ntitle: Das Programm\nvalid_until: 2023-12-31\nreplaced_by: anschlu\u0308sse.de.md\n---\n"
        "Das Programm der Partnerschaft umfasst Kultur, Sport und Jugendaustausch.\n"
    ),
    "anschlüsse.de.md": (
        "---\ntitle: Das neue Abkommen\nvalid_from: 2025-01-01\n---\n"
        "Das neue Abkommen regelt Messen und Ausstellungen.\n"
    ),
    "sport.ru.md": "# Спорт\n\nМолодые хоккеисты обоих городов вместе тренировались зимой в Москве.\n",
    "park.en.md": "# Park\n\nThe park along the river covers an area of six hectares.\n",
}
ASKED: dict[str, tuple[Status, Language, str, dict[str, Any]]] = {
    "answered": (
        Status.ANSWERED, DE, "Wann wurde der Vertrag über die Städtepartnerschaft unterzeichnet?", {},
    ),
    "in Russian": (
        Status.ANSWERED, RU, "Was umfasst das Programm der Partnerschaft?",
        {"language": RU, "as_of": date(2026, 1, 1)},
    ),
    "in English": (
        Status.ANSWERED, EN, "Was umfasst das Programm der Partnerschaft?", {"language": EN},
    ),
    "expired": (
        Status.ANSWERED, DE, "Was umfasst das Programm der Partnerschaft?", {"as_of": date(2024, 1, 1)},
    ),
    "in force": (
        Status.ANSWERED, DE, "Was umfasst das Programm der Partnerschaft?", {"as_of": date(2023, 12, 31)},
    ),
    "not yet": (Status.ANSWERED, DE, "Was regelt das neue Abkommen?", {"as_of": date(2024, 1, 1)}),
    "of a Russian document": (Status.ANSWERED, RU, "Когда молодые хоккеисты вместе тренировались?", {}),
    "of an English document": (Status.ANSWERED, EN, "Which area covers the park along the river?", {}),
    "of a PDF": (Status.ANSWERED, DE, "Seit wann sind Düsseldorf und Moskau Partnerstädte?", {}),
    "not found": (Status.NOT_FOUND, DE, "Wie hoch ist der Fernsehturm?", {}),
    "not found in Russian": (Status.NOT_FOUND, RU, "Сколько стоит проезд на метро?", {}),
    "not found in English": (Status.NOT_FOUND, EN, "How much does a ticket cost for children?", {}),
    "greeting": (Status.GREETING, DE, "Guten Tag!", {}),
    "thanks": (Status.GREETING, RU, "Спасибо!", {}),
    "farewell": (Status.GREETING, EN, "Goodbye!", {"language": EN}),
    "self": (Status.GREETING, EN, "Who are you?", {"language": EN}),
    "unclear": (Status.UNCLEAR, DE, "???", {"language": DE}),
    "a city": (Status.UNCLEAR, RU, "Москва", {"language": RU}),
    "mail": (Status.PERSONAL_DATA, DE, "Wann antwortet mir max@example.org endlich?", {}),
    "phone": (Status.PERSONAL_DATA, EN, "When will you call me at +49 211 8991234?", {"language": EN}),
    "earlier": (
        Status.PERSONAL_DATA, DE, "Wann gilt das Programm?", {"history": [Turn("Ich bin max@example.org")]},
    ),
    "foreign": (Status.UNSUPPORTED_LANGUAGE, DE, "Quelle est la superficie du parc ?", {"page": DE}),
    "foreign on a Russian page": (
        Status.UNSUPPORTED_LANGUAGE, RU, "Quelle est la superficie du parc ?", {"page": RU},
    ),
}  # fmt: skip
_ANSWER = TypeAdapter(Answer)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of documents in three languages, one of them a PDF."""
    folder = tmp_path_factory.mktemp("documents")
    for path, text in DOCUMENTS.items():
        (folder / path).write_bytes(text.encode())
    shutil.copy(DATA / "two-languages.pdf", folder / "seiten.pdf")
    return folder


@pytest.fixture(scope="module")
def searcher(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Return the searcher of an index of the documents."""
    encoder = TrigramEncoder()
    return open_searcher(build_index(folder, tmp_path_factory.mktemp("index"), encoder).index, encoder)


@pytest.fixture(scope="module")
def given(searcher: Searcher) -> dict[str, Any]:
    """Return what the bot answers to each of ASKED, as JSON."""
    answers = {
        name: answer_question(searcher, question, **how) for name, (_, _, question, how) in ASKED.items()
    }
    return {name: _ANSWER.dump_python(answer, mode="json") for name, answer in answers.items()}


def check(sent: object, folder: Path) -> list[Proof]:
    return prove(read_claims(json.dumps(sent).encode(), "answer.json"), folder)


def check_answer(answer: Answer, folder: Path) -> tuple[str, ...]:
    return check(_ANSWER.dump_python(answer, mode="json"), folder)[0].wrong


# --- what the bot said


@pytest.mark.parametrize("name", ASKED)
def test_what_the_bot_answers_verifies(given: dict[str, Any], folder: Path, name: str) -> None:
    status, language, _, _ = ASKED[name]
    answer = given[name]
    assert (answer["status"], answer["language"]) == (status, language)
    (proof,) = check(answer, folder)
    assert proof.wrong == ()
    assert set(proof.checks) <= {Check.VERIFIED}
    assert len(proof.checks) == len(answer["citations"]) + len(answer["related"])


def test_the_answers_that_are_proved_are_of_every_kind(given: dict[str, Any]) -> None:
    quoted = [quote for answer in given.values() for quote in answer["citations"]]
    assert {answer["status"] for answer in given.values()} == set(Status)
    assert {notice["kind"] for answer in given.values() for notice in answer["notices"]} == {
        "expired", "not_yet", "replaced", "other_language",
    }  # fmt: skip
    assert {quote["page"] for quote in quoted} > {None}
    assert {quote["summary"] for quote in quoted} == {False, True}
    assert [len(given["answered"][field]) for field in ("citations", "parts")] == [2, 2]
    assert [notice["kind"] for notice in given["in Russian"]["notices"]] == [
        "expired", "replaced", "other_language",
    ]  # fmt: skip
    assert given["not found"]["related"]


@pytest.mark.parametrize("language", Language)
def test_every_sentence_that_can_be_said_verifies(folder: Path, language: Language) -> None:
    said = [speak(status, language, phrase) for status, phrases in SAID.items() for phrase in phrases]
    for answer in (*said, refuse(language, ()), refuse_language(language)):
        assert check_answer(answer, folder) == ()


def test_several_answers_are_proved_each_for_itself(given: dict[str, Any], folder: Path) -> None:
    forged = given["expired"] | {"notices": []}
    proofs = check([given["answered"], {"answer": [forged], "id": "1"}, given["greeting"]], folder)
    assert [proof.wrong for proof in proofs] == [(), ("1.answer.0.notices",), ()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_answer_is_read_in_each_encoding_of_unicode(given: dict[str, Any], encoding: str) -> None:
    data = json.dumps(given["answered"], ensure_ascii=False).encode(encoding)
    assert read_claims(data, "answer.json")[0].sent == given["answered"]


# --- forgeries

REMOVED = object()
Change = Callable[[Any], object]
Changes = dict[str, object]


def raise_by(number: int) -> Change:
    return lambda value: value + number


def put(old: str, new: str) -> Change:
    """Return what writes `new` for `old`, which must stand there."""

    def change(value: str) -> str:
        assert old in value
        return value.replace(old, new)

    return change


def forge(answer: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """Return `answer` with other values at places like "citations.0.title"; a function makes the new one."""
    forged = deepcopy(answer)
    for place, new in changes.items():
        *outer, last = [int(part) if part.isdecimal() else part for part in place.split(".")]
        holder: Any = forged
        for key in outer:
            holder = holder[key]
        if new is REMOVED:
            del holder[last]
        elif callable(new):
            holder[last] = new(holder[last])
        else:
            holder[last] = new
    assert repr(forged) != repr(answer)
    return forged


def double_first(values: list[Any]) -> list[Any]:
    return [*values, {**values[0], "number": len(values) + 1}]


YEAR = put("1992", "1991")
FORGERIES: list[tuple[str, Changes, list[str]]] = [
    # of a quote
    ("answered", {"citations.0.quote": YEAR}, ["citations.0.quote"]),
    ("answered", {"citations.0.quote": ""}, ["citations.0.quote"]),
    ("answered", {"citations.0.number": 2}, ["citations.0.number"]),
    ("answered", {"citations.1.number": 3}, ["citations.1.number"]),
    ("answered", {"citations.0.language": "en"}, ["citations.0.language"]),
    ("answered", {"citations.0.title": "Das Gesetz"}, ["citations.0.title"]),
    ("answered", {"citations.0.publisher": "Stadt Moskau"}, ["citations.0.publisher"]),
    ("answered", {"citations.0.publisher": None}, ["citations.0.publisher"]),
    ("answered", {"citations.1.publisher": "Stadt Düsseldorf"}, ["citations.1.publisher"]),
    ("answered", {"citations.0.published": "2022-06"}, ["citations.0.published"]),
    ("answered", {"citations.0.valid_from": "1993-06-01"}, ["citations.0.valid_from"]),
    ("answered", {"citations.0.valid_until": "2030-12-31"}, ["citations.0.valid_until"]),
    ("expired", {"citations.0.valid_until": None}, ["citations.0.valid_until"]),
    ("answered", {"citations.0.path": "fehlt.md"}, ["citations.0.path"]),
    ("answered", {"citations.0.path": ""}, ["citations.0.path"]),
    ("answered", {"citations.0.path": "a\0b.md"}, ["citations.0.path"]),
    ("answered", {"citations.0.path": "./vertrag.de.md"}, ["citations.0.path"]),
    ("answered", {"citations.0.path": str(DATA / "two-languages.pdf")}, ["citations.0.path"]),
    ("answered", {"citations.0.path": "chronik.de.md"}, ["citations.0.sha256"]),
    ("answered", {"citations.0.sha256": "0" * 64}, ["citations.0.sha256"]),
    ("answered", {"citations.0.page": 1}, ["citations.0.page"]),
    ("of a PDF", {"citations.0.page": raise_by(1)}, ["citations.0.page"]),
    ("of a PDF", {"citations.0.page": None}, ["citations.0.page"]),
    ("answered", {"citations.0.start": raise_by(1)}, ["citations.0.start"]),
    ("answered", {"citations.0.start": -1}, ["citations.0.start"]),
    ("answered", {"citations.0.end": raise_by(-1)}, ["citations.0.end"]),
    ("answered", {"citations.0.end": 10**30}, ["citations.0.end"]),
    ("answered", {"citations.0.url": "https://example.org"}, ["citations.0.url"]),
    ("answered", {"citations.0.source": "https://example.org/other"}, ["citations.0.source"]),
    ("answered", {"citations.0.source": None}, ["citations.0.source"]),
    ("answered", {"citations.1.summary": False}, ["citations.1.summary"]),
    ("answered", {"citations.0.official": True}, ["citations.0.official"]),
    # of which quotes there are
    ("answered", {"citations": []}, ["citations"]),
    ("answered", {"citations": [], "parts": [], "text": "", "short": None}, ["citations"]),
    ("answered", {"citations": double_first}, ["citations.2.start"]),
    ("answered", {"citations.1": REMOVED}, ["text", "parts"]),
    ("answered", {"citations": lambda quotes: quotes[::-1]}, ["citations.0.number", "short.text", "text"]),
    ("not found", {"related.0.title": "Das Gesetz"}, ["related.0.title"]),
    ("not found", {"related.0.quote": put(" ", "  ")}, ["related.0.quote"]),
    ("not found", {"related": []}, ["text"]),
    # of the text, its parts and the words that answer
    ("answered", {"text": YEAR}, ["text"]),
    ("answered", {"text": put("[2]", "[1]")}, ["text"]),
    ("answered", {"parts.0.text": YEAR}, ["parts.0.text"]),
    ("answered", {"text": YEAR, "parts.0.text": YEAR}, ["text", "parts.0.text"]),
    ("answered", {"parts.0.language": "ru"}, ["parts.0.language"]),
    ("answered", {"parts.1.citation": 1}, ["parts.1.citation"]),
    ("answered", {"parts.1.citation": None}, ["parts.1.citation"]),
    ("answered", {"parts.1.lead": True}, ["parts.1.lead"]),
    ("answered", {"parts": lambda parts: parts[:1]}, ["parts"]),
    ("in Russian", {"parts.0.text": "Вот что решено:"}, ["parts.0.text"]),
    ("answered", {"short.text": put("1992", "1991")}, ["short.text"]),
    ("answered", {"short": None}, ["short"]),
    ("answered", {"short.citation": 2}, ["short.citation"]),
    ("answered", {"short.start": raise_by(-1)}, ["short.text"]),
    ("answered", {"short.end": raise_by(1000)}, ["short.end", "short.text"]),
    ("answered", {"short.end": lambda _: 0}, ["short.end", "short.text"]),
    # of what is said beside it
    ("expired", {"notices": []}, ["notices"]),
    ("expired", {"notices.0.text": put("Nicht mehr in Kraft", "In Kraft")}, ["notices.0.text"]),
    ("expired", {"notices.0.kind": "replaced"}, ["notices.0.kind"]),
    ("expired", {"notices.0.citation": 2}, ["notices.0.citation"]),
    ("in Russian", {"notices.1.text": put("Das neue Abkommen", "Das Gesetz")}, ["notices.1.text"]),
    ("in force", {"notices": [{"kind": "expired", "text": "Alt.", "citation": 1}]}, ["notices"]),
    ("expired", {"as_of": "2023-01-01"}, ["notices"]),
    ("expired", {"as_of": None}, ["as_of", "notices"]),
    ("expired", {"as_of": REMOVED}, ["as_of", "notices"]),
    ("greeting", {"as_of": "2024-01-01"}, ["as_of"]),
    ("greeting", {"suggestions": []}, ["suggestions"]),
    ("greeting", {"suggestions.0": "Wo ist mein Geld?"}, ["suggestions.0"]),
    ("answered", {"suggestions": ["Kaufen Sie hier!"]}, ["suggestions"]),
    # of how it ended, and in which language
    ("answered", {"status": "not_found"}, ["status"]),
    ("not found", {"status": "answered"}, ["citations"]),
    ("greeting", {"status": "unclear"}, ["status"]),
    ("foreign", {"status": "personal_data"}, ["status"]),
    ("answered", {"language": "en"}, ["language"]),
    ("foreign", {"language": "en"}, ["language"]),
    ("mail", {"text": "Senden Sie uns Ihre Daten.", "parts.0.text": "Senden Sie uns Ihre Daten."}, ["text"]),
    ("not found", {"text": "Das gibt es nicht.", "parts.0.text": "Das gibt es nicht."}, ["text"]),
    ("answered", {"advice": "Rufen Sie an."}, ["advice"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "changes", "wrong"), FORGERIES)
def test_a_forgery_is_refused_and_its_field_named_in_every_language(
    given: dict[str, Any], folder: Path, name: str, changes: Changes, wrong: list[str]
) -> None:
    proofs = check(forge(given[name], changes), folder)
    assert set(wrong) <= set(proofs[0].wrong)
    if all("." in field or field in changes for field in wrong):
        assert set(proofs[0].wrong) <= {*wrong, *changes}
    for language in Language:
        lines = list(describe(proofs, language))
        assert all(any(field in line for line in lines) for field in wrong)
        assert lines[-1].endswith(": 0")


def test_the_table_of_forgeries_names_every_field_of_an_answer(given: dict[str, Any]) -> None:
    named = {field for _, changes, wrong in FORGERIES for field in (*changes, *wrong)}
    answer = given["answered"]
    fields = {f"citations.0.{field}" for field in answer["citations"][0]} | {*answer} - {"written_by"}
    fields |= {f"short.{field}" for field in answer["short"]}
    assert {field.replace(".1.", ".0.") for field in named} >= fields - {
        "related",
        "citations",
        "parts",
        "short",
    }


UNREADABLE: list[tuple[Changes, str]] = [
    ({"written_by": "model"}, "written_by: "),
    ({"status": "certain"}, "status: "),
    ({"language": "fr"}, "language: "),
    ({"citations": {}}, "citations: "),
    ({"citations": REMOVED, "status": REMOVED}, "status: "),
    ({"related": None}, "related: "),
    ({"citations.1.start": "55"}, "citations.1.start: "),
    ({"citations.0.number": True}, "citations.0.number: "),
    ({"citations.0.quote": None}, "citations.0.quote: "),
    ({"citations.0": {}}, "citations.0.number: "),
    ({"citations.0.source": REMOVED}, "citations.0.source: "),
    ({"notices": [{"kind": "valid", "text": "", "citation": 1}]}, "notices.0.kind: "),
    ({"short.end": 1.5}, "short.end: "),
    ({"as_of": "yesterday"}, "as_of: "),
    ({"text": "\ud800"}, "hex escape"),
]


@pytest.mark.parametrize(("changes", "reason"), UNREADABLE)
def test_what_no_answer_can_hold_is_refused_with_the_field(
    given: dict[str, Any], changes: Changes, reason: str
) -> None:
    refuse_data(json.dumps(forge(given["answered"], changes)).encode(), reason)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Expecting value"),
        (b"no answer", "Expecting value"),
        (b"\xff", "can't decode"),
        (b"null", "Input should be an object"),
        (b"{}", "status: Field required"),
        (b'{"answer": "1992"}', "Input should be an object"),
        (b"[" * 100_000, "recursion"),
        (b'{"text": "1991", "text": "1992"}', "text: stands twice"),
    ],
)
def test_anything_else_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    refuse_data(data, reason)


def refuse_data(data: bytes, reason: str) -> None:
    with pytest.raises(AnswerFileError) as caught:
        read_claims(data, "answer.json")
    assert caught.value.fault is Fault.ANSWER_UNREADABLE
    for language in Language:
        assert caught.value.text(language).startswith("answer.json")
        assert reason in caught.value.text(language)


# --- the documents


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """Return documents of one's own."""
    return Path(shutil.copytree(folder, tmp_path / "documents"))


def test_a_document_that_was_edited_no_longer_carries_its_quotes(given: dict[str, Any], own: Path) -> None:
    with (own / "vertrag.de.md").open("ab") as file:
        file.write(b"Nachtrag.\n")
    (proof,) = check(given["answered"], own)
    assert proof.checks == (Check.FILE_CHANGED, Check.VERIFIED)
    assert proof.wrong == ("citations.0.sha256",)


def test_a_document_that_the_index_would_leave_out_carries_none(given: dict[str, Any], own: Path) -> None:
    (own / "anschlüsse.de.md").unlink()  # programm.de.md says that it is replaced by this one
    (proof,) = check(given["expired"], own)
    assert proof.checks == (Check.FILE_MISSING,)


def test_a_quote_out_of_a_sentence_is_told(given: dict[str, Any], folder: Path) -> None:
    cut: Changes = {"citations.0.end": raise_by(-1), "citations.0.quote": lambda text: text[:-1]}
    (proof,) = check(forge(given["answered"], cut), folder)
    assert (proof.checks[0], proof.wrong) == (Check.QUOTE_CUT, ("citations.0.end",))


def test_no_line_of_the_report_can_be_forged(given: dict[str, Any], folder: Path) -> None:
    changes: Changes = {"citations.0.path": "a.md\n[1] b.md 0–1: ok", "x\nAnswers checked": 1}
    lines = list(describe(check(forge(given["answered"], changes), folder), EN))
    assert not any("\n" in line for line in lines)


def test_the_day_of_the_notices_is_told(given: dict[str, Any], folder: Path) -> None:
    told = [list(describe(check(given["expired"], folder), language))[1] for language in Language]
    assert told == [
        "Was in Kraft ist, gilt für diesen Tag: 01.01.2024",
        "Сведения о сроке действия указаны на день: 01.01.2024",
        "What is in force is said for this day: 1 January 2024",
    ]


def test_without_documents_nothing_is_proved(given: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        check(given["answered"], tmp_path / "nowhere")
