"""A page of a document and a quote in, its picture with the quote marked out.

Draws in another process, with what answering does without: it is drawing.py that imports it.
"""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from index.documents.document import Document
from index.originals.files import read_original

MEDIA_TYPE = "image/webp"
SECONDS = 20  # for a picture, by the clock
MOST_KEPT = 24  # pictures of about 150 kB: what an answer cites is opened by more than one reader
LONGEST = 5_000  # characters of a quote that are looked for
CONTEXT = 300  # characters before and after a quote, which tell it from the same words elsewhere
_PROGRAM = (sys.executable, "-m", "index.originals.drawing")


def has_pictures(document: Document) -> bool:
    """Return whether the pages of `document` can be drawn."""
    return document.path.lower().endswith(".pdf")


def draw_page(folder: Path, document: Document, number: int, span: tuple[int, int]) -> bytes | None:
    """Return the page `number` of `document`, from 1, as WebP, with `text[slice(*span)]` marked in it.

    None when the file in `folder` is not the one that was indexed, has no such page, or takes more time or
    memory to draw than a page may.
    """
    if not has_pictures(document) or not 1 <= number <= len(document.pages):
        return None
    start, end = span[0], min(span[1], span[0] + LONGEST)
    text = document.text
    is_quoted = start < end
    wanted = {
        "number": number - 1,
        "recognized": number in document.recognized,
        "text": text[start:end],
        "before": text[max(start - CONTEXT, 0) : start] if is_quoted else "",
        "after": text[end : end + CONTEXT] if is_quoted else "",
    }
    with suppress(OSError, subprocess.TimeoutExpired):  # which say nothing of the next try
        return _draw(folder, document.path, document.sha256, json.dumps(wanted))
    return None


def measure_drawing() -> float:
    """Return how many seconds of the processor the processes took that this one began and that have ended."""
    spent = getrusage(RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@lru_cache(MOST_KEPT)
def _draw(folder: Path, path: str, sha256: str, wanted: str) -> bytes | None:
    """Return the picture; None when drawing it fails, as it would again.

    Raises OSError and TimeoutExpired for what may go better next time.
    """
    data = read_original(folder, path, sha256)
    if data is None:
        raise FileNotFoundError(path)
    done = subprocess.run(  # noqa: S603 - nothing of it comes from a document or a reader
        _PROGRAM,
        input=wanted.encode() + b"\n" + data,
        capture_output=True,
        timeout=SECONDS,
        check=False,
        env={"PATH": os.defpath},  # for Tesseract; what else stands there may be secret
    )
    if done.returncode == -signal.SIGKILL:  # by the system, which is short of memory
        raise ChildProcessError(path)
    return done.stdout if done.returncode == 0 else None
