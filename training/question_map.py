"""Make index/encoding/question_map.npz: python -m training.question_map, or `make map`; takes some minutes.

Learned from the questions to our texts and where their answers stand, among many passages at once (a cross
entropy over them, as in dense passage retrieval, Karpukhin et al. 2020). Only a matrix on the side of the
question is learned, so that no index changes. Told at the end: what it gives on texts that are held out.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from bot.evaluation.measures import read_questions
from index.artefacts import describe_making
from index.build import build_index
from index.encoding.encoder import Encoder, load_encoder
from index.encoding.language_offsets import load_offsets, remove_offset
from index.encoding.question_map import QUESTION_MAP, move_questions
from training.data import DATA, TRAINED, Text, load_texts, read_written
from training.pool import write_pool

ROUNDS = 4
BATCH = 64
DRAWN = 0.25  # of the chunks that answer no question of a batch
RATE = 2e-4
SHARPNESS = 25.0  # of the softmax over similarities, which differ by hundredths
DECAY = 0.01  # of the square of the matrix: a question stays near to where it was


@dataclass(frozen=True, slots=True)
class Pool:
    """Chunks, their sentences, and questions that they answer, as vectors; the chunk of each sentence.

    `answers` says of each question which chunks hold its answer, shape (questions, chunks).
    """

    chunks: Tensor
    sentences: Tensor
    owners: Tensor
    questions: Tensor
    answers: Tensor

    def compare(self, questions: Tensor) -> Tensor:
        """Return how near `questions` are to the chunks, as a search says it, shape (questions, chunks)."""
        nearest = torch.full((len(questions), len(self.chunks)), -2.0)
        owners = self.owners.expand(len(questions), -1)
        nearest = nearest.scatter_reduce(1, owners, questions @ self.sentences.T, "amax")
        return questions @ self.chunks.T + nearest

    def draw(self, asked: Tensor) -> "Pool":
        """Return the questions `asked`, numbers, with what answers them and a quarter of the other chunks."""
        kept = self.answers[asked].any(0) | (torch.rand(len(self.chunks)) < DRAWN)
        held = kept[self.owners]
        owners = (kept.cumsum(0) - 1)[self.owners[held]]
        answers = self.answers[asked][:, kept]
        return Pool(self.chunks[kept], self.sentences[held], owners, self.questions[asked], answers)

    def measure(self, questions: Tensor) -> dict[str, float]:
        """Return which share of the questions has a right chunk among the nearest 1, 5 and 12."""
        order = self.compare(questions).argsort(1, descending=True)
        right = torch.gather(self.answers, 1, order)
        return {f"recall@{k}": round(float(right[:, :k].any(1).float().mean()), 3) for k in (1, 5, 12)}


def make_pool(texts: Iterable[Text], folder: Path, encoder: Encoder) -> Pool:
    """Return `texts` and the questions that they answer, as an index holds them; it is built in `folder`."""
    write_pool(texts, folder)
    index = build_index(folder / "documents", folder / "index", encoder).index
    chunks = list(index.chunks)
    rows = np.arange(len(chunks))
    sentences, counts = index.sentence_vectors(rows)
    offsets, asked, answers = load_offsets(encoder), [], []
    for question in read_questions(folder / "questions.jsonl"):
        held = [each.path in question.relevant and question.is_right(each.text) for each in chunks]
        if any(held):
            asked.append(question)
            answers.append(np.array(held))
    vectors = encoder.encode_questions([each.question for each in asked])
    return Pool(
        torch.tensor(np.asarray(index.passage_vectors(rows), np.float32)),
        torch.tensor(np.asarray(sentences, np.float32)),
        torch.tensor(np.repeat(rows, counts)),
        torch.tensor(remove_offset(vectors, np.stack([offsets[each.language] for each in asked]))),
        torch.tensor(np.stack(answers)),
    )


def learn(pool: Pool, seed: int = 0) -> Tensor:
    """Return what the map adds to a question, shape (dimension, dimension)."""
    torch.manual_seed(seed)
    added = torch.zeros(pool.questions.shape[1], pool.questions.shape[1], requires_grad=True)
    optimizer = torch.optim.Adam([added], lr=RATE)
    for _ in range(ROUNDS):
        for numbers in torch.split(torch.randperm(len(pool.questions)), BATCH):
            batch = pool.draw(numbers)
            moved = functional.normalize(batch.questions + batch.questions @ added, dim=1)
            scores = SHARPNESS * batch.compare(moved)
            right = scores.masked_fill(~batch.answers, -torch.inf)
            loss = (scores.logsumexp(1) - right.logsumexp(1)).mean() + DECAY * added.square().sum()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    return added.detach()


def main() -> None:
    """Learn the map, write it, and tell what it gives."""
    encoder = load_encoder()
    folder = Path("var/question_map")
    added = learn(make_pool(load_texts(DATA), folder / "trained", encoder)).numpy().astype(np.float16)
    held_out = [text for path in sorted((DATA / "held_out").glob("*.txt")) for text in read_written(path)]
    pool = make_pool(held_out, folder / "held_out", encoder)
    moved = torch.tensor(move_questions(pool.questions.numpy(), added.astype(np.float32)))
    figures = {
        "held_out_questions": len(pool.questions),
        "before": pool.measure(pool.questions),
        "with_the_map": pool.measure(moved),
    }
    data = {folder: DATA / folder for folder in (*TRAINED, "held_out")}
    made = json.dumps(describe_making("python -m training.question_map", data) | {"figures": figures})
    np.savez_compressed(QUESTION_MAP, encoder=encoder.fingerprint, added=added, made=made)
    sys.stdout.write(f"{made}\n")


if __name__ == "__main__":
    main()
