"""A question understood: cleaned, its language and its kind found, and what is looked up for it.

Every entrance begins here.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import count

from bot.understanding.follow_ups import names_city, search_text
from bot.understanding.inquiry import Inquiry, clean_question, read_answers, read_before
from bot.understanding.keyboard import read_as_meant
from bot.understanding.personal_data import TAKE_OUT, find_personal_data, remove_personal_data
from bot.understanding.small_talk import find_small_talk
from index.detection.detect import Detection, Verdict, detect_language
from index.languages import Language
from index.languages.messages import key
from index.languages.spelling import write_one_script, write_own_letters
from index.text.found_dates import write_out_dates

LONGEST_PLAIN = 1_000  # characters in which personal data are looked for: some grow to 18 in NFKC
MOST_DIGITS = 80  # among them: a page of what may be telephones takes longer than an answer


class Kind(StrEnum):
    """What a question is; all but the first are answered by a sentence of ours."""

    ASKS = "asks"
    GREETING = "greeting"  # small talk of any kind
    UNCLEAR = "unclear"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    PERSONAL_DATA = "personal_data"


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood: `lookup` is the text to look up, in `asked_in`; `language` that of the answer.

    `message` is what to say to small talk, to one that is unclear, and to one that holds personal data: then
    nothing may be looked up, and `lookup` is empty. `answered` are the answers before one that leans on them.
    """

    text: str
    kind: Kind
    language: Language
    detection: Detection
    asked_in: Language
    lookup: str
    message: str | None = None
    as_of: date | None = None
    answered: tuple[str, ...] = ()


def understand(inquiry: Inquiry, own: Collection[str] = ()) -> Question:
    """Return the question that `inquiry` asks; a language that it names wins over the one detected.

    `own` are the contacts of the city, which it may hold. Of its history no more is looked at than
    `read_before` returns. Raises QuestionError when it is too long.
    """
    text, before = clean_question(inquiry.text), read_before(inquiry.history)
    if message := _find_personal(text, before, own):
        detection = detect_language(remove_personal_data(_write_plain(text)), page=inquiry.page)
        language = inquiry.language or detection.language
        return Question(text, Kind.PERSONAL_DATA, language, detection, language, "", message)
    plain, before = _write_as_meant(text), tuple(map(_write_as_meant, before))
    conversation = _find_conversation_language(before, inquiry.page)
    detection = detect_language(plain, conversation=conversation, page=inquiry.page)
    language = inquiry.language or detection.language
    asked_in = detection.language if detection.verdict is Verdict.CLEAR else language
    # Neither model has seen much that is written in capitals throughout.
    asked = plain.lower() if plain.isupper() else plain
    lookup = search_text(asked, before, asked_in)
    answered = read_answers(inquiry.history) if lookup != asked else ()
    lookup = write_out_dates(write_own_letters(lookup, asked_in), asked_in)
    kind, message = _find_kind(plain, detection, named=inquiry.language is not None)
    return Question(text, kind, language, detection, asked_in, lookup, message, inquiry.as_of, answered)


def _write_as_meant(text: str) -> str:
    """Return `text` in the letters that it was meant in."""
    return read_as_meant(write_one_script(text))


def _find_kind(text: str, detection: Detection, *, named: bool) -> tuple[Kind, str | None]:
    """Return what `text` is, and what to say to it; with a language `named`, a foreign one is looked up."""
    message = key("unclear") if names_city(text) else find_small_talk(text)
    if message:
        return (Kind.UNCLEAR if message == "unclear" else Kind.GREETING), message
    if detection.verdict is Verdict.OTHER and not named:
        return Kind.UNSUPPORTED_LANGUAGE, None
    return Kind.ASKS, None


def _find_personal(text: str, before: Sequence[str], own: Collection[str]) -> str | None:
    """Return what to tell when `text`, or what is read of an earlier question, holds personal data."""
    if kind := find_personal_data(_write_plain(text), own):
        return TAKE_OUT[kind]
    earlier = _write_plain("\n".join(before)).split("\n")
    return key("personal_earlier") if any(find_personal_data(each, own) for each in earlier) else None


def _write_plain(text: str) -> str:
    """Return what personal data are looked for in: `text` in NFKC, cut, its later digits crossed out."""
    digits = count()
    plain = unicodedata.normalize("NFKC", text)[:LONGEST_PLAIN]
    return re.sub(r"\d", lambda match: match[0] if next(digits) < MOST_DIGITS else "x", plain)


def _find_conversation_language(before: Sequence[str], page: Language | None) -> Language | None:
    """Return the language of the last of the questions `before` whose language was clear."""
    language = None
    for earlier in before:
        detection = detect_language(earlier, conversation=language, page=page)
        if detection.verdict is Verdict.CLEAR:
            language = detection.language
    return language
