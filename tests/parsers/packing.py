"""Office files made of the XML that a test is about."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def relate(*relations: tuple[str, str, str]) -> str:
    """Return the relations of a part: (id, last word of the kind, target)."""
    lines = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>' for name, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def pack_word(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word file with the XML `body`; further parts are named within `word/`."""
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:m="{M}"><w:body>{body}</w:body></w:document>'
    others = {f"word/{name}": content for name, content in (parts or {}).items()}
    root = relate(("rId1", "officeDocument", "word/document.xml"))
    return pack({"_rels/.rels": root, "word/document.xml": document, **others})
