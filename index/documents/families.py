"""Documents and their translations, which count as one: which belong together, what they are about. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence

from index.documents.document import Document
from index.languages import Language


def find_families(originals: Mapping[str, str | None]) -> dict[str, int]:
    """Return a number for each path, shared by all that, directly or over others, translate the same.

    `originals` says of each path which other one it translates.
    """
    numbers: dict[str, int] = {}
    families = {}
    for path in originals:
        seen = [path]
        while (original := originals.get(seen[-1])) and original not in seen:
            seen.append(original)
        family = min(seen) if original else seen[-1]
        families[path] = numbers.setdefault(family, len(numbers))
    return families


def rank_topics(documents: Sequence[Document]) -> dict[Language, tuple[str, ...]]:
    """Return what the topics of `documents` are called in each language, the most frequent first."""
    families = find_families({each.path: each.translation_of for each in documents})
    about = {
        (families[document.path], tuple(document.topic.items())) for document in documents if document.topic
    }
    order = Counter(labels for _, labels in sorted(about)).most_common()
    return {language: tuple(dict(labels)[language] for labels, _ in order) for language in Language if order}
