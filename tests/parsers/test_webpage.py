"""Saved web pages: the main text with its structure, without navigation, in every encoding."""
# ruff: noqa: E501 - a file in one piece reads better than cut

from pathlib import Path
from time import process_time

import pytest
from lxml.html import fromstring

from index.documents.parsers.web.seams import begin_seam
from index.documents.parsers.web.webpage import read_webpage
from index.errors import DocumentError

DATA = Path(__file__).parents[1] / "data"


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

| Область: Культура | Управление: Управление культуры |
| Область: Молодёжь | Управление: Управление по делам молодёжи |

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
        ("<dl><dt>Wer?</dt><dd>Alle.</dd></dl>", "- Wer? Alle."),
        ("<ul><li>eins<ul><li>zwei</li></ul></li></ul>", "- eins\n  - zwei"),
        ("<figure><img alt=x><figcaption>Das Rathaus</figcaption></figure>", "Das Rathaus"),
        ("<details><summary>Mehr</summary>Text</details>", "## Mehr\n\nText"),
        ("<h3><button aria-expanded=false>Frage?</button></h3><div>Ja.</div>", "### Frage?\n\nJa."),
        ("<section class=teaser><h2>Kultur</h2><p>Oper</p></section>", "## Kultur\n\nOper"),
        ("<p>Städte&shy;partner&#8203;schaft</p>", "Städtepartnerschaft"),
        ("<table><tr><td>a | b</td><td><p>c</p><p>d</p></td></tr></table>", "| a \\| b | c d |"),
        ("<p>a &lt;script&gt; b</p><script>x()</script><style>p{}</style>", "a <script> b"),
        ("<button>Drucken</button><nav>Menü</nav>", ""),
        (
            "<dl><dt>Montag</dt><dd>8–12 Uhr</dd><dd>14–18 Uhr</dd><dt>Dienstag:</dt><dd>9 Uhr</dd></dl>",
            "- Montag: 8–12 Uhr, 14–18 Uhr\n- Dienstag: 9 Uhr",
        ),
        (
            "<dl><dt>Kosten<dd><p>Der Gast zahlt.</p><p>Mehr nicht.</p></dl>",
            "- Kosten\n- Der Gast zahlt.\n\nMehr nicht.",
        ),
        ("<fieldset><legend>Zeiten</legend>Mo 8 Uhr</fieldset>", "Zeiten\n\nMo 8 Uhr"),
        (
            "<p>im Jahr 1999<sup>1</sup>, 2005<sup><a href='#f2'>2</a></sup>, 7 km<sup>2</sup>, CO<sub>2</sub></p>",
            "im Jahr 1999 ¹, 2005 ², 7 km², CO2",
        ),
        ("<p>250<a href='#n3'>[3]</a> Gäste</p>", "250 ³ Gäste"),
        (
            "<p>Es kostet <del>50</del><s>40</s> <ins>30</ins> Euro<strike>, mehr</strike>.</p>",
            "Es kostet 30 Euro.",
        ),
        ("<ol><li>a<li>b</ol><ol start=5 type=a><li>c<li>d</ol>", "1. a\n2. b\n\ne. c\n\nf. d"),
        ("<ol reversed><li>a<li value=7>b<li>c</ol>", "3. a\n7. b\n6. c"),
        ("<ol type=I><li>a</ol><ul><li>b<ol><li>c</ol></ul>", "I. a\n\n- b\n  1. c"),
        ("<p>Zeile<br>zwei</p><pre>a  b</pre>", "Zeile\nzwei\n\na b"),
        ("<iframe srcdoc='<p>Der Empfang &lt;b>beginnt&lt;/b>.</p>'>alt</iframe>", "Der Empfang beginnt."),
        ("<iframe srcdoc='<!-- leer -->'></iframe><iframe srcdoc=' '></iframe>", ""),
        (
            "<h2>Anfahrt<div><p>Mit der Bahn.</p><p>Zu Fuß.</p></div></h2>",
            "Anfahrt\n\nMit der Bahn.\n\nZu Fuß.",
        ),
        ("<p>Es gilt <math><mfrac><mi>n</mi><mn>2</mn></mfrac></math>.</p>", "Es gilt n/2."),
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
        ("<title>T</title><main><h1>A</h1><p>Ohne body</main>", "# A\n\nOhne body"),
        ("<title>T</title><nav>Wege</nav><main><p>Ohne body</main><p>Fuß", "Ohne body"),
        ("<head><title>T</title></head><article><h2>A</h2><p>Eins</article>", "## A\n\nEins"),
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


