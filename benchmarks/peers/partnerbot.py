"""Partnerbot: what `partnerbot index` builds, searched as `GET /api/search` does; and the whole answer."""

from collections.abc import Mapping

from benchmarks.peers.exchange import PASSAGES, Task, Work, take_part
from bot.answer import find_answer
from bot.question import understand
from index.build import build_index
from index.encoder import load_encoder
from index.reader import load_reader
from index.search import Searcher
from index.store import read_index


def build(task: Task) -> None:
    """Index the documents."""
    build_index(task.documents, task.store, load_encoder())


def load(task: Task) -> Mapping[str, Work]:
    """Return how to search the index, and how to answer from it."""
    searcher = Searcher(read_index(task.store), load_encoder(), load_reader())

    def search(question: str) -> list[str]:
        asked = understand(question)
        found = searcher.search(asked.wanted, asked.asked_in, PASSAGES)
        return [passage.document.path for passage in found]

    def answer(question: str) -> list[str]:
        return [citation.path for citation in find_answer(searcher, understand(question)).answer.citations]

    return {"search": search, "answer": answer}


if __name__ == "__main__":
    take_part(build, load)
