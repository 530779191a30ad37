"""PDF files for the tests, written by hand: letters, rules, pictures and fields where a test wants them."""

import zlib
from dataclasses import dataclass, field
from typing import Any

WIDTH, HEIGHT = 595, 842
WIDE = 0.556  # of the size: how wide every letter is

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /C def
1 begincodespacerange <00> <ff> endcodespacerange
4 beginbfrange <20> <7e> <0020> <c0> <ff> <0410> <a8> <a8> <0401> <b8> <b8> <0451> endbfrange
5 beginbfchar <ab> <00ab> <bb> <00bb> <97> <2014> <b9> <2116> <a1> <d83ddcde> endbfchar
endcmap end end"""


@dataclass
class Page:
    """A page that is being written, places in points from its lower left corner."""

    content: list[bytes] = field(default_factory=list)
    pictures: list[tuple[int, int, bytes]] = field(default_factory=list)
    fields: list[bytes] = field(default_factory=list)
    keys: bytes = b""

    def write(self, x: float, y: float, text: str, size: float = 11, **look: Any) -> "Page":
        """Write `text` from (x, y) on.

        `look` may hold `bold`, `grey` from 0 to 1, the quarters it is `turned` by, the `mode` of the operator
        Tr, and `layer` for one that is switched off.
        """
        text = text.replace("📞", "Ў")  # the font has it in this place
        is_russian = any("\u0400" <= letter <= "\u04ff" for letter in text)
        font = b"R" if is_russian else b"B" if look.get("bold") else b"F"
        matrix = {0: b"1 0 0 1", 1: b"0 1 -1 0", 3: b"0 -1 1 0", 0.5: b".7 .7 -.7 .7"}[look.get("turned", 0)]
        letters = text.encode("cp1251" if is_russian else "cp1252", "replace")
        escaped = letters.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        drawn = b"BT /%s %g Tf %d Tr %s g %s %g %g Tm (%s) Tj ET" % (
            font, size, look.get("mode", 0), str(look.get("grey", 0)).encode(), matrix, x, y, escaped,
        )  # fmt: skip
        self.content.append(b"/OC /Off BDC %s EMC" % drawn if look.get("layer") else drawn)
        return self

    def write_lines(self, x: float, y: float, lines: list[str], size: float = 11) -> "Page":
        """Write `lines` from (x, y) downwards."""
        for number, line in enumerate(lines):
            self.write(x, y - 1.3 * size * number, line, size)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Page":
        self.content.append(b"0 G %g %g m %g %g l S" % (x0, y0, x1, y1))
        return self

    def frame(self, box: tuple[float, float, float, float]) -> "Page":
        x0, y0, x1, y1 = box
        self.content.append(b"0 G %g %g %g %g re S" % (x0, y0, x1 - x0, y1 - y0))
        return self

    def fill(self, box: tuple[float, float, float, float], grey: float) -> "Page":
        x0, y0, x1, y1 = box
        self.content.append(b"%g g %g %g %g %g re f" % (grey, x0, y0, x1 - x0, y1 - y0))
        return self

    def show(self, width: int, height: int, pixels: bytes, box: tuple[float, float, float, float]) -> "Page":
        """Show a grey picture in `box`."""
        x0, y0, x1, y1 = box
        self.pictures.append((width, height, pixels))
        self.content.append(
            b"q %g 0 0 %g %g %g cm /I%d Do Q" % (x1 - x0, y1 - y0, x0, y0, len(self.pictures) - 1)
        )
        return self

    def fill_in(self, x: float, y: float, value: str, kind: bytes = b"Tx", flags: int = 4) -> "Page":
        """Put a field with `value` at (x, y)."""
        shown = b"/V %s" % _text(value) if kind == b"Tx" else b"/V /Yes /AS /Yes"
        keys = b"/Type /Annot /Subtype /Widget /FT /%s /T (f%d) /F %d" % (kind, len(self.fields), flags)
        self.fields.append(b"<< %s %s /Rect [%g %g %g %g] >>" % (keys, shown, x, y - 4, x + 120, y + 12))
        return self


def _text(value: str) -> bytes:
    return b"<feff%s>" % value.encode("utf-16-be").hex().encode()


def _stream(content: bytes, keys: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (keys, len(packed), packed)


def make_pdf(*pages: Page, title: str = "", catalogue: bytes = b"") -> bytes:
    """Return a PDF file of `pages`; `catalogue` are keys of its catalogue."""
    widths = b"/FirstChar 0 /LastChar 255 /Widths [%s]" % b" ".join([b"556"] * 256)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica%s /Encoding /WinAnsiEncoding %s %s >>"
    objects = [
        b"", b"", font % (b"", widths, b""), font % (b"-Bold", widths, b""),
        font % (b"", widths, b"/ToUnicode 6 0 R"), _stream(_TO_UNICODE), b"<< /Title %s >>" % _text(title),
        b"<< /Type /OCG /Name (off) >>",
    ]  # fmt: skip
    kids: list[int] = []
    fields: list[int] = []
    for page in pages:
        pictures: list[bytes] = []
        for width, height, pixels in page.pictures:
            shape = b"/Type /XObject /Subtype /Image /Width %d /Height %d" % (width, height)
            objects.append(_stream(pixels, shape + b" /ColorSpace /DeviceGray /BitsPerComponent 8"))
            pictures.append(b"/I%d %d 0 R" % (len(pictures), len(objects)))
        own = range(len(objects) + 1, len(objects) + 1 + len(page.fields))
        objects += page.fields
        fields += own
        objects.append(_stream(b"\n".join(page.content)))
        resources = (
            b"<< /Font << /F 3 0 R /B 4 0 R /R 5 0 R >> /Properties << /Off 8 0 R >> /XObject << %s >> >>"
        )
        keys = b"/Annots [%s] %s" % (b" ".join(b"%d 0 R" % number for number in own), page.keys)
        box = b"" if b"/MediaBox" in page.keys else b"/MediaBox [0 0 %d %d]" % (WIDTH, HEIGHT)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R %s %s /Contents %d 0 R /Resources %s >>"
            % (box, keys, len(objects), resources % b" ".join(pictures))
        )
        kids.append(len(objects))
    form = (
        b"/AcroForm << /Fields [%s] >>" % b" ".join(b"%d 0 R" % number for number in fields)
        if fields
        else b""
    )
    layers = b"/OCProperties << /OCGs [8 0 R] /D << /OFF [8 0 R] >> >>"
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R %s %s %s >>" % (layers, form, catalogue)
    listed = b" ".join(b"%d 0 R" % number for number in kids)
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed)
    return _number(objects)


def _number(objects: list[bytes]) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer
