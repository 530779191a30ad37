"""Front matter and sidecars: the keys, their values, and what is said about a wrong one."""

import time
from contextlib import suppress
from datetime import date
from itertools import product

import pytest

from index.documents.metadata import KEYS, Kind, Metadata, read_front_matter, read_metadata
from index.errors import DocumentError
from index.languages import Language
from tests.languages.codes import DE, EN, RU


def refuse(text: str) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_metadata("a.pdf.yaml", text)
    assert caught.value.values["path"] == "a.pdf.yaml"
    for language in Language:
        assert "a.pdf.yaml" in caught.value.text(language)
    return caught.value


@pytest.mark.parametrize(
    ("text", "metadata", "body"),
    [
        ("Nur Text.\n", Metadata(), ""),
        ("---\ntitle: A\n---\nText", Metadata(title="A"), "---\ntitle: A\n---\n"),
        ("---  \ntitle: A\n...\nText", Metadata(title="A"), "---  \ntitle: A\n...\n"),
        ("\n\n---\ntitle: A\n---\nText", Metadata(title="A"), "\n\n---\ntitle: A\n---\n"),
        ("---\n---\nText", Metadata(), "---\n---\n"),
        ("---\n# nur ein Kommentar\n---\nText", Metadata(), "---\n# nur ein Kommentar\n---\n"),
        ("---\ntitle: A\n---", Metadata(title="A"), "---\ntitle: A\n---"),
        ("---\ntitle: A\n---\nText\n---\nmehr", Metadata(title="A"), "---\ntitle: A\n---\n"),
        ("Text\n---\ntitle: A\n---\n", Metadata(), ""),
        ("----\nText\n----\n", Metadata(), ""),
    ],
)
def test_front_matter_ends_where_the_text_begins(text: str, metadata: Metadata, body: str) -> None:
    assert read_front_matter("a.md", text) == (metadata, len(body))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("---\ntitle: A\n\nText ohne Ende\n", "front_matter_open", 1),
        ("\n---\ntitle: A\n", "front_matter_open", 2),
        ("---\ntitle: A\npublisher: B: C\n---\n", "metadata_broken", 3),
        ('---\ntitle: "A\n---\n', "metadata_broken", 3),
        ("---\ntitle: A\n\tpublisher: B\n---\n", "metadata_broken", 3),
        ("---\ntitle: A\npublisher: \x01\n---\n", "metadata_broken", 3),
        ("---\nEin Absatz, keine Metadaten.\n---\n", "metadata_broken", 2),
        ("---\n- a\n- b\n---\n", "metadata_broken", 2),
        ("---\n? [a, b]\n: c\n---\n", "metadata_broken", 2),
        ("---\ntitle: A\n? [[a]]\n: c\n---\n", "metadata_broken", 3),
        ("---\n" + "? " * 5000 + "\n---\n", "metadata_broken", 2),
        ("---\ntitle: *nichts\n---\n", "metadata_broken", 2),
    ],
)
def test_broken_front_matter_names_the_line_of_the_file(text: str, code: str, line: int) -> None:
    with pytest.raises(DocumentError) as caught:
        read_front_matter("a.md", text)
    assert (caught.value.code, caught.value.values) == (code, {"path": "a.md", "line": line})


def test_an_unknown_topic_names_the_line_of_the_file_and_those_there_are() -> None:
    text = "---\ntitle: A\ntopic: cultre\n---\n"
    assert read_front_matter("a.md", text.replace("cultre", "culture"), ["culture"])[0].topic == "culture"
    assert read_front_matter("a.md", text)[0].topic == "cultre"  # nothing is known of topics
    with pytest.raises(DocumentError) as caught:
        read_front_matter("a.md", text, ["culture", "sport"])
    assert caught.value.values == {"path": "a.md", "line": 3, "value": "cultre", "topics": "culture, sport"}
    for language in Language:
        assert all(part in caught.value.text(language) for part in ("a.md", "3", "cultre", "culture, sport"))


def test_a_wrong_summary_names_the_line_of_the_file_and_what_to_write() -> None:
    with pytest.raises(DocumentError) as caught:
        read_front_matter("a.md", "\n---\ntitle: A\nsummary: yes\n---\n")
    assert caught.value.values == {"path": "a.md", "line": 4, "value": "yes"}
    for language, line in ((DE, "Zeile 4"), (RU, "строке 4"), (EN, "line 4")):
        text = caught.value.text(language)
        assert all(part in text for part in ("a.md", "summary: yes", line, "true", "false"))


