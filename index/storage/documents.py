"""Documents and chunks on disk: an object is made only of what is looked at.

Texts stand one after the other as UTF-8; tables say where each begins, and hold what a search filters by: a
language by its code. Positions inside a text count characters, as everywhere in the program.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from index.chunks import Chunk
from index.documents.document import Document
from index.documents.families import find_families, rank_topics
from index.documents.metadata import Kind
from index.languages import Language
from index.storage.arrays import load_array, save_array
from index.storage.open_files import BuildFiles

CACHED = 256  # documents
_DOCUMENT = np.dtype([
    ("path", "<u8"), ("line", "<u8"), ("text", "<u8"),  # where they begin, in bytes
    ("language", "<U12"), ("family", "<u4"), ("valid_from", "<i4"), ("valid_until", "<i4"),
])  # fmt: skip
_CHUNK = np.dtype([
    ("document", "<u4"), ("start", "<u4"), ("end", "<u4"), ("page", "<u4"),  # page 0: none
    ("language", "S12"),
    ("headings", "<u8"), ("headings_end", "<u8"), ("sentence", "<u8"),
])  # fmt: skip
_ALWAYS = (date.min.toordinal(), date.max.toordinal())

Table = NDArray[Any]


class Documents(Mapping[str, Document]):
    """The documents of an index by path, sorted; `table` holds a row of numbers for each.

    `topics` are what they are about, in each language, the most frequent first.
    """

    def __init__(self, folder: Path, files: BuildFiles) -> None:
        """Read the folder that `write_documents` wrote, which is one of `files`."""
        self.table = load_array(folder / "documents.npy")
        topics = json.loads((folder / "topics.json").read_bytes())
        self.topics = {Language(code): tuple(labels) for code, labels in topics.items()}
        self._paths, self._lines, self._texts = (
            files.open(f"{folder.name}/{name}") for name in ("paths.txt", "documents.jsonl", "texts.txt")
        )
        self.read = lru_cache(CACHED)(self._read)  # the document of a number

    def __len__(self) -> int:
        return len(self.table) - 1

    def __iter__(self) -> Iterator[str]:
        return map(self._read_path, range(len(self)))

    def __getitem__(self, path: str) -> Document:
        for number in self.find(path):
            return self.read(number)
        raise KeyError(path)

    def find(self, path: str) -> list[int]:
        """Return the number of the document at `path` in a list, which is empty when there is none."""
        number = bisect_left(range(len(self)), path, key=self._read_path)
        return [number] if number < len(self) and self._read_path(number) == path else []

    def _read_path(self, number: int) -> str:
        start, end = self.table["path"][number : number + 2].tolist()
        return self._paths.read(start, end).decode()

    def _read(self, number: int) -> Document:
        here, after = self.table[number].item(), self.table[number + 1].item()
        values = json.loads(self._lines.read(here[1], after[1]))
        for field in ("valid_from", "valid_until"):
            values[field] = date.fromisoformat(values[field]) if values[field] else None
        for field in ("pages", "source", "parties", "recognized"):
            values[field] = tuple(values[field])
        values["language"] = Language(values["language"])
        values["languages"] = tuple((start, Language(code)) for start, code in values["languages"])
        values["kind"] = Kind(values["kind"]) if values["kind"] else None
        if values["topic"]:
            values["topic"] = {Language(code): label for code, label in values["topic"].items()}
        return Document(text=self._texts.read(here[2], after[2]).decode(), **values)


class Chunks(Sequence[Chunk]):
    """The chunks of an index, in order; `table` holds a row of numbers for each.

    `first` holds the number of the first sentence of each chunk, and behind it that of all sentences.
    """

    def __init__(self, folder: Path, files: BuildFiles, documents: Documents) -> None:
        """Read the folder that `write_documents` wrote, which is one of `files`."""
        self.table = load_array(folder / "chunks.npy")
        self.first: NDArray[np.uint64] = self.table["sentence"]
        self._sentences = files.open_rows(f"{folder.name}/sentences.npy")
        self._headings = files.open(f"{folder.name}/headings.jsonl")
        self._documents = documents

    def __len__(self) -> int:
        return len(self.table) - 1

    def find_sentences(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the number of the first sentence of each of the chunks `rows`, and how many each has."""
        first, after = (self.first[rows + n].astype(np.int64) for n in (0, 1))
        return first, after - first

    def read_spans(self, document: int) -> tuple[int, NDArray[np.uint32]]:
        """Return the number of the first sentence of a document, and where each of its sentences stands.

        Those are rows of start and end.
        """
        owners = self.table["document"][:-1]
        rows = [int(owners.searchsorted(document, side)) for side in ("left", "right")]
        first, after = (int(self.first[row]) for row in rows)
        return first, self._sentences.read(np.array([first]), np.array([after - first]))

    @overload
    def __getitem__(self, row: int) -> Chunk: ...
    @overload
    def __getitem__(self, row: slice) -> list[Chunk]: ...
    def __getitem__(self, row: int | slice) -> Chunk | list[Chunk]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        number, start, end, page, language, headings, headings_end, sentence = self.table[row].item()
        document = self._documents.read(number)
        count = int(self.first[row + 1]) - sentence
        spans = self._sentences.read(np.array([sentence]), np.array([count])).tolist()
        return Chunk(
            path=document.path,
            start=start,
            end=end,
            text=document.text[start:end],
            headings=tuple(json.loads(self._headings.read(headings, headings_end))),
            page=page or None,
            language=Language(language.decode()),
            sentences=tuple((start, end) for start, end in spans),
        )


