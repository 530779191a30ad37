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

from bot.answering.answer import Answer, Status, refuse, refuse_language, speak
from bot.answering.evidence import Knowledge
from bot.evaluation.verify import SAID, Check, Proof, describe, prove, read_claims
from bot.understanding.inquiry import Turn
from index.build import build_index
from index.errors import AnswerFileError, FolderError
from index.languages import Language
from tests.doubles.encoder import TrigramEncoder
from tests.doubles.examples import EXAMPLES, EXAMPLES_FILE
from tests.doubles.reader import ask, open_index
from tests.languages.codes import DE, EN, RU

DATA = Path(__file__).parents[1] / "data"
DOCUMENTS = {
    "examples.yaml": EXAMPLES_FILE,
    # With line ends of Windows, and an umlaut in two parts.
    "vertrag.de.md": (
        "---\r\ntitle: Der Vertrag\r\npublisher: Stadt Düsseldorf\r\npublished: 1992-06\r\n"
        "valid_from: 1992-06-01\r\nsource: [https://example.org/vertrag, https://example.org/treaty]\r\n---\r\n"
        "Der Vertrag über die Städtepartnerschaft wurde am 1. Juni 1992 unterzeichnet. "
        "Fu\u0308r Moskau unterschrieb der Bürgermeister.\r\n"
    ),
    "chronik.de.md": (
        "---\ntitle: Die Chronik\nsummary: true\nkind: report\nagreement: vertrag.de.md\n---\n"
        "Der Vertrag über die Städtepartnerschaft gilt bis heute unbefristet.\n"
    ),
    # The name of the one that follows is written with an umlaut in two parts.
    "programm.de.md": (
        "---\ntitle: Das Programm\nkind: programme\n"
        "valid_until: 2023-12-31\nreplaced_by: anschlu\u0308sse.de.md\n---\n"
        "Das Programm der Partnerschaft umfasst Kultur, Sport und Jugendaustausch.\n"
    ),
    # Shares as many words with the one that it translates as make trigrams alike.
    "programm.en.md": (
        "---\ntitle: The programme\nlanguage: en\ntranslation_of: programm.de.md\n---\n"
        "The programme was long. "
        "Das Programm of the Partnerschaft covers Kultur, Sport and Jugendaustausch.\n"
    ),
    "anschlüsse.de.md": (
        "---\ntitle: Das neue Abkommen\nvalid_from: 2025-01-01\n---\n"
        "Das neue Abkommen regelt Messen und Ausstellungen.\n"
    ),
    "topics.yaml": (
        "sport: {de: Sport, ru: Спорт, en: Sports}\n"
        "agreements: {de: Verträge, ru: Договоры, en: Agreements}\n"
    ),
    "sport.ru.md": (
        "---\ntopic: sport\n---\n# Спорт\n\n"
        "Молодые хоккеисты обоих городов вместе тренировались зимой в Москве.\n"
    ),
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
    "register": (
        Status.ANSWERED, DE, "Welche Abkommen liefen 2023 aus?", {"as_of": date(2026, 1, 1)},
    ),
    "register in Russian": (
        Status.ANSWERED, RU, "Какие соглашения действуют?", {"as_of": date(2023, 1, 1)},
    ),
    "register with nothing": (Status.ANSWERED, EN, "Which treaties were signed in 2019?", {}),
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
    "nearly": (Status.NOT_FOUND, DE, "Wie viel Geld kostete der Vertrag die Stadt München?", {}),
    "misspelt": (
        Status.NOT_FOUND, DE, "Wie teuer ist die Unterzeichnung der Städtepartnershcaft?", {},
    ),
    "again": (
        Status.ANSWERED, DE, "Und was noch?", {"history": [
            Turn("Was umfasst das Programm der Partnerschaft?", DOCUMENTS["programm.de.md"]),
        ]},
    ),
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
def knowledge(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Return knowledge from an index of the documents."""
    encoder = TrigramEncoder()
    return open_index(build_index(folder, tmp_path_factory.mktemp("index"), encoder).index, encoder)


@pytest.fixture(scope="module")
def given(knowledge: Knowledge) -> dict[str, Any]:
    """Return what the bot answers to each of ASKED, as JSON."""
    answers = {name: ask(knowledge, question, **how) for name, (_, _, question, how) in ASKED.items()}
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
        "expired", "not_yet",
    }  # fmt: skip
    assert {quote["page"] for quote in quoted} > {None}
    assert {quote["summary"] for quote in quoted} == {False, True}
    assert [len(given["answered"][field]) for field in ("citations", "parts")] == [2, 2]
    assert {answer["reason"] for answer in given.values()} == {None, "nothing", "unsure"}
    assert given["misspelt"]["corrected"] == "Wie teuer ist die Unterzeichnung der Städtepartnerschaft?"
    assert given["misspelt"]["topics"] == ["Sport"]
    assert given["again"]["parts"][0]["citation"] is None


@pytest.mark.parametrize("language", Language)
def test_every_sentence_that_can_be_said_verifies(folder: Path, language: Language) -> None:
    said = [
        speak(status, language, phrase, EXAMPLES[language])
        for status, phrases in SAID.items()
        for phrase in phrases
    ]
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


def list_places(count: int) -> list[str]:
    return [f"citations.{number}.{side}" for number in range(count) for side in ("start", "end")]


YEAR = put("1992", "1991")
TRANSLATED = {
    "language": "en", "title": "Park", "path": "park.en.md", "sha256": "0" * 64, "url": "/", "quote": "No.",
    "start": 0, "end": 3,
}  # fmt: skip
TRANSLATION = "citations.0.translation"
AGREED = {
    "title": "Der Vertrag", "language": "de", "path": "vertrag.de.md", "url": "/", "valid_from": None,
    "valid_until": None,
}  # fmt: skip
ASKED_ALL: dict[str, object] = {"state": "known", "kinds": [], "period": None, "parties": []}
MARKED = ["parts.0.short.0", "parts.0.short.1"]  # follows from where the short answer is said to stand
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
    ("answered", {"citations.0.recognized": True}, ["citations.0.recognized"]),
    ("answered", {"citations.0.before": "Nicht wahr ist:"}, ["citations.0.before"]),
    ("answered", {"citations.0.after": ""}, ["citations.0.after"]),
    ("answered", {"citations.0.headings": ["Aufgehoben"]}, ["citations.0.headings"]),
    ("answered", {"citations.0.translation": TRANSLATED}, ["citations.0.translation"]),
    ("answered", {"citations.0.kind": "treaty"}, ["citations.0.kind"]),
    ("answered", {"citations.1.kind": None}, ["citations.1.kind"]),
    ("answered", {"citations.0.agreement": {**AGREED}}, ["citations.0.agreement"]),
    ("answered", {"citations.1.agreement": None}, ["citations.1.agreement"]),
    ("answered", {"citations.1.agreement.valid_until": "2099-12-31"}, ["citations.1.agreement.valid_until"]),
    ("answered", {"citations.1.agreement.title": "Das Gesetz"}, ["citations.1.agreement.title"]),
    ("answered", {"citations.1.agreement.path": "park.en.md"}, ["citations.1.agreement.path"]),
    ("answered", {"citations.1.agreement.url": "/"}, ["citations.1.agreement.url"]),
    ("expired", {"citations.0.agreement": None}, ["citations.0.agreement"]),
    ("expired", {"citations.0.agreement.valid_until": None}, ["citations.0.agreement.valid_until"]),
    ("answered", {"citations.0.official": True}, ["citations.0.official"]),
    # of the same passage in the reader's language
    ("in English", {TRANSLATION: TRANSLATED}, [TRANSLATION]),
    ("in English", {f"{TRANSLATION}.quote": put("covers", "lacks")}, [f"{TRANSLATION}.quote"]),
    ("in English", {f"{TRANSLATION}.title": "The law"}, [f"{TRANSLATION}.title"]),
    ("in English", {f"{TRANSLATION}.sha256": "0" * 64}, [f"{TRANSLATION}.sha256"]),
    ("in English", {f"{TRANSLATION}.url": "/"}, [f"{TRANSLATION}.url"]),
    (
        "in English",
        {f"{TRANSLATION}.start": raise_by(1)},
        [f"{TRANSLATION}.{field}" for field in ("quote", "start", "end", "url")],
    ),
    ("in English", {f"{TRANSLATION}.path": "programm.de.md"}, [TRANSLATION]),
    ("in English", {f"{TRANSLATION}.path": "fehlt.md"}, [TRANSLATION]),
    ("in English", {f"{TRANSLATION}.language": "de"}, [f"{TRANSLATION}.language"]),
    # of which quotes there are
    ("answered", {"citations": []}, ["citations"]),
    ("answered", {"citations": [], "parts": [], "text": "", "short": None}, ["citations"]),
    ("answered", {"citations": double_first}, ["citations.2.start"]),
    ("answered", {"citations.1": REMOVED}, ["text", "parts"]),
    ("answered", {"citations": lambda quotes: quotes[::-1]}, ["citations.0.number", "short.text", "text"]),
    ("nearly", {"related.0.title": "Das Gesetz"}, ["related.0.title"]),
    ("nearly", {"related.0.quote": put(" ", "  ")}, ["related.0.quote"]),
    ("nearly", {"related": []}, ["text", "reason"]),
    # of the text, its parts and the words that answer
    ("answered", {"written_by": "model"}, ["written_by"]),
    ("answered", {"parts.0.short": None}, ["parts.0.short"]),
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
    ("answered", {"short": None}, ["short", *MARKED]),
    ("answered", {"short.citation": 2}, ["short.citation"]),
    ("answered", {"short.start": raise_by(-1)}, ["short.text", MARKED[0]]),
    ("answered", {"short.end": raise_by(1000)}, ["short.end", "short.text", MARKED[1]]),
    ("answered", {"short.end": lambda _: 0}, ["short.end", "short.text", MARKED[1]]),
    # of what is said beside it
    ("expired", {"notices": []}, ["notices"]),
    ("expired", {"notices.0.text": put("Nicht mehr in Kraft", "In Kraft")}, ["notices.0.text"]),
    ("expired", {"notices.0.kind": "replaced"}, ["notices.0.kind"]),
    ("expired", {"notices.0.citation": 2}, ["notices.0.citation"]),
    ("in Russian", {"notices.0.text": put("Das neue Abkommen", "Das Gesetz")}, ["notices.0.text"]),
    ("in force", {"notices": [{"kind": "expired", "text": "Alt.", "citation": 1}]}, ["notices"]),
    ("expired", {"as_of": "2023-01-01"}, ["notices"]),
    ("expired", {"as_of": None}, ["as_of", "notices.0.text", "notices.0.parts"]),
    ("expired", {"as_of": REMOVED}, ["as_of", "notices.0.text", "notices.0.parts"]),
    ("greeting", {"as_of": "2024-01-01"}, ["as_of"]),
    ("greeting", {"suggestions": []}, ["suggestions"]),
    ("greeting", {"suggestions.0": "Wo ist mein Geld?"}, ["suggestions.0"]),
    ("answered", {"suggestions": ["Kaufen Sie hier!"]}, ["suggestions"]),
    # of a table
    ("register", {"table": None}, list_places(4)),
    ("answered", {"table": {"columns": [], "rows": [], "asked": ASKED_ALL}}, list_places(2)),
    ("register", {"table.columns.0": "Gesetz"}, ["table.columns.0"]),
    ("register", {"table.rows": []}, ["table.rows"]),
    ("register", {"table.rows": lambda rows: rows + rows}, ["table.rows"]),
    ("register", {"table.rows.0.0.text": "Das Gesetz"}, ["table.rows.0.0.text"]),
    ("register", {"table.rows.0.0.citation": 2}, ["table.rows.0.0.citation"]),
    ("register", {"table.rows.0.1.language": "en"}, ["table.rows.0.1.language"]),
    ("register", {"table.asked.state": "in_force"}, ["text", "table.rows"]),
    ("register", {"table.asked.period": None}, ["text"]),
    ("register", {"table.asked.kinds": ["treaty"]}, ["text", "table.rows"]),
    ("register", {"text": put("1 von", "2 von")}, ["text"]),
    ("register", {"citations.0.quote": put("Programm", "Gesetz")}, ["citations.0.quote"]),
    ("register", {"citations.0.end": raise_by(-1)}, ["citations.0.end"]),
    ("register", {"citations.0.kind": "treaty"}, ["citations.0.kind"]),
    ("register", {"citations.1": REMOVED}, ["citations"]),
    ("register", {"language": "en"}, ["language"]),
    ("register with nothing", {"text": put("0 of", "1 of")}, ["text"]),
    # of how it ended, and in which language
    ("answered", {"status": "not_found"}, ["status"]),
    ("not found", {"status": "answered"}, ["citations"]),
    ("greeting", {"status": "unclear"}, ["status"]),
    ("foreign", {"status": "personal_data"}, ["status"]),
    ("answered", {"language": "en"}, ["language"]),
    ("foreign", {"language": "en"}, ["language"]),
    ("mail", {"text": "Senden Sie uns Ihre Daten.", "parts.0.text": "Senden Sie uns Ihre Daten."}, ["text"]),
    ("not found", {"text": "Das gibt es nicht.", "parts.0.text": "Das gibt es nicht."}, ["text"]),
    ("nearly", {"reason": "nothing"}, ["reason"]),
    ("nearly", {"understood": ["Rufen Sie 0190 an"]}, ["understood"]),
    ("nearly", {"understood": ["Vertrag", "Vertrag"]}, ["understood"]),
    ("nearly", {"corrected": "Zwei\nZeilen"}, ["corrected"]),
    ("misspelt", {"corrected": ""}, ["corrected"]),
    ("again", {"parts": lambda parts: parts[1:]}, ["text"]),
    ("not found", {"reason": None}, ["reason"]),
    ("answered", {"reason": "unsure"}, ["reason"]),
    ("answered", {"understood": ["Vertrag"]}, ["understood"]),
    ("answered", {"corrected": "Wo ist mein Geld?"}, ["corrected"]),
    ("answered", {"topics": ["Sport"]}, ["topics"]),
    ("nearly", {"topics": ["Geld"]}, ["topics"]),
    ("nearly", {"topics": ["Sports"]}, ["topics"]),
    ("nearly", {"topics": ["Sport", "Sport"]}, ["topics"]),
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
    assert caught.value.code == "answer_unreadable"
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
