"""What follows from the chronology: thresholds, delays, gaps, discrepancies."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from caseclock.models.base import Model
from caseclock.models.policy import Unit
from caseclock.models.source import Source


class RouteKind(StrEnum):
    """The ways to a case review."""

    COUNT = "count"
    HATE = "hate"
    PERSONS = "persons"
    DISCRETION = "discretion"
    VULNERABILITY = "vulnerability"


class Outcome(StrEnum):
    """What a threshold route came to."""

    MET = "met"
    NOT_MET = "not_met"
    NEEDS_DECISION = "needs_decision"


class Why(StrEnum):
    """Why an entry does not count towards a threshold."""

    REPORTED_LATE = "reported_late"
    NOT_REPORTED = "not_reported"
    OUTSIDE_WINDOW = "outside_window"
    DUPLICATE = "duplicate"
    NOT_AN_INCIDENT = "not_an_incident"


class Excluded(Model):
    """An entry that does not count, with the reason."""

    entry: str
    why: Why


class Period(Model):
    """First and last day, both included."""

    start: date
    end: date


class Threshold(Model):
    """One route of one policy, tried on the entries."""

    id: str
    kind: Literal["threshold"] = "threshold"
    policy: str
    route: RouteKind
    outcome: Outcome
    first_met_on: date | None
    window: Period | None
    counted: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    section: str
    text: str


class Moment(Model):
    """An entry and the day it is counted from or to. `entry` is null for a day given by hand (an application date)."""

    entry: str | None
    on: date


class Limit(Model):
    """A limit of time."""

    n: int
    unit: Unit


class DelayOutcome(StrEnum):
    """How a clock ended."""

    LATE = "late"
    OUTSTANDING = "outstanding"
    MET = "met"


class Delay(Model):
    """One clock: started, due, done. `taken` and `late_by` count in the limit's unit."""

    id: str
    kind: Literal["delay"] = "delay"
    policy: str
    rule: str
    started: Moment
    limit: Limit
    due: date
    done: Moment | None
    taken: int | None
    late_by: int | None
    outcome: DelayOutcome
    section: str
    text: str


class Gap(Model):
    """A stretch in which nothing was done after a report."""

    id: str
    kind: Literal["gap"] = "gap"
    from_: Moment = Field(alias="from")
    to: Moment
    working_days: int
    calendar_days: int
    text: str


class Discrepancy(Model):
    """Passages that do not fit together; never a ruling on which is right."""

    id: str
    kind: Literal["discrepancy"] = "discrepancy"
    about: Literal["date", "count", "duration", "identity", "other"]
    sources: tuple[Source, ...]
    text: str


Finding = Annotated[Threshold | Delay | Gap | Discrepancy, Field(discriminator="kind")]
