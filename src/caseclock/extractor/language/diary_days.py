"""Diaries whose day stands alone above what was written on it ("Sunday 16 April", "16/4/23", "Monday 6th")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caseclock.extractor.language.anchors import read_times
from caseclock.extractor.language.context import Context, Voice
from caseclock.extractor.language.diary_sentences import (
    as_report,
    came_or_wrote,
    same_again,
    tells_nothing,
    told_of_before,
    with_the_housing,
)
from caseclock.extractor.language.note_sentences import police_told
from caseclock.extractor.language.prose import Governor, ProseReader
from caseclock.extractor.language.sections import mode_of
from caseclock.extractor.language.sentences import sentences
from caseclock.extractor.stamps import MONTH, MONTHS, WEEKDAY
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind as K
from caseclock.models.event import Event
from caseclock.models.text import Block, Cell, Role
from caseclock.models.when import Precision, When

_YEAR = r"(?:,?\s*(?P<y>(?:19|20)\d\d)|,?\s*['’]?(?P<yy>\d\d)(?![\d:.]))"
_DAY = rf"""
    (?P<iso>\d{{4}}-\d\d-\d\d)
  | (?P<nd>\d{{1,2}})(?P<sep>[/.-])(?P<nm>\d{{1,2}})(?:(?P=sep)(?P<ny>(?:20)?\d\d))?(?![\d/])
  | (?:the\s+)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<month>{MONTH})\b\.?-?{_YEAR}?
  | (?P<month2>{MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>(?:19|20)\d\d))?
  | (?:the\s+)?(?P<bare>\d{{1,2}})(?P<nth>st|nd|rd|th)?(?![\w:./])
