"""What holds of any text: quotes are where they say, days are in order, nothing raises, nothing depends on chance."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from caseclock.extractor.language.anchors import read_times
from caseclock.extractor.language.calendar_days import add_months, easter_sunday, valid
from caseclock.extractor.language.times import find_times
from caseclock.models.mention import TimeMention

_WORDS = """the a an of in on at by to and or between from until since before after later earlier ago about
around just over half quarter past last next this that same following previous first second third
early mid late beginning end week month year day days weeks fortnight night morning evening hours
overnight weekend Monday Tues Sat saturday March May june Sept Easter Christmas bank holiday 5 12
13th 31st 2021 1996 13/7 31/02/2021 05/06/2023 2023-06-05 4.10am 23:15 0230hrs 9.30 2019/20 23-27
'23 w/c ending commencing noon midnight o'clock two nine few couple every other financial Q1 summer
today yesterday tonight tomorrow gone clocks forward new year's eve half-term . , ; : ( ) - – | / >
1. 2. (a) • “ ” £ %"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n", "\n\n", " \xa0", "\t", "\u2028", "İ", "٣"])
_PROSE = st.lists(_PIECES, max_size=40).map(" ".join)
_DAYS = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))


def _check(text: str, mentions: tuple[TimeMention, ...]) -> None:
    end = 0
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.quote
        assert mention.quote.strip() == mention.quote != ""
        assert end <= mention.start
        end = mention.end
        assert (mention.from_ is None) == (mention.to is None)
        if mention.from_ is not None and mention.to is not None:
            assert mention.from_ <= mention.to
        if mention.time is not None:
            hours, minutes = mention.time.split(":")
            assert 0 <= int(hours) < 24
            assert 0 <= int(minutes) < 60


@settings(max_examples=400, deadline=None)
@given(text=_PROSE, dated=_DAYS)
def test_words_of_time_in_any_order(text: str, dated: date | None) -> None:
    mentions = read_times(text, dated)
    _check(text, mentions)
    assert mentions == read_times(text, dated)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300), dated=_DAYS)
def test_any_text(text: str, dated: date | None) -> None:
    _check(text, read_times(text, dated))


@settings(max_examples=200, deadline=None)
@given(
    day=st.dates(date(1950, 1, 1), date(2060, 12, 31)),
    style=st.sampled_from(["%d/%m/%Y", "%d %B %Y", "%Y-%m-%d", "%A %d %b %Y"]),
)
def test_a_full_date_is_itself_whatever_stands_around_it(day: date, style: str) -> None:
    written = day.strftime(style)
    for text in (f"On {written} he came.", f"({written})", f"x\n{written}\ny", f"“{written}”, she said"):
        mentions = [m for m in read_times(text, date(2030, 1, 1)) if m.from_ == m.to == day]
        assert len(mentions) == 1, text


@settings(max_examples=100, deadline=None)
@given(text=_PROSE, lead=st.sampled_from(["Nothing here.\n\n", "\n\n\n", "Words only, no number.\n\n"]))
def test_found_expressions_move_with_the_text(text: str, lead: str) -> None:
    before = [(e.start, e.end, e.kind) for e in find_times("\n\n" + text)]
    after = [(e.start - len(lead) + 2, e.end - len(lead) + 2, e.kind) for e in find_times(lead + text)]
    assert before == after


@given(year=st.integers(1583, 4099))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    day = easter_sunday(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), months=st.integers(-60, 60))
def test_months_keep_the_day_where_they_can(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or not valid(moved.year, moved.month, day.day)
