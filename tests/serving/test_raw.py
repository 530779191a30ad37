"""Raw HTTP, mostly broken, to the running server; benchmarks/raw.py sends 10,000 cases."""

from pathlib import Path
from random import Random

import pytest

from benchmarks.raw import attack, find_faults
from benchmarks.raw_cases import REQUESTS, Case, make_case
from tests.serving.test_serve import get, run_impatient

CASES = 200
HEADERS = b"x-content-type-options: nosniff\r\ncontent-security-policy: a\r\ncontent-length: 2\r\n\r\n{}"
OK = b"HTTP/1.1 200 OK\r\n" + HEADERS


def test_no_raw_request_gets_anything_but_whole_answers_or_disturbs_the_service(tmp_path: Path) -> None:
    with run_impatient(tmp_path, rate="off") as port:
        counts, faults = attack("127.0.0.1", port, range(CASES))
        assert faults == []
        assert get(port, "/health")[0] == 200
    assert counts["cases"] == CASES
    assert {"200", "400", "404", "405", "415", "422", "431", "no answer"} <= set(counts), counts
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("received", "fault"),
    [
        (OK, None),
        (OK[:-1], "an answer that is not whole"),
        (OK + OK, "other answers than expected"),
        (b"", "other answers than expected"),
        (b"HTTP/1.1 500 No\r\n" + HEADERS, "a status that may not be"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", "an answer without our rules"),
        (OK * 3, "more answers than requests"),
        (b"HTTP/1.1 200 OK\r\n\0\r\n\r\n", "no HTTP"),
        (OK + b"x", "an answer that is not whole"),
        (OK + b"x\r\n\r\n", "no HTTP"),
    ],
)
def test_what_comes_back_wrong_is_found(received: bytes, fault: str | None) -> None:
    found = find_faults(Case((REQUESTS[0][0],), (200,)), received, closed=False)
    assert any(each.startswith(fault) for each in found) if fault else not found, found


def test_an_answer_without_a_length_is_whole_when_the_connection_is_closed() -> None:
    case = Case((REQUESTS[0][0],), (400,))
    endless = b"HTTP/1.1 400 Bad Request\r\n" + HEADERS.replace(b"content-length: 2\r\n", b"")
    assert find_faults(case, endless, closed=True) == []
    assert find_faults(case, endless, closed=False) == ["an answer that is not whole: [400]"]
    assert find_faults(case, OK[:-1], closed=True)[0].startswith("no HTTP")


def test_a_connection_that_stays_open_for_ever_is_found() -> None:
    assert find_faults(Case((b"",), None, patient=True), b"", closed=True) == []
    assert find_faults(Case((b"",), None, patient=True), b"", closed=False)


def test_the_cases_are_of_many_kinds_and_the_same_each_time() -> None:
    cases = [make_case(Random(number)) for number in range(1_000)]
    assert cases == [make_case(Random(number)) for number in range(1_000)]
    assert len({each.packets for each in cases}) > 900
    assert 100 < sum(each.statuses is not None for each in cases) < 300
    assert sum(each.patient for each in cases) > 2
