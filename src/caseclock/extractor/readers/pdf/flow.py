"""Running text: reading order of columns, then lines into headings, paragraphs, list items and fields."""

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from caseclock.extractor.readers.pdf.columns import is_ornament
from caseclock.extractor.readers.pdf.lines import Line, lines_of
from caseclock.extractor.readers.pdf.page import Word
from caseclock.extractor.readers.pdf.pieces import Piece
from caseclock.models.text import Role

_GUTTER = 9.0  # points of white between two columns of prose
_COLUMN_LINES = 5  # lines that a column of prose has at least
_INDENT = 4.0  # points
_LONG_GAP = 2.6  # line steps: paragraphs of one value stand no further apart
_HEADING_WORDS = 14
_NEAR = 1.6  # letter sizes: lines of one paragraph stand no further apart
_PROSE_WORDS = 6  # of a line that has something in the margin beside it
_HANG = 40.0  # points that the second line of a paragraph may be set in or out
_SENTENCE_END = (".", "!", "?", ":", ";", ".'", '."', ".”", ".)")

_NUMBER = re.compile(r"^\(?(\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,3}(?=[.)])|[a-z](?=[.)])|[ivx]{2,5}(?=[.)]))[.)]?(?:\s+|$)")
_BARE_NUMBER = re.compile(r"^\d{1,3}$")
_CAPITAL, _SMALL = re.compile("[A-Z]"), re.compile("[^\\W\\d_A-Z]")
_BULLET = re.compile(r"^[•●▪■◦‣·○\-–—*\uf0b7\uf0a7]\s+\S")
_LABEL = re.compile(r"^[A-Z][\w /&'’().,-]{0,38}:(?:\s|$)")
_REPLY = re.compile(r"^(?:re|fwd?)\s?:", re.IGNORECASE)  # begins the subject of a message, no label
_STAMPED = re.compile(
    r"^\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}[,\s]+(?:at\s+)?\d{1,2}[:.]?\d{2}(?:\s?hrs)?\b|^\d{1,2}/\d{1,2}/\d{2,4}\s*(?::|-|–)"
)

_DATE_ALONE = re.compile(
    r"^(?:[A-Z][a-z]{2,8}\.?,?\s+)?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?(?:\s+\d{2,4})?)"
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]?\d{0,2}\s?(?:am|pm|hrs)?)?:?$"
)


@dataclass(frozen=True)
class Manner:
    """How a page is set: its usual letter size, its line step, its right margin, and whether it is all in capitals."""

    size: float
    step: float
    right: float
    capitals: bool


def manner_of(lines: Sequence[Line]) -> Manner:
    """The page's usual measures, taken from all its lines."""
    if not lines:
        return Manner(10.0, 12.0, 0.0, False)
    weights = sorted((line.size, len(line.text)) for line in lines)
    half, so_far, size = sum(weight for _, weight in weights) / 2, 0, weights[-1][0]
    for value, weight in weights:
        so_far += weight
        if so_far >= half:
            size = value
            break
    steps = [b.y - a.y for a, b in itertools.pairwise(lines) if 0.8 * size < b.y - a.y < 2.2 * size]
    # the smaller steps are those inside paragraphs
    step = statistics.quantiles(steps, n=4)[0] if len(steps) >= 2 else 1.25 * size
    whole = "".join([line.text for line in lines])
    capitals = len(_CAPITAL.findall(whole)) > len(_SMALL.findall(whole))
    return Manner(size, max(step, size), max(line.x1 for line in lines), capitals)


def read_flow(lines: Sequence[Line], manner: Manner, page: int) -> list[Piece]:
    """The pieces of running text, in reading order."""
    pieces: list[Piece] = []
    bottom = 0.0
    for stretch in _in_reading_order(list(lines)):
        found = _paragraphs(stretch, manner, page)
        if pieces and found and stretch[0].y < bottom and goes_on_with(pieces[-1], found[0]):
            pieces[-1].lines.extend(found[0].lines)  # from the foot of one column to the head of the next
            pieces[-1].open_end = found.pop(0).open_end
        pieces.extend(found)
        bottom = stretch[-1].y
    return pieces


def goes_on_with(last: Piece, first: Piece) -> bool:
    """Whether the first block of a page or column is the rest of the last block of the one before."""
    if last.role not in (Role.PARAGRAPH, Role.ITEM) or first.role is not Role.PARAGRAPH or first.begins:
        return False
    beside_label = last.hang is not None and abs(first.left - last.hang) <= _INDENT
    return last.open_end or beside_label


# ---------------------------------------------------------------- columns of prose


