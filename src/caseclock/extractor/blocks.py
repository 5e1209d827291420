"""Lines to blocks: headings, paragraphs, numbered and dated items, "field: value" lines, rows parted by tabs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from caseclock.extractor.line_dates import begins_with_date, is_date_alone, opens_entry, starts_dated
from caseclock.extractor.lines import Line
from caseclock.extractor.list_marks import Listing, NumberMark, number_mark
from caseclock.models.text import Block, Cell, Role

_UNDERLINE = re.compile(r"^\s*([=\-_~*.])\1{2,}\s*$")
_MARKDOWN = re.compile(r"^\s*(#{1,6})\s+\S")
_BOLD_LINE = re.compile(r"^\s*(\*\*|__)[^*_]+\1\s*$")
_SALUTATION = re.compile(
    r"(?:dear|hello|hi|good (?:morning|afternoon|evening)|to whom|yours|"
    r"(?:kind |best |many )?(?:regards|wishes|thanks))\b",
    re.I,
)
_LONGEST_HEADING = 90  # characters
_LONGEST_ITEM_HEADING = 45
_FEWEST_ENTRIES = 3
_FIELD_LINE = re.compile(r"^\s*[A-Z][\w /()&.'#-]{0,40}:(?:\s+\S|\s*$)")
_WIDEST_WRAP = 100  # a line longer than this is a whole paragraph, not wrapped
_NARROW_WRAP = 60  # a text whose longest line is shorter was not wrapped by a program


@dataclass(slots=True)
class _Layout:
    """What is carried from line to line while a run of lines is laid out."""

    message: int
    width: int  # the column at which the text was wrapped
    tables: int  # tables seen before
    blocks: list[Block] = field(default_factory=list)
    listing: Listing = field(default_factory=Listing)


def lay_out(
    lines: Sequence[Line], owners: Sequence[int] = (), roles: Sequence[Role | None] = (), tables: int = 0
) -> tuple[Block, ...]:
    """The blocks of a text in reading order.

    `owners` and `roles` come from the splitter of threads, one a line; without them all lines are words of message 0.
    Tables are numbered from `tables` + 1.
    """
    blocks: list[Block] = []
    width = max((len(line.text.rstrip()) for line in lines), default=0)
    for run, owner, role in _runs(lines, owners, roles):
        if role is Role.HEADER:
            filled = [line for line in run if not line.blank]
            blocks.append(Block(role, filled[0].first, filled[-1].last, message=owner))
        elif role is not None:
            blocks += [Block(role, group[0].first, group[-1].last, message=owner) for group in _groups(run)]
        else:
            layout = _Layout(owner, width, tables)
            _lay_out_words(layout, run)
            tables = layout.tables
            blocks += layout.blocks
    return tuple(blocks)


def _runs(
    lines: Sequence[Line], owners: Sequence[int], roles: Sequence[Role | None]
) -> list[tuple[list[Line], int, Role | None]]:
    """Stretches of lines with one message and one role. Blank lines go with the stretch they stand in."""
    runs: list[tuple[list[Line], int, Role | None]] = []
    for at, line in enumerate(lines):
        owner = owners[at] if owners else 0
        role = roles[at] if roles else None
        if line.blank and runs:
            runs[-1][0].append(line)
        elif line.blank:
            continue
        elif runs and runs[-1][1:] == (owner, role):
            runs[-1][0].append(line)
        else:
            runs.append(([line], owner, role))
    return runs


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines between blank lines; lines that a reader marked stand alone."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line.blank:
            groups.append([])
        elif line.mark is not None:
            groups += [[line], []]
        else:
            groups[-1].append(line)
    return [group for group in groups if group]


def _lay_out_words(layout: _Layout, lines: Sequence[Line]) -> None:
    for whole in _groups(lines):
        if whole[0].mark is not None:
            _add_marked(layout, whole[0])
            continue
        for group in _parted(_take_headings(layout, whole)):
            if _is_table(group):
                _add_table(layout, group)
            elif _opens_items(layout, group):
                _add_items(layout, group)
            else:
                _add_paragraphs(layout, group)


def _parted(group: list[Line]) -> list[list[Line]]:
    """The group parted at drawn rules, which say nothing themselves, and where a table begins or ends."""
    groups: list[list[Line]] = [[]]
    tabular = False
    for line in group:
        if _UNDERLINE.match(line.text):
            groups.append([])
            continue
        if groups[-1] and not _is_rule(line) and bool(_cell_spans(line)) != tabular:
            groups.append([])
        if not _is_rule(line):
            tabular = bool(_cell_spans(line))
        groups[-1].append(line)
    return [part for part in groups if part]


def _add_marked(layout: _Layout, line: Line) -> None:
    mark = line.mark
    assert mark is not None
    table = None if mark.table is None else mark.table + layout.tables
    layout.blocks.append(
        Block(
            mark.role,
            line.first,
            line.last,
            number=mark.number,
            level=mark.level,
            cells=mark.cells,
            table=table,
            message=layout.message,
        )
    )


# ---------------------------------------------------------------- headings


def _take_headings(layout: _Layout, group: list[Line]) -> list[Line]:
    """Lay out the headings at the top of a group of lines and give back the rest."""
    while group:
        taken, level = _heading(layout, group)
        if not taken:
            return group
        first = group[0]
        layout.blocks.append(Block(Role.HEADING, first.first, group[0].last, level=level, message=layout.message))
        layout.listing.clear()
        group = group[taken:]
    return group


def _heading(layout: _Layout, group: list[Line]) -> tuple[int, int]:
    """How many lines a heading at the top of the group takes (underline included; 0: there is none), and its level."""
    text = group[0].text.strip()
    if _UNDERLINE.match(text):
        return 0, 0
    if len(group) > 1 and _UNDERLINE.match(group[1].text) and len(text) <= _LONGEST_HEADING and not _has_columns(text):
        return 2, 0 if group[1].text.strip()[0] == "=" else 1
    marked = _MARKDOWN.match(text)
    if marked:
        return 1, len(marked[1]) - 1
    if is_date_alone(text) and re.search(r"[a-z]|\d[/.-]\d", text, re.I):
        # A day alone on its line heads what was noted under it.
        return 1, 2
    if len(group) > 1 or (number_mark(group[0].text) and not _numbered_heading(text)):
        return 0, 0
    if _is_capitals(text):
        return 1, 0
    return (1, 1) if _reads_as_heading(text) else (0, 0)


def _numbered_heading(text: str) -> bool:
    """ "4. THE LAW", "2.1 Findings of the panel": few words, no stop, most of them capitalised or all capitals."""
    mark = number_mark(text)
    words = text[mark.end :].strip() if mark and mark.number else ""
    return bool(words) and _is_capitals(words)


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return (
        len(letters) >= 4
        and all(c.isupper() for c in letters)
        and len(text) <= _LONGEST_HEADING
        and text[-1] not in ".;,"
    )


def _reads_as_heading(text: str) -> bool:
    bare = text.strip("*_ ")
    if (
        not 4 <= len(bare) <= _LONGEST_HEADING
        or _SALUTATION.match(bare)
        or bare[-1] in ".,;:?!-–"
        or _has_columns(bare)
    ):
        return False
    if _BOLD_LINE.match(text):
        return True
    if begins_with_date(bare) and not re.search(r"\bto\b|\band\b", bare):
        return False
    words = bare.split()
    return bare[0].isupper() and len(words) <= 10 and len(bare) <= 70 and not _FIELD_LINE.match(bare)


def _has_columns(text: str) -> bool:
    return "\t" in text or bool(re.search(r"\S {3,}\S", text))


# ---------------------------------------------------------------- tables


def _is_table(group: list[Line]) -> bool:
    counts = [len(_cell_spans(line)) for line in group if not _is_rule(line)]
    return len(counts) >= 2 and min(counts) >= 2


def _is_rule(line: Line) -> bool:
    return bool(re.match(r"^[\s|+:=-]+$", line.text))


def _cell_spans(line: Line) -> list[tuple[int, int]]:
    """Places of the cells of a line within its text; [] if nothing parts cells."""
    text = line.text
    if "\t" in text.strip():
        parts = re.finditer(r"[^\t]+", text)
    elif text.count("|") >= 2 and text.strip().startswith("|"):
        parts = re.finditer(r"[^|]+", text)
    else:
        return []
    return [
        (part.start() + len(part[0]) - len(part[0].lstrip()), part.start() + len(part[0].rstrip()))
        for part in parts
        if part[0].strip()
    ]


def _add_table(layout: _Layout, group: list[Line]) -> None:
    """Rows under the first row's words, if that row reads like headings: no digits in it, as wide as the next."""
    layout.tables += 1
    rows = [line for line in group if not _is_rule(line)]
    spans = [_cell_spans(line) for line in rows]
    head = [rows[0].text[start:end] for start, end in spans[0]]
    headed = len(rows) > 1 and len(head) >= len(spans[1]) and not any(re.search(r"\d", words) for words in head)
    for at, line in enumerate(rows):
        cells = tuple(
            Cell(
                head[i].strip("* :") if headed and at and i < len(head) else "",
                line.start + start,
                line.start + end,
                line.text[start:end],
            )
            for i, (start, end) in enumerate(spans[at])
        )
        layout.blocks.append(
            Block(Role.ROW, line.first, line.last, cells=cells, table=layout.tables, message=layout.message)
        )


