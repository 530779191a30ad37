"""Word matching: the stems of three languages, BM25 among the chunks of one."""

from concurrent.futures import ThreadPoolExecutor
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.languages import Language
from index.storage.words import postings
from index.storage.words.lexical import LexicalIndex
from tests.languages.codes import DE, EN, RU

TEXTS = [
    ("Der Vertrag wurde 1992 unterzeichnet.", DE),
    ("Договор подписали в 1992 году.", RU),
    ("Die Städte feiern ein Fest.", DE),
    ("The treaty was signed in 1992.", EN),
    ("Der Vertrag gilt ohne Frist, und das Fest ist vorbei.", DE),
]


@pytest.fixture(scope="module")
def lexical() -> LexicalIndex:
    return LexicalIndex.build(TEXTS)


def score(lexical: LexicalIndex, question: str, language: Language) -> dict[int, float]:
    """Return the scores of the chunks that share a word."""
    scores = lexical.look_up(question, language).score(np.arange(len(TEXTS)))
    return {row: score for row, score in enumerate(scores.tolist()) if score}


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        (DE, "Unterzeichnung unterzeichnet unterzeichnen UNTERZEICHNET"),
        (DE, "Städte Stadt STÄDTE"),
        (DE, "Straße Strasse"),
        (RU, "подписали подписан ПОДПИСАЛА"),
        (RU, "договор договоры договора"),
        (RU, "самолёт самолеты Самолётов"),
        (EN, "signed signing signs Sign"),
        (EN, "city cities"),
    ],
)
def test_the_forms_of_a_word_find_each_other(language: Language, forms: str) -> None:
    words = forms.split()
    lexical = LexicalIndex.build([*((word, language) for word in words), ("1992", language)])
    for word in words:
        assert lexical.look_up(word, language).find_best(9).tolist() == list(range(len(words)))


def test_words_are_runs_of_letters_and_digits() -> None:
    text = "2020–23: «Sister_cities», e.g. §5!"
    lexical = LexicalIndex.build([(text, EN), ("… — ! _", EN)])
    held, missing = ("2020", "23", "sister", "city", "5"), ("20", "sistercities", "… _", "")
    found = {word: lexical.look_up(word, EN).find_best(9).tolist() for word in (*held, *missing)}
    assert found == {word: [0] if word in held else [] for word in found}


def test_the_score_is_bm25_among_the_chunks_of_the_language(lexical: LexicalIndex) -> None:
    # Five, five and ten words; „Vertrag“ is in two of the three chunks.
    idf = log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    average = (5 + 5 + 10) / 3
    expected = [idf / (1 + 1.2 * (0.25 + 0.75 * length / average)) for length in (5, 10)]
    assert score(lexical, "Verträge?", DE) == pytest.approx({0: expected[0], 4: expected[1]})


def test_each_word_of_the_question_counts_once_and_adds_up(lexical: LexicalIndex) -> None:
    vertrag, fest = score(lexical, "Vertrag", DE), score(lexical, "Fest", DE)
    both = score(lexical, "Fest Vertrag fest vertrag", DE)
    assert set(both) == {0, 2, 4}
    assert both == pytest.approx({row: vertrag.get(row, 0) + fest.get(row, 0) for row in both})


def test_only_the_chunks_of_the_question_s_language_have_a_score(lexical: LexicalIndex) -> None:
    assert set(score(lexical, "1992", RU)) == {1}
    assert set(score(lexical, "1992", EN)) == {3}
    assert set(score(lexical, "1992", DE)) == {0}


def test_unknown_words_score_nothing(lexical: LexicalIndex) -> None:
    assert score(lexical, "Quantenphysik", DE) == {}
    assert score(lexical, "", DE) == {}
    assert score(lexical, "Quantenphysik Fest", DE) == score(lexical, "Fest", DE)


@pytest.mark.parametrize("texts", [[], [("… — !", DE)], [("The treaty", EN), ("…", DE)]])
def test_a_language_without_a_word_has_no_scores(texts: list[tuple[str, Language]], tmp_path: Path) -> None:
    lexical = LexicalIndex.build(texts)
    lexical.save(tmp_path / "lexical")
    for one in (lexical, LexicalIndex.load(tmp_path / "lexical")):
        assert score(one, "Vertrag", DE) == {}
        words = one.look_up("Vertrag von 1992", DE)
        assert words.find_best(5).tolist() == []