def write_documents(folder: Path, documents: Sequence[Document], chunks: Iterable[Chunk]) -> None:
    """Write `documents`, sorted by path, and `chunks`, in their order, to the new folder `folder`."""
    folder.mkdir()
    with (
        (folder / "paths.txt").open("wb") as paths,
        (folder / "documents.jsonl").open("wb") as lines,
        (folder / "texts.txt").open("wb") as texts,
    ):
        table = np.zeros(len(documents) + 1, _DOCUMENT)
        families = find_families({each.path: each.translation_of for each in documents})
        for number, document in enumerate(documents):
            table[number] = (
                *(file.tell() for file in (paths, lines, texts)),
                document.language,
                families[document.path],
                document.valid_from.toordinal() if document.valid_from else _ALWAYS[0],
                document.valid_until.toordinal() if document.valid_until else _ALWAYS[1],
            )
            paths.write(document.path.encode())
            lines.write(_to_line(document))
            texts.write(document.text.encode())
        table[len(documents)] = (*(file.tell() for file in (paths, lines, texts)), "", 0, 0, 0)
    (folder / "topics.json").write_text(json.dumps(rank_topics(documents), ensure_ascii=False), "utf-8")
    save_array(folder / "documents.npy", table)
    _write_chunks(folder, {document.path: number for number, document in enumerate(documents)}, chunks)


def _write_chunks(folder: Path, numbers: Mapping[str, int], chunks: Iterable[Chunk]) -> None:
    rows, spans = [], []
    trail, start, end, sentences = None, 0, 0, 0
    with (folder / "headings.jsonl").open("wb") as file:
        for chunk in chunks:
            if chunk.headings != trail:  # those of neighbours are mostly the same
                trail, start = chunk.headings, end
                end += file.write(json.dumps(trail, ensure_ascii=False).encode() + b"\n")
            place = (numbers[chunk.path], chunk.start, chunk.end, chunk.page or 0, chunk.language.encode())
            rows.append(np.array((*place, start, end, sentences), _CHUNK))
            spans.append(np.array(chunk.sentences, "<u4"))
            sentences += len(chunk.sentences)
    rows.append(np.array((0, 0, 0, 0, b"", 0, 0, sentences), _CHUNK))
    save_array(folder / "chunks.npy", np.array(rows))
    save_array(folder / "sentences.npy", np.concatenate(spans))


def _to_line(document: Document) -> bytes:
    values = {name: value for name, value in asdict(document).items() if name != "text"}
    return json.dumps(values, ensure_ascii=False, default=str).encode() + b"\n"
