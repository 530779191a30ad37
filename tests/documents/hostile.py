"""Files that nobody should put into the folder of documents: bombs, circles, lies, and what is no text.

Each of them must be reported; none of them may stop a build, or take more than isolation.py allows.
"""

import os
import zlib
from collections.abc import Callable, Iterator
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx

DATA = Path(__file__).parents[1] / "data"
FRENCH = "Les deux villes ont signé un accord de partenariat pour la culture et les sports des jeunes. "
LINE = "Die beiden Städte haben eine Vereinbarung über Kultur und Sport unterschrieben.\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MEGABYTE = 1_000_000


Made = bytes | Callable[[], bytes]  # what takes its time to make or to read is made when it is needed


def list_hostile(*, heavy: bool = True) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file; without what is `heavy`, if so wanted."""
    kinds = {
        "pdf": _list_pdf,
        "docx": _list_docx,
        "odt": _list_packed,
        "pptx": _list_packed,
        "xlsx": _list_packed,
        "ods": _list_packed,
        "rtf": _list_rtf,
        "eml": _list_mail,
        "html": _list_html,
        "md": _list_markdown,
        "txt": _list_plain,
    }
    for kind, found in kinds.items():
        for name, made in found():
            if isinstance(made, bytes):
                yield f"{name}.{kind}", made
            elif heavy:
                yield f"{name}.{kind}", made()


def plant_specials(folder: Path) -> list[str]:
    """Put into `folder` what is no ordinary file or has no ordinary name, and return the paths."""
    os.mkfifo(folder / "pipe.md")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "circle.html").symlink_to("circle.html")
    (folder / "passwords.txt").symlink_to("/etc/passwd")
    (folder / "above").symlink_to("..")
    (folder / "nowhere.pdf").symlink_to("missing.pdf")
    for name in ("sparse.md", "sparse.pdf"):
        with (folder / name).open("wb") as file:
            file.truncate(10_000 * MEGABYTE)
    for name in ("new\nline.md", "escape\x1b[2J.md", "Double.md", "double.md", "alone.yaml"):
        (folder / name).write_text(LINE, encoding="utf-8")
    return [
        "pipe.md", "zero.txt", "circle.html", "passwords.txt", "above", "nowhere.pdf", "sparse.md",
        "sparse.pdf", "new\ufffdline.md", "escape\ufffd[2J.md", "Double.md", "double.md", "alone.yaml",
    ]  # fmt: skip


def _list_anything() -> Iterator[tuple[str, bytes]]:
    """Yield what no reader can use, whatever the ending says."""
    yield "nothing", b""
    yield "noughts", bytes(100_000)
    yield "noise", bytes(number * number * 31 % 251 for number in range(50_000))
    yield "a-program", b"\x7fELF" + bytes(range(256)) * 100
    yield "a-picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100
    yield "an-archive", _zip({"a.txt": LINE.encode()})
    yield "utf-16-unmarked", ("\u8aaa\u8a9e\u8aa4" * 30).encode("utf-16-le") * 100
    yield "utf-32-unmarked", LINE.encode("utf-32-be") * 100


# --- PDF


def _pdf(*objects: bytes) -> bytes:
    """Return a PDF file of `objects`, numbered from 1; the first is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def _stream(content: bytes, keys: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    keys += b" /Filter /FlateDecode /Length %d" % len(packed)
    return b"<< %s >>\nstream\n%s\nendstream" % (keys, packed)


def _pages(*content: bytes, resources: bytes = b"<< >>", others: tuple[bytes, ...] = ()) -> bytes:
    """Return a PDF file whose pages show `content`; `others` are objects from number 3 on."""
    first = 3 + len(others)
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(content)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    objects += [b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(content), kids), *others]
    for number, each in enumerate(content):
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R >>"
        objects += [page % (resources, first + 2 * number + 1), _stream(each)]
    return _pdf(*objects)


def _pack_blanks(megabytes: int) -> bytes:
    return _pages(b" " * (megabytes * MEGABYTE))


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
WITH_FONT = b"<< /Font << /F 3 0 R >> >>"


