"""Which accounts tell of one thing, and what the entry made of them says."""

import itertools

import pytest
from tests.casework import chronology, incidents
from tests.made_events import ACTION, CONTACT, INCIDENT, account, apart, together

from caseclock.extractor.linking.cluster import cluster
from caseclock.extractor.linking.entries import make_entries
from caseclock.models.entry import Entry
from caseclock.models.entry import IncidentType as T
from caseclock.models.event import Event
from caseclock.models.step import Step
from caseclock.models.when import Precision


def entry_of(*events: Event) -> Entry:
    """The one entry that these accounts make."""
    (linked,) = make_entries(cluster(events).groups)
    return linked.entry


DOOR = account("kicked the front door until the panel split", "2021-03-06", types=[T.CRIMINAL_DAMAGE], time="23:00")

SAME = {
    "same day, same sort, other paper": account(
        "door panel kicked", "2021-03-06", paper="p2", types=[T.CRIMINAL_DAMAGE]
    ),
    "minutes apart": account(
        "male at door", "2021-03-06", paper="p3", time="23:20", types=[T.INTIMIDATION, T.CRIMINAL_DAMAGE]
    ),
    "either side of midnight": account(
        "front door kicked, panel split", "2021-03-07", paper="p4", time="00:10", types=[T.CRIMINAL_DAMAGE]
    ),
}
OTHER = {
    "the next day": account("kicked the front door", "2021-03-07", paper="p2", types=[T.CRIMINAL_DAMAGE]),
    "a month later": account("kicked the front door", "2021-04-06", paper="p2", types=[T.CRIMINAL_DAMAGE]),
    "no day": account("kicked the front door until the panel split", "", paper="p2", types=[T.CRIMINAL_DAMAGE]),
    "another sort, hours apart": account("smell of cannabis", "2021-03-06", paper="p2", time="10:00", types=[T.DRUGS]),
    "the same words in an act": account("kicked the front door", "2021-03-06", paper="p2", kind=ACTION),
}


@pytest.mark.parametrize("other", SAME.values(), ids=SAME.keys())
def test_one_incident(other: Event) -> None:
    assert together(DOOR, other)


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER.keys())
def test_two_incidents(other: Event) -> None:
    assert apart(DOOR, other)


def test_a_number_holds_a_wrong_date() -> None:
    crime = account(
        "front door kicked", "2021-03-06", paper="p2", types=[T.CRIMINAL_DAMAGE], references=("FP/21/004512",)
    )
    letter = account("the damage to your door", "2021-04-06", paper="p3", references=("FP/21/004512",))
    assert together(crime, letter)
    assert entry_of(crime, letter).sources[1].quote == "the damage to your door"


def test_the_number_of_a_whole_case_holds_nothing_together() -> None:
    rows = [
        account(f"thing number {n}", f"2021-03-{n:02d}", paper=f"p{n}", references=("ASB-77",)) for n in range(1, 9)
    ]
    assert apart(*rows)


def test_two_rows_of_one_log_are_two_things() -> None:
    one = account("eggs thrown at the window", "2021-03-06", row="1", time="22:20", types=[T.NUISANCE])
    two = account("eggs thrown at the window", "2021-03-06", at=90, row="2", time="22:25", types=[T.NUISANCE])
    assert apart(one, two)


@pytest.mark.parametrize("written", ["0163", "163", "LOG 0163"])
def test_unless_one_says_that_it_repeats_the_other(written: str) -> None:
    one = account("eggs thrown", "2021-03-06", row="1", references=("0163",), told=[("police", "2021-03-06")])
    two = account("male still there", "2021-03-06", at=90, row="2", references=("0170",), repeats=(written,))
    assert together(one, two)


def test_or_two_people_told_of_it() -> None:
    one = account("eggs thrown at window", "2021-03-06", row="1", time="22:20", types=[T.NUISANCE], person="Harker")
    two = account("eggs thrown at no 4", "2021-03-06", at=90, row="2", time="22:25", types=[T.NUISANCE], person="Moss")
    assert together(one, two)


