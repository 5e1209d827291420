"""What a date does in its sentence, how exact it is, and what it was counted from."""

from datetime import date, datetime

import pytest

from caseclock.extractor.language.anchors import read_times, settle
from caseclock.extractor.language.times import find_times
from caseclock.models.mention import TimeMention, TimeRole
from caseclock.models.text import Block, Cell, Message, Role
from caseclock.models.when import Precision

WRITTEN = date(2023, 6, 14)


def _only(text: str) -> TimeMention:
    (mention,) = read_times(text, WRITTEN)
    return mention


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("On 5 May 2023 he came.", TimeRole.EVENT),
        ("A reply is wanted by 30 June 2023.", TimeRole.DEADLINE),
        ("Reply no later than 30 June 2023.", TimeRole.DEADLINE),
        ("The deadline is 30 June 2023.", TimeRole.DEADLINE),
        ("The hearing is listed for 9 July 2023.", TimeRole.DEADLINE),
        ("We will call on 20 June 2023.", TimeRole.DEADLINE),
        ("We said we would call, and did on 2 June 2023.", TimeRole.EVENT),
        ("From 4 May 2023 to 9 May 2023 he was away.", TimeRole.PERIOD),
        ("It has gone on since 4 May 2023.", TimeRole.PERIOD),
        ("He has come for the last 3 weeks.", TimeRole.PERIOD),
    ],
)
def test_role(text: str, role: TimeRole) -> None:
    assert _only(text).role is role


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("On 5 May 2023 he came.", Precision.DAY),
        ("At 9.15pm on 5 May 2023 he came.", Precision.MINUTE),
        ("At about 9.15pm on 5 May 2023 he came.", Precision.DAY),
        ("He came around 5 May 2023.", Precision.APPROXIMATE),
        ("He came in May 2023.", Precision.MONTH),
        ("He came in 2022.", Precision.YEAR),
        ("He came in late May 2023.", Precision.APPROXIMATE),
        ("He came between 4 and 9 May 2023.", Precision.RANGE),
        ("He came in the spring of 2023.", Precision.APPROXIMATE),
        ("He came the other day.", Precision.UNDATED),
    ],
)
def test_precision(text: str, precision: Precision) -> None:
    assert _only(text).precision is precision


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("The order lasts until 14 April 2024.", "until"),
        ("It was not until 5 May 2023 that they rang.", None),
        ("It has gone on since 5 May 2023.", "since"),
        ("A list of calls from 5 May 2023 is needed.", "since"),
        ("On 5 May 2023 he came.", None),
    ],
)
def test_bound(text: str, bound: str | None) -> None:
    assert _only(text).bound == bound


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("He has banged every night since 5 May 2023.", True),
        ("He has done it for the past three weeks.", True),
        ("He moved in, and has been quiet since 5 May 2023.", False),
    ],
)
def test_repeated(text: str, repeated: bool) -> None:
    assert _only(text).repeated is repeated


def test_an_absolute_date_has_no_anchor() -> None:
    mention = _only("On 5 May 2023 he came.")
    assert (mention.relative, mention.anchor) == (False, None)


def test_a_relative_date_names_the_day_it_was_counted_from() -> None:
    mention = _only("He came yesterday.")
    assert (mention.relative, mention.anchor) == (True, "2023-06-14")


def test_a_date_counted_from_a_period_names_the_period() -> None:
    mentions = read_times("Between 4 and 6 May 2023 he came. He left the following day.", WRITTEN)
    assert mentions[1].anchor == "2023-05-04/2023-05-06"
    assert mentions[1].precision is Precision.APPROXIMATE


def test_each_message_has_its_own_yesterday() -> None:
    new, old = "It happened again yesterday.\n\n", "He came yesterday."
    text = new + old
    messages = [
        Message(0, len(text), sent=datetime(2023, 6, 14, 9, 0)),
        Message(len(new), len(text), sent=datetime(2023, 5, 3, 9, 0), depth=1),
    ]
    assert [m.from_ for m in read_times(text, None, (), messages)] == [date(2023, 6, 13), date(2023, 5, 2)]


def test_a_time_without_its_half_is_the_last_one_before_the_message_was_sent() -> None:
    text = "He is at it again, same as last night. Started half nine."
    sent = Message(0, len(text), sent=datetime(2023, 5, 15, 21, 52))
    mentions = read_times(text, None, (), [sent])
    assert [(m.from_, m.time) for m in mentions] == [(date(2023, 5, 14), None), (date(2023, 5, 15), "21:30")]


def _row(cells: list[tuple[str, str]]) -> tuple[str, Block]:
    text = " | ".join(value for _, value in cells)
    at, made = 0, []
    for header, value in cells:
        made.append(Cell(header, at, at + len(value), value))
        at += len(value) + 3
    return text, Block(Role.ROW, 0, len(text), cells=tuple(made), table=1)


def test_whom_a_diary_says_was_told_comes_after_the_day_of_the_row() -> None:
    text, block = _row([("When", "17/06/2023"), ("What", "Glass broken"), ("Told anybody?", "Landlord on Monday")])
    assert [m.from_ for m in read_times(text, date(2023, 10, 1), [block])] == [date(2023, 6, 17), date(2023, 6, 19)]


def test_what_a_log_entry_tells_comes_before_the_day_of_the_entry() -> None:
    text, block = _row([("Received", "20/06/2023"), ("Entry", "Glass broken on Monday")])
    assert [m.from_ for m in read_times(text, date(2023, 10, 1), [block])] == [date(2023, 6, 20), date(2023, 6, 19)]


def test_a_due_date_in_a_table_is_a_deadline() -> None:
    text, block = _row([("Action", "Write to him"), ("Due", "28/07/2023")])
    (mention,) = read_times(text, date(2023, 10, 1), [block])
    assert mention.role is TimeRole.DEADLINE


def test_rows_under_a_dated_heading_happen_on_its_day() -> None:
    heading, row = "Friday 16 June 2023", "23:50 bass from next door"
    text = f"{heading}\n{row}"
    blocks = [Block(Role.HEADING, 0, len(heading)), Block(Role.ROW, len(heading) + 1, len(text))]
    mentions = read_times(text, date(2023, 10, 1), blocks)
    assert [(m.from_, m.time) for m in mentions] == [(date(2023, 6, 16), None), (date(2023, 6, 16), "23:50")]


def test_nothing_guessed_lies_outside_the_bounds() -> None:
    text = "On 5 May he came."
    within = settle(text, find_times(text), dated=WRITTEN, earliest=date(2023, 1, 1))
    without = settle(text, find_times(text), dated=WRITTEN, earliest=date(2023, 6, 1))
    assert [m.from_ for m in within] == [date(2023, 5, 5)]
    assert [m.from_ for m in without] == [None]
