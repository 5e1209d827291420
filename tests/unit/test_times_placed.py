"""Expressions of time in context, with the days they stand for: the readable specification of the date finder.

Each case: the text, the day it was written (None: not known), and every expression that must be found in it, in order,
as "words = first day", "words = first/last", with " @HH:MM" for a time of day; "= ?" is found but cannot be placed.
"""

from datetime import date

import pytest

from caseclock.extractor.language.anchors import read_times

# Wednesday 14 June 2023 is the day of most letters here.
LETTER = "2023-06-14"

ABSOLUTE = [
    ("It began on 03/04/2022.", None, ["03/04/2022 = 2022-04-03"]),
    ("It began on 3.4.22 and went on.", None, ["3.4.22 = 2022-04-03"]),
    ("It began on 3-4-2022.", None, ["3-4-2022 = 2022-04-03"]),
    ("Logged 2022-04-03, closed later.", None, ["2022-04-03 = 2022-04-03"]),
    ("Logged 2022-04-03T21:15:00 by system.", None, ["2022-04-03T21:15:00 = 2022-04-03 @21:15"]),
    ("On the 27th of Nov 2021 he shouted.", None, ["27th of Nov 2021 = 2021-11-27"]),
    ("On 1st December, 2021 he shouted.", None, ["1st December, 2021 = 2021-12-01"]),
    ("On 12 Sept 2021 he shouted.", None, ["12 Sept 2021 = 2021-09-12"]),
    ("Call on 5-Jun-23 noted.", None, ["5-Jun-23 = 2023-06-05"]),
    ("Call on 5 June 23, noted.", None, ["5 June 23 = 2023-06-05"]),
    ("On March 5, 2021 she wrote.", None, ["March 5, 2021 = 2021-03-05"]),
    ("Friday 31 March 2023 was worst.", None, ["Friday 31 March 2023 = 2023-03-31"]),
    ("Tues, 4 April 2023 at 10am", None, ["Tues, 4 April 2023 at 10am = 2023-04-04 @10:00"]),
    ("In March 2021 it stopped.", None, ["March 2021 = 2021-03-01/2021-03-31"]),
    ("A review took place in 2019.", None, ["2019 = 2019-01-01/2019-12-31"]),
    ("Spending in 2019/20 rose.", None, ["2019/20 = 2019-04-01/2020-03-31"]),
    ("In the financial year 2020-21 it rose.", None, ["the financial year 2020-21 = 2020-04-01/2021-03-31"]),
    ("Q3 2021 figures are attached.", None, ["Q3 2021 = 2021-07-01/2021-09-30"]),
    ("In the second quarter of 2022 it fell.", None, ["the second quarter of 2022 = 2022-04-01/2022-06-30"]),
    ("It was worst in the summer of 2021.", None, ["the summer of 2021 = 2021-06-01/2021-08-31"]),
    ("In winter 2020 it got cold.", None, ["winter 2020 = 2020-12-01/2021-02-28"]),
    ("In early March 2021 he left.", None, ["early March 2021 = 2021-03-01/2021-03-10"]),
    ("In mid-March 2021 he left.", None, ["mid-March 2021 = 2021-03-11/2021-03-21"]),
    ("In late March 2021 he left.", None, ["late March 2021 = 2021-03-22/2021-03-31"]),
    ("On or about 5 May 2021 he left.", None, ["On or about 5 May 2021 = 2021-05-05"]),
    ("He left around 5 May 2021.", None, ["around 5 May 2021 = 2021-05-05"]),
    ("He has done it since 5 May 2021.", "2021-06-01", ["since 5 May 2021 = 2021-05-05/2021-06-01"]),
    ("The week of 5 June 2023 was bad.", None, ["The week of 5 June 2023 = 2023-06-05/2023-06-11"]),
    ("Diary for w/c 5 June 2023.", None, ["w/c 5 June 2023 = 2023-06-05/2023-06-11"]),
    ("Diary for week ending 11/6/23.", None, ["week ending 11/6/23 = 2023-06-05/2023-06-11"]),
    ("The first Saturday in March 2023 was calm.", None, ["The first Saturday in March 2023 = 2023-03-04"]),
    ("The last Friday of May 2023 was calm.", None, ["The last Friday of May 2023 = 2023-05-26"]),
    ("Easter Monday 2023 was loud.", None, ["Easter Monday 2023 = 2023-04-10"]),
    ("On Boxing Day 2022 he came back.", None, ["Boxing Day 2022 = 2022-12-26"]),
    ("On the bank holiday, 29 May 2023, he dug.", None, ["the bank holiday, 29 May 2023 = 2023-05-29"]),
    ("On 07/13/2023 a form was sent.", None, ["07/13/2023 = 2023-07-13"]),
]

