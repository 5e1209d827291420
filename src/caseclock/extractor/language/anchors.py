"""Places expressions of time on the calendar, and says from what each was placed.

One reading for narrative and letters alike: each expression leans on what its own words ask for. "The following day"
counts from the date the text is talking about, "yesterday" from the day it was written: a message's own, a log entry's
own, the paper's; in words that another tells, the day on which they were said.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from caseclock.extractor.language.calendar_days import add_days, add_months, month_span, season_span, shift, valid
from caseclock.extractor.language.time_expression import Clock, Expression, Kind, Origin
from caseclock.extractor.language.time_passages import passages_of
from caseclock.extractor.language.time_placing import (
    Span,
    backward,
    feast,
    fixed,
    forward,
    in_week,
    nth,
    section_of,
    weekday_from_text,
    weekday_from_writing,
    weekend,
    whole_unit,
)
from caseclock.extractor.language.time_scene import Placed, Scene
from caseclock.extractor.language.times import find_times
from caseclock.extractor.language.year_settling import settle_month, settle_year
from caseclock.models.document import Block, Message
from caseclock.models.mention import TimeMention, TimeRole
from caseclock.models.when import Precision


def read_times(
    text: str, dated: date | None = None, blocks: Sequence[Block] = (), messages: Sequence[Message] = ()
) -> tuple[TimeMention, ...]:
    """Finds and settles every expression of time in `text`, written on the day `dated`."""
    return settle(text, find_times(text), dated=dated, blocks=blocks, messages=messages)


def settle(
    text: str,
    expressions: Sequence[Expression],
    *,
    dated: date | None = None,
    blocks: Sequence[Block] = (),
    messages: Sequence[Message] = (),
    written: datetime | None = None,
    earliest: date | None = None,
    latest: date | None = None,
) -> tuple[TimeMention, ...]:
    """Places `expressions` (in the order of `text`) on the calendar.

    `dated` is the day the paper was written, `written` its moment where known; `messages` have their own `sent`.
    Days guessed from the surroundings are kept within `earliest` and `latest`. What cannot be placed is returned with
    from_ and to None.
    """
    scene = Scene(text, passages_of(text, blocks), dated, written, messages)
    return Settler(scene, tuple(expressions), earliest, latest).run()


class Settler:
    """Settles expressions from the first to the last; each may lean on those before it."""

    def __init__(
        self, scene: Scene, expressions: tuple[Expression, ...], earliest: date | None, latest: date | None
    ) -> None:
        self.scene, self.expressions = scene, expressions
        self.earliest, self.latest = earliest, latest
        self.anchor: str | None = None

    def run(self) -> tuple[TimeMention, ...]:
        """The mentions, one for each expression."""
        mentions = []
        for number, found in enumerate(self.expressions):
            mention = self._settle(number, found)
            if mention is not None:
                mentions.append(mention)
        return tuple(mentions)

    # -- one expression ----------------------------------------------------------------------------------------------

    def _settle(self, number: int, found: Expression) -> TimeMention | None:
        scene = self.scene
        passage = scene.passage_at(found.start) if scene.passages else 0
        if scene.passages and (scene.passages[passage].clock_lead or scene.passages[passage].row):
            scene.entry_day(passage)
        self.anchor = None
        if found.kind is Kind.CLOCK and found.clock is None and not self._of_a_day(found, passage):
            return None  # "in the early hours" of no day: tells when it happens, not when it happened
        span = self._place(number, found, passage)
        mention = self._mention(found, span, passage)
        scene.add(mention, found, passage, found.year is not None)
        return mention

    def _of_a_day(self, found: Expression, passage: int) -> bool:
        """Is a part of the day told of a day that the same sentence or entry names?"""
        own = [p for p in self.scene.by_passage.get(passage, ()) if p.worthy and p.day_level]
        if own and self.scene.same_sentence(own[-1].mention.end, found.start):
            return True
        return bool(self.scene.passages) and self.scene.entry_day(passage) is not None

    def _mention(self, found: Expression, span: Span | None, passage: int) -> TimeMention:
        clock = found.clock
        first, last = span if span else (None, None)
        crosses = False
        if first is not None and last is not None and clock is not None:
            clock = self._half(found, clock, first)
            if (
                found.part == "night"
                and clock.hour < 5
                and found.kind in (Kind.SHIFT, Kind.WEEKDAY)
                and found.rule != "same"
            ):
                first = last = add_days(first, 1)
            end = found.clock_end
            if end is not None and first == last and (end.hour, end.minute) < (clock.hour, clock.minute) and end.sure:
                last, crosses = add_days(last, 1), True
        if found.part == "overnight" and first is not None and first == last:
            last, crosses = add_days(first, 1), True
        stated = f"{clock.hour:02d}:{clock.minute:02d}" if clock else self._minutes_ago(found)
        return TimeMention(
            start=found.start,
            end=found.end,
            quote=self.scene.text[found.start : found.end],
            from_=first,
            to=last,
            time=stated,
            precision=_precision(found, first, last, clock, crosses),
            role=self._role(found, first, passage),
            relative=self.anchor is not None or _leans(found),
            anchor=self.anchor,
            repeated=found.repeated,
            bound=found.bound,
            clock_only=found.kind is Kind.CLOCK,
            rule=found.rule,
        )

    def _half(self, found: Expression, clock: Clock, day: date) -> Clock:
        """Which half of the day "half nine" is in: nearest before the writing if told that day, else waking hours."""
        if clock.sure:
            return clock
        hour = clock.hour % 12
        written, moment = self.scene.written_at(found.start)
        if moment is not None and written == day and moment != time(0):
            options = [h for h in (hour + 12, hour) if (h, clock.minute) <= (moment.hour, moment.minute)]
            if options:
                return Clock(options[0], clock.minute)
        return Clock(hour + 12 if hour < 7 else hour, clock.minute)

    def _minutes_ago(self, found: Expression) -> str | None:
        """The clock time of "ten minutes ago", where the entry or message has its own."""
        if found.unit not in ("minute", "hour") or found.amount is None or found.rule != "ago":
            return None
        passage = self.scene.passages[self.scene.passage_at(found.start)]
        _, moment = self.scene.written_at(found.start)
        lead = passage.clock_lead
        if lead is None and (moment is None or moment == time(0)):
            return None
        minutes = lead[0] * 60 + lead[1] if lead else moment.hour * 60 + moment.minute if moment else 0
        minutes = (minutes + found.amount * (1 if found.unit == "minute" else 60)) % 1440
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    def _role(self, found: Expression, first: date | None, passage: int) -> TimeRole:
        if found.deadline or self.scene.due_cell(passage, found.start):
            return TimeRole.DEADLINE
        if found.future and first is not None:
            now = self._now(found, passage)
            if now is None or first > now:
                return TimeRole.DEADLINE
        if found.future and first is None:
            return TimeRole.DEADLINE
        return TimeRole.PERIOD if found.period else TimeRole.EVENT

    def _now(self, found: Expression, passage: int) -> date | None:
        """The moment from which the words look ahead."""
        anchor = self.scene.anchor_before(found, passage)
        if anchor is not None and anchor.mention.to is not None:
            return anchor.mention.to
        return self._writing(found, passage)[0]

    # -- what it leans on ----------------------------------------------------------------------------------------------

    def _writing(self, found: Expression, passage: int) -> tuple[date | None, bool]:
        """The day that "yesterday" counts from, and whether it is that of a log entry."""
        entry = self.scene.entry_day(passage) if self.scene.passages else None
        if entry is not None:
            return entry, True
        return self.scene.written_at(found.start)[0], False

    def _deictic(self, found: Expression, passage: int) -> date | None:
        """As `_writing`, but in words that another tells, the day on which they were said; noted as the anchor."""
        entry = self.scene.entry_day(passage) if self.scene.passages else None
        day = entry
        if day is None:
            told = self.scene.quoted_or_reported(found, passage)
            if told is not None:
                day = told.mention.from_
        if day is None:
            day = self.scene.written_at(found.start)[0]
        if day is None:
            told = self.scene.anchor_before(found, passage)
            day = told.mention.from_ if told else None
        self._note(day)
        return day

    def _from_text(self, found: Expression, passage: int, day_level: bool = True) -> Span | None:
        """The day or period in the text that an expression counts from; noted as the anchor."""
        placed = self.scene.anchor_before(found, passage, day_level)
        if placed is None and self.scene.passages:
            entry = self.scene.entry_day(passage)
            if entry is not None:
                self._note(entry)
                return entry, entry
        return self._span_of(placed)

    def _span_of(self, placed: Placed | None) -> Span | None:
        if placed is None or placed.mention.from_ is None or placed.mention.to is None:
            return None
        self._note(placed.mention.from_, placed.mention.to)
        return placed.mention.from_, placed.mention.to

    def _note(self, first: date | None, last: date | None = None) -> None:
        if first is not None:
            self.anchor = (
                first.isoformat() if last is None or last == first else f"{first.isoformat()}/{last.isoformat()}"
            )

    def _near(self, number: int, found: Expression, passage: int) -> Span | None:
        """The date whose year (or month) an incomplete date shares; noted as the anchor."""
        scene = self.scene
        own = [p for p in scene.by_passage.get(passage, ()) if p.worthy and not p.mention.clock_only]
        if scene.personal(found.start) and found.kind is not Kind.DAY:
            # who writes "I" means the last such day before writing, unless a year stands near
            own = [p for p in own if p.fixed_year]
        if own:
            return self._span_of(own[-1])
        written, entry = self._writing(found, passage)
        if entry and written is not None:
            self._note(written)
            return written, written
        parent = scene.passages[passage].parent if scene.passages else -1
        if parent >= 0 and (frame := scene.frame(parent, day_level=False)) is not None:
            return self._span_of(frame)
        if written is not None and scene.personal(found.start):
            self._note(written)
            return written, written
        placed = scene.anchor_before(found, passage, day_level=False) or scene.last_placed(found.start)
        if placed is not None:
            return self._span_of(placed)
        if written is not None:
            self._note(written)
            return written, written
        for later in self.expressions[number + 1 : number + 40]:
            span = fixed(later)
            if span is not None:
                self._note(*span)
                return span
        return None

    def _latest(self, found: Expression, passage: int) -> date | None:
        """No day guessed from the surroundings is put after this one."""
        if found.future or found.deadline or found.bound == "until":
            return self.latest
        written = self.scene.written_at(found.start)[0]
        bounds = [day for day in (written, self.latest) if day is not None]
        return min(bounds) if bounds else None

    # -- by kind -------------------------------------------------------------------------------------------------------

    def _place(self, number: int, found: Expression, passage: int) -> Span | None:
        if found.until is not None and found.kind not in (Kind.SHIFT,):
            span = self._range(number, found, passage)
        else:
            span = self._single(number, found, passage)
        if span is None:
            return None
        if found.week:
            span = in_week(found, span)
        if found.section:
            span = section_of(span, found.section)
        if found.open_end:
            span = self._open(found, span, passage)
        if self.anchor is not None and (
            (self.earliest is not None and span[1] < self.earliest)
            or (self.latest is not None and span[0] > self.latest)
        ):
            return None if found.year is None and found.kind in (Kind.DATE, Kind.DAY, Kind.MONTH) else span
        return span

    def _open(self, found: Expression, span: Span, passage: int) -> Span:
        """ "since June" lasts to the day of writing."""
        anchor = self.anchor
        end = self._writing(found, passage)[0]
        self.anchor = anchor
        return span[0], max(end, span[0]) if end is not None else span[1]

    def _single(self, number: int, found: Expression, passage: int) -> Span | None:
        span = fixed(found)
        if span is not None:
            return span
        reader = {
            Kind.DATE: self._date,
            Kind.DAY: self._day,
            Kind.MONTH: self._month,
            Kind.SEASON: self._season,
            Kind.NTH: self._nth,
            Kind.FEAST: self._feast,
        }.get(found.kind)
        if reader is not None:
            return reader(number, found, passage)
        if found.kind is Kind.SHIFT:
            return self._shift(number, found, passage)
        if found.kind is Kind.SPAN:
            return self._span(found, passage)
        if found.kind is Kind.WEEKDAY:
            return self._weekday(found, passage)
        if found.kind is Kind.WEEKEND:
            return self._weekend(found, passage)
        if found.kind is Kind.CLOCK:
            return self._clock(found, passage)
        return None

    def _date(self, number: int, found: Expression, passage: int) -> Span | None:
        near = self._near(number, found, passage)
        if near is None or not found.month or not found.day:
            return None
        latest = self._latest(found, passage)
        year = settle_year(found.month, found.day, near[1], weekday=found.weekday, latest=latest)
        if not valid(year, found.month, found.day):
            return None
        day = date(year, found.month, found.day)
        if (found.future or found.deadline) and day < near[0] and valid(year + 1, found.month, found.day):
            ahead = date(year + 1, found.month, found.day)
            if (ahead - near[0]).days < 200:
                day = ahead
        return day, day

    def _day(self, number: int, found: Expression, passage: int) -> Span | None:
        near = self._near(number, found, passage)
        if near is None or not found.day:
            return None
        if found.which:
            base = near[0]
            if found.which in ("this", "last", "the", "next"):
                base = self._deictic(found, passage) or base
            step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(found.which, 0)
            month = add_months(base.replace(day=1), step)
            return _one(month.year, month.month, found.day)
        whole = (near[1] - near[0]).days >= 5
        inside = near[0].replace(day=1) if whole and near[0].month == near[1].month else near[0]
        day = settle_month(found.day, inside, weekday=found.weekday, latest=self._latest(found, passage), whole=whole)
        return (day, day) if day else None

    def _month(self, number: int, found: Expression, passage: int) -> Span | None:
        month = found.month or 1
        if found.which in ("last", "previous", "next", "following", "this"):
            base = self._deictic(found, passage)
            if base is None:
                return None
            year = base.year
            if found.which in ("last", "previous"):
                year -= month >= base.month
            elif found.which in ("next", "following"):
                year += month <= base.month
            return month_span(year, month)
        near = self._near(number, found, passage)
        if near is None:
            return None
        year = settle_year(month, None, near[1], latest=self._latest(found, passage))
        return month_span(year, month)

    def _season(self, number: int, found: Expression, passage: int) -> Span | None:
        base = self._deictic(found, passage) if found.which else None
        near = (base, base) if base else self._near(number, found, passage)
        if near is None:
            return None
        latest = near[0] if found.which == "last" else self._latest(found, passage)
        spans = [season_span(year, found.name) for year in (near[1].year - 1, near[1].year) if year > 0]
        if found.which == "last":
            spans = [span for span in spans if span[1] < near[0]] or spans[:1]
        else:
            spans = [span for span in spans if latest is None or span[0] <= latest] or spans[:1]
        return spans[-1]

    def _nth(self, number: int, found: Expression, passage: int) -> Span | None:
        if found.month is None:
            base = self._deictic(found, passage) if found.which in ("this", "last", "next", "the") else None
            near = (base, base) if base else self._near(number, found, passage)
            if near is None:
                return None
            step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(found.which, 0)
            month = add_months(near[0].replace(day=1), step)
            return nth(found, month.year, month.month)
        near = self._near(number, found, passage)
        if near is None:
            return None
        return nth(found, settle_year(found.month, None, near[1], latest=self._latest(found, passage)), found.month)

    def _feast(self, number: int, found: Expression, passage: int) -> Span | None:
        near = self._near(number, found, passage)
        if near is None:
            if found.year is None:
                return None
            near = (date(found.year, 6, 30), date(found.year, 6, 30))
        latest = self._latest(found, passage)
        if found.year is not None:
            self.anchor = None
        if self.scene.told_cell(passage, found.start):
            return feast(replace(found, future=True), near[1], None, None)
        return feast(found, near[1], latest, near)

    # -- relative ------------------------------------------------------------------------------------------------------

    def _shift(self, number: int, found: Expression, passage: int) -> Span | None:
        amount, unit = found.amount or 0, found.unit
        if found.base is not None:
            base = self._single(number, found.base, passage)
            if base is None:
                return None
            self._note(*base)
            return _moved(base, amount, unit)
        if found.origin is Origin.WRITING:
            day = self._deictic(found, passage)
            if day is None:
                return None
            if unit in ("minute", "hour"):
                return day, day
            anchor: Span = (day, day)
        else:
            ahead = self._named_later(number, found)
            if ahead is not None:
                return _moved(ahead, amount, unit)
            if found.rule == "day before" and self._noun_follows(found):
                return None
            placed = self._from_text(found, passage, day_level=found.rule != "around that time" and not found.whole)
            if placed is None:
                return None
            anchor = placed
        if unit in ("minute", "hour"):
            return anchor
        if found.until is not None and found.weekday is not None and found.until.weekday is not None:
            monday, _ = whole_unit(anchor[0], amount, "week")
            return add_days(monday, found.weekday), add_days(monday, found.until.weekday)
        if found.whole:
            return whole_unit(anchor[0] if amount <= 0 else anchor[1], amount, unit)
        return _moved(anchor, amount, unit)

    def _noun_follows(self, found: Expression) -> bool:
        tail = self.scene.text[found.end : found.end + 8]
        return tail[:1] in (" ", "\xa0") and tail.strip()[:1].isalpha()

    def _named_later(self, number: int, found: Expression) -> Span | None:
        """ "the day before the hearing on 9 July 2021": the date comes behind."""
        if found.rule != "day before" or not self._noun_follows(found):
            return None
        later = self.expressions[number + 1] if number + 1 < len(self.expressions) else None
        if later is None or later.start - found.end > 60 or not self.scene.same_sentence(found.end, later.start):
            return None
        span = fixed(later)
        if span is not None:
            self._note(*span)
        return span

    def _span(self, found: Expression, passage: int) -> Span | None:
        amount = found.amount or 0
        if found.origin is Origin.TEXT:
            anchor = self._from_text(found, passage)
            return (anchor[1], _moved(anchor, amount, found.unit)[1]) if anchor else None
        day = self._deictic(found, passage)
        return (shift(day, amount, found.unit), day) if day else None

    def _weekday(self, found: Expression, passage: int) -> Span | None:
        scene = self.scene
        weekday = found.weekday or 0
        if scene.told_cell(passage, found.start):
            entry = scene.entry_day(passage)
            if entry is not None and found.which in ("", "the", "following", "next"):
                self._note(entry)
                day = forward(weekday, entry)
                return day, day
        if found.which in ("following", "previous", "that"):
            anchor = self._from_text(found, passage)
            if anchor is not None:
                day = weekday_from_text(found, anchor, back=False)
                return day, day
        if found.which in ("", "the") and not found.future:
            day_or_none = self._weekday_in_story(found, passage)
            if day_or_none is not None:
                return day_or_none, day_or_none
        base = self._deictic(found, passage)
        if base is None:
            return None
        in_entry = scene.entry_day(passage) is not None
        if found.which == "a" and base.weekday() == found.weekday:
            return base, base
        same_day = not in_entry and not scene.personal(found.start) and found.which == ""
        day = weekday_from_writing(found, base, same_day)
        return day, day

    def _weekday_in_story(self, found: Expression, passage: int) -> date | None:
        """A bare weekday in a narrative whose dates lie far from the day of writing counts from those."""
        scene = self.scene
        if scene.entry_day(passage) is not None:
            return None
        placed = scene.anchor_before(found, passage)
        if placed is None or placed.mention.from_ is None or placed.mention.to is None:
            return None
        written = scene.written_at(found.start)[0]
        close = written is not None and abs((written - placed.mention.to).days) <= 14
        own = any(placed is p for p in scene.by_passage.get(passage, ()))
        if written is not None and (close or (scene.personal(found.start) and not (own and found.which == "the"))):
            return None
        back = scene.quoted_or_reported(found, passage) is not None
        self._note(placed.mention.from_, placed.mention.to)
        return weekday_from_text(found, (placed.mention.from_, placed.mention.to), back)

    def _weekend(self, found: Expression, passage: int) -> Span | None:
        if found.which in ("that", "following", "previous"):
            anchor = self._from_text(found, passage)
            return weekend(found.which, anchor[0], False) if anchor else None
        day = self._deictic(found, passage)
        return weekend(found.which, day, found.future) if day else None

    def _clock(self, found: Expression, passage: int) -> Span | None:
        """The day of a time of day: the one told before it, that of its entry, or that of the writing."""
        scene = self.scene
        own = [p for p in scene.by_passage.get(passage, ()) if p.worthy and p.day_level]
        if own:
            placed: Placed | None = own[-1]
        elif (entry := scene.entry_day(passage) if scene.passages else None) is not None:
            self._note(entry)
            return entry, entry
        else:
            placed = scene.anchor_before(found, passage)
        span = self._span_of(placed)
        if span is not None:
            return span
        day = scene.written_at(found.start)[0]
        self._note(day)
        return (day, day) if day else None

    # -- ranges --------------------------------------------------------------------------------------------------------

    def _range(self, number: int, found: Expression, passage: int) -> Span | None:
        """First day of the first end to the last day of the second; each lends the other what it lacks."""
        last = found.until
        if last is None:
            return None
        first = replace(found, until=None, week="", section="", open_end=False)
        last = replace(last, week="", future=found.future, deadline=found.deadline, bound=found.bound)
        if first.kind is Kind.WEEKDAY and last.kind is Kind.WEEKDAY:
            end = self._weekday(replace(last, which=first.which or last.which), passage)
            if end is None:
                return None
            return backward(first.weekday or 0, end[1], strictly=False), end[1]
        if first.kind is Kind.WEEKDAY or first.year is not None or last.year is None:
            start = self._single(number, first, passage)
            if start is None:
                return None
            end = fixed(last) or self._after(number, last, start, passage)
        else:
            end = fixed(last)
            if end is None:
                return None
            start = self._before(first, end)
        if start is None or end is None:
            return None
        return (start[0], end[1]) if start[0] <= end[1] else (end[0], start[1])

    def _after(self, number: int, last: Expression, start: Span, passage: int) -> Span | None:
        """The second end, no earlier than the first."""
        if last.kind in (Kind.DATE, Kind.MONTH, Kind.SEASON) and (last.month or last.name):
            for year in (start[0].year, start[0].year + 1, start[0].year + 4):
                span = fixed(replace(last, year=year))
                if span is not None and span[1] >= start[0]:
                    return span
            return None
        if last.kind is Kind.DAY and last.day:
            for step in (0, 1):
                month = add_months(start[0].replace(day=1), step)
                span = _one(month.year, month.month, last.day)
                if span is not None and span[0] >= start[0]:
                    return span
            return None
        return self._single(number, last, passage)

    def _before(self, first: Expression, end: Span) -> Span | None:
        """The first end, no later than the second."""
        for year in (end[1].year, end[1].year - 1):
            span = fixed(replace(first, year=year))
            if span is not None and span[0] <= end[1]:
                self.anchor = None
                return span
        return None


def _one(year: int, month: int, day: int) -> Span | None:
    return (date(year, month, day), date(year, month, day)) if valid(year, month, day) else None


def _moved(span: Span, amount: int, unit: str) -> Span:
    return shift(span[0], amount, unit), shift(span[1], amount, unit)


def _leans(found: Expression) -> bool:
    """Do the words alone leave the date open?"""
    return found.kind in (Kind.SHIFT, Kind.SPAN, Kind.CLOCK, Kind.WEEKDAY, Kind.WEEKEND, Kind.VAGUE, Kind.DAY) or (
        found.year is None
    )


def _precision(
    found: Expression, first: date | None, last: date | None, clock: Clock | None, crosses: bool
) -> Precision:
    """How exactly the words tell it."""
    if first is None or last is None:
        return Precision.UNDATED
    if crosses:
        return Precision.RANGE
    if found.rough or found.section or found.either or found.kind is Kind.SEASON:
        return Precision.APPROXIMATE
    if found.open_end or found.until is not None or found.week:
        return Precision.RANGE
    if found.kind is Kind.SHIFT and not found.whole and found.unit in ("month", "year", "decade"):
        return Precision.APPROXIMATE
    if first == last:
        return Precision.MINUTE if clock is not None and not clock.rough else Precision.DAY
    if found.kind is Kind.MONTH or (found.kind is Kind.SHIFT and found.unit == "month" and found.whole):
        return Precision.MONTH
    if found.kind is Kind.YEAR or (found.kind is Kind.SHIFT and found.unit == "year" and found.whole):
        return Precision.YEAR
    if found.kind in (Kind.SHIFT, Kind.CLOCK) and last - first <= timedelta(14):
        return Precision.APPROXIMATE
    return Precision.RANGE