"""
_LINE = re.compile(
    rf"""\W*(?:(?:date|day|entry)\s*:?\s+)?(?:on\s+)?
    (?:(?P<weekday>{WEEKDAY})\b[.,]?(?P<part1>\s+(?:morning|afternoon|evening|night))?[\s,–—-]*)?
    (?:{_DAY})?
    (?P<beside>[\s(,–—-]*(?:{WEEKDAY})\b\)?)?
    (?P<part>[\s,–—-]*(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|a\.?m|p\.?m)\b)?
    (?P<clock>[\s,–—-]*(?:at\s+|about\s+|around\s+)?(?:\d{{1,2}}[:.]\d\d\s*(?:[ap]\.?m\b|hrs)?|\d{{1,2}}\s*[ap]\.?m\b)\.?)?
    \W*""",
    re.IGNORECASE | re.VERBOSE,
)
# A paragraph that begins with a day of its own, which is none of the day above it.
_OWN_DAY = re.compile(
    rf"\W*(?:{WEEKDAY}\b[.,]?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\b|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})",
    re.IGNORECASE,
)
_YEAR_IN_HEAD = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/.-])")
_LONGEST_LINE = 60
_STOPS = tuple(".!?:;”\"')")
_FEWEST = 2
_REACH = 100  # days to the next entry of which only a weekday or a number is told
_TURN = 9  # months between two entries over which a year has turned


@dataclass(frozen=True, slots=True)
class _Entry:
    """The line of a day, and the blocks, or what is left of a block, written below it."""

    line: re.Match[str]
    body: tuple[Block, ...]
    starts: tuple[int, ...]  # of the blocks that the entry takes up, its line's too


def diary_days(context: Context) -> tuple[list[Event], set[int]]:
    """The events of a diary's entries, and where the blocks begin that were read so; none where fewer than two days
    stand on lines of their own.

    What is told below a day is of it, unless the words say another ("yesterday", "on Saturday": the last one)."""
    paper = context.paper
    if paper.document.kind not in (DocumentKind.DIARY, DocumentKind.OTHER) or paper.text.messages[1:]:
        return [], set()
    if context.speaker(0).voice is not Voice.VICTIM:
        return [], set()
    entries = _entries(paper.text.text, paper.text.blocks)
    fewest = _FEWEST if paper.document.kind is DocumentKind.DIARY else _FEWEST + 1
    if len(entries) < fewest:
        return [], set()
    context = with_the_housing(context)
    events: list[Event] = []
    used: set[int] = set()
    for entry, day in zip(entries, _days(paper.text.text, entries), strict=True):
        if day is not None and entry.body:
            events += _read(context, entry, day, events)
            used |= set(entry.starts)
    return events, used


def _entries(text: str, blocks: Sequence[Block]) -> list[_Entry]:
    found: list[_Entry] = []
    open_ = False
    for block in blocks:
        if block.role is Role.ROW or _is_section(text, block):
            open_ = False
            continue
        if block.role not in (Role.PARAGRAPH, Role.ITEM, Role.HEADING):
            continue
        for line, piece in _pieces(text, block):
            if line is not None:
                found.append(_Entry(line, (piece,) if piece else (), (block.start,)))
                open_ = True
            elif piece is not None and _OWN_DAY.match(text, piece.start, piece.end):
                open_ = False
            elif piece is not None and open_:
                last = found[-1]
                found[-1] = replace(last, body=(*last.body, piece), starts=(*last.starts, block.start))
    return found


def _pieces(text: str, block: Block) -> list[tuple[re.Match[str] | None, Block | None]]:
    """A block cut at its lines of days: each with its line (None for words above the first) and the words below it."""
    cuts = []
    at = block.start
    while at < block.end:
        end = text.find("\n", at, block.end)
        end = block.end if end < 0 else end
        line = _day_line(text, at, end)
        if line is not None:
            cuts.append((at, end, line))
        at = end + 1
    if not cuts:
        return [(None, block)]
    pieces: list[tuple[re.Match[str] | None, Block | None]] = []
    if text[block.start : cuts[0][0]].strip():
        pieces.append((None, replace(block, end=cuts[0][0])))
    for number, (_, start, line) in enumerate(cuts):
        end = cuts[number + 1][0] if number + 1 < len(cuts) else block.end
        while start < end and text[start].isspace():
            start += 1
        below = replace(block, role=Role.PARAGRAPH, start=start, end=end, number=None, level=0)
        pieces.append((line, below if start < end else None))
    return pieces


def _is_section(text: str, block: Block) -> bool:
    """A heading of the whole diary; a few words without a stop ("Rang the housing") only look like one."""
    return block.role is Role.HEADING and mode_of(text[block.start : block.end]) is not None


def _day_line(text: str, start: int, end: int) -> re.Match[str] | None:
    """The day that a line gives and nothing else; None for any other line."""
    if end - start > _LONGEST_LINE:
        return None
    found = _LINE.fullmatch(text, start, end)
    if found is None:
        return None
    dated = found["iso"] or found["nd"] or found["month"] or found["month2"]
    told = dated or (found["weekday"] and len(found["weekday"]) > 2) or found["nth"]
    return found if told else None


def _days(text: str, entries: Sequence[_Entry]) -> list[date | None]:
    """The day of each entry; what its line leaves out is that of the entry above, of the paper's head for the first."""
    days: list[date | None] = []
    head = _YEAR_IN_HEAD.findall(text[: entries[0].line.start()])
    first = next((y for e in entries if (y := _stated_year(e.line)) is not None), int(head[-1]) if head else None)
    above: date | None = None
    for entry in entries:
        day = _day(entry.line, first, above)
        days.append(day)
        above = day or above
    return days


def _stated_year(line: re.Match[str]) -> int | None:
    if line["iso"]:
        return int(line["iso"][:4])
    stated = line["y"] or line["yy"] or line["ny"] or line["y2"]
    return int(stated) + (2000 if len(stated) == 2 else 0) if stated else None


def _day(line: re.Match[str], first_year: int | None, above: date | None) -> date | None:
    try:
        if line["iso"]:
            return date.fromisoformat(line["iso"])
        named = line["month"] or line["month2"]
        number = line["d"] or line["d2"] or line["nd"]
        if number is None:
            return _leaning(line, above)
        month = MONTHS[named.lower()] if named else int(line["nm"])
        year = _stated_year(line)
        if year is None and above is not None:
            turned = above.month - month
            year = above.year + (1 if turned >= _TURN else -1 if turned <= -_TURN else 0)
        year = year if year is not None else first_year
        return date(year, month, int(number)) if year is not None else None
    except ValueError:
        return None


