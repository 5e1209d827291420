"""Rows that record incidents: diaries, noise-app exports, police logs, service requests. One row is one record."""

import re
from collections.abc import Collection
from datetime import date

from caseclock.extractor.language.account import content_words, count_in, references_in, spot, summary
from caseclock.extractor.language.acts import find_acts, find_steps, is_negated, is_unreal
from caseclock.extractor.language.addresses import (
    concerns_another_house,
    concerns_another_place,
    is_other_street,
    is_set_apart,
    is_told_by_respondent,
    on_another_street,
    says_elsewhere,
)
from caseclock.extractor.language.anchors import read_times
from caseclock.extractor.language.behaviours import incident_types, types_with_hint
from caseclock.extractor.language.columns import Column, Record
from caseclock.extractor.language.context import Context
from caseclock.extractor.language.log_clocks import night_before, said_clock, told_clock, with_said_clock
from caseclock.extractor.language.no_incident import tells_of_no_incident
from caseclock.extractor.language.other_matter import is_other_matter
from caseclock.extractor.language.row_times import cell_times, clock_of, date_of, happened, reported
from caseclock.extractor.language.told_column import told_in
from caseclock.extractor.language.who import COMPLAINANT, RESPONDENT
from caseclock.models.agency import AgencyKind
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event, Told
from caseclock.models.mention import TimeMention
from caseclock.models.text import Cell
from caseclock.models.when import Precision, When

REPEATS = re.compile(
    r"\b(?:duplicates?|dup\.?|repeat(?:ed|s)?|linked|links|same (?:\w+ )?(?:matter|party|incident|job|event|call)|"
    r"see(?: also)?|as per|re|another call)\b[^.;]{0,40}?\b(?:log|cad|incident|inc|call|ref)?\.?\s*(?:no\.?\s*)?"
    r"(?P<ref>[A-Z]{1,4}-?\d{2,}(?:[-/]\d+)*|\d{2,}(?:[-/]\d+)*)",
    re.IGNORECASE,
)


def incident_row(
    context: Context, record: Record, told_to: str | None, subject: tuple[str, str] | None, heading: TimeMention | None
) -> Event | None:
    """One record of an incident, or None where the row holds no words of what happened.

    `told_to` is the agency whose log it is (None for a diary); `subject` the address that the log is about."""
    what = record.cells.get(Column.WHAT) or record.cells.get(Column.TYPE)
    if what is None or tells_of_no_incident(what.text):
        return None
    report = reported(context, record)
    # A day above the rows is that of those that have none: of a row that was taken down on one it says nothing.
    when = happened(context, record, heading if report is None else None)
    if when is None:
        if report is None or report.from_ is None:
            return None
        when = _from_words(context, record, report) or _just_before(context, record, report, what.text)
    told_on = report or _day_told(context, record)
    when = _told_on(context, record, when, _day_told(context, record))
    when = _better_dated(context, record, when, report)
    when = _summed_up(context, what, when)
    hint = record.text(Column.TYPE)
    types = types_with_hint(what.text, hint)
    block = record.block
    source = context.place.source(block.start, block.end)
    references = references_in(context.references, block.start, block.end)
    own = record.text(Column.REFERENCE)
    kind = K.INCIDENT
    if is_not_of_this_case(context, record, subject):
        kind, types = K.OTHER, ()
    told: list[Told] = []
    if told_to is not None:
        on = told_on.from_ if told_on and told_on.from_ else when.end
        told.append(Told(told_to, on, own or None, source))
    column = record.cells.get(Column.TOLD)
    if column is not None:
        told += told_in(context, column, when.start)
    repeats = tuple(dict.fromkeys(m["ref"].upper() for m in REPEATS.finditer(_all_text(record))))
    return Event(
        spot=spot(source, kind, 0),
        kind=kind,
        types=types,
        when=when,
        summary=summary(what.text)
        if kind is K.INCIDENT
        else summary(f"Recorded, but not about this matter{_place_told(record)}: {summary(what.text)}"),
        actor=RESPONDENT if kind is K.INCIDENT else None,
        recipients=(),
        count=count_in(what.text) if when.precision is Precision.RANGE else 1,
        told=tuple(told),
        source=source,
        confidence=0.95 if when.precision in (Precision.DAY, Precision.MINUTE) else 0.8,
        row=f"{context.paper.document.id}:{block.table}:{block.start}",
        references=tuple(dict.fromkeys([r.value for r in references])),
        words=content_words(what.text),
        hate=IncidentType.HATE in types,
        person=person_of(record),
        place=record.text(Column.PLACE),
        repeats=repeats,
    )


def _place_told(record: Record) -> str:
    place = record.text(Column.PLACE)
    return f" ({place})" if place else ""


