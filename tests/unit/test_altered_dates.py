"""Day and month changed round; dates said to be changed."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in

from caseclock.models.document import DocumentKind


def register(row: str) -> CaseMaker:
    case = CaseMaker()
    case.paper("register.xlsx", row, rows=True)
    diary = case.paper("diary.docx", "Drums on the landing until midnight on 3 November 2022.")
    case.entry(case.event(diary, "Drums on the landing until midnight", date(2022, 11, 3)))
    return case


def test_day_and_month_changed_round() -> None:
    (finding,) = found_in(register("SR 1 | 04/11/2022 | 11/03/2022 | Drums last night, landing"))
    assert finding.about == "date"
    assert "3 November 2022" in finding.text
    assert {s.document for s in finding.sources} == {"doc-1", "doc-2"}


def test_day_and_month_changed_round_in_a_record_that_stands_alone() -> None:
    (finding,) = found_in(register("SR 1 | 08/07/2022 | 07/08/2022 | Drums last night, landing"))
    assert {s.document for s in finding.sources} == {"doc-1"}


@pytest.mark.parametrize(
    "row",
    [
        "SR 1 | 08/07/2022 | 07/01/2022 | Told late, drums in January",
        "SR 1 | 04/11/2022 | 03/11/2022 | Drums last night",
        "SR 1 | 04/11/2022 | 25/03/2022 | Told late",
        "SR 1 | 12/03/2022 | 11/03/2022 | Drums last night",
        "SR 1 | 20/12/2022 | 11/03/2022 | Told very late",
    ],
)
def test_dates_that_are_in_order(row: str) -> None:
    assert found_in(register(row)) == ()


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("The copy of the email had its date changed to 19 May 2022.", True),
        ("The copy of the email was misdated 19 May 2022.", True),
        ("The date of the email was changed to 9 May 2022.", False),
        ("The meeting moved to 19 May 2022.", False),
    ],
)
def test_a_date_said_to_be_changed(second: str, found: bool) -> None:
    case = CaseMaker()
    case.paper("report.docx", f"The email was sent on 9 May 2022. {second}", kind=DocumentKind.REPORT)
    assert [f.about for f in found_in(case)] == (["date"] if found else [])
