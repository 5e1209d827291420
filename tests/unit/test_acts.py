"""Words to acts: what was done, what was not, what was only meant to be; and which step of a procedure it was."""

import pytest

from caseclock.extractor.language.acts import find_acts, find_steps, is_denied, is_negated, is_unreal
from caseclock.extractor.language.behaviours import incident_types, speaks_of_incident
from caseclock.models.entry import IncidentType as T
from caseclock.models.step import Step as S


def first(words: str) -> int:
    """Where the first act of the words begins."""
    return min(act.start for act in find_acts(words))


@pytest.mark.parametrize(
    "words",
    [
        "the landlord would write to the neighbour",
        "we will visit you next week",
        "she would like the landlord to visit him",
        "if he had been visited it might have stopped",
        "you should report it to the police",
        "I am going to visit him",
        "they planned to visit him",
    ],
)
def test_only_meant_to_be_done(words: str) -> None:
    assert [act.name for act in find_acts(words) if not is_unreal(words, act.start)] == []


@pytest.mark.parametrize(
    "words",
    [
        "the officer did not visit",
        "nobody visited her",
        "the landlord failed to visit her",
        "the visit was called off",
        "we have never visited him",
    ],
)
def test_not_done(words: str) -> None:
    assert is_negated(words, first(words))


@pytest.mark.parametrize(
    "words",
    [
        "the officer visited her",
        "the landlord did not visit her until 5 May",
        "the warning letter was not sent until 5 May 2021, when an officer visited",
    ],
)
def test_done(words: str) -> None:
    at = first(words)
    assert not is_negated(words, at)
    assert not is_unreal(words, at)


@pytest.mark.parametrize(
    ("words", "denied"), [("he did not shout", True), ("he never shouted", True), ("he shouted", False)]
)
def test_behaviour_denied(words: str, denied: bool) -> None:
    assert is_denied(words, words.index("shout")) is denied


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("she made a formal complaint", {S.COMPLAINT}),
        ("the complaint was acknowledged", {S.COMPLAINT_ACKNOWLEDGED}),
        ("it issued its stage 1 response to the complaint", {S.STAGE1_RESPONSE}),
        ("she asked for the complaint to be escalated to stage 2", {S.STAGE2_REQUEST}),
        ("it gave its stage two response to the complaint", {S.STAGE2_RESPONSE}),
        ("she applied for an ASB case review", {S.APPLICATION}),
        ("we acknowledged your application for a case review", {S.APPLICATION_ACKNOWLEDGED}),
        ("he rang about the weather", set()),
    ],
)
def test_steps_of_a_procedure(words: str, steps: set[S]) -> None:
    """A response is not also the complaint that it answers."""
    assert find_steps(words) == steps


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("he smashed the window", {T.CRIMINAL_DAMAGE}),
        ("loud music until three", {T.NOISE}),
        ("he punched me in the face", {T.VIOLENCE}),
        ("a strong smell of cannabis", {T.DRUGS, T.NUISANCE}),
        ("her bicycle was stolen", {T.THEFT}),
        ("the flat was burgled", {T.BURGLARY}),
        ("he threatened to kill her", {T.THREATS}),
        ("he breached his bail", {T.BREACH_OF_BAIL}),
        ("he was in breach of the injunction", {T.BREACH_OF_ORDER}),
        ("racist words were shouted", {T.HARASSMENT, T.HATE}),
        ("he followed me to the shop", {T.STALKING}),
    ],
)
def test_sort_of_behaviour(words: str, expected: set[T]) -> None:
    assert set(incident_types(words)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "our anti-social behaviour policy",
        "the officer checked the file",
        "she lives at number four",
        "reports of harassment are taken seriously",
    ],
)
def test_behaviour_in_general_is_none(words: str) -> None:
    assert incident_types(words) == ()


def test_an_incident_named_as_such() -> None:
    assert speaks_of_incident("there was a further incident that night")
    assert not speaks_of_incident("the officer rang her that night")
