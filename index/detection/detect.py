"""Which of our languages a question is in.

Knows how the words of a text are weighed against each other and when to trust the result. Taking a text
apart is tokens.py; what a word may be of is candidates.py, and how it fits profiles.py. The figures below
were set on questions of XQuAD and on chat inputs; the cases of each language keep them.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from index.detection.candidates import OURS, list_candidates, list_typed
from index.detection.profiles import Row, fit_words
from index.detection.tokens import Token, read_tokens
from index.languages import DEFAULT, Language
from index.languages.traits import Script


class Verdict(StrEnum):
    """How sure a detection is."""

    CLEAR = "clear"  # answer in it; it becomes the conversation's language
    UNSURE = "unsure"  # answer in the best guess; the conversation's language stays
    OTHER = "other"  # a language the bot does not speak
    NONE = "none"  # no letters at all: the context's language


@dataclass(frozen=True, slots=True)
class Detection:
    """The language found for a text: `language` to answer in, `verdict`, `probability` in 0..1.

    The probability is that of `language`; of being another language if the verdict is OTHER; 0 for NONE.
    """

    language: Language
    verdict: Verdict
    probability: float


_PRIOR_OURS, _PRIOR_TYPED, _PRIOR_OTHERS = 0.31, 0.02, 0.07
_CONVERSATION, _PAGE = 6.0, 2.5  # how many times likelier the context makes its language
_FUNCTION_WORD = 6.0  # in log-likelihood: outweighs a conversation in another language
_SHARED = 0.5  # less of it the more languages have the word, per e-fold
_ARTICLE = 3.0  # a short foreign word proves less
_NAME = 0.2  # what a name-like word weighs: names travel between languages


def _choose_script(words: list[Token]) -> Script | None:
    """Return the script of the sentence around the names, or None for one that is none of ours."""
    letters = dict.fromkeys((*Script, None), 0)
    weights = dict.fromkeys(Script, 0.0)
    for word in words:
        letters[word.script] += len(word.text)
        if word.script:
            weights[word.script] += 4 if word.is_ours else _NAME if word.name_like else 1
    if 2 * letters[None] >= sum(letters.values()):
        return None
    if weights[Script.LATIN] == weights[Script.CYRILLIC]:
        return next(word.script for word in words if word.script)
    return max(Script, key=weights.__getitem__)


@cache
def _weigh_prior(script: Script, conversation: Language | None, page: Language | None) -> Row:
    candidates = list_candidates(script)
    others = len(set(candidates) - OURS)
    prior = np.array([_PRIOR_OURS if code in OURS else _PRIOR_OTHERS / others for code in candidates])
    for language in list_typed(script):
        prior[candidates.index(language)] = _PRIOR_TYPED
    context, times = (conversation, _CONVERSATION) if conversation else (page, _PAGE)
    if context in candidates:
        prior[candidates.index(context)] *= times
    return prior


def _weigh_listed(word: Token) -> float:
    """Return what being a function word is worth: the more, the fewer languages share it."""
    if not word.listed:
        return 0.0
    if word.is_article:
        return _ARTICLE
    return _FUNCTION_WORD - _SHARED * math.log(len(word.listed))


@lru_cache(maxsize=1_000)
def _mark(script: Script, codes: frozenset[str]) -> NDArray[np.bool_]:
    """Return which of the candidates are among `codes`."""
    return np.array([code in codes for code in list_candidates(script)])


def _weigh_candidates(words: list[Token], script: Script, prior: Row) -> dict[str, float]:
    """Return the probability of each candidate: naive Bayes over the words."""
    candidates = list_candidates(script)
    weights = np.array([_NAME if word.name_like else 1.0 for word in words])
    fits = fit_words(script, [word.text for word in words])
    score = np.log(prior) + (weights[:, None] * fits).sum(axis=0)
    for word, weight in zip(words, weights.tolist(), strict=True):
        if word.listed:
            score += weight * _weigh_listed(word) * _mark(script, word.listed)
    if all(word.is_ours for word in words):  # "ja" is Estonian, too, but is not asked in Estonian
        score[~_mark(script, OURS)] = -np.inf
    shares = np.exp(score - score.max())
    return dict(zip(candidates, (shares / shares.sum()).tolist(), strict=True))


def _required_share(words: list[Token]) -> float:
    """Return how likely another language must be to be called so, by what was seen of it."""
    foreign = [word for word in words if word.is_foreign]
    if not foreign:
        return 0.95
    doubtful = any(word.is_ours for word in words) or all(word.is_article for word in foreign)
    return 0.7 if doubtful else 0.5


def detect_language(
    text: str, *, conversation: Language | None = None, page: Language | None = None
) -> Detection:
    """Return the language `text` is in, given those of the `conversation` so far and of the `page`.

    The same text and context give the same result, in any thread. The context makes its language likelier,
    so that it keeps a bare name or number; one clear function word of another language outweighs it.
    Where there is nothing to go by at all, it is the language of the page where no other is named.
    """
    context = conversation or page
    words = read_tokens(text)
    if not words:
        return Detection(context or DEFAULT, Verdict.NONE, 0.0)
    script = _choose_script(words)
    if script is None:
        return Detection(context or DEFAULT, Verdict.OTHER, 1.0)
    words = [word for word in words if word.script is script]
    shares = _weigh_candidates(words, script, _weigh_prior(script, conversation, page))
    other = sum(share for code, share in shares.items() if code not in OURS)
    if other >= _required_share(words):
        return Detection(context or DEFAULT, Verdict.OTHER, other)
    best = max((Language(code) for code in shares if code in OURS), key=shares.__getitem__)
    bare = all(word.name_like for word in words)
    if shares[best] >= (0.9 if bare else 0.8):
        return Detection(best, Verdict.CLEAR, shares[best])
    if context in shares and (bare or shares[best] < 0.6):
        best = context
    return Detection(best, Verdict.UNSURE, shares[best])
