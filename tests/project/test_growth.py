"""What no text can hold up: eight times as much of anything takes about eight times as long, not 64 times.

Every pattern of the program is found by itself, in whatever module it stands, and tried on texts that have
held up patterns before: one thing again and again, with something before it and behind it. What takes
little time for the large texts is not looked at any closer: a busy machine makes such times say nothing.
"""

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest

import bot
import bot.understanding.follow_ups
import bot.understanding.personal_data
import index
from bot.http.accept_language import choose_language
from bot.pages.documents.blocks import read_blocks
from bot.understanding.keyboard import read_as_meant
from index.chunks import split
from index.detection.detect import detect_language
from index.documents.content import clean_text
from index.documents.document import Document, read_document
from index.documents.encodings import decode
from index.documents.metadata import read_front_matter
from index.documents.parsers import read_content
from index.documents.parsers.pdf import reading
from index.documents.parsers.writing.cells import Cell
from index.documents.parsers.writing.raised import raise_text
from index.documents.parsers.writing.tables import write_cells
from index.errors import DocumentError
from index.languages import Language
from index.languages.spelling import write_own_letters
from index.languages.traits import describe
from index.storage.words.lexical import LexicalIndex
from index.text.found_dates import find_dates, write_out_dates
from index.text.hyphens import join_broken_words
from index.text.plain import write_plain
from index.text.rules import read_rules, read_shared_rules
from tests.doubles.make_pdf import HEIGHT, WIDTH, Page, make_pdf
from tests.languages.codes import DE, EN, RU

SMALL, LARGE = 2_000, 16_000  # characters, for a pattern
SMALL_READ, LARGE_READ = SMALL // 4, LARGE // 4  # for what is no single pattern, and takes longer
FLOOR = 0.05  # seconds: what grows as the square takes longer for the large text
MOST = 3 * LARGE / SMALL  # times as long; as the square it would be 64
TRIES = 3
LONGEST = 10.0  # seconds for one text: what grows without end is interrupted

REPEATED = (
    *("a", "Я", "I", "1", " ", "\t", "\n", ".", "-", "_", "*", "#", "=", "@", "[", "(", "<", ">", "|", "/"),
    *(". ", "a ", "a. ", "1 ", "1. ", "1.", "a-", "a.", "a@", "a@b.", "www.", "- ", "# ", "a\n", " \n"),
    *("<!--", "<p>", "```\n", "[1]", "a\ufffe", "a\u00ad\n", "г. ", ".)", "?! ", "; ", "aA1.-@ \n", "№"),
    *("'", "=\n", "Az ", "x, ", "{", "%", "&amp;"),
)
AROUND = (("", ""), ("# ", "x"))


