"""What is read from old Word documents and workbooks (doc, xls), made by other programs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus import office
from tests.corpus.fixtures import fixture

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.office import old_word, word
from caseclock.extractor.readers.office.old_word_file import settings
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.sheets import old_sheet
from caseclock.models.text import Role

MINUTES = fixture("minutes.doc")


def lines(result: Reading) -> list[tuple[Role, str]]:
    return [(block.role, result.text.text[block.start : block.end]) for block in result.text.blocks]


def test_the_same_is_read_as_from_the_new_format() -> None:
    old, new = old_word.read(MINUTES, DEFAULT_LIMITS), word.read(office.minutes(), DEFAULT_LIMITS)
    assert old.text == new.text


def test_deleted_words_are_left_out_and_notes_kept_apart() -> None:
    result = old_word.read(fixture("changes_and_notes.doc"), DEFAULT_LIMITS)
    told = [text for _, text in lines(result)]
    assert told[:2] == [
        "You reported on 4 May 2024 that the gate was forced[note 1].[endnote 1]",
        "[note 1: Police log 212 of 4 May 2024.]",
    ]
    assert told[-2:] == [
        "[endnote 1: The gate was mended on 9 May 2024.]",
        "Comment by B. Person: Check against the log.",
    ]
    assert "3 tracked changes by A. Clerk" in result.problems[0].text
    assert all(problem.notice for problem in result.problems)


def test_nested_list_numbers() -> None:
    result = old_word.read(fixture("statement.doc"), DEFAULT_LIMITS)
    numbers = [block.number for block in result.text.blocks if block.role is Role.ITEM]
    assert numbers[:8] == ["1", "1.1", "a", "b", "i", "ii", "1.2", "2"]


def flagged(at: int, value: int) -> bytes:
    """The document with two bytes of its head changed."""
    head = MINUTES.index(b"\xec\xa5")
    return MINUTES[: head + at] + value.to_bytes(2, "little") + MINUTES[head + at + 2 :]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"plain", "damaged"),
        (MINUTES[:2000], "damaged"),
        (flagged(10, 0x1300), "password"),
        (flagged(2, 104), "Word 95"),
    ],
)
def test_unreadable_documents(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        old_word.read(data, DEFAULT_LIMITS)


def test_settings_are_told_apart_by_the_size_in_their_code() -> None:
    packed = b"\x35\x08\x01" + b"\x0b\x46\x07\x00" + b"\x08\xd6\x03\x00\xaa\xbb" + b"\x37\x08\x00"
    assert settings(packed) == {0x0835: b"\x01", 0x460B: b"\x07\x00", 0xD608: b"\xaa\xbb", 0x0837: b"\x00"}


@given(st.integers(0, len(MINUTES) - 1), st.integers(0, 255))
def test_a_changed_byte_is_read_or_refused(at: int, value: int) -> None:
    data = bytearray(MINUTES)
    data[at] = value
    try:
        result = old_word.read(bytes(data), DEFAULT_LIMITS)
    except UnreadableError:
        return
    for block in result.text.blocks:
        assert all(result.text.text[cell.start : cell.end] == cell.text for cell in block.cells)


def test_dates_times_and_lengths_of_an_old_workbook() -> None:
    result = old_sheet.read(fixture("incidents.xls"), DEFAULT_LIMITS)
    rows = [[cell.text for cell in block.cells] for block in result.text.blocks if block.role is Role.ROW]
    assert rows[:2] == [
        ["03/05/2024", "21:40", "04/05/2024 09:05", "01:30", "Loud music – café terrace", "Yes"],
        ["03/05/2024", "23:05", "04/05/2024 00:00", "50:00", "Bottle thrown", "No"],
    ]
    (problem,) = result.problems
    assert problem.notice
    assert "1 row; the column C of Incidents 2024; the sheet Old" in problem.text


def test_too_many_cells_are_read_in_part() -> None:
    result = old_sheet.read(fixture("incidents.xls"), replace(DEFAULT_LIMITS, cells=12))
    assert "in part" in result.problems[0].text


@pytest.mark.parametrize("data", [b"plain", fixture("incidents.xls")[:900]])
def test_unreadable_workbooks(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        old_sheet.read(data, DEFAULT_LIMITS)
