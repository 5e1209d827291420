"""Full dates and clock times as headers, letterheads and exports write them."""

from datetime import date, datetime, time

import pytest

from caseclock.extractor.stamps import first_stamp, stamps, uk_local


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("Fri, 17 May 2024 at 18:40", date(2024, 5, 17), time(18, 40)),
        ("17/05/2024 18:40", date(2024, 5, 17), time(18, 40)),
        ("17/05/2024, 18:40:22", date(2024, 5, 17), time(18, 40, 22)),
        ("17 May 2024 18:40", date(2024, 5, 17), time(18, 40)),
        ("Friday, May 17, 2024 6:40 PM", date(2024, 5, 17), time(18, 40)),
        ("5/17/2024 6:40 PM", date(2024, 5, 17), time(18, 40)),  # cannot be day first
        ("4/5/2024", date(2024, 5, 4), None),  # UK
        ("2024-05-17T18:40", date(2024, 5, 17), time(18, 40)),
        ("17.05.24", date(2024, 5, 17), None),
        ("17th day of May 2024", date(2024, 5, 17), None),
        ("17 May, 2024", date(2024, 5, 17), None),
        ("17MAY24", date(2024, 5, 17), None),
        ("17-May-24", date(2024, 5, 17), None),
        ("17 May '24", date(2024, 5, 17), None),
        ("17\u00a0May\u00a02024 at 6.40pm", date(2024, 5, 17), time(18, 40)),
        ("17 May 2024 @ 7pm", date(2024, 5, 17), time(19, 0)),
    ],
)
def test_full_dates(text: str, day: date, clock: time | None) -> None:
    found = first_stamp(f"Seen {text}.")
    assert found is not None
    assert (found.day, found.clock) == (day, clock)


@pytest.mark.parametrize(
    "text",
    [
        "17 May",
        "May 2024",
        "5 May 10 men came",
        "31/02/2024",
        "12/3456/24",
        "41/10932/23",
        "10.30",
        "Friday",
        "1.2.3.4",
        "99/99/2024",
    ],
)
def test_what_is_no_full_date(text: str) -> None:
    assert first_stamp(text) is None


def test_all_dates_in_order() -> None:
    text = "from 1 May 2024 to 02/06/2024"
    assert [(text[s.start : s.end], s.day.month) for s in stamps(text)] == [("1 May 2024", 5), ("02/06/2024", 6)]


@pytest.mark.parametrize(
    ("utc", "local"),
    [
        (datetime(2024, 3, 31, 0, 59), datetime(2024, 3, 31, 0, 59)),
        (datetime(2024, 3, 31, 1, 0), datetime(2024, 3, 31, 2, 0)),
        (datetime(2024, 10, 27, 0, 59), datetime(2024, 10, 27, 1, 59)),
        (datetime(2024, 10, 27, 1, 0), datetime(2024, 10, 27, 1, 0)),
        (datetime(2023, 6, 30, 23, 30), datetime(2023, 7, 1, 0, 30)),
    ],
)
def test_uk_local_time(utc: datetime, local: datetime) -> None:
    assert uk_local(utc) == local
