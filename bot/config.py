"""The settings of the service, from the environment; the only reader and writer of it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from index.encoder import BUNDLED
from index.errors import ConfigError, Fault
from index.language import Language

HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
# What a browser sends as Origin: scheme and host, and a port only where it is not the usual one.
ORIGIN = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
HIGHEST_PORT = 65_535
MOST_WORKERS = 64


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of the service; a field `port` is the environment variable PARTNERBOT_PORT.

    `origins` are the pages that may embed the chat, as browsers name them: scheme, host and port.
    """

    documents: Path = Path("documents")
    index: Path = Path("var/index")
    encoder: str = BUNDLED
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    origins: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Return the settings that `environ` holds; an empty variable counts as absent.

        Raises ConfigError, which names the variable, its value and what is allowed.
        """
        values: dict[str, object] = {}
        for field in fields(cls):
            variable = _variable(field.name)
            if value := environ.get(variable, "").strip():
                values[field.name] = _read(field.name, variable, value)
        return cls(**values)  # type: ignore[arg-type]  # _read gives each field its type

    def export(self) -> None:
        """Put the settings into the environment, for the worker processes."""
        for field in fields(self):
            value = getattr(self, field.name)
            os.environ[_variable(field.name)] = ",".join(value) if isinstance(value, tuple) else str(value)


def console_language(environ: Mapping[str, str] = os.environ) -> Language:
    """Return the language of the console, by the variables of POSIX; English when it is none of ours."""
    names = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    return next((language for language in Language if locale[:2].lower() == language), Language.EN)


def _variable(field: str) -> str:
    return f"PARTNERBOT_{field.upper()}"


def _read(field: str, variable: str, value: str) -> object:
    match field:
        case "documents" | "index":
            return Path(value)
        case "port":
            return _read_number(variable, value, HIGHEST_PORT)
        case "workers":
            return _read_number(variable, value, MOST_WORKERS)
        case "host" if not HOST.fullmatch(value):
            raise ConfigError(Fault.SETTING_HOST, variable=variable, value=value)
        case "origins":
            return _read_origins(variable, value)
    return value


def _read_number(variable: str, value: str, high: int) -> int:
    if re.fullmatch(r"[0-9]{1,9}", value) and 1 <= int(value) <= high:
        return int(value)
    raise ConfigError(Fault.SETTING_NUMBER, variable=variable, value=value, low=1, high=high)


def _read_origins(variable: str, value: str) -> tuple[str, ...]:
    origins = [origin.strip().lower() for origin in value.split(",") if origin.strip()]
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise ConfigError(Fault.SETTING_ORIGIN, variable=variable, value=origin)
    return tuple(dict.fromkeys(origins))
