"""When a record happened and when it was told: dates of its cells, and of the words in them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from caseclock.extractor.language.anchors import read_times
from caseclock.extractor.language.calendar_days import bank_holidays
from caseclock.extractor.language.columns import Column, Record
from caseclock.extractor.language.context import Context
from caseclock.extractor.language.time_clock import with_part
from caseclock.extractor.language.time_expression import Clock
from caseclock.extractor.language.time_words import WEEKDAYS
from caseclock.models.document import DocumentKind
from caseclock.models.mention import TimeMention
from caseclock.models.text import Cell
from caseclock.models.when import Precision, When

_PARTS = r"(?:early )?(?:day|morning|morn|afternoon|aft|evening|eve|night|nite)"
_DAY_AFTER = re.compile(rf"(?:the )?(?:(?:next|following) {_PARTS}|{_PARTS} after)")
_SAME_DAY = re.compile(rf"(?:later )?(?:the )?(?:same|that) {_PARTS}|ditto|do\.|[\"”“〃]+")
_DAY_ALONE = re.compile(
    rf"(?:on )?(?:the )?(?:(?P<weekday>[a-z]{{3,9}})\b[.,]?)?"
    rf"(?: ?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?)?(?: {_PARTS})?"
)
_THE_DAY_BEFORE = re.compile(rf"(?:the )?(?:{_PARTS} before|previous {_PARTS})")
_HOLIDAY = re.compile(r"(?:the )?(?P<next>next )?bank hol(?:iday)?(?: (?:mon|fri|tues?)(?:day)?)?(?:,.*)?")
_PART = re.compile(r"\b(?:(?P<morning>morn(?:ing)?)|(?P<evening>afternoon|aft|evening|eve)|(?P<night>night|nite))\b")
_HALF_TOLD = re.compile(r"\d ?[ap]\.?m?\b|\d\d[:.]?\d\d|noon|midday|night|\b(?:morn|eve\b|evening|aft)", re.IGNORECASE)
_LONGEST_GAP = 186  # days between two rows of a diary, where a weekday and a number tell the later one


def days_in_order(context: Context, table: Sequence[Record]) -> Context:
    """The paper with the day cells of a diary that lean on the row above ("Wed", "night after", "Sat 20th") settled.

    A day is the first that its words allow on or after that of the row above, if it is no later than the next row whose
    own words give the whole date and is not itself out of order; else the cell stays as it was."""
    if context.paper.document.kind is not DocumentKind.DIARY:
        return context
    cells = [r.cells.get(Column.HAPPENED) or r.cells.get(Column.DATE) for r in table]
    stated = [None if c is None or _leans(c.text) else date_of(context, c) for c in cells]
    told = [t.from_ for t in stated if t is not None and t.from_ is not None]
    steps = list(pairwise(told))
    if sum(b < a for a, b in steps) > sum(b > a for a, b in steps):
        return context  # the newest stands first
    settled: list[TimeMention] = []
    last: date | None = None
    for number, (cell, own) in enumerate(zip(cells, stated, strict=True)):
        if own is not None:
            last = own.from_
        elif cell is not None and last is not None and (day := _day_from(cell.text, last)) is not None:
            ahead = next((t.from_ for t in stated[number:] if t and t.from_ and t.from_ >= last), None)
            if ahead is None or day <= ahead:
                settled.append(_mention(cell, day, last))
                last = day
    if not settled:
        return context
    kept = [t for t in context.times if not any(m.start <= t.start < m.end and not t.clock_only for m in settled)]
    return replace(context, times=sorted([*kept, *settled], key=lambda t: t.start))


def _words(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".:,")


def _leans(text: str) -> bool:
    """Do the words of a day cell leave the month open?"""
    words = _words(text)
    if any(pattern.fullmatch(words) for pattern in (_DAY_AFTER, _SAME_DAY, _HOLIDAY)):
        return True
    alone = _DAY_ALONE.fullmatch(words)
    weekday = alone["weekday"] if alone else None
    return alone is not None and bool(weekday or alone["day"]) and (weekday is None or weekday in WEEKDAYS)


def _day_from(text: str, above: date) -> date | None:
    """The first day on or after that of the row above which a cell's words allow."""
    words = _words(text)
    if not _leans(text):
        return None
    if _DAY_AFTER.fullmatch(words):
        return above + timedelta(1)
    if (holiday := _HOLIDAY.fullmatch(words)) is not None:
        first = above + timedelta(1 if holiday["next"] else 0)
        return next((d for year in (first.year, first.year + 1) for d in bank_holidays(year) if d >= first), None)
    alone = None if _SAME_DAY.fullmatch(words) else _DAY_ALONE.fullmatch(words)
    if alone is None:
        return above
    weekday = WEEKDAYS[alone["weekday"]] if alone["weekday"] else None
    number = int(alone["day"]) if alone["day"] else None
    reach = 31 if weekday is None else 7 if number is None else _LONGEST_GAP
    days = (above + timedelta(n) for n in range(reach))
    return next((d for d in days if weekday in (None, d.weekday()) and number in (None, d.day)), None)