# ---------------------------------------------------------------- items


def _opens_items(layout: _Layout, group: list[Line]) -> bool:
    mark = number_mark(group[0].text)
    return mark is not None and layout.listing.accepts(mark)


def _add_items(layout: _Layout, group: list[Line]) -> None:
    """Items of a list; a line without a mark goes on with the item above it."""
    pieces: list[tuple[NumberMark, int, list[Line]]] = []
    for line in group:
        mark = number_mark(line.text)
        if mark is not None and (not pieces or _begins_item(layout, mark, pieces[-1])):
            pieces.append((mark, layout.listing.enter(mark), [line]))
        else:
            pieces[-1][2].append(line)
    for mark, level, lines in pieces:
        if _heads_its_item(mark, lines):
            layout.blocks.append(Block(Role.HEADING, lines[0].first, lines[0].last, level=1, message=layout.message))
            _add_paragraphs(layout, lines[1:])
            continue
        start, end = lines[0].first, lines[-1].last
        layout.blocks.append(Block(Role.ITEM, start, end, number=mark.number, level=level, message=layout.message))


def _heads_its_item(mark: NumberMark, lines: list[Line]) -> bool:
    """Is the first line of a numbered item its heading, as in minutes ("3. Actions" above what was agreed)?"""
    words = lines[0].text[mark.end :].strip()
    if len(lines) < 2 or not (mark.number or "").isdigit() or len(words) > _LONGEST_ITEM_HEADING:
        return False
    below = lines[1].text.strip()
    return words[:1].isupper() and words[-1].isalnum() and (below[0].isupper() or below[0].isdigit())


