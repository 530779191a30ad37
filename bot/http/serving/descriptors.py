"""Whether a process can open as many files as it takes to begin, and what to say when it cannot."""

import os
from contextlib import ExitStack

from index.errors import ConfigError

FEWEST = 32  # at a time, beside those that are open: an idle worker holds half as many


def are_descriptors_short() -> bool:
    """Return whether so few can be opened now that a start fails somewhere, each time in another way."""
    try:
        with ExitStack() as opened:
            for _ in range(FEWEST):
                opened.callback(os.close, os.open(os.devnull, os.O_RDONLY))
    except OSError:
        return True
    return False


def describe_shortage() -> ConfigError:
    """Return the error that says what is missing and what to do."""
    return ConfigError("descriptors_short", fewest=FEWEST)
