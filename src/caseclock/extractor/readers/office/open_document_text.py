"""OpenDocument texts (odt): paragraphs, headings, list numbers, tables, notes and comments, in reading order."""

from collections.abc import Iterator
from typing import Any

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.layout import Draft, write_paragraph
from caseclock.extractor.readers.office.numbering import Numbering, bare
from caseclock.extractor.readers.office.open_document_xml import Styles, Unpacked, name, number, value
from caseclock.extractor.readers.office.word_marks import excerpts_notice, introduced, is_page_sized, told_changes
from caseclock.extractor.readers.office.word_text import PAGE_OF
from caseclock.extractor.readers.reading import Child, Reading, UnreadableError
from caseclock.extractor.readers.tables import Row, TableWriter
from caseclock.models.text import Problem, Role

ODT = "application/vnd.oasis.opendocument.text"

_MAX_HEADING = 120
_REPEATED = 100  # times that a cell or row is taken
_PAGE_NUMBERS = frozenset(name(f"text:{kind}") for kind in ("page-number", "page-count", "file-name", "print-date"))
_INDEXES = frozenset(
    name(f"text:{kind}")
    for kind in ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index")
)
_P, _H, _LIST, _TABLE = name("text:p"), name("text:h"), name("text:list"), name("table:table")
_ANNOTATION, _NOTE = name("office:annotation"), name("text:note")


def read_text(unpacked: Unpacked, body: Any, limits: Limits) -> Reading:
    """A text. `body` is its office:text element. Raises UnreadableError if it holds nothing."""
    reader = _TextReader(unpacked, limits)
    reader.write(body)
    text = reader.draft.finish()
    children = tuple(
        Child(key.rpartition("/")[2], data) for key, data in unpacked.pictures.items() if is_page_sized(data)
    )[: limits.children]
    if not text.text.strip() and not children:
        raise UnreadableError("The document holds no text, perhaps only pictures; add the pictures themselves.")
    return Reading(ODT, text, children=children, problems=tuple(reader.told(body)), title=unpacked.title)


