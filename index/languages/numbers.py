"""Numbers as each language writes them."""

from index.languages import Language
from index.languages.messages import find_locale


def write_decimal(value: float, language: Language) -> str:
    """Return a number with one decimal place: "4,5"."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - few pages write one

    return format_decimal(value, "#,##0.0", find_locale(language))
