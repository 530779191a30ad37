"""Train the reader: `python -m training`, or `make train`. What it learns from is told in README.md here."""

import argparse
import signal
import sys
from pathlib import Path

import torch

from index.encoding.bundle import find_bundle, read_bundle
from index.encoding.encoder import load_encoder
from index.encoding.prepare import prepare_model
from index.encoding.tokenizer import Tokenizer
from training.data import DATA, TRAINED, load_texts
from training.drawing import Drawing
from training.export import load_shipped_weights
from training.model import Reader
from training.trainer import Trainer

# Questions that a round draws from each source; where there are fewer, some come twice.
SHARES = {
    "written": 12_000,
    "collections": 4_000,
    "pages": 9_000,
    "labelled-de": 2_000,
    "labelled-ru": 1_200,
    "xquad": 500,
    "squad2-en": 3_000,
    "mlqa-dev-de-en": 300,
    "tydiqa-en": 200,
}

# Sources whose questions are also put to the nearest sentences of other texts.
NEAR = {*TRAINED, "labelled-de", "labelled-ru", "xquad"}


def main() -> None:
    """Train for some minutes and tell how far it is; write weights and state every ten, and at SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--public", type=Path, help="folder of the public sets; without it, ours alone")
    parser.add_argument("--xquad", type=Path, help="folder of XQuAD's de.json, ru.json, en.json")
    parser.add_argument(
        "--anew",
        action="store_true",
        help="from the encoder, not from the reader that ships, nor from a state that was left",
    )
    parser.add_argument("--out", type=Path, default=Path("var/reader.pt"))
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    torch.set_default_device("cuda" if torch.cuda.is_available() else "cpu")
    bundle = read_bundle(find_bundle())
    trainer = Trainer(Reader(bundle), given.out, given.minutes * 60, given.rate)
    signal.signal(signal.SIGTERM, lambda *_: trainer.stop())
    if given.anew or not trainer.go_on(given.seed):
        trainer.begin({} if given.anew else load_shipped_weights(bundle), given.seed)
    texts = load_texts(DATA, given.public, given.xquad)
    drawing = Drawing(texts, Tokenizer(prepare_model()[0]), given.seed + trainer.count)
    sys.stdout.write(f"{len(texts)} texts, {sum(len(text.asked) for text in texts)} questions\n")
    encoder = load_encoder()
    drawing.find_near(encoder.encode_questions, encoder.encode_passages, NEAR)
    while not trainer.done:
        trainer.run_round(drawing.draw(SHARES))
    trainer.end()


if __name__ == "__main__":
    main()
