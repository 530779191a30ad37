"""What went wrong with a request, as problem JSON (RFC 9457) in the reader's language. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from index.errors import PartnerbotError
from index.languages import Language
from index.languages.messages import key, say

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
PAUSE_SECONDS = 600  # longer than the chat would wait by itself

TITLES = {
    400: key("bad_request"),
    403: key("forbidden"),
    404: key("not_found"),
    405: key("method_not_allowed"),
    408: key("timed_out"),
    413: key("too_large"),
    415: key("unsupported_type"),
    421: key("misdirected"),
    422: key("invalid_fields"),
    429: key("too_many"),
    431: key("head_too_large"),
    500: key("server_error"),
    503: key("unavailable"),
}

# Why pydantic refused a value, by the type of its error.
REASONS = {
    "missing": key("reason_missing"),
    "string_too_short": key("reason_blank"),
    "string_too_long": key("reason_too_long"),
    "too_long": key("reason_too_many"),
    "greater_than_equal": key("reason_at_least"),
    "less_than_equal": key("reason_at_most"),
    "enum": key("reason_choice"),
    "iso_date": key("reason_date"),
    "int_type": key("reason_number"),
    "int_parsing": key("reason_number"),
    "int_parsing_size": key("reason_number"),
    "int_from_float": key("reason_number"),
    "string_type": key("reason_text"),
    "list_type": key("reason_list"),
    "model_type": key("reason_object"),
    "model_attributes_type": key("reason_object"),
    "dict_type": key("reason_object"),
    "extra_forbidden": key("reason_unknown"),
}
LIMIT_NAMES = ("max_length", "ge", "le")
# The folders in front of a file's name: how the machine is laid out is nobody else's business.
FOLDERS = re.compile(r"(?<![\w.:/])/(?:[^/\s'\"()]+/)*")


class ProblemError(Exception):
    """A request that ends in a problem: its HTTP status and the key of the message that says what to do.

    `code` tells programs problems apart that have the same status.
    """

    code: str | None = None

    def __init__(self, status: int, message: str, /, **values: object) -> None:
        super().__init__(status, message, values)
        self.status = status
        self.message = message
        self.values = values

    def text(self, language: Language) -> str:
        """Return the problem's sentence in `language`."""
        return say(self.message, language, **self.values)


class PausedError(ProblemError):
    """The operator has paused the bot; `notices` say so in each language."""

    code = "paused"

    def __init__(self, notices: Mapping[Language, str]) -> None:
        super().__init__(503, key("paused"), seconds=PAUSE_SECONDS)
        self.notices = notices

    def text(self, language: Language) -> str:
        """Return what the operator tells readers of `language`."""
        return self.notices[language]


def describe_refusal(error: ProblemError | PartnerbotError, language: Language) -> str:
    """Return the error's sentence in `language`, without the folders of this machine."""
    return (
        FOLDERS.sub("", error.text(language)) if isinstance(error, PartnerbotError) else error.text(language)
    )


def retry_header(error: ProblemError | PartnerbotError) -> dict[str, str]:
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
        {"field": _name_field(error["loc"]), "reason": _describe_reason(error, language)} for error in errors
    ]
    fields = "; ".join(f"{error['field']} ({error['reason']})" for error in found)
    problem = describe_problem(422, say("fields_wrong", language, fields=fields), language)
    return problem | {"errors": found}


def _name_field(location: Sequence[str | int]) -> str:
    """Return "history.0.question" for ("body", "history", 0, "question")."""
    return ".".join(str(part) for part in location[1:]) or str(location[0])


def _describe_reason(error: Mapping[str, Any], language: Language) -> str:
    context = error.get("ctx", {})
    limit = next((context[name] for name in LIMIT_NAMES if name in context), "")
    allowed = re.findall("'([^']+)'", str(context.get("expected", "")))
    phrase = REASONS.get(error["type"], key("reason_unusable"))
    return say(phrase, language, limit=limit, allowed=", ".join(allowed))
