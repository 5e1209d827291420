"""Papers as pages show them: the passage marked, everything once, nothing lost."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.api.pages.papers.source_headers import Headers
from caseclock.api.pages.papers.source_pieces import Piece
from caseclock.api.pages.papers.source_shown import pages_of
from caseclock.api.pages.papers.source_tables import Table
from caseclock.api.pages.papers.source_view import (
    Listing,
    Part,
    Quoted,
    SourceView,
    Words,
    source_view,
    stretch_at,
    stretches,
)
from caseclock.models.document import Document, DocumentKind, Paper, Status
from caseclock.models.text import Block, Cell, Message, Page, Role, Text

_PARTED = " \t\r\n|,:-\u2013"
_LETTERS = st.text(st.sampled_from("abc d.<é\n😀"), min_size=1, max_size=12).filter(str.strip)


def paper_of(text: Text) -> Paper:
    document = Document(
        id="d1",
        name="paper",
        sha256="0" * 64,
        media_type="text/plain",
        pages=None,
        dated=None,
        parent=None,
        kind=DocumentKind.OTHER,
        status=Status.READ,
    )
    return Paper(document, text)


class Writer:
    """Writes a text block by block."""

    def __init__(self) -> None:
        self.text, self.blocks = "", list[Block]()

    def add(self, role: Role, words: str, after: str = "\n", **more: object) -> Block:
        block = Block(role, len(self.text), len(self.text) + len(words), **more)  # type: ignore[arg-type]
        self.text += words + after
        self.blocks.append(block)
        return block

    def row(self, *cells: tuple[str, str], table: int = 1, message: int = 0) -> Block:
        made, at = [], len(self.text)
        for header, words in cells:
            made.append(Cell(header, at, at + len(words), words))
            at += len(words) + 3
        words = " | ".join(words for _, words in cells)
        return self.add(Role.ROW, words, cells=tuple(made), table=table, message=message)

    def paper(self, *messages: Message) -> Paper:
        return paper_of(Text(self.text, blocks=tuple(self.blocks), messages=messages))


def pieces_of(parts: tuple[Part, ...]) -> Iterator[Piece]:
    """All words that are shown, in their order; names of header lines too."""
    for part in parts:
        if isinstance(part, Words):
            yield from part.pieces
        elif isinstance(part, Listing):
            for item in part.items:
                yield from item.pieces
        elif isinstance(part, Table):
            for row in filter(None, (part.head, *part.rows)):
                for cell in row.cells:
                    yield from cell.pieces
        elif isinstance(part, Headers):
            for _, pieces in part.lines:
                yield from pieces
        elif isinstance(part, Quoted):
            yield from pieces_of(part.parts)


def bare(words: str) -> str:
    return "".join(c for c in words if c not in _PARTED)


def marked_of(view: SourceView) -> str:
    return "".join(piece.text for piece in pieces_of(view.parts) if piece.marked)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Papers of every sort of block, in two messages, with words between some blocks."""
    writer = Writer()
    for _ in range(draw(st.integers(0, 45))):
        message = draw(st.integers(0, 1))
        role = draw(st.sampled_from([*Role, Role.ROW, Role.ROW]))
        if role is Role.ROW:
            heads = draw(st.lists(st.sampled_from(["", "When", "What", "Who"]), min_size=1, max_size=4))
            table = draw(st.integers(1, 2))
            writer.row(*((head, draw(_LETTERS).strip()) for head in heads), table=table, message=message)
        elif role is Role.HEADER and draw(st.booleans()):
            writer.add(role, draw(st.sampled_from(["When | What", "Who", "When | When | What | Who"])), table=1)
        else:
            writer.add(role, draw(_LETTERS), draw(st.sampled_from(["\n", "", "\n\n", "\n----\n", "\nleft over\n"])))
    return writer.paper(Message(0, len(writer.text)), Message(0, len(writer.text)))


@given(papers(), st.data())
def test_nothing_is_shown_twice_or_lost(paper: Paper, data: st.DataObject) -> None:
    text = paper.text.text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    view = source_view(paper, start, end)
    shown = list(pieces_of(view.parts))
    assert all(text[piece.start : piece.start + len(piece.text)] == piece.text for piece in shown)
    ends = [0, *(piece.start + len(piece.text) for piece in shown)]
    assert all(end <= piece.start for end, piece in zip(ends, shown, strict=False))
    assert bare("".join(piece.text for piece in shown)) == bare(text[view.first : view.last])
    assert view.first <= start <= end <= view.last


@given(papers(), st.data())
def test_what_is_marked_is_the_passage(paper: Paper, data: st.DataObject) -> None:
    text = paper.text.text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    view = source_view(paper, start, end)
    assert bare(marked_of(view)) == bare(text[start:end])
    marks = [piece.start for piece in pieces_of(view.parts) if piece.marked]
    assert view.mark == (marks[0] if marks else None)


@given(papers(), st.data())
def test_stretches_are_the_whole_paper(paper: Paper, data: st.DataObject) -> None:
    text = paper.text.text
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    view = source_view(paper, 0, 0, within=(low, high))
    assert bare("".join(piece.text for piece in pieces_of(view.parts))) == bare(text[low:high])
    spans = stretches(paper.text)
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert all(one[1] == other[0] for one, other in pairwise(spans))


def test_a_long_paper_is_cut_between_blocks() -> None:
    writer = Writer()
    for number in range(700):
        writer.add(Role.PARAGRAPH, f"Paragraph {number}. " + "word " * 20)
    text = writer.paper().text
    spans = stretches(text)
    starts = {block.start for block in text.blocks}
    assert len(spans) == 5
    assert all(first in starts for first, _ in spans)
    assert [stretch_at(spans, place) for place in (0, spans[1][0], len(text.text) - 1, len(text.text))] == [0, 1, 4, 4]


