"""Finds expressions of time as written. See first, date later: nothing is placed on the calendar here."""

from caseclock.extractor.language.time_clock import CLOCK_STARTERS, read_clock
from caseclock.extractor.language.time_context import colour, is_address, is_rule_window, makes_sense
from caseclock.extractor.language.time_days import DAY_KINDS, Read, make
from caseclock.extractor.language.time_expression import Expression, Kind, Origin, replace
from caseclock.extractor.language.time_named import DATE_STARTERS, Reading, read_feast
from caseclock.extractor.language.time_of_day import read_clock_led, with_clock
from caseclock.extractor.language.time_ranges import read_listed_days, read_range, read_simple
from caseclock.extractor.language.time_relative import RELATIVE_STARTERS
from caseclock.extractor.language.time_scan import Feasts, tokenise
from caseclock.extractor.language.time_stream import Stream
from caseclock.extractor.language.time_tokens import Token

_MORE_STARTERS = (
    "since between from rough early season week_mark unit part overnight on in every just over more financial at"
)
_STARTERS = DATE_STARTERS | RELATIVE_STARTERS | CLOCK_STARTERS | frozenset(_MORE_STARTERS.split())


def _near(feasts: Feasts, token: Token) -> bool:
    """Does a named day begin at a token, or right behind it?"""
    return token.start in feasts or token.end + 1 in feasts or token.end + 2 in feasts


def find_times(text: str) -> tuple[Expression, ...]:
    """Every expression of time in `text`, in order, none overlapping another."""
    return Finder(text).run()


class Finder:
    """One pass over the tokens of a text; each expression is read as far as it goes, and the next begins behind it."""

    def __init__(self, text: str) -> None:
        tokens, self.feasts = tokenise(text)
        self.stream = Stream(text, tokens)
        self.reading = Reading(self.stream, self.feasts)
        self.found: list[Expression] = []

    def run(self) -> tuple[Expression, ...]:
        """All expressions, in order."""
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
            token = tokens[index]
            if token.start != start:
                continue
            kind = token.kind
            if not token.live and (not feasts or not _near(feasts, token)):
                index += 1
            elif (kind in _STARTERS and self._may_begin(kind, index, bool(feasts))) or start in feasts:
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

    def _take(self, index: int) -> int:
        """Reads what begins at `index`, keeps it if it makes sense; the index to go on from."""
        stream = self.stream
        if stream.kind(index) == "every":
            return self._frequency(index)
        listed = read_listed_days(self.reading, index)
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
        plain = found.kind is Kind.DATE and not found.week and not found.part
        led = self.stream.kind(index) == "the" and self.stream.kind(index + 1) in DAY_KINDS
        if plain and led and found.start == self.stream.start(index):
            return replace(found, start=self.stream.start(index + 1))
        return found

    def _excluded(self, found: Expression, after: int) -> bool:
        """Lengths and windows that look like dates: "14 working days later" right behind the date it is said of."""
        if (
            is_rule_window(self.stream.text, found)
            or is_address(self.stream.text, found)
            or (found.rule == "weekdays" and not found.part)
        ):
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
            opened = read_range(self.reading, index) or read_clock_led(self.reading, index)
            hour = opened is None and kind == "from" and stream.next(index + 1) == "number"
            return read_clock_led(self.reading, index + 1) if hour else opened  # "again from eleven."
        if kind in ("on", "in", "at"):
            return self._on_or_about(index)
        if kind in ("rough", "just", "over", "more"):
            return self._rough(index)
        read = read_range(self.reading, index)
        return read

    def _since(self, index: int) -> Read | None:
        stream = self.stream
        at = index + 1
        if stream.next(at) in ("rough", "at"):
            at += 1
        if not stream.next(at):
            return self._feast_behind(index)
        inner = read_simple(self.reading, at)
        if inner is None:
            return None
        found, after = inner
        if found.wants_context and not makes_sense(stream, at, after, found):
            return None
        if found.kind is Kind.CLOCK or (found.rule in ("ago",) and found.unit in ("minute", "hour")):
            return replace(found, start=stream.start(index)), after
        return replace(
            found, start=stream.start(index), open_end=True, bound="since", period=True, wants_context=False
        ), after

    def _feast_behind(self, index: int) -> Read | None:
        end = self.stream.end(index)
        for gap in (1, 2):
            if end + gap in self.feasts:
                read = read_feast(self.reading, end + gap)
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
            if (stream.kind(step) == "same" and stream.next(step + 1) == "time") or (
                stream.kind(at) in ("this", "that") and stream.next(at + 1) == "time"
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
        if (
            timed is not None
            and stream.kind(first) in CLOCK_STARTERS
            and (clocked := read_clock_led(self.reading, first))
        ):
            return clocked
        if stream.kind(first) == "over" and stream.low(first) in ("throughout", "within"):
            return None
        back = at - 1 if at > first and stream.kind(at - 1) == "the" else at
        read = read_range(self.reading, back) or (read_range(self.reading, at) if back != at else None)
        if read is None or read[0].kind is Kind.CLOCK:
            return None
        found, after = read
        if stream.kind(first) == "over" and (found.rule not in ("later", "ago", "earlier", "after that")):
            if found.kind is not Kind.SPAN and found.kind is not Kind.WEEKEND:
                return None
            return replace(found, start=stream.start(first), period=True), after
        if found.wants_context and found.kind is not Kind.MONTH and not makes_sense(stream, at, after, found):
            return None
        if stream.kind(first) in ("over", "more") and found.rule in ("later", "after that"):
            # "more than a month later": no day, only what it was not before (or, of "less", not after)
            bound = "until" if stream.low(first) in ("less", "under", "within") else "since"
            return replace(found, start=stream.start(first), rough=True, bound=bound, wants_context=False), after
        said_of = found.kind in (Kind.SHIFT, Kind.WEEKDAY, Kind.WEEKEND) and found.rule in _NEVER_ROUGH
        if stream.low(first) == "about" and said_of:
            return read  # "rang about last night": what it was about, not roughly when
        return replace(found, start=stream.start(first), rough=True, wants_context=False), after

    def _feast_only(self, start: int) -> int:
        """Takes a named day whose words are no tokens; the index of the token to go on from."""
        found, after = read_feast(self.reading, start)
        read = with_clock(self.reading, found, after) if found.kind is Kind.FEAST else (found, after)
        self.found.append(colour(self.stream, read[0], after))
        return read[1]


_NEVER_ROUGH = ("last night", "today", "weekday", "weekend", "last weekend", "this", "that")
_ALONE_KINDS = (
    "date compact weekday weak_weekday month weak_month day_month pair month_year year years clock dotted "
    "military noon today tonight weekend overnight season week_mark every half "
)
_STANDS_ALONE = frozenset(_ALONE_KINDS.split())
