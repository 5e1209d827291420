"""The timescales that councils publish for case reviews: working days, plain days, weeks, one chained to another."""

import pytest
from tests.factories import AGENCIES, day, step

from caseclock.extractor.findings.delays import delays
from caseclock.extractor.policies.loader import get, load_policies
from caseclock.models.finding import Delay, DelayOutcome
from caseclock.models.step import Step

ACK, DECIDE, MEET = "acknowledge the application", "decide on the threshold", "hold the review meeting"
TELL, APPEAL = "tell the victim the outcome of the review", "ask for an appeal"

# policy, rule, the day that starts it, the last day in time, and the next on which it is late
CLOCKS = [
    ("ashfield-2024", ACK, "2025-04-14", "2025-04-23", "2025-04-24"),  # over Easter
    ("ashfield-2024", MEET, "2025-04-07", "2025-05-08", "2025-05-09"),
    ("ashfield-2024", TELL, "2025-05-01", "2025-05-16", "2025-05-19"),
    ("birmingham-2023", TELL, "2025-04-14", "2025-04-30", "2025-05-01"),
    ("birmingham-2023", APPEAL, "2025-04-07", "2025-05-08", "2025-05-09"),
    ("chelmsford", ACK, "2025-03-07", "2025-03-10", "2025-03-11"),  # plain days, over a weekend
    ("chelmsford", TELL, "2025-08-18", "2025-09-02", "2025-09-03"),
    ("chelmsford", APPEAL, "2025-02-14", "2025-03-07", "2025-03-08"),
    ("cheltenham", ACK, "2025-03-03", "2025-03-10", "2025-03-11"),
    ("cheltenham", DECIDE, "2025-03-03", "2025-03-24", "2025-03-25"),
    ("cheltenham", MEET, "2025-03-03", "2025-03-31", "2025-04-01"),
    ("cheltenham", TELL, "2025-12-24", "2025-12-31", "2026-01-01"),  # weeks take no heed of bank holidays
    ("dacorum", ACK, "2025-08-22", "2025-08-27", "2025-08-28"),
    ("east-devon", ACK, "2025-12-23", "2025-12-30", "2025-12-31"),
    ("east-devon", "agencies return their reports", "2025-04-14", "2025-04-25", "2025-04-28"),
    ("east-hertfordshire", ACK, "2025-05-01", "2025-05-07", "2025-05-08"),
    ("east-hertfordshire", DECIDE, "2025-12-15", "2026-01-07", "2026-01-08"),
    ("east-hertfordshire", MEET, "2024-02-10", "2024-03-02", "2024-03-03"),  # plain days, over a leap day
    ("east-hertfordshire", "hear an appeal", "2025-04-07", "2025-04-30", "2025-05-01"),
    ("eden", ACK, "2025-04-16", "2025-04-22", "2025-04-23"),
    ("eden", DECIDE, "2025-03-05", "2025-03-19", "2025-03-20"),
    ("eden", MEET, "2025-08-18", "2025-09-02", "2025-09-03"),
    ("eden", TELL, "2025-05-22", "2025-05-30", "2025-06-02"),
    ("eden", "hear an appeal", "2025-04-14", "2025-04-30", "2025-05-01"),
    ("fenland", ACK, "2024-12-24", "2024-12-30", "2024-12-31"),
    ("gosport", ACK, "2025-03-03", "2025-03-17", "2025-03-18"),
    ("gosport", DECIDE, "2025-03-17", "2025-04-07", "2025-04-08"),
    ("gosport", MEET, "2025-04-07", "2025-05-08", "2025-05-09"),
    ("greenwich", ACK, "2022-09-14", "2022-09-22", "2022-09-23"),  # over the funeral
    ("greenwich", DECIDE, "2025-08-20", "2025-08-28", "2025-08-29"),
    ("greenwich", MEET, "2025-03-03", "2025-03-24", "2025-03-25"),
    ("hertsmere-earlier", ACK, "2020-05-07", "2020-05-12", "2020-05-13"),  # over the Friday of May 2020
    ("hinckley-bosworth-2024", f"{APPEAL} against the threshold decision", "2025-04-07", "2025-05-08", "2025-05-09"),
    ("hinckley-bosworth-2024", f"{APPEAL} against the outcome", "2025-12-01", "2025-12-31", "2026-01-02"),
    ("horsham", "respond to the application", "2025-04-17", "2025-04-24", "2025-04-25"),
    ("milton-keynes", ACK, "2025-05-02", "2025-05-07", "2025-05-08"),
    ("richmond", ACK, "2025-03-03", "2025-03-05", "2025-03-06"),
    ("richmond", DECIDE, "2025-03-03", "2025-04-01", "2025-04-02"),
    ("richmond", MEET, "2025-03-03", "2025-04-10", "2025-04-11"),
    ("richmond", TELL, "2025-04-10", "2025-04-23", "2025-04-24"),
    ("south-wales", "respond to the victim", "2025-03-03", "2025-03-31", "2025-04-01"),
    ("stockton", ACK, "2025-03-03", "2025-03-05", "2025-03-06"),
    ("stockton", "ask the agencies for their records", "2025-04-16", "2025-04-22", "2025-04-23"),
    ("stockton", "agencies return their forms", "2025-04-10", "2025-04-28", "2025-04-29"),
    ("stockton", DECIDE, "2025-05-01", "2025-05-07", "2025-05-08"),
    ("stockton", MEET, "2025-08-20", "2025-08-28", "2025-08-29"),
    ("stockton", TELL, "2024-12-23", "2025-01-02", "2025-01-03"),
    ("stockton", APPEAL, "2025-04-14", "2025-04-30", "2025-05-01"),
    ("westminster-2021", ACK, "2021-12-24", "2021-12-30", "2021-12-31"),
    ("westminster-2021", MEET, "2022-05-27", "2022-06-16", "2022-06-17"),  # over the jubilee
    ("westminster-2021", TELL, "2022-09-12", "2022-09-29", "2022-09-30"),  # over the funeral
    ("westminster-2021", APPEAL, "2022-09-12", "2022-09-27", "2022-09-28"),
    ("westminster-2023", ACK, "2024-05-03", "2024-05-08", "2024-05-09"),
    ("westminster-2023", MEET, "2025-03-03", "2025-03-19", "2025-03-20"),
    ("westminster-2023", TELL, "2025-04-07", "2025-04-30", "2025-05-01"),
    ("westminster-2023", APPEAL, "2024-12-20", "2025-01-08", "2025-01-09"),
]
# Their clocks are tried with those of complaints, in test_delays.
ELSEWHERE = {
    "coventry-complaints-2020",
    "hertsmere-2021",
    "housing-ombudsman-2020",
    "housing-ombudsman-2022",
    "housing-ombudsman-2024",
    "l-and-q-asb-2020",
    "lgsco-2024",
}


