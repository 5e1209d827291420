"""Clocks: which stop answers which start, when it was due, and how late it was."""

import pytest
from tests.factories import AGENCIES, COUNCIL, day, incident, linked, step

from caseclock.extractor.findings.clocks import comparable
from caseclock.extractor.findings.delays import delays
from caseclock.extractor.policies.loader import get, load_policies
from caseclock.models.entry import EntryKind
from caseclock.models.event import Linked
from caseclock.models.finding import Delay
from caseclock.models.step import Step

AS_OF = "2023-03-31"
CODE = "housing-ombudsman-2022"
Told = tuple[str, str, str, str | None, int | None, int | None, str]


def run(
    entries: list[Linked], *policies: str, applied: str | None = None, as_of: str = AS_OF, agencies: tuple = AGENCIES
) -> list[Delay]:
    """The findings of these policies."""
    return list(delays(entries, agencies, get(policies), day(as_of), day(applied) if applied else None))


def brief(delay: Delay) -> Told:
    """rule, started, due, done, taken, late by, outcome."""
    done = delay.done.on.isoformat() if delay.done else None
    start, due = delay.started.on.isoformat(), delay.due.isoformat()
    return delay.rule, start, due, done, delay.taken, delay.late_by, delay.outcome.value


def told(delays: list[Delay], rule: str) -> list[Told]:
    """Those of one rule."""
    return [brief(delay) for delay in delays if delay.rule.startswith(rule)]


def complaint(id: str, on: str, ref: str = "", **more: object) -> Linked:
    """A complaint made."""
    return step(id, on, Step.COMPLAINT, kind=EntryKind.COMPLAINT, case_ref=ref, actor="complainant", **more)


def reply(id: str, on: str, ref: str = "", **more: object) -> Linked:
    """A stage 1 response."""
    return step(id, on, Step.STAGE1_RESPONSE, kind=EntryKind.COMPLAINT_RESPONSE, case_ref=ref, **more)


