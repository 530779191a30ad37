"""The words around a full stop that tell what it means: abbreviations, and words that open sentences.

Knows lists by language and nothing else; the rules are in stops.py. An entry in lower case stands for the
word with a capital as well, one with a capital only for itself. Abbreviations stand without their last stop.
"""

from index.language import Language


def _read(lists: dict[Language, str]) -> dict[Language, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in lists.items()}


# Something must follow these, even a word that opens sentences: "z. B. Der Spiegel".
ALWAYS = _read(
    {
        Language.DE: """
            z.B d.h i.d.R z.T z.Zt z.Z v.a o.g s.o s.u m.E i.A i.e n v bzw ca circa vgl sog inkl exkl zzgl
            abzgl gem lt insb bspw evtl ggf ggfs allg ehem geb gez Dr Prof Dipl Ing Hr Hrn Fr Frl St Nr Nrn
            Hrsg Bgm Präs stellv kath evang ev dt russ engl frz sowj med jur phil rer nat habil mult em vs
            betr bzgl gegr urspr eigtl Fa Az GV SGV BAnz StR insbes vorw überw einschl südl nördl östl westl
            lat griech poln ital
        """,
        Language.RU: """
            т.е т.к т.н т.о т.ч т.наз и.о напр ул просп наб бул бульв пер пос дер пгт респ тов проф акад доц
            канд докт зам зав нач ред сост Сев Юж Зап Вост прибл ок англ рус фр лат букв нем польск журн
        """,
        Language.EN: """
            e.g i.e viz cf vs ca approx incl esp dir em Mr Mrs Ms Mx Messrs Dr Prof Rev Hon Gen Col Lt Capt
            Cmdr Maj Sgt Adm Gov Sen Rep Pres Amb Supt Mt Ft Atty assoc
        """,
    }
)

# The sentence goes on after these where a figure or a letter follows that names a thing ("No. 5", "Art. IV",
# "App. B"); else they are ordinary words ("No.").
BEFORE_FIGURE = _read(
    {
        Language.DE: """
            Art Abs Abschn Kap Ziff Pos Ausg Aufl Anm Abb Tab Abt Buchst Rn Tel Fax op max mind min Zi
            Unterabs UAbs Anl Anh Beil lit Halbs Prot Bek Rdnr Drucks Vorl Beschl Urt Erl Ges Inv Reg Kat Kto
            Ref Sachgeb Geschz Etg Eing Postf Pf App Durchw Whg erm ren erb Hs Mo Di Mi Do Sa So Jan Feb Febr
            Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez
        """,
        Language.RU: """
            стр рис илл табл разд подразд прил прилож абз вып изд оп инв рег исх кат масшт корп каб ком ауд оф
            под эт пом лит мкр уч влад ящ час руб тел доб факс кон сер пол янв февр фев мар апр июн июл авг
            сент сен окт нояб ноя дек
        """,
        Language.EN: """
            no nos vol vols ed fig figs sec secs sect subsec chap para paras eq art arts reg sched app doc ref
            stat ext apt ser fol MS rm tel max min tab op Mon Tue Tues Wed Thu Thurs Fri Sat Sun Jan Feb Mar
            Apr Jun Jul Aug Sep Sept Oct Nov Dec
        """,
    }
)

# A sentence ends after these, as after any single letter, only if the next word opens one: "Volts Inc. They".
SELDOM = _read(
    {
        Language.DE: "Mio Co Inc Corp jun sen Min Sek Univ Red Verf",
        Language.RU: "им обл рук арт подп",
        Language.EN: "Inc co Corp Bros Ave Ph.D al est dept Univ Assn Esq",
    }
)

# These close a list or an era: any capital after them begins a sentence.
FINAL = frozenset(
    {
        "т.д",
        "т.п",
        "др",
        "н.э",
        "у.е",
        "u.v.m",
        "u.v.a.m",
        "u.a.m",
        "u.dgl",
        "u.Ä",
        "u.ä",
        "o.Ä",
        "o.ä",
        "p.a",
    }
)

