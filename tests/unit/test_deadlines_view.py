"""What presses in one case and in many: the nearest deadline, thresholds in a line, overdue before to come."""

from datetime import date

import pytest
from tests.made_chronology import FINDINGS, made, nothing

from caseclock.api.pages.deadlines.deadlines_view import (
    Pressing,
    by_pressing,
    due_in,
    nearest_deadline,
    threshold_words,
)
from caseclock.models.chronology import Chronology
from caseclock.models.finding import Delay, Outcome, Threshold

THRESHOLD = next(finding for finding in FINDINGS if isinstance(finding, Threshold))
LATE, OUTSTANDING = (finding for finding in FINDINGS if isinstance(finding, Delay))
AS_OF = date(2021, 11, 1)  # a Monday


def waiting_until(*due: date) -> Chronology:
    clocks = [OUTSTANDING.model_copy(update={"id": f"c{number}", "due": day}) for number, day in enumerate(due)]
    return made().model_copy(update={"findings": (LATE, *clocks)})


@pytest.mark.parametrize(
    ("due", "nearest"),
    [
        ([], None),
        ([date(2021, 11, 20), date(2021, 11, 5)], date(2021, 11, 5)),
        ([date(2021, 10, 1), date(2021, 11, 1)], date(2021, 11, 1)),
        ([date(2021, 8, 1), date(2021, 10, 1)], date(2021, 10, 1)),
    ],
    ids=["none", "the next", "today before what is gone", "only gone: the last"],
)
def test_the_nearest_deadline(due: list[date], nearest: date | None) -> None:
    found = nearest_deadline(waiting_until(*due))
    assert (found.due if found else None) == nearest


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ([], "No threshold applied"),
        ([(Outcome.NOT_MET, None)], "Not met"),
        ([(Outcome.NOT_MET, None), (Outcome.NEEDS_DECISION, None)], "For a person to decide"),
        (
            [(Outcome.NEEDS_DECISION, None), (Outcome.MET, date(2021, 5, 4)), (Outcome.MET, date(2021, 3, 3))],
            "Met on 3 March 2021 (p2)",
        ),
        ([(Outcome.MET, None)], "Met (p0)"),
    ],
    ids=["none", "not met", "to decide", "the first that was met", "met, no day"],
)
def test_thresholds_in_a_line(outcomes: list[tuple[Outcome, date | None]], said: str) -> None:
    findings = tuple(
        THRESHOLD.model_copy(update={"policy": f"p{number}", "outcome": outcome, "first_met_on": on})
        for number, (outcome, on) in enumerate(outcomes)
    )
    assert threshold_words(made().model_copy(update={"findings": findings})) == said


@pytest.mark.parametrize(
    ("due", "pressing", "left"),
    [
        (date(2021, 10, 31), Pressing.OVERDUE, "1 day ago"),
        (date(2021, 11, 1), Pressing.THIS_WEEK, "today"),
        (date(2021, 11, 7), Pressing.THIS_WEEK, "6 days left"),
        (date(2021, 11, 8), Pressing.LATER, "7 days left"),
    ],
    ids=["yesterday", "today", "on Sunday", "next Monday"],
)
def test_how_soon_something_is_due(due: date, pressing: Pressing, left: str) -> None:
    (found,) = due_in("c1", "AB/1", waiting_until(due))
    assert (found.pressing, found.left) == (pressing, left)
    assert (found.case, found.reference, found.rule) == ("c1", "AB/1", "Stage 2 response")


def test_an_answered_clock_is_not_due() -> None:
    assert due_in("c1", "AB/1", made().model_copy(update={"findings": (LATE,)})) == ()
    assert due_in("c1", "AB/1", nothing()) == ()


def test_many_cases_stand_in_one_list_by_how_they_press() -> None:
    one = due_in("c1", "AB/1", waiting_until(date(2021, 11, 30), date(2021, 9, 1), date(2021, 11, 3)))
    other = due_in("c2", "AB/2", waiting_until(date(2021, 10, 1), date(2021, 11, 20)))
    assert [(pressing, [due.deadline.due for due in dues]) for pressing, dues in by_pressing([*one, *other])] == [
        (Pressing.OVERDUE, [date(2021, 10, 1), date(2021, 9, 1)]),
        (Pressing.THIS_WEEK, [date(2021, 11, 3)]),
        (Pressing.LATER, [date(2021, 11, 20), date(2021, 11, 30)]),
    ]


def test_groups_without_anything_are_not_there() -> None:
    assert by_pressing([]) == ()
