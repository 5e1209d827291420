"""Exported chats and text messages: each message is written by somebody, to somebody, at a moment."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from caseclock.extractor.language.account import content_words, spot
from caseclock.extractor.language.columns import Column, Record, records
from caseclock.extractor.language.context import Context, Speaker, Voice
from caseclock.extractor.language.prose import Governor, ProseReader
from caseclock.extractor.language.row_times import cell_times, clock_of, date_of
from caseclock.extractor.language.who import COMPLAINANT
from caseclock.models.agency import AgencyKind
from caseclock.models.document import Block, Cell, Role
from caseclock.models.entry import EntryKind
from caseclock.models.event import Event, Told
from caseclock.models.when import Precision, When

_TELLING = (EntryKind.INCIDENT, EntryKind.REPORT, EntryKind.COMPLAINT)
# A reply within minutes that speaks of "him" or "it" is another account of what was just told.
_SAME_TALK = timedelta(minutes=10)
_OF_IT = re.compile(
    r"\b(?:I|we)\b[^.?]*\b(?:saw|watched|heard|hear|see|can hear|can see)\b[^.?]*\b(?:him|he|it|them|her)\b",
    re.IGNORECASE,
)
_RANG = re.compile(
    r"\b(?:done|rang|rung|ringing|called|calling|reported|phoned|on to)\b[^.?]{0,25}\b(?:101|999|police)\b",
    re.IGNORECASE,
)


def chat_events(context: Context) -> list[Event]:
    """The incidents told in a chat's messages. Gives nothing for papers that are not chats."""
    rows = [
        b
        for b in context.paper.text.blocks
        if b.role is Role.ROW and {c.header for c in b.cells} >= {"Date", "Time", "From", "Text"}
    ]
    if len(rows) < 2:
        return []
    writers = _writers(context, rows)
    agencies = tuple(dict.fromkeys(a for a in writers.values() if a))
    events: list[Event] = []
    last: tuple[datetime, int] | None = None  # when an incident was told last, and its place in `events`
    for record in records(rows):
        sender = _cell(record, "From")
        moment = _moment(context, record)
        if sender is None or moment is None or writers.get(sender.text) is not None:
            continue
        told = _told_in_message(context, record, sender.text, agencies, moment)
        near = last is not None and timedelta(0) <= moment - last[0] <= _SAME_TALK
        if near and last is not None and not any(e.kind is EntryKind.INCIDENT for e in told):
            told += _reply(context, record, sender.text, events, last[1], moment.date())
        for event in told:
            if event.kind is EntryKind.INCIDENT:
                last = moment, len(events)
            events.append(event)
    return events


def _writers(context: Context, rows: Sequence[Block]) -> dict[str, str | None]:
    """Who of the people in the chat writes for which agency (None: a private person)."""
    found: dict[str, str | None] = {}
    for row in rows:
        cell = next(c for c in row.cells if c.header == "From")
        if cell.text not in found:
            mentions = [m for m in context.agency_mentions if cell.start <= m.start and m.end <= cell.end]
            found[cell.text] = mentions[0].agency if mentions else None
    return found


def _cell(record: Record, header: str) -> Cell | None:
    return next((c for c in record.block.cells if c.header == header), None)


def _moment(context: Context, record: Record) -> datetime | None:
    written = date_of(context, record.cells.get(Column.DATE))
    clock = clock_of(context, record.cells.get(Column.TIME))
    if written is None or written.from_ is None:
        return None
    return datetime.combine(written.from_, datetime.strptime(clock or "12:00", "%H:%M").time())


def _told_in_message(
    context: Context, record: Record, sender: str, agencies: tuple[str, ...], moment: datetime
) -> list[Event]:
    text = _cell(record, "Text")
    if text is None:
        return []
    day = moment.date()
    speaker = Speaker(Voice.VICTIM, COMPLAINANT, sender.lower(), agencies, day)
    inner = replace(context, times=cell_times(context, text, day), speakers=(speaker,))
    # A message without a day of its own tells of something that has happened by then, most often just before.
    when = When(start=day, end=day, time=moment.strftime("%H:%M"), precision=Precision.DAY, text=day.isoformat())
    block = Block(Role.PARAGRAPH, text.start, text.end, record.block.page)
    events = ProseReader(inner).read_note(block, Governor(when, False))
    return [replace(e, row=_row(context, record)) for e in events if e.kind in _TELLING]


def _row(context: Context, record: Record) -> str:
    return f"{context.paper.document.id}:{record.block.table}:{record.block.start}"


def _reply(context: Context, record: Record, sender: str, events: list[Event], at: int, day: date) -> list[Event]:
    """What a message right after the telling of an incident adds: another account, or that the police were told."""
    text, told_before = _cell(record, "Text"), events[at]
    if text is None:
        return []
    source = context.place.source(text.start, text.end)
    police = context.only(AgencyKind.POLICE)
    told = (Told(police, day, None, source),) if police is not None and _RANG.search(text.text) else ()
    if told:
        events[at] = replace(told_before, told=(*told_before.told, *told))
    if told_before.person == sender.lower() or not _OF_IT.search(text.text):
        return []
    again = replace(
        told_before, source=source, spot=spot(source, told_before.kind, 2), person=sender.lower(), told=told
    )
    return [replace(again, row=_row(context, record), words=told_before.words | content_words(text.text))]