RANGES = [
    ("Between 4 and 9 May 2021 he rang.", None, ["Between 4 and 9 May 2021 = 2021-05-04/2021-05-09"]),
    ("From 28 April to 2 May 2021 he rang.", None, ["From 28 April to 2 May 2021 = 2021-04-28/2021-05-02"]),
    ("Between 4 May 2021 to 9 June 2021 he rang.", None, ["Between 4 May 2021 to 9 June 2021 = 2021-05-04/2021-06-09"]),
    ("On 21 to 22 July 2023 it was glued.", None, ["21 to 22 July 2023 = 2023-07-21/2023-07-22"]),
    ("He was away 4-9 May 2021.", None, ["4-9 May 2021 = 2021-05-04/2021-05-09"]),
    ("He was away 4th – 9th May 2021.", None, ["4th – 9th May 2021 = 2021-05-04/2021-05-09"]),
    ("Noise diary July - September 2021.", None, ["July - September 2021 = 2021-07-01/2021-09-30"]),
    ("Between February and March 2020 it ran.", None, ["Between February and March 2020 = 2020-02-01/2020-03-31"]),
    (
        "Between 28 December and 3 January 2022.",
        None,
        ["Between 28 December and 3 January 2022 = 2021-12-28/2022-01-03"],
    ),
    ("From 13/07/2021 to 15/07/2021 it ran.", None, ["From 13/07/2021 to 15/07/2021 = 2021-07-13/2021-07-15"]),
    ("Away 13/07/2021-15/07/2021.", None, ["13/07/2021-15/07/2021 = 2021-07-13/2021-07-15"]),
    ("Monday 3 to Friday 7 July 2023 was quiet.", None, ["Monday 3 to Friday 7 July 2023 = 2023-07-03/2023-07-07"]),
    ("From 2018 to 2020 it was let.", None, ["From 2018 to 2020 = 2018-01-01/2020-12-31"]),
    ("The night of 3/4 June 2023 was loud.", None, ["The night of 3/4 June 2023 = 2023-06-03/2023-06-04"]),
    (
        "He came on 12, 13 and 14 March 2021.",
        None,
        ["12 = 2021-03-12", "13 = 2021-03-13", "14 March 2021 = 2021-03-14"],
    ),
    (
        "Noise in February and March 2020.",
        None,
        ["February = 2020-02-01/2020-02-29", "March 2020 = 2020-03-01/2020-03-31"],
    ),
    ("From 10pm on 3 May 2021 until late.", None, ["10pm on 3 May 2021 = 2021-05-03 @22:00"]),
    (
        "On 3 May 2021 from 10.30pm until 1.15am he played music.",
        None,
        ["3 May 2021 from 10.30pm until 1.15am = 2021-05-03/2021-05-04 @22:30"],
    ),
]