# Every timescale that has a start of its own: (policy, rule, start, stop, started, last day in time, first day late)
CLOCKS = [
    ("hertsmere-2021", "acknowledge the application", "2022-05-31", "2022-06-06", "2022-06-07"),
    ("hertsmere-2021", "decide on the threshold", "2021-12-20", "2022-01-12", "2022-01-13"),
    ("hertsmere-2021", "agencies return their forms", "2022-06-01", "2022-06-07", "2022-06-08"),
    ("hertsmere-2021", "contact the victim once the decision is sent", "2022-04-13", "2022-04-22", "2022-04-25"),
    ("hertsmere-2021", "confirm that the application is closed", "2022-07-01", "2022-07-15", "2022-07-18"),
    ("hertsmere-2021", "tell the victim the outcome", "2022-09-14", "2022-09-22", "2022-09-23"),
    ("hertsmere-2021", "circulate minutes", "2022-09-14", "2022-09-22", "2022-09-23"),
    ("hertsmere-2021", "tell the outcome of an appeal", "2022-01-12", "2022-02-10", "2022-02-11"),
    ("hertsmere-2021", "hear an appeal", "2022-01-12", "2022-02-02", "2022-02-03"),
    ("hertsmere-2021", "tell the outcome of an appeal once heard", "2022-02-02", "2022-02-09", "2022-02-10"),
    ("hertsmere-2021", "take an overdue action to the line manager", "2022-01-10", "2022-01-31", "2022-02-01"),
    ("hertsmere-2021", "take an overdue action to the Head of Service", "2021-12-31", "2022-02-28", "2022-03-01"),
    ("hertsmere-2021", "take an overdue action to the Chief Executive", "2022-01-10", "2022-04-10", "2022-04-11"),
    ("housing-ombudsman-2020", "acknowledge a complaint", "2020-12-23", "2021-01-04", "2021-01-05"),
    ("housing-ombudsman-2020", "stage 1 response", "2020-12-23", "2021-01-11", "2021-01-12"),
    ("housing-ombudsman-2020", "stage 2 response", "2021-03-22", "2021-04-21", "2021-04-22"),
    ("housing-ombudsman-2020", "stage 3 response", "2021-03-22", "2021-04-21", "2021-04-22"),
    ("housing-ombudsman-2022", "acknowledge a complaint", "2022-06-01", "2022-06-10", "2022-06-13"),
    ("housing-ombudsman-2022", "stage 1 response", "2022-06-01", "2022-06-17", "2022-06-20"),
    ("housing-ombudsman-2022", "stage 2 response", "2022-09-05", "2022-10-04", "2022-10-05"),
    ("housing-ombudsman-2024", "acknowledge a complaint", "2024-05-03", "2024-05-13", "2024-05-14"),
    ("housing-ombudsman-2024", "stage 1 response", "2024-05-03", "2024-05-20", "2024-05-21"),
    ("housing-ombudsman-2024", "acknowledge a stage 2 request", "2024-08-23", "2024-09-02", "2024-09-03"),
    ("housing-ombudsman-2024", "stage 2 response", "2024-08-23", "2024-09-23", "2024-09-24"),
    ("lgsco-2024", "acknowledge a complaint", "2024-05-03", "2024-05-13", "2024-05-14"),
    ("lgsco-2024", "stage 1 response", "2024-05-03", "2024-05-20", "2024-05-21"),
    ("lgsco-2024", "acknowledge a stage 2 request", "2024-08-23", "2024-09-02", "2024-09-03"),
    ("lgsco-2024", "stage 2 response", "2024-08-23", "2024-09-23", "2024-09-24"),
    ("coventry-complaints-2020", "acknowledge a complaint", "2020-12-23", "2020-12-30", "2020-12-31"),
    ("coventry-complaints-2020", "stage 1 response", "2020-12-23", "2021-01-11", "2021-01-12"),
    ("coventry-complaints-2020", "stage 2 response", "2021-03-22", "2021-04-21", "2021-04-22"),
    ("coventry-complaints-2020", "stage 1 response, adult social care", "2020-12-23", "2021-01-25", "2021-01-26"),
    ("coventry-complaints-2020", "stage 1 response, children's", "2020-12-23", "2021-01-11", "2021-01-12"),
    ("coventry-complaints-2020", "stage 2 investigation, children's", "2021-03-22", "2021-04-28", "2021-04-29"),
    ("coventry-complaints-2020", "stage 3 panel, children's", "2021-03-22", "2021-05-06", "2021-05-07"),
    ("coventry-complaints-2020", "answer the Ombudsman's first enquiry", "2021-04-01", "2021-04-08", "2021-04-09"),
    ("coventry-complaints-2020", "answer the Ombudsman's investigation", "2021-03-22", "2021-04-21", "2021-04-22"),
    ("coventry-complaints-2020", "comment on the Ombudsman's draft", "2021-04-01", "2021-04-19", "2021-04-20"),
    ("coventry-complaints-2020", "confirm the Ombudsman's remedy", "2021-04-01", "2021-04-19", "2021-04-20"),
    ("l-and-q-asb-2020", "acknowledge a complaint", "2021-04-01", "2021-04-12", "2021-04-13"),
    ("l-and-q-asb-2020", "stage 1 response", "2021-04-01", "2021-04-19", "2021-04-20"),
    ("l-and-q-asb-2020", "stage 2 response", "2022-03-09", "2022-04-06", "2022-04-07"),
    ("l-and-q-asb-2020", "log and assess a high priority case", "2020-12-24", "2020-12-29", "2020-12-30"),
]


def _start_and_stop(policy: str, rule: str, start: str, stop: str) -> list[Linked]:
    timescale = next(one for one in load_policies()[policy].timescales if one.rule.startswith(rule))
    about = " ".join(timescale.only_where[:1])
    if timescale.starts is Step.INCIDENT_REPORTED:
        first = incident("start", start, ("landlord", start))
    else:
        first = step("start", start, timescale.starts, words=f"It was about {about or 'the noise'}.")
    return [
        first,
        step("stop", stop, timescale.stops, words=f"It went to {' '.join(timescale.stop_where[:1]) or 'her'}."),
    ]


