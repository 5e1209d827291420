"""An expression of time as it stands in a text: what is known of it, and what is missing. Nothing is placed yet."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What an expression names, and so how it is placed on the calendar."""

    DATE = "date"  # day and month, the year perhaps
    DAY = "day"  # a day of a month that is not named: "the 13th", "Mon 24th"
    MONTH = "month"
    YEAR = "year"
    QUARTER = "quarter"
    FINANCIAL = "financial_year"
    SEASON = "season"
    WEEKDAY = "weekday"
    NTH = "nth_weekday"  # "the first Saturday in March"
    FEAST = "feast"
    SHIFT = "shift"  # so many units from another moment, 0 included: "the same day", "a week later", "yesterday"
    SPAN = "span"  # "the last three weeks": a stretch that ends with the moment it counts from
    WEEKEND = "weekend"
    CLOCK = "clock"  # a time of day alone
    VAGUE = "vague"  # refers to a time that the words do not fix: "the other day"

    __hash__ = str.__hash__  # an Enum's own is a function of Python, called at each look-up


class Origin(StrEnum):
    """What a relative expression counts from."""

    TEXT = "text"  # what the text is talking about
    WRITING = "writing"  # when it was written


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `sure` is False where the half of the day is not said ("half nine"); `rough` for "about"."""

    hour: int
    minute: int = 0
    sure: bool = True
    rough: bool = False


@dataclass(frozen=True, init=False)
class Expression:
    """One expression of time. `start` and `end` count characters of the text.

    None (or "") marks what the words do not say. `amount` is signed and counts `unit`s (day, week, month, year, hour,
    minute, working_day); with `whole` the calendar unit is meant ("last week"), else a moment ("a week ago").
    `which` qualifies a weekday, weekend or feast: last, next, this, that, the, previous, following, before_last,
    just_gone. `section` is early, mid or late. `week` is "of" or "ending". `until` is the end of a range, `base` the
    date that a shift is said from ("two days before 5 May").
    """

    start: int
    end: int
    kind: Kind
    rule: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    clock: Clock | None = None
    clock_end: Clock | None = None
    part: str = ""  # morning, afternoon, evening, night, early_hours
    amount: int | None = None
    unit: str = ""
    whole: bool = False
    origin: Origin | None = None
    which: str = ""
    name: str = ""  # of a feast or season
    number: int | None = None  # of a quarter, or of the weekday within its month (-1: the last)
    section: str = ""
    week: str = ""
    rough: bool = False
    open_end: bool = False  # "since"
    bound: str | None = None  # since | until
    deadline: bool = False
    future: bool = False
    compared: bool = False  # "same as last night": names a time without telling of it
    repeated: bool = False
    period: bool = False
    wants_context: bool = False  # not a date by itself: kept only if the words before it make it one
    either: bool = False  # one of the two ends ("12 or 13 March")
    until: "Expression | None" = None
    base: "Expression | None" = None

    def __init__(self, start: int, end: int, kind: Kind, **known: Any) -> None:
        # only what is known is kept in the instance: a text has thousands of these while it is read
        self.__dict__.update(known, start=start, end=end, kind=kind)


def replace(found: Expression, **changes: Any) -> Expression:
    """The expression with some of it changed; as `dataclasses.replace`, at a tenth of its cost."""
    changed = object.__new__(Expression)
    changed.__dict__.update(found.__dict__, **changes)
    return changed
