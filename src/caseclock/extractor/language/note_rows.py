"""Rows of case notes: dated when they were written, telling of what was reported and of what the agency did."""

import re
from dataclasses import replace
from datetime import date

from caseclock.extractor.language.account import references_in, spot, summary
from caseclock.extractor.language.acts import find_steps
from caseclock.extractor.language.behaviours import incident_types
from caseclock.extractor.language.columns import Column, Record
from caseclock.extractor.language.context import Context
from caseclock.extractor.language.log_clocks import night_before, told_clock, without_call
from caseclock.extractor.language.note_sentences import (
    by_officers,
    is_only_about,
    papers_mentioned,
    police_told,
    told_pieces,
)
from caseclock.extractor.language.other_matter import is_other_matter
from caseclock.extractor.language.prose import Governor, ProseReader
from caseclock.extractor.language.row_times import cell_times, clock_of
from caseclock.extractor.language.sentences import sentences
from caseclock.extractor.language.steps import kind_of_steps, row_steps
from caseclock.extractor.language.terse_acts import introduction, terse_acts
from caseclock.extractor.language.told_of_respondent import as_before, teller, told_of_respondent, without_seeming
from caseclock.extractor.language.who import COMPLAINANT, RESPONDENT, is_agency
from caseclock.models.entry import EntryKind as K
from caseclock.models.event import Event, Told
from caseclock.models.mention import TimeMention
from caseclock.models.step import Step as S
from caseclock.models.text import Block, Cell, Role
from caseclock.models.when import Precision, When

_TALK = (K.CONTACT, K.REPORT)
_AT_OFFICE = re.compile(
    r"\b(?:tnt|tenant|resident|customer|complainant|(?:Mrs?|Ms|Miss)\.? [A-Z][\w’'-]*|s?he)\b[^.:;]{0,18}?"
    r"\b(?:at|in|into|attended|visited|came to|called at|called into|popped into)\s+(?:the\s+|our\s+)?"
    r"(?:offices?|reception|surgery|drop[- ]in|front desk|counter)\b"
    r"|^\W*(?:walk[- ]in|OV|office visit|reception visit|seen (?:at|in) (?:the )?(?:office|reception))\b(?!\s+to\b)",
    re.IGNORECASE,
)
_INBOUND = re.compile(
    r"\b(?:T/?C|tel(?:ephone)?(?: call)?|phone(?: call)?|call|e-?mail|text|letter|msg|message|voicemail|"
    r"VM|diary sheets?|photos?|footage|form|report|contact)\b[^.:;]{0,12}\b(?:in|rec[’']?d|received|"
    r"from)\b"
    r"|\bin from\b|\b(?:tnt|tenant|resident|customer|complainant|caller|she|he|INF|Mrs?|Ms|"
    r"Miss)\b[^.:;]{0,18}\b(?:rang|called|phoned|emailed|reports?|reported|says|said|states|stated|"
    r"came in|texted|messaged|contacted)\b"
    r"|\bread (?:\w+[’']s )?e-?mail\b|\bhanded in\b"
    r"|^\W*(?:T/?C|tel\.?|call|phone call)\s+(?:tnt|tenant|resident|(?:Mrs?|Ms|Miss) [A-Z][\w’'-]+)"
    r"(?:\s+\([^)]{1,20}\))?:"
    r"|\b(?:flat|no\.?|number|neighbours?(?: at)?)\s*\d{0,4}[a-z]?,?\s+(?:has |had |also )?(?:rang|called"
    r"|phoned|emailed|"
    r"reports?|reported|says|said|states|stated|came in|texted|contacted)\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|(?:calls?|called|e-?mail(?:ed)?|letter|text|message|made|sent|reports?|reported|raised|complaint|contact|"
    r"visit)\s+by)\s+(?P<who>[^.,:;]{2,60})",
    re.IGNORECASE,
)


