"""A date with day and month changed round: the day of the report and the other papers show the other reading."""

import re
from collections.abc import Iterable
from datetime import date

from caseclock.extractor.findings.compared_words import explicit_day, stems
from caseclock.extractor.findings.passages import Passages, Telling, discrepancy
from caseclock.extractor.findings.phrases import day_text
from caseclock.models.entry import EntryKind
from caseclock.models.finding import Discrepancy
from caseclock.models.mention import TimeMention
from caseclock.models.source import Source
from caseclock.models.text import Block, Role

_PROMPT = 14  # days from an incident to its report that are nothing unusual
_JUST_NOW = re.compile(
    r"\b(?:last night|yesterday|today|tonight|this (?:morning|evening|afternoon)|just now)\b", re.IGNORECASE
)
_AHEAD = re.compile(r"\b(?:due|review|target|deadline|next|by when|expir\w*|until|end)\b", re.IGNORECASE)
_LONG = 45  # days; a report so late asks for a reason


def swapped_day_month(case: Passages) -> list[Discrepancy]:
    """Dates that fit their own record only if day and month change places; about="date".

    Fit means: the record was made soon after the other reading, but long after (or before) the date as written.
    """
    found = []
    for document in sorted(case.papers):
        for block in case.papers[document].text.blocks:
            if block.role is not Role.ROW:
                continue
            found_in_row = case.days_in(document, block.start, block.end)
            mentions = [t for t in found_in_row if explicit_day(t.quote) and not t.relative and not _ahead(block, t)]
            for written in mentions:
                made = [t for t in mentions if t is not written]
                turned = _turned(written.from_)
                if turned and made and _odd(written.from_, turned, [t.from_ for t in made]):
                    row = case.source(document, block.start, block.end)
                    found.append(_finding(case, row, written, made[0], turned))
    return [finding for finding in found if finding is not None]


def _ahead(block: Block, mention: TimeMention) -> bool:
    """Does it stand in a column of days to come (due, review), not of what happened?"""
    return any(c.start <= mention.start < c.end and _AHEAD.search(c.header) for c in block.cells)


def _turned(day: date | None) -> date | None:
    """The date with day and month changed round, None if that is no other date."""
    if day is None or day.day > 12 or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def _odd(written: date | None, turned: date, made: Iterable[date | None]) -> bool:
    """Every other date of the record lies soon after the turned date, and before the written one or long after it."""
    others = [day for day in made if day]
    if written is None or not others:
        return False
    return all(
        0 <= (day - turned).days <= _PROMPT and (written > day or (day - written).days > _LONG) for day in others
    )


def _finding(case: Passages, row: Source, written: TimeMention, made: TimeMention, turned: date) -> Discrepancy | None:
    if written.from_ is None or made.from_ is None:
        return None
    elsewhere = _on(case, turned, row)
    if not elsewhere and not _JUST_NOW.search(row.quote):
        return None  # it may have been told late
    text = (
        f"{case.name(row.document)} dates it {day_text(written.from_)} in a record of {day_text(made.from_)}; with "
        f"day and month changed round it would be {day_text(turned)}"
    )
    text += f", the day that {case.name(elsewhere[0].event.source.document)} gives." if elsewhere else "."
    if elsewhere:
        return discrepancy("swapped", "date", [row, *(t.event.source for t in elsewhere)], text)
    dates = (case.source(row.document, mention.start, mention.end) for mention in (written, made))
    return discrepancy("swapped", "date", dates, text)


def _on(case: Passages, day: date, row: Source) -> list[Telling]:
    """Accounts of incidents on the other day in other papers, closest in words first; at most three."""
    words = case.around(row.document, row.start, row.end).text
    found = [
        t
        for t in case.tellings
        if t.event.kind is EntryKind.INCIDENT and t.day == day and t.event.source.document != row.document
    ]
    found.sort(key=lambda t: (-round(case.likeness(stems(words), t.words), 3), t.place))
    return found[:3]
