"""Word documents (docx): paragraphs, headings, numbered lists with their numbers, tables, notes, in reading order."""

import io
import re
import zipfile
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
from caseclock.extractor.readers.layout import CELL_BREAK, Draft, is_heading_row, names_its_values
from caseclock.extractor.readers.numbering import Numbering, bare
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.zip_guard import check_zip
from caseclock.models.document import Problem, Role

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = (DOCX,)

_WRAPPERS = frozenset(
    qn(name)
    for name in ("w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple",
                 "w:customXml", "w:dir", "w:bdo")
)  # fmt: skip
_MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_P, _R, _T, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TYPED_NUMBER = re.compile(
    r"(\d{1,3}[.)]|\(\d{1,3}\)|\(?[a-z]\)|\(?[ivx]{1,5}\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\t))\s+(?=\S)"
)
_MAX_HEADING = 120


def read(data: bytes, limits: Limits) -> Reading:
    """Read a Word document. Deleted tracked text is left out, inserted text is text; the format has no pages."""
    check_zip(data, limits)
    try:
        document = open_document(io.BytesIO(data))
        walker = _Walker(document, limits)
        walker.write()
        title = document.core_properties.title or ""
    except (
        OpcError, etree.XMLSyntaxError, zipfile.BadZipFile, EOFError, KeyError, ValueError, AttributeError, IndexError,
    ) as error:  # fmt: skip
        raise UnreadableError("The Word document is damaged; open it in Word, save it anew and add that.") from error
    text = walker.draft.finish()
    if not text.text.strip():
        raise UnreadableError("The Word document holds no text, perhaps only pictures; add the pictures themselves.")
    return Reading(media_type=DOCX, text=text, problems=tuple(walker.problems), title=title)


