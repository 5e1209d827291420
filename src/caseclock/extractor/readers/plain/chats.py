"""Chat exports saved as text: one row a message. WhatsApp on both kinds of telephone, and text-message exports."""

import re
from collections.abc import Mapping, Sequence

from caseclock.extractor.blocks import lay_out
from caseclock.extractor.lines import Line
from caseclock.extractor.stamps import MONTH, WEEKDAY
from caseclock.models.text import Block, Cell, Role

_GAP = r"[ \t\u00a0\u202f]"
DATE = (
    rf"(?:{WEEKDAY},?{_GAP}+)?(?:\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]{MONTH}\.?[ -]\d{{2,4}}|{MONTH}\.? \d{{1,2}},? \d{{4}})"
)
TIME = rf"\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:{_GAP}?[ap]\.?m\.?)?"
_NAME = r"[^\n:\[\]|]{1,60}?(?:\([^)\n]{1,40}\))?"
# "[12/03/2024, 18:22:10] Ann: text", "12/03/2024, 18:22 - Ann: text", "2024-03-12 18:22:10 | Ann | text"
_STAMPED = re.compile(
    rf"^[\u200e\u200f\u202a\ufeff\s]*\[?(?P<date>{DATE})(?:,|{_GAP})*(?:at{_GAP}+)?(?P<time>{TIME})\]?"
    rf"{_GAP}*(?P<sep>[-–|:])?{_GAP}*(?P<rest>.*)$",
    re.I,
)
_SPEAKER = re.compile(
    rf"^(?:[\u200e\u200f\u202a-\u202e~]|{_GAP})*(?P<name>{_NAME})(?:[\u200e\u202c]|{_GAP})*(?::|\|)"
    rf"(?:[\u200e\u200f]|{_GAP})*(?P<text>.*)$",
    re.S,
)
# What the program itself says in a chat: nobody's message, and no sign that the paper is none.
_NOTICE = re.compile(
    r"\b(?:end-to-end encrypted|are encrypted|created (?:the |this )?group|added|removed|left$|joined|"
    r"changed (?:the|this|their)|security code|deleted this message|message was deleted|missed (?:voice|video|group)|"
    r"pinned a message|disappearing)",
    re.I,
)
_CLOCKED = re.compile(rf"^\s*\[?(?P<time>{TIME})\]?{_GAP}*[-–|]?{_GAP}*(?P<rest>\S.*)$", re.I)
_DAY_LINE = re.compile(rf"^\W*(?P<date>{DATE}|{WEEKDAY},?\s+\d{{1,2}}\s+{MONTH}(?:\s+\d{{4}})?)\W*$", re.I)
_POINTING = re.compile(r"(?:me|(?:sent |received )?(?:to|from) .+)$", re.I)  # how text-message exports name a side
_FEWEST = 2
Pieces = tuple[tuple[str, int, int], ...]  # header, start and end of the cells; Text goes on to the row's end


def chat_blocks(text: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    """The rows of a chat export in the order of the file; () if the lines are none.

    `lines` are the lines of `text`. Cells: Date, Time, From, Text. A message's further lines belong to its row. A day
    that stands once above its messages is the Date cell of each of them, wherever its line lies.
    """
    starts = _stamped(lines) or _clocked(lines)
    return message_rows(text, lines, starts) if starts else ()


def message_rows(text: str, lines: Sequence[Line], starts: Mapping[int, Pieces]) -> tuple[Block, ...]:
    """One row for each line at which a message begins, and what stands above and between the messages laid out."""
    first = min(starts)
    blocks = list(lay_out(lines[:first]))
    begins = [at for at in range(first, len(lines)) if at in starts or _DAY_LINE.match(lines[at].text)]
    for at, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        if at in starts:
            blocks.append(_row(text, lines[at:end], starts[at]))
        else:
            blocks.append(Block(Role.HEADING, lines[at].first, lines[at].last, level=2))
            blocks += lay_out(lines[at + 1 : end])
    return tuple(blocks)


def _stamped(lines: Sequence[Line]) -> dict[int, Pieces]:
    """Lines that begin with day, time and a name. Most lines of the export must be such lines or go on with one."""
    starts: dict[int, Pieces] = {}
    named = notices = 0
    for at, line in enumerate(lines):
        found = _STAMPED.match(line.text)
        if not found or not (
            line.text.lstrip("\u200e\u200f\ufeff ").startswith("[") or found["sep"] or ":" in found["rest"]
        ):
            continue
        pieces = [_piece("Date", line, found, "date"), _piece("Time", line, found, "time")]
        speaker = _SPEAKER.match(found["rest"])
        if speaker and _is_name(speaker["name"]):
            named += 1
            offset = line.start + found.start("rest")
            pieces.append(("From", offset + speaker.start("name"), offset + speaker.end("name")))
            pieces.append(("Text", offset + speaker.start("text"), line.last))
        else:
            notices += bool(_NOTICE.search(found["rest"]))
            pieces.append(("Text", line.start + found.start("rest"), line.last))
        starts[at] = tuple(pieces)
    if named < _FEWEST or named * 3 < (len(starts) - notices) * 2:
        return {}
    return starts if few_strangers(lines, starts) else {}


def _clocked(lines: Sequence[Line]) -> dict[int, Pieces]:
    """Lines "18:22 Ann: text" under lines that give the day."""
    starts: dict[int, Pieces] = {}
    day: tuple[str, int, int] | None = None
    for at, line in enumerate(lines):
        heading = _DAY_LINE.match(line.text)
        if heading:
            day = _piece("Date", line, heading, "date")
            continue
        found = _CLOCKED.match(line.text)
        speaker = _SPEAKER.match(found["rest"]) if found else None
        if day is None or not found or not speaker or not _is_name(speaker["name"]):
            continue
        offset = line.start + found.start("rest")
        name = ("From", offset + speaker.start("name"), offset + speaker.end("name"))
        words = ("Text", offset + speaker.start("text"), line.last)
        starts[at] = (day, _piece("Time", line, found, "time"), name, words)
    return starts if len(starts) >= _FEWEST and few_strangers(lines, starts) else {}


def _piece(header: str, line: Line, found: re.Match[str], group: str) -> tuple[str, int, int]:
    return header, line.start + found.start(group), line.start + found.end(group)


def _is_name(words: str) -> bool:
    """A name or number of a person, not the beginning of a sentence or the name of a field."""
    named = 0 < len(words.split()) <= 6 and not words.islower() and not words.isupper()
    return named or bool(_POINTING.match(words))


def few_strangers(lines: Sequence[Line], starts: Mapping[int, Pieces]) -> bool:
    """Chats are short lines: a paper in which more than five lines go with every message is something else."""
    filled = sum(not line.blank for line in lines[min(starts) :])
    return filled <= 6 * len(starts)


def _row(text: str, lines: Sequence[Line], pieces: Pieces) -> Block:
    last = max((line.last for line in lines if not line.blank), default=lines[0].last)
    ends = [max(last, start) if header == "Text" else end for header, start, end in pieces]
    cells = tuple(
        Cell(header, start, end, text[start:end])
        for (header, start, _), end in zip(pieces, ends, strict=True)
        if end > start
    )
    return Block(Role.ROW, lines[0].first, last, cells=cells, table=1)
