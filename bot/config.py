"""The settings of the service, from the environment; the only reader and writer of it."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from bot.understanding.personal_data import plain_contact
from index.encoding import BUNDLED
from index.errors import ConfigError
from index.languages import TECHNICAL, Language

HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
# What a browser sends as Origin: scheme and host, and a port where it is not the usual one.
ORIGIN = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
# What the library `limits` reads as "60/minute" or "5/10 seconds", without the rates that nobody needs.
RATE = re.compile(r"[1-9][0-9]{0,5} ?/ ?(?:[1-9][0-9]{0,3} ?)?(?:second|minute|hour|day)s?")
RATE_STORE = re.compile(
    r"memory|rediss?://(?:[^\s/@?#\[\]]*@)?(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:/[0-9]{1,3})?"
)
# Host and port, or "off".
LISTENED = re.compile(r"off|(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):[1-9][0-9]{0,4}")
# Stands in brackets in the header User-Agent, with a way to reach who it is.
FETCHED_BY = re.compile(r"[ -'*-\[\]-~]{3,200}")
REACHED = re.compile(r"[\w.-]@\w|https?://\w")
MOST = {"port": 65_535, "workers": 64}
_FIGURES = "PROMETHEUS_MULTIPROC_DIR"  # read by prometheus_client when it is imported
SHORTEST_SALT = 16  # characters; a shorter one could be guessed, and the addresses with it


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of the service; a field `port` is the environment variable PARTNERBOT_PORT.

    `originals` says whether readers can open the files behind the documents, "on" or "off".
    `addresses` are those at which readers reach the service, as browsers name them: scheme, host and port;
    without them it answers at any. `metrics` is the host and port at which alone Prometheus is told the
    figures, or "off". `origins` are the pages that may embed the chat, named like addresses.
    `rate` is how many questions one client may ask, "off" without a limit; `rate_store` says where they are
    counted. `proxies` are the addresses and networks that may say for whom they ask, `shared` those behind
    each of which many readers are. `salt` is the secret with which the addresses of clients are hashed;
    without one each start makes its own. `operator` is the file that says who runs the service.
    `own_contacts` are the mail addresses, telephone numbers and accounts of the city, as `plain_contact`
    writes them: a question may hold them. `fetched_by` is who fetches documents from websites, which are told
    so.
    """

    documents: Path = Path("documents")
    index: Path = Path("var/index")
    encoder: str = BUNDLED
    originals: str = "on"
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    metrics: str = "127.0.0.1:9464"  # the port that OpenTelemetry gives to Prometheus
    addresses: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    rate: str = "60/minute"
    rate_store: str = "memory"
    proxies: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    salt: str = field(default="", repr=False)
    operator: Path = Path("operator.yaml")
    own_contacts: tuple[str, ...] = ()
    fetched_by: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Return the settings that `environ` holds; an empty variable counts as absent.

        Raises ConfigError, which names the variable, its value and what is allowed.
        """
        values: dict[str, object] = {}
        for each in fields(cls):
            variable = _variable(each.name)
            if value := environ.get(variable, "").strip():
                values[each.name] = _read(each.name, variable, value)
        config = cls(**values)  # type: ignore[arg-type]  # _read gives each field its type
        # The port tells the figures from all else: with one for both, the public would see them.
        if config.port == find_metrics_port(config):
            raise ConfigError("setting_metrics", variable=_variable("metrics"), value=config.metrics)
        return config

    def export(self) -> None:
        """Put the settings into the environment, for the worker processes."""
        for each in fields(self):
            value = getattr(self, each.name)
            os.environ[_variable(each.name)] = ",".join(value) if isinstance(value, tuple) else str(value)


def split_metrics(config: Config) -> tuple[str, int] | None:
    """Return the host and the port at which the figures are told; None where they are not."""
    if config.metrics == "off":
        return None
    host, _, port = config.metrics.rpartition(":")
    return host.strip("[]"), int(port)


def find_metrics_port(config: Config) -> int | None:
    """Return the port at which the figures are told; None where they are not."""
    address = split_metrics(config)
    return address and address[1]


def share_figures(folder: Path) -> None:
    """Name the folder in which the worker processes put their figures together."""
    os.environ[_FIGURES] = str(folder)


def find_shared_figures(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the folder in which worker processes put their figures together; None where there is but one."""
    return environ.get(_FIGURES)


