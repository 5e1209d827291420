"""Short words of notes, texts and diaries: "yest", "aft", "nite", "bank hol Mon", and days told by the row above."""

from datetime import date

import pytest
from tests.casework import chronology

from caseclock.extractor.language.anchors import read_times

BESIDE = "4 Tern Close\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nMr Dray of 6 Tern Close is my neighbour.\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Drilling from half five yest morning.", ["half five yest morning = 2023-06-13 05:30"]),
        ("Came round yday about 9pm.", ["yday about 9pm = 2023-06-13 21:00"]),
        ("Shouting 9ish yday eve.", ["9ish yday eve = 2023-06-13 21:00"]),
        ("Banging again tonite at 10.", ["tonite at 10 = 2023-06-14 22:00"]),
        ("Banging again 2nite.", ["2nite = 2023-06-14"]),
        ("Party Friday nite.", ["Friday nite = 2023-06-09"]),
        ("Noise Thurs aft and again Fri.", ["Thurs aft = 2023-06-08", "Fri = 2023-06-09"]),
        ("Noise Fri eve, then Sat and Sun.", ["Fri eve = 2023-06-09", "Sat = 2023-06-10", "Sun = 2023-06-11"]),
        ("Barbecue bank hol Mon.", ["bank hol Mon = 2023-05-29"]),
        ("Barbecue bank hol Mon 29 May 2023.", ["Mon 29 May 2023 = 2023-05-29"]),
        ("Barbecue on bank hol.", ["bank hol = 2023-05-29"]),
        ("She read the Sun and sat down.", []),
        ("Rang Monday and Sun Wright called back.", ["Monday = 2023-06-12"]),
        ("No work on bank hols.", []),
    ],
)
def test_short_words_are_dated(words: str, expected: list[str]) -> None:
    found = read_times(words, dated=date(2023, 6, 14))
    assert [f"{t.quote} = {t.from_} {t.time or ''}".strip() for t in found] == expected


def diary(*rows: str) -> list[str]:
    text = "Incident diary\n\nDate,Time,What happened,Effect\n" + "\n".join(rows) + "\n"
    found = chronology({"diary.csv": text, "letter.txt": BESIDE})
    return [f"{e.when.start} {e.when.time}" for e in found.entries if e.when.time]


def test_a_day_cell_is_settled_from_the_row_above() -> None:
    assert diary(
        "Tues 2 Feb 2021,9pm,Loud music through the wall,",
        "Wed,10pm,Loud music through the wall again,",
        "night after,half eleven,Shouting and swearing at me over the fence,",
        "Sat 20th,8pm,Loud music and banging,since 3 January",
        "ditto,11pm,Threw eggs at my window,",
        "Mon 1 March 2021,7pm,Rubbish tipped on my path,",
        "bank hol,7pm,Shouting and swearing at me,",
    ) == [
        "2021-02-02 21:00",
        "2021-02-03 22:00",
        "2021-02-04 23:30",
        "2021-02-20 20:00",
        "2021-02-20 23:00",
        "2021-03-01 19:00",
        "2021-04-02 19:00",
    ]


def test_a_row_that_cannot_be_placed_is_kept_undated() -> None:
    found = diary(
        "Tues 2 Feb 2021,9pm,Loud music through the wall,",
        "no idea,10pm,Rubbish tipped on my path,",
        "one wet day,4pm,I rang the council,",
        "Mon 1 March 2021,7pm,Shouting and swearing at me,",
    )
    assert sorted(found) == ["2021-02-02 21:00", "2021-03-01 19:00", "None 16:00", "None 22:00"]