def test_a_declaration_far_down_is_found() -> None:
    html = f"<head><!-- {'x' * 5_000} --><meta charset=windows-1251></head><main><p>Мэр города"
    assert read_webpage("a.html", html.encode("cp1251")).text == "Мэр города"


def test_a_page_in_an_encoding_that_cannot_be_told_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        read_webpage("a.html", b"<p>" + bytes(range(128, 256)))
    assert caught.value.code == "not_utf8"


def test_a_byte_0_within_a_page_is_left_out_and_a_file_full_of_them_is_refused() -> None:
    page = f"<main><p>Der Vertrag {'gilt und ' * 20}endet".encode()
    assert read_webpage("a.html", page + b"\0 2031.").text.endswith("endet 2031.")
    with pytest.raises(DocumentError) as caught:
        read_webpage("a.html", b"\0<p>" * 50)
    assert caught.value.code == "binary"


HIDDEN = (
    "<p hidden>versteckt</p>", '<p style="display: none">versteckt</p>', '<p aria-hidden="true">Zierde</p>',
    '<p class="visually-hidden">vorgelesen</p>', "<template><p>Vorlage</p></template>",
    "<noscript><p>Bitte JavaScript</p></noscript>", "<dialog open><p>Wir nutzen Cookies.</p></dialog>",
    '<div role="dialog"><p>Anmelden</p></div>', '<div id="cookie-banner">Cookies? <button>ja</button></div>',
    "<div class=cookie-hint>Cookies? <a href=# role=button>ja</a></div>",
    "<form>Kommentar <textarea></textarea></form>", "<script>x()</script>",
)  # fmt: skip


@pytest.mark.parametrize("html", HIDDEN)
@pytest.mark.parametrize("frame", ["<main>{}</main>", "<div>{}</div>"])
def test_what_no_reader_sees_is_no_text(html: str, frame: str) -> None:
    page = frame.format(f"<h1>Titel</h1><p>Der Empfang beginnt um 18 Uhr.</p>{html}")
    assert (
        read_webpage("a.html", f"<body>{page}".encode()).text == "# Titel\n\nDer Empfang beginnt um 18 Uhr."
    )


SHEET = """<style>/* .old{} */ .old, p.gone{text-decoration:line-through} .hint { display: none }
.mark{vertical-align:super} @media print { .seen{display:none} } .tab-pane{display:none}</style>"""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Es kostet <span class=old>50 Euro</span> 30 Euro.</p>", "Es kostet 30 Euro."),
        ("<p>Ab Mai.</p><p class='a gone'>Ab Juni.</p><p class=hint>Intern.</p>", "Ab Mai."),
        ("<p>Im Jahr 1999<span class=mark>1</span> begonnen.</p>", "Im Jahr 1999 ¹ begonnen."),
        ("<p>В 2005<span style='vertical-align: super'>2</span> году.</p>", "В 2005 ² году."),
        ("<p class=seen>Gilt bis 2031.</p><div class=tab-pane>Ab Mai.</div>", "Gilt bis 2031.\n\nAb Mai."),
        ("<ol style='list-style-type:lower-alpha'><li>Oper<li>Lauf</ol>", "a. Oper\n\nb. Lauf"),
        ("<ol style='list-style: none'><li>§ 1 Oper<li>§ 2 Lauf</ol>", "- § 1 Oper\n- § 2 Lauf"),
        ("<ol style='color: red' type=I start=3><li>Oper</ol>", "III. Oper"),
    ],
)
def test_what_style_sheets_say_of_a_class_counts(html: str, text: str) -> None:
    page = f"<html><head>{SHEET}</head><body><main>{html}</main></body></html>"
    assert read_webpage("a.html", page.encode()).text == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div><button aria-expanded=false>Wer?</button><div class=x hidden><p>Der Gast.</p></div></div>", "## Wer?\n\nDer Gast."),
        ("<button aria-controls=p1>Mehr</button><div id=p1 style='display:none'>Der Gast.</div>", "Der Gast."),
        ("<button role=tab>Kultur</button><div role=tabpanel style='display:none'><p>Zwei Konzerte.</p></div>",
         "### Kultur\n\nZwei Konzerte."),
        (("<ul role=tablist><li><a role=tab href='#k' id=t1>Kultur</a><li><a role=tab id=t2>Sport</a></ul>"
          "<div role=tabpanel aria-labelledby=t1>Oper</div><div role=tabpanel aria-labelledby=t2 hidden>Lauf</div>"),
         "### Kultur\n\nOper\n\n### Sport\n\nLauf"),
        ("<div class='accordion-collapse collapse' hidden>Der Gast.</div>", "Der Gast."),
        ("<div hidden=until-found>Der Gast.</div>", "Der Gast."),
        ("<details><summary>Wer?</summary><p>Der Gast.</p></details>", "## Wer?\n\nDer Gast."),
    ],
)  # fmt: skip
def test_what_a_click_unfolds_is_text_under_its_name(html: str, text: str) -> None:
    assert read_webpage("a.html", f"<main><h1>Titel</h1>{html}</main>".encode()).text == f"# Titel\n\n{text}"


