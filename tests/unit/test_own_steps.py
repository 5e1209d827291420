"""Which step of a procedure a letter is by being written, and which day what it tells of has."""

import pytest
from tests.clockwork import case_of, email

from caseclock.models.step import Step

ON = "Thu, 16 May 2024 10:00:00 +0100"


def steps(papers: dict[str, str | bytes]) -> list[tuple[str, str]]:
    """The days and steps of every event of the papers, sorted."""
    linked = case_of(papers)[0]
    return sorted(
        {
            (str(event.when.start), step.value)
            for link in linked
            for event in link.events
            for step in event.steps
            if step is not Step.INCIDENT_REPORTED
        }
    )


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("This is a third formal complaint.", "complaint"),
        ("This is my second complaint about your handling of the noise.", "complaint"),
        ("I am making a new complaint, since nothing has been done.", "complaint"),
        ("Please take BH-C-2203 to stage 2.", "stage2_request"),
        ("Please can this go to stage two?", "stage2_request"),
        ("I would like my complaint moved to stage 2 of your procedure.", "stage2_request"),
        ("I do not accept your answer of 2 May and ask for stage 2.", "stage2_request"),
        ("I read your letter dated 2 May 2024 and I want it looked at under stage 2.", "stage2_request"),
        # what is only spoken of
        ("This is not a complaint.", None),
        ("This is about the noise at number 9.", None),
    ],
)
def test_what_a_persons_letter_asks_for_is_asked_on_its_own_day(words: str, step: str | None) -> None:
    found = steps({"a.eml": email("her", ON, "Number 9", words)})
    assert [one for one in found if one[1] != "stage1_response"] == ([("2024-05-16", step)] if step else [])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Your complaint of 9 May 2024 is acknowledged.",
            [("2024-05-09", "complaint"), ("2024-05-16", "complaint_acknowledged")],
        ),
        (
            "I acknowledge your complaint dated 9 May 2024.",
            [("2024-05-09", "complaint"), ("2024-05-16", "complaint_acknowledged")],
        ),
        (
            "Your request for stage 2 reached us on Monday and I acknowledge it.",
            [("2024-05-13", "stage2_request"), ("2024-05-16", "stage2_acknowledged")],
        ),
        (
            "Thank you for your complaint of 9 May 2024. You will have our stage 1 response by 30 May 2024.",
            [("2024-05-09", "complaint"), ("2024-05-16", "complaint_acknowledged")],
        ),
        (
            "Thank you for your complaint of 9 May 2024. Our stage 1 reply will be sent within ten working days.",
            [("2024-05-09", "complaint"), ("2024-05-16", "complaint_acknowledged")],
        ),
        (
            "I acknowledge your request for stage 2, which reached us on 9 May 2024.",
            [("2024-05-09", "stage2_request"), ("2024-05-16", "stage2_acknowledged")],
        ),
        (
            "This email acknowledges your complaint of 9 May 2024.",
            [("2024-05-09", "complaint"), ("2024-05-16", "complaint_acknowledged")],
        ),
        ("This is to acknowledge your escalation request.", [("2024-05-16", "stage2_acknowledged")]),
        ("Your complaint has been logged as BH-C-2203.", [("2024-05-16", "complaint_acknowledged")]),
        # what is owned up to, and what was left undone
        ("I acknowledge your frustration with the noise.", []),
        ("We failed to acknowledge your letter of 9 May 2024 in time.", []),
        (
            "This is our stage 1 response to your complaint of 2 May 2024. I do not uphold it.",
            [("2024-05-02", "complaint"), ("2024-05-16", "stage1_response")],
        ),
        (
            "This is our final response at stage 2. Your request of 15 April 2024 was acknowledged on 18 April 2024.",
            [("2024-04-18", "stage2_acknowledged"), ("2024-05-16", "stage2_response")],
        ),
    ],
)
def test_what_a_landlords_letter_is_and_what_it_tells_of(words: str, expected: list[tuple[str, str]]) -> None:
    assert steps({"a.eml": email("landlord", ON, "Your case", words)}) == expected


def letter(*words: str, to: str = "Dear Ms Harker") -> str:
    """A letter of the council's of 3 June 2024."""
    return "\n\n".join(
        ["Fenborough Council", "3 June 2024", to, *words, "Yours sincerely", "Sam Orr\nCommunity Safety Manager"]
    )


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        (["The panel met on 21 May 2024.", "These actions were agreed:", "1. Brambling Homes to fit a camera."], True),
        (["Your case review was held on 21 May 2024. The panel found that more could have been done."], True),
        (["The review panel sat on 21 May 2024. It made no recommendations as all had been done."], False),
        (["The review panel sat on 21 May 2024, and the panel recommended that the locks be changed."], True),
        (["The panel meets on 21 June 2024. I will write to you with what it decides."], False),
        (["The panel met on 21 May 2024. I will write to you again."], False),
    ],
)
def test_a_letter_that_tells_what_the_panel_found_is_the_outcome(words: list[str], outcome: bool) -> None:
    found = steps({"a.txt": letter(*words)})
    assert (("2024-06-03", "review_outcome") in found) is outcome


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("Six people complained about the fireworks on 9 May 2024.", False),
        ("Several other residents complained about the music on 9 May 2024.", False),
        ("Two of your neighbours complained to us about the dog on 9 May 2024.", False),
        ("You complained about our service on 9 May 2024.", True),
    ],
)
def test_how_many_complained_of_a_neighbour_is_no_complaint_about_the_service(words: str, complaint: bool) -> None:
    found = steps({"a.txt": letter(words)})
    assert (("2024-05-09", "complaint") in found) is complaint


@pytest.mark.parametrize(
    ("note", "step"),
    [
        ("BH-C-2203: rang Ms Harker, stage 2 request acknowledged.", "stage2_acknowledged"),
        ("Stage 2 request on BH-C-2203 acknowledged by email.", "stage2_acknowledged"),
        ("BH-C-2203: stage 2 ack sent.", "stage2_acknowledged"),
        ("Escalation acknowledged, BH-C-2203.", "stage2_acknowledged"),
        ("Stage 2 requested by Ms Harker for BH-C-2203.", "stage2_request"),
        ("Complaint from Ms Harker by letter, stage 1, BH-C-2203.", "complaint"),
    ],
)
def test_which_step_a_note_tells_of(note: str, step: str) -> None:
    assert steps({"n.csv": f'Date,Officer,Note\n16/05/2024,JP,"{note}"\n'}) == [("2024-05-16", step)]


def test_a_request_without_a_letters_form_is_sent_all_the_same() -> None:
    paper = """4 Pound Lane, Fenborough

16 May 2024

To Ms Pell, Brambling Homes

Complaint BH-C-2203

I do not accept your answer of 2 May and ask for stage 2.

Nobody from Brambling Homes has spoken to me about the threats.

I have told you of them three times and my door has still not been mended. I am afraid to go out, and I dread my nights.

Ann Harker
"""
    assert steps({"a.txt": paper}) == [("2024-05-16", "stage2_request")]
