"""Case notes kept as text: entries that begin with a day ("12/03/24 14:05 JSM - Rang the tenant"), each a record."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseclock.extractor.language.columns import Column, Record
from caseclock.extractor.language.context import Context, Voice
from caseclock.extractor.language.diary_days import diary_days
from caseclock.extractor.language.headed_log import headed_paragraphs
from caseclock.extractor.language.note_rows import note_row
from caseclock.extractor.language.printed_notes import printed_paragraphs, running_heads
from caseclock.extractor.stamps import MONTH, MONTHS, WEEKDAY
from caseclock.models.document import DocumentKind
from caseclock.models.event import Event
from caseclock.models.mention import TimeMention
from caseclock.models.text import Block, Cell, Role
from caseclock.models.when import Precision

# Initials of who wrote the note; the same capitals are abbreviations of what was done.
_INITIALS = r"(?!(?:TC|TEL|HV|OV|LVM|VM|CB|AP|EM|NFA|PCSO|PC|ASB|NSP|NOSP|ABC)\b)[A-Z]{2,4}"
_LEAD = re.compile(
    rf"""\W*
    (?P<week>w/?c\.?\s+|week\s+commencing\s+)?
    (?:{WEEKDAY}\b[.,]?\s+)?
    (?: (?P<iso>\d{{4}}-\d\d-\d\d)
      | (?P<d>\d{{1,2}})(?:(?:st|nd|rd|th)\b)?\s+(?P<month>{MONTH})\b\.?
        (?:,?\s+(?P<y>(?:19|20)\d\d)|\s+['’](?P<yy>\d\d))?
      | (?P<nd>\d{{1,2}})(?P<sep>[/.-])(?P<nm>\d{{1,2}})(?:(?P=sep)(?P<ny>(?:20)?\d\d))?(?!\d)
    )
    (?:[ \t,]+(?:at\s+)?\d{{1,2}}(?:[:.]\d\d(?:\s?[ap]m|\s?hrs)?|\s?[ap]m)\b)?
    (?P<mark>[ \t]*(?:[-–—:|,]|\.(?=\s)))?
    (?:[ \t]*(?:[(\[]{_INITIALS}[)\]]|{_INITIALS}(?=[ \t]*[-–—:|])))?
    [ \t]*[-–—:|]*[ \t]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/.-])")
_FEWEST = 3
_TURN = 9  # months between two entries over which a year has turned


@dataclass(frozen=True, slots=True)
class _Entry:
    """The blocks of an entry and the place of its words."""

    block: Block
    lead: re.Match[str]
    end: int


def dated_notes(context: Context, owner: str | None) -> tuple[list[Event], set[int]]:
    """The events of a paper kept in entries, and where the blocks begin that were read so: case notes whose entries
    begin with a day, diaries and logs whose entries stand below one. Nothing of a paper of another kind, or with fewer
    than three notes. `owner` is the agency whose notes they are."""
    paper = context.paper
    if heads := running_heads(context):
        return [], heads  # its notes are rows
    if context.speaker(0).voice is Voice.VICTIM:
        return diary_days(context)
    printed, used = printed_paragraphs(context, owner)
    if printed:
        return printed, used
    if paper.document.kind is not DocumentKind.CASE_NOTES:
        return headed_paragraphs(context, owner)
    if context.speaker(0).voice is not Voice.AGENCY:
        return [], set()
    entries = _entries(paper.text.text, paper.text.blocks)
    if len(entries) < _FEWEST:
        return [], set()
    events: list[Event] = []
    used = set()
    for entry, written in zip(entries, _days(context, entries), strict=True):
        if written is None:
            continue
        start, end = entry.lead.end(), entry.end
        what = Cell("", start, end, paper.text.text[start:end])
        record = Record(entry.block, {Column.WHAT: what}, ((Column.WHAT, what),))
        events += note_row(context, record, owner, written, every_act=True)
        used.add(entry.block.start)
    return events, used


def _entries(text: str, blocks: Sequence[Block]) -> list[_Entry]:
    found: list[_Entry] = []
    for block in blocks:
        if block.role not in (Role.PARAGRAPH, Role.ITEM) or block.number:
            continue
        lead = _LEAD.match(text, block.start, block.end)
        if lead and text[lead.end() : block.end].strip():
            found.append(_Entry(block, lead, block.end))
    return found


def _days(context: Context, entries: Sequence[_Entry]) -> list[TimeMention | None]:
    """The day of each entry. A year that it leaves out is that of the entry above, of the head for the first."""
    text = context.paper.text.text
    days: list[TimeMention | None] = []
    above: date | None = None
    at = 0
    for entry in entries:
        years = [int(y) for y in _YEAR.findall(text[at : entry.block.start])]
        day = _day(entry.lead, years[-1] if years and (above is None or _heads(text, at, entry)) else None, above)
        if day is None:
            day = next((t.from_ for t in context.times_in(entry.block.start, entry.lead.end()) if t.from_), None)
        days.append(_mention(entry, day) if day else None)
        above, at = day or above, entry.end
    return days


def _heads(text: str, at: int, entry: _Entry) -> bool:
    """Does a year stand alone between two entries?"""
    return bool(re.fullmatch(r"\W*(?:[A-Za-z]+\W+)?(?:19|20)\d\d\W*", text[at : entry.block.start]))


def _day(lead: re.Match[str], year: int | None, above: date | None) -> date | None:
    try:
        if lead["iso"]:
            return date.fromisoformat(lead["iso"])
        month = MONTHS[lead["month"].lower()] if lead["month"] else int(lead["nm"])
        number = int(lead["d"] or lead["nd"])
        stated = lead["y"] or lead["yy"] or lead["ny"]
        if stated:
            return date(int(stated) + (2000 if len(stated) == 2 else 0), month, number)
        if year is None and above is not None:
            turned = above.month - month
            year = above.year + (1 if turned >= _TURN else -1 if turned <= -_TURN else 0)
        return date(year, month, number) if year else None
    except ValueError:
        return None


def _mention(entry: _Entry, day: date) -> TimeMention:
    last = day + timedelta(6) if entry.lead["week"] else day
    quote = entry.lead[0].strip()
    precision = Precision.RANGE if entry.lead["week"] else Precision.DAY
    start = entry.lead.start()
    return TimeMention(start, start + len(quote), quote, day, last, None, precision)