CLOCKS = [
    ("At 0230hrs on 5 May 2021 he woke us.", None, ["0230hrs on 5 May 2021 = 2021-05-05 @02:30"]),
    ("At 1800 HRS on 5 May 2021 he left.", None, ["1800 HRS on 5 May 2021 = 2021-05-05 @18:00"]),
    ("At 10:56hrs on 5 May 2021 he left.", None, ["10:56hrs on 5 May 2021 = 2021-05-05 @10:56"]),
    ("At 23:15 on 5 May 2021 he left.", None, ["23:15 on 5 May 2021 = 2021-05-05 @23:15"]),
    ("5 May 2021, 4.10 a.m. he woke.", None, ["5 May 2021, 4.10 a.m. = 2021-05-05 @04:10"]),
    ("13/7/2024 11:00 PM,next door", None, ["13/7/2024 11:00 PM = 2024-07-13 @23:00"]),
    ("1/7/2024 12:05 AM,next door", None, ["1/7/2024 12:05 AM = 2024-07-01 @00:05"]),
    ("At half past ten at night on 5 May 2021", None, ["half past ten at night on 5 May 2021 = 2021-05-05 @22:30"]),
    (
        "At ten to eight in the morning on 5 May 2021",
        None,
        ["ten to eight in the morning on 5 May 2021 = 2021-05-05 @07:50"],
    ),
    (
        "About quarter to ten at night on 5 May 2021",
        None,
        ["About quarter to ten at night on 5 May 2021 = 2021-05-05 @21:45"],
    ),
    (
        "A few minutes after eleven at night on 5 May 2021",
        None,
        ["A few minutes after eleven at night on 5 May 2021 = 2021-05-05 @23:05"],
    ),
    ("At noon on 5 May 2021 he left.", None, ["noon on 5 May 2021 = 2021-05-05 @12:00"]),
    (
        "At three o'clock in the afternoon of 5 May 2021",
        None,
        ["three o'clock in the afternoon of 5 May 2021 = 2021-05-05 @15:00"],
    ),
    ("The early hours of 5 May 2021 were bad.", None, ["The early hours of 5 May 2021 = 2021-05-05"]),
    ("On the evening of 5 May 2021 he came.", None, ["the evening of 5 May 2021 = 2021-05-05"]),
    (
        "On 5 May 2021 he came. He left at about 9.30pm.",
        None,
        ["5 May 2021 = 2021-05-05", "about 9.30pm = 2021-05-05 @21:30"],
    ),
    (
        "On 5 May 2021 he shouted from eight in the morning until half past twelve.",
        None,
        ["5 May 2021 = 2021-05-05", "from eight in the morning until half past twelve = 2021-05-05 @08:00"],
    ),
    ("Yesterday at twenty past twelve he drove off.", LETTER, ["Yesterday at twenty past twelve = 2023-06-13 @12:20"]),
    ("At ten to eight this morning he blocked me in.", LETTER, ["ten to eight this morning = 2023-06-14 @07:50"]),
    ("At half past two on Sunday morning I woke.", LETTER, ["half past two on Sunday morning = 2023-06-11 @02:30"]),
    ("On Saturday morning about 10 he cut it.", LETTER, ["Saturday morning about 10 = 2023-06-10 @10:00"]),
    ("Last night at 1am he came in.", LETTER, ["Last night at 1am = 2023-06-14 @01:00"]),
    ("Last night at 11pm he came in.", LETTER, ["Last night at 11pm = 2023-06-13 @23:00"]),
]

