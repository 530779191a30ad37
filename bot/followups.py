"""A question and the turns before it in, the text to look up out. Pure, by word lists; no model, no storing.

Knows whether a question stands on its own or leans on the turns before it; the words that tell are in
question_words.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from bot.question_words import WORDS, QuestionWords, Words, fold_letters
from index.language import Language, detect_language

_OPENING = 3  # words of a sentence that point back

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CLAUSE_END = re.compile(r"[,;:?!()–—]|\s-\s|(?<!\d)\.")


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
    words = WORDS[language]
    opening = [fold_letters(word[0], language) for word in islice(_WORD.finditer(sentence), _OPENING)]
    return any(word in words.pronouns for word in opening) or any(
        word in words.connectives or word in words.possessives for word in opening[:1]
    )


def names_city(question: str) -> bool:
    """Return whether `question` is nothing but the name of one of the two cities, which asks for nothing."""
    words = _WORD.findall(question)
    return len(words) == 1 and any(
        fold_letters(words[0], language) in WORDS[language].cities for language in Language
    )


def _cut_opening(question: str, language: Language) -> str:
    """Return `question` from the first word that names something, city or side too; empty if none does."""
    for word in _WORD.finditer(question):
        if not WORDS[language].names_nothing(fold_letters(word[0], language)):
            return question[word.start() :].rstrip(" ?")
    return ""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    names: bool  # something that is asked about


def _leans(question: str, language: Language) -> bool:
    words = WORDS[language]
    text = fold_letters(question, language)
    for pattern, plain in words.rewritten:
        text = pattern.sub(plain, text)
    clauses = list(_read_clauses(text, words))
    asked = [word for clause in clauses for word in clause]
    names = sum(word.names for word in asked)
    dated = any(word.text[0].isdigit() for word in asked)
    first = next((word.text for word in asked if word.text not in words.fillers), "")
    connected = first in words.connectives
    if not names:  # "was geschah 2022?" is enough, "warum?" and "wer war es 2022?" are not
        return connected or not (dated and _has(asked, words.things))
    if _points_back(clauses, words) or _is_cut_short(asked, words, connected=connected):
        return True
    pairs = pairwise(asked)
    chosen = not dated and any(word.text in words.choosing and noun.names for word, noun in pairs)
    return names == 1 and (chosen or (connected and not words.defining.search(text)))


def _has(asked: Sequence[_Word], kind: Words) -> bool:
    return any(word.text in kind for word in asked)


def _read_clauses(text: str, words: QuestionWords) -> Iterator[list[_Word]]:
    """Yield the words of each clause: it ends at a comma, a full stop, and before a question word."""
    both = len({word for word in _WORD.findall(text) if word in words.cities}) > 1
    for part in _CLAUSE_END.split(text):
        clause: list[_Word] = []
        named = False
        for word in _WORD.findall(part):
            if named and word in words.questions:
                yield clause
                clause, named = [], False
            placed = bool(clause) and clause[-1].text in words.prepositions and not both
            where = word in words.sides or (placed and word in words.cities)
            names = not (where or word.isdecimal() or words.names_nothing(word))
            clause.append(_Word(word, names))
            named = named or names
        yield clause


def _points_back(clauses: Sequence[Sequence[_Word]], words: QuestionWords) -> bool:
    """Return whether a pronoun stands for something that no earlier clause of the question names."""
    for clause in clauses:
        named = False
        for word in clause:
            if word.text in words.pronouns or (word.text in words.possessives and not named):
                return True
            named = named or word.names
        if named:
            return False
    return False


def _is_cut_short(asked: Sequence[_Word], words: QuestionWords, *, connected: bool) -> bool:
    """Return whether the verb is that of the question before: "und Kibovski?", "and who for the opera?"."""
    if _has(asked, words.verbs):
        return False
    questions = [position for position, word in enumerate(asked) if word.text in words.questions]
    if not questions:
        return connected or asked[0].text in words.prepositions
    after = asked[questions[0] + 1 : questions[0] + 2]
    return connected and _has(after, words.prepositions)
