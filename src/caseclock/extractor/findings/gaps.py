"""Stretches in which nothing was done: from a report to the next act of the agency it was made to."""

from collections.abc import Mapping, Sequence
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
MOST = 10  # findings for each agency
NAMED = 5  # of the incidents reported in a stretch
SHORT = 80  # characters of an incident's summary

_RANKS = ("", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ", "ninth ", "tenth ")
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
    reports: tuple[Moment, ...]  # made in the stretch, the first one included


@dataclass(frozen=True, slots=True)
class _Length:
    stretch: _Stretch
    working: int
    calendar: int


def gaps(
    linked: Sequence[Linked],
    agencies: Sequence[Agency],
    as_of: date | None = None,
    nation: Nation = Nation.ENGLAND_AND_WALES,
) -> tuple[Gap, ...]:
    """The stretches without an act, longest first: at least `LEAST` working days, at most `MOST` of each agency.

    Each says which place it has among those of its agency, and what was reported in it. A stretch that still lasts
    ends on `as_of`, with no entry at its end; without `as_of` it is left out. Days are counted without the first.
    """
    summaries = {link.entry.id: link.entry.summary for link in linked}
    found: list[Gap] = []
    for agency in agencies:
        if agency.kind not in _ABLE_TO_ACT:
            continue
        lengths = [
            _Length(stretch, *(_days(stretch, unit, nation) for unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)))
            for stretch in _stretches(linked, agency, as_of or date.max)
            if stretch.last.entry is not None or as_of is not None
        ]
        real = sorted((one for one in lengths if one.working >= LEAST), key=_longest_first)
        found += [
            _gap(one, agency.name, _place(number, len(real)), summaries, nation)
            for number, one in enumerate(real[:MOST])
        ]
    return tuple(sorted(found, key=lambda gap: (-gap.working_days, -gap.calendar_days, gap.from_.on, gap.id)))


def _days(stretch: _Stretch, unit: Unit, nation: Nation) -> int:
    return elapsed(stretch.first.on, stretch.last.on, unit, Counting.EXCLUSIVE, nation)


def _longest_first(one: _Length) -> tuple[int, int, date, str]:
    return -one.working, -one.calendar, one.stretch.first.on, one.stretch.first.entry or ""


def _place(number: int, of: int) -> str:
    """The longest of 4, the second longest of 4, as words; `number` counts from nought, up to `MOST`."""
    if of == 1:
        return f"the only such time of {LEAST} working days or more"
    return f"the {_RANKS[number]}longest of {of} such times"


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
        found.append(_Stretch(agency.id, first, last, tuple(served)))
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


def _gap(one: _Length, name: str, place: str, summaries: Mapping[str, str], nation: Nation) -> Gap:
    stretch, first, last = one.stretch, one.stretch.first, one.stretch.last
    until = f"until {day_text(last.on)}" if last.entry else f"up to {day_text(last.on)}, and still nothing then"
    more = f", in which it was told {len(stretch.reports)} times" if len(stretch.reports) > 1 else ""
    key = "|".join((stretch.agency, first.entry or "", first.on.isoformat(), last.entry or "", last.on.isoformat()))
    how = convention(Unit.WORKING_DAYS, Counting.EXCLUSIVE, nation)
    return Gap.model_validate(
        {
            "id": f"g-{sha256(key.encode()).hexdigest()[:12]}",
            "from": first,
            "to": last,
            "working_days": one.working,
            "calendar_days": one.calendar,
            "text": (
                f"The papers tell of no act of {name} from the report of {day_text(first.on)} {until}: "
                f"{units(one.working, Unit.WORKING_DAYS)} ({how}), {units(one.calendar, Unit.CALENDAR_DAYS)}{more}; "
                f"{place}. {_reported(stretch, summaries)}"
            ),
        }
    )


def _reported(stretch: _Stretch, summaries: Mapping[str, str]) -> str:
    """What the agency was told in the stretch: the days on which it was told, each with the incident in short."""
    said = []
    for one in stretch.reports[:NAMED]:
        summary = _short(summaries.get(one.entry or "", ""))
        said.append(f"{day_text(one.on)} ({summary})" if summary else day_text(one.on))
    rest = len(stretch.reports) - NAMED
    return f"Reported to it: {'; '.join(said)}{f'; and {rest} more' if rest > 0 else ''}."


def _short(summary: str) -> str:
    """A summary on one line, without its full stop, cut at a word where it is long."""
    words = " ".join(summary.split()).rstrip(".")
    if len(words) <= SHORT:
        return words
    return words[:SHORT].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"
