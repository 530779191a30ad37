"""Saved web pages in, Markdown-like text without navigation out. The only importer of trafilatura."""

import re
from typing import Any

import trafilatura
from trafilatura.settings import Extractor
from trafilatura.xml import xmltotxt

from index.content import Content, clean_text, decode_text
from index.errors import DocumentError, Fault

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{1,200}?(?:charset|encoding)\s*+=\s*+[\"']?\s*+([\w:-]{1,40})", re.IGNORECASE
)

_BOXES = ("main", "div", "section", "article", "center", "address", "details", "fieldset")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "caption", "figcaption", "summary")
_LISTS = ("ul", "ol", "li", "dl", "dt", "dd")
_TABLES = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_FRAMES = ("header", "footer", "nav", "aside", "form", "figure", "script", "style")
_BLOCKS = frozenset((*_BOXES, *_HEADINGS, *_LISTS, *_TABLES, *_FRAMES, "p", "blockquote", "pre", "hr"))


def read_webpage(path: str, data: bytes) -> Content:
    """Return the main text of a page: headings as `#` lines, list items as `- `, tables as `|` rows.

    Raises DocumentError when its encoding is neither UTF-8 nor the one it declares.
    """
    # To trafilatura, a page that does not begin with <html> may be none; a second <html> is let pass.
    tree: Any = trafilatura.load_html("<html>" + _decode(path, data))
    if tree is None or tree.find(".//body") is None:
        return Content("")
    main, is_stated = _find_main(tree)
    _prepare(main, is_stated=is_stated)
    options = Extractor(fast=True, recall=True, comments=False, with_metadata=True, output_format="python")
    # Shorter than this is suspicious on the open web, and replaced by a guess that loses headings and lists;
    # in a folder of documents a short page is a short document.
    options.min_extracted_size = options.min_output_size = 0
    page = trafilatura.bare_extraction(tree, options=options)
    if not isinstance(page, trafilatura.settings.Document):
        return Content("")
    for heading in page.body.iter("head"):
        heading.text = "#" * int(heading.get("rend", "h2")[1:]) + f" {heading.text or ''}"
    blocks = [xmltotxt(block, include_formatting=False) for block in page.body]
    return Content(clean_text("\n\n".join(blocks)), page.title)


def _find_main(tree: Any) -> tuple[Any, bool]:
    """Return the element that holds the page's main text, and whether the page says that it does."""
    main = tree.find(".//main")
    if main is None:
        main = tree.find(".//*[@role='main']")
    if main is not None:
        return main, True
    body = tree.find(".//body")
    main = body.makeelement("main")
    main.text, body.text = body.text, None
    main.extend(list(body))
    body.append(main)
    return main, False


def _prepare(main: Any, *, is_stated: bool) -> None:
    """Rewrite the elements whose text trafilatura would leave out, and mark `main` as the one to read.

    Unmarked, it takes the first <article> of several. It reads paragraphs, lists, tables and headings, and
    loses dates in <time>, headings in <button>, captions, and text that stands in a <div> by itself.
    """
    for element in reversed(list(main.iter())):  # the innermost first
        is_unfolding = element.tag == "button" and "aria-expanded" in element.attrib
        if element.tag == "figcaption":
            element.tag = "p"
        elif element.tag == "figure" or (element.tag not in _BLOCKS and any(_is_block(c) for c in element)):
            element.tag = "div"
        # Outside of the navigation, a list of links is text.
        elif element.tag in {"time", "font"} or is_unfolding or (element.tag == "a" and is_stated):
            element.tag = "span"
    for box in list(main.iter(*_BOXES)):
        _wrap_loose_text(box)
    main.set("itemprop", "articleBody")


def _is_block(element: Any) -> bool:
    return element.tag in _BLOCKS


def _wrap_loose_text(box: Any) -> None:
    """Put the text and the inline elements that stand directly in `box` into paragraphs."""
    children = list(box)
    paragraph = box.makeelement("p")
    paragraph.text, box.text = box.text, None
    box.insert(0, paragraph)
    for child in children:
        if _is_block(child):
            paragraph = box.makeelement("p")
            paragraph.text, child.tail = child.tail, None
            child.addnext(paragraph)
        else:
            paragraph.append(child)  # with the text behind it


def _decode(path: str, data: bytes) -> str:
    """Return the page as text: as UTF-8 if it is valid UTF-8, else in the encoding it declares.

    In this order, because a page saved anew as UTF-8 often keeps the declaration it had before, and no text
    in an older encoding is valid UTF-8 by chance.
    """
    declared = _CHARSET.search(data[:4096])
    try:
        return decode_text(path, data)
    except DocumentError as error:
        if declared is None or error.fault is not Fault.NOT_UTF8:
            raise
    encoding = declared[1].decode("ascii", "replace")
    # What browsers do (WHATWG Encoding Standard): these labels mean windows-1252.
    is_western = encoding.lower() in {"iso-8859-1", "latin1", "ascii", "us-ascii"}
    try:
        return data.decode("windows-1252" if is_western else encoding)
    except (LookupError, ValueError) as error:
        raise DocumentError(Fault.NOT_UTF8, path=path, encoding=encoding) from error
