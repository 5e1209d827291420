"""Case notes kept as text: each dated entry is a record of its own, each act in it an event."""

import pytest
from tests.casework import chronology

HEAD = """Ashdown Homes - case notes
Case: ASB/3301   Tenant: Ms Ruth Ellery, 5 Birch Court
Alleged perpetrator (AP): Mr Carl Vane, 9 Birch Court

"""
OTHERS = """
02/09/24 10:00 DKP - Ltr sent to tnt.
03/09/24 10:00 DKP - Rang tnt.
04/09/24 10:00 DKP - Visited AP.
"""


def lines(entry: str, head: str = HEAD, others: str = OTHERS) -> list[str]:
    """What one entry comes to, without the three that stand below it."""
    found = chronology({"notes.txt": head + entry + others}).entries
    return [
        f"{e.when.start} {e.kind}"
        for e in found
        if any(s.quote.strip(" .")[:12] in entry for s in e.sources) or e.when.start is None
    ]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("01/08/24 09:10 DKP - LVM for AP.", ["2024-08-01 contact"]),
        ("01/08/24 09:10 DKP - Joint visit to AP with PCSO Hale.", ["2024-08-01 agency_action"]),
        ("01/08/24 DKP - Emailed EH team. Diary pack posted.", ["2024-08-01 agency_action", "2024-08-01 contact"]),
        ("01/08/24 09:10 DKP - AP rang re the letter.", ["2024-08-01 contact"]),
        (
            "01/08/24 09:10 DKP - T/C from tnt re loud music last night. Advised to log.",
            ["2024-07-31 incident", "2024-08-01 agency_action", "2024-08-01 report"],
        ),
        (
            "01/08/24 DKP - Tnt rang. AP banged on her door Sun night and shouted abuse.",
            ["2024-07-28 incident", "2024-08-01 report"],
        ),
        ("01/08/24 DKP - HV to AP. Denies shouting at anyone.", ["2024-08-01 agency_action"]),
    ],
)
def test_each_act_of_an_entry_is_an_event_of_its_day(entry: str, expected: list[str]) -> None:
    assert sorted(lines(entry)) == sorted(expected)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("14 Feb (DKP) Rang tnt.", "2024-02-14"),
        ("14.02 Rang tnt.", "2024-02-14"),
        ("05.02 Rang tnt.", "2024-02-05"),
        ("Wed 14 Feb: Rang tnt.", "2024-02-14"),
        ("2024-02-14 DKP: Rang tnt.", "2024-02-14"),
        ("14/02/24 09:15 DKP - Rang tnt.", "2024-02-14"),
    ],
)
def test_an_entry_takes_its_year_from_the_head(entry: str, expected: str) -> None:
    text = f"Ashdown Homes - case notes 2024\n\n{entry}\n\n3 March - LVM for tnt.\n\n5 March - Ltr sent.\n"
    found = chronology({"notes.txt": text}).entries
    assert (str(found[0].when.start), str(found[0].kind)) == (expected, "contact")


def test_a_year_turns_between_two_entries() -> None:
    text = "Ashdown Homes - case notes 2023\n\n20 Dec: Rang tnt.\n\n4 Jan: LVM for tnt.\n\n9 Jan: Ltr sent.\n\n"
    found = chronology({"notes.txt": text}).entries
    assert [str(e.when.start) for e in found] == ["2023-12-20", "2024-01-04", "2024-01-09"]


def test_what_the_tenant_tells_is_reported_to_the_landlord_on_the_day_of_the_entry() -> None:
    found = chronology({"notes.txt": HEAD + "01/08/24 DKP - Tnt rang re loud music last night." + OTHERS})
    incident = next(e for e in found.entries if e.kind == "incident")
    assert [str(r.on) for r in incident.reports] == ["2024-08-01"]
