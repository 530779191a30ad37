"""The texts of the chat in one language, as its scripts fetch them."""

from pydantic import BaseModel

from bot.answer import SUGGESTIONS
from bot.phrases import PHRASES, Phrase, say
from index.language import Language

CHAT = (
    Phrase.ACCESSIBILITY,
    Phrase.ASK,
    Phrase.CLEARED,
    Phrase.CLOSE,
    Phrase.CONVERSATION,
    Phrase.COPIED,
    Phrase.COPY_BY_HAND,
    Phrase.COPY_CITATION,
    Phrase.DISCLAIMER,
    Phrase.EMPTY_QUESTION,
    Phrase.EXPIRED_ON,
    Phrase.HELPFUL,
    Phrase.HELPFUL_NO,
    Phrase.HELPFUL_YES,
    Phrase.HOME_INTRO,
    Phrase.HOME_TITLE,
    Phrase.LANGUAGE_CHOICE,
    Phrase.LANGUAGE_DE,
    Phrase.LANGUAGE_EN,
    Phrase.LANGUAGE_RU,
    Phrase.NEW_CONVERSATION,
    Phrase.NEW_TAB,
    Phrase.OFFLINE,
    Phrase.PAGE,
    Phrase.PRINT,
    Phrase.QUESTION_TOO_LONG,
    Phrase.QUOTES,
    Phrase.QUOTE_NUMBER,
    Phrase.READ_IN_DOCUMENT,
    Phrase.RELATED,
    Phrase.RETRY,
    Phrase.SAVE_AS_TEXT,
    Phrase.SERVER_FAILED,
    Phrase.SITE_NAME,
    Phrase.SUGGESTIONS,
    Phrase.SUMMARY,
    Phrase.THANKS_VERDICT,
    Phrase.TOO_SLOW,
    Phrase.VALID_FROM,
    Phrase.VALID_UNTIL,
    Phrase.WAITING,
    Phrase.WORDING,
    Phrase.YOUR_QUESTION,
)


class ChatTexts(BaseModel):
    """What the chat says itself in one language, and the questions it suggests at the start."""

    language: Language
    texts: dict[str, str]
    suggestions: list[str]


def write_chat_texts(language: Language) -> ChatTexts:
    """Return the texts in `language`, by the key of their phrase, placeholders unfilled."""
    return ChatTexts(
        language=language,
        texts={phrase.value: PHRASES[phrase][language] for phrase in CHAT},
        suggestions=[say(phrase, language) for phrase in SUGGESTIONS],
    )
