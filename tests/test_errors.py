"""Every error is told in three languages, with the same values."""

import pickle
from string import Formatter

import pytest

from index.errors import SENTENCES, DocumentError, Fault, PartnerbotError
from index.language import Language


def list_placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_a_sentence_in_every_language_with_the_same_values(fault: Fault) -> None:
    sentences = SENTENCES[fault]
    assert set(sentences) == set(Language)
    assert len({frozenset(list_placeholders(sentence)) for sentence in sentences.values()}) == 1
    assert len(set(sentences.values())) == 3


@pytest.mark.parametrize("fault", Fault)
def test_every_sentence_is_in_its_script(fault: Fault) -> None:
    for language, sentence in SENTENCES[fault].items():
        is_cyrillic = any("а" <= letter <= "я" for letter in sentence.lower())
        assert is_cyrillic == (language is Language.RU)


def test_no_sentence_stands_without_its_fault() -> None:
    assert set(SENTENCES) == set(Fault)


def test_an_error_is_told_in_the_language_of_the_reader_and_in_english_otherwise() -> None:
    error = DocumentError(Fault.EMPTY, path="leer.md")
    assert error.text(Language.DE) == (
        "leer.md: Die Datei enthält keinen Text. Bitte füllen oder entfernen Sie sie."
    )
    assert error.text(Language.RU) == "leer.md: в файле нет текста. Заполните или удалите его, пожалуйста."
    assert str(error) == "leer.md: the file contains no text. Please fill it or remove it."
    assert isinstance(error, PartnerbotError)


def test_a_value_with_braces_is_told_as_it_is() -> None:
    assert str(DocumentError(Fault.EMPTY, path="{path}.md")).startswith("{path}.md: ")


def test_an_error_comes_out_of_another_process_as_it_was() -> None:
    error = DocumentError(Fault.TOO_SLOW, path="a.pdf", seconds=60)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert type(again) is DocumentError
    assert (again.fault, again.values, str(again)) == (error.fault, error.values, str(error))
