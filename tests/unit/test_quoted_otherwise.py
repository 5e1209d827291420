"""Grounds, dates of a stage and sums that are quoted otherwise."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in

from caseclock.models.document import DocumentKind


def test_one_notice_on_two_sets_of_grounds() -> None:
    case = CaseMaker()
    case.paper("log.docx", "On 9 May 2022 a notice was served on grounds 10 and 12.")
    case.paper("letter.docx", "The notice served on 9 May 2022 relied on grounds 12 and 14.")
    (finding,) = found_in(case)
    assert finding.about == "identity"
    assert "grounds 10 and 12" in finding.text
    assert "grounds 12 and 14" in finding.text


@pytest.mark.parametrize(
    "other",
    [
        "The notice served on 9 May 2022 relied on grounds 12, 10.",
        "The notice served on 9 May 2022 relied on ground 12.",
        "The notice served on 30 September 2022 relied on grounds 12 and 14.",
        "It should have considered a notice on grounds 12 and 14.",
    ],
)
def test_grounds_that_agree_or_belong_to_another_notice(other: str) -> None:
    case = CaseMaker()
    case.paper("log.docx", "On 9 May 2022 a notice was served on grounds 10 and 12.")
    case.paper("letter.docx", other)
    assert found_in(case) == ()


def test_a_stage_response_with_two_dates() -> None:
    case = CaseMaker()
    case.paper("stage 2.docx", "Our answer.", dated=date(2022, 5, 19))
    case.paper(
        "report.docx",
        "The stage 2 response came on 19 May 2022.\n"
        "The £80 was offered on 16 May 2022 as part of its stage 2 response.",
        kind=DocumentKind.REPORT,
    )
    (finding,) = found_in(case)
    assert finding.about == "date"
    assert "16 May 2022" in finding.text


@pytest.mark.parametrize(
    "other",
    [
        "The stage 2 response of 20 May 2022 was read out.",  # written one day, sent the next
        "She asked on 16 May 2022 for a stage 2 response.\nShe requested a stage 2 response on 16 May 2022.",
        "It sent a holding letter on 16 May 2022, not the stage 2 response.",
        "It sent another stage 1 response on 16 May 2022.",
    ],
)
def test_other_days_of_a_stage_are_no_second_date(other: str) -> None:
    case = CaseMaker()
    case.paper("stage 2.docx", "Our answer.", dated=date(2022, 5, 19))
    case.paper("report.docx", f"The stage 2 response came on 19 May 2022.\n{other}", kind=DocumentKind.REPORT)
    assert found_in(case) == ()


def test_one_offer_with_two_sums() -> None:
    case = CaseMaker()
    case.paper("reply.docx", "At stage 1 we offer you £60 for this.")
    case.paper("report.docx", "At stage 1 the landlord offered £90.")
    (finding,) = found_in(case)
    assert finding.about == "other"
    assert "£60" in finding.text
    assert "£90" in finding.text


def test_a_sum_that_grew_is_no_second_sum() -> None:
    case = CaseMaker()
    case.paper("reply.docx", "At stage 1 we offer you £60 for this.")
    case.paper("report.docx", "The £60 was too little. At stage 1 the landlord should have offered £90.")
    assert found_in(case) == ()


def test_one_days_offer_with_two_sums() -> None:
    case = CaseMaker()
    case.paper("reply.docx", "On 9 May 2022 we offered you £60 for this.")
    case.paper("report.docx", "The landlord offered £90 on 9 May 2022.")
    (finding,) = found_in(case)
    assert "The offer of 9 May 2022" in finding.text