def is_not_of_this_case(context: Context, record: Record, subject: tuple[str, str] | None) -> bool:
    """Is the record about another house or place than the case's, the respondent's own complaint, or no behaviour?"""
    place, words = record.text(Column.PLACE), _all_text(record)
    return (
        concerns_another_house(place, subject, context.known_addresses)
        or is_set_apart(place, record.text(Column.WHAT) or words, subject)
        or concerns_another_place(place, record.text(Column.WHAT) or words)
        or (not place and says_elsewhere(words, context.known_addresses))
        or is_other_street(place, words, context.known_addresses)
        or tells_of_another_street(context, record)
        or is_told_by_respondent(words, record.text(Column.WHO), context.respondent_houses)
        or _respondent_complains(context, record)
        or _is_of_another_duty(context, record)
    )


def tells_of_another_street(context: Context, record: Record) -> bool:
    """Does a record without a place tell of a street where nobody of the case lives?"""
    return not record.text(Column.PLACE) and on_another_street(record.text(Column.WHAT), context.known_addresses)


def _is_of_another_duty(context: Context, record: Record) -> bool:
    """Is it the record of another duty (lost property, a missed bin) that does not speak of the respondent?"""
    what = record.cells.get(Column.WHAT)
    if what is None or not is_other_matter(record.text(Column.TYPE), what.text):
        return False
    return not _is_respondent(context, what.start, what.end)


_RINGS = re.compile(
    r"\W*(?P<who>[^.,;:]{2,30}?)\s+(?:(?:now|also|of (?:flat|no\.?|number) ?\d+\w?)\s+)*"
    r"(?:reports?|reported|rings?|rang|calls? in|complain(?:s|ed)|states?|alleges?|alleged)\b",
    re.IGNORECASE,
)


def _respondent_complains(context: Context, record: Record) -> bool:
    """Did the respondent ring, by the column of callers or by the words ("SHAW REPORTS THAT ...")?"""
    caller = record.cells.get(Column.WHO)
    if caller is not None and _is_respondent(context, caller.start, caller.end):
        return True
    what = record.cells.get(Column.WHAT)
    told = _RINGS.match(what.text) if what is not None else None
    if what is None or told is None:
        return False
    return _is_respondent(context, what.start + told.start("who"), what.start + told.end("who"))


def _is_respondent(context: Context, start: int, end: int) -> bool:
    parties = context.cast(0).parties_in(context.paper.text.text, start, end)
    return bool(parties) and all(p.who == RESPONDENT and not p.pronoun for p in parties)


def _all_text(record: Record) -> str:
    return " . ".join(cell.text for _, cell in record.all)


def person_of(record: Record) -> str:
    """Who told of it, as written in the row ("" if it does not say)."""
    return record.text(Column.WHO)


def _from_words(context: Context, record: Record, report: TimeMention) -> When | None:
    """The day of the incident from the words of the row ("bass last night"), counted from the day of the report."""
    what = record.cells.get(Column.WHAT)
    if what is None:
        return None
    for time in cell_times(context, what, report.from_):
        if time.from_ and not time.clock_only and time.bound != "since":
            when = told_clock(time.when(), what.text)
            return (
                when
                if when.time or said_clock(what.text)
                else when.model_copy(update={"time": clock_of(context, record.cells.get(Column.TIME))})
            )
    return None


def _just_before(context: Context, record: Record, report: TimeMention, words: str) -> When:
    """The day of a record that gives none, with the hour at which its words say that it began ("since nine")."""
    when = When(start=report.from_, end=report.to, precision=Precision.APPROXIMATE, text=report.quote)
    called = report.time or clock_of(context, record.cells.get(Column.TIME))
    return with_said_clock(when, words, called) if said_clock(words, called) else when


def _day_told(context: Context, record: Record) -> TimeMention | None:
    """The one date of a record that says who told of it: the day of the telling."""
    if Column.WHO not in record.cells or {Column.HAPPENED, Column.REPORTED} & set(record.cells):
        return None
    return date_of(context, record.cells.get(Column.DATE))


def _told_on(context: Context, record: Record, when: When, told: TimeMention | None) -> When:
    """When the thing of such a record happened: its words ("last night", "overnight") are counted from that day."""
    what = record.cells.get(Column.WHAT)
    if told is None or what is None or when.start is None or when.start != told.from_:
        return when
    said = _from_words(context, record, told)
    if said is None or said.start is None or said.start > when.start:
        return night_before(when, what.text, told.from_)
    return said if said.start != when.start else when


def _summed_up(context: Context, what: Cell, when: When) -> When:
    """The days that a row sums up ("that makes four nights this week"), to the day on which it was written."""
    if count_in(what.text) < 2 or when.start is None or when.start != when.end:
        return when
    for time in cell_times(context, what, when.start):
        if time.from_ and time.to and time.from_ < time.to and time.from_ <= when.start <= time.to:
            return time.when().model_copy(update={"end": when.start, "precision": Precision.RANGE})
    return when


def _better_dated(context: Context, record: Record, when: When, report: TimeMention | None) -> When:
    """A stated day that cannot be (months before a report that says "last night") gives way to the words.

    The stated day stays in the row's words, where the discrepancy with other papers can be seen."""
    if report is None or report.from_ is None or when.start is None:
        return when
    said = _from_words(context, record, report)
    if said is None or said.start is None or said.precision not in (Precision.DAY, Precision.MINUTE):
        return when
    swapped = _day_month_swapped(when.start)
    if when.start != said.start and (swapped == said.start or when.start > report.from_):
        return said
    return when


