"""Partnerbot: what `partnerbot index` builds, searched as `GET /api/search` does; and the whole answer."""

from collections.abc import Mapping

from benchmarks.peers.exchange import PASSAGES, Task, Work, take_part
from bot.answer import clean_question, find_answer
from index.build import build_index
from index.encoder import load_encoder
from index.language import detect_language
from index.search import Searcher
from index.store import read_index


def build(task: Task) -> None:
    """Index the documents."""
    build_index(task.documents, task.store, load_encoder())


def load(task: Task) -> Mapping[str, Work]:
    """Return how to search the index, and how to answer from it."""
    searcher = Searcher(read_index(task.store), load_encoder())

    def search(question: str) -> list[str]:
        text = clean_question(question)
        found = searcher.search(text, detect_language(text).language, PASSAGES)
        return [passage.document.path for passage in found]

    def answer(question: str) -> list[str]:
        return [citation.path for citation in find_answer(searcher, question).answer.citations]

    return {"search": search, "answer": answer}


if __name__ == "__main__":
    take_part(build, load)
