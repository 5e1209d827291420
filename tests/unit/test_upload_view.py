"""How far the reading of an upload is, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from caseclock.api.pages.papers.upload_view import PaperRow, Progress, Sent, size_words, together
from caseclock.api.store.tables import State

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def papers(*states: State) -> tuple[PaperRow, ...]:
    return tuple(PaperRow(f"d{at}", f"{at}.txt", state) for at, state in enumerate(states))


Q, R, D, P, U = State.QUEUED, State.READING, State.READ, State.PARTLY_READ, State.UNREADABLE


@pytest.mark.parametrize(
    ("states", "is_linked", "told", "under_way"),
    [
        ((Q, Q), False, "0 of 2 papers done", True),
        ((D, R, Q), False, "1 of 3 papers done", True),
        ((U, R), False, "1 of 2 papers done", True),
        ((D, D), False, "All papers are read. The chronology is being put together", True),
        ((D,), True, "1 paper read", False),
        ((D, D, U), True, "2 papers read, 1 could not be read", False),
        ((D, P, P), True, "3 papers read (2 only in part)", False),
        ((P, U, U), True, "1 paper read (1 only in part), 2 could not be read", False),
        ((U,), True, "0 papers read, 1 could not be read", False),
    ],
)
def test_it_is_told_how_far_it_is(states: tuple[State, ...], is_linked: bool, told: str, under_way: bool) -> None:
    progress = Progress(papers(*states), is_linked)
    assert progress.told == told
    assert progress.under_way is under_way


def test_what_is_attached_counts_only_where_it_could_not_be_read() -> None:
    letter = PaperRow("d1", "letter.eml", State.READ)
    picture = PaperRow("d2", "letter.eml/picture.png", State.UNREADABLE, "It is torn: scan it again.", "letter.eml")
    progress = Progress((letter, picture), is_linked=True)
    assert (progress.total, progress.done, progress.unread) == (1, 1, 1)
    assert progress.told == "1 paper read, 1 could not be read"


def test_what_needs_somebody_comes_first_and_else_the_order_stays() -> None:
    rows = Progress(papers(D, Q, U, R, P, D, U), is_linked=False).rows
    assert [row.id for row in rows] == ["d2", "d6", "d4", "d3", "d1", "d0", "d5"]


@pytest.mark.parametrize(
    ("minutes_ago", "is_over", "kept"),
    [
        ([0], [True], [0]),
        ([0, 10, 24], [True] * 3, [0, 10, 24]),  # each within a quarter of an hour of the next
        ([0, 16, 20], [True] * 3, [0]),
        ([0, 16, 20], [True, False, True], [0, 16]),  # what is still being read is shown however old
        ([0, 300, 400], [True, True, False], [0, 400]),
        ([], [], []),
    ],
)
def test_uploads_of_one_sitting_are_taken_together(
    minutes_ago: list[int], is_over: list[bool], kept: list[int]
) -> None:
    uploads = [
        Sent(NOON - timedelta(minutes=ago), (f"d{ago}",), over) for ago, over in zip(minutes_ago, is_over, strict=True)
    ]
    assert [one.documents for one in together(uploads)] == [(f"d{ago}",) for ago in kept]


@pytest.mark.parametrize(
    ("size", "words"),
    [(200 * 2**20, "200 MB"), (2**30, "1 GB"), (3 * 2**29, "1.5 GB"), (2**19, "512 KB"), (10, "1 KB")],
)
def test_limits_are_told_in_round_numbers(size: int, words: str) -> None:
    assert size_words(size) == words
