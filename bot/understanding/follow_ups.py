"""A question and the turns before it in, the text to look up out. By word lists; no model, no storing.

Knows whether a question stands on its own or leans on the turns before it. The words and turns of phrase that
tell are those of each language's folder.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise

from index.detection.detect import detect_language
from index.languages import FOLDER, Language
from index.languages.spelling import fold_letters
from index.languages.words import Tag, Words, list_words

_OPENING = 3  # words of a sentence that point back

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CLAUSE_END = re.compile(r"[,;:?!()–—]|\s-\s|(?<!\d)\.")

_POINTING = (Tag.CONNECTIVE, Tag.QUESTION, Tag.PRONOUN, Tag.POSSESSIVE, Tag.VERB, Tag.PREPOSITION, Tag.FILLER)
_KINDS = (*_POINTING, Tag.THING, Tag.CHOOSING, Tag.CITY, Tag.SIDE)


@dataclass(frozen=True, slots=True)
class _WordKinds:
    """The words of one language by kind, as `fold_letters` writes them, and its turns of phrase."""

    words: Mapping[Tag, Words]
    defining: re.Pattern[str]  # asks what a name stands for: "and who is Lohe?"
    rewritten: tuple[tuple[re.Pattern[str], str], ...]  # turns of phrase and what to read instead

    def has(self, word: str, *kinds: Tag) -> bool:
        return any(word in self.words[kind] for kind in kinds)


@cache
def _read_kinds(language: Language) -> _WordKinds:
    turns = tomllib.loads((FOLDER / language / "questions.toml").read_text("utf-8"))

    def compile_turn(pattern: str) -> re.Pattern[str]:
        for name, alternatives in turns.get("alternatives", {}).items():
            pattern = pattern.replace(f"{{{name}}}", "|".join(alternatives))
        return re.compile(pattern)

    return _WordKinds(
        {
            kind: Words.read(fold_letters(word, language) for word in list_words(language, kind))
            for kind in _KINDS
        },
        compile_turn(turns["defining"]),
        tuple((compile_turn(pattern), plain) for pattern, plain in turns["rewritten"]),
    )


def search_text(question: str, before: Sequence[str], language: Language) -> str:
    """Return the text to look up for `question`, asked in `language` after the questions `before`.

    A question that stands on its own is returned unchanged. One that leans on what was said before ("und
    davor?", "who signed it?") stands around what the questions before it name, the newest first, back to
    the last one that stands on its own. The answers are not used: they draw to what was said.
    """
    if not before or not _leans(question, language):
        return question
    topic: list[str] = []
    for earlier in reversed(before):
        spoken = detect_language(earlier, conversation=language).language
        topic.append(_cut_opening(earlier, spoken))
        if not _leans(earlier, spoken):
            break
    topic = [part for part in topic if part]
    # Said twice, the question outweighs the topic: the nearest is what it asks, not what was asked before.
    return " ".join([question, *topic, question]) if topic else question


def leans_on_the_one_before(sentence: str, language: Language) -> bool:
    """Return whether a sentence begins by pointing at the one before it: "dagegen", "er", "this"."""
    kinds = _read_kinds(language)
    opening = [fold_letters(word[0], language) for word in islice(_WORD.finditer(sentence), _OPENING)]
    return any(kinds.has(word, Tag.PRONOUN) for word in opening) or any(
        kinds.has(word, Tag.CONNECTIVE, Tag.POSSESSIVE) for word in opening[:1]
    )


def names_city(question: str) -> bool:
    """Return whether `question` is nothing but the name of one of the two cities, which asks for nothing."""
    words = _WORD.findall(question)
    return len(words) == 1 and any(
        _read_kinds(language).has(fold_letters(words[0], language), Tag.CITY) for language in Language
    )


def _cut_opening(question: str, language: Language) -> str:
    """Return `question` from the first word that names something, city or side too; empty if none does."""
    kinds = _read_kinds(language)
    for word in _WORD.finditer(question):
        if not kinds.has(fold_letters(word[0], language), *_POINTING):
            return question[word.start() :].rstrip(" ?")
    return ""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    names: bool  # something that is asked about


def _leans(question: str, language: Language) -> bool:
    kinds = _read_kinds(language)
    text = fold_letters(question, language)
    for pattern, plain in kinds.rewritten:
        text = pattern.sub(plain, text)
    clauses = list(_read_clauses(text, kinds))
    asked = [word for clause in clauses for word in clause]
    names = sum(word.names for word in asked)
    dated = any(word.text[0].isdigit() for word in asked)
    first = next((word.text for word in asked if not kinds.has(word.text, Tag.FILLER)), "")
    connected = kinds.has(first, Tag.CONNECTIVE)
    if not names:  # "was geschah 2022?" is enough, "warum?" and "wer war es 2022?" are not
        return connected or not (dated and any(kinds.has(word.text, Tag.THING) for word in asked))
    if _points_back(clauses, kinds) or _is_cut_short(asked, kinds, connected=connected):
        return True
    pairs = pairwise(asked)
    chosen = not dated and any(kinds.has(word.text, Tag.CHOOSING) and noun.names for word, noun in pairs)
    return names == 1 and (chosen or (connected and not kinds.defining.search(text)))


def _read_clauses(text: str, kinds: _WordKinds) -> Iterator[list[_Word]]:
    """Yield the words of each clause: it ends at a comma, a full stop, and before a question word."""
    both = len({word for word in _WORD.findall(text) if kinds.has(word, Tag.CITY)}) > 1
    for part in _CLAUSE_END.split(text):
        clause: list[_Word] = []
        named = False
        for word in _WORD.findall(part):
            if named and kinds.has(word, Tag.QUESTION):
                yield clause
                clause, named = [], False
            placed = bool(clause) and kinds.has(clause[-1].text, Tag.PREPOSITION) and not both
            where = kinds.has(word, Tag.SIDE) or (placed and kinds.has(word, Tag.CITY))
            names = not (where or word.isdecimal() or kinds.has(word, *_POINTING))
            clause.append(_Word(word, names))
            named = named or names
        yield clause


def _points_back(clauses: Sequence[Sequence[_Word]], kinds: _WordKinds) -> bool:
    """Return whether a pronoun stands for something that no earlier clause of the question names."""
    for clause in clauses:
        named = False
        for word in clause:
            if kinds.has(word.text, Tag.PRONOUN) or (kinds.has(word.text, Tag.POSSESSIVE) and not named):
                return True
            named = named or word.names
        if named:
            return False
    return False


def _is_cut_short(asked: Sequence[_Word], kinds: _WordKinds, *, connected: bool) -> bool:
    """Return whether the verb is that of the question before: "und Kibovski?", "and who for the opera?"."""
    if any(kinds.has(word.text, Tag.VERB) for word in asked):
        return False
    questions = [position for position, word in enumerate(asked) if kinds.has(word.text, Tag.QUESTION)]
    if not questions:
        return connected or kinds.has(asked[0].text, Tag.PREPOSITION)
    after = asked[questions[0] + 1 : questions[0] + 2]
    return connected and any(kinds.has(word.text, Tag.PREPOSITION) for word in after)
