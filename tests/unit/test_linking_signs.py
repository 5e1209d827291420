"""The signs that two accounts are of one thing, or of two, and how they are told in words."""

from dataclasses import replace

import pytest
from tests.made_events import ACTION, CONTACT, account, apart, together

from caseclock.extractor.linking.apart import is_slip
from caseclock.extractor.linking.cluster import cluster
from caseclock.extractor.linking.entries import make_entries
from caseclock.extractor.linking.reasons import reasons
from caseclock.extractor.vocabulary.deeds import alike, deeds_in
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.event import Event
from caseclock.models.when import Precision, When

T = IncidentType


def day(text: str) -> When:
    return account("x", text).when


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("2020-12-17", "2021-12-17", True),  # another year
        ("2020-12-17", "2022-12-17", False),
        ("2021-03-17", "2021-04-17", True),  # another month
        ("2021-03-17", "2021-05-17", False),
        ("2021-03-04", "2021-04-03", True),  # day and month changed round
        ("2021-03-12", "2021-03-21", True),  # two digits changed round
        ("2021-03-07", "2021-03-17", True),  # one digit
        ("2021-03-17", "2021-03-18", False),  # two days running
        ("2021-03-17", "2021-03-17", False),  # the same
        ("2021-03-01/2021-03-17", "2021-03-07", False),  # a period
        ("2021-12-31", "2022-01-01", False),
    ],
)
def test_a_day_that_may_be_a_slip_of_another(one: str, other: str, slip: bool) -> None:
    assert is_slip(day(one), day(other)) is slip
    assert is_slip(day(other), day(one)) is slip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("sent a warning letter", "the written warning", True),
        ("sent a warning letter", "sent for the police disclosure", False),
        ("rang her about the fence", "wrote to her about the fence", False),  # how it was done
        ("wrote to her", "warned her", None),  # one says how, the other what
        ("made an injunction", "held a hearing", None),  # one may be at the other
        ("looked at it", "thought of it", None),
    ],
)
def test_what_an_act_was(one: str, other: str, same: bool | None) -> None:
    assert alike(deeds_in(one), deeds_in(other)) is same


LONG = "threw a tin of green gloss paint over the wheelchair ramp and the railings"


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (account(LONG, "2021-03-17", paper="p2", types=[T.CRIMINAL_DAMAGE], refers_back=True), True),  # a digit
        (account(LONG, "2021-03-08", paper="p2", types=[T.CRIMINAL_DAMAGE], refers_back=True), False),  # the next day
        (account(LONG, "2021-03-19", paper="p2", types=[T.CRIMINAL_DAMAGE], refers_back=True), False),  # no slip
        (account("threw paint", "2021-03-17", paper="p2", types=[T.CRIMINAL_DAMAGE]), False),  # too few words
    ],
)
def test_an_account_that_agrees_in_all_but_a_digit_of_the_day(other: Event, one: bool) -> None:
    first = account(LONG, "2021-03-07", types=[T.CRIMINAL_DAMAGE])
    noise = [account(f"played drum {n} at night", "2021-05-02", paper=f"n{n}", types=[T.NOISE]) for n in range(40)]
    groups = [{e.spot for e in group} for group in cluster([first, other, *noise]).groups]
    assert any({first.spot, other.spot} <= group for group in groups) is one


@pytest.mark.parametrize(
    ("words", "day", "time", "one"),
    [
        ("paint on my door, found this morning", "2021-03-07", None, True),
        ("woke to find paint on my door", "2021-03-07", None, True),
        ("paint thrown at my door in the night", "2021-03-07", "07:30", True),
        ("paint thrown at my door", "2021-03-07", None, False),  # on the next day
        ("paint on my door, found this morning", "2021-03-08", None, False),
        ("paint thrown at my door in the night", "2021-03-07", "21:00", False),  # in the next night
    ],
)
def test_what_is_found_in_the_morning_was_done_in_the_night(words: str, day: str, time: str | None, one: bool) -> None:
    log = account("paint thrown at the door", "2021-03-06", time="23:10", types=[T.CRIMINAL_DAMAGE])
    found = account(words, day, paper="p2", time=time, types=[T.CRIMINAL_DAMAGE])
    assert together(log, found) is one


def test_two_acts_of_one_day_by_one_body_are_two() -> None:
    warning = account("sent the neighbour a warning letter", "2021-01-29", kind=ACTION, actor="home")
    asked = account("asked for police disclosure", "2021-01-29", paper="p2", kind=ACTION, actor="home")
    assert apart(warning, asked)


def test_talk_told_from_both_sides_is_one() -> None:
    report = account("she rang the landlord", "2021-01-29", kind=EntryKind.REPORT, actor="complainant")
    report = replaced(report, recipients=("home",))
    talk = account("spoke with the resident", "2021-01-29", at=900, kind=CONTACT, actor="home", refers_back=True)
    assert together(report, replaced(talk, recipients=("complainant",)))
    assert apart(report, replaced(talk, recipients=("respondent",)))


def replaced(event: Event, **change: object) -> Event:
    return replace(event, **change)


def test_what_a_passage_comes_back_to_is_one_whatever_its_words() -> None:
    first = account("sent the neighbour a warning letter", "2021-01-29", kind=ACTION, actor="home")
    later = account("that step", "2021-01-29", at=4000, kind=CONTACT, refers_back=True)
    assert apart(first, later)
    assert together(first, replaced(later, retells=first.spot))


@pytest.mark.parametrize("back", [True, False])
def test_an_account_without_a_date_joins_the_same_words_where_it_refers_back(back: bool) -> None:
    words = "emptied the ashtray onto the washing line below"
    dated = account(words, "2021-03-06", types=[T.NUISANCE])
    undated = account(words, "", paper="p2", types=[T.NUISANCE], refers_back=back)
    assert undated.when.precision is Precision.UNDATED
    others = [account(f"drums {n}", "2021-05-02", paper=f"n{n}", types=[T.NOISE]) for n in range(30)]
    groups = [{e.spot for e in group} for group in cluster([dated, undated, *others]).groups]
    assert any({dated.spot, undated.spot} <= group for group in groups) is back


def test_links_and_near_refusals_are_told_in_words() -> None:
    kicked = account("kicked the door", "2021-03-06", time="22:00", types=[T.CRIMINAL_DAMAGE], references=("FP/21/11",))
    log = account(
        "door kicked in", "2021-03-06", paper="p2", time="22:20", types=[T.CRIMINAL_DAMAGE], references=("FP/21/11",)
    )
    late = account("door kicked", "2021-03-07", paper="p2", at=500, time="01:30", row="2", types=[T.CRIMINAL_DAMAGE])
    early = account("door kicked", "2021-03-06", paper="p2", at=700, time="23:30", row="3", types=[T.CRIMINAL_DAMAGE])
    groups = cluster([kicked, log, late, early])
    found = reasons(groups, make_entries(groups.groups))
    [joined] = [
        one for one in found.together if {p.quote for p in one.passages} == {"kicked the door", "door kicked in"}
    ]
    assert joined.why.startswith("Same reference FP/21/11, same day, 20 minutes apart, both tell of criminal damage")
    assert all(one.why and one.against for one in found.apart)
    assert found.apart  # the door kicked again the same night came close


def test_reasons_do_not_depend_on_the_order() -> None:
    events = [
        account(f"eggs at window {n % 3}", f"2021-03-0{1 + n % 4}", paper=f"p{n}", types=[T.NUISANCE]) for n in range(8)
    ]
    one, two = cluster(events), cluster(list(reversed(events)))
    assert reasons(one, make_entries(one.groups)) == reasons(two, make_entries(two.groups))
