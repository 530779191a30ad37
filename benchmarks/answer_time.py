"""Time a whole answer over 10,000 chunks against the encoder's own time for the question, in one run.

The chunks are drawn from those of the index in var/index: their number and their words are real, their
meaning does not matter for the time.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from benchmarks.synthetic import draw_contents
from bot.answering.evidence import open_knowledge
from bot.answering.pipeline import answer_inquiry
from bot.understanding.inquiry import Inquiry
from index.encoding import BUNDLED
from index.encoding.encoder import load_encoder
from index.storage.store import read_index, write_index

CHUNKS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
QUESTIONS = (
    "Wer hat das Kulturkommuniqué für die Jahre {} bis 2023 unterschrieben?",
    "Где в Москве находится парк, который назвали в честь Дюссельдорфа в {} году?",
    "Which start-ups won the pitch contest in Moscow in the year {}?",
)
ROUNDS = 60

encoder = load_encoder()
with TemporaryDirectory() as folder:
    write_index(Path(folder), draw_contents(read_index(Path("var/index")), CHUNKS))
    knowledge = open_knowledge(Path(folder), BUNDLED)
answers, questions = [], []
for number in range(ROUNDS):
    question = QUESTIONS[number % len(QUESTIONS)].format(1960 + number)
    start = perf_counter()
    answer_inquiry(Inquiry(question), knowledge)
    middle = perf_counter()
    encoder.encode_questions([question])
    answers.append(middle - start)
    questions.append(perf_counter() - middle)
answer, alone = np.median(answers[6:]) * 1000, np.median(questions[6:]) * 1000
print(
    f"{CHUNKS} chunks: answer p50 {answer:.1f} ms, encoder alone {alone:.1f} ms, ratio {answer / alone:.2f}"
)