def note_row(
    context: Context, record: Record, agency: str | None, written: TimeMention, *, every_act: bool = False
) -> list[Event]:
    """The events of one note. `written` is the day of the entry, `agency` whose notes they are. With `every_act` each
    thing that it says was done is an event of its own; else one act stands for the note."""
    what = record.cells.get(Column.WHAT)
    if what is None or written.from_ is None:
        return []
    inbound = bool(_INBOUND.search(f"{record.text(Column.TYPE)}: {what.text}")) or Column.WHO in record.cells
    inbound = inbound or (every_act and bool(_AT_OFFICE.search(what.text) or teller(what.text)))
    from_respondent = _comes_from_respondent(context, what, inbound)
    events = _read(context, record, what, written, inbound and not from_respondent, every_act)
    if _goes_over_old_ground(context, what) or is_other_matter("", what.text):
        events = [e for e in events if e.kind is not K.INCIDENT]
    several = every_act or sum(e.kind is K.INCIDENT for e in events) > 1
    source = context.place.source(record.block.start, record.block.end)
    references = references_in(context.references, record.block.start, record.block.end)
    case_ref = context.case_ref(record.block.start, record.block.end, record.text(Column.REFERENCE))
    row = f"{context.paper.document.id}:{record.block.table}:{record.block.start}"
    result = []
    for number, event in enumerate(events):
        event = replace(
            event,
            row=row,
            source=event.source if several else source,
            spot=spot(event.source if several else source, event.kind, number),
            case_ref=event.case_ref or case_ref,
            references=tuple(dict.fromkeys(r.value for r in references)),
        )
        if event.kind is K.INCIDENT:
            if from_respondent or (every_act and _ANSWERED_FOR.search(event.source.quote)):
                continue
            told = [t for t in event.told if t.agency != agency]
            if agency is not None:
                told.append(Told(agency, written.from_, None, source))
            words = event.source.quote if several else what.text
            when = night_before(told_clock(without_call(event.when, what.text), words), words, written.from_)
            event = replace(event, when=when, told=tuple(told), person=record.text(Column.WHO))
        elif not event.negated:
            if event.kind is K.POLICE_ACTION and event.actor is None and agency is not None:
                event = replace(event, kind=K.AGENCY_ACTION, actor=agency)  # "Seen at home": by whoever wrote it
            event = _with_steps(context, record, event)
        result.append(event)
    if every_act:
        times = cell_times(context, what, written.from_)
        result = papers_mentioned(context, what, times, agency, written.from_, result)
        result += _more_acts(context, record, written, agency, result)
    if from_respondent:
        if not any(e.kind in _TALK for e in result):
            result.append(_plain(context, record, what, written, K.CONTACT, RESPONDENT, agency, len(events)))
    elif inbound and any(e.kind is K.INCIDENT for e in result):
        # The note is the report of its incidents, on the day it was made: what it says of the call itself is no more.
        result = [e for e in result if not _is_the_call(e, every_act) or e.steps - {S.INCIDENT_REPORTED}]
        # Where they happened on the very day, their own entries say so; else the day of the telling has its line.
        if every_act or any(e.kind is K.INCIDENT and e.when.start != written.from_ for e in result):
            report = _plain(context, record, what, written, K.REPORT, COMPLAINANT, agency, len(events))
            result.append(_of_its_call(context, record, report) if every_act else report)
    elif not any(_is_of_note(e, written.from_) for e in result):
        kind = K.CONTACT if inbound else K.AGENCY_ACTION
        actor, to = (COMPLAINANT, agency) if inbound else (agency, None)
        result.append(_plain(context, record, what, written, kind, actor, to, len(events)))
    return result if every_act else _one_of_a_kind(result)


def _of_its_call(context: Context, record: Record, report: Event) -> Event:
    """The report that a note tells of, cited by the words that say so: its first sentence."""
    what = record.cells[Column.WHAT]
    first = next(iter(sentences(context.paper.text.text, what.start, what.end)), None)
    if first is None:
        return report
    return replace(report, source=context.place.source(record.block.start, first.end))


def _is_the_call(event: Event, every_act: bool) -> bool:
    """Is it only the talk in which the note was told? Where every act counts, what an agency did is one of its own."""
    return event.kind in _TALK and not (every_act and is_agency(event.actor))


