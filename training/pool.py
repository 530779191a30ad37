"""Written texts as a folder of documents and a question file for `partnerbot evaluate` and `calibrate`.

python -m training.pool FILE.txt … OUT
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from training.data import FOLLOW_UP, Asked, Text, read_written


def write_pool(texts: Iterable[Text], out: Path) -> None:
    """Write `texts` to `out`/documents and their questions, follow-ups apart, to `out`/questions.jsonl."""
    (out / "documents").mkdir(parents=True, exist_ok=True)
    rows = []
    for text in texts:
        name = f"{text.group}.{text.language}.txt"
        (out / "documents" / name).write_text(text.text.replace("\n", "\n\n") + "\n", "utf-8")
        for number, asked in enumerate(text.asked):
            if FOLLOW_UP in asked.question:
                continue
            words = text.text[slice(*asked.span)] if asked.span else None
            rows.append({
                "id": f"{text.group}-{number}",
                "question": asked.question,
                "language": asked.language,
                "relevant": [name] if words else [],
                "answers": [[words]] if words else [],
                "answerable": words is not None,
            })  # fmt: skip
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (out / "questions.jsonl").write_text("".join(lines), "utf-8")


def read_pool(folder: Path) -> list[Text]:
    """Return the texts of a folder as `write_pool` writes it: a question belongs to what its id begins with.

    An answer that the text does not hold literally is passed over with its question.
    """
    asked: dict[str, list[dict[str, Any]]] = {}
    for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        asked.setdefault(row["id"].split("-")[0], []).append(row)
    texts = []
    for path in sorted((folder / "documents").glob("*.txt")):
        name, language, _ = path.name.split(".")
        text = path.read_text("utf-8")
        texts.append(Text("pool", name, "", language, text, tuple(_list_asked(text, asked[name]))))
    return texts


def _list_asked(text: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Asked]:
    for row in rows:
        if not row["answerable"]:
            yield Asked(row["question"], row["language"], None)
        elif (start := text.lower().find(row["answers"][0][0].lower())) >= 0:
            yield Asked(row["question"], row["language"], (start, start + len(row["answers"][0][0])))


if __name__ == "__main__":
    *files, folder = map(Path, sys.argv[1:])
    write_pool((text for file in files for text in read_written(file)), folder)
