"""Questions as people type them: no mark, lower case or capitals, slips, politeness, other letters."""

import random

PLAIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ё": "е", "Ё": "Е"}
)
LATIN = (
    "a b v g d e yo zh z i y k l m n o p r s t u f h c ch sh sch ' y ' e yu ya",
    "a b w g d je jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch _ y _ e ju ja",
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia",
)
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
BEFORE = {
    "de": (
        "Hallo, ", "Guten Morgen! ", "Ich wüsste gern: ", "Bitte, ", "Wissen Sie, ", "Kurze Frage: ",
        "Moin, ", "Ich suche eine Auskunft. ", "Sagen Sie mal, ", "Entschuldigung, ",
    ),
    "ru": (
        "Добрый день! ", "Скажите, ", "Не подскажете: ", "Извините, ", "Такой вопрос: ", "Привет, ",
        "Хочу спросить: ", "Будьте добры, ", "Интересует, ", "Уважаемая администрация, ",
    ),
    "en": (
        "Hi, ", "Good morning, ", "Quick question: ", "Do you know: ", "I'd like to know ", "Sorry, ",
        "Hey there, ", "Can you tell me ", "I was wondering, ", "Please, ",
    ),
}  # fmt: skip
AFTER = {
    "de": (" Danke!", " Vielen Dank.", " Danke schon mal", " LG", " Mit freundlichen Grüßen"),
    "ru": (" Спасибо!", " Спасибо большое", " Буду благодарен за ответ.", " С уважением", " Жду ответа"),
    "en": (" Thanks!", " Thank you.", " cheers", " Many thanks in advance", " Thx"),
}


def type_badly(question: str, language: str, dice: random.Random) -> str:
    """Return `question` as somebody might type it; half of the time as it is."""
    if dice.random() < 0.5:
        return question
    if dice.random() < 0.14:
        question = dice.choice(BEFORE[language]) + question
        question += dice.choice(AFTER[language]) if dice.random() < 0.6 else ""
    elif dice.random() < 0.5:
        question = question.rstrip(" ?.!")
    for _ in range(dice.choice((0, 0, 1, 1, 2))):
        question = slip(question, dice)
    if dice.random() < 0.2:
        question = question.translate(PLAIN)
    if language == "ru" and dice.random() < 0.12:
        question = write_latin(question, dice)
    chance = dice.random()
    return question.lower() if chance < 0.4 else question.upper() if chance < 0.48 else question


def slip(text: str, dice: random.Random) -> str:
    """Return `text` with one letter left out, doubled, swapped with the next, or wrong."""
    places = [
        n
        for n in range(1, len(text) - 1)
        if text[n].isalpha() and text[n + 1].isalpha() and text[n - 1].isalpha()
    ]
    if not places:
        return text
    n = dice.choice(places)
    kind = dice.randrange(7)
    if kind < 3:
        return text[:n] + text[n + 1 :]
    if kind < 5:
        return text[:n] + text[n + 1] + text[n] + text[n + 2 :]
    if kind == 5:
        return text[:n] + text[n] + text[n:]
    return text[:n] + dice.choice(text.replace(" ", "") or "e") + text[n + 1 :]


def write_latin(text: str, dice: random.Random) -> str:
    """Return a Russian text in Latin letters, in one of the ways in which people write it."""
    spellings = dice.choice(LATIN).replace("_", "").split(" ")
    table: dict[str, str | int | None] = dict(zip(CYRILLIC, spellings, strict=True))
    table |= {
        letter.upper(): spelling.capitalize() for letter, spelling in zip(CYRILLIC, spellings, strict=True)
    }
    return text.translate(str.maketrans(table))
