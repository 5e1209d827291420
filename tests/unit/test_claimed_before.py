"""Said to be done before it was."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in, quotes

from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind


def claim(told: str, record: str, recorded: date) -> CaseMaker:
    case = CaseMaker()
    letter = case.paper("letter.docx", told)
    file = case.paper("file.docx", record)
    case.entry(case.event(letter, told, date(2022, 5, 9), kind=EntryKind.CONTACT))
    case.entry(case.event(file, record, recorded, kind=EntryKind.AGENCY_ACTION))
    return case


def test_a_request_said_to_be_made_before_it_was() -> None:
    case = claim(
        "On 9 May 2022 it told her that sound recording equipment had been requested.",
        "The council requested sound recording equipment on 23 May 2022.",
        date(2022, 5, 23),
    )
    (finding,) = found_in(case)
    assert finding.about == "other"
    assert "23 May 2022" in finding.text


@pytest.mark.parametrize(
    ("record", "recorded"),
    [
        ("The council requested sound recording equipment on 6 May 2022.", date(2022, 5, 6)),
        ("The council chased the sound recording equipment again on 23 May 2022.", date(2022, 5, 23)),
        ("The council requested a new lock on 23 May 2022.", date(2022, 5, 23)),
        ("The council requested sound recording equipment on 23 November 2022.", date(2022, 11, 23)),
    ],
)
def test_claims_that_the_record_bears_out(record: str, recorded: date) -> None:
    told = "On 9 May 2022 it told her that sound recording equipment had been requested."
    assert found_in(claim(told, record, recorded)) == ()


def test_a_paper_that_says_itself_that_the_record_differs() -> None:
    case = claim(
        "On 9 May 2022 it said that it had asked the school for a statement, but its records show that it had not.",
        "The officer asked the school for a statement on 1 June 2022.",
        date(2022, 6, 1),
    )
    (finding,) = found_in(case)
    assert "1 June 2022" in finding.text


def test_a_paper_that_puts_a_telling_right() -> None:
    case = CaseMaker()
    case.paper(
        "report.docx",
        "On 9 May 2022 it told her that the lock order was still with the contractor.\n"
        "On 9 May 2022 it informed her that the lock order was still with its contractor. "
        "However, the lock had already been fitted.",
        kind=DocumentKind.REPORT,
    )
    (finding,) = found_in(case)
    assert finding.about == "other"
    assert quotes(finding)[1] == "However, the lock had already been fitted."
