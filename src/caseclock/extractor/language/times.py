"""Finds expressions of time as written. See first, date later: nothing is placed on the calendar here."""

import re
from dataclasses import replace

from caseclock.extractor.language.calendar_days import valid
from caseclock.extractor.language.time_clock import CLOCK_STARTERS, Timed, clock_in_context, read_clock, with_part
from caseclock.extractor.language.time_context import colour, is_address, is_rule_window, makes_sense
from caseclock.extractor.language.time_days import DAY_KINDS, MONTH_KINDS, WEEKDAY_KINDS, Read, make, read_date, year_at
from caseclock.extractor.language.time_expression import Expression, Kind, Origin
from caseclock.extractor.language.time_feasts import feast_at
from caseclock.extractor.language.time_relative import RELATIVE_STARTERS, read_relative, vague_time
from caseclock.extractor.language.time_stream import Stream
from caseclock.extractor.language.time_tokens import tokenise

_DATE_STARTERS = frozenset(
    ("date", "compact", "day", "ordinal", "weekday", "weak_weekday", "month", "weak_month", "day_month", "pair", "month_year",
     "year", "years", "the", "x", "ordinal_word")
)  # fmt: skip
_STARTERS = (
    _DATE_STARTERS
    | RELATIVE_STARTERS
    | CLOCK_STARTERS
    | {"since", "between", "from", "rough", "early", "season", "week_mark", "unit", "part", "overnight", "on", "in", "every",
       "just", "over", "more", "financial", "at"}
)  # fmt: skip


def find_times(text: str) -> tuple[Expression, ...]:
    """Every expression of time in `text`, in order, none overlapping another."""
    return Finder(text).run()


