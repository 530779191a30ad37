"""The line for web editors: what it holds, and that nothing somebody types can break out of it."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from markupsafe import escape
from starlette.testclient import TestClient

from bot.config import Config
from bot.http.app import create_app
from bot.pages.embed import (
    ENOUGH,
    EXAMPLE,
    PAIRS,
    EmbedChoices,
    Mode,
    Position,
    measure_contrast,
    write_line,
)
from bot.pages.render import STATIC
from index.languages import Language
from tests.languages.codes import RU


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
            EmbedChoices(language=RU, mode=Mode.INLINE),
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
            EmbedChoices(mode=Mode.INLINE, position=Position.LEFT),
            '<script src="https://bot.example/widget.js" data-mode="inline" defer></script>',
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
    assert reader.scripts == [
        {"src": "/widget.js", "data-title": title, "defer": None},
        {"src": "/static/copy.js", "type": "module"},
        {"src": "/static/embed.js", "type": "module"},
    ]
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
def test_a_name_that_somebody_made_up_is_never_repeated(host: str, shown: str) -> None:
    with TestClient(create_app(Config())) as client:
        pages = [client.get("/embed", params={"ui": each}, headers={"Host": host}) for each in Language]
    here = shown or "https://bot.example"
    for page in pages:
        assert page.status_code == 200
        assert "evil.example" not in page.text
        assert f"&lt;script src=&#34;{here}/widget.js&#34; defer&gt;" in page.text
        assert f"script-src {here};" in page.text
        assert ("PARTNERBOT_ADDRESSES" in page.text) is not bool(shown)


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


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21), ("#ffffff", "#000000", 21), ("#777777", "#ffffff", 4.478),
        ("#767676", "#FFFFFF", 4.542), ("#123456", "#123456", 1), ("#ff0000", "#0000ff", 2.148),
    ],
)  # fmt: skip
def test_contrast_is_measured_as_the_guidelines_do(one: str, other: str, ratio: float) -> None:
    assert measure_contrast(one, other) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize(
    ("ui", "enough", "little"),
    [
        ("de", "Kontrast 12,6 : 1, gut lesbar.", "Kontrast 4,4 : 1. Das ist zu wenig, nötig sind 4,5 : 1."),
        (
            "ru",
            "Контраст 12,6 : 1, читается хорошо.",
            "Контраст 4,4 : 1. Этого мало, нужно не меньше 4,5 : 1.",
        ),
        (
            "en",
            "Contrast 12.6 : 1, easy to read.",
            "Contrast 4.4 : 1. That is too little, 4.5 : 1 is needed.",
        ),
    ],
)
def test_colours_that_cannot_be_read_are_told_and_the_others_are_lines_of_a_style_sheet(
    ui: str, enough: str, little: str
) -> None:
    chosen = {"ui": ui, "accent": "#777777", "on_accent": "#FFFFFF", "ink": "#333333"}
    with TestClient(create_app(Config())) as client:
        page = client.get("/embed", params=chosen).text
        plain = client.get("/embed", params={"ui": ui}).text
    assert enough in page
    assert little in page
    style = re.search(r'<textarea[^>]* id="style"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert style
    assert style[1] == (
        "partner-chat {\n  --partner-chat-accent: #777777;\n  --partner-chat-on-accent: #ffffff;\n"
        "  --partner-chat-ink: #333333;\n  --partner-chat-paper: #ffffff;\n}"
    )
    assert '<div id="styled">' in page
    assert '<div id="styled" hidden>' in plain


def test_what_is_no_colour_is_refused() -> None:
    with TestClient(create_app(Config())) as client:
        for colour in ("red", "#fff", "#12345g", "#1234567", "#123456;}"):
            assert client.get("/embed", params={"accent": colour}).status_code == 422


def test_the_chat_s_own_colours_are_those_of_its_style_sheet() -> None:
    theme = (STATIC / "theme.css").read_text()
    for pair in PAIRS:
        for name, colour in zip(pair.names, pair.own, strict=True):
            found = re.search(rf"^  --{name.replace('_', '-')}: (?:light-dark\()?(#\w+)", theme, re.MULTILINE)
            assert found
            assert colour in {found[1], "#" + "".join(2 * each for each in found[1][1:])}
    assert f"const ENOUGH = {ENOUGH};" in (STATIC / "contrast.js").read_text()


def test_a_choice_that_does_not_exist_is_refused() -> None:
    with TestClient(create_app(Config())) as client:
        assert client.get("/embed?mode=popup").status_code == 422
        assert client.get("/embed?language=fr").status_code == 422
