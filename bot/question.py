"""A question understood: cleaned, its language found, and what is looked up. Every entrance begins here."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.followups import search_text
from bot.personal import TAKE_OUT, find_personal_data, remove_personal_data
from bot.phrases import Phrase
from index.errors import Fault, QuestionError
from index.language import Detection, Language, Verdict, detect_language
from index.transliteration import write_cyrillic

LONGEST_QUESTION = 500  # characters


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

    `page` is the language of the page it comes from, `history` the turns before it, oldest first. `own` are
    the contacts of the city, which it may hold. Raises QuestionError when it is too long.
    """
    text = clean_question(question)
    if phrase := _find_personal(text, history, own):
        detection = detect_language(remove_personal_data(text), page=page)
        reader = language or detection.language
        return Question(text, reader, detection, reader, "", phrase)
    detection = detect_language(text, conversation=_find_conversation_language(history, page), page=page)
    reader = language or detection.language
    asked_in = detection.language if detection.verdict is Verdict.CLEAR else reader
    # Neither model has seen much that is written in capitals throughout.
    wanted = search_text(text.lower() if text.isupper() else text, history, asked_in)
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


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(
            " " if character.isspace() else character
            for character in text
            # Control, format (zero-width, bidi and tag characters), private and unassigned ones say nothing.
            if character.isspace() or unicodedata.category(character)[0] != "C"
        )
    return re.sub(" +", " ", text).strip()


def _find_personal(text: str, history: Sequence[Turn], own: Collection[str]) -> Phrase | None:
    """Return what to tell when `text`, or what is read of an earlier question, holds personal data."""
    if kind := find_personal_data(text, own):
        return TAKE_OUT[kind]
    earlier = (_fold(turn.question)[:LONGEST_QUESTION] for turn in history)
    return Phrase.PERSONAL_EARLIER if any(find_personal_data(each, own) for each in earlier) else None


def _find_conversation_language(history: Sequence[Turn], page: Language | None) -> Language | None:
    """Return the language of the last turn whose language was clear."""
    language = None
    for turn in history:
        detection = detect_language(turn.question[:LONGEST_QUESTION], conversation=language, page=page)
        if detection.verdict is Verdict.CLEAR:
            language = detection.language
    return language
