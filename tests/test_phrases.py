"""Every sentence of the bot exists in every language, complete and in that language, and is used."""

import re
from pathlib import Path
from string import Formatter

import pytest

import bot
from bot.phrases import PHRASES, Phrase, say
from index.language import Language

BOT = Path(bot.__file__).parent
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{\w*\}")
# Sentences that are said in all three languages at once, whoever reads them.
MIXED: set[str] = set()


@pytest.fixture(scope="module")
def sources() -> str:
    """Return all code and templates of bot/ but phrases.py."""
    files = [path for path in (*BOT.rglob("*.py"), *BOT.rglob("*.html")) if path.name != "phrases.py"]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def list_placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_no_phrase_is_missing_and_none_is_left_over() -> None:
    assert set(PHRASES) == set(Phrase)


@pytest.mark.parametrize("phrase", Phrase)
def test_a_phrase_says_the_same_in_every_language(phrase: Phrase) -> None:
    wordings = PHRASES[phrase]
    assert set(wordings) == set(Language)
    placeholders = [list_placeholders(text) for text in wordings.values()]
    assert placeholders[0] == placeholders[1] == placeholders[2]
    for text in wordings.values():
        assert text == text.strip()
        assert text
        assert "  " not in text


@pytest.mark.parametrize("phrase", [phrase for phrase in Phrase if phrase.name not in MIXED])
def test_a_phrase_is_in_the_language_it_is_said_in(phrase: Phrase) -> None:
    texts = {language: PLACEHOLDER.sub("", text) for language, text in PHRASES[phrase].items()}
    assert CYRILLIC.search(texts[Language.RU])
    assert not CYRILLIC.search(texts[Language.DE])
    assert not CYRILLIC.search(texts[Language.EN])


@pytest.mark.parametrize("phrase", Phrase)
def test_a_phrase_is_used_somewhere(phrase: Phrase, sources: str) -> None:
    assert re.search(rf"\bPhrase\.{phrase.name}\b", sources)


def test_saying_fills_in_the_values() -> None:
    said = [say(Phrase.PERIOD, language, start="1.1.2020", end="31.12.2023") for language in Language]
    assert said == ["1.1.2020 bis 31.12.2023", "с 1.1.2020 по 31.12.2023", "1.1.2020 to 31.12.2023"]


def test_saying_without_a_value_fails_rather_than_shows_a_gap() -> None:
    with pytest.raises(KeyError):
        say(Phrase.PERIOD, Language.DE, start="1.1.2020")


AI_SYSTEM = {Language.DE: "KI-System", Language.RU: "система ИИ", Language.EN: "AI system"}


@pytest.mark.parametrize("phrase", [Phrase.DISCLAIMER, Phrase.GREETING, Phrase.SELF])
@pytest.mark.parametrize("language", Language)
def test_who_talks_to_the_bot_is_told_that_it_is_an_ai_system(phrase: Phrase, language: Language) -> None:
    assert AI_SYSTEM[language] in say(phrase, language)


@pytest.mark.parametrize("phrase", [Phrase.SITE_NAME, Phrase.GREETING, Phrase.SELF, Phrase.ORIGIN_REFUSED])
@pytest.mark.parametrize("language", Language)
def test_the_bot_has_one_name(phrase: Phrase, language: Language) -> None:
    assert "Partnerbot" in say(phrase, language)


@pytest.mark.parametrize(
    "phrase", [Phrase.GREETING, Phrase.THANKS, Phrase.FAREWELL, Phrase.SELF, Phrase.UNCLEAR]
)
@pytest.mark.parametrize("language", Language)
def test_what_is_said_before_suggestions_stands_without_them(phrase: Phrase, language: Language) -> None:
    """They come with a heading of their own, and are not read aloud or saved with the answer."""
    assert say(phrase, language)[-1] in ".!"
