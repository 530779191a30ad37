"""The command that fetches documents from websites: what is named comes in, lines at a terminal go out."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.terminal import show, show_progress
from bot.config import Config, console_language, find_proxies
from index.errors import ConfigError
from index.languages import Language
from index.languages.messages import say

Addresses = Annotated[
    list[str] | None,
    typer.Argument(metavar="ADDRESS…", help="Pages, files or sitemaps; else those of sources.yaml."),
]
Folder = Annotated[
    Path | None, typer.Option("--documents", metavar="DIR", help="The folder of the documents.")
]


def fetch(addresses: Addresses = None, documents: Folder = None) -> None:
    """Fetch web pages, and the files linked from them, into the folder of the documents."""
    from index.fetching.crawl import fetch as run  # noqa: PLC0415 - help must come at once
    from index.fetching.records import open_store  # noqa: PLC0415
    from index.fetching.sources import name_source, read_sources  # noqa: PLC0415
    from index.fetching.visits import Limits  # noqa: PLC0415

    config, language = Config.from_environment(), console_language()
    folder = documents or config.documents
    agent = _name_agent(config)
    sources = [name_source(address) for address in addresses] if addresses else read_sources(folder)
    with open_store(folder) as store, show_progress(say("fetching", language)) as progress:
        result = run(sources, store, agent, Limits(), progress, find_proxies())
    for error in result.errors:
        show(error.text(language), stderr=True)
    for record in result.vanished:
        show(_describe_vanished(record.path, record.address, record.why or "", language), stderr=True)
    counts = {name: len(getattr(result, name)) for name in ("new", "changed", "same", "vanished", "errors")}
    show(say("fetched", language, **counts, skipped=result.skipped, folder=folder))
    raise typer.Exit(1 if result.errors else 0)


def _name_agent(config: Config) -> str:
    """Return how the program names itself and its operator to websites; raise ConfigError without one."""
    if not config.fetched_by:
        raise ConfigError("setting_fetched_by_missing", variable="PARTNERBOT_FETCHED_BY")
    return f"Partnerbot/{version('partnerbot')} ({config.fetched_by})"


def _describe_vanished(path: str, address: str, why: str, language: Language) -> str:
    return say("vanished", language, path=path, address=address, why=why)
