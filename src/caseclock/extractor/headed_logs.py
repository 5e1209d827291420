"""Log prints whose records have a line of their own above their words: reference and day, whichever stands first.

"Log 212 16/04/2023 15:20", "INC/1234 | 3 May 2024", "05/06/2024 2210hrs - Incident 0412", each above what was said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caseclock.extractor.lines import Line
from caseclock.extractor.stamps import MONTH, WEEKDAY
from caseclock.models.text import Block, Cell, Role

_DATE = re.compile(
    rf"(?:{WEEKDAY}\b[.,]?\s+)?(?P<day>\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:20)?\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:[ -]|\s+of\s+)?{MONTH}\b\.?,?[ -]?(?:(?:20)\d\d|['’]?\d\d))(?![\d/])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d/.:-])(?P<clock>(?:[01]?\d|2[0-3]):[0-5]\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?"
    r"|(?:[01]?\d|2[0-3])[.:][0-5]\d\s?(?:[ap]\.?m\b\.?|hrs\b)|\d{1,2}\s?[ap]\.?m\b\.?)(?:\s?(?:hrs|hours|h)\b)?"
    r"|(?<![\d/.:-])(?P<bare>(?:[01]\d|2[0-3])[0-5]\d)\s?(?:hrs|hours|h)\b",
    re.IGNORECASE,
)
_KIND = (
    r"(?:(?:police|crime|incident|call|contact|event|command|case|asb|job|service|noise|control(?: room)?)\s+)?"
    r"(?:log|incident|inc|cad|serial|event|call|contact|urn|occurrence|storm|stad|isr|fwin|record|entry|job|ticket|"
    r"crime|report|reference|ref)"
)
_LABEL = r"(?:\s*(?:numbers?|no|num|reference|ref|id)\b\.?)?\s*[:.#]?\s*"
_CODE = r"[A-Z0-9][\w/.-]*"
# What is left of such a line without its day and time.
_REFERENCE = re.compile(
    rf"\W*(?:(?P<kind>{_KIND})\b{_LABEL}(?P<ref>(?=[\w/.-]*\d){_CODE})|(?P<bare>[A-Z]{{1,6}}[-/]?(?=[\w/-]*\d)[\w/-]+))\W*",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:dated?|times?|at|on|of|opened|created|received|recorded|logged|raised|made)\b", re.IGNORECASE
)
_RULE = re.compile(r"^\s*([=\-_~*#.])\1{3,}\s*$")
_LONGEST = 80  # characters of a line that heads a record
_FEWEST = 2
_Field = tuple[str, int, int]  # name, start, end; places count within the line's text


@dataclass(frozen=True, slots=True)
class HeadedRecord:
    """Lines [first, last] of a record, and the fields of its first line."""

    first: int
    last: int
    fields: tuple[_Field, ...]


def headed_records(lines: Sequence[Line]) -> list[HeadedRecord]:
    """The records of a print in which each is headed by its reference and day; [] if the lines are no such print.

    The last record is no longer than the longest before it: what follows it closes the paper."""
    heads = {at: fields for at, line in enumerate(lines) if (fields := _head(line))}
    if len(heads) < _FEWEST:
        return []
    places = sorted(heads)
    spans = list(zip(places, [*places[1:], len(lines)], strict=True))
    told = [len(_groups(lines, at + 1, end)) for at, end in spans]
    if 3 * sum(bool(groups) for groups in told) < 2 * len(told):
        return []
    longest = max(told[:-1], default=1) or 1
    records = []
    for number, (at, end) in enumerate(spans):
        groups = _groups(lines, at + 1, end)
        kept = groups[:longest] if number == len(spans) - 1 else groups
        records.append(HeadedRecord(at, kept[-1][-1] if kept else at, heads[at]))
    return records


def headed_row(text: str, lines: Sequence[Line], record: HeadedRecord) -> Block:
    """The row of a record: cells for its reference ("Log"), "Date" and "Time", and "Details" for its words."""
    head = lines[record.first]
    cells = [_cell(text, name, head.start + start, head.start + end) for name, start, end in record.fields]
    words = [
        i for i in range(record.first + 1, record.last + 1) if not lines[i].blank and not _RULE.match(lines[i].text)
    ]
    if words:
        cells.append(_cell(text, "Details", lines[words[0]].first, lines[words[-1]].last))
    return Block(Role.ROW, head.first, lines[record.last].last, cells=tuple(cells), table=1)


def _cell(text: str, name: str, start: int, end: int) -> Cell:
    return Cell(name, start, end, text[start:end])


def _head(line: Line) -> tuple[_Field, ...]:
    """The fields of a line that holds a reference, a day, perhaps a time, and nothing else; () for any other line."""
    words = line.text
    if line.blank or len(words.strip()) > _LONGEST:
        return ()
    day = _DATE.search(words)
    if day is None:
        return ()
    rest = _blanked(words, day.start(), day.end())
    clock = _TIME.search(rest)
    if clock is not None:
        rest = _blanked(rest, clock.start(), clock.end())
    rest = _BESIDE.sub(lambda m: " " * len(m[0]), rest)
    found = _REFERENCE.fullmatch(rest)
    if found is None:
        return ()
    group = "ref" if found["ref"] else "bare"
    kind = " ".join((found["kind"] or "Ref").split()).capitalize()
    fields: list[_Field] = [(kind, found.start(group), found.end(group)), ("Date", day.start("day"), day.end("day"))]
    if clock is not None:
        fields.append(("Time", clock.start(), clock.end()))
    return tuple(fields)


def _blanked(words: str, start: int, end: int) -> str:
    return words[:start] + " " * (end - start) + words[end:]


def _groups(lines: Sequence[Line], first: int, end: int) -> list[list[int]]:
    """The filled lines of a stretch, in groups between blank lines; rules count as blank."""
    groups: list[list[int]] = [[]]
    for at in range(first, end):
        if lines[at].blank or _RULE.match(lines[at].text):
            groups.append([])
        else:
            groups[-1].append(at)
    return [group for group in groups if group]