def test_a_third_account_does_not_draw_two_rows_together() -> None:
    one = account("eggs thrown at the window", "2021-03-06", row="1", time="22:20", types=[T.NUISANCE])
    two = account("eggs thrown at the window", "2021-03-06", at=90, row="2", time="23:50", types=[T.NUISANCE])
    diary = account("eggs at my window", "2021-03-06", paper="p2", types=[T.NUISANCE])
    groups = [{e.row for e in group if e.row} for group in cluster([one, two, diary]).groups]
    assert all(len(rows) <= 1 for rows in groups)


def test_look_alikes_on_two_days_keep_their_own_accounts() -> None:
    friday = [account("eggs at the window", "2021-03-05", paper=p, types=[T.NUISANCE], time="22:00") for p in "abc"]
    saturday = [account("eggs at the window", "2021-03-06", paper=p, types=[T.NUISANCE], time="22:00") for p in "def"]
    groups = cluster([*friday, *saturday]).groups
    assert sorted({e.source.document for e in group} == set("abc") for group in groups) == [False, True]
    assert len(groups) == 2


def test_one_paper_does_not_tell_twice_unless_it_refers_back() -> None:
    first = account("loud music until three", "2021-03-06", types=[T.NOISE])
    later = account("noise on 6 March", "2021-03-06", at=400, types=[T.NOISE])
    back = account("the noise on 6 March", "2021-03-06", at=400, types=[T.NOISE], refers_back=True)
    assert apart(first, later)
    assert together(first, back)


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (account("stage 1 reply sent", "2021-05-07", paper="p2", kind=ACTION, steps=[Step.STAGE1_RESPONSE]), True),
        (account("visited Mr Dray", "2021-05-07", paper="p2", kind=ACTION), False),
        (account("stage 1 reply sent", "2021-05-17", paper="p2", kind=ACTION, steps=[Step.STAGE1_RESPONSE]), False),
    ],
)
def test_acts(other: Event, one: bool) -> None:
    letter = account("our response at stage 1", "2021-05-07", kind=ACTION, steps=[Step.STAGE1_RESPONSE])
    assert together(letter, other) is one


def test_two_complaints_are_not_mixed() -> None:
    first = account("stage 1 reply", "2021-05-07", kind=ACTION, steps=[Step.STAGE1_RESPONSE], case_ref="BH-1")
    second = account(
        "stage 1 reply", "2021-05-07", paper="p2", kind=ACTION, steps=[Step.STAGE1_RESPONSE], case_ref="BH-2"
    )
    assert apart(first, second)


# ---------------------------------------------------------------- the entry that they make


def test_most_of_the_exact_accounts_say_the_day_and_the_first_record_the_time() -> None:
    wrong = account("the damage to the door", "2021-04-06", paper="p3", references=("FP/21/004512",))
    crime = account("door kicked", "2021-03-06", paper="p2", row="1", time="23:05", references=("FP/21/004512",))
    entry = entry_of(wrong, crime, DOOR)
    assert (str(entry.when.start), str(entry.when.end), entry.when.time) == ("2021-03-06", "2021-03-06", "23:05")
    assert entry.when.precision is Precision.MINUTE


def test_a_night_over_midnight_is_dated_by_its_evening() -> None:
    late = account("banging on the wall", "2021-05-08", row="1", time="23:50", types=[T.NOISE])
    early = [
        account("banging on the wall", "2021-05-09", paper=p, row="1", time="00:20", types=[T.NOISE])
        for p in ("p2", "p3")
    ]
    entry = entry_of(late, *early)
    assert (str(entry.when.start), entry.when.time) == ("2021-05-08", "23:50")


def test_each_agency_and_day_is_reported_once() -> None:
    told = [("police", "2021-03-06")], [("police", "2021-03-06"), ("landlord", "2021-03-08")]
    accounts = [
        account("front door kicked", "2021-03-06", paper=f"p{n}", types=[T.CRIMINAL_DAMAGE], told=some)
        for n, some in enumerate(told)
    ]
    entry = entry_of(*accounts)
    assert [(r.agency, str(r.on)) for r in entry.reports] == [("police", "2021-03-06"), ("landlord", "2021-03-08")]


