"""Answers in, the proof of their quotes out: each is read again where it comes from. Knows no index."""

import json
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from index.documents import Document
from index.errors import AnswerFileError, DocumentError, Fault


class Check(StrEnum):
    """How a quote compares with the file it comes from."""

    VERIFIED = "verified"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    QUOTE_DIFFERS = "quote_differs"


class ShortClaim(BaseModel):
    """What an answer says of the words that answer: that they are `text[start:end]`, inside that citation."""

    model_config = ConfigDict(frozen=True, strict=True, from_attributes=True)

    text: str
    citation: int
    start: int
    end: int


class Claim(BaseModel):
    """What an answer says of one quote: that it is `text[start:end]` of the document at `path`."""

    model_config = ConfigDict(frozen=True, strict=True, from_attributes=True)

    number: int
    quote: str
    path: str
    start: int
    end: int
    sha256: str

    def holds(self, short: ShortClaim) -> bool:
        """Return whether the words of `short` stand in the quote, where they are said to."""
        first = short.start - self.start
        inside = 0 <= first <= short.end - self.start <= len(self.quote)
        return inside and self.quote[first : short.end - self.start] == short.text


class Claims(BaseModel):
    """The quotes of one answer, those that are no answer included; any other field is left unread."""

    model_config = ConfigDict(frozen=True, strict=True, from_attributes=True)

    citations: tuple[Claim, ...] = Field(strict=False)
    related: tuple[Claim, ...] = Field((), strict=False)
    short: ShortClaim | None = None

    @model_validator(mode="after")
    def check_short(self) -> Self:
        """Raise ValueError when the words that answer do not stand in the quote that is named for them."""
        if self.short:
            named = next((each for each in self.citations if each.number == self.short.citation), None)
            if named is None or not named.holds(self.short):
                raise PydanticCustomError("short", "the short answer does not stand in its quote")
        return self


def read_claims(data: bytes, path: str) -> list[Claim]:
    """Return the quotes of the answers in the JSON `data`: one answer, a list of them, or {"answer": …}.

    Raises AnswerFileError, which names `path`, when it holds anything else.
    """
    try:
        answers = list(_list_answers(json.loads(data)))
    except ValidationError as error:
        first = error.errors()[0]
        reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}".removeprefix(": ")
        raise AnswerFileError(Fault.ANSWER_UNREADABLE, path=path, reason=reason) from error
    except (ValueError, RecursionError) as error:
        raise AnswerFileError(Fault.ANSWER_UNREADABLE, path=path, reason=error) from error
    return [claim for answer in answers for claim in (*answer.citations, *answer.related)]


def check_claim(claim: Claim, read: Callable[[str], Document]) -> Check:
    """Return how `claim` compares with what `read` reads anew from the file at its path."""
    try:
        document = read(claim.path)
    except (DocumentError, ValueError):  # ValueError: a path that no file can have
        return Check.FILE_MISSING
    if document.sha256 != claim.sha256:
        return Check.FILE_CHANGED
    within = 0 <= claim.start < claim.end <= len(document.text)
    verbatim = within and document.text[claim.start : claim.end] == claim.quote
    return Check.VERIFIED if verbatim else Check.QUOTE_DIFFERS


def _list_answers(value: Any) -> Iterator[Claims]:
    if isinstance(value, list):
        for each in value:
            yield from _list_answers(each)
    elif isinstance(value, dict) and "answer" in value:
        yield from _list_answers(value["answer"])
    else:
        yield Claims.model_validate(value)
