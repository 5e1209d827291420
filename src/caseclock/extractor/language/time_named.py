"""Reads days and longer stretches by whatever name: dates, weeks, parts of months, seasons, quarters, feasts."""

from bisect import bisect_left
from dataclasses import dataclass

from caseclock.extractor.language.time_days import DAY_KINDS, MONTH_KINDS, Read, make, read_date, year_at
from caseclock.extractor.language.time_expression import Expression, Kind, Origin, replace
from caseclock.extractor.language.time_periods import read_decade, read_quarter
from caseclock.extractor.language.time_relative import RELATIVE_STARTERS, read_relative, vague_time
from caseclock.extractor.language.time_stream import Stream

_DATE_KINDS = (
    "date compact day ordinal weekday weak_weekday month weak_month day_month pair month_year year years the x "
    "ordinal_word decade "
)
DATE_STARTERS = frozenset(_DATE_KINDS.split())


@dataclass(frozen=True, slots=True)
class Reading:
    """A text being read: its tokens, and its named days (where each starts -> where it ends, its name, exact?)."""

    stream: Stream
    feasts: dict[int, tuple[int, str, bool]]


def read_day(reading: Reading, index: int) -> Read | None:
    """A day, week, month, season or year, without a time of day: the longest reading wins."""
    stream = reading.stream
    kind = stream.kind(index)
    best: Read | None = None
    start = stream.start(index)
    if start in reading.feasts:
        best = read_feast(reading, start)
    for reader in _BY_KIND.get(stream.next(index + 1) if kind == "the" else kind, ()):
        if best is None:
            best = reader(reading, index)
    if best is None and kind in DATE_STARTERS:
        best = read_date(stream, index)
    if kind in RELATIVE_STARTERS and (best is None or best[0].wants_context or best[0].kind is Kind.DAY):
        relative = read_relative(stream, index) or vague_time(stream, index)
        if relative is not None and (best is None or relative[1] > best[1]):
            best = relative
    if best is None and kind in ("last", "this", "next", "the"):
        best = _feast_qualified(reading, index)
    return _extended(reading, index, best) if best is not None else None


def _quarter(reading: Reading, index: int) -> Read | None:
    return read_quarter(reading.stream, index)


def _decade(reading: Reading, index: int) -> Read | None:
    return read_decade(reading.stream, index)


def _extended(reading: Reading, index: int, read: Read) -> Read:
    """Takes in what belongs to a day: "this week, Monday to Friday"; "a Thursday evening in mid July"."""
    stream = reading.stream
    found, after = read
    if found.kind is Kind.SHIFT and found.whole and found.unit == "week":
        at = after + 1 if stream.next(after) == "comma" else after
        if stream.next(at) == "weekday" and stream.next(at + 1) in ("to", "minus") and stream.next(at + 2) == "weekday":
            last, _ = make(stream, at + 2, at + 3, Kind.WEEKDAY, weekday=stream.number(at + 2))
            return (
                replace(found, weekday=stream.number(at), until=last, end=last.end, rule="days of a week"),
                at + 3,
            )
    if found.kind is Kind.SHIFT and found.rule in ("later", "after that", "ago") and found.unit in _DAYS:
        return _with_weekday(reading, read)
    if found.kind in _OF_A_YEAR and found.year is None and found.until is None and not found.which:
        return _with_told_year(reading, read)
    if found.kind is Kind.WEEKDAY and stream.next(after) in ("in", "of") and stream.before(index) == "a":
        inner = _section(reading, after + 1) or (
            read_date(stream, after + 1) if stream.next(after + 1) in MONTH_KINDS else None
        )
        if inner is not None and inner[0].kind is Kind.MONTH:
            return replace(inner[0], start=found.start, part=found.part, rough=True, wants_context=False), inner[1]
    return read


_DAYS = ("day", "week", "fortnight")
_OF_A_YEAR = (Kind.DATE, Kind.MONTH, Kind.SEASON, Kind.FEAST)
_POINTS_AT_A_YEAR = ("last", "this", "that", "same", "the", "following", "previous", "next")


def _with_told_year(reading: Reading, read: Read) -> Read:
    """ "September last year", "3 May of the following year": the year is told by another moment, kept as `base`."""
    stream = reading.stream
    found, after = read
    at = after + 1 if stream.next(after) in ("of", "comma") else after
    if stream.next(at) not in _POINTS_AT_A_YEAR:
        return read
    year = read_relative(stream, at)
    if year is None or year[0].kind is not Kind.SHIFT or year[0].unit != "year" or not year[0].whole:
        return read
    return replace(found, end=year[0].end, base=year[0], wants_context=False), year[1]


