"""Tables and logs to events: what kind of table it is, then one record a row."""

import re
from collections.abc import Sequence
from itertools import groupby

from caseclock.extractor.language.acts import find_acts
from caseclock.extractor.language.addresses import subject_address
from caseclock.extractor.language.call_log import call_events, is_call_log
from caseclock.extractor.language.columns import Column, Record, records
from caseclock.extractor.language.context import Context, Voice
from caseclock.extractor.language.headed_log import headed_record, is_headed
from caseclock.extractor.language.incident_rows import (
    incident_row,
    is_incident_row,
    is_officers_row,
    outcome_events,
    tells_of_another_street,
    update_events,
)
from caseclock.extractor.language.log_records import stamped_incident
from caseclock.extractor.language.note_rows import action_row, note_row
from caseclock.extractor.language.printed_notes import is_note_print, note_events
from caseclock.extractor.language.row_times import date_of, days_in_order
from caseclock.extractor.language.sentences import Span
from caseclock.models.agency import AgencyKind
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind
from caseclock.models.event import Event
from caseclock.models.mention import TimeMention
from caseclock.models.text import Block, Role

_STAMPED = re.compile(r"\d{1,2}:\d\d")
_DATED = frozenset({Column.HAPPENED, Column.DATE, Column.REPORTED})
# A table with one of these tells what happened though it also says what a thing cost; without, it is a list of bills.
_OF_RECORDS = frozenset({Column.HAPPENED, Column.REPORTED, Column.TOLD, Column.WITNESS, Column.TYPE})
_OWNS = re.compile(
    r"\b(?:belongs to|is (?:run|used|provided|monitored) by|goes (?:straight )?to|reach(?:es)? (?:us|"
    r"the)|reports? to|department|our (?:app|noise app)|council[’']?s)\b",
    re.IGNORECASE,
)


def row_events(context: Context, owner: str | None) -> list[Event]:
    """The events of a paper's tables. `owner` is the agency that the table's records were made to or by, if known."""
    events: list[Event] = []
    for rows, heading_of in _tables(context):
        events += _table_events(context, rows, heading_of, owner)
    return events


def _tables(context: Context) -> list[tuple[list[Block], dict[int, TimeMention]]]:
    """The rows of each table, with the dated heading that stands above a row (by the row's start)."""
    heading: TimeMention | None = None
    above: dict[int, TimeMention] = {}
    rows: list[Block] = []
    for block in context.paper.text.blocks:
        if block.role is Role.HEADING:
            dates = [t for t in context.times_in(block.start, block.end) if t.from_ and t.from_ == t.to]
            heading = dates[-1] if dates else None
        elif block.role is Role.ROW and block.cells:
            if heading is not None:
                above[block.start] = heading
            rows.append(block)
    return [(list(group), above) for _, group in groupby(rows, key=lambda b: b.table)]


def _table_events(
    context: Context, rows: Sequence[Block], heading_of: dict[int, TimeMention], owner: str | None
) -> list[Event]:
    table = records(rows)
    meanings = {column for record in table for column, _ in record.all}
    if Column.WHAT not in meanings and not any(_STAMPED.match(c.header) for r in rows for c in r.cells):
        return []
    if Column.MONEY in meanings and not meanings & _OF_RECORDS:
        return []
    if Column.DUE in meanings and (meanings & {Column.OWNER, Column.STATUS} or not meanings & _DATED):
        return [e for e in (action_row(context, r) for r in table) if e]
    if any(_STAMPED.match(c.header) for r in rows for c in r.cells):
        return _log_events(context, table, owner)
    places = [r.text(Column.PLACE) for r in table if r.text(Column.PLACE)]
    subject = subject_address(places) if len(places) >= 4 else None
    if is_call_log(context, meanings):
        return call_events(context, table)
    if is_note_print(context, table):
        return note_events(context, table, owner)
    if all(is_headed(context, record) for record in table):
        return [event for record in table for event in headed_record(context, record, owner, subject)]
    notes = _is_notes(context, meanings)
    diary = context.paper.document.kind is DocumentKind.DIARY
    context = days_in_order(context, table)
    events: list[Event] = []
    for record in table:
        heading = heading_of.get(record.block.start)
        written = (
            date_of(context, record.cells.get(Column.REPORTED))
            or date_of(context, record.cells.get(Column.DATE))
            or heading
        )
        apart = Column.HAPPENED in record.cells and date_of(context, record.cells[Column.HAPPENED]) is not None
        if written is not None and Column.WHO in record.cells and tells_of_another_street(context, record):
            events += [e for e in (incident_row(context, record, owner, subject, heading),) if e]
        elif written is not None and not apart and (notes or is_officers_row(record, meanings)):
            events += note_row(context, record, owner, written)
        elif is_incident_row(record) or apart or (diary and (written is None or _said_to_writer(context, record))):
            event = incident_row(context, record, _told_to(context, owner, meanings), subject, heading)
            if event:
                events.append(event)
                events += outcome_events(context, record, owner) if event.kind is EntryKind.INCIDENT else []
        elif written is not None:
            events += note_row(context, record, owner, written)
    return events


