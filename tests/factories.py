"""Hand-made entries for the tests of findings: say only what matters, the rest is filled in."""

from collections.abc import Iterable
from datetime import date

from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.entry import Entry, EntryKind, IncidentType, Report
from caseclock.models.event import Event, Linked, Told
from caseclock.models.source import Source
from caseclock.models.step import Step
from caseclock.models.when import Precision, When

LANDLORD = Agency(id="landlord", name="Elmbridge Homes", kind=AgencyKind.REGISTERED_PROVIDER)
POLICE = Agency(id="police", name="Fenshire Police", kind=AgencyKind.POLICE)
COUNCIL = Agency(id="council", name="Fenborough Council", kind=AgencyKind.LOCAL_AUTHORITY)
CHARITY = Agency(id="charity", name="Good Neighbours", kind=AgencyKind.VOLUNTARY)
MEMBER = Agency(id="mp", name="Member of Parliament", kind=AgencyKind.ELECTED_MEMBER)
SOLICITOR = Agency(id="solicitor", name="Quill and Co", kind=AgencyKind.SOLICITOR)
AGENCIES = (LANDLORD, POLICE, COUNCIL, CHARITY, MEMBER, SOLICITOR)


def day(text: str) -> date:
    """2021-03-04 as a date."""
    return date.fromisoformat(text)


def source(quote: str = "words", document: str = "d1", start: int = 0) -> Source:
    """A passage."""
    return Source(document=document, page=None, start=start, end=start + len(quote), quote=quote)


def when(start: str | None, end: str | None = None) -> When:
    """A day, a range if two are given, undated if none is."""
    if start is None:
        return When(start=None, end=None, precision=Precision.UNDATED)
    precision = Precision.RANGE if end else Precision.DAY
    return When(start=day(start), end=day(end or start), precision=precision, text=start)


def linked(
    id: str,
    kind: EntryKind,
    on: str | None,
    until: str | None = None,
    *,
    told: Iterable[tuple[str, str | None]] = (),
    persons: Iterable[str] = (),
    types: tuple[IncidentType, ...] = (),
    steps: Iterable[Step] = (),
    case_ref: str = "",
    actor: str | None = None,
    recipients: tuple[str, ...] = (),
    count: int = 1,
    words: str = "",
    negated: bool = False,
    hate: bool = False,
) -> Linked:
    """One entry with one event (one for each person, if several tell of it).

    `told` are agency and day of its reports.
    """
    reports = [(agency, day(on_day) if on_day else None) for agency, on_day in told]
    quote = words or f"words of {id}"
    times = when(on, until)
    events = tuple(
        Event(
            spot=f"{id}-{number}",
            kind=kind,
            types=types,
            when=times,
            summary="",
            actor=actor,
            recipients=recipients,
            count=count,
            told=tuple(Told(agency, on_day, None, source(quote)) for agency, on_day in reports),
            source=source(quote),
            confidence=0.9,
            steps=frozenset(steps),
            case_ref=case_ref,
            negated=negated,
            hate=hate,
            person=person,
        )
        for number, person in enumerate(persons or ("",))
    )
    entry = Entry(
        id=id,
        kind=kind,
        types=types,
        when=times,
        summary="",
        actor=actor,
        recipients=recipients,
        count=count,
        reports=tuple(
            Report(agency=agency, on=on_day, reference=None, source=source(quote)) for agency, on_day in reports
        ),
        sources=(source(quote),),
        confidence=0.9,
    )
    return Linked(entry=entry, events=events)


def incident(
    id: str, on: str | None, *told: tuple[str, str | None], until: str | None = None, **more: object
) -> Linked:
    """An incident with its reports."""
    return linked(id, EntryKind.INCIDENT, on, until, told=told, **more)  # type: ignore[arg-type]


def step(id: str, on: str | None, *steps: Step, kind: EntryKind = EntryKind.OTHER, **more: object) -> Linked:
    """A moment of a procedure."""
    return linked(id, kind, on, steps=steps, **more)  # type: ignore[arg-type]
