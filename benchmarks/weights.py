"""The bundled weights as an ordinary sentence-transformers folder, in float32, that others can load."""

from pathlib import Path

import numpy as np

from index.encoding.bundle import Bundle


def write_weights(bundle: Bundle, folder: Path) -> None:
    """Write the model in `bundle` to `folder` as the hub has it: mean of tokens, unit length, no prompts."""
    import torch  # noqa: PLC0415 - takes seconds
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import (  # noqa: PLC0415
        Normalize,
        Pooling,
        Transformer,
    )
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors  # noqa: PLC0415
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast  # noqa: PLC0415

    config = BertConfig(
        vocab_size=len(bundle.tensor("emb.word", bundle.width)),
        hidden_size=bundle.width,
        num_hidden_layers=bundle.layers,
        num_attention_heads=bundle.heads,
        intermediate_size=bundle.inner,
        max_position_embeddings=bundle.positions,
        layer_norm_eps=bundle.epsilon,
    )
    model = BertModel(config)
    model.load_state_dict({name: torch.tensor(values) for name, values in name_tensors(bundle)}, strict=False)
    model.save_pretrained(folder)
    tokenizer = Tokenizer(models.Unigram(list(zip(bundle.pieces, bundle.scores.tolist(), strict=True)), 3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    marks = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=bundle.positions, **marks
    ).save_pretrained(folder)
    modules = [Transformer(str(folder)), Pooling(bundle.width, "mean"), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder))


def name_tensors(bundle: Bundle) -> list[tuple[str, np.ndarray]]:
    """Return the tensors of `bundle` under the names that transformers gives them."""
    norm = {"w": "weight", "b": "bias"}
    named = [
        ("embeddings.word_embeddings.weight", bundle.tensor("emb.word", bundle.width)),
        ("embeddings.position_embeddings.weight", bundle.tensor("emb.pos", bundle.width)),
        ("embeddings.token_type_embeddings.weight", bundle.tensor("emb.type", bundle.width)),
        *((f"embeddings.LayerNorm.{norm[part]}", bundle.tensor(f"emb.ln.{part}")) for part in norm),
    ]
    places = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "aln": "attention.output.LayerNorm",
        "fi": "intermediate.dense",
        "fo": "output.dense",
        "oln": "output.LayerNorm",
    }
    for layer in range(bundle.layers):
        for short, place in places.items():
            columns = 0 if short.endswith("ln") else bundle.inner if short == "fo" else bundle.width
            weight = bundle.tensor(f"l{layer}.{short}.w", columns)
            named += [(f"encoder.layer.{layer}.{place}.weight", weight)]
            named += [(f"encoder.layer.{layer}.{place}.bias", bundle.tensor(f"l{layer}.{short}.b"))]
    return named
