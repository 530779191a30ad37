"""Reading: what every reader promises, which stretches of passages are read, where the best words are."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunks import split
from index.documents.document import Document
from index.languages import Language
from index.reading.reader import (
    LONGEST_ANSWER,
    UNREAD,
    WINDOWS,
    Readable,
    Reader,
    Reading,
    choose_windows,
    find_span,
    grow_window,
)
from tests.doubles.reader import WordReader
from tests.languages.codes import DE, EN, RU

QUESTION = "Wann wurde der Vertrag über die Partnerschaft unterzeichnet?"
TEXTS = (
    ("Der Vertrag über die Partnerschaft wurde am 1. Juni 1992 unterzeichnet. Er gilt ohne Frist.", DE),
    ("## Подписи\n\nДоговор о партнёрстве подписали 1 июня 1992 года. Он действует бессрочно.", RU),
    (
        "# Head\n\nＴｈｅ\u00a0treaty was of\ufb01cially signed… in Schro\u0308der’s house №\u00a05. “Yes!”",
        EN,
    ),
    ("Wer kam? " + ", ".join(f"die {number}. Delegation aus Chemnitz" for number in range(60)) + ".", DE),
    ("- Kultur\n- Sport\n- Jugendaustausch\n\nDas waren die Themen des Programms.", DE),
)


def make_passage(text: str, language: Language = DE) -> Readable:
    """Return the first chunk of `text`, its sentences the less near the later they come."""
    document = Document(path="a.md", text=text, body=0, pages=(), title="", language=language, sha256="")
    chunk = split(document)[0]
    return Readable("Die Verträge", chunk, [-float(number) for number in range(len(chunk.sentences))])


PASSAGES = [make_passage(*each) for each in TEXTS]


@pytest.fixture(params=["words", "bundled"])
def reader(request: pytest.FixtureRequest) -> Reader:
    """Return each reader in turn: what follows is promised by all."""
    return WordReader() if request.param == "words" else request.getfixturevalue("bundled_reader")


# What every reader promises


def test_a_passage_has_one_reading_with_a_score_and_words_for_each_sentence(reader: Reader) -> None:
    readings = reader.read(QUESTION, PASSAGES)
    assert len(readings) == len(PASSAGES)
    for (_, chunk, _), reading in zip(PASSAGES, readings, strict=True):
        assert len(reading.scores) == len(reading.words) == len(chunk.sentences)
        assert np.isfinite(reading.scores).all()
        for (start, end), (first, last) in zip(chunk.sentences, reading.words, strict=True):
            assert start <= first < end
            assert first < last <= chunk.end


def test_no_passages_have_no_readings(reader: Reader) -> None:
    assert reader.read(QUESTION, []) == []


@pytest.mark.parametrize("question", ["", "?", "\0", "Wer " * 200, "Когда?", "😀"])
def test_any_question_can_be_read(reader: Reader, question: str) -> None:
    assert len(reader.read(question, PASSAGES[:2])) == 2


def test_a_reading_does_not_depend_on_what_is_read_with_it(reader: Reader) -> None:
    together = reader.read(QUESTION, PASSAGES)
    assert reader.read(QUESTION, PASSAGES) == together
    for each, reading in zip(PASSAGES, together, strict=True):
        if max(reading.scores) > UNREAD:
            assert reader.read(QUESTION, [each])[0] == reading
    first = PASSAGES[:2]
    assert reader.read(QUESTION, first[::-1]) == reader.read(QUESTION, first)[::-1]


def test_eight_threads_read_what_one_reads(reader: Reader) -> None:
    asked = [QUESTION, "Кто подписал договор?", "Who came?", "Welche Themen?"] * 4
    alone = [reader.read(question, PASSAGES) for question in asked]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda question: reader.read(question, PASSAGES), asked)) == alone


def test_readings_tell_which_reader_made_them(reader: Reader) -> None:
    assert len(reader.fingerprint) == 64
    assert int(reader.fingerprint, 16) >= 0


def test_the_double_points_at_what_the_question_does_not_hold() -> None:
    (reading,) = WordReader().read(QUESTION, PASSAGES[:1])
    assert TEXTS[0][0][slice(*reading.words[0])] == "am 1. Juni 1992"
    assert (reading.best, reading.scores[0] > 0, reading.scores[1] < 0) == (0, True, True)


def test_the_best_sentence_is_the_first_of_those_with_the_highest_score() -> None:
    assert Reading((1.0, 3.0, 3.0, -1.0), ((0, 1),) * 4).best == 1


# What the bundled reader leaves unread


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Der **Vertrag** über die Partner-\nschaft wurde am *1. Ju\u00adni 1992* unter\u200bzeichnet.[^1] Er gilt ohne Frist.",  # noqa: E501
         "am *1. Ju\u00adni 1992"),
        ("Der Vertrag über die ~~alte~~ Partnerschaft wurde am [1. Juni 1992](a.md) unterzeichnet. Er gilt ohne Frist.",  # noqa: E501
         "am [1. Juni 1992"),
    ],
)  # fmt: skip
def test_marks_and_broken_words_change_no_reading(bundled_reader: Reader, written: str, words: str) -> None:
    plain, marked = bundled_reader.read(QUESTION, [PASSAGES[0], make_passage(written)])
    assert marked.scores == plain.scores
    start, end = marked.words[0]
    assert written[start:end] == words


def test_only_what_is_nearest_is_read(bundled_reader: Reader) -> None:
    far = [make_passage(f"Der {number}. Satz steht hier." * 40) for number in range(WINDOWS)]
    passages = [*(each._replace(nearness=[-9.0] * len(each.nearness)) for each in far), *PASSAGES[:WINDOWS]]
    readings = bundled_reader.read(QUESTION, passages)
    near = bundled_reader.read(QUESTION, PASSAGES[:WINDOWS])
    assert readings[WINDOWS : 2 * WINDOWS] == near
    for (_, chunk, _), reading in zip(passages, readings, strict=True):
        unread = [number for number, score in enumerate(reading.scores) if score == UNREAD]
        assert all(reading.words[number] == chunk.sentences[number] for number in unread)
    assert UNREAD not in {score for reading in near for score in reading.scores}
    assert [set(reading.scores) for reading in readings[:WINDOWS]].count({UNREAD}) > 0


def test_the_order_of_the_passages_does_not_decide_which_are_read(bundled_reader: Reader) -> None:
    passages = [make_passage(f"Im Jahr {1990 + number} kam der Rat. " * 40) for number in range(12)]
    passages = [each._replace(nearness=[-n / 7 for _ in each.nearness]) for n, each in enumerate(passages)]
    readings = bundled_reader.read(QUESTION, passages)
    assert bundled_reader.read(QUESTION, passages[::-1]) == readings[::-1]


# Which stretches are read

Sentences = list[tuple[int, int]]


def make_sentences(lengths: Sequence[int]) -> Sentences:
    return list(pairwise(accumulate(lengths, initial=0)))


some_sentences = st.lists(st.integers(0, 70), min_size=1, max_size=12).map(make_sentences)
rooms = st.integers(1, 90)


@given(some_sentences, st.integers(0, 11), rooms)
def test_a_window_is_as_many_whole_sentences_around_one_as_fit(
    sentences: Sentences, place: int, room: int
) -> None:
    sentence = place % len(sentences)
    window = grow_window(sentences, sentence, room)
    assert 0 <= window.first <= sentence < window.last <= len(sentences)
    start, end = sentences[window.first][0], sentences[window.last - 1][1]
    assert window.low == start
    assert window.high - window.low <= room
    if window.high < end:  # a sentence that is longer by itself is cut
        assert (window.first, window.last, window.high) == (sentence, sentence + 1, start + room)
    else:
        assert window.high == end
        assert window.first == 0 or end - sentences[window.first - 1][0] > room
        assert window.last == len(sentences) or sentences[window.last][1] - start > room


@given(st.lists(some_sentences, max_size=4), rooms, st.randoms(use_true_random=False))
def test_windows_hold_the_nearest_sentences_and_where_there_is_time_all(
    passages: list[Sentences], room: int, dice: random.Random
) -> None:
    nearest = [(number, sentence) for number, each in enumerate(passages) for sentence in range(len(each))]
    dice.shuffle(nearest)
    chosen = choose_windows(passages, nearest, room)
    held: set[tuple[int, int]] = set()
    for number, window in chosen:
        around = next(place for place in nearest if place not in held)
        assert (number, around[1] in range(window.first, window.last)) == (around[0], True)
        held |= {(number, sentence) for sentence in range(window.first, window.last)}
    assert len(chosen) == WINDOWS or held == set(nearest)


# Where the best words are


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(0, 40))
def test_a_span_is_the_best_of_all_that_are_short_enough(seed: int, count: int, behind: int) -> None:
    draw = np.random.default_rng(seed)
    starts = draw.normal(size=count).astype(np.float32)
    ends = draw.normal(size=count + behind).astype(np.float32)
    score, first, last = find_span(starts, ends)
    every = [
        starts[low] + ends[high]
        for low in range(len(starts))
        for high in range(low, min(low + LONGEST_ANSWER, len(ends)))
    ]
    assert score == max(every) == starts[first] + ends[last]
    assert first <= last < first + LONGEST_ANSWER