def _leaning(line: re.Match[str], above: date | None) -> date | None:
    """ "Monday 6th", "Tuesday": the first such day on or after that of the entry above."""
    if above is None:
        return None
    weekday = _weekday(line["weekday"])
    number = int(line["bare"]) if line["bare"] else None
    reach = 7 if number is None else 31 if weekday is None else _REACH
    days = (above + timedelta(n) for n in range(reach))
    return next((d for d in days if weekday in (None, d.weekday()) and number in (None, d.day)), None)


def _weekday(name: str | None) -> int | None:
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(name[:3].lower()) if name else None


def _read(context: Context, entry: _Entry, day: date, earlier: Sequence[Event]) -> list[Event]:
    """The events of one entry. A time of day on its line is that of what was written below. `earlier` are the events of
    the entries before."""
    text = context.paper.text.text
    line = entry.line[0].strip()
    times = [
        replace(t, start=t.start + block.start, end=t.end + block.start)
        for block in entry.body
        for t in read_times(text[block.start : block.end], dated=day)
    ]
    context = replace(context, times=times)
    clock = next((t.time for t in read_times(line) if t.time), None) if entry.line["clock"] else None
    precision = Precision.MINUTE if clock else Precision.DAY
    when = When(start=day, end=day, time=clock, precision=precision, text=" ".join(line.split()))
    governor = Governor(when, True, alone=clock is not None)
    runs = _runs(text, entry.body)
    events: list[Event] = []
    for run in runs:
        events += _read_run(context, run, governor, [*earlier, *events])
    cell = Cell("", runs[0].start, runs[-1].end, text[runs[0].start : runs[-1].end])
    events = police_told(context, cell, times, events, unsaid=day)
    for run in runs:
        for sentence in sentences(text, run.start, run.end):
            if not any(e.kind is K.INCIDENT and sentence.start <= e.source.start < sentence.end for e in events):
                events += same_again(context, sentence, when, earlier)
            events += came_or_wrote(context, sentence, when, events)
    return sorted((as_report(context, _to_the_minute(e)) for e in events), key=lambda e: e.source.start)


def _runs(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of an entry, those joined that follow a whole sentence: what one tells, the next goes on with."""
    runs: list[Block] = []
    for block in blocks:
        if runs and text[runs[-1].start : runs[-1].end].rstrip()[-1:] in _STOPS:
            runs[-1] = replace(runs[-1], end=block.end)
        else:
            runs.append(replace(block, role=Role.PARAGRAPH, number=None, level=0))
    return runs


def _read_run(context: Context, run: Block, governor: Governor, earlier: Sequence[Event]) -> list[Event]:
    events: list[Event] = []
    at = run.start
    for sentence in sentences(context.paper.text.text, run.start, run.end):
        told = told_of_before(context, sentence, governor.when, [*earlier, *events])
        if told:
            events += _prose(context, replace(run, start=at, end=sentence.start), governor) + told
            at = sentence.end
    return events + _prose(context, replace(run, start=at), governor)


def _prose(context: Context, block: Block, governor: Governor) -> list[Event]:
    if not context.paper.text.text[block.start : block.end].strip():
        return []
    found = ProseReader(context).read_note(block, governor, each=True)
    return [e for e in found if not tells_nothing(e)]


def _to_the_minute(event: Event) -> Event:
    """A day of a diary with a time of day beside it is known to the minute; what was told twice was told once."""
    once = {(t.agency, t.on, t.reference): t for t in reversed(event.told)}
    event = replace(event, told=tuple(t for t in event.told if once[t.agency, t.on, t.reference] is t))
    when = event.when
    if when.time is None or when.precision is not Precision.DAY or when.start != when.end:
        return event
    return replace(event, when=when.model_copy(update={"precision": Precision.MINUTE}))
