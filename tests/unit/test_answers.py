"""Which answer is to which start where several are under way, and how days are counted in every nation."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.factories import AGENCIES, day, step
from tests.unit.test_delays import CODE, brief, complaint, reply, run, told

from caseclock.extractor.findings.delays import delays
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.entry import EntryKind
from caseclock.models.event import Linked
from caseclock.models.policy import Policy
from caseclock.models.step import Step


def passage(link: Linked, start: int, document: str = "d1", **more: object) -> Linked:
    """The same entry told at a place of a document."""
    event = link.events[0]
    source = event.source.model_copy(update={"document": document, "start": start, "end": start + 60})
    return Linked(link.entry, (replace(event, source=source, **more),))


@pytest.mark.parametrize(
    ("complaint_at", "reply_at", "letter", "runs"),
    [
        (
            ("d1", 300),
            ("d1", 220),
            False,
            False,
        ),  # "it sent another response on 8 June, and she was still dissatisfied"
        (("d1", 220), ("d1", 300), False, False),
        (("d1", 300), ("d1", 4000), False, True),  # elsewhere in a report
        (("d1", 300), ("d2", 310), False, True),  # in a paper of its own
        (("d2", 4000), ("d2", 10), True, False),  # what the answering letter itself says of the complaint
    ],
)
def test_a_complaint_told_only_with_the_answer_of_its_day_starts_nothing(
    complaint_at: tuple[str, int], reply_at: tuple[str, int], letter: bool, runs: bool
) -> None:
    entries = [
        passage(complaint("c", "2022-06-08"), complaint_at[1], complaint_at[0]),
        passage(reply("r", "2022-06-08"), reply_at[1], reply_at[0], own_paper=letter),
    ]
    assert bool(told(run(entries, CODE), "stage 1")) is runs


def test_a_complaint_with_a_reference_of_its_own_may_be_answered_on_its_day() -> None:
    entries = [passage(complaint("c", "2022-06-08", "K118"), 300), passage(reply("r", "2022-06-08", "K118"), 220)]
    assert told(run(entries, CODE), "stage 1")[0][3:] == ("2022-06-08", 0, None, "met")


def test_two_complaints_with_references_share_no_answer_that_gives_none() -> None:
    entries = [
        complaint("a", "2022-06-01", "K118"),
        complaint("b", "2022-06-06", "K131"),
        reply("first", "2022-06-15"),
        reply("second", "2022-06-22"),
    ]
    assert [one[1::2] for one in told(run(entries, CODE), "stage 1")] == [
        ("2022-06-01", "2022-06-15", None),
        ("2022-06-06", "2022-06-22", 2),
    ]
    assert [one[3] for one in told(run(entries[:3], CODE), "stage 1")] == ["2022-06-15", None]


def test_requests_that_overlap_keep_their_own_acknowledgements_and_answers() -> None:
    asked = [step(f"q{n}", f"2024-06-0{n}", Step.STAGE2_REQUEST, case_ref=f"R20{n}") for n in (3, 5, 7)]
    acks = [step(f"a{n}", f"2024-06-1{n}", Step.STAGE2_ACKNOWLEDGED, case_ref=f"R20{n}") for n in (7, 3)]
    answered = [step("s5", "2024-07-01", Step.STAGE2_RESPONSE, case_ref="R205")]
    found = run([*asked, *acks, *answered], "housing-ombudsman-2024", as_of="2024-07-10")
    assert [(one[0][-5:-1], one[3], one[5]) for one in told(found, "acknowledge a stage 2")] == [
        ("R203", "2024-06-13", 3),
        ("R205", None, None),
        ("R207", "2024-06-17", 1),
    ]
    # R205 was never acknowledged: its time runs from the last day on which it should have been
    assert sorted((one[0][-5:-1], one[1], one[3]) for one in told(found, "stage 2 response")) == [
        ("R203", "2024-06-13", None),
        ("R205", "2024-06-12", "2024-07-01"),
        ("R207", "2024-06-17", None),
    ]


def test_a_response_dated_twice_has_the_day_that_more_passages_give() -> None:
    once, often = reply("once", "2022-06-20"), reply("often", "2022-06-22")
    twice = Linked(often.entry, (often.events[0], replace(often.events[0], spot="again")))
    found = next(one for one in run([complaint("c", "2022-06-01"), once, twice], CODE) if one.limit.n == 10)
    assert brief(found)[3:] == ("2022-06-22", 13, 3, "late")
    assert "another passage puts it on 20 June 2022" in found.text


def test_another_response_weeks_later_is_another() -> None:
    late = reply("often", "2022-07-20")
    twice = Linked(late.entry, (late.events[0], replace(late.events[0], spot="again")))
    assert (
        told(run([complaint("c", "2022-06-01"), reply("r", "2022-06-14"), twice], CODE), "stage 1")[0][3]
        == "2022-06-14"
    )


def test_an_ombudsmans_final_decision_is_no_final_response_of_the_landlord() -> None:
    ombudsman = Agency(id="om", name="Housing Ombudsman", kind=AgencyKind.OMBUDSMAN)
    entries = [
        step("q", "2022-09-05", Step.STAGE2_REQUEST),
        step("d", "2022-09-20", Step.STAGE2_RESPONSE, kind=EntryKind.DECISION, actor="om"),
    ]
    assert told(run(entries, CODE, agencies=(*AGENCIES, ombudsman)), "stage 2")[0][3] is None


@pytest.mark.parametrize(
    ("rule", "first", "after", "told_of"),
    [
        ("hear an appeal", Step.APPEAL, Step.APPEAL_OUTCOME, False),
        ("hear an appeal", Step.APPEAL, Step.REVIEW_OUTCOME, True),
    ],
)
def test_what_must_have_been_done_by_then_is_not_called_outstanding(
    rule: str, first: Step, after: Step, told_of: bool
) -> None:
    entries = [step("f", "2022-01-12", first), step("a", "2022-03-01", after)]
    assert bool([one for one in run(entries, "hertsmere-2021") if one.rule == rule]) is told_of


@pytest.mark.parametrize(
    ("words", "escalations"),
    [
        ("taken to the line manager", ["take an overdue action to the line manager"]),
        ("taken to the Head of Service", ["take an overdue action to the Head of Service"]),
        (
            "taken to the Chief Executive",
            ["take an overdue action to the Head of Service", "take an overdue action to the Chief Executive"],
        ),
    ],
)
def test_each_rung_of_an_escalation_has_a_clock_of_its_own(words: str, escalations: list[str]) -> None:
    entries = [step("d", "2022-01-10", Step.ACTION_DUE), step("e", "2022-03-01", Step.ACTION_ESCALATED, words=words)]
    assert [one.rule for one in run(entries, "hertsmere-2021")] == escalations


# Both ways of counting, and the working days of each nation: (counting, nation, unit, n, start, due)
COUNTS = [
    ("exclusive", "england_and_wales", "working_days", 5, "2023-04-03", "2023-04-12"),  # Good Friday, Easter Monday
    ("inclusive", "england_and_wales", "working_days", 5, "2023-04-03", "2023-04-11"),
    ("exclusive", "scotland", "working_days", 5, "2023-04-03", "2023-04-11"),  # no Easter Monday
    ("inclusive", "scotland", "working_days", 5, "2023-04-03", "2023-04-10"),
    ("exclusive", "northern_ireland", "working_days", 5, "2023-07-07", "2023-07-17"),  # the 12th of July
    ("exclusive", "england_and_wales", "working_days", 5, "2023-07-07", "2023-07-14"),
    ("exclusive", "any_uk", "working_days", 5, "2023-07-07", "2023-07-17"),
    ("exclusive", "scotland", "working_days", 3, "2023-12-29", "2024-01-05"),  # 2 January
    ("exclusive", "england_and_wales", "working_days", 3, "2023-12-29", "2024-01-04"),
    ("exclusive", "england_and_wales", "working_days", 2, "2020-05-06", "2020-05-11"),  # moved to a Friday
    ("exclusive", "england_and_wales", "working_days", 2, "2022-05-31", "2022-06-06"),  # jubilee
    ("exclusive", "northern_ireland", "working_days", 2, "2022-09-16", "2022-09-21"),  # funeral
    ("exclusive", "scotland", "working_days", 2, "2023-05-05", "2023-05-10"),  # coronation
    ("exclusive", "england_and_wales", "months", 1, "2024-01-31", "2024-02-29"),
    ("inclusive", "england_and_wales", "months", 1, "2024-01-31", "2024-02-29"),
    ("exclusive", "england_and_wales", "months", 1, "2024-02-29", "2024-03-29"),
    ("inclusive", "england_and_wales", "months", 1, "2024-02-29", "2024-03-28"),
    ("exclusive", "england_and_wales", "weeks", 2, "2024-02-15", "2024-02-29"),
    ("inclusive", "england_and_wales", "weeks", 2, "2024-02-15", "2024-02-28"),
    ("exclusive", "england_and_wales", "calendar_days", 28, "2024-02-01", "2024-02-29"),
    ("inclusive", "england_and_wales", "calendar_days", 28, "2024-02-01", "2024-02-28"),
]


@pytest.mark.parametrize(("counting", "nation", "unit", "n", "start", "due"), COUNTS)
def test_clocks_count_as_their_policy_says(counting: str, nation: str, unit: str, n: int, start: str, due: str) -> None:
    clock = {"rule": "answer", "starts": "complaint", "stops": "stage1_response", "section": "1"}
    policy = Policy.model_validate(
        {
            "id": "own",
            "title": "Own",
            "body": "Own",
            "source": "own",
            "nation": nation,
            "counting": counting,
            "timescales": [{**clock, "limit": {"n": n, "unit": unit}}],
        }
    )
    late = (day(due) + timedelta(days=1)).isoformat()
    in_time, too_late = (
        delays([complaint("c", start), reply("r", done)], AGENCIES, [policy], day("2026-01-01"), None)[0]
        for done in (due, late)
    )
    assert (in_time.due.isoformat(), str(in_time.outcome)) == (due, "met")
    assert (str(too_late.outcome), too_late.late_by) == ("late", 1)
