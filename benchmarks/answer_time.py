"""Time a whole answer over 10,000 chunks against the encoder's own time for the question, in one run.

The chunks are those of the index in var/index, repeated with a little noise in their vectors: their number
and their texts are real, their meaning does not matter for the time.
"""

import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np

from bot.answer import find_answer
from index.encoder import load_encoder
from index.lexical import LexicalIndex
from index.search import Searcher
from index.store import Index, make_flat, read_index

CHUNKS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
QUESTIONS = (
    "Wer hat das Kulturkommuniqué für die Jahre {} bis 2023 unterschrieben?",
    "Где в Москве находится парк, который назвали в честь Дюссельдорфа в {} году?",
    "Which start-ups won the pitch contest in Moscow in the year {}?",
)
ROUNDS = 60


def enlarge(index: Index) -> Index:
    """Return `index` with its chunks repeated up to CHUNKS."""
    random = np.random.default_rng(0)
    rows = np.resize(np.arange(len(index.chunks)), CHUNKS)
    chunks = [index.chunks[row] for row in rows]
    passages = np.array([index.passage_vector(row) for row in rows])
    sentences = np.concatenate([index.sentence_vectors(row) for row in rows])
    texts = [(chunk.text, index.documents[chunk.path].language) for chunk in chunks]
    return Index(
        replace(index.manifest),
        list(index.documents.values()),
        chunks,
        make_flat(passages + random.normal(0, 0.001, passages.shape).astype(np.float32)),
        make_flat(sentences + random.normal(0, 0.001, sentences.shape).astype(np.float32)),
        LexicalIndex.build(texts),
    )


encoder = load_encoder()
searcher = Searcher(enlarge(read_index(Path("var/index"))), encoder)
answers, questions = [], []
for number in range(ROUNDS):
    question = QUESTIONS[number % len(QUESTIONS)].format(1960 + number)
    start = perf_counter()
    find_answer(searcher, question)
    middle = perf_counter()
    encoder.encode_questions([question])
    answers.append(middle - start)
    questions.append(perf_counter() - middle)
answer, alone = np.median(answers[6:]) * 1000, np.median(questions[6:]) * 1000
print(
    f"{CHUNKS} chunks: answer p50 {answer:.1f} ms, encoder alone {alone:.1f} ms, ratio {answer / alone:.2f}"
)
