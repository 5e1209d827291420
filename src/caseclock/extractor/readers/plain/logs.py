"""Log prints of control rooms and case systems saved as text: one row a record.

A record begins with a line that gives a reference and, there or shortly below, a date; that line recurs in the same
form. It goes on with "NAME value" lines and with lines that begin with a time. A record of several updates is still one
record.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caseclock.extractor.blocks import lay_out
from caseclock.extractor.headed_logs import headed_records, headed_row
from caseclock.extractor.lines import Line
from caseclock.extractor.note_prints import note_print_row, note_prints
from caseclock.extractor.stamps import MONTH
from caseclock.models.text import Block, Cell, Role

_RULE = re.compile(r"^\s*([=\-_~*#.])\1{3,}\s*$")
_KINDS = (
    r"(?:(?:police|crime|incident|call|contact|event|command|cad|case|asb|job|service|enquiry|complaint|noise|c&c|storm)\s+)?"
    r"(?:log|incident|cad|serial|event|call|contact|case|urn|occurrence|storm|isr|fwin|record|entry|job|ticket|request|"
    r"crime|report|complaint|enquiry|reference|ref)"
)
_OPENING = re.compile(
    rf"^\s*(?P<kind>{_KINDS})\s*(?:no|number|num|ref|reference|id)?\s*\.?\s*[:#]?\s*(?P<ref>[A-Z0-9][\w/.-]*\d[\w/.-]*|\d+)"
    rf"(?=[\s,;|]|$)",
    re.I,
)
_DATE = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[ -]?{MONTH}[ -]?\d{{2,4}})"
_HAS_DATE = re.compile(_DATE, re.I)
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
# Four figures alone are a time of day only with a wide gap, or a date, beside them: "1922  MALE SHOUTING".
_BARE = r"(?:[01]\d|2[0-3])[0-5]\d"
_STAMPED = re.compile(
    rf"^\s*\[?(?:(?P<day>{_DATE})[ T,]+)?"
    rf"(?:(?P<clock>{_TIME})|(?P<hours>\d{{4}})\s?(?:hrs|h)\b|(?P<bare>{_BARE})(?=(?(day)\s|(?:\s{{2}}|\t))))"
    r"\]?\s*[-–:]?\s+(?=\S)",
    re.I,
)
# Names of fields that prints set before a value without a colon, in capitals.
_LABELS = (
    "created on|created by|created|opened as|opened on|opened by|opened|closed as|closed on|closed by|closed at|closed|"
    "origin|source|how reported|received|reported|occurred|grade|priority|response|location|address|premises|"
    "opening code|closing code|class|classification|category|type|status|caller|informant|operator|owner|officer|"
    "division|district|beat|sector|area|tags?|qualifiers?|result|outcome|disposal|linked|date|time|author|by|text|details"
)
_NAMED = re.compile(rf"^(?P<label>{_LABELS})\b[ \t]*:?[ \t]+(?P<value>\S.*)$", re.I)
_COLON = re.compile(r"(?:^|(?<=\s))(?P<label>[A-Z][A-Za-z&/]*(?: [A-Za-z&/]+){0,3})[ \t]*:(?=[ \t]|$)")
_GAP = re.compile(r"\S\s{2,}\S|:(?=\s|$)")
_SENTENCE = 4  # words
_DATE_BELOW = 4  # lines under the opening line within which its date must stand
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Record:
    """Lines [first, last] of one record."""

    first: int
    last: int


def log_blocks(text: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    """The rows of a log print, with what stands before, between and after its records laid out as usual; () if the
    lines are no log print. `lines` are the lines of `text`.

    Cells: the reference under its kind ("Log"), "Date" and "Time" of the opening line, other fields under their names,
    every time-stamped line under its stamp, remaining lines under "".
    """
    headed = headed_records(lines)
    rows = [(r.first, r.last, _row(text, lines[r.first : r.last + 1])) for r in _records(lines)]
    if not rows or 3 * sum(_is_worded(lines, r.first, r.last) for r in headed) >= 2 * max(len(headed), 1):
        rows = [(r.first, r.last, headed_row(text, lines, r)) for r in headed]
    rows = rows or [(n.first, n.last, note_print_row(text, lines, n)) for n in note_prints(lines)]
    if not rows:
        return ()
    blocks: list[Block] = []
    at = 0
    for first, last, row in rows:
        blocks += lay_out(lines[at:first])
        blocks.append(row)
        at = last + 1
    return tuple(blocks + list(lay_out(lines[at:])))


def _is_worded(lines: Sequence[Line], first: int, last: int) -> bool:
    """Does a record consist of words alone below its first line, without stamps or fields?

    "CALLER REPORTS MALE KICKING DOOR" is a sentence, "LOCATION 4 ELM ROW" a field."""
    for line in lines[first + 1 : last + 1]:
        named = _NAMED.match(line.text)
        told = named is not None and len(named["value"].split()) >= _SENTENCE and not _GAP.search(line.text.strip())
        if _STAMPED.match(line.text) or (_fields_of(line) and not told):
            return False
    return True


# ---------------------------------------------------------------- where records are


def _records(lines: Sequence[Line]) -> list[_Record]:
    openings = _openings(lines)
    if len(openings) < _FEWEST:
        return []
    records = []
    for at, following in zip(openings, [*openings[1:], len(lines)], strict=True):
        records.append(_Record(at, _end(lines, at, following)))
    stamped = sum(any(_STAMPED.match(lines[i].text) for i in range(r.first + 1, r.last + 1)) for r in records)
    ruled = sum(r.first > 0 and _after_rule(lines, r.first) for r in records)
    # A list of references in a letter recurs too: records are parted by rules or hold time-stamped or named lines.
    fielded = sum(any(_fields_of(lines[i]) for i in range(r.first + 1, r.last + 1)) for r in records)
    return records if 2 * max(stamped, ruled, fielded) >= len(records) else []


def _openings(lines: Sequence[Line]) -> list[int]:
    """The lines that begin records: of the kinds of opening lines that recur, the one that recurs most."""
    found: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        opening = _OPENING.match(line.text)
        if opening and _opens(lines, at, opening):
            found.setdefault(" ".join(opening["kind"].lower().split()), []).append(at)
    if not found:
        return []
    return max(found.values(), key=lambda places: (len(places), -places[0]))


def _opens(lines: Sequence[Line], at: int, opening: re.Match[str]) -> bool:
    line = lines[at]
    if line.indent > 8 or _is_sentence(line.text[opening.end() :]):
        return False
    if _HAS_DATE.search(line.text, opening.start("ref")):
        return True
    near = [lines[i] for i in range(at + 1, min(at + 1 + _DATE_BELOW, len(lines)))]
    return any(_HAS_DATE.search(other.text) and _fields_of(other) for other in near if not other.blank)


def _is_sentence(rest: str) -> bool:
    """ "Log 77 of 3 May 2023 shows that he had been warned ...": running text, no heading of a record."""
    words = re.findall(r"\b[a-z]{2,}\b", _HAS_DATE.sub("", rest))
    return len(words) >= 4 and not re.search(r"\S\s{2,}\S|:", rest.strip())


def _after_rule(lines: Sequence[Line], at: int) -> bool:
    above = next((lines[i] for i in range(at - 1, -1, -1) if not lines[i].blank), None)
    return above is not None and bool(_RULE.match(above.text))


def _end(lines: Sequence[Line], first: int, following: int) -> int:
    """The last line of a record: rules and blank lines before the next one do not count, nor does what follows a blank
    line unless it is stamped, named or indented like the record's own lines."""
    last = first
    gap = False
    for at in range(first + 1, following):
        line = lines[at]
        if line.blank:
            gap = True
        elif _RULE.match(line.text):
            gap = gap or (at > first + 4 and not _rest_belongs(lines, at, following))
        elif gap and not _belongs(line):
            break
        else:
            last, gap = at, False
    return last


