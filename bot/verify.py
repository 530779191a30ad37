"""Answers in, their proof out: what follows from the documents is made anew and compared. Knows no index.

The documents, the places of the quotes, the language and the day decide the rest of an answer. An answer does
not hold the question: that its quotes answer it, and that nothing else would, is not proved.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.answer import Answer, Status, refuse, refuse_language, speak, write_answer
from bot.compose import Citation, ShortAnswer, cite_place
from bot.pages import write_date
from bot.personal import TAKE_OUT
from bot.phrases import Phrase, say
from bot.small_talk import TALK
from index.chunks import Chunk, split
from index.documents import Document, read_named
from index.errors import AnswerFileError, Fault
from index.language import Language

# The statuses of which one sentence is said, and which sentences these can be.
SAID = {
    Status.GREETING: TALK,
    Status.UNCLEAR: (Phrase.UNCLEAR,),
    Status.PERSONAL_DATA: (*TAKE_OUT.values(), Phrase.PERSONAL_EARLIER),
}
_ANSWER = TypeAdapter(Answer)
_MISSING = object()


class Check(StrEnum):
    """How a quote compares with the file it comes from."""

    VERIFIED = "verified"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    QUOTE_DIFFERS = "quote_differs"
    QUOTE_CUT = "quote_cut"


_TOLD = {
    Check.VERIFIED: Phrase.QUOTE_VERIFIED,
    Check.FILE_MISSING: Phrase.FILE_MISSING,
    Check.FILE_CHANGED: Phrase.FILE_CHANGED,
    Check.QUOTE_DIFFERS: Phrase.QUOTE_DIFFERS,
    Check.QUOTE_CUT: Phrase.QUOTE_CUT,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """An answer as a file holds it: `sent` is its JSON, `place` where in the file it stands ("0.answer.")."""

    place: str
    sent: dict[str, Any]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of an answer: a check for each of its quotes, and the names of the fields that are wrong.

    `checks` are those of the citations, then those of the related quotes.
    """

    answer: Answer
    checks: tuple[Check, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sources:
    """The documents that answers cite and their chunks, by path."""

    documents: dict[str, Document]
    chunks: dict[str, list[Chunk]]

    def cite(self, number: int, quote: Citation) -> Citation:
        """Return what the citation with that number must be, which stands where `quote` does."""
        for chunk in self.chunks[quote.path]:
            if chunk.start <= quote.start < chunk.end:
                return cite_place(number, self.documents[quote.path], chunk.page, quote.start, quote.end)
        raise LookupError(quote.start)


def read_claims(data: bytes, path: str) -> list[Claim]:
    """Return the answers in the JSON `data`: one answer, a list of them, or {"answer": …}.

    Raises AnswerFileError, which names `path`, when it holds anything else.
    """
    try:
        return list(_list_claims(json.loads(data, object_pairs_hook=_refuse_doubles), ""))
    except ValidationError as error:
        first = error.errors()[0]
        reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}".removeprefix(": ")
        raise AnswerFileError(Fault.ANSWER_UNREADABLE, path=path, reason=reason) from error
    except (ValueError, RecursionError) as error:
        raise AnswerFileError(Fault.ANSWER_UNREADABLE, path=path, reason=error) from error


def prove(claims: Sequence[Claim], folder: Path) -> list[Proof]:
    """Return the proof of each of `claims` from the documents in `folder`; raise FolderError without any."""
    cited = {quote.path for claim in claims for _, quote in _list_quotes(claim.answer)}
    documents = read_named(folder, cited)
    chunks = {path: split(document) for path, document in documents.items()}
    held = {path: document for path, document in documents.items() if chunks[path]}  # as in an index
    return [_prove(claim, _Sources(held, chunks)) for claim in claims]


def check_quote(quote: Citation, document: Document | None) -> Check:
    """Return how `quote` compares with `document`, read anew from the file at its path, if there is one."""
    if document is None:
        return Check.FILE_MISSING
    if document.sha256 != quote.sha256:
        return Check.FILE_CHANGED
    within = 0 <= quote.start < quote.end <= len(document.text)
    verbatim = within and document.text[quote.start : quote.end] == quote.quote
    return Check.VERIFIED if verbatim else Check.QUOTE_DIFFERS


def describe(proofs: Sequence[Proof], language: Language) -> Iterator[str]:
    """Yield what is told of `proofs`, line by line: each quote, each answer's wrong fields, how many hold."""
    for proof in proofs:
        for (_, quote), check in zip(_list_quotes(proof.answer), proof.checks, strict=True):
            place = f"[{quote.number}] {_fold(quote.path)} {quote.start}–{quote.end}"
            yield f"{place}: {say(_TOLD[check], language)}"
        if proof.wrong:
            yield say(Phrase.FIELDS_FORGED, language, fields=", ".join(map(_fold, proof.wrong)))
        elif proof.answer.as_of:
            yield say(Phrase.NOTICES_AS_OF, language, day=write_date(proof.answer.as_of, language))
    checks = [check for proof in proofs for check in proof.checks]
    verified = checks.count(Check.VERIFIED)
    yield say(Phrase.QUOTES_VERIFIED, language, quotes=len(checks), verified=verified)
    follow = sum(not proof.wrong for proof in proofs)
    yield say(Phrase.ANSWERS_VERIFIED, language, answers=len(proofs), verified=follow)


