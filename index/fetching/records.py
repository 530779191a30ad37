"""What has been fetched: for each address its file, when, its hash, and whether it is still there.

The records lie in a hidden file in the folder of the documents, which no build reads as a document. A file
that a person has altered is theirs: it is never overwritten, and nothing is ever deleted.
"""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from index.documents.content import decode_text
from index.documents.folder import takes_sidecar
from index.errors import FetchError
from index.fetching.addresses import name_file, number_file
from index.fetching.connection import Answer
from index.files import hash_file, write_whole

RECORDS = ".fetched.json"
_LOCK = ".fetched.lock"
_FORMAT = 1


class Outcome(StrEnum):
    """What became of the file of an address."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Record:
    """A document that was fetched from `address` because of the source `named`.

    `sha256` is that of the file, `before` that of the one it takes the place of. `fetched` and `checked` say
    when its bytes came, and when they were last known to be current; `vanished` since when the address has no
    such document, and `why`: a status, or the address it leads to now. Times are ISO 8601.
    """

    address: str
    path: str
    named: str
    sha256: str
    fetched: str
    checked: str
    before: str | None = None
    etag: str | None = None
    modified: str | None = None
    vanished: str | None = None
    why: str | None = None


def read_records(folder: Path) -> dict[str, Record]:
    """Return the records in `folder` by address; raise FetchError when they cannot be read."""
    try:
        values = json.loads((folder / RECORDS).read_bytes())
        records = {each["address"]: Record(**each) for each in values["records"]}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FetchError("fetch_records", file=folder / RECORDS) from error
    if values["format"] != _FORMAT:
        raise FetchError("fetch_records", file=folder / RECORDS)
    return records


def list_vanished(folder: Path) -> list[Record]:
    """Return the records in `folder` of what is gone from its website; none where they cannot be read."""
    try:
        return [record for record in read_records(folder).values() if record.vanished]
    except FetchError:
        return []


@contextmanager
def open_store(folder: Path) -> Iterator["Store"]:
    """Give the store of `folder`, held for one run; raise FetchError when another run holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FetchError("fetch_running", folder=folder) from error
        store = Store(folder, read_records(folder))
        try:
            yield store
        finally:
            store.save()


class Store:
    """The folder of the documents, as far as files come from websites."""

    def __init__(self, folder: Path, records: dict[str, Record]) -> None:
        self.folder = folder
        self.records = records
        self._taken = {record.path.casefold(): record.address for record in records.values()}

    def save(self) -> None:
        """Write the records; raise OSError where that cannot be."""
        values = [asdict(self.records[address]) for address in sorted(self.records)]
        data = json.dumps({"format": _FORMAT, "records": values}, ensure_ascii=False, indent=1)
        write_whole(self.folder / RECORDS, data.encode() + b"\n")

    def find_conditions(self, address: str) -> Mapping[str, str]:
        """Return the headers under which `address` need not be sent again, if its file is as it was."""
        record = self.records.get(address)
        if record is None or record.vanished or self._hash(record) != record.sha256:
            return {}
        said = {"If-None-Match": record.etag, "If-Modified-Since": record.modified}
        return {name: value for name, value in said.items() if value}

    def read(self, address: str) -> bytes:
        """Return the bytes of the file of `address`; raise OSError without one."""
        return (self.folder / self.records[address].path).read_bytes()

    def keep(self, answer: Answer, kind: str, named: str, publisher: str | None = None) -> Outcome:
        """Write what `answer` holds, a file of the `kind`, and what is known of it; return what became of it.

        A file that a person has altered raises FetchError, and one that cannot be written OSError.
        """
        now = _now()
        old = self.records.get(answer.address)
        if old and not old.path.endswith(kind):
            if self._hash(old):
                raise FetchError("fetch_other_kind", address=old.address, path=old.path, kind=kind)
            old = None
        path = old.path if old else self._choose_path(answer.address, kind)
        data = answer.body if takes_sidecar(path) else _write_front_matter(path, answer, publisher)
        record = Record(
            address=answer.address,
            path=path,
            named=named,
            sha256=sha256(data).hexdigest(),
            fetched=now,
            checked=now,
            before=old.sha256 if old else None,
            etag=_limit(answer.headers.get("etag")),
            modified=_limit(answer.headers.get("last-modified")),
        )
        found = self._hash(record)
        if old and found == record.sha256:
            self.records[answer.address] = replace(record, fetched=old.fetched)
            return Outcome.SAME
        if found and (old is None or found not in {old.sha256, old.before}):
            raise FetchError("fetch_altered", address=answer.address, path=path)
        self._write(record, data, publisher)
        return Outcome.CHANGED if found else Outcome.NEW

    def confirm(self, address: str) -> None:
        """Note that the file of `address` is still what is there."""
        record = self.records[address]
        self.records[address] = replace(record, checked=_now(), vanished=None, why=None)

    def mark_vanished(self, address: str, why: str) -> bool:
        """Note that nothing is at `address` any more; return whether that was not known yet."""
        record = self.records[address]
        if record.vanished:
            return False
        self.records[address] = replace(record, vanished=_now(), why=why)
        self.save()
        return True

    def _choose_path(self, address: str, kind: str) -> str:
        """Return a path at which nothing lies, and which no other address has."""
        path = name_file(address, kind)
        free = self._taken.get(path.casefold(), address) == address and not (self.folder / path).exists()
        return path if free else number_file(path, address)

    def _hash(self, record: Record) -> str | None:
        """Return the SHA-256 of the file of `record`; None without one."""
        try:
            return hash_file(self.folder / record.path)
        except OSError:
            return None

    def _write(self, record: Record, data: bytes, publisher: str | None) -> None:
        # The record first: if this ends half-way, the next run knows whose file it is, and writes it again.
        self.records[record.address] = record
        self._taken[record.path.casefold()] = record.address
        self.save()
        file = self.folder / record.path
        file.parent.mkdir(parents=True, exist_ok=True)
        sidecar = file.with_name(f"{file.name}.yaml")
        if takes_sidecar(record.path) and not sidecar.exists():  # a person may have added to it
            write_whole(sidecar, _write_metadata(record.address, publisher).encode())
        write_whole(file, data)


def _write_metadata(address: str, publisher: str | None) -> str:
    """Return the keys as YAML: what JSON writes in quotation marks, YAML reads so too."""
    values = {"source": address, "publisher": publisher}
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items() if value
    )


def _write_front_matter(path: str, answer: Answer, publisher: str | None) -> bytes:
    text = decode_text(path, answer.body)
    return f"---\n{_write_metadata(answer.address, publisher)}---\n{text}".encode()


def _limit(value: str | None) -> str | None:
    return value if value and len(value) <= 500 and value.isascii() and value.isprintable() else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
