"""What a relative expression can lean on: the dates told before it, the entry it stands in, the day it was written."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from caseclock.extractor.language.calendar_days import add_days
from caseclock.extractor.language.time_expression import Expression
from caseclock.extractor.language.time_passages import Passage, is_quotation
from caseclock.extractor.language.time_recalling import (
    Recollection,
    first_word,
    introduces_words,
    names_another,
    opens_with_actor,
)
from caseclock.extractor.language.time_sayings import announces, came_of_it, goes_on_saying
from caseclock.models.mention import TimeMention, TimeRole
from caseclock.models.text import Message

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*[\s\xa0]+(?=[\"'“‘(]?[A-Z0-9])|\n[ \t>]*\n")
# Read with a line's end before it: that every match begins with what is no letter makes the search fast.
_PERSONAL = re.compile(r"[^A-Za-z0-9_\w](?:I|my|My|me|we|We|our|Our|us)\b")
_AS_MANY = 40  # dates of one passage, of those before an expression, that it may lean on
_LONGEST = 600  # characters of a sentence that are looked back over
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
    recollection: Recollection
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
        return second - first < _LONGEST and _SENTENCE_END.search(self.text, first, second + 1) is None

    def announces(self, at: int) -> bool:
        """Does the sentence around `at` say before it what will be done?"""
        return announces(self._sentence_to(max(0, at - 200), at))

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
            return self._note_day(passage)
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

    def _note_day(self, passage: int) -> date | None:
        """The day of a note or an entry of a diary: the one that it, or the heading it stands under, begins with."""
        node = passage
        while node >= 0:
            if self.recollection.in_notes(node):
                days = self.by_passage.get(node, ())
                first = days[0].mention if days and days[0].day_level else None
                return first.from_ if first is not None and first.from_ == first.to else None
            node = self.passages[node].parent
        return None

    def noted_later(self, found: Expression, passage: int) -> bool:
        """ "Music till four. Rang the office on Monday.": does a diary go on from its own day to what came of it?"""
        if not self.recollection.in_diary(passage, self.passages[passage].parent):
            return False
        start = first_word(self.text, self.passages[passage])
        words = self._sentence_to(start, found.start)
        return words != self.text[start : found.start] and came_of_it(words)

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
        if placed.worthy and placed.day_level and not mention.clock_only and self.passages:
            self.recollection.keep(mention.from_, mention.to, passage)
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

    def told_in(self, passage: int, day_level: bool = True) -> list[Placed]:
        """The last dates told so far in a passage on which others may lean, in order."""
        found: list[Placed] = []
        for placed in reversed(self.by_passage.get(passage, ())):
            if placed.worthy and (placed.day_level or not day_level):
                found.append(placed)
                if len(found) == _AS_MANY:
                    break
        return found[::-1]

    def anchor_before(self, found: Expression, passage: int, day_level: bool = True) -> Placed | None:
        """The date in the text that an expression leans on: in its passage first, then in those it stands under."""
        own = self.told_in(passage, day_level)
        # the date that heads an entry yields to one told in it
        own = [p for p in own if not p.leading] or own
        if own:
            last = own[-1]
            if self.same_sentence(last.mention.end, found.start) or last.mention.clock_only:
                glance = len(own) > 1 and (found.amount or 0) > 0 and _looks_back(last.mention)
                return own[-2] if glance and self.same_sentence(own[-2].mention.end, found.start) else last
            begin = max(last.mention.end, found.start - _LONGEST)
            if self.recollection.recalls(passage) and names_another(self._sentence_to(begin, found.start)):
                return None
            near = [p for p in own if p is last or self.same_sentence(p.mention.end, last.mention.start)]
            near = [p for p in near if p.mention.from_ == p.mention.to] or near
            return max(near, key=lambda p: (p.mention.to or date.min, p.mention.start))
        if self.recollection.recalls(passage) and not self._goes_on(found, passage):
            return self._introducing(passage, day_level)
        if self.passages and is_quotation(self.text, self.passages[passage]) and self.said_on(passage) is not None:
            return None  # "that night" in what somebody wrote is not the night of writing
        return self._above(found.start, passage, day_level)

    def _goes_on(self, found: Expression, passage: int) -> bool:
        """ "The landlord drew up no plan, but wrote the same day": does a paragraph open with what somebody else in the
        one before did on its day? "The damage was repaired the same day" speaks of the day of the damage."""
        if found.amount != 0 or found.unit != "day" or not self.recollection.judged(passage):
            return False
        opened = self.passages[passage]
        start = first_word(self.text, opened)
        return len(self._sentence_to(start, found.start)) == found.start - start and opens_with_actor(self.text, opened)

    def _sentence_to(self, first: int, at: int) -> str:
        """The words of the sentence around `at`, from its beginning (no earlier than `first`) up to `at`."""
        for end in _SENTENCE_END.finditer(self.text, first, at):
            first = end.end()
        return self.text[first:at]

    def _introducing(self, passage: int, day_level: bool) -> Placed | None:
        """The date of the sentence that introduces a list, for a point of it in a section of judgements."""
        node = self.passages[passage].parent
        if node < 0 or self.passages[node].heading or not self.recollection.judged(passage):
            return None
        return self.frame(node, day_level)

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
        own = [p for p in self.told_in(passage) if not p.mention.clock_only]
        for anchor in reversed(own):
            between = self.text[anchor.mention.end : found.start]
            if between.count("“") > between.count("”") or between.count('"') % 2 == 1:
                return anchor
            if not self.same_sentence(anchor.mention.end, found.start):
                break
            lead = self.text[max(0, anchor.mention.start - 60) : anchor.mention.start]
            told = _REPORTING.search(between) or (_REPORTING.search(lead) and re.match(r"\s*,?\s*that\b", between))
            if told and re.search(r"\bthat\b|:|,", between):
                return anchor
        return self._said_before(found, own) or self.said_on(passage)

    def _said_before(self, found: Expression, own: Sequence[Placed]) -> Placed | None:
        """ "On 3 May she rang. She said that ...": the date of the sentences before the one that goes on with it."""
        if not own:
            return None
        words = self._sentence_to(max(own[0].mention.end, found.start - _LONGEST), found.start)
        before = [p for p in own if p.mention.end <= found.start - len(words) and p.mention.from_ == p.mention.to]
        return before[-1] if before and goes_on_saying(words) else None

    def said_on(self, passage: int) -> Placed | None:
        """The date on which the words of a quotation or of a list's point were said: "On 3 May she wrote: ..."."""
        if not self.passages:
            return None
        lead = self.passages[passage].parent if self.passages[passage].level else -1
        if lead < 0 or self.passages[lead].heading:
            return None
        if not introduces_words(self.text, self.passages[lead], self.passages[passage]):
            return None
        exact = [p for p in self.by_passage.get(lead, ()) if p.worthy and p.mention.from_ == p.mention.to]
        return exact[-1] if exact else None


_LOOKING_BACK = ("previous", "earlier", "day before", "after that")


def _looks_back(mention: TimeMention) -> bool:
    """ "signed in the week before": a glance back from a date, after which the text goes on from that date."""
    if mention.rule not in _LOOKING_BACK or mention.anchor is None or mention.to is None:
        return False
    return mention.to.isoformat() < mention.anchor[:10]
