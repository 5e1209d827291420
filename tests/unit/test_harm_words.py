"""Words of harm to things, rows of other addresses in their words, outcomes in two columns, nights and days."""

from datetime import date

import pytest
from tests.casework import chronology, incidents, others
from tests.discrepancy_factories import CaseMaker

from caseclock.extractor.findings.discrepancies import discrepancies
from caseclock.extractor.language.addresses import says_elsewhere
from caseclock.extractor.language.behaviours import incident_types
from caseclock.extractor.language.incident_signs import is_harmed
from caseclock.models.chronology import Chronology
from caseclock.models.entry import IncidentType as T
from caseclock.models.when import Precision, When

KNOWN = frozenset({("4", "tern close"), ("6", "tern close")})
BESIDE = (
    "4 Tern Close\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\nMr Dray of 6 Tern Close is "
    "my neighbour. The police have been told.\n\nYours faithfully\n\nA Harker\n"
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("They poured engine oil over her van", T.CRIMINAL_DAMAGE),
        ("An unknown liquid was thrown over the bonnet", T.CRIMINAL_DAMAGE),
        ("He wrecked my shed", T.CRIMINAL_DAMAGE),
        ("booted the gate in", T.CRIMINAL_DAMAGE),
        ("He was burning old tyres", T.NUISANCE),
        ("The dog howled till two", T.NOISE),
        ("He set the dogs on her", T.VIOLENCE),
        ("He would set the dog on me", T.THREATS),
        ("she said she'd set her dogs on us", T.THREATS),
    ],
)
def test_words_of_harm(words: str, expected: T) -> None:
    assert expected in incident_types(words)


def test_dogs_that_are_only_threatened_with_attack_nobody() -> None:
    assert T.VIOLENCE not in incident_types("he said he'd set the dogs on us")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Somebody bent my wing mirror back", True),
        ("an unknown male scraped the side of my car", True),
        ("our hedge was hacked about", True),
        ("my gate was repaired", False),
        ("somebody visited about my gate", False),
        ("my complaint was closed", False),
    ],
)
def test_harm_by_nobody_knows_whom(words: str, expected: bool) -> None:
    assert is_harmed(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Shouting heard. Not this address.", True),
        ("Loud television. Not connected.", True),
        ("Van window broken, unrelated to this matter", True),
        ("Dog barking in yard of 24 Wren Street", True),
        ("Dog barking in yard of 6 Tern Close", False),
        ("Caller at 4 says youths came from 24 Wren Street", False),
        ("Male from 24 Wren Street shouted at her", False),
        ("3 males in the park", False),
        ("Believed not unrelated to the last call", False),
    ],
)
def test_rows_that_say_that_they_are_of_another_address(words: str, expected: bool) -> None:
    assert says_elsewhere(words, KNOWN) is expected


def police(*rows: str) -> Chronology:
    head = "FENSHIRE POLICE incident log,,,,\nLog,Occurred,Closing class,Details,Result\n"
    usual = "0999-300421,30/04/2021 21:00,Noise,LOUD MUSIC,LOGGED"
    return chronology({"police log.csv": head + "\n".join([*rows, usual]) + "\n", "letter.txt": BESIDE})


def test_a_closing_class_is_no_outcome_and_the_result_is() -> None:
    found = police("0100-020421,02/04/2021 14:00,Damage,Window smashed,Suspect interviewed 05/04/2021")
    assert any(line.startswith("2021-04-02") for line in incidents(found))
    assert any("2021-04-05" in line for line in others(found))


def test_a_row_without_a_place_that_says_not_this_address() -> None:
    found = police("0100-020421,02/04/2021 14:00,Domestic,Shouting. Not this address,LOGGED")
    assert not any(line.startswith("2021-04-02") for line in incidents(found))


@pytest.mark.parametrize(
    ("time", "references", "sides"),
    [("23:30", (), 0), (None, (), 0), ("14:00", (), 1), (None, ("77/40518/22",), 1)],
)
def test_two_days_are_one_night_only_where_it_can_be_night(
    time: str | None, references: tuple[str, ...], sides: int
) -> None:
    case = CaseMaker()
    statement = case.paper("statement.docx", "On 9 May 2022 the shed window was broken with a spade.")
    letter = case.paper("letter.docx", "You told us that the shed window was broken on 10 May 2022.")
    night = date(2022, 5, 10)
    when = When(start=night, end=night, time=time, precision=Precision.DAY, text="10 May 2022")
    case.entry(
        case.event(
            statement, "On 9 May 2022 the shed window was broken with a spade", date(2022, 5, 9), references=references
        ),
        case.event(letter, "the shed window was broken on 10 May 2022", night, when=when, references=references),
    )
    assert len([f for f in discrepancies(case.linked, case.papers, case.times) if f.about == "date"]) == sides
