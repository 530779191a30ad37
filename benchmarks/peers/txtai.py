"""txtai: Embeddings with stored content over its default index, Faiss, and its default engine, transformers.

As in "Embeddings", "Vectors" (instructions) and "Segmentation" (paragraphs) of its documentation.
"""

from collections.abc import Mapping

from txtai import Embeddings
from txtai.pipeline import Segmentation

from benchmarks.peers.exchange import PASSAGE, PASSAGES, QUERY, WEIGHTS, Task, Work, take_part


def build(task: Task) -> None:
    """Index the documents."""
    segment = Segmentation(paragraphs=True)
    embeddings = Embeddings(path=str(WEIGHTS), content=True, instructions={"query": QUERY, "data": PASSAGE})
    embeddings.index(
        (f"{each.path}#{number}", paragraph)
        for each in task.read_texts()
        for number, paragraph in enumerate(segment(each.text))
    )
    embeddings.save(str(task.store))


def load(task: Task) -> Mapping[str, Work]:
    """Return how to search the index."""
    embeddings = Embeddings()
    embeddings.load(str(task.store))
    return {
        "search": lambda question: [
            found["id"].rpartition("#")[0] for found in embeddings.search(question, PASSAGES)
        ]
    }


if __name__ == "__main__":
    take_part(build, load)
