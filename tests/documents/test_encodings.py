"""Bytes in, text out: in whatever encoding a file was saved, as long as it can be told."""

import pytest

from index.documents.encodings import decode

GERMAN = "Die Straße in Düsseldorf führt über die Brücke. „Grüße“ – für 5 €."
RUSSIAN = "Соглашение подписано в мае 1999 года. Его подписал мэр города «Примерск»."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((GERMAN, encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252")),
        *((RUSSIAN, encoding) for encoding in ("utf-8", "utf-16", "windows-1251")),
        *(
            (RUSSIAN.replace("«", '"').replace("»", '"'), encoding)
            for encoding in ("koi8-r", "cp866", "iso-8859-5")
        ),
        ("УКАЗ ГУБЕРНАТОРА МОСКВЫ", "windows-1251"),
        ("ПОСТАНОВЛЕНИЕ ПРАВИТЕЛЬСТВА", "koi8-r"),
        ("Grüße aus Düsseldorf", "latin-1"),
        ("Nur ASCII, sonst nichts.", "ascii"),
    ],
)
def test_a_text_is_told_by_its_mark_or_its_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("5 €, Grüße".encode("iso-8859-15"), "iso-8859-15", "5 €, Grüße"),
        ("„Grüße“".encode("cp1252"), "ISO-8859-1", "„Grüße“"),  # as browsers take it
        ("Grüße".encode(), "iso-8859-1", "Grüße"),  # left over from an older version of the page
        ("Привет, мир".encode("utf-16"), "windows-1251", "Привет, мир"),
        ("Привет, мир".encode("cp1251"), "klingonisch", "Привет, мир"),
        ("Grüße".encode("latin-1"), "hex", "Grüße"),
        ("Grüße".encode("latin-1"), "utf-8", "Grüße"),
        ("Städte, ".encode() + b"G\xe4rten", "utf-8", "Städte, G\ufffdrten"),
        (
            f"Der Rat grüßt {GERMAN}".encode().replace("ß".encode(), b"\xdf", 1),
            None,
            f"Der Rat grü\ufffdt {GERMAN}",
        ),
        (
            RUSSIAN.encode("cp1251").replace(b"\xec\xe0\xe5", b"\xec\x98\xe5"),
            "cp1251",
            RUSSIAN.replace("мае", "м\ufffdе"),
        ),
        (
            RUSSIAN.encode("cp1251").replace(b"\xec\xe0\xe5", b"\xec\x98\xe5"),
            None,
            RUSSIAN.replace("мае", "м\ufffdе"),
        ),
        (GERMAN.encode("utf-16-le"), None, GERMAN),
        (f"<p>{RUSSIAN}</p>".encode("utf-16-be"), "windows-1251", f"<p>{RUSSIAN}</p>"),
        ("ä".encode() * 200 + b"\xe4", None, "ä" * 200 + "\ufffd"),
    ],
)
def test_a_declaration_counts_after_the_mark_and_utf8_and_a_bad_byte_costs_a_letter(
    data: bytes, declared: str | None, text: str
) -> None:
    assert decode(data, declared) == text


@pytest.mark.parametrize("data", [bytes(range(128, 256)), "Straße".encode("cp850"), b"\xff" * 100])
def test_what_cannot_be_told_stays_undecided(data: bytes) -> None:
    assert decode(data) is None