def run(policy: str, rule: str, *steps: tuple[Step, str]) -> Delay:
    """The one finding of the rule for these steps."""
    marks = [step(f"s{number}", on, kind) for number, (kind, on) in enumerate(steps)]
    found = delays(marks, AGENCIES, get([policy]), day("2026-12-01"), None)
    (delay,) = [one for one in found if one.rule == rule]
    return delay


@pytest.mark.parametrize(("policy", "rule", "start", "last", "late"), CLOCKS)
def test_every_clock_on_its_last_day_and_on_the_next(policy: str, rule: str, start: str, last: str, late: str) -> None:
    timescale = next(one for one in load_policies()[policy].timescales if one.rule == rule)
    in_time = run(policy, rule, (timescale.starts, start), (timescale.stops, last))
    too_late = run(policy, rule, (timescale.starts, start), (timescale.stops, late))
    assert (in_time.due, in_time.outcome, in_time.late_by) == (day(last), DelayOutcome.MET, None)
    assert (too_late.due, too_late.outcome, too_late.late_by) == (day(last), DelayOutcome.LATE, 1)


def test_every_timescale_of_a_council_is_tried_above() -> None:
    shipped = {(id, one.rule) for id, policy in load_policies().items() for one in policy.timescales}
    assert {one for one in shipped if one[0] not in ELSEWHERE} == {(policy, rule) for policy, rule, *_ in CLOCKS}


def test_gosports_clocks_are_chained() -> None:
    steps = [(Step.APPLICATION, "2025-03-03"), (Step.APPLICATION_ACKNOWLEDGED, "2025-03-05")]
    assert run("gosport", DECIDE, *steps).due == day("2025-03-26")  # from the acknowledgement, which came early


def test_stocktons_decision_runs_from_the_last_of_the_agencies_answers() -> None:
    steps = [
        (Step.AGENCY_FORMS_SENT, "2025-03-04"),
        (Step.AGENCY_FORMS_RETURNED, "2025-03-10"),
        (Step.AGENCY_FORMS_RETURNED, "2025-03-14"),
        (Step.THRESHOLD_DECISION, "2025-03-20"),
    ]
    found = run("stockton", DECIDE, *steps)
    assert (found.started.on, found.due, found.late_by) == (day("2025-03-14"), day("2025-03-19"), 1)


def test_an_acknowledgement_that_never_came_does_not_stop_the_next_clock() -> None:
    assert run("gosport", DECIDE, (Step.APPLICATION, "2025-03-03")).due == day("2025-04-07")


@pytest.mark.parametrize(
    ("decision", "runs"),
    [("Your application was accepted.", True), ("The threshold was not met in your case.", False)],
)
def test_no_meeting_is_owed_where_the_threshold_is_not_met(decision: str, runs: bool) -> None:
    marks = [
        step("a", "2025-03-03", Step.APPLICATION),
        step("d", "2025-04-07", Step.THRESHOLD_DECISION, words=decision),
    ]
    found = delays(marks, AGENCIES, get(["gosport"]), day("2025-12-01"), None)
    assert [one.due for one in found if one.rule == MEET] == ([day("2025-05-08")] if runs else [])