def _list_pdf() -> Iterator[tuple[str, Made]]:
    yield from _list_anything()
    whole = (DATA / "two-languages.pdf").read_bytes()
    for share in (1, 2, 5):
        yield f"cut-{share}", whole[: len(whole) * share // 100]
    yield "password", (DATA / "encrypted.pdf").read_bytes()
    yield "scan", (DATA / "scanned.pdf").read_bytes()
    yield "head-only", b"%PDF-1.7\n"
    yield "a-page-of-the-web", LINE.encode() * 10
    for count in (1, 10, 1_000):
        yield f"empty-pages-{count}", _pages(*[b""] * count)
    for count in (1, 1_000):
        yield f"lines-{count}", _pages(b"0 0 m 595 842 l S\n" * count)
    yield "lines-100000", partial(_pages, b"0 0 m 595 842 l S\n" * 100_000)
    for count in (10, 1_000_000, 2_000_000_000, -1):
        pages = b"<< /Type /Pages /Count %d /Kids [3 0 R] >>" % count
        yield f"claims-{count}-pages", _pdf(b"<< /Type /Catalog /Pages 2 0 R >>", pages, b"null")
    circle = b"<< /Type /Pages /Count 1 /Parent 2 0 R /Kids [2 0 R] >>"
    yield "circle-of-pages", _pdf(b"<< /Type /Catalog /Pages 2 0 R >>", circle)
    two = [b"<< /Type /Pages /Count 2 /Kids [%d 0 R %d 0 R] >>" % (n, n) for n in range(3, 43)]
    yield "doubling-pages", partial(_pdf, b"<< /Type /Catalog /Pages 2 0 R >>", *two, b"null")
    yield "no-root", _pdf(b"<< >>")
    yield "root-is-a-number", _pdf(b"42")
    yield "root-is-itself", _pdf(b"1 0 R")
    for depth in (1_000, 100_000):
        yield f"nested-{depth}", _pdf(b"<< /Type /Catalog /Pages " + b"[" * depth + b"]" * depth + b" >>")
        yield f"dictionaries-{depth}", _pdf(b"<< /A " * depth + b"1" + b" >>" * depth)
    loop = whole[: whole.rindex(b"startxref")]
    yield "table-in-a-circle", _pdf(b"<< >>").replace(b"/Size", b"/Prev 9 /Size")
    yield "table-lies", loop[: len(loop) // 50] + b"startxref\n99999999999\n%%EOF\n"
    for megabytes in (10, 100, 400):
        yield f"unpacks-to-blanks-{megabytes}", partial(_pack_blanks, megabytes)
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    twice, last = b"/X Do /X Do", b"0 0 m 9 9 l S"
    forms = [_stream(twice if number < 43 else last, form % (number + 1)) for number in range(3, 44)]
    resources = b"<< /XObject << /X 3 0 R >> >>"
    yield "doubling-forms", partial(_pages, b"/X Do", resources=resources, others=tuple(forms))
    letters = b"BT /F 9 Tf (" + b"a" * 1_000 + b") Tj ET\n"
    yield "endless-text", partial(_pages, letters * 6_000, resources=WITH_FONT, others=(FONT,))
    yield "endless-pages", partial(_pages, *[letters * 20] * 300, resources=WITH_FONT, others=(FONT,))


# --- DOCX


def _zip(parts: dict[str, bytes]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


@cache
def _find_parts() -> dict[str, bytes]:
    """Return the parts of an empty document."""
    data = BytesIO()
    docx.Document().save(data)
    with ZipFile(data) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _word(body: str, head: str = "") -> bytes:
    """Return a DOCX file whose body holds the XML `body`, after `head`."""
    xml = f'<?xml version="1.0"?>{head}<w:document {W}><w:body>{body}</w:body></w:document>'
    return _zip(_find_parts() | {"word/document.xml": xml.encode()})


def _add_picture(megabytes: int) -> bytes:
    return _zip(_find_parts() | {"word/media/x.bin": bytes(megabytes * MEGABYTE)})


def _lie() -> bytes:
    """Return a file that unpacks to 60 MB and says that it does so to 1,000 bytes."""
    size = len(f'<?xml version="1.0"?><w:document {W}><w:body></w:body></w:document>') + 60 * MEGABYTE
    data = _word(" " * (60 * MEGABYTE))
    return data.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def _say(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _entities(depth: int) -> str:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, depth))
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{lines}]>'


def _list_docx() -> Iterator[tuple[str, Made]]:
    yield from _list_anything()
    whole = _word(_say(LINE))
    for share in (10, 50, 90, 99):
        yield f"cut-{share}", whole[: len(whole) * share // 100]
    yield "an-old-one", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000)
    for megabytes in (51, 200):
        yield f"unpacks-to-{megabytes}", partial(_word, " " * (megabytes * MEGABYTE))
        yield f"picture-unpacks-to-{megabytes}", partial(_add_picture, megabytes)
    yield "lies-about-its-size", _lie
    yield "many-parts", partial(_zip, {f"word/{number}.xml": b"" for number in range(20_000)})
    yield (
        "no-text-in-it",
        _zip({name: data for name, data in _find_parts().items() if "document" not in name}),
    )
    yield "no-types", _zip({name: data for name, data in _find_parts().items() if "Types" not in name})
    for depth in (3, 10, 30):
        yield f"entities-{depth}", _word(_say(f"&e{depth - 1};"), _entities(depth))
    yield "file-entity", _word(_say("&x;"), '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    yield "web-entity", _word(_say("&x;"), '<!DOCTYPE x [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>')
    yield "broken-xml", _word("<w:p>")
    for depth in (100, 10_000):
        yield f"nested-{depth}", _word("<w:p>" * depth + "</w:p>" * depth)
    yield "nested-1000000", partial(_word, "<w:p>" * MEGABYTE + "</w:p>" * MEGABYTE)
    for depth in (20, 60):
        box, end = "<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"
        yield f"boxes-{depth}", _word(box * depth + end * depth)
        table, end = "<w:tbl><w:tr><w:tc/><w:tc>", "</w:tc></w:tr></w:tbl>"
        yield f"tables-{depth}", _word(table * (depth // 2) + end * (depth // 2))
    yield "many-paragraphs", partial(_word, "<w:p/>" * 300_000)
    yield "many-cells", partial(_word, "<w:tbl><w:tr>" + "<w:tc/>" * 300_000 + "</w:tr></w:tbl>")
    level = '<w:pPr><w:numPr><w:ilvl w:val="100000000"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    yield "deepest-list", _word(f"<w:p>{level}</w:p>" * 1_000)
    yield "french", _word(_say(FRENCH * 10))
    yield "chinese", _word(_say("两个城市签署了关于文化和体育的协议。" * 50))
    yield "points", _word(_say(". " * 100_000))
    yield "endless-text", partial(_word, _say(LINE) * 64_000)
    yield "endless-word", partial(_word, _say("a" * 5_100_000))


# --- other office files, and mails


def _list_packed() -> Iterator[tuple[str, Made]]:
    """Yield what is no OpenDocument, no slides and no sheets."""
    yield from _list_anything()
    yield "an-old-one", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000)
    mains = ("content.xml", "ppt/presentation.xml", "xl/workbook.xml")
    yield (
        "picture-unpacks-to-51",
        lambda: _zip(dict.fromkeys(mains, b"<x/>") | {"x.bin": bytes(51 * MEGABYTE)}),
    )
    yield "many-parts", partial(_zip, {f"Pictures/{number}.xml": b"" for number in range(20_000)})
    for name, content in {
        "broken": b"<x>", "entities": f"{_entities(30)}<x>&e29;</x>".encode(), "nested": b"<x>" * 100_000,
        "another": b"<x/>",
    }.items():  # fmt: skip
        yield name, _zip(dict.fromkeys(mains, content))
    yield "an-endless-table", _zip({"content.xml": _repeat_cells(10**9).encode(), "mimetype": _SHEETS})
    far = '<c r="XFD1048576"><v>1</v></c>'
    yield (
        "a-far-cell",
        partial(_zip, _sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{far}</row>')),
    )


_SHEETS = b"application/vnd.oasis.opendocument.spreadsheet"


def _repeat_cells(count: int) -> str:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    cell = f'<table:table-cell table:number-columns-repeated="{count}"><text:p>1</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{count}">{cell}</table:table-row>'
    table = f"<table:table>{row}</table:table>"
    kinds = "".join(f"<office:{kind}>{table}</office:{kind}>" for kind in ("text", "spreadsheet"))
    return f"<office:document-content {names}><office:body>{kinds}</office:body></office:document-content>"


def _sheet(rows: str) -> dict[str, bytes]:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    names = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    relation = '<Relationship Id="r1" Type="{0}/{1}" Target="{2}"/>'
    head = f'<Relationships xmlns="{packages}/relationships">'
    sheets = '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
    book = f'<workbook xmlns="{main}" xmlns:r="{names}">{sheets}</workbook>'
    return {
        "_rels/.rels": (
            head + relation.format(names, "officeDocument", "xl/workbook.xml") + "</Relationships>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            head + relation.format(names, "worksheet", "s.xml") + "</Relationships>"
        ).encode(),
        "xl/workbook.xml": book.encode(),
        "xl/s.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode(),
    }


def _list_rtf() -> Iterator[tuple[str, Made]]:
    yield from _list_anything()
    for name, part in {
        "open": "{",
        "closed": "}",
        "notes": "{\\footnote ",
        "cells": "\\cell",
        "rows": "\\row",
        "skips": "\\bin9",
    }.items():
        yield f"{name}-100000", f"{{\\rtf1 {part * 100_000}".encode()
    yield "french", f"{{\\rtf1 {FRENCH * 10}}}".encode()
    yield "endless-text", partial(str.encode, f"{{\\rtf1 {LINE * 66_000}")


def _list_mail() -> Iterator[tuple[str, Made]]:
    yield from _list_anything()
    yield "empty", b"Subject: \nFrom: \n\n"
    part = "--{0}\nContent-Type: multipart/mixed; boundary={1}\n\n"
    nested = "".join(part.format(number, number + 1) for number in range(2_000))
    yield "nested", f"From: a\nContent-Type: multipart/mixed; boundary=0\n\n{nested}".encode()
    yield "endless-text", partial(str.encode, f"From: a\n\n{LINE * 66_000}")


# --- HTML


def _page(body: str) -> bytes:
    return f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>".encode()


def _list_html() -> Iterator[tuple[str, Made]]:
    yield from _list_anything()
    yield "cp850", _page("x").replace(b"x", "Straße".encode("cp850"))
    yield "unknown-charset", b'<meta charset="klingon">' + "Straße".encode("cp850") * 10
    yield "charset-utf-7", b'<meta charset="utf-7">' + b"+\xff\xff-" * 10
    yield "charset-base64", b'<meta charset="base64">' + b"\xff" * 100
    repeated = {
        "comments": "<!--", "open": "<", "divs": "<div>", "tables": "<table><tr><td>", "lists": "<ul><li>",
        "bold": "<b><i><a>", "scripts": "<script>alert(1)</script>", "attributes": "<p a='",
        "frames": "<iframe>", "pictures": "<img src=x>", "points": "<p>. . .</p>",
    }  # fmt: skip
    for name, part in repeated.items():
        yield f"{name}-1000", _page(part * 1_000)
        yield f"{name}-75000", partial(_page, part * 75_000)
    yield "characters", _page("&#8203;&#0;&#x110000;" * 10_000)
    yield "one-attribute", partial(_page, f"<p title='{'a' * 10 * MEGABYTE}'></p>")
    yield "french", _page(f"<p>{FRENCH * 10}</p>")
    yield "chinese", _page("<p>两个城市签署了关于文化和体育的协议。</p>" * 50)
    numbered = (f"<p>{number} {LINE}</p>" for number in range(66_000))  # the same twice would be left out
    yield "endless-text", partial(_page, "".join(numbered))
    yield "endless-line", partial(_page, f"<p>{LINE[:-1] * 66_000}</p>")
    yield "too-large", partial(_page, "<p>" + LINE * 330_000)
    yield "style", _page("<style>" + "a{}" * 100_000)
    yield "nothing-but-navigation", _page("<nav></nav>" * 10_000)


# --- Markdown and plain text


def _list_markdown() -> Iterator[tuple[str, Made]]:
    yield from _list_anything()
    heads = {
        "open": f"title: {'a' * 1_000}\nText",
        "too-long": f"title: {'a' * 20_000}\n---",
        "unknown-key": "titel: A\n---",
        "twice": "title: A\ntitle: B\n---",
        "brackets": f"title: {'[' * 16_000}\n---",
        "braces": f"title: {'{' * 16_000}\n---",
        "both": f"title: {'[{' * 8_000}\n---",
        "lists": f"title: {'[],' * 5_000}\n---",
        "dashes": f"title:\n {'- ' * 8_000}\n---",
        "questions": f"{'? ' * 8_000}\n---",
        "aliases": "\n".join(
            ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 90)), "---"]
        ),
        "itself": "title: &a [*a]\n---",
        "program": "title: !!python/object/apply:os.system [ls, b]\n---",
        "tabs": "title: A\n\tpublisher: B\n---",
        "control": "title: \x01\n---",
        "no-language": "language: klingon\n---",
        "no-date": "valid_from: 2023-02-30\n---",
        "no-period": "valid_from: 2023-02-20\nvalid_until: 2022-01-01\n---",
        "script": "source: javascript:alert(1)\n---",
        "turned": "source: https://a.de/\u202efdp.exe\n---",
        "a-user": "source: https://a.de@b.de/\n---",
        "replaced-by-nothing": "replaced_by: missing.md\n---",
        "replaced-by-outside": "replaced_by: ../../etc/passwd\n---",
        "replaced-by-itself": "replaced_by: replaced-by-itself.md\n---",
        "circle-one": "replaced_by: circle-two.md\n---",
        "circle-two": "replaced_by: circle-one.md\n---",
        "translates-nothing": "translation_of: missing.md\n---",
    }
    for name, head in heads.items():
        yield name, f"---\n{head}\n{LINE * 5}".encode()
    for name, text in _list_texts():
        yield name, text.encode() if len(text) < 2 * MEGABYTE else text.encode
    yield "heading", b"# " + b" " * 3_000 + b"\n" + b"#" * 100_000
    yield "fences", b"```\n" * 100_000
    yield "rules", b"---\n---\n" + b"***\n" * 100_000


def _list_plain() -> Iterator[tuple[str, Made]]:
    yield from _list_anything()
    for name, text in _list_texts():
        yield name, text.encode() if len(text) < 2 * MEGABYTE else text.encode
    yield "cp850", ("Straße und Städte\n" * 100).encode("cp850")
    yield "cut-character", LINE.encode() + b"\xc3"
    yield "half-characters", LINE.encode() + b"\xed\xa0\x80"
    yield "overlong", LINE.encode() + b"\xc0\xaf"
    yield "noughts-in-it", LINE.encode() * 100 + b"\0"


def _list_texts() -> Iterator[tuple[str, str]]:
    """Yield texts that are none, or too long."""
    yield "blanks", " " * MEGABYTE
    yield "lines", "\n" * MEGABYTE
    yield "points", ". " * 500_000
    yield "ends", "?! " * 300_000
    yield "unseen", "\u200b\u2060\ufeff" * 100_000
    yield "accents", "\u0301" * 100_000
    yield "smileys", "👩‍👩‍👧" * 20_000
    yield "french", FRENCH * 100
    yield "chinese", "两个城市签署了关于文化和体育的协议。" * 100
    yield "endless-text", LINE * 66_000
    yield "endless-line", LINE[:-1] * 66_000
    yield "too-large", LINE * 330_000
