"""Questions typed while the keyboard was set to another script: "Rjulf" for «Когда». Pure."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import permutations

from index.detection.candidates import list_candidates
from index.detection.detect import Verdict, detect_language
from index.detection.profiles import fit_words
from index.languages import Language
from index.languages.traits import Script, describe
from index.languages.words import Tag, list_all_words, list_words

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3  # letters of a word that tells: shorter ones come about by chance
_BEGINNING = 60  # characters that tell how the keyboard was set: for the others it was set alike


def read_as_meant(text: str) -> str:
    """Return what the keys of `text` say in another language, where only that makes sense; else `text`.

    It makes sense when a word of that language is in it, `text` holds none of ours, and its letters fit no
    language of its script better. Of several readings, the one that fits best is looked at.
    """
    if _tells(text, list_all_words(Tag.FUNCTION)):
        return text
    fit, read, typed, meant = max(_read_keyboards(text), default=(0.0, text, None, None))
    if not (typed and meant and _is_in(read[:_BEGINNING], meant)):
        return text
    return read if fit > max(_fit(text, describe(typed).script).values()) else text


def _read_keyboards(text: str) -> Iterator[tuple[float, str, Language, Language]]:
    """Yield how well what the keys of `text` say fits, that, and the languages it is typed and meant in."""
    for typed, meant in permutations(Language, 2):
        script = describe(meant).script
        if script is not describe(typed).script:
            read = text.lower().translate(_change_keyboard(typed, meant))
            if _tells(read[:_BEGINNING], frozenset(list_words(meant, Tag.FUNCTION))):
                yield _fit(read, script)[meant], read, typed, meant


def _is_in(text: str, language: Language) -> bool:
    detection = detect_language(text)
    return detection.verdict is Verdict.CLEAR and detection.language is language


def _fit(text: str, script: Script) -> dict[str, float]:
    """Return how well the letters `text` begins with fit each language that is written in `script`."""
    fits = fit_words(script, _WORD.findall(text[:_BEGINNING])).sum(axis=0)
    return dict(zip(list_candidates(script), fits.tolist(), strict=True))


def _tells(text: str, words: frozenset[str]) -> bool:
    return any(len(word) >= _SHORTEST and word in words for word in _WORD.findall(text.lower()))


@cache
def _change_keyboard(typed: Language, meant: Language) -> dict[int, str]:
    """Return what turns the keys of one into those of the other; & is where the question mark was meant."""
    keys = zip(describe(typed).keyboard, describe(meant).keyboard, strict=False)
    return str.maketrans(dict(keys) | {"&": "?"})
