"""Whatever is told of several incidents and of single ones: none is lost, none is counted twice."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.factories import AGENCIES, incident
from tests.unit.test_threshold_routes import rule

from caseclock.extractor.findings.qualifying import Complaint, complaint
from caseclock.extractor.findings.umbrellas import fewest, shares
from caseclock.models.entry import IncidentType as T
from caseclock.models.policy import Nation

KINDS = {agency.id: agency.kind for agency in AGENCIES}
FIRST = date(2022, 1, 3)
TYPES: tuple[tuple[T, ...], ...] = ((), (T.NOISE,), (T.THEFT,), (T.NUISANCE,))


@st.composite
def told(draw: st.DrawFn) -> Complaint:
    """One incident, or several over some days."""
    start = FIRST + timedelta(days=draw(st.integers(0, 40)))
    end = start + timedelta(days=draw(st.integers(0, 20)))
    n = draw(st.integers(1, 5))
    link = incident(
        f"e{draw(st.integers(0, 10**9))}",
        start.isoformat(),
        (draw(st.sampled_from(("police", "council"))), end.isoformat()),
        until=end.isoformat() if n > 1 else None,
        count=n,
        types=draw(st.sampled_from(TYPES)),
    )
    return complaint(link, rule(), KINDS, Nation.ENGLAND_AND_WALES)


CASES = st.lists(told(), max_size=12, unique_by=lambda one: one.id)


def most(complaints: list[Complaint]) -> int:
    """The incidents that are counted."""
    return sum(share.left for share in shares(complaints).values())


def least(complaints: list[Complaint]) -> int:
    """The fewest that there can be."""
    return sum(fewest(complaints).values())


@given(CASES)
def test_the_number_is_between_what_is_told_singly_and_all_that_is_told(complaints: list[Complaint]) -> None:
    assert least(complaints) <= most(complaints) <= sum(one.n for one in complaints)
    assert least(complaints) >= max((one.n for one in complaints), default=0)
    assert least(complaints) >= sum(one.n == 1 for one in complaints)


@given(CASES)
def test_nothing_is_taken_off_twice(complaints: list[Complaint]) -> None:
    found = shares(complaints)
    for one in complaints:
        share = found[one.id]
        assert share.left + share.elsewhere == one.n
        assert share.left >= 0
        assert share.single <= sum(other.n == 1 for other in complaints)


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(complaints: list[Complaint], chance: object) -> None:
    turned = list(complaints)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert shares(turned) == shares(complaints)
    assert fewest(turned) == fewest(complaints)


@given(CASES, told())
def test_another_account_never_makes_it_fewer(complaints: list[Complaint], another: Complaint) -> None:
    if another.id not in {one.id for one in complaints}:
        assert most([*complaints, another]) >= most(complaints)
