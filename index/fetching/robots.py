"""What a website lets robots fetch: its robots.txt, read as RFC 9309 says. Pure.

`urllib.robotparser` knows neither `*` and `$` in paths nor that the longest rule decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

MOST_BYTES = 500_000  # that have to be read, by the RFC
LONGEST_DELAY = 3600.0  # seconds
_MOST_RULES = 5_000


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether addresses whose path fits `pattern` may be fetched."""

    pattern: str
    allows: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one robot, and how many seconds it is to wait between two requests; 0 where not said."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allow(self, address: str) -> bool:
        """Return whether `address` may be fetched: by the longest rule that fits, else it may."""
        parts = urlsplit(address)
        path = _normalize(parts.path + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        fitting = [(len(rule.pattern), rule.allows) for rule in self.rules if _fits(rule.pattern, path)]
        return max(fitting, default=(0, True))[1]


def read_rules(text: str, robot: str) -> Rules:
    """Return what `text` says to `robot`, by its groups for that name, else by those for all."""
    named, general = [], []
    for agents, lines in _find_groups(text):
        if robot.lower() in agents:
            named += lines
        if "*" in agents:
            general += lines
    said = named or general
    rules = [
        Rule(_normalize(value), name == "allow") for name, value in said if name != "crawl-delay" and value
    ]
    delays = [_read_number(value) for name, value in said if name == "crawl-delay"]
    return Rules(tuple(rules[:_MOST_RULES]), max(delays, default=0.0))


def _find_groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Yield each group: the robots it is for, in lower case, and its lines as name and value."""
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    began = False  # whether a rule has followed the names
    for line in text.lstrip("\ufeff").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if began:
                yield agents, lines
                agents, lines, began = set(), [], False
            agents.add(value.partition("/")[0].strip().lower())
        elif name in {"allow", "disallow", "crawl-delay"}:
            began = True
            lines.append((name, value))
    yield agents, lines


def _normalize(path: str) -> str:
    return quote(unquote(path), safe="/?=&*$:@!'()+,;~-._%") or "/"


def _fits(pattern: str, path: str) -> bool:
    """Return whether `path` begins with `pattern`, in which `*` is anything and `$` at its end the end."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    for number, part in enumerate(others):
        if ends and number == len(others) - 1:
            return path.endswith(part) and len(path) - len(part) >= position
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return not ends or position == len(path)


def _read_number(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        return 0.0
    return min(number, LONGEST_DELAY) if number > 0 else 0.0
