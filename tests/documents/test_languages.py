"""Which language each paragraph of a document is in."""

from pathlib import Path

import pytest

from index.chunks import split
from index.documents.document import read_document
from index.documents.languages import READ_AT_ONCE, find_language, find_stretches
from index.languages import Language
from tests.languages.codes import DE, EN, RU

GERMAN = "Die Stadt Neuheim zahlt jährlich 20.000 Euro für den Austausch."
RUSSIAN = "Город Примерск выделяет ежегодно деньги на обмен школьными группами."
ENGLISH = "The town pays for the exchange of pupils between the two schools."


def write(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    ("paragraphs", "language", "found"),
    [
        ([GERMAN, GERMAN], DE, []),
        ([GERMAN, RUSSIAN], DE, [GERMAN, RUSSIAN]),
        ([GERMAN, RUSSIAN], RU, [None, GERMAN, RUSSIAN]),
        ([GERMAN, ENGLISH, ENGLISH, GERMAN], DE, [GERMAN, ENGLISH, GERMAN]),
        ([GERMAN, "# Средства и обмен для школьных групп", GERMAN], DE, []),
        ([GERMAN, RUSSIAN, "Anna Muster, 1999", RUSSIAN], DE, [GERMAN, RUSSIAN]),
        ([GERMAN, "Thomas Geisel"], DE, []),
        ([GERMAN, "Анна Кох", GERMAN], DE, []),
        ([GERMAN, "Расходы несёт гость.", GERMAN], DE, [GERMAN, "Расходы несёт гость.", GERMAN]),
        ([RUSSIAN, "Oleg Savin <the.office@mail.example.org>, https://www.example.org/the/news"], RU, []),
        ([], DE, []),
    ],
)
def test_a_language_begins_where_its_first_paragraph_does(
    paragraphs: list[str], language: Language, found: list[str | None]
) -> None:
    of = {GERMAN: DE, RUSSIAN: RU, ENGLISH: EN, "Расходы несёт гость.": RU}
    text = write("---", *paragraphs)
    stretches = find_stretches(text, 3, language)
    assert [each for _, each in stretches] == [of[each] if each else language for each in found]
    assert all(
        text.startswith(each or "", start)
        for (start, _), each in list(zip(stretches, found, strict=True))[1:]
    )


def test_most_of_a_long_text_decides_its_language() -> None:
    summary = " ".join([ENGLISH] * (READ_AT_ONCE // len(ENGLISH) + 1))
    assert find_language(write(summary, *[GERMAN] * 99)) is DE
    assert find_language(write(summary, GERMAN)) is EN
    assert (
        find_language(write(*["De gemeente betaalt elk jaar voor de uitwisseling van de scholen."] * 99))
        is None
    )
    assert find_language("1999 " * READ_AT_ONCE) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bürgerbüro Altburg\nMo 9-12 Uhr\nMi 14-18 Uhr\nTel. 0123 4567\nRathausplatz 2, 12345 Altburg", DE),
        ("Schwimmbad\nMo Ruhetag\nDi 6-22 Uhr\nEintritt 4 €", DE),
        ("Ansprechpartnerin: Maria Müller, Zimmer 12", DE),
        ("МФЦ\nПн-Пт 9:00-20:00\nг. Примерск, пл. Мира, 1", RU),
        ("Museum Oldtown\nTue-Sun 10am-6pm\nAdmission £5", EN),
        ("Swimming Pool\nMon 6-10\nFee 4 GBP\nTel 0123", EN),
        ("Gemeentehuis Utrecht\nMaandag 9-17 uur\nDinsdag gesloten", None),
    ],
)
def test_a_page_of_hours_and_addresses_has_a_language(text: str, language: Language | None) -> None:
    assert find_language(text) is language


def test_a_paragraph_may_be_a_line() -> None:
    text = f"{GERMAN}\n{RUSSIAN}\nDie Stadt Neuheim zahlt auch\nfür den Austausch der Kinder.\n{ENGLISH}"
    assert [(text[start : start + 9], language) for start, language in find_stretches(text, 0, DE)] == [
        ("Die Stadt", DE), ("Город При", RU), ("Die Stadt", DE), ("The town ", EN),
    ]  # fmt: skip
    assert find_language("\n".join([ENGLISH] * 40 + [GERMAN] * 200)) is DE


def test_words_of_another_language_in_a_paragraph_do_not_hide_its_own() -> None:
    """A few function words tell most paragraphs; where others stand beside them, all words do."""
    english = (
        f'{ENGLISH} In German it is called "Gesetz über die Rechte und für den Schutz nach dem Jahr 1990".'
    )
    german = f"{GERMAN} Das Buch heißt „The Rights of the Child and Who They Are for“, und es ist für alle, "
    german += "die sich damit befassen, neu."
    text = write(GERMAN, english, german)
    assert [language for _, language in find_stretches(text, 0, DE)] == [DE, EN, DE]


@pytest.mark.parametrize(
    "paragraph",
    [
        "De gemeente betaalt elk jaar voor de uitwisseling van de scholen, en die is er al lang.",
        "Общината плаща всяка година за обмена на училищата и на учениците в двата града.",
        "Місто щороку платить за обмін школярів, і на це є гроші в бюджеті міста та області.",
        "Byen betaler hvert år for udvekslingen af elever, og det er der penge til i budgettet.",
    ],
)
def test_a_long_text_in_none_of_our_languages_is_in_none(paragraph: str) -> None:
    assert find_language(write(*[paragraph] * 40)) is None
    assert find_language(write(*[paragraph] * 40, GERMAN, ENGLISH)) is None


def test_each_passage_is_in_one_language_and_says_which(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(write("# Mittel", GERMAN, RUSSIAN, GERMAN + " " + GERMAN), "utf-8")
    document = read_document(tmp_path, "a.md")
    assert document.language is DE
    assert [(chunk.language, chunk.text) for chunk in split(document)] == [
        (DE, GERMAN), (RU, RUSSIAN), (DE, f"{GERMAN} {GERMAN}"),
    ]  # fmt: skip
    assert document.find_language(0) is DE
    assert document.find_language(document.text.index(RUSSIAN)) is RU