STORY = [
    (
        "He was arrested on 5 May 2021. He was released the following day.",
        None,
        ["5 May 2021 = 2021-05-05", "the following day = 2021-05-06"],
    ),
    (
        "It rang on 5 May 2021. The same day she replied.",
        None,
        ["5 May 2021 = 2021-05-05", "The same day = 2021-05-05"],
    ),
    (
        "On 5 May 2021 he rang, and that evening he called.",
        None,
        ["5 May 2021 = 2021-05-05", "that evening = 2021-05-05"],
    ),
    (
        "On 5 May 2021 he rang. Later that night he called.",
        None,
        ["5 May 2021 = 2021-05-05", "Later that night = 2021-05-05"],
    ),
    (
        "On 5 May 2021 he rang. She replied 2 days later.",
        None,
        ["5 May 2021 = 2021-05-05", "2 days later = 2021-05-07"],
    ),
    (
        "On 5 May 2021 he rang. Nine days after that she wrote.",
        None,
        ["5 May 2021 = 2021-05-05", "Nine days after that = 2021-05-14"],
    ),
    ("On 5 May 2021 he rang. A week later she wrote.", None, ["5 May 2021 = 2021-05-05", "A week later = 2021-05-12"]),
    (
        "On 5 May 2021 he rang. Around a month later she wrote.",
        None,
        ["5 May 2021 = 2021-05-05", "Around a month later = 2021-06-05"],
    ),
    (
        "On 5 May 2021 he rang. Just over a fortnight later she wrote.",
        None,
        ["5 May 2021 = 2021-05-05", "Just over a fortnight later = 2021-05-19"],
    ),
    (
        "On 5 May 2021 the case was heard; the bench had read it the day before.",
        None,
        ["5 May 2021 = 2021-05-05", "the day before = 2021-05-04"],
    ),
    (
        "On 5 May 2021 he rang, having called the previous evening.",
        None,
        ["5 May 2021 = 2021-05-05", "the previous evening = 2021-05-04"],
    ),
    (
        "On 5 May 2021 he rang. Around the same time a letter went out.",
        None,
        ["5 May 2021 = 2021-05-05", "Around the same time = 2021-05-05"],
    ),
    (
        "On Wednesday 5 May 2021 he rang. The following Monday she wrote.",
        None,
        ["Wednesday 5 May 2021 = 2021-05-05", "The following Monday = 2021-05-10"],
    ),
    (
        "On 5 May 2021 he rang. The following week she wrote.",
        None,
        ["5 May 2021 = 2021-05-05", "The following week = 2021-05-10/2021-05-16"],
    ),
    (
        "On 5 May 2021 she said that on 1 May he had shouted. The next day the officer rang.",
        None,
        ["5 May 2021 = 2021-05-05", "1 May = 2021-05-01", "The next day = 2021-05-06"],
    ),
    ("Two days before 5 May 2021 he rang.", None, ["Two days before 5 May 2021 = 2021-05-03"]),
    (
        "The day before the hearing on 9 July 2021 he rang.",
        None,
        ["The day before = 2021-07-08", "9 July 2021 = 2021-07-09"],
    ),
    (
        "Between 4 and 9 May 2021 she rang. She told of one on 6 May.",
        None,
        ["Between 4 and 9 May 2021 = 2021-05-04/2021-05-09", "6 May = 2021-05-06"],
    ),
    (
        "He was bailed on 30 December 2020. On 4 January he came back.",
        None,
        ["30 December 2020 = 2020-12-30", "4 January = 2021-01-04"],
    ),
    (
        "In a call on 4 January 2021 she said that on 30 December he came.",
        None,
        ["4 January 2021 = 2021-01-04", "30 December = 2020-12-30"],
    ),
    (
        "On 23 May 2021 she said it was sent in February.",
        None,
        ["23 May 2021 = 2021-05-23", "February = 2021-02-01/2021-02-28"],
    ),
    (
        "Between December 2020 and January 2021 he came often. On Christmas Day he rang.",
        None,
        ["Between December 2020 and January 2021 = 2020-12-01/2021-01-31", "Christmas Day = 2020-12-25"],
    ),
    (
        "In mid July 2023 he was seen. It was on the 13th.",
        None,
        ["mid July 2023 = 2023-07-11/2023-07-21", "the 13th = 2023-07-13"],
    ),
    ("On 28 May 2021 he rang, and on the 3rd he came.", None, ["28 May 2021 = 2021-05-28", "the 3rd = 2021-06-03"]),
    ("On 22/04/2023 I told them (on Mon 24th).", None, ["22/04/2023 = 2023-04-22", "Mon 24th = 2023-04-24"]),
    (
        "On 21 June 2022 they wrote “I have chased over the last 3 weeks” to him.",
        "2023-09-05",
        ["21 June 2022 = 2022-06-21", "over the last 3 weeks = 2022-05-31/2022-06-21"],
    ),
    (
        "On 12 May 2021 she told the landlord that two days ago he had hit her.",
        "2023-09-05",
        ["12 May 2021 = 2021-05-12", "two days ago = 2021-05-10"],
    ),
    (
        "On 5 May 2021 he rang. That week he came thrice.",
        None,
        ["5 May 2021 = 2021-05-05", "That week = 2021-05-03/2021-05-09"],
    ),
    ("The year is 2021.\n\nOn 5 May he rang.", None, ["2021 = 2021-01-01/2021-12-31", "5 May = 2021-05-05"]),
    ("On Tuesday 9 May he rang.", "2024-02-01", ["Tuesday 9 May = 2023-05-09"]),
    ("The following day he rang.", None, ["The following day = ?"]),
    ("On 5 May he rang.", None, ["5 May = ?"]),
]

