"""When a record happened and when it was told: dates of its cells, and of the words in them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from caseclock.extractor.language.anchors import read_times
from caseclock.extractor.language.columns import Column, Record
from caseclock.extractor.language.context import Context
from caseclock.models.document import Cell
from caseclock.models.mention import TimeMention
from caseclock.models.when import Precision, When


def cell_times(context: Context, cell: Cell, written: date | None) -> list[TimeMention]:
    """The times told in a cell, counted from the day that its row was written; offsets of the document."""
    return [
        replace(t, start=t.start + cell.start, end=t.end + cell.start) for t in read_times(cell.text, dated=written)
    ]


def date_of(context: Context, cell: Cell | None) -> TimeMention | None:
    """The first dated expression of a cell, as settled with the whole document in view."""
    if cell is None:
        return None
    found = [t for t in _beginning_in(context, cell) if t.from_ and not t.clock_only]
    if found:
        return found[0]
    known = [t.to for t in context.times if t.to is not None]
    latest = context.paper.document.dated or max(known, default=None)
    alone = [t for t in cell_times(context, cell, latest) if t.from_ and not t.clock_only]
    return alone[0] if alone else None


def _beginning_in(context: Context, cell: Cell) -> list[TimeMention]:
    """Expressions that begin in a cell; one may go on into the next ("10/04/2022 | 22:09" is one moment)."""
    return [t for t in context.times if cell.start <= t.start < cell.end]


def clock_of(context: Context, cell: Cell | None) -> str | None:
    """The clock time told in a cell, "HH:MM"."""
    if cell is None:
        return None
    for time in _beginning_in(context, cell):
        if time.time:
            return time.time
    for time in read_times(cell.text):
        if time.time:
            return time.time
    return None


def happened(context: Context, record: Record, heading: TimeMention | None) -> When | None:
    """When the record's thing happened, from its date cells (or the heading above it); None if no cell says."""
    start = date_of(context, record.cells.get(Column.HAPPENED)) or date_of(context, record.cells.get(Column.DATE))
    clock = (start.time if start else None) or clock_of(context, record.cells.get(Column.TIME))
    if clock is None and start is not None:
        clock = clock_of(context, record.cells.get(Column.HAPPENED))
    if start is None:
        if heading is None or heading.from_ is None:
            return None
        start = heading
        clock = clock or clock_of(context, record.cells.get(Column.DATE))
    first, last = start.from_, start.to
    if first is None or last is None:
        return None
    end = date_of(context, record.cells.get(Column.ENDED)) or _other_side(context, record.cells.get(Column.HAPPENED))
    end_clock = (end.time if end else None) or clock_of(context, record.cells.get(Column.ENDED))
    precision = Precision.MINUTE if clock and first == last else start.precision
    later = end.to if end is not None and end.to is not None and end.to > last else None
    if later is not None and not is_one_night(first, clock, later, end_clock):
        last, precision = later, Precision.RANGE
    return When(start=first, end=last, time=clock, precision=precision, text=start.quote)


def _other_side(context: Context, cell: Cell | None) -> TimeMention | None:
    """The later moment of a cell that says between which two a thing happened ("3 May 21:00 and 4 May 07:15")."""
    if cell is None:
        return None
    days = [t for t in _beginning_in(context, cell) if t.from_ and t.from_ == t.to and not t.clock_only]
    return days[1] if len(days) == 2 else None


def is_one_night(start: date, clock: str | None, end: date, end_clock: str | None) -> bool:
    """Does a stretch that crosses midnight belong to the evening on which it began?

    Evening to the next morning is one night; a night is dated by the evening it began."""
    if clock is None or end_clock is None or end - start != timedelta(days=1):
        return False
    began = datetime.combine(start, datetime.strptime(clock, "%H:%M").time())
    ended = datetime.combine(end, datetime.strptime(end_clock, "%H:%M").time())
    return ended - began <= timedelta(hours=7, minutes=30)


def reported(context: Context, record: Record) -> TimeMention | None:
    """When the record was told or logged."""
    return date_of(context, record.cells.get(Column.REPORTED))