def _rest_belongs(lines: Sequence[Line], at: int, following: int) -> bool:
    return any(_belongs(lines[i]) for i in range(at + 1, following) if not lines[i].blank)


def _belongs(line: Line) -> bool:
    return bool(_STAMPED.match(line.text)) or bool(_fields_of(line)) or line.indent >= 4


# ---------------------------------------------------------------- cells


_Field = tuple[str, int, int]  # name, start, end; places count within the line's text


def _row(text: str, lines: Sequence[Line]) -> Block:
    cells: list[Cell] = []
    for at, line in enumerate(lines):
        if line.blank or _RULE.match(line.text):
            continue
        if at == 0:
            cells += [_cell(text, line, piece) for piece in _opening_fields(line)]
            continue
        stamped = _STAMPED.match(line.text)
        if stamped:
            cells.append(_cell(text, line, (_stamp(stamped), stamped.end(), len(line.text.rstrip()))))
            continue
        fields = _fields_of(line)
        if fields:
            cells += [_cell(text, line, piece) for piece in fields]
        elif (cells and line.indent >= 4) or (cells and len(cells) > 1 and not _stands_alone(cells[-1])):
            cells[-1] = _longer(text, cells[-1], line.last)
        else:
            cells.append(Cell("", line.first, line.last, text[line.first : line.last]))
    last = max(line.last for line in lines if not line.blank)
    return Block(Role.ROW, lines[0].first, last, cells=tuple(cells), table=1)


