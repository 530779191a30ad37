"""Which language a document is in, and which of its paragraphs are in another. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from index.detection.candidates import OURS, languages_of
from index.detection.detect import Detection, Verdict, detect_language
from index.languages import Language
from index.languages.traits import Script, describe

READ_AT_ONCE = 2_000  # characters; of a longer text, each paragraph is read
_FEWEST_WORDS = 5  # of a paragraph that tells: fewer are a name, a heading, an address
_FEWEST_IN_OTHER = 3  # the same in another alphabet than that of the paragraph before
_PLAIN = 3  # function words of one language and no other, beyond twice those of others, that leave no doubt
_PLAIN_TEXT = 10  # the same of a text, beyond four times those of others: languages differ so much in them
_PLAIN_SHARE = 0.03  # of all its words: in prose of ours they are twice as many
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?;:][\"'“”»)]*\s*\Z")

# Where each language begins, in order; empty where all is in one.
Stretches = tuple[tuple[int, Language], ...]


def find_language(text: str) -> Language | None:
    """Return the language that most of `text` is in, None where that is none of ours, or none is found."""
    if len(text) <= READ_AT_ONCE:
        detection = _detect(text)
        return None if detection.verdict in {Verdict.OTHER, Verdict.NONE} else detection.language
    plain = _find_plain(_WORD.findall(text))
    if plain:
        return plain
    letters: Counter[Language | None] = Counter()
    for start, end in _list_paragraphs(text, 0):
        detection = detect_language(text[start:end])
        if detection.verdict in {Verdict.CLEAR, Verdict.OTHER}:
            letters[detection.language if detection.verdict is Verdict.CLEAR else None] += end - start
    if not letters:
        return find_language(text[:READ_AT_ONCE])
    return letters.most_common(1)[0][0]


def _detect(text: str) -> Detection:
    """Return the language of a text, whose capitals are those of headings and nouns where they leave doubt.

    In a question a word with a capital may be a name, which tells little; a page of opening hours has hardly
    another word.
    """
    detection = detect_language(text)
    return detect_language(text.lower()) if detection.verdict is Verdict.UNSURE else detection


def find_stretches(text: str, body: int, language: Language) -> Stretches:
    """Return where paragraphs of `text[body:]`, which is in `language`, change to another language and back.

    A paragraph that does not tell is in the language of the one before.
    """
    stretches = [(body, language)]
    for start, end in _list_paragraphs(text, body):
        before = stretches[-1][1]
        bare = (token for token in text[start:end].split() if "@" not in token and "://" not in token)
        words = _WORD.findall(" ".join(bare))  # of no address
        is_heading = text[start:end].lstrip().startswith("#")
        if not is_heading and _tells(words, before) and not _is_plainly(before, words):
            detection = detect_language(text[start:end], conversation=before)
            if detection.verdict is Verdict.CLEAR and detection.language is not before:
                stretches.append((start, detection.language))
    return tuple(stretches) if len(stretches) > 1 else ()


def _tells(words: Sequence[str], before: Language) -> bool:
    """Return whether a paragraph is more than a name; less is enough in another alphabet than `before`."""
    is_cyrillic = describe(before).script is Script.CYRILLIC
    is_other = bool(words) and all(("\u0400" <= word[0] <= "\u04ff") != is_cyrillic for word in words)
    return len(words) >= (_FEWEST_IN_OTHER if is_other else _FEWEST_WORDS)


def _count_listed(words: Iterable[str]) -> Counter[frozenset[str]]:
    """Return how many of `words` each set of languages lists: a thousandth of the time of a detection."""
    return Counter(languages_of(word.lower()) for word in words)


def _is_plainly(language: Language, words: Iterable[str]) -> bool:
    """Return whether `words` are so plainly in `language` that a detection finds no other of ours."""
    counts = _count_listed(words)
    own = sum(number for listed, number in counts.items() if listed & OURS == {language})
    others = sum(number for listed, number in counts.items() if listed & OURS and language not in listed)
    return own >= _PLAIN + 2 * others


def _find_plain(words: Sequence[str]) -> Language | None:
    """Return the language of ours that `words` are plainly in, hardly one in another; None where in doubt."""
    counts = _count_listed(words)
    alone = {next(iter(listed)): number for listed, number in counts.items() if len(listed) == 1}
    best = max(alone, key=alone.__getitem__, default="")
    number = alone.pop(best, 0)
    is_plain = number >= max(_PLAIN_TEXT + 4 * sum(alone.values()), _PLAIN_SHARE * len(words))
    return Language(best) if best in OURS and is_plain else None


def _list_paragraphs(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph from `position` on begins and ends: at a blank line or a stop at a line end.

    Plain text often has a paragraph a line; where it is wrapped by hand, parts of one are as good.
    """
    start = position
    for line in text[position:].splitlines(keepends=True):
        end = position + len(line)
        is_blank = not line.strip()
        if is_blank or _STOP.search(line):
            if not is_blank or start < position:
                yield start, position if is_blank else end
            start = end
        position = end
    if start < position:
        yield start, position
