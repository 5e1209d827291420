"""Prose to events: what happened on which day, who was told and when, and what is only wished, planned or denied."""

import pytest
from tests.casework import chronology, incidents, on, others

from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.when import Precision

# A report from outside, a landlord's letter, a tenant's letter; all of June 2021.
REPORT = "REPORT\n\nBrambling Housing\n\n12 June 2021\n\nThe complaint\n\n4. {}\n"
AGENCY = (
    "Brambling Homes\n2 Station Road, Oakhaven\n\n14 June 2021\n\nDear Ms Harker\n\nYour reports\n\n{}\n\n"
    "Yours sincerely\n\nT Ives\nHousing Officer\n"
)
TENANT = (
    "4 Tern Close\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\n{}\n\n"
    "Yours faithfully\n\nA Harker\n"
)
LANDLORD, TOLD = "registered_provider", "registered_provider 06-14"  # what the letter itself tells the landlord


@pytest.mark.parametrize(
    ("paper", "words", "expected"),
    [
        (
            REPORT,
            "On 4 March 2021 the tenant told the landlord that on 2 March her neighbour had kicked her door in.",
            [f"2021-03-02 > {LANDLORD} 03-04"],
        ),
        (
            AGENCY,
            "On 4 March 2021 you told us that on 2 March your neighbour had shouted at you.",
            [f"2021-03-02 > {LANDLORD} 03-04"],
        ),
        (
            AGENCY,
            "You rang us on 4 March 2021 to say that your neighbour had been shouting the night before.",
            [f"2021-03-03 > {LANDLORD} 03-04"],
        ),
        (TENANT, "On 2 March 2021 my neighbour Mr Dray kicked my front door.", [f"2021-03-02 > {TOLD}"]),
        (TENANT, "Last night he was playing loud music until 3am.", [f"2021-06-13 > {TOLD}"]),
        (
            TENANT,
            "On 2 March 2021 he threw eggs at my window. I told the police on 3 March 2021.",
            [f"2021-03-02 > police 03-03, {TOLD}"],
        ),
        (
            TENANT,
            "On 2 March 2021 he threw eggs at my window and I rang the police the same night.",
            [f"2021-03-02 > police 03-02, {TOLD}"],
        ),
        (
            TENANT,
            "On 2 March 2021 he threw eggs at my window, and again on 6 March.",
            [f"2021-03-02 > {TOLD}", f"2021-03-06 > {TOLD}"],
        ),
        (
            TENANT,
            "On 2 March 2021 he threw eggs at my window. On 6 March 2021 he shouted at me over the fence.",
            [f"2021-03-02 > {TOLD}", f"2021-03-06 > {TOLD}"],
        ),
    ],
)
def test_incidents_and_who_was_told(paper: str, words: str, expected: list[str]) -> None:
    assert incidents(chronology({"paper.txt": paper.format(words)})) == expected


def test_dated_things_in_a_list_are_one_incident_each() -> None:
    words = (
        "I have looked at the broken window on 3 February 2021, the shouting on 9 February 2021 (police, log 163) "
        "and the eggs on 12 February 2021."
    )
    assert incidents(chronology({"paper.txt": AGENCY.format(words)})) == [
        "2021-02-03",
        "2021-02-09 > police ?",
        "2021-02-12",
    ]


def test_brackets_say_when_one_thing_of_a_list_was_told() -> None:
    words = (
        "We know of the broken window on 3 February 2021 (reported to us on 4 February 2021) and the eggs on "
        "12 February 2021."
    )
    assert incidents(chronology({"paper.txt": AGENCY.format(words)})) == [
        f"2021-02-03 > {LANDLORD} 02-04",
        "2021-02-12",
    ]


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (TENANT, "He did not shout on 3 March 2021."),
        (TENANT, "If he shouts at me again I will ring the police."),
        (TENANT, "I would like you to write to him before he smashes another window."),
        (AGENCY, "On 4 March 2021 I said that you should ring us if he shouts at you."),
        (AGENCY, "Please ring the police if he kicks your door or shouts through it."),
        (REPORT, "On 4 March 2021 the landlord said that it would write to the neighbour."),
    ],
)
def test_what_is_denied_or_unreal_is_no_incident(paper: str, words: str) -> None:
    assert incidents(chronology({"paper.txt": paper.format(words)})) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The landlord visited the neighbour on 9 March 2021.", ["2021-03-09 agency_action"]),
        ("On 9 March 2021 the landlord wrote to the neighbour.", ["2021-03-09 contact"]),
        ("The landlord did not visit the tenant until 5 May 2021.", ["2021-05-05 agency_action"]),
        ("The resident made a complaint on 1 April 2021.", ["2021-04-01 complaint"]),
        (
            "The landlord issued its stage one response on 7 May 2021 and did not uphold the complaint.",
            ["2021-05-07 complaint_response"],
        ),
    ],
)
def test_acts(words: str, expected: list[str]) -> None:
    assert others(chronology({"paper.txt": REPORT.format(words)})) == expected


def test_what_would_be_done_is_not_done() -> None:
    found = chronology({"paper.txt": REPORT.format("On 4 March 2021 the landlord said that it would visit.")})
    assert others(found, "agency_action", "police_action") == []


def test_a_visit_not_made_is_told_as_not_made() -> None:
    """Its entry keeps the words, so that a paper that says otherwise can be set against it."""
    found = chronology({"paper.txt": REPORT.format("The landlord did not visit on 9 March 2021.")})
    (entry,) = on(found, "2021-03-09")
    assert "did not visit" in entry.sources[0].quote


def test_a_count_phrase_is_one_entry_with_its_count() -> None:
    words = "Three times in the week of 10 May 2021 he left his van across my drive."
    found = chronology({"paper.txt": TENANT.format(words)})
    assert incidents(found) == [f"2021-05-10/2021-05-16 > {TOLD}"]
    assert on(found, "2021-05-10/2021-05-16")[0].count == 3


def test_an_incident_without_a_day_is_kept() -> None:
    words = "My neighbour Mr Dray once threw a brick through my window, I do not know when. Mr Dray is a bully."
    found = chronology({"paper.txt": TENANT.format(words)})
    assert incidents(found) == [f"undated > {TOLD}"]
    last = found.entries[-1]
    assert (last.kind, last.when.precision) == (EntryKind.INCIDENT, Precision.UNDATED)


def test_clock_time_and_sort_of_behaviour() -> None:
    words = "On 2 March 2021 at about 9.30pm he smashed my window and shouted abuse at me."
    (entry,) = on(chronology({"paper.txt": TENANT.format(words)}), "2021-03-02")
    assert (entry.when.time, entry.when.precision) == ("21:30", Precision.MINUTE)
    assert {IncidentType.CRIMINAL_DAMAGE, IncidentType.HARASSMENT} <= set(entry.types)


def test_a_witness_tells_of_the_same_thing() -> None:
    statement = (
        "Statement of J Moss\n\nOn 3 April 2021 I was in my kitchen when I saw Mr Dray kick Ms Harker's front door.\n\n"
        "Signed J Moss\n5 April 2021\n"
    )
    letter = TENANT.format("On 3 April 2021 my neighbour Mr Dray kicked my front door.")
    found = chronology({"letter.txt": letter, "statement.txt": statement})
    assert incidents(found) == [f"2021-04-03 > {TOLD}"]
    (entry,) = (e for e in on(found, "2021-04-03") if e.kind is EntryKind.INCIDENT)
    assert len({source.document for source in entry.sources}) == 2