# Articles, pronouns, prepositions, conjunctions, adverbs, forms of be and have: with a capital after a full
# stop, they begin a sentence.
OPENING = _read(
    {
        Language.DE: """
            Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Er Sie Es Wir Ihr Ich Man Dies
            Diese Dieser Dieses Diesen Diesem Jeder Jede Jedes Jedem Jeden Alle Allen Aller Alles Viele
            Vielen Einige Einigen Mehrere Manche Beide Beiden Niemand Jemand Nichts Etwas Im In Am An
            Auf Aus Bei Beim Mit Nach Von Vom Vor Zu Zum Zur Für Gegen Ohne Um Durch Über Unter Zwischen
            Seit Während Wegen Trotz Ab Bis Hinter Neben Laut Dank Anlässlich Aufgrund Und Oder Aber
            Denn Doch Sondern Als Wenn Weil Da Dass Ob Obwohl Nachdem Bevor Sobald Damit Dabei Dafür
            Dagegen Daher Danach Dann Daneben Daran Darauf Daraus Darin Darüber Darum Davon Davor Dazu
            Dadurch Dort Dorthin Hier Hierzu Heute Gestern Nun Jetzt Auch Nur Noch Schon So Sogar Zudem
            Außerdem Anschließend Später Früher Zuvor Seitdem Seither Deshalb Deswegen Trotzdem
            Allerdings Jedoch Hingegen Inzwischen Mittlerweile Schließlich Zunächst Zuerst Zuletzt Erst
            Erstmals Ebenso Ebenfalls Ferner Weiterhin Weitere Weiteren Insgesamt Insbesondere Besonders
            Wie Was Wer Wen Wem Wo Wann Warum Weshalb Wohin Woher Welche Welcher Welches Welchen Ist
            Sind War Waren Hat Haben Hatte Hatten Wird Werden Wurde Wurden Kann Können Soll Sollen Muss
            Müssen Darf Gibt Gab Sein Seine Seinen Seiner Seinem Ihre Ihren Ihrer Ihrem Unser Unsere
            Mein Meine Kein Keine Keiner Nicht Nie Bereits Dennoch Somit Also Zwar Derzeit Damals Bitte
            Zwei Drei Vier Gleichzeitig Dessen Deren Mehr Ansonsten Bislang Bisher Ja Nein Rund Etwa Fast
        """,
        Language.RU: """
            Он Она Оно Они Это Этот Эта Эти Этого Этой Этим Этому Этом Того Тот Та Те То Том Тогда В Во
            На С Со К Ко По Из От До За Для При Без Под Над Через После Перед Между Среди Около Против
            Вместо Согласно Благодаря Несмотря Кроме И А Но Или Либо Также Тоже Однако Зато Затем Потом
            Там Тут Здесь Так Такой Такая Такие Таким Теперь Сейчас Сегодня Вчера Завтра Когда Если Хотя
            Поэтому Потому Мы Вы Я Ты Его Её Ее Их Ему Ей Им Нас Нам Наш Наша Наши Ваш Ваша Ваши Свой
            Свою Все Всё Всего Весь Вся Каждый Каждая Многие Некоторые Оба Обе Другие Как Что Чтобы Кто
            Где Куда Откуда Почему Зачем Какой Какие Который Не Ни Нет Да Уже Ещё Еще Только Лишь Именно
            Впервые Позже Ранее Раньше Далее Дальше Вскоре Сначала Наконец Впоследствии Ныне Был Была
            Было Были Будет Есть Об О У Про Сам Сама Сами
        """,
        Language.EN: """
            The A An This That These Those It He She They We You I His Her Their Its Our My Your In On
            At By For From With Without As After Before During Since Until When While If Unless But And
            Or Nor So Then There Here However Therefore Thus Although Though Because Some Many Most Both
            Each Every All Any Several Few Not No Never Also Even Only Today Yesterday Tomorrow Now
            Later Earlier Meanwhile Moreover Furthermore Finally According Under Over Between Among
            Through Against About Despite Instead Who What Where Why How Which Whose To Of Is Are Was
            Were Did Do Does Has Have Had Can Could Would Should Must Another Others Such Once Nobody
            Everyone Anyone Nothing Everything One Two Three Yes
        """,
    }
)
