"""`python -m supply check | list | sbom FILE`: check the licences, list them, write what ships."""

import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from supply.licences import find_licence, is_allowed
from supply.lock import REQUIREMENTS, SHIPPED, read_pins

LIST = REQUIREMENTS / "licences.md"
HEAD = """# Licences

Of all packages in `requirements/`, as SPDX expressions. Written by `make licences`, checked by `make check`.

| package | licence | ships |
|---|---|---|
"""


def list_licences() -> dict[str, str]:
    """Return the line of the list for each package that is installed here, by name."""
    shipped = {pin.name for pin in read_pins(SHIPPED)}
    return {
        pin.name: f"| {pin.name} | {find_licence(distribution(pin.name)) or 'unknown'} | "
        f"{'yes' if pin.name in shipped else 'no'} |"
        for pin in read_pins()
    }


def read_list() -> dict[str, str]:
    """Return the lines of the list, by package."""
    lines = LIST.read_text(encoding="utf-8").removeprefix(HEAD).splitlines()
    return {line.split()[1]: line for line in lines}


def write_list() -> None:
    """Write the list anew; of a package that only other systems need, the line stays."""
    kept = {pin.name for pin in read_pins(everywhere=True)} & set(read_list())
    lines = {name: read_list()[name] for name in kept} | list_licences()
    LIST.write_text(HEAD + "".join(f"{lines[name]}\n" for name in sorted(lines)), encoding="utf-8")


def find_problems() -> Iterator[str]:
    """Yield a sentence for each package whose licence we do not take, do not know or do not list."""
    listed = read_list()
    for name, line in list_licences().items():
        licence = find_licence(distribution(name))
        if licence is None:
            yield f"{name}: its metadata name no clear licence; say which in supply/licences.py"
        elif not is_allowed(name, licence):
            yield f"{name}: its licence, {licence}, is not among those allowed in supply/licences.py"
        elif listed.get(name) != line:
            yield f"{name}: not in requirements/licences.md as it is; run make licences"


def main(arguments: list[str]) -> int:
    """Do what `arguments` ask for; return the exit status."""
    match arguments:
        case ["check"]:
            problems = list(find_problems())
            print(*problems or ["All licences are known, allowed and listed."], sep="\n")
            return bool(problems)
        case ["list"]:
            write_list()
        case ["sbom", path]:
            from supply.sbom import write_sbom  # noqa: PLC0415 - imports what `check` does not need

            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(write_sbom(), encoding="utf-8")
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
