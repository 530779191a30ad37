"""PowerPoint files in, the text of each slide out: a page for each, without notes and page furniture."""

from collections.abc import Iterator
from typing import Any

from index.documents.content import Content
from index.documents.parsers.office.archive import OFFICE_DOCUMENT, Archive
from index.documents.parsers.office.formulas import MATH, write_formula
from index.documents.parsers.writing.blocks import join_blocks, join_pages
from index.documents.parsers.writing.cells import Cell
from index.documents.parsers.writing.numbers import write_number
from index.documents.parsers.writing.raised import raise_text
from index.documents.parsers.writing.tables import write_cells
from index.errors import DocumentError

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES, _FURNITURE = {"title", "ctrTitle"}, {"dt", "ftr", "sldNum", "hdr"}
_LISTED = {"body", "obj", None}  # kinds of boxes whose paragraphs have dots, if nothing else is said
_PLAIN = "plain"  # a box that is none of the layout's
_STARTS = {"alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I"}
DEEPEST = 8


def read_slides(path: str, data: bytes) -> Content:
    """Return the text: titles as `#` lines, list items as `- ` or with their number, tables as `|` rows.

    Raises DocumentError for a password, a file that unpacks too large, or one without slides in it.
    """
    archive = Archive(path, data)
    main = archive.find_part(OFFICE_DOCUMENT, usual="ppt/presentation.xml") or ""
    root = archive.parse(main)
    if root is None or root.tag != f"{_P}presentation":
        raise DocumentError("damaged", path=path)
    relations = archive.find_relations(main)
    pages: list[str] = []
    gaps: list[DocumentError] = []
    for place in root.iter(f"{_P}sldId"):
        relation = relations.get(place.get(f"{_R}id") or "")
        slide = archive.parse(relation.target) if relation and relation.target else None
        if relation is None or relation.target is None or slide is None:
            gaps.append(DocumentError("part_unread", path=path, part=f"slide {len(pages) + 1}"))
            pages.append("")
        else:
            is_shown = slide.get("show", "1") not in {"0", "false"}
            pages.append(join_blocks(_list_shapes(slide, archive, relation.target)) if is_shown else "")
    content = join_pages(pages)
    return Content(content.text, pages=content.pages, gaps=tuple(gaps))


def _list_shapes(parent: Any, archive: Archive, part: str) -> list[str]:
    """Return the blocks of the shapes below `parent`: those of the title first, then in order."""
    titles: list[str] = []
    blocks: list[str] = []
    for shape in parent.iter(f"{_P}sp", f"{_P}graphicFrame"):
        if _is_hidden(shape):
            continue
        holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        kind = _PLAIN if holder is None else holder.get("type")
        if kind in _TITLES:
            words = " ".join(_list_paragraphs(shape, _PLAIN)).split()
            titles += [f"# {' '.join(words)}"] if words else []
        elif kind not in _FURNITURE:
            blocks += _list_tables(shape)
            blocks += _list_paragraphs(shape, kind)
            blocks += _list_diagram(shape, archive, part)
    return titles + blocks


def _is_hidden(shape: Any) -> bool:
    names = (each.find(f"*/{_P}cNvPr") for each in (shape, *shape.iterancestors(f"{_P}grpSp")))
    is_hidden = any(name is not None and name.get("hidden") in {"1", "true"} for name in names)
    return is_hidden or next(shape.iterancestors(_FALLBACK), None) is not None


def _list_paragraphs(shape: Any, kind: str | None) -> Iterator[str]:
    body = shape.find(f"{_P}txBody")
    counts: dict[int, int] = {}
    for paragraph in () if body is None else body.iterchildren(f"{_A}p"):
        text = _read(paragraph).strip()
        if text:
            yield _find_prefix(paragraph.find(f"{_A}pPr"), counts, is_listed=kind in _LISTED) + text


def _find_prefix(properties: Any, counts: dict[int, int], *, is_listed: bool) -> str:
    """Return the dot or the number of a paragraph; `counts` holds how far each level has counted."""
    stated = "0" if properties is None else properties.get("lvl", "0")
    level = min(int(stated), DEEPEST) if stated.isdecimal() else 0
    numbered = None if properties is None else properties.find(f"{_A}buAutoNum")
    for deeper in [each for each in counts if each > level or (each == level and numbered is None)]:
        del counts[deeper]
    if numbered is not None:
        start = numbered.get("startAt", "1")
        counts[level] = counts.get(level, (int(start) if start.isdecimal() else 1) - 1) + 1
        kind = numbered.get("type", "arabicPeriod")
        number = write_number(
            counts[level], next((_STARTS[name] for name in _STARTS if kind.startswith(name)), "1")
        )
        before, behind = (
            "(" * kind.endswith("Both"),
            "." if kind.endswith("Period") else ")" * ("Paren" in kind),
        )
        return f"{'  ' * level}{before}{number}{behind} "
    has_dot = properties is not None and properties.find(f"{_A}buChar") is not None
    has_none = properties is not None and properties.find(f"{_A}buNone") is not None
    return "  " * level + "- " if has_dot or (is_listed and not has_none) else ""


def _read(paragraph: Any) -> str:
    """Return the text of a paragraph that is to be seen."""
    text = ""
    for run in paragraph.iter(f"{_A}r", f"{_A}fld", f"{_A}br", f"{MATH}oMath"):
        properties = run.find(f"{_A}rPr")
        look = {} if properties is None else properties.attrib
        if run.tag == f"{MATH}oMath":
            text += write_formula(run)
        elif run.tag == f"{_A}br":
            text += "\n"
        elif look.get("strike", "noStrike") == "noStrike":
            written = run.findtext(f"{_A}t") or ""
            is_raised = look.get("baseline", "0").lstrip("0")[:1].isdigit()
            text += raise_text(text, written) if is_raised else written
    return text


def _list_tables(shape: Any) -> Iterator[str]:
    for table in shape.iter(f"{_A}tbl"):
        look = table.find(f"{_A}tblPr")
        is_set_off = look is not None and look.get("firstRow") in {"1", "true"}
        yield write_cells(
            [
                _read_cell(cell, is_bold=is_set_off and number == 0)
                for cell in row.iterchildren(f"{_A}tc")
                if not _is_covered(cell)
            ]
            for number, row in enumerate(table.iterchildren(f"{_A}tr"))
        )


def _is_covered(cell: Any) -> bool:
    return any(cell.get(name) in {"1", "true"} for name in ("hMerge", "vMerge"))


def _read_cell(cell: Any, *, is_bold: bool) -> Cell:
    spans = (cell.get(name, "1") for name in ("rowSpan", "gridSpan"))
    rows, columns = (int(span) if span.isdecimal() and len(span) < 10 else 1 for span in spans)
    looks = [run.find(f"{_A}rPr") for run in cell.iter(f"{_A}r")]
    is_bold = is_bold or all(look is not None and look.get("b") in {"1", "true"} for look in looks)
    return Cell(" ".join(map(_read, cell.iter(f"{_A}p"))), rows, columns, is_bold=is_bold)


def _list_diagram(shape: Any, archive: Archive, part: str) -> Iterator[str]:
    """Yield the texts of a diagram, which stand in a part of their own."""
    for reference in shape.iter(_DIAGRAM):
        relation = archive.find_relations(part).get(reference.get(f"{_R}dm") or "")
        root = archive.parse(relation.target) if relation and relation.target else None
        for paragraph in () if root is None else root.iter(f"{_A}p"):
            text = _read(paragraph).strip()
            if text:
                yield f"- {text}"
