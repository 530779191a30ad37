"""Quotes are proved against their files: what stands there passes, anything else is told by its kind."""

import json
import shutil
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from bot.answer import Answer, Status
from bot.compose import Citation
from bot.verify import Check, Claim, Claims, check_claim, read_claims
from index.documents import Document, read_document
from index.errors import AnswerFileError, Fault
from index.language import Language

DATA = Path(__file__).with_name("data")
# With line ends of Windows, and an umlaut in two parts.
TEXT = (
    "---\ntitle: Der Vertrag\n---\r\nDer Vertrag gilt seit 1992.\r\n"
    "Für Moskau unterschrieb der Bu\u0308rgermeister.\n"
)
QUOTE = "Für Moskau unterschrieb der Bürgermeister."
START = 55


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Document]:
    """Return what reads the documents of a folder, a text and a PDF."""
    (tmp_path / "vertrag.md").write_bytes(TEXT.encode())
    shutil.copy(DATA / "two-languages.pdf", tmp_path / "seiten.pdf")
    return partial(read_document, tmp_path)


def make_claim(**changes: object) -> Claim:
    claim = {
        "number": 1,
        "quote": QUOTE,
        "path": "vertrag.md",
        "start": START,
        "end": START + len(QUOTE),
        "sha256": sha256(TEXT.encode()).hexdigest(),
    }
    return Claim.model_validate(claim | changes)


def test_a_quote_is_found_at_its_place_in_the_canonical_text(read: Callable[[str], Document]) -> None:
    assert check_claim(make_claim(), read) is Check.VERIFIED


def test_a_quote_of_a_pdf_is_read_from_the_pdf_itself(read: Callable[[str], Document]) -> None:
    document = read("seiten.pdf")
    quote = "sind seit 1992 Partnerstädte"
    start = document.text.index(quote)
    claim = make_claim(
        path="seiten.pdf", quote=quote, start=start, end=start + len(quote), sha256=document.sha256
    )
    assert check_claim(claim, read) is Check.VERIFIED


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"path": "fehlt.md"}, Check.FILE_MISSING),
        ({"path": ""}, Check.FILE_MISSING),
        ({"path": "a\0b.md"}, Check.FILE_MISSING),
        ({"path": "../vertrag.md"}, Check.FILE_MISSING),
        ({"path": str(DATA / "two-languages.pdf")}, Check.FILE_MISSING),
        ({"path": "vertrag.md/"}, Check.FILE_MISSING),
        ({"sha256": "0" * 64}, Check.FILE_CHANGED),
        ({"quote": QUOTE.replace("Moskau", "Bonn")}, Check.QUOTE_DIFFERS),
        ({"quote": QUOTE.upper()}, Check.QUOTE_DIFFERS),
        ({"start": START - 1}, Check.QUOTE_DIFFERS),
        ({"end": START + len(QUOTE) + 1}, Check.QUOTE_DIFFERS),
        ({"quote": "", "end": START}, Check.QUOTE_DIFFERS),  # nothing proves nothing
        ({"quote": QUOTE[:-1], "start": -43, "end": -2}, Check.QUOTE_DIFFERS),
        ({"quote": QUOTE + "\n", "end": 10**30}, Check.QUOTE_DIFFERS),
    ],
)
def test_anything_else_is_told_by_its_kind(
    read: Callable[[str], Document], changes: dict[str, object], check: Check
) -> None:
    assert check_claim(make_claim(**changes), read) is check


def test_a_document_that_was_edited_no_longer_carries_its_quotes(
    read: Callable[[str], Document], tmp_path: Path
) -> None:
    (tmp_path / "vertrag.md").write_bytes(TEXT.encode() + b"\nNachtrag.\n")
    assert check_claim(make_claim(), read) is Check.FILE_CHANGED


def make_answer() -> Answer:
    citation = Citation(
        **make_claim().model_dump(),
        language=Language.DE,
        title="Der Vertrag",
        publisher=None,
        published=None,
        valid_from=None,
        valid_until=None,
        page=None,
        url="/documents/vertrag.md",
        source=None,
    )
    return Answer(Status.ANSWERED, Language.DE, f"{QUOTE} [1]", (citation,), related=(citation,))


def test_the_claims_of_an_answer_are_its_citations_and_its_related_quotes() -> None:
    claims = Claims.model_validate(make_answer())
    assert (claims.citations, claims.related) == ((make_claim(),), (make_claim(),))


CLAIM = make_claim().model_dump()
SENT = {"status": "answered", "text": f"{QUOTE} [1]", "citations": [CLAIM | {"page": None, "title": "x"}]}


@pytest.mark.parametrize(
    ("sent", "count"),
    [
        (SENT, 1),
        (SENT | {"related": [CLAIM, CLAIM]}, 3),
        ({"answer": SENT, "id": "seit-de"}, 1),
        ([SENT, {"answer": [SENT]}, SENT], 3),
        ({"citations": []}, 0),
        ([], 0),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_one_answer_or_a_list_of_them_is_read(sent: object, count: int, encoding: str) -> None:
    data = json.dumps(sent, ensure_ascii=False).encode(encoding)
    assert read_claims(data, "answer.json") == [make_claim()] * count


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Expecting value"),
        (b"no answer", "Expecting value"),
        (b"\xff", "can't decode"),
        (b"null", "valid dictionary"),
        (b"{}", "citations: Field required"),
        (b'{"answer": "1992"}', "valid dictionary"),
        (b'{"citations": {}}', "citations: "),
        (b'{"citations": [], "related": null}', "related: "),
        (json.dumps({"citations": [CLAIM, CLAIM | {"start": "55"}]}).encode(), "citations.1.start: "),
        (json.dumps({"citations": [CLAIM | {"end": True}]}).encode(), "citations.0.end: "),
        (json.dumps({"citations": [CLAIM | {"quote": None}]}).encode(), "citations.0.quote: "),
        (json.dumps({"related": [], "citations": [{}]}).encode(), "citations.0.number: Field required"),
        (b"[" * 100_000, "recursion"),
    ],
)
def test_anything_else_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(AnswerFileError) as caught:
        read_claims(data, "answer.json")
    assert caught.value.fault is Fault.ANSWER_UNREADABLE
    for language in Language:
        assert caught.value.text(language).startswith("answer.json")
        assert reason in caught.value.text(language)


def claim_short(**changed: object) -> bytes:
    quote = {"number": 1, "quote": "Der Rat tagte am 1. Juni 1992.", "path": "a.md", "start": 10, "end": 40}
    short = {"text": "1. Juni 1992", "citation": 1, "start": 27, "end": 39} | changed
    return json.dumps({"citations": [quote | {"sha256": "00" * 32}], "short": short}).encode()


def test_the_words_that_answer_stand_in_the_quote_named_for_them() -> None:
    assert len(read_claims(claim_short(), "answer.json")) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "2. Juni 1992"},
        {"start": 26},
        {"end": 41},
        {"citation": 2},
        {"start": -3},
        {"start": 60, "end": 72},
    ],
)
def test_words_that_do_not_stand_there_are_refused(changed: dict[str, object]) -> None:
    with pytest.raises(AnswerFileError) as caught:
        read_claims(claim_short(**changed), "answer.json")
    assert "short answer" in str(caught.value)
