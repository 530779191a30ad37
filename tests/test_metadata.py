"""Front matter and sidecars: the keys, their values, and what is said about a wrong one."""

import time
from contextlib import suppress
from datetime import date

import pytest

from index.errors import DocumentError, Fault
from index.language import Language
from index.metadata import KEYS, Metadata, read_front_matter, read_metadata


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
    ("text", "fault", "line"),
    [
        ("---\ntitle: A\n\nText ohne Ende\n", Fault.FRONT_MATTER_OPEN, 1),
        ("\n---\ntitle: A\n", Fault.FRONT_MATTER_OPEN, 2),
        ("---\ntitle: A\npublisher: B: C\n---\n", Fault.METADATA_BROKEN, 3),
        ('---\ntitle: "A\n---\n', Fault.METADATA_BROKEN, 3),
        ("---\ntitle: A\n\tpublisher: B\n---\n", Fault.METADATA_BROKEN, 3),
        ("---\ntitle: A\npublisher: \x01\n---\n", Fault.METADATA_BROKEN, 3),
        ("---\nEin Absatz, keine Metadaten.\n---\n", Fault.METADATA_BROKEN, 2),
        ("---\n- a\n- b\n---\n", Fault.METADATA_BROKEN, 2),
        ("---\n? [a, b]\n: c\n---\n", Fault.METADATA_BROKEN, 2),
        ("---\ntitle: A\n? [[a]]\n: c\n---\n", Fault.METADATA_BROKEN, 3),
        ("---\n" + "? " * 5000 + "\n---\n", Fault.METADATA_BROKEN, 2),
        ("---\ntitle: *nichts\n---\n", Fault.METADATA_BROKEN, 2),
    ],
)
def test_broken_front_matter_names_the_line_of_the_file(text: str, fault: Fault, line: int) -> None:
    with pytest.raises(DocumentError) as caught:
        read_front_matter("a.md", text)
    assert (caught.value.fault, caught.value.values) == (fault, {"path": "a.md", "line": line})


