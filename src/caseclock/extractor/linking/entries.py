"""Groups of accounts to entries: one date, one summary, every source, every report."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from caseclock.extractor.linking.ids import ids_of
from caseclock.models.entry import Entry, EntryKind, IncidentType, Report
from caseclock.models.event import Event, Linked
from caseclock.models.source import Source
from caseclock.models.when import Precision, When

_EXACTNESS = {
    Precision.MINUTE: 0,
    Precision.DAY: 0,
    Precision.RANGE: 2,
    Precision.APPROXIMATE: 3,
    Precision.MONTH: 4,
    Precision.YEAR: 5,
    Precision.UNDATED: 6,
}
# Where accounts of one thing call it differently, the more telling kind wins.
_RANK = (
    EntryKind.INCIDENT,
    EntryKind.COMPLAINT_RESPONSE,
    EntryKind.COMPLAINT,
    EntryKind.DECISION,
    EntryKind.ORDER,
    EntryKind.COURT,
    EntryKind.POLICE_ACTION,
    EntryKind.REPORT,
    EntryKind.AGENCY_ACTION,
    EntryKind.CONTACT,
    EntryKind.OTHER,
)


def make_entries(groups: Iterable[Sequence[Event]]) -> tuple[Linked, ...]:
    """Entries in order of time; the undated after the dated, in the order of telling."""
    made = [(make_entry(group), tuple(group)) for group in groups]
    ids = ids_of([(entry, best_first(group)) for entry, group in made])
    return in_order(
        Linked(entry.model_copy(update={"id": id}), group) for (entry, group), id in zip(made, ids, strict=True)
    )


def in_order(linked: Iterable[Linked]) -> tuple[Linked, ...]:
    """Entries in the order in which a chronology tells them."""
    return tuple(sorted(linked, key=_order))


def _order(linked: Linked) -> tuple[object, ...]:
    entry = linked.entry
    first = entry.sources[0]
    start = entry.when.start or date.max
    return (
        entry.when.start is None,
        start,
        entry.when.time or "99",
        entry.when.end or date.max,
        first.document,
        first.start,
        entry.id,
    )


def make_entry(group: Sequence[Event], id: str = "") -> Entry:
    """What a group of accounts comes to."""
    lead = best_account(group)
    kinds = Counter(e.kind for e in group)
    kind = min(kinds, key=lambda k: (-kinds[k] if len(kinds) == 1 else 0, _RANK.index(k)))
    if kind is EntryKind.INCIDENT and all(e.weak for e in group):
        kind = lead.alone or EntryKind.OTHER  # for a person to look at
    types = {t for e in group for t in e.types}
    if len(types) > 1:
        types.discard(IncidentType.OTHER)
    when = _when(group, lead)
    actors = [e.actor for e in (lead, *group) if e.actor and e.kind is kind] or [
        e.actor for e in (lead, *group) if e.actor
    ]
    return Entry(
        id=id,
        kind=kind,
        types=tuple(t for t in IncidentType if t in types) if kind is EntryKind.INCIDENT else (),
        when=when,
        summary=lead.summary,
        actor=actors[0] if actors else None,
        recipients=tuple(dict.fromkeys(r for e in (lead, *group) for r in e.recipients)),
        count=_count(group, when),
        reports=_reports(group),
        sources=_sources(group),
        confidence=round(min(0.99, lead.confidence + 0.02 * (len(group) - 1)), 2),
    )


def best_account(group: Sequence[Event]) -> Event:
    """The account that speaks for the group: exact and sure ones first, records before retellings."""
    return min(group, key=_worth)


def best_first(group: Sequence[Event]) -> list[Event]:
    """The accounts, the one that speaks for the group first."""
    return sorted(group, key=_worth)


def _worth(event: Event) -> tuple[object, ...]:
    return (
        event.negated,
        event.weak,
        _EXACTNESS[event.when.precision],
        event.refers_back,
        -round(event.confidence, 1),
        not event.row,
        len(event.summary) < 25,
        event.when.time is None,
        *_content(event),
    )


def _content(event: Event) -> tuple[object, ...]:
    """What settles between equal accounts: what they say before where they stand, as papers are split and renamed."""
    return event.when.time or "", event.source.quote, event.source.document, event.source.start, event.spot


def _when(group: Sequence[Event], lead: Event) -> When:
    """The day that most of the exact accounts give; its time from the first exact account that has one."""
    exact = [e for e in group if e.when.precision in (Precision.DAY, Precision.MINUTE) and e.when.start == e.when.end]
    if not exact:
        return lead.when
    exact = [e for e in exact if not e.weak] or exact
    days = Counter(e.when.start for e in exact)
    lead_day = lead.when.start if lead in exact else None
    day = min(days, key=lambda d: (-days[d], d != lead_day, d or date.max))
    if day is not None and _began_the_evening_before(exact, day):
        day -= timedelta(days=1)
    chosen = [e for e in exact if e.when.start == day]
    first = min(
        chosen, key=lambda e: (e.weak, e.refers_back, not e.row, -e.confidence, e.source.document, e.source.start)
    )
    timed = sorted(
        (e for e in chosen if e.when.time),
        key=lambda e: (e.weak, e.refers_back, not e.row, e.source.document, e.source.start),
    )
    time = timed[0].when.time if timed else None
    return When(
        start=day,
        end=day,
        time=time,
        precision=Precision.MINUTE if time else Precision.DAY,
        text=(timed[0] if timed else first).when.text,
    )


def _began_the_evening_before(exact: Sequence[Event], day: date) -> bool:
    """Do other accounts put its beginning late on the evening before, and all of this day's before dawn?"""
    here = [e.when.time for e in exact if e.when.start == day]
    before = [e.when.time for e in exact if e.when.start == day - timedelta(days=1)]
    return bool(before) and all(t and t < "06:00" for t in here) and any(t and t >= "18:00" for t in before)


def _count(group: Sequence[Event], when: When) -> int:
    """How many incidents the sources put into this one entry: what most of those that count say."""
    counted = Counter(e.count for e in group if e.count > 1)
    if not counted or (when.start == when.end and when.precision in (Precision.DAY, Precision.MINUTE)):
        return 1
    return min(counted, key=lambda n: (-counted[n], n))


def _reports(group: Sequence[Event]) -> tuple[Report, ...]:
    """To whom and when it was told: each agency and day once; an unknown day only where no day is known."""
    told = [t for e in group for t in e.told]
    found: dict[tuple[str, date | None], Report] = {}
    for t in sorted(
        told, key=lambda t: (t.agency, t.on or date.max, t.reference is None, t.source.document, t.source.start)
    ):
        found.setdefault((t.agency, t.on), Report(agency=t.agency, on=t.on, reference=t.reference, source=t.source))
    known = {agency for agency, on in found if on is not None}
    return tuple(
        r
        for (agency, on), r in sorted(found.items(), key=lambda x: (x[0][1] or date.max, x[0][0]))
        if on is not None or agency not in known
    )


def _sources(group: Sequence[Event]) -> tuple[Source, ...]:
    seen: dict[tuple[str, int, int], Source] = {}
    for event in group:
        seen.setdefault((event.source.document, event.source.start, event.source.end), event.source)
    return tuple(seen[k] for k in sorted(seen))
