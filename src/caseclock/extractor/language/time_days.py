"""Reads dates, months, years, quarters and named weekdays of the calendar, as far as their words go."""

from typing import Any

from caseclock.extractor.language.calendar_days import valid
from caseclock.extractor.language.time_expression import Clock, Expression, Kind, replace
from caseclock.extractor.language.time_stream import Stream

Read = tuple[Expression, int]
MONTH_KINDS = ("month", "weak_month")
DAY_KINDS = ("day", "ordinal", "ordinal_word")
WEEKDAY_KINDS = ("weekday", "weak_weekday")


def make(stream: Stream, first: int, after: int, kind: Kind, **known: Any) -> Read:
    """An expression of the tokens from `first` up to but without `after`, and that index."""
    return Expression(stream.start(first), stream.end(after - 1), kind, **known), after


def year_at(stream: Stream, index: int, short: bool = False) -> tuple[int, int] | None:
    """A year that follows directly: (year, index after it). With `short`, two bare digits count ("5 June 23")."""
    at = index + 1 if stream.next(index) == "comma" else index
    if stream.next(at) == "of" and stream.next(at + 1) == "year":
        at += 1
    kind = stream.next(at)
    if kind in ("year", "short_year") and stream.next(at + 1) != "hours":
        return stream.number(at), at + 1
    if kind == "this" and stream.next(at + 1) == "unit" and stream.word(at + 1) == "year":
        return None
    digits = stream.tokens[at].text if kind in ("day", "count") else ""
    if short and at == index and len(digits) == 2 and digits.isdecimal() and "10" <= digits <= "49":
        follows = stream.next(at + 1)
        if follows in ("", "stop", "comma", "close", "gap", "bar", "at", "to", "minus", "until", "and", "colon"):
            return 2000 + int(digits), at + 1
    return None


def read_date(stream: Stream, index: int) -> Read | None:
    """A date that begins at `index`: a day with its month, a month, a year, or a bare day of the month."""
    kind = stream.kind(index)
    if kind in ("date", "compact"):
        return _numeric(stream, index)
    if kind in WEEKDAY_KINDS:
        return _weekday_date(stream, index)
    if kind == "the" and stream.next(index + 1) in ("ordinal", "ordinal_word", "day"):
        return _day_first(stream, index, index + 1)
    if kind in DAY_KINDS:
        return _day_first(stream, index, index)
    if kind == "day_month":
        value = stream.tokens[index].value
        if isinstance(value, tuple):
            year = year_at(stream, index + 1, short=True)
            after = year[1] if year else index + 1
            return make(
                stream,
                index,
                after,
                Kind.DATE,
                day=value[0],
                month=value[1],
                year=year[0] if year else None,
                rule="date",
            )
    if kind in MONTH_KINDS:
        return _month_first(stream, index)
    if kind == "pair":
        return _pair(stream, index)
    if kind == "month_year":
        value = stream.tokens[index].value
        if isinstance(value, tuple):
            return make(
                stream, index, index + 1, Kind.MONTH, year=value[0], month=value[1], rule="month", wants_context=True
            )
    return _year(stream, index)


def _numeric(stream: Stream, index: int) -> Read | None:
    value = stream.tokens[index].value
    if not isinstance(value, tuple):
        return None
    clock = Clock(value[3], value[4]) if len(value) == 5 else None
    return make(
        stream,
        index,
        index + 1,
        Kind.DATE,
        year=value[0],
        month=value[1],
        day=value[2],
        clock=clock,
        rule="numeric date",
        wants_context=stream.kind(index) == "compact",
    )


def _month_after(stream: Stream, index: int) -> tuple[int, int] | None:
    """ "of March", "March", "inst": (month, index after it)."""
    if stream.next(index) == "suffix":
        index += 1
    if stream.next(index) == "unit" and stream.low(index) == "day" and stream.next(index + 1) == "of":
        index += 1  # "the 22nd day of March"
    if stream.next(index) == "of":
        index += 1
    if stream.next(index) in MONTH_KINDS:
        after = index + 1
        return stream.number(index), after
    return None