def _begins_item(layout: _Layout, mark: NumberMark, above: tuple[NumberMark, int, list[Line]]) -> bool:
    """Does a marked line begin an item, or is it the rest of a sentence that happened to break before a number?

    Only a line that breaks where a program wraps can go on with such a number, and then it stands no deeper than its
    own item's mark or exactly under that item's words.
    """
    if not mark.doubtful or layout.listing.goes_on(mark):
        return True
    wrapped = len(above[2][-1].text.rstrip()) >= 0.75 * min(layout.width, _WIDEST_WRAP)
    return not wrapped or mark.indent not in (above[0].indent, above[0].end)


# ---------------------------------------------------------------- paragraphs


def _add_paragraphs(layout: _Layout, group: list[Line]) -> None:
    indent = group[0].indent
    inside = layout.listing.holds(indent)
    if not inside:
        layout.listing.clear()
    role, pieces = _pieces(layout, group)
    for piece in pieces:
        if piece is not pieces[0] and _opens_items(layout, piece):
            _add_items(layout, piece)
            continue
        level = layout.listing.depth if inside else 0
        layout.blocks.append(Block(role, piece[0].first, piece[-1].last, level=level, message=layout.message))


def _pieces(layout: _Layout, group: list[Line]) -> tuple[Role, list[list[Line]]]:
    """A paragraph whole, or cut at lines that begin with a date, at fields, at items, or at breaks made by hand."""
    dated = [starts_dated(line.text) for line in group]
    entered = [opens_entry(line.text) for line in group]
    if entered[0] and sum(entered) >= _FEWEST_ENTRIES and sum(dated) < 2:
        return Role.ITEM, _cut(group, entered)
    if sum(dated) >= 2 and (2 * sum(dated) >= len(group) or dated[0]):
        return Role.ITEM, _cut(group, dated)
    fields = [bool(_FIELD_LINE.match(line.text)) for line in group]
    if sum(fields) >= 2 and fields[0] and 2 * sum(fields) >= len(group):
        return Role.PARAGRAPH, _cut(group, fields)
    items = [at > 0 and _item_inside(group, at) for at in range(len(group))]
    if any(items):
        first = items.index(True)
        return Role.PARAGRAPH, [group[:first], group[first:]]
    if len(group) > 1 and all(_broken_by_hand(layout, group, at) for at in range(len(group) - 1)):
        return Role.PARAGRAPH, [[line] for line in group]
    return Role.PARAGRAPH, [group]


def _cut(group: list[Line], begins: list[bool]) -> list[list[Line]]:
    pieces: list[list[Line]] = []
    for line, begin in zip(group, begins, strict=True):
        if begin or not pieces:
            pieces.append([line])
        else:
            pieces[-1].append(line)
    return pieces


def _item_inside(group: list[Line], at: int) -> bool:
    """Does a list begin in the middle of a paragraph ("He has:" and then "- ..." or "1. ...")?"""
    mark = number_mark(group[at].text)
    if mark is None:
        return False
    above = group[at - 1].text.rstrip()
    if mark.number is None:
        return not above.endswith("-") and (above.endswith(":") or _bullets_from(group, at))
    return mark.opens and (above.endswith((":", ".", ";")) or mark.indent > group[at - 1].indent)


def _bullets_from(group: list[Line], at: int) -> bool:
    marks = [number_mark(line.text) for line in group[at:]]
    return sum(mark is not None and mark.number is None for mark in marks) >= 2


def _broken_by_hand(layout: _Layout, group: list[Line], at: int) -> bool:
    """Would the first word of the next line have fitted on this one? Then somebody pressed return here."""
    width = 72 if layout.width < _NARROW_WRAP else layout.width
    line, below = group[at].text.rstrip(), group[at + 1].text.strip()
    fits = len(line) + 1 + len(below.split()[0]) <= width - 2
    return fits and (below[0].isupper() or below[0].isdigit())
