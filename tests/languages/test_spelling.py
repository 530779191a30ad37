"""Letters that only look like those of a word are read as those."""

import pytest

from index.languages.spelling import write_one_script


@pytest.mark.parametrize(
    ("mixed", "plain"),
    [
        ("Кoгдa былo пoдпиcaнo coглaшeниe?", "Когда было подписано соглашение?"),
        ("кто y власти и c кeм", "кто у власти и с кем"),
        ("Моskau und Duеsseldorf", "Moskau und Duesseldorf"),
        ("Дюссельдорф и EXPO", "Дюссельдорф и EXPO"),
        ("пo делу EXPO", "по делу EXPO"),
        ("IT-форум, MTSлайв", "IT-форум, MTSлайв"),
        ("a b c", "a b c"),
        ("", ""),
    ],
)
def test_each_word_stands_in_one_script(mixed: str, plain: str) -> None:
    assert write_one_script(mixed) == plain
    assert len(write_one_script(mixed)) == len(mixed)