class Finder:
    """One pass over the tokens of a text; each expression is read as far as it goes, and the next begins behind it."""

    def __init__(self, text: str) -> None:
        self.stream = Stream(text, tokenise(text))
        self.feasts = feast_at(text)
        self.found: list[Expression] = []

    def run(self) -> tuple[Expression, ...]:
        index, tokens = 0, self.stream.tokens
        feasts = self.feasts
        extra = sorted(feasts)
        at = 0
        while index < len(tokens):
            start = tokens[index].start
            while at < len(extra) and extra[at] < start:
                # a feast whose first word is no token of ours
                if not self.found or self.found[-1].end <= extra[at]:
                    index = max(index, self._feast_only(extra[at]))
                at += 1
            if index >= len(tokens):
                break
            if tokens[index].start != start:
                continue
            kind = tokens[index].kind
            if (kind in _STARTERS and self._may_begin(kind, index, bool(feasts))) or start in feasts:
                index = self._take(index)
            else:
                index += 1
        while at < len(extra):
            if not self.found or self.found[-1].end <= extra[at]:
                self._feast_only(extra[at])
            at += 1
        return tuple(self.found)

    def _may_begin(self, kind: str, index: int, feasts: bool) -> bool:
        """A quick no: most of these words stand alone in most texts, and begin nothing then."""
        if kind in _STANDS_ALONE:
            return True
        follower = self.stream.next(index + 1)
        if kind in ("on", "in", "at"):
            return follower == "or"
        if follower in ("", "stop", "close", "bar", "gap", "x"):
            return feasts and kind in (
                "last",
                "this",
                "next",
                "since",
                "the",
                "every",
                "over",
                "rough",
                "between",
                "from",
            )
        return True

    # -- one expression ------------------------------------------------------------------------------------------

    def _take(self, index: int) -> int:
        """Reads what begins at `index`, keeps it if it makes sense; the index to go on from."""
        stream = self.stream
        if stream.kind(index) == "every":
            return self._frequency(index)
        listed = self._listed_days(index)
        if listed is not None:
            for item in listed[0]:
                self.found.append(colour(stream, item, index))
            return listed[1]
        read = self._expression(index)
        if read is None:
            return index + 1
        found, after = read
        if found.wants_context and not makes_sense(stream, index, after, found):
            return index + 1
        if self._excluded(found, after):
            return after
        found = self._trimmed(found, index)
        self.found.append(colour(stream, found, index))
        return after

    def _trimmed(self, found: Expression, index: int) -> Expression:
        """A date without the article before it ("the 6 December")."""
        if self.stream.kind(index) == "the" and found.kind is Kind.DATE and found.start == self.stream.start(index):
            if not found.week and not found.part and self.stream.kind(index + 1) in DAY_KINDS:
                return replace(found, start=self.stream.start(index + 1))
        return found

    def _excluded(self, found: Expression, after: int) -> bool:
        """Lengths and windows that look like dates: "14 working days later" right behind the date it is said of."""
        if is_rule_window(self.stream.text, found) or is_address(self.stream.text, found) or (found.rule == "weekdays" and not found.part):
            return True
        if found.rule in ("later", "earlier") and self.found:
            between = self.stream.text[self.found[-1].end : found.start]
            last = self.found[-1]
            if len(between) <= 2 and not between.strip(" ,\xa0") and last.kind is Kind.DATE:
                return True
        return found.rule == "later" and self.stream.next(after) == "after"

    def _frequency(self, index: int) -> int:
        """ "every night since June" is a period; "every Friday" is no date."""
        stream = self.stream
        at = index + 1
        while stream.next(at) in ("other", "few", "calendar", "ordinal_word", "number", "day") and at < index + 4:
            at += 1
        if stream.next(at) not in ("unit", "part", "weekday", "weak_weekday", "weekend", "hours", "month"):
            return index + 1
        at += 1
        while stream.next(at) in ("part", "and", "weekday", "weekend", "or") and at < index + 8:
            at += 1
        if stream.next(at) in ("since", "from", "between"):
            read = self._expression(at)
            if read is not None:
                found = replace(read[0], start=stream.start(index), repeated=True, period=True)
                self.found.append(colour(stream, found, index))
                return read[1]
        return at

    def _expression(self, index: int) -> Read | None:
        """An expression with all that belongs to it: since, between ... and, around, a time of day."""
        stream = self.stream
        kind = stream.kind(index)
        if kind == "since":
            return self._since(index)
        if kind in ("between", "from"):
            return self._range(index) or self._clock_led(index)
        if kind in ("on", "in", "at"):
            return self._on_or_about(index)
        if kind in ("rough", "just", "over", "more"):
            return self._rough(index)
        read = self._range(index)
        return read

    def _since(self, index: int) -> Read | None:
        stream = self.stream
        at = index + 1
        if stream.next(at) in ("rough", "at"):
            at += 1
        if not stream.next(at):
            return self._feast_behind(index)
        inner = self._simple(at)
        if inner is None:
            return None
        found, after = inner
        if found.wants_context and not makes_sense(stream, at, after, found):
            return None
        if found.kind is Kind.CLOCK or found.rule in ("ago",) and found.unit in ("minute", "hour"):
            return replace(found, start=stream.start(index)), after
        return replace(
            found, start=stream.start(index), open_end=True, bound="since", period=True, wants_context=False
        ), after

    def _feast_behind(self, index: int) -> Read | None:
        end = self.stream.end(index)
        for gap in (1, 2):
            if end + gap in self.feasts:
                read = self._feast(end + gap)
                found = replace(read[0], start=self.stream.start(index), open_end=True, bound="since", period=True)
                return found, max(read[1], index + 1)
        return None

    def _on_or_about(self, index: int) -> Read | None:
        """ "on or about 5 May" is an approximate date; a bare "on" belongs to none."""
        if self.stream.next(index + 1) == "or" and self.stream.next(index + 2) == "rough":
            return self._rough(index, index + 2)
        return None

    def _rough(self, first: int, index: int | None = None) -> Read | None:
        """ "around 16 March", "just over a fortnight later", "about half past ten"."""
        stream = self.stream
        at = first if index is None else index
        while stream.kind(at) in ("rough", "just", "over", "more", "than", "least", "the") and at < first + 6:
            if not stream.next(at + 1):
                return None
            if stream.kind(at) == "the" and stream.kind(at + 1) in ("same", "last", "following", "previous"):
                break
            at += 1
        if stream.kind(at) in ("same", "this", "that", "the"):
            step = at + (1 if stream.kind(at) == "the" else 0)
            if (
                stream.kind(step) == "same"
                and stream.next(step + 1) == "time"
                or (stream.kind(at) in ("this", "that") and stream.next(at + 1) == "time")
            ):
                after = step + 2 if stream.kind(step) == "same" else at + 2
                if stream.kind(first) != "rough":
                    return None
                return make(
                    stream,
                    first,
                    after,
                    Kind.SHIFT,
                    amount=0,
                    unit="day",
                    origin=Origin.TEXT,
                    rough=True,
                    rule="around that time",
                )
        timed = read_clock(stream, first)
        if timed is not None and stream.kind(first) in CLOCK_STARTERS and (clocked := self._clock_led(first)):
            return clocked
        if stream.kind(first) == "over" and stream.low(first) in ("throughout", "within"):
            return None
        back = at - 1 if at > first and stream.kind(at - 1) == "the" else at
        inner = self._range(back) or (self._range(at) if back != at else None)
        if inner is None or inner[0].kind is Kind.CLOCK:
            return None
        found, after = inner
        if stream.kind(first) == "over" and (found.rule not in ("later", "ago", "earlier", "after that")):
            if found.kind is not Kind.SPAN and found.kind is not Kind.WEEKEND:
                return None
            return replace(found, start=stream.start(first), period=True), after
        if found.wants_context and found.kind is not Kind.MONTH and not makes_sense(stream, at, after, found):
            return None
        return replace(found, start=stream.start(first), rough=True, wants_context=False), after

    # -- ranges --------------------------------------------------------------------------------------------------

    def _range(self, index: int) -> Read | None:
        """A single expression, or two with a joint between them."""
        stream = self.stream
        opened = stream.kind(index) in ("between", "from")
        at = index
        if opened:
            at += 1
            if stream.next(at) in ("rough", "at"):
                at += 1
            if not stream.next(at):
                return None
            days = self._bare_days(at, index)
            if days is not None:
                return days
        else:
            days = self._bare_days(at, index)
            if days is not None:
                return days
        left = self._simple(at, in_range=True)
        if left is None:
            return None
        found, after = left
        joint = stream.next(after)
        joins = joint in ("to", "until", "minus") or (joint == "and" and stream.kind(index) == "between")
        if joint == "and" and found.kind is Kind.MONTH and found.year is None and not opened:
            return self._two_months(index, left)
        if joins:
            step = after + 1
            if stream.next(step) in ("rough", "at", "from"):
                step += 1
            if stream.kind(step) == "the" and stream.next(step + 1) in ("date", "weekday", *MONTH_KINDS):
                step += 1
            right = self._simple(step, in_range=True) if stream.next(step) else None
            if right is not None and _may_join(found, right[0]):
                joined = self._join(index if opened else at, found, right)
                if joined is not None:
                    return joined
        if opened:
            return None
        if found.kind is Kind.DAY and found.weekday is not None and found.rule == "weekday and number":
            return None
        return left

    def _join(self, first: int, left: Expression, right: Read) -> Read | None:
        """Two ends made one expression; what one does not say is taken from the other."""
        last, after = right
        start = self.stream.start(first)
        if left.kind is Kind.CLOCK:
            return None
        if left.kind is Kind.WEEKDAY and last.kind is Kind.WEEKDAY:
            kind = self.stream.kind(first)
            if kind not in ("between", "from") and left.part == "" and last.part == "":
                # "Monday to Friday" alone tells how often, not when
                return replace(left, start=start, until=last, end=last.end, wants_context=False, rule="weekdays"), after
        if left.kind is Kind.DAY and last.kind is Kind.DATE:
            left = replace(left, kind=Kind.DATE, month=last.month, year=last.year)
        if left.kind is Kind.DATE and not valid(left.year or 2000, left.month or 1, left.day or 1):
            return None
        period = self.stream.kind(first) == "from" or left.kind in (Kind.YEAR, Kind.FINANCIAL, Kind.QUARTER)
        found = replace(left, start=start, end=last.end, until=last, wants_context=False, period=period, rule="range")
        return found, after

    def _two_months(self, index: int, left: Read) -> Read:
        """ "February and March 2020": two months, the first with the year of the second."""
        stream = self.stream
        found, after = left
        right = read_date(stream, after + 1) if stream.next(after + 1) in MONTH_KINDS else None
        if right is not None and right[0].kind is Kind.MONTH and right[0].year is not None and right[0].month:
            year = right[0].year - (1 if (found.month or 1) > right[0].month else 0)
            return replace(found, year=year, wants_context=False), after
        return left

    def _number_before_joint(self, index: int) -> tuple[int, int | None, int] | None:
        """A bare day that may share a month: (day, weekday, index of what follows)."""
        stream = self.stream
        weekday = None
        if stream.kind(index) in WEEKDAY_KINDS:
            weekday = stream.number(index)
            index += 1
            if not stream.next(index):
                return None
        if stream.kind(index) == "the":
            index += 1
            if not stream.next(index):
                return None
        if stream.kind(index) not in ("day", "ordinal"):
            return None
        after = index + 1
        if stream.next(after) == "suffix":
            after += 1
        return stream.number(index), weekday, after

    def _bare_days(self, index: int, first: int) -> Read | None:
        """ "11 and 16 February 2021" behind "between", "23-27 March", "Monday 3 to Friday 7 June"."""
        stream = self.stream
        left = self._number_before_joint(index)
        if left is None:
            return None
        day, weekday, after = left
        joint = stream.next(after)
        if not (joint in ("to", "until", "minus") or (joint == "and" and stream.kind(first) == "between")):
            return None
        step = after + 1
        if not stream.next(step):
            return None
        right = self._simple(step)
        if right is None or right[0].kind not in (Kind.DATE, Kind.DAY) or right[0].until is not None:
            return None
        last = right[0]
        if last.kind is Kind.DAY:
            if stream.kind(index) not in ("ordinal", "the") or not (stream.kind(first) in ("between", "from", "the")):
                return None
            begin, _ = make(stream, first, right[1], Kind.DAY, day=day, weekday=weekday, until=last, rule="range")
            return begin, right[1]
        if stream.tokens[right[1] - 1].kind == "date" and right[0].weekday is None:
            return None
        if (last.day or 0) <= day and last.month is not None and (last.day or 0) == day:
            return None
        begin, _ = make(
            stream,
            first,
            right[1],
            Kind.DATE,
            day=day,
            weekday=weekday,
            month=last.month,
            year=last.year,
            until=last,
            rule="range",
            period=stream.kind(first) == "from",
        )
        if not valid(last.year or 2000, last.month or 1, day):
            return None
        return begin, right[1]

    def _listed_days(self, index: int) -> tuple[list[Expression], int] | None:
        """ "12, 13 and 14 March 2021": three dates."""
        stream = self.stream
        if stream.kind(index) not in ("day", "ordinal", "the"):
            return None
        days: list[tuple[int, int, int]] = []
        at = index
        while len(days) < 12:
            item = self._number_before_joint(at)
            if item is None or item[1] is not None:
                return None
            joint = stream.next(item[2])
            if joint not in ("comma", "and", "or"):
                return None
            days.append((at, item[0], item[2]))
            at = item[2] + 1
            if joint == "comma" and stream.next(at) in ("and", "or"):
                joint, at = stream.next(at), at + 1
            if not stream.next(at):
                return None
            last = read_date(stream, at)
            if last is not None and last[0].kind is Kind.DATE and last[0].until is None:
                if joint == "comma" or stream.kind(at) == "date":
                    return None
                return self._finish_list(days, last, joint)
        return None

    def _finish_list(
        self, days: list[tuple[int, int, int]], last: Read, joint: str
    ) -> tuple[list[Expression], int] | None:
        stream = self.stream
        month, year = last[0].month or 1, last[0].year
        if not all(valid(year or 2000, month, day) for _, day, _ in days):
            return None
        if joint == "or" and len(days) == 1:
            begin, _ = make(
                stream,
                days[0][0],
                last[1],
                Kind.DATE,
                day=days[0][1],
                month=month,
                year=year,
                until=last[0],
                rule="either",
            )
            return [replace(begin, either=True, rough=True)], last[1]
        items = [
            make(stream, at, after, Kind.DATE, day=day, month=month, year=year, rule="listed day")[0]
            for at, day, after in days
        ]
        rest = self._with_clock(last[0], last[1])
        return [*items, rest[0]], rest[1]

    # -- a day with its time of day ------------------------------------------------------------------------------

    def _simple(self, index: int, in_range: bool = False) -> Read | None:
        """A day, a time of day, or both in either order."""
        stream = self.stream
        day = self._day(index)
        if day is not None and not (day[0].wants_context and day[0].kind is Kind.YEAR and self._clock_led(index)):
            if day[0].kind is Kind.YEAR and (timed := read_clock(stream, index)) and timed.after > day[1]:
                return self._clock_led(index)
            return self._with_clock(*day)
        if stream.kind(index) in CLOCK_STARTERS or stream.kind(index) in ("the", "part", "overnight", "early"):
            return self._clock_led(index)
        if in_range and stream.kind(index) in WEEKDAY_KINDS and stream.next(index + 1) == "day":
            return make(
                stream,
                index,
                index + 2,
                Kind.DAY,
                day=stream.number(index + 1),
                weekday=stream.number(index),
                rule="weekday and number",
                wants_context=True,
            )
        return None

    def _with_clock(self, found: Expression, after: int) -> Read:
        """The day with a time that follows it: "Saturday morning about 10", "13/7/2024 11:00 PM", "today at noon"."""
        stream = self.stream
        if found.kind in (Kind.YEAR, Kind.MONTH, Kind.SPAN, Kind.FINANCIAL, Kind.SEASON, Kind.VAGUE, Kind.QUARTER):
            return found, after
        if found.clock is not None or found.unit in ("minute", "hour") or found.whole:
            return found, after
        at = after
        if stream.follows(at, "in", "the"):
            step = at + 2 + (stream.next(at + 2) == "early")
            if stream.next(step) == "part" and not found.part:
                part = "early_hours" if step > at + 2 else stream.word(step)
                found, at = replace(found, part=part, end=stream.end(step)), step + 1
            elif stream.next(at + 2) == "early" and stream.next(at + 3) == "hours":
                found, at = replace(found, part="early_hours", end=stream.end(at + 3)), at + 4
        elif stream.next(at) == "part" and not found.part and stream.word(at) not in ("am", "pm"):
            found, at = replace(found, part=stream.word(at), end=stream.end(at)), at + 1
        if (
            not found.part
            and stream.next(at) == "part"
            and stream.word(at) in ("am", "pm")
            and found.kind is not Kind.CLOCK
        ):
            part = "morning" if stream.word(at) == "am" else "afternoon"
            found, at = replace(found, part=part, end=stream.end(at)), at + 1
        step = at
        if stream.next(step) in ("comma", "minus", "colon") and stream.next(step + 1):
            if not (stream.kind(step) == "minus" and stream.text[stream.start(step) - 1] != " "):
                step += 1
        if not stream.next(step):
            return found, at
        timed = read_clock(stream, step)
        if timed is None or not self._clock_fits(step, timed, found):
            return found, at
        if step > at and stream.next(timed.after) == "on":
            return found, at
        return self._timed(found, timed, found.start, stream.end(timed.after - 1)), timed.after

    def _timed(self, found: Expression, timed: Timed, start: int, end: int) -> Expression:
        part = found.part or timed.part
        clock = with_part(timed.clock, found.part or timed.part)
        stop = with_part(timed.end, part) if timed.end else None
        return replace(found, clock=clock, clock_end=stop, part=part, start=start, end=end)

    def _clock_fits(self, index: int, timed: Timed, day: Expression) -> bool:
        """Does a time that follows a day belong to it? A bare number only where it can be nothing else."""
        if not timed.loose:
            return True
        stream = self.stream
        if timed.end is not None:
            return True
        bare = timed.clock.minute == 0
        text = stream.text
        behind = text[stream.end(timed.after - 1) :][:14]
        lead = stream.kind(index)
        if not bare:
            return (
                lead in ("at", "rough", "from", "just")
                or stream.kind(index) == "dotted"
                or stream.kind(index) == "number"
            )
        if lead not in ("at", "rough"):
            return False
        nxt = re.match(r"[\s\xa0]*(\w*)", behind)
        word = nxt[1] if nxt else ""
        if not word or behind[:1] in ".,;:)":
            return True
        if stream.tokens[timed.after - 1].kind == "day" and lead == "at":
            return word.lower() in _PLAIN_WORDS
        return word[0].isupper() or word.lower() in _PLAIN_WORDS

    def _clock_led(self, index: int) -> Read | None:
        """A time of day and the day that follows it, if one does; else the time alone."""
        stream = self.stream
        if stream.kind(index) in ("the", "part", "overnight", "early"):
            return self._part_led(index)
        timed = read_clock(stream, index)
        if timed is None:
            return None
        at = timed.after
        if timed.bare and timed.end is None and stream.kind(index) in ("number", "day"):
            if stream.before(index) not in ("at", "rough", "from", "until", "since", "after", "before", "by"):
                return None
        for skip in self._bridges(at):
            if not stream.next(at) or not stream.next(at + skip):
                continue
            day = self._day(at + skip)
            if day is None or day[0].clock is not None or day[0].kind in _NEVER_TIMED or day[0].whole:
                continue
            if day[0].wants_context and not makes_sense(stream, at + skip, day[1], day[0]):
                continue
            if skip == 1 and stream.kind(at) == "comma" and day[0].kind not in (Kind.DATE, Kind.WEEKDAY):
                continue
            found = self._timed(day[0], timed, stream.start(index), day[0].end)
            return replace(found, wants_context=False), day[1]
        if not clock_in_context(stream, index, timed):
            return None
        return make(
            stream,
            index,
            timed.after,
            Kind.CLOCK,
            clock=timed.clock,
            clock_end=timed.end,
            part=timed.part,
            rule="time of day",
        )

    def _bridges(self, at: int) -> tuple[int, ...]:
        kind = self.stream.next(at)
        if kind in ("on", "comma", "of", "in"):
            after = self.stream.next(at + 1)
            return (2,) if after == "on" or (after == "a" and kind == "on") else (1,)
        return (0,)

    def _part_led(self, index: int) -> Read | None:
        """ "the early hours of Sunday", "the evening of 5 June", "overnight Friday to Saturday"."""
        stream = self.stream
        at = index + 1 if stream.kind(index) == "the" else index
        kind = stream.kind(at) if at == index else stream.next(at)
        early = kind == "early" and stream.next(at + 1) in ("hours", "part")
        if early:
            hours = stream.kind(at + 1) == "hours"
            part, after = "early_hours" if hours or stream.word(at + 1) == "morning" else stream.word(at + 1), at + 2
        elif kind == "part" and stream.word(at) not in ("am", "pm"):
            hours, part, after = False, stream.word(at), at + 1
        elif kind == "overnight":
            hours, part, after = True, "overnight", at + 1
        else:
            return None
        step = after
        if stream.next(step) in ("of", "on", "from", "between", "and") and stream.next(step + 1):
            opener = stream.kind(step)
            inner_at = step + 1
            day = self._range(step if opener in ("from", "between") else inner_at)
            if day is not None and self._names_day(day[0]):
                return replace(day[0], start=stream.start(index), part=part, wants_context=False), day[1]
            if opener == "of" and stream.next(inner_at) == "the" and stream.next(inner_at + 1) == "part" and hours:
                after = inner_at + 2
                if stream.next(after) in ("of", "on"):
                    day = self._range(after + 1) if stream.next(after + 1) else None
                    if day is not None and self._names_day(day[0]):
                        return replace(day[0], start=stream.start(index), part=part, wants_context=False), day[1]
        elif stream.next(step) and part in ("overnight", "early_hours"):
            day = self._range(step)
            if day is not None and self._names_day(day[0]):
                return replace(day[0], start=stream.start(index), part=part, wants_context=False), day[1]
        if not hours:
            return None
        return make(stream, index, after, Kind.CLOCK, part=part, rule="part of the day")

    def _names_day(self, found: Expression) -> bool:
        return found.kind in (Kind.DATE, Kind.DAY, Kind.WEEKDAY, Kind.FEAST, Kind.NTH) or (
            found.kind is Kind.SHIFT and not found.whole
        )

    # -- days and longer -----------------------------------------------------------------------------------------

    def _day(self, index: int) -> Read | None:
        """A day, week, month, season or year, without a time of day: the longest reading wins."""
        stream = self.stream
        kind = stream.kind(index)
        best: Read | None = None
        start = stream.start(index)
        if start in self.feasts:
            best = self._feast(start)
        for reader in (self._week, self._section, self._season, self._quarter):
            if best is None:
                best = reader(index)
        if best is None and kind in _DATE_STARTERS:
            best = read_date(stream, index)
        if kind in RELATIVE_STARTERS and (best is None or best[0].wants_context or best[0].kind is Kind.DAY):
            relative = read_relative(stream, index) or vague_time(stream, index)
            if relative is not None and (best is None or relative[1] > best[1]):
                best = relative
        if best is None and kind in ("last", "this", "next", "the"):
            best = self._feast_qualified(index)
        return self._extended(index, best) if best is not None else None

    def _extended(self, index: int, read: Read) -> Read:
        """Takes in what belongs to a day: "this week, Monday to Friday"; "a Thursday evening in mid July"."""
        stream = self.stream
        found, after = read
        if found.kind is Kind.SHIFT and found.whole and found.unit == "week":
            at = after + 1 if stream.next(after) == "comma" else after
            if (
                stream.next(at) == "weekday"
                and stream.next(at + 1) in ("to", "minus")
                and stream.next(at + 2) == "weekday"
            ):
                last, _ = make(stream, at + 2, at + 3, Kind.WEEKDAY, weekday=stream.number(at + 2))
                return (
                    replace(found, weekday=stream.number(at), until=last, end=last.end, rule="days of a week"),
                    at + 3,
                )
        if found.kind is Kind.WEEKDAY and stream.next(after) in ("in", "of") and stream.before(index) == "a":
            inner = self._section(after + 1) or (
                read_date(stream, after + 1) if stream.next(after + 1) in MONTH_KINDS else None
            )
            if inner is not None and inner[0].kind is Kind.MONTH:
                return replace(inner[0], start=found.start, part=found.part, rough=True, wants_context=False), inner[1]
        return read

    def _week(self, index: int) -> Read | None:
        """ "week of 5 June", "w/c 5 June", "week ending 9/6/23"."""
        stream = self.stream
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
        inner = self._bare_days(after, after) or read_date(stream, after)
        if inner is None or inner[0].kind not in (Kind.DATE, Kind.DAY):
            return None
        found = replace(inner[0], start=stream.start(index), week=mark, rule="week", wants_context=False)
        return found, inner[1]

    def _section(self, index: int) -> Read | None:
        """ "early March", "mid-July 2021", "the end of last month"."""
        stream = self.stream
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
        inner = self._inner_of_section(after)
        if inner is None:
            return None
        found = replace(inner[0], start=stream.start(index), section=which, rough=True, wants_context=False)
        return found, inner[1]

    def _inner_of_section(self, index: int) -> Read | None:
        stream = self.stream
        kind = stream.kind(index)
        at = index + 1 if kind == "the" and stream.next(index + 1) in ("month", "season", "year") else index
        if stream.kind(at) in (*MONTH_KINDS, "year"):
            inner = read_date(stream, at)
            return inner if inner is not None and inner[0].kind in (Kind.MONTH, Kind.YEAR) else None
        if stream.kind(at) == "season":
            return self._season(at, certain=True)
        if kind == "the" and stream.next(index + 1) == "unit" and stream.word(index + 1) in ("week", "month", "year"):
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

    def _season(self, index: int, certain: bool = False) -> Read | None:
        """ "the summer of 2021", "summer 2021", "in the spring"."""
        stream = self.stream
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
        behind = stream.text[stream.end(at) : stream.end(at) + 1]
        if certain or (article and behind in (" ", ".", ",", ";", "", "\n", ")")):
            return make(stream, index, after, Kind.SEASON, name=name, rule="season")
        return None

    def _quarter(self, index: int) -> Read | None:
        """ "Q1 2021", "the first quarter of 2021", "the financial year 2020/21"."""
        stream = self.stream
        at = index + 1 if stream.kind(index) == "the" else index
        low = stream.low(at)
        number, after = 0, at + 1
        if stream.kind(at) == "x" and low in ("q1", "q2", "q3", "q4"):
            number = int(low[1])
        elif stream.kind(at) in ("ordinal", "ordinal_word", "last") and stream.next(at + 1) == "quarter":
            number = stream.number(at) if stream.kind(at) != "last" else 4
            after = at + 2
            if stream.next(after) == "of":
                after += 1
        elif stream.kind(at) == "financial" and stream.next(at + 1) == "unit":
            if stream.next(at + 2) == "years":
                inner = read_date(stream, at + 2)
                return (replace(inner[0], start=stream.start(index)), inner[1]) if inner else None
            return None
        if not 1 <= number <= 4:
            return None
        if stream.next(after) == "year":
            return make(
                stream,
                index,
                after + 1,
                Kind.QUARTER,
                number=number,
                year=stream.number(after),
                rule="quarter",
                period=True,
            )
        value = stream.tokens[after].value if stream.next(after) == "years" else None
        if isinstance(value, tuple):
            return make(
                stream,
                index,
                after + 1,
                Kind.QUARTER,
                number=number,
                year=value[0],
                name="financial",
                rule="quarter",
                period=True,
            )
        return None

    # -- feasts --------------------------------------------------------------------------------------------------

    def _feast(self, start: int) -> Read:
        """The named day that begins at character `start`, with its year or the date that follows it."""
        stream = self.stream
        end, name, exact = self.feasts[start]
        after = next((n for n in self._tokens_from(start) if stream.start(n) >= end), len(stream.tokens))
        found = Expression(start, end, Kind.FEAST, name=name, rule="named day", rough=not exact)
        gap = stream.text[end : stream.start(after)] if after < len(stream.tokens) else "x"
        if gap.strip(" \xa0\n") == "" and after < len(stream.tokens):
            step = after + 1 if stream.kind(after) == "comma" else after
            if step == after or stream.next(step):
                if stream.kind(step) == "the" and stream.next(step + 1) in DAY_KINDS:
                    dated = read_date(stream, step)
                else:
                    dated = read_date(stream, step) if stream.kind(step) in _DATE_STARTERS else None
                if dated is not None and dated[0].kind is Kind.DATE and dated[0].until is None:
                    return replace(dated[0], start=start), dated[1]
            if stream.kind(after) == "year":
                return replace(found, year=stream.number(after), end=stream.end(after)), after + 1
        return found, after

    def _tokens_from(self, start: int) -> range:
        tokens = self.stream.tokens
        low, high = 0, len(tokens)
        while low < high:
            middle = (low + high) // 2
            if tokens[middle].start < start:
                low = middle + 1
            else:
                high = middle
        return range(low, len(tokens))

    def _feast_qualified(self, index: int) -> Read | None:
        """ "last Christmas", "this Easter", "the bank holiday"."""
        start = self.stream.end(index) + 1
        if start not in self.feasts:
            return None
        found, after = self._feast(start)
        which = {"last": "last", "this": "this", "next": "next"}.get(self.stream.kind(index), "")
        return replace(found, start=self.stream.start(index), which=which), max(after, index + 1)

    def _feast_only(self, start: int) -> int:
        """Takes a named day whose words are no tokens; the index of the token to go on from."""
        found, after = self._feast(start)
        read = self._with_clock(found, after) if found.kind is Kind.FEAST else (found, after)
        self.found.append(colour(self.stream, read[0], after))
        return read[1]