def _in_reading_order(lines: list[Line]) -> list[list[Line]]:
    """Stretches of lines in the order of reading: two columns side by side are read one after the other."""
    best = _best_gutter(lines)
    if best is None:
        return [lines] if lines else []
    begin, end, gutter = best
    words = [word for line in lines[begin:end] for word in line.words]
    left: list[Word] = [word for word in words if word.x1 <= gutter]
    right = [word for word in words if word.x1 > gutter]
    return [
        *_in_reading_order(lines[:begin]),
        *_in_reading_order(lines_of(left)),
        *_in_reading_order(lines_of(right)),
        *_in_reading_order(lines[end:]),
    ]


def _best_gutter(lines: list[Line]) -> tuple[int, int, float] | None:
    """First and last+1 line of the longest stretch that white space parts into two columns of prose, and its x."""
    if len(lines) < _COLUMN_LINES:
        return None
    low, high = min(line.x0 for line in lines), max(line.x1 for line in lines)
    starts = sorted(
        {round(chunk.x0) for line in lines for chunk in line.chunks if low + 0.25 * (high - low) < chunk.x0}
    )
    best: tuple[int, int, float] | None = None
    for start in starts:
        gutter = start - _GUTTER / 2
        if gutter > low + 0.8 * (high - low):
            break
        for begin, end in _free_runs(lines, gutter):
            if (best is None or end - begin > best[1] - best[0]) and _are_columns(lines[begin:end], gutter):
                best = (begin, end, gutter)
    return best


def _free_runs(lines: list[Line], gutter: float) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    begin: int | None = None
    for at, line in enumerate(lines):
        free = all(word.x1 <= gutter - _GUTTER / 2 or word.x0 >= gutter + _GUTTER / 2 - 1 for word in line.words)
        if free and begin is None:
            begin = at
        elif not free and begin is not None:
            runs.append((begin, at))
            begin = None
    if begin is not None:
        runs.append((begin, len(lines)))
    return [run for run in runs if run[1] - run[0] >= _COLUMN_LINES]


def _are_columns(lines: list[Line], gutter: float) -> bool:
    """Whether both sides look like prose: enough lines, and most of them nearly as wide as their column."""
    for side in (
        [w for line in lines for w in line.words if w.x1 <= gutter],
        [w for line in lines for w in line.words if w.x1 > gutter],
    ):
        rows = lines_of(side)
        if len(rows) < _COLUMN_LINES:
            return False
        width = max(line.x1 for line in rows) - min(line.x0 for line in rows)
        wide = sum(1 for line in rows if line.x1 - line.x0 > 0.6 * width and len(line.words) >= 3)
        labels = sum(1 for line in rows if line.text.endswith(":"))
        if wide < 0.5 * len(rows) or labels > 0.3 * len(rows):
            return False
    return True


# ---------------------------------------------------------------- paragraphs


@dataclass
class _Draft:
    """A paragraph being gathered; `hang` is where its second and later lines begin."""

    role: Role
    lines: list[Line]
    number: str | None = None
    level: int = 0
    hang: float | None = None

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def beside(self) -> float | None:
        """Where the text beside a label, date or number begins; None if there is no such thing."""
        if self.hang is not None:
            return self.hang if self.hang > self.first.x0 + _INDENT else None
        chunks = self.first.chunks
        labelled = self.role is Role.ITEM or chunks[0].text.endswith(":") or _is_stamped(self.first)
        return chunks[1].x0 if len(chunks) > 1 and labelled else None


def _paragraphs(lines: list[Line], manner: Manner, page: int) -> list[Piece]:
    drafts: list[_Draft] = []
    lines = [part for line in lines if not is_ornament(line) for part in _fields_of(line)]
    lines, right = _with_asides_below(lines)
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        begun = _begin(line, drafts[-1] if drafts else None, manner)
        if drafts and not _is_new(line, after, drafts[-1], begun, right, manner):
            draft = drafts[-1]
            draft.lines.append(line)
            if draft.hang is None:
                draft.hang = line.x0
        else:
            drafts.append(begun)
    _level_items(drafts)
    return [_piece(draft, page, right) for draft in drafts]


def _with_asides_below(lines: list[Line]) -> tuple[list[Line], float]:
    """The lines with what stands in the margin beside a paragraph (an action beside minutes) set below that paragraph;
    and the right edge of all but these. It begins right of all that the paragraph's other lines reach.
    """
    result: list[Line] = []
    waiting: list[Line] = []  # asides of the paragraph under way
    right = 0.0
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        near = [o for o in (before, after) if o is not None and abs(o.y - line.y) <= _NEAR * line.size]
        if _has_aside(line, near):
            waiting.append(Line(line.chunks[-1].words))
            line = Line(tuple(word for chunk in line.chunks[:-1] for word in chunk.words))
        result.append(line)
        right = max(right, line.x1)
        if waiting and (after is None or after.y - line.y > _NEAR * line.size):
            result.extend(waiting)
            waiting = []
    return result, right


