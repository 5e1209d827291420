"""Field: value prints, such as a crime report: one form is one record, its enquiry log a list of acts."""

import re
from dataclasses import dataclass

from caseclock.extractor.language.account import content_words, references_in, spot, summary
from caseclock.extractor.language.behaviours import types_with_hint
from caseclock.extractor.language.context import Context
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event, Told
from caseclock.models.mention import TimeMention
from caseclock.models.text import Block, Role
from caseclock.models.when import Precision, When

_FIELD = re.compile(r"\s*(?P<name>[A-Z][\w /&()’'.-]{1,40}?)\s*:\s+(?P<value>\S.*)", re.DOTALL)
_STAMP = re.compile(
    r"\s*(?P<stamp>\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?:\s+(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?)?)"
    r"(?:\s+(?:PC|PS|PCSO|DC|DS|DI|Sgt|Insp)\b[^:\n]{2,40})?\s*(?::|-|–|\s{2,})\s*(?P<value>\S.*)",
    re.DOTALL,
)
# "CRIME NUMBER      12/345/22": a capital name, then a wide gap
_COLUMNED = re.compile(r"(?P<name>[A-Z][A-Z0-9 /&().’'-]{1,30}?)\s{2,}(?P<value>\S.*)", re.DOTALL)
_BEGINS_FIELD = re.compile(r"[A-Z][\w /&()’'.-]{1,40}?(?:\s*:\s|\s{2,}\S)|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_FROM = re.compile(
    r"(?:committed|occurred|offence|incident)\b.*\b(?:from|between)\b|^(?:date (?:of|and time of) (?:offence|"
    r"incident|occurrence)|occurred|committed|from|date/time of (?:offence|incident)|between|"
    r"(?:date )?earliest\b|on or after|start(?:ed)?(?: (?:date|time|date/time))?$|"
    r"(?:date|time) (?:started|from|last seen)|first (?:date|noticed)|last (?:seen|known)|not before)",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:committed|occurred|offence|incident)\b.*\b(?:to|until)\b|^(?:to|and|until|latest|(?:date )?latest\b.*|"
    r"on or before|end(?:ed)?(?: (?:date|time|date/time))?|(?:date|time) (?:ended|to|found)|last date|"
    r"(?:found|discovered)(?: (?:on|at|missing|damaged))?|not after)$",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"\breported\b|\brecorded\b|created", re.IGNORECASE)
