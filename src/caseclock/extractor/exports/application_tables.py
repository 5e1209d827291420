"""The tables of a case review application: incidents with who was told of them, and what agencies did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caseclock.extractor.exports.contents import source_lines
from caseclock.extractor.exports.parts import Column, Grid, GridRow, Para, Run, Style, cell, para
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.table import Row, agency_names, distinct_reports
from caseclock.extractor.exports.wording import REASONS, day, kind_words, plain
from caseclock.models.chronology import Chronology
from caseclock.models.entry import EntryKind, IncidentType, Report
from caseclock.models.finding import Period, Threshold, Why

ANSWERS = (EntryKind.AGENCY_ACTION, EntryKind.POLICE_ACTION, EntryKind.COMPLAINT_RESPONSE)
NOT_TRIED = "not looked at for this threshold"


@dataclass(frozen=True, slots=True)
class Sorted:
    """The incidents of a chronology by what a threshold makes of them, each in the chronology's order.

    `left_out` were looked at and do not count; `others` lie outside the period, or were not looked at. `missing` is
    how many count but are not in the chronology that is shown.
    """

    counted: tuple[Row, ...]
    left_out: tuple[Row, ...]
    others: tuple[Row, ...]
    why: Mapping[str, str]  # entry id -> why it does not count, in words
    missing: int


def sort_incidents(rows: Sequence[Row], threshold: Threshold | None) -> Sorted:
    """Every incident and every entry that the threshold names, once."""
    counted = set(threshold.counted) if threshold else set()
    why = {one.entry: one.why for one in threshold.excluded} if threshold else {}
    counting = [row for row in rows if row.entry.id in counted]
    rest = [row for row in rows if row.entry.id not in counted and (row.is_incident or row.entry.id in why)]
    left_out = [row for row in rest if why.get(row.entry.id, Why.OUTSIDE_WINDOW) is not Why.OUTSIDE_WINDOW]
    words = {entry: REASONS[reason] for entry, reason in why.items()}
    if threshold:
        words = {row.entry.id: NOT_TRIED for row in rest} | words
    return Sorted(
        counted=tuple(counting),
        left_out=tuple(left_out),
        others=tuple(row for row in rest if row not in left_out),
        why=words,
        missing=len(counted) - len(counting),
    )


def answers(rows: Iterable[Row], window: Period | None) -> tuple[tuple[Row, ...], int]:
    """What agencies did in the period or after it, and how many more such entries have no date to be placed by."""
    acts = [row for row in rows if row.entry.kind in ANSWERS]
    dated = [row for row in acts if row.entry.when.end or row.entry.when.start]
    last = ((row, row.entry.when.end or row.entry.when.start) for row in dated)
    inside = tuple(row for row, on in last if window is None or (on is not None and on >= window.start))
    return inside, len(acts) - len(dated)


class Tables:
    """Makes the tables of one application; incidents are numbered through all of them."""

    def __init__(self, chronology: Chronology, places: Places) -> None:
        self._names = agency_names(chronology)
        self._places = places
        self._number = 0

    def incidents(self, name: str, rows: Iterable[Row], why: Mapping[str, str]) -> Grid:
        """What happened, when, of what sort, who was told and when under which reference; `why` it is not counted."""
        columns = (
            *(Column("No.", 0.055), Column("Date", 0.135), Column("What happened", 0.29)),
            *(Column("Reported", 0.23), Column("Source", 0.29)),
        )
        return Grid(name, columns, tuple(self._incident(row, why.get(row.entry.id, "")) for row in rows))

    def acts(self, rows: Iterable[Row]) -> Grid:
        """What agencies did, with the day and the source."""
        columns = (Column("Date", 0.15), Column("Agency", 0.2), Column("What was done", 0.36), Column("Source", 0.29))
        return Grid("What agencies did", columns, tuple(self._act(row) for row in rows))

    def _incident(self, row: Row, why: str) -> GridRow:
        self._number += 1
        label = types_words(row.entry.types)
        happened = [para(Run(f"{label}. ", strong=True), row.event) if label else para(row.event)]
        happened += [para(line, style=Style.NOTE) for line in row.notes]
        happened += [para(Run("Not counted: ", strong=True), f"{why}.", style=Style.NOTE)] if why else []
        told = [self._told(report) for report in distinct_reports(row.entry.reports)]
        reported = cell(*told) if told else (para("No report found in the papers.", style=Style.NOTE),)
        cells = (cell(str(self._number)), cell(row.date), tuple(happened), reported, self._source(row))
        return GridRow(cells, anchor=f"row_{row.no}")

    def _act(self, row: Row) -> GridRow:
        done = (para(Run(f"{kind_words(row.entry.kind)}. ", strong=True), row.event),)
        notes = tuple(para(line, style=Style.NOTE) for line in row.notes)
        actor = row.entry.actor
        agency = self._names.get(actor, plain(actor)) if actor else "not stated"
        return GridRow((cell(row.date), cell(agency), done + notes, self._source(row)), anchor=f"row_{row.no}")

    def _told(self, report: Report) -> str:
        on = day(report.on) if report.on else "day not stated"
        reference = plain(report.reference or "")
        words = f"{self._names.get(report.agency, plain(report.agency))}, {on}"
        return f"{words}, ref {reference}" if reference else words

    def _source(self, row: Row) -> tuple[Para, ...]:
        """Where it and its reports are told, and its row in the chronology."""
        reports = (report.source for report in distinct_reports(row.entry.reports))
        cited = self._places.cited((*row.entry.sources, *reports))
        return (*source_lines(cited), para(f"Row {row.no} of the chronology", style=Style.NOTE))


def types_words(types: Iterable[IncidentType]) -> str:
    """Noise, criminal damage: what sort of incident it was, "" if that is not known."""
    named = [kind.value.replace("_", " ") for kind in types if kind is not IncidentType.OTHER]
    words = ", ".join(named)
    return f"{words[:1].upper()}{words[1:]}"
