"""What passes between the reading of prose and the making of events: passages, tellings, open incidents."""

from dataclasses import dataclass, field
from datetime import date

from caseclock.extractor.language.clauses import Clause
from caseclock.extractor.language.sentences import Span
from caseclock.extractor.language.who import RESPONDENT
from caseclock.models.entry import IncidentType
from caseclock.models.event import Told
from caseclock.models.source import Source
from caseclock.models.text import Block
from caseclock.models.when import Precision, When


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause with the date in force. `span` is what will be cited; `judged` marks a section of findings."""

    clause: Clause
    span: Span
    when: When
    own_date: bool
    judged: bool
    block: Block
    sentence: Span
    since: int | None = None  # where the sentence begins that gave the date, if it stands just before


@dataclass(frozen=True, slots=True)
class Telling:
    """That somebody told agencies something, on a day."""

    agencies: tuple[str, ...]
    on: date | None
    when: When
    source: Source
    reference: str | None = None


@dataclass(slots=True)
class Run:
    """Clauses in a row that tell of one incident."""

    start: int
    end: int
    when: When
    own_date: bool
    judged: bool
    words: list[str]
    types: list[IncidentType]
    told: list[Told] = field(default_factory=list)
    references: list[str] = field(default_factory=list)  # numbers that its tellings give it
    actor: str | None = RESPONDENT
    sentence: Span | None = None  # that it was first told in


@dataclass(frozen=True, slots=True)
class TellerState:
    """What a paragraph leaves to its sub-points.

    `unreal`: it only introduced what should or could be done; `content`: it introduced what somebody said."""

    telling: Telling | None
    subject: str | None
    unreal: bool = False
    content: bool = False


def confidence(when: When, own_date: bool) -> float:
    """How sure the reading is: a stated day most, an inherited or missing one least."""
    if when.start is None:
        return 0.4
    if not own_date:
        return 0.6
    return {
        Precision.MINUTE: 0.95,
        Precision.DAY: 0.95,
        Precision.RANGE: 0.85,
        Precision.MONTH: 0.75,
        Precision.APPROXIMATE: 0.7,
    }.get(when.precision, 0.6)
