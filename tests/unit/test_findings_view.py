"""The findings as a page shows them: in order, with links to rows and words of the exports."""

import pytest
from tests.made_chronology import ENTRIES, FINDINGS, made, nothing

from caseclock.api.pages.findings.findings_view import FindingsView, Piece, findings_view
from caseclock.extractor.policies.loader import load_policies
from caseclock.models.chronology import Chronology
from caseclock.models.finding import Gap, Outcome, Threshold


def view(*findings: object) -> FindingsView:
    return findings_view(made().model_copy(update={"findings": findings or FINDINGS}), load_policies())


def threshold(**changes: object) -> Threshold:
    found = next(finding for finding in FINDINGS if isinstance(finding, Threshold))
    return found.model_copy(update=changes)


def test_the_summary_counts_and_leads_to_each_part() -> None:
    assert view().parts == (
        ("thresholds", "0 of 1 threshold met"),
        ("late", "1 clock late"),
        ("outstanding", "1 clock outstanding"),
        ("gaps", "1 gap"),
        ("discrepancies", "1 discrepancy"),
    )


@pytest.mark.parametrize(
    ("chronology", "said"),
    [
        (made(), "Threshold not met. 1 clock late, 1 clock outstanding, 1 gap and 1 discrepancy."),
        (nothing(), "No threshold applied. 0 clocks late, 0 clocks outstanding, 0 gaps and 0 discrepancies."),
    ],
    ids=["some", "none"],
)
def test_it_is_summed_up_in_a_sentence(chronology: Chronology, said: str) -> None:
    assert findings_view(chronology, {}).said == said


def test_a_threshold_has_its_counted_incidents_with_their_rows_and_reports() -> None:
    ((route,),) = (policy.routes for policy in view(threshold(counted=("e2", "e1"))).policies)
    assert [(one.no, one.entry) for one in route.counted] == [(1, "e1"), (2, "e2")]
    assert route.counted[1].reported == ("Reported to Northmere Police on 3 March 2021 (ref 502).",)


def test_what_is_left_out_is_grouped_by_the_reason_in_words() -> None:
    ((route,),) = (policy.routes for policy in view().policies)
    assert [(why, [one.entry for one in items]) for why, items in route.left_out] == [
        ("no report to a relevant body found in the papers", ["e7"]),
        ("outside the period that the policy looks back over", ["e1", "e2"]),
    ]


def test_numbers_of_the_picture_are_those_of_the_list_though_one_is_undated() -> None:
    ((route,),) = (policy.routes for policy in view(threshold(counted=("e7", "e6", "e2"))).policies)
    assert route.picture is not None
    numbers = {mark.words.rpartition(" ")[2]: mark.number for mark in route.picture.counted}
    assert numbers == {str(one.no): number for number, one in enumerate(route.counted, 1) if one.entry != "e7"}


def test_ids_of_entries_in_a_sentence_lead_to_their_rows() -> None:
    ((route,),) = (policy.routes for policy in view(threshold(text="Signs of it: e2 of 3 March and e6")).policies)
    assert route.text == (
        Piece("Signs of it: "),
        Piece("row\u00a02", "e2"),
        Piece(" of 3 March and "),
        Piece("row\u00a06", "e6"),
        Piece("."),
    )


def test_clocks_stand_with_the_late_ones_apart_from_those_that_still_run() -> None:
    found = view()
    assert [one.rule for one in found.late] == ["Stage 1 response"]
    assert [one.outcome for one in found.late] == ["Late by 9 working days"]
    assert [one.outcome for one in found.outstanding] == ["Overdue by 1 month"]
    assert found.in_time == ()
    (late,) = found.late
    assert (late.started.on, late.started.entry, late.started.no) == ("8 March 2021", "e3", 3)
    assert late.done is not None
    assert late.done.entry == "e5"


def test_a_day_that_is_of_no_entry_has_no_row() -> None:
    (waiting,) = view().outstanding
    assert (waiting.started.on, waiting.started.entry, waiting.done) == ("1 September 2021", "", None)


def test_the_longest_gap_comes_first() -> None:
    gap = next(finding for finding in FINDINGS if isinstance(finding, Gap))
    short, long = gap.model_copy(update={"calendar_days": 3}), gap.model_copy(update={"calendar_days": 400})
    assert [one.finding.calendar_days for one in view(short, gap, long).gaps] == [400, 193, 3]


def test_accounts_stand_in_their_order_with_their_places() -> None:
    (one,) = view().discrepancies
    assert one.about == "Date"
    assert [(account.quote, account.where) for account in one.accounts] == [
        ("on 8 March I wrote to you", "complaint.eml"),
        ("letter rec'd 9/3", "case notes.xlsx sheet 1"),
    ]


def test_a_policy_that_is_not_known_is_named_by_its_id() -> None:
    assert [policy.title for policy in view().policies] == ["Alderfold 2020"]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_in_words_and_not_in_colour_alone(outcome: Outcome) -> None:
    ((route,),) = (policy.routes for policy in view(threshold(outcome=outcome)).policies)
    assert route.outcome in ("Met", "Not met", "For a person to decide")


def test_entries_that_are_not_there_are_left_out_of_lists() -> None:
    ((route,),) = (policy.routes for policy in view(threshold(counted=("e1", "gone"))).policies)
    assert [one.entry for one in route.counted] == [ENTRIES[0].id]
