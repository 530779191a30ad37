"""The topics of a folder of documents: what each is called in every language, from its `topics.yaml`."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from index.documents.content import decode_text
from index.documents.folder import TOPICS, has_file, read_file
from index.documents.mapping import parse_mapping
from index.errors import DocumentError
from index.languages import Language

Topics = Mapping[str, Mapping[Language, str]]  # by id, in the order of the file


def read_topics(folder: Path) -> Topics:
    """Return the labels of each topic of `folder`, none where it has no such file. Raises DocumentError."""
    if not has_file(folder, TOPICS):
        return {}
    topics: dict[str, Mapping[Language, str]] = {}
    for topic, line, node in parse_mapping(TOPICS, decode_text(TOPICS, read_file(folder, TOPICS)), 1):
        labels = _read_labels(node)
        if topic in topics or set(labels) != set(Language):
            languages = ", ".join(Language)
            raise DocumentError("bad_topic", path=TOPICS, line=line, topic=topic, languages=languages)
        topics[topic] = {language: labels[language] for language in Language}
    return topics


def _read_labels(node: yaml.Node) -> dict[str, str]:
    """Return the label that `node` gives for each code of a language; none where it has another shape."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    labels = {key.value: value.value for key, value in pairs if isinstance(value, yaml.ScalarNode)}
    return {code: " ".join(label.split()) for code, label in labels.items() if label.strip()}
