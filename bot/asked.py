"""What kind of thing a question asks for, and whether a sentence holds such a thing. Pure."""

# ruff: noqa: E501 - the expressions read better unbroken

import re
from enum import StrEnum

from index.language import Language


class Asked(StrEnum):
    """What an answer must hold; a question may ask for several things."""

    TIME = "time"  # a date, a year, a duration, a rhythm
    SINCE = "since"  # the time at which something that lasts began
    NUMBER = "number"  # of things; a year is none
    MONEY = "money"
    PRICE = "price"  # of one thing of many: a ticket, a beer; millions are none
    PERSON = "person"
    REASON = "reason"


_TIME = {
    Language.DE: r"wann|wie (?:lange|oft)|welche[mns]? (?:jahr|tag|datum|monat)",
    Language.RU: (
        r"когда|kogda|как (?:долго|часто)|сколько (?:лет|времени)|каком году|какого (?:года|числа)|какой день|"
        r"v kakom godu|skol?ko let"
    ),
    Language.EN: r"when|how (?:long|often)|(?:which|what) (?:year|day|date|month)",
}
_SINCE = {
    Language.DE: r"(?:seit|ab) wann|wie lange (?:schon|gibt|besteht)",
    Language.RU: r"с как(?:ого|их) (?:года|времени|пор|числа|дня|месяца)|как давно",
    Language.EN: r"since when|how long (?:has|have)",
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
_PRICE = {
    Language.DE: r"koste[nt] eine?n?|teuer ist eine?",
    Language.RU: r"стоит (?:один|одн[ао])",
    Language.EN: r"how (?:much|expensive) is an?|(?:how much|what) does an? .*cost|price of an?",
}
_PERSON = {
    Language.DE: r"wer|wen|wem|wessen",
    Language.RU: r"кто|кого|кому|кем|чья|чей|kto|kogo|kem",
    Language.EN: r"who|whom|whose",
}
_REASON = {
    Language.DE: r"warum|wieso|weshalb|weswegen|gr(?:und|ünde)|welchen gründen",
    Language.RU: r"почему|зачем|отчего|причин\w*",
    Language.EN: r"why|reasons?|how come",
}
_ASKED = {
    (kind, language): re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    for kind, patterns in (
        (Asked.TIME, _TIME),
        (Asked.SINCE, _SINCE),
        (Asked.NUMBER, _NUMBER),
        (Asked.MONEY, _MONEY),
        (Asked.PRICE, _PRICE),
        (Asked.PERSON, _PERSON),
        (Asked.REASON, _REASON),
    )
    for language, pattern in patterns.items()
}

# The words of the one are among those of the others: "how much is a beer?" asks for no number of beers.
_WIDER = {Asked.SINCE: {Asked.TIME}, Asked.MONEY: {Asked.NUMBER}, Asked.PRICE: {Asked.MONEY, Asked.NUMBER}}

_YEAR = r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)"
# The day of a date is no number of things; nor is an ordinal, "13. Düsseldorfer Tage", "8-е Дни".
_DAY = r"\d{1,2}(?:\.|-[а-я]|th|st|nd|rd|[–-]\d|\s(?:und|bis|and|to|по|и)\s\d|\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек))"
_SUM = r"[€$£₽]|\b(?:euros?|mark|dollars?|rubel|roubles?|eur|dm|евро|мар(?:ок|ки)|долл\w+|рубл\w+)\b"
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
    Asked.SINCE: re.compile(rf"\b(?:(?:seit|since|began|begann|started|startete|начал(?:а|о|и|ся|ась|ось|ись)?)\b|(?:ab|from|с) (?:[\w.]+ ){{0,3}}{_YEAR})", re.IGNORECASE),
    Asked.MONEY: re.compile(_SUM, re.IGNORECASE),
    Asked.PRICE: re.compile(rf"^(?!.*(?:million|milliard|billion|mio\b|mrd\b|миллио|миллиар|млн|млрд)).*(?:{_SUM})", re.IGNORECASE | re.DOTALL),
    Asked.NUMBER: re.compile(
        rf"(?<![\d.,:])(?!{_DAY})(?!(?:1[0-9]|20)\d\d(?!\d))\d|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w*zig|hundert\w*|tausend\w*|"
        r"million\w*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w*ty|hundreds?|thousands?|"
        r"half|дв[ауе]\w*|тр[иёе]\w*|четыр\w*|пят\w*|шест\w*|сем[ьи]\w*|вос[еь]м\w*|девят\w*|десят\w*|"
        r"сорок\w*|сто|сот\w*|тысяч\w*|миллион\w*|halb\w*|полови\w*)\b",
        re.IGNORECASE,
    ),
    # Two words with capitals beside each other, or an initial and a name.
    Asked.PERSON: re.compile(r"[A-ZÄÖÜА-ЯЁ][\w’'-]+\s+(?:(?:von|van|de|[A-ZА-ЯЁ]\.)\s+)*[A-ZÄÖÜА-ЯЁ][\w’'-]+"),
    Asked.REASON: re.compile(
        r"\b(?:gr(?:und|ünde)|aus \w+ gründen|ursachen?|weil|because|reasons?|потому|причин\w*|из-за|поскольку|так как)\b",
        re.IGNORECASE,
    ),
}  # fmt: skip
# "Yes, since 1992" tells whether, not when.
_YES_NO = re.compile(r"(?:ja|nein|yes|no|да|нет),", re.IGNORECASE)


def find_asked(question: str, language: Language) -> frozenset[Asked]:
    """Return the kinds of thing that `question` asks for; empty when it names none."""
    asked = frozenset(kind for kind in Asked if _ASKED[kind, language].search(question))
    return asked.difference(*(_WIDER.get(kind, ()) for kind in asked))


def holds(kind: Asked, sentence: str) -> bool:
    """Return whether `sentence`, in any of the three languages, answers with a thing of that kind."""
    return bool(_HOLDS[kind].search(sentence)) and not _YES_NO.match(sentence)
