"""The languages that tests speak of, by name, and the cases in their folders."""

from index.languages import FOLDER, Language

DE, RU, EN = map(Language, ("de", "ru", "en"))


def read_cases(name: str, *, header: bool = False) -> list[tuple[Language, str]]:
    """Return each line of the file `name` of every language that has it, with the language."""
    files = {language: FOLDER / language / "cases" / name for language in Language}
    return [
        (language, line)
        for language, file in files.items()
        if file.exists()
        for line in file.read_text("utf-8").splitlines()[header:]
    ]