LISTS = [
    (
        "  1. On 5 May 2021 she said:\n    1. He was released the following day.\n"
        "    2. On 8 April 2021 he came. Later that night he rang.\n"
        "  2. The following day it was noted.",
        None,
        [
            "5 May 2021 = 2021-05-05",
            "the following day = 2021-05-06",
            "8 April 2021 = 2021-04-08",
            "Later that night = 2021-04-08",
            "The following day = 2021-05-06",
        ],
    ),
    (
        "  1. He wrote on 6 July 2021, and promised a reply by 23 June 2021.\n  2. They rang the same day.",
        None,
        ["6 July 2021 = 2021-07-06", "23 June 2021 = 2021-06-23", "the same day = 2021-07-06"],
    ),
    (
        "LOG 0418 OF 17/06/2023\n23:24:36 C1 INF HEARD GLASS 10 MINS AGO.\n"
        "23:58:12 C1 UNIT SENT.\n00:41:10 W1 ON SCENE.\n",
        "2023-10-03",
        [
            "17/06/2023 = 2023-06-17",
            "23:24:36 = 2023-06-17 @23:24",
            "10 MINS AGO = 2023-06-17 @23:14",
            "23:58:12 = 2023-06-17 @23:58",
            "00:41:10 = 2023-06-18 @00:41",
        ],
    ),
    (
        "06/03/23  09:40  PB  T/C in. On Saturday he cut it.\n\n"
        "09/03/23  14:15  TM  Rang back yesterday.\n\n12/03/23  10:00  TM  Nothing more.",
        "2023-11-10",
        [
            "06/03/23  09:40 = 2023-03-06 @09:40",
            "Saturday = 2023-03-04",
            "09/03/23  14:15 = 2023-03-09 @14:15",
            "yesterday = 2023-03-08",
            "12/03/23  10:00 = 2023-03-12 @10:00",
        ],
    ),
    (
        "21/12/2022: shouting\n28 Dec: music\n3 Jan: music\n",
        "2023-02-01",
        ["21/12/2022 = 2022-12-21", "28 Dec = 2022-12-28", "3 Jan = 2023-01-03"],
    ),
]

