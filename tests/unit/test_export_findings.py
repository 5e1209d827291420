"""Findings in words: lateness, row numbers, reasons, accounts side by side."""

from datetime import date

import pytest
from tests.made_chronology import ENTRIES, FINDINGS, made, source

from caseclock.extractor.exports.findings import Findings, late_words
from caseclock.extractor.exports.parts import Grid, Heading, Para
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.table import Background, make_rows
from caseclock.models.finding import Delay, DelayOutcome, Discrepancy, Excluded, Outcome, Threshold, Why

THRESHOLD, LATE, OUTSTANDING, GAP, DISCREPANCY = FINDINGS
AS_OF = date(2021, 11, 1)


def words(chronology, background=None):
    """Every paragraph and table cell of the findings as text, in order."""
    places = Places(chronology.documents)
    findings = Findings(chronology, make_rows(chronology, places), places, background or Background())
    lines: list[str] = []
    for part in findings.parts():
        if isinstance(part, Heading):
            lines.append(part.text)
        elif isinstance(part, Para):
            lines.append("".join(run.text for run in part.runs).replace("\u00a0", " "))
        elif isinstance(part, Grid):
            for row in part.rows:
                cells = [" / ".join("".join(run.text for run in para.runs) for para in cell) for cell in row.cells]
                lines.append(" | ".join(cells).replace("\u00a0", " "))
    return lines


def with_findings(*findings):
    return made().model_copy(update={"findings": findings})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "9 working days"),
        ({"late_by": 1}, "1 working day"),
        ({"late_by": None}, "late"),
        ({"outcome": DelayOutcome.MET, "late_by": None}, "in time"),
        ({"outcome": DelayOutcome.MET, "late_by": 0}, "in time"),
        ({"outcome": DelayOutcome.OUTSTANDING, "done": None}, "outstanding, 9 working days so far"),
        ({"outcome": DelayOutcome.OUTSTANDING, "done": None, "late_by": None}, "outstanding"),
        ({"outcome": DelayOutcome.OUTSTANDING, "done": None, "late_by": None, "due": AS_OF}, "not yet due"),
    ],
)
def test_lateness_in_words(changes, said):
    assert isinstance(LATE, Delay)
    assert late_words(LATE.model_copy(update=changes), AS_OF) == said


def test_late_clocks_come_first_then_outstanding_then_met():
    met = LATE.model_copy(update={"id": "f9", "rule": "acknowledge", "outcome": DelayOutcome.MET, "late_by": None})
    lines = words(with_findings(met, OUTSTANDING, LATE))
    clocks = [line.split(":")[0] for line in lines if " | " in line]
    assert clocks == ["Stage 1 response", "Stage 2 response", "Acknowledge"]


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (("e6",), "Counted (1): row 6."),
        (("e2", "e1"), "Counted (2): rows 1 and 2."),
        (("e7", "e1", "e2", "e4", "e3"), "Counted (5): rows 1 to 4 and 7."),
        (("e1", "lost"), "Counted (2): row 1, lost."),
        (("lost",), "Counted (1): lost."),
    ],
)
def test_counted_entries_are_named_by_their_rows(counted, said):
    assert isinstance(THRESHOLD, Threshold)
    lines = words(with_findings(THRESHOLD.model_copy(update={"counted": counted})))
    assert [line for line in lines if line.startswith("Counted")] == [said]


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_said_in_plain_words(why):
    excluded = tuple(Excluded(entry=entry.id, why=why) for entry in ENTRIES[:2])
    lines = words(with_findings(THRESHOLD.model_copy(update={"excluded": excluded})))
    (line,) = [line for line in lines if line.startswith("Not counted")]
    assert line.endswith(": rows 1 and 2.")
    assert why.value not in line
    assert "_" not in line


def test_what_a_person_must_decide_is_not_decided():
    open_question = {
        "outcome": Outcome.NEEDS_DECISION,
        "first_met_on": date(2021, 4, 1),
        "text": "Was action effective?",
    }
    lines = words(with_findings(THRESHOLD.model_copy(update=open_question)))
    assert lines[1:4] == [
        "alderfold-2020, section 5: number of complaints",
        "For a person to decide.",
        "Was action effective?",
    ]
    assert "First met on 1 April 2021." in lines


def test_entries_that_a_sentence_names_by_id_are_shown_as_rows():
    named = {"text": "Signs in e6 of October and (e1), not in e66 or the6"}
    lines = words(with_findings(THRESHOLD.model_copy(update=named)))
    assert "Signs in row 6 of October and (row 1), not in e66 or the6." in lines


def test_policies_are_named_in_full_where_their_title_is_known():
    lines = words(with_findings(THRESHOLD), Background(titles={"alderfold-2020": "Alderfold case review procedure"}))
    assert lines[1] == "Alderfold case review procedure (alderfold-2020), section 5: number of complaints"


def test_the_first_account_stands_left_and_all_others_right():
    assert isinstance(DISCREPANCY, Discrepancy)
    third = source("d1", "on the 7th", 5)
    lines = words(with_findings(DISCREPANCY.model_copy(update={"sources": (*DISCREPANCY.sources, third)})))
    assert (
        "Date. Two days are given for the same complaint. | “on 8 March I wrote to you” / complaint.eml | "
        "“letter rec'd 9/3” / case notes.xlsx sheet 1 / “on the 7th” / disclosure.pdf p 5"
    ) in lines


def test_without_findings_each_section_says_so():
    assert words(with_findings()) == [
        *("Case review threshold", "No policy with a threshold was applied."),
        *("Timescales", "No timescale of the policies applied was started by an event in the papers."),
        *("Periods without action", "None found.", "Differences between accounts", "None found."),
    ]
