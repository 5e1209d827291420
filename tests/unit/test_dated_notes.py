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


AROUND = "\n\n02/09/24 DKP - Ltr sent to tnt.\n\n03/09/24 DKP - Rang tnt.\n\n04/09/24 DKP - Visited AP.\n"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        # Thursday 1 August 2024
        (
            "TC from tnt. Reports loud music from AP on Saturday night till 2am. Advised to log.",
            ["2024-07-27 incident", "2024-08-01 agency_action", "2024-08-01 report"],
        ),
        (
            "Email from tnt. Says AP kicked her door on Tuesday. Also states he swore at her on Sunday.",
            ["2024-07-28 incident", "2024-07-30 incident", "2024-08-01 report"],
        ),
        (
            "T/C from tnt. Bonfire at no 9 on Sunday afternoon. Also says music the night before till 3.",
            ["2024-07-27 incident", "2024-07-28 incident", "2024-08-01 report"],
        ),
        (
            "Tnt at office, very upset. Spat at by AP outside the shop on Saturday.",
            ["2024-07-27 incident", "2024-08-01 report"],
        ),
        (
            "Ms Ellery in reception. Threatened with a spade by AP on Sunday.",
            ["2024-07-28 incident", "2024-08-01 report"],
        ),
        ("Letter 1 to AP re damage to fence.", ["2024-08-01 contact"]),
        ("Second ltr to AP about shouting and banging.", ["2024-08-01 contact"]),
        ("Ltr 3 to no 9 re: music.", ["2024-08-01 contact"]),
        ("HV to tnt. Saw broken panels.", ["2024-08-01 agency_action"]),
        ("Visited tnt. Viewed smashed window, photos taken.", ["2024-08-01 agency_action", "2024-08-01 agency_action"]),
        (
            "PCSO Hale rang back. He visited AP on Saturday and gave words of advice about the music.",
            ["2024-07-27 police_action", "2024-08-01 contact"],
        ),
        (
            "PC Obi emailed. She had visited no 9 on Tuesday and warned them about the shouting.",
            ["2024-07-30 police_action", "2024-08-01 contact"],
        ),
    ],
)
def test_what_a_clipped_note_tells_has_its_own_day(entry: str, expected: list[str]) -> None:
    assert sorted(lines(f"01/08/24 DKP - {entry}", others=AROUND)) == sorted(expected)


@pytest.mark.parametrize(
    ("words", "day", "number"),
    [
        ("Reported to police on the day, log 488.", "2024-07-27", "488"),
        ("She says police were told at the time.", "2024-07-27", None),
        ("Called 999 there and then, CAD 92.", "2024-07-27", "92"),
        ("Told police on Monday.", "2024-07-29", None),
        ("Police informed, log 1877.", None, "1877"),
    ],
)
def test_a_note_says_that_the_police_were_told_too(words: str, day: str | None, number: str | None) -> None:
    text = f"{HEAD}01/08/24 DKP - TC from tnt. AP spat at her on Saturday. {words}{AROUND}"
    found = chronology({"notes.txt": text})
    police = next(a.id for a in found.agencies if a.kind == "police")
    (incident,) = [e for e in found.entries if e.kind == "incident"]
    told = [(str(r.on) if r.on else None, r.reference) for r in incident.reports if r.agency == police]
    assert told == [(day, number)]


def test_advice_to_tell_the_police_is_no_report() -> None:
    text = f"{HEAD}01/08/24 DKP - TC from tnt. AP spat at her on Saturday. Advised her to ring police.{AROUND}"
    (incident,) = [e for e in chronology({"notes.txt": text}).entries if e.kind == "incident"]
    assert [str(r.on) for r in incident.reports] == ["2024-08-01"]


@pytest.mark.parametrize(
    "words",
    [
        "No reply from AP to letter of 12 July.",
        "Awaiting response to our letter dated 12 July.",
        "Chased ltr of 12 July.",
    ],
)
def test_a_letter_only_spoken_of_is_the_one_sent_before(words: str) -> None:
    first = "12/07/24 DKP - Letter 1 to AP re noise.\n\n"
    found = chronology({"notes.txt": f"{HEAD}{first}01/08/24 DKP - {words}{AROUND}"})
    sent = [e for e in found.entries if str(e.when.start) == "2024-07-12"]
    assert [(e.kind, len(e.sources)) for e in sent] == [("contact", 2)]


def test_entries_may_follow_line_by_line_without_a_mark_behind_the_day() -> None:
    text = (
        HEAD + "01/08/2024 Tnt rang re loud music last night.\n05/08/2024 Letter 1 to AP re music.\n"
        "09/08/2024 TC to tnt. She reports it was quiet last night.\n12/08/2024 Rang AP.\n"
    )
    found = chronology({"notes.txt": text}).entries
    assert [f"{e.when.start} {e.kind}" for e in found if e.kind != "report"] == [
        "2024-07-31 incident",
        "2024-08-05 contact",
        "2024-08-09 contact",
        "2024-08-12 contact",
    ]
