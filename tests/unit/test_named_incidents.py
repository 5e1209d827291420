"""Incidents that an agency's letter or minutes only name with their day, and what it names besides."""

import pytest
from tests.casework import chronology, incidents

from caseclock.extractor.language.incident_signs import names_thing

LETTER = (
    "Penmarsh Housing Association\n\n12 June 2022\n\nDear Mrs Arkle\n\nYour complaint about Mr Voss\n\n{}\n\n"
    "Yours sincerely\n\nIda Quill, Complaints\n"
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("about a goat on the evening of 3 May 2022", True),
        ("about more stones on 4 May 2022", True),
        ("the lorries of 5 May 2022", True),
        ("of being waited for on 6 May 2022", True),
        ("That leaves out the paint on 7 May 2022", True),
        ("We considered the boy on the roof on 8 May 2022", True),
        ("and what was put over your gate on 9 May 2022", True),
        ("Among those that are counted are the stones of 9 May 2022", True),
        ("We did too little after the knife of 9 May 2022", True),
        ("We were sorry about our visit on 3 May 2022", False),
        ("They are open on 3 May 2022", False),
        ("the repair on 3 May 2022", False),
        ("about the appointment on 3 May 2022", False),
        ("a copy of the form on 3 May 2022", False),
        ("your letter of 3 May 2022", False),
        ("the warning on 3 May 2022", False),
        ("I sent the papers on 3 May 2022", False),
        ("The window was looked at on 3 May 2022", False),
        ("Thank you for coming on 3 May 2022", False),
    ],
)
def test_a_thing_with_a_day_is_named_as_what_was_reported(words: str, expected: bool) -> None:
    assert names_thing(words) is expected


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("You told us on 4 May 2022 about a goat on the evening of 3 May 2022.", ["2022-05-03"]),
        ("Among them are the stones of 3 May 2022 and being followed on 9 May 2022.", ["2022-05-03", "2022-05-09"]),
        ("That leaves out the lorries of 2 May 2022, of which you told us on 6 May 2022.", ["2022-05-02"]),
        ("I looked at the repair on 2 May 2022 and the visit of 9 May 2022.", []),
        ("The landlord relies on the following six incidents.", []),
        ("The damage to your door was repaired on 9 May 2022.", []),
    ],
)
def test_incidents_that_a_letter_names(told: str, days: list[str]) -> None:
    found = incidents(chronology({"answer.txt": LETTER.format(told)}))
    assert sorted(line.split(" > ")[0] for line in found) == days