def _has_aside(line: Line, near: Sequence[Line]) -> bool:
    """Whether the last piece of a line stands in the margin beside prose: `near` are the lines just above and below."""
    if len(line.chunks) < 2 or sum(len(chunk.words) for chunk in line.chunks[:-1]) < _PROSE_WORDS:
        return False
    body, aside = line.chunks[-2].x1, line.chunks[-1].x0
    prose = [other for other in near if len(other.chunks) == 1 and abs(other.x0 - line.x0) <= _HANG]
    free = all(other.chunks[0].x1 < aside - line.size and len(other.words) > 1 for other in prose)
    return bool(prose) and free and aside - body > 2 * line.size


def _fields_of(line: Line) -> list[Line]:
    """A line with several fields side by side (`Label: value    Label: value`) as a line for each."""
    groups: list[list[Word]] = []
    for chunk in line.chunks:
        numbered = len(groups) == 1 and _NUMBER.fullmatch(" ".join(word.text for word in groups[0]))
        if groups and (numbered or not _LABEL.match(chunk.text) or _REPLY.match(chunk.text)):
            groups[-1].extend(chunk.words)
        else:
            groups.append(list(chunk.words))
    if len(groups) > 1:
        return [Line(tuple(group)) for group in groups]
    return [line]


def _begin(line: Line, before: _Draft | None, manner: Manner) -> _Draft:
    """What the line would be if something new begins with it."""
    if _is_heading(line, manner):
        match = _NUMBER.match(line.text)
        return _Draft(Role.HEADING, [line], number=match[1] if match else None)
    number = _item_number(line, before)
    if number is not None or _BULLET.match(line.text):
        return _Draft(Role.ITEM, [line], number=number)
    return _Draft(Role.PARAGRAPH, [line])


def _item_number(line: Line, before: _Draft | None) -> str | None:
    match = _NUMBER.match(line.text)
    if match and not re.match(r"^\d{1,2}\.\d{2}\s?(?:[ap]\.?m|hrs|hours)", line.text):
        return match[1]
    first = line.words[0]
    if _BARE_NUMBER.match(first.text) and len(line.chunks) >= 2 and len(line.chunks[0].words) == 1:
        last = before.number if before is not None and before.number is not None else ""
        if first.text == "1" or (last.isdigit() and int(first.text) == int(last) + 1):
            return first.text
    return None


def _is_heading(line: Line, manner: Manner) -> bool:
    text = line.text
    if len(line.words) > _HEADING_WORDS or not any(char.isalpha() for char in text):
        return False
    if len(line.chunks) > 1 and not _NUMBER.match(text) and not _BARE_NUMBER.match(line.words[0].text):
        return False
    if line.size > 1.18 * manner.size and not text.endswith((".", ",", ";")):
        return True
    if line.bold and not text.endswith((",", ";")):
        return True
    letters = [char for char in text if char.isalpha()]
    capitals = len(letters) >= 4 and all(map(str.isupper, letters))
    return capitals and not manner.capitals and not text.endswith((".", ",", ";")) and len(line.words) <= 8


def _is_new(line: Line, after: Line | None, draft: _Draft, begun: _Draft, right: float, manner: Manner) -> bool:
    """Whether a block begins with this line (else it goes on with the one before)."""
    last = draft.last
    step = line.y - last.y
    beside = draft.beside
    if beside is not None and abs(line.x0 - beside) <= _INDENT and 0.1 < step <= _LONG_GAP * manner.step:
        if begun.role is Role.ITEM:  # a list within the value or item
            return _starts_item(line, draft, begun, _could_have_held(last, line, right))
        return begun.role is Role.HEADING or _is_stamped(line)  # else a further paragraph of the same value
    if step <= 0.1 or step > 1.45 * max(manner.step, line.size):
        return True
    if draft.role is Role.HEADING or begun.role is Role.HEADING:
        return not (draft.role is begun.role and _is_one_heading(draft, line, right))
    forced = _could_have_held(last, line, right)
    if begun.role is Role.ITEM:
        return _starts_item(line, draft, begun, forced)
    if draft.hang is not None and len(draft.lines) > 1:
        if line.x0 < draft.hang - _INDENT:
            return True
    elif line.x0 < draft.first.x0 - _INDENT:
        return True
    hanging = (draft.hang or line.x0) > draft.first.x0 + _INDENT
    if line.x0 > (draft.hang if draft.hang is not None else draft.first.x0) + _INDENT:
        return _is_first_indent(line, after, draft, forced)
    if not hanging and (_is_stamped(line) or (_LABEL.match(line.text) and _is_field(line, draft, forced))):
        return True
    return forced


