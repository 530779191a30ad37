"""Every error that is told to a person; the sentences are in the catalogues.

PartnerbotError
├── DocumentError       one source file cannot be used; the others still can
├── FolderError         the documents folder as a whole cannot be used
├── IndexUnusableError  the built index is missing, damaged or of another make
├── BuildError          an index could not be built or switched in
├── EncoderError        the embedding model cannot be loaded
├── ConfigError         a setting of the service cannot be used
├── FetchError          an address could not be fetched, or what is to be fetched cannot be told
├── QuestionError       a question cannot be looked up as it is
├── QuestionsError      a file of questions to evaluate cannot be used
└── AnswerFileError     a file of an answer to verify cannot be used

An error carries a code and the values its sentence names, so that the same error can be told in the reader's
language. The sentence is the message `error.CODE`. `str(error)` is the English one.
"""

from functools import partial
from typing import Any

from index.languages import TECHNICAL, Language
from index.languages.messages import say


class PartnerbotError(Exception):
    """The root of all errors that are told to a person."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how an equal error is made in another process."""
        return partial(type(self), self.code, **self.values), ()

    def text(self, language: Language) -> str:
        """Return the error's sentence in `language`, values filled in; a list of errors has a line each."""
        values = {
            name: "\n".join(error.text(language) for error in value) if isinstance(value, list) else value
            for name, value in self.values.items()
        }
        return say(f"error.{self.code}", language, **values)

    def __str__(self) -> str:
        return self.text(TECHNICAL)


class DocumentError(PartnerbotError):
    """One source file cannot be used; `values["path"]` names it, relative to the documents folder."""


class FolderError(PartnerbotError):
    """The documents folder as a whole cannot be used."""


class IndexUnusableError(PartnerbotError):
    """The built index is missing, damaged or of another make; the sentence says how to mend it."""


class BuildError(PartnerbotError):
    """An index could not be built or switched in; the old one still serves."""


class EncoderError(PartnerbotError):
    """The embedding model cannot be loaded."""


class ConfigError(PartnerbotError):
    """A setting of the service cannot be used; `values` holds the variable and its value."""


class FetchError(PartnerbotError):
    """An address could not be fetched, or a file that says what to fetch cannot be used."""


class QuestionError(PartnerbotError):
    """A question cannot be looked up as it is."""


class QuestionsError(PartnerbotError):
    """A file of questions to evaluate cannot be used; `values` name the file and the line."""


class AnswerFileError(PartnerbotError):
    """A file of an answer to verify cannot be used; `values["path"]` names it."""


def code(name: str) -> str:
    """Return `name`: the code of an error that is raised somewhere else, marked so that it is found."""
    return name
