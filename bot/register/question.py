"""Whether a question asks for the register of agreements, and what of it. By word lists; knows no documents.

It does when every word of it belongs to such a question: what asks (which, how many), what is asked about
(agreements, of one kind), their state (in force, expired, signed), a time, the parties, and words that name
nothing. Any other word means that more is asked than the register tells.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.register.periods import Mention, Period, find_periods, list_neighbours, step
from bot.register.vocabulary import Pattern, State, Vocabulary, fits, read_vocabulary
from index.documents.metadata import Kind
from index.languages import Language
from index.languages.spelling import fold_letters

LONGEST = 30  # words of a question that asks for the register
_SHORTEST_NAME = 4  # letters of a party that a word has to begin with, whatever its case
_WORD = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"  # days
    r"|[0-9]+|[–-](?= ?[0-9])|[^\W\d_]+(?:[-'][^\W\d_]+)*"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of the register: agreements of `kinds` with all `parties`, in a state in `period`.

    Of any kind where `kinds` is empty; at any time where `period` is None. Each of `parties` is a word of the
    question, as the names that it may stand for.
    """

    state: State
    kinds: tuple[Kind, ...] = ()
    period: Period | None = None
    parties: tuple[tuple[str, ...], ...] = ()


class _Words:
    """The words of a question, and which of them are understood."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.known = [False] * len(words)

    def find(self, pattern: Pattern, *, apart: bool = False) -> list[int]:
        """Return the places of the words of `pattern`, next to each other unless `apart`; none without it."""
        for start in range(len(self.words)):
            places: list[int] = []
            place = start
            for wanted in pattern:
                while place < len(self.words) and not fits(self.words[place], wanted):
                    place = place + 1 if apart and places else len(self.words)
                if place == len(self.words):
                    break
                places.append(place)
                place += 1
            if len(places) == len(pattern):
                return places
        return []

    def find_all(self, patterns: Collection[Pattern]) -> set[int]:
        """Return the places of all words that one of the `patterns`, of a single word each, fits."""
        return {n for n, word in enumerate(self.words) if any(fits(word, each[0]) for each in patterns)}

    def mark(self, places: Collection[int]) -> None:
        for place in places:
            self.known[place] = True


def find_register_question(
    text: str, language: Language, today: date, list_parties: Callable[[], Collection[Collection[str]]]
) -> Asked | None:
    """Return what `text` asks of the register, None when it asks anything else.

    `list_parties` gives the parties that the register knows, each as its names; it is called only where the
    question may ask for it.
    """
    vocabulary = read_vocabulary(language)
    words = _Words(_WORD.findall(fold_letters(text, language))[: LONGEST + 1])
    if vocabulary is None or len(words.words) > LONGEST:
        return None
    kinds = {place: kind for pattern, kind in vocabulary.kinds.items() for place in words.find_all([pattern])}
    state, alone = _find_state(words, vocabulary)
    if not _asks(words, vocabulary, kinds, alone=alone):
        return None
    words.mark(kinds)
    try:
        period, bound = _find_time(words, vocabulary, language, today)
    except ValueError:
        return None
    parties = tuple(_find_parties(words, language, list_parties()))
    words.mark(words.find_all(vocabulary.others))
    if not all(words.known) or not _are_joined(sorted(kinds), words, vocabulary):
        return None
    state, period = _settle(state, period, bound)
    named = tuple(kind for kind in Kind if kind in kinds.values())
    return Asked(state, named, period, parties)


def _find_state(words: _Words, vocabulary: Vocabulary) -> tuple[State, bool]:
    """Return the state that is asked for, by the most words, and whether only agreements can be in it."""
    found = [
        (places, state, name == "alone")
        for state, lists in vocabulary.states.items()
        for name, patterns in lists.items()
        for pattern in patterns
        if (places := words.find(pattern, apart=True))
    ]
    if not found:
        return State.KNOWN, False
    places, state, alone = max(found, key=lambda each: len(each[0]))
    words.mark(places)
    return state, alone


def _asks(words: _Words, vocabulary: Vocabulary, kinds: Mapping[int, str], *, alone: bool) -> bool:
    """Return whether something is asked of agreements in general; what asks is then known."""
    asks = vocabulary.asks
    if not kinds:
        places = [words.find(pattern) for pattern in asks["alone"]] if alone else []
        asked = [each for each in places if each]
    else:
        noun = min(kinds)
        between = words.find_all([each for each in asks["between"] if len(each) == 1])
        places = [words.find(pattern) for pattern in asks["determiner"]]
        between |= {place for each in places for place in each}  # "show me a list of all"
        asked = [
            each
            for each in places
            if each and each[-1] < noun and between.issuperset(range(each[-1] + 1, noun))
        ]
        if not asked and any(fits(words.words[0], each[0]) for each in asks["first"]):
            asked = [[0]]
    for each in asked:
        words.mark(each)
    words.mark(words.find_all([each for each in asks["between"] if len(each) == 1]) if asked else [])
    return bool(asked)


def _find_time(
    words: _Words, vocabulary: Vocabulary, language: Language, today: date
) -> tuple[Period | None, str]:
    """Return the period that is named, and what stands before it, such as `since`.

    Raises ValueError where several are named that are not one.
    """
    time = vocabulary.time
    for name, year in zip(("last_year", "this_year", "next_year"), list_neighbours(today), strict=True):
        for pattern in time[name]:
            if places := words.find(pattern):
                words.mark(places)
                return year, ""
    mentions = list(find_periods(words.words, language))
    if not mentions:
        return None, ""
    first, last = mentions[0], mentions[-1]
    if len(mentions) > 2 or (len(mentions) == 2 and not _join(first, last, words, time["joins"])):
        raise ValueError(mentions)
    for mention in mentions:
        words.mark(range(mention.start, mention.end))
    bound = "" if len(mentions) > 1 else _find_bound(first, words, time)
    for pattern in sorted(time["in"], key=len, reverse=True):
        _mark_before(first, pattern, words)
    return Period(first.period.first, max(first.period.last, last.period.last)), bound


def _join(first: Mention, last: Mention, words: _Words, joins: Sequence[Pattern]) -> bool:
    between = tuple(words.words[first.end : last.start])
    if between not in joins or last.period.first < first.period.first:
        return False
    words.mark(range(first.end, last.start))
    return True


def _find_bound(mention: Mention, words: _Words, time: Mapping[str, Sequence[Pattern]]) -> str:
    for name in ("since", "after", "before", "until", "up_to"):
        if any(
            _mark_before(mention, pattern, words) for pattern in sorted(time[name], key=len, reverse=True)
        ):
            return name
    return ""


def _mark_before(mention: Mention, pattern: Pattern, words: _Words) -> bool:
    start = mention.start - len(pattern)
    found = start >= 0 and all(map(fits, words.words[start : mention.start], pattern))
    if found:
        words.mark(range(start, mention.start))
    return found


def _find_parties(
    words: _Words, language: Language, parties: Collection[Collection[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield the names of the party that each word stands for, in whichever case; it is then known."""
    stems = [
        (tuple(sorted(names)), tuple(_cut_ending(fold_letters(name, language)) for name in names))
        for names in parties
    ]
    for place, word in enumerate(words.words):
        if fitting := [names for names, beginnings in stems if word.startswith(beginnings)]:
            words.mark([place])
            yield tuple(name for names in fitting for name in names)


def _cut_ending(name: str) -> str:
    return name[: max(_SHORTEST_NAME, len(name) - 2)]


def _are_joined(nouns: Sequence[int], words: _Words, vocabulary: Vocabulary) -> bool:
    """Return whether several kinds are asked for at once: "treaties and programmes"."""
    joins = vocabulary.time["joins"]
    return all(
        second - first == 1 or (second - first == 2 and (words.words[first + 1],) in joins)
        for first, second in pairwise(nouns)
    )


def _settle(state: State, period: Period | None, bound: str) -> tuple[State, Period | None]:
    """Return the state that is meant, and when: "in force until 2019" asks for what ended then."""
    if period is None or not bound:
        return (State.IN_FORCE if state is State.KNOWN and period else state), period
    if state is State.IN_FORCE and bound in {"since", "until", "up_to"}:
        return (State.BEGAN if bound == "since" else State.ENDED), period
    first, last = {
        "since": (period.first, date.max),
        "after": (step(period.last, 1), date.max),
        "before": (date.min, step(period.first, -1)),
        "until": (date.min, period.last),
        "up_to": (date.min, step(period.first, -1)),
    }[bound]
    return (State.IN_FORCE if state is State.KNOWN else state), Period(first, last)
