"""Words of behaviour: what sort of incident a passage tells of, and what only sounds like one."""

import pytest

from caseclock.extractor.language.behaviours import incident_types
from caseclock.models.entry import IncidentType as T


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A note was pushed under her door in the night", {T.HARASSMENT}),
        ("Somebody put a note through the letterbox", {T.HARASSMENT}),
        ("There was a note under my door", {T.HARASSMENT}),
        ("He barged into me at the gate", {T.VIOLENCE}),
        ("I was shoved by his brother", {T.VIOLENCE}),
        ("She was pushed against the railings", {T.VIOLENCE}),
        ("A brick came through our kitchen window", {T.CRIMINAL_DAMAGE}),
        ("They let off rockets in the yard", {T.NUISANCE}),
        ("Fireworks were let off at midnight", {T.NUISANCE}),
        ("He drew a finger across his throat", {T.THREATS}),
        ("He said he would put my windows in", {T.THREATS, T.CRIMINAL_DAMAGE}),
        ("Dog dirt on the gate again", {T.NUISANCE}),
        ("The latch was covered in grease", {T.NUISANCE}),
        ("He set his dog on me", {T.VIOLENCE}),
    ],
)
def test_what_sort_of_behaviour(words: str, expected: set[T]) -> None:
    assert set(incident_types(words)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "No reply, card and note left under her door",
        "The complaint was pushed back to next week",
        "File note put on the system",
        "She covered the costs in full",
        "A letter came through the post",
    ],
)
def test_what_only_sounds_like_behaviour(words: str) -> None:
    assert incident_types(words) == ()
