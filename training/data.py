"""What the reader learns from: texts with questions, and the words of each text that answer them, or none.

Reads the written texts and labels of `training/data`, and the public sets of a folder that is not part of the
repository (training/README.md says which they are). Formats: training/README.md.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

DATA = Path(__file__).with_name("data")
TRAINED = ("written", "collections", "pages")  # folders of our texts to train on, and names of these sources
OURS = {*TRAINED, "held_out"}  # texts of these begin with their title
HELD_OUT = range(0, 120, 5)  # paragraphs of XQuAD that measure
FOLLOW_UP = " >> "  # between a question and the one that goes on with it


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to a text; `span` are the positions of the words that answer it, None if none do."""

    question: str
    language: str
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what is asked of it; texts of one `group` are versions or neighbours of each other."""

    source: str
    group: str
    title: str
    language: str
    text: str
    asked: tuple[Asked, ...]


def load_texts(ours: Path, public: Path | None = None, xquad: Path | None = None) -> list[Text]:
    """Return every text to train on: those of the folder `ours`, and of public sets, if they are given."""
    files = [path for folder in TRAINED for path in sorted((ours / folder).glob("*.txt"))]
    texts = [text for path in files for text in read_written(path)]
    if public:
        for path in sorted(public.glob("*.jsonl.gz")):
            if not path.name.startswith("unlabelled"):
                texts += (text for text in read_public(path) if not is_held_out(text))
        texts += read_labelled(ours / "labels", public)
    if xquad:
        texts += read_xquad(xquad, HELD_OUT)
    return texts


def is_held_out(text: Text) -> bool:
    """Return whether a text of SQuAD is of one article in fifty, which measure."""
    return text.source == "squad2-en" and crc32(text.title.encode()) % 50 == 0


def read_written(path: Path) -> list[Text]:
    """Return the texts of a file of ours, their source the name of its folder.

    Raises ValueError, which names the line, when one is malformed.
    """
    texts: list[Text] = []
    head, lines, asked = tuple[str, ...](), list[str](), list[tuple[int, str]]()
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), "# T end | de | "], 1):
        if line.startswith("# T "):
            if lines:
                texts.append(_make_written(path, head, lines, asked))
            head, lines, asked = tuple(part.strip() for part in line[4:].split("|", 2)), [], []
        elif re.match(r"[AU] \| ", line):
            asked.append((number, line))
        elif line.strip():
            lines.append(line.strip())
    return texts


def _make_written(path: Path, head: tuple[str, ...], lines: list[str], asked: list[tuple[int, str]]) -> Text:
    text = "\n".join(lines)
    name = f"{path.stem}-{head[0]}"
    made = tuple(_read_asked(f"{path}:{number}", line, text) for number, line in asked)
    return Text(path.parent.name, name, "", head[1], text, made)


def _read_asked(place: str, line: str, text: str) -> Asked:
    kind, language, question, *answer = (part.strip() for part in line.split("|"))
    if (kind == "A") != (len(answer) == 1):
        raise ValueError(f"{place}: {line}")
    return Asked(question, language, find_words(text, answer[0], place) if answer else None)


def find_words(text: str, answer: str, place: str) -> tuple[int, int]:
    """Return where `answer` stands in `text`: `words`, or `words @2` for their second place."""
    matched = re.fullmatch(r"(.*?) @(\d+)", answer)
    words, nth = (matched[1], int(matched[2])) if matched else (answer, 1)
    whole = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    starts = whole or [found.start() for found in re.finditer(re.escape(words), text)]
    if not 1 <= nth <= len(starts):
        raise ValueError(f"{place}: the text does not hold {answer!r}")
    return starts[nth - 1], starts[nth - 1] + len(words)


def read_public(path: Path) -> Iterator[Text]:
    """Yield the texts of a gzipped JSONL file, each {"title", "language", "text", "qas"}."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            asked = tuple(Asked(qa["q"], qa["language"], _pair(qa["span"])) for qa in row["qas"])
            title = row["title"].replace("_", " ")
            group = title or f"{path.name}-{number}"
            yield Text(path.name.split(".")[0], group, title, row["language"], row["text"], asked)


def _pair(span: list[int] | None) -> tuple[int, int] | None:
    return (span[0], span[1]) if span else None


def read_labelled(labels: Path, passages: Path) -> Iterator[Text]:
    """Yield the texts of `passages`, with the answers and further questions of the files `labels` for them.

    `labels` is a folder of de-*.txt and ru-*.txt, `passages` one with unlabelled-de.jsonl.gz and -ru.
    """
    for language in ("de", "ru"):
        with gzip.open(passages / f"unlabelled-{language}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        for path in sorted(labels.glob(f"{language}-*.txt")):
            for block in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
                number, *marked = [line.strip() for line in block.strip().splitlines() if line.strip()]
                row = rows[int(number)]
                asked = tuple(_read_labels(f"{path.name} {number}", marked, row))
                # Passages of one article follow each other: what one leaves open, its neighbour may answer.
                group = f"{language}-{int(number) // 10}"
                yield Text(f"labelled-{language}", group, row["title"], language, row["text"], asked)


def _read_labels(place: str, marked: Iterable[str], row: Mapping[str, Any]) -> Iterator[Asked]:
    given = iter(row["qas"])
    for line in marked:
        kind, *parts = (part.strip() for part in line.split("|"))
        if kind == "Q":
            question = next(given)
            if parts[0] != "?":
                span = None if parts[0] == "-" else find_words(row["text"], parts[0], place)
                yield Asked(question["q"], question["language"], span)
        else:
            span = find_words(row["text"], parts[2], place) if kind == "A" else None
            yield Asked(parts[1], parts[0], span)


def read_xquad(folder: Path, held_out: Iterable[int] = ()) -> Iterator[Text]:
    """Yield the paragraphs of XQuAD's files de, ru, en, each with its questions in all three languages."""
    sides = {each: json.loads((folder / f"{each}.json").read_bytes())["data"] for each in ("de", "ru", "en")}
    skipped = set(held_out)
    number = -1
    for place in range(len(sides["de"])):
        for at in range(len(sides["de"][place]["paragraphs"])):
            number += 1
            if number in skipped:
                continue
            for language, articles in sides.items():
                paragraph = articles[place]["paragraphs"][at]
                asked = []
                for nth, qa in enumerate(paragraph["qas"]):
                    for other, theirs in sides.items():
                        question = theirs[place]["paragraphs"][at]["qas"][nth]["question"]
                        answer = qa["answers"][0]
                        text, start = (
                            (answer["text"], answer.get("answer_start"))
                            if isinstance(answer, dict)
                            else (answer, None)
                        )
                        if start is None:
                            start = paragraph["context"].find(text)
                        if start >= 0:
                            asked.append(Asked(question, other, (start, start + len(text))))
                title = articles[place]["title"].replace("_", " ")
                yield Text("xquad", f"xquad-{number}", title, language, paragraph["context"], tuple(asked))
