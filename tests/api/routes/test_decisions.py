"""Decisions: what is sent is completed from the chronology, kept for good, and carried out by the next one."""

from concurrent.futures import ThreadPoolExecutor
from types import UnionType
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from route_house import House

from caseclock.api.auth.principals import Scope
from caseclock.api.fields import FIRST_DAY, LAST_DAY
from caseclock.api.new_decisions import Anything, GivenWhen
from caseclock.api.store.tables import Names
from caseclock.models.decision import Decision
from caseclock.models.when import Precision

PAPER = """Dear Sir,

On 3 March 2026 the respondent played loud music all night and threatened Mrs Ellison.
On 9 March 2026 the respondent smashed the window of the flat.
On 12 March 2026 the respondent shouted abuse at Mrs Ellison in the stairwell.
I reported the window to the police on 10 March 2026.
"""
AT = "/api/v1/cases/{}/decisions"
DAYS = st.none() | st.dates()


@pytest.fixture
def caller(house: House):
    return house.caller()


@pytest.fixture
def case(house: House, caller) -> str:
    made = house.case(caller)
    house.paper(made, "letter.txt", PAPER)
    return made


def decide(caller, case, expect=201, key=None, **decision):
    headers = {"Idempotency-Key": key} if key else {}
    return caller("POST", AT.format(case), expect, json=decision, headers=headers).json()


def listed(caller, case, **params):
    return caller("GET", AT.format(case), 200, params=params).json()


def told(house, caller, case, words):
    """The one entry that has these words in a passage."""
    (found,) = [
        entry
        for entry in house.entries(caller, case)
        if any(words in source["quote"] for source in entry["sources"]) and entry["kind"] == "incident"
    ]
    return found


def problem_field(answer):
    return answer["fields"][0]["field"]


def test_every_decision_there_is_can_be_sent_with_all_that_it_says():
    (union, _) = get_args(Decision)
    kept = {model.model_fields["kind"].default: model for model in get_args(union)}
    assert isinstance(Anything, UnionType)
    sent = {get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(Anything)}
    assert sent.keys() == kept.keys()
    for kind, model in kept.items():
        assert set(sent[kind].model_fields) == set(model.model_fields) - {"id", "by", "at"}


def test_an_entry_named_by_its_id_is_kept_with_its_passages(house, caller, case):
    entry = told(house, caller, case, "loud music")
    answer = caller("POST", AT.format(case), 201, json={"kind": "confirm", "entry": entry["id"], "why": "Seen."})
    kept = answer.json()
    assert kept["decision"]["entry"] == {
        "entry": entry["id"],
        **{name: entry[name] for name in ("kind", "sources", "when", "summary")},
    }
    assert (kept["number"], kept["holds"], kept["decision"]["by"], kept["decision"]["why"]) == (
        1,
        True,
        caller.id,
        "Seen.",
    )
    assert caller("GET", answer.headers["Location"], 200).json() == kept
    assert listed(caller, case) == {"decisions": [kept], "is_checked": True, "next": None}


def test_a_decision_changes_the_chronology_and_has_it_assessed_anew(house, caller, case):
    entry = told(house, caller, case, "smashed")
    decide(caller, case, kind="redate", entry=entry["id"], when={"start": "2026-03-08", "time": "21:30"})
    when = told(house, caller, case, "smashed")["when"]
    assert (when["start"], when["end"], when["time"], when["precision"]) == (
        "2026-03-08",
        "2026-03-08",
        "21:30",
        "minute",
    )
    waiting = house.rows(
        "select 1 from procrastinate_jobs where task_name='assess' and args->>'case' = :case", case=case
    )
    assert waiting == [(1,)]
    assert house.rows("select revision > assessed from cases where id = :case", case=case) == [(True,)]


def test_entries_are_merged_and_split_again(house, caller, case):
    window, abuse = told(house, caller, case, "smashed"), told(house, caller, case, "shouted")
    decide(caller, case, kind="merge", entries=[window["id"], abuse["id"]])
    one = told(house, caller, case, "smashed")
    assert one["id"] == told(house, caller, case, "shouted")["id"]
    spot = {name: abuse["sources"][0][name] for name in ("document", "start", "end")}
    made = decide(caller, case, kind="split", entry=one["id"], sources=[spot])
    assert made["decision"]["sources"][0]["quote"] == abuse["sources"][0]["quote"]
    assert told(house, caller, case, "smashed")["id"] != told(house, caller, case, "shouted")["id"]


def test_who_did_it_and_who_was_told_are_corrected_and_nobody_the_chronology_does_not_know(house, caller, case):
    entry = told(house, caller, case, "smashed")["id"]
    decide(caller, case, kind="reclassify", entry=entry, actor="complainant", recipients=["respondent", "respondent"])
    now = told(house, caller, case, "smashed")
    assert (now["actor"], now["recipients"]) == ("complainant", ["respondent"])
    decide(caller, case, kind="reclassify", entry=entry, actor="", recipients=[])
    now = told(house, caller, case, "smashed")
    assert (now["actor"], now["recipients"]) == (None, [])
    answer = decide(caller, case, 422, kind="reclassify", entry=entry, recipients=["other", "Nobody Ltd"])
    assert problem_field(answer) == "recipients.1"
    assert problem_field(decide(caller, case, 422, kind="reclassify", entry=entry)) == "entry_kind"


