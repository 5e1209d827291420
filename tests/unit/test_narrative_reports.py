"""Reports from outside (an ombudsman's, a committee's): what was done, against how things are and what is only said."""

import pytest
from tests.casework import chronology, others

from caseclock.models.chronology import Chronology
from caseclock.models.entry import Entry

# Reports about bodies of our own making; the day of the report itself is left out of what is compared.
OMBUDSMAN = (
    "Report by the Local Government and Social Care Ombudsman\n\nInvestigation into a complaint about Penmarsh Borough "
    "Council\n\n12 June 2021\n\n{}\n"
)
HAPPENED = OMBUDSMAN.format("What happened\n\n4. {}")
COMMITTEE = (
    "Committee:\tDate:\nCommunities Scrutiny Committee\t5 July 2021\nSubject: Heron Walk case review\tPublic\n\n"
    "Background\n\n1. {}\n"
)


def told(paper: str) -> list[str]:
    """What a report tells, without its own day and that of the committee."""
    return [line for line in others(chronology({"paper.txt": paper})) if line[:10] not in ("2021-06-12", "2021-07-05")]


def entries(paper: str) -> list[Entry]:
    found: Chronology = chronology({"paper.txt": paper})
    return [e for e in found.entries if str(e.when.start) not in ("2021-06-12", "2021-07-05")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Council offered to fit a new lock.", ["undated contact"]),
        ("Mr B asked for a move. The Council turned this down.", ["undated contact", "undated decision"]),
        (
            "The Council gave Mr B a leaflet and later invited him to a meeting.",
            ["undated contact"],
        ),
        ("An officer told Mr B of the delay. She also suggested mediation.", ["undated contact", "undated contact"]),
        (
            "Mr B appealed. The Chair considered the appeal and replied to him.",
            ["undated complaint", "undated contact"],
        ),
        ("The Council responded to his case review request.", ["undated contact"]),
        ("The Council accepted that he had met the threshold.", ["undated decision"]),
        ("It did, in the end, write to Mr B.", ["undated contact"]),
        ("The officer did apologise.", ["undated contact"]),
        ("The Council did also visit him.", ["undated agency_action"]),
        ("The call prompted the Council to take urgent action.", ["undated agency_action"]),
        ("The Council then took steps to keep him safe.", ["undated agency_action"]),
        ("The alarm led two agencies to take action at once.", ["undated agency_action"]),
    ],
)
def test_what_is_told_without_a_day_is_kept(words: str, expected: list[str]) -> None:
    found = told(HAPPENED.format(words))
    assert set(expected) <= set(found)
    assert all(line.startswith("undated") for line in found)


@pytest.mark.parametrize(
    "words",
    [
        "A case review is a meeting at which the agencies look at what they have done.",
        "Officers regularly visit the estate and meet the residents.",
        "The policy says that complaints are answered within ten days.",
        "Reports to the Council fell from 40 in the first quarter to 11 in the second.",
        "The evidence showed that the agencies had not met.",
        "Mr B was unhappy with the way he had been treated.",
        "The letter said that a reply had been sent.",
        "In response to our enquiries, nothing more is known.",
        "Nine complaints were received and two were upheld in all.",
        "A resident who has made three reports may ask for a review.",
        "To tell members what partners have done in the past year.",
    ],
)
def test_how_things_are_is_no_event(words: str) -> None:
    assert told(HAPPENED.format(words)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The keys were collected on 3 March 2021.", ["2021-03-03 agency_action"]),
        ("A new rota was introduced in March 2021.", ["2021-03-01/2021-03-31 agency_action"]),
        ("The hostel closed on 3 March 2021.", ["2021-03-03 other"]),
        ("The police boarded up the door on 3 March 2021.", ["2021-03-03 agency_action"]),
        (
            "A camera was put up on 3 March 2021 and taken down on 5 March 2021.",
            ["2021-03-03 agency_action", "2021-03-05 agency_action"],
        ),
        ("Officers of the Council and of Brambling Homes met on 3 March 2021.", ["2021-03-03 agency_action"]),
        ("Mr B brought his complaint to us on 3 March 2021.", ["2021-03-03 complaint"]),
        ("On 3 March 2021 magistrates fined the owner.", ["2021-03-03 court"]),
        ("Mr B moved out on 3 March 2021.", ["2021-03-03 other"]),
        ("The panel sat on 3 March 2021.", ["2021-03-03 agency_action"]),
        ("It was found to meet the threshold on 3 March 2021.", ["2021-03-03 decision"]),
        ("On 3 March 2021 the Council agreed to fund a warden.", ["2021-03-03 decision"]),
        ("In March 2021 the manager ran two workshops for staff.", ["2021-03-01/2021-03-31 agency_action"]),
    ],
)
def test_what_was_done_on_a_day_is_told_whatever_its_verb(words: str, expected: list[str]) -> None:
    assert told(HAPPENED.format(words)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Mr B was ill in March 2021.",
        "Mr B was at home on 3 March 2021.",
        "The flat, which dated from March 2021, needed a lock.",
        "By 3 March 2021 Mr B should have been told.",
    ],
)
def test_a_state_or_a_thing_not_done_is_not_done_on_a_day(words: str) -> None:
    assert others(chronology({"paper.txt": HAPPENED.format(words)}), "agency_action") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "On 2 March 2021 he rang the Council, which sent an officer the next day.",
            ["2021-03-02 contact", "2021-03-03 contact"],
        ),
        (
            "On 2 March 2021 Mr B rang the Council. It rang him back at once "
            "but the visit didn't take place until 9 April 2021.",
            ["2021-03-02 contact", "2021-03-02 contact", "2021-04-09 agency_action"],
        ),
        (
            "On 2 March 2021 Mr B wrote to the Council. It said it had written to him on 20 February 2021.",
            ["2021-02-20 contact", "2021-03-02 contact"],
        ),
        (
            "On 2 March 2021 Mr B wrote to the Council. The Council visited him before closing the file.",
            ["2021-03-02 agency_action", "2021-03-02 contact"],
        ),
    ],
)
def test_a_day_is_that_of_its_own_clause(words: str, expected: list[str]) -> None:
    assert sorted(told(HAPPENED.format(words))) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Council has since apologised to Mr B.", ["undated contact"]),
        ("The Council has explained that the file was lost in a move.", ["undated contact"]),
        ("The Council has agreed to pay Mr B £200.", ["undated decision"]),
        ("The Council should have told Mr B what it meant to do.", []),
        ("We have explained what the Council must consider.", []),
        ("The Council has not explained the delay.", []),
    ],
)
def test_among_judgements_only_what_the_body_has_answered_is_told(words: str, expected: list[str]) -> None:
    assert told(OMBUDSMAN.format("Conclusions\n\n9. " + words)) == expected


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("How we considered this complaint", "We spoke to Mr B and asked the Council for its file."),
        ("How I considered this complaint", "I spoke to Mr B about it."),
    ],
)
def test_the_enquiries_of_an_ombudsman_are_told(heading: str, words: str) -> None:
    found = told(OMBUDSMAN.format(f"{heading}\n\n3. {words}"))
    assert found
    assert set(found) == {"undated agency_action"}


