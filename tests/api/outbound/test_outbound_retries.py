"""When a message is sent again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseclock.api.outbound.retries import next_attempt

FIRST = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts_made", "hours", "minutes", "seconds"),
    [
        (0, 0, 0, 0),
        (1, 0, 0, 5),
        (2, 0, 5, 5),
        (3, 0, 35, 5),
        (4, 2, 35, 5),
        (5, 7, 35, 5),
        (6, 17, 35, 5),
        (7, 31, 35, 5),
        (8, 51, 35, 5),
    ],
)
@given(message_id=st.text())
def test_the_schedule_is_kept_and_never_longer_by_more_than_a_tenth(
    attempts_made: int, hours: int, minutes: int, seconds: int, message_id: str
) -> None:
    after = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    due = next_attempt(attempts_made, FIRST, message_id)
    assert due is not None
    assert after <= due - FIRST <= after * 1.1


@pytest.mark.parametrize("attempts_made", [9, 10, 1000])
def test_after_nine_attempts_it_is_given_up(attempts_made: int) -> None:
    assert next_attempt(attempts_made, FIRST, "msg_1") is None


@given(st.text(), st.integers(0, 7))
def test_each_attempt_comes_after_the_one_before(message_id: str, attempts_made: int) -> None:
    one = next_attempt(attempts_made, FIRST, message_id)
    other = next_attempt(attempts_made + 1, FIRST, message_id)
    assert one is not None
    assert other is not None
    assert one < other


def test_the_same_message_has_the_same_times_and_others_have_others() -> None:
    times = [[next_attempt(attempt, FIRST, f"msg_{number}") for attempt in range(9)] for number in range(50)]
    assert times == [[next_attempt(attempt, FIRST, f"msg_{number}") for attempt in range(9)] for number in range(50)]
    assert {row[0] for row in times} == {FIRST}
    for attempt in range(1, 9):
        assert len({row[attempt] for row in times}) == 50


def test_less_than_no_attempts_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="nought or more"):
        next_attempt(-1, FIRST, "msg_1")
