"""What is pinned in requirements/, as pip reads it here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REQUIREMENTS = Path(__file__).parents[1] / "requirements"
SHIPPED = ("run.txt", "torch.txt")
INSTALLED = ("dev.txt", "torch.txt")


@dataclass(frozen=True, slots=True)
class Pin:
    """One release of a package, with the SHA-256 of each of its files that may be installed."""

    name: str
    version: str
    hashes: tuple[str, ...]


def read_pins(files: Iterable[str] = INSTALLED, *, everywhere: bool = False) -> list[Pin]:
    """Return what `files` pin, by name: for this Python on this system, or `everywhere`."""
    found = [pin for file in files for pin in _read(REQUIREMENTS / file, everywhere=everywhere)]
    return sorted(found, key=lambda pin: pin.name)


def _read(path: Path, *, everywhere: bool) -> Iterator[Pin]:
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8")).replace("\\\n", " ")
    for line in filter(str.strip, text.splitlines()):
        pinned, *hashes = line.split("--hash=sha256:")
        requirement = Requirement(pinned)
        if everywhere or requirement.marker is None or requirement.marker.evaluate():
            version = str(requirement.specifier).removeprefix("==")
            yield Pin(canonicalize_name(requirement.name), version, tuple(map(str.strip, hashes)))
