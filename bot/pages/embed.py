"""The page for web editors: the line that puts the chat on a page, and the chat as that line makes it."""

import math
from enum import StrEnum
from typing import NamedTuple

from markupsafe import Markup
from pydantic import BaseModel, Field

from bot.pages.render import render_page
from index.languages import Language
from index.languages.messages import say
from index.languages.numbers import write_decimal

EXAMPLE = "https://bot.example"  # where we do not know what the service is called


class Mode(StrEnum):
    """How the chat stands on the page around it."""

    DIALOG = "dialog"
    INLINE = "inline"


class Position(StrEnum):
    """The corner of the button that opens the dialog."""

    RIGHT = "right"
    LEFT = "left"


class Pair(NamedTuple):
    """Two colours that are read against each other: the names of their fields, and the chat's own."""

    names: tuple[str, str]
    own: tuple[str, str]

    def choose(self, choices: "EmbedChoices") -> tuple[str, str]:
        """Return the two colours of `choices`."""
        one, other = self.names
        return getattr(choices, one), getattr(choices, other)


# As in theme.css, where it is light, and the names of the properties in contrast.js.
PAIRS = (
    Pair(("accent", "on_accent"), ("#a3121b", "#ffffff")),
    Pair(("ink", "paper"), ("#1c1d1f", "#ffffff")),
)
ENOUGH = 4.5  # WCAG 2.2, 1.4.3; as in contrast.js
_COLOUR = "^#[0-9A-Fa-f]{6}$"


class EmbedChoices(BaseModel):
    """What a web editor chooses; an empty language is that of the page around the chat."""

    language: Language | str = Field(default="", pattern=f"^({'|'.join(Language)})?$")
    mode: Mode = Mode.DIALOG
    position: Position = Position.RIGHT
    title: str = Field(default="", max_length=80)
    suggestions: str = Field(default="", max_length=1000)  # a question a line
    accent: str = Field(default=PAIRS[0].own[0], pattern=_COLOUR)
    on_accent: str = Field(default=PAIRS[0].own[1], pattern=_COLOUR)
    ink: str = Field(default=PAIRS[1].own[0], pattern=_COLOUR)
    paper: str = Field(default=PAIRS[1].own[1], pattern=_COLOUR)

    def attributes(self) -> dict[str, str]:
        """Return the attributes of the line that say something else than is taken without them."""
        dialog = self.mode is Mode.DIALOG
        values = {
            "data-language": str(self.language),
            "data-mode": "" if dialog else self.mode,
            "data-position": self.position if self.position is Position.LEFT and dialog else "",
            "data-title": self.title.strip(),
            "data-suggestions": "|".join(filter(None, map(str.strip, self.suggestions.splitlines()))),
        }
        return {name: str(value) for name, value in values.items() if value}


def write_line(address: str, choices: EmbedChoices) -> str:
    """Return the HTML that puts the chat of the service at `address` (ending in "/") on a page."""
    attributes = {"src": f"{address}widget.js", **choices.attributes()}
    written = " ".join(Markup('{}="{}"').format(name, value) for name, value in attributes.items())
    return f"<script {written} defer></script>"


def write_style(choices: EmbedChoices) -> str:
    """Return the lines of a style sheet for the colours that are not the chat's own; "" for none."""
    lines = [
        f"  --partner-chat-{name.replace('_', '-')}: {colour.lower()};"
        for pair in PAIRS
        if tuple(map(str.lower, pair.choose(choices))) != pair.own
        for name, colour in zip(pair.names, pair.choose(choices), strict=True)
    ]
    return "\n".join(["partner-chat {", *lines, "}"]) if lines else ""


def measure_contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours written #rrggbb, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted(map(_measure_light, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _measure_light(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tell_contrast(pair: Pair, choices: EmbedChoices, ui: Language) -> str:
    """Return whether the colours chosen for `pair` can be read against each other, in a sentence."""
    ratio = measure_contrast(*pair.choose(choices))
    shown = write_decimal(math.floor(ratio * 10) / 10, ui)  # 4.49 is not enough
    if ratio >= ENOUGH:
        return say("embed_contrast", ui, ratio=shown)
    return say("embed_contrast_low", ui, ratio=shown, least=write_decimal(ENOUGH, ui))


def render_embed(ui: Language, address: str, choices: EmbedChoices) -> str:
    """Return the page with the line for `choices` and the chat that it makes."""
    return render_page(
        "embed.html",
        ui,
        address=address,
        example=EXAMPLE,
        choices=choices,
        line=write_line(address, choices),
        style=write_style(choices),
        pairs=[(pair.names, tell_contrast(pair, choices, ui)) for pair in PAIRS],
    )
