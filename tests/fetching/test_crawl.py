"""What is fetched of a website, and what is not: pages below the one named, files they lead to, no traps."""

import gzip
from datetime import UTC, datetime

import pytest

from index.documents.document import read_documents
from index.fetching.sources import Source
from tests.doubles.make_pdf import Page, make_pdf
from tests.doubles.website import Asked, Reply, Website
from tests.fetching.conftest import AGENT, Fetched, codes

PDF = b"%PDF-1.4 not read here"


def test_a_page_alone_is_fetched_with_the_files_it_leads_to(website: Website, fetched: Fetched) -> None:
    website.page("/city/page", "plan.pdf", "/files/Bericht%20A.docx", "other", "/", "data.zip", "#top")
    website.file("/city/plan.pdf", "application/pdf", PDF)
    website.file("/files/Bericht%20A.docx", "application/octet-stream", b"PK\x03\x04")
    result = fetched.run(f"{website.address}/city/page")
    assert website.list_paths() == ["/city/page", "/city/plan.pdf", "/files/Bericht%20A.docx"]
    assert fetched.list_files() == ["city-page.html", "city-plan.pdf", "files-Bericht-A.docx"]
    assert (len(result.new), result.errors) == (3, [])


def test_an_address_that_ends_in_a_slash_stands_for_all_below_it(website: Website, fetched: Fetched) -> None:
    website.page("/city/", "a", "b/", "/elsewhere", "https://example.org/city/c")
    website.page("/city/a", "/city/b/c?x=1")
    website.page("/city/b/", "../a", "c")
    website.page("/city/b/c")
    website.page("/city/b/c?x=1")
    fetched.run(f"{website.address}/city/")
    assert website.list_paths() == ["/city/", "/city/a", "/city/b/", "/city/b/c?x=1", "/city/b/c"]
    assert fetched.list_files() == [
        "city-a.html",
        "city-b-c-x-1.html",
        "city-b-c.html",
        "city-b.html",
        "city.html",
    ]


def test_what_is_known_of_each_document(website: Website, fetched: Fetched) -> None:
    website.page(
        "/a",
        text="Die Städte sind seit 1992 Partner.",
        ETag='"1"',
        Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT",
    )
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    fetched.run(Source(f"{website.address}/a", publisher='Stadt "Beispiel": Amt'))
    record = fetched.records[f"{website.address}/a"]
    assert begun <= record.fetched == record.checked <= datetime.now(UTC).isoformat(timespec="seconds")
    assert (record.etag, record.modified) == ('"1"', "Mon, 01 Jan 2024 00:00:00 GMT")
    documents, errors = read_documents(fetched.folder)
    assert errors == []
    (document,) = documents
    assert (document.path, document.sha256) == (record.path, record.sha256)
    assert document.source == (f"{website.address}/a",)
    assert document.publisher == 'Stadt "Beispiel": Amt'
    assert "Die Städte sind seit 1992 Partner." in document.text


def test_plain_text_gets_front_matter(website: Website, fetched: Fetched) -> None:
    text = "---\npublisher: nobody\n---\nDie Städte sind seit 1992 Partner. Das Rathaus hat es beschlossen.\n"
    website.file("/a.txt", "text/plain", text.encode("cp1252"))
    fetched.run(f"{website.address}/a.txt")
    assert fetched.list_files() == ["a.txt"]
    documents, errors = read_documents(fetched.folder)
    assert errors == []
    assert (documents[0].source, documents[0].publisher) == ((f"{website.address}/a.txt",), None)
    assert fetched.run(f"{website.address}/a.txt").same == [f"{website.address}/a.txt"]


