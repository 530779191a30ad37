"""The number of a list's item as a reader sees it: 1, iv, b, в. Pure."""

LARGEST = 9_999  # of what is written other than in figures
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"  # without ё, й, ъ, ы, ь, as Word counts


def write_number(number: int, kind: str) -> str:
    """Return `number` in the way that `kind` names: "i", "I", "a", "A", "а", "А", "01", else in figures."""
    if not 0 < number <= LARGEST:
        return str(number)
    match kind:
        case "i" | "I":
            written = _write_roman(number)
        case "a" | "A":
            written = _count_letters(number, _LATIN)
        case "а" | "А":
            written = _count_letters(number, _RUSSIAN)
        case "01":
            written = f"{number:02}"
        case _:
            written = str(number)
    return written.upper() if kind.isupper() else written


def _write_roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _count_letters(number: int, letters: str) -> str:
    """Return a, b, …, z, aa, bb, … as Word and LibreOffice count."""
    times, place = divmod(number - 1, len(letters))
    return letters[place] * (times + 1)
