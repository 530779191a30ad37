"""Partnerbot: what `partnerbot index` builds, searched as `GET /api/search` does; and the whole answer."""

from collections.abc import Mapping

from benchmarks.peers.exchange import PASSAGES, Task, Work, take_part
from bot.answering.evidence import open_knowledge
from bot.answering.pipeline import answer_inquiry, find_passages
from bot.understanding.inquiry import Inquiry
from bot.understanding.question import understand
from index.build import build_index
from index.encoding import BUNDLED
from index.encoding.encoder import load_encoder


def build(task: Task) -> None:
    """Index the documents."""
    build_index(task.documents, task.store, load_encoder())


def load(task: Task) -> Mapping[str, Work]:
    """Return how to search the index, and how to answer from it."""
    knowledge = open_knowledge(task.store, BUNDLED)

    def search(question: str) -> list[str]:
        found = find_passages(understand(Inquiry(question)), knowledge, PASSAGES)
        return [each.passage.document.path for each in found]

    def answer(question: str) -> list[str]:
        return [each.path for each in answer_inquiry(Inquiry(question), knowledge).answer.citations]

    return {"search": search, "answer": answer}


if __name__ == "__main__":
    take_part(build, load)
