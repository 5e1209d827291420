"""Which incidents are qualifying complaints: told to a body that counts, in time, inside the window.

Where the papers leave a date open (a range, an undated report), or give it otherwise in another place, an incident
that may count is not left out silently: it stands as `Standing.DOUBTFUL`, or `may_count`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from caseclock.extractor.findings.calendar import add
from caseclock.extractor.findings.channels import told_only_by
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.entry import EntryKind, IncidentType, Report
from caseclock.models.event import Event, Linked
from caseclock.models.finding import Period, Why
from caseclock.models.policy import Anchor, Channel, Counting, Nation, Route, Unit
from caseclock.models.when import Precision, When

_EXACT = (Precision.DAY, Precision.MINUTE)
_ABOUT = timedelta(days=3)  # "around the 10th" is the 7th to the 13th
_DAY = timedelta(days=1)
_LONGEST_SERIES = timedelta(days=31)  # several told over longer than this sum up what happened: a total


# The health body of section 105 of the Act is the one that commissions: no surgery, hospital or team is it.
_COMMISSIONS = re.compile(
    r"\b(?:integrated\s+care\s+(?:board|system|partnership)|icb|(?:clinical\s+)?commissioning\s+(?:group|board)|ccg"
    r"|(?:local|university|area)?\s*health\s+board|primary\s+care\s+trust|pct)\b",
    re.IGNORECASE,
)


class Standing(Enum):
    """Does an incident count in a window?"""

    IN = "in"
    DOUBTFUL = "doubtful"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One incident as a complaint under one route.

    `first` and `last` are the days between which it happened, null if it is undated. `told` are the days of its
    reports to bodies that count, `timely` those of them that were made in time, in order, `surely` those of these that
    were in time whichever of its days it happened on. `undated_report`: a report without a day. `other_way`: it was
    told a body that counts, but in no way that counts (a diary sheet, without a name). `otherwise` is the same by other
    days on which it may have happened: those of papers that give another one, and those beside a day that is given as
    "around" it. `places` are where its passages say that it was, in a comparable form.
    """

    link: Linked
    first: date | None
    last: date | None
    told: tuple[date, ...]
    timely: tuple[date, ...]
    surely: tuple[date, ...]
    undated_report: bool
    other_way: bool = False
    otherwise: tuple["Complaint", ...] = ()
    places: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.link.entry.id

    @property
    def n(self) -> int:
        """How many incidents the entry stands for."""
        return max(1, self.link.entry.count)


def kinds_by_id(agencies: Sequence[Agency]) -> dict[str, AgencyKind]:
    """The kind of each agency by its id; a health service that is no relevant body of section 105 is `other`."""
    return {agency.id: AgencyKind.OTHER if _treats(agency) else agency.kind for agency in agencies}


def _treats(agency: Agency) -> bool:
    """Is it a health service to which people go, and not the body that commissions them?"""
    names = (agency.name, *agency.aliases)
    return agency.kind is AgencyKind.HEALTH and not any(_COMMISSIONS.search(name) for name in names)


def is_total(told: Complaint) -> bool:
    """Does it sum up what happened over a long time ("19 incidents since March"), rather than tell of several?"""
    if told.n == 1:
        return False
    return told.first is None or told.last is None or told.last - told.first >= _LONGEST_SERIES


def is_incident(link: Linked) -> bool:
    """An incident that not every passage denies."""
    return link.entry.kind is EntryKind.INCIDENT and not denied(link)


def denied(link: Linked) -> bool:
    """Do all its passages say that it did not happen?"""
    return bool(link.events) and all(event.negated for event in link.events)


def is_hate(link: Linked) -> bool:
    """Do the papers call it a hate incident, or tell of hostility to a protected characteristic?"""
    return IncidentType.HATE in link.entry.types or any(event.hate and not event.negated for event in link.events)


def complaint(link: Linked, route: Route, kinds: Mapping[str, AgencyKind], nation: Nation) -> Complaint:
    """An incident with its reports weighed against what the route asks of them."""
    heard = [report for report in link.entry.reports if kinds.get(report.agency) in route.bodies]
    reports = [report for report in heard if not _uncounted(report, route, kinds)]
    first, last = link.entry.when.start, link.entry.when.end or link.entry.when.start
    made = _weighed(link, reports, first, last, route, nation)
    # A day after a report of it is a slip that nobody need be asked about.
    others = [days for days in _other_days(link) if not made.told or days[0] <= made.told[0] + _DAY]
    return replace(
        made,
        other_way=bool(heard) and not reports,
        otherwise=tuple(_weighed(link, reports, *days, route, nation) for days in others),
        places=frozenset(filter(None, (comparable(event.place) for event in link.events))),
    )


def comparable(place: str) -> str:
    """The words of a place in lower case: "Alder Walk," and "alder walk" are one."""
    return " ".join(re.findall(r"\w+", place.lower()))


def _weighed(
    link: Linked, reports: Sequence[Report], first: date | None, last: date | None, route: Route, nation: Nation
) -> Complaint:
    """The complaint if it happened between these days."""
    told = tuple(sorted({report.on for report in reports if report.on is not None}))
    timely = told
    surely = told
    if route.report_within is not None and last is not None:
        # A range is judged by its last day, which is kinder to the victim; its first day shows whether that decides it.
        timely = tuple(day for day in told if day <= report_by(last, route, nation))
        surely = tuple(day for day in timely if day <= report_by(first or last, route, nation))
    if route.report_within is not None and last is None:
        surely = ()
    # A report that comes before what it reports has a date that is wrong, or is the report of something else.
    surely = tuple(day for day in surely if first is None or day >= first - _DAY)
    return Complaint(
        link=link,
        first=first,
        last=last,
        told=told,
        timely=timely,
        surely=surely,
        undated_report=any(report.on is None for report in reports),
    )


