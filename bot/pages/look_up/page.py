"""The look-up page: what is looked for in, a page out. Knows no HTTP library."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, Field

from bot.pages.catalogue import MOST_LISTED, Catalogue, Entry
from bot.pages.look_up.passages import Row
from bot.pages.render import render_page
from index.languages import Language
from index.search import Filters

STEP, MOST_FOUND = 10, 50  # passages shown at first and with each further request; at most


class LookUp(BaseModel):
    """What is looked for: a topic, and what narrows the search. Empty is what does not."""

    topic: str = ""
    agreement: str = ""  # the path of its document
    document: str = ""
    language: Language | str = Field(default="", pattern=f"^({'|'.join(Language)})?$")
    day: date | None = None
    shown: int = Field(default=STEP, ge=1, le=MOST_FOUND)

    def filters(self, catalogue: Catalogue) -> Filters:
        """Return what a passage must be; an agreement or document counts in all its languages."""
        among = [
            paths
            for paths in (
                catalogue.find_about(self.agreement) if self.agreement else None,
                catalogue.find_family(self.document) if self.document else None,
            )
            if paths is not None
        ]
        return Filters(
            language=Language(self.language) if self.language else None,
            as_of=self.day,
            among=frozenset.intersection(*among) if among else None,
        )

    def is_narrowed(self) -> bool:
        """Return whether anything narrows the search."""
        return bool(self.agreement or self.document or self.language or self.day)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the passages shown, and whether there are more of them."""

    rows: Sequence[Row]
    more: bool = False


def render_look_up(
    ui: Language, catalogue: Catalogue, asked: LookUp, found: Found | None = None, problem: str = ""
) -> str:
    """Return the page for what is `asked`, with what was `found`, if anything was looked for."""
    return render_page(
        "look_up.html",
        ui,
        asked=asked,
        agreements=catalogue.list_once(catalogue.agreements, ui),
        documents=_list_documents(catalogue, asked, ui),
        chosen_agreement=_find_choice(catalogue, asked.agreement, ui),
        chosen_document=_find_choice(catalogue, asked.document, ui),
        found=found,
        today=date.today(),  # noqa: DTZ011  # the reader's day
        next_shown=min(asked.shown + STEP, MOST_FOUND),
        problem=problem,
    )


def _list_documents(catalogue: Catalogue, asked: LookUp, ui: Language) -> list[Entry]:
    """Return the documents to choose from; of very many only some, and always the one that is chosen."""
    paths = catalogue.paths if len(catalogue.paths) <= MOST_LISTED else []
    return catalogue.list_once([*paths, *filter(None, [asked.document])], ui)


def _find_choice(catalogue: Catalogue, path: str, ui: Language) -> str:
    """Return the path of the version of a chosen document that stands among the choices."""
    entry = catalogue.find_version(path, ui)
    return entry.path if entry else ""
