"""Sources as links that people can read."""

import pytest

from bot.pages.documents.sources import Source, list_sources

ADDRESSES = """
https://www.duesseldorf.de/aktuelles/kommunique-in-moskau-unterschrieben.html duesseldorf.de: Kommunique in moskau unterschrieben
https://rp-online.de/geisel-reist-im-april_aid-37910509?output=amp rp-online.de: Geisel reist im april
http://news.example/25_jahre_freundschaft_ev_id3410540.html news.example: 25 jahre freundschaft ev
http://news.example/dni_moskvy_v_2019/ news.example: Dni moskvy v 2019
https://пример.рф/%D0%94%D0%BD%D0%B8-%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D1%8B-2019-%D0%B3%D0%BE%D0%B4 пример.рф: Дни Москвы 2019 год
https://www.duesseldorf.de/index.php?id=58532712&L=1 duesseldorf.de
https://wz.de./20191011-240_16.txt wz.de
https://example.org example.org
https://example.org/1-a-b-c-d-e-f-g-h-i-k-l-m example.org: 1 a b c d e f g h i k l …
"""  # noqa: E501


def test_an_address_is_shown_as_its_host_and_its_words() -> None:
    rows = [line.split(" ", 1) for line in ADDRESSES.strip().splitlines()]
    assert [list_sources([address]) for address, _ in rows] == [
        [Source(address, text)] for address, text in rows
    ]


@pytest.mark.parametrize(
    "text", ["Archiv, Akte 7", "javascript:alert(1)", "http://[", "https://", "ftp://a.example/b-c-d"]
)
def test_what_is_no_address_of_a_page_stays_text(text: str) -> None:
    assert list_sources([text]) == [Source("", text)]


def test_sources_that_would_look_the_same_are_numbered() -> None:
    one, two = "https://a.example/1", "https://www.a.example/2"
    long = "https://a.example/ein-langer-titel"
    assert list_sources([one, long, two, f"{long}?b"]) == [
        Source(one, "a.example (1)"),
        Source(long, "a.example: Ein langer titel (1)"),
        Source(two, "a.example (2)"),
        Source(f"{long}?b", "a.example: Ein langer titel (2)"),
    ]