def test_a_count_is_kept_for_a_period_and_not_for_one_day() -> None:
    week = account("van across the drive three times", "2021-05-10/2021-05-16", count=3, types=[T.NUISANCE])
    assert entry_of(week).count == 3
    assert entry_of(account("twice that night", "2021-05-10", count=2)).count == 1


def test_every_source_once_in_order() -> None:
    entry = entry_of(DOOR, *SAME.values())
    places = [(s.document, s.start) for s in entry.sources]
    assert places == sorted(set(places))
    assert len(places) == len({e.source.document for e in (DOOR, *SAME.values())})


def test_entries_stand_in_order_of_time_the_undated_last() -> None:
    events = [
        account("undated", "", paper="p1"),
        account("second", "2021-03-07", paper="p2"),
        account("late that day", "2021-03-06", paper="p3", time="23:00"),
        account("early that day", "2021-03-06", paper="p4", time="08:00", kind=CONTACT),
    ]
    orders = {
        tuple(item.entry.summary for item in make_entries([(e,) for e in order]))
        for order in itertools.permutations(events)
    }
    assert orders == {("early that day", "late that day", "second", "undated")}


def test_the_id_of_an_entry_does_not_hang_on_the_order() -> None:
    ids = {entry_of(*order).id for order in itertools.permutations([DOOR, *list(SAME.values())[:2]])}
    assert len(ids) == 1
    assert entry_of(DOOR).kind is INCIDENT


# ---------------------------------------------------------------- through the whole build

DIARY = (
    "Date,Time,What happened,Who did you tell?\n"
    "06/03/2021,11pm,He kicked my front door and shouted,police that night\n"
    "07/03/2021,11pm,He kicked my front door and shouted,No one\n"
)
LOG = (
    "FENSHIRE POLICE incident log,,,,,\nLog,Occurred,Reported,Location,Caller,Details\n"
    "0163-060321,06/03/2021 23:05,06/03/2021 23:05,4 TERN CLOSE,HARKER,MALE KICKING FRONT DOOR AND SHOUTING\n"
    "0201-100321,10/03/2021 21:00,10/03/2021 21:00,4 TERN CLOSE,HARKER,LOUD MUSIC\n"
)
NOTES = (
    "Brambling Homes case notes\n\nRef,Date,Time,Officer,Type,Notes\n"
    'N1,08/03/2021,10:00,TI,Phone,"T/C from tnt: on Saturday night Mr Dray kicked her front door"\n'
    "N2,09/03/2021,11:00,TI,Visit,HV to Mr Dray. He denies it\n"
)


def test_three_papers_one_incident_and_its_look_alike() -> None:
    found = chronology({"diary.csv": DIARY, "log.csv": LOG, "notes.csv": NOTES})
    assert incidents(found) == [
        "2021-03-06 > police 03-06, registered_provider 03-08",
        "2021-03-07",
        "2021-03-10 > police 03-10",
    ]
    first = found.entries[0]
    assert len({source.document for source in first.sources}) == 3


def test_the_same_crime_number_under_a_wrong_month_is_one_entry() -> None:
    crime = (
        "FENSHIRE POLICE\nCRIME REPORT\nCRIME NUMBER: FP/21/004512\nCLASSIFICATION: CRIMINAL DAMAGE\n"
        "COMMITTED FROM: 06/03/2021 23:00\nCOMMITTED TO: 06/03/2021 23:30\nREPORTED: 07/03/2021 08:15\n"
        "MO: UNKNOWN SUSPECT KICKS FRONT DOOR, SPLITTING PANEL\n"
    )
    letter = (
        "Brambling Homes\n2 Station Road, Oakhaven\n\n14 June 2021\n\nDear Ms Harker\n\nYour reports\n\n"
        "The damage to your front door on 6 April 2021 (crime number FP/21/004512) was serious.\n\n"
        "Yours sincerely\n\nT Ives\n"
    )
    found = chronology({"crime.txt": crime, "letter.txt": letter})
    assert incidents(found) == ["2021-03-06 > police 03-07"]
    assert len({source.document for source in found.entries[0].sources}) == 2
