"""Answers with all that one can hold, as the service sends them and its page without scripts shows them."""

from dataclasses import replace
from typing import Any

from playwright.sync_api import Page
from pydantic import TypeAdapter

from bot.answering.answer import Answer, Cell, Part, Reason, Status, Table, join_parts
from bot.answering.citations import Agreement, Citation, Translation
from bot.answering.notices import Notice, NoticeKind, NoticePart
from bot.operator.operator import Contact, Operator
from bot.pages.catalogue import Listed
from bot.pages.chat import FormState, render_home
from bot.register.question import Asked
from bot.register.vocabulary import State
from index.languages import Language
from tests.browser.stage import Stage
from tests.languages.codes import DE, EN, RU

WIRE = TypeAdapter(Answer)
# What is asked and answered most: a sentence or two, on one document.
TYPICAL = {
    DE: (
        "Wer hat das Kulturkommuniqué 2020–2023 unterschrieben?",
        (
            "Unterschrieben wurde das Kulturkommuniqué im Oktober 2019 von Hans-Georg Lohe für Düsseldorf "
            "und Alexander Kibovski für Moskau."
        ),
    ),
    RU: (
        "Кто подписал коммюнике о культуре на 2020–2023 годы?",
        (
            "Коммюнике о сотрудничестве в области культуры подписали в октябре 2019 года Ханс-Георг Лоэ от "
            "Дюссельдорфа и Александр Кибовский от Москвы."
        ),
    ),
    EN: (
        "When did the orchestras of the two cities first play together?",
        (
            "The first joint concerts of the Düsseldorfer Symphoniker and the Moscow orchestra Persimfans "
            "took place on 7 and 8 October 2017 in the Tonhalle."
        ),
    ),
}
QUOTES = (
    "Das Kommuniqué unterschrieben Hans Lohe und Alexander Kibovski.",
    "Балет приехал в Москву в 2003 году.",
    "Der Rat stimmte im Herbst zu.",
)
OPERATOR = Operator(
    name="Landeshauptstadt Düsseldorf",
    contact=Contact(
        "Büro für Internationales", "international@example.org", "+49 211 89 00000", "Mo–Fr 9–15 Uhr"
    ),
    notice="Heute ist das Büro geschlossen.",
)


def cite(number: int, quote: str, path: str, language: Language = DE, **more: Any) -> Citation:
    """Return a citation of `quote`, which stands between two sentences below a heading."""
    around: dict[str, Any] = {
        "page": None,
        "before": "Davor steht dies.",
        "after": "Danach steht das.",
        "headings": ("Titel", "Kultur"),
    }
    return Citation(
        number=number,
        quote=quote,
        language=language,
        title=f"Das Dokument {path}",
        publisher="Landeshauptstadt Düsseldorf",
        published="2019-10",
        valid_from=None,
        valid_until=None,
        path=path,
        start=10,
        end=10 + len(quote),
        sha256="0" * 64,
        url=f"/documents/{path}?start=10&end={10 + len(quote)}#quote",
        source=None,
        **(around | more),
    )


AGREEMENT = Agreement("Das Kommuniqué 2016–2019", DE, "k.de.md", "/documents/k.de.md", None, "2019-12-31")
BALLET = Translation(
    DE, "Das Ballett", "b.de.md", "0" * 64, "/documents/b.de.md?start=1&end=40#quote",
    "Das Ballett kam 2003 nach Moskau.", 1, 40,
)  # fmt: skip
CITED = (
    cite(1, QUOTES[0], "a.de.md", kind="press_release", agreement=AGREEMENT, summary=True),
    cite(2, QUOTES[1], "b.ru.md", RU, kind="report", translation=BALLET),
    cite(3, QUOTES[2], "a.de.md", kind="press_release", agreement=AGREEMENT, page=3, summary=True),
)
NOTICE = (
    NoticePart("Nicht mehr in Kraft: „", DE),
    NoticePart("Das Kommuniqué 2016–2019", DE),
    NoticePart("“ galt bis 31.12.2019.", DE),
)
RICH = Answer(
    Status.ANSWERED,
    DE,
    "",
    CITED,
    (Notice(NoticeKind.EXPIRED, "".join(part.text for part in NOTICE), 1, NOTICE),),
    parts=(
        Part(QUOTES[0], DE, 1, lead=True, short=(30, 39)),
        Part("Auf Russisch:", DE),
        Part(f"„{QUOTES[1]}“", RU, 2),
        Part(QUOTES[2], DE, 3),
    ),
)
UNSURE = Answer(
    Status.NOT_FOUND,
    DE,
    "",
    related=CITED[:2],
    parts=(Part("Ich bin nicht sicher. Diese Stelle passt am besten:", DE),),
    reason=Reason.UNSURE,
    understood=("Kommuniqué", "Sport"),
    corrected="Wer hat das Kommuniqué unterschrieben?",
    topics=("Kultur", "Jugend und Bildung"),
)
NOTHING = replace(UNSURE, related=(), reason=Reason.NOTHING, corrected=None)
COLUMNS = ["Vereinbarung", "Vertragsparteien", "Unterzeichnet", "In Kraft bis"]
PARTIES = "Landeshauptstadt Düsseldorf, Stadt Moskau"
ROWS: list[list[tuple[str, int | None]]] = [
    [("Kommuniqué 2016–2019", 1), (PARTIES, 1), ("25.11.2015", 2), ("31.12.2019", 2)],
    [("Kulturkommuniqué", 2), ("Düsseldorf, Moskau", 2), ("10.2019", 2), ("", None)],
]  # fmt: skip
LISTED = Answer(
    Status.ANSWERED,
    DE,
    "",
    (
        cite(1, "title: Kommuniqué", "a.de.md", before="", after="", headings=()),
        replace(CITED[1], path="k.de.md"),
    ),
    parts=(Part("2019 liefen zwei Vereinbarungen aus.", DE),),
    table=Table(
        tuple(COLUMNS),
        tuple(tuple(Cell(text, DE, number) for text, number in row) for row in ROWS),
        Asked(State.ENDED),
    ),
)  # fmt: skip
SAMPLES = {"rich": RICH, "unsure": UNSURE, "nothing": NOTHING, "table": LISTED}


def send(name: str) -> dict[str, Any]:
    """Return the sample of that name as the service sends it."""
    sample = SAMPLES[name]
    sent: dict[str, Any] = WIRE.dump_python(replace(sample, text=join_parts(sample.parts)), mode="json")
    return sent


def answer_with(page: Page, sent: dict[str, Any], operator: Operator | None = None) -> None:
    """Have every question on `page` answered with `sent`; `operator` is who runs the bot."""
    headers = {"Access-Control-Allow-Origin": "*"}
    page.route("**/api/ask", lambda route: route.fulfill(json=sent, headers=headers))
    if operator:
        told = TypeAdapter(Operator).dump_python(operator, mode="json")

        def tell(route: Any) -> None:
            response = route.fetch()
            route.fulfill(response=response, json=response.json() | {"operator": told})

        page.route("**/api/texts*", tell)


def show_without_scripts(page: Page, stage: Stage, name: str) -> None:
    """Show the sample of that name on the page without scripts."""
    html = render_home(DE, Listed(), FormState("Wer?"), SAMPLES[name])
    page.route("**/*.js", lambda route: route.abort())
    page.route("**/sample", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{stage.bot.address}/sample")
