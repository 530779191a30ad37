"""A packed office file in, its parts out: zip, XML, and the relations of Open XML between the parts.

A part that is missing or broken is None, so that it costs what it would have held and nothing else.
"""

import posixpath
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from index.errors import DocumentError, code

LARGEST_UNPACKED_MEGABYTES = 50
OFFICE_DOCUMENT = "officeDocument"

_OLE = b"\xd0\xcf\x11\xe0"  # files of the programs before 2007, and any with a password
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
# In Strict files the year is left out of the names: they are read under the names that all others have.
_YEARS = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"officeDocument/math": b"officeDocument/2006/math",
    b"presentationml/main": b"presentationml/2006/main",
    b"drawingml/main": b"drawingml/2006/main",
    b"spreadsheetml/main": b"spreadsheetml/2006/main",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part leads: the last word of its `kind`, and the `target`, None when it is not in the file."""

    kind: str
    target: str | None


class Archive:
    """The parts of a file, by name. Names differ in case between programs, and so do not count it."""

    def __init__(self, path: str, data: bytes) -> None:
        if data.startswith(_OLE):
            fault = code("encrypted") if _PASSWORD in data else code("old_format")
            raise DocumentError(fault, path=path, format=".docx, .xlsx, .pptx")
        self._zip = ZipFile(BytesIO(data))
        unpacked = sum(part.file_size for part in self._zip.infolist())
        if unpacked > LARGEST_UNPACKED_MEGABYTES * 1_000_000:
            raise DocumentError("unpacks_too_large", path=path, megabytes=LARGEST_UNPACKED_MEGABYTES)
        self._names = {name.replace("\\", "/").lower(): name for name in self._zip.namelist()}

    def read(self, name: str) -> bytes | None:
        """Return the bytes of the part `name`."""
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        try:
            return self._zip.read(stored)
        except (BadZipFile, EOFError, NotImplementedError, RuntimeError):
            return None

    def parse(self, name: str) -> Any:
        """Return the root element of the XML part `name`; entities in it are not resolved."""
        data = self.read(name)
        if data is None:
            return None
        if _STRICT in data:
            for strict, usual in _YEARS.items():
                data = data.replace(_STRICT + strict, _USUAL + usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            return None

    def find_relations(self, name: str) -> dict[str, Relation]:
        """Return where the part `name` leads, by the id that stands in it; "" is the file as a whole."""
        folder, _, base = name.rpartition("/")
        root = self.parse(posixpath.join(folder, "_rels", f"{base}.rels"))
        relations = {}
        for element in root if root is not None else ():
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target") or "")).lstrip("/")
            is_inside = element.get("TargetMode") != "External" and target.lower() in self._names
            kind = (element.get("Type") or "").rpartition("/")[2]
            relations[element.get("Id") or ""] = Relation(kind, target if is_inside else None)
        return relations

    def find_part(self, kind: str, name: str = "", usual: str = "") -> str | None:
        """Return the part of a `kind` that `name` leads to, else the `usual` one if it is there."""
        found = (relation.target for relation in self.find_relations(name).values() if relation.kind == kind)
        return next(filter(None, found), usual if usual.lower() in self._names else None)
