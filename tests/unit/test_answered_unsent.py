"""Answers to something that was never sent."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in, quotes

from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind

LANDLORD = "registered-provider-hollin"


def correspondence(*sent: date) -> CaseMaker:
    """E-mails of the tenant to the landlord, one a day given."""
    case = CaseMaker()
    for number, day in enumerate(sent):
        mail = case.paper(
            f"mail {number}.eml", f"Item {number}: he was at it again.", kind=DocumentKind.EMAIL, dated=day
        )
        case.entry(
            case.event(
                mail, f"Item {number}: he was at it again.", day, kind=EntryKind.REPORT, actor="complainant",
                recipients=(LANDLORD,), own_paper=True,
            )
        )  # fmt: skip
    return case


def answer(case: CaseMaker, text: str, day: date = date(2022, 6, 1)) -> CaseMaker:
    letter = case.paper("reply.docx", f"{text}\nWe will call on you.", dated=day)
    case.entry(
        case.event(
            letter, "We will call on you.", day, kind=EntryKind.CONTACT, actor=LANDLORD, recipients=("complainant",),
            own_paper=True,
        )
    )  # fmt: skip
    return case


MAY_3, MAY_20, MAY_27, JUNE_9 = date(2022, 5, 3), date(2022, 5, 20), date(2022, 5, 27), date(2022, 6, 9)


@pytest.mark.parametrize(
    "words",
    [
        "Thank you for your email of 11 May 2022.",
        "In reply to your message dated 11 May 2022, we are looking into it.",
        "I refer to your complaint of 11 May 2022.",
        "Thank you for your emails of 20 May 2022 and 11 May 2022.",
    ],
)
def test_an_answer_to_what_is_not_there(words: str) -> None:
    (finding,) = found_in(answer(correspondence(MAY_3, MAY_20, MAY_27), words))
    assert finding.about == "other"
    assert "11 May 2022" in finding.text
    assert "3 May 2022 (mail 0.eml)" in finding.text
    assert quotes(finding)[0] == words


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ((MAY_3, MAY_20, MAY_27), "Thank you for your email of 3 May 2022."),
        ((MAY_3, MAY_20, MAY_27), "Thank you for your letter of 4 May 2022."),  # written one day, received the next
        ((MAY_3, MAY_20), "Thank you for your email of 11 May 2022."),  # too little is there to miss anything
        ((), "Thank you for your email of 11 May 2022."),
        ((MAY_3, MAY_20, MAY_27), "Thank you for your call of 11 May 2022."),
        ((MAY_3, MAY_20, MAY_27), "I acknowledged your request on 11 May 2022."),
        ((MAY_3, MAY_20, MAY_27), "Thank you for your email. On 11 May 2022 we called."),
        (
            (date(2021, 5, 4), date(2021, 5, 20), date(2021, 6, 1)),
            "Thank you for your email of 11 May 2022.",
        ),  # another year's
    ],
)
def test_answers_that_have_their_letter_or_may_have(sent: tuple[date, ...], words: str) -> None:
    assert found_in(answer(correspondence(*sent), words)) == ()


def test_another_paper_that_tells_of_it_is_enough() -> None:
    case = answer(correspondence(MAY_3, MAY_20, MAY_27), "Thank you for your email of 11 May 2022.")
    case.paper("log.docx", "11 May 2022: email in from the tenant.", kind=DocumentKind.CASE_NOTES)
    assert found_in(case) == ()


def test_a_slip_in_the_date_is_shown_with_the_paper_that_it_may_mean() -> None:
    (finding,) = found_in(answer(correspondence(MAY_3), "Thank you for your email of 3 April 2022."))
    assert "3 May 2022 (mail 0.eml)" in finding.text


def test_a_paper_that_says_that_nothing_was_sent() -> None:
    case = answer(correspondence(), "Thank you for your letter of 11 May 2022.")
    case.paper("complaint.docx", "I never sent any letter on 11 May 2022.", dated=JUNE_9)
    (finding,) = found_in(case)
    assert "says otherwise" in finding.text
    assert set(quotes(finding)) == {
        "Thank you for your letter of 11 May 2022.",
        "I never sent any letter on 11 May 2022.",
    }


@pytest.mark.parametrize(
    "words",
    [
        "I never sent any letter on 12 May 2022.",
        "Did you not get my letter of 11 May 2022?",
        "I sent you a letter on 11 May 2022.",
    ],
)
def test_what_is_no_denial(words: str) -> None:
    case = answer(correspondence(), "Thank you for your letter of 11 May 2022.")
    case.paper("complaint.docx", words, dated=JUNE_9)
    assert found_in(case) == ()


@pytest.mark.parametrize(
    ("log", "found"),
    [
        ("11 May 2022: letter to the tenant with diary sheets.", True),
        ("Your first letter was answered on 11 May 2022.", True),
        ("12 May 2022: letter to the tenant with diary sheets.", False),
        ("11 May 2022: email to the tenant.", False),
        ("11 May 2022: visit to the tenant.", False),
        ("No letter was sent on 11 May 2022.", False),
    ],
)
def test_what_one_paper_sent_and_another_never_got(log: str, found: bool) -> None:
    case = CaseMaker()
    case.paper("log.docx", log, kind=DocumentKind.CASE_NOTES)
    case.paper("complaint.docx", "I never got any letter on 11 May 2022.", dated=JUNE_9)
    assert [f.about for f in found_in(case)] == (["other"] if found else [])