_MO = re.compile(
    r"^(?:MO|modus operandi|details?|summary|circumstances|what happened|description|"
    r"incident details|synopsis|brief details)",
    re.IGNORECASE,
)
_CLASS = re.compile(r"classification|offence|crime type|category|^type|opening code|incident type", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:crime|incident|occurrence|log|reference|ref)\b.*(?:number|no\.?|ref(?:erence)?)?$", re.IGNORECASE
)
# Dates of a person or of the print, never of what happened.
_NOT_THEN = re.compile(
    r"birth|\bd\.?o\.?b\b|\bborn\b|print|produced|run\b|export|request|updated|review|status|closed|filed|outcome|"
    r"\bdue\b|next|arrest|bail|signed|signature|allocated|^date$|\bdated\b|\bour ref|\byour ref",
    re.IGNORECASE,
)
_OF_CRIME = re.compile(r"\bcrime\b|\boffence\b|\boccurrence\b|\bM\.?O\b|modus operandi", re.IGNORECASE)
_FORM_LINES = 6  # field lines that make a paper a form, whatever it calls them
_OUTCOME_DATE = re.compile(
    r"(?:outcome|closed|finalised|disposal)\b.*date|date (?:closed|of outcome|finalised)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Field:
    """One "name: value" block; the value's place in characters of the document's text."""

    name: str
    start: int
    end: int
    block: Block
    line: int  # where its line begins


def fields_of(context: Context) -> list[Field]:
    """The "name: value" and stamped lines of a paper, in order; a line that is indented goes on with the one before."""
    text = context.paper.text.text
    found = []
    for block in context.paper.text.blocks:
        if block.role not in (Role.PARAGRAPH, Role.ITEM, Role.ROW):
            continue
        for start, end in _lines(text, block):
            line = text[start:end]
            match = _FIELD.match(line) or _STAMP.match(line) or _COLUMNED.match(line)
            if match:
                group = "name" if "name" in match.groupdict() else "stamp"
                found.append(Field(match[group].strip(), start + match.start("value"), end, block, start))
    return found


def _lines(text: str, block: Block) -> list[tuple[int, int]]:
    """The lines of a block with their indented continuations."""
    lines: list[tuple[int, int]] = []
    at = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        if lines and (line[:4].strip() == "" or not _BEGINS_FIELD.match(line)):
            lines[-1] = (lines[-1][0], at + len(line.rstrip()))
        else:
            lines.append((at, at + len(line.rstrip())))
        at += len(line)
    return lines


def form_events(context: Context, police: str | None) -> tuple[list[Event], set[int]]:
    """The incident and the acts of a crime or incident report print; and the starts of the blocks that were used.

    Gives nothing for papers that are not such prints (no field that says when the offence was committed)."""
    fields = fields_of(context)
    since, until = _span(context, fields)
    what = next((f for f in fields if _MO.search(f.name)), None)
    if since is None or what is None:
        return [], set()
    events = [_incident(context, fields, (since, until), what, police)]
    for number, field in enumerate(fields, 1):
        if _STAMP.match(context.paper.text.text[field.line : field.end]) or _OUTCOME_DATE.search(field.name):
            event = _act(context, field, police, number)
            if event:
                events.append(event)
    return events, {f.block.start for f in fields}


def _span(context: Context, fields: list[Field]) -> tuple[Field | None, Field | None]:
    """The fields that say since and until when the offence can have been committed."""
    since = next((f for f in fields if _FROM.search(f.name) and _dates(context, f)), None)
    until = next((f for f in fields if f is not since and _TO.search(f.name) and _dates(context, f)), None)
    text = context.paper.text.text
    named = [f for f in fields if not _STAMP.match(text[f.line : f.end])]
    reported = next((f for f in named if _REPORTED.search(f.name) and _dates(context, f)), None)
    of_crime = any(_OF_CRIME.search(f.name) for f in named)  # a resident's own form is told to nobody yet
    if since is not None or reported is None or not of_crime or len(named) < _FORM_LINES:
        return since, until
    # A system with names of its own for the two: they are the dates beside the one of the report.
    others = [f for f in named if f is not reported and not _NOT_THEN.search(f.name) and not _MO.search(f.name)]
    dated = [f for f in others if _begins_with_date(context, f)][:2]
    return (dated[0], dated[1] if len(dated) > 1 else None) if dated else (None, None)


def _begins_with_date(context: Context, field: Field) -> bool:
    """Is the field's value a date, not words with a date in them?"""
    found = _dates(context, field)
    return bool(found) and found[0].start <= field.start and bool(re.search(r"\d", found[0].quote))


def _dates(context: Context, field: Field) -> list[TimeMention]:
    return [t for t in context.times_in(field.line, field.end) if t.from_ and not t.clock_only]


def _incident(
    context: Context, fields: list[Field], span: tuple[Field, Field | None], what: Field, police: str | None
) -> Event:
    text = context.paper.text.text
    since, until = span
    reported = next((f for f in fields if _REPORTED.search(f.name) and _dates(context, f)), None)
    first = _dates(context, since)[0]
    last = (_dates(context, until) or [first])[-1] if until else _dates(context, since)[-1]
    same = first.from_ == last.to
    when = When(
        start=first.from_,
        end=last.to,
        time=first.time,
        precision=Precision.MINUTE if same and first.time else (Precision.DAY if same else Precision.RANGE),
        text=text[since.line : (until or since).end],
    )
    numbers = [f for f in fields if _NUMBER.search(f.name)]
    reference = text[numbers[0].start : numbers[0].end].strip() if numbers else None
    hint = " ".join(text[f.start : f.end] for f in fields if _CLASS.search(f.name))
    source = context.place.source(what.line, what.end)
    told: tuple[Told, ...] = ()
    if police is not None:
        where = reported or since
        on = _dates(context, where)[0].from_
        told = (Told(police, on, reference, context.place.source(where.line, where.end)),)
    types = types_with_hint(text[what.start : what.end], hint)
    references = references_in(context.references, fields[0].line, fields[-1].end)
    own = [r.value for r in references if numbers and numbers[0].line <= r.start < numbers[0].end]
    if not own and reference:
        own = ["".join(reference.split()).upper()]
    logs = [r.value for r in references if reported and reported.line <= r.start < fields[-1].end and r.kind == "log"][
        :1
    ]
    return Event(
        spot=spot(source, K.INCIDENT, 0),
        kind=K.INCIDENT,
        types=types,
        when=when,
        summary=summary(text[what.start : what.end]),
        actor="respondent",
        recipients=(),
        count=1,
        told=told,
        source=source,
        confidence=0.95,
        references=tuple(dict.fromkeys([*own, *logs])),
        words=content_words(text[what.start : what.end] + " " + hint),
        hate=IncidentType.HATE in types,
        row=f"{context.paper.document.id}:form",
    )


def _act(context: Context, field: Field, police: str | None, number: int) -> Event | None:
    dates = _dates(context, field)
    if not dates:
        return None
    text = context.paper.text.text
    source = context.place.source(field.line, field.end)
    words = (
        text[field.start : field.end]
        if not _OUTCOME_DATE.search(field.name)
        else f"{field.name}: {text[field.start : field.end]}"
    )
    return Event(
        spot=spot(source, K.POLICE_ACTION, number),
        kind=K.POLICE_ACTION,
        types=(),
        when=dates[0].when(),
        summary=summary(words),
        actor=police,
        recipients=(),
        count=1,
        told=(),
        source=source,
        confidence=0.9,
        words=content_words(words),
        row=f"{context.paper.document.id}:form:{field.block.start}",
    )
