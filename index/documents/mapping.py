"""A mapping of values, or of lists of them, written as YAML, with the line of each key.

Knows YAML; knows no keys and no files.
"""

from collections.abc import Collection, Iterator
from typing import Any

import yaml

from index.errors import DocumentError

LARGEST_KILOBYTES = 16


def parse_mapping(
    path: str, text: str, first_line: int, keys: Collection[str] = ()
) -> Iterator[tuple[str, int, yaml.Node]]:
    """Yield each key of the mapping in `text`, its line in the file, and its value as it was written.

    `text` begins in line `first_line` of the file. What is nested too deep is told of the key, where that is
    one of `keys`. Raises DocumentError for what is not such a mapping.
    """
    root = _parse(path, text, first_line, keys)
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise DocumentError("metadata_broken", path=path, line=first_line + root.start_mark.line)
    for key, value in root.value:
        line = first_line + key.start_mark.line
        if not isinstance(key.value, str):
            raise DocumentError("metadata_broken", path=path, line=line)
        yield key.value, line, value


class _TooDeepError(Exception):
    """A collection stands deeper than any value of metadata; `field` is the key, None when it is in a key."""

    def __init__(self, field: str | None, line: int) -> None:
        super().__init__(field, line)
        self.field = field
        self.line = line


class _Loader(yaml.BaseLoader):
    """Reads a mapping of values or lists of values, and stops where anything is nested deeper.

    PyYAML takes time for every bracket that is open: as many as a file can hold would take it seconds.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0
        self._field: str | None = None

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Return the next node; `index` is the key it stands for, None for a key itself."""
        if self._depth == 1:  # in the mapping
            self._field = getattr(index, "value", None)
        if self._depth == 2 and self.check_event(yaml.SequenceStartEvent, yaml.MappingStartEvent):
            field = self._field if isinstance(self._field, str) else None
            raise _TooDeepError(field, self.current_event.start_mark.line)
        self._depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


def _parse(path: str, text: str, first_line: int, keys: Collection[str]) -> yaml.Node | None:
    """Return the YAML tree of `text`, every scalar as it was written; `keys` are those that are known.

    The tree is read, never turned into Python values: nothing can be constructed, and `2019-10` stays the
    text it is. An alias shares its node, so that a bomb of aliases takes no room and is refused by its shape.
    """
    if len(text.encode()) > LARGEST_KILOBYTES * 1024:
        raise DocumentError("metadata_too_long", path=path, kilobytes=LARGEST_KILOBYTES)
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        raise DocumentError("metadata_broken", path=path, line=first_line + line) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        raise DocumentError("metadata_broken", path=path, line=first_line + line) from error
    except (ValueError, OverflowError) as error:  # "\U00110000" and "\UFFFFFFFF" are no characters
        raise DocumentError("metadata_broken", path=path, line=first_line) from error
    except _TooDeepError as error:
        if error.field in keys:
            raise DocumentError("metadata_shape", path=path, field=error.field) from error
        raise DocumentError("metadata_broken", path=path, line=first_line + error.line) from error
