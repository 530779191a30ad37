"""Which language a question is in: own cases by share, some by name, and what must hold for any text."""

import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest
from langdetect.utils.ngram import NGram

from index.detection.detect import Detection, Verdict, detect_language
from index.detection.profiles import split_ngrams
from index.languages import Language
from tests.languages.codes import DE, EN, RU, read_cases

CLEAR, UNSURE, OTHER, NONE = Verdict.CLEAR, Verdict.UNSURE, Verdict.OTHER, Verdict.NONE


class Case(NamedTuple):
    text: str
    language: str  # a code, or "any": a name or a number, which keeps the context's language
    kind: str


def read_all_cases() -> list[Case]:
    ours = [(*line.split("\t"), language) for language, line in read_cases("detection.tsv", header=True)]
    others = Path(__file__).parents[1] / "data" / "language_cases.tsv"
    lines = others.read_text("utf-8").splitlines()[1:]
    return [
        *(Case(text, code, kind) for text, kind, code in ours),
        *(Case(*line.split("\t")) for line in lines),
    ]


CASES = read_all_cases()


def is_right(case: Case) -> bool:
    found = detect_language(case.text)
    if case.language == "any":
        in_context = [detect_language(case.text, conversation=context).language for context in Language]
        return found.verdict is not OTHER and in_context == list(Language)
    if case.language in set(Language):
        return found.verdict is not OTHER and found.language == case.language
    return found.verdict is OTHER


def test_nearly_all_chat_inputs_are_right() -> None:
    wrong = [case for case in CASES if not is_right(case)]
    assert len(CASES) > 150
    assert len(wrong) / len(CASES) <= 0.03, wrong


@pytest.mark.parametrize("kind", sorted({case.kind for case in CASES}))
def test_no_kind_of_chat_input_is_neglected(kind: str) -> None:
    cases = [case for case in CASES if case.kind == kind]
    wrong = [case for case in cases if not is_right(case)]
    assert len(wrong) / len(cases) <= 0.1, wrong


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("Wann wurde die Partnerschaft gegründet?", DE, CLEAR),
        ("When was the partnership founded?", EN, CLEAR),
        ("Когда было основано партнёрство?", RU, CLEAR),
        ("kogda bylo osnovano partnerstvo?", RU, CLEAR),
        ("HALLO", DE, CLEAR),
        ("а кто подписал?", RU, CLEAR),
        ("Was ist Theatrium на Серпуховке?", DE, CLEAR),
        ("Что показали в Kunstpalast?", RU, CLEAR),
        ("Koennten Sie das erklaeren?", DE, CLEAR),
        ("who is OB Geisel?", EN, CLEAR),
        ("😀 danke 👍", DE, CLEAR),
        ("Wer komponierte La Traviata?", DE, CLEAR),
        ("Heinrich Heine", DE, UNSURE),
        ("ja", DE, CLEAR),  # Estonian, Finnish and Polish have it, too
        ("Коли підписали угоду?", DE, OTHER),
        ("Quand l'accord a-t-il été signé ?", DE, OTHER),
        ("Buongiorno", DE, OTHER),
        ("谁签署了协议?", DE, OTHER),
        ("متى تم التوقيع؟", DE, OTHER),
    ],
)
def test_named_questions(text: str, language: Language, verdict: Verdict) -> None:
    found = detect_language(text)
    assert (found.language, found.verdict) == (language, verdict)


@pytest.mark.parametrize("context", Language)
@pytest.mark.parametrize("name", ["Thomas Geisel", "Kuskowo", "sobjanin", "São Paulo", "ok", "NRW", "Łódź"])
def test_a_bare_name_keeps_the_language_of_the_context(name: str, context: Language) -> None:
    assert detect_language(name, conversation=context).language is context
    assert detect_language(name, page=context).language is context


