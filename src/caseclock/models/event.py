"""One passage's account of one thing."""

from dataclasses import dataclass
from datetime import date

from caseclock.models.entry import Entry, EntryKind, IncidentType
from caseclock.models.source import Source
from caseclock.models.step import Step
from caseclock.models.when import When


@dataclass(frozen=True, slots=True)
class Told:
    """That the event was told to an agency: id, day (None if not known), reference, and where it says so."""

    agency: str
    on: date | None
    reference: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Event:
    """What one passage tells: what, when, who, told to whom.

    `source` is the passage; `spot` a stable key of its place (document, start, serial number). `actor` and
    `recipients` are agency ids or complainant | respondent | other. `row` is a key of the table row or log record it
    was read from, "" for prose: two rows of one log are two things unless the log says otherwise.
    `steps` are the moments of a procedure that it was (clocks hang on them). `case_ref` is the complaint or case
    reference that those steps belong to, as written ("C-0718"), "" if none is told. `repeats` are references of
    records that this one says it repeats ("duplicate of log 371"). `negated` marks a stated failure to act
    ("did not attend", "called off"). `hate` marks hostility to a protected characteristic.
    """

    spot: str
    kind: EntryKind
    types: tuple[IncidentType, ...]
    when: When
    summary: str
    actor: str | None
    recipients: tuple[str, ...]
    count: int
    told: tuple[Told, ...]
    source: Source
    confidence: float
    row: str = ""
    references: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    steps: frozenset[Step] = frozenset()
    case_ref: str = ""
    repeats: tuple[str, ...] = ()
    negated: bool = False
    hate: bool = False
    person: str = ""  # the complainant who tells it, as a comparable name, for routes that count persons
    place: str = ""
    refers_back: bool = False  # a later retelling ("the incident on 13 February")
    retells: str = ""  # the spot of the account before it, in the same paper, that it comes back to
    # An incident: a few words that may tell of one, which is one only beside a surer account of it. An act: it may be
    # the telling of an incident, and is dropped where it is told as one.
    weak: bool = False
    alone: EntryKind | None = EntryKind.OTHER  # what a weak account is by itself; None: nothing
    own_paper: bool = False  # the sending or making of the paper itself
    message: int = 0  # index of the message within its document that the passage belongs to


@dataclass(frozen=True, slots=True)
class Linked:
    """An entry with the events that make it: what findings are worked out from."""

    entry: Entry
    events: tuple[Event, ...]

    @property
    def steps(self) -> frozenset[Step]:
        """The steps of all its events."""
        return frozenset(step for event in self.events for step in event.steps)

    @property
    def persons(self) -> frozenset[str]:
        """Everybody who told of it."""
        return frozenset(event.person for event in self.events if event.person)

    @property
    def references(self) -> frozenset[str]:
        """The reference numbers that its passages give."""
        return frozenset(ref for event in self.events for ref in event.references)

    @property
    def case_refs(self) -> frozenset[str]:
        """The complaint or case references that its steps belong to."""
        return frozenset(event.case_ref for event in self.events if event.case_ref)
