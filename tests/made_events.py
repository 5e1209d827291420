"""Hand-made accounts for the tests of linking: say only what matters, the rest is filled in."""

from collections.abc import Iterable
from datetime import date

from caseclock.extractor.language.account import content_words
from caseclock.extractor.linking.cluster import cluster
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.event import Event, Told
from caseclock.models.source import Source
from caseclock.models.step import Step
from caseclock.models.when import Precision, When

INCIDENT, CONTACT, ACTION = EntryKind.INCIDENT, EntryKind.CONTACT, EntryKind.AGENCY_ACTION


def when(days: str, time: str | None = None) -> When:
    """ "2021-03-06", "2021-03-06/2021-03-08" or "" for no day."""
    if not days:
        return When(start=None, end=None, precision=Precision.UNDATED)
    first, _, last = days.partition("/")
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    precision = Precision.RANGE if last else Precision.MINUTE if time else Precision.DAY
    return When(start=start, end=end, time=time, precision=precision, text=days)


def account(
    words: str,
    days: str,
    *,
    paper: str = "p1",
    at: int = 0,
    time: str | None = None,
    kind: EntryKind = INCIDENT,
    types: Iterable[IncidentType] = (),
    told: Iterable[tuple[str, str]] = (),
    references: tuple[str, ...] = (),
    row: str = "",
    repeats: tuple[str, ...] = (),
    person: str = "",
    count: int = 1,
    steps: Iterable[Step] = (),
    case_ref: str = "",
    actor: str | None = None,
    refers_back: bool = False,
    confidence: float = 0.95,
) -> Event:
    """One account: its words stand at `at` in the paper; `row` is the number of its row in the paper's one table."""
    source = Source(document=paper, page=None, start=at, end=at + len(words), quote=words)
    number = references[0] if references else None
    return Event(
        spot=f"{paper}:{at:06d}:{kind}",
        kind=kind,
        types=tuple(types),
        when=when(days, time),
        summary=words,
        actor=actor,
        recipients=(),
        count=count,
        told=tuple(Told(agency, date.fromisoformat(on), number, source) for agency, on in told),
        source=source,
        confidence=confidence,
        row=f"{paper}:0:{row}" if row else "",
        references=references,
        words=content_words(words),
        steps=frozenset(steps),
        case_ref=case_ref,
        repeats=repeats,
        person=person,
        refers_back=refers_back,
    )


def grouped(*events: Event) -> list[list[str]]:
    """The words of the accounts, those of one thing together; sorted."""
    return sorted(sorted(e.summary for e in group) for group in cluster(events).groups)


def together(*events: Event) -> bool:
    """Are all of them held to be accounts of one thing?"""
    return len(cluster(events).groups) == 1


def apart(*events: Event) -> bool:
    """Is each of them held to be a thing of its own?"""
    return len(cluster(events).groups) == len(events)
