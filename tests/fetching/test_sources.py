"""What is to be fetched: named at the command line or in a file, and what is wrong with that told."""

from pathlib import Path

import pytest

from index.errors import FetchError
from index.fetching.sources import KEYS, Source, name_source, read_sources
from index.languages import Language

WHOLE = """
- https://www.example.org/city/
- address: HTTPS://www.example.org/sitemap.xml
  hosts: [files.example.org, "127.0.0.1:8000"]
  below: https://www.example.org/a/
  without: https://www.example.org/a/old
  pages: 20
  delay: 2.5
  private: true
  publisher: Stadt Beispiel
"""


def test_a_file_names_sources(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(WHOLE)
    assert read_sources(tmp_path) == [
        Source("https://www.example.org/city/"),
        Source(
            address="https://www.example.org/sitemap.xml",
            hosts=("files.example.org", "127.0.0.1:8000"),
            below="https://www.example.org/a/",
            without=("https://www.example.org/a/old",),
            pages=20,
            delay=2.5,
            private=True,
            publisher="Stadt Beispiel",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "sources_broken"),
        ("address: https://a/", "sources_broken"),
        ("- [", "sources_broken"),
        ("[" * 100_000, "sources_broken"),
        ("- !!python/object/apply:os.system [ls]", "sources_broken"),
        ("- 7", "sources_value"),
        ("- {pages: 7}", "sources_value"),
        ("- {address: ftp://a/}", "sources_value"),
        ("- {address: https://a/, pages: 0}", "sources_value"),
        ("- {address: https://a/, pages: many}", "sources_value"),
        ("- {address: https://a/, delay: -1}", "sources_value"),
        ("- {address: https://a/, delay: .nan}", "sources_value"),
        ("- {address: https://a/, private: 'yes, sure'}", "sources_value"),
        ("- {address: https://a/, hosts: 'https://b'}", "sources_value"),
        ("- {address: https://a/, hosts: ['*']}", "sources_value"),
        ("- {address: https://a/, without: [a]}", "sources_value"),
        ("- {address: https://a/, publisher: [a]}", "sources_value"),
        ("- {address: https://a/, page: 7}", "sources_key"),
    ],
)
def test_what_is_wrong_with_the_file_is_told(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "sources.yaml").write_text(text)
    with pytest.raises(FetchError) as caught:
        read_sources(tmp_path)
    assert caught.value.code == code
    for language in Language:
        assert "sources.yaml" in caught.value.text(language)


def test_without_a_file_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FetchError) as caught:
        read_sources(tmp_path)
    assert caught.value.code == "sources_missing"


def test_an_address_is_checked() -> None:
    assert name_source("https://www.Example.org") == Source("https://www.example.org/")
    with pytest.raises(FetchError, match="not a web address"):
        name_source("www.example.org")


def test_the_keys_are_described() -> None:
    page = (Path(__file__).parents[2] / "docs" / "documents.md").read_text(encoding="utf-8")
    assert [key for key in KEYS if f"`{key}`" not in page] == []