@pytest.mark.parametrize("context", Language)
@pytest.mark.parametrize(
    ("text", "language"), [("wieso?", DE), ("why?", EN), ("почему?", RU), ("pochemu?", RU)]
)
def test_one_clear_function_word_beats_the_conversation(
    text: str, language: Language, context: Language
) -> None:
    found = detect_language(text, conversation=context)
    assert (found.language, found.verdict) == (language, CLEAR)


def test_a_shared_word_is_read_in_the_language_of_the_context() -> None:
    assert detect_language("in 1992?", conversation=DE).language is DE
    assert detect_language("in 1992?", conversation=EN).language is EN
    assert detect_language("in 1992?", page=EN).language is EN


def test_the_conversation_counts_and_not_the_page_once_there_is_one() -> None:
    both = detect_language("in 1992?", conversation=DE, page=EN)
    assert both == detect_language("in 1992?", conversation=DE)


def test_a_name_in_cyrillic_is_russian_in_any_conversation() -> None:
    assert detect_language("Кусково", conversation=DE).language is RU


@pytest.mark.parametrize(
    "text", ["", " \n", "???", "2015", "30.06.1992", ":-)", "👍🏽", "+49 211 1", "a@b.de"]
)
def test_without_letters_the_context_decides(text: str) -> None:
    assert detect_language(text) == Detection(DE, NONE, 0.0)
    assert detect_language(text, page=EN) == Detection(EN, NONE, 0.0)
    assert detect_language(text, conversation=RU, page=EN) == Detection(RU, NONE, 0.0)


def test_a_question_in_another_language_keeps_the_language_of_the_context() -> None:
    found = detect_language("¿Cuándo se firmó el acuerdo de hermanamiento?", conversation=RU)
    assert (found.language, found.verdict) == (RU, OTHER)
    assert found.probability > 0.99


def test_a_long_text_is_judged_by_its_first_2000_characters() -> None:
    german = "Die Stadt hat das Abkommen mit Moskau unterschrieben. " * 40
    assert len(german) > 2000
    assert detect_language(german + "и больше ничего об этом " * 5000) == detect_language(german)
    assert detect_language(german).verdict is CLEAR
    assert detect_language("х" * 100_000).language is RU


def test_composed_and_decomposed_letters_are_the_same() -> None:
    question = "Welche Künstler führten das auf, und что ещё?"
    assert detect_language(unicodedata.normalize("NFD", question)) == detect_language(question)


@pytest.mark.parametrize(
    "word", ["Künstler", "USA", "MGIMOs", "don't", "iPhone", "Helikon-Oper", "ТАСС", "ещё"]
)
def test_ngrams_are_those_of_langdetect(word: str) -> None:
    reader, expected = NGram(), []
    for letter in word + " ":
        reader.add_char(letter)
        expected += [ngram for ngram in (reader.get(length) for length in (1, 2, 3)) if ngram]
    assert split_ngrams(word) == expected


def run_python(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


DETECT_ALL = """
from index.detection.detect import detect_language
from tests.text.test_detection import CASES
print([detect_language(case.text) for case in CASES])
"""


def test_every_run_gives_the_same_results() -> None:
    assert run_python(DETECT_ALL, PYTHONHASHSEED="1") == run_python(DETECT_ALL, PYTHONHASHSEED="2")


FIRST_CALLS = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from index.detection.detect import detect_language
texts = ["Wer war dabei?", "Кто там был?", "kto tam byl", "Who was there?"] * 2
start = Barrier(8)
def detect(text):
    start.wait()
    return detect_language(text)
with ThreadPoolExecutor(8) as pool:
    at_once = list(pool.map(detect, texts))
assert at_once == [detect_language(text) for text in texts], at_once
print(" ".join(found.language for found in at_once))
"""


def test_eight_threads_may_make_the_first_calls_at_once() -> None:
    assert run_python(FIRST_CALLS) == "de ru ru en de ru ru en\n"


def test_importing_reads_no_profile() -> None:
    assert run_python("import sys, index.detection.detect; print('langdetect' in sys.modules)") == "False\n"
