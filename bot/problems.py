"""What went wrong with a request, as problem JSON (RFC 9457) in the reader's language. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.phrases import Phrase, say
from index.errors import PartnerbotError
from index.language import Language

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5

TITLES = {
    400: Phrase.BAD_REQUEST,
    403: Phrase.FORBIDDEN,
    404: Phrase.NOT_FOUND,
    405: Phrase.METHOD_NOT_ALLOWED,
    408: Phrase.TIMED_OUT,
    413: Phrase.TOO_LARGE,
    415: Phrase.UNSUPPORTED_TYPE,
    421: Phrase.MISDIRECTED,
    422: Phrase.INVALID_FIELDS,
    429: Phrase.TOO_MANY,
    431: Phrase.HEAD_TOO_LARGE,
    500: Phrase.SERVER_ERROR,
    503: Phrase.UNAVAILABLE,
}

# Why pydantic refused a value, by the type of its error.
REASONS = {
    "missing": Phrase.REASON_MISSING,
    "string_too_short": Phrase.REASON_BLANK,
    "string_too_long": Phrase.REASON_TOO_LONG,
    "too_long": Phrase.REASON_TOO_MANY,
    "greater_than_equal": Phrase.REASON_AT_LEAST,
    "less_than_equal": Phrase.REASON_AT_MOST,
    "enum": Phrase.REASON_CHOICE,
    "iso_date": Phrase.REASON_DATE,
    "int_type": Phrase.REASON_NUMBER,
    "int_parsing": Phrase.REASON_NUMBER,
    "int_parsing_size": Phrase.REASON_NUMBER,
    "int_from_float": Phrase.REASON_NUMBER,
    "string_type": Phrase.REASON_TEXT,
    "list_type": Phrase.REASON_LIST,
    "model_type": Phrase.REASON_OBJECT,
    "model_attributes_type": Phrase.REASON_OBJECT,
    "dict_type": Phrase.REASON_OBJECT,
    "extra_forbidden": Phrase.REASON_UNKNOWN,
}
LIMITS = ("max_length", "ge", "le")
# The folders in front of a file's name: how the machine is laid out is nobody else's business.
FOLDERS = re.compile(r"(?<![\w.:/])/(?:[^/\s'\"()]+/)*")


class ProblemError(Exception):
    """A request that ends in a problem: its HTTP status and the sentence that says what to do."""

    def __init__(self, status: int, phrase: Phrase, **values: object) -> None:
        super().__init__(status, phrase, values)
        self.status = status
        self.phrase = phrase
        self.values = values

    def text(self, language: Language) -> str:
        """Return the problem's sentence in `language`."""
        return say(self.phrase, language, **self.values)


def tell_refusal(error: ProblemError | PartnerbotError, language: Language) -> str:
    """Return the error's sentence in `language`, without the folders of this machine."""
    return (
        FOLDERS.sub("", error.text(language)) if isinstance(error, PartnerbotError) else error.text(language)
    )


def tell_retry(error: ProblemError | PartnerbotError) -> dict[str, str]:
    """Return the header that says when to try again; none where that would not help."""
    if isinstance(error, ProblemError) and error.status not in {429, 503}:
        return {}
    return {"Retry-After": str(error.values.get("seconds", RETRY_SECONDS))}


def describe_problem(status: int, detail: str, language: Language) -> dict[str, Any]:
    """Return the body of a problem response; a status without a title of its own gets its family's."""
    title = TITLES.get(status) or TITLES[400 if status < 500 else 500]
    return {"type": "about:blank", "title": say(title, language), "status": status, "detail": detail}


def describe_invalid(errors: Sequence[Mapping[str, Any]], language: Language) -> dict[str, Any]:
    """Return the body of a 422 response; `errors` are pydantic's, "errors" names each field and reason."""
    found = [
        {"field": _name_field(error["loc"]), "reason": _tell_reason(error, language)} for error in errors
    ]
    fields = "; ".join(f"{error['field']} ({error['reason']})" for error in found)
    problem = describe_problem(422, say(Phrase.FIELDS_WRONG, language, fields=fields), language)
    return problem | {"errors": found}


def _name_field(location: Sequence[str | int]) -> str:
    """Return "history.0.question" for ("body", "history", 0, "question")."""
    return ".".join(str(part) for part in location[1:]) or str(location[0])


def _tell_reason(error: Mapping[str, Any], language: Language) -> str:
    context = error.get("ctx", {})
    limit = next((context[name] for name in LIMITS if name in context), "")
    allowed = re.findall("'([^']+)'", str(context.get("expected", "")))
    phrase = REASONS.get(error["type"], Phrase.REASON_UNUSABLE)
    return say(phrase, language, limit=limit, allowed=", ".join(allowed))
