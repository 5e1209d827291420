"""Letters and orders under two dates, and orders passed on before they were made."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in

from caseclock.models.entry import EntryKind

ACTION = EntryKind.AGENCY_ACTION


def warned(later: str, day: date, papers: int = 2, **more: object) -> CaseMaker:
    """A warning letter of 9 May in some papers, and a later letter's telling of one."""
    case = CaseMaker()
    told = []
    for number in range(papers):
        notes = case.paper(f"notes {number}.docx", f"Item {number}: warning letter posted to flat 12.")
        told.append(
            case.event(notes, f"Item {number}: warning letter posted to flat 12.", date(2022, 5, 9), kind=ACTION)
        )
    case.entry(*told)
    letter = case.paper("reply.docx", later, dated=date(2022, 6, 30))
    case.entry(case.event(letter, later, day, kind=ACTION, **more))
    return case


def test_a_warning_letter_with_another_date() -> None:
    (finding,) = found_in(warned("The warning letter was sent on 12 May 2022.", date(2022, 5, 12)))
    assert finding.about == "date"
    assert "12 May 2022" in finding.text
    assert "9 May 2022" in finding.text


@pytest.mark.parametrize(
    ("later", "day", "papers"),
    [
        ("The warning letter was sent on 10 May 2022.", date(2022, 5, 10), 2),  # written, then sent
        ("The warning letter was sent on 9 June 2022.", date(2022, 6, 9), 2),  # too far: another one
        ("A second warning letter was sent on 12 May 2022.", date(2022, 5, 12), 1),
        ("We will send a warning letter on 12 May 2022.", date(2022, 5, 12), 2),
        ("A decision letter was sent on 12 May 2022.", date(2022, 5, 12), 2),
    ],
)
def test_letters_that_may_be_others(later: str, day: date, papers: int) -> None:
    assert found_in(warned(later, day, papers)) == ()


def order(passed: str, made: str, day: date, also: str = "") -> CaseMaker:
    """A copy passed on on 9 May, and an order made on a day given."""
    case = CaseMaker()
    letter = case.paper("reply.docx", passed, dated=date(2022, 8, 1))
    case.entry(case.event(letter, passed, date(2022, 5, 9), kind=EntryKind.CONTACT))
    court = case.paper("court.docx", made)
    case.entry(case.event(court, made, day, kind=EntryKind.ORDER))
    if also:
        earlier = case.paper("earlier.docx", also)
        case.entry(case.event(earlier, also, date(2022, 4, 1), kind=EntryKind.ORDER))
    return case


@pytest.mark.parametrize(
    ("passed", "made"),
    [
        ("A copy of the final injunction was given to the police on 9 May 2022.", "The final injunction was made."),
        ("The closure order was shared with the shop on 9 May 2022.", "The magistrates granted a closure order."),
    ],
)
def test_an_order_passed_on_before_it_was_made(passed: str, made: str) -> None:
    (finding,) = found_in(order(passed, made, date(2022, 5, 30)))
    assert finding.about == "other"
    assert "30 May 2022" in finding.text


FINAL = "A copy of the final injunction was given to the police on 9 May 2022."
ANY = "A copy of the injunction was given to the police on 9 May 2022."


@pytest.mark.parametrize(
    ("passed", "made", "day", "also"),
    [
        (FINAL, "The final injunction was made.", date(2022, 5, 9), ""),
        (FINAL, "The final injunction was made.", date(2022, 5, 2), ""),
        (FINAL, "The interim injunction was made.", date(2022, 5, 30), ""),
        (ANY, "The injunction was made final.", date(2022, 5, 30), "An interim injunction was granted."),
        (ANY, "The court ordered the injunction to remain as made.", date(2022, 5, 30), ""),
        ("A draft of the final injunction was given to us.", "The final injunction was made.", date(2022, 5, 30), ""),
    ],
)
def test_orders_that_may_have_been_there(passed: str, made: str, day: date, also: str) -> None:
    assert found_in(order(passed, made, day, also)) == ()
