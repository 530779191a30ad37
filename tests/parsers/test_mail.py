"""Saved mails: who wrote what to whom, and what is attached."""

from base64 import b64encode
from email.message import EmailMessage
from pathlib import Path

import pytest

from index.documents.parsers.mail import read_mail
from index.errors import DocumentError
from tests.parsers.packing import pack_word

DATA = Path(__file__).parents[1] / "data"


def write(subject: str = "Grüße aus Москва") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        subject,
        "Anna Müller <a@example.org>",
        "b@example.org",
    )
    message["Date"] = "Mon, 12 May 2031 10:00:00 +0200"
    return message


HEAD = "From: Anna Müller <a@example.org>\n\nTo: b@example.org\n\nDate: 2031-05-12 10:00"


def test_the_plain_text_is_read_with_subject_and_names() -> None:
    message = write()
    message.set_content("Der Empfang beginnt um 18 Uhr.\n")
    message.add_alternative("<p>Der Empfang als Seite.</p>", subtype="html")
    content = read_mail("a.eml", message.as_bytes())
    assert content.text == f"# Grüße aus Москва\n\n{HEAD}\n\nDer Empfang beginnt um 18 Uhr."
    assert (content.title, content.gaps) == ("Grüße aus Москва", ())


def test_a_page_is_read_as_a_page_in_its_encoding() -> None:
    message = write("Termin")
    message.set_content(
        "<p>Der <s>alte</s> Termin: 12. Mai, Straße</p>", subtype="html", charset="iso-8859-1"
    )
    assert read_mail("a.eml", message.as_bytes()).text.endswith("\n\nDer Termin: 12. Mai, Straße")


def test_attachments_are_read_and_those_that_cannot_be_are_reported() -> None:
    message = write("Anlage")
    message.set_content("Siehe Anlage.")
    word = pack_word("<w:p><w:r><w:t>Der Vertrag gilt fünf Jahre.</w:t></w:r></w:p>")
    for name, data in (("vertrag.docx", word), ("alt.doc", b"\xd0\xcf\x11\xe0"), ("leer.txt", b" ")):
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    content = read_mail("a.eml", message.as_bytes())
    assert content.text.endswith("Siehe Anlage.\n\n## vertrag.docx\n\nDer Vertrag gilt fünf Jahre.")
    assert [(gap.code, gap.values["part"]) for gap in content.gaps] == [
        ("part_unread", "alt.doc"),
        ("part_unread", "leer.txt"),
    ]


def test_a_forwarded_mail_is_read_with_what_it_brings() -> None:
    forwarded = write("Termin")
    forwarded.set_content("Der Empfang ist am 9. Oktober.")
    forwarded.add_attachment(b"Raum 3", maintype="text", subtype="plain", filename="raum.txt")
    message = write("Fwd: Termin")
    message.set_content("Zur Kenntnis.")
    message.add_attachment(forwarded)
    content = read_mail("a.eml", message.as_bytes())
    assert content.text == (
        f"# Fwd: Termin\n\n{HEAD}\n\nZur Kenntnis.\n\n"
        f"## Termin\n\n{HEAD}\n\nDer Empfang ist am 9. Oktober.\n\n## raum.txt\n\nRaum 3"
    )
    assert content.gaps == ()


def test_a_text_that_a_picture_parts_is_read_whole() -> None:
    message = write()
    message.set_content("Vor dem Bild.")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="bild.png")
    message.add_attachment("Nach dem Bild.", subtype="plain", disposition="inline")
    assert read_mail("a.eml", message.as_bytes()).text.endswith("Vor dem Bild.\n\nNach dem Bild.")


TEXT = "Die Führung übernimmt Frau Götz."


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        ("", TEXT.encode("cp1252"), TEXT),
        ("Content-Type: text/plain; charset=unknown-8bit", TEXT.encode("cp1252"), TEXT),
        ("Content-Type: text/plain; charset=us-ascii", TEXT.encode(), TEXT),
        (
            "Content-Type: text/plain; charset=none-such\nContent-Transfer-Encoding: base64",
            b64encode(TEXT.encode()),
            TEXT,
        ),
        ("Content-Type: text/html; charset=koi8-r", "<p>Приезд в мае</p>".encode("koi8-r"), "Приезд в мае"),
        (
            "Content-Type: text/plain; charset=utf-8; format=flowed",
            b"Die Probe ist \nam 8. Mai.\n From here on\n> Wann \n> denn?\n-- \nAnna",
            "Die Probe ist am 8. Mai.\nFrom here on\n> Wann\n> denn?\n--\nAnna",
        ),
        (
            "Content-Type: text/plain; charset=utf-8; format=Flowed; DelSp=Yes",
            b"am Don \nnerstag,  \nden 8.",
            "am Donnerstag, den 8.",
        ),
        ("Content-Type: text/plain; charset=utf-8", b"Bericht \nAnlage", "Bericht\nAnlage"),
    ],
)
def test_a_body_is_read_in_its_encoding_and_its_lines_go_on(head: str, body: bytes, text: str) -> None:
    content = read_mail("a.eml", b"\n".join([b"From: a@b.org", *[head.encode()] * bool(head), b"", body]))
    assert (content.text, content.gaps) == (f"From: a@b.org\n\n{text}", ())


def test_a_body_in_an_encoding_that_cannot_be_told_is_reported() -> None:
    body = "Der Bürgermeister grüßt größte Städte.".encode("mac_roman")
    message = b"From: a@b.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n" + body
    content = read_mail(
        "a.eml", message + b"\n--x\nContent-Disposition: attachment; filename=a.txt\n\nRaum 3\n"
    )
    assert content.text == "From: a@b.org\n\n## a.txt\n\nRaum 3"
    assert [(gap.code, gap.values["part"]) for gap in content.gaps] == [("part_unread", "text/plain")]


@pytest.mark.parametrize("data", [b"", b"Nur Text", b"\0" * 100])
def test_what_is_no_mail_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_mail("a.eml", data)
    assert caught.value.code == "damaged"
