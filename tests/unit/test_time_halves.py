"""Times of day whose half is not said, and the time words that lean on another date."""

from datetime import date

import pytest

from caseclock.extractor.language.anchors import read_times
from caseclock.models.mention import TimeRole


def told(text: str, written: str | None = None) -> list[str]:
    """Every expression as "words = first/last @HH:MM"."""
    lines = []
    for t in read_times(text, dated=date.fromisoformat(written) if written else None):
        days = "?" if t.from_ is None else f"{t.from_}" if t.from_ == t.to else f"{t.from_}/{t.to}"
        lines.append(f"{' '.join(t.quote.split())} = {days}" + (f" @{t.time}" if t.time else ""))
    return lines


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("Music from ten o'clock.", "ten o'clock = 2021-03-04 @22:00"),
        ("I was in bed when it began at half past nine.", "half past nine = 2021-03-04 @21:30"),
        ("He had a barbecue. At nine o'clock it got louder.", "nine o'clock = 2021-03-04 @21:00"),
        ("A parcel came at ten o'clock.", "ten o'clock = 2021-03-04 @10:00"),
        ("Loud music at breakfast, eight o'clock.", "eight o'clock = 2021-03-04 @08:00"),
        ("The officer rang about the noise at ten o'clock.", "ten o'clock = 2021-03-04 @10:00"),
        ("It was all day, from ten o'clock, drums.", "ten o'clock = 2021-03-04 @10:00"),
        (
            "Singing from eleven until quarter to one.",
            "from eleven until quarter to one = 2021-03-04/2021-03-05 @23:00",
        ),
        ("He ate at half past twelve.", "half past twelve = 2021-03-04 @12:30"),
        ("Woken at two o'clock by shouting.", "two o'clock = 2021-03-04 @02:00"),
    ],
)
def test_the_half_of_the_day_of_a_diary_entry(words: str, last: str) -> None:
    assert told(f"Thursday 4 March 2021. {words}")[-1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "On Boxing Day 2020 he had people in until about two in the morning. I rang at ten to one.",
            "ten to one = 2020-12-27 @00:50",
        ),
        ("On 4 March 2021 he came that evening. I rang at half past twelve.", "half past twelve = 2021-03-05 @00:30"),
        (
            "On Boxing Day 2020 they sang that night. I rang at half past twelve. Two days later I wrote.",
            "Two days later = 2020-12-28",
        ),
    ],
)
def test_after_midnight_of_an_evening_just_told(text: str, last: str) -> None:
    assert told(text, "2021-04-01")[-1] == last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On 4 March 2021 he came. On 5 March 2021 he left. Ten days after that, on the Sunday, he was back.",
            "Ten days after that, on the Sunday = 2021-03-14",
        ),
        (
            "On 4 March 2021 he came. A week later, on the Friday, he was back.",
            "A week later, on the Friday = 2021-03-12",
        ),
        ("Drums, Tuesday to Friday of last week.", "Tuesday to Friday of last week = 2021-03-23/2021-03-26"),
        ("It was worst in the first week of March.", "the first week of March = 2021-03-01/2021-03-07"),
        (
            "It was worst in the last two weeks of February 2021.",
            "the last two weeks of February 2021 = 2021-02-15/2021-02-28",
        ),
        ("Last night it went on again from eleven.", "eleven = 2021-03-31 @23:00"),
    ],
)
def test_words_that_lean_on_another_day(text: str, expected: str) -> None:
    assert told(text, "2021-04-01")[-1] == expected


@pytest.mark.parametrize("words", ["I am on leave", "She is away", "We are on annual leave", "I’m out of the office"])
def test_who_is_away_will_be_away(words: str) -> None:
    (found,) = read_times(f"{words} from 3 May until 10 May.", dated=date(2021, 4, 20))
    assert (found.from_, found.to, found.role) == (date(2021, 5, 3), date(2021, 5, 10), TimeRole.DEADLINE)


def test_more_than_a_month_later_is_no_day() -> None:
    found = read_times("On 4 March 2021 he came. I was told more than a month later.", dated=date(2021, 6, 1))[-1]
    assert found.bound == "since"