@pytest.mark.parametrize(("policy", "rule", "start", "last", "late"), CLOCKS)
def test_every_clock_on_its_last_day_and_on_the_next(policy: str, rule: str, start: str, last: str, late: str) -> None:
    in_time = told(run(_start_and_stop(policy, rule, start, last), policy, as_of="2025-01-01"), rule)[0]
    too_late = told(run(_start_and_stop(policy, rule, start, late), policy, as_of="2025-01-01"), rule)[0]
    assert in_time[1:4] + in_time[5:] == (start, last, last, None, "met")
    assert too_late[1:4] + too_late[5:] == (start, last, late, 1, "late")


def test_every_timescale_of_these_policies_is_tried_above() -> None:  # other councils: test_council_clocks
    named = {policy for policy, *_ in CLOCKS}
    shipped = {(id, one.rule) for id in named for one in load_policies()[id].timescales}
    tried = {
        (id, rule) for id, rule in shipped for policy, start, *_ in CLOCKS if id == policy and rule.startswith(start)
    }
    assert shipped - tried == {("l-and-q-asb-2020", "assess a later incident of the same case")}


@pytest.mark.parametrize(
    ("as_of", "words"),
    [("2022-06-30", "9 working days overdue"), ("2022-06-17", "not yet overdue"), ("2022-06-10", "not yet overdue")],
)
def test_not_done_is_outstanding_and_says_whether_it_is_overdue(as_of: str, words: str) -> None:
    delay = next(one for one in run([complaint("c", "2022-06-01")], CODE, as_of=as_of) if one.limit.n == 10)
    assert brief(delay)[2:] == ("2022-06-17", None, None, None, "outstanding")
    assert words in delay.text


def test_what_lies_after_the_day_of_the_findings_has_not_happened_yet() -> None:
    entries = [complaint("c", "2022-06-01"), reply("r", "2022-06-10"), complaint("later", "2022-07-01")]
    assert [brief(one)[1:4] for one in run(entries, CODE, as_of="2022-06-09") if one.limit.n == 10] == [
        ("2022-06-01", "2022-06-17", None)
    ]


def test_said_not_to_have_been_done_stops_nothing() -> None:
    entries = [complaint("c", "2022-06-01"), reply("no", "2022-06-10", negated=True), reply("r", "2022-06-20")]
    assert told(run(entries, CODE), "stage 1") == [
        ("stage 1 response", "2022-06-01", "2022-06-17", "2022-06-20", 11, 1, "late")
    ]


def test_a_step_marked_as_not_done_stops_nothing() -> None:
    entries = [complaint("c", "2022-06-01"), step("no", "2022-06-10", Step.STAGE1_RESPONSE, Step.NOT_DONE)]
    assert told(run(entries, CODE), "stage 1")[0][3] is None


def test_two_complaints_under_way_at_once_keep_their_own_answers() -> None:
    entries = [
        complaint("a", "2022-06-01", "K/118"),
        complaint("b", "2022-06-06", "K/131"),
        reply("rb", "2022-06-15", "complaint K/131"),
        reply("ra", "2022-06-20", "k-118"),
    ]
    assert told(run(entries, CODE), "stage 1") == [
        ("stage 1 response (K/118)", "2022-06-01", "2022-06-17", "2022-06-20", 11, 1, "late"),
        ("stage 1 response (K/131)", "2022-06-06", "2022-06-20", "2022-06-15", 7, None, "met"),
    ]


def test_another_complaints_answer_is_no_answer() -> None:
    entries = [
        complaint("a", "2022-06-01", "K118"),
        complaint("b", "2022-07-01", "K131"),
        reply("r", "2022-07-04", "K131"),
    ]
    assert [one[3] for one in told(run(entries, CODE), "stage 1")] == [None, "2022-07-04"]


def test_an_answer_without_a_reference_serves_the_complaint_that_has_none_of_its_own() -> None:
    entries = [complaint("a", "2022-06-01", "K118"), reply("r", "2022-06-10")]
    assert told(run(entries, CODE), "stage 1")[0][3] == "2022-06-10"


