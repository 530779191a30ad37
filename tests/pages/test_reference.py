"""A reference for a letter, as German, Russian and English offices write it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.pages.look_up.reference import Quoted, put_in_quotes, write_reference
from index.languages import Language
from tests.languages.codes import DE, EN, RU

TODAY = date(2026, 11, 29)
ARTICLE = Quoted(
    wording="Die Städte fördern den\nAustausch der „Jugend“.",
    title="Abkommen über Partnerschaft",
    start=120,
    end=163,
    address="https://bot.example/documents/abkommen.pdf?start=120&end=163#quote",
    section="Artikel 5 Jugend",
    page=3,
    parties=("Landeshauptstadt Düsseldorf", "Stadt Moskau"),
    signed="1992-06-01",
    origin="https://www.duesseldorf.de/abkommen.pdf",
)
SUMMARY = Quoted(
    wording="Стороны развивают спорт.",
    title="Обзор",
    start=40,
    end=64,
    address="https://bot.example/documents/obzor.md",
    section="Спорт и «Дни Москвы»",
    signed="2019-10",
    about="Коммюнике 2020–2023",
    origin="город Дюссельдорф, октябрь 2019 года",
    published="2026-11-28",
    summary=True,
)


# A line break stands for a blank.
WRITTEN = {
    (
        0,
        DE,
    ): """„Die Städte fördern den Austausch der ‚Jugend‘.“ (Abkommen über Partnerschaft, Artikel 5 Jugend,
S. 3; Vertragsparteien: Landeshauptstadt Düsseldorf und Stadt Moskau; unterzeichnet am 1. Juni 1992). Quelle:
https://www.duesseldorf.de/abkommen.pdf. Im Internet:
https://bot.example/documents/abkommen.pdf?start=120&end=163#quote (abgerufen am 29.11.2026).""",
    (
        0,
        RU,
    ): """«Die Städte fördern den Austausch der „Jugend“.» (Abkommen über Partnerschaft, Artikel 5 Jugend,
с. 3; стороны: Landeshauptstadt Düsseldorf и Stadt Moskau; дата подписания: 1 июня 1992\u202fг.). Источник:
https://www.duesseldorf.de/abkommen.pdf. URL: https://bot.example/documents/abkommen.pdf?start=120&end=163#quote
(дата обращения: 29.11.2026).""",
    (
        0,
        EN,
    ): """“Die Städte fördern den Austausch der ‘Jugend’.” (Abkommen über Partnerschaft, Artikel 5 Jugend,
p. 3; parties: Landeshauptstadt Düsseldorf and Stadt Moskau; signed on 1 June 1992). Source:
https://www.duesseldorf.de/abkommen.pdf. Available at:
https://bot.example/documents/abkommen.pdf?start=120&end=163#quote (accessed 29 November 2026).""",
    (1, DE): """„Стороны развивают спорт.“ (Обзор, Abschnitt „Спорт и ‚Дни Москвы‘“, Zeichen 40–64;
Zusammenfassung der Redaktion, nicht der Wortlaut; Stand: 28.11.2026; betrifft „Коммюнике 2020–2023“;
unterzeichnet im Oktober 2019). Quelle: город Дюссельдорф, октябрь 2019 года. Im Internet:
https://bot.example/documents/obzor.md (abgerufen am 29.11.2026).""",
    (1, RU): """«Стороны развивают спорт.» (Обзор, раздел «Спорт и „Дни Москвы“», знаки 40–64; изложение
редакции, не подлинный текст; по состоянию на 28.11.2026; о документе «Коммюнике 2020–2023»; дата подписания:
октябрь 2019\u202fг.). Источник: город Дюссельдорф, октябрь 2019 года. URL:
https://bot.example/documents/obzor.md (дата обращения: 29.11.2026).""",
    (
        1,
        EN,
    ): """“Стороны развивают спорт.” (Обзор, section “Спорт и ‘Дни Москвы’”, characters 40–64; summary by
the editors, not the original wording; as of 28 November 2026; concerning “Коммюнике 2020–2023”; signed in
October 2019). Source: город Дюссельдорф, октябрь 2019 года. Available at: https://bot.example/documents/obzor.md
(accessed 29 November 2026).""",
}


@pytest.mark.parametrize(("number", "language"), WRITTEN)
def test_each_language_refers_to_a_text_as_its_offices_do(number: int, language: Language) -> None:
    written = write_reference((ARTICLE, SUMMARY)[number], language, TODAY)
    assert written == WRITTEN[number, language].replace("\n", " ")


@pytest.mark.parametrize(
    ("language", "reference"),
    [
        (DE, "„Ja.“ (Brief, Zeichen 0–3). Im Internet: /documents/b.txt (abgerufen am 29.11.2026)."),
        (RU, "«Ja.» (Brief, знаки 0–3). URL: /documents/b.txt (дата обращения: 29.11.2026)."),
        (EN, "“Ja.” (Brief, characters 0–3). Available at: /documents/b.txt (accessed 29 November 2026)."),
    ],
)
def test_what_is_not_known_is_left_out(language: Language, reference: str) -> None:
    assert write_reference(Quoted("Ja.", "Brief", 0, 3, "/documents/b.txt"), language, TODAY) == reference


@pytest.mark.parametrize(
    ("language", "signed"),
    [(DE, "unterzeichnet im Jahr 2019"), (RU, "год подписания: 2019"), (EN, "signed in 2019")],
)
def test_a_year_is_told_as_a_year(language: Language, signed: str) -> None:
    assert f"; {signed})" in write_reference(replace(ARTICLE, signed="2019"), language, TODAY)


@pytest.mark.parametrize(
    "section", ["Artikel 5", "Art. 5 Abs. 2", "§ 2 Ziele", "Статья 3", "п. 4", "Section 4", "article IV"]
)
def test_a_heading_with_a_number_names_its_place_by_itself(section: str) -> None:
    assert f"partnership, {section}, p. 3" in write_reference(
        replace(ARTICLE, title="Treaty of partnership", section=section), EN, TODAY
    )


def test_the_section_of_another_heading_is_called_one() -> None:
    for section in ("Artenschutz", "Art und Weise", "Artikel und Presse"):
        assert f"Abschnitt „{section}“" in write_reference(replace(ARTICLE, section=section), DE, TODAY)


def test_quotations_inside_of_a_quote_get_the_inner_marks_of_the_letter() -> None:
    text = 'Er sagte: "ja", „nein“, «да» und “yes”.'
    assert put_in_quotes(text, DE) == "„Er sagte: ‚ja‘, ‚nein‘, ‚да‘ und ‚yes‘.“"
    assert put_in_quotes(text, RU) == "«Er sagte: „ja“, „nein“, „да“ und „yes“.»"
    assert put_in_quotes("Don’t «x", EN) == "“Don’t «x”"
