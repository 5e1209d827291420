"""A policy as data: routes to a case review, timescales, day counting; each with its section."""

from datetime import date
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from caseclock.models.agency import AgencyKind
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
    REPORT = "report"  # the same window, but a report counts by the day it was made ("reported in the last six months")
    COMPLAINT = "complaint"  # section 104(11): it ends with the application; a report counts by the day it was made
    LATEST_REPORT = "latest_report"  # the window ends with the latest report before the application
    FIRST_INCIDENT = "first_incident"  # the window begins with the day of the first incident that counts
    FIRST_REPORT = "first_report"  # the window begins with the first report that counts


class Condition(StrEnum):
    """What a route asks of the agencies' response, or of how things stand; only a person can judge it."""

    NONE = "none"
    NO_ACTION = "no_action"
    NO_EFFECTIVE_ACTION = "no_effective_action"
    INADEQUATE_ACTION = "inadequate_action"
    NO_RESPONSE = "no_response"  # none, or one that did not satisfy
    UNRESOLVED = "unresolved"
    PERSISTS = "persists"


class Counted(StrEnum):
    """What the number of a route is a number of."""

    INCIDENTS = "incidents"
    REPORTS = "reports"  # what each person reported of each incident is one
    PEOPLE = "people"


class Channel(StrEnum):
    """A way of telling an agency that a policy may refuse to count."""

    DIARY_SHEET = "diary_sheet"
    ANONYMOUS = "anonymous"
    CHAT = "chat"  # a word in passing with staff on site


class SameIncident(StrEnum):
    """One incident told to several agencies. It is counted once whatever the policy says; what it says is shown."""

    NOT_STATED = "not_stated"
    ONCE = "once"
    CASE_BY_CASE = "case_by_case"


class Span(Model):
    """A length of time, e.g. 6 months, 30 calendar days."""

    n: int = Field(gt=0)
    unit: Unit


class Route(Model):
    """One way to a case review."""

    route: Literal["count", "hate", "persons", "discretion", "vulnerability"]
    section: str
    text: str  # the rule in a sentence of our own
    count: int = Field(default=1, gt=0)  # how many are needed, of what `counts` says
    counts: Counted | None = None  # null: people for `persons`, incidents for the others
    one_person: bool = False  # all of them must have been reported by the same person
    min_people: int = Field(default=1, gt=0)  # by at least so many people between them
    one_incident: bool = False  # the reports must all be of one incident
    one_place: bool = False  # they must all be of one place
    same_problem: bool = False  # they must be about one problem: for a person to confirm
    distinct_dates: bool = False  # two incidents of one date are one
    same_incident: SameIncident = SameIncident.NOT_STATED
    window: Span | None = None
    window_anchor: Anchor = Anchor.APPLICATION
    latest_within: Span | None = None  # before the application: how recent the latest one must be
    latest_by: Literal["report", "incident"] = "report"  # the latest what
    report_within: Span | None = None  # of happening
    # is the day of the incident day 1? null: months are "beginning with" it (section 104(11)), other units are not
    report_counting: Counting | None = None
    bodies: tuple[AgencyKind, ...] = (  # whose reports count
        AgencyKind.LOCAL_AUTHORITY,
        AgencyKind.POLICE,
        AgencyKind.HEALTH,
        AgencyKind.REGISTERED_PROVIDER,
    )
    not_by: tuple[Channel, ...] = ()  # ways of telling that do not count
    condition: Condition = Condition.NONE
    judged: tuple[str, ...] = ()  # what else must hold, each a clause, for a person to judge
    judge: str = ""  # who decides, for discretion routes

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        """Refuse what could never be tried."""
        if self.window_anchor in (Anchor.FIRST_INCIDENT, Anchor.FIRST_REPORT) and self.window is None:
            raise ValueError(f"window_anchor {self.window_anchor.value!r} needs a window")
        if self.latest_by == "incident" and self.latest_within is None:
            raise ValueError("latest_by says what latest_within is about, which is missing")
        return self

    @property
    def of(self) -> Counted:
        """What its number is a number of."""
        return self.counts or (Counted.PEOPLE if self.route == "persons" else Counted.INCIDENTS)

    @property
    def above_three(self) -> bool:
        """Does it ask for more complaints than the Explanatory Notes to the Act (para 231) allow?"""
        return self.route == "count" and self.count > 3


class Timescale(Model):
    """One clock: what starts it, what stops it, how long it may take."""

    rule: str  # short name, e.g. "stage 1 response"
    starts: Step
    stops: Step
    limit: Span
    section: str
    counting: Counting | None = None  # null: the policy's own
    agency_kinds: tuple[AgencyKind, ...] = ()  # the clock runs only for these kinds of agency; empty: the policy's own
    extension: Span | None = None  # how much more may be taken if it is agreed or explained: `due` moves no further
    else_after: str = ""  # if nothing started it, it runs from the day on which this other rule was due
    first_only: bool = False  # only the first start of the case runs the clock
    # Is it a finding that the papers tell of no stop? If not, a stop answers only the start that came just before it.
    silence: bool = True
    only_where: tuple[str, ...] = ()  # the start's passages must use one of these words ("adult social care")
    except_where: tuple[str, ...] = ()  # and none of these
    stop_where: tuple[str, ...] = ()  # the stop's passages must use one of these words ("chief executive")
    note: str = ""


class Policy(Model):
    """A published policy or scheme, in force between two days (`effective_to` null: still in force).

    `scheme` is shared by the versions of one scheme: where several of them are applied to a case, a clock runs under
    the one in force when it started. `agency_kinds` says whose complaints and cases the timescales are about;
    `stand_in_kinds` take their place in a case where no such agency acts (a council that is itself the landlord).
    `counting` settles due days; `reported_counting` is how the body states lengths of time in its own reports.
    """

    id: str
    title: str
    body: str
    source: str  # where the words can be read
    section: str = ""
    version: str = ""
    scheme: str = ""
    effective_from: date | None = None  # null: the source does not say
    effective_to: date | None = None
    note: str = ""
    exclusions: tuple[str, ...] = ()  # what it says that a review is not for
    appeal: str = ""  # what an applicant who is not content can do, in a sentence of our own
    nation: Nation = Nation.ENGLAND_AND_WALES
    counting: Counting = Counting.EXCLUSIVE
    reported_counting: Counting | None = None
    agency_kinds: tuple[AgencyKind, ...] = ()
    stand_in_kinds: tuple[AgencyKind, ...] = ()
    routes: tuple[Route, ...] = ()
    timescales: tuple[Timescale, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        """Refuse what no single field can show to be wrong."""
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise ValueError("effective_to is before effective_from")
        rules = [timescale.rule for timescale in self.timescales]
        twice = sorted({rule for rule in rules if rules.count(rule) > 1})
        if twice:
            raise ValueError(f"timescales: two have the rule {twice[0]!r}")
        for timescale in self.timescales:
            if timescale.else_after and timescale.else_after not in rules:
                raise ValueError(f"timescales: else_after names no rule of this policy: {timescale.else_after!r}")
        return self

    def in_force(self, day: date) -> bool:
        """Was it in force on that day? An unknown first day counts as long ago."""
        started = self.effective_from is None or self.effective_from <= day
        return started and (self.effective_to is None or day <= self.effective_to)