def test_a_complaint_first_made_informally_runs_from_each_day_to_the_one_answer() -> None:
    entries = [
        complaint("first", "2022-04-04"),
        complaint("formal", "2022-05-09"),
        complaint("again", "2022-06-06"),
        reply("r", "2022-06-20"),
    ]
    assert [one[1:4] for one in told(run(entries, CODE), "stage 1")] == [
        ("2022-04-04", "2022-04-20", "2022-06-20"),
        ("2022-05-09", "2022-05-23", "2022-06-20"),
        ("2022-06-06", "2022-06-20", "2022-06-20"),
    ]


def test_an_answer_under_the_senders_own_reference_serves_too() -> None:
    entries = [complaint("a", "2022-06-01", "K118"), reply("r", "2022-06-10", "HX/2/55")]
    assert told(run(entries, CODE), "stage 1")[0][3] == "2022-06-10"


def test_a_complaint_made_with_the_report_of_an_incident_runs_from_the_day_it_was_told() -> None:
    both = incident("i", "2022-05-20", ("landlord", "2022-06-01"), steps=[Step.COMPLAINT])
    assert told(run([both], CODE), "stage 1")[0][1:3] == ("2022-06-01", "2022-06-17")


def test_an_informal_start_is_answered_with_the_referenced_complaint_that_followed() -> None:
    entries = [
        complaint("first", "2022-04-04"),
        complaint("formal", "2022-05-09", "K118"),
        reply("r", "2022-05-20", "K118"),
    ]
    assert [one[3] for one in told(run(entries, CODE), "stage 1")] == ["2022-05-20", "2022-05-20"]


def test_a_new_complaint_without_a_reference_is_not_answered_with_an_older_one() -> None:
    entries = [complaint("old", "2022-04-04", "K118"), complaint("new", "2022-05-09"), reply("r", "2022-05-20", "K118")]
    assert [one[3] for one in told(run(entries, CODE), "stage 1")] == ["2022-05-20", None]


def test_a_reminder_under_the_same_reference_starts_nothing() -> None:
    entries = [
        complaint("a", "2022-06-01", "K118"),
        complaint("chased", "2022-06-13", "K118"),
        reply("r", "2022-06-20", "K118"),
    ]
    assert [one[1] for one in told(run(entries, CODE), "stage 1")] == ["2022-06-01"]


def test_a_complaint_taken_up_again_after_its_answer_is_a_new_round() -> None:
    entries = [
        complaint("a", "2022-06-01", "K118"),
        reply("ra", "2022-06-10", "K118"),
        complaint("b", "2022-09-01", "K118"),
        reply("rb", "2022-09-20", "K118"),
    ]
    assert [one[1::2] for one in told(run(entries, CODE), "stage 1")] == [
        ("2022-06-01", "2022-06-10", None),
        ("2022-09-01", "2022-09-20", 2),
    ]


def test_the_same_complaint_told_twice_on_a_day_is_one() -> None:
    assert len(told(run([complaint("a", "2022-06-01"), complaint("b", "2022-06-01", "K118")], CODE), "stage 1")) == 1


def test_received_and_acknowledged_in_one_breath() -> None:
    both = step("c", "2022-06-01", Step.COMPLAINT, Step.COMPLAINT_ACKNOWLEDGED, kind=EntryKind.COMPLAINT)
    assert told(run([both], CODE), "acknowledge")[0][3:] == ("2022-06-01", 0, None, "met")
    later = step("k", "2022-06-07", Step.COMPLAINT_ACKNOWLEDGED)
    assert told(run([both, later], CODE), "acknowledge")[0][3] == "2022-06-07"


def test_a_range_starts_with_its_last_day_and_what_has_no_day_starts_nothing() -> None:
    over_days = linked("c", EntryKind.COMPLAINT, "2022-06-01", "2022-06-08", steps=[Step.COMPLAINT])
    undated = linked("u", EntryKind.COMPLAINT, None, steps=[Step.COMPLAINT])
    assert [one[1] for one in told(run([over_days, undated], CODE), "stage 1")] == ["2022-06-08"]