def _with_weekday(reading: Reading, read: Read) -> Read:
    """ "nine days after that, on the Sunday": the weekday is the same day's, not another."""
    stream = reading.stream
    found, after = read
    at = after + 1 if stream.next(after) == "comma" else after
    if stream.next(at) != "on":
        return read
    at += 2 if stream.next(at + 1) == "the" else 1
    if stream.next(at) != "weekday" or read_date(stream, at) is not None:
        return read
    if stream.next(at + 1) in ("before", "after", "last", "next", "of", "gone", "just", "unit"):
        return read
    return replace(found, weekday=stream.number(at), end=stream.end(at)), at + 1


def _week(reading: Reading, index: int) -> Read | None:
    """ "week of 5 June", "w/c 5 June", "week ending 9/6/23"."""
    stream = reading.stream
    at = index + 1 if stream.kind(index) == "the" and stream.next(index + 1) == "unit" else index
    mark = ""
    if stream.kind(at) == "week_mark":
        mark, after = stream.word(at), at + 1
    elif stream.kind(at) == "unit" and stream.low(at) == "week":
        after = at + 2
        kind = stream.next(at + 1)
        if kind in ("of", "commencing", "early"):
            mark = "of"
        elif kind == "ending":
            mark = "ending"
    if not mark:
        return None
    if stream.next(after) == "colon":
        after += 1
    if stream.next(after) == "on":
        after += 1
    if not stream.next(after):
        return None
    if stream.kind(after) == "the" and stream.next(after + 1) == "day":
        after += 1
    inner = read_date(stream, after)
    if inner is None or inner[0].kind not in (Kind.DATE, Kind.DAY):
        return None
    found = replace(inner[0], start=stream.start(index), week=mark, rule="week", wants_context=False)
    return found, inner[1]


def _nth_week(reading: Reading, index: int) -> Read | None:
    """ "the first week of August", "the last two weeks in July 2021"."""
    stream = reading.stream
    at = index + 1 if stream.kind(index) == "the" else index
    kind = stream.kind(at) if at == index else stream.next(at)
    if kind not in ("ordinal", "ordinal_word") and not (kind == "last" and stream.low(at) == "last"):
        return None
    which = "last" if kind == "last" else str(stream.number(at))
    after = at + 2 if stream.next(at + 1) == "suffix" else at + 1
    weeks = 1
    if stream.next(after) in ("number", "day") and 1 < stream.number(after) < 5 and which in ("1", "last"):
        weeks, after = stream.number(after), after + 1
    if stream.next(after) != "unit" or stream.word(after) not in ("week", "fortnight"):
        return None
    if stream.next(after + 1) not in ("of", "in") or not stream.next(after + 2):
        return None
    inner = _inner_of_section(reading, after + 2)
    if inner is None or inner[0].kind is not Kind.MONTH or (which != "last" and int(which) > 5):
        return None
    weeks *= 2 if stream.word(after) == "fortnight" else 1
    found = replace(
        inner[0], start=stream.start(index), week=which, amount=weeks, rule="week of a month", wants_context=False
    )
    return found, inner[1]


def _section(reading: Reading, index: int) -> Read | None:
    """ "early March", "mid-July 2021", "the end of last month"."""
    stream = reading.stream
    at = index
    if stream.kind(at) == "the" and stream.next(at + 1) == "early":
        at += 1
    if stream.kind(at) != "early":
        return None
    which, after = stream.word(at), at + 1
    wants_of = stream.low(at) in ("beginning", "start", "end", "middle", "close")
    if stream.next(after) == "part" and stream.low(after) == "part":
        after += 1
    if stream.next(after) in ("minus", "to") and not wants_of:
        if stream.next(after + 1) == "early":
            after += 1
        after += 1
    elif stream.next(after) in ("of", "in"):
        after += 1
    elif wants_of:
        return None
    if not stream.next(after):
        return None
    inner = _inner_of_section(reading, after)
    if inner is None:
        return None
    found = replace(inner[0], start=stream.start(index), section=which, rough=True, wants_context=False)
    return found, inner[1]