def _read(
    context: Context, record: Record, what: Cell, written: TimeMention, inbound: bool, every_act: bool
) -> list[Event]:
    times = _governing(context, what, cell_times(context, what, written.from_))
    when = When(start=written.from_, end=written.to, time=None, precision=Precision.DAY, text=written.quote)
    if every_act:
        text = context.paper.text.text
        times = [t for t in times if not _SPOKEN_OF.search(text[what.start : t.start])]
    told = what.start + (introduction(what.text) if every_act else 0)
    events: list[Event] = []
    for piece in told_pieces(what, told, inbound=inbound and every_act):
        reader = ProseReader(replace(context, times=times), note=True, inbound=inbound)
        block = Block(Role.PARAGRAPH, piece.start, piece.end, record.block.page, message=record.block.message)
        events += reader.read_note(block, Governor(when, True), each=every_act)
    events = as_before(without_seeming(events, inbound=inbound))
    if inbound:
        events = told_of_respondent(context, what, times, written.from_ or date.min, events)
    if every_act:
        events = [e for e in events if not is_only_about(context, e, what, written.from_ or date.min)]
        events = by_officers(context, what, events)
        events = police_told(context, what, times, events)
    return events


# "Denies playing music": what the respondent says to a thing told before is no new one.
_ANSWERED_FOR = re.compile(r"\b(?:den(?:ies|ied|ying)|admit(?:s|ted)|apologised for)\b", re.IGNORECASE)
# Days that a clipped note names without telling what was done on them.
_SPOKEN_OF = re.compile(
    r"\b(?:appt|appointment|confirming|covering|despite|following|over|for the|quiet)\b[^.;]{0,50}$", re.IGNORECASE
)


def _more_acts(
    context: Context, record: Record, written: TimeMention, agency: str | None, events: list[Event]
) -> list[Event]:
    """The acts of a clipped note that no event of it tells yet."""
    what = record.cells[Column.WHAT]
    told = [e.source.start for e in events if e.kind is not K.INCIDENT]
    told += [t.source.start for e in events for t in e.told if t.agency != agency]  # "Called 999 there and then"
    more: list[Event] = []
    for number, act in enumerate(terse_acts(what.text)):
        start, end = what.start + act.start, what.start + act.end
        if any(start <= at < end for at in told):
            continue
        piece = Cell("", start, end, what.text[act.start : act.end])
        parties = context.cast(0).parties_in(context.paper.text.text, start, end) if act.inbound else []
        who = next((p.who for p in parties if not p.pronoun and p.who != agency), COMPLAINANT)
        actor, to = (who, agency) if act.inbound else (agency, None)
        source = context.place.source(start, end)
        plain = _plain(context, record, piece, written, act.kind, actor, to, len(events) + number)
        more.append(replace(plain, source=source, spot=spot(source, act.kind, len(events) + number)))
    return more


def _is_of_note(event: Event, written: date) -> bool:
    """Is it of the day of the note, or before? A day ahead ("Review 26 March") leaves open what the note is of."""
    return event.when.start is None or event.when.start <= written


_ATTRIBUTE = re.compile(
    r"\b(?:about|regarding|concerning|re|for)\b[^.;,]{0,60}\b(?:of|dated|on|from)\s+(?:the\s+)?$", re.IGNORECASE
)


def _governing(context: Context, what: Cell, times: list[TimeMention]) -> list[TimeMention]:
    """Dates of the note but those that only say which thing it is about ("complaint about the visit of 5 May").

    Where the thing is behaviour ("rang re the party on 5 May") the date is its day all the same."""
    text = context.paper.text.text
    about = [(t, _ATTRIBUTE.search(text[what.start : t.start])) for t in times]
    return [t for t, found in about if found is None or incident_types(found[0])]


_COMPLAINS = re.compile(
    r"\W*(?P<who>[^.,:;]{2,40}?)\s+(?:(?:has|had|also)\s+)*(?:rang|called|phoned|telephoned|emailed|texted"
    r"|came in|alleges?|alleged|claims|"
    r"claimed|complains?|complained|(?:says|said|states|stated|reports|reported)(?!\s+to\b))\b",
    re.IGNORECASE,
)
_OLD_GROUND = re.compile(
    r"\b(?:second|2nd|third|another|further|repeat|follow[- ]?up|chaser|chasing)\s+(?:call|e-?mail|text"
    r"|message|contact)\b"
    r"[^.;]*\b(?:about|re|regarding|over)\s+(?:the|this|that|same)\b"
    r"|\b(?:nothing new|no new (?:incidents?|information|issues?))\b",
    re.IGNORECASE,
)


