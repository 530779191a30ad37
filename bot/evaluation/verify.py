"""Answers in, their proof out: what follows from the documents is made anew and compared. Knows no index.

The documents, the places of the quotes, the language and the day decide the rest of an answer. An answer does
not hold the question: that its quotes answer it, that nothing else would, and that it was understood as the
answer says, is not proved.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.answering.answer import Answer, Hints, Status, quote_again, refuse, refuse_language, speak
from bot.answering.citations import Citation, Place, ShortAnswer, Translation, cite_place, cite_translation
from bot.answering.register_answer import answer_from_register
from bot.answering.writer import WRITERS, write_answer
from bot.register.entries import list_lines, read_register
from bot.understanding.personal_data import TAKE_OUT
from bot.understanding.small_talk import TALK
from bot.understanding.wording import are_words, is_clean
from index.chunks import Chunk, find_around, split
from index.documents.document import Document, read_documents, read_named
from index.documents.examples import Examples, offer_examples
from index.documents.families import find_families
from index.documents.topics import Topics, read_topics
from index.errors import AnswerFileError, DocumentError
from index.languages import Language
from index.languages.dates import write_date
from index.languages.messages import key, say

# The statuses of which one sentence is said, and which sentences these can be.
SAID = {
    Status.GREETING: TALK,
    Status.UNCLEAR: (key("unclear"),),
    Status.PERSONAL_DATA: (*TAKE_OUT.values(), key("personal_earlier")),
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


_DESCRIPTIONS = {
    Check.VERIFIED: key("quote_verified"),
    Check.FILE_MISSING: key("file_missing"),
    Check.FILE_CHANGED: key("file_changed"),
    Check.QUOTE_DIFFERS: key("quote_differs"),
    Check.QUOTE_CUT: key("quote_cut"),
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
    """The documents that answers cite and their chunks, by path; the questions and topics of their folder."""

    documents: dict[str, Document]
    chunks: dict[str, list[Chunk]]
    examples: Examples
    topics: Topics

    def cite(self, number: int, quote: Citation, language: Language) -> Citation:
        """Return what the citation with that number must be, which stands where `quote` does.

        It is read by a reader of `language`. That it has no translation is not proved.
        """
        chunks = self.chunks[quote.path]
        for place, chunk in enumerate(chunks):
            if chunk.start <= quote.start < chunk.end:
                around = find_around(chunks, place)
                document = self.documents[quote.path]
                where = Place(document, chunk, around, quote.start, quote.end)
                citation = cite_place(number, where, self.documents)
                if quote.translation is None or citation.language is language:
                    return citation
                return replace(citation, translation=self._translate(document, quote.translation, language))
        raise LookupError(quote.start)

    def _translate(self, document: Document, found: Translation, language: Language) -> Translation | None:
        """Return what the translation of `document` must be that stands where `found` does, None if none can.

        That it says the same is not proved, only that it stands there.
        """
        version = self.documents.get(found.path)
        if version is None or version.language is not language or version.path == document.path:
            return None
        families = find_families({each.path: each.translation_of for each in self.documents.values()})
        if families[version.path] != families[document.path]:
            return None
        bounds = [tuple(zip(*chunk.sentences, strict=True)) for chunk in self.chunks[version.path]]
        starts, ends = ({place for bound in bounds for place in bound[side]} for side in (0, 1))
        start, end = found.start or 0, found.end or 0
        if start in starts and end in ends and start < end:
            return cite_translation(version, start, end)
        return cite_translation(version, None, None)


def read_claims(data: bytes, path: str) -> list[Claim]:
    """Return the answers in the JSON `data`: one answer, a list of them, or {"answer": …}.

    Raises AnswerFileError, which names `path`, when it holds anything else.
    """
    try:
        return list(_list_claims(json.loads(data, object_pairs_hook=_refuse_doubles), ""))
    except ValidationError as error:
        first = error.errors()[0]
        reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}".removeprefix(": ")
        raise AnswerFileError("answer_unreadable", path=path, reason=reason) from error
    except (ValueError, RecursionError) as error:
        raise AnswerFileError("answer_unreadable", path=path, reason=error) from error


def prove(claims: Sequence[Claim], folder: Path) -> list[Proof]:
    """Return the proof of each of `claims` from the documents in `folder`; raise FolderError without any."""
    if any(claim.answer.table for claim in claims):  # how many agreements there are, all of them say
        documents = {document.path: document for document in read_documents(folder)[0]}
    else:
        quotes = [quote for claim in claims for _, quote in _list_quotes(claim.answer)]
        cited = {place.path for quote in quotes for place in (quote, quote.translation) if place}
        documents = read_named(folder, cited)
    chunks = {path: split(document) for path, document in documents.items()}
    held = {path: document for path, document in documents.items() if chunks[path]}  # as in an index
    sources = _Sources(held, chunks, offer_examples(folder), _read_topics(folder))
    return [_prove(claim, sources) for claim in claims]


def _read_topics(folder: Path) -> Topics:
    """Return the topics of `folder`, none where the index that it makes has none."""
    try:
        return read_topics(folder)
    except DocumentError:
        return {}


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
            yield f"{place}: {say(_DESCRIPTIONS[check], language)}"
        if proof.wrong:
            yield say("fields_forged", language, fields=", ".join(map(_fold, proof.wrong)))
        elif proof.answer.as_of:
            yield say("notices_as_of", language, day=write_date(proof.answer.as_of, language))
    checks = [check for proof in proofs for check in proof.checks]
    verified = checks.count(Check.VERIFIED)
    yield say("quotes_verified", language, quotes=len(checks), verified=verified)
    follow = sum(not proof.wrong for proof in proofs)
    yield say("answers_verified", language, answers=len(proofs), verified=follow)


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
        faults = _find_faults(quote, check, sources, in_table=answer.table is not None)
        checks.append(Check.QUOTE_CUT if faults and check is Check.VERIFIED else check)
        wrong += [f"{name}.{fault}" for fault in faults]
    if not wrong:
        wrong = _find_doubles(answer) or _find_differences(claim, sources)
    return Proof(answer, tuple(checks), tuple(claim.place + field for field in wrong))


def _find_faults(quote: Citation, check: Check, sources: _Sources, *, in_table: bool) -> list[str]:
    """Return what is wrong with the file, the place, the wording of `quote`; no more can be compared then.

    Quotes are sentences; those of a table are what documents say of themselves.
    """
    if check in {Check.FILE_MISSING, Check.FILE_CHANGED}:
        return ["path" if check is Check.FILE_MISSING else "sha256"]
    spans = [chunk.sentences for chunk in sources.chunks[quote.path]]
    if in_table:
        spans = [(line,) for line in list_lines(sources.documents[quote.path])]
    bounds = [tuple(zip(*each, strict=True)) for each in spans]
    if (
        any(quote.start in starts and quote.end in ends for starts, ends in bounds)
        and quote.start < quote.end
    ):
        return [] if check is Check.VERIFIED else ["quote"]
    starts, ends = ({place for bound in bounds for place in bound[side]} for side in (0, 1))
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
    day = answer.as_of or date.today()  # noqa: DTZ011  # without its day, the answer differs in any case
    if answer.table:
        register = read_register(sources.documents)
        for language in Language:
            yield answer_from_register(answer.table.asked, register, sources.documents, language, day)
        return
    for language in Language:
        citations, related = (
            tuple(sources.cite(number, quote, language) for number, quote in enumerate(quotes, 1))
            for quotes in (answer.citations, answer.related)
        )
        if citations:
            short = _shorten(answer.short, citations[0])
            for writer in WRITERS:
                written = write_answer(citations, short, language, sources.documents, day, writer)
                yield from (written, quote_again(written))
        yield refuse(language, related, _read_hints(answer, language, sources.topics))
        yield refuse_language(language)
        for status, phrases in SAID.items():
            examples = sources.examples.get(language, ())
            yield from (speak(status, language, phrase, examples) for phrase in phrases)


def _read_hints(answer: Answer, language: Language, topics: Topics) -> Hints:
    """Return the hints of `answer` as far as they can be some in `language`.

    They follow from the question, and which topics come first from all documents.
    """
    labels = [labels[language] for labels in topics.values()]
    named = {*answer.topics} <= {*labels} and len({*answer.topics}) == len(answer.topics)
    understood = answer.understood if are_words(answer.understood) else ()
    corrected = answer.corrected if answer.corrected and is_clean(answer.corrected) else None
    return Hints(understood, corrected, answer.topics if named else ())


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
