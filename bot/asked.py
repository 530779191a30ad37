"""What kind of thing a question asks for, and whether a sentence holds such a thing. Pure."""

# ruff: noqa: E501 - the expressions read better unbroken

import re
from enum import StrEnum

from index.language import Language


class Asked(StrEnum):
    """What an answer must hold; a question may ask for several things."""

    TIME = "time"  # a date, a year, a duration, a rhythm
    NUMBER = "number"  # of things; a year is none
    MONEY = "money"
    PERSON = "person"


_TIME = {
    Language.DE: r"wann|wie (?:lange|oft)|welche[mns]? (?:jahr|tag|datum|monat)",
    Language.RU: (
        r"когда|kogda|как (?:долго|часто)|сколько (?:лет|времени)|каком году|какого (?:года|числа)|какой день|"
        r"v kakom godu|skol?ko let"
    ),
    Language.EN: r"when|how (?:long|often)|(?:which|what) (?:year|day|date|month)",
}
_NUMBER = {
    Language.DE: r"wie ?viele?|wie (?:hoch|gro(?:ß|ss)|weit|teuer|alt)|wievielte\w*",
    Language.RU: r"сколько|skol?ko|како(?:й|ва) (?:размер|сумма|стоимость|площадь|число)|насколько",
    Language.EN: r"how (?:many|much|big|large|far|high|old|tall|expensive)",
}
_MONEY = {
    Language.DE: r"\w*kost(?:et|en|ete|eten)|teuer|wie ?viel geld|(?:eintritts|ticket|fahr)?preise?|budget|wert|gebühr\w*",
    Language.RU: r"стои(?:т|л[аои]?|мость\w*)|цен[аыу]|сколько денег|бюджет\w*|расход\w*|stoi(?:t|l[aoi]?)",
    Language.EN: r"costs?|price\w*|expensive|how much money|budget|fees?|worth|value",
}
_PERSON = {
    Language.DE: r"wer|wen|wem|wessen",
    Language.RU: r"кто|кого|кому|кем|чья|чей|kto|kogo|kem",
    Language.EN: r"who|whom|whose",
}
_ASKED = {
    (kind, language): re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    for kind, patterns in (
        (Asked.TIME, _TIME),
        (Asked.NUMBER, _NUMBER),
        (Asked.MONEY, _MONEY),
        (Asked.PERSON, _PERSON),
    )
    for language, pattern in patterns.items()
}

_YEAR = r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)"
# The day of a date is no number of things; nor is an ordinal, "13. Düsseldorfer Tage", "8-е Дни".
_DAY = r"\d{1,2}(?:\.|-[а-я]|th|st|nd|rd|[–-]\d|\s(?:und|bis|and|to|по|и)\s\d|\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек))"
_HOLDS = {
    Asked.TIME: re.compile(
        rf"{_YEAR}|\b(?:januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|"
        r"dezember|january|february|march|may|june|july|october|december|январ|феврал|март|апрел|ма[йея]\b|"
        r"июн|июл|август|сентябр|октябр|ноябр|декабр|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
        r"sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|"
        r"\b(?:jahre?n?|jährlich|monate?n?|wochen?|tage?n?|jahrhundert\w*|years?|months?|weeks?|days?|"
        r"annual|centur(?:y|ies)|лет|год\w*|месяц\w*|недел\w*|д(?:ень|ня|ней)|ве[кс]\w*|ежегодн\w*)\b",
        re.IGNORECASE,
    ),
    Asked.MONEY: re.compile(r"[€$£₽]|\b(?:euros?|mark|dollars?|rubel|roubles?|eur|dm|евро|мар(?:ок|ки)|долл\w+|рубл\w+)\b", re.IGNORECASE),
    Asked.NUMBER: re.compile(
        rf"(?<![\d.,:])(?!{_DAY})(?!(?:1[0-9]|20)\d\d(?!\d))\d|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w*zig|hundert\w*|tausend\w*|"
        r"million\w*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w*ty|hundreds?|thousands?|"
        r"half|дв[ауе]\w*|тр[иёе]\w*|четыр\w*|пят\w*|шест\w*|сем[ьи]\w*|вос[еь]м\w*|девят\w*|десят\w*|"
        r"сорок\w*|сто|сот\w*|тысяч\w*|миллион\w*|halb\w*|полови\w*)\b",
        re.IGNORECASE,
    ),
    # Two words with capitals beside each other, or an initial and a name.
    Asked.PERSON: re.compile(r"[A-ZÄÖÜА-ЯЁ][\w’'-]+\s+(?:(?:von|van|de|[A-ZА-ЯЁ]\.)\s+)*[A-ZÄÖÜА-ЯЁ][\w’'-]+"),
}  # fmt: skip


def find_asked(question: str, language: Language) -> frozenset[Asked]:
    """Return the kinds of thing that `question` asks for; empty when it names none."""
    return frozenset(kind for kind in Asked if _ASKED[kind, language].search(question))


def holds(kind: Asked, sentence: str) -> bool:
    """Return whether `sentence`, in any of the three languages, holds a thing of that kind."""
    return bool(_HOLDS[kind].search(sentence))
