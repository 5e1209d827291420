"""What a relative expression can lean on: the dates told before it, the entry it stands in, the day it was written."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from caseclock.extractor.language.calendar_days import add_days
from caseclock.extractor.language.time_expression import Expression
from caseclock.extractor.language.time_passages import Passage
from caseclock.models.mention import TimeMention, TimeRole
from caseclock.models.text import Message

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*[\s\xa0]+(?=[\"'“‘(]?[A-Z0-9])|\n[ \t>]*\n")
# Read with a line's end before it: that every match begins with what is no letter makes the search fast.
_PERSONAL = re.compile(r"[^A-Za-z0-9_\w](?:I|my|My|me|we|We|our|Our|us)\b")
_ENOUGH = 20_000  # characters by which it is clear whether a text says "I"
_REPORTING = re.compile(
    r"\b(?:said|told|report(?:s|ed|ing)|stat(?:es|ed|ing)|advis(?:es|ed|ing)|not(?:es|ed)|wrote|complain(?:s|ed|ing)|inform(?:s|ed)|"
    r"explain(?:s|ed)|claim(?:s|ed)|alleg(?:es|ed)|ask(?:s|ed)|describ(?:es|ed)|confirm(?:s|ed)|rang|called|emailed|added)\b",
    re.IGNORECASE,
)
_TOLD_HEADING = re.compile(r"\b(?:told|tell|report(?:ed)? to|who did you|action taken|informed)\b", re.IGNORECASE)
_DUE_HEADING = re.compile(r"\b(?:due|target|review by|deadline|next)\b", re.IGNORECASE)


@dataclass(slots=True)
class Placed:
    """A settled mention with where it stands and whether others may lean on it."""

    mention: TimeMention
    passage: int
    worthy: bool
    fixed_year: bool
    day_level: bool
    leading: bool = False


@dataclass(slots=True)
class Scene:
    """The text, its passages, and all that is settled so far (in order of the text)."""

    text: str
    passages: list[Passage]
    dated: date | None
    written: datetime | None
    messages: Sequence[Message]
    placed: list[Placed] = field(default_factory=list)
    by_passage: dict[int, list[Placed]] = field(default_factory=dict)
    entry_days: dict[int, date] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _personal: dict[int, bool] = field(default_factory=dict)
    _speaks: dict[int, bool] = field(default_factory=dict)
    _rollover: dict[int, tuple[date, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [passage.start for passage in self.passages]

    # -- where -----------------------------------------------------------------------------------------------------

    def passage_at(self, at: int) -> int:
        """The index of the passage that character `at` is in (0 for what stands before the first)."""
        return max(0, bisect_right(self._starts, at) - 1)

    def message_at(self, at: int) -> int:
        """The index of the innermost message around character `at`, -1 where there is none."""
        best = -1
        for number, message in enumerate(self.messages):
            if message.start <= at < message.end and (
                best < 0 or message.end - message.start <= self.messages[best].end - self.messages[best].start
            ):
                best = number
        return best

    def personal(self, at: int) -> bool:
        """Does the message around `at` speak as I or we?"""
        number = self.message_at(at)
        if number not in self._personal:
            start, end = (0, len(self.text))
            if number >= 0:
                start, end = self.messages[number].start, self.messages[number].end
            body = self.text[start : min(end, start + _ENOUGH)]
            said = len(_PERSONAL.findall("\n" + body))
            self._personal[number] = said >= 2 and said * 500 >= len(body)
            self._speaks[number] = said * 300 > len(body)
        return self._personal[number]

    def speaks(self, at: int) -> bool:
        """Does the message around `at` say I, we, my or our at all, beyond a quotation here and there?"""
        self.personal(at)
        return self._speaks[self.message_at(at)]

    def same_sentence(self, first: int, second: int) -> bool:
        """Do two places stand in one sentence?"""
        return second - first < 600 and _SENTENCE_END.search(self.text, first, second + 1) is None

    # -- the day of writing ----------------------------------------------------------------------------------------

    def written_at(self, at: int) -> tuple[date | None, time | None]:
        """The day (and time, where known) on which the words around `at` were written."""
        number = self.message_at(at)
        sent = self.messages[number].sent if number >= 0 else None
        if sent is not None:
            return sent.date(), sent.time()
        if self.written is not None and number <= 0:
            return self.written.date(), self.written.time()
        return self.dated, None

    def entry_day(self, passage: int) -> date | None:
        """The day of a log entry: the last of its leading dates, or that of the heading it stands under."""
        entry = self.passages[passage]
        if passage in self.entry_days:
            return self.entry_days[passage]
        if not entry.row and entry.clock_lead is None:
            return None
        head = self._head_day(passage)
        if head is None or entry.clock_lead is None:
            return head
        minutes = entry.clock_lead[0] * 60 + entry.clock_lead[1]
        day = head
        before = self._rollover.get(self.passages[passage].parent)
        if before is not None and before[0] >= head:
            day = before[0]
            if minutes < before[1] - 360:
                day = add_days(day, 1)
        self._rollover[entry.parent] = (day, minutes)
        self.entry_days[passage] = day
        return day

    def _head_day(self, passage: int) -> date | None:
        """The date of the nearest heading above, if it has one."""
        number = passage - 1
        for _ in range(400):
            if number < 0:
                return None
            above = self.passages[number]
            if above.heading:
                for placed in self.by_passage.get(number, ()):
                    if (
                        placed.day_level
                        and placed.mention.from_ is not None
                        and placed.mention.from_ == placed.mention.to
                    ):
                        return placed.mention.from_
                if above.block is not None:
                    return None
            elif not above.row and above.clock_lead is None:
                days = self.by_passage.get(number, ())
                if days and days[0].day_level and days[0].mention.start - above.start < 40:
                    return days[0].mention.from_
            number -= 1
        return None

    def told_cell(self, passage: int, at: int) -> bool:
        """Does `at` stand in a cell under a heading such as "Told anybody?"?"""
        block = self.passages[passage].block
        if block is None:
            return False
        return any(cell.start <= at < cell.end and _TOLD_HEADING.search(cell.header) for cell in block.cells)

    def due_cell(self, passage: int, at: int) -> bool:
        """Does `at` stand in a cell under a heading such as "Due"?"""
        block = self.passages[passage].block if self.passages else None
        if block is None:
            return False
        return any(cell.start <= at < cell.end and _DUE_HEADING.search(cell.header) for cell in block.cells)

    # -- what was told before ----------------------------------------------------------------------------------------

    def add(self, mention: TimeMention, found: Expression, passage: int, fixed_year: bool) -> None:
        """Keeps a settled mention."""
        held = mention.from_ is not None and mention.to is not None
        plan = found.deadline or found.compared or mention.bound is not None or mention.role is TimeRole.DEADLINE
        span = (mention.to - mention.from_).days if mention.from_ and mention.to else 9999
        plan = plan or self._past_midnight(mention, passage)
        placed = Placed(mention, passage, held and not plan, fixed_year and held, held and span <= 14)
        row = self.passages[passage] if self.passages else None
        if (
            row is not None
            and row.row
            and placed.day_level
            and not mention.clock_only
            and self._leads(row, passage, placed)
        ):
            placed.leading = True
            day = mention.to if mention.to is not None and span <= 1 else mention.from_
            if day is not None:
                self.entry_days[passage] = max(day, self.entry_days.get(passage, day))
        self.placed.append(placed)
        self.by_passage.setdefault(passage, []).append(placed)

    def _past_midnight(self, mention: TimeMention, passage: int) -> bool:
        """Is it the small hours of a night told of by its evening? "Two days later" counts from the evening."""
        if not mention.clock_only or mention.time is None or mention.time >= "05:00" or mention.from_ is None:
            return False
        own = [p.mention for p in self.by_passage.get(passage, ()) if p.worthy and p.day_level]
        return bool(own) and own[-1].to is not None and mention.from_ - own[-1].to == timedelta(1)

    def _leads(self, row: Passage, passage: int, placed: Placed) -> bool:
        """Is this one of the dates that head a log entry?"""
        mention = placed.mention
        if mention.relative and mention.anchor and row.block is None and self.by_passage.get(passage):
            return False
        if row.block is not None and row.block.cells:
            for cell in row.block.cells:
                if cell.start <= mention.start < cell.end:
                    alone = len(cell.text.strip()) <= len(mention.quote) + 6
                    return alone and not _DUE_HEADING.search(cell.header) and not _TOLD_HEADING.search(cell.header)
        before = [other for other in self.by_passage.get(passage, ()) if not other.mention.clock_only]
        if before and not before[-1].leading:
            return False
        last = self.by_passage.get(passage, [])
        start = last[-1].mention.end if last else row.start
        gap = self.text[start : mention.start]
        return len(gap) <= 40 and len(gap.split()) <= 4 and "." not in gap.strip(" .") and "|  " not in gap

    def frame(self, passage: int, day_level: bool = True) -> Placed | None:
        """The date that a passage as a whole is about: its latest that others may lean on."""
        found = [p for p in self.by_passage.get(passage, ()) if p.worthy and (p.day_level or not day_level)]
        if not found:
            return None
        if not day_level:
            return found[-1]
        exact = [p for p in found if p.mention.from_ == p.mention.to] or found
        return max(exact, key=lambda p: (p.mention.to or date.min, -p.mention.start))

    def anchor_before(self, found: Expression, passage: int, day_level: bool = True) -> Placed | None:
        """The date in the text that an expression leans on: in its passage first, then in those it stands under."""
        own = [p for p in self.by_passage.get(passage, ()) if p.worthy and (p.day_level or not day_level)]
        # the date that heads an entry yields to one told in it
        own = [p for p in own if not p.leading] or own
        if own:
            last = own[-1]
            if self.same_sentence(last.mention.end, found.start) or last.mention.clock_only:
                return last
            near = [p for p in own if self.same_sentence(p.mention.end, last.mention.start) or p is last]
            near = [p for p in near if p.mention.from_ == p.mention.to] or near
            return max(near, key=lambda p: (p.mention.to or date.min, p.mention.start))
        return self._above(found.start, passage, day_level)

    def _above(self, at: int, passage: int, day_level: bool) -> Placed | None:
        message = self.message_at(at)
        node, steps = passage, 0
        while steps < 60:
            before = self.passages[node].previous
            while before >= 0 and steps < 60:
                steps += 1
                if (found := self.frame(before, day_level)) is not None:
                    return found if self.message_at(found.mention.start) == message else None
                before = self.passages[before].previous
            node = self.passages[node].parent
            if node < 0:
                return None
            steps += 1
            if (found := self.frame(node, day_level)) is not None:
                return found if self.message_at(found.mention.start) == message else None
        return None

    def last_placed(self, at: int) -> Placed | None:
        """The last date before `at` in the same message that fixes a year."""
        message = self.message_at(at)
        for placed in reversed(self.placed[-60:]):
            if placed.worthy and self.message_at(placed.mention.start) == message:
                return placed
        return None

    def quoted_or_reported(self, found: Expression, passage: int) -> Placed | None:
        """The date that dates the words around `found`, where these are somebody's words told by another."""
        own = [p for p in self.by_passage.get(passage, ()) if p.worthy and p.day_level and not p.mention.clock_only]
        if not own:
            return None
        anchor = own[-1]
        between = self.text[anchor.mention.end : found.start]
        if not self.same_sentence(anchor.mention.end, found.start):
            return None
        if between.count("“") > between.count("”") or between.count('"') % 2 == 1:
            return anchor
        lead = self.text[max(0, anchor.mention.start - 60) : anchor.mention.start]
        told = _REPORTING.search(between) or (_REPORTING.search(lead) and re.match(r"\s*,?\s*that\b", between))
        return anchor if told and re.search(r"\bthat\b|:|,", between) else None