def _day_first(stream: Stream, first: int, at: int, weekday: int | None = None) -> Read | None:
    """ "27th of Nov 2020", "the 13th", "Saturday 5 June" with the weekday already read."""
    day = stream.number(at)
    if stream.kind(at) == "ordinal_word" and day == 20 and stream.next(at + 1) == "minus":
        return None
    month = _month_after(stream, at + 1)
    if month is not None:
        after = month[1]
        if after < len(stream.tokens) and stream.follows(after, "minus") and stream.next(after + 1) == "year":
            year: tuple[int, int] | None = (stream.number(after + 1), after + 2)
        else:
            if stream.text[stream.end(after - 1) : stream.end(after - 1) + 1] == "." and stream.next(after) == "stop":
                dotted = year_at(stream, after + 1)  # "3 Sept. 2021"
                year = dotted if dotted and stream.low(after - 1) not in ("march", "april", "june", "july") else None
            else:
                year = year_at(stream, after, short=True)
        if year is None and stream.kind(after - 1) == "weak_month" and stream.low(after - 1) in ("may", "march"):
            # "the 3 may help": a lower-case month wants more than a bare number before it
            bare = stream.kind(at) == "day" and stream.tokens[after - 1].text.islower() and weekday is None
            if bare and stream.before(first) not in ("on", "by", "since", "until", "from", "of", "dated", "rough"):
                return None
        if not valid(year[0] if year else 2000, month[0], day):
            return None
        return make(
            stream,
            first,
            year[1] if year else after,
            Kind.DATE,
            day=day,
            month=month[0],
            year=year[0] if year else None,
            weekday=weekday,
            rule="date",
        )
    kind = stream.kind(at)
    article = stream.kind(first) == "the"
    if weekday is not None and kind in ("ordinal", "ordinal_word"):
        after = at + 1
        return make(stream, first, after, Kind.DAY, day=day, weekday=weekday, rule="weekday and day")
    if kind == "ordinal" and article:
        return make(stream, first, at + 1, Kind.DAY, day=day, rule="day of month", wants_context=True)
    return None


def _weekday_date(stream: Stream, index: int) -> Read | None:
    """ "Friday 31 March", "Weds 7 June", "Mon 24th", "Tuesday, 5/6/23", "Friday, March 5"."""
    weekday = stream.number(index)
    at = index + 1
    if stream.next(at) == "stop" and len(stream.tokens[index].text) <= 5 and stream.tokens[at].text == ".":
        at += 1
    if stream.next(at) == "comma":
        at += 1
    if stream.next(at) == "part" and stream.next(at + 1) in (*DAY_KINDS, "date", "the", "comma"):
        at += 1 + (stream.next(at + 1) == "comma")
    if stream.next(at) == "the":
        at += 1
    kind = stream.next(at)
    part = stream.word(at - 1) if stream.kind(at - 1) == "part" else ""
    read: Read | None = None
    if kind in DAY_KINDS:
        read = _day_first(stream, index, at, weekday)
    elif kind in ("date", "pair", "day_month") or (kind in MONTH_KINDS and stream.next(at + 1) in ("day", "ordinal")):
        read = read_date(stream, at)
        if read is not None and read[0].kind is not Kind.DATE:
            read = None
    if read is None:
        return None
    inner, after = read
    return replace(inner, start=stream.start(index), weekday=weekday, part=part, wants_context=False), after


_OPEN_BEFORE_DAY = ("on", "by", "until", "since", "from", "of", "to", "between", "before", "after", "comma", "dated")


