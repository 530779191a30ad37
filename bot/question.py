"""A question understood: cleaned, its language found, and what is looked up. Every entrance begins here."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

from bot.followups import search_text
from bot.personal import TAKE_OUT, find_personal_data, remove_personal_data
from bot.phrases import Phrase
from index.errors import Fault, QuestionError
from index.language import Detection, Language, Verdict, detect_language
from index.transliteration import write_cyrillic

LONGEST_QUESTION = 500  # characters
LONGEST_BEFORE = 500  # characters read of all earlier questions together
MOST_BEFORE = 4  # earlier questions that are read
LONGEST_TYPED = 1_000  # characters that are cleaned of each of them
MOST_MARKS = 8  # on one letter
LONGEST_PLAIN = 1_000  # characters in which personal data are looked for: some grow to 18 in NFKC
MOST_DIGITS = 80  # among them: a page of what may be telephones takes longer than an answer


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the conversation and the text of its answer."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood: `wanted` is the text to look up, in `asked_in`.

    `reader` is the language to answer in. `personal` tells what to take out where it holds personal data:
    then nothing is to be looked up.
    """

    text: str
    reader: Language
    detection: Detection
    asked_in: Language
    wanted: str
    personal: Phrase | None = None


def understand(
    question: str,
    *,
    language: Language | None = None,
    page: Language | None = None,
    history: Sequence[Turn] = (),
    own: Collection[str] = (),
) -> Question:
    """Return `question` understood; an explicit `language` to answer in wins over the one detected.

    `page` is the language of the page it comes from, `history` the turns before it, oldest first, of which
    no more is looked at than `read_before` returns. `own` are the contacts of the city, which it may hold.
    Raises QuestionError when it is too long.
    """
    text, before = clean_question(question), read_before(history)
    if phrase := _find_personal(text, before, own):
        detection = detect_language(remove_personal_data(_write_plain(text)), page=page)
        reader = language or detection.language
        return Question(text, reader, detection, reader, "", phrase)
    detection = detect_language(text, conversation=_find_conversation_language(before, page), page=page)
    reader = language or detection.language
    asked_in = detection.language if detection.verdict is Verdict.CLEAR else reader
    # Neither model has seen much that is written in capitals throughout.
    wanted = search_text(text.lower() if text.isupper() else text, before, asked_in)
    if asked_in is Language.RU:
        wanted = write_cyrillic(wanted)
    return Question(text, reader, detection, asked_in, wanted)


def clean_question(question: str) -> str:
    """Return `question` in NFC, without invisible characters, white space folded.

    Raises QuestionError when more than 500 characters are left.
    """
    text = _fold(question)
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(Fault.QUESTION_TOO_LONG, length=len(text), longest=LONGEST_QUESTION)
    return text


def read_before(history: Sequence[Turn]) -> tuple[str, ...]:
    """Return what is read of the questions of `history`, oldest first: the last four, 500 characters in all.

    The newest are read first. Each is cleaned before it is cut, since some characters grow by that.
    """
    read: list[str] = []
    left = LONGEST_BEFORE
    for turn in reversed(history[-MOST_BEFORE:]):
        read.append(_fold(turn.question[:LONGEST_TYPED])[:left])
        left -= len(read[-1])
    return tuple(reversed(read))


def normalize(text: str) -> str:
    """Return `text` in NFC, without more than eight marks on a letter.

    To put the marks of one letter in order takes the square of their number.
    """
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _fold(text: str) -> str:
    text = normalize(text)
    if not text.isprintable():
        text = "".join(
            " " if character.isspace() else character
            for character in text
            # Control, format (zero-width, bidi and tag characters), private and unassigned ones say nothing.
            if character.isspace() or unicodedata.category(character)[0] != "C"
        )
    return re.sub(" +", " ", text).strip()


def _find_personal(text: str, before: Sequence[str], own: Collection[str]) -> Phrase | None:
    """Return what to tell when `text`, or what is read of an earlier question, holds personal data."""
    if kind := find_personal_data(_write_plain(text), own):
        return TAKE_OUT[kind]
    earlier = _write_plain("\n".join(before)).split("\n")
    return Phrase.PERSONAL_EARLIER if any(find_personal_data(each, own) for each in earlier) else None


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