def test_a_chunk_without_a_word_does_not_shift_the_others() -> None:
    lexical = LexicalIndex.build([("…", DE), ("Der Vertrag", DE), ("—", DE)])
    found = score(lexical, "Vertrag", DE)
    assert set(found) == {1}
    assert lexical.look_up("Vertrag", DE).find_best(5).tolist() == [1]


WORDS = [
    "Vertrag",
    "Fest",
    "Frist",
    "Stadt",
    "Moskau",
    "Oper",
    "Rat",
    "Park",
    "Schule",
    "Sport",
    "Hof",
    "Tag",
]


@pytest.mark.parametrize("together", [0, 300, postings.MOST_TOGETHER])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_best_chunks_are_those_of_an_exhaustive_search(
    monkeypatch: pytest.MonkeyPatch, seed: int, together: int
) -> None:
    monkeypatch.setattr(postings, "MOST_TOGETHER", together)
    random = np.random.default_rng(seed)
    shares = 1 / np.arange(1, len(WORDS) + 1) ** 2  # so that some words are in most texts, others in few
    texts = [
        (
            " ".join(random.choice(WORDS, random.integers(1, 30), p=shares / shares.sum())),
            random.choice([DE, RU]),
        )
        for _ in range(600)
    ]
    lexical = LexicalIndex.build(texts)
    for count in range(1, len(WORDS)):
        words = lexical.look_up(" ".join(random.choice(WORDS, count)), DE)
        scores = words.score(np.arange(len(texts)))
        order = np.argsort(-scores, kind="stable")
        for limit in (1, 15, 1000):
            expected = [row for row in order[:limit].tolist() if scores[row]]
            found = words.find_best(limit).tolist()
            assert len(set(found)) == len(expected)
            # By score: words are added up in another order, so that some ties are rounded apart.
            assert scores[found] == pytest.approx(scores[expected], rel=1e-6)


def test_common_words_lead_to_no_chunk_where_there_is_a_rarer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "MOST_LED_TO", 3)
    monkeypatch.setattr(postings, "MOST_TOGETHER", 0)
    texts = ["Fest Stadt", "Stadt", "Fest", "Stadt Rat", "Rat", "Stadt Fest Rat", "Rat Rat", "Stadt Park"]
    lexical = LexicalIndex.build((text, DE) for text in texts)
    for question, held in {
        "Fest Stadt": "Fest",
        "Stadt Rat": "Rat",
        "Stadt": "Stadt",
        "Park Fest": "",
    }.items():
        words = lexical.look_up(question, DE)
        order = np.argsort(-words.score(np.arange(len(texts))), kind="stable").tolist()
        led_to = [
            row for row in order if held in texts[row] and set(question.split()) & set(texts[row].split())
        ]
        assert words.find_best(10).tolist() == led_to


def test_function_words_do_not_count(lexical: LexicalIndex) -> None:
    assert score(lexical, "Wer war das, und wo ist der?", DE) == {}
    assert score(lexical, "Wer war in der Frist des Vertrags?", DE) == score(lexical, "Frist Vertrag", DE)


def test_what_is_loaded_scores_as_what_was_saved(lexical: LexicalIndex, tmp_path: Path) -> None:
    lexical.save(tmp_path / "lexical")
    (tmp_path / "lexical" / ".DS_Store").touch()
    loaded = LexicalIndex.load(tmp_path / "lexical")
    for question in ("Vertrag Fest", "договора 1992", "signing", "nichts"):
        for language in Language:
            assert score(loaded, question, language) == score(lexical, question, language)
            words, expected = loaded.look_up(question, language), lexical.look_up(question, language)
            assert words.find_best(3).tolist() == expected.find_best(3).tolist()


def test_eight_threads_get_the_scores_of_one(lexical: LexicalIndex) -> None:
    questions = [f"Vertrag Nummer{number} unterzeichneter Feste" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda question: score(lexical, question, DE), questions))
    for question, scores in zip(questions, found, strict=True):
        assert scores == score(lexical, question, DE)
