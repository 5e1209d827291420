"""Clocks and gaps as lines: the order of their days, the stretch that is too late, and its name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made_chronology import FINDINGS

from caseclock.api.pages.findings.findings_lines import clock_line, gap_bars, late_name
from caseclock.models.finding import Delay, DelayOutcome, Gap, Limit, Moment
from caseclock.models.policy import Unit

LATE, OUTSTANDING = (finding for finding in FINDINGS if isinstance(finding, Delay))
GAP = next(finding for finding in FINDINGS if isinstance(finding, Gap))
AS_OF = date(2021, 11, 1)
days = st.dates(date(2018, 1, 1), date(2026, 12, 31))


def clock(started: date, due: date, done: date | None) -> Delay:
    outcome = DelayOutcome.OUTSTANDING if done is None else DelayOutcome.LATE if done > due else DelayOutcome.MET
    late_by = (done - due).days if done and done > due else None
    return LATE.model_copy(
        update={
            "started": Moment(entry=None, on=started),
            "due": due,
            "done": Moment(entry=None, on=done) if done else None,
            "late_by": late_by,
            "outcome": outcome,
            "limit": Limit(n=5, unit=Unit.CALENDAR_DAYS),
        }
    )


@pytest.mark.parametrize(
    ("delay", "as_of", "said"),
    [
        (LATE, AS_OF, "Late by 9 working days"),
        (LATE.model_copy(update={"late_by": 1}), AS_OF, "Late by 1 working day"),
        (OUTSTANDING, AS_OF, "Overdue by 1 month"),
        (OUTSTANDING, date(2021, 9, 30), ""),
        (clock(date(2021, 3, 1), date(2021, 3, 6), date(2021, 3, 6)), AS_OF, ""),
        (clock(date(2021, 3, 1), date(2021, 3, 6), None), date(2021, 3, 9), "Overdue by 3 calendar days"),
    ],
    ids=["late", "by one", "no answer", "due that day", "in time", "no answer for days"],
)
def test_lateness_has_a_name(delay: Delay, as_of: date, said: str) -> None:
    assert late_name(delay, as_of) == said
    assert clock_line(delay, as_of).late == said


def test_a_late_answer_goes_from_start_over_due_to_done() -> None:
    line = clock_line(LATE, AS_OF)
    assert line.started.x < line.due.x < line.ended.x
    assert (line.started.words, line.due.words, line.ended.words) == (
        "Started 8 Mar 2021",
        "Due 22 Mar 2021",
        "Done 6 Apr 2021",
    )
    assert line.is_done
    assert line.late_at is not None
    assert line.due.x <= line.late_at.x <= line.ended.x
    assert line.told == "Started 8 March 2021, due 22 March 2021, done 6 April 2021, late by 9 working days"


def test_a_clock_that_still_runs_ends_with_the_day_it_is_looked_at() -> None:
    line = clock_line(clock(date(2021, 10, 25), date(2021, 11, 8), None), AS_OF)
    assert not line.is_done
    assert line.late_at is None
    assert line.started.x < line.ended.x < line.due.x
    assert line.ended.words == "As of 1 Nov 2021"


def test_words_at_the_edges_are_written_inwards() -> None:
    line = clock_line(clock(date(2021, 1, 1), date(2021, 1, 4), date(2021, 12, 1)), AS_OF)
    assert (line.due.anchor, line.ended.anchor) == ("start", "end")


@given(started=days, length=st.integers(0, 400), answered=st.none() | st.integers(0, 800), as_of=days)
def test_a_line_never_leaves_its_picture(started: date, length: int, answered: int | None, as_of: date) -> None:
    done = started + timedelta(days=answered) if answered is not None else None
    line = clock_line(clock(started, started + timedelta(days=length), done), as_of)
    points = [line.started, line.due, line.ended, *([line.late_at] if line.late_at else [])]
    assert all(0 <= point.x <= 100 for point in points)
    assert bool(line.late) == (line.ended.x > line.due.x)


@given(st.lists(st.tuples(days, st.integers(1, 900)), max_size=12))
def test_gaps_lie_on_one_line_of_time(stretches: list[tuple[date, int]]) -> None:
    gaps = [
        GAP.model_copy(
            update={
                "from_": Moment(entry=None, on=start),
                "to": Moment(entry=None, on=start + timedelta(days=length)),
            }
        )
        for start, length in stretches
    ]
    bars = gap_bars(gaps)
    assert len(bars) == len(gaps)
    assert all(bar.x >= 0 and bar.width > 0 and bar.x + bar.width <= 100 for bar in bars)