def _said_to_writer(context: Context, record: Record) -> bool:
    """In a diary, does somebody who is neither the writer nor of an agency say something? It is kept for that."""
    what = record.cells.get(Column.WHAT)
    acts = sorted(find_acts(what.text), key=lambda act: act.start) if what else []
    if what is None or not acts or acts[0].kind is not EntryKind.CONTACT:
        return False
    lead = Span(what.start, what.start + acts[0].start)
    own = re.fullmatch(r"\W*", what.text[: acts[0].start]) or re.search(r"\b(?:I|we)\b", what.text[: acts[0].start])
    return not own and not any(lead.start <= m.start < lead.end for m in context.agency_mentions)


def _is_notes(context: Context, meanings: set[Column]) -> bool:
    """Are the rows notes of an agency (dated when written) rather than records of incidents?"""
    kind = context.paper.document.kind
    if kind is DocumentKind.DIARY:
        return False
    if kind is DocumentKind.CASE_NOTES:
        return True
    if Column.HAPPENED in meanings and Column.REPORTED not in meanings:
        return False
    if kind is DocumentKind.INCIDENT_LOG and {Column.REPORTED, Column.PLACE, Column.OUTCOME} <= meanings:
        return False  # what came in, about which house, and what was made of it
    if Column.OFFICER in meanings and not meanings & {Column.HAPPENED, Column.PLACE}:
        return True  # whoever's paper it is, each row says which officer wrote it
    return context.speaker(0).voice is Voice.AGENCY and (
        Column.OFFICER in meanings or Column.HAPPENED not in meanings or Column.WHO in meanings
    )


def _told_to(context: Context, owner: str | None, meanings: set[Column]) -> str | None:
    """To whom a row was told: the owner of a log; of a diary nobody, unless a column says so."""
    kind = context.paper.document.kind
    said = Column.TOLD in meanings and kind not in (DocumentKind.INCIDENT_LOG, DocumentKind.POLICE_DISCLOSURE)
    if Column.REPORTED not in meanings and (kind is DocumentKind.DIARY or said):
        return None
    return owner


def _log_events(context: Context, table: Sequence[Record], owner: str | None) -> list[Event]:
    """Control-room prints: one record is one log; its first stamped line tells, the later ones say what was done."""
    events: list[Event] = []
    subject = (
        subject_address([r.text(Column.PLACE) for r in table if r.text(Column.PLACE)]) if len(table) >= 4 else None
    )
    for record in table:
        event = stamped_incident(context, record, owner, subject)
        if event is None:
            continue
        events.append(event)
        opened = date_of(context, record.cells.get(Column.DATE)) or date_of(context, record.cells.get(Column.REPORTED))
        events += update_events(context, record, owner, opened.from_ if opened else event.when.start)
    return events


def owner_of(context: Context, author: str | None, papers: Sequence[Context]) -> str | None:
    """Whose records a table holds: its author; for an app's export the agency that another paper says the app is of."""
    kind = context.paper.document.kind
    if author is not None:
        return author
    text = context.paper.text.text[:400]
    if re.search(r"\bpolice\b|constabulary|crime", text, re.IGNORECASE) and kind in (
        DocumentKind.POLICE_DISCLOSURE,
        DocumentKind.INCIDENT_LOG,
    ):
        return context.only(AgencyKind.POLICE)
    if kind in (DocumentKind.INCIDENT_LOG, DocumentKind.OTHER, DocumentKind.DIARY, DocumentKind.CASE_NOTES):
        named = _owner_named_elsewhere(context, papers)
        if named:
            return named
        if kind is not DocumentKind.DIARY or "logged" in text.lower():
            return context.only(AgencyKind.LOCAL_AUTHORITY) or context.only(AgencyKind.REGISTERED_PROVIDER)
    return None


def _owner_named_elsewhere(context: Context, papers: Sequence[Context]) -> str | None:
    """The agency of the paper that says of this export's program that it is theirs ("X belongs to this department")."""
    stem = context.paper.document.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    words = [
        w
        for w in re.findall(r"[A-Z][A-Za-z]{3,}", stem)
        if w.lower() not in {"export", "diary", "incident", "street", "road", "flat", "noise", "report"}
    ]
    for word in re.findall(r"[A-Za-z]{4,}", stem.replace("_", " ")):
        found = _kept_by_channel(context, word, papers)
        if found:
            return found
    for word in words:
        for other in papers:
            if other is context:
                continue
            for match in re.finditer(rf"\b{re.escape(word)}\b[^.]{{0,80}}", other.paper.text.text):
                if _OWNS.search(match.group()) and other.speakers[0].voice is Voice.AGENCY:
                    return other.speakers[0].author
    return None


def _kept_by_channel(context: Context, name: str, papers: Sequence[Context]) -> str | None:
    """The agency whose log names the program, and nothing else, as the way in which a record came to it."""
    for other in papers:
        if other is context or other.paper.document.kind is not DocumentKind.INCIDENT_LOG:
            continue
        cells = (c.text.strip().lower() for b in other.paper.text.blocks if b.role is Role.ROW for c in b.cells)
        if name.lower() in cells:
            author = other.speakers[0].author
            return author if author in other.agencies else owner_of(other, None, ())
    return None
