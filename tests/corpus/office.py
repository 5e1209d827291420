"""Word documents of the corpus, and the same in old Word, rich text and OpenDocument."""

import io
import re
import zipfile
from datetime import datetime

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from PIL import Image, ImageDraw, ImageFont
from samples.making.fixed import new_word, word_bytes, word_table
from tests.corpus.fixtures import fixture

WHEN = datetime(2024, 6, 14, 9, 0)
BY = 'w:author="A. Clerk" w:date="2024-06-03T10:15:00Z"'


def _document(title: str) -> WordDocument:
    return new_word("Casework team", title, WHEN)


def _saved(word: WordDocument) -> bytes:
    return word_bytes(word, WHEN)


def _xml(xml: str) -> object:
    """An element of a document written as XML without its name spaces."""
    spaces = nsdecls("w", "r", "wp", "a") + (
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {spaces}", xml, count=1))


def _add(word: WordDocument, *elements: str) -> None:
    body = word.element.body
    for element in elements:
        body.insert(len(body) - 1, _xml(element))


def _run(text: str, settings: str = "") -> str:
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _item(text: str, level: int, list_id: int = 90) -> str:
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
    return f"<w:p>{numbered}{_run(text)}</w:p>"


def _level(depth: int, shape: str, pattern: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def _define_list(word: WordDocument) -> None:
    """List 90 is 1, 1.1, (a), (i); list 91 is the same begun again."""
    levels = "".join(
        _level(*level)
        for level in (
            (0, "decimal", "%1"), (1, "decimal", "%1.%2"), (2, "lowerLetter", "(%3)"), (3, "lowerRoman", "(%4)")
        )
    )  # fmt: skip
    root = word.part.numbering_part.element
    root.insert(0, _xml(f'<w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>'))
    root.append(_xml('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    root.append(_xml(f'<w:num w:numId="91"><w:abstractNumId w:val="90"/>{again}</w:num>'))


def statement() -> bytes:
    """Nested numbers, a list that begins again, numbers in a table, page fields in the footer."""
    word = _document("Witness statement")
    _define_list(word)
    word.sections[0].header.paragraphs[0].text = "Claim of Larch Homes"
    foot = word.sections[0].footer.paragraphs[0]._p
    for part in ("Page ", "PAGE", " of ", "NUMPAGES"):
        foot.append(
            _xml(f'<w:fldSimple w:instr=" {part} ">{_run("9")}</w:fldSimple>' if part.isupper() else _run(part))
        )
    word.add_heading("Statement of C. Person", 0)
    _add(
        word,
        _item("I live at 14 Larch Court and have done so since March 2021.", 0),
        _item("On 3 May 2024 at about 9.40pm I heard:", 1),
        _item("loud music from the flat above; and", 2),
        _item("shouting, which was:", 2),
        _item("in the stairwell,", 3),
        _item("aimed at my son.", 3),
        _item("I rang 101 on 4 May 2024.", 1),
        _item("I kept a diary.", 0),
    )
    word.add_heading("What I ask for", 1)
    _add(word, _item("An order.", 0, 91), _item("Costs.", 0, 91))
    table = word.add_table(rows=2, cols=2)
    table.style = "Table Grid"
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Date", "What I did"
    table.rows[1].cells[0].text = "6 May 2024"
    cell = table.rows[1].cells[1]._tc
    cell.remove(cell.p_lst[0])
    for text in ("Wrote to the landlord.", "Rang the council."):
        cell.append(_xml(_item(text, 0, 91)))
    word.add_paragraph("Signed on 14 June 2024")
    return _saved(word)


def changes_and_notes() -> bytes:
    """Tracked changes, comments, a footnote, an endnote, struck and hidden words, boxes ticked, a text box."""
    word = _document("Letter with changes")
    _add(
        word,
        f'<w:p>{_run("You reported on ")}<w:del w:id="1" {BY}><w:r><w:delText>3 May 2024</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {BY}>{_run("4 May 2024")}</w:ins>{_run(" that the gate was forced")}'
        f'<w:r><w:footnoteReference w:id="2"/></w:r>{_run(".")}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>',
        f'<w:p><w:del w:id="3" {BY}><w:r><w:delText>A whole paragraph that went.</w:delText></w:r></w:del></w:p>',
        f"<w:p>{_run('The visit was on 7 May 2024 ')}{_run('at noon', '<w:strike/>')}{_run(' at 2pm.')}"
        f"{_run(' Not for the tenant.', '<w:vanish/>')}</w:p>",
        f'<w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>'
        f"{_run('☒')}</w:sdtContent></w:sdt>{_run(' Noise ')}"
        f'<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>{_run(" Damage ")}'
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'
        '</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/>'
        f"</w:r>{_run(' Threats')}</w:p>",
        f"<w:p>{_run('See ')}<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK "
        '"http://example.invalid/policy" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{_run('our policy')}<w:r><w:fldChar w:fldCharType='end'/></w:r>{_run('.')}</w:p>",
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData>"
        f"<wps:wsp><wps:txbx><w:txbxContent><w:p>{_run('Received 5 June 2024')}</w:p></w:txbxContent></wps:txbx>"
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent><w:p>{_run('Received 5 June 2024')}</w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>",
    )
    comment = word.add_comment(word.paragraphs[0].runs[:1], text="Check against the log.", author="B. Person")
    comment._comment_elm.set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}date", "2024-06-05T11:00:00Z"
    )
    return _with_notes(_saved(word))


def _with_notes(data: bytes) -> bytes:
    """The document with a footnote and an endnote, which python-docx does not write."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kinds, relations = "", ""
    for kind, text in (
        ("footnote", "Police log 212 of 4 May 2024."),
        ("endnote", "The gate was mended on 9 May 2024."),
    ):
        parts[f"word/{kind}s.xml"] = (
            f'<w:{kind}s {nsdecls("w")}><w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}>'
            f'<w:{kind} w:id="2"><w:p><w:r><w:{kind}Ref/></w:r>{_run(text)}</w:p></w:{kind}></w:{kind}s>'
        ).encode()
        kinds += (
            f'<Override PartName="/word/{kind}s.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'wordprocessingml.{kind}s+xml"/>'
        )
        relations += (
            f'<Relationship Id="rId9{len(kind)}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/{kind}s" Target="{kind}s.xml"/>'
        )
    for name, tail, more in (
        ("[Content_Types].xml", b"</Types>", kinds),
        ("word/_rels/document.xml.rels", b"</Relationships>", relations),
    ):
        parts[name] = parts[name].replace(tail, more.encode() + tail)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=WHEN.timetuple()[:6]), part)
    return out.getvalue()


def minutes() -> bytes:
    """A table that was split in two, merged cells, a form of labels and values, a heading row repeated by hand."""
    word = _document("Minutes")
    word.add_heading("Case review meeting", 1)
    word_table(word, [["Date of meeting:", "14 June 2024"], ["Chair:", "A. Person"], ["Case:", "LC/24/0117"]])
    word.add_paragraph("Actions agreed")
    word_table(
        word,
        [
            ["Date", "Time", "What happened", "Action"],
            ["3 May 2024", "21:40", "Loud music", "Card left"],
            ["", "23:05", "Bottle thrown", "Police told"],
            ["Second week", "", "", ""],
        ],
        widths=(3, 2, 6, 4),
    )
    table = word.tables[1]
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 3))
    word.add_paragraph("")
    word_table(
        word,
        [
            ["11 May 2024", "00:30", "Banging on doors", ""],
            ["12 May 2024", "19:00", "Threat to harm the dog", "Statement taken"],
        ],
        widths=(3, 2, 6, 4),
    )
    word.add_paragraph("Outcome").runs[0].bold = True
    word.add_paragraph("1.\tReview on 28 June 2024.")
    word.add_paragraph("2.\tWarning letter by 17 June 2024.")
    return _saved(word)


def layout_tables() -> bytes:
    """A letterhead laid out by a table, a table within a table, headings of two rows."""
    word = _document("Report")
    outer = word.add_table(rows=1, cols=2)
    outer.rows[0].cells[0].text = "Larch Homes\n1 Larch Street"
    outer.rows[0].cells[1].text = "Our ref: LC/24/0117"
    frame = word.add_table(rows=1, cols=2)
    frame.rows[0].cells[0].text = "Log for May 2024"
    inner = frame.rows[0].cells[1].add_table(rows=3, cols=2)
    for row, texts in zip(inner.rows, [("Date", "Entry"), ("3 May", "Music"), ("11 May", "Banging")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    word.add_paragraph("Reports to the police")
    word_table(
        word,
        [
            ["Happened", "", "Reported", "", "Details"],
            ["Date", "Time", "Date", "Reference", ""],
            ["3 May 2024", "21:40", "4 May 2024", "LOG 212", "Gate forced"],
            ["9 May 2024", "22:10", "9 May 2024", "LOG 340", "Shouting"],
        ],
    )
    table = word.tables[-1]
    for first, last in (((0, 0), (0, 1)), ((0, 2), (0, 3)), ((0, 4), (1, 4))):
        table.cell(*first).merge(table.cell(*last))
    return _saved(word)


def scans() -> bytes:
    """Two pictures: one the size of a page, one a logo."""
    word = _document("Scans")
    page = Image.new("L", (900, 420), 255)
    pen = ImageDraw.Draw(page)
    for line, words in enumerate(("Diary sheet", "3 May 2024 21:40 Loud music", "11 May 2024 00:30 Banging on doors")):
        pen.text((60, 60 + 90 * line), words, font=ImageFont.load_default(size=40), fill=0)
    for picture in (page, Image.new("L", (60, 40), 200)):
        out = io.BytesIO()
        picture.save(out, "PNG", compress_level=0)
        word.add_picture(io.BytesIO(out.getvalue()), width=Cm(10))
    word.add_paragraph("Photographs taken on 11 May 2024")
    return _saved(word)


RICH_TEXT = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset238 Arial CE;}}
{\stylesheet{\s1 heading 1;}{\*\cs10 Default Font;}}{\info{\title Diary}{\author Nobody}}
{\header Larch Homes\par}{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 3}}\par}
\pard\s1\b Noise diary\b0\par\pard\plain Kept by C. Person\rquote s son, \'a340 a week. \u8364?5 fine. {\f1 Ji\'f8\'ed}.
\par
{\*\unknown hidden rubbish}{\pict\pngblip 89504e47}
\trowd\trhdr\cellx2000\cellx4000\cellx9000\intbl Date\cell Time\cell What happened\cell\row
\trowd\clvmgf\cellx2000\cellx4000\cellx9000\intbl 3 May 2024\cell 9.40pm\cell Loud music\line until late\cell\row
\trowd\clvmrg\cellx2000\cellx4000\cellx9000\intbl\cell 11pm\cell {\deleted Shouting}{\revised Bottle thrown}\cell\row
\pard {\listtext 1.\tab}Rang 101{\footnote Log 212.} on 4 May 2024.\par{\listtext (a)\tab}Rang the warden.\par
{\*\atnid CP}{\*\atnauthor C. Person}{\*\annotation {\*\atndate 1741040320}Was it the 5th?}\par}
"""

PAPERS = {
    "statement.docx": statement,
    "changes_and_notes.docx": changes_and_notes,
    "minutes.docx": minutes,
    "layout_tables.docx": layout_tables,
    "scans.docx": scans,
    "diary.rtf": lambda: RICH_TEXT,
    **{
        f"{paper}.{ending}": (lambda name=f"{paper}.{ending}": fixture(name))  # type: ignore[misc]
        for paper in ("statement", "changes_and_notes", "minutes")
        for ending in ("doc", "odt", "rtf")
    },
}
