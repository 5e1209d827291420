"""Stretches in which nothing was done: from a report to the next act of the agency it was made to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from caseclock.extractor.findings.calendar import elapsed
from caseclock.extractor.findings.phrases import convention, day_text, units
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.entry import EntryKind
from caseclock.models.event import Linked
from caseclock.models.finding import Gap, Moment
from caseclock.models.policy import Counting, Nation, Unit

LEAST = 10  # working days: less is no gap
MOST = 10  # findings

_ABLE_TO_ACT = {
    AgencyKind.POLICE,
    AgencyKind.LOCAL_AUTHORITY,
    AgencyKind.REGISTERED_PROVIDER,
    AgencyKind.SOCIAL_SERVICES,
    AgencyKind.FIRE,
    AgencyKind.PROBATION,
}
_ACTS = {
    EntryKind.AGENCY_ACTION,
    EntryKind.POLICE_ACTION,
    EntryKind.COMPLAINT_RESPONSE,
    EntryKind.CONTACT,
    EntryKind.DECISION,
    EntryKind.ORDER,
    EntryKind.COURT,
}


@dataclass(frozen=True, slots=True)
class _Stretch:
    agency: str
    first: Moment
    last: Moment  # without an entry: nothing until the day of the findings
    reports: int  # made in the stretch, the first one included


def gaps(
    linked: Sequence[Linked],
    agencies: Sequence[Agency],
    as_of: date | None = None,
    nation: Nation = Nation.ENGLAND_AND_WALES,
) -> tuple[Gap, ...]:
    """The longest stretches without an act, longest first: at least `LEAST` working days, at most `MOST` of them.

    A stretch that still lasts ends on `as_of`, with no entry at its end; without `as_of` it is left out.
    Days are counted without the first.
    """
    names = {agency.id: agency.name for agency in agencies}
    found = [
        _gap(stretch, names[stretch.agency], nation)
        for agency in agencies
        if agency.kind in _ABLE_TO_ACT
        for stretch in _stretches(linked, agency, as_of or date.max)
        if stretch.last.entry is not None or as_of is not None
    ]
    real = [gap for gap in found if gap.working_days >= LEAST]
    real.sort(key=lambda gap: (-gap.working_days, -gap.calendar_days, gap.from_.on, gap.id))
    return tuple(real[:MOST])


def _stretches(linked: Sequence[Linked], agency: Agency, as_of: date) -> list[_Stretch]:
    """From the first report after an act (or at all) to the next act, over and over."""
    acts = _acts(linked, agency, as_of)
    waiting = _reports(linked, agency.id, as_of)
    found = []
    while waiting:
        first = waiting[0]
        # An act on the day of the report may have been before it, but answers it more likely than not.
        act = next((one for one in acts if one.on >= first.on and one.entry != first.entry), None)
        last = act or Moment(entry=None, on=as_of)
        served = [one for one in waiting if act is None or one.on <= act.on]
        found.append(_Stretch(agency.id, first, last, len(served)))
        waiting = [one for one in waiting if act is not None and one.on > act.on]
    return found


def _acts(linked: Sequence[Linked], agency: Agency, as_of: date) -> list[Moment]:
    """What the agency did, by the first day on which it may have been done."""
    days = [
        (link.entry.when.start, link.entry.id)
        for link in linked
        if link.entry.kind in _ACTS
        and _by(link, agency)
        and (not link.events or any(not event.negated for event in link.events))
    ]
    return [
        Moment(entry=entry, on=day) for day, entry in sorted((d, e) for d, e in days if d is not None and d <= as_of)
    ]


def _by(link: Linked, agency: Agency) -> bool:
    """Did this agency do it? What the police did is theirs even if the papers don't say which force."""
    if link.entry.actor is None:
        return link.entry.kind is EntryKind.POLICE_ACTION and agency.kind is AgencyKind.POLICE
    return link.entry.actor == agency.id


def _reports(linked: Sequence[Linked], agency: str, as_of: date) -> list[Moment]:
    """What the agency was told, by the day on which it was told."""
    days: set[tuple[date, str]] = set()
    for link in linked:
        days.update(
            (one.on, link.entry.id)
            for one in link.entry.reports
            if link.entry.kind is EntryKind.INCIDENT and one.agency == agency and one.on is not None
        )
        day = link.entry.when.end or link.entry.when.start
        if link.entry.kind is EntryKind.REPORT and agency in link.entry.recipients and day is not None:
            days.add((day, link.entry.id))
    return [Moment(entry=entry, on=day) for day, entry in sorted(days) if day <= as_of]


def _gap(stretch: _Stretch, name: str, nation: Nation) -> Gap:
    first, last = stretch.first, stretch.last
    working = elapsed(first.on, last.on, Unit.WORKING_DAYS, Counting.EXCLUSIVE, nation)
    calendar = elapsed(first.on, last.on, Unit.CALENDAR_DAYS, Counting.EXCLUSIVE, nation)
    until = f"until {day_text(last.on)}" if last.entry else f"up to {day_text(last.on)}, and still nothing then"
    more = f", in which it was told {stretch.reports} times" if stretch.reports > 1 else ""
    key = "|".join((stretch.agency, first.entry or "", first.on.isoformat(), last.entry or "", last.on.isoformat()))
    how = convention(Unit.WORKING_DAYS, Counting.EXCLUSIVE, nation)
    return Gap.model_validate(
        {
            "id": f"g-{sha256(key.encode()).hexdigest()[:12]}",
            "from": first,
            "to": last,
            "working_days": working,
            "calendar_days": calendar,
            "text": (
                f"The papers tell of no act of {name} from the report of {day_text(first.on)} {until}: "
                f"{units(working, Unit.WORKING_DAYS)} ({how}), {units(calendar, Unit.CALENDAR_DAYS)}{more}."
            ),
        }
    )
