"""The little WordprocessingML that python-docx has no call for: whole tables, fields, links and their targets.

A table is built element by element, since python-docx needs minutes for a thousand rows. Lengths are in twentieths
of a point (1440 an inch, 567 a centimetre).
"""

from collections.abc import Mapping, Sequence

from docx.oxml.ns import qn
from lxml import etree

from caseclock.extractor.exports.parts import Grid, GridRow, Para, Run, Style

LINE = "9AA5B1"
SHADE_HEAD = "D9E2EC"
SHADE_MARK = "F3F6F9"
# A row may be kept on one page only while it is sure to fit on one.
WHOLE_ROW_CHARACTERS = 900

Styles = Mapping[Style, str]  # how a paragraph looks -> id of the Word style


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, qn(f"w:{tag}"), {qn(f"w:{name}"): value for name, value in attributes.items()})


def _text_run(parent: etree._Element, run: Run) -> None:
    if run.to:
        parent = _add(parent, "hyperlink", anchor=run.to, history="1")
    element = _add(parent, "r")
    if run.strong or run.to:
        look = _add(element, "rPr")
        _add(look, "rStyle", val="RowLink" if run.to else "Strong")
    text = _add(element, "t")
    text.text = run.text
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def fill_paragraph(paragraph: etree._Element, runs: Sequence[Run]) -> None:
    """Adds the runs to a paragraph element."""
    for run in runs:
        _text_run(paragraph, run)


def add_field(paragraph: etree._Element, code: str) -> None:
    """Adds a field that Word works out, such as PAGE or NUMPAGES."""
    for kind in ("begin", "separate", "end"):
        _add(_add(paragraph, "r"), "fldChar", fldCharType=kind)
        if kind == "begin":
            instruction = _add(_add(paragraph, "r"), "instrText")
            instruction.text = f" {code} "
            instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        elif kind == "separate":
            _add(_add(paragraph, "r"), "t").text = "1"


def _paragraph(parent: etree._Element, para: Para, styles: Styles, bookmark: tuple[int, str] | None = None) -> None:
    element = _add(parent, "p")
    _add(_add(element, "pPr"), "pStyle", val=styles[para.style])
    if bookmark:  # after pPr, never before it
        number, name = bookmark
        _add(element, "bookmarkStart", id=str(number), name=name)
        _add(element, "bookmarkEnd", id=str(number))
    fill_paragraph(element, para.runs)


def _cell(row: etree._Element, width: int, shade: str) -> etree._Element:
    """A cell with its width: Word takes the widths from the cells, not from the grid."""
    cell = _add(row, "tc")
    properties = _add(cell, "tcPr")
    _add(properties, "tcW", w=str(width), type="dxa")
    if shade:
        _add(properties, "shd", val="clear", color="auto", fill=shade)
    return cell


def _head(table: etree._Element, grid: Grid, widths: Sequence[int], style: str) -> None:
    row = _add(table, "tr")
    properties = _add(row, "trPr")
    _add(properties, "cantSplit")  # has to stand before tblHeader
    _add(properties, "tblHeader")
    for column, width in zip(grid.columns, widths, strict=True):
        cell = _cell(row, width, SHADE_HEAD)
        paragraph = _add(cell, "p")
        _add(_add(paragraph, "pPr"), "pStyle", val=style)
        fill_paragraph(paragraph, (Run(column.title),))


def _row(table: etree._Element, row: GridRow, widths: Sequence[int], styles: Styles, number: int) -> None:
    element = _add(table, "tr")
    if row.characters <= WHOLE_ROW_CHARACTERS:
        _add(_add(element, "trPr"), "cantSplit")
    for index, (paras, width) in enumerate(zip(row.cells, widths, strict=True)):
        cell = _cell(element, width, SHADE_MARK if row.marked else "")
        for place, para in enumerate(paras):
            target = (number, row.anchor) if row.anchor and index == place == 0 else None
            _paragraph(cell, para, styles, target)


def make_table(grid: Grid, width: int, styles: Styles, head_style: str) -> etree._Element:
    """The table as an element, its columns sharing `width`; row anchors become bookmarks."""
    table = etree.Element(qn("w:tbl"), nsmap={"w": qn("w:tbl")[1:].partition("}")[0]})
    properties = _add(table, "tblPr")
    _add(properties, "tblStyle", val="TableGrid")
    _add(properties, "tblW", w=str(width), type="dxa")
    borders = _add(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, side, val="single", sz="4", space="0", color=LINE)
    _add(properties, "tblLayout", type="fixed")
    margins = _add(properties, "tblCellMar")
    for side, space in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85)):
        _add(margins, side, w=str(space), type="dxa")
    _add(properties, "tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noVBand="1")
    _add(properties, "tblCaption", val=grid.name)
    whole = sum(column.share for column in grid.columns)
    widths = [round(width * column.share / whole) for column in grid.columns]
    columns = _add(table, "tblGrid")
    for each in widths:
        _add(columns, "gridCol", w=str(each))
    _head(table, grid, widths, head_style)
    for number, row in enumerate(grid.rows, start=1):
        _row(table, row, widths, styles, number)
    return table
