"""Exported chats and text messages: each message is written by somebody, to somebody, at a moment."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from caseclock.extractor.language.account import content_words, references_in, spot, summary
from caseclock.extractor.language.acts import find_acts, find_steps, is_unreal
from caseclock.extractor.language.behaviours import incident_types
from caseclock.extractor.language.columns import Column, Record, records
from caseclock.extractor.language.context import Context, Speaker, Voice
from caseclock.extractor.language.prose import Governor, ProseReader
from caseclock.extractor.language.respondent_acts import did_to_somebody
from caseclock.extractor.language.row_times import cell_times, clock_of, date_of
from caseclock.extractor.language.who import COMPLAINANT, RESPONDENT
from caseclock.models.agency import AgencyKind
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.event import Event, Told
from caseclock.models.text import Block, Cell, Role
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


# How prints name the side whose telephone it was, and the other side where they don't say who that is.
_OWN_SIDE = re.compile(r"(?:(?:sent|outgoing)\b(?! by).*|to\b.+|me|you)", re.IGNORECASE)
_NAMELESS = re.compile(r"received|incoming", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_FEW = 2  # telling words
_THEY = re.compile(
    r"\b(?:he|she|they)(?=[’']s\b|\s)|\b(?:his|her|their|the)\s+(?:lad|son|mates?|friends?|boyfriend|brother|dog)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\W*who(?:[’']s| is| are| has)\b", re.IGNORECASE)
# Advice, plans, answers and talk of agencies in a chat.
_NO_ACCOUNT = re.compile(
    r"\W*(?:(?:please|pls|just|then|so|well|mum|dad|love|darling)\W+)*"
    r"(?:ring|rang|rung|call(?:ed)?|phone[d]?|tell|told|report(?:ed)?|email(?:ed)?|put|get|go|leave|close|keep|"
    r"don[’']?t|do|did|ask(?:ed)?|"
    r"let|stay|come|try|write|wrote|send|sent|take|wait|see|saw|has anybody|has anyone|have you|will|would|can|could|"
    r"what|when|where|why|how|shall|should|may|i[’']?(?:ll|d|ve|m)|i (?:will|am|have|had|do|can|daren)|we[’']?(?:ll|"
    r"re|ve)|we (?:will|are|have|had)|"
    r"ok|yes|no|nothing|thank|thanks|good|great|sorry|happy|merry|hi|hello|morning|any)\b",
    re.IGNORECASE,
)
_NO_MORE_THAN_THANKS = re.compile(
    r"\W*(?:(?:hi|hello|ok(?:ay)?|thanks?|thank you|thx|cheers|no problem|no worries|will do|great|yes|no"
    r"|noted|sure|bye|"
    r"you(?:['’]re| are) welcome|very much|so much|again|many)\W*)*",
    re.IGNORECASE,
)


def chat_events(context: Context) -> list[Event]:
    """The incidents told in a chat's messages, and what agencies answered. Nothing for papers that are not chats."""
    rows = [
        b
        for b in context.paper.text.blocks
        if b.role is Role.ROW and {c.header for c in b.cells} >= {"Date", "Time", "From", "Text"}
    ]
    if len(rows) < 2:
        return []
    writers = _writers(context, rows)
    agencies = _agencies(context, rows, writers)
    events: list[Event] = []
    last: tuple[datetime, int] | None = None  # when an incident was told last, and its place in `events`
    for record in records(rows):
        sender = _cell(record, "From")
        moment = _moment(context, record)
        if sender is None or moment is None or _NAMELESS.fullmatch(sender.text):
            continue
        agency = writers.get(sender.text)
        if agency is not None:
            _answered(events, context, record, agency, moment)
            continue
        person = _person(sender)
        told = _told_in_message(context, record, person, agencies, moment)
        near = last is not None and timedelta(0) <= moment - last[0] <= _SAME_TALK
        if near and last is not None and not any(e.kind is EntryKind.INCIDENT for e in told):
            told += _reply(context, record, person, events, last[1], moment.date())
        if not told:
            told = _in_few_words(context, record, person, moment)
        for event in told:
            if event.kind is EntryKind.INCIDENT and not event.weak:
                last = moment, len(events)
            events.append(event)
    return events


def _writers(context: Context, rows: Sequence[Block]) -> dict[str, str | None]:
    """Who of the people in the chat writes for which agency (None: a private person).

    A message "to" an agency is not the agency's."""
    found: dict[str, str | None] = {}
    for row in rows:
        cell = next(c for c in row.cells if c.header == "From")
        if cell.text not in found:
            mentions = [m for m in context.agency_mentions if cell.start <= m.start and m.end <= cell.end]
            own = _OWN_SIDE.fullmatch(cell.text.strip())
            found[cell.text] = mentions[0].agency if mentions and not own else None
    return found


def _agencies(context: Context, rows: Sequence[Block], writers: dict[str, str | None]) -> tuple[str, ...]:
    """The agencies that read the chat: those that write in it, those that messages go "to", and, where a print names
    its sides only above the messages, those that are named there."""
    found = [agency for agency in writers.values() if agency]
    cells = [next(c for c in row.cells if c.header == "From") for row in rows]
    for cell in {cell.text: cell for cell in cells}.values():
        found += [m.agency for m in context.agency_mentions if cell.start <= m.start and m.end <= cell.end]
    first = min(row.start for row in rows)
    if not found and any(_OWN_SIDE.fullmatch(cell.text.strip()) for cell in cells):
        found += [m.agency for m in context.agency_mentions if m.end <= first]
    return tuple(dict.fromkeys(found))