class _Walker:
    """Goes through a document once, in order, and writes what it meets into a draft."""

    def __init__(self, document: WordDocument, limits: Limits) -> None:
        self.draft = Draft()
        self.problems: list[Problem] = []
        self._document = document
        self._limits = limits
        self._cells_left = limits.cells
        self._tables = 0
        self._numbering = Numbering(_related_root(document, RELATIONSHIP_TYPE.NUMBERING))
        self._styles = _Styles(document)

    def write(self) -> None:
        """The whole document: page headers, body, page footers, then footnotes, endnotes and comments."""
        heads, feet = self._running_lines()
        for line in heads:
            self.draft.block(Role.HEADER, line)
        self._write_blocks(self._document.element.body)
        for line in feet:
            self.draft.block(Role.HEADER, line)
        for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES, RELATIONSHIP_TYPE.COMMENTS):
            self._write_notes(_related_root(self._document, kind))

    def _running_lines(self) -> tuple[list[str], list[str]]:
        heads: dict[str, None] = {}
        feet: dict[str, None] = {}
        for section in self._document.sections:
            for part, lines in (
                (section.first_page_header, heads), (section.header, heads), (section.even_page_header, heads),
                (section.first_page_footer, feet), (section.footer, feet), (section.even_page_footer, feet),
            ):  # fmt: skip
                if not part.is_linked_to_previous:
                    lines.update((line, None) for line in _all_lines(part._element))
        return list(heads), list(feet)

    def _write_blocks(self, container: Any) -> None:
        for element in _blocks(container):
            if self.draft.length > self._limits.text_characters or self._cells_left < 0:
                self._cut_short()
                return
            if element.tag == _TBL:
                self._write_table(element)
            else:
                self._write_paragraph(element)

    def _cut_short(self) -> None:
        if not self.problems:
            self.problems.append(Problem("reader", "The document was read only in part, it is too long; split it."))

    def _write_paragraph(self, paragraph: Any) -> None:
        text = _text(paragraph).strip()
        label, level = self._label(paragraph) if text else (None, 0)
        heading = self._styles.heading_level(paragraph)
        if heading is None and label is None and self._styles.is_emphatic_line(paragraph, text):
            heading = 0
        if label:
            text = f"{label} {text}"
        number = bare(label) or None if label else None
        if heading is not None:
            self.draft.block(Role.HEADING, text, number=number, level=heading)
        elif label is not None:
            self.draft.block(Role.ITEM, text, number=number, level=level)
        elif typed := _TYPED_NUMBER.match(text):
            self.draft.block(Role.ITEM, text, number=bare(typed[1]), level=typed[1].rstrip(".").count("."))
        else:
            self.draft.block(Role.PARAGRAPH, text)
        for box in _boxes(paragraph):
            self._write_blocks(box)

    def _label(self, paragraph: Any) -> tuple[str | None, int]:
        """The list label ("" for a bullet, None outside lists) and its level."""
        number_id, level = self._styles.numbering(paragraph)
        if number_id in ("", "0"):
            return None, 0
        return self._numbering.label(number_id, level), level

    def _write_table(self, table: Any) -> None:
        rows = _grid(table, self._cells_left)
        self._cells_left -= sum(len(row) for row in rows)
        if rows and all(len(row) <= 1 for row in rows):
            # A frame around text, not a table.
            for cell in (cell for row in _table_rows(table) for cell in _row_cells(row)):
                self._write_blocks(cell)
            return
        self._tables += 1
        headings: dict[int, str] = {}
        if rows and (_is_marked_heading(table) or is_heading_row(rows[0], [row for row in rows[1:] if len(row) > 1])):
            headings = rows[0]
        is_form = not headings and names_its_values(rows)
        for row in rows:
            line = CELL_BREAK.join(row[column] for column in sorted(row))
            if headings and row == headings:
                self.draft.block(Role.HEADER, line, table=self._tables)
            elif headings and len(row) == 1 and len(headings) > 1 and min(row) == 0 and len(line) <= _MAX_HEADING:
                self.draft.block(Role.HEADING, line)
            elif is_form and len(row) == 2:
                (_, label), (_, value) = sorted(row.items())
                self.draft.row([("", label), (label.rstrip(" :"), value)], self._tables)
            else:
                self.draft.row([(headings.get(column, ""), row[column]) for column in sorted(row)], self._tables)

    def _write_notes(self, root: Any | None) -> None:
        if root is None:
            return
        for note in root:
            if note.get(qn("w:type")) not in ("separator", "continuationSeparator", "continuationNotice"):
                self.draft.block(Role.PARAGRAPH, "\n".join(_all_lines(note)))


class _Styles:
    """What a paragraph takes from its style and its own settings."""

    def __init__(self, document: WordDocument) -> None:
        self._by_id = {
            str(style.get(qn("w:styleId"))): style for style in document.styles.element.findall(qn("w:style"))
        }

    def _chain(self, paragraph: Any) -> Iterator[Any]:
        """The paragraph and the styles that it is built on, nearest first."""
        yield paragraph
        name = _attribute(paragraph, "w:pPr/w:pStyle")
        seen: set[str] = set()
        while name in self._by_id and name not in seen:
            seen.add(name)
            yield self._by_id[name]
            name = _attribute(self._by_id[name], "w:basedOn")

    def heading_level(self, paragraph: Any) -> int | None:
        """0 for a title or first heading, 1 and so on below; None if it is not styled as a heading."""
        for element in self._chain(paragraph):
            name = _attribute(element, "w:name").casefold() if element.tag != _P else ""
            if name in ("title", "subtitle"):
                return 0
            if found := re.fullmatch(r"heading (\d)", name):
                return int(found[1]) - 1
            outline = _attribute(element, "w:pPr/w:outlineLvl")
            if outline.isdecimal() and int(outline) < 9:
                return int(outline)
        return None

    def numbering(self, paragraph: Any) -> tuple[str, int]:
        """The list id and level; ("", 0) outside lists."""
        number_id, level = "", ""
        for element in self._chain(paragraph):
            number_id = number_id or _attribute(element, "w:pPr/w:numPr/w:numId")
            level = level or _attribute(element, "w:pPr/w:numPr/w:ilvl")
        return number_id, int(level) if level.isdecimal() else 0

    def is_emphatic_line(self, paragraph: Any, text: str) -> bool:
        """A short line wholly in bold or underlined: a heading made by hand."""
        if not text or len(text) > _MAX_HEADING or "\n" in text or text.endswith((".", ",", ";")):
            return False
        by_style = any(_is_on(element, "w:rPr/w:b") for element in self._chain(paragraph) if element.tag != _P)
        runs = [run for run in paragraph.iter(_R) if _text_of_run(run).strip()]
        return bool(runs) and all(_stands_out(run, by_style) for run in runs)


