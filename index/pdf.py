"""PDF files in, text by page out. The only importer of pypdfium2."""

import re
from contextlib import closing
from threading import Lock

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from index.content import Content, clean_text, has_text
from index.errors import DocumentError, Fault

_PDFIUM = Lock()  # PDFium must not be called from two threads at once
_BETWEEN_PAGES = "\n\n"
# Left by a program, not written by a person: "Microsoft Word - Entwurf3.doc", "untitled".
_NO_TITLE = re.compile(
    r"\A(?:microsoft |untitled|unbenannt|.*\.(?:docx?|odt|rtf|indd|pdf|html?)$)", re.IGNORECASE
)

# PDFium turns a hyphen at the end of a line, together with the line end, into U+FFFE. A word is tried once,
# from its beginning, so that one of 30,000 letters costs what text costs.
_BROKEN = re.compile(r"(?<![^\W_])([^\W_]++)(?:\ufffe|[-‐\u00ad][ \t]*\r?\n)(?=([^\W_]+))")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_AND = {"und", "oder", "bzw", "sowie", "bis", "and", "or", "to", "и", "или"}  # Jugend- und Sportamt
_PARTICLES = {"то", "либо", "нибудь", "таки"}  # кто-то


def read_pdf(path: str, data: bytes) -> Content:
    """Return the text of a PDF file, lines as they are printed, pages parted by an empty line.

    Raises DocumentError when it is damaged, has a password, or is scanned on every page that shows anything.
    """
    with _PDFIUM:
        try:
            pdf = PdfDocument(data)
        except PdfiumError as error:
            fault = Fault.ENCRYPTED if error.err_code == FPDF_ERR_PASSWORD else Fault.DAMAGED
            raise DocumentError(fault, path=path) from error
        with closing(pdf):
            title = clean_text(pdf.get_metadata_dict().get("Title", ""))
            found = [_read_page(pdf, number) for number in range(len(pdf))]
    pages = [clean_text(text) for text in _join_broken_words([text for text, _ in found])]
    scanned = tuple(
        number
        for number, (page, (_, shows_anything)) in enumerate(zip(pages, found, strict=True), 1)
        if shows_anything and not has_text(page)
    )
    if scanned and not any(map(has_text, pages)):
        raise DocumentError(Fault.SCANNED, path=path, pages=", ".join(map(str, scanned)))
    starts = [0]
    for page in pages:
        starts.append(starts[-1] + len(page) + len(_BETWEEN_PAGES))
    stated = None if _NO_TITLE.match(title) else title
    return Content(_BETWEEN_PAGES.join(pages), stated, tuple(starts[:-1]), scanned)


def _read_page(pdf: PdfDocument, number: int) -> tuple[str, bool]:
    """Return the raw text of a page, counted from 0, and whether the page shows anything at all."""
    with closing(pdf[number]) as page, closing(page.get_textpage()) as textpage:
        return textpage.get_text_range(), any(True for _ in page.get_objects(max_depth=1))


def _join_broken_words(pages: list[str]) -> list[str]:
    """Return `pages` with the words put together that a line end broke.

    The file does not say whether the hyphen belongs to the word ("deutsch-russisch") or not
    ("Zusammen-arbeit"). The other words of the document decide, then whether it hyphenates at all: in
    four documents set with hyphenation, 20 to 63 % of the lines ended so before a small letter, in the same
    four without it at most 4 %.
    """
    text = "\n".join(pages).lower()
    words = set(_WORD.findall(re.sub(_BROKEN.pattern + r"\2", " ", text)))
    before_small = sum(broken[2][0].islower() for page in pages for broken in _BROKEN.finditer(page))
    hyphenates = before_small >= max(3, 0.08 * text.count("\n"))

    def join(broken: re.Match[str]) -> str:
        left, right = broken[1].lower(), broken[2].lower()
        if right in _AND:
            return f"{broken[1]}- "
        if left + right in words:
            return broken[1]
        is_certain = f"{left}-{right}" in words or right in _PARTICLES or not (left + right).isalpha()
        keeps_hyphen = is_certain or not broken[2][0].islower() or not hyphenates
        return broken[1] + "-" * keeps_hyphen

    return [_BROKEN.sub(join, page).replace("\ufffe", "-") for page in pages]
