"""Answers kept in memory for who asks the same again. Knows no question, only a keyed hash of each.

An answer holds sentences of the documents and ours, nothing that somebody typed.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from weakref import WeakKeyDictionary

from bot.answer import Answer, Status
from bot.question import Turn, clean_question, read_before
from index.language import Language
from index.search import Searcher

MOST_KEPT = 256  # some 3 KB each
LOOKED_UP = {Status.ANSWERED, Status.NOT_FOUND}  # the others cost nothing


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question and all else, beside the documents, that its answer depends on."""

    question: str
    page: Language  # of the reader
    language: Language | None = None
    history: tuple[Turn, ...] = ()
    as_of: date | None = None  # today


class KeptAnswers:
    """The answers given last, by the searcher that they come from: they are gone when it is.

    Not safe between threads: for the event loop only.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._secret = secrets.token_bytes()
        self._kept: WeakKeyDictionary[Searcher, dict[bytes, Answer]] = WeakKeyDictionary()

    def make_key(self, inquiry: Inquiry) -> bytes:
        """Return what stands for `inquiry` today; raise QuestionError when the question is too long."""
        day = inquiry.as_of or date.today()  # noqa: DTZ011  # the reader's day
        question, before = clean_question(inquiry.question), read_before(inquiry.history)
        whole = question, before, inquiry.page, inquiry.language, day
        return blake2b(repr(whole).encode(errors="surrogatepass"), key=self._secret).digest()

    def find(self, searcher: Searcher, key: bytes) -> Answer | None:
        """Return the answer kept for `key`, if it came from `searcher`."""
        kept = self._kept.get(searcher, {})
        if answer := kept.pop(key, None):
            kept[key] = answer  # the last one now
        return answer

    def keep(self, searcher: Searcher, key: bytes, answer: Answer) -> None:
        """Keep `answer`, which came from `searcher`, if it was looked up; the oldest makes room for it."""
        if answer.status not in LOOKED_UP:
            return
        kept = self._kept.setdefault(searcher, {})
        kept.pop(key, None)
        if len(kept) >= self._most:
            del kept[next(iter(kept))]
        kept[key] = answer