@pytest.mark.parametrize(
    "name",
    ["related", "sidebar", "teaser", "info-footer", "share-note", "comment", "author-info", "newsletter"],
)
def test_a_main_part_loses_nothing_for_the_name_of_a_class(name: str) -> None:
    html = f"<main><h1>Titel</h1><aside class={name}><p>Das Büro hat montags offen.</p></aside><p>Ende.</p></main>"
    assert read_webpage("a.html", html.encode()).text == "# Titel\n\nDas Büro hat montags offen.\n\nEnde."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul><li><span>Montag</span><span>8-12</span><li><span>Mi</span><b>13-17 Uhr</b></ul>", "- Montag 8-12\n- Mi 13-17 Uhr"),
        ("<p><b>Telefon</b><a href='tel:1'>02191 88</a><b>Leitung</b><i>Anna</i></p>", "Telefon 02191 88 Leitung Anna"),
        ("<p><span class=day>Montag</span><span class=time>geschlossen</span></p>", "Montag geschlossen"),
        ("<p><span class=day>Пн</span><span class=time>выходной</span></p>", "Пн выходной"),
        ("<p><span class=c1>Städte</span><span class=c2>partner</span></p>", "Städtepartner"),
        ("<p>Ein <span class=low>Schul</span><span class=lower>fest</span>.</p>", "Ein Schulfest."),
        ("<p><b>D</b><span>ie</span> <i>5</i><sup>2</sup> EU<b>2031</b> <i>19</i><i>99</i></p>", "Die 5 ² EU2031 1999"),
        ("<div><div><div>Montag</div><div>8-12 Uhr</div></div><div><div>Mittwoch</div><div>zu</div></div></div>",
         "| Montag | 8-12 Uhr |\n| Mittwoch | zu |"),
        ("<div><div><div>Eins</div><div>Zwei</div></div><div><div>Drei</div></div></div>", "Eins\n\nZwei\n\nDrei"),
        ("<div><div><h2>Eins</h2><div>Zwei</div></div><div><h2>Drei</h2><div>Vier</div></div></div>",
         "## Eins\n\nZwei\n\n## Drei\n\nVier"),
        ("<pre>10 Uhr  Begrüßung\n11 Uhr  <b>Rede</b>\n</pre>", "10 Uhr Begrüßung\n11 Uhr Rede"),
    ],
)  # fmt: skip
def test_what_a_style_sheet_sets_apart_is_apart(html: str, text: str) -> None:
    page = f"<main><h1>Titel</h1>{html}</main>"
    assert read_webpage("a.html", page.encode()).text == f"# Titel\n\n{text}"


def test_a_cell_over_several_rows_or_columns_counts_in_each() -> None:
    table = (
        "<table><caption>Mittel je Jahr</caption><thead><tr><th rowspan=2>Jahr<th colspan=2>Betrag<tr><th>Kultur<th>Sport"
        "<tbody><tr><td rowspan=2>2030<td>10.000<td>5.000<tr><td>12.000<td>6.000</table>"
    )
    assert read_webpage("a.html", f"<main>{table}</main>".encode()).text == (
        "Mittel je Jahr\n\n| Jahr: 2030 | Betrag, Kultur: 10.000 | Betrag, Sport: 5.000 |\n"
        "| Jahr: 2030 | Betrag, Kultur: 12.000 | Betrag, Sport: 6.000 |"
    )


def test_a_cell_can_reach_down_to_the_end_of_its_table() -> None:
    table = "<table><tr><th>Tag<th>Zeit<tr><td rowspan=0>Montag<td>8–12<tr><td>14–18</table>"
    assert read_webpage("a.html", f"<main>{table}</main>".encode()).text == (
        "| Tag: Montag | Zeit: 8–12 |\n| Tag: Montag | Zeit: 14–18 |"
    )


def test_a_table_that_sets_out_a_page_is_no_table() -> None:
    inner = "<table><tr><td>a<td>1<tr><td>b<td>2</table>"
    html = f"<main><table><tr><td><h2>Links</h2><p>Text.</p><td>{inner}</table></main>"
    assert read_webpage("a.html", html.encode()).text == "## Links\n\nText.\n\n| a | 1 |\n| b | 2 |"


