"""Answers kept in memory for who asks the same again. Knows no question, only a keyed hash of each.

An answer holds sentences of the documents and ours, nothing that somebody typed.
"""

import secrets
from datetime import date
from hashlib import blake2b
from weakref import WeakKeyDictionary

from bot.answering.answer import Answer, Status
from bot.answering.evidence import Knowledge
from bot.understanding.inquiry import Inquiry

MOST_ANSWERS = 256  # some 3 KB each


class AnswerCache:
    """The answers given last, by the knowledge that they come from: they are gone when it is.

    Not safe between threads: for the event loop only.
    """

    def __init__(self, most: int = MOST_ANSWERS) -> None:
        self._most = most
        self._secret = secrets.token_bytes()
        self._answers: WeakKeyDictionary[Knowledge, dict[bytes, Answer]] = WeakKeyDictionary()

    def make_key(self, inquiry: Inquiry) -> bytes:
        """Return what stands for `inquiry` today."""
        day = inquiry.as_of or date.today()  # noqa: DTZ011  # the reader's day
        before = [(turn.question, turn.answer) for turn in inquiry.history]
        whole = inquiry.text, before, inquiry.page, inquiry.language, day
        return blake2b(repr(whole).encode(errors="surrogatepass"), key=self._secret).digest()

    def find(self, knowledge: Knowledge, key: bytes) -> Answer | None:
        """Return the answer stored for `key`, if it came from `knowledge`."""
        answers = self._answers.get(knowledge, {})
        if answer := answers.pop(key, None):
            answers[key] = answer  # the last one now
        return answer

    def add(self, knowledge: Knowledge, key: bytes, answer: Answer) -> None:
        """Store `answer`, which came from `knowledge`; the oldest makes room for it.

        Only what answers is stored: a refusal holds words that were typed, and the others cost nothing.
        """
        if answer.status is not Status.ANSWERED:
            return
        answers = self._answers.setdefault(knowledge, {})
        answers.pop(key, None)
        if len(answers) >= self._most:
            del answers[next(iter(answers))]
        answers[key] = answer
