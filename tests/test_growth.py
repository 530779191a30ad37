"""What no text can hold up: ten times as much of anything takes about ten times as long, not a hundred times.

Every pattern of the program is found by itself, in whatever module it stands, and tried on texts that have
held up patterns before: one thing again and again, with something before it and behind it.
"""

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import bot
import index
from bot.accept_language import choose_language
from bot.blocks import read_blocks
from index.chunks import split
from index.content import clean_text
from index.documents import Document, _find_title
from index.errors import DocumentError
from index.language import Language, detect_language
from index.lexical import find_stems
from index.metadata import read_front_matter
from index.pdf import _join_broken_words
from index.readers import read_content
from index.transliteration import write_cyrillic

SMALL, LARGE = 300, 3_000  # characters
FLOOR = 0.002  # seconds: what grows as the square takes longer for the large text
MOST = 3 * LARGE / SMALL  # times as long; as the square it would be a hundred
LONGEST = 10.0  # seconds for one text: what grows without end is interrupted

REPEATED = (
    *("a", "Я", "I", "1", " ", "\t", "\n", ".", "-", "_", "*", "#", "=", "@", "[", "(", "<", ">", "|", "/"),
    *(". ", "a ", "a. ", "1 ", "1. ", "1.", "a-", "a.", "a@", "a@b.", "www.", "- ", "# ", "a\n", " \n"),
    *("<!--", "<p>", "```\n", "[1]", "a\ufffe", "a\u00ad\n", "г. ", ".)", "?! ", "; ", "aA1.-@ \n", "№"),
    *("'", "=\n", "Az ", "x, ", "{", "%", "&amp;"),
)
AROUND = (("", ""), ("a", "!"), ("# ", "x"))


def list_texts(size: int) -> Iterator[tuple[str, str]]:
    """Yield texts of about `size` characters, each with a name that says what it is made of."""
    for before, behind in AROUND:
        for part in REPEATED:
            yield f"{before!r} {part!r} {behind!r}", before + part * (size // len(part)) + behind


SMALL_TEXTS, LARGE_TEXTS = dict(list_texts(SMALL)), dict(list_texts(LARGE))


class HeldUpError(Exception):
    """What takes too long is interrupted by it."""


@contextmanager
def interrupt() -> Iterator[None]:
    """Raise HeldUpError when the block takes too much of the processor's time."""

    def raise_error(*_: object) -> None:
        raise HeldUpError

    before = signal.signal(signal.SIGPROF, raise_error)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def measure(work: Callable[[str], object], text: str) -> float:
    """Return the processor's seconds that `work` takes: those of a busy machine would say nothing."""
    began = time.process_time()
    work(text)
    return time.process_time() - began


def is_held_up(work: Callable[[str], object], small: str, large: str) -> bool:
    """Return whether `work` takes out of all proportion longer for `large` than for `small`."""
    shortest = longest = LONGEST
    with suppress(HeldUpError), interrupt():
        for _ in range(5):  # the best of them: what else the machine does only makes it slower
            longest = min(longest, measure(work, large))
            if longest < FLOOR:
                return False
            shortest = min(shortest, measure(work, small))
            if longest < MOST * shortest:
                return False
    return True


# --- the patterns


def list_modules() -> Iterator[ModuleType]:
    for package in (bot, index):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def list_patterns(value: object, name: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the patterns that `value` is or holds, each with a name."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from list_patterns(each, f"{name}[{key}]")
    elif isinstance(value, (list, tuple, set, frozenset)):
        for number, each in enumerate(value):
            yield from list_patterns(each, f"{name}[{number}]")
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from list_patterns(getattr(value, field.name), f"{name}.{field.name}")


def list_written_patterns(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the patterns that stand in calls such as `re.sub("a+", …)`."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args):
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and ast.unparse(node.func) != "re.compile":
            yield f"{module.__name__}:{node.lineno}", re.compile(first.value)


def list_all_patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for module in list_modules():
        for name, value in vars(module).items():
            yield from list_patterns(value, f"{module.__name__}.{name}")
        yield from list_written_patterns(module)


PATTERNS = {pattern: name for name, pattern in list_all_patterns()}


def use(pattern: re.Pattern[Any]) -> Callable[[str], None]:
    """Return what uses `pattern` in every way: at every place of a text, and for all of it."""
    is_bytes = isinstance(pattern.pattern, bytes)

    def find(text: str) -> None:
        given: Any = text.encode() if is_bytes else text
        for _ in pattern.finditer(given):
            pass
        pattern.fullmatch(given)

    return find


def test_the_patterns_of_the_program_are_found() -> None:
    assert len(PATTERNS) > 60
    assert {"index.sentences._END", "bot.personal._MAIL", "index.webpage._CHARSET"} <= {*PATTERNS.values()}


def list_held_up(work: Callable[[str], object]) -> list[str]:
    """Return the names of the texts that hold up `work`."""
    return [name for name, text in LARGE_TEXTS.items() if is_held_up(work, SMALL_TEXTS[name], text)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=PATTERNS.get)
def test_no_pattern_is_held_up(pattern: re.Pattern[Any]) -> None:
    assert list_held_up(use(pattern)) == []


def test_what_grows_as_the_square_is_found() -> None:
    """So that the tests here cannot pass by not looking."""
    blanks = re.compile(r"[ ]*x")
    assert is_held_up(use(blanks), " " * SMALL, " " * LARGE)
    assert not is_held_up(use(re.compile(r"(?<! )[ ]*+x")), " " * SMALL, " " * LARGE)
    doubling = re.compile(r"(?:a|a)*x")
    assert is_held_up(use(doubling), "a" * SMALL, "a" * LARGE)


# --- what reads texts


def split_plain(path: str, text: str) -> None:
    with suppress(DocumentError):
        _, body = read_front_matter(path, text)
        split(Document(path, text, body, (), "Titel", Language.RU if "г" in text else Language.DE, ""))


def read_saved_page(text: str) -> None:
    read_content("a.html", f"<html><body><main><p>{text}".encode())


def read_metadata_of(text: str) -> None:
    with suppress(DocumentError):
        read_front_matter("a.md", f"---\ntitle: {text}\n---\n")


READING: dict[str, Callable[[str], object]] = {
    "a Markdown file": partial(split_plain, "a.md"),
    "a text file": partial(split_plain, "a.txt"),
    "its title": lambda text: _find_title("a.md", text, None),
    "its front matter": read_metadata_of,
    "a page of the web": read_saved_page,
    "the pages of a PDF file": lambda text: _join_broken_words([text, text]),
    "extracted text": clean_text,
    "the language": detect_language,
    "the words": lambda text: find_stems(text, Language.DE),
    "Russian in Latin letters": write_cyrillic,
    "a document to look at": read_blocks,
    "a header": choose_language,
}


@pytest.mark.parametrize("reading", READING)
def test_nothing_that_reads_is_held_up(reading: str) -> None:
    assert list_held_up(READING[reading]) == []
