"""Calendar files: each event a row, in UK local time; a rule of repetition is said and not worked out."""

import pytest
from tests.casework import chronology, incidents

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.readers.mail.calendar_file import read
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Role


def calendar(*events: str, head: str = "") -> bytes:
    told = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Diary//EN\n{head}{told}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def rows(reading: Reading) -> list[dict[str, str]]:
    blocks = [block for block in reading.text.blocks if block.role is Role.ROW]
    for cell in (cell for block in blocks for cell in block.cells):
        assert reading.text.text[cell.start : cell.end] == cell.text
    return [{cell.header: cell.text for cell in block.cells} for block in blocks]


def row(event: str, head: str = "") -> dict[str, str]:
    (found,) = rows(read(calendar(event, head=head), DEFAULT_LIMITS))
    return found


def test_an_event() -> None:
    assert row(
        "DTSTART;TZID=Europe/London:20240603T233000\nDTEND;TZID=Europe/London:20240604T013000\nSUMMARY:Drums\n"
        "DESCRIPTION:Drums until half past one.\\nRang 101.\nLOCATION:6 Tern Close\n"
        "ORGANIZER;CN=Nell Ash:mailto:nell@letterbox.example"
    ) == {
        "Date": "3 June 2024",
        "Time": "23:30",
        "Ended": "4 June 2024 01:30",
        "Location": "6 Tern Close",
        "Details": "Drums\nDrums until half past one.\nRang 101.",
        "Organiser": "Nell Ash <nell@letterbox.example>",
    }


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("DTSTART:20240603T223000Z", ("3 June 2024", "23:30", "")),
        ("DTSTART:20240603T233000Z", ("4 June 2024", "00:30", "")),
        ("DTSTART:20240103T223000Z", ("3 January 2024", "22:30", "")),
        ("DTSTART:20240603T223000", ("3 June 2024", "22:30", "")),
        ("DTSTART;TZID=GMT Standard Time:20240603T223000", ("3 June 2024", "22:30", "")),
        ("DTSTART;TZID=Europe/Paris:20240603T223000", ("3 June 2024", "21:30", "")),
        ("DTSTART;VALUE=DATE:20240603\nDTEND;VALUE=DATE:20240604", ("3 June 2024", "", "")),
        ("DTSTART;VALUE=DATE:20240603\nDTEND;VALUE=DATE:20240606", ("3 June 2024", "", "5 June 2024")),
        ("DTSTART:20240603T223000\nDURATION:PT45M", ("3 June 2024", "22:30", "23:15")),
        ("DTSTART:20240603T223000\nDTEND:20240603T210000", ("3 June 2024", "22:30", "")),
    ],
    ids=[
        "UTC in summer",
        "UTC, next day here",
        "UTC in winter",
        "no zone",
        "Windows' name of the zone",
        "abroad",
        "all day",
        "several days",
        "how long",
        "ends before it begins",
    ],
)
def test_times_in_the_uk(times: str, expected: tuple[str, str, str]) -> None:
    found = row(f"{times}\nSUMMARY:Drums")
    assert (found["Date"], found.get("Time", ""), found.get("Ended", "")) == expected


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20240801", "Repeats every week on Monday and Thursday, until 1 August 2024."),
        ("FREQ=DAILY;COUNT=4", "Repeats every day, 4 times in all."),
        ("FREQ=MONTHLY;INTERVAL=2", "Repeats every 2 months."),
    ],
)
def test_repetition_is_said(rule: str, said: str) -> None:
    assert row(f"DTSTART:20240603T223000\nSUMMARY:Drums\nRRULE:{rule}")["Details"] == f"Drums\n{said}"


def test_what_was_cancelled_says_so() -> None:
    event = "DTSTART:20240603T223000\nSUMMARY:Visit"
    assert row(f"{event}\nSTATUS:CANCELLED")["Details"] == "Cancelled: Visit"
    assert row(event, head="METHOD:CANCEL\n")["Details"] == "Cancelled: Visit"


def test_one_bad_event_costs_only_itself() -> None:
    reading = read(
        calendar("DTSTART:2024-99-99\nSUMMARY:Bad", "DTSTART:20240603T223000\nSUMMARY:Drums"), DEFAULT_LIMITS
    )
    assert [found["Details"] for found in rows(reading)] == ["Drums"]
    assert ["left out (1)" in problem.text for problem in reading.problems] == [True]


def test_tasks_and_alarms_are_left_alone() -> None:
    task = "BEGIN:VTODO\nSUMMARY:Ring housing\nEND:VTODO\n"
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nDESCRIPTION:Soon\nEND:VALARM"
    reading = read(calendar(f"DTSTART:20240603T223000\nSUMMARY:Drums\n{alarm}", head=task), DEFAULT_LIMITS)
    assert [found["Details"] for found in rows(reading)] == ["Drums"]
    assert [problem.notice for problem in reading.problems] == [True]


def test_an_unknown_zone_is_named() -> None:
    reading = read(calendar("DTSTART;TZID=Mars/Base:20240603T223000\nSUMMARY:Drums"), DEFAULT_LIMITS)
    assert rows(reading)[0]["Time"] == "22:30"
    assert "time zone" in reading.problems[0].text


@pytest.mark.parametrize(
    "data", [b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART", b"BEGIN:VCALENDAR\r\nwhat is this\r\n"]
)
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="damaged or cut short"):
        read(data, DEFAULT_LIMITS)


def test_a_file_cut_short_keeps_its_whole_events() -> None:
    data = calendar("DTSTART:20240603T223000\nSUMMARY:Drums", "DTSTART:20240604T223000\nSUMMARY:More drums")
    reading = read(data[: data.index(b"More") - 20], DEFAULT_LIMITS)
    assert [found["Details"] for found in rows(reading)] == ["Drums"]
    assert any("end is missing" in problem.text for problem in reading.problems)


def test_events_are_told_as_records() -> None:
    letter = (
        "4 Tern Close\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\nMr Dray of 6 Tern "
        "Close is my neighbour.\n\nYours faithfully\n\nA Harker\n"
    )
    diary = calendar(
        "DTSTART;TZID=Europe/London:20210308T233000\nSUMMARY:Mr Dray played loud music until 2am",
        "DTSTART;VALUE=DATE:20210312\nSUMMARY:Mr Dray kicked my front door",
    )
    assert incidents(chronology({"noise.ics": diary, "letter.txt": letter})) == ["2021-03-08", "2021-03-12"]
