"""Expressions found in a text as written, and as settled."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseclock.models.when import Precision, When


class TimeRole(StrEnum):
    """What a date does in its sentence: something happened then, something is due by then, or a period is named."""

    EVENT = "event"
    DEADLINE = "deadline"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A settled expression of time.

    `start`/`end` count characters in the text it was found in. `from_`/`to` are the first and last day, both None
    where the expression cannot be placed. `time` is "HH:MM". `relative` says that the words alone do not fix the
    date; `anchor` is then the ISO date (or period "a/b") that it was settled from. `repeated` marks "every night
    since". `until` marks an expression that only bounds a period ("since", "until").
    """

    start: int
    end: int
    quote: str
    from_: date | None
    to: date | None
    time: str | None
    precision: Precision
    role: TimeRole = TimeRole.EVENT
    relative: bool = False
    anchor: str | None = None
    repeated: bool = False
    bound: str | None = None  # "since" | "until" | None
    clock_only: bool = False  # a time of day alone ("at about 9.30pm"), its day taken from the surroundings
    rule: str = ""  # the rule that found it, for explanations

    def when(self) -> When:
        """The same as a When."""
        precision = self.precision if self.from_ else Precision.UNDATED
        return When(start=self.from_, end=self.to, time=self.time, precision=precision, text=self.quote)


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """An agency named in a text; `agency` is the id it was settled to."""

    start: int
    end: int
    quote: str
    agency: str


@dataclass(frozen=True, slots=True)
class ReferenceMention:
    """A reference number as written; `value` is its comparable form, `kind` a guess (crime, log, complaint, case)."""

    start: int
    end: int
    quote: str
    value: str
    kind: str
