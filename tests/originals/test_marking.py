"""Which words of a page a quote is made of."""

from itertools import count

import pytest

from index.documents.parsers.pdf.pdfium.words import Word
from index.originals.marking import NEAR, Quote, find_quoted


def print_page(*lines: str) -> list[Word]:
    """Return the words of `lines`, from the top of a page downwards."""
    heights = count(700, -14)
    return [
        Word(word, 50 * place, 50 * place + 40, base, 11, bold=False, blank=True)
        for base, line in zip(heights, lines, strict=False)
        for place, word in enumerate(line.split())
    ]


def quote(text: str, before: str = "", after: str = "") -> Quote:
    return Quote(text, before, after)


@pytest.mark.parametrize(
    ("lines", "quoted", "found"),
    [
        (["Die Stadt zahlt. Die Reise dauert."], quote("Die Reise dauert."), "Die Reise dauert."),
        (["Город платит", "по-прежнему."], quote("Город платит по-прежнему"), "Город платит по-прежнему."),
        (["The Council", "of Newhaven met."], quote("the council of Newhaven"), "The Council of Newhaven"),
        # What a line parts is one word in the text, or two.
        (["der Partner-", "schaft dient"], quote("der Partnerschaft"), "der Partner- schaft"),
        (["seit dem Vor-", "Ort-Termin gilt"], quote("Vor-Ort-Termin"), "Vor- Ort-Termin"),
        # The mark of a note, and the foot of the page in between.
        (["im Jahr 1999 1 war es", "neu."], quote("im Jahr 1999 war es neu."), "im Jahr 1999 1 war es neu."),
        # The same words twice: those with the same words around them.
        (["Sie zahlt. Er kommt.", "Er kommt. Sie geht."], quote("Er kommt.", after="Sie geht."), "Er kommt."),
        # Letters that are one in the text and two on paper, or the other way round.
        (["Der ﬂüchtige Oﬃzier"], quote("flüchtige Offizier"), "ﬂüchtige Oﬃzier"),
        # Of a quote over two pages, what stands on this one.
        (["mit der Bahn reisen, sofern", "alle kommen."], quote("Klassen, die mit der Bahn reisen, sofern"),
         "mit der Bahn reisen, sofern"),
        # A row, whose cells carry the names of their columns.
        (["Jahr Kultur Sport", "2031 12.000 6", "2032 7.000"],
         quote("| Jahr: 2032 | Kultur: – | Sport: 7.000 |", "| Jahr: 2031 | Kultur: 12.000 | Sport: 6 |"),
         "2032 7.000"),
        (["Etwas ganz anderes."], quote("Die Reise dauert lange."), ""),
        ([""], quote("Die Reise"), ""),
        (["Die Reise"], quote(""), ""),
        (["Die Reise"], quote("– !"), ""),
    ],
)  # fmt: skip
def test_the_words_of_a_quote_are_found(lines: list[str], quoted: Quote, found: str) -> None:
    words = print_page(*lines)
    assert " ".join(words[number].text for number in find_quoted(words, quoted)) == found


def test_of_the_same_words_those_are_marked_that_stand_where_the_quote_does() -> None:
    words = print_page("Sie zahlt. Er kommt.", "Er kommt. Sie geht.")
    assert find_quoted(words, quote("Er kommt.", before="Sie zahlt.")) == [2, 3]
    assert find_quoted(words, quote("Er kommt.", after="Sie geht.")) == [4, 5]


def test_a_word_of_the_quote_far_from_it_is_not_marked() -> None:
    words = print_page("Die", "a b c d e f g", "Reise dauert sieben Tage.")
    assert NEAR < 7
    assert find_quoted(words, quote("Die Reise dauert sieben Tage.")) == [8, 9, 10, 11]