WRITING = [
    (
        "On Saturday he played music from 10pm. It went on until 3am.",
        LETTER,
        ["Saturday = 2023-06-10", "10pm = 2023-06-10 @22:00", "3am = 2023-06-11 @03:00"],
    ),
    (
        "On the night of Friday 9 June at 1.30am I woke.",
        LETTER,
        ["the night of Friday 9 June at 1.30am = 2023-06-10 @01:30"],
    ),
    (
        "Between 22:00 and 02:00 hours on 3rd/4th June he sang.",
        LETTER,
        ["Between 22:00 and 02:00 hours on 3rd/4th June = 2023-06-03/2023-06-04 @22:00"],
    ),
    ("I want a reply by the end of the month.", LETTER, ["the end of the month = 2023-06-21/2023-06-30"]),
    ("I want a reply on or before 30 June.", LETTER, ["30 June = 2023-06-30"]),
    ("RANG ABOUT LAST NIGHTS BASS.", LETTER, ["LAST NIGHTS = 2023-06-13"]),
    ("I asked at Tuesday's meeting.", LETTER, ["Tuesday = 2023-06-13"]),
    ("He came twice in the past fortnight.", LETTER, ["the past fortnight = 2023-05-31/2023-06-14"]),
    ("I rang yesterday.", LETTER, ["yesterday = 2023-06-13"]),
    ("He did it last night and again this morning.", LETTER, ["last night = 2023-06-13", "this morning = 2023-06-14"]),
    ("He is at it tonight.", LETTER, ["tonight = 2023-06-14"]),
    ("On Saturday he shouted at me.", LETTER, ["Saturday = 2023-06-10"]),
    ("On Saturday just gone he shouted at me.", LETTER, ["Saturday just gone = 2023-06-10"]),
    ("Last Tuesday he shouted at me.", LETTER, ["Last Tuesday = 2023-06-13"]),
    ("The Sunday before last I counted ten.", LETTER, ["The Sunday before last = 2023-06-04"]),
    ("On Friday night just gone I heard him.", LETTER, ["Friday night just gone = 2023-06-09"]),
    ("A fortnight ago he came.", LETTER, ["A fortnight ago = 2023-05-31"]),
    ("Two days ago he came.", LETTER, ["Two days ago = 2023-06-12"]),
    ("He came over the weekend.", LETTER, ["over the weekend = 2023-06-10/2023-06-11"]),
    ("Last weekend he came.", LETTER, ["Last weekend = 2023-06-10/2023-06-11"]),
    ("On the first Saturday in March he came.", LETTER, ["the first Saturday in March = 2023-03-04"]),
    ("On the first of the month he came.", LETTER, ["the first of the month = 2023-06-01"]),
    ("I have rung for the last 3 weeks.", LETTER, ["the last 3 weeks = 2023-05-24/2023-06-14"]),
    ("He has come six times in the last six months.", LETTER, ["the last six months = 2022-12-14/2023-06-14"]),
    (
        "Three times this week, Monday to Friday, he came.",
        LETTER,
        ["this week, Monday to Friday = 2023-06-12/2023-06-16"],
    ),
    (
        "Last week he came, and last month too.",
        LETTER,
        ["Last week = 2023-06-05/2023-06-11", "last month = 2023-05-01/2023-05-31"],
    ),
    ("Last year I moved in.", LETTER, ["Last year = 2022-01-01/2022-12-31"]),
    ("I moved in last March.", LETTER, ["last March = 2023-03-01/2023-03-31"]),
    ("I moved in last November.", LETTER, ["last November = 2022-11-01/2022-11-30"]),
    ("On 28 December he came.", "2024-01-10", ["28 December = 2023-12-28"]),
    ("I told you on 1 May and on 31 March.", LETTER, ["1 May = 2023-05-01", "31 March = 2023-03-31"]),
    ("On Easter Monday he came.", LETTER, ["Easter Monday = 2023-04-10"]),
    ("On New Year's Eve he had a party.", "2025-02-24", ["New Year's Eve = 2024-12-31"]),
    ("The day the clocks went forward he came.", LETTER, ["The day the clocks went forward = 2023-03-26"]),
    ("He came over Christmas.", LETTER, ["Christmas = 2022-12-24/2022-12-26"]),
    ("It began in half term.", LETTER, ["half term = 2023-05-25/2023-06-04"]),
    ("It has gone on since the spring.", LETTER, ["since the spring = 2023-03-01/2023-06-14"]),
    ("He came the day before yesterday.", LETTER, ["the day before yesterday = 2023-06-12"]),
    ("He came the night before last.", LETTER, ["the night before last = 2023-06-12"]),
    ("He came a week last Tuesday.", LETTER, ["a week last Tuesday = 2023-06-06"]),
    ("It was glued overnight Friday to Saturday.", LETTER, ["overnight Friday to Saturday = 2023-06-09/2023-06-10"]),
    ("It went on every night since 5 June.", LETTER, ["every night since 5 June = 2023-06-05/2023-06-14"]),
    ("I sent it at the beginning of this month.", LETTER, ["the beginning of this month = 2023-06-01/2023-06-10"]),
    ("Yesterday evening he came.", LETTER, ["Yesterday evening = 2023-06-13"]),
    ("I will come next Tuesday.", LETTER, ["next Tuesday = 2023-06-20"]),
    ("I will come tomorrow.", LETTER, ["tomorrow = 2023-06-15"]),
    ("I will come on Friday.", LETTER, ["Friday = 2023-06-16"]),
    ("The other day he came.", LETTER, ["The other day = ?"]),
    ("I rang yesterday.", None, ["yesterday = ?"]),
    ("In February he came.", LETTER, ["February = 2023-02-01/2023-02-28"]),
    ("I asked in August.", LETTER, ["August = 2022-08-01/2022-08-31"]),
]