def _month_first(stream: Stream, index: int) -> Read | None:
    """ "March 5, 2004", "March 5th", "March 2021", "February" alone."""
    month = stream.number(index)
    weak = stream.kind(index) == "weak_month"
    at = index + 1
    if (
        stream.next(at) == "stop"
        and stream.tokens[at].text == "."
        and len(stream.tokens[index].text) <= 4
        and stream.next(at + 1) in ("year", "day", "ordinal")
    ):
        at += 1
    if stream.next(at) == "the" and stream.next(at + 1) == "ordinal":
        at += 1
    if stream.next(at) in ("day", "ordinal") and valid(2000, month, stream.number(at)):
        year = year_at(stream, at + 1)
        spoken = stream.next(at) == "ordinal" or year is not None
        if not spoken and not weak:
            ends = stream.next(at + 1) in ("", "stop", "comma", "close", "gap", "and", "to", "minus") and (
                stream.next(at + 1) != "" or not stream.text[stream.end(at) : stream.end(at) + 2].strip(" \n").isalpha()
            )
            spoken = stream.before(index) in _OPEN_BEFORE_DAY or (ends and stream.before(index) not in ("in", "every"))
        if spoken:
            return make(
                stream,
                index,
                year[1] if year else at + 1,
                Kind.DATE,
                month=month,
                day=stream.number(at),
                year=year[0] if year else None,
                rule="date, month first",
            )
    if stream.follows(at, "minus") and stream.next(at + 1) == "year":
        return make(stream, index, at + 2, Kind.MONTH, month=month, year=stream.number(at + 1), rule="month")
    year = year_at(stream, at, short=True)
    if year is None and stream.next(at) == "day" and stream.low(at)[:1] in "12" and len(stream.low(at)) == 2:
        year = None
    if year is not None:
        return make(stream, index, year[1], Kind.MONTH, month=month, year=year[0], rule="month")
    # a name or a verb as often as a month: kept only with words before it that make it one
    doubtful = weak or month in (3, 4, 5, 6, 8) or len(stream.tokens[index].text) <= 4
    return make(stream, index, index + 1, Kind.MONTH, month=month, rule="month", wants_context=doubtful)


def _pair(stream: Stream, index: int) -> Read | None:
    """ "13/7": a day and a month, where the words before say so; "21/22 July": two days."""
    value = stream.tokens[index].value
    if not isinstance(value, tuple):
        return None
    first, second = value
    month = _month_after(stream, index + 1)
    if month is not None and 1 <= first < second <= 31:
        year = year_at(stream, month[1], short=True)
        if not valid(year[0] if year else 2000, month[0], second):
            return None
        after = year[1] if year else month[1]
        known_year = year[0] if year else None
        last, _ = make(stream, index, after, Kind.DATE, day=second, month=month[0], year=known_year)
        return make(
            stream, index, after, Kind.DATE, day=first, month=month[0], year=known_year, until=last, rule="two days"
        )
    if not valid(2000, second, first) or value in ((24, 7), (1, 2), (1, 3), (2, 3), (1, 4), (3, 4)):
        return None
    return make(stream, index, index + 1, Kind.DATE, day=first, month=second, rule="day/month", wants_context=True)


def _year(stream: Stream, index: int) -> Read | None:
    """A year alone, a span of years, a financial year."""
    kind = stream.kind(index)
    if kind == "year":
        return make(stream, index, index + 1, Kind.YEAR, year=stream.number(index), rule="year", wants_context=True)
    value = stream.tokens[index].value
    if kind == "years" and isinstance(value, tuple):
        first, last = value
        short = len(stream.tokens[index].text) < 9
        if last == first + 1 and (short or "/" in stream.tokens[index].text):
            return make(stream, index, index + 1, Kind.FINANCIAL, year=first, rule="financial year", period=True)
        if first < last <= first + 100:
            end, _ = make(stream, index, index + 1, Kind.YEAR, year=last)
            return make(stream, index, index + 1, Kind.YEAR, year=first, until=end, rule="years", period=True)
    return None
