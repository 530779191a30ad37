"""The whole interface fuzzed from its own description: no failure, and nothing that the description lacks.

schemathesis makes requests that fit the description and requests that do not, the same ones in each run;
benchmarks/fuzz.py sends 100,000 others to the running service.
"""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from schemathesis import Case
from schemathesis.openapi import from_asgi

from benchmarks.fuzz import configure, is_described
from bot.config import Config
from bot.http.app import create_app
from bot.http.schemas import BLANKS
from tests.doubles.retriever import BALLET, FORMER, TREATY, know

EXAMPLES = 100  # for each address and method, beside those that cover each value of the description once
FEWEST = 700
app = create_app(Config(index=Path("none"), rate="off"), know(TREATY, BALLET, FORMER))
paths = [each.path for each in (TREATY, BALLET, FORMER)]
config = configure(paths, 1, {"max-examples": EXAMPLES, "deterministic": True})
description = from_asgi("/api/openapi.json", app, config=config)
cases: Counter[str] = Counter()
ends: Counter[str] = Counter()


@description.parametrize()
def test_nothing_fails_and_nothing_is_undescribed(case: Case[Any]) -> None:
    cases[case.operation.label] += 1
    response = case.call_and_validate()
    ends[f"{case.operation.label} {response.status_code}"] += 1
    if case.path == "/api/ask" and response.status_code == 200:
        ends[response.json()["status"]] += 1


def test_the_description_calls_blank_what_is_refused_as_empty() -> None:
    blank = re.compile(f"[{BLANKS}]")
    characters = map(chr, range(sys.maxunicode + 1))
    assert [each for each in characters if each.isspace() != bool(blank.match(each))] == []


TOO_LONG = "Invalid component: in body - violates `maxLength` at /properties/question"


def test_only_a_question_that_is_too_long_by_its_blanks_may_be_taken() -> None:
    blanks = {"question": "Wann?" + " " * 500}
    assert is_described(blanks, TOO_LONG)
    assert not is_described(blanks, "Server error")
    assert not is_described({"question": "Wann?" * 101}, TOO_LONG)
    assert not is_described("Wann?", TOO_LONG)


def test_every_address_of_the_description_was_fuzzed_in_depth() -> None:
    paths = app.openapi()["paths"].items()
    assert set(cases) == {f"{method.upper()} {path}" for path, item in paths for method in item}
    assert cases.total() >= FEWEST, cases
    deep = {
        "POST /api/ask 200", "POST /api/ask 400", "POST /api/ask 415", "POST /api/ask 422",
        "answered", "not_found", "unsupported_language",
        "GET /api/search 200", "GET /api/search 404", "GET /api/search 422",
        "POST /api/feedback 204", "POST /api/feedback 422",
        "GET /documents/{path} 200", "GET /documents/{path} 404", "GET /documents/{path} 422",
        "GET /ready 200",
    }  # fmt: skip
    assert deep <= set(ends), ends
