"""Somebody's own list of the calls that they made: each row a call to an agency, on the day and at the hour that it
gives, about a thing that had just happened or that its words date ("Saturday night till one")."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from caseclock.extractor.language.account import content_words, count_in, references_in, spot, summary
from caseclock.extractor.language.acts import find_steps
from caseclock.extractor.language.behaviours import incident_types
from caseclock.extractor.language.columns import Column, Record
from caseclock.extractor.language.context import Context, Voice
from caseclock.extractor.language.log_clocks import said_clock, with_said_clock
from caseclock.extractor.language.no_incident import tells_of_no_incident
from caseclock.extractor.language.other_matter import is_other_matter
from caseclock.extractor.language.row_times import cell_times, clock_of, date_of
from caseclock.extractor.language.who import COMPLAINANT, RESPONDENT
from caseclock.models.agency import AgencyKind
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event, Told
from caseclock.models.source import Source
from caseclock.models.text import Cell
from caseclock.models.when import Precision, When

_POLICE = re.compile(r"\b(?:999|101|112|police|cops)\b", re.IGNORECASE)
_COUNCIL = re.compile(r"\b(?:council|noise (?:line|team|patrol)|environmental health|EH|out of hours)\b", re.IGNORECASE)
_LANDLORD = re.compile(r"\b(?:landlord|housing|association|homes|HA)\b", re.IGNORECASE)
# About the case, not of anything that was done to the caller.
_ABOUT_THE_CASE = re.compile(
    r"\b(?:chas(?:ed|ing)|(?:for|any|an|no) (?:update|news|answer|reply)|what(?:[’']s| is) happening|"
    r"no[- ]one answered|engaged|"
    r"(?:left|leave) (?:a )?(?:message|voice ?mail)|answer ?phone|voice ?mail|on hold|cut off|call ?back|crime number|"
    r"(?:case|complaint|review|stage|statement|appointment|interview|diary sheets?|my complaint|repair|rent)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:(?:still|again|yet) (?:going|on|at it|playing|there|not)|not (?:yet )?(?:stopped|over|finished)|not stopped|"
    r"(?:has|have)n[’']?t stopped|no (?:better|change|let[- ]up)|second call|rang again|same call|still)\b",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:still|since|all night|going on|yet|keeping)\b", re.IGNORECASE)
_NIGHT = "05:00"  # until then a noise is of the evening before


def is_call_log(context: Context, meanings: set[Column]) -> bool:
    """Is a table of these columns a private list of calls?"""
    dated = bool(meanings & {Column.DATE, Column.HAPPENED, Column.REPORTED})
    own = context.speaker(0).voice is not Voice.AGENCY
    return own and dated and Column.CALLED in meanings and not meanings & {Column.WHO, Column.OFFICER}


def call_events(context: Context, table: Sequence[Record]) -> list[Event]:
    """The calls of a list as what they told: an incident with whom it was told to, else the call itself."""
    events: list[Event] = []
    before: Event | None = None
    for record in table:
        told = _call(context, record, before)
        before = next((e for e in told if e.kind is K.INCIDENT), before)
        events += told
    return events


def _call(context: Context, record: Record, before: Event | None) -> list[Event]:
    what, called = record.cells.get(Column.WHAT), record.cells.get(Column.CALLED)
    moment = next((record.cells[c] for c in (Column.DATE, Column.REPORTED, Column.HAPPENED) if c in record.cells), None)
    day = date_of(context, moment)
    if what is None or called is None or day is None or day.from_ is None:
        return []
    clock = day.time or clock_of(context, record.cells.get(Column.TIME)) or clock_of(context, moment)
    source = context.place.source(record.block.start, record.block.end)
    agency = _agency(context, called)
    types = incident_types(what.text)
    if is_other_matter(record.text(Column.TYPE), what.text) or (
        not types and (_ABOUT_THE_CASE.search(what.text) or tells_of_no_incident(what.text))
    ):
        return [_plain(context, record, what, source, day.from_, clock, agency)]
    told = (Told(agency, day.from_, None, source),) if agency else ()
    goes_on = _goes_on_with(before, what.text, types, day.from_)
    if goes_on is not None:
        row = _row(context, record)
        return [replace(goes_on, spot=spot(source, K.INCIDENT, 0), source=source, row=row, told=told, references=())]
    event = _incident(context, record, what, source, types, _when(context, what, types, day.from_, clock), told)
    if event.when.start == day.from_:
        return [event]
    return [event, replace(_plain(context, record, what, source, day.from_, clock, agency), kind=K.REPORT)]


def _goes_on_with(before: Event | None, words: str, types: tuple[IncidentType, ...], called: date) -> Event | None:
    """The incident of the call above, if this one only says that it had not stopped."""
    if before is None or before.when.start is None or set(types) - {IncidentType.OTHER}:
        return None
    near = timedelta(0) <= called - before.when.start <= timedelta(1)
    return before if near and _GOES_ON.search(words) and len(content_words(words) - before.words) <= 3 else None


def _agency(context: Context, called: Cell) -> str | None:
    mention = next((m for m in context.agency_mentions if called.start <= m.start and m.end <= called.end), None)
    if mention is not None:
        return mention.agency
    for pattern, kind in (
        (_POLICE, AgencyKind.POLICE),
        (_COUNCIL, AgencyKind.LOCAL_AUTHORITY),
        (_LANDLORD, AgencyKind.REGISTERED_PROVIDER),
    ):
        if pattern.search(called.text):
            return context.only(kind)
    return None


def _when(context: Context, what: Cell, types: tuple[IncidentType, ...], called: date, clock: str | None) -> When:
    """When the thing of a call happened: on the day that its words give; else just before the call. A noise of the
    small hours is of the evening before, as is what the words say began before midnight."""
    for time in cell_times(context, what, called):
        if time.from_ and not time.clock_only and time.bound is None and time.from_ <= called:
            return with_said_clock(time.when(), what.text)
    text = context.paper.text.text[what.start : what.end]
    plain = When(start=called, end=called, time=clock, precision=Precision.MINUTE, text=text)
    plain = plain if clock else plain.model_copy(update={"precision": Precision.DAY})
    if said_clock(what.text, clock) is not None:
        return with_said_clock(plain, what.text, clock)
    if clock is not None and clock < _NIGHT and (types == (IncidentType.NOISE,) or _LASTS.search(what.text)):
        eve = called - timedelta(1)
        return plain.model_copy(update={"start": eve, "end": eve, "time": None, "precision": Precision.DAY})
    return plain


def _incident(
    context: Context,
    record: Record,
    what: Cell,
    source: Source,
    types: tuple[IncidentType, ...],
    when: When,
    told: tuple[Told, ...],
) -> Event:
    references = references_in(context.references, record.block.start, record.block.end)
    return Event(
        spot=spot(source, K.INCIDENT, 0),
        kind=K.INCIDENT,
        types=types or (IncidentType.OTHER,),
        when=when,
        summary=summary(what.text),
        actor=RESPONDENT,
        recipients=(),
        count=count_in(what.text) if when.precision is Precision.RANGE else 1,
        told=told,
        source=source,
        confidence=0.9,
        row=_row(context, record),
        references=tuple(dict.fromkeys(r.value for r in references)),
        words=content_words(what.text),
        hate=IncidentType.HATE in types,
        weak=not types,
        alone=K.REPORT,
    )


def _plain(
    context: Context, record: Record, what: Cell, source: Source, day: date, clock: str | None, agency: str | None
) -> Event:
    return Event(
        spot=spot(source, K.CONTACT, 1),
        kind=K.CONTACT,
        types=(),
        when=When(
            start=day, end=day, time=clock, precision=Precision.MINUTE if clock else Precision.DAY, text=source.quote
        ),
        summary=summary(what.text),
        actor=COMPLAINANT,
        recipients=(agency,) if agency else (),
        count=1,
        told=(),
        source=source,
        confidence=0.9,
        row=_row(context, record),
        words=content_words(what.text),
        steps=find_steps(what.text),
    )


def _row(context: Context, record: Record) -> str:
    return f"{context.paper.document.id}:{record.block.table}:{record.block.start}"