def find_notify_socket(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the address at which systemd is told how the service is; None where it did not start it."""
    return environ.get("NOTIFY_SOCKET")


def find_watchdog_seconds(environ: Mapping[str, str] = os.environ) -> float | None:
    """Return after how many seconds of silence systemd begins the service anew; None where it never does."""
    microseconds = environ.get("WATCHDOG_USEC", "")
    return int(microseconds) / 1_000_000 if microseconds.isascii() and microseconds.isdecimal() else None


def find_proxies() -> Mapping[str, str]:
    """Return the proxies that the environment names, as index/fetching/sockets.py takes them.

    Raises ConfigError, which names the variable, for one that cannot be used.
    """
    from urllib.request import getproxies_environment  # noqa: PLC0415 - for one command

    from index.fetching.sockets import read_proxy  # noqa: PLC0415

    proxies = getproxies_environment()
    for scheme in ("https", "http", "all"):
        try:
            read_proxy(proxies.get(scheme) or "none")
        except ValueError:  # the value may hold a password
            raise ConfigError("setting_proxy", variable=f"{scheme.upper()}_PROXY") from None
    return proxies


def console_language(environ: Mapping[str, str] = os.environ) -> Language:
    """Return the language of the console, by the variables of POSIX; English when it is none of ours."""
    names = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    return next((language for language in Language if locale[:2].lower() == language), TECHNICAL)


def _variable(name: str) -> str:
    return f"PARTNERBOT_{name.upper()}"


def _read(name: str, variable: str, value: str) -> object:
    match name:
        case "documents" | "index" | "operator":
            return Path(value)
        case "port" | "workers":
            return _read_number(variable, value, MOST[name])
        case "host" if not HOST.fullmatch(value):
            raise ConfigError("setting_host", variable=variable, value=value)
        case "metrics" if not (LISTENED.fullmatch(value) and _has_possible_port(f"//{value}")):
            raise ConfigError("setting_metrics", variable=variable, value=value)
        case "originals" | "origins" | "addresses" | "proxies" | "shared" | "own_contacts":
            return _READ[name](variable, value)
        case "rate" if value != "off" and not all(RATE.fullmatch(each.strip()) for each in value.split(";")):
            raise ConfigError("setting_rate", variable=variable, value=value)
        # These two are not repeated in the message: they may hold a password, or are one.
        case "rate_store" if not (RATE_STORE.fullmatch(value) and _has_possible_port(value)):
            raise ConfigError("setting_rate_store", variable=variable)
        case "fetched_by" if not (FETCHED_BY.fullmatch(value) and REACHED.search(value)):
            raise ConfigError("setting_fetched_by", variable=variable, value=value)
        case "salt" if len(value) < SHORTEST_SALT:
            raise ConfigError("setting_salt", variable=variable, shortest=SHORTEST_SALT)
    return value


def _read_number(variable: str, value: str, high: int) -> int:
    if re.fullmatch(r"[0-9]{1,9}", value) and 1 <= int(value) <= high:
        return int(value)
    raise ConfigError("setting_number", variable=variable, value=value, low=1, high=high)


def _read_switch(variable: str, value: str) -> str:
    if value not in {"on", "off"}:
        raise ConfigError("setting_switch", variable=variable, value=value)
    return value


def _read_origins(variable: str, value: str) -> tuple[str, ...]:
    origins = _split(value.lower())
    for origin in origins:
        if not (ORIGIN.fullmatch(origin) and _has_possible_port(origin)):
            raise ConfigError("setting_origin", variable=variable, value=origin)
    return tuple(dict.fromkeys(map(_name_as_browsers, origins)))


def _name_as_browsers(origin: str) -> str:
    """Return `origin` without a port that goes without saying."""
    return origin.removesuffix(":443" if origin.startswith("https:") else ":80")


def _has_possible_port(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def _read_networks(variable: str, value: str) -> tuple[str, ...]:
    networks = _split(value)
    for network in networks:
        try:
            ip_network(network) if "/" in network else ip_address(network)
        except ValueError:
            raise ConfigError("setting_network", variable=variable, value=network) from None
    return networks


def _read_own_contacts(variable: str, value: str) -> tuple[str, ...]:
    contacts = []
    for contact in _split(value):
        if not (plain := plain_contact(contact)):
            raise ConfigError("setting_own_contact", variable=variable, value=contact)
        contacts.append(plain)
    return tuple(dict.fromkeys(contacts))


_READ: dict[str, Callable[[str, str], object]] = {
    "originals": _read_switch,
    "origins": _read_origins,
    "addresses": _read_origins,
    "proxies": _read_networks,
    "shared": _read_networks,
    "own_contacts": _read_own_contacts,
}


def _split(value: str) -> tuple[str, ...]:
    """Return the parts between commas, each once."""
    return tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