def list_texts(size: int) -> Iterator[tuple[str, str]]:
    """Yield texts of about `size` characters, each with a name that says what it is made of."""
    for before, behind in AROUND:
        for part in REPEATED:
            yield f"{before!r} {part!r} {behind!r}", before + part * (size // len(part)) + behind


class HeldUpError(Exception):
    """What takes too long is interrupted by it."""


@contextmanager
def interrupt(seconds: float) -> Iterator[None]:
    """Raise HeldUpError when the block takes more than `seconds` of the processor's time."""

    def raise_error(*_: object) -> None:
        raise HeldUpError

    before = signal.signal(signal.SIGPROF, raise_error)
    signal.setitimer(signal.ITIMER_PROF, seconds)
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


def is_held_up(work: Callable[[str], object], small: str, large: str, longest: float = LONGEST) -> bool:
    """Return whether `work` takes out of all proportion longer for `large` than for `small`.

    It does when it takes more than `longest` seconds.
    """
    for _ in range(TRIES):  # one that goes well is enough: what else the machine does only makes it slower
        try:
            with interrupt(longest):
                taken = measure(work, large)
        except HeldUpError:
            return True
        if taken < FLOOR or taken < MOST * median(measure(work, small) for _ in range(3)):
            return False
    return True


# --- the patterns


def list_modules() -> Iterator[ModuleType]:
    for package in (bot, index):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
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


EVERYWHERE, WHOLE, BEGINNING = "finditer", "fullmatch", "match"
IN_EVERY_WAY = frozenset({EVERYWHERE, WHOLE})


def find_way(call: ast.Call, texts: int) -> str:
    """Return how a pattern is used in `call`, which has `texts` arguments when it names no position."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return name if name in {WHOLE, BEGINNING} and len(call.args) == texts else EVERYWHERE


def list_written_patterns(tree: ast.AST) -> Iterator[tuple[int, re.Pattern[Any], str]]:
    """Yield the line, pattern and way of calls such as `re.sub("a+", …)`."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args):
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and ast.unparse(node.func) != "re.compile":
            yield node.lineno, re.compile(first.value), find_way(node, texts=2)


def list_ways(tree: ast.AST) -> dict[str, set[str]]:
    """Return the ways in which each name is used: those of its calls, such as `name.match(text)`, or all."""
    ways: dict[str, set[str]] = {}
    called = set()
    for node in ast.walk(tree):  # a call comes before what it is made of
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if isinstance(node.func.value, ast.Name):
                called.add(node.func.value)
                ways.setdefault(node.func.value.id, set()).add(find_way(node, texts=1))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in called:
            ways.setdefault(node.id, set()).update(IN_EVERY_WAY)
    return ways


def list_all_patterns() -> Iterator[tuple[str, re.Pattern[Any], Collection[str]]]:
    """Yield every pattern with a name and the ways in which it is used."""
    for module in list_modules():
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        ways = list_ways(tree)
        for name, value in vars(module).items():
            known = ways.get(name, IN_EVERY_WAY) if isinstance(value, re.Pattern) else IN_EVERY_WAY
            for each, pattern in list_patterns(value, f"{module.__name__}.{name}"):
                yield each, pattern, known
        for line, pattern, way in list_written_patterns(tree):
            yield f"{module.__name__}:{line}", pattern, {way}
    for name, value in list_read():
        for each, pattern in list_patterns(value, name):
            yield each, pattern, {WHOLE} if each.endswith("telephone.written") else IN_EVERY_WAY


def list_read() -> Iterator[tuple[str, object]]:
    """Yield what is read from the folders of the languages when it is first used."""
    for language in Language:
        yield f"{language}/language.toml", describe(language)
        yield f"{language}/sentences.toml", read_rules(language)
        yield f"{language}/questions.toml", bot.understanding.follow_ups._read_kinds(language)
    yield "*/sentences.toml", read_shared_rules()
    yield "*/personal.toml", bot.understanding.personal_data._read_patterns()


PATTERNS: dict[re.Pattern[Any], str] = {}
WAYS: dict[re.Pattern[Any], set[str]] = {}
for found_name, found_pattern, found_ways in list_all_patterns():
    PATTERNS[found_pattern] = found_name
    WAYS.setdefault(found_pattern, set()).update(found_ways)

# What sees a few characters of a text only: those before a number, an address or its sign.
BOUNDS = {
    bot.understanding.personal_data._LOCAL: bot.understanding.personal_data._LONGEST_LOCAL,
    bot.understanding.personal_data._read_patterns().paper: bot.understanding.personal_data._BEFORE,
    bot.understanding.personal_data._read_patterns().says_mail: bot.understanding.personal_data._BEFORE,
}


def use(pattern: re.Pattern[Any], ways: Collection[str] = IN_EVERY_WAY) -> Callable[[str], None]:
    """Return what uses `pattern` in `ways`: at every place of a text, for all of it, where it begins."""
    is_bytes = isinstance(pattern.pattern, bytes)
    half = BOUNDS.get(pattern, 2 * LARGE) // 2

    def find(text: str) -> None:
        text = text if len(text) <= 2 * half else text[:half] + text[-half:]
        given: Any = text.encode() if is_bytes else text
        for way in ways:
            found = getattr(pattern, way)(given)
            if way == EVERYWHERE:
                for _ in found:
                    pass

    return find


def test_the_patterns_of_the_program_are_found() -> None:
    assert len(PATTERNS) > 60
    assert {
        "index.text.sentences._END",
        "*/personal.toml.at",
        "index.documents.parsers.web.webpage._CHARSET",
    } <= {*PATTERNS.values()}


def test_the_ways_in_which_a_pattern_is_used_are_found() -> None:
    tree = ast.parse("a.match(x); b.match(x, 1); c.sub('', x); d.fullmatch(x); d.match(x); find(e); f = 1")
    assert list_ways(tree) == {
        "a": {BEGINNING},
        "b": {EVERYWHERE},
        "c": {EVERYWHERE},
        "d": {WHOLE, BEGINNING},
        "e": {EVERYWHERE, WHOLE},
        "x": {EVERYWHERE, WHOLE},
        "find": {EVERYWHERE, WHOLE},
    }


def find_held_up(work: Callable[[str], object], small: int = SMALL, large: int = LARGE) -> str | None:
    """Return the name of the first text that holds up `work`."""
    texts = zip(list_texts(small), list_texts(large), strict=True)
    return next((name for (name, few), (_, many) in texts if is_held_up(work, few, many)), None)


def test_no_pattern_is_held_up() -> None:
    found = {name: find_held_up(use(pattern, WAYS[pattern])) for pattern, name in PATTERNS.items()}
    assert {name: text for name, text in found.items() if text} == {}


def test_what_grows_as_the_square_is_found() -> None:
    """So that the tests here cannot pass by not looking."""
    blanks = re.compile(r"[ ]*x")
    assert is_held_up(use(blanks), " " * SMALL, " " * LARGE)
    assert not is_held_up(use(re.compile(r"(?<! )[ ]*+x")), " " * SMALL, " " * LARGE)
    assert find_held_up(use(re.compile(r"\w+@")), SMALL // 2, LARGE // 2) == "'' 'a' ''"
    doubling = re.compile(r"(?:a|a)*x")
    assert is_held_up(use(doubling), "a" * SMALL, "a" * LARGE, longest=1.0)


# --- what reads texts


def split_plain(path: str, text: str) -> None:
    with suppress(DocumentError):
        _, body = read_front_matter(path, text)
        split(Document(path, text, body, (), "Titel", RU if "г" in text else DE, ""))


def read_other_page(text: str) -> None:
    read_content("a.html", f"<html><body><p>{text}".encode())


def read_rich_text(text: str) -> None:
    read_content("a.rtf", f"{{\\rtf1 {text}".encode())


def read_mail(text: str) -> None:
    read_content("a.eml", f"From: a\nSubject: {text}\n\n{text}".encode())


def read_cells(text: str) -> None:
    write_cells([[Cell(text), Cell(text, 2, 2)], [Cell(text)]])


def read_saved_file(text: str) -> None:
    with TemporaryDirectory() as folder, suppress(DocumentError):
        (Path(folder) / "a.md").write_text(text, encoding="utf-8", newline="")
        read_document(Path(folder), "a.md")


def read_saved_page(text: str) -> None:
    read_content("a.html", f"<html><body><main><p>{text}".encode())


def read_metadata_of(text: str) -> None:
    with suppress(DocumentError):
        read_front_matter("a.md", f"---\ntitle: {text}\n---\n")


def read_printed(text: str) -> None:
    """Read `text` as printed on a page in lines, and again with its letters all over the page."""
    lines = [text[start : start + 80].replace("\n", " ") for start in range(0, len(text), 80)]
    scattered = Page()
    for number, letter in enumerate(text):
        scattered.write(number * 37 % WIDTH, number * 61 % HEIGHT, letter)
    for page in (Page().write_lines(0, HEIGHT, lines, 600 / len(lines)), scattered):
        # Tesseract takes its own time.
        with suppress(DocumentError), patch.object(reading, "is_installed", return_value=False):
            read_content("a.pdf", make_pdf(page))


READING: dict[str, Callable[[str], object]] = {
    "a Markdown file": partial(split_plain, "a.md"),
    "a text file": partial(split_plain, "a.txt"),
    "a file with its title": read_saved_file,
    "its front matter": read_metadata_of,
    "a page of the web": read_saved_page,
    "a page of a PDF file": read_printed,
    "words broken at line ends": lambda text: join_broken_words(text, 10),
    "extracted text": clean_text,
    "the language": detect_language,
    "a page that names no main part": read_other_page,
    "an RTF file": read_rich_text,
    "a mail": read_mail,
    "a table": read_cells,
    "bytes in no known encoding": lambda text: decode(b"\xff" + text.encode("cp1251", "replace")),
    "raised characters": lambda text: raise_text(text, text),
    "the words": lambda text: LexicalIndex.build([(text, DE)]),
    "a text without its marks": lambda text: write_plain(text, "a.md"),
    "a question on other keys": read_as_meant,
    "dates": lambda text: (list(find_dates(text)), write_out_dates(text, EN)),
    "Russian in Latin letters": lambda text: write_own_letters(text, RU),
    "a document to look at": read_blocks,
    "a header": choose_language,
}


@pytest.mark.parametrize("reading", READING)
def test_nothing_that_reads_is_held_up(reading: str) -> None:
    assert find_held_up(READING[reading], SMALL_READ, LARGE_READ) is None
