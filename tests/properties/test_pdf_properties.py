"""Whatever a printed log looks like: every row is found whole, and the text's blocks and cells can be cited."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.utils import simpleSplit
from tests.pdf_maker import Sheet, ruled

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.reader import read
from caseclock.models.text import Role, Text

HEADINGS = ["Entry no.", "Date", "Time", "Taken by", "Details of call"]
PLACES = (45.0, 110.0, 180.0, 225.0, 290.0)
WORDS = ["caller", "says", "that", "music", "shouting", "from", "flat", "again", "night", "door", "dog", "barking"]

details = st.lists(st.sampled_from(WORDS), min_size=1, max_size=70).map(
    lambda words: " ".join(words).capitalize() + "."
)
entry = st.tuples(
    st.dates().map(lambda day: day.strftime("%d/%m/%Y")),
    st.times().map(lambda time: time.strftime("%H:%M")),
    st.sampled_from(["A Sample", "B M", "PCSO 7"]),
    details,
)
entries = st.lists(entry, min_size=3, max_size=30)


def numbered(found: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """The entries with their numbers."""
    return [[f"N/{100 + at}", *row] for at, row in enumerate(found)]


def check_citable(text: Text) -> None:
    """Blocks in order, none empty or overlapping; cells inside their block and equal to its text; pages in order."""
    end = 0
    for block in text.blocks:
        assert end <= block.start < block.end <= len(text.text)
        assert text.text[block.start : block.end].strip()
        for cell in block.cells:
            assert block.start <= cell.start < cell.end <= block.end
            assert text.text[cell.start : cell.end] == cell.text
        end = block.end
    end = 0
    for page in text.pages:
        assert end <= page.start <= page.end <= len(text.text)
        end = page.end


def rows_of(text: Text) -> list[list[str]]:
    """The cells of each row."""
    return [[cell.text for cell in block.cells] for block in text.blocks if block.role is Role.ROW]


@settings(max_examples=25, deadline=None)
@given(
    entries, st.integers(0, 1), st.booleans(), st.sampled_from(["", "Page {page}", "Printed 1 May 2020, page {page}"])
)
def test_ruled_logs(found: list[tuple[str, ...]], repeat: int, split: bool, footer: str) -> None:
    rows = numbered(found)
    data = ruled([HEADINGS, *rows], [55, 70, 45, 70, 270], repeat=repeat, split_in_row=split, footer=footer)
    text = read(data, Limits()).text
    check_citable(text)
    assert rows_of(text) == rows


@settings(max_examples=25, deadline=None)
@given(entries, st.sampled_from([0, 3, 9, 20]), st.booleans(), st.booleans(), st.booleans())
def test_logs_without_rules(found: list[tuple[str, ...]], gap: float, repeat: bool, footer: bool, title: bool) -> None:
    rows = numbered(found)
    sheet = Sheet()

    def begin_page(first: bool) -> None:
        if title:
            sheet.line((45, "Weirside Homes: telephone log of case W/9"), bold=True, size=12, step=20)
        if first or repeat:
            sheet.line(*zip(PLACES, HEADINGS, strict=True), bold=True, step=15)

    def turn_page() -> None:
        if footer:
            sheet.y = 820
            sheet.line((45, "Printed 4 May 2020"), (480, f"Page {sheet.canvas.getPageNumber()}"), size=7)
        sheet.page()
        begin_page(False)

    begin_page(True)
    for row in rows:
        pieces = simpleSplit(row[-1], "Helvetica", 9, 250)
        if sheet.y > 780:
            turn_page()
        sheet.line(*zip(PLACES, [*row[:-1], pieces[0]], strict=True))
        for piece in pieces[1:]:
            if sheet.y > 780:
                turn_page()
            sheet.line((PLACES[-1], piece))
        sheet.y += gap
    text = read(sheet.done(), Limits()).text
    check_citable(text)
    assert rows_of(text) == rows


words = st.lists(
    st.tuples(
        st.integers(20, 560),
        st.integers(30, 820),
        st.text(st.characters(codec="latin-1", min_codepoint=33), max_size=30),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, min_size=1, max_size=4))
def test_words_thrown_anywhere_are_all_read_and_can_be_cited(pages: list[list[tuple[int, int, str]]]) -> None:
    sheet = Sheet()
    sheet.line((45, "begin"))
    for page in pages:
        for x, y, word in page:
            sheet.y = y
            sheet.put(x, word)
        sheet.page()
    sheet.line((45, "end"))
    reading = read(sheet.done(), Limits())
    check_citable(reading.text)
    assert reading.text.text.startswith("begin") or "begin" in reading.text.text
    assert "end" in reading.text.text
    assert read(sheet.data.getvalue(), Limits()) == reading
