"""Russian typed in Latin letters: back into Cyrillic, and whether it is a well-known Russian word.

Knows the spellings people use on a keyboard without Cyrillic, English (`zh`, `ya`) and German (`tsch`, `ja`)
alike. They do not tell ы from й or э from е and leave the soft sign out, so known words are compared by what
is left without these differences.
"""

import re

# Longest first: the expression below takes the first that fits.
_SPELLINGS = """
    schtsch=щ shch=щ tsch=ч sch=ш zh=ж kh=х ch=ч sh=ш ts=ц tz=ц
    ya=я ja=я yu=ю ju=ю yo=ё jo=ё ye=е je=е
    a=а b=б c=ц d=д e=е f=ф g=г h=х i=и j=й k=к l=л m=м n=н o=о p=п q=к r=р s=с t=т u=у v=в w=в x=х y=ы z=з
    č=ч š=ш ž=ж '=ь
"""
_CYRILLIC = dict(pair.split("=") for pair in _SPELLINGS.split())
_LATIN = re.compile("|".join(_CYRILLIC))
_GLIDE = re.compile("(?<=[aeiouy])y(?![aeou])")  # novyy, kakoy: й, where y elsewhere is ы
_BLURRED = str.maketrans({"ь": "", "ъ": "", "ы": "и", "й": "и", "э": "е", "ё": "е", "щ": "ш"})

# Russian words that no other language written in Latin letters has, or has only rarely.
_WORDS = """
    а и в с по за из ли же когда кто кого кому где куда откуда что што чего чем почему зачем как какой
    какая какое какие каких каком сколько который которая которые котором это этот эта эти этом этого была
    было были будет есть если или еще уже только тоже также очень потом тогда сейчас знаю знать давай
    понятно понял понимаю дальше например кем чтобы здесь там можно нужно надо можешь можете хочу могу мне
    меня тебя она они для между после его привет здравствуйте здравствуй спасибо пожалуйста добрый доброе
    утро пока свидания дела большое хорошо ладно конечно правда расскажи расскажите скажи скажите покажи
    покажите объясни объясните помоги помогите подробнее больше года году город города городов москвы москве
    русски
"""


def _blur(word: str) -> str:
    return word.translate(_BLURRED)


_BLURRED_WORDS = frozenset(map(_blur, _WORDS.split()))


def to_cyrillic(word: str) -> str:
    """Return the lower-case `word` in Russian letters; letters without a counterpart stay as they are."""
    return _LATIN.sub(lambda found: _CYRILLIC[found.group()], _GLIDE.sub("j", word))


def is_known_russian(word: str) -> bool:
    """Return whether the lower-case Latin `word` is a Russian word that chat questions often hold."""
    return _blur(to_cyrillic(word)) in _BLURRED_WORDS


def write_cyrillic(text: str) -> str:
    """Return Russian `text` in Russian letters, where it is typed in Latin ones.

    A text with Cyrillic letters is returned as it is: the Latin words in it are names. So is a word with
    letters beyond a–z ("Düsseldorf").
    """
    if re.search("[а-яё]", text, re.IGNORECASE):
        return text
    return re.sub(r"[^\W\d_]+", _write_word, text.lower())


def _write_word(match: re.Match[str]) -> str:
    return to_cyrillic(match[0]) if match[0].isascii() else match[0]
