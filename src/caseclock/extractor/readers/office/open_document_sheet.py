"""OpenDocument sheets (ods): every row one block, its cells under their headings."""

import contextlib
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.layout import Draft
from caseclock.extractor.readers.office.open_document_xml import Styles, Unpacked, name, number, value
from caseclock.extractor.readers.office.word_marks import introduced
from caseclock.extractor.readers.reading import Reading
from caseclock.extractor.readers.sheets.sheet import as_typed
from caseclock.extractor.readers.sheets.sheet_rows import (
    Hidden,
    SheetRow,
    column_name,
    finish,
    tidy,
    too_much,
    write_rows,
)
from caseclock.models.text import Problem, Role

ODS = "application/vnd.oasis.opendocument.spreadsheet"

_REPEATED = 1_000  # times that a filled row or cell is taken; a blank one is only counted
_DURATION = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,]\d+)?S)?")


def read_sheets(unpacked: Unpacked, body: Any, limits: Limits) -> Reading:
    """The sheets of a workbook. `body` is its office:spreadsheet element."""
    draft = Draft()
    problems: list[Problem] = []
    hidden = Hidden()
    styles = Styles(unpacked)
    left, table = limits.cells, 0
    for sheet in body.iterchildren(name("table:table")):
        reader = _SheetReader(sheet, left, hidden)
        rows = list(reader.rows())
        left = reader.left
        title = value(sheet, "table:name")
        if any(row.cells for row in rows):
            draft.block(Role.HEADING, title)
            table = write_rows(draft, rows, table, limits)
            if styles.setting("table", value(sheet, "table:style-name"), "display") == "false":
                hidden.sheets.append(title)
        if left < 0:
            problems.append(too_much(f"after {limits.cells} cells"))
            break
    return finish(draft, ODS, [*problems, *hidden.notice()], unpacked.title, limits)


class _SheetReader:
    """Reads the rows of one sheet; `left` is how many cells may still be read (below 0: there are more)."""

    def __init__(self, sheet: Any, left: int, hidden: Hidden) -> None:
        self.left = left
        self._sheet = sheet
        self._hidden = hidden
        self._hidden_columns = _hidden_columns(sheet)
        self._merged: dict[int, tuple[int, str]] = {}  # column -> last row of a cell merged downwards, its text
        self._seen: set[int] = set()

    def rows(self) -> Iterator[SheetRow]:
        """Rows that hold something, with their numbers."""
        at = 0
        for row in _rows(self._sheet):
            times = number(row, "table:number-rows-repeated")
            cells, spans, notes = self._cells(row, at + 1)
            for offset in range(min(times, _REPEATED) if cells or notes else 0):
                own = {
                    **{column: text for column, (last, text) in self._merged.items() if at + 1 + offset <= last},
                    **cells,
                }
                self.left -= len(cells) if offset else 0
                if self.left < 0:
                    return
                if value(row, "table:visibility") in ("collapse", "filter"):
                    self._hidden.rows += 1
                yield SheetRow(at + 1 + offset, own, spans, notes)
            at += times
            if self.left < 0:
                return
        title = value(self._sheet, "table:name")
        self._hidden.columns += [f"{column_name(c)} of {title}" for c in sorted(self._seen & self._hidden_columns)]

    def _cells(self, row: Any, at: int) -> tuple[dict[int, str], dict[int, int], tuple[str, ...]]:
        cells: dict[int, str] = {}
        spans: dict[int, int] = {}
        notes: list[str] = []
        column = 1
        for cell in row.iterchildren(name("table:table-cell"), name("table:covered-table-cell")):
            times = number(cell, "table:number-columns-repeated")
            text = _typed(cell)
            self.left -= 1
            if text:
                for place in range(column, column + min(times, _REPEATED)):
                    cells[place] = text
                self.left -= min(times, _REPEATED) - 1
                spans[column] = number(cell, "table:number-columns-spanned")
                if (down := number(cell, "table:number-rows-spanned")) > 1:
                    self._merged[column] = at + down - 1, text
            for note in cell.iterchildren(name("office:annotation")):
                if said := _said(note):
                    notes.append(f"{_begun(note)} on cell {column_name(column)}{at}: {said}")
            column += times
            if self.left < 0:
                break
        self._seen |= cells.keys()
        spans = {place: span for place, span in spans.items() if span > 1}
        return cells, spans, tuple(notes)


def _begun(note: Any) -> str:
    author, written = (
        next((str(part.text or "") for part in note.iterchildren(name(of))), "") for of in ("dc:creator", "dc:date")
    )
    return introduced(author, written).removesuffix(": ")


def _said(note: Any) -> str:
    return tidy("\n".join("".join(part.itertext()) for part in note.iterchildren(name("text:p"))))


def _rows(container: Any) -> Iterator[Any]:
    for child in container:
        if child.tag == name("table:table-row"):
            yield child
        elif child.tag in (
            name("table:table-header-rows"), name("table:table-rows"), name("table:table-row-group"),
        ):  # fmt: skip
            yield from _rows(child)


def _hidden_columns(sheet: Any) -> set[int]:
    hidden: set[int] = set()
    at = 1
    for column in sheet.iter(name("table:table-column")):
        times = number(column, "table:number-columns-repeated")
        if value(column, "table:visibility") in ("collapse", "filter"):
            hidden.update(range(at, at + min(times, _REPEATED)))
        at += times
    return hidden


def _typed(cell: Any) -> str:
    """The value of a cell as it would be typed in the United Kingdom."""
    kind = value(cell, "office:value-type")
    if kind == "date":
        moment = _moment(value(cell, "office:date-value"))
        if moment is not None:
            return as_typed(moment, "dd/mm/yyyy hh:mm", False)
    if kind == "time" and (found := _DURATION.match(value(cell, "office:time-value"))):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return as_typed(timedelta(hours=hours, minutes=minutes, seconds=seconds), "[h]:mm", False)
    if kind == "boolean":
        return "Yes" if value(cell, "office:boolean-value") == "true" else "No"
    if kind == "float":
        with contextlib.suppress(ValueError, OverflowError):
            return as_typed(float(value(cell, "office:value")), "General", False)
    return tidy("\n".join(_words(part) for part in cell.iterchildren(name("text:p"))))


def _words(paragraph: Any) -> str:
    parts = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == name("text:s"):
            parts.append(" " * min(number(child, "text:c"), 100))
        elif child.tag == name("text:line-break"):
            parts.append("\n")
        elif child.tag == name("text:tab"):
            parts.append("\t")
        elif child.tag != name("office:annotation"):
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written[:19]) if written else None
    except ValueError:
        return None
