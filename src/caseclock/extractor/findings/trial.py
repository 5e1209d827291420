"""What trying a route on a case has come to, as the sentences of findings are made from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.extractor.findings.qualifying import Complaint
from caseclock.extractor.findings.tally import Tally
from caseclock.extractor.findings.umbrellas import Share
from caseclock.models.agency import AgencyKind
from caseclock.models.event import Linked
from caseclock.models.finding import Excluded, Outcome, Period
from caseclock.models.policy import Policy, Route
from caseclock.models.source import Source


@dataclass(frozen=True, slots=True)
class Case:
    """What every route is tried on. `said`: passages that say that no effective action was taken; `passed_over`:
    versions that were not in force where another of the same scheme was."""

    linked: tuple[Linked, ...]
    kinds: dict[str, AgencyKind]
    application_date: date | None
    as_of: date
    said: tuple[Source, ...]
    passed_over: tuple[Policy, ...]

    @property
    def end(self) -> date:
        """The day on which windows end."""
        return self.application_date or self.as_of


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest report (or incident), where a route asks that it be recent; `recent`: it is, `open`: it may be, on
    a day that the papers leave open."""

    on: date | None
    recent: bool
    open: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying one route.

    `counted` are the complaints that count, `doubtful` those of them for which the papers leave it open, `left_out`
    those that do not count (`excluded` are their reasons); `covered` are those of them that count with others already
    (`shares` says for how many incidents each of several counts), `may` those that would count on another day that the
    papers allow. `first` is the day on which the number was first full.
    """

    policy: Policy
    route: Route
    period: Period | None
    counted: Sequence[Complaint]
    doubtful: Sequence[Complaint]
    left_out: Sequence[Complaint]
    covered: Sequence[Complaint]
    may: Sequence[Complaint]
    shares: Mapping[str, Share]
    elsewhere: Sequence[Complaint]
    excluded: tuple[Excluded, ...]
    tally: Tally
    first: date | None
    latest: Latest | None
    outcome: Outcome
