"""How often somebody rang or reported, as two papers have it."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in

from caseclock.models.entry import EntryKind

SPRING = (date(2022, 3, 1), date(2022, 5, 31))
APRIL = (date(2022, 4, 1), date(2022, 4, 30))


def papers(one: str, other: str, first: tuple[date, date] = SPRING, second: tuple[date, date] = SPRING) -> CaseMaker:
    """A councillor's letter and the police's own, each with its period in the words "that time"."""
    case = CaseMaker()
    letter = case.paper("councillor.docx", one)
    case.mention(letter, "that time", *first)
    police = case.paper("disclosure.docx", f"{other}\nWe attended once.")
    case.mention(police, "that time", *second)
    case.entry(
        case.event(
            police, "We attended once.", date(2022, 5, 2), kind=EntryKind.POLICE_ACTION, actor="police-northmoor"
        )
    )
    return case


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("She rang the police nine times in that time.", "We have logged four calls in that time."),
        ("She has called the police on nine occasions in that time.", "We hold two calls from Mrs Abel in that time."),
        ("She reported him to the police twice in that time.", "We received six reports in that time."),
    ],
)
def test_two_numbers_for_one_time(one: str, other: str) -> None:
    (finding,) = found_in(papers(one, other))
    assert finding.about == "count"
    assert "nothing was counted" in finding.text


def test_the_longer_time_has_fewer() -> None:
    case = papers("She rang the police nine times in that time.", "We hold four calls in that time.", first=APRIL)
    assert [f.about for f in found_in(case)] == ["count"]


@pytest.mark.parametrize(
    ("one", "other", "second"),
    [
        ("She rang the police four times in that time.", "We hold four calls in that time.", SPRING),
        ("She rang the police nine times in that time.", "We hold four calls in that time.", APRIL),
        ("She rang the council nine times in that time.", "We hold four calls in that time.", SPRING),
        ("She rang the police about nine times in that time.", "We hold four calls in that time.", SPRING),
        ("Mr Abel rang the police nine times in that time.", "We hold four calls from Ms Cole in that time.", SPRING),
        ("She rang the police nine times in that time.", "We hold four recordings in that time.", SPRING),
        ("She rang the police nine times in all.", "We hold four calls in that time.", SPRING),
    ],
)
def test_numbers_that_can_both_be(one: str, other: str, second: tuple[date, date]) -> None:
    if "that time" not in one:
        one += " That was not that time."
    assert found_in(papers(one, other, second=second)) == ()
