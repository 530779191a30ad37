"""An error carries a code and values, and is told in the language of the reader."""

import pickle

from index.errors import BuildError, DocumentError, PartnerbotError
from tests.languages.codes import DE, RU


def test_an_error_is_told_in_the_language_of_the_reader_and_in_english_otherwise() -> None:
    error = DocumentError("empty", path="leer.md")
    assert error.text(DE) == "leer.md: Die Datei enthält keinen Text. Bitte füllen oder entfernen Sie sie."
    assert error.text(RU) == "leer.md: в файле нет текста. Заполните или удалите его, пожалуйста."
    assert str(error) == "leer.md: the file contains no text. Please fill it or remove it."
    assert isinstance(error, PartnerbotError)


def test_errors_of_documents_are_told_with_that_of_their_folder_a_line_each() -> None:
    errors = [DocumentError("empty", path="a.md"), DocumentError("empty", path="b.md")]
    assert BuildError("nothing_to_index", folder="docs", errors=errors).text(DE) == (
        "Keines der Dokumente in docs lässt sich verwenden:\n"
        "a.md: Die Datei enthält keinen Text. Bitte füllen oder entfernen Sie sie.\n"
        "b.md: Die Datei enthält keinen Text. Bitte füllen oder entfernen Sie sie."
    )


def test_a_value_with_braces_is_told_as_it_is() -> None:
    assert str(DocumentError("empty", path="{path}.md")).startswith("{path}.md: ")


def test_an_error_comes_out_of_another_process_as_it_was() -> None:
    error = DocumentError("too_slow", path="a.pdf", seconds=60)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert type(again) is DocumentError
    assert (again.code, again.values, str(again)) == (error.code, error.values, str(error))
