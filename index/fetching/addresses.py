"""Web addresses: in one spelling, of which host, which are a trap, and the name of a file for each. Pure."""

import re
import unicodedata
from collections import Counter
from hashlib import sha256
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

LONGEST = 1_000  # characters
MOST_PARTS = 15  # of a path
MOST_REPEATED = 2  # times that one part may stand in a path: /a/b/a/b/a/b is one that links to itself
MOST_PARAMETERS = 8
LONGEST_NAME = 100  # characters of the name of a file

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_UNSEEN = re.compile(r"[\x00-\x20\x7f]")
_NOT_IN_NAMES = re.compile(r"[^\w.]+|_+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")


def clean_address(address: str, base: str = "") -> str | None:
    """Return `address`, seen from the page `base`, in one spelling; None where it cannot be fetched.

    Without fragment, user and default port, the host in small ASCII letters.
    """
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        host, port = parts.hostname, parts.port
        if parts.scheme not in _DEFAULT_PORTS or not host or parts.username is not None:
            return None
        host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return None
    if not _HOST.fullmatch(host):
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{host}:{port}"
    path = quote(unicodedata.normalize("NFC", parts.path) or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    cleaned = urljoin(urlunsplit((parts.scheme, netloc, path, query, "")), "")
    return cleaned if len(cleaned) <= LONGEST and not _UNSEEN.search(cleaned) else None


def find_host(address: str) -> str:
    """Return the host of a clean address, with its port where that is not the default one."""
    return urlsplit(address).netloc


def find_ending(address: str) -> str:
    """Return the ending of the path of `address` that says its type, in small letters: ".pdf"."""
    found = _ENDING.search(urlsplit(address).path)
    return found[0].lower() if found else ""


def strip_query(address: str) -> str:
    """Return `address` without its query."""
    return urlsplit(address)._replace(query="").geturl()


def is_trap(address: str) -> bool:
    """Return whether `address` looks as if pages made it longer and longer."""
    parts = urlsplit(address)
    names = [name for name in parts.path.split("/") if name]
    repeated = max(Counter(names).values(), default=0)
    return len(names) > MOST_PARTS or repeated > MOST_REPEATED or parts.query.count("&") >= MOST_PARAMETERS


def name_file(address: str, ending: str) -> str:
    """Return the path, in the folder of the documents, of a file for `address`: "www.example.org/a-b.html".

    Addresses that differ may get the same; `number_file` makes another one.
    """
    parts = urlsplit(address)
    path = unquote(parts.path)
    name = _ENDING.sub("", path) if ending else path
    slug = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", f"{name} {unquote(parts.query)}"))
    slug = slug.strip("-.")[:LONGEST_NAME].rstrip("-.") or "index"
    folder = _NOT_IN_NAMES.sub("-", parts.netloc).strip("-.")
    return f"{folder}/{slug}{ending}"


def number_file(path: str, address: str) -> str:
    """Return another name than `path` for the file of `address`, always the same one."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}-{sha256(address.encode()).hexdigest()[:8]}{dot}{ending}"