def test_the_website_is_told_who_asks_and_nothing_else(website: Website, fetched: Fetched) -> None:
    website.page("/a", "b.pdf")
    website.pages["/a"] = Reply(b"<p>a", headers={"Content-Type": "text/html", "Set-Cookie": "a=b"})
    website.page("/", "b.pdf")
    fetched.run(f"{website.address}/a", f"{website.address}/")
    for asked in website.asked:
        assert asked.headers["user-agent"] == AGENT
        assert set(asked.headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


# --- sitemaps


def make_sitemap(*addresses: str, index: bool = False) -> bytes:
    name, each = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    places = "".join(f"<{each}><loc> {address} </loc></{each}>" for address in addresses)
    return f'<?xml version="1.0"?><{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</{name}>'.encode()


def test_a_sitemap_stands_for_all_it_lists(website: Website, fetched: Fetched) -> None:
    at = website.address
    website.file("/sitemap.xml", "application/xml", make_sitemap(f"{at}/more.xml.gz", index=True))
    listed = make_sitemap(f"{at}/a", f"{at}/b.pdf", "https://example.org/c", "javascript:1")
    website.file("/more.xml.gz", "application/x-gzip", gzip.compress(listed))
    website.page("/a", "/not-listed", "/linked.pdf")
    website.file("/b.pdf", "application/pdf", PDF)
    website.file("/linked.pdf", "application/pdf", PDF + b"2")
    result = fetched.run(f"{at}/sitemap.xml")
    assert website.list_paths() == ["/sitemap.xml", "/more.xml.gz", "/a", "/b.pdf", "/linked.pdf"]
    assert fetched.list_files() == ["a.html", "b.pdf", "linked.pdf"]
    assert result.errors == []


def test_a_sitemap_may_be_narrowed(website: Website, fetched: Fetched) -> None:
    at = website.address
    website.file("/sitemap.xml", "text/xml", make_sitemap(f"{at}/a/1", f"{at}/a/2", f"{at}/b/1"))
    website.page("/a/1")
    source = Source(f"{at}/sitemap.xml", below=f"{at}/a/", without=(f"{at}/a/2",))
    fetched.run(source)
    assert website.list_paths() == ["/sitemap.xml", "/a/1"]


def test_what_is_no_sitemap_is_told(website: Website, fetched: Fetched) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><urlset><url><loc>&c;</loc></url></urlset>'
    website.file("/a.xml", "application/xml", b"<rss/>")
    website.file("/b.xml", "application/xml", bomb)
    website.file("/c.xml.gz", "application/gzip", gzip.compress(b" " * 3_000_000))
    assert codes(fetched.run(f"{website.address}/a.xml")) == ["fetch_no_sitemap"]
    assert codes(fetched.run(f"{website.address}/b.xml")) == []
    assert codes(fetched.run(f"{website.address}/c.xml.gz", largest=2_000_000)) == ["fetch_too_large"]
    assert fetched.list_files() == []


# --- hosts, redirects, wishes


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_the_document_has_the_address_it_ends_at(
    website: Website, fetched: Fetched, status: int
) -> None:
    website.pages["/old"] = Reply(status=status, headers={"Location": "/new?a=b"})
    website.page("/new?a=b")
    result = fetched.run(f"{website.address}/old")
    assert (result.new, result.errors) == ([f"{website.address}/new?a=b"], [])


def test_a_redirect_to_another_host_is_not_followed(website: Website, fetched: Fetched) -> None:
    other = f"http://localhost:{website.host.partition(':')[2]}/a"
    website.pages["/old"] = Reply(status=302, headers={"Location": other})
    website.page("/", "/old")
    website.page("/a")
    result = fetched.run(f"{website.address}/old")
    assert codes(result) == ["fetch_other_host"]
    assert result.errors[0].values["address"] == other
    assert codes(fetched.run(f"{website.address}/")) == []  # who links there is not to blame
    assert "/a" not in website.list_paths()
    named = Source(f"{website.address}/old", hosts=(other.split("/")[2],))
    assert fetched.run(named).new == [other]


@pytest.mark.parametrize("target", ["/a", "/b", "file:///etc/passwd", "", "http://u:p@127.0.0.1/", "/a#b"])
def test_redirects_that_lead_nowhere(website: Website, fetched: Fetched, target: str) -> None:
    website.pages["/a"] = Reply(status=302, headers={"Location": target})
    website.pages["/b"] = Reply(status=302, headers={"Location": "/a"})
    assert codes(fetched.run(f"{website.address}/a")) == ["fetch_redirects"]


def test_redirects_without_end(website: Website, fetched: Fetched) -> None:
    def further(asked: Asked) -> Reply:
        return Reply(status=302, headers={"Location": f"{asked.path}x"})

    website.otherwise = further
    website.pages["/robots.txt"] = Reply(status=404)
    assert codes(fetched.run(f"{website.address}/a")) == ["fetch_redirects"]
    assert len(website.list_paths()) == 6


def test_robots_txt_is_obeyed(website: Website, fetched: Fetched) -> None:
    website.file(
        "/robots.txt",
        "text/plain",
        b"User-agent: *\nDisallow: /secret\nDisallow: /*.pdf$\nAllow: /secret/open",
    )
    website.page("/", "/secret", "/secret/open", "/a.pdf", "/a.pdf?x")
    website.page("/secret/open")
    website.file("/a.pdf?x", "application/pdf", PDF)
    result = fetched.run(f"{website.address}/")
    assert website.list_paths() == ["/", "/secret/open", "/a.pdf?x"]
    assert result.errors == []
    assert codes(fetched.run(f"{website.address}/secret")) == ["fetch_forbidden"]


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (Reply(status=404), True),
        (Reply(status=403), True),
        (Reply(b"\xff\xfe garbage"), True),
        (Reply(status=302, headers={"Location": "/robots.txt"}), True),
        (Reply(status=500), False),
        (Reply(write=lambda write: write(b"HTTP/1.1 200 OK\r\n" * 10_000)), True),
    ],
)
def test_a_website_whose_robots_txt_fails_is_left_alone(
    website: Website, fetched: Fetched, robots: Reply, *, allowed: bool
) -> None:
    website.pages["/robots.txt"] = robots
    website.page("/")
    result = fetched.run(f"{website.address}/")
    assert website.list_paths() == (["/"] if allowed else [])
    assert bool(result.errors) is not allowed


