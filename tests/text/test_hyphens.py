"""Words that a line end broke."""
# ruff: noqa: E501 - a list in one piece reads better than cut

import pytest

from index.text.hyphens import join_broken_words, join_lines
from index.text.plain import write_plain


def join(*lines: str) -> str:
    text = ""
    for line in lines:
        text = join_lines(text, line)
    return join_broken_words(text, len(lines))


ENGLISH = ["A line of the text"] * 60
HYPHENATED = ["a line of com-", "mon words"] * 10
HYPHENATED_JOINED = " ".join(["a line of common words"] * 10)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["eine Zeile", "und noch eine"], "eine Zeile und noch eine"),
        # the rest of the document has the word
        (["Partner-", "schaft und Partnerschaft"], "Partnerschaft und Partnerschaft"),
        (["deutsch-", "native, die deutsch-native"], "deutsch-native, die deutsch-native"),
        # the hyphen is certain
        (["Düsseldorf-", "Moskau"], "Düsseldorf-Moskau"),
        (["25-", "jährig"], "25-jährig"),
        (["2020-", "2023"], "2020-2023"),
        (["Jugend-", "und Sportamt"], "Jugend- und Sportamt"),
        (["молодёжь-", "и"], "молодёжь- и"),
        ([*HYPHENATED, "кто-", "то"], f"{HYPHENATED_JOINED} кто-то"),
        ([*HYPHENATED, "deutsch-", "russische"], f"{HYPHENATED_JOINED} deutsch-russische"),
        ([*HYPHENATED, "научно-", "технический"], f"{HYPHENATED_JOINED} научно-технический"),
        ([*HYPHENATED, "Юго-", "западный"], f"{HYPHENATED_JOINED} Юго-западный"),
        # whether the document hyphenates
        ([*ENGLISH, "город-", "партнёр"], f"{' '.join(ENGLISH)} город-партнёр"),
        ([*HYPHENATED, "здраво-", "охранение"], f"{HYPHENATED_JOINED} здравоохранение"),
        (["der Straßen-", "verkehr und die Post"], "der Straßenverkehr und die Post"),
        # other writers of PDF files
        (["Straßen‐", "verkehr"], "Straßenverkehr"),
        (["Straßen\u00ad", "verkehr"], "Straßenverkehr"),
        (["Start‐up‐", "company"], "Start‐up-company"),
        # what is no hyphen
        (["ein -", "Gedankenstrich"], "ein - Gedankenstrich"),
        (["Düsseldorf–", "Moskau"], "Düsseldorf–Moskau"),
        (["слово —", "тире"], "слово — тире"),
    ],
)
def test_words_broken_at_a_line_end_are_put_together(lines: list[str], joined: str) -> None:
    assert join(*lines) == joined


KEPT = """
по-|прежнему по-|русски по-|новому во-|первых В-|третьих из-|за из-|под кто-|то какого-|то что-|нибудь где-|либо
всё-|таки кое-|как вице-|мэр города-|партнёры города-|побратимы экс-|президентом обер-|бургомистр пресс-|служба
бизнес-|форум культурно-|просветительский интернет-|портал премьер-|министра генерал-|губернатор
twenty-|five Ninety-|ninth two-|thirds five-|year self-|employed non-|profit well-|known so-|called long-|term
vice-|president ex-|mayor cross-|border co-|operation state-|of-the-art up-|to-date day-|to-day e-|mail north-|east Russian-|speaking
deutsch-|russischen politisch-|wirtschaftliche E-|Mail U-|Bahn Düsseldorf-|Moskau 25-|jährig
"""
BROKEN = """
по-|ездка по-|этому по-|следнему по-|литический мес-|то ле-|то поезд-|ка экс-|курсия экс-|перт обер-|нуть бизнес-|мен
во-|прос горо-|да воз-|можность пре-|зидент стра-|на
self-|ish non-|sense vice-|roy well-|ness ex-|change un-|friendly coun-|cil part-|nership com-|merce
Städte-|partnerschaft Verein-|barung städ-|tisch wirt-|schaftlich
"""


@pytest.mark.parametrize("word", KEPT.split())
def test_a_hyphen_that_belongs_to_its_word_is_kept_though_the_document_breaks_words(word: str) -> None:
    left, right = word.split("|")
    assert join(*HYPHENATED, left, right).split()[-1] == left + right
    assert write_plain(f"und {left}\n{right}", "a.txt").text == f"und {left}{right}"


@pytest.mark.parametrize("word", BROKEN.split())
def test_a_hyphen_that_only_breaks_a_word_goes_though_words_begin_alike(word: str) -> None:
    left, right = word.split("|")
    assert join(*HYPHENATED, left, right).split()[-1] == left[:-1] + right
    assert write_plain(f"und {left}\n{right}", "a.txt").text == f"und {left[:-1]}{right}"


@pytest.mark.parametrize(
    ("elsewhere", "broken", "joined"),
    [
        ("Das Vor-Ort-Büro liegt nahe. Ad-hoc-Gruppen tagen.", ("ad-", "hoc"), "ad-hoc"),
        ("Жар-птица прилетела.", ("жар-", "птица"), "жар-птица"),
        ("A hush-hush affair.", ("hush-", "hush"), "hush-hush"),
        ("Ein Freund kam.", ("Fre-", "und"), "Freund"),
        ("The potato grows.", ("pota-", "to"), "potato"),
    ],
)
def test_the_rest_of_the_document_decides_first(elsewhere: str, broken: tuple[str, str], joined: str) -> None:
    assert join(*HYPHENATED, elsewhere, *broken).split()[-1] == joined