def _person(sender: Cell) -> str:
    """A comparable name of who writes; "" for the side that the print calls only "Sent" or "me"."""
    return "" if _OWN_SIDE.fullmatch(sender.text.strip()) else sender.text.lower()


def _cell(record: Record, header: str) -> Cell | None:
    return next((c for c in record.block.cells if c.header == header), None)


def _moment(context: Context, record: Record) -> datetime | None:
    written = date_of(context, record.cells.get(Column.DATE))
    clock = clock_of(context, record.cells.get(Column.TIME))
    if written is None or written.from_ is None:
        return None
    return datetime.combine(written.from_, datetime.strptime(clock or "12:00", "%H:%M").time())


def _told_in_message(
    context: Context, record: Record, person: str, agencies: tuple[str, ...], moment: datetime
) -> list[Event]:
    text = _cell(record, "Text")
    if text is None:
        return []
    day = moment.date()
    speaker = Speaker(Voice.VICTIM, COMPLAINANT, person, agencies, day)
    inner = replace(context, times=cell_times(context, text, day), speakers=(speaker,))
    # A message without a day of its own tells of something that has happened by then, most often just before.
    when = When(start=day, end=day, time=moment.strftime("%H:%M"), precision=Precision.DAY, text=day.isoformat())
    block = Block(Role.PARAGRAPH, text.start, text.end, record.block.page)
    events = ProseReader(inner).read_note(block, Governor(when, False))
    return [replace(e, row=_row(context, record)) for e in events if e.kind in _TELLING and (e.alone or not e.weak)]


def _in_few_words(context: Context, record: Record, person: str, moment: datetime) -> list[Event]:
    """What may be an incident, told as it happens and without a word of behaviour: "Five cars out there, wheels
    spinning". What somebody is doing to the writer is one; other words only beside another account."""
    text = _cell(record, "Text")
    if text is None or _NO_MORE_THAN_THANKS.fullmatch(text.text) or _NO_ACCOUNT.match(text.text):
        return []
    words = content_words(text.text)
    if len(words) < _FEW or (text.text.rstrip().endswith("?") and not _WHO.match(text.text)):
        return []
    source = context.place.source(text.start, text.end)
    done = any(did_to_somebody(text.text[m.end() :]) for m in _THEY.finditer(text.text))
    first = min((end.end() for end in _SENTENCE_END.finditer(text.text)), default=len(text.text)) + text.start
    moments = [t for t in cell_times(context, text, moment.date()) if t.from_ and not t.clock_only and t.start < first]
    day = moments[0].from_ if moments and moments[0].from_ else moment.date()
    time = moment.strftime("%H:%M") if day == moment.date() else None
    event = Event(
        spot=spot(source, EntryKind.INCIDENT, 3),
        kind=EntryKind.INCIDENT,
        types=incident_types(text.text) or (IncidentType.OTHER,),
        when=When(start=day, end=day, time=time, precision=Precision.DAY, text=day.isoformat()),
        summary=summary(text.text),
        actor=RESPONDENT,
        recipients=(),
        count=1,
        told=(),
        source=source,
        confidence=0.6 if done else 0.4,
        row=_row(context, record),
        words=words,
        person=person,
        weak=not done,
    )
    return [event]


def _answered(events: list[Event], context: Context, record: Record, agency: str, moment: datetime) -> None:
    """Adds what an agency wrote: its contact with the people of the chat, or an act of its own that it tells of.

    What it sends on one day without being answered is one contact."""
    text = _cell(record, "Text")
    if text is None or _NO_MORE_THAN_THANKS.fullmatch(text.text):
        return
    day = moment.date()
    acts = find_acts(text.text)
    acted = bool(acts) and acts[0].kind is EntryKind.AGENCY_ACTION and not is_unreal(text.text, acts[0].start)
    kind = EntryKind.AGENCY_ACTION if acted else EntryKind.CONTACT
    steps = find_steps(text.text) if acted else frozenset()
    before = events[-1] if events else None
    if before is not None and before.actor == agency and before.when.start == day:
        events[-1] = replace(before, steps=before.steps | steps)
        return
    source = context.place.source(text.start, text.end)
    references = references_in(context.references, text.start, text.end)
    events.append(
        Event(
            spot=spot(source, kind, 0),
            kind=kind,
            types=(),
            when=When(start=day, end=day, time=moment.strftime("%H:%M"), precision=Precision.DAY, text=day.isoformat()),
            summary=summary(text.text),
            actor=agency,
            recipients=(COMPLAINANT,),
            count=1,
            told=(),
            source=source,
            confidence=0.9,
            row=_row(context, record),
            references=tuple(dict.fromkeys(r.value for r in references)),
            steps=steps,
            case_ref=context.case_ref(text.start, text.end),
        )
    )


def _row(context: Context, record: Record) -> str:
    """The key of a message: as of a table of its own, since people write of one thing more than once."""
    return f"{context.paper.document.id}:{record.block.table}.{record.block.start}:{record.block.start}"


def _reply(context: Context, record: Record, person: str, events: list[Event], at: int, day: date) -> list[Event]:
    """What a message right after the telling of an incident adds: another account, or that the police were told."""
    text, told_before = _cell(record, "Text"), events[at]
    if text is None:
        return []
    source = context.place.source(text.start, text.end)
    police = context.only(AgencyKind.POLICE)
    told = (Told(police, day, None, source),) if police is not None and _RANG.search(text.text) else ()
    if told:
        events[at] = replace(told_before, told=(*told_before.told, *told))
    if told_before.person == person or not _OF_IT.search(text.text):
        return []
    again = replace(told_before, source=source, spot=spot(source, told_before.kind, 2), person=person, told=told)
    return [replace(again, row=_row(context, record), words=told_before.words | content_words(text.text))]