def test_an_entry_is_added_where_the_paper_tells_of_it(house, caller, case):
    start = PAPER.index("I reported")
    document = listed_paper(house, case)
    decide(
        caller, case, kind="add", entry_kind="incident", types=["noise"], when={"start": "2026-03-10"},
        summary="Music again.", actor="respondent", sources=[{"document": document, "start": start, "end": start + 21}],
    )  # fmt: skip
    (added,) = [entry for entry in house.entries(caller, case) if entry["summary"] == "Music again."]
    assert added["sources"] == [
        {"document": document, "page": None, "start": start, "end": start + 21, "quote": PAPER[start : start + 21]}
    ]


def listed_paper(house, case):
    ((document,),) = house.rows("select id from documents where case_id = :case", case=case)
    return document


def test_a_decision_finds_its_entry_when_a_paper_is_added_and_says_so_when_it_is_gone(house, caller, case):
    entry = told(house, caller, case, "smashed")
    made = decide(caller, case, kind="redate", entry=entry["id"], when={"start": "2026-03-08"})
    house.paper(case, "later.txt", "On 9 March 2026 the respondent smashed the window of the flat, I was told.")
    assert all(one["when"]["start"] != "2026-03-09" for one in house.entries(caller, case) if one["id"] == entry["id"])
    assert listed(caller, case)["decisions"][0]["unfit"] is None
    caller("DELETE", f"/api/v1/cases/{case}/documents/{entry['sources'][0]['document']}", 204)
    caller("DELETE", f"/api/v1/cases/{case}/documents/{listed_paper(house, case)}", 204)
    (view,) = listed(caller, case)["decisions"]
    assert "no longer found" in view["unfit"]
    assert view["decision"]["id"] == made["decision"]["id"]


def test_what_is_undone_holds_no_longer_and_an_undoing_can_be_undone(house, caller, case):
    entry = told(house, caller, case, "smashed")
    first = decide(caller, case, kind="reject", entry=entry["id"])["decision"]["id"]
    second = decide(caller, case, kind="undo", decision=first)["decision"]["id"]
    assert [one["holds"] for one in listed(caller, case)["decisions"]] == [False, True]
    assert told(house, caller, case, "smashed")["id"] == entry["id"]
    decide(caller, case, kind="undo", decision=second)
    assert [one["holds"] for one in listed(caller, case)["decisions"]] == [True, False, True]


def test_an_entry_as_an_earlier_chronology_had_it_is_found_by_its_passages(house, caller, case):
    entry = told(house, caller, case, "smashed")
    about = {"entry": "e0000000000", "kind": "incident", "sources": entry["sources"]}
    assert decide(caller, case, kind="confirm", entry=about)["decision"]["entry"]["entry"] == entry["id"]
    about = {"entry": entry["id"], "sources": []}
    assert decide(caller, case, kind="confirm", entry=about)["decision"]["entry"]["sources"] == entry["sources"]