def _day_month_swapped(day: date) -> date | None:
    try:
        return day.replace(month=day.day, day=day.month)
    except ValueError:
        return None


# How a record was brought to its end, on a day of its own.
_ENDED = re.compile(
    r"\W*(?:(?:case|crime|log|record|complaint|enquiry)\s+)?(?:was\s+)?"
    r"(?:filed|closed|finalised|nfa|no further action|undetected|no crimed|passed|referred|resolved)\b",
    re.IGNORECASE,
)


def outcome_events(context: Context, record: Record, agency: str | None) -> list[Event]:
    """What the outcome columns say was done on a day of its own ("PC attended 04/05/2022"; a column of days)."""
    cells = [cell for column, cell in record.all if column is Column.OUTCOME]
    return [event for event in (_outcome_event(context, record, cell, agency) for cell in cells) if event]


def _outcome_event(context: Context, record: Record, cell: Cell, agency: str | None) -> Event | None:
    dates = [t for t in context.times_in(cell.start, cell.end) if t.from_ and not t.clock_only and t.bound is None]
    acted = date_of(context, record.cells.get(Column.ACTED))
    if not dates and acted is not None:
        dates = [acted]
    acts = [a for a in find_acts(cell.text) if not is_unreal(cell.text, a.start) and not is_negated(cell.text, a.start)]
    if not dates or not (acts or _ENDED.match(cell.text)):
        return None
    police = agency is not None and context.agencies[agency].kind is AgencyKind.POLICE
    kind = K.POLICE_ACTION if police else K.AGENCY_ACTION
    source = context.place.source(cell.start, cell.end)
    return Event(
        spot=spot(source, kind, 1),
        kind=kind,
        types=(),
        when=dates[0].when(),
        summary=summary(cell.text),
        actor=agency,
        recipients=(),
        count=1,
        told=(),
        source=source,
        confidence=0.9,
        words=content_words(cell.text),
        steps=find_steps(cell.text),
        row=f"{context.paper.document.id}:{record.block.table}:{cell.start}",
    )


# What a resident wants of an office, where no behaviour is told.
_REQUEST = re.compile(
    r"^\W*(?:\w+ ){0,3}?(?:wants?|wanted|asks?|asked|asking|requests?|requested|requesting|would like|needs?|chas\w+|"
    r"quer(?:y|ies)|enquir\w+|when (?:is|will))\b",
    re.IGNORECASE,
)


def is_officers_row(record: Record, meanings: Collection[Column]) -> bool:
    """In a log that gives its incidents a day of their own and names its officers: a row without such a day, and
    without words of behaviour, tells what the officer did."""
    if not {Column.HAPPENED, Column.REPORTED, Column.OFFICER} <= set(meanings) or record.text(Column.HAPPENED):
        return False
    return not incident_types(f"{record.text(Column.TYPE)} . {record.text(Column.WHAT)}")


def is_incident_row(record: Record) -> bool:
    """Does the row tell of behaviour rather than of something an agency did?"""
    what = record.text(Column.WHAT)
    if incident_types(f"{record.text(Column.TYPE)} . {what}"):
        return True
    acts = [a for a in find_acts(what) if not is_unreal(what, a.start)]
    return not acts and not (Column.WHO in record.cells and _REQUEST.search(what))


def update_events(context: Context, record: Record, agency: str | None, first_day: date | None) -> list[Event]:
    """What the time-stamped lines of a control-room log say that the police did."""
    events = []
    stamped = [cell for _, cell in record.all if re.match(r"\d{1,2}:\d\d", cell.header)]
    day, last = first_day, ""
    for number, cell in enumerate(stamped):
        stamp = next((t.from_ for t in read_times(cell.header[5:]) if t.from_), None)
        if stamp is not None:
            day = stamp  # the stamp carries its date
        elif last and cell.header[:5] < last and day is not None:
            day = date.fromordinal(day.toordinal() + 1)  # past midnight
        last = cell.header[:5]
        acts = [a for a in find_acts(cell.text) if a.kind in (K.POLICE_ACTION,)]
        if (
            number == 0
            or not acts
            or day is None
            or is_negated(cell.text, acts[0].start)
            or is_unreal(cell.text, acts[0].start)
        ):
            continue
        source = context.place.source(cell.start, cell.end)
        events.append(
            Event(
                spot=spot(source, K.POLICE_ACTION, number),
                kind=K.POLICE_ACTION,
                types=(),
                when=When(
                    start=day, end=day, time=cell.header[:5].zfill(5), precision=Precision.MINUTE, text=cell.header
                ),
                summary=summary(cell.text),
                actor=agency,
                recipients=(COMPLAINANT,) if re.search(r"\bINF\b|AGGRIEVED|\bIP\b", cell.text) else (),
                count=1,
                told=(),
                source=source,
                confidence=0.9,
                words=content_words(cell.text),
                steps=find_steps(cell.text),
                row=f"{context.paper.document.id}:{record.block.table}:{cell.start}",
            )
        )
    return events
