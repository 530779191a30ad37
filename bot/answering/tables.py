"""A question and how strongly each row of a table answers it in, the row that is asked for first out. Pure.

The reader has learnt from prose: it sees that a table answers, and often takes a neighbouring row.
"""

import re
from collections.abc import Iterator, Sequence

from index.text.sentences import Span

_WORD = re.compile(r"[^\W_]+")
_RULE = "--"  # between the names of columns and the rows below, in Markdown
_SHORTEST, _ENDING = 4, 3  # letters of a word that counts, and of what may be inflected at its end


def point_at_rows(
    question: str, text: str, sentences: Sequence[Span], scores: Sequence[float]
) -> tuple[float, ...]:
    """Return the `scores` of `sentences` of `text`, the best of each table for the row that is asked for.

    That is the row which alone holds most of the question's words and figures, without those that all rows
    hold. Where none does, the scores stay as they are.
    """
    asked = set(map(_cut, _WORD.findall(question.casefold()))) - {""}
    pointed = list(scores)
    for rows in _find_tables(text, sentences):
        held = [_find_held(asked, text[slice(*sentences[row])]) for row in rows]
        common = set.intersection(*held)
        counts = [len(words - common) for words in held]
        if counts.count(max(counts)) == 1:
            named = rows[counts.index(max(counts))]
            best = max(rows, key=lambda row: scores[row])
            pointed[named], pointed[best] = pointed[best], pointed[named]
    return tuple(pointed)


def _find_tables(text: str, sentences: Sequence[Span]) -> Iterator[list[int]]:
    """Yield the numbers of the sentences that are rows of one table, below the names of its columns."""
    rows: list[int] = []
    for number, (start, _) in enumerate(sentences):
        gap = text[sentences[number - 1][1] : start] if number else ""
        if rows and ("\n\n" in gap or _RULE in gap or not is_row(text, start)):
            if _RULE not in gap:
                yield rows
            rows = []
        if is_row(text, start):
            rows.append(number)
    if rows:
        yield rows


def is_row(text: str, start: int) -> bool:
    """Return whether the sentence of `text` that begins at `start` stands behind a bar: as rows do."""
    return text[text.rfind("\n", 0, start) + 1 : start].lstrip()[:1] == "|"


def _find_held(asked: set[str], row: str) -> set[str]:
    """Return those of the words and figures `asked` that stand in `row`, however its words end."""
    words = set(_WORD.findall(row.casefold()))
    return {
        each
        for each in asked
        if each in words or (each.isalpha() and any(word.startswith(each) for word in words))
    }


def _cut(word: str) -> str:
    """Return a figure, or the beginning of a word, which stays when it is inflected; "" for a short one."""
    if not word.isalpha():
        return word
    return word[: max(len(word) - _ENDING, _SHORTEST)] if len(word) >= _SHORTEST else ""