PASSAGE = {"document": "d000000000000", "start": 0, "end": 10}


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        ({"kind": "confirm", "entry": "e0000000000"}, "entry"),
        ({"kind": "confirm", "entry": {"entry": "e0000000000"}}, "entry"),
        ({"kind": "confirm", "entry": {}}, "entry"),
        ({"kind": "merge", "entries": ["e0000000000", "e1111111111"]}, "entries.0"),
        ({"kind": "rename", "agency": "Nobody", "name": "Somebody"}, "agency"),
        ({"kind": "correct", "document": "d000000000000", "dated": "2026-01-01"}, "document"),
        ({"kind": "correct", "document": "d000000000000", "dated": "0001-01-01"}, "correct.dated"),
        ({"kind": "undo", "decision": "r0"}, "decision"),
        ({"kind": "same_person", "names": ["A", "A"]}, "names"),
        (
            {"kind": "add", "entry_kind": "other", "when": {}, "summary": "x", "sources": [PASSAGE]},
            "sources.0",
        ),
        ({"kind": "add", "entry_kind": "other", "when": {}, "summary": " ", "sources": [PASSAGE]}, "add.summary"),
        ({"kind": "redate", "entry": "e1", "when": {"start": "2026-03-09", "end": "2026-03-08"}}, "redate.when"),
        ({"kind": "redate", "entry": "e1", "when": {"start": "0001-01-01"}}, "redate.when.start"),
        ({"kind": "redate", "entry": "e1", "when": {"start": "2026-03-09", "time": "24:00"}}, "redate.when.time"),
        ({"kind": "redate", "entry": "e1", "when": {"time": "12:00"}}, "redate.when"),
        ({"kind": "explode", "entry": "e1"}, "body"),
        ({"kind": "confirm", "entry": "e1", "id": "mine"}, "confirm.id"),
        ({"kind": "confirm", "entry": "e1", "why": "\0"}, "confirm.why"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(caller, case, decision, field):
    assert problem_field(decide(caller, case, 422, **decision)) == field
    assert listed(caller, case)["decisions"] == []


@pytest.mark.parametrize(
    ("spot", "told_why"),
    [
        ({"start": 5, "end": 5}, "no such passage"),
        ({"start": 9, "end": 5}, "no such passage"),
        ({"start": 0, "end": 10_000}, "no such passage"),
        ({"start": 2**31 - 2, "end": 2**31 - 1}, "no such passage"),
        ({"start": 0, "end": 9, "quote": "Dear Madam"}, "reads otherwise"),
    ],
)
def test_a_passage_must_stand_in_the_paper(house, caller, case, spot, told_why):
    given = {"document": listed_paper(house, case), **spot}
    answer = decide(caller, case, 422, kind="add", entry_kind="other", when={}, summary="x", sources=[given])
    assert told_why in answer["detail"]


def test_splitting_off_everything_or_a_stranger_is_refused(house, caller, case):
    window, abuse = told(house, caller, case, "smashed"), told(house, caller, case, "shouted")
    for sources in (window["sources"], abuse["sources"]):
        answer = decide(caller, case, 422, kind="split", entry=window["id"], sources=sources)
        assert problem_field(answer).startswith("sources")


def test_the_same_request_with_the_same_key_is_one_decision(house, caller, case):
    entry = told(house, caller, case, "smashed")["id"]
    first = decide(caller, case, key="a", kind="confirm", entry=entry)
    assert decide(caller, case, key="a", kind="confirm", entry=entry) == first
    assert len(listed(caller, case)["decisions"]) == 1
    assert decide(caller, case, 422, key="a", kind="reject", entry=entry)["code"] == "idempotency-key-reused"
    other = house.case(caller)
    answer = decide(caller, other, 422, key="a", kind="same_person", names=["A", "B"])
    assert answer["code"] == "idempotency-key-reused"


def test_the_same_request_many_times_at_once_is_one_decision(caller, case):
    asked = {"key": "at once", "kind": "same_person", "names": ["A", "B"]}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: decide(caller, case, **asked), range(8)))
    assert answers == [answers[0]] * 8
    assert len(listed(caller, case)["decisions"]) == 1


def test_one_key_for_several_cases_at_once_is_good_for_one(house, caller):
    cases = [house.case(caller) for _ in range(4)]
    asked = {"json": {"kind": "same_person", "names": ["A", "B"]}, "headers": {"Idempotency-Key": "one"}}
    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda case: caller("POST", AT.format(case), **asked).status_code, cases))
    assert sorted(statuses) == [201, 422, 422, 422]


@given(
    st.builds(
        dict, start=DAYS, end=DAYS, time=st.none() | st.just("09:30"), precision=st.none() | st.sampled_from(Precision)
    )
)
def test_a_time_is_refused_or_makes_sense(asked):
    try:
        when = GivenWhen(**asked).when()
    except ValidationError:
        return
    assert (when.start is None) == (when.end is None) == (when.precision is Precision.UNDATED)
    assert when.start is None or FIRST_DAY <= when.start <= when.end <= LAST_DAY
    assert when.precision not in (Precision.DAY, Precision.MINUTE) or when.start == when.end
    assert when.precision is not Precision.MINUTE or when.time
    assert when.precision is not Precision.DAY or not when.time


def test_pages_follow_the_order(caller, case):
    for at in range(3):
        decide(caller, case, kind="same_person", names=["A", f"B{at}"])
    first = listed(caller, case, limit=2)
    second = listed(caller, case, limit=2, cursor=first["next"])
    assert [one["number"] for one in first["decisions"] + second["decisions"]] == [1, 2, 3]
    assert second["next"] is None


@pytest.mark.parametrize("names", [Names.THIRD_PARTIES, Names.INITIALS, Names.MASKED])
def test_members_to_whom_names_are_hidden_neither_decide_nor_see_decisions(house, case, names):
    masked = house.caller()
    house.member(case, masked, names)
    decide(masked, case, 403, kind="same_person", names=["A", "B"])
    masked("GET", AT.format(case), 403)


def test_rights(house, caller, case):
    stranger, reader = house.caller(), house.caller(Scope.CHRONOLOGY_READ)
    house.member(case, reader)
    stranger("GET", AT.format(case), 404)
    decide(stranger, case, 404, kind="same_person", names=["A", "B"])
    decide(reader, case, 403, kind="same_person", names=["A", "B"])
    reader("GET", AT.format(case), 200)
    caller("GET", AT.format(case) + "/r0", 404)
    caller("DELETE", f"/api/v1/cases/{case}", 204)
    decide(caller, case, 409, kind="same_person", names=["A", "B"])
