"""Cursors: what was put in comes out; whatever else is sent is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.api.paging import cursor_of, place_of
from caseclock.api.problems import Problem

NUMBERS = st.integers(-(2**63) + 1, 2**63 - 1)
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=100)


@given(NUMBERS, WORDS)
def test_a_place_comes_out_as_it_was_put_in(number: int, words: str) -> None:
    assert place_of(cursor_of(number, words), int, str) == [number, words]


@given(st.text(max_size=300))
def test_whatever_else_is_sent_is_refused(cursor: str) -> None:
    try:
        (place,) = place_of(cursor, int)
    except Problem as problem:
        place = problem.status
    assert isinstance(place, int)


@pytest.mark.parametrize("place", [("a",), (1, 2), (), (2**70,), (True,), (None,), ([1],)])
def test_a_cursor_of_another_list_is_refused(place: tuple[object, ...]) -> None:
    with pytest.raises(Problem):
        place_of(cursor_of(*place), int)  # type: ignore[arg-type]
