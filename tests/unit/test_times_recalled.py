"""Dates in what comes back to things already told: judgements, quotations, lists of points, notes and diaries.

Each case: the text, the day it was written (None: not known), and the expressions that matter in it as
"words = first day", "words = first/last"; "= ?" is found but must be given no day. The others are left out.
"""

from datetime import date

import pytest

from caseclock.extractor.language.anchors import read_times

ACCOUNT = """What happened

1. On 5 August 2021 the cellar was flooded. Ms L told the landlord on 9 August 2021.

2. On 24 December 2021 a brick was thrown at her door. On 14 June 2022 her brother was struck.

3. On 30 August 2022 the landlord closed the case.

Findings

"""

# A month, season or feast among judgements is of the year in which the account tells of one.
MONTHS_JUDGED = [
    ("4. The flood in August was not the landlord's doing.", ["August = 2022-08-01/2022-08-31"]),
    ("4. The blow struck in June was for the police.", ["June = 2022-06-01/2022-06-30"]),
    ("4. The June assault was for the police.", ["June = 2022-06-01/2022-06-30"]),
    ("4. It did nothing after the December incident.", ["December = 2021-12-01/2021-12-31"]),
    ("4. Nothing excuses the brick at Christmas.", ["Christmas = 2021-12-24/2021-12-26"]),
    ("4. The landlord should have rung her in early June.", ["early June = 2022-06-01/2022-06-10"]),
    ("4. It knew of the attack of 14 June.", ["14 June = 2022-06-14"]),
    # told in two years: the nearer to what the words around speak of
    ("4. Between the flood in August and the brick in December it did nothing.", ["August = 2021-08-01/2021-08-31"]),
    ("4. Of two calls, one in June and one in August, neither was noted.", ["August = 2022-08-01/2022-08-31"]),
    # not told at all: within the time that the account covers, never after it
    ("4. It was told so in February.", ["February = 2022-02-01/2022-02-28"]),
    ("4. It was told so in October.", ["October = 2021-10-01/2021-10-31"]),
    # announced: what is still to come
    ("4. The landlord will look at this again in March.", ["March = 2023-03-01/2023-03-31"]),
]

# Among judgements, nothing counts from the date of another paragraph, nor from a date when another event is named.
RELATIVE_JUDGED = [
    ("4. On 9 August 2021 it was told.\n\n5. An officer came on the following day.", ["the following day = ?"]),
    ("4. The case was closed on 30 August 2022.\n\n5. She had written two weeks earlier.", ["two weeks earlier = ?"]),
    ("4. It was told on 9 August 2021.\n\n5. The damage was made good the same day.", ["the same day = ?"]),
    ("4. It was told on 9 August 2021. When she chased it, it wrote the next day.", ["the next day = ?"]),
    ("4. The June assault was grave, and it rang the next day.", ["the next day = ?"]),
    ("4. It took no note of the weekend of noise.", ["the weekend = ?"]),
    ("4. It was told on 9 August 2021 and came two days later.", ["two days later = 2021-08-11"]),
    ("4. She rang on 9 August 2021. It was short with her. It wrote a week later.", ["a week later = 2021-08-16"]),
    # somebody's doings on the day of the paragraph before go on
    (
        "4. It was told on 9 August 2021.\n\n5. The landlord drew up no plan, but it wrote on the same day.",
        ["the same day = 2021-08-09"],
    ),
]

# What somebody said or wrote on a day counts from that day, whatever the day of the paper.
SAID = [
    (
        "On 1 November 2021 the tenant complained. She said:\n\n(a) he had thrown a bottle at the start of last month;"
        "\n\n(b) her window was broken last Friday.",
        "2022-10-06",
        ["the start of last month = 2021-10-01/2021-10-10", "last Friday = 2021-10-29"],
    ),
    (
        'On 3 May 2021 he wrote to the council. In his letter he said:\n\n"It began last summer. There was a fire in '
        'March and another last week."',
        "2022-10-06",
        ["last summer = 2020-06-01/2020-08-31", "March = 2021-03-01/2021-03-31", "last week = 2021-04-26/2021-05-02"],
    ),
    (
        "The landlord replied on 20 January 2022. It accepted that it had been slow the previous summer. "
        "It noted that he had been arrested over Christmas.",
        "2022-10-06",
        ["the previous summer = 2021-06-01/2021-08-31", "Christmas = 2021-12-24/2021-12-26"],
    ),
    (
        "On 15 August 2022 she rang. She said that he had shouted at Easter and threatened her last month.",
        "2022-11-04",
        ["last month = 2022-07-01/2022-07-31"],
    ),
    (
        "She wrote on 1 March 2022. She added that he did it again on Saturday.",
        "2022-11-04",
        ["Saturday = 2022-02-26"],
    ),
    (
        "On 1 November 2021 she complained. She wrote:\n\n- the party on Valentine's night was the first;\n\n"
        "- on Christmas night there had been another.",
        "2022-10-06",
        ["Valentine's night = 2021-02-14", "Christmas night = 2020-12-25"],
    ),
    (
        'He wrote on 3 May 2021:\n\n"They came round, and that very night she shouted at me."\n\n'
        "The council answered four days later.",
        "2022-10-06",
        ["that very night = ?", "four days later = 2021-05-07"],
    ),
    (
        "Thank you for your letter of 22 January 2024. You also said that a man slept on the stairs last weekend.",
        "2024-02-14",
        ["last weekend = 2024-01-20/2024-01-21"],
    ),
    # a list that nobody says keeps to the day of the paper
    ("We met on 1 November 2021 and three things are left:\n\n- a fence;\n\n- last night's fire.", "2022-10-06", []),
]

