"""Haystack: SentenceTransformers embedders, DocumentSplitter and the default InMemoryDocumentStore.

As in "SentenceTransformersDocumentEmbedder", "SentenceTransformersTextEmbedder" and "DocumentSplitter"
(its defaults, 200 words) of its documentation.
"""

from collections.abc import Mapping

from haystack import Document, Pipeline
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from benchmarks.peers.exchange import PASSAGE, PASSAGES, QUERY, WEIGHTS, Task, Work, take_part


def build(task: Task) -> None:
    """Index the documents."""
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    pipeline = Pipeline()
    pipeline.add_component("splitter", DocumentSplitter())
    pipeline.add_component(
        "embedder",
        SentenceTransformersDocumentEmbedder(model=str(WEIGHTS), prefix=PASSAGE, progress_bar=False),
    )
    pipeline.add_component("writer", DocumentWriter(document_store=store))
    pipeline.connect("splitter", "embedder")
    pipeline.connect("embedder", "writer")
    documents = [Document(content=each.text, meta={"path": each.path}) for each in task.read_texts()]
    pipeline.run({"splitter": {"documents": documents}})
    store.save_to_disk(str(task.store))


def load(task: Task) -> Mapping[str, Work]:
    """Return how to search the index."""
    store = InMemoryDocumentStore.load_from_disk(str(task.store))
    pipeline = Pipeline()
    embedder = SentenceTransformersTextEmbedder(model=str(WEIGHTS), prefix=QUERY, progress_bar=False)
    pipeline.add_component("embedder", embedder)
    pipeline.add_component("retriever", InMemoryEmbeddingRetriever(document_store=store, top_k=PASSAGES))
    pipeline.connect("embedder.embedding", "retriever.query_embedding")

    def search(question: str) -> list[str]:
        result = pipeline.run({"embedder": {"text": question}})
        return [document.meta["path"] for document in result["retriever"]["documents"]]

    return {"search": search}


if __name__ == "__main__":
    take_part(build, load)
