"""The reader as torch computes it: question and passage in, a start and an end logit for each token out.

The layers are those of BERT (Devlin et al. 2019), over the embeddings of the bundled model, which are never
trained.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from index.encoding.bundle import Bundle
from index.encoding.graph import Weights

PADDING = 1
DROPPED = 0.1  # share of what a layer adds that is left out at random in training, as in BERT's


class Layer(nn.Module):
    """One layer: attention and the inner product, each added to what came in and normalised."""

    def __init__(self, width: int, inner: int, heads: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.ao = nn.Linear(width, width)
        self.aln = nn.LayerNorm(width, eps=epsilon)
        self.fi = nn.Linear(width, inner)
        self.fo = nn.Linear(inner, width)
        self.oln = nn.LayerNorm(width, eps=epsilon)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return what the layer makes of `hidden`, shape (texts, length, width)."""
        texts, length, width = hidden.shape
        parts = self.qkv(hidden).view(texts, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        attended = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask)
        hidden = self.aln(
            hidden + self._drop(self.ao(attended.transpose(1, 2).reshape(texts, length, width)))
        )
        made: Tensor = self.oln(hidden + self._drop(self.fo(functional.gelu(self.fi(hidden)))))
        return made

    def _drop(self, values: Tensor) -> Tensor:
        return functional.dropout(values, DROPPED, self.training)


class Reader(nn.Module):
    """Layers and heads over the bundled embeddings; the lowest `frozen` layers stay as they are."""

    def __init__(self, bundle: Bundle, frozen: int = 2) -> None:
        super().__init__()
        self.words = torch.tensor(bundle.tensor("emb.word", bundle.width))
        places = bundle.tensor("emb.pos", bundle.width) + bundle.tensor("emb.type", bundle.width)[0]
        self.places = torch.tensor(places)
        self.ln = nn.LayerNorm(bundle.width, eps=bundle.epsilon)
        self.layers = nn.ModuleList(
            Layer(bundle.width, bundle.inner, bundle.heads, bundle.epsilon) for _ in range(bundle.layers)
        )
        self.head = nn.Linear(bundle.width, 2)
        self.frozen = frozen
        self.load_state_dict(name_weights(bundle), strict=False)
        self.ln.requires_grad_(requires_grad=False)
        for layer in self.layers[:frozen]:
            layer.requires_grad_(requires_grad=False)

    def forward(self, ids: Tensor) -> Tensor:
        """Return logits, shape (texts, length, 2), of token numbers `ids`, padded with 1."""
        mask = (ids != PADDING)[:, None, None, :]
        with torch.no_grad():
            hidden = self.ln(self.words[ids] + self.places[: ids.shape[1]])
            for layer in self.layers[: self.frozen]:
                hidden = layer(hidden, mask)
        for layer in self.layers[self.frozen :]:
            hidden = layer(hidden, mask)
        logits: Tensor = self.head(hidden)
        return logits


def name_weights(bundle: Weights) -> dict[str, Tensor]:
    """Return the layers of `bundle`, or of the reader that ships, under the names of `Reader`."""
    named = {"ln.weight": bundle.tensor("emb.ln.w"), "ln.bias": bundle.tensor("emb.ln.b")}
    tensors = {name: torch.tensor(values) for name, values in named.items()}
    for n in range(bundle.layers):
        for kind, letter in (("weight", "w"), ("bias", "b")):
            for name in ("ao", "fi", "fo", "aln", "oln"):
                vector = kind == "bias" or name.endswith("ln")
                columns = 0 if vector else bundle.inner if name == "fo" else bundle.width
                values = bundle.tensor(f"l{n}.{name}.{letter}", columns)
                tensors[f"layers.{n}.{name}.{kind}"] = torch.tensor(values)
            columns = bundle.width if kind == "weight" else 0
            parts = [torch.tensor(bundle.tensor(f"l{n}.{part}.{letter}", columns)) for part in "qkv"]
            tensors[f"layers.{n}.qkv.{kind}"] = torch.cat(parts)
    return tensors
