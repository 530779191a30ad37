"""A question and the turns before it in, the text to look up out. Pure, by word lists; no model, no storing.

Knows whether a question stands on its own or leans on the turns before it; the words that tell are in
question_words.py.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.question_words import WORDS, QuestionWords, fold_letters
from index.language import Language, detect_language

if TYPE_CHECKING:
    from bot.answer import Turn

_TURNS = 4  # looked back at
_LONGEST = 500  # characters read of each earlier question

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CLAUSE_END = re.compile(r"[,;:?!()–—]|\s-\s|(?<!\d)\.")
_THINGS = frozenset({"was", "what", "что"})
_CHOOSING = re.compile(r"welch\w*|viele?|which|many|much|как(?:ои|ая|ое|ие|ом|их|им)|сколько")


def search_text(question: str, history: Sequence["Turn"], language: Language) -> str:
    """Return the text to look up for `question`, which is asked in `language` after the turns of `history`.

    A question that stands on its own is returned unchanged. One that leans on what was said before ("und
    davor?", "who signed it?") is followed by the last question that stands on its own, among the last four.
    """
    if not history or not _leans(question, language):
        return question
    topic: list[str] = []
    for turn in reversed(history[-_TURNS:]):
        earlier = turn.question[:_LONGEST].strip()
        if not _leans(earlier, detect_language(earlier, conversation=language).language):
            topic.append(earlier)
            break
    return " ".join([question, *topic])


def _leans(question: str, language: Language) -> bool:
    words = WORDS[language]
    text = fold_letters(question, language)
    for pattern, plain in words.rewritten:
        text = pattern.sub(plain, text)
    clauses = _read_clauses(text, words)
    asked = [word for clause in clauses for word in clause]
    first = next((word for word in asked if not words.fillers.fullmatch(word)), "")
    connected = words.connectives.fullmatch(first) is not None
    if not any(_find_names(clause, words) for clause in clauses):
        dated = any(word[0].isdigit() for word in asked) and not _THINGS.isdisjoint(asked)
        return connected or not dated
    return _points_back(clauses, words) or _is_cut_short(asked, connected=connected, words=words)


def _read_clauses(text: str, words: QuestionWords) -> list[list[str]]:
    """Return the words of each clause: one ends at a comma, a full stop, and before a question word."""
    clauses: list[list[str]] = []
    for part in _CLAUSE_END.split(text):
        clauses.append([])
        for word in _WORD.findall(part):
            if words.questions.fullmatch(word) and _find_names(clauses[-1], words):
                clauses.append([])
            clauses[-1].append(word)
    return clauses


def _find_names(clause: Sequence[str], words: QuestionWords) -> list[str]:
    """Return the words of `clause` that name what is asked about; "in Moscow" does not, all of it is."""
    names = []
    both = len(set(filter(words.cities.fullmatch, clause))) > 1
    for before, word in zip(["", *clause], clause, strict=False):
        where = words.cities.fullmatch(word) and words.prepositions.fullmatch(before) and not both
        if not (where or word.isdecimal() or words.names_nothing(word)):
            names.append(word)
    return names


def _points_back(clauses: Sequence[list[str]], words: QuestionWords) -> bool:
    """Return whether a pronoun stands for something that no earlier clause of the question names."""
    for clause in clauses:
        for position, word in enumerate(clause):
            if words.pronouns.fullmatch(word):
                return True
            if words.possessives.fullmatch(word) and not _find_names(clause[:position], words):
                return True
        if _find_names(clause, words):
            return False
    return False


def _is_cut_short(asked: Sequence[str], *, connected: bool, words: QuestionWords) -> bool:
    """Return whether the question takes its verb from the one before: "und Kibovski?", "who for Moscow?"."""
    if any(words.verbs.fullmatch(word) for word in asked):
        return False
    questions = [position for position, word in enumerate(asked) if words.questions.fullmatch(word)]
    if not questions:
        return connected or words.prepositions.fullmatch(asked[0]) is not None
    after = "".join(asked[questions[0] + 1 : questions[0] + 2])
    if connected and words.prepositions.fullmatch(after):
        return True
    return len(_find_names(asked, words)) == 1 and any(_CHOOSING.fullmatch(word) for word in asked)