TRAPS = [
    "The Housing Act 1996 and the Anti-social Behaviour Act 2003 apply.",
    "Under section 104 of the 2014 Act a review may be asked for.",
    "The Crime and Disorder (Wales) Regulations 2010 apply to this.",
    "He may leave, and they may march on the town hall.",
    "May I ask for a reply? You may.",
    "April Jones and June Carter live at number 12.",
    "He was fined £2,020 and paid £1,999 of it.",
    "Crime number 41/10932/23, log 163, ref CR/23/011, complaint C-0718.",
    "Ring 020 7946 0018 or 101; in an emergency 999.",
    "She cares for him 24/7 and they split the cost 50/50.",
    "Flat 3, 14 March Street, and 6 May Close.",
    "Grounds 12 and 14 of schedule 2 were relied on.",
    "Version 2.1 of the form, page 4 of 12.",
    "A response follows within ten working days of the complaint.",
    "High priority cases are assessed within 1 working day.",
    "He was sent to prison for 6 weeks, suspended for 12 months.",
    "It rained every day and he came on a daily basis.",
    "She is 45 years old and has 2 children aged 3 and 5.",
    "The second complaint was about the first officer.",
    "He came second and she was third.",
    "The ratio was 3:1 and he scored 9.5.",
    "PC 2014 Smith and PCSO 2019 Jones came.",
    "He was out of the flat for work 6 days a week.",
    "In the meantime she should keep a log.",
    "At that time he was well, and he visited both at the same time.",
    "Ten to fifteen people stood there for five to ten minutes.",
    "She sat in the sun and wed her friend.",
    "A Christmas card and a Christmas tree were thrown out.",
    "The threshold is three reports in the last six months.",
    "Spring water and a summer dress were bought; he will fall.",
    "We work Monday to Friday, and on Mondays we close.",
    "See item 3, 4 and 5 of section 12.",
    "He lives on the 5th floor and won the 1st prize.",
    "The meeting is in room 1230 at 14 High Street.",
    "https://example.org/2019/08/05/report-2019-08-05.pdf",
]


def _told(text: str, dated: str | None) -> list[str]:
    found = []
    for mention in read_times(text, date.fromisoformat(dated) if dated else None):
        assert text[mention.start : mention.end] == mention.quote
        if mention.from_ is None or mention.to is None:
            days = "?"
        elif mention.from_ == mention.to:
            days = mention.from_.isoformat()
        else:
            days = f"{mention.from_.isoformat()}/{mention.to.isoformat()}"
        clock = f" @{mention.time}" if mention.time else ""
        found.append(
            f"{' '.join(mention.quote.split()) if chr(10) in mention.quote else mention.quote} = {days}{clock}"
        )
    return found


@pytest.mark.parametrize(
    ("text", "dated", "expected"),
    [*ABSOLUTE, *RANGES, *CLOCKS, *STORY, *LISTS, *WRITING],
    ids=lambda value: str(value)[:60],
)
def test_placed(text: str, dated: str | None, expected: list[str]) -> None:
    assert _told(text, dated) == expected


@pytest.mark.parametrize("text", TRAPS, ids=lambda value: value[:60])
def test_not_a_date(text: str) -> None:
    assert _told(text, "2023-06-14") == []
