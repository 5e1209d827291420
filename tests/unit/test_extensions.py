"""More time, agreed or announced in the papers: what tells of it, what does not, and whether that time was kept."""

from datetime import date

import pytest
from tests.clockwork import clocks, email, tellings

from caseclock.extractor.findings.extensions import find_extensions
from caseclock.models.finding import Delay, DelayOutcome

CODE = "housing-ombudsman-2022"
COMPLAINT = email(
    "her",
    "Wed, 1 Jun 2022 09:00:00 +0100",
    "Formal complaint",
    "I want to make a formal complaint about how you have dealt with the noise from number 9.",
)
ACK = email(
    "landlord", "Thu, 9 Jun 2022 09:00:00 +0100", "Your complaint", "I acknowledge your complaint of 1 June 2022."
)
RESPONSE = """Brambling Homes

{on}

Dear Ms Harker

Our response at stage 1

I have looked into your complaint and I uphold it in part. We were slow to write to your neighbour.

Yours sincerely
Jo Pell
Complaints Officer
"""


def holding(*words: str, subject: str = "Your complaint: stage 1 response") -> str:
    """The landlord's email of 14 June 2022."""
    return email("landlord", "Tue, 14 Jun 2022 10:00:00 +0100", subject, "I am sorry for the wait.", *words)


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("We need a further 10 working days to finish our stage 1 response.", "10 working_days"),
        ("I need another two weeks to look into your complaint.", "2 weeks"),
        ("We will require 5 more working days before we can decide your complaint.", "5 working_days"),
        ("It will take us three days longer to complete our response.", "3 calendar_days"),
        ("We are extending the time for our response by five working days.", "5 working_days"),
        ("A 10 working day extension has been agreed for your complaint.", "10 working_days"),
        ("I have extended the deadline for my response to 24 June 2022.", "2022-06-24"),
        ("As we agreed on the phone, you will have our stage 1 response by 24 June 2022.", "2022-06-24"),
        ("Our reply will now be with you by Friday 24 June 2022.", "2022-06-24"),
        ("The new deadline for the response is 24 June 2022.", "2022-06-24"),
        ("We hope to respond to your complaint by 24 June 2022.", "2022-06-24"),
        # what may be, what others are to do, what a policy says, what was refused, and time for something else
        ("If we need a further 10 working days we will tell you.", None),
        ("We may need a further 10 working days for our response.", None),
        ("Our complaints policy allows a further 10 working days.", None),
        ("We do not need a further 10 working days for our response.", None),
        ("Please send us your comments on the response by 24 June 2022.", None),
        ("I would like your answer by 24 June 2022.", None),
        ("We will need a further two weeks to fit the door closer.", None),
        ("We have had 10 further reports of noise.", None),
        ("The contractor will fit the door closer by 24 June 2022.", None),
    ],
)
def test_which_words_tell_of_more_time(words: str, more: str | None) -> None:
    case, agencies = tellings({"a.eml": COMPLAINT, "b.eml": holding(words)})
    found = find_extensions(case, frozenset(agency.id for agency in agencies))
    said = [f"{one.span.n} {one.span.unit}" if one.span else str(one.until) for one in found]
    assert said == ([more] if more else [])
    assert all(one.on.isoformat() == "2022-06-14" for one in found)


def stage1(*more: tuple[str, str], **settings: object) -> Delay:
    """The finding of the stage 1 clock that began on 1 June 2022 and ends on 17 June."""
    papers: dict[str, str | bytes] = {"a.eml": COMPLAINT, "b.eml": ACK, **dict(more)}
    return next(one for one in clocks(papers, CODE, **settings) if one.rule.startswith("stage 1"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "answered", "under", "kept"),
    [
        (
            "We need a further 10 working days for our stage 1 response.",
            "30 June 2022",
            "10 working days from 17 June 2022 end on 1 July 2022, or on 30 June 2022 if the first day is counted",
            "that day was kept, however the first day is counted",
        ),
        (
            "We need a further 10 working days for our stage 1 response.",
            "1 July 2022",
            "end on 1 July 2022",
            "that day was kept without counting the first day, not with it",
        ),
        (
            "We need a further 10 working days for our stage 1 response.",
            "4 July 2022",
            "end on 1 July 2022",
            "that day was not kept, however the first day is counted",
        ),
        (
            "You will have our stage 1 response by 24 June 2022.",
            "24 June 2022",
            "which was then due by 24 June 2022",
            "that day was kept",
        ),
        (
            "You will have our stage 1 response by 24 June 2022.",
            "27 June 2022",
            "which was then due by 24 June 2022",
            "that day was not kept",
        ),
    ],
)
def test_the_due_day_stays_and_the_text_says_whether_the_later_one_was_kept(
    words: str, answered: str, under: str, kept: str
) -> None:
    found = stage1(("c.eml", holding(words)), ("d.txt", RESPONSE.format(on=answered)))
    assert found.due.isoformat() == "2022-06-17"
    assert found.outcome is DelayOutcome.LATE
    assert f"the papers tell on 14 June 2022 of more time, “{words}”" in found.text
    assert under in found.text
    assert f"; {kept}" in found.text


