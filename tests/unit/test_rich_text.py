"""What is read from rich text."""

import pytest

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.office import rich_text
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Role


def reading(body: str) -> Reading:
    return rich_text.read(("{\\rtf1\\ansi\\ansicpg1252" + body + "}").encode("latin-1"), DEFAULT_LIMITS)


def lines(result: Reading) -> list[tuple[Role, str]]:
    return [(block.role, result.text.text[block.start : block.end]) for block in result.text.blocks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \'96 \'a340\par", "café – £40"),
        (r"\u8220?quoted\u8221?\par", "“quoted”"),
        (r"\uc2\u8364 EUR5\par", "€R5"),
        (r"\u-10179?\u-8704?\par", "😀"),
        (r"{\fonttbl{\f1\fcharset238 X;}}{\f1 Ji\'f8\'ed}\par", "Jiří"),
        (r"{\fonttbl{\f1\fcharset128 X;}}{\f1 \'93\'fa}\par", "日"),
        (r"a\~b\_c\-d \{e\}\par", "a\u00a0b-cd {e}"),
        (r"kept{\*\anything not}{\pict 0011}{\info{\author A}}\par", "kept"),
        (r"a{\field{\*\fldinst HYPERLINK \"x\"}{\fldrslt shown}}\par", "ashown"),
        (r"{\deleted old }{\revised new}\par", "new"),
        (r"a{\bin3 }}}b}\par", "ab"),
        ("one\\\ntwo", "one\ntwo"),
    ],
)
def test_words(body: str, text: str) -> None:
    assert reading(body).text.text.strip() == text


def test_rows_stand_under_their_headings_and_merged_cells_in_each_row() -> None:
    shape = r"\trowd\clvm{0}\cellx2000\cellx4000\cellx9000\pard\intbl "
    rows = (("gf", "Date", "Time", "Entry"), ("gf", "3 May 2024", "9pm", "Music\\par on"), ("rg", "", "11pm", "Horn"))
    body = "".join(shape.format(kind) + "".join(f"{cell}\\cell " for cell in cells) + "\\row" for kind, *cells in rows)
    assert lines(reading(body + r"\pard after\par")) == [
        (Role.HEADER, "Date | Time | Entry"),
        (Role.ROW, "3 May 2024 | 9pm | Music\non"),
        (Role.ROW, "3 May 2024 | 11pm | Horn"),
        (Role.PARAGRAPH, "after"),
    ]


def test_headings_lists_notes_comments_and_page_headers() -> None:
    body = (
        r"{\stylesheet{\s3 heading 2;}}{\header Larch Homes\par}"
        r"{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 2}}\par}"
        r"\s3 Calls\par\pard{\listtext (a)\tab}Rang 101{\footnote Log 212.}.\par{\pntext\'b7\tab}a bullet\par"
        r"{\*\atnauthor C. Person}{\*\annotation{\*\atndate 1741040320}Was it?}"
    )
    result = reading(body)
    assert lines(result) == [
        (Role.HEADER, "Larch Homes"),
        (Role.HEADING, "Calls"),
        (Role.ITEM, "(a) Rang 101[note 1]."),
        (Role.PARAGRAPH, "[note 1: Log 212.]"),
        (Role.ITEM, "a bullet"),
        (Role.PARAGRAPH, "Comment by C. Person on 5 June 2024: Was it?"),
    ]
    assert [block.number for block in result.text.blocks if block.role is Role.ITEM] == ["a", None]


@pytest.mark.parametrize(
    ("body", "said", "notice"),
    [
        (r"x{\deleted y}", "1 tracked change", True),
        (r"x{\strike y}", 'struck through ("y")', True),
        (r"x{\v y}", 'hidden ("y")', True),
        (r"x{\pict 00}", "1 picture", False),
        (r"x{", "ends in the middle", False),
    ],
)
def test_what_is_said_of_the_reading(body: str, said: str, notice: bool) -> None:
    (problem,) = reading(body).problems
    assert said in problem.text
    assert problem.notice is notice


def test_plain_text_keeps_blank_lines() -> None:
    data = rb"{\rtf1 Dear all\par\par See you.\par\trowd\cellx1\intbl a\cell b\cell\row}"
    assert rich_text.rtf_text(data) == "Dear all\n\nSee you.\na | b"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"plain", "not rich text"),
        (b"{\\rtf1{\\pict 00}}", "no text"),
        (b"{\\rtf1" + b"{" * 10_000, "nested deeper"),
    ],
)
def test_unreadable(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        rich_text.read(data, DEFAULT_LIMITS)
