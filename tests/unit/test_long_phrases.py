"""Durations in weeks, months and years, as papers word them."""

import pytest

from caseclock.extractor.findings.long_phrases import Hangs, Length, long_phrases_of
from caseclock.extractor.findings.passages import Sentence


def read(text: str) -> list[tuple[float, Length, str, Hangs]]:
    found = long_phrases_of(Sentence("d", 0, len(text), text, 0))
    return [(p.figure, p.length, p.qualifier, p.hangs) for p in found]


@pytest.mark.parametrize(
    ("text", "figure", "length", "qualifier", "hangs"),
    [
        ("It fitted a lock five months after the break-in.", 5, Length.MONTHS, "", Hangs.AFTER),
        ("Nearly a year after the first call somebody came.", 1, Length.YEARS, "under", Hangs.AFTER),
        ("It was just under 2 years since the drumming began.", 2, Length.YEARS, "under", Hangs.NOW),
        ("The fence went up a couple of weeks before the hearing.", 2, Length.WEEKS, "", Hangs.BEFORE),
        ("The panel met some seven weeks later.", 7, Length.WEEKS, "about", Hangs.LATER),
        ("She wrote that it had been more than 4 months and nobody had rung.", 4, Length.MONTHS, "at least", Hangs.NOW),
        ("It's been six months since my gate was kicked in.", 6, Length.MONTHS, "", Hangs.NOW),
        ("It took the council over a year to visit.", 1, Length.YEARS, "at least", Hangs.TOOK),
        ("We waited two and a half months for a reply.", 2.5, Length.MONTHS, "", Hangs.TOOK),
        ("You have not written to me for eight weeks.", 8, Length.WEEKS, "", Hangs.SILENT),
        ("The officer hadn't been in touch for about 3 months.", 3, Length.MONTHS, "about", Hangs.SILENT),
        ("There was no contact with her for half a year.", 0.5, Length.YEARS, "", Hangs.SILENT),
        ("The patrols ran for 9 months, from May 2021 to January 2022.", 9, Length.MONTHS, "", Hangs.SPAN),
    ],
)
def test_a_long_duration_is_read(text: str, figure: float, length: Length, qualifier: str, hangs: Hangs) -> None:
    assert read(text) == [(figure, length, qualifier, hangs)]


@pytest.mark.parametrize(
    "text",
    [
        "We will write within two months of the panel.",
        "One person has reported three times in the last six months.",
        "He was given a 10 week prison sentence.",
        "Her son is 4 years old.",
        "They review it every 6 months.",
        "This happened two years ago.",
        "She gave a month's notice.",
        "The first 12 months after the start of a tenancy are a trial.",
    ],
)
def test_limits_ages_and_sentences_are_no_stated_durations(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("It has not written to her for two months.", True),
        ("It had not written to her for two months.", False),
        ("It is now 3 months since the panel met.", True),
        ("It was 3 months since the panel met.", False),
    ],
)
def test_what_is_told_as_of_the_day_of_writing(text: str, present: bool) -> None:
    (found,) = long_phrases_of(Sentence("d", 0, len(text), text, 0))
    assert found.present is present
