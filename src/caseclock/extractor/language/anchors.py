"""Places expressions of time on the calendar, and says from what each was placed.

One reading for narrative and letters alike: each expression leans on what its own words ask for. "The following day"
counts from the date the text is talking about, "yesterday" from the day it was written: a message's own, a log entry's
own, the paper's; in words that another tells, the day on which they were said.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from caseclock.extractor.language.calendar_days import add_days
from caseclock.extractor.language.time_apposition import more_exact
from caseclock.extractor.language.time_expression import Clock, Expression, Kind
from caseclock.extractor.language.time_halves import end_of, settled
from caseclock.extractor.language.time_leaning import Leaning
from caseclock.extractor.language.time_passages import passages_of
from caseclock.extractor.language.time_placing import Span
from caseclock.extractor.language.time_recalling import Recollection
from caseclock.extractor.language.time_scene import Scene
from caseclock.extractor.language.time_settling import place
from caseclock.extractor.language.times import find_times
from caseclock.models.mention import TimeMention, TimeRole
from caseclock.models.text import Block, Message
from caseclock.models.when import Precision


def read_times(
    text: str, dated: date | None = None, blocks: Sequence[Block] = (), messages: Sequence[Message] = ()
) -> tuple[TimeMention, ...]:
    """Finds and settles every expression of time in `text`, written on the day `dated`."""
    return settle(text, find_times(_kept_apart(text, blocks)), dated=dated, blocks=blocks, messages=messages)


def _kept_apart(text: str, blocks: Sequence[Block]) -> str:
    """The text with a bar at each block's end: a date that ends a heading has nothing to do with the line below it."""
    if not blocks:
        return text
    pieces: list[str] = []
    at = 0
    for end in sorted({block.end for block in blocks}):
        if end < len(text) and text[end] == "\n":
            pieces += (text[at:end], "\t")
            at = end + 1
    return "".join([*pieces, text[at:]])


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
    if not expressions:
        return ()
    passages = passages_of(text, blocks)
    scene = Scene(text, passages, dated, written, messages, Recollection(text, passages, expressions))
    return Settler(scene, tuple(expressions), earliest, latest).run()


class Settler:
    """Settles expressions from the first to the last; each may lean on those before it."""

    def __init__(
        self, scene: Scene, expressions: tuple[Expression, ...], earliest: date | None, latest: date | None
    ) -> None:
        self.scene, self.expressions = scene, expressions
        self.lean = Leaning(scene, expressions, earliest, latest)

    def run(self) -> tuple[TimeMention, ...]:
        """The mentions, one for each expression."""
        mentions = []
        for number, found in enumerate(self.expressions):
            mention = self._settle(number, found)
            if mention is not None:
                mentions.append(mention)
        return tuple(more_exact(self.scene.text, mentions))

    def _settle(self, number: int, found: Expression) -> TimeMention | None:
        scene = self.scene
        passage = scene.passage_at(found.start) if scene.passages else 0
        if scene.passages and (scene.passages[passage].clock_lead or scene.passages[passage].row):
            scene.entry_day(passage)
        self.lean.anchor = None
        if found.kind is Kind.CLOCK and found.clock is None and not self._of_a_day(found, passage):
            return None  # "in the early hours" of no day: tells when it happens, not when it happened
        span = place(self.lean, number, found, passage)
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
            clock, later = settled(scene=self.scene, found=found, clock=clock, day=first, passage=passage)
            if later and first == last:
                first = last = add_days(first, later)
            small_hours = found.part == "night" and clock.hour < 5 and self._names_a_night(found)
            if small_hours and first == last and found.rule != "same":
                first = last = add_days(first, 1)  # "last night at 1am" was after midnight
            end = end_of(found.clock_end, clock) if found.clock_end else None
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
            relative=self.lean.anchor is not None or _leans(found),
            anchor=self.lean.anchor,
            repeated=found.repeated,
            bound=found.bound,
            clock_only=found.kind is Kind.CLOCK,
            rule=found.rule,
        )

    def _names_a_night(self, found: Expression) -> bool:
        """ "last night", "Friday night", "the night of 9 June": the night that began that evening."""
        if found.kind in (Kind.SHIFT, Kind.WEEKDAY):
            return True
        words = self.scene.text[found.start : found.start + 9].lower()
        return found.kind is Kind.DATE and words.removeprefix("the ").startswith("night")

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
        return self.lean.writing(found, passage)[0]


_ALWAYS_LEANS = (Kind.SHIFT, Kind.SPAN, Kind.CLOCK, Kind.WEEKDAY, Kind.WEEKEND, Kind.VAGUE, Kind.DAY)


def _leans(found: Expression) -> bool:
    """Do the words alone leave the date open?"""
    return found.year is None or found.kind in _ALWAYS_LEANS


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
