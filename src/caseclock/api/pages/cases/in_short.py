"""What a list of cases tells of each: incidents, thresholds, the nearest deadline. Pure."""

from dataclasses import dataclass
from datetime import date

from caseclock.api.pages.deadlines.deadlines_view import Due, Pressing, nearest_deadline, threshold_words
from caseclock.models.chronology import Chronology
from caseclock.models.entry import EntryKind


@dataclass(frozen=True, slots=True)
class Nearest:
    """What falls due next: the day, what is due by it, how long it is until then, how it presses."""

    due: date
    rule: str
    left: str
    pressing: Pressing


@dataclass(frozen=True, slots=True)
class InShort:
    """A case in a line, without a word of its papers. `nearest`: None if nothing is outstanding."""

    incidents: int
    thresholds: str
    nearest: Nearest | None


def in_short(chronology: Chronology) -> InShort:
    """The line of a case."""
    return InShort(
        incidents=sum(entry.kind is EntryKind.INCIDENT for entry in chronology.entries),
        thresholds=threshold_words(chronology),
        nearest=_nearest(chronology),
    )


def _nearest(chronology: Chronology) -> Nearest | None:
    deadline = nearest_deadline(chronology)
    if deadline is None:
        return None
    due = Due("", "", chronology.case.as_of, deadline)
    return Nearest(deadline.due, due.rule, due.left, due.pressing)
