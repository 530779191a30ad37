"""Passages found in, passages read out: how probable it is that each of their sentences answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.answering.tables import point_at_rows
from index.encoding.encoder import load_encoder
from index.languages import Language
from index.reading.calibration import Calibration, load_calibration
from index.reading.reader import UNREAD, Readable, Reader, Reading, load_reader
from index.search import Passage, Retriever, Searcher
from index.storage.store import Index, read_index

READ = 12  # passages whose sentences may be read, measured in docs/decisions/0014


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Knowledge:
    """What answers come from: what finds passages, what reads them, how its scores become evidence.

    `examples` are questions that the documents answer, in each language.
    """

    retriever: Retriever
    reader: Reader
    calibration: Calibration
    examples: Mapping[Language, Sequence[str]] = field(default_factory=dict)


def open_knowledge(folder: Path, encoder: str, read: Callable[[Path], Index] = read_index) -> Knowledge:
    """Return what answers from the index in use below `folder`, or from what else `read` reads there.

    Takes seconds. Raises IndexUnusableError and EncoderError.
    """
    index, reader, calibration = read(folder), load_reader(), load_calibration()
    calibration.check_reader(reader.fingerprint)
    return Knowledge(Searcher(index, load_encoder(encoder)), reader, calibration, index.examples)


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage and what the reader says of it; `reading` is None where it was not read.

    `evidence` says how probable it is that each sentence answers, 0..1; empty where none was read. `score`,
    higher is nearer, orders passages: the best evidence, or what is to be expected where none was read.
    """

    passage: Passage
    reading: Reading | None = None
    evidence: tuple[float, ...] = ()
    score: float = 0.0


def read_passages(question: str, passages: Sequence[Passage], knowledge: Knowledge) -> list[ReadPassage]:
    """Return `passages` with what the reader says of each."""
    readings = knowledge.reader.read(
        question, [Readable(each.document.title, each.chunk, each.nearness) for each in passages]
    )
    pointed = [_point(question, *pair) for pair in zip(passages, readings, strict=True)]
    return [_weigh(*pair, knowledge.calibration) for pair in zip(passages, pointed, strict=True)]


def rank_passages(question: str, passages: Sequence[Passage], knowledge: Knowledge) -> list[ReadPassage]:
    """Return `passages`, the nearest first, read and in the order of their scores; beyond 12 they follow."""
    read = read_passages(question, passages[:READ], knowledge)
    ranked = sorted(read, key=lambda each: -each.score)
    return [*ranked, *map(ReadPassage, passages[READ:])]


def _point(question: str, passage: Passage, reading: Reading) -> Reading:
    sentences = passage.chunk.sentences
    return replace(reading, scores=point_at_rows(question, passage.document.text, sentences, reading.scores))


def _weigh(passage: Passage, reading: Reading, calibration: Calibration) -> ReadPassage:
    evidence = calibration.weigh(reading.scores, passage.similarity)
    expected = calibration.weigh([calibration.unread], passage.similarity)
    score = max(evidence if max(reading.scores) > UNREAD else expected)
    return ReadPassage(passage, reading, evidence, score)
