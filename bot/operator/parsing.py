"""The file of the operator in, what readers of each language are told out. Knows YAML and the keys."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.operator.operator import Contact, Operator
from index.errors import ConfigError, code
from index.languages import Language
from index.languages.messages import say

LARGEST_KILOBYTES = 64
KEYS = ("name", "contact", "imprint", "privacy", "notice", "paused")
CONTACT_KEYS = ("department", "mail", "phone", "hours")
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
MAIL = re.compile(r"[^\s@<>\"&?]+@[^\s@<>\"&?]+\.[^\s@<>\"&?]+")

Words = Mapping[Language, str]


def read_operator(path: Path) -> dict[Language, Operator]:
    """Return what the file at `path` tells the readers of each language.

    Raises OSError, and ConfigError, which names the file, the line and the key.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST_KILOBYTES * 1024 + 1)
    root = _Entry(path.name, 1, "", _parse(path.name, data))
    given = root.split(KEYS)
    contact = given["contact"].split(CONTACT_KEYS) if "contact" in given else {}
    said = {key: entry.read_words() for key, entry in given.items() if key in {"name", "notice"}}
    said |= {key: given[key].read_address() for key in ("imprint", "privacy") if key in given}
    ways = {key: entry.read_words() for key, entry in contact.items() if key != "mail"}
    if "mail" in contact:
        ways["mail"] = contact["mail"].read_mail()
    pause = given["paused"].read_pause() if "paused" in given else {}
    return {language: _tell(said, ways, pause, language) for language in Language}


def _tell(said: Mapping[str, Words], ways: Mapping[str, Words], pause: Words, language: Language) -> Operator:
    told = {key: words.get(language) for key, words in said.items()}
    notices = filter(None, (pause.get(language), told.get("notice")))
    told["notice"] = " ".join(notices) or None
    contact = Contact(**{key: words.get(language) for key, words in ways.items()}) if ways else None
    return Operator(**told, contact=contact, paused=bool(pause))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key of the file with what is given for it, and the line it stands in."""

    file: str
    line: int
    key: str
    node: yaml.Node | None

    def refuse(self, fault: str, **values: object) -> ConfigError:
        """Return the error that this entry cannot be used."""
        return ConfigError(fault, file=self.file, line=self.line, key=self.key, **values)

    def split(self, allowed: tuple[str, ...]) -> dict[str, "_Entry"]:
        """Return the entries below this one, by key; without those for which nothing is given."""
        if self.node is None or _is_empty(self.node):
            return {}
        if not isinstance(self.node, yaml.MappingNode):
            raise self.refuse(code("operator_keys"), allowed=", ".join(allowed))
        entries: dict[str, _Entry] = {}
        for name, value in self.node.value:
            entry = _Entry(self.file, name.start_mark.line + 1, str(name.value), value)
            if entry.key not in allowed:
                raise entry.refuse(code("operator_key"), allowed=", ".join(allowed))
            if entry.key in entries:
                raise entry.refuse(code("operator_twice"))
            entries[entry.key] = entry
        return {key: entry for key, entry in entries.items() if not _is_empty(entry.node)}

    def read_words(self) -> dict[Language, str]:
        """Return the text for each language: the same for all, or one of its own for each."""
        if isinstance(self.node, yaml.ScalarNode):
            if HALF_CHARACTER.search(self.node.value):  # no page could be sent with it
                raise self.refuse(code("operator_text"))
            return dict.fromkeys(Language, " ".join(self.node.value.split()))
        given = self.split(tuple(Language))
        if missing := [language for language in Language if language not in given]:
            raise self.refuse(code("operator_words"), missing=", ".join(missing))
        words = {}
        for language in Language:
            if not isinstance(given[language].node, yaml.ScalarNode):
                raise given[language].refuse(code("operator_text"))
            words[language] = given[language].read_words()[language]
        return words

    def read_address(self) -> dict[Language, str]:
        """Return the address of a page for each language."""
        words = self.read_words()
        for value in words.values():
            if not _is_address(value):
                raise self.refuse(code("operator_address"), value=value)
        return words

    def read_mail(self) -> dict[Language, str]:
        """Return the mail address for each language."""
        words = self.read_words()
        for value in words.values():
            if not MAIL.fullmatch(value):
                raise self.refuse(code("operator_mail"), value=value)
        return words

    def read_pause(self) -> dict[Language, str]:
        """Return the sentence that says that the bot is paused, for each language; nothing if it is not."""
        if not isinstance(self.node, yaml.ScalarNode):
            return self.read_words()
        value = self.node.value.lower()
        if value not in {"true", "false"}:
            raise self.refuse(code("operator_paused"), value=self.node.value)
        return {language: say("paused", language) for language in Language} if value == "true" else {}


def _parse(file: str, data: bytes) -> yaml.Node | None:
    """Return the YAML tree, every scalar as it was written: nothing is constructed."""
    if len(data) > LARGEST_KILOBYTES * 1024:
        raise ConfigError("operator_too_large", file=file, kilobytes=LARGEST_KILOBYTES)
    try:
        tree: yaml.Node | None = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.BaseLoader)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("operator_broken", file=file, line=line) from error
    # The last two are for "\U00110000" and "\UFFFFFFFF", which are no characters.
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        raise ConfigError("operator_broken", file=file, line=_find_line(error, data)) from error
    return tree


def _find_line(error: Any, data: bytes) -> int:
    """Return the line in which YAML is broken; the first where it is not said."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    return data.decode("utf-8-sig").count("\n", 0, getattr(error, "position", 0)) + 1


def _is_empty(node: yaml.Node | None) -> bool:
    """Return whether nothing is given; what stands in quotation marks is a text."""
    return isinstance(node, yaml.ScalarNode) and (
        not node.value.strip() or (node.style is None and node.value in {"~", "null"})
    )


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"[\s<>\"\\]", value)
        )
    except ValueError:  # a broken IPv6 address
        return False
