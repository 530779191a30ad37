"""The words that tell whether a question stands on its own: connectives, pronouns, words that name nothing.

Knows lists by language, and how a text is written so that its words are found in them; what follows from a
word is decided in followups.py. A listed word that ends in `*` stands for all words that begin so.
"""

import re
import unicodedata
from dataclasses import dataclass

from index.language import Language
from index.transliteration import to_cyrillic


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words: whole ones, and how others begin."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def __contains__(self, word: str) -> bool:
        return word in self.whole or (word.startswith(self.beginnings) and "-" not in word)


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The words of one language by kind, and some turns of phrase."""

    connectives: Words  # tie a question to what was said: and, but
    questions: Words  # who, when
    things: Words  # what
    choosing: Words  # which, how many
    pronouns: Words  # point at something named elsewhere: it, there
    possessives: Words  # point at a name before them in the same clause, where there is one: its
    verbs: Words  # name nothing without a subject: was, signed
    prepositions: Words
    fillers: Words  # name nothing: the, more, year
    cities: Words  # the two that everything is about: "in Moscow" names nothing
    sides: Words  # as cities: "the Russian side"
    defining: re.Pattern[str]  # asks what a name stands for: "and who is Lohe?"
    rewritten: tuple[tuple[re.Pattern[str], str], ...]  # turns of phrase and what to read instead

    def names_nothing(self, word: str) -> bool:
        """Return whether `word` is listed, cities and sides apart."""
        kinds = (
            self.connectives,
            self.questions,
            self.pronouns,
            self.possessives,
            self.verbs,
            self.prepositions,
        )
        return any(word in kind for kind in (*kinds, self.fillers))


_SPELLINGS = {
    Language.DE: str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}),
    # What Latin letters do not tell apart.
    Language.RU: str.maketrans({"ь": "", "ъ": "", "ы": "и", "й": "и", "э": "е", "ё": "е", "щ": "ш"}),
    Language.EN: str.maketrans({"ü": "u", "é": "e"}),
}
_CYRILLIC = re.compile(r"[а-яё]")


def fold_letters(text: str, language: Language) -> str:
    """Return `text` as the patterns expect it: lower-case, one spelling, Russian in Cyrillic letters."""
    text = unicodedata.normalize("NFC", text).lower().replace("’", "'")
    if language is Language.RU and not _CYRILLIC.search(text):
        text = to_cyrillic(text)
    return text.translate(_SPELLINGS[language])


# Each alternative as `fold_letters` writes it.
_AFTER_PRONOUN = (
    "ist|sind|war|waren|wird|wurde|hat|haben|heisst|so|alles|noch|denn|eigentlich|genau|schon|auch|nicht|heute|jetzt"
    r"|getan|gemacht|gesagt|gemeint|bedeute\w*|passier\w*|gescheh\w*|unterschr\w*|unterzeichnet|entschieden"
    r"|beschlossen|stattfand\w*|fuer eine?n?"
)
_BEFORE_YOU = (
    r"kann|koenn\w+|wuerden|haben|wissen|kennen|sagen|erklaeren|erzaehlen|zeigen|nennen|geben|meinen|moechten|wollen"
    "|suchen|schreiben|fassen|helfen|verstehen"
)
_BEFORE_THAT = (
    "is|was|are|were|does|did|do|has|had|can|could|will|would|about|of|after|before|on|for|with|in|at|to|since|until"
    "|by|from|like|and|or|but|sign|signed"
)

_LISTED = {
    Language.DE: {
        "connectives": "und aber also oder doch auch ebenso denn u",
        "questions": """
            wer wen wem wessen was wann wo wohin woher wie warum wieso weshalb weswegen wozu womit wovon worum
            worüber worin woran wodurch wofür wogegen welch* wieviel* inwiefern inwieweit
        """,
        "things": "was",
        "choosing": "welch* viele wieviel*",
        "pronouns": """
            er ihn ihm es sie ihnen dies dieser diese dieses diesem diesen jener jene jenes jenem jenen
            derselbe dieselbe dasselbe derselben denselben demselben selben dort dorthin damals dann danach
            davor zuvor vorher nachher hinterher seitdem seither daraufhin anschließend dazu dabei dafür
            dagegen damit davon daran darauf daraus darin darüber dadurch daneben hierzu hierfür hierbei
            deshalb deswegen solche*
        """,
        "possessives": "sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres dessen deren",
        "verbs": """
            ist sind war waren wird werden wurde wurden worden sei wäre hat haben hatte hatten habe hätte*
            kann kannst können könnt* konnte* soll* muss* müssen darf dürfen will wollen wollte* bleibt blieb*
            geht ging gingen gehen gibt gab gaben geben gegeben kommt kam kamen kommen gekommen macht machte*
            machen gemacht tut tat taten tun getan sagt sagte* sagen gesagt meint meinte* nennt nannte* nenn
            nenne nennen genannt heißt hieß* heißen bedeute* passier* gescheh* geschah* geschieht unterschr*
            unterzeichnet* entschied* entscheidet beschlo* beschließ* stattfinden stattfand* stattgefunden
            statt findet fand fanden finden läuft lief liefen dauer* begann* beginnt beginnen begonnen
            angefangen endet* geendet gilt galt gelten galten steht stand standen stehen liegt lag lagen
            liegen weiß weißt wissen stimmt stimmte* kostet* gekostet zahlt* bezahlt* gewann* gewonnen gewinnt
            nimmt nahm* teilnahm* teilgenommen eröffnete* gegründet gründete* entstand* entstanden schloss*
            geschlossen abgeschlossen vereinbart* trug trugen besucht* trat traten lebt lebte* geboren starb
            gestorben reagiert* erzähl erzähle erzählen erklär erkläre erklären zeig zeige zeigen
        """,
        "prepositions": """
            von vom zu zum zur bei beim mit nach aus auf für über unter vor zwischen seit bis durch gegen ohne
            um im in am an ins ans ab wegen laut während
        """,
        "fillers": """
            der die das den dem des ein eine einen einem einer eines kein* nicht nichts nie niemand jemand
            etwas ich du wir man mich mir dich dir uns euch mein* dein* unser* hier da so noch nur schon sehr
            mehr meisten viel viele vielen wenig* alles alle allen ander* weitere* weiter sonst genau genauer
            genaue genauen eigentlich dass ob wenn weil als etwa ungefähr wirklich tatsächlich immer wieder
            nochmal jetzt heute bisher bislang früher später zuerst zuletzt erst erste* letzte* nächste*
            vorige* vorherige* zweite* lange lang oft weit groß hoch alt teuer gern mal vielleicht beide* los
            her hin hinaus sich je jede* gar kurz einfach sogar nun na ok okay gut ja nein danke bitte ach aha
            hm super interessant verstehe hallo jahr jahre jahren jahres monat* tag uhr uhrzeit datum zeit
            zeitpunkt grund gründe gründen ort stelle name namen beispiel* detail* einzelheiten ausführlich*
            konkret* info infos information informationen quelle* link links beleg* seite seiten antwort*
            frage thema ergebnis* hintergrund* teil sache inhalt* person personen leute leuten menschen sinn
            zweck rolle
        """,
        "cities": "moskau moskaus düsseldorf düsseldorfs dusseldorf",
        "sides": "moskauer düsseldorfer deutsch* russisch* englisch*",
    },
    Language.EN: {
        "connectives": "and but so also or plus",
        "questions": "who whom whose what when where why how which",
        "things": "what",
        "choosing": "which many much",
        "pronouns": """
            it he him she they them this these those there then same such others ones thereafter afterwards
        """,
        "possessives": "his her its their",
        "verbs": """
            is are was were be been being am has have had having do does did done can could will would shall
            should may might must get got go goes went gone come came take took taken make made say said says
            tell told mean means meant think thought sign signed signing agrees decide* agree agreed happen*
            lasts lasted start started begin* began begun end ended ends held hold cost costs paid pay won win
            open opened founded exist exists existed know known show give gave given explain call called find
            found need want work worked change changed react* respond* play played join* attend* participate*
            leave left live lived born died built became become lie lies lay located see seen look continue*
            visit* abstain* showed
        """,
        "prepositions": """
            of to in on at by for from with without about into onto after before between since until till
            during against under over through near
        """,
        "fillers": """
            the a an that one as than if because not no yes nor i you we me us my your our here now today yet
            still already ever never again too very really exactly actually just only even more most much many
            few less some any all each every other another else both long old big large high far often early
            earlier later soon late ago please thanks thank hello hi hey ok okay good great sure anything
            something nothing everything everyone anybody first last next previous second final s t re ll d ve
            m isn don doesn didn wasn weren hasn haven year years month* day time times date* reason* place
            name names detail* example* info information source* link* side sides answer* question topic point
            points result* content* part person people thing things signator* brief
        """,
        "cities": "moscow moskau dusseldorf duesseldorf",
        "sides": "german russian english",
    },
    Language.RU: {
        "connectives": "а и но ну или да так значит тоже также же",
        "questions": """
            кто кого кому кем ком что чего чему чем где когда куда откуда почему зачем отчего как какой какая
            какое какие каких каком какого какую каким какому какими каков какова каковы который которая
            которое которые сколько скольк* насколько чей чья чье чьи чью чьего чьем
        """,
        "things": "что",
        "choosing": "какой какая какое какие каких каком каким какими сколько скольк*",
        "pronouns": """
            он она оно они его него ево ее нее ему нему ей ней им ним ими ними их них нем это этот эта эти
            этого этом этому этим этих эту этой этими там туда оттуда тогда потом затем поэтому
        """,
        "possessives": "",
        "verbs": """
            был была было были быть будет будут есть явля* стал стала стало стали стать сделал* делал* делает
            подписа* подписы* заключи* решил* решал* решен* принял* принят* прошел прошла прошло прошли
            проходи* проводи* провел* состоя* происход* произо* случ* начал* начин* закончи* кончи* длит*
            длил* действу* значит означа* назыв* назва* говор* сказа* скаж* расска* счита* дума* приеха*
            приезжа* пришл* участв* получи* выигр* победи* откры* закры* основа* появи* находи* нахож*
            располож* стоит стоял* стоят живет жил жила жили родил* умер* продолж* измен* выступ* организова*
            построи* созда* существу* ответи* отреаг* подтверд* показа* знае* знать знаю мож* нужно можно надо
            покажи* объясни* назови* дай* дал дали
        """,
        "prepositions": """
            в во на с со к ко о об обо от до по за из у для при про под над без между после перед через кроме
            около насчет ради
        """,
        "fillers": """
            не ни нет ли бы вот уже еще только очень все всего всем всех весь вся такой такая такое такие я ты
            мы вы мне меня тебя тебе вас вам нас нам мой моя мое твой ваш* наш* себя сам сама сами тот та те
            то том тем той того тому тех один одна одно раз здесь тут сейчас теперь сегодня снова опять всегда
            никогда именно точно точнее примерно подробн* поподробн* больше меньше много мало долго давно
            часто раньше позже позднее ранее далее дальше конкретн* вообще наконец пожалуйста спасибо привет
            хорошо ладно ок понятно ясно интересно правда друг* остальн* перв* втор* последн* следующ*
            предыдущ* прошл* если чтобы потому хотя оба обе обоих обеих год года году годы годом годах лет
            месяц* день дня число числа дату дата даты время времени причин* место месте места имя имени имена
            пример* детал* источник* ссылк* сторон* итог* результат* ответ* вопрос* тема теме тему часть
            человек люди людей содержани* разве неужели ка
        """,
        "cities": "москва москве москвы москву москвой дюссельдорф дюссельдорфа дюссельдорфе дюссельдорфом",
        "sides": "московск* дюссельдорфск* москвич* дюссельдорфц* немецк* русск* российск*",
    },
}
_DEFINING = {
    Language.DE: r"\b(?:was|wer) (?:ist|sind|war|waren|bedeutet|heisst)\b",
    Language.EN: r"\b(?:what|who) (?:is|are|was|were|s)\b",
    Language.RU: r"\b(?:что|кто) (?:так\w+|значит|означает)\b",
}
# What to read instead, in this order: a plain pronoun for one that is spelt like an article or conjunction,
# nothing for one that points at nothing ("is there", the German "Sie"), and "and" for "what about". None
# looks further than a hundred characters: each is tried at every place of a question.
_REWRITTEN = {
    Language.DE: (
        (r"\b(das|der|die|den|dem)(?= *(?:$|[?!.,;:]|(?:" + _AFTER_PRONOUN + r")\b))", "dieses"),
        (r"\b(gibt|gab|gaebe|geht|ging|handelt|kam|kommt|gelang)(?: es|'s)\b", r"\1"),
        (r"\bes (gibt|gab|geht|ging|um|zu|zum|zur|sich|von|wahr|richtig|moeglich|so)\b", r"\1"),
        (r"\bes(?=,| (?:der|die|das|dass) )|\bda\w++(?=[^,]{0,99}, .{0,99}?\bzu\b)", ""),
        (r"^(\W*(?:(?:und|aber|bitte) )?(?:" + _BEFORE_YOU + r")) sie\b", r"\1"),
        (r"\bdies(?:es|em|en|er|e) (jahr\w*|monat\w*|woche|tage|\w*seite|chat\w*|bots?)\b", r"\1"),
        (r"\bdarueber hinaus\b|\bda\w+(?=,? (?:dass|ob)\b)", ""),
        (r"^\W*(?:und |aber )?(?:was (?:ist|war) mit|wie (?:ist|war|sieht) es (?:mit|bei|in|im))\b", "und"),
    ),
    Language.EN: (
        (r"\bthat(?=\W*(?:$|[?!.,;]))", "this"),
        (r"(^|\b(?:" + _BEFORE_THAT + r") )that\b", r"\1this"),
        (
            r"\b(is|was|were|are|be|been) there\b(?=\W+\w)|\bthere (is|was|were|are|have|has|had|will)\b",
            r"\1\2",
        ),
        (r"\bit (that|who|true|possible|correct|takes?|took)\b", r"\1"),
        (r"(\bhow many\b.{0,99}\b(?:are|were)) there\b", r"\1"),
        (r"\bfar is it\b", "far is"),
        (r"\bth(?:is|ese) (year|month|week|days|page|site|website|chat|bot)\b", r"\1"),
        (r"\b(says?|said|think|thinks|thought) (?:it|he|she|they)\b(?= \w)", r"\1"),
        (r"^\W*(?:and |but |so )?(?:what|how) about\b", "and"),
    ),
    Language.RU: (
        (r"\bчто ето за(?= \w+\W+\w)", "что"),
        (r"\bето правда\b|\bим\.", ""),
        (r"\bет\w+ (год\w*|месяц\w*|недел\w*|саит\w*|чат\w*|бот\w*|страниц\w*)\b", r"\1"),
        (r"^\W*(?:а |и |но )?(?:как|что) (?:там )?(?:насчет|с|со)\b", "а"),
    ),
}


def _read_words(listed: str, language: Language) -> Words:
    words = fold_letters(listed, language).split()
    return Words(
        frozenset(word for word in words if not word.endswith("*")),
        tuple(word.removesuffix("*") for word in words if word.endswith("*")),
    )


WORDS = {
    language: QuestionWords(
        defining=re.compile(_DEFINING[language]),
        rewritten=tuple((re.compile(pattern), plain) for pattern, plain in _REWRITTEN[language]),
        **{name: _read_words(words, language) for name, words in _LISTED[language].items()},
    )
    for language in Language
}
