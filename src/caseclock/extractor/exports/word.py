"""The chronology as a Word document that can be filed, and edited: every look is a named style."""

from datetime import date, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Twips

from caseclock.extractor.exports.archive import without_clock
from caseclock.extractor.exports.contents import lay_out
from caseclock.extractor.exports.parts import Grid, Heading, Layout, Part, Run
from caseclock.extractor.exports.table import Background
from caseclock.extractor.exports.word_styles import LANGUAGE, LOOKS, set_styles
from caseclock.extractor.exports.word_xml import Pen, add_field
from caseclock.models.chronology import Chronology

SHORT_SIDE, LONG_SIDE, MARGIN = Cm(21.0), Cm(29.7), Cm(2.0)


def word_chronology(chronology: Chronology, background: Background | None = None) -> bytes:
    """The chronology as .docx, A4. The same chronology and background give the same bytes."""
    return write_word(lay_out(chronology, background or Background()), chronology.case.as_of)


def write_word(layout: Layout, as_of: date) -> bytes:
    """Any layout as .docx, A4. Its properties are dated `as_of`, so that the same layout gives the same bytes."""
    document = docx.Document()
    _name_document(document, layout, as_of)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word 2013 and newer: no "compatibility mode" in its title bar
    width = _set_page(document, layout)
    set_styles(document, width)
    pen = Pen(LOOKS, _Links(document).id_of)
    _set_header_and_footer(document, layout, pen)
    document.add_paragraph(layout.title, style="Title")
    if layout.subtitle:
        document.add_paragraph(layout.subtitle, style="Subtitle")
    for part in layout.parts:
        _add_part(document, part, pen, width)
    written = BytesIO()
    document.save(written)
    return without_clock(written.getvalue())


class _Links:
    """The places outside of a document that it leads to. python-docx would look through all of them for each."""

    def __init__(self, document: Document) -> None:
        self._known = document.part.rels
        self._ids: dict[str, str] = {}

    def id_of(self, target: str) -> str:
        """The id under which the document knows a place; one place has one id."""
        if target not in self._ids:
            self._ids[target] = f"link{len(self._ids) + 1}"
            self._known.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, target, self._ids[target], is_external=True)
        return self._ids[target]


def _add_part(document: Document, part: Part, pen: Pen, width: int) -> None:
    if isinstance(part, Heading):
        document.add_heading(part.text, part.level)
        return
    element = pen.table(part, width) if isinstance(part, Grid) else pen.paragraph(part)
    document.element.body.insert_element_before(element, "w:sectPr")


def _name_document(document: Document, layout: Layout, as_of: date) -> None:
    """Properties; their dates are the day that the document is as of, so that they never differ between runs."""
    properties = document.core_properties
    properties.title = layout.name[:255]
    properties.subject = f"As of {as_of.isoformat()}"
    properties.author = properties.last_modified_by = "caseclock"
    properties.comments = properties.keywords = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = datetime(as_of.year, as_of.month, as_of.day)
    properties.revision = 1


def _set_page(document: Document, layout: Layout) -> int:
    """A4 on the side that fits; gives the width of the text in twentieths of a point."""
    section = document.sections[0]
    section.page_width, section.page_height = (LONG_SIDE, SHORT_SIDE) if layout.landscape else (SHORT_SIDE, LONG_SIDE)
    section.orientation = WD_ORIENT.LANDSCAPE if layout.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.footer_distance = section.header_distance = Cm(1.0)
    return int((section.page_width - 2 * MARGIN) / Twips(1))


def _set_header_and_footer(document: Document, layout: Layout, pen: Pen) -> None:
    """The case left and the sort of document right at the head of every page; at its foot, page x of y on the right."""
    section = document.sections[0]
    section.header.paragraphs[0].add_run("\t".join(layout.header))
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{layout.footer}\t")
    pen.fill(foot._p, (Run("Page "),))
    add_field(foot._p, "PAGE")
    pen.fill(foot._p, (Run(" of "),))
    add_field(foot._p, "NUMPAGES")
