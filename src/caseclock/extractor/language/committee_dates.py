"""The head of a report to committees: which meetings it goes to, and when."""

import re
from itertools import pairwise

from caseclock.extractor.language.account import spot, summary
from caseclock.extractor.language.context import Context
from caseclock.extractor.language.sentences import Span
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind
from caseclock.models.event import Event
from caseclock.models.mention import TimeMention
from caseclock.models.text import Block, Role

_HEAD = 1500  # characters: the head of a report is over by then
_BODY = r"(?:sub-?committee|committee|board|panel|partnership|cabinet|council|executive|forum|commission)"
_BODIES_HEADING = re.compile(rf"\W*(?:meeting|{_BODY})s?(?:\s*\(e?s\))?\W*", re.IGNORECASE)
_DATES_HEADING = re.compile(
    r"\W*(?:meeting )?dates?(?:\s*\(s\))?(?: of (?:the )?(?:meetings?|decision))?\W*", re.IGNORECASE
)
_LABEL = re.compile(
    rf"\W*(?:dates? of (?:the )?(?:meeting|{_BODY}|decision)|(?:meeting|{_BODY}) dates?)\b[^:\n]{{0,20}}[:\t]\s*",
    re.IGNORECASE,
)
_NAME = re.compile(rf"\S.*?\b{_BODY}\b", re.IGNORECASE | re.DOTALL)


def committee_events(context: Context) -> list[Event]:
    """One event for each meeting that the head of a report says it goes to."""
    if context.paper.document.kind not in (DocumentKind.REPORT, DocumentKind.OTHER):
        return []
    head = [b for b in context.paper.text.blocks if b.start < _HEAD]
    for above, row in pairwise(head):
        if _heads_meetings(above) and row.role is Role.ROW and len(row.cells) > 1:
            bodies, days = row.cells[0], row.cells[1]
            times = _days_in(context, days.start, days.end)
            names = _NAME.findall(bodies.text)
            paired = names if len(names) == len(times) else [bodies.text] * len(times)
            return [_meeting(context, row, t, name) for t, name in zip(times, paired, strict=True)]
    for block in head:
        label = _LABEL.match(context.paper.text.text, block.start, block.end)
        if label and (times := _days_in(context, label.end(), block.end)):
            return [_meeting(context, block, t, "") for t in times]
    return []


def _heads_meetings(block: Block) -> bool:
    cells = block.cells
    return (
        block.role is Role.ROW
        and len(cells) > 1
        and bool(_BODIES_HEADING.fullmatch(cells[0].text) and _DATES_HEADING.fullmatch(cells[1].text))
    )


def _days_in(context: Context, start: int, end: int) -> list[TimeMention]:
    return [t for t in context.times_in(start, end) if t.from_ and t.from_ == t.to]


def _meeting(context: Context, block: Block, time: TimeMention, name: str) -> Event:
    """The report goes before a body on a day; cited is the day, with the name where both stand in one line."""
    span = Span(time.start, time.end) if name else Span(block.start, time.end)
    source = context.place.source(span.start, span.end)
    body = " ".join(name.split())
    return Event(
        spot=spot(source, EntryKind.OTHER, 950),
        kind=EntryKind.OTHER,
        types=(),
        when=time.when(),
        summary=summary(f"The report goes to {body}" if body else "The report goes to a meeting"),
        actor=None,
        recipients=(),
        count=1,
        told=(),
        source=source,
        confidence=0.8,
        message=block.message,
    )
