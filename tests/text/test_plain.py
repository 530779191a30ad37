"""What is read of a text has no marks of its file, and each character knows where it stands there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.plain import write_plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("im Jahr **1999**[^1] und *2005*.[^2]", "im Jahr 1999 und 2005."),
        ("[^1]: Ratsbeschluss", "Ratsbeschluss"),
        ('auf der [Seite der Stadt](https://example.org "A") und `hier`', "auf der Seite der Stadt und hier"),
        ("Ein Bild: ![Unterzeichnung](bild.jpg) Der Text", "Ein Bild: Der Text"),
        ("Zwei<br>Z: <u>Strich</u>, H<sub>2</sub>O, A&amp;O&nbsp;KG", "Zwei Z: Strich, H2O, A&O KG"),
        ("**fett und *kursiv* zugleich**, ***beides***", "fett und kursiv zugleich, beides"),
        ("__stark__ und _betont_", "stark und betont"),
        ("snake_case_name, 2 * 3 * 4, a < b, 5 \\* 6", "snake_case_name, 2 * 3 * 4, a < b, 5 * 6"),
        ("<https://example.org/a_b_c>", "https://example.org/a_b_c"),
        ("vorher <!-- weg --> nachher", "vorher nachher"),
        ("Es kostet ~~50 Euro~~ 30 Euro, ungefähr ~20 ~ 30", "Es kostet 30 Euro, ungefähr ~20 ~ 30"),
        ("die [Satzung][1] von [1999][] gilt\n[1]: https://example.org 'A'", "die Satzung von 1999 gilt"),
        ("stolz auf die\n> Beziehung\n> > zur Stadt.", "stolz auf die Beziehung zur Stadt."),
        ("\\*Preis\\* und \\_Ort\\_ am 31\\. Mai", "*Preis* und _Ort_ am 31. Mai"),
        ("![nur ein Bild](bild.jpg)", "![nur ein Bild](bild.jpg)"),
    ],
)  # fmt: skip
def test_markdown_is_read_without_its_marks(written: str, read: str) -> None:
    assert write_plain(written, "a.md").text == read
    assert write_plain(written, "A.TXT").text == " ".join(written.split())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("die Städtepart-\nnerschaft", "die Städtepartnerschaft"),
        ("Jugend-\nund Sportaustausch", "Jugend- und Sportaustausch"),
        ("Nordrhein-\nWestfalen, NRW-\nMinister", "Nordrhein-Westfalen, NRW-Minister"),
        ("научно-\nтехнический, кто-\nто, парт-\n  нёрство", "научно-технический, кто-то, партнёрство"),
        ("part-\nnership, 2020-\n2023", "partnership, 2020-2023"),
        ("be\u200bgann im Rat\u2011haus, o\ufb03ziell\ufeff", "begann im Rat-haus, offiziell"),
        ("Дoгoвop o пapтнёpcтвe, COVID-19, iPhoneом", "Договор о партнёрстве, COVID-19, iPhoneом"),
        ("Städte\u00adpart\u00ad\nnerschaft", "Städtepartnerschaft"),
        ("eins\n\nzwei \t drei", "eins zwei drei"),
        ("", ""),
    ],
)
def test_words_are_whole_and_on_one_line(written: str, read: str) -> None:
    assert write_plain(written, "a.txt").text == read


def test_words_are_found_where_they_are_read() -> None:
    written = "Der **Vertrag** wurde[^1] am\n*1. Ju-\nni 1992* &amp; danach unter-\nzeichnet."
    plain = write_plain(written, "a.md")
    for words, read in {"Vertrag": "Vertrag", "1. Ju-\nni 1992": "1. Juni 1992", "danach": "danach"}.items():
        start = written.index(words)
        assert plain.text[slice(*plain.find(start, start + len(words)))] == read
    assert plain.text[slice(*plain.find(0, len(written)))] == plain.text


@given(st.text("ab1 \n-*_`[](){}!<>/&;\\^\u00ad#.", max_size=60), st.sampled_from(["a.md", "a.txt"]))
def test_every_character_has_its_place_in_order(written: str, path: str) -> None:
    plain = write_plain(written, path)
    assert len(plain.places) == len(plain.text) + 1
    assert list(plain.places) == sorted(plain.places)
    assert plain.places[-1] <= len(written)
