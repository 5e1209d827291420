"""Whatever the accounts: the order does not matter, none is lost, and two rows by one hand are never made one."""

from datetime import date, timedelta
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made_events import ACTION, CONTACT, INCIDENT, account

from caseclock.extractor.linking.cluster import cluster
from caseclock.extractor.linking.entries import make_entries
from caseclock.extractor.linking.score import says_repeat
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event
from caseclock.models.step import Step

WORDS = st.lists(
    st.sampled_from(["eggs", "window", "door", "kicked", "music", "shouting", "drive", "van", "visited", "letter"]),
    min_size=1,
    max_size=4,
).map(" ".join)
FIRST = date(2021, 3, 1)


@st.composite
def accounts(draw: st.DrawFn) -> list[Event]:
    """Some accounts within a few days, in a few papers, with and without rows and numbers."""
    found = []
    for number in range(draw(st.integers(0, 9))):
        start = FIRST + timedelta(days=draw(st.integers(0, 4)))
        end = start + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 6])))
        undated = draw(st.integers(0, 9)) == 0
        days = "" if undated else start.isoformat() if start == end else f"{start}/{end}"
        row = draw(st.sampled_from(["", "row"]))
        found.append(
            account(
                draw(WORDS),
                days,
                paper=draw(st.sampled_from(["p1", "p2", "p3"])),
                at=100 * number,
                time=draw(st.sampled_from([None, "00:15", "09:00", "21:00", "23:50"])) if start == end else None,
                kind=draw(st.sampled_from([INCIDENT, INCIDENT, INCIDENT, ACTION, CONTACT])),
                types=draw(st.sets(st.sampled_from(sorted(IncidentType)), max_size=2)),
                references=draw(st.sampled_from([(), (), ("FP/21/11",), ("163",)])),
                row=f"{number}" if row else "",
                repeats=draw(st.sampled_from([(), (), ("163",)])) if row else (),
                person=draw(st.sampled_from(["", "Harker", "Moss"])),
                steps=draw(st.sets(st.sampled_from([Step.COMPLAINT, Step.STAGE1_RESPONSE]), max_size=1)),
                refers_back=draw(st.booleans()),
            )
        )
    return found


def by_spot(events: list[Event]) -> set[frozenset[str]]:
    return {frozenset(e.spot for e in group) for group in cluster(events).groups}


@settings(max_examples=150, deadline=None)
@given(accounts(), st.randoms(use_true_random=False))
def test_order_does_not_matter(events: list[Event], random: Random) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)
    assert by_spot(shuffled) == by_spot(events)
    assert make_entries(cluster(shuffled).groups) == make_entries(cluster(events).groups)


@settings(max_examples=150, deadline=None)
@given(accounts())
def test_every_account_is_in_one_entry(events: list[Event]) -> None:
    grouped = [e.spot for group in cluster(events).groups for e in group]
    assert sorted(grouped) == sorted(e.spot for e in events)
    for linked in make_entries(cluster(events).groups):
        assert {(s.document, s.start) for s in linked.entry.sources} == {
            (e.source.document, e.source.start) for e in linked.events
        }


@settings(max_examples=300, deadline=None)
@given(accounts())
def test_two_incidents_of_one_table_by_one_hand_stay_two(events: list[Event]) -> None:
    for group in cluster(events).groups:
        rows = [e for e in group if e.row and e.kind is INCIDENT]
        for one, two in combinations(rows, 2):
            same_table = one.row.rpartition(":")[0] == two.row.rpartition(":")[0]
            two_hands = one.person and two.person and one.person != two.person
            if same_table and not two_hands:
                assert says_repeat(one, two) or says_repeat(two, one)


@settings(max_examples=150, deadline=None)
@given(accounts())
def test_incidents_are_never_made_one_with_acts(events: list[Event]) -> None:
    for group in cluster(events).groups:
        assert len({e.kind is INCIDENT for e in group}) == 1
