"""How days, stretches and row numbers are written in every export."""

from datetime import date

import pytest

from caseclock.extractor.exports import wording
from caseclock.models.entry import IncidentType
from caseclock.models.finding import Limit
from caseclock.models.policy import Unit
from caseclock.models.when import Precision, When

P = Precision


@pytest.mark.parametrize(
    ("start", "end", "precision", "time", "text", "words", "uncertain"),
    [
        ((2021, 3, 3), (2021, 3, 3), P.DAY, None, "3/3/21", "3 March 2021", False),
        ((2021, 3, 3), (2021, 3, 3), P.MINUTE, "07:05", "3/3/21 0705hrs", "3 March 2021, 07:05", False),
        ((2021, 3, 3), (2021, 3, 3), P.MINUTE, "21:30", "about half nine", "3 March 2021, about 21:30", False),
        ((2021, 3, 3), (2021, 3, 3), P.APPROXIMATE, "21:30", "c. 9.30pm", "3 March 2021, about 21:30", False),
        ((2021, 10, 16), (2021, 10, 16), P.APPROXIMATE, None, "16th?", "on or about 16 October 2021", True),
        ((2021, 10, 16), (2021, 10, 16), P.APPROXIMATE, "21:30", "9.30pm", "on or about 16 October 2021, 21:30", True),
        ((2021, 2, 11), (2021, 2, 16), P.RANGE, None, "11-16 Feb", "between 11 and 16 February 2021", True),
        ((2021, 2, 27), (2021, 3, 1), P.RANGE, None, "", "between 27 February and 1 March 2021", True),
        (
            (2020, 12, 31),
            (2021, 1, 1),
            P.RANGE,
            "23:50",
            "",
            "between 31 December 2020 and 1 January 2021, 23:50",
            True,
        ),
        ((2021, 3, 1), (2021, 3, 31), P.RANGE, None, "1-31 March", "between 1 and 31 March 2021", True),
        ((2021, 3, 1), (2021, 3, 31), P.MONTH, None, "in March", "March 2021", True),
        ((2024, 2, 1), (2024, 2, 29), P.MONTH, None, "Feb 24", "February 2024", True),
        ((2021, 1, 1), (2021, 12, 31), P.YEAR, None, "2021", "2021", True),
        ((2021, 3, 1), (2021, 4, 30), P.MONTH, None, "March or April", "between 1 March and 30 April 2021", True),
        (
            (2021, 3, 1),
            (2021, 3, 10),
            P.APPROXIMATE,
            None,
            "early March",
            "about 1 to 10 March 2021 (“early March”)",
            True,
        ),
        ((2017, 1, 1), (2017, 12, 31), P.APPROXIMATE, None, "", "about 2017", True),
        (None, None, P.UNDATED, None, "one evening", "Undated (“one evening”)", True),
        (None, None, P.UNDATED, None, "", "Undated", True),
        (None, (2021, 5, 2), P.RANGE, None, "by 2 May", "on or before 2 May 2021", True),
        ((2021, 5, 2), None, P.RANGE, None, "since 2 May", "on or after 2 May 2021", True),
    ],
)
def test_dates_say_what_is_not_certain(start, end, precision, time, text, words, uncertain):
    when = When(
        start=date(*start) if start else None,
        end=date(*end) if end else None,
        time=time,
        precision=precision,
        text=text,
    )
    assert wording.when_words(when) == words
    assert wording.is_uncertain(when) is uncertain


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("two  words\n on\ttwo lines", "two words on two lines"),
        ("bell\x07 null\x00 escape\x1b[31m", "bell null escape [31m"),
        ("turned \u202eround\u202c and hid\u200bden", "turned round and hidden"),
        ("half a pair \ud83d", "half a pair \ufffd"),
        ("not a character \uffff", "not a character \ufffd"),
        ("Żółć, naïve, عربي", "Żółć, naïve, عربي"),
        ("a\u00a0b\u2028c", "a b c"),
    ],
)
def test_plain_keeps_the_words_and_drops_the_tricks(given, shown):
    assert wording.plain(given) == shown


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], ""),
        ([4], "4"),
        ([4, 5], "4 and 5"),
        ([7, 4, 5, 6], "4 to 7"),
        ([1, 3, 4, 5, 9, 9], "1, 3 to 5 and 9"),
    ],
)
def test_row_numbers_are_written_as_stretches(numbers, words):
    assert wording.ranges(numbers) == words


@pytest.mark.parametrize(
    ("text", "characters", "cut"),
    [("short", 10, "short"), ("one two three four", 12, "one two…"), ("x" * 30, 10, "x" * 9 + "…")],
)
def test_long_text_is_cut_at_a_word(text, characters, cut):
    assert wording.shortened(text, characters) == cut
    assert len(cut) <= characters


def test_limits_and_kinds_in_words():
    assert wording.limit_words(Limit(n=1, unit=Unit.MONTHS)) == "1 month"
    assert wording.limit_words(Limit(n=10, unit=Unit.WORKING_DAYS)) == "10 working days"
    assert (
        wording.incident_words((IncidentType.NOISE, IncidentType.CRIMINAL_DAMAGE))
        == "Incident (noise, criminal damage)"
    )
    assert wording.incident_words((IncidentType.OTHER,)) == "Incident"
    assert wording.listed(["a", "b", "c"], "or") == "a, b or c"
