"""`make check` finds every message that is missing, unused, or not the same in all languages."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from supply.messages import Use, find_broken, find_mistakes, find_uses

ROOT = Path(__file__).parents[2]
HEAD = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Plural-Forms: nplurals={}; plural=(n != 1);\\n"\n\n'
DE = """
msgid "asked"
msgid_plural "{number}"
msgstr[0] "{number} Frage"
msgstr[1] "{number} Fragen"

msgid "gone"
msgstr "{title} fehlt"
"""
EN = """
msgid "asked"
msgid_plural "{number}"
msgstr[0] "{number} question"
msgstr[1] "{number} questions"

msgid "gone"
msgstr "{title} is missing"

msgctxt "uk"
msgid "gone"
msgstr "It is missing"
"""
USES = [Use("asked", "a.py:1"), Use("gone", "a.py:2")]


def read(language: str, text: str, forms: int = 2) -> Catalog:
    return read_po(BytesIO((HEAD.format(language, forms) + text).encode()))


def find(german: str, english: str, uses: list[Use] = USES) -> list[str]:
    return find_mistakes({"de": read("de", german), "en": read("en", english)}, uses)


def test_nothing_is_wrong_with_catalogues_that_agree_with_each_other_and_with_the_code() -> None:
    assert find(DE, EN) == []


def test_nothing_is_wrong_with_ours() -> None:
    command = [sys.executable, "-m", "supply.messages", "bot", "index", "deploy"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.parametrize(
    ("before", "after", "mistake"),
    [
        ('msgid "gone"\nmsgstr "{title} fehlt"', "", 'a.py:2: "gone" is not in the catalogue of de.'),
        ("{title}", "{name}", 'de: "gone" has not the placeholders that it has in en.'),
        ("{title} fehlt", "", 'de: "gone" is empty.'),
        ("{number} Fragen", "", 'de: "asked" has 1 plural forms instead of 2.'),
        ("{number} Fragen", "viele Fragen", 'de: "asked" has not the placeholders that it has in en.'),
        ('msgid "gone"', '#, fuzzy\nmsgid "gone"', 'de: "gone" is fuzzy: somebody has to read it, and to'),
        ('"{number}"', '"{count}"', 'de: "asked" has no {count}, which is to decide its form.'),
        ('"{number}"', '"{count}"', 'de: "asked" has not the msgid_plural that it has in en.'),
        (
            'msgid_plural "{number}"\nmsgstr[0] "{number} Frage"\nmsgstr[1]',
            "msgstr",
            'de: "asked" has not the msgid_plural that it has in en.',
        ),
        ('msgid "gone"', 'msgctxt "uk"\nmsgid "gone"', 'de: "gone" stands with the context uk only'),
        ("\n\n", '\n\nmsgid "old"\nmsgstr "Alt"\n\n', 'de: "old" is used by nothing.'),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_told(before: str, after: str, mistake: str) -> None:
    assert before in DE
    assert any(each.startswith(mistake) for each in find(DE.replace(before, after), EN))


def test_a_language_with_more_forms_needs_them_all() -> None:
    catalogues = {"ru": read("ru", DE, forms=3), "de": read("de", DE)}
    assert 'ru: "asked" has 2 plural forms instead of 3.' in find_mistakes(catalogues, USES)


@pytest.mark.parametrize(
    ("before", "after", "mistake"),
    [
        ("", "", ""),
        ('"{number} Fragen"', '"{number} Fragen"\nmsgstr[2] "{number} Fragen"', "msg has more translations"),
        ('msgid "gone"', 'msgkey "gone"', "Unknown or misformatted keyword"),
        ("nplurals=2", "nplurals=3", "Plural-Forms are 3 instead of 2."),
        ('msgid "gone"', 'msgid "gone"\nmsgstr "weg"\n\nmsgid "gone"', '"gone" stands there twice.'),
    ],
)
def test_a_catalogue_that_cannot_be_used_is_told(
    tmp_path: Path, before: str, after: str, mistake: str
) -> None:
    path = tmp_path / "messages.po"
    path.write_text((HEAD.format("de", 2) + DE).replace(before, after), encoding="utf-8")
    found = find_broken(path)
    assert len(found) == bool(mistake)
    assert mistake in "".join(found)


def test_a_wording_for_one_value_names_nothing_else() -> None:
    english = EN.replace("It is missing", "{what} is missing")
    assert 'en: "gone" has not the placeholders that it has in de.' in find(DE, english)


def test_a_sentence_that_is_repeated_elsewhere_is_that_of_the_catalogue_in_every_language() -> None:
    german = 'msgid "down"\nmsgstr "Pause"\n'
    english = 'msgid "down"\nmsgstr "Break"\n'
    uses = [Use("down", "x.conf:1", "de", "Pause"), Use("down", "x.conf:2", "en", "Break")]
    assert find(german, english, uses) == []
    assert find(german, english.replace("Break", "Rest"), uses) == [
        'x.conf:2: "down" says something else than the catalogue of en.'
    ]
    assert find(german, english, uses[:1]) == ['"down" is repeated in some languages, but not in en.']


CODE = '''
TITLES = {404: key("in_a_table")}
def tell(language):
    """Return say("not_this")."""
    raise ProblemError(503, "in_a_problem", seconds=5) from DocumentError(
        "in_an_error", path="not_this")
wrong = code("in_a_variable") if True else code("in_another")
show(say("outside", language, name=say("inside", language)), sep=", ".join("not_this"))
say(name, language), other("not_this"), say(f"error.{name}", language)
'''
FILES = {
    "a.py": CODE,
    "a.html": '{# say("not_this") #}{% macro m(label) %}{{ label }}{% endmacro %}'
    '<p lang="{{ other("not_this") }}">{{ m(say("in_a_call")) }}</p>\n'
    '{{ say("first") if asked else say("second", page=3) }}',
    "a.js": "make(this.#texts.in_a_script, texts.call(), `${context.texts.in_a_text}: 1`);",
    "a.conf": '    "refused de" "Anfrage abgelehnt";\n    "" "not this";\n    default de;\n',
    "a.txt": 'say("not_this")',
}


def test_every_way_to_use_a_message_is_found(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    uses = find_uses([tmp_path])
    assert {use.key for use in uses if use.place.startswith(f"{tmp_path}/a.py:")} == {
        "in_a_table",
        "in_a_problem",
        "error.in_an_error",
        "error.in_a_variable",
        "error.in_another",
        "outside",
        "inside",
    }
    assert [(use.key, use.place) for use in uses if "a.py" not in use.place] == [
        ("refused", f"{tmp_path}/a.conf:1"),
        ("in_a_call", f"{tmp_path}/a.html:1"),
        ("first", f"{tmp_path}/a.html:2"),
        ("second", f"{tmp_path}/a.html:2"),
        ("in_a_script", f"{tmp_path}/a.js:1"),
        ("in_a_text", f"{tmp_path}/a.js:1"),
    ]
    assert (uses[0].language, uses[0].sentence) == ("de", "Anfrage abgelehnt")