def test_done_on_a_day_of_rest_after_the_due_day_is_late_by_one() -> None:
    entries = [complaint("c", "2022-06-01"), reply("r", "2022-06-18")]  # due on Friday 17 June
    assert told(run(entries, CODE), "stage 1")[0][3:] == ("2022-06-18", 10, 1, "late")


@pytest.mark.parametrize(
    ("policy", "recipient", "runs"),
    [
        (CODE, "landlord", True),
        (CODE, "council", False),
        (CODE, "police", False),
        ("coventry-complaints-2020", "council", True),
        ("coventry-complaints-2020", "landlord", False),
        ("lgsco-2024", "council", True),
        ("lgsco-2024", "police", False),
    ],
)
def test_a_code_runs_for_its_kind_of_agency(policy: str, recipient: str, runs: bool) -> None:
    addressed = complaint("c", "2022-06-01", recipients=(recipient,))
    assert bool(told(run([addressed], policy), "acknowledge")) is runs
    assert told(run([complaint("c", "2022-06-01")], policy), "acknowledge")


def test_the_agency_is_known_from_what_else_bears_the_reference() -> None:
    answered = reply("r", "2022-06-10", "Q7714", actor="council")
    assert not told(run([complaint("c", "2022-06-01", "Q7714"), answered], CODE), "stage 1")


def test_a_council_is_its_tenants_landlord_where_no_other_landlord_acts() -> None:
    addressed = complaint("c", "2022-06-01", recipients=("council",))
    assert told(run([addressed], CODE, agencies=(COUNCIL,)), "stage 1")


def test_one_agencys_answer_does_not_stop_anothers_clock() -> None:
    entries = [complaint("c", "2022-06-01", recipients=("landlord",)), reply("r", "2022-06-10", actor="council")]
    assert told(run(entries, CODE), "stage 1")[0][3] is None


def test_of_two_versions_the_one_in_force_runs() -> None:
    entries = [complaint("a", "2022-03-28", "K1001"), complaint("b", "2022-04-04", "K1002")]
    found = run(entries, "housing-ombudsman-2020", CODE)
    assert {(one.policy, one.started.on.isoformat()) for one in found} == {
        ("housing-ombudsman-2020", "2022-03-28"),
        (CODE, "2022-04-04"),
    }
    alone = run(entries, CODE)
    assert {one.started.on.isoformat() for one in alone} == {"2022-03-28", "2022-04-04"}
    assert "not in force on 28 March 2022" in alone[0].text


def test_from_2024_a_response_runs_from_the_acknowledgement() -> None:
    entries = [
        complaint("c", "2024-05-03", "K118"),
        step("k", "2024-05-10", Step.COMPLAINT_ACKNOWLEDGED, case_ref="K118"),
        reply("r", "2024-05-29", "K118"),
    ]
    assert told(run(entries, "housing-ombudsman-2024", as_of="2024-12-31"), "stage 1") == [
        ("stage 1 response (K118)", "2024-05-10", "2024-05-24", "2024-05-29", 12, 2, "late")
    ]


def test_without_an_acknowledgement_it_runs_from_the_last_day_for_one() -> None:
    found = run([complaint("c", "2024-05-03", "K118")], "housing-ombudsman-2024", as_of="2024-12-31")
    assert told(found, "stage 1") == [
        ("stage 1 response (K118)", "2024-05-13", "2024-05-28", None, None, None, "outstanding")
    ]
    early = [complaint("c", "2024-05-03"), reply("r", "2024-05-08")]
    assert told(run(early, "housing-ombudsman-2024", as_of="2024-12-31"), "stage 1")[0][3:] == (
        "2024-05-08",
        0,
        None,
        "met",
    )


APPLIED = "2022-06-01"
ACKNOWLEDGED = step("k", "2022-06-08", Step.APPLICATION_ACKNOWLEDGED)