@pytest.mark.parametrize(
    ("text", "metadata"),
    [
        ("published: 2019", Metadata(published="2019")),
        ("published: 2019-10", Metadata(published="2019-10")),
        ("published: 2019-10-11", Metadata(published="2019-10-11")),
        ("published: '2019'", Metadata(published="2019")),
        ("valid_from: 2020-02-29", Metadata(valid_from=date(2020, 2, 29))),
        (
            "valid_from: 2020-01-01\nvalid_until: 2020-01-01",
            Metadata(valid_from=date(2020, 1, 1), valid_until=date(2020, 1, 1)),
        ),
        ("language: RU", Metadata(language=RU)),
        ("title: 1992", Metadata(title="1992")),
        ("title: no", Metadata(title="no")),
        ("title: >\n  Zwei\n  Zeilen\n", Metadata(title="Zwei Zeilen")),
        ("title:\npublisher: ''", Metadata()),
        ("source: https://a.de", Metadata(source=("https://a.de",))),
        (
            "source: [https://a.de, 'http://b.de/?c=1&d']",
            Metadata(source=("https://a.de", "http://b.de/?c=1&d")),
        ),
        ("source: https://a.de/@b?c=d@e", Metadata(source=("https://a.de/@b?c=d@e",))),
        ("source: HTTPS://пример.рф/путь", Metadata(source=("HTTPS://пример.рф/путь",))),
        ("replaced_by: ./a//b.md", Metadata(replaced_by="a/b.md")),
        ("kind: communique", Metadata(kind=Kind.COMMUNIQUE)),
        ("kind: council_paper", Metadata(kind=Kind.COUNCIL_PAPER)),
        ("parties: [Düsseldorf, Moskau]", Metadata(parties=("Düsseldorf", "Moskau"))),
        ("parties: Stadt A", Metadata(parties=("Stadt A",))),
        ("parties: [Stadt A, '']", Metadata(parties=("Stadt A",))),
        ("signed: 2019-10", Metadata(signed="2019-10")),
        ("agreement: ./a//b.md", Metadata(agreement="a/b.md")),
        ("topic: culture", Metadata(topic="culture")),
        ("summary: true", Metadata(summary=True)),
        ("summary: 'True'", Metadata(summary=True)),
        ("summary: false", Metadata(summary=False)),
        ("summary:", Metadata(summary=False)),
        ("translation_of: gru\u0308n.md", Metadata(translation_of="gr\u00fcn.md")),
    ],
)
def test_values_are_read_as_they_are_written(text: str, metadata: Metadata) -> None:
    assert read_metadata("a.pdf.yaml", text) == metadata


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("Titel: A", "metadata_key", {"key": "Titel", "allowed": ", ".join(KEYS)}),
        ("title: A\ntitle: B", "metadata_twice", {"key": "title"}),
        ("title: [A, B]", "metadata_shape", {"field": "title"}),
        ("publisher: {a: b}", "metadata_shape", {"field": "publisher"}),
        ("source: {a: b}", "metadata_shape", {"field": "source"}),
        ("source: [[https://a.de]]", "metadata_shape", {"field": "source"}),
        ("source: [{a: b}]", "metadata_shape", {"field": "source"}),
        ("title: A\nsource:\n- - a", "metadata_shape", {"field": "source"}),
        ("title:\n" + " [\n" * 5000, "metadata_shape", {"field": "title"}),
        ("language: fr", "bad_language", {"value": "fr", "languages": "de, ru, en"}),
        ("language: deutsch", "bad_language", {"value": "deutsch", "languages": "de, ru, en"}),
        ("published: Oktober 2019", "bad_year_or_day", {"field": "published", "value": "Oktober 2019"}),
        ("published: 2019-13", "bad_year_or_day", {"field": "published", "value": "2019-13"}),
        ("published: 19", "bad_year_or_day", {"field": "published", "value": "19"}),
        ("published: 2019-W01", "bad_year_or_day", {"field": "published", "value": "2019-W01"}),
        ("published: ٢٠١٩", "bad_year_or_day", {"field": "published", "value": "٢٠١٩"}),
        ("valid_from: 2019", "bad_date", {"field": "valid_from", "value": "2019"}),
        ("valid_until: 2023-02-30", "bad_date", {"field": "valid_until", "value": "2023-02-30"}),
        ("valid_until: 31.12.2023", "bad_date", {"field": "valid_until", "value": "31.12.2023"}),
        ("valid_until: 20231231", "bad_date", {"field": "valid_until", "value": "20231231"}),
        (
            "valid_from: 2020-01-02\nvalid_until: 2020-01-01",
            "bad_period",
            {"start": date(2020, 1, 2), "until": date(2020, 1, 1)},
        ),
        ("title: A\nsummary: ja", "bad_summary", {"line": 2, "value": "ja"}),
        ("signed: 10.10.2019", "bad_year_or_day", {"field": "signed", "value": "10.10.2019"}),
        ("signed: [2019, 2020]", "metadata_shape", {"field": "signed"}),
        ("parties: {a: b}", "metadata_shape", {"field": "parties"}),
        ("title: A\nkind: Vertrag", "bad_kind", {"line": 2, "value": "Vertrag", "kinds": ", ".join(Kind)}),
        ("kind: [treaty, report]", "metadata_shape", {"field": "kind"}),
        ("summary: [true, true]", "metadata_shape", {"field": "summary"}),
        ("source: javascript:alert(1)", "bad_source", {"value": "javascript:alert(1)"}),
        ("source: www.a.de", "bad_source", {"value": "www.a.de"}),
        ("source: 'https://'", "bad_source", {"value": "https://"}),
        ("source: 'https://[a'", "bad_source", {"value": "https://[a"}),
        ("source: https://duesseldorf.de@a.de/", "bad_source", {"value": "https://duesseldorf.de@a.de/"}),
        ("source: https://u:p@a.de", "bad_source", {"value": "https://u:p@a.de"}),
        ("source: https://a.de/\u202efdp.exe", "bad_source", {"value": "https://a.de/\u202efdp.exe"}),
        ("source: https://a\u200b.de/", "bad_source", {"value": "https://a\u200b.de/"}),
        ("source: https://a.de/\u2066x", "bad_source", {"value": "https://a.de/\u2066x"}),
        ("source: 'https://a.de/ b'", "bad_source", {"value": "https://a.de/ b"}),
        ("source: [https://a.de, 'data:text/html,x']", "bad_source", {"value": "data:text/html,x"}),
        ("source: 'https://a.de/\"><script>'", "bad_source", {"value": 'https://a.de/"><script>'}),
    ],
)
def test_a_wrong_key_or_value_is_named(text: str, code: str, named: dict[str, object]) -> None:
    error = refuse(text)
    assert error.code == code
    assert error.values == {"path": "a.pdf.yaml", **named}


