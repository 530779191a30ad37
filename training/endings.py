"""Learn how words end, and how they do not: python -m training.endings LANGUAGE WORDS.

WORDS has a word and its count in a thousand million a line, with a tab between. Each word is also cut as
abbreviations are, behind a consonant and before a vowel ("Bebauungsplan": "Beb", "Bebauungspl"). An ending
is one of cut words where those have most of it; what is rarer is judged as the ending within it. Written is
the index/languages/*/endings.toml of the language: the endings that are judged unlike that one.
"""

import argparse
import math
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from index.artefacts import describe_making
from index.languages import FOLDER, Language
from index.languages.traits import describe
from index.text.endings import SHORTEST, list_endings
from index.text.rules import read_rules

RAREST = 100  # words that are rarer are as often slips and names from elsewhere
COMMON = 20_000  # listed abbreviations that are more common are words as well: "прав", "mass"
LEAST = 3.0  # the weight that an ending needs to be judged by itself
TRUST = 4.0  # what the ending within it weighs when it is
SURE = 0.85  # the share of cut words from which an ending is one of theirs
LAST = 11  # letters of a cut word, at most

HEAD = """\
# How words end that are cut ("Bebauungspl.", "распоряж."), where whole ones do not, and how whole ones end
# within these; "^" is the beginning of a word. The longest ending that is listed counts. Learned, not
# written: training/endings.py says how, docs/decisions/0002 from which words.
"""


def read_words(path: Path, language: Language) -> dict[str, float]:
    """Return the whole words of a file and their counts, in counts of the rarest."""
    rules, vowels = read_rules(language), set(describe(language).vowels)
    listed = {word.lower() for word in rules.always | rules.before_figure | rules.seldom}
    words = {}
    for line in path.read_text("utf-8").splitlines():
        word, count = line.split("\t")
        is_word = word.isalpha() and word.islower() and len(word) >= SHORTEST and not vowels.isdisjoint(word)
        is_short_for = word in listed and float(count) < COMMON
        if is_word and not is_short_for and float(count) > RAREST:
            words[word] = float(count) / RAREST
    return words


def cut_word(word: str, vowels: str) -> list[str]:
    """Return what is left of `word` where it is cut behind a consonant and before a vowel."""
    places = range(SHORTEST, min(len(word) - 1, LAST + 1))
    cut = [word[:place] for place in places if word[place] in vowels and word[place - 1] not in f"{vowels}ьъ"]
    return [each for each in cut if not set(vowels).isdisjoint(each)]


def learn(words: Mapping[str, float], vowels: str) -> dict[str, bool]:
    """Return whether the words that end so are cut, by ending, where the ending within it says otherwise."""
    whole, cut = defaultdict[str, float](float), defaultdict[str, float](float)
    for word, times in words.items():
        _count(whole, word, math.sqrt(times))
        pieces = [piece for piece in cut_word(word, vowels) if piece not in words]
        for piece in pieces:
            _count(cut, piece, (1 + math.log10(times)) / (2 * math.sqrt(len(pieces))))
    shares: dict[str, float] = {"": 0.5}
    judged: dict[str, bool] = {}
    for ending in sorted(whole.keys() | cut.keys(), key=lambda each: (len(each), each)):
        weight = whole[ending] + cut[ending]
        if weight >= LEAST and ending[1:] in shares:
            shares[ending] = (cut[ending] + TRUST * shares[ending[1:]]) / (weight + TRUST)
            is_cut = shares[ending] > SURE
            if is_cut != _judge(ending[1:], judged):
                judged[ending] = is_cut
    return judged


def _count(counter: dict[str, float], word: str, weight: float) -> None:
    for ending in list_endings(word):
        counter[ending] += weight


def _judge(ending: str, judged: Mapping[str, bool]) -> bool:
    """Return what the longest of the judged endings within `ending` says; False where there is none."""
    return next((judged[ending[i:]] for i in range(len(ending)) if ending[i:] in judged), False)


def write(language: Language, path: Path) -> Path:
    """Write the endings of `language`, learned from the words in `path`, into its folder."""
    judged = learn(read_words(path, language), describe(language).vowels)
    made = describe_making("python -m training.endings", {"words": path})
    lines = [*(f'{key} = "{value}"' for key, value in made.items())]
    for name, wanted in (("cut", True), ("whole", False)):
        lines.append(_write_list(name, (ending for ending, is_cut in judged.items() if is_cut == wanted)))
    target = FOLDER / language / "endings.toml"
    target.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    return target


def _write_list(name: str, endings: Iterable[str]) -> str:
    text = textwrap.fill(" ".join(sorted(endings)), 118, break_long_words=False, break_on_hyphens=False)
    return f'{name} = """\n{text}"""'


def main() -> None:
    """Write the endings of one language."""
    parser = argparse.ArgumentParser(prog="python -m training.endings", description=__doc__)
    parser.add_argument("language", type=Language)
    parser.add_argument("words", type=Path)
    given = parser.parse_args()
    sys.stdout.write(f"{write(given.language, given.words)}\n")


if __name__ == "__main__":
    main()
