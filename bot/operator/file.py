"""The file of the operator, read again when it has changed; what cannot be used changes nothing."""

import logging
import os
from pathlib import Path

from bot.operator.operator import NOBODY, Operator
from bot.operator.parsing import read_operator
from index.errors import ConfigError
from index.languages import TECHNICAL, Language
from index.languages.messages import say

log = logging.getLogger("uvicorn.error")  # the one that the server shows


class OperatorFile:
    """The file at `path`, and what was last read of it that can be used; `fault` says why not all is from it.

    `exists` is false until there is a file. Safe between threads.
    """

    def __init__(self, path: Path) -> None:
        """Read the file, if there is one; what is wrong with it goes into the log."""
        self.fault: ConfigError | None = None
        self.exists = False
        self._path = path
        self._told = NOBODY
        self._seen = self._taken = self._find_state()
        self._take()
        if not self.exists and self.fault is None:
            log.info("%s", say("operator_missing", TECHNICAL, file=path))

    def tell(self, language: Language) -> Operator:
        """Return what readers of `language` are told now."""
        return self._told[language]

    def warn(self, language: Language) -> str | None:
        """Return why what readers are told is not what stands in the file; None when it is."""
        if self.fault is None:
            return None
        reason = self.fault.text(language)
        return say("operator_before", language, reason=reason) if self.exists else reason

    def note(self, language: Language) -> str | None:
        """Return what whoever runs the bot may have forgotten: that it is paused, or that nobody is named."""
        if self.tell(language).paused:
            return say("paused_note", language, file=self._path.name)
        if self.exists or self.fault:
            return None
        return say("operator_missing", language, file=self._path.name)

    def look(self) -> None:
        """Read the file when it has changed and was left alone since the last look: never one half saved.

        What cannot be used changes nothing of what readers are told.
        """
        seen = self._find_state()
        if seen == self._seen != self._taken:
            self._taken = seen
            self._take()
        self._seen = seen

    def _find_state(self) -> tuple[int, ...]:
        """Return what changes with the file; one number where it cannot be found."""
        try:
            status = os.stat(self._path)  # noqa: PTH116  # Path.stat takes twice as long
        except OSError as error:
            return (error.errno or 0,)
        return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino

    def _take(self) -> None:
        paused = self._told[TECHNICAL].paused
        try:
            self._told, self.fault, self.exists = read_operator(self._path), None, True
        except FileNotFoundError as error:
            self.fault = None
            if self.exists:  # else nobody has made one yet
                self._refuse(ConfigError("operator_unreadable", file=self._path.name, reason=error.strerror))
        except OSError as error:
            self._refuse(ConfigError("operator_unreadable", file=self._path.name, reason=error.strerror))
        except ConfigError as error:
            self._refuse(error)
        else:
            log.info("Who runs the bot is read from %s.", self._path)
        if self._told[TECHNICAL].paused is not paused:
            log.warning("The bot answers again." if paused else "The bot is paused: no question is answered.")

    def _refuse(self, fault: ConfigError) -> None:
        self.fault = fault
        log.error("%s (%s)", fault, self._path)