def _goes_over_old_ground(context: Context, what: Cell) -> bool:
    """A repeat call about a thing already told, with no day of its own: nothing new happened."""
    return bool(_OLD_GROUND.search(what.text)) and not context.times_in(what.start, what.end)


def _comes_from_respondent(context: Context, what: Cell, inbound: bool) -> bool:
    """Did the respondent ring or write ("Mr P rang", "email from Mr P")? What they complain of is not counted."""
    match = teller(what.text) or _COMPLAINS.match(what.text) or (_FROM.search(what.text) if inbound else None)
    if not match:
        return False
    parties = context.cast(0).parties_in(
        context.paper.text.text, what.start + match.start("who"), what.start + match.end("who")
    )
    return bool(parties) and parties[0].who == RESPONDENT and not parties[0].pronoun


def _plain(
    context: Context,
    record: Record,
    what: Cell,
    written: TimeMention,
    kind: K,
    actor: str | None,
    recipient: str | None,
    serial: int,
) -> Event:
    source = context.place.source(record.block.start, record.block.end)
    references = references_in(context.references, record.block.start, record.block.end)
    event = Event(
        spot=spot(source, kind, serial),
        kind=kind,
        types=(),
        when=When(
            start=written.from_,
            end=written.to,
            time=clock_of(context, record.cells.get(Column.TIME)),
            precision=Precision.DAY,
            text=written.quote,
        ),
        summary=summary(what.text),
        actor=actor,
        recipients=(recipient,) if recipient else (),
        count=1,
        told=(),
        source=source,
        confidence=0.9,
        row=f"{context.paper.document.id}:{record.block.table}:{record.block.start}",
        references=tuple(dict.fromkeys(r.value for r in references)),
        steps=find_steps(what.text),
        case_ref=context.case_ref(record.block.start, record.block.end, record.text(Column.REFERENCE)),
    )
    return _with_steps(context, record, event)


def _with_steps(context: Context, record: Record, event: Event) -> Event:
    """The event with the steps that only the row's type, or the number of a complaint in it, lets its words mean."""
    complaints = {r.value for r in context.references if r.kind == "complaint"}
    here = references_in(context.references, record.block.start, record.block.end)
    about = any(r.value in complaints for r in here)
    found = row_steps(event.summary, record.text(Column.TYPE), event.actor, about_complaint=about)
    return replace(event, steps=event.steps | found, kind=kind_of_steps(event.kind, event.steps | found, event.actor))


def _one_of_a_kind(events: list[Event]) -> list[Event]:
    """One note is one act of a day: of several that fall on the day of the entry the first with steps stays.

    Incidents and events with days of their own all stay."""
    kept: list[Event] = []
    by_day: dict[tuple[date | None, bool], int] = {}
    for event in events:
        if event.kind is K.INCIDENT:
            kept.append(event)
            continue
        key = (event.when.start, event.negated)
        if key not in by_day:
            by_day[key] = len(kept)
            kept.append(event)
        else:
            first = kept[by_day[key]]
            stronger = event if (event.steps and not first.steps) else first
            kept[by_day[key]] = replace(
                stronger,
                steps=first.steps | event.steps,
                recipients=tuple(dict.fromkeys([*first.recipients, *event.recipients])),
            )
    return kept


_DONE = re.compile(r"\b(?:done|completed?|closed|actioned|finished|served|sent)\b", re.IGNORECASE)


def action_row(context: Context, record: Record) -> Event | None:
    """A row of an action plan: an act only where the plan says that it was done on a day. Due dates are not events."""
    status = record.cells.get(Column.STATUS) or record.cells.get(Column.OUTCOME)
    what = record.cells.get(Column.WHAT)
    if status is None or what is None or not _DONE.search(status.text):
        return None
    times = [t for t in context.times_in(status.start, status.end) if t.from_]
    if not times:
        return None
    source = context.place.source(record.block.start, record.block.end)
    return Event(
        spot=spot(source, K.AGENCY_ACTION, 0),
        kind=K.AGENCY_ACTION,
        types=(),
        when=times[0].when(),
        summary=summary(what.text),
        actor=None,
        recipients=(),
        count=1,
        told=(),
        source=source,
        confidence=0.85,
        row=f"{context.paper.document.id}:{record.block.table}:{record.block.start}",
        steps=find_steps(what.text) - {S.COMPLAINT},
    )