class _TextReader:
    def __init__(self, unpacked: Unpacked, limits: Limits) -> None:
        self.draft = Draft()
        self._limits = limits
        self._styles = Styles(unpacked)
        self._master = unpacked.styles
        self._tables = TableWriter(self.draft)
        self._numbering = Numbering(None)
        self._lists = 0
        self._last_list: dict[str, str] = {}  # list style -> the list that used it last
        self._by_name: dict[str, str] = {}
        self._cells_left = limits.cells
        self._is_cut_short = False
        self._notes: list[str] = []
        self._endnotes: list[str] = []
        self._comments: list[str] = []
        self._boxes: list[Any] = []
        self._struck: list[str] = []
        self._hidden: list[str] = []
        self._note_counts = {"note": 0, "endnote": 0}
        self._numbering.add("outline", "outline", self._styles.outline, {})

    def write(self, body: Any) -> None:
        """Page headers, the body with its notes, page footers, endnotes, comments."""
        for line in self._running_lines("style:header", "style:header-left", "style:header-first"):
            self.draft.block(Role.HEADER, line)
        self._write_blocks(body)
        for line in self._running_lines("style:footer", "style:footer-left", "style:footer-first"):
            self.draft.block(Role.HEADER, line)
        for line in (*self._endnotes, *self._comments):
            self.draft.block(Role.PARAGRAPH, line)

    def told(self, body: Any) -> list[Problem]:
        """What is to be said of how the document was read."""
        problems = []
        if self._is_cut_short:
            problems.append(Problem("reader", "The document was read only in part, it is too long; split it."))
        regions = list(body.iter(name("text:changed-region")))
        authors = {str(who.text or "").strip() for region in regions for who in region.iter(name("dc:creator"))}
        problems += told_changes(len(regions), authors)
        problems += excerpts_notice("Some of the text is struck through", "check whether it still stands", self._struck)
        return problems + excerpts_notice("Some of the text is hidden", "check why it was hidden", self._hidden)

    def _running_lines(self, *kinds: str) -> list[str]:
        lines: dict[str, None] = {}
        parts = [] if self._master is None else [part for kind in kinds for part in self._master.iter(name(kind))]
        for part in parts:
            if value(part, "style:display") != "false":
                lines.update((line, None) for line in self._all_lines(part))
        return list(lines)

    # -- blocks

    def _write_blocks(self, container: Any) -> None:
        for child in container:
            if self.draft.length > self._limits.text_characters or self._cells_left < 0:
                self._is_cut_short = True
                return
            if child.tag in (_P, _H):
                self._write_paragraph(child)
            elif child.tag == _LIST:
                self._write_list(child, "", None, 0)
            elif child.tag == _TABLE:
                self._write_table(child)
            elif child.tag in _INDEXES:
                for line in self._all_lines(child):
                    self.draft.block(Role.HEADER, line)
            elif child.tag in (name("text:section"), name("text:index-body"), name("text:numbered-paragraph")):
                self._write_blocks(child)
            elif child.tag.startswith(name("draw:")):
                self._find_boxes(child)
            self._write_waiting()

    def _write_paragraph(self, paragraph: Any, label: str | None = None, level: int = 0) -> None:
        text = self._words(paragraph).strip()
        heading = number(paragraph, "text:outline-level") - 1 if paragraph.tag == _H else None
        style = value(paragraph, "text:style-name")
        # A heading has a number only where the paper's own style gives it one.
        if paragraph.tag == _H and label is None and text and (heading or 0) in self._styles.outline:
            label = self._numbering.label("outline", heading or 0) or None
        if heading is None and self._styles.setting("paragraph", style, "parent-style-name") in ("Title", "Subtitle"):
            heading = 0
        if heading is None and label is None and self._is_emphatic(paragraph, text):
            heading = 0
        number_as_written = bare(label) or None if label else None
        if label:
            text = f"{label} {text}"
        if heading is not None or style in ("Title", "Subtitle"):
            self.draft.block(Role.HEADING, text, number=number_as_written, level=heading or 0)
        elif label is not None:
            self.draft.block(Role.ITEM, text, number=number_as_written, level=level)
        else:
            write_paragraph(self.draft, text)

    def _write_waiting(self) -> None:
        """Text boxes and footnotes that belong to what was just written."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._write_blocks(box)
        notes, self._notes = self._notes, []
        for note in notes:
            self.draft.block(Role.PARAGRAPH, note)

    def _is_emphatic(self, paragraph: Any, text: str) -> bool:
        """A short line wholly in bold: a heading made by hand."""
        if not text or len(text) > _MAX_HEADING or "\n" in text or text.endswith((".", ",", ";")):
            return False
        if self._styles.setting("paragraph", value(paragraph, "text:style-name"), "font-weight") == "bold":
            return True
        if (paragraph.text or "").strip() or any((child.tail or "").strip() for child in paragraph):
            return False
        spans = [child for child in paragraph if "".join(child.itertext()).strip()]
        return bool(spans) and all(
            self._styles.setting("text", value(span, "text:style-name"), "font-weight") == "bold" for span in spans
        )

    # -- lists

    def _write_list(self, element: Any, style: str, list_id: str | None, level: int) -> None:
        for item, paragraph, label, depth in self._items(element, style, list_id, level):
            if paragraph.tag == _TABLE:
                self._write_table(paragraph)
            else:
                self._write_paragraph(paragraph, label, depth if item else 0)
            self._write_waiting()

    def _items(
        self, element: Any, style: str, list_id: str | None, level: int
    ) -> Iterator[tuple[bool, Any, str | None, int]]:
        """The paragraphs of a list: whether it begins an item, the paragraph, its label (None: none), its level."""
        style = value(element, "text:style-name") or style or self._style_of_first(element)
        list_id = list_id or self._list_id(element, style)
        for item in element:
            begun = item.tag != name("text:list-item")
            for child in item:
                if child.tag == _LIST:
                    yield from self._items(child, style, list_id, level + 1)
                elif child.tag in (_P, _H, _TABLE):
                    label = None
                    if not begun and child.tag != _TABLE and "".join(child.itertext()).strip():
                        label, begun = self._numbering.label(list_id, level), True
                    yield label is not None, child, label, level

    def _style_of_first(self, element: Any) -> str:
        first = next(element.iter(_P, _H), None)
        if first is None:
            return ""
        return self._styles.setting("paragraph", value(first, "text:style-name"), "list-style-name")

    def _list_id(self, element: Any, style: str) -> str:
        """The list that an element begins or goes on with."""
        before = self._by_name.get(value(element, "text:continue-list"))
        if before is None and value(element, "text:continue-numbering") == "true":
            before = self._last_list.get(style)
        if before is None:
            self._lists += 1
            before = str(self._lists)
            self._numbering.add(before, before, self._styles.lists.get(style, {}), {})
        self._last_list[style] = before
        key = str(element.get("{http://www.w3.org/XML/1998/namespace}id") or "")
        if key:
            self._by_name[key] = before
        return before

    # -- tables

    def _write_table(self, table: Any) -> None:
        marked = sum(1 for head in table.iterchildren(name("table:table-header-rows")) for _ in _table_rows(head))
        cells = [[cell for cell in _row_cells(row) if "".join(cell.itertext()).strip()] for row in _table_rows(table)]
        if all(len(row) <= 1 for row in cells):
            for cell in (cell for row in cells for cell in row):
                self._write_blocks(cell)
            return
        self._tables.write(self._rows(table), marked)

    def _rows(self, table: Any) -> list[Row]:
        rows: list[Row] = []
        down: dict[int, tuple[int, str]] = {}  # column -> rows that a merged cell still covers, its text
        for row in _table_rows(table):
            cells: dict[int, str] = {}
            spans: dict[int, int] = {}
            covered = {column: text for column, (left, text) in down.items() if left > 0}
            down = {column: (left - 1, text) for column, (left, text) in down.items() if left > 1}
            column = 0
            for cell in _row_cells(row):
                times = min(number(cell, "table:number-columns-repeated"), _REPEATED)
                text = "\n".join(self._all_lines(cell)) if cell.tag == name("table:table-cell") else ""
                if text:
                    cells.update(dict.fromkeys(range(column, column + times), text))
                    spans[column] = number(cell, "table:number-columns-spanned")
                    if (rows_down := number(cell, "table:number-rows-spanned")) > 1:
                        down[column] = rows_down - 1, text
                column += times
            self._cells_left -= column + 1
            if self._cells_left < 0:
                self._is_cut_short = True
                break
            if cells:
                rows.append(Row({**covered, **cells}, spans))
        return rows

    def _all_lines(self, container: Any) -> list[str]:
        """The non-blank paragraphs of a small part (a cell, a page header), with list numbers, in order."""
        lines: list[str] = []
        for child in container:
            if child.tag in (_P, _H):
                lines.append(self._words(child).strip())
            elif child.tag == _LIST:
                for _, paragraph, label, _ in self._items(child, "", None, 0):
                    text = "" if paragraph.tag == _TABLE else self._words(paragraph).strip()
                    lines.append(f"{label} {text}" if label and text else text)
            elif child.tag == _TABLE:
                for row in _table_rows(child):
                    filled = [" ".join(self._all_lines(cell)) for cell in _row_cells(row)]
                    lines.append(" | ".join(text for text in filled if text))
            elif child.tag not in (_ANNOTATION, name("text:tracked-changes")):
                lines += self._all_lines(child)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            lines += self._all_lines(box)
        return [line for line in lines if line and not PAGE_OF.fullmatch(line)]

    # -- words

    def _words(self, element: Any) -> str:
        parts = [element.text or ""]
        for child in element:
            parts.append(self._piece(child))
            parts.append(child.tail or "")
        text = "".join(parts)
        style = value(element, "text:style-name") if element.tag == name("text:span") else ""
        through = self._styles.setting("text", style, "text-line-through-style") if style else ""
        if through not in ("", "none") and text.strip():
            self._struck.append(" ".join(text.split())[:60])
        if style and self._styles.setting("text", style, "display") == "none" and text.strip():
            self._hidden.append(" ".join(text.split())[:60])
        return text

    def _piece(self, child: Any) -> str:
        if child.tag == name("text:s"):
            return " " * min(number(child, "text:c"), 100)
        if child.tag == name("text:tab"):
            return "\t"
        if child.tag == name("text:line-break"):
            return "\n"
        if child.tag == _NOTE:
            return self._note(child)
        if child.tag == _ANNOTATION:
            self._comment(child)
            return ""
        if not isinstance(child.tag, str) or child.tag in _PAGE_NUMBERS:
            return ""
        if child.tag.startswith(name("draw:")):
            self._find_boxes(child)
            return ""
        return self._words(child)

    def _find_boxes(self, element: Any) -> None:
        boxes = [element] if element.tag == name("draw:text-box") else list(element.iter(name("draw:text-box")))
        shapes = [element] if not boxes and element.find(_P) is not None else []
        # a box within a box comes out with the outer one
        self._boxes += [box for box in boxes if not any(above in boxes for above in box.iterancestors())] + shapes

    def _note(self, note: Any) -> str:
        kind = "endnote" if value(note, "text:note-class") == "endnote" else "note"
        self._note_counts[kind] += 1
        mark = f"{kind} {self._note_counts[kind]}:"
        lines = [line for body in note.iterchildren(name("text:note-body")) for line in self._all_lines(body)]
        if lines:
            (self._endnotes if kind == "endnote" else self._notes).append(f"[{mark} " + "\n".join(lines) + "]")
        return f"[{mark.removesuffix(':')}]"

    def _comment(self, note: Any) -> None:
        author, written = (
            next((str(part.text or "") for part in note.iterchildren(name(of))), "") for of in ("dc:creator", "dc:date")
        )
        lines = self._all_lines(note)
        if lines:
            self._comments.append(introduced(author, written) + "\n".join(lines))


def _table_rows(container: Any) -> Iterator[Any]:
    for child in container:
        if child.tag == name("table:table-row"):
            for _ in range(min(number(child, "table:number-rows-repeated"), _REPEATED)):
                yield child
        elif child.tag in (
            name("table:table-header-rows"), name("table:table-rows"), name("table:table-row-group"),
        ):  # fmt: skip
            yield from _table_rows(child)


def _row_cells(row: Any) -> Iterator[Any]:
    yield from row.iterchildren(name("table:table-cell"), name("table:covered-table-cell"))
