"""Exported chats and text messages: each message is written by somebody, to somebody, at a moment."""

from collections.abc import Sequence
from dataclasses import replace

from caseclock.extractor.language.columns import Column, Record, records
from caseclock.extractor.language.context import Context, Speaker, Voice
from caseclock.extractor.language.prose import Governor, ProseReader
from caseclock.extractor.language.row_times import cell_times, clock_of, date_of
from caseclock.extractor.language.who import COMPLAINANT
from caseclock.models.document import Block, Cell, Role
from caseclock.models.entry import EntryKind
from caseclock.models.event import Event
from caseclock.models.when import Precision, When


def chat_events(context: Context) -> list[Event]:
    """The incidents told in a chat's messages. Gives nothing for papers that are not chats."""
    rows = [
        b
        for b in context.paper.text.blocks
        if b.role is Role.ROW and {c.header for c in b.cells} >= {"Date", "Time", "From", "Text"}
    ]
    if len(rows) < 2:
        return []
    table = records(rows)
    writers = _writers(context, rows)
    agencies = tuple(dict.fromkeys(a for a in writers.values() if a))
    events: list[Event] = []
    for record in table:
        sender = next((c.text for c in record.block.cells if c.header == "From"), "")
        if writers.get(sender) is None:
            events += _told_in_message(context, record, sender, agencies)
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


def _told_in_message(context: Context, record: Record, sender: str, agencies: tuple[str, ...]) -> list[Event]:
    text: Cell | None = next((c for c in record.block.cells if c.header == "Text"), None)
    written = date_of(context, record.cells.get(Column.DATE))
    if text is None or written is None or written.from_ is None:
        return []
    clock = clock_of(context, record.cells.get(Column.TIME))
    speaker = Speaker(Voice.VICTIM, COMPLAINANT, sender.lower(), agencies, written.from_)
    inner = replace(context, times=cell_times(context, text, written.from_), speakers=(speaker,))
    reader = ProseReader(inner)
    # A message without a day of its own tells of something that has happened by then, most often just before.
    when = When(start=written.from_, end=written.to, time=clock, precision=Precision.DAY, text=written.quote)
    events = reader.read_note(Block(Role.PARAGRAPH, text.start, text.end, record.block.page), Governor(when, False))
    row = f"{context.paper.document.id}:{record.block.table}:{record.block.start}"
    return [
        replace(e, row=row) for e in events if e.kind in (EntryKind.INCIDENT, EntryKind.REPORT, EntryKind.COMPLAINT)
    ]
