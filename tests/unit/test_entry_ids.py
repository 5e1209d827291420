"""Ids of entries: made from what is told, the same wherever it stands, each of one entry only."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.made_events import ACTION, account

from caseclock.extractor.linking.entries import make_entries
from caseclock.extractor.linking.ids import account_names
from caseclock.extractor.rulings import ruled
from caseclock.models.decision import About, Confirm, Merge, Reject, Split
from caseclock.models.entry import EntryKind
from caseclock.models.event import Event
from caseclock.models.source import Source

LOG = account("3 May 22:10 loud music from number 4", "2023-05-03", paper="log", row="1")
DIARY = account("Music again until two.", "2023-05-03", paper="diary", at=40)
NEXT_DAY = account("Music again until two.", "2023-05-04", paper="diary", at=90)
SAME_DAY = account("He kicked my door.", "2023-05-03", paper="diary", at=140)
SOME_DAY = account("He has kicked my door before.", "", paper="diary", at=200)


def ids(*groups: Sequence[Event]) -> list[str]:
    """The ids of the entries that these groups make, in the order of the groups."""
    made = {one.events: one.entry.id for one in make_entries(groups)}
    return [made[tuple(group)] for group in groups]


def moved(event: Event, paper: str, by: int) -> Event:
    """The same account at another place, as in a paper that was renamed, split or read better."""
    own = event.source
    source = own.model_copy(update={"document": paper, "start": own.start + by, "end": own.end + by})
    return replace(event, source=source, spot=f"{paper}:{source.start}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([DIARY], [DIARY, LOG]),  # a paper that tells of it too
        ([DIARY, LOG], [LOG]),
        ([DIARY], [moved(DIARY, "diary part 2", 0)]),
        ([DIARY], [moved(DIARY, "diary", 7)]),
        ([SOME_DAY], [moved(SOME_DAY, "diary part 2", -190)]),
        (
            [SOME_DAY],
            [replace(SOME_DAY, source=SOME_DAY.source.model_copy(update={"quote": "He has kicked my\ndoor before"}))],
        ),
    ],
)
def test_the_id_stays(before: list[Event], after: list[Event]) -> None:
    assert ids(before) == ids(after)


def test_another_day_or_kind_has_another_id() -> None:
    act = account("Music again until two.", "2023-05-03", paper="diary", at=40, kind=ACTION)
    assert len(set(ids([DIARY], [NEXT_DAY], [act]))) == 3


def test_of_two_things_on_one_day_each_is_called_after_its_own_words() -> None:
    alone, (music, door) = ids([DIARY]), ids([DIARY], [SAME_DAY])
    assert {music, door}.isdisjoint(alone)  # never the name of the one for the other
    assert (music, door) == tuple(ids([moved(DIARY, "x", 1)], [moved(SAME_DAY, "x", 1)]))


def test_even_the_same_words_twice_have_two_ids() -> None:
    twice = [SOME_DAY, moved(SOME_DAY, "letter", 0)]
    there = ids(*([one] for one in twice))
    back = ids(*([one] for one in reversed(twice)))
    assert len(set(there)) == 2
    assert there == back[::-1]
    assert len({one.entry.id for one in make_entries([[SOME_DAY]] * 3)}) == 3  # one place, told of thrice


# ---------------------------------------------------------------- under decisions


def about(*events: Event, id: str | None = None) -> About:
    return About(entry=id, kind=EntryKind.INCIDENT, sources=tuple(event.source for event in events))


GROUPS = ([DIARY, LOG], [NEXT_DAY], [SAME_DAY], [SOME_DAY])


def left(*decisions: Merge | Split | Confirm | Reject, groups: Sequence[Sequence[Event]] = GROUPS) -> dict[str, str]:
    """The ids of the entries that are left, by the words of their last account."""
    return {one.events[-1].summary: one.entry.id for one in ruled(groups, decisions)[0]}


def test_decisions_leave_the_ids_of_all_others() -> None:
    before = left()
    for decision in (
        Reject(id="1", entry=about(SAME_DAY)),
        Merge(id="1", entries=(about(SAME_DAY), about(SOME_DAY))),
        Split(id="1", entry=about(LOG), sources=(LOG.source,)),
    ):
        after = left(decision)
        assert before[NEXT_DAY.summary] == after[NEXT_DAY.summary]
        assert len(set(after.values())) == len(after)


def test_merging_and_taking_apart_gives_the_ids_back() -> None:
    merge = Merge(id="1", entries=(about(SAME_DAY), about(SOME_DAY)))
    assert len(left(merge)) == len(left()) - 1
    assert left(merge, Split(id="2", entry=about(SAME_DAY), sources=(SOME_DAY.source,))) == left()


@pytest.mark.parametrize("account", [DIARY, LOG, NEXT_DAY, SAME_DAY, SOME_DAY])
def test_an_entry_answers_to_every_name_that_one_of_its_accounts_gives(account: Event) -> None:
    (own,) = [one.entry.id for one in make_entries(GROUPS) if account in one.events]
    for name in (own, *account_names(account)):
        found, unfit = ruled(GROUPS, [Confirm(id="1", entry=About(entry=name))])
        assert unfit == ()
        assert [one.entry.id for one in found if one.entry.confidence == 1] == [own]


def test_a_decision_finds_its_entry_by_its_words_in_a_paper_of_another_name() -> None:
    groups = [[moved(event, "another", 0) for event in group] for group in GROUPS]
    found, unfit = ruled(groups, [Confirm(id="1", entry=about(SAME_DAY))])
    assert unfit == ()
    assert [one.entry.summary for one in found if one.entry.confidence == 1] == [SAME_DAY.summary]


def test_words_that_two_entries_share_point_to_neither() -> None:
    groups = [[moved(event, "another", 0) for event in group] for group in GROUPS]
    words = Source(document="diary", page=None, start=40, end=62, quote=DIARY.source.quote)
    found, unfit = ruled(groups, [Reject(id="1", entry=About(sources=(words,)))])
    assert [one.decision for one in unfit] == ["1"]
    assert len(found) == len(GROUPS)