def _list_claims(value: Any, place: str) -> Iterator[Claim]:
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _list_claims(each, f"{place}{number}.")
    elif isinstance(value, dict) and "answer" in value:
        yield from _list_claims(value["answer"], f"{place}answer.")
    else:
        # Strict: neither "1" nor true is a number.
        yield Claim(place, value, _ANSWER.validate_json(json.dumps(value), strict=True))


def _refuse_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return `pairs` as a dict; raise ValueError when a name stands twice: others may read the other."""
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError(f"{Counter(name for name, _ in pairs).most_common(1)[0][0]}: stands twice")
    return value


def _list_quotes(answer: Answer) -> list[tuple[str, Citation]]:
    """Return the quotes of `answer`, those that are no answer included, each with the name of its field."""
    return [
        (f"{name}.{number}", quote)
        for name, quotes in (("citations", answer.citations), ("related", answer.related))
        for number, quote in enumerate(quotes)
    ]


def _prove(claim: Claim, sources: _Sources) -> Proof:
    answer = claim.answer
    checks, wrong = [], []
    for name, quote in _list_quotes(answer):
        check = check_quote(quote, sources.documents.get(quote.path))
        faults = _find_faults(quote, check, sources)
        checks.append(Check.QUOTE_CUT if faults and check is Check.VERIFIED else check)
        wrong += [f"{name}.{fault}" for fault in faults]
    if not wrong:
        wrong = _find_doubles(answer) or _find_differences(claim, sources)
    return Proof(answer, tuple(checks), tuple(claim.place + field for field in wrong))


def _find_faults(quote: Citation, check: Check, sources: _Sources) -> list[str]:
    """Return what is wrong with the file, the place, the wording of `quote`; no more can be compared then."""
    if check in {Check.FILE_MISSING, Check.FILE_CHANGED}:
        return ["path" if check is Check.FILE_MISSING else "sha256"]
    edges = [tuple(zip(*chunk.sentences, strict=True)) for chunk in sources.chunks[quote.path]]
    if any(quote.start in starts and quote.end in ends for starts, ends in edges) and quote.start < quote.end:
        return [] if check is Check.VERIFIED else ["quote"]
    starts, ends = ({place for edge in edges for place in edge[side]} for side in (0, 1))
    known = {"start": quote.start in starts, "end": quote.end in ends}
    return [name for name, is_known in known.items() if not is_known] or list(known)


def _find_doubles(answer: Answer) -> list[str]:
    """Return the places of quotes that hold something of one before: what is said twice proves no more."""
    return [
        f"{name}.start"
        for (_, before), (name, quote) in combinations(_list_quotes(answer), 2)
        if before.path == quote.path and before.start < quote.end and quote.start < before.end
    ]


def _find_differences(claim: Claim, sources: _Sources) -> list[str]:
    """Return the fields in which `claim` differs from what the bot could have said with these quotes.

    What it could have said otherwise counts only where nothing but the status or the language is forged.
    """
    answer = claim.answer
    if answer.status is Status.ANSWERED and not answer.citations:
        return ["citations"]
    found = []
    for possible in _list_possible(answer, sources):
        wrong = list(_compare(claim.sent, _ANSWER.dump_python(possible, mode="json"), ""))
        same = (possible.status, possible.language) == (answer.status, answer.language)
        if same or {*wrong} <= {"status", "language"}:
            found.append(wrong)
    return min(found, key=len)


def _list_possible(answer: Answer, sources: _Sources) -> Iterator[Answer]:
    """Yield every answer that the bot could have given with the quotes of `answer`, for its day."""
    citations, related = (
        tuple(sources.cite(number, quote) for number, quote in enumerate(quotes, 1))
        for quotes in (answer.citations, answer.related)
    )
    day = answer.as_of or date.today()  # noqa: DTZ011  # without its day, the answer differs in any case
    for reader in Language:
        if citations:
            short = _shorten(answer.short, citations[0])
            yield write_answer(reader, citations, short, sources.documents, day)
        yield refuse(reader, related)
        yield refuse_language(reader)
        for status, phrases in SAID.items():
            yield from (speak(status, reader, phrase) for phrase in phrases)


def _shorten(short: ShortAnswer | None, lead: Citation) -> ShortAnswer:
    """Return the words of `lead` where `short` says, as far as that is inside."""
    start, end = (short.start, short.end) if short else (lead.start, lead.end)
    start = start if lead.start <= start < lead.end else lead.start
    end = end if start < end <= lead.end else lead.end
    return ShortAnswer(lead.quote[start - lead.start : end - lead.start], 1, start, end)


def _compare(found: Any, expected: Any, name: str) -> Iterator[str]:
    """Yield the names of the fields in which two values from JSON differ."""
    if isinstance(found, dict) and isinstance(expected, dict):
        for key in {**expected, **found}:
            pair = (found.get(key, _MISSING), expected.get(key, _MISSING))
            yield from _compare(*pair, f"{name}.{key}".removeprefix("."))
    elif isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        for number, pair in enumerate(zip(found, expected, strict=True)):
            yield from _compare(*pair, f"{name}.{number}")
    elif type(found) is not type(expected) or found != expected:
        yield name


def _fold(text: str) -> str:
    """Return `text` on one line, so that it cannot pass for another one."""
    return " ".join(text.split())