# Points of a letter that take up what the other said name events told above; what they count from is not the point.
TAKEN_UP = [
    ("On 4 March I complained.\n\n1. You say that I did not report it. I did so the very next day.", ["next day = ?"]),
    ("On 4 March I complained.\n\n- As for the car, I wrote to you two days afterwards.", ["two days afterwards = ?"]),
    ("On 4 March I complained.\n\n1. You claim that nobody rang. I rang on the Monday.", ["the Monday = ?"]),
    ("On 4 March I complained.\n\n1. You rang me the next day.", ["the next day = 2024-03-05"]),
]

# A month of a thing told in one year only is of that year, even where the sentence stands a good while after.
THINGS = [
    (
        "On 5 August 2022 it was flooded. On 3 February 2023 it apologised for the flood in August.",
        ["August = 2022-08-01/2022-08-31"],
    ),
    (
        "On 2 May 2022 he hit her. On 1 February 2023 the police wrote that the May assault was closed.",
        ["May = 2022-05-01/2022-05-31"],
    ),
    (
        "On 5 August 2022 it was flooded. On 12 May 2023 she rang. In August he came.",
        ["August = 2023-08-01/2023-08-31"],
    ),
    ("It shut on 9 April 2023. The garden in June was quiet.", ["June = 2023-06-01/2023-06-30"]),
]

# A weekday in a note is past; in a diary, what came of the day's trouble may be later.
NOTES = [
    ("06/03/2023 Call from tenant. Music on Saturday night.", ["Saturday night = 2023-03-04"]),
    (
        "06/03/2023 - HV. Window broken on Sunday. Will call on Thursday.",
        ["Sunday = 2023-03-05", "Thursday = 2023-03-09"],
    ),
    ("06/03/2023 Says he rang police yesterday.", ["yesterday = 2023-03-05"]),
    ("Monday 6 March 2023\nHe did what he did on Saturday.", ["Saturday = 2023-03-04"]),
    ("Monday 6 March 2023\nTold the office about what he did on Saturday.", ["Saturday = 2023-03-04"]),
    ("Monday 6 March 2023\nShouting till three. Rang the office on Wednesday.", ["Wednesday = 2023-03-08"]),
    ("Monday 6 March 2023\nHe broke the gate. Two officers came on Tuesday.", ["Tuesday = 2023-03-07"]),
]
_OTHER_NOTES = "\n\nTuesday 14 March 2023\nQuiet.\n\n20/03/2023 Nothing.\n\n21/03/2023 Nothing either.\n"

FORMS = [
    ("I first rang in September last year.", ["September last year = 2021-09-01/2021-09-30"]),
    ("He came on 12 May last year.", ["12 May last year = 2021-05-12"]),
    ("It was worst in summer last year.", ["summer last year = 2021-06-01/2021-08-31"]),
    ("On 3 March 2020 he came. In June that year he left.", ["June that year = 2020-06-01/2020-06-30"]),
    (
        "On 3 March 2020 he came. In May of the following year it began.",
        ["May of the following year = 2021-05-01/2021-05-31"],
    ),
    ("On 4 October 2021 it came, on the Saturday of that week it went.", ["the Saturday of that week = 2021-10-09"]),
    (
        "It came on 4 October 2021. I rang on the Monday of the following week.",
        ["the Monday of the following week = 2021-10-11"],
    ),
    ("He came on 4 October 2021, the Friday of the same week he left.", ["the Friday of the same week = 2021-10-08"]),
    (
        "Signed on 13 September 2021, asked for in the week before, it was known two days later.",
        ["two days later = 2021-09-15"],
    ),
    ("The case was closed in April 2021, two weeks before she moved.", ["April 2021 = 2021-04-01/2021-04-30"]),
    (
        "It was closed in April 2021 although she had written two weeks before.",
        ["two weeks before = 2021-03-18/2021-04-16"],
    ),
    ("In April 2021 he fell and rang two days later.", ["two days later = ?"]),
    ("On 5 September 2022 he listed the bank holiday noise.", ["the bank holiday = 2022-08-29"]),
    ("Music on 4 March 2023 until gone 2am.", ["2am = 2023-03-05"]),
]

