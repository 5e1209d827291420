"""The lie of a text, for dating: its passages, which stands under which, and which begins anew.

A passage is a paragraph, list item, table row or line of a log. An item's sub-items stand under it, so its date is
theirs; a new item at its own level looks to the item before it, not to what stood under that one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from caseclock.models.text import Block, Role

_BREAK = re.compile(
    r"\n[ \t\r\xa0>]*\n\s*|\n(?=[ \t>]*(?:\(?\d{1,3}(?:\.\d{1,2}){0,3}[.)]|\(?[a-z][.)]|[-•*●–▪])[ \t\xa0])|\f"
)
_ITEM = re.compile(r"[ \t>]*(\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}[.)]?|[a-z][.)]|[ivx]+[.)])|[-•*●–▪])[ \t\xa0]+\S")
_DATE_LINE = re.compile(
    r"\n(?=[ \t>]*(?:[A-Z]{0,4}[-/]?\d[-\w/]{0,14}[ \t,|]+)?"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?[ \t]+)?"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\d{4}-\d{2}-\d{2}\b"
    r"|\d{1,2}(?:st|nd|rd|th)?[ \t]+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\d{1,2}:\d{2}(?::\d{2})?\b[ \t|]))",
    re.IGNORECASE,
)
_CLOCK_LEAD = re.compile(r"[ \t>]*(\d{1,2}):(\d{2})(?::\d{2})?(?=[ \t|,-])")
_DATE_ONLY = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9},?(?:\s+\d{2,4})?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})\s*:?",
    re.IGNORECASE,
)
_QUOTES = ('"', "“", "‘", "'")
_ITEM_STARTS = frozenset("0123456789(-•*●–▪>ivxIVX")
_RULER = re.compile(r"[-=_*]{4,}")


@dataclass(slots=True)
class Passage:
    """A stretch of text, with the passages it leans on. Indices point into the list of passages, -1 is none."""

    start: int
    end: int
    level: int
    parent: int = -1
    previous: int = -1  # the nearest before it at its own level under the same parent
    heading: bool = False
    row: bool = False
    fresh: bool = False  # begins a section: what stands before it is not its context
    clock_lead: tuple[int, int] | None = None  # a log line that begins with a time of day
    block: Block | None = None


def passages_of(text: str, blocks: Sequence[Block] = ()) -> list[Passage]:
    """The passages of a text, from its blocks where they are known, else from its lines."""
    found = _from_blocks(text, blocks) if blocks else _from_lines(text)
    _indent_quotations(text, found)
    _link(found)
    return found


def is_quotation(text: str, passage: Passage) -> bool:
    """Does a passage begin with a quotation mark?"""
    return text[passage.start : passage.start + 8].lstrip("\n\t >\xa0").startswith(_QUOTES)


def _indent_quotations(text: str, found: list[Passage]) -> None:
    """Puts a quotation under the passage that introduces it ("In his letter he said:"): the next goes on from that."""
    for lead, passage in pairwise(found):
        if passage.level or passage.row or lead.heading or lead.row:
            continue
        if is_quotation(text, passage) and text[max(lead.start, lead.end - 40) : lead.end].rstrip().endswith(":"):
            passage.level, passage.heading = lead.level + 1, False


def _clock_lead(text: str, start: int) -> tuple[int, int] | None:
    lead = _CLOCK_LEAD.match(text, start)
    if lead is None or int(lead[1]) > 23 or int(lead[2]) > 59:
        return None
    return int(lead[1]), int(lead[2])


def _from_blocks(text: str, blocks: Sequence[Block]) -> list[Passage]:
    found: list[Passage] = []
    at = 0
    for block in blocks:
        if block.start > at and text[at : block.start].strip():
            found.extend(_lines_between(text, at, block.start))
        start, end = max(block.start, at), max(block.end, at)
        if end > start:
            level = block.level + 1 if block.role is Role.ITEM else 0
            passage = Passage(
                start, end, level, heading=block.role is Role.HEADING, row=block.role is Role.ROW, block=block
            )
            passage.clock_lead = _clock_lead(text, start)
            if block.role is Role.PARAGRAPH and len(_DATE_LINE.findall(text, start, end)) >= 2:
                found.extend(_lines_between(text, start, end))
            else:
                found.append(passage)
        at = max(at, end)
    if text[at:].strip():
        found.extend(_lines_between(text, at, len(text)))
    return found


def _from_lines(text: str) -> list[Passage]:
    return _lines_between(text, 0, len(text))


def _lines_between(text: str, start: int, end: int) -> list[Passage]:
    """Passages of plain text: parted by blank lines, list marks, and dates or times at the start of a line."""
    log_like = text.count("\n", start, end) > 1 and _is_log_like(text, start, end)
    edges = [start, *[match.end() for match in _BREAK.finditer(text, start, end)], end]
    if log_like:
        edges = sorted({*edges, *[match.end() for match in _DATE_LINE.finditer(text, start, end)]})
    found: list[Passage] = []
    indents: list[int] = []
    for first, last in pairwise(edges):
        body = text[first:last]
        head = body.strip()
        if not head:  # nothing, or nothing but white space
            continue
        mark = _ITEM.match(text, first, last) if head[0] in _ITEM_STARTS or head[1:2] in (".", ")") else None
        level = 0
        if mark is not None and not _DATE_LINE.match("\n" + body[:60]):
            line = text.rfind("\n", 0, mark.start(1)) + 1
            indent = mark.start(1) - line
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
            level = len(indents)
        elif not body.startswith((" ", "\t")):
            indents.clear()
        short = len(head) < 90 and "\n" not in head and head[-1] not in ".:;,!?" and mark is None
        passage = Passage(first, last, level, heading=short or _is_ruled(body))
        if head[0].isdigit() or head[0] == ">":
            passage.clock_lead = _clock_lead(text, first)
        if passage.clock_lead or (log_like and _DATE_LINE.match("\n" + body[:60])):
            alone = passage.clock_lead is None and _DATE_ONLY.fullmatch(head) is not None
            passage.row, passage.heading = not alone, alone
        found.append(passage)
    return found


def _is_log_like(text: str, start: int, end: int) -> bool:
    """Do three lines or more begin with a date or time of day?"""
    opens_dated = _DATE_LINE.match("\n" + text[start : min(end, start + 60)]) is not None
    return len(_DATE_LINE.findall(text, start, end)) + opens_dated >= 3


def _is_ruled(body: str) -> bool:
    """Does a drawn line stand under its first words?"""
    opening = body[:400]
    if "---" not in opening and "===" not in opening and "___" not in opening and "***" not in opening:
        return False
    return _RULER.search(opening, 0, 90) is not None or "\n---" in opening


def _link(found: list[Passage]) -> None:
    """Sets parents and predecessors."""
    open_at: dict[int, int] = {}
    section = -1
    for number, passage in enumerate(found):
        if passage.heading:
            section = number
            open_at = {}
            passage.previous = number - 1
            open_at[0] = number
            continue
        level = passage.level
        if level == 0:
            passage.parent = section
        else:
            above = [shallower for shallower in open_at if shallower < level]
            passage.parent = open_at[max(above)] if above else -1
        passage.previous = open_at.get(level, -1)
        if passage.previous == passage.parent:
            passage.previous = -1
        passage.fresh = section >= 0 and number == section + 1
        for deeper in [key for key in open_at if key > level]:
            del open_at[deeper]
        open_at[level] = number
