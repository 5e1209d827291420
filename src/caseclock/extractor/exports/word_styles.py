"""Every look of a Word document is a named style, so that an editor changes a style and not thousands of cells."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips

from caseclock.extractor.exports.parts import Style
from caseclock.extractor.exports.word_xml import Looks, table_style

FONT = "Arial"
LANGUAGE = "en-GB"
INK = RGBColor(0x1F, 0x2D, 0x3D)
GREY = RGBColor(0x50, 0x50, 0x50)
LINK = RGBColor(0x1B, 0x4F, 0x8A)

LOOKS = Looks(
    text={Style.BODY: "Normal", Style.NOTE: "Note", Style.ITEM: "ListBullet", Style.PROMPT: "Prompt"},
    in_table={Style.BODY: "TableText", Style.NOTE: "TableNote", Style.ITEM: "TableText", Style.PROMPT: "TablePrompt"},
    head="TableHeading",
    table="ChronologyTable",
    row_link="RowLink",
    page_link="BundleLink",
)
# Name, size in points, space after it, bold, colour
_PARAGRAPHS = (
    ("Note", 9, 8, False, GREY),
    ("Prompt", 10.5, 4, False, LINK),
    ("Table Text", 9.5, 2, False, None),
    ("Table Note", 8.5, 2, False, GREY),
    ("Table Prompt", 9.5, 2, False, LINK),
    ("Table Heading", 9.5, 2, True, INK),
)


def set_styles(document: Document, width: int) -> None:
    """Gives the document its styles. `width` of its text is in twentieths of a point."""
    styles = document.styles
    _speak_british(document)
    _look(styles["Normal"], 10.5, after=4)
    _look(styles["Title"], 22, after=2, bold=True, colour=INK)
    _look(styles["Subtitle"], 13, after=8, colour=INK)
    for name in ("Title", "Subtitle"):
        for line in styles[name].element.findall(f".//{qn('w:pBdr')}"):
            line.getparent().remove(line)
    for name, size, before in (("Heading 1", 15, 18), ("Heading 2", 12, 12), ("Heading 3", 10.5, 9)):
        _look(styles[name], size, before=before, after=4, bold=True, colour=INK)
    _look(styles["List Bullet"], 10.5, after=3)
    for name in ("Header", "Footer"):
        _look(styles[name], 8.5, colour=GREY)
        for tabs in styles[name].element.findall(f".//{qn('w:tabs')}"):
            tabs.getparent().remove(tabs)
        styles[name].paragraph_format.tab_stops.add_tab_stop(Twips(width), WD_TAB_ALIGNMENT.RIGHT)
    _add_paragraph_styles(document)
    for name, underlined in (("Row Link", False), ("Bundle Link", True)):
        link = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        link.font.color.rgb, link.font.underline, link.quick_style = LINK, underlined, True
    styles.element.append(table_style(LOOKS.table, "Chronology Table", line="9AA5B1", head="D9E2EC"))


def _add_paragraph_styles(document: Document) -> None:
    for name, size, after, bold, colour in _PARAGRAPHS:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.quick_style = True
        _look(style, size, after=after, bold=bold, colour=colour)
    # A heading row alone at the foot of a page heads nothing.
    document.styles["Table Heading"].paragraph_format.keep_with_next = True


def _speak_british(document: Document) -> None:
    """Sets the language in which spelling is checked and words are read out."""
    normal = document.styles["Normal"].element.get_or_add_rPr()
    normal.append(normal.makeelement(qn("w:lang"), {qn("w:val"): LANGUAGE}))
    defaults = document.styles.element.iter(qn("w:lang"))
    for language in (*defaults, *document.settings.element.iter(qn("w:themeFontLang"))):
        language.set(qn("w:val"), LANGUAGE)


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