def _stands_out(run: Any, bold_by_style: bool) -> bool:
    bold = run.find(qn("w:rPr") + "/" + qn("w:b"))
    if bold is not None:
        return bold.get(qn("w:val")) not in ("0", "false")
    return bold_by_style or _attribute(run, "w:rPr/w:u") in ("single", "double", "thick", "words")


# ------------------------------------------------------------------ reading the XML


def _path(path: str) -> str:
    return "/".join(qn(step) for step in path.split("/"))


def _attribute(element: Any, path: str) -> str:
    found = element.find(_path(path))
    return "" if found is None else str(found.get(qn("w:val")) or "")


def _is_on(element: Any, path: str) -> bool:
    found = element.find(_path(path))
    return found is not None and found.get(qn("w:val")) not in ("0", "false")


def _related_root(document: WordDocument, kind: str) -> Any | None:
    """The root element of a part that belongs to the document (numbering, notes), None if there is none."""
    for relation in document.part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _blocks(container: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside content controls and tracked insertions."""
    for child in container:
        if child.tag in (_P, _TBL):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _text(paragraph: Any) -> str:
    """What the paragraph says now: without deletions, with insertions."""
    parts: list[str] = []
    for child in paragraph:
        if child.tag == _R:
            parts.append(_text_of_run(child))
        elif child.tag in _WRAPPERS:
            parts.append(_text(child))
    return "".join(parts)


def _text_of_run(run: Any) -> str:
    return "".join((child.text or "") if child.tag == _T else _MARKS.get(child.tag, "") for child in run)


def _boxes(element: Any) -> Iterator[Any]:
    """Text boxes anchored in a paragraph; Word stores each twice, the second time for old readers."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)


def _all_lines(container: Any) -> list[str]:
    """The non-blank paragraphs of a small part (a page header, a note), table cells included."""
    shown = (item for item in container.iter(_P) if not any(above.tag == _FALLBACK for above in item.iterancestors()))
    texts = (_text(paragraph).strip() for paragraph in shown)
    return [text for text in texts if text]


def _table_rows(container: Any) -> Iterator[Any]:
    for child in container:
        if child.tag == _TR and child.find(_path("w:trPr/w:del")) is None:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _table_rows(child)


def _row_cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _row_cells(child)


def _grid(table: Any, limit: int) -> list[dict[int, str]]:
    """Each row as column -> text, rows without text left out. A cell merged downwards belongs to each row beside it."""
    rows: list[dict[int, str]] = []
    above: dict[int, str] = {}
    for row in _table_rows(table):
        cells: dict[int, str] = {}
        merged: dict[int, str] = {}
        column = _integer(_attribute(row, "w:trPr/w:gridBefore"), 0)
        for cell in _row_cells(row):
            merge = cell.find(_path("w:tcPr/w:vMerge"))
            if merge is not None and merge.get(qn("w:val")) != "restart":
                merged[column] = above.get(column, "")
            elif text := _cell_text(cell):
                cells[column] = text
            column += _integer(_attribute(cell, "w:tcPr/w:gridSpan"), 1)
        above = {**merged, **cells}
        if cells:
            rows.append({key: text for key, text in above.items() if text})
        limit -= column
        if limit < 0:
            break
    return rows


def _cell_text(cell: Any) -> str:
    return "\n".join(_all_lines(cell))


def _integer(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() else otherwise


def _is_marked_heading(table: Any) -> bool:
    """The first row is set to be repeated on each page."""
    first = next(_table_rows(table), None)
    return first is not None and _is_on(first, "w:trPr/w:tblHeader")
