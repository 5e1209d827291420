"""What is read from OpenDocument texts and sheets."""

import io
import zipfile
from dataclasses import replace

import pytest
from tests.corpus import office
from tests.corpus.fixtures import fixture

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.office import open_document, word
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Role

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def packed(body: str, styles: str = "", **parts: str) -> bytes:
    content = (
        f'<office:document-content {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:automatic-styles>'
        f"{styles}</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in {"mimetype": "x", "content.xml": content, **parts}.items():
            archive.writestr(name, part)
    return out.getvalue()


def reading(body: str, styles: str = "") -> Reading:
    return open_document.read(packed(f"<office:text>{body}</office:text>", styles), DEFAULT_LIMITS)


def sheets(body: str) -> bytes:
    return packed(f"<office:spreadsheet>{body}</office:spreadsheet>")


def lines(result: Reading) -> list[tuple[Role, str]]:
    return [(block.role, result.text.text[block.start : block.end]) for block in result.text.blocks]


def test_a_heading_has_no_number_that_the_style_does_not_give() -> None:
    found = reading('<text:h text:outline-level="1">Sunday 12 January</text:h><text:p>It was loud.</text:p>')
    assert lines(found) == [(Role.HEADING, "Sunday 12 January"), (Role.PARAGRAPH, "It was loud.")]


@pytest.mark.parametrize("name", ["minutes", "statement"])
def test_the_same_is_read_as_from_word(name: str) -> None:
    made = {"minutes": office.minutes, "statement": office.statement}[name]()
    assert open_document.read(fixture(f"{name}.odt"), DEFAULT_LIMITS).text == word.read(made, DEFAULT_LIMITS).text


def test_numbered_lists_begin_again_unless_they_go_on() -> None:
    number = '<text:list-level-style-number text:level="{}" style:num-format="{}" style:num-suffix="{}"/>'
    style = (
        f'<text:list-style style:name="L">{number.format(1, "1", ".")}{number.format(2, "a", ")")}</text:list-style>'
    )
    items = "<text:list-item><text:p>x</text:p>{}</text:list-item>"
    inner = f"<text:list>{items.format('')}</text:list>"
    one = '<text:list text:style-name="L"{}>' + items.format(inner) + "</text:list>"
    body = one.format("") + one.format(' text:continue-numbering="true"') + one.format("")
    assert [text for _, text in lines(reading(body, style))] == ["1. x", "a) x", "2. x", "a) x", "1. x", "a) x"]


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d', "a   b\tc\nd"),
        ("<text:span>one</text:span> <text:a>two</text:a>", "one two"),
        ("Page <text:page-number>4</text:page-number> ends", "Page  ends"),
        ("a<text:bookmark-start/>b<!-- c -->d", "abd"),
    ],
)
def test_words(paragraph: str, text: str) -> None:
    assert reading(f"<text:p>{paragraph}</text:p>").text.text == text


def test_notes_comments_and_changes() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>A. Clerk"
        "</dc:creator></office:change-info><text:p>gone</text:p></text:deletion></text:changed-region>"
        '</text:tracked-changes><text:p>Rang<text:note text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>Log 212</text:p></text:note-body></text:note> on 4 May"
        "<office:annotation><dc:creator>B. Person</dc:creator><dc:date>2024-05-06T10:00:00</dc:date><text:p>Check"
        "</text:p></office:annotation>.</text:p>"
    )
    result = reading(body)
    assert [text for _, text in lines(result)] == [
        "Rang[note 1] on 4 May.",
        "[note 1: Log 212]",
        "Comment by B. Person on 6 May 2024: Check",
    ]
    assert "1 tracked change by A. Clerk" in result.problems[0].text


def test_repeated_rows_and_cells_are_bounded() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    data = sheets(f'<table:table table:name="S">{row}</table:table>')
    result = open_document.read(data, replace(DEFAULT_LIMITS, cells=5_000))
    assert "in part" in result.problems[0].text
    assert len(result.text.text) < 50_000


@pytest.mark.parametrize(
    ("attributes", "typed"),
    [
        ('office:value-type="date" office:date-value="2024-05-03"', "03/05/2024"),
        ('office:value-type="date" office:date-value="2024-05-03T21:40:00"', "03/05/2024 21:40"),
        ('office:value-type="date" office:date-value="rubbish"', "shown"),
        ('office:value-type="time" office:time-value="PT50H05M00S"', "50:05"),
        ('office:value-type="float" office:value="3.0"', "3"),
        ('office:value-type="currency" office:value="40"', "shown"),
        ('office:value-type="boolean" office:boolean-value="true"', "Yes"),
    ],
)
def test_values_as_they_would_be_typed(attributes: str, typed: str) -> None:
    row = f"<table:table-row><table:table-cell {attributes}><text:p>shown</text:p></table:table-cell></table:table-row>"
    result = open_document.read(sheets(f'<table:table table:name="S">{row}</table:table>'), DEFAULT_LIMITS)
    assert result.text.text == f"S\n{typed}"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"PK\x03\x04junk", "damaged"),
        (packed("<office:presentation/>"), "presentation"),
        (packed("<office:text/>"), "no text"),
        (packed("<office:text/>", **{"META-INF/manifest.xml": "<encryption-data/>"}), "password"),
        (packed("<text:p>" * 1_000 + "</text:p>" * 1_000), "nested deeper"),
        (packed("<office:text>"), "damaged"),
        (packed("", **{"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "trap"),
    ],
)
def test_unreadable(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        open_document.read(data, DEFAULT_LIMITS)