@pytest.mark.parametrize(
    ("head", "header", "kept", "followed"),
    [
        ('<meta name="robots" content="noindex">', "", False, True),
        ('<meta name="ROBOTS" content="nofollow, index">', "", True, False),
        ('<meta name="partnerbot" content="none">', "", False, False),
        ("", "noindex", False, True),
        ('<meta name="robots" content="index,follow">', "", True, True),
    ],
)
def test_pages_that_do_not_want_to_be_kept_or_followed(
    website: Website, fetched: Fetched, head: str, header: str, *, kept: bool, followed: bool
) -> None:
    website.page("/", "/a", head=head, X_Robots_Tag=header)
    website.page("/a")
    fetched.run(f"{website.address}/")
    assert fetched.list_files() == ["a.html"] * followed + ["index.html"] * kept


# --- traps


def test_endless_links_end(website: Website, fetched: Fetched) -> None:
    def endless(asked: Asked) -> Reply:
        number = int(asked.path.strip("/") or 0)
        links = "".join(f"<a href='/{2 * number + more}'>weiter</a>" for more in (1, 2))
        body = f"<p>Seite {number} von vielen.</p>{links}"
        return Reply(body.encode(), headers={"Content-Type": "text/html"})

    website.otherwise = endless
    website.pages["/robots.txt"] = Reply(status=404)
    result = fetched.run(f"{website.address}/", pages=25)
    assert len(website.list_paths()) == 25
    assert codes(result) == ["fetch_more"]
    assert result.errors[0].values["left"] == 26


def test_the_time_of_a_run_ends(website: Website, fetched: Fetched) -> None:
    website.page("/", *(f"/{number}" for number in range(50)))
    result = fetched.run(f"{website.address}/", delay=0.1, all_seconds=0.5)
    assert codes(result) == ["fetch_no_time"]
    assert len(website.asked) <= 7


@pytest.mark.parametrize(
    "link",
    [
        "{path}/deeper",  # relative links that grow: /a/deeper/deeper/…
        "/calendar?day={number}",
        "/page?{query}&a=1",
        "/a/b{path}",
    ],
)
def test_a_trap_of_links_that_grow(website: Website, fetched: Fetched, link: str) -> None:
    def trap(asked: Asked) -> Reply:
        path, _, query = asked.path.partition("?")
        number = len(website.asked)
        href = link.format(path=path.rstrip("/"), number=number, query=query)
        body = f"<p>Seite {number}.</p><a href='{href}'>weiter</a>"
        return Reply(body.encode(), headers={"Content-Type": "text/html"})

    website.otherwise = trap
    website.pages["/robots.txt"] = Reply(status=404)
    result = fetched.run(f"{website.address}/")
    assert len(website.list_paths()) <= 25
    assert result.errors == []
    assert result.skipped == 1


