"""Word documents (docx): paragraphs, headings, numbered lists with their numbers, tables, notes, in reading order."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from docx import Document as open_document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.archive.zip_guard import check_zip
from caseclock.extractor.readers.layout import CELL_BREAK, Draft, write_paragraph
from caseclock.extractor.readers.office.numbering import Numbering, bare
from caseclock.extractor.readers.office.word_marks import changes_notice, excerpts_notice, inner_files, introduced
from caseclock.extractor.readers.office.word_styles import Styles
from caseclock.extractor.readers.office.word_text import (
    TBL,
    TC,
    TR,
    WRAPPERS,
    T,
    WordsReader,
    attribute,
    blocks,
    boxes,
    is_on,
)
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.tables import Row, TableWriter
from caseclock.models.text import Problem, Role

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = (DOCX,)

_DAMAGED = "The Word document is damaged; open it in Word, save it anew and add that."
_TOO_DEEP = "The Word document is nested deeper than any program would write it; save it as .pdf and add that."
_NO_TEXT = "The Word document holds no text, perhaps only pictures; add the pictures themselves."


def read(data: bytes, limits: Limits) -> Reading:
    """Read a Word document. Deleted tracked text is left out, inserted text is text; the format has no pages.

    Pictures of the size of a page and files put into it are children. Raises UnreadableError.
    """
    check_zip(data, limits)
    try:
        document = open_document(io.BytesIO(data))
        walker = _Walker(document, limits)
        walker.write()
        children = inner_files(document, limits)
        title = document.core_properties.title or ""
    except etree.XMLSyntaxError as error:
        raise UnreadableError(_TOO_DEEP if "depth" in str(error).lower() else _DAMAGED) from error
    except (
        OpcError,
        zipfile.BadZipFile,
        EOFError,
        KeyError,
        ValueError,
        AttributeError,
        IndexError,
        zlib.error,
    ) as error:
        raise UnreadableError(_DAMAGED) from error
    text = walker.draft.finish()
    if not text.text.strip() and not children:
        raise UnreadableError(_NO_TEXT)
    return Reading(media_type=DOCX, text=text, children=children, problems=tuple(walker.told()), title=title)


class _Walker:
    """Goes through a document once, in order, and writes what it meets into a draft."""

    def __init__(self, document: WordDocument, limits: Limits) -> None:
        self.draft = Draft()
        self._document = document
        self._limits = limits
        self._cells_left = limits.cells
        self._is_cut_short = False
        self._tables = TableWriter(self.draft)
        self._numbering = Numbering(_related_root(document, RELATIONSHIP_TYPE.NUMBERING))
        self._styles = Styles(document)
        self._words = WordsReader()
        self._notes = {
            "note": _by_id(_related_root(document, RELATIONSHIP_TYPE.FOOTNOTES)),
            "endnote": _by_id(_related_root(document, RELATIONSHIP_TYPE.ENDNOTES)),
        }
        self._endnotes: list[tuple[str, str, int]] = []

    def write(self) -> None:
        """The whole document: page headers, body with its footnotes, page footers, endnotes, comments."""
        heads, feet = self._running_lines()
        for line in heads:
            self.draft.block(Role.HEADER, line)
        self._write_blocks(self._document.element.body)
        for line in feet:
            self.draft.block(Role.HEADER, line)
        for note in self._endnotes:
            self._write_note(*note)
        self._write_comments(_related_root(self._document, RELATIONSHIP_TYPE.COMMENTS))

    def told(self) -> list[Problem]:
        """What is to be said of how the document was read."""
        problems = []
        if self._is_cut_short:
            problems.append(Problem("reader", "The document was read only in part, it is too long; split it."))
        return [
            *problems,
            *changes_notice(self._document.element.body),
            *excerpts_notice("Some of the text is struck through", "check whether it still stands", self._words.struck),
            *excerpts_notice("Some of the text is hidden", "check why it was hidden", self._words.hidden),
        ]

    def _running_lines(self) -> tuple[list[str], list[str]]:
        heads: dict[str, None] = {}
        feet: dict[str, None] = {}
        for section in self._document.sections:
            for part, lines in (
                (section.first_page_header, heads), (section.header, heads), (section.even_page_header, heads),
                (section.first_page_footer, feet), (section.footer, feet), (section.even_page_footer, feet),
            ):  # fmt: skip
                if not part.is_linked_to_previous:
                    lines.update((line, None) for line in self._all_lines(part._element))
        return list(heads), list(feet)

    # -- paragraphs

    def _write_blocks(self, container: Any) -> None:
        for element in blocks(container):
            if self.draft.length > self._limits.text_characters or self._cells_left < 0:
                self._is_cut_short = True
                return
            if element.tag == TBL:
                self._write_table(element)
            else:
                self._write_paragraph(element)
            self._write_notes()

    def _write_paragraph(self, paragraph: Any) -> None:
        text = self._words.words(paragraph)
        label, level = self._label(paragraph) if text else (None, 0)
        heading = self._styles.heading_level(paragraph)
        if heading is None and label is None and self._styles.is_emphatic_line(paragraph, text):
            heading = 0
        if label:
            text = f"{label} {text}"
        number = bare(label) or None if label else None
        if self._styles.is_contents_line(paragraph):
            self.draft.block(Role.HEADER, text)
        elif heading is not None:
            self.draft.block(Role.HEADING, text, number=number, level=heading)
        elif label is not None:
            self.draft.block(Role.ITEM, text, number=number, level=level)
        else:
            write_paragraph(self.draft, text)
        for box in boxes(paragraph):
            self._write_blocks(box)

    def _label(self, paragraph: Any) -> tuple[str | None, int]:
        """The list label ("" for a bullet, None outside lists) and its level."""
        number_id, level = self._styles.numbering(paragraph)
        if number_id in ("", "0"):
            return None, 0
        return self._numbering.label(number_id, level), level

    def _all_lines(self, container: Any) -> list[str]:
        """The non-blank paragraphs of a small part (a page header, a note, a cell), with their list numbers."""
        lines: list[str] = []
        for element in blocks(container):
            if element.tag == TBL:
                rows = [[" ".join(self._all_lines(cell)) for cell in _row_cells(row)] for row in _table_rows(element)]
                lines += [CELL_BREAK.join(text for text in row if text) for row in rows]
                continue
            text = self._words.words(element)
            label = self._label(element)[0] if text else None
            lines.append(f"{label} {text}" if label else text)
            for box in boxes(element):
                lines += self._all_lines(box)
        return [line for line in lines if line]

    # -- tables

    def _write_table(self, table: Any) -> None:
        if _is_frame(table):
            for cell in (cell for row in _table_rows(table) for cell in _row_cells(row)):
                self._write_blocks(cell)
            return
        self._tables.write(self._rows(table), _marked_headings(table))

    def _rows(self, table: Any) -> list[Row]:
        """The rows that hold something of their own. A cell merged downwards belongs to each row beside it."""
        rows: list[Row] = []
        above: dict[int, str] = {}
        for row in _table_rows(table):
            cells: dict[int, str] = {}
            merged: dict[int, str] = {}
            spans: dict[int, int] = {}
            column = _integer(attribute(row, "w:trPr/w:gridBefore"), 0)
            for cell in _row_cells(row):
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merge is not None and merge.get(qn("w:val")) != "restart":
                    merged[column] = above.get(column, "")
                elif text := "\n".join(self._all_lines(cell)):
                    cells[column] = text
                spans[column] = _integer(attribute(cell, "w:tcPr/w:gridSpan"), 1)
                column += spans[column]
            above = {**merged, **cells}
            if cells:
                rows.append(Row({key: text for key, text in above.items() if text}, spans))
            self._cells_left -= len(spans) + 1
            if self._cells_left < 0:
                self._is_cut_short = True
                break
        return rows

    # -- notes

    def _write_notes(self) -> None:
        """The footnotes that the block just written refers to."""
        taken, self._words.notes = self._words.notes, []
        for kind, key, number in taken:
            if kind == "endnote":
                self._endnotes.append((kind, key, number))
            else:
                self._write_note(kind, key, number)

    def _write_note(self, kind: str, key: str, number: int) -> None:
        note = self._notes[kind].pop(key, None)
        lines = [] if note is None else self._all_lines(note)
        if lines:
            self.draft.block(Role.PARAGRAPH, f"[{kind} {number}: " + "\n".join(lines) + "]")

    def _write_comments(self, root: Any | None) -> None:
        for comment in () if root is None else root:
            lines = self._all_lines(comment)
            if lines:
                begun = introduced(str(comment.get(qn("w:author")) or ""), str(comment.get(qn("w:date")) or ""))
                self.draft.block(Role.PARAGRAPH, begun + "\n".join(lines))


# ------------------------------------------------------------------ reading the XML


def _related_root(document: WordDocument, kind: str) -> Any | None:
    """The root element of a part that belongs to the document (numbering, notes), None if there is none."""
    for relation in document.part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _by_id(root: Any | None) -> dict[str, Any]:
    return {} if root is None else {str(note.get(qn("w:id"))): note for note in root}


def _table_rows(container: Any) -> Iterator[Any]:
    for child in container:
        if child.tag == TR and child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield child
        elif child.tag in WRAPPERS:
            yield from _table_rows(child)


def _row_cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == TC:
            yield child
        elif child.tag in WRAPPERS:
            yield from _row_cells(child)


def _is_frame(table: Any) -> bool:
    """Whether a table only lays out the page: never two filled cells side by side, or tables within its cells."""
    rows = [[cell for cell in _row_cells(row) if _is_filled(cell)] for row in _table_rows(table)]
    if all(len(row) <= 1 for row in rows):
        return True
    nested = sum(any(_is_real(inner) for inner in cell.iter(TBL)) for row in rows for cell in row)
    return nested > 0 and not _marked_headings(table) and len(rows) <= 3


def _is_real(table: Any) -> bool:
    """A table within a cell that is worth its own rows: more than one row, more than one column."""
    rows = list(_table_rows(table))
    return len(rows) > 1 and any(sum(_is_filled(cell) for cell in _row_cells(row)) > 1 for row in rows)


def _is_filled(cell: Any) -> bool:
    return any((text.text or "").strip() for text in cell.iter(T))


def _integer(text: str, otherwise: int) -> int:
    return min(int(text), 1_000) if text.isdecimal() else otherwise


def _marked_headings(table: Any) -> int:
    """How many of the first rows are set to be repeated on each page."""
    marked = 0
    for row in _table_rows(table):
        if not is_on(row, "w:trPr/w:tblHeader"):
            break
        marked += 1
    return marked
