"""The list of papers: what needs somebody first, attachments under their paper, and how many there are of each."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.api.pages.papers.papers_view import (
    ORDER,
    author_words,
    count_words,
    counts,
    is_under_way,
    paper_rows,
    tag_of,
)
from caseclock.api.routes.documents import DocumentView
from caseclock.api.store.tables import State


def paper(id: str, state: State = State.READ, parent: str | None = None, copy_of: str | None = None) -> DocumentView:
    return DocumentView(
        id=id,
        name=f"{parent}/{id}" if parent else id,
        state=state,
        problem=None,
        sha256="0",
        size=1,
        media_type=None,
        pages=None,
        kind=None,
        dated=None,
        author=None,
        parent=parent,
        duplicate_of=copy_of,
        uploaded_at=datetime(2026, 3, 3, tzinfo=UTC),
    )


@st.composite
def papers(draw: st.DrawFn) -> list[DocumentView]:
    """Papers in the order in which they came: each after the one that it was found in."""
    made: list[DocumentView] = []
    for number in range(draw(st.integers(0, 12))):
        parent = draw(st.sampled_from([None, None, *(one.id for one in made)]))
        made.append(paper(f"d{number}", draw(st.sampled_from(State)), parent))
    return made


@given(papers())
def test_every_paper_is_shown_once_below_the_one_it_is_in(some: list[DocumentView]) -> None:
    rows = paper_rows(some)
    assert sorted(row.paper.id for row in rows) == sorted(one.id for one in some)
    path: list[str] = []
    for row in rows:
        del path[row.depth :]
        assert row.paper.parent == (path[-1] if path else None)
        path.append(row.paper.id)


@given(papers())
def test_what_needs_somebody_comes_first(some: list[DocumentView]) -> None:
    rows = paper_rows(some)
    families: list[list[int]] = []
    for row in rows:
        if row.depth == 0:
            families.append([])
        families[-1].append(ORDER.index(row.paper.state))
    pressing = [min(family) for family in families]
    assert pressing == sorted(pressing)


@given(papers(), st.sampled_from(State))
def test_one_state_alone_can_be_looked_at(some: list[DocumentView], state: State) -> None:
    rows = paper_rows(some, state)
    assert len(rows) == counts(some).get(state, 0)
    assert {row.paper.state for row in rows} <= {state}


def test_an_unreadable_attachment_brings_its_mail_to_the_top() -> None:
    some = [paper("diary"), paper("mail"), paper("photo", State.UNREADABLE, "mail"), paper("scan", State.PARTLY_READ)]
    rows = paper_rows(some)
    assert [(row.paper.id, row.name, row.depth) for row in rows] == [
        ("mail", "mail", 0),
        ("photo", "photo", 1),
        ("scan", "scan", 0),
        ("diary", "diary", 0),
    ]
    (alone,) = paper_rows(some, State.UNREADABLE)
    assert alone.depth == 0
    assert alone.inside is not None
    assert alone.inside.id == "mail"


def test_a_copy_names_what_it_is_a_copy_of() -> None:
    first, second = paper_rows([paper("letter"), paper("letter again", copy_of="letter")])
    assert first.copy_of is None
    assert second.copy_of is not None
    assert second.copy_of.id == "letter"


@pytest.mark.parametrize(
    ("states", "words", "is_waiting"),
    [
        ([], "No papers yet.", False),
        ([State.READ], "1 paper, read.", False),
        ([State.READ, State.READ], "2 papers, all read.", False),
        ([State.QUEUED, State.QUEUED], "2 papers, all waiting to be read.", True),
        ([State.READ, State.UNREADABLE], "2 papers: 1 could not be read and 1 read.", False),
        (
            [State.READ, State.READING, State.PARTLY_READ, State.READ],
            "4 papers: 1 partly read, 1 being read and 2 read.",
            True,
        ),
    ],
)
def test_how_many_there_are_is_said(states: list[State], words: str, is_waiting: bool) -> None:
    counted = counts([paper(f"d{number}", state) for number, state in enumerate(states)])
    assert count_words(counted) == words
    assert is_under_way(counted) is is_waiting


@pytest.mark.parametrize(
    ("author", "words"),
    [
        (None, ""),
        ("", ""),
        ("Oxmarsh Borough Council", "Oxmarsh Borough Council"),
        ("Bea Holt <bea@home.example>", "Bea Holt"),
        ("bea@home.example", "bea@home.example"),
    ],
)
def test_authors_are_named_without_their_addresses(author: str | None, words: str) -> None:
    assert author_words(author) == words


def test_the_tag_changes_with_the_list() -> None:
    one, other = paper("a", State.READING), paper("a", State.READ)
    assert tag_of([one]) == tag_of([one])
    assert len({tag_of([]), tag_of([one]), tag_of([other]), tag_of([one, other])}) == 4
