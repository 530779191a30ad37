"""The questions that a folder of documents offers as examples, from its `examples.yaml`."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from index.documents.content import decode_text
from index.documents.folder import EXAMPLES, has_file, read_file
from index.documents.mapping import parse_mapping
from index.errors import DocumentError
from index.languages import Language

MOST_EXAMPLES = 3  # of each language: as many as are seen with the question field on a phone

Examples = Mapping[Language, tuple[str, ...]]


def offer_examples(folder: Path) -> Examples:
    """Return the examples of `folder`, none where its file cannot be used."""
    try:
        return read_examples(folder)
    except DocumentError:
        return {}


def read_examples(folder: Path) -> Examples:
    """Return the examples of `folder` in each language, none where it has no such file.

    Raises DocumentError.
    """
    examples: dict[Language, tuple[str, ...]] = {}
    if not has_file(folder, EXAMPLES):
        return examples
    text = decode_text(EXAMPLES, read_file(folder, EXAMPLES))
    for key, line, node in parse_mapping(EXAMPLES, text, 1, tuple(Language)):
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        texts = [" ".join(each.value.split()) for each in nodes if isinstance(each, yaml.ScalarNode)]
        questions = [text for text in texts if text and text.isprintable()]
        fits = len(questions) == len(nodes) <= MOST_EXAMPLES
        if key not in set(Language) or Language(key) in examples or not fits:
            values = {"key": key, "languages": ", ".join(Language), "most": MOST_EXAMPLES}
            raise DocumentError("bad_examples", path=EXAMPLES, line=line, **values)
        examples[Language(key)] = tuple(questions)
    return examples