_STANDS_ALONE = frozenset(
    ("date", "compact", "weekday", "weak_weekday", "month", "weak_month", "day_month", "pair", "month_year", "year", "years",
     "clock", "dotted", "military", "noon", "today", "tonight", "weekend", "overnight", "season", "week_mark", "every", "half")
)  # fmt: skip
_PLAIN_WORDS = frozenset(
    "and he she they it i we the when a an my his her their to but in for with by on that there was were or as while so then "
    "until till from which who someone last this".split()
)
_NEVER_TIMED = (Kind.YEAR, Kind.MONTH, Kind.SPAN, Kind.FINANCIAL, Kind.SEASON, Kind.QUARTER, Kind.VAGUE)


def _may_join(left: Expression, right: Expression) -> bool:
    """Can these be the two ends of one period?"""
    if left.until is not None or right.until is not None or left.kind is Kind.CLOCK or right.kind is Kind.CLOCK:
        return False
    days = (Kind.DATE, Kind.DAY, Kind.FEAST, Kind.NTH)
    if left.kind in days and right.kind in days:
        return True
    if left.kind in (Kind.MONTH, Kind.DATE) and right.kind in (Kind.MONTH, Kind.DATE):
        return True
    if left.kind is right.kind and left.kind in (Kind.YEAR, Kind.WEEKDAY, Kind.QUARTER, Kind.SEASON):
        return True
    if left.kind is Kind.MONTH and right.kind is Kind.SHIFT and right.amount == 0:
        return True
    return left.kind is Kind.WEEKDAY and right.kind in (Kind.SHIFT, Kind.WEEKDAY) and not right.whole
