"""What is installed is known by its hash, its licence is known and allowed, and what ships is listed."""

import json
import re
import tomllib
from importlib.metadata import Distribution, PathDistribution, distribution
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from index.encoding import bundle
from index.files import hash_file
from supply.__main__ import find_problems, read_list
from supply.licences import find_licence, is_allowed
from supply.lock import INSTALLED, REQUIREMENTS, SHIPPED, read_pins
from supply.sbom import write_sbom

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted(path.name for path in REQUIREMENTS.glob("*.txt"))


def read_versions(*files: str) -> dict[str, str]:
    return {pin.name: pin.version for pin in read_pins(files)}


def read_wanted() -> list[Requirement]:
    """Return what pyproject.toml asks for, the build and the developers' tools included."""
    project, extras = PROJECT["project"], PROJECT["project"]["optional-dependencies"]
    lines = [PROJECT["build-system"]["requires"], project["dependencies"], *extras.values()]
    return [Requirement(line) for line in chain.from_iterable(lines)]


# Pins


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_names_one_version_and_the_hashes_of_its_files(name: str) -> None:
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    lines = [line for line in re.sub(r"#.*", "", text).replace("\\\n", " ").splitlines() if line.strip()]
    assert lines
    pinned = re.compile(r"[a-z0-9-]+==[\w.]+( ; [^@]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line for line in lines if not pinned.fullmatch(line)] == []


def test_what_the_project_asks_for_is_pinned_as_it_asks() -> None:
    versions = read_versions("build.txt", *INSTALLED)
    wanted = {each: versions.get(canonicalize_name(each.name)) for each in read_wanted()}
    assert [str(each) for each, pin in wanted.items() if not (pin and each.specifier.contains(pin))] == []


def test_what_ships_is_pinned_as_it_is_tested_and_as_it_is_installed_here() -> None:
    tested = read_versions(*INSTALLED)
    assert read_versions("build.txt", *SHIPPED).items() <= tested.items()
    assert {name: distribution(name).version.partition("+")[0] for name in tested} == tested


def test_libraries_for_gpus_are_apart() -> None:
    apart = [each for each in read_versions("gpu.txt") if re.match("nvidia|cuda|triton", each)]
    assert not set(apart) & set(read_versions(*INSTALLED))


def list_installs(name: str) -> list[list[str]]:
    """Return the words of each command of the file `name` that installs packages."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    for variable, value in reversed(re.findall(r"^(\w+) := (.*)$", text, re.MULTILINE)):
        text = text.replace(f"$({variable})", value)
    commands = re.sub(r"^\w+ [:?]?= .*$", "", text, flags=re.MULTILINE)
    return [each.split() for each in re.findall(r"pip install [^&|\n]*", commands)]


@pytest.mark.parametrize("name", ["Makefile", "Dockerfile"])
def test_nothing_is_installed_without_its_hash_but_the_project_itself(name: str) -> None:
    locked, ours = (
        {"--require-hashes", "--no-deps", "--only-binary"},
        {"--no-deps", "--no-build-isolation", "."},
    )
    installs = list_installs(name)
    assert [words for words in installs if not (locked <= set(words) or ours <= set(words))] == []
    assert sum(ours <= set(words) for words in installs) == 1
    files = {word for words in installs for word in words if word.startswith("requirements/")}
    needed = ["build", "torch", "run"] if name == "Dockerfile" else ["build", "torch", "gpu", "dev"]
    assert files == {f"requirements/{each}.txt" for each in needed}


def test_the_image_is_built_on_one_that_is_known_by_its_hash() -> None:
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.11-slim-bookworm@sha256:[0-9a-f]{64}", bases[0])


# Licences


def describe(folder: Path, *lines: str) -> Distribution:
    """Return a package called `new` whose metadata say `lines`."""
    info = folder / "new-1.dist-info"
    info.mkdir()
    text = "\n".join(["Metadata-Version: 2.4", "Name: new", "Version: 1", *lines, ""])
    (info / "METADATA").write_text(text, encoding="utf-8")
    return PathDistribution(info)


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (["License-Expression: MIT"], "MIT"),
        (["License-Expression: mit OR gpl-3.0-only"], "MIT OR GPL-3.0-only"),
        (["License: Apache-2.0"], "Apache-2.0"),
        (["License: Whatever", "Classifier: License :: OSI Approved :: MIT License"], "MIT"),
        (["License: BSD", "Classifier: License :: OSI Approved :: BSD License"], None),  # which?
        (["Classifier: License :: OSI Approved"], None),
        (["Classifier: License :: Other/Proprietary License"], None),
        (["License: Copyright (c) 2026 Nobody. All rights reserved."], None),
        ([], None),
    ],
)
def test_a_licence_is_what_the_metadata_say_clearly(
    tmp_path: Path, lines: list[str], licence: str | None
) -> None:
    assert find_licence(describe(tmp_path, *lines)) == licence


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("BSD-3-Clause AND (MIT OR GPL-2.0-only)", True),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-only", False),
        ("LicenseRef-Proprietary", False),
        ("SSPL-1.0", False),
    ],
)
def test_a_licence_is_taken_when_all_its_parts_are_allowed(licence: str, *, allowed: bool) -> None:
    assert is_allowed("new", licence) is allowed


def test_all_licences_are_known_allowed_and_listed() -> None:
    assert list(find_problems()) == []


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("unclear", "name no clear licence"),
        ("strict", "AGPL-3.0-only, is not among those allowed"),
        ("unlisted", "not in requirements/licences.md"),
    ],
)
def test_a_new_package_is_told(monkeypatch: pytest.MonkeyPatch, name: str, problem: str) -> None:
    licences = {"unclear": None, "strict": "AGPL-3.0-only", "unlisted": "ISC"}
    monkeypatch.setattr("supply.__main__.read_pins", lambda *_: read_pins(["build.txt"]))
    monkeypatch.setattr("supply.__main__.find_licence", lambda _: licences[name])
    assert [problem in each for each in find_problems()] == [True]


def test_the_list_names_every_package_that_is_pinned_and_no_other() -> None:
    listed = set(read_list())
    assert {pin.name for pin in read_pins()} <= listed
    assert listed <= {pin.name for pin in read_pins(everywhere=True)}


# What ships


def test_the_bill_of_materials_names_all_that_ships_with_licence_files_and_needs() -> None:
    found = json.loads(write_sbom())
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    packages = {each["name"]: each for each in found["components"] if each["type"] == "library"}
    assert set(packages) == {pin.name for pin in read_pins(SHIPPED)}
    assert "pytest" not in packages
    for pin in read_pins(SHIPPED):
        (source,) = packages[pin.name]["externalReferences"]
        assert {each["content"] for each in source["hashes"]} == set(pin.hashes)
        assert packages[pin.name]["licenses"]
        assert packages[pin.name]["purl"].startswith(f"pkg:pypi/{pin.name}@{pin.version}")
    models = {each["name"]: each["hashes"][0]["content"] for each in found["components"] if "hashes" in each}
    reader = hash_file(ROOT / "index" / "reading" / "reader.npz")
    assert models == {"e5-small-q4.bin": bundle.SHA256, "reader.npz": reader}
    needs = {each["ref"]: each.get("dependsOn", []) for each in found["dependencies"]}
    reached: set[str] = set()
    left = [found["metadata"]["component"]["bom-ref"]]
    while left:
        reached.add(left[-1])
        left += [each for each in needs[left.pop()] if each not in reached]
    assert {each["bom-ref"] for each in found["components"]} <= reached