# Of two expressions side by side for one time, the exacter one counts.
SIDE_BY_SIDE = [
    ("On 6 August 2021 she rang. At the end of the same month, on 31 August, he left.", "2021-08-31"),
    ("On 6 August 2021 she rang. The following week, on 12 August, he left.", "2021-08-12"),
    ("On 6 August 2021 she rang. In late August (27 August) he left.", "2021-08-27"),
    (
        "On 6 August 2021 she rang. Over the bank holiday weekend, 28 to 30 August 2021, he left.",
        "2021-08-28/2021-08-30",
    ),
    ("On 6 August 2021 she rang. In May 2022, 3 June 2022 and July 2022 he left.", "2022-05-01/2022-05-31"),
    ("On 6 August 2021 she rang. In May 2022 he left, 3 May 2021 being past.", "2022-05-01/2022-05-31"),
]


def _told(text: str, dated: str | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mention in read_times(text, date.fromisoformat(dated) if dated else None):
        days = "?" if mention.from_ is None else f"{mention.from_}"
        if mention.to != mention.from_:
            days = f"{mention.from_}/{mention.to}"
        found.setdefault(mention.quote, []).append(days)
    return found


def _assert_told(text: str, dated: str | None, expected: list[str]) -> None:
    found = _told(text, dated)
    for case in expected:
        words, days = case.split(" = ")
        assert found.get(words, ["not found"])[-1] == days, case


@pytest.mark.parametrize(("judged", "expected"), [*MONTHS_JUDGED, *RELATIVE_JUDGED], ids=lambda value: str(value)[:60])
@pytest.mark.parametrize("dated", [None, "2022-12-05"])
def test_judgements_come_back_to_the_account(judged: str, expected: list[str], dated: str | None) -> None:
    _assert_told(ACCOUNT + judged, dated, expected)


@pytest.mark.parametrize(("text", "dated", "expected"), SAID, ids=lambda value: str(value)[:60])
def test_words_count_from_the_day_they_were_said(text: str, dated: str, expected: list[str]) -> None:
    _assert_told(text, dated, expected)


@pytest.mark.parametrize(("text", "expected"), TAKEN_UP, ids=lambda value: str(value)[:60])
def test_points_that_take_up_what_was_said(text: str, expected: list[str]) -> None:
    _assert_told(text, "2024-04-22", expected)


@pytest.mark.parametrize(("text", "expected"), THINGS, ids=lambda value: str(value)[:60])
def test_a_month_that_says_which_thing(text: str, expected: list[str]) -> None:
    _assert_told(text, None, expected)


@pytest.mark.parametrize(("note", "expected"), NOTES, ids=lambda value: str(value)[:60])
@pytest.mark.parametrize("printed", [None, "2023-08-01"])
def test_weekdays_in_notes(note: str, expected: list[str], printed: str | None) -> None:
    _assert_told(note + _OTHER_NOTES, printed, expected)


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=lambda value: str(value)[:60])
def test_forms(text: str, expected: list[str]) -> None:
    _assert_told(text, "2022-10-17", expected)


@pytest.mark.parametrize(("text", "expected"), SIDE_BY_SIDE, ids=lambda value: str(value)[:60])
def test_side_by_side(text: str, expected: str) -> None:
    second = list(_told(text, None).values())[1]
    assert second[0] == expected


# What is reported on a day has happened; what is promised on a day has not.
REPORTED = [
    ("On 24 March 2022 she reported a smell of cannabis on the Friday.", ["the Friday = 2022-03-18"]),
    ("On 28 April 2022 he told the landlord of shouting on the Sunday.", ["the Sunday = 2022-04-24"]),
    ("On 28 April 2022 she emailed the landlord about the dog on the Tuesday.", ["the Tuesday = 2022-04-26"]),
    ("On 3 May 2022 the landlord told her that an officer would call on the Friday.", ["the Friday = 2022-05-06"]),
    ("On 3 May 2022 the landlord wrote to her. She rang on the Friday.", ["the Friday = 2022-05-06"]),
]


@pytest.mark.parametrize(("text", "expected"), REPORTED, ids=lambda value: str(value)[:60])
def test_a_weekday_of_what_is_reported_is_past(text: str, expected: list[str]) -> None:
    _assert_told(f"What happened\n\n1. {text}", "2022-09-01", expected)