def _stamp(stamped: re.Match[str]) -> str:
    """A stamp as "19:22" however it is written, a date of its own behind it: what reads the rows knows them by that."""
    figures = stamped["hours"] or stamped["bare"]
    clock = f"{figures[:2]}:{figures[2:]}" if figures else stamped["clock"]
    return f"{clock} {stamped['day']}" if stamped["day"] else str(clock)


def _stands_alone(cell: Cell) -> bool:
    """Does a line that is neither stamped nor named begin a cell of its own behind this one?"""
    return cell.header not in ("", "Text", "Details") and not re.match(r"\W*\d", cell.header)


def _longer(text: str, cell: Cell, end: int) -> Cell:
    return Cell(cell.header, cell.start, end, text[cell.start : end])


def _cell(text: str, line: Line, piece: _Field) -> Cell:
    name, start, end = piece
    return Cell(name, line.start + start, line.start + end, text[line.start + start : line.start + end])


def _opening_fields(line: Line) -> list[_Field]:
    """Reference, date and time of the opening line, then the fields that follow on it."""
    opening = _OPENING.match(line.text)
    assert opening is not None
    kind = " ".join(opening["kind"].split()).capitalize()
    fields: list[_Field] = [(kind, opening.start("ref"), opening.end("ref"))]
    at = opening.end()
    dated = re.compile(rf"[\s,;|/]*(?:of|on|dated|date:?)?[\s|]*({_DATE})", re.I).match(line.text, at)
    if dated:
        fields.append(("Date", dated.start(1), dated.end(1)))
        at = dated.end()
        timed = re.compile(rf"[\s,T]*(?:at\s+)?({_TIME})", re.I).match(line.text, at)
        if timed:
            fields.append(("Time", timed.start(1), timed.end(1)))
            at = timed.end()
    return fields + _fields(line.text, at, keep_rest=True)


def _fields_of(line: Line) -> list[_Field]:
    """The fields of a line that is made of fields: "LOCATION 4 ELM ROW   OPENED AS NUISANCE", "Location: 4 Elm Row"."""
    found = _fields(line.text, 0, keep_rest=False)
    return found if found and line.text[: found[0][1]].strip() else []


def _fields(text: str, at: int, *, keep_rest: bool) -> list[_Field]:
    """Fields from place `at` on. Pieces without a name are kept under ""; with `keep_rest` off they make it none."""
    result: list[_Field] = []
    waiting: str | None = None  # a label that a wide gap parts from its value ("Address:   4 Elm Row")
    for start, end in _columns(text, at):
        piece = text[start:end]
        colons = list(_COLON.finditer(piece))
        named = _NAMED.match(piece)
        if colons and colons[0].start() == 0:
            result += _coloned(piece, start, colons)
            last = colons[-1]
            waiting = None if piece[last.end() :].strip() else last["label"]
        elif waiting is not None:
            result.append((_name(waiting), start, end))
            waiting = None
        elif named and (piece[: len(named["label"])].isupper() or result or keep_rest):
            result.append((_name(named["label"]), start + named.start("value"), end))
        elif keep_rest or result:
            result.append(("", start, end))
        else:
            return []
    return result


def _coloned(piece: str, start: int, colons: Sequence[re.Match[str]]) -> list[_Field]:
    """The fields of a piece of "Name: value" after "Name: value"; `start` is the piece's place in its line."""
    result: list[_Field] = []
    ends = [found.start() for found in colons[1:]] + [len(piece)]
    for found, stop in zip(colons, ends, strict=True):
        value = piece[found.end() : stop]
        if value.strip():
            begin = start + found.end() + len(value) - len(value.lstrip())
            result.append((_name(found["label"]), begin, start + found.end() + len(value.rstrip())))
    return result


def _columns(text: str, at: int) -> list[tuple[int, int]]:
    """Pieces parted by two or more blanks, a tab or a bar."""
    pieces = []
    for found in re.compile(r"(?:(?!\s{2}|\s*[|\t]).)+").finditer(text, at):
        piece = found[0].strip(" \t,;|")
        if piece:
            start = found.start() + found[0].index(piece)
            pieces.append((start, start + len(piece)))
    return pieces


def _name(label: str) -> str:
    words = " ".join(label.split())
    return words.capitalize() if words.isupper() or words.islower() else words
