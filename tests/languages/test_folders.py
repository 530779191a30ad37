"""A language is a folder: whoever adds one adds the language."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.languages import FOLDER, Language
from index.languages.traits import describe
from index.languages.words import Tag, list_words, read_words

ROOT = FOLDER.parents[1]
UKRAINIAN = ROOT / "tests" / "data" / "languages" / "uk"

FOURTH = '''
import sys
from pathlib import Path

from bot.answering.pipeline import answer_inquiry, find_passages
from bot.understanding.inquiry import Inquiry
from bot.understanding.follow_ups import leans_on_the_one_before, search_text
from bot.understanding.personal_data import PersonalData, find_personal_data
from bot.understanding.question import understand
from bot.understanding.small_talk import find_small_talk
from bot.http.accept_language import choose_language
from index.build import build_index
from index.detection.detect import Verdict, detect_language
from index.languages import DEFAULT, FOLDER, TECHNICAL, Language
from index.languages.messages import say
from index.text.sentences import split_sentences
from tests.conftest import TrigramEncoder
from tests.doubles.reader import ask, open_index

DE, RU, EN, UK = map(Language, ("de", "ru", "en", "uk"))
assert FOLDER == Path.cwd() / "index" / "languages"
assert (list(Language), DEFAULT, TECHNICAL) == ([DE, RU, EN, UK], DE, EN)

# which language a question is in
for text in ("Хто підписав угоду?", "Коли було засновано партнерство міст?", "Дякую!", "а де це було?"):
    found = detect_language(text)
    assert (found.language, found.verdict) == (UK, Verdict.CLEAR), (text, found)
assert detect_language("Кто подписал соглашение?").language is RU
assert detect_language("Кой подписа споразумението?").verdict is Verdict.OTHER
assert choose_language("uk-UA,uk;q=0.9,de;q=0.5") is UK

# sentences
sentences = [
    "У червні 1992 р. Дюссельдорф і Москва підписали угоду.",
    "Вона діє (див. ст. 5 угоди).",
    "Проф. Шевченко жив на вул. Лесі.",
]
text = " ".join(sentences)
assert [text[start:end] for start, end in split_sentences(text, UK)] == sentences

# a question after another, small talk, personal data
assert search_text("а хто її підписав?", ["Коли підписали угоду?"], UK) != "а хто її підписав?"
assert search_text("Де лежить парк Дружби?", ["Коли підписали угоду?"], UK) == "Де лежить парк Дружби?"
assert leans_on_the_one_before("Вона діє досі.", UK)
assert find_small_talk("Доброго дня, як справи?") == "greeting"
assert find_small_talk("дуже дякую за допомогу") == "thanks"
assert find_small_talk("Ти бот?") == "self"
assert find_small_talk("Так, будь ласка") == "unclear"
assert find_personal_data("мій номер 044 234 56 78") is PersonalData.PHONE
assert find_personal_data("olena собака example крапка org") is PersonalData.MAIL
assert find_personal_data("угода номер 044 234 56 78") is None

# a document in it
documents = Path(sys.argv[1]) / "documents"
documents.mkdir()
(documents / "treaty.uk.md").write_text("""---
title: Угода про партнерство
language: uk
---
# Угода про партнерство

Угоду про партнерство міст підписали 1 червня 1992 р. Дюссельдорф і Москва. Вона діє безстроково.
""")
(documents / "sport.de.md").write_text("# Sport\\n\\nDie Spieler beider Städte trainierten in Moskau.\\n")
encoder = TrigramEncoder()
report = build_index(documents, Path(sys.argv[1]) / "index", encoder)
assert not report.errors
knowledge = open_index(report.index, encoder)
question = understand(Inquiry("Хто підписав угоду про партнерство?"))
assert (question.language, question.asked_in) == (UK, UK)
document = find_passages(question, knowledge, 1)[0].passage.document
assert (document.path, document.language) == ("treaty.uk.md", UK)
answer = ask(knowledge, "Хто підписав угоду про партнерство?")
assert (answer.status, answer.language, answer.citations[0].path) == ("answered", UK, "treaty.uk.md")

# what is said in it, and what its catalogue lacks in English
assert ask(knowledge, "Доброго дня!").text.startswith("Вітаю! Я — Partnerbot")
refused = ask(knowledge, "Скільки коштує квиток до опери?")
assert (refused.status, refused.text) == ("not_found", "Про це в документах я нічого не знайшов.")
quoted = ask(knowledge, "Wo trainierten die Spieler beider Städte?", language=UK)
assert quoted.parts[0].text == "Німецькою:"
assert "німецька" in ask(knowledge, "Où est la mairie de la ville ?", page=UK).text
assert say("offline", UK) == say("offline", EN)

# pages and the interface in it
from pathlib import Path as Folder

from starlette.testclient import TestClient

from bot.config import Config
from bot.http.app import create_app

with TestClient(create_app(Config(index=Folder(sys.argv[1]) / "index", rate="off"), knowledge)) as client:
    for path in ("/", "/embed", "/accessibility", "/documents/treaty.uk.md", "/api/docs"):
        page = client.get(path, params={"ui": "uk", "language": "uk"})
        assert page.status_code == 200, (path, page.text)
    assert 'lang="en"' in client.get("/accessibility", params={"ui": "uk"}).text
    assert client.get("/api/texts", params={"language": "uk"}).json()["endonyms"]["uk"] == "Українська"
    asked = {"question": "Хто підписав угоду про партнерство?"}
    assert client.post("/api/ask", json=asked).json()["language"] == "uk"
    assert "uk" in client.get("/widget.js").text
    assert client.get("/nowhere", params={"ui": "uk"}, headers={"Accept": "text/html"}).status_code == 404
print("done")
'''


def test_a_folder_more_is_a_language_more(tmp_path: Path) -> None:
    for package in ("bot", "index"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(UKRAINIAN, tmp_path / "index" / "languages" / "uk")
    done = subprocess.run(
        [sys.executable, "-c", FOURTH, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("done\n", 0), done.stderr


def test_a_language_is_called_by_its_code() -> None:
    assert list(Language) == ["de", "ru", "en"]
    assert [language.name for language in Language] == ["DE", "RU", "EN"]


@pytest.mark.parametrize("language", Language)
def test_each_word_stands_once_in_the_order_of_its_letters(language: Language) -> None:
    words = [word for word, _ in read_words(language)]
    assert words == sorted(set(words))
    assert all(tags for _, tags in read_words(language))


@pytest.mark.parametrize("language", Language)
def test_words_are_in_small_letters_and_words_that_are_found_whole_end_in_no_star(language: Language) -> None:
    assert all(word == word.lower() for word, _ in read_words(language))
    whole = set(Tag) - {Tag.QUESTION, Tag.CHOOSING, Tag.PRONOUN, Tag.VERB, Tag.FILLER, Tag.SIDE}
    assert not [word for tag in whole for word in list_words(language, tag) if "*" in word]


@pytest.mark.parametrize("language", Language)
def test_all_that_is_said_of_a_language_is_read(language: Language) -> None:
    assert describe(language).script in {"latin", "cyrillic"}
    assert len({*describe(language).quotes, *describe(language).inner_quotes}) == 4


@pytest.mark.parametrize("text", ["en\n", "хто"])
def test_no_code_stands_beside_the_folders(text: str) -> None:
    """A word of another language's list is no reason to know the language."""
    with pytest.raises(ValueError, match="is not a valid Language"):
        Language(text)
