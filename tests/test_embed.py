"""The line for web editors: what it holds, and that nothing somebody types can break out of it."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from markupsafe import escape
from starlette.testclient import TestClient

from bot.app import create_app
from bot.config import Config
from bot.embed import EXAMPLE, EmbedChoices, Mode, Position, write_line
from index.language import Language


class ScriptReader(HTMLParser):
    """Collects the attributes of each script."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.scripts.append(dict(attrs))


@pytest.mark.parametrize(
    ("choices", "line"),
    [
        (EmbedChoices(), '<script src="https://bot.example/widget.js" defer></script>'),
        (
            EmbedChoices(language=Language.RU, mode=Mode.INLINE),
            (
                '<script src="https://bot.example/widget.js" data-language="ru" '
                'data-mode="inline" defer></script>'
            ),
        ),
        (
            EmbedChoices(position=Position.LEFT, title=" Fragen & Antworten "),
            (
                '<script src="https://bot.example/widget.js" data-position="left" '
                'data-title="Fragen &amp; Antworten" defer></script>'
            ),
        ),
        (
            EmbedChoices(suggestions="Wer?\r\n\r\n Wann & wo? \r\n"),
            (
                '<script src="https://bot.example/widget.js" '
                'data-suggestions="Wer?|Wann &amp; wo?" defer></script>'
            ),
        ),
    ],
)
def test_the_line_says_only_what_differs_from_the_usual(choices: EmbedChoices, line: str) -> None:
    assert write_line("https://bot.example/", choices) == line


def test_a_title_cannot_break_out_of_the_line_or_the_page() -> None:
    title = '"></textarea><script>alert(1)</script>'
    with TestClient(create_app(Config()), base_url="https://bot.example") as client:
        page = client.get("/embed", params={"title": title}).text
    reader = ScriptReader()
    reader.feed(page)
    assert reader.scripts == [{"src": "/widget.js", "data-title": title, "defer": None}]
    reader = ScriptReader()
    reader.feed(write_line("https://bot.example/", EmbedChoices(title=title)))
    assert [script["data-title"] for script in reader.scripts] == [title]


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Zeile zum Kopieren"), ("ru", "Строка для копирования"), ("en", "Line to copy")],
)
def test_the_page_shows_the_line_with_the_address_it_was_asked_at(language: str, words: str) -> None:
    config = Config(addresses=("http://intern.example:8080", "https://chat.example"))
    # A proxy has taken the TLS away: the scheme is what was named.
    with TestClient(create_app(config), base_url="http://chat.example") as client:
        page = client.get("/embed", params={"ui": language}).text
    assert words in page
    assert "&lt;script src=&#34;https://chat.example/widget.js&#34; defer&gt;&lt;/script&gt;" in page
    assert "script-src https://chat.example;" in page
    assert "PARTNERBOT_ADDRESSES" not in page


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost:8000", "http://localhost:8000"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("evil.example", ""),
        ("127.0.0.1.evil.example", ""),
        ("127.0.0.1:8000@evil.example", ""),
        ("localhost:8000/evil.example", ""),
        ("evil.example#localhost", ""),
        ("[", ""),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_a_name_that_somebody_made_up_is_never_repeated(host: str, shown: str, language: Language) -> None:
    with TestClient(create_app(Config())) as client:
        response = client.get("/embed", params={"ui": language}, headers={"Host": host})
    assert response.status_code == 200
    assert "evil.example" not in response.text
    here = shown or "https://bot.example"
    assert f"&lt;script src=&#34;{here}/widget.js&#34; defer&gt;" in response.text
    assert f"script-src {here};" in response.text
    assert ("PARTNERBOT_ADDRESSES" in response.text) is not bool(shown)


def test_another_language_of_the_page_keeps_the_choices() -> None:
    chosen = {"mode": "inline", "title": "Fragen & Antworten", "suggestions": "Wer?\r\nWas?"}
    with TestClient(create_app(Config())) as client:
        page = client.get("/embed", params={"ui": "de", **chosen})
        link = re.search('<a href="([^"]*)" lang="ru"', page.text)
        assert link
        other = client.get(unescape(link[1]))
    assert '<html lang="ru">' in other.text
    line = write_line(f"{EXAMPLE}/", EmbedChoices.model_validate(chosen))
    assert str(escape(line)) in other.text


def test_a_choice_that_does_not_exist_is_refused() -> None:
    with TestClient(create_app(Config())) as client:
        assert client.get("/embed?mode=popup").status_code == 422
        assert client.get("/embed?language=fr").status_code == 422
