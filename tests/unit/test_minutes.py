"""Minutes of panels: the dated facts told there are events; who was there and what is to be done are none."""

from tests.casework import chronology

MINUTES = """Harrow Vale Community Safety Panel - Minutes
Date: Thursday 6 June 2024

Present: Ann Dale (AD) - Chair, Harrow Vale Council; Sgt Lee Orr (LO), Police; Kim Rudd (KR), Fenn Homes
Apologies: Sam Poole (Fire Service)

1. Minutes of the last meeting
The minutes of 9 May 2024 were agreed.

2. Case 7 - Alder Row
LO said that on 21 May Mr Stott threatened Mrs Finch with a hammer. He was arrested on 22 May.
KR reported that a noise abatement notice was served on Mr Stott on 2 April.
The Chair asked whether support had been offered.
It was agreed that KR will apply for an injunction by 28 June.

3. Actions
KR to apply for an injunction / KR / 28 June 2024
LO to send a statement / LO / 20 June 2024

4. Date of next meeting
Thursday 4 July 2024
"""


def test_the_facts_told_at_a_meeting_are_events_and_its_plans_are_not() -> None:
    found = chronology({"minutes.txt": MINUTES}).entries
    assert sorted(f"{e.when.start} {e.kind}" for e in found) == [
        "2024-04-02 agency_action",
        "2024-05-21 incident",
        "2024-05-22 police_action",
        "2024-06-06 agency_action",
    ]
