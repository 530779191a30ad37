"""A page's tree in, the same without what no reader of it sees, and with what a click unfolds."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import document_fromstring

from index.documents.parsers.web.stylesheet import apply_styles

_UNSEEN = (
    "script", "style", "template", "noscript", "dialog", "del", "s", "strike", "svg", "iframe", "object",
    "embed", "canvas", "audio", "video", "select", "textarea", "input", "datalist", "progress", "meter", "rt",
    "rp", "head", "label", "map", "link", "meta",
)  # fmt: skip
_NO_DISPLAY = re.compile(r"(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden)", re.IGNORECASE)
_FOR_READERS_ALOUD = {"visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "show-for-sr"}
_FOLDED = re.compile(r"\b(?:tab-?pane|tab-?panel|accordion|collapse|panel|toggle|akkordeon)", re.IGNORECASE)
_BANNER = re.compile(r"cookie|consent|gdpr|dsgvo|borlabs|usercentrics|onetrust|cmplz|didomi", re.IGNORECASE)
_DIALOGS = {"dialog", "alertdialog"}
_LONG = 600  # letters
_MOST = 0.7  # of the letters of a page
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def drop_unseen(tree: Any) -> None:
    """Take out of `tree` what is hidden, struck out, a dialog, a banner, or there for programs alone.

    What is folded (tabs, accordions) is hidden until a reader clicks, and stays. So does what is hidden where
    that is most of the page: a program shows it as soon as the page is loaded.
    """
    _open_frames(tree)
    apply_styles(tree)
    _unfold(tree)
    controlled = set(_list_controlled(tree))
    _drop([each for each in tree.iter() if _is_unseen(each)])
    hidden = [each for each in tree.iter() if _is_hidden(each) and not _is_folded(each, controlled)]
    if not _are_most(hidden, tree):
        _drop(hidden)


def _open_frames(tree: Any) -> None:
    """Put in the place of each frame what the page itself says is in it."""
    for frame in list(tree.iter("iframe")):
        inner = (frame.get("srcdoc") or "").strip()
        body = document_fromstring(f"<html>{inner}").find("body") if inner else None
        if body is not None:
            frame.tag = body.tag = "div"
            frame.text, frame[:] = None, [body]


def _drop(elements: list[Any]) -> None:
    for element in elements:
        if element.getparent() is not None and element.tag not in {"html", "body", "main"}:
            element.drop_tree()


def _are_most(hidden: list[Any], tree: Any) -> bool:
    """Return whether `hidden` holds nearly all letters of a page, and not few."""
    within = set(hidden)
    outermost = [each for each in hidden if within.isdisjoint(each.iterancestors())]
    size = sum(_measure(each) for each in outermost)
    return size > _LONG and size > _MOST * _measure(tree)


def _measure(element: Any) -> int:
    return sum(map(len, element.itertext()))


def _list_controlled(tree: Any) -> Iterator[str]:
    """Yield the ids of what something on the page folds and unfolds."""
    for element in tree.iter("button", "a", "summary", "div", "span", "h2", "h3", "h4", "li"):
        for name in ("aria-controls", "data-target", "data-bs-target"):
            yield from (element.get(name) or "").replace("#", "").split()


def _is_unseen(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return True
    if element.get("role") in _DIALOGS or element.get("aria-modal") == "true":
        return True
    if _is_banner(element) or _is_asking(element):
        return True
    if _FOR_READERS_ALOUD & set((element.get("class") or "").lower().split()):
        return True
    if "line-through" in (element.get("style") or "").lower():
        return True
    return element.tag == "button" and not _unfolds(element)


def _is_hidden(element: Any) -> bool:
    return (
        ("hidden" in element.attrib and element.get("hidden") != "until-found")
        or element.get("aria-hidden") == "true"
        or _NO_DISPLAY.search(element.get("style") or "") is not None
    )


def _unfolds(button: Any) -> bool:
    return "aria-expanded" in button.attrib or button.get("role") == "tab" or _is_in_heading(button)


def _is_in_heading(element: Any) -> bool:
    return next(element.iterancestors(*_HEADINGS), None) is not None


def _is_folded(element: Any, controlled: set[str]) -> bool:
    """Return whether a click shows `element`: something controls it, is named so, or stands before it."""
    if element.get("role") == "tabpanel" or element.get("id") in controlled:
        return True
    if _FOLDED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
        return True
    before = element.getprevious()
    if before is None:
        return False
    buttons = (before, *before.iter("button", "a", "div", "span"))
    return any(each.tag == "summary" or "aria-expanded" in each.attrib for each in buttons)


def _is_banner(element: Any) -> bool:
    """Return whether `element` asks for consent: by its name, when something in it can be clicked."""
    if element.tag not in {"div", "section", "aside", "form"}:
        return False
    if not _BANNER.search(f"{element.get('id') or ''} {element.get('class') or ''}"):
        return False
    can_click = any(each.tag != "a" or _is_button(each) for each in element.iter("button", "input", "a"))
    return can_click and next(element.iter("main", "h1", "article"), None) is None


def _is_button(link: Any) -> bool:
    return link.get("role") == "button" or "btn" in link.get("class", "") or "button" in link.get("class", "")


def _is_asking(element: Any) -> bool:
    """Return whether `element` is a form to write a comment, to subscribe, to search or to log in."""
    if element.tag != "form" or next(element.iter("main", "h1", "article", "table"), None) is not None:
        return False
    kinds = {(each.get("type") or "text").lower() for each in element.iter("input")}
    return next(element.iter("textarea"), None) is not None or bool(kinds & {"email", "password", "search"})


def _unfold(tree: Any) -> None:
    """Put the name of each tab as a heading above what it shows."""
    tabs = [each for each in tree.iter() if isinstance(each.tag, str) and each.get("role") == "tab"]
    panels = [each for each in tree.iter() if isinstance(each.tag, str) and each.get("role") == "tabpanel"]
    by_id = {each.get("id"): each for each in tabs} | {each.get("aria-controls"): each for each in tabs}
    by_id.pop(None, None)
    for number, panel in enumerate(panels):
        tab = by_id.get(panel.get("aria-labelledby")) if panel.get("aria-labelledby") else None
        if tab is None:
            tab = by_id.get(panel.get("id")) if panel.get("id") else None
        if tab is None and len(tabs) == len(panels):
            tab = tabs[number]
        if tab is None or tab.getparent() is None or panel in tab.iterancestors():
            continue
        name = " ".join(tab.text_content().split())
        first = next(panel.iter(*_HEADINGS), None)
        if first is None or " ".join(first.text_content().split()) != name:
            heading = panel.makeelement("h3")
            heading.text, heading.tail, panel.text = name, panel.text, None
            panel.insert(0, heading)
        tab.drop_tree()
