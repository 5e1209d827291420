"""Reference numbers a slip of the pen apart."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in

from caseclock.extractor.findings.digits import slip_between
from caseclock.models.entry import IncidentType


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("77/40518/22", "77/40581/22", "swapped"),
        ("77/40518/22", "77/40519/22", "changed"),
        ("AB-12345", "AB-21345", "swapped"),
        ("AB-12345", "AC-12345", ""),
        ("AB-12345", "AB-54321", ""),
        ("AB-12345", "AB-123456", ""),
        ("AB-12345", "AB-12345", ""),
    ],
)
def test_slips_between_numbers(one: str, other: str, slip: str) -> None:
    assert slip_between(one, other) == slip


def two_numbers(one: str, other: str, second: date = date(2022, 5, 9), **more: object) -> CaseMaker:
    case = CaseMaker()
    report = case.paper("crime report.pdf", f"Crime {one}: bins set alight in the yard", rows=True)
    note = case.paper("contact log.pdf", f"Caller says bins alight in the yard, crime {other}", rows=True)
    types = (IncidentType.CRIMINAL_DAMAGE,)
    case.entry(case.event(report, case.text(report), date(2022, 5, 9), types=types, references=(one,), row="1"))
    case.entry(case.event(note, case.text(note), second, types=types, references=(other,), row="7", **more))
    return case


def test_two_digits_changed_round() -> None:
    (finding,) = found_in(two_numbers("77/40518/22", "77/40581/22"))
    assert finding.about == "identity"
    assert "77/40518/22" in finding.text
    assert "77/40581/22" in finding.text


@pytest.mark.parametrize(
    ("other", "second"),
    [
        ("77/40519/22", date(2022, 5, 9)),  # the next number of the same log
        ("77/40581/22", date(2022, 8, 9)),  # another day
        ("77/61240/22", date(2022, 5, 9)),  # another number
    ],
)
def test_numbers_that_are_just_others(other: str, second: date) -> None:
    assert found_in(two_numbers("77/40518/22", other, second)) == ()


def test_a_paper_that_gives_both_numbers_knows_two() -> None:
    case = two_numbers("77/40518/22", "77/40581/22")
    both = case.paper("list.docx", "Crimes 77/40518/22 and 77/40581/22")
    case.entry(
        case.event(
            both, "Crimes 77/40518/22 and 77/40581/22", date(2022, 5, 9), references=("77/40518/22", "77/40581/22")
        )
    )
    assert found_in(case) == ()