SENTENCES = " ".join(f"Satz {number} über den Austausch der Schulen beider Städte." for number in range(60))
MENU = "".join(f"<li><a href=/{number}>Thema {number}</a>" for number in range(40))


def test_the_main_part_of_a_page_that_names_none_is_found() -> None:
    html = (
        f"<body><div class=menu><ul>{MENU}</ul></div><div class=inhalt><h1>Titel</h1><p>{SENTENCES}</p>"
        "<div><table><tr><th>Tag<th>Zeit<tr><td>Mo<td>8 Uhr</table></div></div>"
        "<div class=unten><p><a href=/impressum>Impressum</a></p></div></body>"
    )
    content = read_webpage("a.html", html.encode())
    assert content.text == f"# Titel\n\n{SENTENCES}\n\n| Tag: Mo | Zeit: 8 Uhr |"
    assert content.gaps == ()


RELATED = "<div><h3>Das könnte Sie auch interessieren</h3><p><a href=/1>Noch ein Thema, das verlinkt ist</a></p></div>"


def test_a_page_that_a_program_shows_is_read() -> None:
    shown = f"<main><h1>Titel</h1><p>{SENTENCES}</p></main>"
    hidden = f"<body><div>Wird geladen …</div><div style='visibility: hidden'>{shown}</div></body>"
    assert read_webpage("a.html", hidden.encode()).text.endswith(SENTENCES)
    old = f"<body><main><h1>Titel</h1><p>{SENTENCES}</p><p hidden>{SENTENCES[:700]} Alt.</p></main></body>"
    assert "Alt." not in read_webpage("a.html", old.encode()).text


def test_a_line_that_leads_to_another_page_is_left_out_between_texts() -> None:
    line = "<p>Lesen Sie auch: <a href=/2>Was die Schulen im Herbst gemeinsam vorhaben</a></p>"
    reached = "<p>E-Mail: <a href='mailto:rat@stadt.example'>rat@stadt.example</a></p>"
    html = f"<main><h1>Titel</h1><p>{SENTENCES}</p>{line}{reached}<p>{SENTENCES}</p></main>"
    text = read_webpage("a.html", html.encode()).text
    assert text == f"# Titel\n\n{SENTENCES}\n\nE-Mail: rat@stadt.example\n\n{SENTENCES}"


@pytest.mark.parametrize(
    "name", ["article__lead", "intro teaser", "tag-page", "rating", "tab-content widget", "nav-target"]
)
def test_a_long_main_part_loses_no_text_for_the_name_of_a_class(name: str) -> None:
    lead = "Die Reise nach Neuheim dauert fünf Tage und steht allen offen, die den Fluss sehen wollen."
    html = f"<main><h1>Titel</h1><div class='{name}'><div>{lead}</div></div><p>{SENTENCES}</p></main>"
    assert read_webpage("a.html", html.encode()).text == f"# Titel\n\n{lead}\n\n{SENTENCES}"


@pytest.mark.parametrize(
    "said",
    [
        "<p>Montag bis Freitag von 8 bis 16 Uhr</p>",
        "<details open><summary>Wer?</summary><p>Das Amt hilft allen, die den Ort noch gar nicht kennen.</p></details>",
    ],
)
def test_a_link_beside_it_takes_no_fact_away(said: str) -> None:
    link = "<a href=/2>Den Lageplan des ganzen Hauses und den Weg dorthin ansehen und ausdrucken</a>"
    html = f"<main><h1>Titel</h1><p>{SENTENCES}</p><div>{said}{link}</div><p>{SENTENCES}</p></main>"
    text = read_webpage("a.html", html.encode()).text
    assert "16 Uhr" in text or "Das Amt hilft allen" in text


def test_a_listing_that_begins_with_a_comment_is_no_heading() -> None:
    html = f"<main><h1>Titel</h1><p>{SENTENCES}</p><p>So geht es:</p><pre># Datei\nwert = 1</pre></main>"
    assert read_webpage("a.html", html.encode()).text.endswith("So geht es:\n\n# Datei\nwert = 1")