def _inner_of_section(reading: Reading, index: int) -> Read | None:
    stream = reading.stream
    kind = stream.kind(index)
    at = index + 1 if kind == "the" and stream.next(index + 1) in ("month", "season", "year") else index
    if stream.kind(at) in (*MONTH_KINDS, "year"):
        inner = read_date(stream, at)
        return inner if inner is not None and inner[0].kind in (Kind.MONTH, Kind.YEAR) else None
    if stream.kind(at) == "season":
        return _season(reading, at, certain=True)
    if kind in ("the", "decade") and (decade := read_decade(stream, index)) is not None:
        return decade
    units = ("week", "month", "year", "decade")
    if kind == "the" and stream.next(index + 1) == "unit" and stream.word(index + 1) in units:
        return make(
            stream,
            index,
            index + 2,
            Kind.SHIFT,
            amount=0,
            unit=stream.word(index + 1),
            whole=True,
            origin=Origin.TEXT,
            rule="section",
        )
    if kind in ("this", "last", "next", "that", "the"):
        inner = read_relative(stream, index)
        if inner is not None and (inner[0].whole or inner[0].kind in (Kind.MONTH, Kind.SEASON)):
            return inner
    return None


def _season(reading: Reading, index: int, certain: bool = False) -> Read | None:
    """ "the summer of 2021", "summer 2021", "in the spring"."""
    stream = reading.stream
    at = index + 1 if stream.kind(index) == "the" and stream.next(index + 1) == "season" else index
    if stream.kind(at) != "season":
        return None
    after = at + 1
    step = after + 1 if stream.next(after) == "of" else after
    year = year_at(stream, step)
    name = stream.word(at)
    if year is not None:
        return make(stream, index, year[1], Kind.SEASON, name=name, year=year[0], rule="season")
    lead = stream.before(index)
    article = at > index and lead in ("in", "since", "until", "by", "over", "early", "of", "from")
    certain = certain or (stream.next(after) in ("last", "this") and stream.word(after + 1) == "year")
    behind = stream.text[stream.end(at) : stream.end(at) + 1]
    if certain or (article and behind in (" ", ".", ",", ";", "", "\n", ")")):
        return make(stream, index, after, Kind.SEASON, name=name, rule="season")
    return None


def read_feast(reading: Reading, start: int) -> Read:
    """The named day that begins at character `start`, with its year or the date that follows it."""
    stream = reading.stream
    end, name, exact = reading.feasts[start]
    after = bisect_left(stream.tokens, end, key=lambda token: token.start)
    found = Expression(start, end, Kind.FEAST, name=name, rule="named day", rough=not exact)
    gap = stream.text[end : stream.start(after)] if after < len(stream.tokens) else "x"
    if gap.strip(" \xa0\n") == "" and after < len(stream.tokens):
        step = after + 1 if stream.kind(after) == "comma" else after
        if step == after or stream.next(step):
            if stream.kind(step) == "the" and stream.next(step + 1) in DAY_KINDS:
                dated = read_date(stream, step)
            else:
                dated = read_date(stream, step) if stream.kind(step) in DATE_STARTERS else None
            if dated is not None and dated[0].kind is Kind.DATE and dated[0].until is None:
                return replace(dated[0], start=start), dated[1]
        if stream.kind(after) == "year":
            return replace(found, year=stream.number(after), end=stream.end(after)), after + 1
    return found, after


def _feast_qualified(reading: Reading, index: int) -> Read | None:
    """ "last Christmas", "this Easter", "the bank holiday"."""
    start = reading.stream.end(index) + 1
    if start not in reading.feasts:
        return None
    found, after = read_feast(reading, start)
    which = {"last": "last", "this": "this", "next": "next"}.get(reading.stream.kind(index), "")
    return replace(found, start=reading.stream.start(index), which=which), max(after, index + 1)


# What may be read at a word, an article before it aside.
_BY_KIND = {
    "week_mark": (_week,),
    "unit": (_week,),
    "ordinal": (_nth_week, _quarter),
    "ordinal_word": (_nth_week, _quarter),
    "last": (_nth_week, _quarter),
    "early": (_section,),
    "season": (_season,),
    "x": (_quarter,),
    "decade": (_decade,),
    "year": (_quarter,),
    **dict.fromkeys(("financial", "previous", "this", "that", "next", "following"), (_quarter,)),
}