def test_metadata_beyond_16_kilobytes_is_refused() -> None:
    assert refuse("title: " + "ä" * 8_189).code == "metadata_too_long"
    assert read_metadata("a.pdf.yaml", "title: " + "ä" * 8_188).title == "ä" * 8_188


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["source: &a0 [https://a.de, https://a.de]"]
    lines += [f"title: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 2)]
    levels = "".join(f"&b{n} [{', '.join([f'*b{n - 1}'] * 9)}], " for n in range(1, 60))
    started = time.perf_counter()
    assert refuse("\n".join(lines)).code == "metadata_shape"
    assert refuse(f"source: [&b0 [x], {levels}]").code == "metadata_shape"
    assert time.perf_counter() - started < 2


def test_no_metadata_that_is_allowed_to_be_so_long_takes_long() -> None:
    parts = ["[", "{", "[{", "- ", "? ", "[],", "{},", "a,", "&a [", "!a [", "[a: ", '["', "[\n"]
    for before, part in product(["title: ", "source: ["], parts):
        text = before + part * (16_000 // len(part))
        started = time.process_time()
        with suppress(DocumentError):
            read_metadata("a.pdf.yaml", text)
        assert time.process_time() - started < 1, (before, part)


def test_yaml_can_construct_nothing() -> None:
    assert read_metadata("a.pdf.yaml", "title: !!python/name:os.system x") == Metadata(title="x")
    assert refuse("title: !!python/object/apply:os.system [ls, b]").code == "metadata_shape"
