"""Which messages are small talk, and the phrase that answers them. Pure, by word lists."""

import re

from bot.phrases import Phrase

# A message is small talk when all its words stand here, and one of them begins a kind of it.
_KINDS = (
    (
        Phrase.THANKS,
        (
            "danke dank dankeschön dankeschoen vielen merci thanks thank thx спасибо благодарю благодарствую "
            "spasibo blagodarju blagodarjaju"
        ),
    ),
    (
        Phrase.FAREWELL,
        (
            "tschüss tschüs tschuess ciao wiedersehen wiederschauen bye goodbye cheerio пока "
            "свидания прощайте poka svidaniya svidanija"
        ),
    ),
    (
        Phrase.SELF,
        (
            "heißt heisst kannst können koennen bist sind who help hilfe helfen hilf hilfst помоги помогите "
            "умеешь умеете можешь можете ты вы human robot ai"
        ),
    ),
    (
        Phrase.GREETING,
        (
            "gehts hallo hallöchen hi hey hej huhu moin servus guten tag morgen abend nabend grüß grüße "
            "gruess hello are howdy good morning evening afternoon greetings nice meet привет приветствую "
            "здравствуйте здравствуй здрасте добрый доброе доброго день дня утро вечер вечера дела privet "
            "zdravstvujte zdravstvuyte dobryj dobry den"
        ),
    ),
)
_FILLERS = (
    "wie geht s dir ihnen es du sie wer was mir mich bitte für die das ihre deine eure hilfe "
    "antwort auskunft auf sehr schön schoen gott euch ihr zusammen alle ja nein ok okay und schönen "
    "noch einen eine ein echter ki roboter mensch ich habe frage fragen a an real have question lot so much "
    "very for the your help answer what can you do how going me i am to there all please and see later day "
    "nice как у вас тебя кто что это за помощь ответ большое вам тебе огромное очень мне и да нет хорошо до "
    "всем bolshoe мной делаешь меня есть вопрос робот человек ии"
)
_THANKFUL = "hat geholfen that helped все понятно ясно"  # with a word of thanks only
# Who asks what answers here names a machine, or a person and this conversation; the other words are known.
_MACHINES = (
    "bot chatbot ki roboter intelligenz ai robot chatgpt intelligence бот ботом чатбот чатботом робот "
    "роботом ии нейросеть нейросетью интеллект"
)
_SPEAKERS = (
    "mensch menschen person personen maschine computer echt spreche rede chatte antwortet human humans "
    "people machine real talking speaking chatting answering человек человеком люди людьми живой машина "
    "машиной оператор оператором разговариваю говорю общаюсь отвечает chelovek"
)
_HERE = (
    "du sie ihr ich mir hier echte echter echten you i me here real ты вы я мне здесь тут живой живым "
    "настоящий настоящим ty vy"
)
_BETWEEN = (
    "ist das oder kein keine keinem einem einer mit wem denn eigentlich künstliche is this am it or not with "
    "just really artificial с кем или не ли настоящая искусственный живая"
)
_REPLIES = "ja nein ok okay yes no bitte please да нет хорошо понятно ясно пожалуйста"
_YOU = {"dir", "ihnen", "euch"}
_OPENERS = {word: phrase for phrase, words in reversed(_KINDS) for word in words.casefold().split()}
_KNOWN = frozenset(_OPENERS) | frozenset(_FILLERS.casefold().split())
_ASKING_WHO = frozenset(f"{_MACHINES} {_SPEAKERS} {_HERE} {_BETWEEN}".split())
_MOST_WORDS = 8
TALK = tuple(phrase for phrase, _ in _KINDS)
_WORD = re.compile(r"[^\W\d_]+")


def find_small_talk(text: str) -> Phrase | None:
    """Return the phrase that answers `text` when it is nothing but small talk, or no words; else None."""
    if not any(character.isalnum() for character in text):
        return Phrase.UNCLEAR
    words = set(_WORD.findall(text.casefold().replace("ё", "е")))
    if not words or len(words) > _MOST_WORDS or any(map(str.isdigit, text)):
        return None
    if words.issubset(_REPLIES.split()):
        return Phrase.UNCLEAR
    kinds = {_OPENERS[word] for word in words if word in _OPENERS}
    asks_who = _asks_who(words)
    if asks_who:
        kinds.add(Phrase.SELF)
    if {"wie", "geht"} <= words and words & _YOU:
        kinds.add(Phrase.GREETING)
    known = _KNOWN.union(_THANKFUL.split() if Phrase.THANKS in kinds else ())
    if asks_who:
        known |= _ASKING_WHO
    return next((phrase for phrase, _ in _KINDS if phrase in kinds), None) if words <= known else None


def _asks_who(words: set[str]) -> bool:
    """Return whether `words` may ask what answers here, a machine or a person."""
    lists = (_MACHINES, _SPEAKERS, _HERE)
    machine, speaker, here = (not words.isdisjoint(each.split()) for each in lists)
    return machine or (speaker and here)
