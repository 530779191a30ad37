"""What readers are told of who runs the bot."""

import re
from dataclasses import dataclass

from index.languages import Language


@dataclass(frozen=True, slots=True)
class Contact:
    """The way to a person; None is what nobody has told, but something is."""

    department: str | None = None
    mail: str | None = None
    phone: str | None = None
    hours: str | None = None

    def dial(self) -> str | None:
        """Return the telephone number as a link dials it; None where it does not say its country."""
        number = re.sub(r"\(0\)|[^+0-9]", "", self.phone or "")
        return number if number.startswith("+") else None


@dataclass(frozen=True, slots=True)
class Operator:
    """What readers of one language are told of who runs the bot; None is what nobody has told.

    `imprint` and `privacy` are addresses of pages. `notice` is that of the day; while the bot is `paused`, it
    begins with the sentence that says so.
    """

    name: str | None = None
    contact: Contact | None = None
    imprint: str | None = None
    privacy: str | None = None
    notice: str | None = None
    paused: bool = False


UNTOLD = Operator()
NOBODY: dict[Language, Operator] = dict.fromkeys(Language, UNTOLD)