@pytest.mark.parametrize(
    ("words", "longer"),
    [
        ("We need a further 10 working days for our stage 1 response.", False),
        ("We need a further 15 working days for our stage 1 response.", True),
        ("You will have our stage 1 response by 1 July 2022.", False),
        ("You will have our stage 1 response by 4 July 2022.", True),
    ],
)
def test_more_time_than_the_code_allows_is_said_to_be(words: str, longer: bool) -> None:
    text = stage1(("c.eml", holding(words))).text
    assert (", later than the further 10 working days that the policy allows" in text) is longer


def test_a_letter_that_only_puts_the_answer_off_is_no_answer() -> None:
    found = stage1(("c.eml", holding("I need a further 10 working days for my stage 1 response.")))
    assert (found.done, found.outcome) == (None, DelayOutcome.OUTSTANDING)


def test_a_day_that_is_no_later_than_the_policys_is_no_extension() -> None:
    found = stage1(("c.eml", holding("You will have our stage 1 response by 17 June 2022.")))
    assert "more time" not in found.text


def test_time_told_of_after_the_due_day_is_said_to_be() -> None:
    late = email(
        "landlord",
        "Mon, 20 Jun 2022 10:00:00 +0100",
        "Your complaint",
        "We need a further 10 working days for our stage 1 response.",
    )
    assert "(told after the day on which it was due)" in stage1(("c.eml", late)).text


def test_more_time_for_stage_2_is_none_for_stage_1() -> None:
    found = stage1(("c.eml", holding("We need a further 10 working days.", subject="Your request for stage 2")))
    assert "more time" not in found.text


def test_what_she_asks_for_herself_is_no_extension_of_the_landlords() -> None:
    hers = email(
        "her", "Tue, 14 Jun 2022 10:00:00 +0100", "My complaint", "I need a further 10 working days to answer you."
    )
    assert "more time" not in stage1(("c.eml", hers)).text


NOTES = """Date,Officer,Note
01/06/2022,JP,Complaint BH-C-1031 received from Ms Harker by email.
07/06/2022,JP,BH-C-1031 acknowledged.
13/06/2022,JP,Complaint BH-C-1040 received from Ms Harker about the same officer.
15/06/2022,JP,BH-C-1031: extension of 10 working days agreed with Ms Harker by phone.
21/06/2022,JP,BH-C-1040: stage 1 response sent.
30/06/2022,JP,BH-C-1031: stage 1 response sent.
"""


def test_more_time_for_one_complaint_is_none_for_another() -> None:
    found = {one.rule: one for one in clocks({"notes.csv": NOTES}, CODE) if one.limit.n == 10}
    assert "of more time" in found["stage 1 response (BH-C-1031)"].text
    assert "of more time" not in found["stage 1 response (BH-C-1040)"].text


def test_a_report_that_tells_of_it_does_as_well() -> None:
    report = (
        "Report to the complaints panel\n\nOn 3 May 2022 Ms Harker complained about the handling of her noise reports. "
        "On 12 May 2022 the landlord told her that it needed a further 10 working days. "
        "It sent its stage 1 response on 1 June 2022.\n"
    )
    (found,) = (one for one in clocks({"report.txt": report}, CODE) if one.limit.n == 10)
    assert "the papers tell on 12 May 2022 of more time" in found.text
    assert "end on 31 May 2022, or on 30 May 2022 if the first day is counted; that day was not kept" in found.text


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("We have extended the time for our decision on the threshold to 20 October 2023.", "decide on the threshold"),
        ("We will need a further five working days to decide whether the threshold is met.", "decide on the threshold"),
    ],
)
def test_more_time_for_a_case_review(words: str, rule: str) -> None:
    papers: dict[str, str | bytes] = {
        "a.eml": email(
            "her", "Wed, 20 Sep 2023 09:00:00 +0100", "Case review", "I am applying for an ASB case review."
        ),
        "b.txt": f"Fenborough Council\n\n6 October 2023\n\nDear Ms Harker\n\nYour case review\n\n{words}\n\nSam Orr\n",
    }
    found = clocks(papers, "hertsmere-2021", as_of=date(2023, 11, 1), applied=date(2023, 9, 20))
    assert [one.rule for one in found if "the papers tell on 6 October 2023 of more time" in one.text] == [rule]


def test_the_order_of_the_papers_does_not_matter() -> None:
    papers: dict[str, str | bytes] = {
        "a.eml": COMPLAINT,
        "b.eml": ACK,
        "c.eml": holding("Our reply is due by 1 July 2022."),
    }
    assert clocks(papers, CODE) == clocks(dict(reversed(papers.items())), CODE)
