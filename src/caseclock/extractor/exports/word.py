"""The chronology as a Word document that can be filed, and edited: every look is a named style."""

from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor, Twips

from caseclock.extractor.exports.archive import without_clock
from caseclock.extractor.exports.contents import lay_out
from caseclock.extractor.exports.parts import Grid, Heading, Layout, Part, Run, Style
from caseclock.extractor.exports.table import Background
from caseclock.extractor.exports.word_xml import add_field, fill_paragraph, make_table
from caseclock.models.chronology import Chronology

FONT = "Arial"
INK = RGBColor(0x1F, 0x2D, 0x3D)
GREY = RGBColor(0x50, 0x50, 0x50)
SHORT_SIDE, LONG_SIDE, MARGIN = Cm(21.0), Cm(29.7), Cm(2.0)

_TEXT_STYLES = {Style.BODY: "Normal", Style.NOTE: "Note", Style.ITEM: "List Bullet"}
_TABLE_STYLES = {Style.BODY: "TableText", Style.NOTE: "TableNote", Style.ITEM: "TableText"}
_TABLE_HEAD = "TableHeading"


def word_chronology(chronology: Chronology, background: Background | None = None) -> bytes:
    """The chronology as .docx, A4. The same chronology gives the same bytes."""
    layout = lay_out(chronology, background or Background())
    document = docx.Document()
    _name_document(document, chronology, layout)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word 2013 and newer: no "compatibility mode" in its title bar
    width = _set_page(document, layout)
    _set_styles(document)
    _set_footer(document, layout, width)
    document.add_paragraph(layout.title, style="Title")
    if layout.subtitle:
        document.add_paragraph(layout.subtitle, style="Subtitle")
    for part in layout.parts:
        _add_part(document, part, width)
    written = BytesIO()
    document.save(written)
    return without_clock(written.getvalue())


def _add_part(document: Document, part: Part, width: int) -> None:
    if isinstance(part, Heading):
        document.add_heading(part.text, part.level)
    elif isinstance(part, Grid):
        table = make_table(part, width, _TABLE_STYLES, _TABLE_HEAD)
        document.element.body.insert_element_before(table, "w:sectPr")
    else:
        paragraph = document.add_paragraph(style=_TEXT_STYLES[part.style])
        fill_paragraph(paragraph._p, part.runs)


def _name_document(document: Document, chronology: Chronology, layout: Layout) -> None:
    """Properties; their dates are the day that the chronology is as of, so that they never differ between runs."""
    day = chronology.case.as_of
    moment = datetime(day.year, day.month, day.day)
    properties = document.core_properties
    properties.title = " ".join(filter(None, [layout.title, layout.subtitle]))[:255]
    properties.subject = f"As of {day.isoformat()}"
    properties.author = properties.last_modified_by = "caseclock"
    properties.comments = properties.keywords = ""
    properties.language = "en-GB"
    properties.created = properties.modified = moment
    properties.revision = 1


def _set_page(document: Document, layout: Layout) -> int:
    """A4 on the side that fits; gives the width of the text in twentieths of a point."""
    section = document.sections[0]
    section.page_width, section.page_height = (LONG_SIDE, SHORT_SIDE) if layout.landscape else (SHORT_SIDE, LONG_SIDE)
    section.orientation = WD_ORIENT.LANDSCAPE if layout.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.footer_distance = section.header_distance = Cm(1.0)
    return int((section.page_width - 2 * MARGIN) / Twips(1))


def _set_styles(document: Document) -> None:
    """The document's styles: an editor changes these, not thousands of cells."""
    styles = document.styles
    _look(styles["Normal"], 10.5, after=4)
    language = styles["Normal"].element.get_or_add_rPr()
    language.append(language.makeelement(qn("w:lang"), {qn("w:val"): "en-GB"}))
    _look(styles["Title"], 22, after=2, bold=True, colour=INK)
    _look(styles["Subtitle"], 13, after=8, colour=INK)
    for name, size, before in (("Heading 1", 15, 18), ("Heading 2", 12, 12), ("Heading 3", 10.5, 9)):
        _look(styles[name], size, before=before, after=4, bold=True, colour=INK)
    _look(styles["List Bullet"], 10.5, after=3)
    _look(styles["Footer"], 8.5, colour=GREY)
    for name, size, bold, colour in (
        ("Note", 9, False, GREY),
        ("Table Text", 9.5, False, None),
        ("Table Note", 8.5, False, GREY),
        ("Table Heading", 9.5, True, INK),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        _look(style, size, after=8 if name == "Note" else 2, bold=bold, colour=colour)
    for name in ("Title", "Subtitle"):
        for line in styles[name].element.findall(f".//{qn('w:pBdr')}"):
            line.getparent().remove(line)
    link = styles.add_style("Row Link", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor(0x1B, 0x4F, 0x8A)


def _look(style, size, *, before=0, after=0, bold=False, colour=None) -> None:  # type: ignore[no-untyped-def]
    """Font, size, weight and spacing (points) of a style. python-docx has one class for each sort, hence no types."""
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    if colour is not None:
        style.font.color.rgb = colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _set_footer(document: Document, layout: Layout, width: int) -> None:
    """Case and day on the left, page x of y on the right of every page."""
    for tabs in document.styles["Footer"].element.findall(f".//{qn('w:tabs')}"):
        tabs.getparent().remove(tabs)
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{layout.footer}\t")
    fill_paragraph(paragraph._p, (Run("Page "),))
    add_field(paragraph._p, "PAGE")
    fill_paragraph(paragraph._p, (Run(" of "),))
    add_field(paragraph._p, "NUMPAGES")