@pytest.mark.parametrize(
    "left_out",
    [
        "<figure><img src=a.jpg><figcaption><p>Die Brücke am Abend, als der Ausschuss sie gesehen hat</p></figcaption></figure>",
        "<div><h3><a href=/2>Wie das Konzert im Rathaus am kommenden Sonntag beginnt, und wer dort aus welchem Land auftritt</a></h3><div>Ab 18 Uhr spielen dort 40 Menschen aus beiden Städten zum ersten Mal zusammen ein langes Programm.</div></div>",
        "<h2>Weitere Themen</h2>",
        "<p>Mehr dazu:</p>",
        "<figure><img src=a.jpg><figcaption>Die Brücke am Abend, als der Ausschuss sie besichtigt hat</figcaption></figure>",
        "<div><div><img src=a.jpg></div><div>Die Brücke am Abend, als der Ausschuss sie besichtigt hat</div></div>",
        "<div>Foto: Stadt Neuheim</div>",
        "<div>Фото: мэрия города</div>",
        RELATED,
        "<div><div>Wir berichten jeden Tag über alles, was die Menschen in der Stadt bewegt.</div></div>",
        "<div class=proper-ad-unit><p>Kaufen Sie jetzt alles das, was Sie schon immer haben wollten.</p></div>",
    ],
)
def test_what_stands_around_a_text_is_left_out(left_out: str) -> None:
    html = f"<main><h1>Titel</h1><p>{SENTENCES}</p>{left_out}</main>"
    assert read_webpage("a.html", html.encode()).text == f"# Titel\n\n{SENTENCES}"


@pytest.mark.parametrize(
    ("box", "text"),
    [
        ("<aside><p>Das Büro hat montags offen.</p></aside>", "Das Büro hat montags offen."),
        ("<div><img src=uhr.svg><p>Mo–Fr 8–16 Uhr</p></div>", "Mo–Fr 8–16 Uhr"),
        ("<div><p>Telefon:</p><p>0211 4711</p></div>", "Telefon:\n\n0211 4711"),
        (
            "<details><summary>Wer hilft?</summary><p>Das Bürgerbüro.</p></details>",
            "## Wer hilft?\n\nDas Bürgerbüro.",
        ),
    ],
)
def test_what_a_city_says_beside_its_text_stays(box: str, text: str) -> None:
    html = f"<main><h1>Titel</h1><p>{SENTENCES}</p>{box}</main>"
    assert read_webpage("a.html", html.encode()).text == f"# Titel\n\n{SENTENCES}\n\n{text}"


def test_the_heading_of_a_page_and_what_leads_from_it_to_the_main_part_belong_to_that() -> None:
    hero = "<div class=hero><h1>Bürgerreise</h1><p class=lead>Die Reise kostet 640 Euro.</p></div>"
    main = "<main>" + "<p>Alle reisen mit der Bahn und wohnen bei Familien.</p>" * 20 + "</main>"
    html = f"<nav><a href=/>Start</a></nav><div>Heute geschlossen.</div>{hero}{main}<p>Ende.</p>"
    text = read_webpage("a.html", html.encode()).text
    assert text.startswith("# Bürgerreise\n\nDie Reise kostet 640 Euro.\n\nAlle reisen")
    assert "Heute" not in text
    assert "Ende." not in text


def test_a_page_of_which_most_is_lost_is_reported() -> None:
    html = f"<body><main><p>{SENTENCES[:700]}</p></main>{f'<div><p>{SENTENCES}</p></div>' * 3}</body>"
    content = read_webpage("a.html", html.encode())
    assert [gap.code for gap in content.gaps] == ["mostly_lost"]
    assert content.gaps[0].values["percent"] == 7


@pytest.mark.parametrize("inner", ["Wort <i>kursiv</i> ", "Wort <a href=x>Verweis</a> "])
@pytest.mark.parametrize("frame", ["<p>{}</p>", "<main><p>{}</p></main>"])
def test_twenty_thousand_elements_in_one_paragraph_take_seconds(inner: str, frame: str) -> None:
    began = process_time()
    text = read_webpage("a.html", f"<html><body>{frame.format(inner * 20_000)}</body></html>".encode()).text
    assert text.count("Wort") == 20_000
    assert process_time() - began < 10


def test_where_words_meet_in_a_line_of_very_many_costs_no_more_for_each() -> None:
    line = fromstring(f"<p>{'<span>Wort</span>' * 60_000}</p>")
    began = process_time()
    assert all(begin_seam(each) for each in line[1:])
    assert process_time() - began < 4


def test_twenty_thousand_paragraphs_in_a_row_take_seconds() -> None:
    began = process_time()
    html = f"<main>{'<div>Das gilt auch weiterhin für alle, die hier im Haus wohnen.</div>' * 20_000}</main>"
    assert read_webpage("a.html", html.encode()).text.count("Haus") == 20_000
    assert process_time() - began < 10


def test_cells_that_reach_far_take_seconds() -> None:
    began = process_time()
    rows = "<tr><td rowspan=60000>Wort<td>Ort" * 150
    text = read_webpage("a.html", f"<main><table>{rows}</table></main>".encode()).text
    assert text.count("Ort") == 150
    assert process_time() - began < 10