def test_a_wrong_summary_names_the_line_of_the_file_and_what_to_write() -> None:
    with pytest.raises(DocumentError) as caught:
        read_front_matter("a.md", "\n---\ntitle: A\nsummary: yes\n---\n")
    assert caught.value.values == {"path": "a.md", "line": 4, "value": "yes"}
    for language, line in ((Language.DE, "Zeile 4"), (Language.RU, "строке 4"), (Language.EN, "line 4")):
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
        ("language: RU", Metadata(language=Language.RU)),
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
    ("text", "fault", "named"),
    [
        ("Titel: A", Fault.METADATA_KEY, {"key": "Titel", "allowed": ", ".join(KEYS)}),
        ("title: A\ntitle: B", Fault.METADATA_TWICE, {"key": "title"}),
        ("title: [A, B]", Fault.METADATA_SHAPE, {"field": "title"}),
        ("publisher: {a: b}", Fault.METADATA_SHAPE, {"field": "publisher"}),
        ("source: {a: b}", Fault.METADATA_SHAPE, {"field": "source"}),
        ("source: [[https://a.de]]", Fault.METADATA_SHAPE, {"field": "source"}),
        ("source: [{a: b}]", Fault.METADATA_SHAPE, {"field": "source"}),
        ("title: A\nsource:\n- - a", Fault.METADATA_SHAPE, {"field": "source"}),
        ("title:\n" + " [\n" * 5000, Fault.METADATA_SHAPE, {"field": "title"}),
        ("language: fr", Fault.BAD_LANGUAGE, {"value": "fr"}),
        ("language: deutsch", Fault.BAD_LANGUAGE, {"value": "deutsch"}),
        ("published: Oktober 2019", Fault.BAD_PUBLISHED, {"value": "Oktober 2019"}),
        ("published: 2019-13", Fault.BAD_PUBLISHED, {"value": "2019-13"}),
        ("published: 19", Fault.BAD_PUBLISHED, {"value": "19"}),
        ("published: 2019-W01", Fault.BAD_PUBLISHED, {"value": "2019-W01"}),
        ("published: ٢٠١٩", Fault.BAD_PUBLISHED, {"value": "٢٠١٩"}),
        ("valid_from: 2019", Fault.BAD_DATE, {"field": "valid_from", "value": "2019"}),
        ("valid_until: 2023-02-30", Fault.BAD_DATE, {"field": "valid_until", "value": "2023-02-30"}),
        ("valid_until: 31.12.2023", Fault.BAD_DATE, {"field": "valid_until", "value": "31.12.2023"}),
        ("valid_until: 20231231", Fault.BAD_DATE, {"field": "valid_until", "value": "20231231"}),
        (
            "valid_from: 2020-01-02\nvalid_until: 2020-01-01",
            Fault.BAD_PERIOD,
            {"start": date(2020, 1, 2), "until": date(2020, 1, 1)},
        ),
        ("title: A\nsummary: ja", Fault.BAD_SUMMARY, {"line": 2, "value": "ja"}),
        ("summary: [true, true]", Fault.METADATA_SHAPE, {"field": "summary"}),
        ("source: javascript:alert(1)", Fault.BAD_SOURCE, {"value": "javascript:alert(1)"}),
        ("source: www.a.de", Fault.BAD_SOURCE, {"value": "www.a.de"}),
        ("source: 'https://'", Fault.BAD_SOURCE, {"value": "https://"}),
        ("source: 'https://[a'", Fault.BAD_SOURCE, {"value": "https://[a"}),
        ("source: https://duesseldorf.de@a.de/", Fault.BAD_SOURCE, {"value": "https://duesseldorf.de@a.de/"}),
        ("source: https://u:p@a.de", Fault.BAD_SOURCE, {"value": "https://u:p@a.de"}),
        ("source: https://a.de/\u202efdp.exe", Fault.BAD_SOURCE, {"value": "https://a.de/\u202efdp.exe"}),
        ("source: https://a\u200b.de/", Fault.BAD_SOURCE, {"value": "https://a\u200b.de/"}),
        ("source: https://a.de/\u2066x", Fault.BAD_SOURCE, {"value": "https://a.de/\u2066x"}),
        ("source: 'https://a.de/ b'", Fault.BAD_SOURCE, {"value": "https://a.de/ b"}),
        ("source: [https://a.de, 'data:text/html,x']", Fault.BAD_SOURCE, {"value": "data:text/html,x"}),
        ("source: 'https://a.de/\"><script>'", Fault.BAD_SOURCE, {"value": 'https://a.de/"><script>'}),
    ],
)
def test_a_wrong_key_or_value_is_named(text: str, fault: Fault, named: dict[str, object]) -> None:
    error = refuse(text)
    assert error.fault is fault
    assert error.values == {"path": "a.pdf.yaml", **named}


def test_metadata_beyond_16_kilobytes_is_refused() -> None:
    assert refuse("title: " + "ä" * 8_189).fault is Fault.METADATA_TOO_LONG
    assert read_metadata("a.pdf.yaml", "title: " + "ä" * 8_188).title == "ä" * 8_188


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["source: &a0 [https://a.de, https://a.de]"]
    lines += [f"title: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 2)]
    levels = "".join(f"&b{n} [{', '.join([f'*b{n - 1}'] * 9)}], " for n in range(1, 60))
    started = time.perf_counter()
    assert refuse("\n".join(lines)).fault is Fault.METADATA_SHAPE
    assert refuse(f"source: [&b0 [x], {levels}]").fault is Fault.METADATA_SHAPE
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "part", ["[", "{", "[{", "- ", "? ", "[],", "{},", "a,", "&a [", "!a [", "[a: ", '["', "[\n"]
)
@pytest.mark.parametrize("before", ["title: ", "source: ["])
def test_no_metadata_that_is_allowed_to_be_so_long_takes_long(before: str, part: str) -> None:
    text = before + part * (16_000 // len(part))
    started = time.process_time()
    with suppress(DocumentError):
        read_metadata("a.pdf.yaml", text)
    assert time.process_time() - started < 1


def test_yaml_can_construct_nothing() -> None:
    assert read_metadata("a.pdf.yaml", "title: !!python/name:os.system x") == Metadata(title="x")
    assert refuse("title: !!python/object/apply:os.system [ls, b]").fault is Fault.METADATA_SHAPE
