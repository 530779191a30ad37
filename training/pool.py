"""Written texts as a folder of documents and a question file for `partnerbot evaluate` and `calibrate`.

python -m training.pool FILE.txt … OUT
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from training.data import FOLLOW_UP, Text, read_written


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


if __name__ == "__main__":
    *files, folder = map(Path, sys.argv[1:])
    write_pool((text for file in files for text in read_written(file)), folder)
