"""Which agreements of the register a question asks for. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.register.entries import Entry, Register
from bot.register.periods import Period, step
from bot.register.question import Asked
from bot.register.vocabulary import State


@dataclass(frozen=True, slots=True)
class Selected:
    """What was asked for: `total` agreements of the kind and parties, those in the state, and others.

    `open` are those of which nobody can say whether they are in force: no document tells their term. `shown`
    are all of these; where none is in the state, all agreements there are.
    """

    total: int
    entries: Sequence[Entry]
    open: Sequence[Entry]
    shown: Sequence[Entry]


def select_entries(register: Register, asked: Asked, day: date) -> Selected:
    """Return what of `register` is `asked` for on `day`."""
    among = [each for each in register if _is_asked(each, asked)]
    period = asked.period or (Period(day, day) if asked.state is State.IN_FORCE else None)
    entries = [each for each in among if _is_in(each, asked.state, period, day)]
    unclear = []
    if period and asked.state is State.IN_FORCE:
        unclear = [
            each for each in among if not each.term and (not each.signed or each.signed.first <= period.last)
        ]
    shown = [*entries, *unclear] if entries else register
    return Selected(len(among), entries, unclear, shown)


def _is_asked(entry: Entry, asked: Asked) -> bool:
    fits = not asked.kinds or entry.kind in asked.kinds
    return fits and all(entry.parties & set(names) for names in asked.parties)


def _is_in(entry: Entry, state: State, period: Period | None, day: date) -> bool:
    """Return whether `entry` is in `state` at some time of `period`; without one, at any before."""
    if state is State.KNOWN:
        return True
    time = {
        State.IN_FORCE: entry.term,
        State.ENDED: _make_day(entry.read("valid_until")),
        State.BEGAN: _make_day(entry.read("valid_from")),
        State.SIGNED: entry.signed,
    }[state]
    past = Period(date.min, step(day, -1) if state is State.ENDED else day)
    return time is not None and time.meets(period or past)


def _make_day(day: date | None) -> Period | None:
    return Period(day, day) if day else None
