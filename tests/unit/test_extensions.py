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
    ("words", "answered", "due", "late_by"),
    [
        ("We need a further 10 working days for our stage 1 response.", "17 June 2022", "2022-07-01", None),
        ("We need a further 10 working days for our stage 1 response.", "1 July 2022", "2022-07-01", None),
        ("We need a further 10 working days for our stage 1 response.", "4 July 2022", "2022-07-01", 1),
        ("I am extending my time for the response by five working days.", "27 June 2022", "2022-06-24", 1),
        ("You will have our stage 1 response by 24 June 2022.", "24 June 2022", "2022-06-24", None),
        ("I have extended the deadline for my response to 1 July 2022.", "5 July 2022", "2022-07-01", 2),
        # more than the ten days that the Code lets a landlord take
        ("We need a further 15 working days for our stage 1 response.", "4 July 2022", "2022-06-17", 11),
        ("You will have our stage 1 response by 4 July 2022.", "4 July 2022", "2022-06-17", 11),
    ],
)
def test_time_announced_before_the_due_day_moves_it(words: str, answered: str, due: str, late_by: int | None) -> None:
    found = stage1(("c.eml", holding(words)), ("d.txt", RESPONSE.format(on=answered)))
    assert (found.due.isoformat(), found.late_by) == (due, late_by)
    assert found.outcome is (DelayOutcome.LATE if late_by else DelayOutcome.MET)
    assert found.limit.n == 10
    assert "due by 17 June 2022" in found.text
    moved = "so that it was due by" in found.text
    assert moved is (due != "2022-06-17")
    if moved:
        assert f"on 14 June 2022, “{words}”" in found.text
        assert ("within the longer time" in found.text) is (late_by is None and answered != "17 June 2022")


@pytest.mark.parametrize(
    ("asked", "answer", "due"),
    [
        ("May I have ten working days more for the response?", "I agree to the ten working days more.", "2022-07-01"),
        ("Would you agree to five more working days for our reply?", "That is fine.", "2022-06-24"),
        ("Could we take a further five working days to finish our reply?", "I am content with that.", "2022-06-24"),
        ("Could we take a further five working days to finish our reply?", "I would rather not.", "2022-06-17"),
        ("May I have ten working days more for the response?", "I do not agree to that.", "2022-06-17"),
        ("May I have ten working days more for the response?", "I do not agree to ten more days.", "2022-06-17"),
        ("May I have ten working days more for the response?", "He was at it again last night.", "2022-06-17"),
    ],
)
def test_time_that_is_asked_for_moves_it_where_it_is_agreed_to(asked: str, answer: str, due: str) -> None:
    hers = email("her", "Wed, 15 Jun 2022 10:00:00 +0100", "Re: Your complaint: stage 1 response", answer)
    assert stage1(("c.eml", holding(asked)), ("d.eml", hers)).due.isoformat() == due


@pytest.mark.parametrize(
    ("note", "due"),
    [
        ("BH-C-1031: extension of 10 working days agreed with Ms Harker by phone.", "2022-07-01"),
        ("BH-C-1031: wrote to Ms Harker, stage 1 response extended to 22 June 2022.", "2022-06-22"),
        ("BH-C-1031: rang Ms Harker and told her we need another five working days. She was content.", "2022-06-24"),
        ("BH-C-1031: extension of 10 working days agreed with line manager.", "2022-06-17"),
        ("BH-C-1031: we need a further 10 working days for this response.", "2022-06-17"),
    ],
)
def test_a_note_of_more_time_moves_it_where_they_were_told(note: str, due: str) -> None:
    notes = (
        "Date,Officer,Note\n01/06/2022,JP,Complaint BH-C-1031 received from Ms Harker by email.\n"
        f"14/06/2022,JP,{note}\n30/06/2022,JP,BH-C-1031: stage 1 response sent.\n"
    )
    (found,) = (one for one in clocks({"notes.csv": notes}, CODE) if one.limit.n == 10)
    assert found.due.isoformat() == due


def test_the_answer_itself_may_tell_that_more_time_was_agreed() -> None:
    letter = RESPONSE.format(on="30 June 2022").replace(
        "I have looked into", "You agreed on 15 June 2022 to give us ten more working days. I have looked into"
    )
    found = stage1(("d.txt", letter))
    assert (found.due.isoformat(), found.outcome) == ("2022-07-01", DelayOutcome.MET)


def test_a_mere_promise_of_a_later_day_is_no_extension() -> None:
    ack = email(
        "landlord",
        "Thu, 9 Jun 2022 09:00:00 +0100",
        "Your complaint",
        "I acknowledge your complaint of 1 June 2022. You will have our stage 1 response by 23 June 2022.",
    )
    (found,) = (one for one in clocks({"a.eml": COMPLAINT, "b.eml": ack}, CODE) if one.rule.startswith("stage 1"))
    assert found.due.isoformat() == "2022-06-17"
    assert "of more time" in found.text


@pytest.mark.parametrize(
    "words",
    [
        "We need a further 15 working days for our stage 1 response.",
        "You will have our stage 1 response by 4 July 2022.",
    ],
)
def test_more_time_than_the_code_allows_is_said_to_be(words: str) -> None:
    assert ", later than the further 10 working days that the policy allows" in stage1(("c.eml", holding(words))).text


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
    found = stage1(("c.eml", late))
    assert "(told after the day on which it was due)" in found.text
    assert found.due.isoformat() == "2022-06-17"


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
    assert found["stage 1 response (BH-C-1031)"].due.isoformat() == "2022-07-01"
    assert found["stage 1 response (BH-C-1040)"].due.isoformat() == "2022-06-27"
    assert "more time" not in found["stage 1 response (BH-C-1040)"].text


def test_a_report_that_tells_of_it_does_as_well() -> None:
    report = (
        "Report to the complaints panel\n\nOn 3 May 2022 Ms Harker complained about the handling of her noise reports. "
        "On 12 May 2022 the landlord told her that it needed a further 10 working days. "
        "It sent its stage 1 response on 1 June 2022.\n"
    )
    (found,) = (one for one in clocks({"report.txt": report}, CODE) if one.limit.n == 10)
    assert (found.due.isoformat(), found.late_by) == ("2022-05-31", 1)
    assert "due by 17 May 2022" in found.text


def test_a_day_on_which_an_answer_would_be_sent_is_no_answer_in_a_report_either() -> None:
    report = (
        "Report to the complaints panel\n\nOn 3 May 2022 Ms Harker complained about the handling of her noise reports. "
        "On 12 May 2022 the landlord told her that its stage 1 response would be delayed and sent by 26 May 2022. "
        "It sent its stage 1 response on 27 May 2022.\n"
    )
    (found,) = (one for one in clocks({"report.txt": report}, CODE) if one.limit.n == 10)
    assert found.done is not None
    assert (found.due.isoformat(), found.done.on.isoformat(), found.late_by) == ("2022-05-26", "2022-05-27", 1)


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