def _is_one_heading(draft: _Draft, line: Line, right: float) -> bool:
    """Whether a second line of the same make goes on with a heading that was too long for its line."""
    same = abs(draft.last.size - line.size) < 0.5 and draft.last.bold == line.bold
    return same and not _could_have_held(draft.last, line, right) and not _NUMBER.match(line.text)


def _could_have_held(last: Line, line: Line, right: float) -> bool:
    """Whether the line before had room for the first word of this one: its end was meant."""
    if re.search(r"[^\W\d_]-$", last.text):
        return False  # a word goes on
    room = right - last.x1
    needed = line.words[0].x1 - line.words[0].x0 + 0.3 * line.size
    if room <= needed:
        return False
    ends = last.text.endswith(_SENTENCE_END)
    return room > needed + (2.5 if ends else 6.0) * line.size


def _starts_item(line: Line, draft: _Draft, begun: _Draft, forced: bool) -> bool:
    if forced or draft.last.text.endswith(_SENTENCE_END) or begun.number is None:
        return True
    if draft.role is Role.ITEM and line.x0 <= draft.first.x0 + _INDENT and (draft.hang or 0) > draft.first.x0 + _INDENT:
        return True  # a hanging list: only numbers stand out
    return _follows(draft.number, begun.number)


def _follows(before: str | None, number: str) -> bool:
    if before is None:
        return number in ("1", "a", "i", "1.1")
    last, this = before.split("."), number.split(".")
    if len(last) == len(this) and last[-1].isdigit() and this[-1].isdigit():
        return last[:-1] == this[:-1] and int(this[-1]) == int(last[-1]) + 1
    return this == [*last, "1"] or (len(before) == len(number) == 1 and ord(number) == ord(before) + 1)


def _is_stamped(line: Line) -> bool:
    """Whether a line begins with a date as the entry of a log does: with its time, or set apart from what follows."""
    if _STAMPED.match(line.text):
        return True
    return len(line.chunks) > 1 and bool(_DATE_ALONE.match(line.chunks[0].text))


def _is_first_indent(line: Line, after: Line | None, draft: _Draft, forced: bool) -> bool:
    """A line further in: the second line of a hanging paragraph, or the first of one whose first line is set in?"""
    if len(draft.lines) > 1:
        return True
    if draft.role is Role.ITEM or _LABEL.match(draft.first.text) or _is_stamped(draft.first):
        return False
    if len(draft.first.chunks) > 1 and any(abs(chunk.x0 - line.x0) <= _INDENT for chunk in draft.first.chunks[1:]):
        return False
    return forced or (after is not None and after.x0 < line.x0 - _INDENT)


def _is_field(line: Line, draft: _Draft, forced: bool) -> bool:
    """Whether a line that looks like `Label: value` is a field of its own."""
    gap_after_label = len(line.chunks) > 1 and line.chunks[0].text.endswith(":")
    return forced or gap_after_label or bool(_LABEL.match(draft.first.text)) or draft.last.text.endswith(_SENTENCE_END)


def _level_items(drafts: list[_Draft]) -> None:
    """Depth of items: by the dots of their numbers, else by how far in they stand."""
    lefts: list[float] = []
    for draft in drafts:
        if draft.role is not Role.ITEM:
            if draft.role is Role.HEADING:
                lefts.clear()
            continue
        if draft.number and "." in draft.number:
            draft.level = draft.number.count(".")
            continue
        lefts = [left for left in lefts if left < draft.first.x0 - _INDENT]
        draft.level = len(lefts)
        lefts.append(draft.first.x0)


def _piece(draft: _Draft, page: int, right: float) -> Piece:
    last = draft.last
    full = right - last.x1 < 0.25 * (right - min(line.x0 for line in draft.lines))
    return Piece(
        draft.role,
        page,
        lines=[line.text for line in draft.lines],
        number=draft.number,
        level=draft.level,
        begins=bool(_LABEL.match(draft.first.text)) or _is_stamped(draft.first),
        left=draft.first.x0,
        hang=draft.beside,
        open_end=full and draft.role in (Role.PARAGRAPH, Role.ITEM) and not last.text.endswith(_SENTENCE_END),
    )
