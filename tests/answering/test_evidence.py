"""What the reader says of passages becomes evidence, and orders them."""

from collections.abc import Sequence
from pathlib import Path

from bot.answering.evidence import READ, Knowledge, rank_passages, read_passages
from index.build import build_index
from index.chunks import Chunk  # noqa: TC001
from index.encoding.encoder import Encoder
from index.reading.reader import Readable, Reading
from index.search import Searcher
from tests.doubles.reader import CALIBRATION, WordReader, open_index
from tests.languages.codes import DE


def test_a_passage_says_what_the_reader_read(documents: Path, tmp_path: Path, encoder: Encoder) -> None:
    knowledge = open_index(build_index(documents, tmp_path / "index", encoder).index, encoder)
    question = "Wann wurde der Vertrag über die Städtepartnerschaft unterzeichnet?"
    found = knowledge.retriever.search(question, DE, READ)
    for read in read_passages(question, found, knowledge):
        passage = read.passage
        (expected,) = WordReader().read(
            question, [Readable(passage.document.title, passage.chunk, passage.nearness)]
        )
        assert read.reading == expected
        assert read.evidence == CALIBRATION.weigh(expected.scores, passage.similarity)
        assert read.score == max(read.evidence)


class SparingReader(WordReader):
    """A reader that remembers which passages it was given."""

    def __init__(self) -> None:
        self.given: list[list[Chunk]] = []

    def read(self, question: str, passages: Sequence[Readable]) -> list[Reading]:
        self.given.append([passage.chunk for passage in passages])
        return super().read(question, passages)


def test_only_the_nearest_are_read_and_the_others_follow_in_their_order(
    tmp_path: Path, encoder: Encoder
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.de.md").write_text(f"Im Jahr {1990 + number} tagte der Rat der Stadt.", "utf-8")
    reader = SparingReader()
    searcher = Searcher(build_index(folder, tmp_path / "index", encoder).index, encoder)
    question, knowledge = "Was tat der Rat 2012?", Knowledge(searcher, reader, CALIBRATION)
    near = searcher.search(question, DE, 20)
    found = rank_passages(question, near, knowledge)
    assert reader.given == [[passage.chunk for passage in near[:READ]]]
    assert [each.passage for each in found[READ:]] == near[READ:]
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert found[0].passage.document.path == "22.de.md"
