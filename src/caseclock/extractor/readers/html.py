"""HTML: a page or the body of an email, as lines with what the tags say of them. Nothing is fetched or run."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from caseclock.extractor.blocks import lay_out
from caseclock.extractor.limits import Limits
from caseclock.extractor.lines import Line, Mark
from caseclock.extractor.readers.charsets import declared_charset, decode
from caseclock.extractor.readers.reading import Reading
from caseclock.extractor.threads import split_thread
from caseclock.models.document import Cell, Problem, Role, Text

MEDIA_TYPES = ("text/html",)

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 "
        "h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul ",
    )
)
_SPACED = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre"])
_SILENT = frozenset(["script", "style", "head", "title", "template", "noscript", "object", "svg"])
_HEADINGS = {f"h{level}": level - 1 for level in range(1, 7)}
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Draft:
    """One line to be: words, quote marks, and for rows the cells."""

    text: str
    quotes: int = 0
    role: Role | None = None
    number: str | None = None
    level: int = 0
    cells: list[str] = field(default_factory=list)
    table: int | None = None
    heads: bool = False  # a row of <th>


@dataclass(slots=True)
class _List:
    ordered: bool
    count: int = 0


@dataclass(slots=True)
class _Table:
    number: int
    row: list[str] | None = None
    nested: bool = False
    heads: bool = False
    rows: list[_Draft] = field(default_factory=list)


class _Lines(HTMLParser):
    """Collects the lines of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.drafts: list[_Draft] = []
        self.words: list[str] = []
        self.silent: list[str] = []
        self.quotes: list[bool] = []
        self.lists: list[_List] = []
        self.tables: list[_Table] = []
        self.seen_tables = 0
        self.role: tuple[Role, str | None, int] | None = None
        self.preformatted = 0

    def finish(self) -> None:
        """Take in what the page left open."""
        while self.tables:
            self._close_block("table")
        self._end_line()

    # -- tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent.append(tag)
        if self.silent:
            return
        if tag == "br":
            self._break()
        elif tag in ("td", "th"):
            self._open_cell(tag)
        elif tag in _BLOCKS:
            self._end_line()
            if tag in _SPACED:
                self._blank()
            self._open_block(tag, dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            del self.silent[self.silent.index(tag) :]
            return
        if self.silent:
            return
        if tag in ("td", "th"):
            self._close_cell()
        elif tag in _BLOCKS:
            self._end_line()
            self._close_block(tag)
            if tag in _SPACED:
                self._blank()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.preformatted:
            *whole, rest = data.split("\n")
            for line in whole:
                self.words.append(line)
                self._end_line()
            self.words.append(rest)
        else:
            self.words.append(data)

    # -- blocks

    def _open_block(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "blockquote":
            named = f"{attrs.get('class') or ''} {attrs.get('id') or ''}".lower()
            cited = attrs.get("type") == "cite" or "cite" in attrs or "quote" in named
            self.quotes.append(cited or self._after_attribution())
        elif tag in ("ul", "ol"):
            self.lists.append(_List(tag == "ol"))
        elif tag == "li":
            self._open_item()
        elif tag in _HEADINGS:
            self.role = (Role.HEADING, None, _HEADINGS[tag])
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "table":
            self.seen_tables += 1
            if self.tables:
                self._spill(self.tables[-1])
            self.tables.append(_Table(self.seen_tables))
        elif tag == "tr" and self.tables:
            self._close_row()
            self.tables[-1].row = []
            self.tables[-1].heads = True

    def _close_block(self, tag: str) -> None:
        if tag == "blockquote" and self.quotes:
            self.quotes.pop()
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in _HEADINGS or tag == "li":
            self.role = None
        elif tag == "pre" and self.preformatted:
            self.preformatted -= 1
        elif tag == "tr" and self.tables:
            self._close_row()
        elif tag == "table" and self.tables:
            self._close_row()
            table = self.tables.pop()
            self.drafts += table.rows
            self._blank()

    def _open_item(self) -> None:
        number = None
        if self.lists:
            self.lists[-1].count += 1
            number = str(self.lists[-1].count) if self.lists[-1].ordered else None
        self.role = (Role.ITEM, number, max(len(self.lists) - 1, 0))

    def _after_attribution(self) -> bool:
        above = next((draft for draft in reversed(self.drafts) if draft.text.strip()), None)
        return above is not None and above.text.rstrip().endswith(":")

    # -- tables

    def _open_cell(self, tag: str) -> None:
        if self.tables:
            self._close_cell()
            table = self.tables[-1]
            if table.row is None:
                table.row, table.heads = [], True
            table.heads = table.heads and tag == "th"
            table.row.append("")

    def _close_cell(self) -> None:
        if self.tables and self.tables[-1].row:
            self._end_line()

    def _close_row(self) -> None:
        table = self.tables[-1]
        self._end_line()
        cells, table.row = table.row, None
        filled = [cell for cell in cells or [] if cell.strip()]
        if not filled:
            return
        if table.nested or len(filled) == 1:
            for cell in filled:
                table.rows += [_Draft(line, self._depth()) for line in cell.split("\n")]
        elif len(filled) == 2 and filled[0].rstrip().endswith(":") and len(filled[0]) < 40:
            table.rows.append(_Draft(f"{filled[0].strip()} {filled[1].strip()}", self._depth()))
        else:
            table.rows.append(
                _Draft("", self._depth(), Role.ROW, cells=list(cells or []), table=table.number, heads=table.heads)
            )

    def _spill(self, table: _Table) -> None:
        """A table within a cell: the outer one only lays out the page, so its cells become lines."""
        self._end_line()
        table.nested = True
        for cell in table.row or []:
            table.rows += [_Draft(line, self._depth()) for line in cell.split("\n") if line.strip()]
        table.row = []
        self.drafts += table.rows
        table.rows = []

    # -- lines

    def _depth(self) -> int:
        return sum(self.quotes)

    def _end_line(self) -> None:
        joined = "".join(self.words)
        self.words.clear()
        text = joined.rstrip() if self.preformatted else _SPACE.sub(" ", joined).strip(" ")
        if not text and not self.preformatted:
            return
        table = self.tables[-1] if self.tables else None
        if table is not None and table.row:
            table.row[-1] = f"{table.row[-1]}\n{text}" if table.row[-1] else text
            return
        draft = _Draft(text, self._depth())
        if self.role and text:
            draft.role, draft.number, draft.level = self.role
            self.role = None
        self.drafts.append(draft)

    def _break(self) -> None:
        """<br>: ends a line; with nothing before it, it makes an empty one."""
        if "".join(self.words).strip(" \n"):
            self._end_line()
        else:
            self.words.clear()
            self._blank()

    def _blank(self) -> None:
        """An empty line, never two in a row."""
        if (self.tables and self.tables[-1].row) or not self.drafts or not self.drafts[-1].text:
            return
        self.drafts.append(_Draft("", self._depth()))


def html_lines(page: str, offset: int, tables: int = 0) -> tuple[str, list[Line]]:
    """The words of a page as text and lines; places count from `offset`, tables from `tables` + 1."""
    parser = _Lines()
    parser.feed(page)
    parser.close()
    parser.finish()
    drafts = parser.drafts
    while drafts and not drafts[-1].text.strip() and not drafts[-1].cells:
        drafts.pop()
    headings = _headings_of_tables(drafts)
    pieces: list[str] = []
    lines: list[Line] = []
    at = offset
    for draft in drafts:
        text, cells = _row_text(draft, at, headings.get(draft.table or 0, [])) if draft.cells else (draft.text, ())
        mark = None
        if draft.role:
            table = None if draft.table is None else draft.table + tables
            mark = Mark(draft.role, draft.number, draft.level, cells, table)
        lines.append(Line(at, at + len(text), text, draft.quotes, mark))
        pieces.append(text)
        at += len(text) + 1
    return "\n".join(pieces), lines


def _headings_of_tables(drafts: list[_Draft]) -> dict[int, list[str]]:
    """The heading cells of every table: a first row of <th>, or a first row without digits above others."""
    result: dict[int, list[str]] = {}
    for draft in drafts:
        number = draft.table
        if number is None or number in result:
            continue
        several = sum(other.table == number for other in drafts) > 1
        plain = several and all(cell.strip() for cell in draft.cells) and not re.search(r"\d", "".join(draft.cells))
        result[number] = [_SPACE.sub(" ", cell).strip() for cell in draft.cells] if draft.heads or plain else []
    return result


def _row_text(draft: _Draft, at: int, headings: list[str]) -> tuple[str, tuple[Cell, ...]]:
    text = ""
    cells: list[Cell] = []
    for column, written in enumerate(draft.cells):
        words = _SPACE.sub(" ", written).strip()
        if not words:
            continue
        if text:
            text += " | "
        header = headings[column] if column < len(headings) and headings != [words] else ""
        cells.append(Cell("" if header == words else header, at + len(text), at + len(text) + len(words), words))
        text += words
    return text, tuple(cells)


def read(data: bytes, limits: Limits) -> Reading:
    """Read a page saved from a browser or a mail program."""
    page = decode(data, declared_charset(data))
    text, lines = html_lines(page.text, 0)
    problems = list(page.problems)
    if len(text) > limits.text_characters:
        text = text[: limits.text_characters]
        lines = [line for line in lines if line.end <= len(text)]
        problems.append(Problem("reader", "Only the beginning was read: it is too long. Split it and add the parts."))
    thread = split_thread(lines)
    blocks = lay_out(lines, thread.owners, thread.roles)
    return Reading(MEDIA_TYPES[0], Text(text, (), blocks, thread.messages), problems=tuple(problems))
