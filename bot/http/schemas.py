"""What the HTTP interface reads and sends, field by field; answers are sent as answering's Answer is."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from bot.answering.answer import Status
from bot.answering.citations import document_url
from bot.understanding.inquiry import LONGEST_QUESTION, Turn, normalize
from index.documents.document import Document
from index.documents.metadata import Kind
from index.languages import Language

MOST_TURNS = 20
RAW_CHARACTERS = 2_000
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
# What str.strip takes away, in words that any regular expression knows.
BLANKS = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"


def _read_day(value: object) -> object:
    """Return the date that `value` writes as YYYY-MM-DD; pydantic alone would take a number for one too."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("iso_date", "a date of the form YYYY-MM-DD is expected")


def _trim(value: object) -> object:
    """Return a text in NFC without the blanks around it, unless it is so long that it has to be refused."""
    if isinstance(value, str) and len(value) <= RAW_CHARACTERS:
        return normalize(value).strip()
    return value


def _check_characters(value: str) -> str:
    """Return `value`; JSON can hold halves of characters, which no text may."""
    if HALF_CHARACTER.search(value):
        raise PydanticCustomError("string_unicode", "a text of whole characters is expected")
    return value


QuestionText = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST_QUESTION,
        description="What somebody wants to know; blanks around it are not counted.",
        json_schema_extra={"not": {"pattern": f"^[{BLANKS}]*$"}},  # refused as empty
    ),
    BeforeValidator(_trim),
    AfterValidator(_check_characters),
]
Day = Annotated[date, BeforeValidator(_read_day)]
AskedLanguage = Annotated[
    Language, Field(description="The language to answer in; that of the question without it.")
]


class EarlierTurn(BaseModel):
    """An earlier question of the conversation and its answer."""

    question: Annotated[str, Field(max_length=RAW_CHARACTERS), AfterValidator(_check_characters)]
    answer: Annotated[str, Field(max_length=10_000), AfterValidator(_check_characters)] = ""


class AskRequest(BaseModel):
    """A question, and what belongs to it."""

    question: QuestionText
    language: AskedLanguage | None = None
    history: Annotated[list[EarlierTurn], Field(max_length=MOST_TURNS)] = []
    as_of: Annotated[
        Day | None,
        Field(description="The day on which agreements must be in force to count as current; else today."),
    ] = None

    def turns(self) -> tuple[Turn, ...]:
        """Return the earlier turns, oldest first."""
        return tuple(Turn(turn.question, turn.answer) for turn in self.history)


class Vote(StrEnum):
    """What a reader thinks of an answer."""

    UP = "up"
    DOWN = "down"


class Feedback(BaseModel):
    """A reader's verdict on an answer; nothing else is taken, so that nothing personal can come along."""

    model_config = ConfigDict(extra="forbid")

    status: Annotated[Status, Field(description="Of the answer.")]
    language: Annotated[Language, Field(description="Of the answer.")]
    verdict: Vote


class SearchRequest(BaseModel):
    """What to look for, and where."""

    question: QuestionText
    language: AskedLanguage | None = None
    document: Annotated[str | None, Field(description="Only passages of the document at this path.")] = None
    as_of: Annotated[Day | None, Field(description="Only passages of what is in force on this day.")] = None
    limit: Annotated[int, Field(ge=1, le=50)] = 10


class DocumentResult(BaseModel):
    """A document and what is known about it."""

    path: str
    title: str
    language: Language
    publisher: str | None
    published: Annotated[str | None, Field(description="YYYY, YYYY-MM or YYYY-MM-DD.")]
    valid_from: date | None
    valid_until: date | None
    replaced_by: Annotated[str | None, Field(description="The path of a document.")]
    translation_of: Annotated[str | None, Field(description="The path of a document.")]
    summary: Annotated[
        bool, Field(description="A summary by the editors, not the wording of what it tells about.")
    ]
    source: list[str]
    kind: Annotated[Kind | None, Field(description="What it is.")]
    parties: Annotated[list[str], Field(description="Of an agreement.")]
    signed: Annotated[str | None, Field(description="YYYY, YYYY-MM or YYYY-MM-DD.")]
    agreement: Annotated[
        str | None, Field(description="The path of the document of the agreement that it speaks of.")
    ]
    topic: Annotated[dict[Language, str] | None, Field(description="What its topic is called.")]
    sha256: Annotated[str, Field(description="Of the document's file.")]
    url: Annotated[str, Field(description="The document's page.")]

    @classmethod
    def of(cls, document: Document) -> Self:
        """Return `document` as it is sent, without its text."""
        known: dict[str, Any] = {name: getattr(document, name, None) for name in cls.model_fields}
        lists = {name: list(known[name]) for name in ("source", "parties")}
        return cls(**{**known, **lists, "url": document_url(document.path)})


class DocumentList(BaseModel):
    """Documents that answers can come from, by path, and how many there are in all."""

    total: int
    documents: list[DocumentResult]


class Problem(BaseModel):
    """What went wrong (RFC 9457), in the language that the header Accept-Language asks for."""

    type: str
    title: str
    status: int
    detail: str
    errors: Annotated[
        list[dict[str, str]],
        Field(description='Of a value that cannot be used: its "field" and the "reason".'),
    ] = []
    code: Annotated[str, Field(description='"paused" while the operator has paused the bot.')] = ""
