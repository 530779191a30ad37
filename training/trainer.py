"""The loop: batches in, weights out, with a state from which an interrupted training goes on."""

import random
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training.drawing import Example
from training.model import PADDING, Reader

BATCH = 32
SORTED = 20  # batches whose examples are sorted by length together
SAVE_EVERY = 600  # seconds
TELL_EVERY = 25  # batches
WARM_UP = 0.03  # of the time
PAIR_WEIGHT = 0.3  # of the loss that orders the windows of one question


class Trainer:
    """Trains `model` for `seconds` in all, the rate falling to nothing, and writes it to `out`."""

    def __init__(self, model: Reader, out: Path, seconds: float, rate: float) -> None:
        self.count = 0  # examples seen
        self._model = model
        self._out, self._state = out, out.with_suffix(".state")
        self._seconds, self._rate = seconds, rate
        self._trained = [value for value in model.parameters() if value.requires_grad]
        self._optimizer = torch.optim.AdamW(
            self._trained, lr=rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
        )
        self._spent = 0.0
        self._since = self._saved = time.monotonic()
        self._stopped = False
        self._loss = float("nan")

    @property
    def done(self) -> bool:
        """Whether the time is over, or somebody stopped it."""
        return self._stopped or self._spent >= self._seconds

    @property
    def _share(self) -> float:
        return (self._spent + time.monotonic() - self._since) / self._seconds

    def stop(self) -> None:
        """Stop after the batch that is being computed."""
        self._stopped = True

    def begin(self, start: Mapping[str, Tensor], seed: int) -> None:
        """Begin with the weights `start`; what they leave out stays as the encoder has it."""
        torch.manual_seed(seed)
        self._model.load_state_dict(start, strict=False)

    def go_on(self, seed: int) -> bool:
        """Go on from the state that an interrupted training left, if any; return whether there was one."""
        if not self._state.is_file():
            return False
        torch.manual_seed(seed)
        saved = torch.load(self._state, map_location=torch.get_default_device())
        self._model.load_state_dict(saved["model"])
        self._optimizer.load_state_dict(saved["optimizer"])
        self._spent, self.count = saved["spent"], saved["count"]
        return True

    def run_round(self, examples: Sequence[Example]) -> None:
        """Train on `examples` once, or until the time is over; write the weights at the end."""
        self._since = time.monotonic()  # what drawing took does not count
        for number, batch in enumerate(make_batches(examples, random.Random(self.count))):
            if self._stopped or self._share >= 1:
                break
            self._step(batch)
            if number % TELL_EVERY == 0:
                sys.stdout.write(f"{self._share:.1%}, {self.count} examples, loss {self._loss:.3f}\n")
                sys.stdout.flush()
            if time.monotonic() - self._saved > SAVE_EVERY:
                self.save()
        self.save()

    def end(self) -> None:
        """Forget the state of a training whose time is over, so that the next one begins."""
        if not self._stopped:
            self._state.unlink()

    def save(self) -> None:
        """Write weights, in 16 bits, and state."""
        self._out.parent.mkdir(parents=True, exist_ok=True)
        self._spent += time.monotonic() - self._since
        self._since = self._saved = time.monotonic()
        state = {"optimizer": self._optimizer.state_dict(), "spent": self._spent, "count": self.count}
        torch.save(state | {"model": self._model.state_dict()}, self._state)
        torch.save({name: value.half().cpu() for name, value in self._model.state_dict().items()}, self._out)

    def _step(self, batch: Sequence[Example]) -> None:
        share = self._share
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate * min(1.0, share / WARM_UP + 0.02) * max(0.01, 1 - share)
        width = max(len(each.ids) for each in batch)
        ids = torch.tensor([each.ids + [PADDING] * (width - len(each.ids)) for each in batch])
        loss = measure_loss(self._model(ids), batch)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._trained, 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self.count += len(batch)
        self._loss = loss.item() if self._loss != self._loss else 0.98 * self._loss + 0.02 * loss.item()


def make_batches(examples: Sequence[Example], dice: random.Random) -> list[list[Example]]:
    """Return `examples` in batches of similar length; those of one question stay together."""
    groups: dict[int, list[Example]] = {}
    for example in examples:
        groups.setdefault(example.pair, []).append(example)
    whole, batches = list(groups.values()), list[list[Example]]()
    for at in range(0, len(whole), BATCH * SORTED):
        part = sorted(whole[at : at + BATCH * SORTED], key=lambda group: max(len(each.ids) for each in group))
        made: list[list[Example]] = [[]]
        for group in part:
            if len(made[-1]) >= BATCH:
                made.append([])
            made[-1] += group
        dice.shuffle(made)
        batches += made
    return batches


def measure_loss(logits: Tensor, batch: Sequence[Example]) -> Tensor:
    """Return the mean cross entropy of first and last token, and a little for windows in the wrong order.

    `logits` has the shape (windows, length, 2). Of two windows of one question, that which holds the
    answer shall be further above its own "no answer".
    """
    begin, end, first, last = torch.tensor([
        (each.begin, len(each.ids) - 1, each.first, each.last) for each in batch
    ]).T  # fmt: skip
    places = torch.arange(logits.shape[1])
    # Only the passage answers, or the first token; the signs that separate would share its part.
    answers = (places == 0) | (places >= begin[:, None]) & (places < end[:, None])
    logits = logits.masked_fill(~answers.unsqueeze(-1), -1e4)
    entropy = nn.functional.cross_entropy
    loss = (entropy(logits[..., 0], first) + entropy(logits[..., 1], last)) / 2
    rows: dict[int, list[int]] = {}
    for row, each in enumerate(batch):
        rows.setdefault(each.pair, []).append(row)
    pairs = [pair for pair in rows.values() if len(pair) == 2]
    if not pairs:
        return loss
    right, wrong = torch.tensor(pairs).T
    none = logits[:, 0].sum(-1)
    held = logits[right, first[right], 0] + logits[right, last[right], 1] - none[right]
    rest = logits[wrong, 1:].logsumexp(1).sum(-1) - none[wrong]
    return loss + PAIR_WEIGHT * nn.functional.softplus((rest - held) / 2).mean()