def _other_days(link: Linked) -> list[tuple[date, date]]:
    """The other periods in which it may have happened, in order: a day that another passage gives for sure, the days
    around one that is given as about right (before it only, where it is the day of telling)."""
    stated = link.entry.when
    if stated.start is None or stated.end is None:
        return []
    given = {
        event.when.start
        for event in link.events
        if not event.negated and event.when.start is not None and _exact(event.when)
    }
    found = {(day, day) for day in given if not stated.start <= day <= stated.end}
    if stated.precision is Precision.APPROXIMATE and stated.start == stated.end:
        told = any(report.on == stated.start for report in link.entry.reports)
        found.add((stated.start - _ABOUT, stated.start if told else stated.start + _ABOUT))
    return sorted(found)


def _exact(when: When) -> bool:
    return when.precision in _EXACT and when.start == when.end


def _uncounted(report: Report, route: Route, kinds: Mapping[str, AgencyKind]) -> bool:
    """Was it made in a way that does not count? What police officers were told on duty is a report, however told."""
    police = kinds.get(report.agency) is AgencyKind.POLICE
    ways = [way for way in route.not_by if not (police and way is Channel.CHAT)]
    return told_only_by(ways, report.source.quote)


def report_by(day: date, route: Route, nation: Nation) -> date:
    """The last day on which an incident of that day could be reported in time."""
    span = route.report_within
    if span is None:
        raise ValueError("the route sets no time for reporting")
    counting = route.report_counting
    if counting is None:
        counting = Counting.INCLUSIVE if span.unit is Unit.MONTHS else Counting.EXCLUSIVE
    return add(day, span.n, span.unit, counting, nation)


def standing(told: Complaint, period: Period, anchor: Anchor) -> Standing:
    """Does the complaint count in that window?"""
    stands = _stands(told, period, anchor)
    if stands is not Standing.IN:
        return stands
    elsewhere = any(_stands(other, period, anchor) is not Standing.IN for other in told.otherwise)
    return Standing.DOUBTFUL if elsewhere or is_total(told) else stands


def may_count(told: Complaint, period: Period, anchor: Anchor) -> bool:
    """Would a complaint that is out count if it happened on another day that the papers allow?"""
    return any(_stands(other, period, anchor) is not Standing.OUT for other in told.otherwise)


def _stands(told: Complaint, period: Period, anchor: Anchor) -> Standing:
    if not told.timely and not told.undated_report:
        return Standing.OUT
    if told.first is not None and told.first > period.end:
        return Standing.OUT
    if anchor is Anchor.APPLICATION:
        return _by_incident(told, period)
    return _by_report(told, period)


def _by_report(told: Complaint, period: Period) -> Standing:
    if any(period.start <= day <= period.end for day in told.surely):
        return Standing.IN
    if any(period.start <= day <= period.end for day in told.timely):
        return Standing.DOUBTFUL
    # A report without a day is taken to have followed what it reports.
    possible = told.undated_report and (told.last is None or told.last >= period.start)
    return Standing.DOUBTFUL if possible else Standing.OUT


def _by_incident(told: Complaint, period: Period) -> Standing:
    reported = any(day <= period.end for day in told.timely)
    if not reported and not told.undated_report:
        return Standing.OUT
    if told.first is None or told.last is None:
        dated_inside = any(period.start <= day <= period.end for day in told.timely)
        return Standing.DOUBTFUL if dated_inside or told.undated_report else Standing.OUT
    if told.last < period.start:
        return Standing.OUT
    wholly = period.start <= told.first and told.last <= period.end
    surely = any(day <= period.end for day in told.surely)
    return Standing.IN if wholly and surely else Standing.DOUBTFUL


def why_out(told: Complaint, period: Period, anchor: Anchor) -> Why:
    """The reason for which a complaint that is out does not count."""
    silent = not told.told and not told.undated_report
    if silent and anchor not in (Anchor.APPLICATION, Anchor.REPORT, Anchor.COMPLAINT):
        return Why.NOT_REPORTED  # a window that hangs on reports says nothing of what was never reported
    after = told.first is not None and told.first > period.end
    if after or happened_before(told, period, anchor):
        return Why.OUTSIDE_WINDOW
    if silent:
        return Why.NOT_REPORTED
    if not told.timely:
        return Why.REPORTED_LATE
    return Why.OUTSIDE_WINDOW


def happened_before(told: Complaint, period: Period, anchor: Anchor) -> bool:
    """Was it before a window for the incidents' own days?"""
    return anchor is Anchor.APPLICATION and told.last is not None and told.last < period.start


def persons_telling(
    told: Complaint, period: Period, route: Route, kinds: Mapping[str, AgencyKind], sure: bool
) -> set[str]:
    """The persons who reported it in time to a body that counts inside the window; unless `sure`, also those who may
    have."""
    days = {day for day in (told.surely if sure else told.timely) if period.start <= day <= period.end}
    return {
        event.person
        for event in told.link.events
        if event.person and not event.negated and _tells_inside(event, days, route, kinds, sure)
    }


def _tells_inside(event: Event, days: set[date], route: Route, kinds: Mapping[str, AgencyKind], sure: bool) -> bool:
    if not event.told:
        return not sure
    told = [told.on for told in event.told if kinds.get(told.agency) in route.bodies]
    return any(day in days if day is not None else not sure for day in told)


def in_order(linked: Sequence[Linked]) -> list[Linked]:
    """By time, undated last, then by id: the order in which findings list entries."""
    return sorted(
        linked,
        key=lambda link: (link.entry.when.start or date.max, link.entry.when.time or "", link.entry.id),
    )
