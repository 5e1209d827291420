"""Print that is easily read wrongly: raised marks, words broken at line ends, notes in the margin, lists in lists."""

import itertools

import pytest
from tests.pdf_maker import Sheet

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.pdf.pieces import Piece
from caseclock.extractor.readers.pdf.reader import read
from caseclock.extractor.readers.pdf.text_maker import TextMaker
from caseclock.models.text import Role, Text

LONG = "The landlord wrote to every flat and asked for diary sheets to be kept for a fortnight from"


def said(sheet: Sheet) -> list[tuple[str, str]]:
    """Role and words of each block."""
    text: Text = read(sheet.done(), Limits()).text
    return [(block.role.value, text.text[block.start : block.end]) for block in text.blocks]


@pytest.mark.parametrize("before", ["It was reported on 3 May 2024", "It was reported on 3 May 2024."])
def test_the_raised_mark_of_a_footnote_is_no_part_of_the_year_before_it(before: str) -> None:
    sheet = Sheet()
    sheet.put(45, before)
    sheet.y -= 3
    sheet.put(45 + sheet.canvas.stringWidth(before, "Helvetica", 9), "1", size=6)
    sheet.y += 3
    sheet.line((260, "Nobody came."))
    assert [words for _, words in said(sheet)] == [f"{before} 1 Nobody came."]


def test_a_word_broken_by_a_hyphen_keeps_its_place_on_both_lines() -> None:
    sheet = Sheet()
    for line in ("The neighbour's behaviour was anti-", "social, and went on until late."):
        sheet.line((45, line))
    assert said(sheet) == [("paragraph", "The neighbour's behaviour was anti-\nsocial, and went on until late.")]


def test_what_stands_in_the_margin_is_read_after_the_paragraph_beside_it() -> None:
    sheet = Sheet()
    sheet.line((45, LONG), (480, "RS by 29 May"))
    sheet.line((45, "7 May 2024. Nine of the fourteen households sent them back."))
    whole = f"{LONG}\n7 May 2024. Nine of the fourteen households sent them back."
    assert said(sheet) == [("paragraph", whole), ("paragraph", "RS by 29 May")]


def test_a_list_within_a_numbered_paragraph_is_items_of_its_own() -> None:
    sheet = Sheet()
    sheet.line((45, "1."), (73, "The Council had before it:"))
    sheet.line((73, "(a)"), (97, "nine diary sheets;"))
    sheet.line((73, "(b)"), (97, "a letter of the police."))
    blocks = read(sheet.done(), Limits()).text.blocks
    assert [(block.role, block.number, block.level) for block in blocks] == [
        (Role.ITEM, "1", 0),
        (Role.ITEM, "a", 1),
        (Role.ITEM, "b", 1),
    ]


def test_a_subject_that_begins_with_re_is_one_field() -> None:
    sheet = Sheet()
    sheet.line((45, "Subject:"), (120, "RE: Tanner Court"))
    assert [words for _, words in said(sheet)] == ["Subject: RE: Tanner Court"]


@pytest.mark.parametrize("passing_on", [True, False])
def test_parts_passed_on_make_the_same_text(passing_on: bool) -> None:
    parts: list[Text] = []
    maker = TextMaker(parts.append if passing_on else None)
    for number in range(1, 400):
        open_end = number % 3 == 0  # its last paragraph goes on over the page
        lines = [Piece(Role.PARAGRAPH, number, lines=[LONG] * 3), Piece(Role.PARAGRAPH, number, lines=[LONG])]
        lines[-1].open_end = open_end
        maker.add(number, lines)
    parts.append(maker.finish())
    assert (len(parts) > 1) is passing_on
    text = "".join(part.text for part in parts)
    pages = [page for part in parts for page in part.pages]
    assert [page.number for page in pages] == list(range(1, 400))
    assert all(a.end <= b.start for a, b in itertools.pairwise(pages))
    assert {text[block.start : block.end][:12] for part in parts for block in part.blocks} == {LONG[:12]}
