"""The hour at which a thing began, from the clipped words of logs and notes."""

from datetime import date

import pytest

from caseclock.extractor.language.log_clocks import night_before, said_clock, told_clock, with_said_clock, without_call
from caseclock.models.when import Precision, When

DAY = date(2021, 3, 15)


def of_the_day(clock: str | None = None) -> When:
    precision = Precision.MINUTE if clock else Precision.DAY
    return When(start=DAY, end=DAY, time=clock, precision=precision, text="15 March")


@pytest.mark.parametrize(
    ("words", "taken_down", "clock"),
    [
        ("loud telly next door since eight", "21:10", "20:00"),
        ("drilling since eight", "11:30", "08:00"),
        ("banging since two", "18:12", "14:00"),
        ("shouting in the garden last night abt 9, two men", None, "21:00"),
        ("party Sat night from abt 2245 until gone 4 am", None, "22:45"),
        ("window put in during the night, quarter to three, glass all over", None, "02:45"),
        ("window put in in the night, quarter to three, glass all over", None, "02:45"),
        ("rockets on New Year's Eve at about ten to eleven", None, "22:50"),
        ("van blocked the drive yesterday at half past six", None, "18:30"),
        ("music began 23:30, caller in tears", None, "23:30"),
        ("party in flat 3 on Friday night, nine until two", None, "21:00"),
        ("motorbikes up and down Sunday from half ten to five", None, "22:30"),
    ],
)
def test_the_hour_of_clipped_words(words: str, taken_down: str | None, clock: str | None) -> None:
    assert said_clock(words, taken_down) == clock


@pytest.mark.parametrize(
    "words",
    [
        "music Saturday night till one",
        "not stopped yet at four",
        "eggs from flat 9 again",
        "noise from 10 Mill Lane",
        "threw stones at two girls",
        "the same since 2019",
        "about ten lads outside",
    ],
)
def test_words_that_give_no_beginning(words: str) -> None:
    assert said_clock(words) is None


def test_an_evening_told_in_the_small_hours_is_the_evening_before() -> None:
    told = with_said_clock(of_the_day("00:40"), "music since eleven", "00:40")
    assert (told.start, told.time) == (date(2021, 3, 14), "23:00")


def test_the_half_of_the_day_is_put_right_and_no_other_hour() -> None:
    assert told_clock(of_the_day("14:15"), "door kicked in the night, quarter past two").time == "02:15"
    assert told_clock(of_the_day("16:00"), "door kicked in the night, quarter past two").time == "16:00"


def test_the_hour_of_an_email_is_not_that_of_what_it_tells() -> None:
    assert without_call(of_the_day("09:05"), "Email from Ms Orr 09:05: tyres cut in the night").time is None
    assert without_call(of_the_day("09:05"), "Ms Orr says that at 09:05 he shouted").time == "09:05"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("tyres cut in the night", 14),
        ("paint on the door, found this morning", 14),
        ("woke to find the fence down", 14),
        ("shouted at her this morning", 15),
    ],
)
def test_what_was_found_in_the_morning_happened_the_night_before(words: str, day: int) -> None:
    assert night_before(of_the_day(), words, DAY).start == date(2021, 3, day)
