"""The window of time that can be moved over the timeline, and how many incidents fall in it.

It is an aid to looking: which incidents count towards a threshold is for the findings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseclock.extractor.exports.wording import day, number_of
from caseclock.extractor.findings.calendar import period_beginning_with, period_ending_with, shift_months
from caseclock.extractor.findings.qualifying import kinds_by_id
from caseclock.models.agency import AgencyKind
from caseclock.models.chronology import Chronology
from caseclock.models.entry import Entry, EntryKind
from caseclock.models.finding import Period, RouteKind, Threshold
from caseclock.models.policy import Span, Unit

# The relevant bodies of section 105 of the Anti-social Behaviour, Crime and Policing Act 2014, whose reports count.
_BODIES = (
    AgencyKind.LOCAL_AUTHORITY,
    AgencyKind.POLICE,
    AgencyKind.HEALTH,
    AgencyKind.REGISTERED_PROVIDER,
)
_MONTH = Span(n=1, unit=Unit.MONTHS)  # "beginning with" the day of the incident: section 104(11)
_DAY = timedelta(days=1)
_MOST_MONTHS = 60
_TOTAL = timedelta(days=31)  # several incidents told of as long a time as this are a total


@dataclass(frozen=True, slots=True)
class Length:
    """How long the window is: whole months (`within`: the corresponding day itself is left out, as a period
    "beginning with" a day is counted), or, if `months` is 0, so many `days`, both ends included."""

    months: int = 6
    within: bool = False
    days: int = 0

    def start(self, end: date) -> date:
        """Its first day if `end` is its last. Days before the calendar's beginning are its first day."""
        if end.year < 1 + _MOST_MONTHS // 12 + 1:
            return date.min
        if not self.months:
            return date.fromordinal(max(1, end.toordinal() - self.days + 1))
        if self.within:
            return period_ending_with(end, Span(n=self.months, unit=Unit.MONTHS))
        return shift_months(end, -self.months)

    @property
    def words(self) -> str:
        """6 months."""
        return number_of(self.months, "month") if self.months else number_of(self.days, "day")


@dataclass(frozen=True, slots=True)
class Happened:
    """An incident entry with its first and last day, how many incidents it tells, whether they are one by one certain
    (and no total of a long time), and whether a report came within a month."""

    first: date
    last: date
    n: int
    is_sure: bool
    in_time: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Incidents that fall in a window; `in_time` of them were reported within a month; `may` are more that perhaps
    fall in it."""

    inside: int
    in_time: int
    may: int


@dataclass(frozen=True, slots=True)
class Window:
    """The window as it stands at first, what it may be moved over, and where a threshold looked (null: nowhere)."""

    length: Length
    end: date
    happened: tuple[Happened, ...]
    looked: Period | None

    @property
    def start(self) -> date:
        """Its first day."""
        return self.length.start(self.end)

    @property
    def words(self) -> str:
        """What falls in it."""
        return window_words(self.start, self.end, tally(self.happened, self.start, self.end))


def threshold_window(chronology: Chronology) -> Period | None:
    """The period that the first threshold looked at, one that counts incidents before any other."""
    found = [
        one for one in chronology.findings if isinstance(one, Threshold) and one.window and one.window.start > date.min
    ]
    found.sort(key=lambda one: one.route is not RouteKind.COUNT)
    return found[0].window if found else None


def length_of(period: Period | None) -> Length:
    """The length of a period, in whole months if it is so many; six months without one."""
    if period is None:
        return Length()
    for months in range(1, _MOST_MONTHS + 1):
        for within in (False, True):
            length = Length(months=months, within=within)
            if length.start(period.end) == period.start:
                return length
    return Length(months=0, days=(period.end - period.start).days + 1)


def happened_in(chronology: Chronology) -> tuple[Happened, ...]:
    """The dated incidents, in the order of the chronology."""
    kinds = kinds_by_id(chronology.agencies)
    bodies = frozenset(agency for agency, kind in kinds.items() if kind in _BODIES)
    return tuple(
        _happened(entry, bodies)
        for entry in chronology.entries
        if entry.kind is EntryKind.INCIDENT and (entry.when.start or entry.when.end)
    )


def _happened(entry: Entry, bodies: frozenset[str]) -> Happened:
    first, last = entry.when.start or entry.when.end, entry.when.end or entry.when.start
    assert first is not None
    assert last is not None
    n = max(1, entry.count)
    told = any(_in_time(report.on, first, last) for report in entry.reports if report.agency in bodies)
    return Happened(first, last, n, n == 1 or last - first < _TOTAL, told)


def _in_time(on: date | None, first: date, last: date) -> bool:
    """Was it told within a month of happening? A period is judged by its last day, which is kinder to the victim."""
    if on is None or last.year >= date.max.year:
        return False
    return first.toordinal() - 1 <= on.toordinal() <= period_beginning_with(last, _MONTH).toordinal()


def tally(happened: Sequence[Happened], start: date, end: date) -> Tally:
    """How many incidents fall in the days `start` to `end`, both included."""
    inside = in_time = may = 0
    for one in happened:
        if one.last < start or one.first > end:
            continue
        if one.is_sure and start <= one.first and one.last <= end:
            inside += one.n
            in_time += one.n if one.in_time else 0
        else:
            may += one.n
    return Tally(inside, in_time, may)


def window_words(start: date, end: date, found: Tally) -> str:
    """3 January 2026 to 2 July 2026: 4 incidents, 3 of them reported within a month. The script says the same."""
    told = f"{number_of(found.inside, 'incident') if found.inside else 'no incidents'}"
    if found.inside == 1:
        told += ", reported within a month" if found.in_time else ", not reported within a month"
    elif found.inside:
        told += f", {found.in_time or 'none'} of them reported within a month"
    more = f"; {found.may} more may fall in it" if found.may else ""
    return f"{day(start)} to {day(end)}: {told}{more}"
