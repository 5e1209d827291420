"""The little WordprocessingML that python-docx has no call for: whole tables, fields, links and their targets.

A table is built element by element, since python-docx needs minutes for a thousand rows. Lengths are in twentieths
of a point (1440 an inch, 567 a centimetre).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from docx.oxml.ns import nsmap, qn
from lxml import etree

from caseclock.extractor.exports.parts import Grid, GridRow, Para, Run, Style

SHADE_MARK = "F3F6F9"
# A row may be kept on one page only while it is sure to fit on one.
WHOLE_ROW_CHARACTERS = 900

_NAMES = {prefix: nsmap[prefix] for prefix in ("w", "r")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

LinkId = Callable[[str], str]  # where a link leads -> id of its relationship


@dataclass(frozen=True, slots=True)
class Looks:
    """Ids of the Word styles: of paragraphs in the text and in tables by how they look, of the paragraphs of a heading
    row, of tables, and of links inside the document and out of it."""

    text: Mapping[Style, str]
    in_table: Mapping[Style, str]
    head: str
    table: str
    row_link: str
    page_link: str


class Pen:
    """Writes the elements of one document: its links lead where they should, no two of its bookmarks share a number."""

    def __init__(self, looks: Looks, link_id: LinkId) -> None:
        self._looks = looks
        self._link_id = link_id
        self._bookmarks = count(1)

    def paragraph(self, para: Para) -> etree._Element:
        """A paragraph of the text, outside of any table."""
        element = etree.Element(qn("w:p"), nsmap=_NAMES)
        _add(_add(element, "pPr"), "pStyle", val=self._looks.text[para.style])
        self.fill(element, para.runs)
        return element

    def fill(self, paragraph: etree._Element, runs: Sequence[Run]) -> None:
        """Adds the runs to a paragraph element."""
        for run in runs:
            self._run(paragraph, run)

    def table(self, grid: Grid, width: int) -> etree._Element:
        """The table, its columns sharing `width`; row anchors become bookmarks."""
        whole = sum(column.share for column in grid.columns)
        widths = [round(width * column.share / whole) for column in grid.columns]
        table = etree.Element(qn("w:tbl"), nsmap=_NAMES)
        _set_table(table, self._looks.table, grid.name, width)
        columns = _add(table, "tblGrid")
        for each in widths:
            _add(columns, "gridCol", w=str(each))
        self._head(table, grid, widths)
        for row in grid.rows:
            self._row(table, row, widths)
        return table

    def _run(self, parent: etree._Element, run: Run) -> None:
        look = "Strong" if run.strong else ""
        if run.link:
            parent, look = _add(parent, "hyperlink", history="1"), self._looks.page_link
            parent.set(qn("r:id"), self._link_id(run.link))
        elif run.to:
            parent, look = _add(parent, "hyperlink", anchor=run.to, history="1"), self._looks.row_link
        element = _add(parent, "r")
        if look:
            _add(_add(element, "rPr"), "rStyle", val=look)
        text = _add(element, "t")
        text.text = run.text
        text.set(_SPACE, "preserve")

    def _head(self, table: etree._Element, grid: Grid, widths: Sequence[int]) -> None:
        row = _add(table, "tr")
        properties = _add(row, "trPr")
        _add(properties, "cantSplit")  # has to stand before tblHeader
        _add(properties, "tblHeader")
        for column, width in zip(grid.columns, widths, strict=True):
            paragraph = _add(_cell(row, width), "p")
            _add(_add(paragraph, "pPr"), "pStyle", val=self._looks.head)
            self.fill(paragraph, (Run(column.title),))

    def _row(self, table: etree._Element, row: GridRow, widths: Sequence[int]) -> None:
        element = _add(table, "tr")
        if row.characters <= WHOLE_ROW_CHARACTERS:
            _add(_add(element, "trPr"), "cantSplit")
        anchor = row.anchor
        for paras, width in zip(row.cells, widths, strict=True):
            cell = _cell(element, width, SHADE_MARK if row.marked else "")
            for para in paras:
                self._cell_paragraph(cell, para, anchor)
                anchor = None  # it stands at the beginning of the row

    def _cell_paragraph(self, cell: etree._Element, para: Para, anchor: str | None) -> None:
        element = _add(cell, "p")
        _add(_add(element, "pPr"), "pStyle", val=self._looks.in_table[para.style])
        if anchor:  # after pPr, never before it
            number = str(next(self._bookmarks))
            _add(element, "bookmarkStart", id=number, name=anchor)
            _add(element, "bookmarkEnd", id=number)
        self.fill(element, para.runs)


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, qn(f"w:{tag}"), {qn(f"w:{name}"): value for name, value in attributes.items()})


def add_field(paragraph: etree._Element, code: str) -> None:
    """Adds a field that Word works out, such as PAGE or NUMPAGES."""
    for kind in ("begin", "separate", "end"):
        _add(_add(paragraph, "r"), "fldChar", fldCharType=kind)
        if kind == "begin":
            instruction = _add(_add(paragraph, "r"), "instrText")
            instruction.text = f" {code} "
            instruction.set(_SPACE, "preserve")
        elif kind == "separate":
            _add(_add(paragraph, "r"), "t").text = "1"


def _cell(row: etree._Element, width: int, shade: str = "") -> etree._Element:
    """A cell with its width: Word takes the widths from the cells, not from the grid."""
    cell = _add(row, "tc")
    properties = _add(cell, "tcPr")
    _add(properties, "tcW", w=str(width), type="dxa")
    if shade:
        _add(properties, "shd", val="clear", color="auto", fill=shade)
    return cell


def _set_table(table: etree._Element, style: str, name: str, width: int) -> None:
    properties = _add(table, "tblPr")
    _add(properties, "tblStyle", val=style)
    _add(properties, "tblW", w=str(width), type="dxa")
    _add(properties, "tblLayout", type="fixed")
    _add(properties, "tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noVBand="1")
    _add(properties, "tblCaption", val=name)


def table_style(style_id: str, name: str, line: str, head: str) -> etree._Element:
    """A table style: thin lines and a shaded heading row. `line` and `head` are colours (RRGGBB)."""
    style = etree.Element(qn("w:style"), nsmap=_NAMES)
    for attribute, value in (("type", "table"), ("customStyle", "1"), ("styleId", style_id)):
        style.set(qn(f"w:{attribute}"), value)
    _add(style, "name", val=name)
    _add(style, "basedOn", val="TableNormal")
    _add(style, "uiPriority", val="59")
    _add(style, "qFormat")
    properties = _add(style, "tblPr")
    borders = _add(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, side, val="single", sz="4", space="0", color=line)
    margins = _add(properties, "tblCellMar")
    for side, space in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85)):
        _add(margins, side, w=str(space), type="dxa")
    first = _add(style, "tblStylePr", type="firstRow")
    _add(_add(first, "tcPr"), "shd", val="clear", color="auto", fill=head)
    return style
