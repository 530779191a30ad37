"""Cairn (cairn-assistant): shared words only, no model; its own settings but for the number of candidates."""

from collections.abc import Mapping
from dataclasses import replace

from cairn.config import Config
from cairn.engine import ask
from cairn.index import build_and_write, read_index

from benchmarks.peers.exchange import PASSAGES, Task, Work, take_part


def build(task: Task) -> None:
    """Index the documents, under the front matter that Cairn wants."""
    corpus = task.store / "corpus"
    corpus.mkdir(parents=True)
    for number, each in enumerate(task.read_texts()):
        head = f"---\nid: d{number}\ntitle: {each.title}\nlang: {each.language}\n---\n"
        (corpus / f"d{number}.md").write_text(f"{head}\n{each.text}\n", "utf-8")
    build_and_write(corpus, task.store / "index.json")


def load(task: Task) -> Mapping[str, Work]:
    """Return how to search the index: in the question's language, and in all when nothing there will do."""
    paths = [each.path for each in task.read_texts()]
    index = read_index(task.store / "index.json", task.store / "corpus")
    config = replace(Config(), candidates=PASSAGES)

    def search(question: str) -> list[str]:
        candidates = ask(question, index, config).attempts[-1].trace.candidates
        return [paths[int(found.passage.doc_id[1:])] for found in candidates]

    return {"search": search}


if __name__ == "__main__":
    take_part(build, load)
