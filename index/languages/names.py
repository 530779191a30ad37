"""What languages are called, in themselves and in each other."""

from collections.abc import Sequence

from index.languages import Language
from index.languages.messages import find_locale


def name_language(language: Language, reader: Language) -> str:
    """Return what `language` is called in the language of the `reader`: "немецкий"."""
    return str(find_locale(reader).languages[language])


def name_itself(language: Language) -> str:
    """Return what `language` is called by those who speak it, as it stands alone: "Русский"."""
    return name_language(language, language).capitalize()


def list_languages(reader: Language) -> str:
    """Return all languages, that of the `reader` first: "English, German and Russian"."""
    order = sorted(Language, key=lambda language: language is not reader)
    return join_names([name_language(each, reader) for each in order], reader)


def join_names(names: Sequence[str], reader: Language) -> str:
    """Return `names` as one reads them in a sentence: "English, German and Russian"."""
    from babel.lists import format_list  # noqa: PLC0415 - seldom needed

    return format_list(names, locale=find_locale(reader))
