"""The page for web editors: the line that puts the chat on a page, and the chat as that line makes it."""

from enum import StrEnum

from markupsafe import Markup
from pydantic import BaseModel, Field

from bot.pages import render_page
from index.language import Language

EXAMPLE = "https://bot.example"  # where we do not know what the service is called


class Mode(StrEnum):
    """How the chat stands on the page around it."""

    DIALOG = "dialog"
    INLINE = "inline"


class Position(StrEnum):
    """The corner of the button that opens the dialog."""

    RIGHT = "right"
    LEFT = "left"


class EmbedChoices(BaseModel):
    """What a web editor chooses; an empty language is that of the page around the chat."""

    language: Language | str = Field(default="", pattern="^(de|ru|en)?$")
    mode: Mode = Mode.DIALOG
    position: Position = Position.RIGHT
    title: str = Field(default="", max_length=80)
    suggestions: str = Field(default="", max_length=1000)  # a question a line

    def attributes(self) -> dict[str, str]:
        """Return the attributes of the line that say something else than is taken without them."""
        values = {
            "data-language": str(self.language),
            "data-mode": "" if self.mode is Mode.DIALOG else self.mode,
            "data-position": "" if self.position is Position.RIGHT else self.position,
            "data-title": self.title.strip(),
            "data-suggestions": "|".join(filter(None, map(str.strip, self.suggestions.splitlines()))),
        }
        return {name: str(value) for name, value in values.items() if value}


def write_line(address: str, choices: EmbedChoices) -> str:
    """Return the HTML that puts the chat of the service at `address` (ending in "/") on a page."""
    attributes = {"src": f"{address}widget.js", **choices.attributes()}
    written = " ".join(Markup('{}="{}"').format(name, value) for name, value in attributes.items())
    return f"<script {written} defer></script>"


def render_embed(ui: Language, address: str, choices: EmbedChoices) -> str:
    """Return the page with the line for `choices` and the chat that it makes."""
    return render_page(
        "embed.html",
        ui,
        address=address,
        example=EXAMPLE,
        choices=choices,
        line=write_line(address, choices),
    )
