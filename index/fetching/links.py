"""Where a page or a sitemap leads, and whether it wants to be kept. Pure; called in a process with limits."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree, html

from index.fetching.addresses import clean_address

MOST_LINKS = 5_000  # of a page
MOST_PLACES = 50_000  # of a sitemap, by its specification
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)


class Page(NamedTuple):
    """A page or a sitemap: its address, its bytes, and the headers that say how to read it."""

    address: str
    body: bytes
    content_type: str = ""
    robots: str = ""  # the header X-Robots-Tag


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that a page leads to, in order, each once; whether it may be `kept`."""

    addresses: tuple[str, ...]
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Places:
    """What a sitemap lists: addresses of pages and files, or of further sitemaps."""

    addresses: tuple[str, ...]
    sitemaps: tuple[str, ...]


def find_links(page: Page) -> Links:
    """Return where `page` leads. A page that asks robots not to follow its links leads nowhere."""
    declared = _CHARSET.search(page.content_type)
    root = _parse(page.body, declared[1] if declared else _guess(page.body))
    if root is None:
        return Links(())
    wishes = page.robots.lower() + "".join(
        f",{meta.get('content') or ''}".lower()
        for meta in root.iter("meta")
        if (meta.get("name") or "").lower() in {"robots", "partnerbot"}
    )
    words = set(re.findall(r"\w+", wishes))
    kept = not words & {"noindex", "none"}
    if words & {"nofollow", "none"}:
        return Links((), kept)
    base = next((str(each.get("href")) for each in root.iter("base") if each.get("href")), "")
    base = clean_address(base, page.address) or page.address
    found: dict[str, None] = {}
    for link in root.iter("a", "area"):
        if "nofollow" not in (link.get("rel") or "").lower():
            address = clean_address(link.get("href") or "", base) if link.get("href") else None
            if address:
                found[address] = None
        if len(found) >= MOST_LINKS:
            break
    return Links(tuple(found), kept)


def find_places(sitemap: Page) -> Places | None:
    """Return what `sitemap` lists; None when it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(sitemap.body, parser)
    kind = etree.QName(root).localname if root is not None else ""
    if kind not in {"urlset", "sitemapindex"}:
        return None
    found: dict[str, None] = {}
    for place in root.iter("{*}loc"):
        parent = place.getparent()
        address = clean_address(place.text or "", sitemap.address)
        if address and parent is not None and etree.QName(parent).localname in {"url", "sitemap"}:
            found[address] = None
        if len(found) >= MOST_PLACES:
            break
    return Places(tuple(found), ()) if kind == "urlset" else Places((), tuple(found))


def _guess(body: bytes) -> str | None:
    """Return UTF-8 where `body` is that; None leaves it to what the page says of itself."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _parse(body: bytes, encoding: str | None) -> html.HtmlElement | None:
    try:
        parser = html.HTMLParser(encoding=encoding, no_network=True)
    except LookupError:  # an encoding that does not exist
        parser = html.HTMLParser(no_network=True)
    try:
        return html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
