"""Questions that folders of documents in tests offer as examples, and the file that says so."""

from index.languages import Language
from tests.languages.codes import DE, EN, RU

EXAMPLES: dict[Language, tuple[str, ...]] = {
    DE: (
        "Wann begann die Städtepartnerschaft?",
        "Seit wann ruht die Städtepartnerschaft?",
        "Wer hat das Kulturkommuniqué unterschrieben?",
    ),
    RU: (
        "Когда началось партнёрство Дюссельдорфа и Москвы?",
        "Когда партнёрство приостановили?",
        "Кто подписал культурное коммюнике?",
    ),
    EN: (
        "When did the partnership begin?",
        "When was the partnership paused?",
        "Who signed the culture communiqué?",
    ),
}
EXAMPLES_FILE = "".join(
    f"{language}:\n" + "".join(f"- {question}\n" for question in questions)
    for language, questions in EXAMPLES.items()
)
