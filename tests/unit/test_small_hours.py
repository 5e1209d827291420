"""A night under the date of its evening in one paper and of its morning in another."""

from dataclasses import replace

import pytest
from tests.made_events import account

from caseclock.extractor.linking.incident_match import incident_match
from caseclock.extractor.linking.score import NEVER, Corpus
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event


def diary(day: str, time: str, text: str = "half past twelve", row: str = "") -> Event:
    event = account("Woken by bottles smashing", day, time=time, types=[IncidentType.NOISE], row=row)
    return replace(event, when=event.when.model_copy(update={"text": text}))


def score(early: Event) -> float:
    late = account("Bottles smashing", "2021-03-06", paper="p2", time="00:20", types=[IncidentType.NOISE])
    assert incident_match(early, late, Corpus([early, late])) == incident_match(late, early, Corpus([early, late]))
    return incident_match(early, late, Corpus([early, late])).score


def test_a_small_hour_under_the_evenings_heading() -> None:
    assert score(diary("2021-03-05", "00:30")) > 3


@pytest.mark.parametrize(
    "early",
    [
        diary("2021-03-05", "00:30", "5 March 2021, half past twelve"),
        diary("2021-03-05", "00:30", "last night at half past twelve"),
        diary("2021-03-05", "00:30", row="1"),
        diary("2021-03-05", "03:30"),
        diary("2021-03-04", "00:30"),
        diary("2021-03-07", "00:30"),
    ],
)
def test_other_small_hours_are_other_nights(early: Event) -> None:
    assert score(early) == NEVER
