"""Saved web pages: the main text with its structure, without navigation, in every encoding."""

from pathlib import Path

import pytest

from index.errors import DocumentError, Fault
from index.webpage import read_webpage

DATA = Path(__file__).parent / "data"


def test_a_saved_page_keeps_its_text_and_loses_its_navigation() -> None:
    """page.ru.html is encoded as windows-1251 and says so."""
    content = read_webpage("page.ru.html", (DATA / "page.ru.html").read_bytes())
    assert content.title == "Партнёрство с Дюссельдорфом"
    assert (
        content.text
        == """\
# Партнёрство с Дюссельдорфом

Москва и Дюссельдорф — города-партнёры с 1 июня 1992 года. На сайте немецкого города написано: \
„Städtepartnerschaft“, Grüße aus Düsseldorf.

## О чём говорит коммюнике

Коммюнике на 2020–2023 годы называет несколько областей:

- молодёжь и спорт
- культура и здравоохранение

## Кто отвечает

| Область | Управление |
|---|---|
| Культура | Управление культуры |
| Молодёжь | Управление по делам молодёжи |

### Кто подписал документ?

Министр московского правительства и обер-бургомистр."""
    )


PARAGRAPH = "<p>Ein Absatz über die Städtepartnerschaft, damit die Seite nach Text aussieht.</p>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>Text im Kasten</div>", "Text im Kasten"),
        ("<div>davor <b>fett</b><p>Absatz</p>danach</div>", "davor fett\n\nAbsatz\n\ndanach"),
        ("<address>Marktplatz 1<br>Düsseldorf</address>", "Marktplatz 1\nDüsseldorf"),
        ("<p>Am <time>10. Oktober 2019</time> in Moskau</p>", "Am 10. Oktober 2019 in Moskau"),
        ("<dl><dt>Wer?</dt><dd>Alle.</dd></dl>", "- Wer?\n- Alle."),
        ("<ul><li>eins<ul><li>zwei</li></ul></li></ul>", "- eins\n  - zwei"),
        ("<figure><img alt=x><figcaption>Das Rathaus</figcaption></figure>", "Das Rathaus"),
        ("<details><summary>Mehr</summary>Text</details>", "## Mehr\n\nText"),
        ("<h3><button aria-expanded=false>Frage?</button></h3><div>Ja.</div>", "### Frage?\n\nJa."),
        ("<section class=teaser><h2>Kultur</h2><p>Oper</p></section>", "## Kultur\n\nOper"),
        ("<p>Städte&shy;partner&#8203;schaft</p>", "Städtepartnerschaft"),
        ("<table><tr><td>a | b</td><td><p>c</p><p>d</p></td></tr></table>", "| a \\| b | c d |"),
        ("<p>a &lt;script&gt; b</p><script>x()</script><style>p{}</style>", "a <script> b"),
        ("<button>Drucken</button><nav>Menü</nav><aside>Werbung</aside>", ""),
    ],
)
@pytest.mark.parametrize(
    "frame", ["<main>{}</main>", "<div role=main>{}</div>", "<div class=spalte>{}</div>"]
)
def test_no_text_of_the_main_part_is_lost(frame: str, html: str, text: str) -> None:
    page = frame.format(f"<h1>Titel</h1><p>Erster Absatz.</p>{html}<p>Letzter Absatz.</p>")
    content = read_webpage("a.html", f"<html><body>{page}</body></html>".encode())
    assert content.text == f"# Titel\n\nErster Absatz.\n\n{text}\n\nLetzter Absatz.".replace("\n\n\n", "\n")


def test_links_are_text_in_the_main_part_and_navigation_elsewhere() -> None:
    links = "<ul><li><a href=1.pdf>Kommuniqué 2016</a></li><li><a href=2.pdf>Kommuniqué 2020</a></li></ul>"
    inside = read_webpage("a.html", f"<body><main>{PARAGRAPH}{links}</main></body>".encode())
    outside = read_webpage("a.html", f"<body><div>{links}</div>{PARAGRAPH}</body>".encode())
    assert inside.text.endswith("- Kommuniqué 2016\n- Kommuniqué 2020")
    assert "Kommuniqué" not in outside.text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Nur ein Satz.</p>", "Nur ein Satz."),
        ("Gar kein HTML, nur ein Satz.", "Gar kein HTML, nur ein Satz."),
        ("<!DOCTYPE html><title>T</title><h1>A</h1><p>Ohne body<p>Zwei", "# A\n\nOhne body\n\nZwei"),
        ("<html><body><h1>A</h1>Text</body></html>", "# A\n\nText"),
        ("<html><body></body></html>", ""),
        ("", ""),
        ("<main>" + "<div>" * 150 + "tief" + "</div>" * 150, "tief"),
    ],
)
def test_a_small_or_odd_page_is_read_whole(html: str, text: str) -> None:
    assert read_webpage("a.html", html.encode()).text == text


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=utf-8>", "utf-8"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ('<meta charset="iso-8859-1">', "utf-8"),  # left over from an older version of the page
        ('<meta charset="ISO-8859-1">', "windows-1252"),
        ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1252'>", "windows-1252"),
        ("<?xml version='1.0' encoding='iso-8859-15'?>", "iso-8859-15"),
    ],
)
def test_the_encoding_is_utf8_or_the_declared_one(head: str, encoding: str) -> None:
    html = f"{head}<body><main><p>„Grüße“ für 5 €</p></main></body>"
    html = html if encoding != "iso-8859-15" else html.replace("„", '"').replace("“", '"')
    assert "Grüße" in read_webpage("a.html", html.encode(encoding)).text
    assert "5 €" in read_webpage("a.html", html.encode(encoding)).text


@pytest.mark.parametrize(
    ("data", "fault", "encoding"),
    [
        (b"<p>Gr\xfc\xdfe", Fault.NOT_UTF8, "UTF-8"),
        (b"<meta charset=utf-8><p>Gr\xfc\xdfe", Fault.NOT_UTF8, "utf-8"),
        (b"<meta charset=klingonisch><p>Gr\xfc\xdfe", Fault.NOT_UTF8, "klingonisch"),
        (b"<meta charset=hex><p>Gr\xfc\xdfe", Fault.NOT_UTF8, "hex"),
        ("<p>Grüße".encode("utf-16"), Fault.NOT_UTF8, "UTF-8"),
    ],
)
def test_a_page_in_an_unknown_encoding_is_refused(data: bytes, fault: Fault, encoding: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_webpage("a.html", data)
    assert (caught.value.fault, caught.value.values["encoding"]) == (fault, encoding)
