"""From the fields of a form to decisions. Raises Problem 422 with the field's name."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.api.new_decisions import Anything, GivenWhen, NewReclassify, NewRedate
from caseclock.api.pages.visiting import checked
from caseclock.api.problems import Problem, invalid
from caseclock.models.entry import Entry, EntryKind
from caseclock.models.when import Precision, When

EXACT = (
    ("", "On that day, or at that time"),
    ("approximate", "On or about then"),
    ("range", "At some time between the two days"),
    ("month", "At some time in that month"),
    ("year", "At some time in that year"),
    ("undated", "Not known"),
)
_DAY = "Give a day of 1900 or later, such as 3 March 2021."
_EXACT = (Precision.DAY, Precision.MINUTE)


@dataclass(frozen=True, slots=True)
class WhenFields:
    """A time as a form gives it: days as YYYY-MM-DD, a clock time, how exactly it is known; each may be empty."""

    start: str = ""
    end: str = ""
    time: str = ""
    exact: str = ""


def fields_of(when: When) -> WhenFields:
    """The fields that show a time."""
    end = when.end if when.end != when.start else None
    exact = "" if when.precision in _EXACT else when.precision.value
    return WhenFields(_iso(when.start), _iso(end), when.time or "", exact)


def given_when(fields: WhenFields) -> GivenWhen:
    """The time that the fields say. Raises Problem 422: start, end, time, exact."""
    if fields.exact == "undated":
        return GivenWhen(precision=Precision.UNDATED)
    if not fields.start:
        raise invalid("Give the day, or choose “Not known”.", "start")
    if fields.exact == "range" and not fields.end:
        raise invalid("Give the last day of the period too.", "end")
    if not fields.exact and fields.end and fields.end != fields.start:
        raise invalid("Two days are given: say how exactly it is known, or leave the last day out.", "exact")
    given = {"start": fields.start, "end": fields.end or None, "time": fields.time[:5] or None}
    try:
        when = checked(GivenWhen, **given, precision=fields.exact or None)
    except Problem as problem:
        for fault in problem.fields:
            fault |= _plainly(fault)
        raise
    return _widened(when)


def _plainly(fault: dict[str, str]) -> dict[str, str]:
    told = {
        "start": _DAY,
        "end": _DAY,
        "time": "Give the time as hours and minutes, such as 21:30.",
        "form": "The last day is before the first: change one of them.",
    }
    field = fault["field"]
    return {
        "field": {"form": "end", "precision": "exact"}.get(field, field),
        "problem": told.get(field, fault["problem"]),
    }


def _widened(when: GivenWhen) -> GivenWhen:
    """A month or year from its first day to its last, whatever day of it is given."""
    start, end = when.start, when.end or when.start
    if start is None or end is None or when.precision not in (Precision.MONTH, Precision.YEAR):
        return when
    if when.precision is Precision.YEAR:
        first, last = date(start.year, 1, 1), date(end.year, 12, 31)
    else:
        first, last = start.replace(day=1), end.replace(day=monthrange(end.year, end.month)[1])
    return when.model_copy(update={"start": first, "end": last, "time": None})


@dataclass(frozen=True, slots=True)
class Correction:
    """What the form says of an entry."""

    when: WhenFields
    kind: str
    types: Sequence[str]
    summary: str
    actor: str
    recipients: Sequence[str]
    why: str = ""


def correction_of(entry: Entry) -> Correction:
    """The form as it is first shown."""
    types = [one.value for one in entry.types]
    return Correction(
        fields_of(entry.when), entry.kind.value, types, entry.summary, entry.actor or "", list(entry.recipients)
    )


def corrections(entry: Entry, said: Correction) -> list[Anything]:
    """The decisions that make the entry what the form says: only what differs. Raises Problem 422."""
    made: list[Anything] = []
    if said.when != fields_of(entry.when):
        made.append(checked(NewRedate, kind="redate", entry=entry.id, when=given_when(said.when), why=said.why))
    changes = _changes(entry, said)
    if changes:
        made.append(checked(NewReclassify, kind="reclassify", entry=entry.id, why=said.why, **changes))
    if not made:
        raise invalid("Nothing is changed: change something, or confirm the entry as it is.", "start")
    return made


def _changes(entry: Entry, said: Correction) -> dict[str, object]:
    was = correction_of(entry)
    types = list(said.types) if said.kind == EntryKind.INCIDENT else []
    changes: dict[str, object] = {}
    if said.kind != was.kind:
        changes["entry_kind"] = said.kind
    if sorted(types) != sorted(was.types):
        changes["types"] = types
    if " ".join(said.summary.split()) != " ".join(was.summary.split()):
        changes["summary"] = said.summary
    if said.actor != was.actor:
        changes["actor"] = said.actor
    if sorted(said.recipients) != sorted(was.recipients):
        changes["recipients"] = list(said.recipients)
    return changes


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""
