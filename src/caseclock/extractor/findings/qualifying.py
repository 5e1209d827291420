"""Which incidents are qualifying complaints: told to a body that counts, in time, inside the window.

Where the papers leave a date open (a range, an undated report), an incident that may count is not left out
silently: it stands as `Standing.DOUBTFUL`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from caseclock.extractor.findings.calendar import add
from caseclock.extractor.findings.channels import told_only_by
from caseclock.models.agency import AgencyKind
from caseclock.models.entry import EntryKind, IncidentType, Report
from caseclock.models.event import Event, Linked
from caseclock.models.finding import Period, Why
from caseclock.models.policy import Anchor, Channel, Counting, Nation, Route, Unit


class Standing(Enum):
    """Does an incident count in a window?"""

    IN = "in"
    DOUBTFUL = "doubtful"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One incident as a complaint under one route.

    `told` are the days of its reports to bodies that count, `timely` those of them that were made in time, in order.
    `unsure` says that whether it was told in time hangs on an open date. `undated_report`: a report without a day.
    `other_way`: it was told a body that counts, but in no way that counts (a diary sheet, without a name).
    """

    link: Linked
    told: tuple[date, ...]
    timely: tuple[date, ...]
    undated_report: bool
    unsure: bool
    other_way: bool = False

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.link.entry.id

    @property
    def n(self) -> int:
        """How many incidents the entry stands for."""
        return max(1, self.link.entry.count)

    @property
    def first(self) -> date | None:
        """The first day on which it may have happened."""
        return self.link.entry.when.start

    @property
    def last(self) -> date | None:
        """The last day on which it may have happened."""
        return self.link.entry.when.end or self.first


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
    told = tuple(sorted({report.on for report in reports if report.on is not None}))
    first, last = link.entry.when.start, link.entry.when.end or link.entry.when.start
    timely = told
    surely = told
    if route.report_within is not None and last is not None:
        # A range is judged by its last day, which is kinder to the victim; its first day shows whether that decides it.
        timely = tuple(day for day in told if day <= report_by(last, route, nation))
        surely = tuple(day for day in timely if day <= report_by(first or last, route, nation))
    open_date = last is None and route.report_within is not None
    # A report that comes before what it reports has a date that is wrong, or is the report of something else.
    surely = tuple(day for day in surely if first is None or day >= first - timedelta(days=1))
    return Complaint(
        link=link,
        told=told,
        timely=timely,
        undated_report=any(report.on is None for report in reports),
        unsure=open_date or not surely,
        other_way=bool(heard) and not reports,
    )


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


def standing(told: Complaint, period: Period | None, anchor: Anchor) -> Standing:
    """Does the complaint count in that window (in any time, if there is none)?"""
    if not told.timely and not told.undated_report:
        return Standing.OUT
    if period is None:
        return Standing.DOUBTFUL if told.unsure else Standing.IN
    if told.first is not None and told.first > period.end:
        return Standing.OUT
    if anchor is Anchor.APPLICATION:
        return _by_incident(told, period)
    return _by_report(told, period)


def _by_report(told: Complaint, period: Period) -> Standing:
    if any(period.start <= day <= period.end for day in told.timely):
        return Standing.DOUBTFUL if told.unsure else Standing.IN
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
    return Standing.IN if wholly and reported and not told.unsure else Standing.DOUBTFUL


def why_out(told: Complaint, period: Period | None, anchor: Anchor) -> Why:
    """The reason for which a complaint that is out does not count."""
    silent = not told.told and not told.undated_report
    if silent and anchor not in (Anchor.APPLICATION, Anchor.REPORT, Anchor.COMPLAINT):
        return Why.NOT_REPORTED  # a window that hangs on reports says nothing of what was never reported
    if period is not None:
        after = told.first is not None and told.first > period.end
        before = anchor is Anchor.APPLICATION and told.last is not None and told.last < period.start
        if after or before:
            return Why.OUTSIDE_WINDOW
    if silent:
        return Why.NOT_REPORTED
    if not told.timely:
        return Why.REPORTED_LATE
    return Why.OUTSIDE_WINDOW


def persons_telling(
    told: Complaint, period: Period | None, route: Route, kinds: Mapping[str, AgencyKind], sure: bool
) -> set[str]:
    """The persons who reported it to a body that counts inside the window; unless `sure`, also those who may have."""
    return {
        event.person
        for event in told.link.events
        if event.person and not event.negated and _tells_inside(event, period, route, kinds, sure)
    }


def _tells_inside(
    event: Event, period: Period | None, route: Route, kinds: Mapping[str, AgencyKind], sure: bool
) -> bool:
    if not event.told:
        return not sure
    days = [told.on for told in event.told if kinds.get(told.agency) in route.bodies]
    if period is None:
        return bool(days)
    return any((day is None and not sure) or (day is not None and period.start <= day <= period.end) for day in days)


def in_order(linked: Sequence[Linked]) -> list[Linked]:
    """By time, undated last, then by id: the order in which findings list entries."""
    return sorted(
        linked,
        key=lambda link: (link.entry.when.start or date.max, link.entry.when.time or "", link.entry.id),
    )
