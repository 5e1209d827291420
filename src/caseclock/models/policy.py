"""A policy as data: routes to a case review, timescales, day counting; each with its section."""

from datetime import date
from enum import StrEnum

from caseclock.models.base import Model
from caseclock.models.step import Step


class Unit(StrEnum):
    """Units of a limit."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WEEKS = "weeks"
    MONTHS = "months"


class Counting(StrEnum):
    """How days are counted: is the starting day day 0 (exclusive, the default) or day 1 (inclusive)?"""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


class Nation(StrEnum):
    """Whose bank holidays are not working days. England and Wales share theirs."""

    ENGLAND_AND_WALES = "england_and_wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"
    ANY_UK = "any_uk"


class Anchor(StrEnum):
    """What a window of time is measured from."""

    APPLICATION = "application"  # the window ends with the application; an incident counts by its own day
    COMPLAINT = "complaint"  # section 104(11): it ends with the application; a report counts by the day it was made


class Condition(StrEnum):
    """What a route asks of the agencies' response; only a person can judge it."""

    NONE = "none"
    NO_ACTION = "no_action"
    NO_EFFECTIVE_ACTION = "no_effective_action"
    UNRESOLVED = "unresolved"


class Span(Model):
    """A length of time, e.g. 6 months, 30 calendar days."""

    n: int
    unit: Unit


class Route(Model):
    """One way to a case review."""

    route: str  # count | hate | persons | discretion | vulnerability
    section: str
    text: str  # the rule in a sentence of our own
    count: int = 1  # incidents (or persons, for `persons`) needed
    window: Span | None = None
    window_anchor: Anchor = Anchor.APPLICATION
    report_within: Span | None = None  # of happening; months follow "beginning with" and the corresponding-date rule
    bodies: tuple[str, ...] = ("local_authority", "police", "health", "registered_provider")  # whose reports count
    condition: Condition = Condition.NONE
    judge: str = ""  # who decides, for discretion routes


class Timescale(Model):
    """One clock: what starts it, what stops it, how long it may take."""

    rule: str  # short name, e.g. "stage 1 response"
    starts: Step
    stops: Step
    limit: Span
    section: str
    counting: Counting | None = None  # null: the policy's own
    agency_kinds: tuple[str, ...] = ()  # the clock runs only for these kinds of agency; empty: any


class Policy(Model):
    """A published policy or scheme, in force between two days (`effective_to` null: still in force)."""

    id: str
    title: str
    body: str
    source: str  # where the words can be read
    section: str = ""
    version: str = ""
    effective_from: date | None
    effective_to: date | None = None
    note: str = ""
    nation: Nation = Nation.ENGLAND_AND_WALES
    counting: Counting = Counting.EXCLUSIVE
    routes: tuple[Route, ...] = ()
    timescales: tuple[Timescale, ...] = ()
