"""The record of a control-room log: it happened when its words say ("10 mins ago"), and was told when it was opened."""

import re
from datetime import date, datetime, timedelta

from caseclock.extractor.language.account import content_words, references_in, spot, summary
from caseclock.extractor.language.behaviours import types_with_hint
from caseclock.extractor.language.columns import Column, Record
from caseclock.extractor.language.context import Context
from caseclock.extractor.language.incident_rows import REPEATS, is_not_of_this_case
from caseclock.extractor.language.row_times import cell_times, clock_of, date_of
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event, Told
from caseclock.models.text import Cell
from caseclock.models.when import Precision, When

_NUMBER = r"\d{1,3}|an?|one|two|three|four|five|ten|fifteen|twenty|thirty|forty"
_AGO = re.compile(
    r"(?:(?:about|approx\.?|approximately|around|some|over)\s+)?"
    rf"(?:(?P<half>half\s+an?)|(?P<n>{_NUMBER})(?:\s*(?:to|or|-|–)\s*(?P<m>{_NUMBER}))?)\s*"
    r"(?P<unit>mins?|minutes?|hrs?|hours?)\s*(?:ago|earlier|already|since|before)",
    re.IGNORECASE,
)
_IN_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40,
}  # fmt: skip


def stamped_incident(
    context: Context, record: Record, owner: str | None, subject: tuple[str, str] | None
) -> Event | None:
    """One log print as an incident told to its owner when the log was opened; None without words or a day."""
    stamped = [cell for _, cell in record.all if re.match(r"\d{1,2}:\d\d", cell.header)]
    what = stamped[0] if stamped else record.cells.get(Column.WHAT)
    opened = (
        date_of(context, record.cells.get(Column.DATE))
        or date_of(context, record.cells.get(Column.REPORTED))
        or date_of(context, record.cells.get(Column.REFERENCE))
    )
    if what is None or opened is None or opened.from_ is None:
        return None
    clock = (
        clock_of(context, record.cells.get(Column.REPORTED))
        or clock_of(context, record.cells.get(Column.TIME))
        or (what.header[:5].zfill(5) if stamped else None)
    )
    when = _when(context, what, opened.from_, clock, opened.quote)
    words = " . ".join(cell.text for cell in stamped) or what.text
    away = is_not_of_this_case(context, record, subject)
    kind = K.OTHER if away else K.INCIDENT
    types = () if away else types_with_hint(what.text, record.text(Column.TYPE))
    source = (
        context.place.source(record.block.start, record.block.end)
        if record.block.end - record.block.start < 900
        else context.place.source(record.block.start, what.end)
    )
    references = references_in(context.references, record.block.start, record.block.end)
    number = record.text(Column.REFERENCE)
    told = () if owner is None else (Told(owner, opened.from_, number or None, source),)
    return Event(
        spot=spot(source, kind, 0),
        kind=kind,
        types=types,
        when=when,
        summary=summary(what.text)
        if not away
        else summary(f"Recorded, but not about this matter ({record.text(Column.PLACE)}): {summary(what.text)}"),
        actor=None if away else "respondent",
        recipients=(),
        count=1,
        told=told,
        source=source,
        confidence=0.9,
        row=f"{context.paper.document.id}:{record.block.table}:{record.block.start}",
        references=tuple(dict.fromkeys(r.value for r in references)),
        words=content_words(what.text + " " + record.text(Column.TYPE)),
        hate=IncidentType.HATE in types,
        place=record.text(Column.PLACE),
        repeats=tuple(dict.fromkeys(m["ref"].upper() for m in REPEATS.finditer(words))),
    )


def _when(context: Context, what: Cell, opened: date, clock: str | None, stamp: str) -> When:
    """When the thing of a record happened. `stamp` is the opening date as printed, kept in the words that it was read
    from: a record's day is as plainly stated as any."""
    told = [
        t
        for t in cell_times(context, what, opened)
        if t.from_ and not t.clock_only and t.from_ <= opened and t.bound is None
    ]
    if told and told[0].from_ != opened:
        when = told[0].when()
        if when.time is None:
            clocks = [t for t in cell_times(context, what, opened) if t.time]
            when = when.model_copy(update={"time": clocks[0].time if clocks else None})
        return when
    ago = _AGO.search(what.text)
    if clock and ago:
        moment = datetime.combine(opened, datetime.strptime(clock, "%H:%M").time()) - _length(ago)
        return When(
            start=moment.date(),
            end=moment.date(),
            time=moment.strftime("%H:%M"),
            precision=Precision.MINUTE,
            text=f"{stamp}, {ago.group()}",
        )
    return When(
        start=opened, end=opened, time=clock, precision=Precision.MINUTE if clock else Precision.DAY, text=stamp
    )


def _length(ago: re.Match[str]) -> timedelta:
    """How long ago: "half an hour ago", "10-15 mins ago" (the longer)."""
    unit = timedelta(hours=1) if ago["unit"].lower().startswith("h") else timedelta(minutes=1)
    if ago["half"]:
        return unit / 2
    number = (ago["m"] or ago["n"]).lower()
    return unit * (int(number) if number.isdigit() else _IN_WORDS[number])
