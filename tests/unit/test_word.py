"""What is read from Word documents."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.office import word
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Role


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def reading(document) -> Reading:
    return word.read(saved(document), DEFAULT_LIMITS)


def lines(result: Reading) -> list[tuple[Role, str]]:
    return [(block.role, result.text.text[block.start : block.end]) for block in result.text.blocks]


def add_xml(document, xml: str) -> None:
    document.element.body.insert(
        len(document.element.body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))
    )


def test_headings_by_style_and_by_hand() -> None:
    document = Document()
    document.add_heading("Statement", level=1)
    document.add_paragraph().add_run("Background").bold = True
    document.add_paragraph("Nothing bold here.")
    paragraph = document.add_paragraph()
    paragraph.add_run("Partly").bold = True
    paragraph.add_run(" bold")
    assert lines(reading(document)) == [
        (Role.HEADING, "Statement"),
        (Role.HEADING, "Background"),
        (Role.PARAGRAPH, "Nothing bold here."),
        (Role.PARAGRAPH, "Partly bold"),
    ]


def test_list_numbers_are_worked_out_and_can_be_cited() -> None:
    document = Document()
    document.add_paragraph("I live at number 3.", style="List Number")
    document.add_paragraph("He lives at number 5.", style="List Number")
    document.add_paragraph("a bullet", style="List Bullet")
    result = reading(document)
    assert lines(result) == [
        (Role.ITEM, "1. I live at number 3."),
        (Role.ITEM, "2. He lives at number 5."),
        (Role.ITEM, "a bullet"),
    ]
    assert [block.number for block in result.text.blocks] == ["1", "2", None]


def numbered_document(levels: str, items: list[tuple[str, int]], numbers: str = "") -> Document:
    """A document whose list has the given w:lvl definitions; items are (numId, level)."""
    document = Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    if numbers:
        root.append(parse_xml(numbers))
    for number_id, level in items:
        add_xml(
            document,
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr></w:pPr>'
            "<w:r><w:t>x</w:t></w:r></w:p>",
        )
    return document


def level(depth: int, style: str, pattern: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


LEGAL = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)")


@pytest.mark.parametrize(
    ("levels", "items", "labels"),
    [
        (LEGAL, [("90", 0), ("90", 1), ("90", 1), ("90", 0), ("90", 1)], ["1.", "1.1", "1.2", "2.", "2.1"]),
        (LEGAL, [("90", 0), ("90", 1), ("90", 2), ("90", 2), ("90", 1)], ["1.", "1.1", "(a)", "(b)", "1.2"]),
        (level(0, "upperRoman", "%1)", start=4), [("90", 0), ("90", 0)], ["IV)", "V)"]),
        (level(0, "lowerRoman", "%1.", start=9), [("90", 0), ("90", 0)], ["ix.", "x."]),
        (level(0, "upperLetter", "%1.", start=26), [("90", 0), ("90", 0)], ["Z.", "AA."]),
        (level(0, "decimal", "Item %1:"), [("90", 0)], ["Item 1:"]),
    ],
)
def test_nested_numbers(levels: str, items: list[tuple[str, int]], labels: list[str]) -> None:
    result = reading(numbered_document(levels, items))
    assert [text for _, text in lines(result)] == [f"{label} x" for label in labels]


def test_a_list_that_starts_again() -> None:
    again = (
        f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    document = numbered_document(LEGAL, [("90", 0), ("90", 0), ("91", 0), ("91", 0)], again)
    assert [text for _, text in lines(reading(document))] == ["1. x", "2. x", "1. x", "2. x"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("3. We rang.", "3"), ("(b) We rang.", "b"), ("iv) We rang.", "iv"), ("12) We rang.", "12")],
)
def test_numbers_typed_by_hand(typed: str, number: str) -> None:
    document = Document()
    document.add_paragraph(typed)
    block = reading(document).text.blocks[0]
    assert (block.role, block.number) == (Role.ITEM, number)


@pytest.mark.parametrize("typed", ["4.10am he knocked.", "14.05.23 he knocked.", "3 Mill Lane", "I. said so"])
def test_times_dates_and_addresses_are_not_numbers(typed: str) -> None:
    document = Document()
    document.add_paragraph(typed)
    assert reading(document).text.blocks[0].role == Role.PARAGRAPH


def table(document, rows: list[list[str]]):
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for target, row in zip(made.rows, rows, strict=True):
        for cell, text in zip(target.cells, row, strict=True):
            cell.text = text
    return made


def test_rows_stand_under_their_headings() -> None:
    document = Document()
    document.add_paragraph("Diary")
    table(document, [["Date", "Time", "What happened"], ["3 May 2023", "9pm", "Shouting"], ["4 May 2023", "", "Bins"]])
    document.add_paragraph("End.")
    result = reading(document)
    assert lines(result) == [
        (Role.PARAGRAPH, "Diary"),
        (Role.HEADER, "Date | Time | What happened"),
        (Role.ROW, "3 May 2023 | 9pm | Shouting"),
        (Role.ROW, "4 May 2023 | Bins"),
        (Role.PARAGRAPH, "End."),
    ]
    row = result.text.blocks[3]
    assert [(cell.header, cell.text) for cell in row.cells] == [("Date", "4 May 2023"), ("What happened", "Bins")]
    assert row.table == 1


def test_merged_cells_across_once_and_downwards_in_each_row() -> None:
    document = Document()
    made = table(
        document, [["Date", "Time", "Entry"], ["1 June 2023", "8am", "Van"], ["", "9am", "Horn"], ["Later", "", ""]]
    )
    made.cell(1, 0).merge(made.cell(2, 0))
    made.cell(3, 0).merge(made.cell(3, 2))
    assert [text for _, text in lines(reading(document))] == [
        "Date | Time | Entry",
        "1 June 2023 | 8am | Van",
        "1 June 2023 | 9am | Horn",
        "Later",
    ]


def test_a_date_over_rows_is_a_heading() -> None:
    document = Document()
    table(document, [["Time", "Entry"], ["Friday 2 June 2023", ""], ["9pm", "Music until late in the night"]])
    assert lines(reading(document))[1] == (Role.HEADING, "Friday 2 June 2023")


def test_a_layout_table_has_no_headings_and_a_form_names_its_values() -> None:
    document = Document()
    table(document, [["Mill Lane Homes", "12 June 2023"], ["1 Mill Lane", "Ref 55"]])
    table(document, [["Date reported:", "3 May 2023"], ["Reported to:", "Police"]])
    blocks = reading(document).text.blocks
    assert [cell.header for cell in blocks[0].cells] == ["", ""]
    assert [cell.header for cell in blocks[2].cells] == ["", "Date reported"]


def test_a_frame_around_text_is_not_a_table() -> None:
    document = Document()
    table(document, [["Read this first."]])
    assert lines(reading(document)) == [(Role.PARAGRAPH, "Read this first.")]


def test_tracked_changes_and_breaks() -> None:
    document = Document()
    add_xml(
        document,
        "<w:p><w:r><w:t xml:space='preserve'>on </w:t></w:r><w:del><w:r><w:delText>3 May</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>4 May</w:t></w:r></w:ins><w:r><w:br/><w:t>at nine</w:t></w:r></w:p>",
    )
    assert lines(reading(document)) == [(Role.PARAGRAPH, "on 4 May\nat nine")]


def test_running_lines_and_comments() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Mill Lane Homes"
    document.sections[0].footer.paragraphs[0].text = "Registered office"
    paragraph = document.add_paragraph("Dear Mrs Moss")
    comment = document.add_comment(paragraph.runs, text="Check this date", author="A Clerk")
    comment._comment_elm.set(qn("w:date"), "2024-05-03T10:15:00Z")
    assert lines(reading(document)) == [
        (Role.HEADER, "Mill Lane Homes"),
        (Role.PARAGRAPH, "Dear Mrs Moss"),
        (Role.HEADER, "Registered office"),
        (Role.PARAGRAPH, "Comment by A Clerk on 3 May 2024: Check this date"),
    ]


@pytest.mark.parametrize(("data", "says"), [(b"", "empty"), (b"PK\x03\x04junk", "damaged"), (b"plain", "damaged")])
def test_unreadable(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        word.read(data, DEFAULT_LIMITS)


def test_truncated_at_any_length_is_refused_not_crashed() -> None:
    document = Document()
    document.add_paragraph("text")
    data = saved(document)
    for cut in range(1, len(data), max(1, len(data) // 40)):
        with pytest.raises(UnreadableError):
            word.read(data[:cut], DEFAULT_LIMITS)


def test_a_document_without_text_says_so() -> None:
    with pytest.raises(UnreadableError, match="no text"):
        word.read(saved(Document()), DEFAULT_LIMITS)


def paragraph_of(runs: str) -> list[tuple[Role, str]]:
    document = Document()
    add_xml(document, f"<w:p>{runs}</w:p>")
    return lines(reading(document))


def run(text: str, settings: str = "") -> str:
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"{mark.format('begin')}<w:r><w:instrText> {code} </w:instrText></w:r>{mark.format('separate')}"
        f"{run(shown)}{mark.format('end')}"
    )


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("See ") + field('HYPERLINK "http://example.invalid"', "our policy"), "See our policy"),
        (run("On ") + field("DATE", "3 May 2024") + run(" he rang"), "On 3 May 2024 he rang"),
        (run("Sheet ") + field("PAGE", "4") + run(" follows"), "Sheet  follows"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run(" Noise"), "☒ Noise"),
        (run("\uf0a8 Damage"), "☐ Damage"),
        (run("a") + "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>" + run("b"), "a-b"),
    ],
)
def test_fields_and_symbols_come_out_as_shown(runs: str, text: str) -> None:
    assert paragraph_of(runs) == [(Role.PARAGRAPH, text)]


@pytest.mark.parametrize(
    "runs", [field("PAGE", "2"), run("Page ") + field("PAGE", "2") + run(" of ") + field("NUMPAGES", "9")]
)
def test_a_page_number_alone_is_no_text(runs: str) -> None:
    document = Document()
    document.add_paragraph("x")
    add_xml(document, f"<w:p>{runs}</w:p>")
    assert lines(reading(document)) == [(Role.PARAGRAPH, "x")]


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ('<w:ins w:author="A Clerk">' + run("new") + "</w:ins>", "1 tracked change by A Clerk"),
        ('<w:ins w:author="B"/>' + run("x"), ""),
        (run("gone", "<w:strike/>"), 'struck through ("gone")'),
        (run("kept", '<w:strike w:val="0"/>'), ""),
        (run("secret", "<w:vanish/>"), 'hidden ("secret")'),
    ],
)
def test_what_is_said_of_changes_struck_and_hidden_words(runs: str, said: str) -> None:
    document = Document()
    add_xml(document, f"<w:p>{runs}</w:p>")
    problems = reading(document).problems
    assert all(problem.notice for problem in problems)
    assert [said in problem.text for problem in problems] == ([True] if said else [])


def test_a_table_that_goes_on_keeps_its_headings() -> None:
    document = Document()
    table(document, [["Date", "Time", "Entry"], ["3 May 2023", "9pm", "Music"]])
    document.add_paragraph("")
    table(document, [["4 May 2023", "8pm", "Horn"], ["5 May 2023", "7pm", "Van"]])
    document.add_paragraph("End of log")
    table(document, [["6 May 2023", "8pm", "Bins"], ["7 May 2023", "7pm", "Dog"]])
    rows = [block for block in reading(document).text.blocks if block.role is Role.ROW]
    assert [(row.table, row.cells[0].header) for row in rows] == [
        (1, "Date"),
        (1, "Date"),
        (1, "Date"),
        (2, ""),
        (2, ""),
    ]


def test_a_list_that_takes_its_levels_from_a_list_style() -> None:
    document = numbered_document(LEGAL, [("92", 0), ("92", 1)])
    root = document.part.numbering_part.element
    root[0].insert(0, parse_xml(f'<w:styleLink {nsdecls("w")} w:val="Paras"/>'))
    root.insert(
        1,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="91"><w:numStyleLink w:val="Paras"/></w:abstractNum>'
        ),
    )
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="92"><w:abstractNumId w:val="91"/></w:num>'))
    assert [text for _, text in lines(reading(document))] == ["1. x", "1.1 x"]


def test_tables_nested_beyond_reason_are_refused() -> None:
    document = Document()
    xml = "<w:tbl><w:tr><w:tc>" * 200 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 200
    data = saved(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + xml.encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(UnreadableError, match="nested deeper"):
        word.read(out.getvalue(), DEFAULT_LIMITS)


@pytest.mark.parametrize(("size", "children"), [((400, 400), 1), ((400, 200), 0)])
def test_pictures_of_the_size_of_a_page_are_children_also_where_there_is_no_text(
    size: tuple[int, int], children: int
) -> None:
    picture = io.BytesIO()
    Image.effect_noise(size, 90).save(picture, "PNG", compress_level=0)
    document = Document()
    document.add_picture(io.BytesIO(picture.getvalue()))
    if not children:
        document.add_paragraph("Photograph of the gate")
    result = reading(document)
    assert [(child.name, child.data) for child in result.children] == [("image1.png", picture.getvalue())][:children]
