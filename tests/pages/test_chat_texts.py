"""The texts of the chat: its scripts get what they say, in every language."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.config import Config
from bot.http.app import create_app
from bot.pages.chat_texts import list_said, write_chat_texts, write_widget
from index.languages import Language
from index.languages.messages import say
from tests.doubles.retriever import TREATY, know
from tests.languages.codes import DE, EN, RU


def test_the_scripts_get_the_texts_they_name_and_no_others() -> None:
    texts = write_chat_texts(DE).texts
    assert tuple(texts) == list_said()
    assert {"ask", "offline", "page", "quote_number", "server_failed", "waiting"} < set(texts)
    assert "embed_title" not in texts


def test_what_the_scripts_know_is_left_to_be_filled_and_what_has_plurals_is_said() -> None:
    texts = write_chat_texts(RU).texts
    assert texts["page"] == "Страница {page}"
    assert texts["valid_until"] == "действует до {date}"
    assert texts["question_too_long"] == "Ваш вопрос слишком длинный. Допускается не более 500 знаков."


def test_the_chat_knows_how_its_language_writes_and_what_languages_are_called() -> None:
    texts = write_chat_texts(EN)
    assert (texts.language, texts.marks) == (EN, ("“", "”"))
    assert (texts.texts["date_day"], texts.texts["date_month"]) == ("d MMMM y", "MMMM y")
    assert texts.names == {"de": "German", "ru": "Russian", "en": "English"}
    assert list(texts.endonyms.values()) == ["Deutsch", "Русский", "English"]


@pytest.mark.parametrize("language", Language)
def test_the_chat_says_something_everywhere(language: Language) -> None:
    assert all(write_chat_texts(language).texts.values())


def test_the_chat_offers_the_examples_of_the_documents_and_none_while_nothing_is_loaded(
    tmp_path: Path,
) -> None:
    knowledge = replace(know(TREATY), examples={DE: ("Wann?", "Wo?")})
    with TestClient(create_app(Config(index=tmp_path), knowledge)) as client:
        assert client.get("/api/texts?language=de").json()["suggestions"] == ["Wann?", "Wo?"]
        assert client.get("/api/texts?language=ru").json()["suggestions"] == []
        page = client.get("/?ui=de").text
        assert page.count('<button name="question" value=') == 2
        assert say("suggestions", DE) in page
        assert say("suggestions", RU) not in client.get("/?ui=ru").text
    with TestClient(create_app(Config(index=tmp_path))) as client:
        assert client.get("/api/texts?language=de").json()["suggestions"] == []


def test_what_is_said_before_the_texts_are_here_exists_in_every_language() -> None:
    found = re.search(r"const TEXTS=(\{.*?\}\});", write_widget())
    assert found
    texts = json.loads(found[1])
    assert set(texts) == set(Language)
    assert texts["ru"] == {
        "open": "Вопросы о партнёрстве городов",
        "word": "Вопросы",
        "failed": "Чат здесь сейчас не открывается. Попробуйте, пожалуйста, ещё раз или задайте вопрос на "
        "странице",
        "retry": "Попробовать ещё раз",
    }


def test_the_texts_are_served_by_language_and_an_unknown_one_is_refused() -> None:
    with TestClient(create_app(Config())) as client:
        response = client.get("/api/texts?language=ru")
        assert response.json()["texts"]["ask"] == "Спросить"
        assert response.json() == write_chat_texts(RU).model_dump(mode="json")
        assert client.get("/api/texts?language=fr").status_code == 422
