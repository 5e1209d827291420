"""What an agency's letters and minutes, and an ombudsman's report, say of incidents beside what is done about them."""

import pytest
from tests.casework import chronology, incidents

LETTER = (
    "Penmarsh Housing Association\n\n12 June 2022\n\nDear Mrs Arkle\n\nYour complaint about Mr Voss\n\n{}\n\n"
    "Yours sincerely\n\nIda Quill, Complaints\n"
)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("You wrote on 7 May 2022 about stones being thrown on the night of 6 May 2022.", ["2022-05-06"]),
        ("You called on 9 May 2022 about a goat on the evening of 8 May 2022.", ["2022-05-08"]),
        ("Four people complained about the rockets of 1 May 2022: three to the police and one to us.", ["2022-05-01"]),
        ("You complained to us about the repair on 3 May 2022.", []),
        ("The panel noted that the bin fire on 4 May 2022 had been told to the fire brigade only.", ["2022-05-04"]),
        ("The panel noted that the repair on 4 May 2022 had been reported to the council.", []),
        ("The hammer on 2 May 2022 called for an application to the court.", ["2022-05-02"]),
        ("The hearing on 2 May 2022 called for more evidence.", []),
        ("On 5 May 2022 he called her a liar and said he would burn her car.", ["2022-05-05"]),
        (
            "We did too little after the stones of 1 May 2022 and the drums that were beaten on 9 May 2022.",
            ["2022-05-01", "2022-05-09"],
        ),
        ("The damage to your gate was repaired on 9 May 2022.", []),
    ],
)
def test_incidents_in_an_agencys_letter(told: str, days: list[str]) -> None:
    found = incidents(chronology({"answer.txt": LETTER.format(told)}))
    assert sorted(line.split(" > ")[0] for line in found) == days


OWN = "12 June 2022\n\nDear Penmarsh Homes\n\nMr Voss at number 9 is my neighbour.\n\n{}\n\nMary Arkle\n"


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("Nobody had rung by 3 May 2022, when he threw stones at my door.", ["2022-05-03"]),
        ("You had done nothing by 4 May 2022, when he kicked my gate in.", ["2022-05-04"]),
        ("No letter had come by 5 May 2022, when his dog bit me.", ["2022-05-05"]),
        ("You said that the repair would be done by 6 May 2022.", []),
    ],
)
def test_the_day_by_which_nothing_was_done_and_on_which_it_happened_again(told: str, days: list[str]) -> None:
    assert incidents(chronology({"letter.txt": OWN.format(told)})) == days


def test_a_telling_is_of_what_it_was_about_and_not_of_the_incident_before_it() -> None:
    told = (
        "You told us on 2 May 2022 about stones thrown on 1 May 2022. "
        "You wrote on 9 May 2022 about drums beaten on the night of 8 May 2022."
    )
    found = incidents(chronology({"answer.txt": LETTER.format(told)}))
    assert found == ["2022-05-01 > registered_provider 05-02", "2022-05-08 > registered_provider 05-09"]