def test_the_law_that_an_ombudsman_considered_is_no_event() -> None:
    assert told(OMBUDSMAN.format("How we considered this complaint\n\n3. We considered the relevant guidance.")) == []


TABLE = "Progress against the recommendations\n\nACTION\tUPDATE\tSTATUS\nOffer drop-in surgeries\t{}\tGREEN\n"


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("The first surgery was held in May 2021", ["2021-05-01/2021-05-31 agency_action"]),
        ("On 6 May 2021 the wardens visited every flat", ["2021-05-06 agency_action"]),
        ("Residents have been given a named contact", ["undated contact"]),
        ("Surgeries take place on the first Monday of each month", []),
        ("Complete", []),
    ],
)
def test_what_has_come_of_an_action_is_told_in_its_table(update: str, expected: list[str]) -> None:
    assert told(COMMITTEE.format("See below.") + "\n" + TABLE.format(update)) == expected


def test_the_action_itself_is_only_meant() -> None:
    table = "Progress\n\nACTION\tUPDATE\tSTATUS\nOfficers visited by March 2021 to be thanked\tOn track so far\tGREEN\n"
    assert told(COMMITTEE.format("See below.") + "\n" + table) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The manager will report again in March 2022.", ["2022-03-01/2022-03-31 other"]),
        ("Work is expected to finish in March 2022.", ["2022-03-01/2022-03-31 other"]),
        ("In March 2022 the officers will be speaking at a conference.", ["2022-03-01/2022-03-31 other"]),
        ("Partners will reply by 3 March 2022.", []),
    ],
)
def test_what_is_announced_for_a_day_is_kept_apart(words: str, expected: list[str]) -> None:
    assert told(COMMITTEE.format(words)) == expected


def test_agreed_at_the_meeting_is_of_the_day_of_the_meeting() -> None:
    words = (
        "On 2 March 2021 a resident wrote to the Council. A meeting was held on 9 April 2021.\n"
        "2. Four recommendations were agreed at the meeting."
    )
    assert "2021-04-09 decision" in told(COMMITTEE.format(words))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Committee(s):\tDate(s):\nHousing Sub-Committee Safer Kirkby Partnership\t3 May 2021 10 May 2021\n",
            ["The report goes to Housing Sub-Committee.", "The report goes to Safer Kirkby Partnership."],
        ),
        ("Report to the Licensing Committee\n\nDate of meeting: 3 May 2021\n", ["The report goes to a meeting."]),
        ("Report to the Licensing Committee\n\nPrinted: 3 May 2021\n", []),
    ],
)
def test_the_meetings_that_a_report_goes_to(head: str, expected: list[str]) -> None:
    paper = head + "\nPurpose of the report\n\n1. Members are asked to note it.\n"
    found = chronology({"paper.txt": paper}).entries
    assert [e.summary for e in found if e.summary.startswith("The report goes")] == expected


def test_a_line_of_text_that_is_a_heading_opens_its_section() -> None:
    """As the text of a PDF has them: no mark, no blank line that would set them apart."""
    paper = OMBUDSMAN.format("What happened\n\n1. The Council wrote to Mr B.\n\nPolicies\n\n2. Mr B was visited.")
    assert told(paper) == ["undated contact"]


def test_the_finding_is_of_the_day_at_the_head_of_the_report() -> None:
    paper = OMBUDSMAN.format("Final decision\n\n8. There was maladministration by the Council.")
    assert "2021-06-12 decision" in others(chronology({"paper.txt": paper}))


def test_a_numbered_heading_opens_its_section() -> None:
    paper = COMMITTEE.format(
        "The Council wrote to Mr B on 2 March 2021.\n\n2. Policy\n\n2.1 Mr B was visited on 3 March 2021."
    )
    assert told(paper) == ["2021-03-02 contact"]