def test_an_application_given_by_hand_has_no_entry() -> None:
    delay = run([ACKNOWLEDGED], "hertsmere-2021", applied=APPLIED)[0]
    assert delay.started.entry is None
    assert brief(delay)[1:] == (APPLIED, "2022-06-07", "2022-06-08", 3, 1, "late")


@pytest.mark.parametrize(("told_on", "entry"), [("2022-06-01", "a"), ("2022-06-03", None)])
def test_the_day_given_by_hand_goes_before_the_papers(told_on: str, entry: str | None) -> None:
    applies = step("a", told_on, Step.APPLICATION)
    found = [one for one in run([applies, ACKNOWLEDGED], "hertsmere-2021", applied=APPLIED) if one.limit.n == 2]
    assert [(one.started.entry, one.started.on) for one in found] == [(entry, day(APPLIED))]


def test_an_earlier_application_that_was_answered_has_its_own_clock() -> None:
    earlier = [step("e", "2022-01-10", Step.APPLICATION), step("ek", "2022-01-11", Step.APPLICATION_ACKNOWLEDGED)]
    found = run([*earlier, ACKNOWLEDGED], "hertsmere-2021", applied=APPLIED)
    assert [one[1::2] for one in told(found, "acknowledge the application")] == [
        ("2022-01-10", "2022-01-11", None),
        (APPLIED, "2022-06-08", 1),
    ]


def test_contact_runs_from_the_decision_unless_it_was_a_refusal() -> None:
    decided = step("d", "2022-06-20", Step.THRESHOLD_DECISION, words="The threshold has been met.")
    refused = step("d", "2022-06-20", Step.THRESHOLD_DECISION, words="You do not meet the threshold.")
    contacted = step("v", "2022-06-28", Step.VICTIM_CONTACTED)
    rule = "contact the victim"
    assert told(run([decided, contacted], "hertsmere-2021", applied=APPLIED), rule)[0][3:] == (
        "2022-06-28",
        6,
        1,
        "late",
    )
    assert not told(run([refused, contacted], "hertsmere-2021", applied=APPLIED), rule)


def test_each_body_writes_of_the_review_under_its_own_reference() -> None:
    decided = step("d", "2022-06-20", Step.THRESHOLD_DECISION, case_ref="RV/22/007", actor="council")
    contacted = step("v", "2022-06-24", Step.VICTIM_CONTACTED, case_ref="T991", actor="landlord")
    found = run([decided, contacted], "hertsmere-2021", applied=APPLIED)
    assert told(found, "contact the victim")[0][3:] == ("2022-06-24", 4, None, "met")


def test_a_meeting_before_the_application_is_not_the_review() -> None:
    meeting = step("m", "2022-05-10", Step.REVIEW_MEETING)
    assert not told(run([meeting], "hertsmere-2021", applied=APPLIED), "tell the victim the outcome")


def test_only_the_first_report_opens_the_case_and_later_ones_count_where_an_assessment_is_told() -> None:
    entries = [
        incident("i1", "2021-02-01", ("police", "2021-02-01"), ("landlord", "2021-02-02")),
        incident("i2", "2021-02-08", ("landlord", "2021-02-09")),
        step("s", "2021-02-11", Step.CASE_ASSESSED),
        incident("i3", "2021-03-01", ("landlord", "2021-03-01")),
    ]
    found = run(entries, "l-and-q-asb-2020")
    assert [one[1:4] for one in told(found, "log and assess")] == [("2021-02-02", "2021-02-03", "2021-02-11")]
    assert [one[1] for one in told(found, "assess a later")] == ["2021-02-09"]


def test_the_sentence_names_rule_section_convention_both_figures_and_the_extension() -> None:
    text = next(
        one.text
        for one in run([complaint("c", "2022-06-01"), reply("r", "2022-06-20")], CODE)
        if one.rule == "stage 1 response"
    )
    for words in (
        "Stage 1 response: 10 working days from 1 June 2022",
        "para 5.1",
        "due by 17 June 2022",
        "the starting day is not counted, England and Wales bank holidays",
        "11 working days without the starting day, 12 with both days as Housing Ombudsman reports it",
        "1 working day late",
        "a further 10 working days, if explained, would have ended on 1 July 2022",
    ):
        assert words in text


