"""HTML: a page or the body of an email, as lines with what the tags say of them. Nothing is fetched or run."""

import re
from html.parser import HTMLParser

from caseclock.extractor.blocks import lay_out
from caseclock.extractor.limits import Limits
from caseclock.extractor.lines import Line, Mark
from caseclock.extractor.readers.charsets import declared_charset, decode
from caseclock.extractor.readers.office.numbering import in_style
from caseclock.extractor.readers.reading import Reading
from caseclock.extractor.readers.web.html_tables import (
    SPACE,
    HtmlList,
    HtmlTable,
    LineDraft,
    headings_of_tables,
    is_hidden,
    placed,
    row_text,
    span,
    tell_heading_rows,
    whole,
)
from caseclock.extractor.threads import split_thread
from caseclock.models.text import Problem, Role, Text

MEDIA_TYPES = ("text/html",)

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 "
        "h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul ",
    )
)
_SPACED = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre"])
_SILENT = frozenset(["script", "style", "head", "title", "template", "noscript", "object", "svg", "del", "datalist"])
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"])
_LIST_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HEADINGS = {f"h{level}": level - 1 for level in range(1, 7)}


class _Lines(HTMLParser):
    """Collects the lines of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.drafts: list[LineDraft] = []
        self.words: list[str] = []
        self.silent: list[str] = []
        self.quotes: list[bool] = []
        self.quoted = 0  # how many of them count
        self.lists: list[HtmlList] = []
        self.tables: list[HtmlTable] = []
        self.seen_tables = 0
        self.role: tuple[Role, str | None, int] | None = None
        self.preformatted = 0

    def finish(self) -> None:
        """Take in what the page left open."""
        while self.tables:
            self._close_block("table")
        self._end_line()

    # -- tags

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """`<![...` that is no section of any kind is a comment, as browsers have it; the library fails an assertion."""
        try:
            return super().parse_marked_section(i, bool(report))
        except AssertionError:
            return self.rawdata.find(">", i) + 1 or -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.silent == ["p"] and tag in _BLOCKS:  # its end tag may be left out
            self.silent.clear()
        if tag == "option" and self.silent[-1:] == ["option"]:
            self.silent.pop()
        if tag in _SILENT or (tag not in _VOID and (tag in self.silent[-1:] or is_hidden(given))):
            self.silent.append(tag)
        if self.silent:
            return
        if tag == "br":
            self._break()
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            self.words.append("☒ " if "checked" in given else "☐ ")
        elif tag == "option" and "selected" not in given:
            self.silent.append(tag)
        elif tag in ("td", "th"):
            self._open_cell(tag, given)
        elif tag in _BLOCKS:
            self._end_line()
            if tag in _SPACED:
                self._blank()
            self._open_block(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            del self.silent[len(self.silent) - 1 - self.silent[::-1].index(tag) :]
            return
        if tag == "select" and set(self.silent) == {"option"}:
            self.silent.clear()
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
            self.quoted += self.quotes[-1]
        elif tag in ("ul", "ol"):
            style = _LIST_STYLES.get(attrs.get("type") or "", "decimal")
            self.lists.append(HtmlList(tag == "ol", whole(attrs.get("start"), 1) - 1, style))
        elif tag == "li":
            self._open_item(attrs)
        elif tag in _HEADINGS:
            self.role = (Role.HEADING, None, _HEADINGS[tag])
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "table":
            self.seen_tables += 1
            if self.tables:
                self._spill(self.tables[-1])
            self.tables.append(HtmlTable(self.seen_tables))
        elif tag == "tr" and self.tables:
            self._close_row()
            self.tables[-1].row = []
            self.tables[-1].spans = []
            self.tables[-1].heads = True

    def _close_block(self, tag: str) -> None:
        if tag == "blockquote" and self.quotes:
            self.quoted -= self.quotes.pop()
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

    def _open_item(self, attrs: dict[str, str | None]) -> None:
        number = None
        if self.lists:
            own = self.lists[-1]
            own.count = whole(attrs.get("value"), own.count + 1)
            number = in_style(own.count, own.style) if own.ordered else None
        self.role = (Role.ITEM, number, max(len(self.lists) - 1, 0))

    def _after_attribution(self) -> bool:
        above = next((draft for draft in reversed(self.drafts) if draft.text.strip()), None)
        return above is not None and above.text.rstrip().endswith(":")

    # -- tables

    def _open_cell(self, tag: str, attrs: dict[str, str | None]) -> None:
        if self.tables:
            self._close_cell()
            table = self.tables[-1]
            if table.row is None:
                table.row, table.spans, table.heads = [], [], True
            table.heads = table.heads and tag == "th"
            table.row.append("")
            table.spans.append((span(attrs.get("colspan")), span(attrs.get("rowspan"))))

    def _close_cell(self) -> None:
        if self.tables and self.tables[-1].row:
            self._end_line()

    def _close_row(self) -> None:
        table = self.tables[-1]
        self._end_line()
        if table.row is None:
            return
        cells, table.row = placed(table), None
        filled = [cell for cell in cells if cell.strip()]
        if not filled:
            return
        if table.nested or len(filled) == 1:
            for cell in filled:
                table.rows += [LineDraft(line, self._depth()) for line in cell.split("\n")]
        elif len(filled) == 2 and filled[0].rstrip().endswith(":") and len(filled[0]) < 40:
            table.rows.append(LineDraft(f"{filled[0].strip()} {filled[1].strip()}", self._depth()))
        else:
            table.rows.append(
                LineDraft("", self._depth(), Role.ROW, cells=cells, table=table.number, heads=table.heads)
            )

    def _spill(self, table: HtmlTable) -> None:
        """A table within a cell: the outer one only lays out the page, so its cells become lines."""
        self._end_line()
        table.nested = True
        for cell in table.row or []:
            table.rows += [LineDraft(line, self._depth()) for line in cell.split("\n") if line.strip()]
        table.row = []
        self.drafts += table.rows
        table.rows = []

    # -- lines

    def _depth(self) -> int:
        return self.quoted

    def _end_line(self) -> None:
        joined = "".join(self.words)
        self.words.clear()
        text = joined.rstrip() if self.preformatted else SPACE.sub(" ", joined).strip(" ")
        if not text and not self.preformatted:
            return
        table = self.tables[-1] if self.tables else None
        if table is not None and table.row:
            table.row[-1] = f"{table.row[-1]}\n{text}" if table.row[-1] else text
            return
        draft = LineDraft(text, self._depth())
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
        self.drafts.append(LineDraft("", self._depth()))


def html_lines(page: str, offset: int, tables: int = 0) -> tuple[str, list[Line]]:
    """The words of a page as text and lines; places count from `offset`, tables from `tables` + 1."""
    parser = _Lines()
    parser.feed(page)
    parser.close()
    parser.finish()
    drafts = parser.drafts
    while drafts and not drafts[-1].text.strip() and not drafts[-1].cells:
        drafts.pop()
    headings = headings_of_tables(drafts)
    tell_heading_rows(drafts, headings)
    pieces: list[str] = []
    lines: list[Line] = []
    at = offset
    for draft in drafts:
        text, cells = row_text(draft, at, headings.get(draft.table or 0, [])) if draft.cells else (draft.text, ())
        mark = None
        if draft.role:
            table = None if draft.table is None else draft.table + tables
            shown = () if draft.role is Role.HEADER else cells
            mark = Mark(draft.role, draft.number, draft.level, shown, table)
        lines.append(Line(at, at + len(text), text, draft.quotes, mark))
        pieces.append(text)
        at += len(text) + 1
    return "\n".join(pieces), lines


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
