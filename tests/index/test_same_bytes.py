"""The same bytes in give the same index out, wherever, whenever, and by however many processes.

Compared is every file of a build and what is said of the files that cannot be read. What may differ lies
outside of it: the times of files, and beside the build the report, which says when it was made and what has
changed since the one before.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from index.build import Report, build_index
from index.encoding.encoder import Encoder
from index.storage.builds import find_build
from tests.index.test_build import read_tree
from tests.languages.codes import EN
from tests.parsers.test_contract import FILES

PROJECT = Path(__file__).parents[2]
DATA = PROJECT / "tests" / "data"

TREATY = """---
title: Der Partnerschaftsvertrag
topic: agreements
---
# Der Partnerschaftsvertrag

Die Städte Neuheim und Примерск schließen einen Vertrag. Er wurde am 1. Juni 1992 unterzeichnet.

Stороны подписали договор 1 июня 1992 года в городе Примерске. Он действует бессрочно.

## Kosten

Die Stadt Neuheim zahlt jährlich 20.000 Euro für den Aus-
tausch. Das **Geld** kommt aus dem [Haushalt](https://example.org/haushalt).
"""
# One of each type that is read, a translation, two languages in one, a page read by machine, unreadable ones.
FOLDER: Mapping[str, bytes] = {
    **{f"types/every{ending}": data for ending, data in FILES.items()},
    "treaty.de.md": TREATY.encode(),
    "treaty.en.md": b"---\ntranslation_of: treaty.de.md\ntopic: agreements\n---\n# The treaty\n\n"
    b"The treaty was signed on 1 June 1992. The town of Neuheim pays 20,000 euros for the exchange.\n",
    "page.ru.html": (DATA / "page.ru.html").read_bytes(),
    "tables.pdf": (DATA / "pdf" / "table.pdf").read_bytes(),
    "recognized.pdf": (DATA / "pdf" / "bad_notounicode_ru.pdf").read_bytes(),
    "encrypted.pdf": (DATA / "encrypted.pdf").read_bytes(),
    "broken.docx": b"PK\x05\x06" + bytes(18),
    "empty.md": b"",
    "old.doc": b"\xd0\xcf\x11\xe0",
    "topics.yaml": b"agreements: {de: Vertr\xc3\xa4ge, en: Agreements,"
    b" ru: \xd0\x94\xd0\xbe\xd0\xb3\xd0\xbe\xd0\xb2\xd0\xbe\xd1\x80\xd1\x8b}\n",
}
BUILD = """
import os, sys
from pathlib import Path
processes = int(sys.argv[3])
os.cpu_count = lambda: processes
from index.build import build_index
from index.encoding.encoder import load_encoder
from tests.index.test_same_bytes import describe
print(describe(build_index(Path(sys.argv[1]), Path(sys.argv[2]), load_encoder())), end="")
"""


def describe(report: Report) -> str:
    """Return what a build says of its documents, by nothing that may differ."""
    return json.dumps(
        {"read": list(report.index.documents), "not": [each.text(EN) for each in report.errors]}
    )


def write(folder: Path, names: list[str]) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(FOLDER[name])
    return folder


def build_apart(documents: Path, output: Path, processes: int, environment: Mapping[str, str]) -> str:
    """Return what the build says that is made in a program of its own."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(documents), str(output), str(processes)],
        cwd=PROJECT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def read_build(output: Path) -> dict[str, bytes | str]:
    return read_tree(output / str(find_build(output)))


def test_the_same_bytes_give_the_same_index(
    bundled: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted(FOLDER)
    one = write(tmp_path / "one", names)
    other = write(tmp_path / "somewhere else" / "другой", names[::-1])  # made in another order
    told = build_apart(one, tmp_path / "1", 1, {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"})
    assert told == build_apart(other, tmp_path / "2", 5, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"})
    build = read_build(tmp_path / "1")
    assert build == read_build(tmp_path / "2")

    # Changed and changed back, by this process: most vectors are copied, some are computed anew.
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    output = tmp_path / "3"
    build_index(other, output, bundled)
    first = output / str(find_build(output))
    (other / "treaty.de.md").write_text(TREATY.replace("1992", "1993"), "utf-8")
    build_index(other, output, bundled)
    assert read_build(output) != build
    (other / "treaty.de.md").write_text(TREATY, "utf-8")
    shutil.rmtree(first)  # so that every file is written anew
    again = build_index(other, output, bundled)
    assert (describe(again), read_build(output)) == (told, build)
    assert 0 < again.embedded < len(again.index.chunks)

    read, unread = json.loads(told).values()
    assert {
        "treaty.de.md",
        "tables.pdf",
        "recognized.pdf",
        *(f"types/every{ending}" for ending in FILES),
    } <= {*read}
    assert [text.partition(":")[0] for text in unread] == [
        "broken.docx",
        "empty.md",
        "encrypted.pdf",
        "old.doc",
    ]
