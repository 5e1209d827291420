"""Prints of case systems: each note stands below a line that says when it was made, by whom and what it was.

"06/03/2023 09:14 JHALL  CALL IN", "Call in by JHALL on 06/03/2023 09:14", "VISIT - 06/03/2023 - J Hall".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from caseclock.extractor.lines import Line
from caseclock.extractor.stamps import MONTH, WEEKDAY
from caseclock.models.text import Block, Cell, Role

_DAY = (
    rf"(?i:(?:{WEEKDAY}\b[.,]?\s+)?(?P<day>\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:20)?\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:[ -]|\s+of\s+)?{MONTH}\b\.?,?[ -]?(?:20\d\d|['’]?\d\d))(?![\d/]))"
)
_CLOCK = (
    r"(?P<clock>(?:[01]?\d|2[0-3])[:.][0-5]\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:hrs|hours|h)\b)?"
    r"|(?:[01]\d|2[0-3])[0-5]\d(?:\s?(?:hrs|h)\b)?)"
)
_MOMENT = rf"{_DAY}(?:(?:[ \t,]+|\s*[-–|]\s*)(?:at\s+)?{_CLOCK})?"
_MARK = r"(?:\s*[|\t]\s*|\s+[-–—/]\s+|\s*:\s+|\s{2,}|\s+)"
# A sign-on ("JHALL", "J.HALL", "hallj02"), initials, or a name of two or three words.
_USER = (
    r"(?!(?i:mrs?|ms|miss|dr)\b)"
    r"(?P<user>[A-Z][A-Z0-9._]{1,14}|[a-z]{3,12}\d{1,3}|[A-Z]\.? ?[A-Z][a-z]+|[A-Z][a-z]+ [A-Z][\w’'-]+)"
)
# What each system calls a note, by how it was made or what it concerns.
_KINDS = (
    r"(?:phone|telephone|tel|t/?c|calls?|e-?mails?|letters?|visits?|home visit|office visit|site visit|interview|"
    r"meetings?|notes?|file note|diary note|complaints?|notices?|legal|repairs?|tenancy|ombudsman|text|sms|message|"
    r"web|webform|web form|portal|contact|police|referral|report|asb|"
    r"action|task|review|panel|warning|estate|court|injunction|mediation|"
    r"correspondence|correspondance|evidence|diary sheets?|case|update|management|supervision|enquiry|closure|"
    r"reception|office|interaction|noise|welfare|safeguarding|risk assessment)"
)
_TYPE = (
    rf"(?P<type>(?:(?:incoming|outgoing|inbound|outbound|in|out)[ :/-]+)?{_KINDS}(?:[ /-]+(?:{_KINDS}))?"
    r"(?:[ :/(-]+(?:in|out|made|received|rec[’']?d|sent|incoming|outgoing|inbound|outbound|call|note|log|notes|"
    r"(?:(?:to|from|with) )?(?:tenant|customer|resident|complainant|perpetrator|respondent|partner)|"
    r"visit|response|stage \d)\)?){0,2})"
)
_FORMS = tuple(
    re.compile(rf"^\s*[\[(]?{form}\W*$")
    for form in (
        rf"{_MOMENT}[\])]?{_MARK}[\[(]?{_USER}[\])]?{_MARK}(?i:{_TYPE})",
        rf"{_MOMENT}[\])]?{_MARK}(?i:{_TYPE}){_MARK}(?:(?:[Bb][Yy]|[Uu]ser|USER)\s*:?\s+)?[\[(]?{_USER}[\])]?",
        rf"(?i:{_TYPE}){_MARK}(?:[Bb]y|BY)\s+{_USER}{_MARK}(?:(?:[Oo]n|ON)\s+)?{_MOMENT}",
        rf"(?i:{_TYPE}){_MARK}(?:(?:[Oo]n|ON)\s+)?{_MOMENT}{_MARK}(?:(?:[Bb]y|BY)\s+)?[\[(]?{_USER}[\])]?",
        rf"{_USER}{_MARK}{_MOMENT}{_MARK}(?i:{_TYPE})",
    )
)
_NAMES = (("Date", "day"), ("Time", "clock"), ("By", "user"), ("Type", "type"))
_RULE = re.compile(r"^\s*([=\-_~*#.])\1{3,}\s*$")
_LONGEST = 90  # characters of a line that heads a note
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class NotePrint:
    """Lines [first, last] of a note and what the first of them says."""

    first: int
    last: int
    head: re.Match[str]


def note_prints(lines: Sequence[Line]) -> list[NotePrint]:
    """The notes of a print in their order; [] if the lines are no such print.

    A note ends where its words do: lines less far in than these (a running head, the end of the print) are none of it
    unless more of its words follow before the next one."""
    heads = {at: head for at, line in enumerate(lines) if (head := _head(line))}
    if len(heads) < _FEWEST:
        return []
    places = sorted(heads)
    notes = [
        NotePrint(at, _last(lines, at, end), heads[at])
        for at, end in zip(places, [*places[1:], len(lines)], strict=True)
    ]
    worded = sum(note.last > note.first for note in notes)
    return notes if 3 * worded >= 2 * len(notes) else []


def note_print_row(text: str, lines: Sequence[Line], note: NotePrint) -> Block:
    """The row of a note: cells for "Date", "Time", "By", "Type", and "Details" for its words."""
    head = lines[note.first]
    cells = [
        Cell(name, head.start + note.head.start(group), head.start + note.head.end(group), note.head[group])
        for name, group in _NAMES
        if note.head[group]
    ]
    cells.sort(key=lambda cell: cell.start)
    if note.last > note.first:
        first = next(i for i in range(note.first + 1, note.last + 1) if _is_filled(lines[i]))
        start, end = lines[first].first, lines[note.last].last
        cells.append(Cell("Details", start, end, text[start:end]))
    return Block(Role.ROW, head.first, lines[note.last].last, cells=tuple(cells), table=1)


def _head(line: Line) -> re.Match[str] | None:
    if line.blank or len(line.text.strip()) > _LONGEST or not any(c.isdigit() for c in line.text):
        return None
    return next((found for form in _FORMS if (found := form.match(line.text))), None)


def _last(lines: Sequence[Line], at: int, end: int) -> int:
    filled = [i for i in range(at + 1, end) if _is_filled(lines[i])]
    if not filled:
        return at
    inset = lines[filled[0]].indent
    if inset <= lines[at].indent:
        return _before_gap(lines, filled)
    return max(i for i in filled if lines[i].indent >= inset)


def _before_gap(lines: Sequence[Line], filled: Sequence[int]) -> int:
    """The last line of a note whose words stand no further in than its head: rules close it."""
    for above, below in pairwise(filled):
        if any(_RULE.match(lines[i].text) for i in range(above + 1, below)):
            return above
    return filled[-1]


def _is_filled(line: Line) -> bool:
    return not line.blank and not _RULE.match(line.text)
