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
            "умеешь умеете можешь можете ты вы ki roboter mensch human robot ai робот человек ии"
        ),
    ),
    (
        Phrase.GREETING,
        (
            "geht gehts hallo hallöchen hi hey hej huhu moin servus guten tag morgen abend nabend grüß grüße "
            "gruess hello are howdy good morning evening afternoon greetings nice meet привет приветствую "
            "здравствуйте здравствуй здрасте добрый доброе доброго день дня утро вечер вечера дела privet "
            "zdravstvujte zdravstvuyte dobryj dobry den"
        ),
    ),
    (Phrase.UNCLEAR, "ja nein ok okay yes no да нет хорошо понятно ясно"),
)
_FILLERS = (
    "wie s dir ihnen es du sie wer was mir mich bitte für die das ihre deine eure hilfe "
    "antwort auskunft auf sehr schön schoen gott euch ihr zusammen alle und schönen "
    "noch einen eine ein echter ich habe hat geholfen frage fragen a an real have question that helped "
    "lot so much very for the your help answer what can you do how going me i am to "
    "there all please and see later day nice как у вас тебя кто что это вас за помощь ответ большое "
    "вам тебе огромное очень мне и до всем большoe bolshoe мной делаешь все меня есть вопрос"
)
_OPENERS = {word: phrase for phrase, words in reversed(_KINDS) for word in words.casefold().split()}
_KNOWN = frozenset(_OPENERS) | frozenset(_FILLERS.casefold().split())
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+")


def find_small_talk(text: str) -> Phrase | None:
    """Return the phrase that answers `text` when it is nothing but small talk, or no words; else None."""
    if not any(character.isalnum() for character in text):
        return Phrase.UNCLEAR
    words = _WORD.findall(text.casefold().replace("ё", "е"))
    if not words or len(words) > _MOST_WORDS or not _KNOWN.issuperset(words):
        return None
    kinds = {_OPENERS[word] for word in words if word in _OPENERS}
    return next((phrase for phrase, _ in _KINDS if phrase in kinds), None)