def _mention(cell: Cell, day: date, above: date) -> TimeMention:
    quote = cell.text.strip()
    start = cell.start + cell.text.index(quote)
    return TimeMention(
        start, start + len(quote), quote, day, day, None, Precision.DAY, relative=True, anchor=above.isoformat(),
        rule="row above",
    )  # fmt: skip


def cell_times(context: Context, cell: Cell, written: date | None) -> list[TimeMention]:
    """The times told in a cell, counted from the day that its row was written; offsets of the document."""
    found: list[TimeMention] = []
    for time in read_times(cell.text, dated=written):
        time = replace(time, start=time.start + cell.start, end=time.end + cell.start)
        found.append(_day_before(_to_the_day(time, cell, written), found, written))
    return found


_MONTHS_AGO = re.compile(r"(?P<n>an?|one|two|three|six|\d{1,2})\s+(?P<unit>month|year)s?\s+ago", re.IGNORECASE)
_TO_THE_DAY = re.compile(r"\s+(?:today|to the (?:very )?day|this (?:very )?day)\b", re.IGNORECASE)
_FEW = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "six": 6}


def _to_the_day(time: TimeMention, cell: Cell, written: date | None) -> TimeMention:
    """ "A month ago today" is that day of the month before."""
    ago = _MONTHS_AGO.fullmatch(time.quote)
    said = _TO_THE_DAY.match(cell.text, time.end - cell.start)
    if ago is None or said is None or written is None:
        return time
    number = ago["n"].lower()
    months = (_FEW.get(number) or int(number)) * (12 if ago["unit"].lower() == "year" else 1)
    year, month = divmod(written.year * 12 + written.month - 1 - months, 12)
    try:
        day = date(year, month + 1, written.day)
    except ValueError:
        return time
    end = cell.start + said.end()
    quote = cell.text[time.start - cell.start : said.end()]
    return replace(time, end=end, quote=quote, from_=day, to=day, precision=Precision.DAY)


def _day_before(time: TimeMention, above: Sequence[TimeMention], written: date | None) -> TimeMention:
    """ "The night before" is that before the day told last in the cell, before the day of the row if none was."""
    if time.from_ is not None or not _THE_DAY_BEFORE.fullmatch(" ".join(time.quote.lower().split())):
        return time
    last = next((t.from_ for t in reversed(above) if t.from_ is not None and t.from_ == t.to), written)
    if last is None:
        return time
    day = last - timedelta(1)
    return replace(time, from_=day, to=day, precision=Precision.DAY, anchor=last.isoformat())


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
    clock = (start.time if start else None) or _told_half(start, context, record.cells.get(Column.TIME))
    if clock is None and start is not None:
        clock = clock_of(context, record.cells.get(Column.HAPPENED))
    if start is None:
        if heading is None or heading.from_ is None:
            return _undated(context, record)
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


def _told_half(day: TimeMention | None, context: Context, cell: Cell | None) -> str | None:
    """The clock time of a cell beside a day; the day's part of the day ("night after") tells a bare hour's half."""
    clock = clock_of(context, cell)
    part = _PART.search(day.quote.lower()) if day is not None else None
    if clock is None or cell is None or part is None or part.lastgroup is None or _HALF_TOLD.search(cell.text):
        return clock
    hour, minute = int(clock[:2]), int(clock[3:])
    settled = with_part(Clock(hour, minute, sure=hour > 12), part.lastgroup)
    return f"{settled.hour:02d}:{settled.minute:02d}"


def _undated(context: Context, record: Record) -> When | None:
    """A diary's row whose day cell cannot be placed happened all the same."""
    cell = record.cells.get(Column.HAPPENED) or record.cells.get(Column.DATE)
    diary = context.paper.document.kind is DocumentKind.DIARY and Column.REPORTED not in record.cells
    if not diary or cell is None or not cell.text.strip():
        return None
    clock = clock_of(context, record.cells.get(Column.TIME))
    return When(start=None, end=None, time=clock, precision=Precision.UNDATED, text=cell.text.strip())


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