def test_the_same_page_under_ever_new_addresses_is_kept_once(website: Website, fetched: Fetched) -> None:
    website.otherwise = lambda _: Reply(
        b"<p>Immer dasselbe.</p>" + b"".join(b"<a href='x%d/'>x</a>" % number for number in range(9)),
        headers={"Content-Type": "text/html"},
    )
    website.pages["/robots.txt"] = Reply(status=404)
    result = fetched.run(f"{website.address}/")
    assert fetched.list_files() == ["index.html"]
    assert len(website.list_paths()) == 10
    assert (result.skipped, result.errors) == (9, [])


def test_links_that_nobody_can_follow(website: Website, fetched: Fetched) -> None:
    odd = (
        "mailto:a@example.org",
        "javascript:void(0)",
        "http://[",
        "http://a:b@127.0.0.1/",
        "//",
        "ftp://a/b.pdf",
    )
    website.page("/", *odd, "a b", "ü", "%C3%BC", "?")
    website.page("/a%20b")
    website.page("/%C3%BC", text="Der Umlaut.")
    result = fetched.run(f"{website.address}/")
    assert website.list_paths() == ["/", "/a%20b", "/%C3%BC"]
    assert fetched.list_files() == ["a-b.html", "index.html", "ü.html"]
    assert result.errors == []


# --- what it is told, and whether it is so


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("application/pdf", b"<html>Bitte melden Sie sich an</html>", "fetch_disguised"),
        ("text/html", b"\x00\x01\x02", "fetch_disguised"),
        ("application/vnd.oasis.opendocument.text", b"<html>", "fetch_disguised"),
        ("application/pdf", b"", "fetch_empty"),
        ("text/html", b" \n", "fetch_empty"),
        ("image/png", b"\x89PNG", "fetch_type"),
        ("video/mp4", b"0" * 99, "fetch_type"),
        ("application/octet-stream", b"0", "fetch_type"),
        ("", b"0", "fetch_type"),
    ],
)
def test_what_is_not_what_it_says_is_not_kept(
    website: Website, fetched: Fetched, kind: str, body: bytes, code: str
) -> None:
    website.file("/a", kind, body)
    assert codes(fetched.run(f"{website.address}/a")) == [code]
    assert fetched.list_files() == []


@pytest.mark.parametrize(
    ("path", "headers", "name"),
    [
        ("/a.pdf", {"Content-Type": "application/octet-stream"}, "a.pdf"),
        ("/download?id=7", {"Content-Type": "application/pdf; x=y"}, "download-id-7.pdf"),
        ("/download", {"Content-Disposition": 'attachment; filename="A b.PDF"'}, "download.pdf"),
        ("/.hidden/..pdf", {"Content-Type": "application/pdf"}, "hidden.pdf"),
    ],
)  # fmt: skip
def test_the_kind_of_a_file_is_found(
    website: Website, fetched: Fetched, path: str, headers: dict[str, str], name: str
) -> None:
    website.pages[path] = Reply(PDF, headers=headers)
    fetched.run(f"{website.address}{path}")
    assert fetched.list_files() == [name]


def test_fetched_documents_are_read(website: Website, fetched: Fetched) -> None:
    pdf = make_pdf(Page().write(50, 700, "Der Vertrag wurde am 1. Juni 1992 in Moskau unterschrieben."))
    website.page(
        "/city/", "vertrag.pdf", text="Die Partnerschaft besteht seit dem Vertrag von 1992 ohne Frist."
    )
    website.file("/city/vertrag.pdf", "application/pdf", pdf)
    fetched.run(f"{website.address}/city/")
    (fetched.folder / "sources.yaml").write_text("- https://example.org/")
    documents, errors = read_documents(fetched.folder)
    assert errors == []
    assert [document.path.rpartition("/")[2] for document in documents] == ["city-vertrag.pdf", "city.html"]
