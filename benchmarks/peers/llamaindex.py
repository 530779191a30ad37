"""LlamaIndex: HuggingFaceEmbedding, VectorStoreIndex and FaissVectorStore over a flat index.

As in "Faiss Vector Store" and "Local Embeddings with HuggingFace" of its documentation. The splitter is its
default, SentenceSplitter, with chunks of 512 tokens instead of 1,024, of which the model would read half.
"""

from collections.abc import Mapping

import faiss
from llama_index.core import Document, Settings, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.node_parser import SentenceSplitter
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissVectorStore

from benchmarks.peers.exchange import PASSAGE, PASSAGES, QUERY, WEIGHTS, Task, Work, take_part

DIMENSIONS = 384


def set_up() -> None:
    """Choose the model and the splitter."""
    Settings.embed_model = HuggingFaceEmbedding(
        model_name=str(WEIGHTS), query_instruction=QUERY, text_instruction=PASSAGE, device="cpu"
    )
    Settings.node_parser = SentenceSplitter(chunk_size=512, chunk_overlap=50)


def build(task: Task) -> None:
    """Index the documents."""
    set_up()
    documents = [
        Document(text=each.text, metadata={"path": each.path}, excluded_embed_metadata_keys=["path"])
        for each in task.read_texts()
    ]
    store = FaissVectorStore(faiss_index=faiss.IndexFlatL2(DIMENSIONS))
    context = StorageContext.from_defaults(vector_store=store)
    index = VectorStoreIndex.from_documents(documents, storage_context=context)
    index.storage_context.persist(str(task.store))


def load(task: Task) -> Mapping[str, Work]:
    """Return how to search the index."""
    set_up()
    store = FaissVectorStore.from_persist_dir(str(task.store))
    context = StorageContext.from_defaults(vector_store=store, persist_dir=str(task.store))
    retriever = load_index_from_storage(context).as_retriever(similarity_top_k=PASSAGES)
    return {"search": lambda question: [found.metadata["path"] for found in retriever.retrieve(question)]}


if __name__ == "__main__":
    take_part(build, load)
