"""What is read from web pages."""

import pytest

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.web import html
from caseclock.models.text import Role


def blocks(page: str) -> list[tuple[Role, str | None, str]]:
    text = html.read(page.encode(), DEFAULT_LIMITS).text
    return [(block.role, block.number, text.text[block.start : block.end]) for block in text.blocks]


def rows(page: str) -> list[list[tuple[str, str]]]:
    text = html.read(page.encode(), DEFAULT_LIMITS).text
    return [[(cell.header, cell.text) for cell in block.cells] for block in text.blocks if block.role is Role.ROW]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display: none">no<div>no</div>no</div>',
        "<p hidden>no",
        '<span style="mso-hide:all">no</span>',
        "<script>no</script><style>no</style>",
        "<del>no</del>",
        "<select><option>no<option>no</select>",
        "<!-- no -->",
    ],
)
def test_hidden_elements_are_left_out(hidden: str) -> None:
    text = html.read(f"<html>{hidden}<p>He came at nine.</p></html>".encode(), DEFAULT_LIMITS).text.text
    assert text.strip() == "He came at nine."


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        ("<ol><li>a<li>b</ol>", ["1", "2"]),
        ("<ol start=3><li>a<li>b</ol>", ["3", "4"]),
        ('<ol type="a"><li>a<li value=4>b</ol>', ["a", "d"]),
        ("<ol type=i><li>a<ol><li>b</ol><li>c</ol>", ["i", "1", "ii"]),
        ("<ul><li>a</ul>", [None]),
    ],
)
def test_numbers_of_lists(page: str, numbers: list[str | None]) -> None:
    assert [number for role, number, _ in blocks(f"<html>{page}") if role is Role.ITEM] == numbers


HEADINGS = "<tr><th>Date</th><th>Who</th><th>What happened</th></tr>"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            "<tr><td rowspan=2>3 May</td><td>A</td><td>Music</td></tr><tr><td>B</td><td>Horn</td></tr>",
            [("Date", "3 May"), ("Who", "B"), ("What happened", "Horn")],
        ),
        ("<tr><td>3 May</td><td colspan=2>Nobody came</td></tr>", [("Date", "3 May"), ("Who", "Nobody came")]),
        ("<tr><td colspan=2>3 May</td><td>Music</td></tr>", [("Date", "3 May"), ("What happened", "Music")]),
    ],
)
def test_cells_over_several_rows_or_columns(cells: str, expected: list[tuple[str, str]]) -> None:
    assert rows(f"<table>{HEADINGS}{cells}</table>")[-1] == expected


def test_a_row_of_headings_is_no_record() -> None:
    page = "<table><tr><td>Date<td>Entry<tr><td>3 May<td>Music<tr><td>4 May<td>Bins</table>"
    assert [role for role, _, _ in blocks(page)] == [Role.HEADER, Role.ROW, Role.ROW]


def test_a_layout_table_is_no_table_of_records() -> None:
    page = f"<table><tr><td>Menu</td><td><table>{HEADINGS}<tr><td>3 May<td>A<td>Music</table></td></tr></table>"
    assert rows(page) == [[("Date", "3 May"), ("Who", "A"), ("What happened", "Music")]]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<meta charset="windows-1252"><p>caf\u00e9 \u2013 \u00a340'.encode("cp1252"), "caf\u00e9 \u2013 \u00a340"),
        (b"<p>caf&eacute; &#8211; &pound;40&nbsp;a week", "caf\u00e9 \u2013 \u00a340\u00a0a week"),
    ],
)
def test_charsets_and_entities(data: bytes, text: str) -> None:
    assert html.read(b"<html>" + data, DEFAULT_LIMITS).text.text.strip() == text


@pytest.mark.parametrize("opening", ["<table><tr><td>", "<blockquote type=cite>x<br>", "<ul><li>x", "<div hidden>"])
def test_deep_nesting_ends(opening: str) -> None:
    html.read(("<html>" + opening * 5_000).encode(), DEFAULT_LIMITS)
