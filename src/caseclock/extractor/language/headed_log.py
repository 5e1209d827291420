"""The record of a log print whose words stand below a line with its number and day ("Log 212 16/04/2023 15:20")."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from caseclock.extractor.headed_logs import headed_records, headed_row
from caseclock.extractor.language.account import content_words, references_in, spot, summary
from caseclock.extractor.language.acts import find_acts, find_steps, is_negated, is_unreal
from caseclock.extractor.language.behaviours import incident_types
from caseclock.extractor.language.columns import Column, Record, records
from caseclock.extractor.language.context import Context
from caseclock.extractor.language.log_records import stamped_incident
from caseclock.extractor.language.row_times import clock_of, date_of
from caseclock.extractor.language.sentences import Span, sentences
from caseclock.extractor.language.who import COMPLAINANT
from caseclock.extractor.lines import lines_of
from caseclock.models.agency import AgencyKind
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind as K
from caseclock.models.event import Event
from caseclock.models.mention import TimeMention
from caseclock.models.text import Cell, Role
from caseclock.models.when import Precision, When

_LOGS = (DocumentKind.POLICE_DISCLOSURE, DocumentKind.INCIDENT_LOG)
# Officers at the head of a sentence: it says what they did.
_OFFICERS = re.compile(
    r"\W*(?:(?:two|both|the|uniform(?:ed)?|double crewed|response|neighbourhood|local|area|night|duty) )*"
    r"(?:police(?! (?:called|rung|wanted|required|requested))|officers?|units?|patrols?|crew|PCSOs?|PCs?|DCs?|DS|PS|"
    r"SGT|SNT|NPT|[A-Z]{2}\d{2})\b",
    re.IGNORECASE,
)
_CALLER = re.compile(
    r"\b(?:callers?|inf(?:t|ormant)?|agg(?:rieved)?|called by|complainant|999 call|rings? in|states|says|reports?)\b",
    re.IGNORECASE,
)
# What the police did, in words without a subject: "WORDS OF ADVICE GIVEN", "CCTV OVERWRITTEN".
_DONE = re.compile(
    r"\b(?:words of advice|advice given|interviewed|arrested|attended|spoken to|area search(?:ed)?|no trace|"
    r"no further action|NFA|filed|(?:cctv|footage)(?: \w+){0,2} (?:overwritten|seized|viewed|recovered|wiped|lost)|"
    r"statement taken|dispersed|warned|moved on|visited|(?:scene|house|address) visited|CPW|community resolution|"
    r"voluntary attend\w+)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|to (?:attend|call|visit|be)|if|when free|no (?:units?|patrols?|officers?)|tomorrow)\b", re.I
)
_FOOTAGE = re.compile(r"\b(?:cctv|footage)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|chas(?:es|ed|ing)|request(?:s|ed|ing)|wants?|wanting|enquir(?:es|ed|ing)|seeking)\b"
    r"[^.;]{0,20}\b(?:update|progress|news|outcome|officer|call ?back|result|what is happening)\b",
    re.IGNORECASE,
)
_DUPLICATE = re.compile(
    r"\b(?:duplicates?|dup\.?|repeat(?:ed|s)?|same (?:\w+ )?(?:matter|incident|job|event|call)|another call)\b"
    r"[^.;]{0,40}?\b(?:of|to|with|as|re|log|cad|incident|inc|call|ref)\W+(?:(?:log|cad|incident|inc|ref|no)\W+)*"
    r"(?P<ref>[A-Z]{0,4}[-/]?\d{2,}(?:[-/]\d+)*)",
    re.IGNORECASE,
)


def is_headed(context: Context, record: Record) -> bool:
    """Is the record one of a log, its words on lines of their own below its number and day?"""
    day, what = record.cells.get(Column.DATE), record.cells.get(Column.WHAT)
    if context.paper.document.kind not in _LOGS or day is None or what is None or Column.REFERENCE not in record.cells:
        return False
    above = max(cell.end for _, cell in record.all if cell is not what)
    return above <= what.start and "\n" in context.paper.text.text[above : what.start]


def headed_paragraphs(context: Context, owner: str | None) -> tuple[list[Event], set[int]]:
    """The events of such records in a log whose lines came as paragraphs (a PDF, a Word document), and where the blocks
    begin that were read so."""
    paper = context.paper
    if paper.document.kind not in _LOGS or any(b.role is Role.ROW for b in paper.text.blocks):
        return [], set()
    lines = lines_of(paper.text.text)
    rows = [headed_row(paper.text.text, lines, record) for record in headed_records(lines)]
    events = [
        event
        for record in records(rows)
        if is_headed(context, record)
        for event in headed_record(context, record, owner, None)
    ]
    used = {b.start for b in paper.text.blocks for row in rows if row.start <= b.start < row.end}
    return events, used


def headed_record(context: Context, record: Record, owner: str | None, subject: tuple[str, str] | None) -> list[Event]:
    """What one such record tells: the incident that was told to `owner` when it was opened, and what was done."""
    what, opened = record.cells[Column.WHAT], date_of(context, record.cells.get(Column.DATE))
    if opened is None or opened.from_ is None:
        return []
    said = list(sentences(context.paper.text.text, what.start, what.end))
    first_done = next((n for n, span in enumerate(said) if _is_done(context, span)), len(said))
    told, done = said[:first_done], said[first_done:]
    events = _told(context, record, owner, subject, told, opened) if told else []
    return events + _done(context, record, owner, done, opened, whole=not told)


def _is_done(context: Context, span: Span) -> bool:
    """Does a sentence tell what officers did, rather than what they were told?"""
    words = context.paper.text.text[span.start : span.end]
    if _AHEAD.search(words):
        return False
    if _OFFICERS.match(words):
        return True
    telling = _CALLER.search(words)
    done = _DONE.search(words)
    acts = [a.start for a in find_acts(words) if a.kind is K.POLICE_ACTION]
    at = min([done.start(), *acts] if done else acts, default=None)
    if at is None or is_unreal(words, at):
        return False
    return telling is None or telling.start() > at


def _told(
    context: Context,
    record: Record,
    owner: str | None,
    subject: tuple[str, str] | None,
    told: Sequence[Span],
    opened: TimeMention,
) -> list[Event]:
    text, what = context.paper.text.text, record.cells[Column.WHAT]
    last = told[-1].end
    words = Cell(what.header, what.start, last, text[what.start : last])
    short = replace(record, block=replace(record.block, end=last), cells={**record.cells, Column.WHAT: words})
    if incident_types(words.text) or not (find_acts(words.text) or _ASKS.search(words.text)):
        event = stamped_incident(context, short, owner, subject)
        if event is None:
            return []
        whole = references_in(context.references, record.block.start, record.block.end)
        again = tuple(dict.fromkeys(m["ref"].upper() for m in _DUPLICATE.finditer(what.text)))
        return [
            replace(
                event, repeats=again, references=tuple(dict.fromkeys(r.value for r in whole)), row=_row(context, record)
            )
        ]
    event = _event(context, record, K.CONTACT, Span(record.block.start, last), words.text, opened, 0)
    return [replace(event, actor=COMPLAINANT, recipients=(owner,) if owner else ())]


def _done(
    context: Context, record: Record, owner: str | None, done: Sequence[Span], opened: TimeMention, *, whole: bool
) -> list[Event]:
    """The acts told by a run of sentences: one for each clock time that they give, one for what became of footage."""
    text = context.paper.text.text
    groups: list[list[Span]] = []
    for number, span in enumerate(done):
        own = _clock(context, span) or _FOOTAGE.search(text, span.start, span.end)
        if number == 0 or (own and _is_done(context, span)):
            groups.append([span])
        else:
            groups[-1].append(span)
    police = owner is None or context.agencies[owner].kind is AgencyKind.POLICE
    kind = K.POLICE_ACTION if police else K.AGENCY_ACTION
    events = []
    for number, group in enumerate(groups, 1):
        words = text[group[0].start : group[-1].end]
        act = next(iter(find_acts(words)), None)
        if act is not None and is_negated(words, act.start) and len(group) == 1:
            continue
        start = record.block.start if whole and number == 1 else group[0].start
        event = _event(context, record, kind, Span(start, group[-1].end), words, opened, number)
        clock = _clock(context, group[0]) or (event.when.time if whole and number == 1 else None)
        precision = Precision.MINUTE if clock else Precision.DAY
        when = event.when.model_copy(update={"time": clock, "precision": precision})
        events.append(replace(event, when=when, actor=owner, steps=find_steps(words)))
    return events


def _clock(context: Context, span: Span) -> str | None:
    return next((t.time for t in context.times_in(span.start, span.end) if t.time), None)


def _row(context: Context, record: Record) -> str:
    return f"{context.paper.document.id}:{record.block.table}:{record.block.start}"


def _event(
    context: Context, record: Record, kind: K, span: Span, words: str, opened: TimeMention, number: int
) -> Event:
    source = context.place.source(span.start, span.end)
    clock = clock_of(context, record.cells.get(Column.TIME))
    precision = Precision.MINUTE if clock else Precision.DAY
    day: date | None = opened.from_
    references = references_in(context.references, span.start, span.end)
    return Event(
        spot=spot(source, kind, number),
        kind=kind,
        types=(),
        when=When(start=day, end=day, time=clock, precision=precision, text=opened.quote),
        summary=summary(words),
        actor=None,
        recipients=(),
        count=1,
        told=(),
        source=source,
        confidence=0.9,
        row=_row(context, record),
        references=tuple(dict.fromkeys(r.value for r in references)),
        words=content_words(words),
    )