def test_order_of_the_entries_does_not_matter_and_ids_are_unique() -> None:
    entries = [
        complaint("a", "2022-06-01", "K118"),
        complaint("b", "2022-06-06"),
        reply("ra", "2022-06-20", "K118"),
        step("k", "2022-06-03", Step.COMPLAINT_ACKNOWLEDGED),
    ]
    found = run(entries, CODE, "housing-ombudsman-2020")
    assert found == run(entries[::-1], CODE, "housing-ombudsman-2020")
    assert len({one.id for one in found}) == len(found)


def test_a_complaint_is_named_by_the_number_that_its_answer_bears_and_not_by_that_of_the_case() -> None:
    entries = [
        complaint("c", "2022-06-01", "7741"),
        complaint("d", "2022-06-08", "7741", words="A complaint from Mr Bell, letter handed in, no K0519."),
        step("k", "2022-06-13", Step.COMPLAINT_ACKNOWLEDGED, words="K0519: acknowledgement posted."),
        reply("r", "2022-06-17", "K0502", words="Complaint K0502, stage 1: our answer."),
        complaint("c2", "2022-06-01", "K0502", words="Your complaint of 1 June 2022, K0502."),
    ]
    found = told(run(entries, CODE), "stage 1 response")
    assert [(one[0], one[1], one[3]) for one in found] == [
        ("stage 1 response (K0502)", "2022-06-01", "2022-06-17"),
        ("stage 1 response (K0519)", "2022-06-08", None),
    ]


def test_the_number_of_a_case_review_is_none_of_a_complaint() -> None:
    entries = [
        complaint("c", "2022-06-01", "CT-19", words="You complained to us on 1 June 2022 about our service."),
        step("t", "2022-07-04", Step.THRESHOLD_DECISION, case_ref="CT-19", words="The threshold is met, CT-19."),
    ]
    assert [one[0] for one in told(run(entries, CODE), "stage 1")] == ["stage 1 response"]


@pytest.mark.parametrize(
    ("second", "ref", "answered", "starts"),
    [
        ("2022-09-12", "", None, ["2022-09-05"]),  # asked again while the first waits
        ("2022-09-12", "K0502", None, ["2022-09-05"]),
        ("2022-10-10", "", "2022-10-03", ["2022-09-05", "2022-10-10"]),  # a new round
        ("2022-09-12", "K0519", None, ["2022-09-05", "2022-09-12"]),  # another complaint
    ],
)
def test_a_second_request_for_stage_2_is_a_reminder_until_the_first_is_answered(
    second: str, ref: str, answered: str | None, starts: list[str]
) -> None:
    entries = [
        step("a", "2022-09-05", Step.STAGE2_REQUEST, case_ref="K0502", actor="complainant"),
        step("b", second, Step.STAGE2_REQUEST, case_ref=ref, actor="complainant"),
        step("k", "2022-09-07", Step.STAGE2_ACKNOWLEDGED, case_ref="K0502"),
    ]
    if answered:
        entries.append(step("r", answered, Step.STAGE2_RESPONSE, case_ref="K0502"))
    assert [one[1] for one in told(run(entries, CODE), "stage 2 response")] == starts


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("K-2044", "k2044"),
        ("Complaint K-2044/2", "k2044"),
        ("our ref: 6630", "6630"),
        ("case no. 6630", "6630"),
        ("RV/22/007", "rv22007"),
        ("Case", "case"),
    ],
)
def test_references_written_otherwise(written: str, form: str) -> None:
    assert comparable(written) == form


def test_a_disputed_stop_is_said_to_be_disputed() -> None:
    done, undone = reply("r", "2022-06-10"), reply("r", "2022-06-10", negated=True)
    both = Linked(entry=done.entry, events=(*done.events, *undone.events))
    delay = next(one for one in run([complaint("c", "2022-06-01"), both], CODE) if one.limit.n == 10)
    assert delay.outcome.value == "met"
    assert "another passage says that it was not done" in delay.text
