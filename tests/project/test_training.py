"""What the reader learns from, how examples are drawn, and that training makes a small model better."""

import random
import re
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from index.encoding.bundle import find_bundle, read_bundle
from index.encoding.tokenizer import BEGIN, END, Tokenizer
from index.languages import Language
from index.reading.prepare import prepare_reader
from index.reading.reader import LONGEST_WINDOW
from training.data import DATA, TRAINED, Asked, Text, find_words, read_written
from training.drawing import Drawing, Example
from training.export import load_shipped_weights
from training.measure import load_shipped, read_all, summarise
from training.model import Reader
from training.trainer import Trainer, make_batches, measure_loss
from training.typing_badly import type_badly, write_latin
from training.windows import find_tokens, grow, make_passage

WRITTEN = [path for folder in TRAINED for path in sorted((DATA / folder).glob("*.txt"))]
HELD_OUT = sorted((DATA / "held_out").glob("*.txt"))
TEXT = Text(
    "written",
    "one",
    "",
    "de",
    "Das Bad\nDas Bad öffnete am 3. Mai 1997. Der Eintritt kostet vier Euro. Montags ist geschlossen.",
    (Asked("Seit wann gibt es das Bad?", "de", (29, 40)), Asked("Wer baute das Bad?", "de", None)),
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(prepare_reader()[0])


# The data


def test_every_text_of_ours_can_be_read_and_has_answers_and_near_misses() -> None:
    for path in [*WRITTEN, *HELD_OUT]:
        texts = read_written(path)
        assert texts, path
        for text in texts:
            answered = [asked for asked in text.asked if asked.span]
            assert 0 < len(answered) < len(text.asked), (path, text.group)
            assert {text.language, *(asked.language for asked in text.asked)} <= set(Language), path


def test_nothing_is_trained_on_that_measures() -> None:
    trained = {text.text for path in WRITTEN for text in read_written(path)}
    assert trained.isdisjoint(text.text for path in HELD_OUT for text in read_written(path))


def test_nothing_is_about_what_the_bot_answers() -> None:
    named = re.compile("Düsseldorf|Dusseldorf|Дюссельдорф", re.IGNORECASE)
    assert [path.name for path in [*WRITTEN, *HELD_OUT] if named.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("answer", "place"),
    [("zwei", (0, 4)), ("zwei @2", (10, 14)), ("drei", (5, 9)), ("ei", (2, 4))],
)
def test_an_answer_is_found_as_a_whole_word_where_it_is_one(answer: str, place: tuple[int, int]) -> None:
    assert find_words("zwei drei zwei", answer, "here") == place


def test_an_answer_that_does_not_stand_in_its_text_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("# T 01 | de | Notiz\nDas Bad ist zu.\nA | de | Was ist zu? | das Tor\n", "utf-8")
    with pytest.raises(ValueError, match=r"x\.txt:3: .*das Tor"):
        read_written(file)


# Drawing


@given(st.integers(0, 10_000), st.sampled_from(["Wann öffnet das Bürgerbüro?", "x", "", "12?"]))
def test_what_is_typed_badly_is_nearly_the_question(seed: int, question: str) -> None:
    typed = type_badly(question, "de", random.Random(seed))
    assert typed == type_badly(question, "de", random.Random(seed))
    assert len(typed) >= len(question.rstrip(" ?.!")) - 2


def test_latin_letters_are_all_that_is_left_of_cyrillic_ones() -> None:
    written = {write_latin("Щука, ёж и объезд", random.Random(seed)) for seed in range(20)}
    assert len(written) == 3
    assert all(text.isascii() for text in written)


def test_a_drawn_window_holds_its_answer_and_fits(tokenizer: Tokenizer) -> None:
    examples = Drawing([TEXT], tokenizer, seed=1).draw({"written": 200})
    assert len(examples) >= 200
    words = set()
    for example in examples:
        assert len(example.ids) <= LONGEST_WINDOW
        assert (example.ids[0], example.ids[-1]) == (BEGIN, END)
        assert 0 <= example.first <= example.last < len(example.ids)
        if example.last:
            words.add(tuple(example.ids[example.first : example.last + 1]))
    tokens = tokenizer.locate(TEXT.text)
    first, last = find_tokens(tokens, (29, 40))
    assert words == {tuple(token.number for token in tokens[first : last + 1])}


@given(st.integers(0, 3), st.integers(1, 60), st.integers(0, 100))
def test_a_grown_stretch_is_whole_sentences_around_its_own(
    tokenizer: Tokenizer, sentence: int, room: int, seed: int
) -> None:
    passage = make_passage(TEXT, tokenizer)
    sentence %= len(passage.sentences)
    low, high = grow(passage, sentence, room, random.Random(seed))
    own = passage.sentences[sentence]
    assert low <= own[0] < own[1] <= high
    assert high - low <= max(room, own[1] - own[0])
    assert low in {start for start, _ in passage.sentences}
    assert high in {end for _, end in passage.sentences}


def test_windows_of_one_question_stay_in_one_batch() -> None:
    dice = random.Random(3)
    examples = [Example([0] * dice.randint(5, 90), 4, 0, 0, n // 2) for n in range(500)]
    batches = make_batches(examples, random.Random(1))
    assert sorted(id(each) for batch in batches for each in batch) == sorted(map(id, examples))
    for batch in batches:
        pairs = [each.pair for each in batch]
        assert all(pairs.count(pair) == 2 for pair in pairs)


def test_the_loss_is_less_the_surer_the_right_place() -> None:
    batch = [Example([0, 5, 2, 2, 7, 8, 2], 4, 4, 5, 1), Example([0, 5, 2, 2, 9, 8, 2], 4, 0, 0, 1)]

    def measure(sure: float, beside: float = 0) -> float:
        logits = torch.zeros(2, 7, 2)
        logits[0, 4, 0] = logits[0, 5, 1] = logits[1, 0, 0] = logits[1, 0, 1] = sure
        logits[:, [1, 2, 3, 6]] = beside  # question and signs that separate: no answer can stand there
        return float(measure_loss(logits, batch))

    assert measure(-2) > measure(0) > measure(2) > measure(6)
    assert measure(2, beside=5) == measure(2)


class Toy(nn.Module):
    """A model as small as one can be, in place of the one that takes hours."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(10, 2)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.words(ids)
        return logits


EXAMPLES = [Example([0, 5, 2, 2, 7, 8, 2], 4, 4, 5, n) for n in range(3000)]


def test_a_training_that_was_stopped_goes_on_and_one_that_ended_does_not(tmp_path: Path) -> None:
    stopped = Trainer(Toy(), tmp_path / "toy.pt", seconds=3600, rate=0.1)  # type: ignore[arg-type]
    stopped.begin({}, seed=0)
    stopped.run_round(EXAMPLES)
    stopped.stop()
    stopped.end()
    rest = Trainer(Toy(), tmp_path / "toy.pt", seconds=0.2, rate=0.1)  # type: ignore[arg-type]
    assert rest.go_on(seed=0)
    assert rest.count == stopped.count == len(EXAMPLES)
    while not rest.done:
        rest.run_round(EXAMPLES)
    rest.end()
    weights = torch.load(tmp_path / "toy.pt")["words.weight"]
    assert weights[7, 0] > weights[0, 0]
    assert weights[8, 1] > weights[0, 1]
    assert not Trainer(Toy(), tmp_path / "toy.pt", seconds=1, rate=0.1).go_on(seed=0)  # type: ignore[arg-type]


# The reader that ships


def test_training_goes_on_from_the_reader_that_ships() -> None:
    bundle = read_bundle(find_bundle())
    model = Reader(bundle)
    missing = model.load_state_dict(load_shipped_weights(bundle), strict=False)
    assert (missing.missing_keys, missing.unexpected_keys) == ([], [])
    ids = [BEGIN, 1000, 2000, END, END, 3000, 4000, 5000, END]
    model.eval()
    with torch.inference_mode():
        logits = model(torch.tensor([ids]))[0].numpy()
    assert np.abs(logits - load_shipped()(ids)).mean() < 0.2  # of 8 bits


def test_the_reader_that_ships_tells_answers_from_near_misses_it_was_not_trained_on(
    tokenizer: Tokenizer,
) -> None:
    texts = [text for path in HELD_OUT for text in read_written(path)][::9]
    figures = summarise(read_all(load_shipped(), tokenizer, texts))
    assert figures["auroc"] is not None
    assert figures["auroc"] > 0.75
    assert figures["span"] is not None
    assert figures["span"] > 0.6
