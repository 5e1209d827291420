"""Which lane of the timeline picture an entry stands in, and in what order the lanes are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from caseclock.extractor.exports.table import Row
from caseclock.extractor.exports.wording import shortened
from caseclock.models.chronology import Chronology
from caseclock.models.entry import Entry, EntryKind

_TOLD = (EntryKind.REPORT, EntryKind.COMPLAINT)
_MOST = 8  # lanes of single agencies
_LONGEST = 44  # characters of a lane's name
INCIDENTS, REPORTS = "Incidents", "Reports and complaints"
_NOBODY = "Other entries"


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: its name in full and as it is shown, and its rows in order of time."""

    name: str
    short: str
    rows: tuple[Row, ...]


def lanes_of(chronology: Chronology, rows: Sequence[Row]) -> tuple[Lane, ...]:
    """The lanes that have anything in them: incidents, what was reported, then an agency each (those that acted most
    come first, those beyond eight share one), then what no agency did. Every dated row is in one lane."""
    names = {agency.id: agency.name for agency in chronology.agencies}
    dated = [row for row in rows if row.entry.when.start or row.entry.when.end]
    where = {row.no: _lane(row.entry, names) for row in dated}
    acts = Counter(lane for lane in where.values() if lane in names)
    ranked = [agency for agency, _ in sorted(acts.items(), key=lambda one: (-one[1], names[one[0]], one[0]))]
    single = ranked[:_MOST] if len(ranked) > _MOST + 1 else ranked
    shared = f"Other agencies ({len(ranked) - len(single)})"
    order = [INCIDENTS, REPORTS, *single, shared, _NOBODY]
    found: dict[str, list[Row]] = {one: [] for one in order}
    for row in dated:
        lane = where[row.no]
        found[lane if lane in found else shared].append(row)
    return tuple(_made(names.get(one, one), kept) for one, kept in found.items() if kept)


def _made(name: str, rows: Sequence[Row]) -> Lane:
    return Lane(name, shortened(name, _LONGEST), tuple(sorted(rows, key=_order)))


def _order(row: Row) -> tuple[object, ...]:
    when = row.entry.when
    return (when.start or when.end, row.no)


def _lane(entry: Entry, agencies: dict[str, str]) -> str:
    """An agency's id, or one of the other names."""
    if entry.kind is EntryKind.INCIDENT:
        return INCIDENTS
    if entry.actor in agencies:
        return str(entry.actor)
    if entry.kind in _TOLD:
        return REPORTS
    return next((one for one in entry.recipients if one in agencies), _NOBODY)
