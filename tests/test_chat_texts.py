"""The texts of the chat: what its scripts use is what they are given, in every language."""

import re

import pytest
from starlette.testclient import TestClient

from bot.app import create_app
from bot.chat_texts import CHAT, write_chat_texts
from bot.config import Config
from bot.pages import WEB
from bot.phrases import Phrase
from index.language import Language

SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in WEB.glob("*.js")}
USED = re.compile(r"\btexts\.([a-z_]+)\b(?!\()")
# The chat takes these by the code of a language: texts[`language_${code}`].
BY_CODE = {Phrase.LANGUAGE_DE, Phrase.LANGUAGE_RU, Phrase.LANGUAGE_EN}


def test_every_text_that_the_scripts_use_is_given_and_no_other() -> None:
    used = {name for script in SCRIPTS.values() for name in USED.findall(script)} - {"suggested"}
    assert {phrase.value for phrase in CHAT} == used | BY_CODE


@pytest.mark.parametrize("language", Language)
def test_the_chat_suggests_three_questions(language: Language) -> None:
    texts = write_chat_texts(language)
    assert texts.language is language
    assert len(set(texts.suggestions)) == 3
    assert all(texts.texts.values())


def test_what_is_said_before_the_texts_are_here_exists_in_every_language() -> None:
    start = SCRIPTS["widget.js"].index("const TEXTS = {")
    table = SCRIPTS["widget.js"][start : SCRIPTS["widget.js"].index("\n  };", start)]
    found = {
        language: set(re.findall(r"^      (\w+): \"\S.*\S\",$", part, re.MULTILINE))
        for language, part in re.findall(r"^    (\w\w): \{\n(.*?)^    \},", table, re.MULTILINE | re.DOTALL)
    }
    assert found == {language: {"open", "failed", "retry"} for language in Language}


def test_the_texts_are_served_by_language_and_an_unknown_one_is_refused() -> None:
    with TestClient(create_app(Config())) as client:
        response = client.get("/api/texts?language=ru")
        assert response.json()["texts"]["ask"] == "Спросить"
        assert response.json() == write_chat_texts(Language.RU).model_dump()
        assert client.get("/api/texts?language=fr").status_code == 422
