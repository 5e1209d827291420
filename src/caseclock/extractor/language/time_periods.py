"""Reads decades, halves and quarters of years: "the 1970s", "the first half of 2022", "Q3 2021", "last quarter"."""

from caseclock.extractor.language.time_days import Read, make, read_date
from caseclock.extractor.language.time_expression import Kind, Origin, replace
from caseclock.extractor.language.time_stream import Stream

_LEADS = ("in", "for", "since", "until", "by", "from", "to", "of", "than", "over", "between", "and", "early", "after")
_WHICH = {"last": -1, "previous": -1, "this": 0, "that": 0, "next": 1, "following": 1}


def read_decade(stream: Stream, index: int) -> Read | None:
    """ "the 1970s", "1980s"."""
    at = index + 1 if stream.kind(index) == "the" else index
    if (stream.kind(at) if at == index else stream.next(at)) != "decade":
        return None
    year = stream.number(at)
    last, _ = make(stream, at, at + 1, Kind.YEAR, year=year + 9)
    return make(stream, index, at + 1, Kind.YEAR, year=year, until=last, rule="decade", period=True)


def read_quarter(stream: Stream, index: int) -> Read | None:
    """ "Q1 2021", "the first quarter of 2021", "the third quarter", "the second half of the year"."""
    at = index + 1 if stream.kind(index) == "the" else index
    if stream.kind(at) == "financial":
        return _financial(stream, index, at)
    if stream.kind(at) == "year":
        return _year_led(stream, index, at)
    number, after, name = _number(stream, at)
    if number == 0:
        return _relative(stream, index, at)
    bare = after
    if name == "hyphened":
        return make(stream, index, bare, Kind.QUARTER, number=number, rule="quarter", period=True)
    if stream.next(after) == "of":
        after += 1
    known = {"number": number, "name": name, "rule": "quarter", "period": True}
    if stream.next(after) == "the" and stream.next(after + 1) in ("year", "years"):
        after += 1
    if stream.next(after) == "year":
        return make(stream, index, after + 1, Kind.QUARTER, year=stream.number(after), **known)
    value = stream.tokens[after].value if stream.next(after) == "years" else None
    if isinstance(value, tuple):
        known["name"] = name or "financial"
        return make(stream, index, after + 1, Kind.QUARTER, year=value[0], **known)
    step = after + 1 if stream.next(after) in _WHICH or stream.next(after) == "the" else after
    of_year = step > after and stream.next(step) == "unit" and stream.low(step) == "year"
    if of_year:
        which = stream.kind(after) if stream.kind(after) in _WHICH else ""
        return make(stream, index, step + 1, Kind.QUARTER, which=which, **known)
    if name == "half" or after > bare or stream.kind(at) == "x":
        return None  # of a match, of a page; "Q3" is a question
    if at == index or _goes_on(stream, bare):
        return None
    return make(stream, index, bare, Kind.QUARTER, wants_context=True, **known)


def _number(stream: Stream, at: int) -> tuple[int, int, str]:
    """Which quarter (1 to 4) or half (1, 2) is named at `at`, the index behind it, and "half" for a half."""
    low = stream.low(at)
    if stream.kind(at) == "x" and low in ("q1", "q2", "q3", "q4", "h1", "h2"):
        return int(low[1]), at + 1, "half" if low[0] == "h" else ""
    if stream.kind(at) not in ("ordinal", "ordinal_word", "last"):
        return 0, at, ""
    if stream.next(at + 1) == "minus" and stream.next(at + 2) == "quarter":  # "third-quarter profit"
        return max(stream.number(at), 0) % 5, at + 3, "hyphened"
    noun = stream.next(at + 1)
    ordinal = stream.kind(at) != "last"
    if noun == "quarter" and (not ordinal or 1 <= stream.number(at) <= 4):
        if not ordinal and stream.next(at + 2) != "of":
            return 0, at, ""  # "the last quarter" is the one before this
        return stream.number(at) if ordinal else 4, at + 2, ""
    if noun == "half" and ordinal and stream.number(at) in (1, 2):
        return stream.number(at), at + 2, "half"
    return 0, at, ""


def _goes_on(stream: Stream, after: int) -> bool:
    """Is it the quarter of something: "the first quarter mile", "the third quarter of the match"?"""
    tail = stream.text[stream.end(after - 1) :][:9]
    return tail.startswith((" of ", " final", " mile", " hour", "-", " past", " to "))


def _relative(stream: Stream, index: int, at: int) -> Read | None:
    """ "last quarter", "this quarter", "the previous quarter"."""
    which = _WHICH.get(stream.kind(at))
    if which is None or stream.next(at + 1) != "quarter" or _goes_on(stream, at + 2):
        return None
    text = stream.kind(at) in ("previous", "following", "that")
    return make(
        stream,
        index,
        at + 2,
        Kind.SHIFT,
        amount=which,
        unit="quarter",
        whole=True,
        origin=Origin.TEXT if text else Origin.WRITING,
        rule="quarter",
        period=True,
    )


def _financial(stream: Stream, index: int, at: int) -> Read | None:
    """ "the financial year 2020/21", "fiscal 1990"."""
    if stream.low(at) == "fiscal" and stream.next(at + 1) == "year":
        return make(stream, index, at + 2, Kind.YEAR, year=stream.number(at + 1), rule="year", period=True)
    if stream.next(at + 1) != "unit" or stream.next(at + 2) != "years":
        return None
    inner = read_date(stream, at + 2)
    return (replace(inner[0], start=stream.start(index)), inner[1]) if inner else None


def _year_led(stream: Stream, index: int, at: int) -> Read | None:
    """ "the 1989 third quarter"."""
    number, after, name = _number(stream, at + 1)
    if number == 0 or not stream.next(at + 1) or name == "hyphened":
        return None
    year = stream.number(at)
    return make(stream, index, after, Kind.QUARTER, number=number, name=name, year=year, rule="quarter", period=True)