def test_only_what_is_near_is_shown() -> None:
    writer = Writer()
    rows = [writer.row(("Day", f"{day}"), ("What", f"Noise {day}")) for day in range(100)]
    view = source_view(writer.paper(), rows[50].start, rows[50].end)
    (table,) = view.parts
    assert isinstance(table, Table)
    assert [row.number for row in table.rows] == list(range(36, 67))
    assert [row.number for row in table.rows if row.marked] == [51]
    assert table.columns == ("Day", "What")
    assert table.head is None
    assert not view.is_whole


def test_a_row_without_one_of_the_cells_keeps_its_columns() -> None:
    writer = Writer()
    writer.row(("Day", "1 May"), ("What", "Music"))
    second = writer.row(("Day", "2 May"), ("Time", "22:00"), ("What", "Music"))
    (table,) = source_view(writer.paper(), second.start, second.end).parts
    assert isinstance(table, Table)
    assert table.columns == ("Day", "Time", "What")
    assert [["".join(piece.text for piece in cell.pieces) for cell in row.cells] for row in table.rows] == [
        ["1 May", "", "Music"],
        ["2 May", "22:00", "Music"],
    ]


def test_headings_stand_over_their_columns() -> None:
    writer = Writer()
    writer.add(Role.HEADER, "Day | Seen by | What", table=1)
    row = writer.row(("Day", "1 May"), ("What", "Music"))
    (table,) = source_view(writer.paper(), row.start, row.start + 5).parts
    assert isinstance(table, Table)
    assert table.head is not None
    assert table.columns == ("Day", "Seen by", "What")
    assert [cell.pieces for cell in table.rows[0].cells] == [
        (Piece("1 May", row.start, True),),
        (),
        (Piece("Music", row.start + 8, False),),
    ]


def test_a_title_alone_in_a_form_takes_the_whole_row() -> None:
    writer = Writer()
    writer.row(("", "About you"))
    writer.row(("", "Name"), ("", "Bea Holt"))
    (table,) = source_view(writer.paper(), 0, 5).parts
    assert isinstance(table, Table)
    assert not table.has_headings
    assert [[cell.across for cell in row.cells] for row in table.rows] == [[2], [1, 1]]


@pytest.mark.parametrize(("words", "is_open"), [("Please come", False), ("He shouted", True)])
def test_quoted_messages_are_folded_unless_the_passage_stands_in_them(words: str, is_open: bool) -> None:
    writer = Writer()
    writer.add(Role.HEADER, "From: Bea Holt <bea@home.example>\nTo: ASB team\nSubject: Again")
    writer.add(Role.PARAGRAPH, "Please come.")
    quoted = writer.add(Role.HEADER, "From: Sam Holt <sam@home.example>\nSent: 3 March 2021", message=1)
    writer.add(Role.PARAGRAPH, "He shouted.", message=1)
    end = len(writer.text)
    paper = writer.paper(
        Message(0, end, "Bea Holt <bea@home.example>", header=(0, 62)),
        Message(quoted.start, end, "Sam Holt <sam@home.example>", sent=datetime(2021, 3, 3, 9), header=(62, 120)),
    )
    start = writer.text.index(words)
    headers, said, below = source_view(paper, start, start + len(words)).parts
    assert isinstance(headers, Headers)
    assert [(name, "".join(piece.text for piece in pieces)) for name, pieces in headers.lines] == [
        ("From", "Bea Holt <bea@home.example>"),
        ("To", "ASB team"),
        ("Subject", "Again"),
    ]
    assert isinstance(said, Words)
    assert isinstance(below, Quoted)
    assert (below.told, below.marked) == ("Sam Holt, 3 March 2021", is_open)


def test_a_line_that_leads_in_a_quote_is_no_header() -> None:
    writer = Writer()
    words = "On 3 March 2021 at 09:00, Sam Holt wrote:"
    writer.add(Role.HEADER, words)
    (part,) = source_view(writer.paper(Message(0, 42, header=(0, 42))), 0, 0).parts
    assert part == Words("header", 0, (Piece(words, 0, False),))


def test_items_in_a_row_are_one_list() -> None:
    writer = Writer()
    writer.add(Role.ITEM, "1. First", number="1")
    writer.add(Role.ITEM, "(a) Part", number="(a)", level=1)
    writer.add(Role.PARAGRAPH, "Then.")
    listing, then = source_view(writer.paper(), 3, 8).parts
    assert isinstance(listing, Listing)
    assert [(item.level, [piece.marked for piece in item.pieces]) for item in listing.items] == [
        (0, [False, True]),
        (1, [False]),
    ]
    assert isinstance(then, Words)


def test_what_no_page_can_hold_is_replaced_letter_for_letter() -> None:
    writer = Writer()
    writer.add(Role.PARAGRAPH, "a\0b\ud83dc")
    view = source_view(writer.paper(), 4, 5)
    (part,) = view.parts
    assert isinstance(part, Words)
    assert [piece.text for piece in part.pieces] == ["a\ufffdb?", "c"]


@pytest.mark.parametrize(
    ("passage", "pages"),
    [
        ((0, 5), (1,)),
        ((5, 10), (1,)),
        ((10, 12), (1,)),  # between two pages: the one before
        ((9, 13), (1, 2)),
        ((0, 40), (1, 2, 4)),
        ((25, 26), (4,)),
    ],
)
def test_the_pages_of_a_passage_are_told(passage: tuple[int, int], pages: tuple[int, ...]) -> None:
    paper = paper_of(Text("x" * 40, pages=(Page(1, 0, 10), Page(2, 12, 20), Page(4, 22, 40))))
    assert pages_of(paper, passage) == pages
