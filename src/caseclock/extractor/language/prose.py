"""Running prose, lists and letters to events.

A date governs what follows it, down a list and into its sub-points, until the text moves on. What a person says
happened, and when they said so, stay apart: the telling becomes the report of the incidents that it tells of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from caseclock.extractor.language.clauses import Clause, Segment, segments
from caseclock.extractor.language.context import Context, Voice
from caseclock.extractor.language.narration import Teller
from caseclock.extractor.language.passages import Passage, TellerState
from caseclock.extractor.language.progress_tables import told_cells
from caseclock.extractor.language.report_dates import (
    at_the_meeting,
    dates_another,
    has_answered,
    is_since,
    speaks_of_meeting,
    was_before,
)
from caseclock.extractor.language.sections import (
    Mode,
    are_minutes,
    mode_of,
    said_at_the_meeting,
    tells_nothing_in_minutes,
)
from caseclock.extractor.language.sentence_dates import has_open_date, is_date_alone
from caseclock.extractor.language.sentences import Span, quoted_speech, sentences
from caseclock.extractor.language.telling_verbs import has_finite_verb, is_announced
from caseclock.models.document import DocumentKind
from caseclock.models.event import Event
from caseclock.models.text import Block, Role
from caseclock.models.when import Precision, When

_RESETS = re.compile(
    r"\W*(?:in (?:recent|subsequent|further) (?:contact|correspondence)|more recently|recently|since then|to date|"
    r"at present|currently)\b",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(r"\W*(?:after|since|before|until)\b", re.IGNORECASE)
_AGAIN = re.compile(r"\W*(?:and\s+)?again\s+(?:on|in)\b[^,;]{0,40}$", re.IGNORECASE)
_SAME_AGAIN = re.compile(
    r"^\W*(?:(?:and|then|but|so|yesterday|today|tonight|last night|this morning|on|it was|was|had|exactly"
    r"|just|the|more of)\s+"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+(?:night|morning|evening))?,?\s+)*"
    r"same\s+(?:again|thing|problem|racket|story|carry[- ]on|business|din|as before|only|but|worse)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\bat it (?:again|now)\b|\b(?:right|just|even) now\b|\bas (?:I|we) (?:write|type|speak)\b", re.IGNORECASE
)
_UNDATED = When(start=None, end=None, precision=Precision.UNDATED)
_HEAD = 300  # characters
_DETERMINATION = re.compile(r"determination|^\W*(?:final )?decision\b|^\W*(?:our )?findings?\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Governor:
    """The date in force, and whether it stands in the block that is being read."""

    when: When
    own_block: bool
    at: int | None = None  # where the sentence begins that gave it
    alone: bool = False  # it stood in a sentence by itself: its time of day is that of what follows too


@dataclass(slots=True)
class _Level:
    """What a list item leaves to its sub-items."""

    level: int
    governor: Governor | None
    teller: TellerState


class ProseReader:
    """Reads the prose of one paper. Use `read()` once."""

    def __init__(self, context: Context, *, note: bool = False, inbound: bool = False) -> None:
        self.context = context
        self.text = context.paper.text.text
        self.mode = Mode.NARRATIVE
        self.point = 0  # where the paragraph or the point of a list begins, its sub-points included
        self.before_rules = Mode.NARRATIVE  # a heading that says nothing ends a section of rules
        self.determination = False  # under a heading such as "Determination": what is said there is the decision
        self.message = -1
        self.levels: list[_Level] = []
        self.speech: list[Span] = []  # the quoted speech of the block
        self.previous: Governor | None = None
        self.meeting: Governor | None = None  # the day of the meeting that a report told last
        self.notes = context.paper.document.kind is DocumentKind.CASE_NOTES  # an entry's date is that of all its words
        self.minutes = context.paper.document.kind is DocumentKind.REPORT and are_minutes(self.text[:_HEAD])
        self.reports = False  # told from outside, by an ombudsman or to a committee
        self.note, self.inbound = note, inbound
        self.teller = Teller(context, 0, note=note, inbound=inbound)

    def read(self) -> list[Event]:
        """The events of the paper's prose, in the order of its text."""
        events: list[Event] = []
        told = told_cells(self.context.paper.text.blocks)
        for block in self.context.paper.text.blocks:
            if block.message != self.message:
                events += self.teller.finish()
                self._start_message(block.message)
            if block.role is Role.HEADING or self._is_plain_heading(block):
                events += self.teller.finish()
                self._heading(block)
            elif self.minutes and block.role in (Role.PARAGRAPH, Role.ITEM) and self._tells_nothing(block):
                continue
            elif block.role in (Role.PARAGRAPH, Role.ITEM) and self.mode is not Mode.RULES:
                self._block(block)
                events += self.teller.take()
            elif block.start in told and self.mode is not Mode.RULES:
                for cell in told[block.start]:
                    self.previous = None  # each cell stands alone
                    self._block(cell)
                    events += self.teller.take()
                self.previous = None
        return events + self.teller.finish()

    def read_note(self, block: Block, governor: Governor, *, each: bool = False) -> list[Event]:
        """The events of a stretch that has a day of its own, such as the text of a dated note. With `each`, every
        sentence that gives no day is of that day, whatever the sentence before it told of."""
        self._start_message(block.message)
        for sentence in sentences(self.text, block.start, block.end):
            last = self._sentence(sentence, governor, block)
            governor = governor if each else last or governor
        return self.teller.finish()

    def _start_message(self, message: int) -> None:
        self.message = message
        self.reports = self.context.speaker(message).voice is Voice.REPORTER
        self.levels, self.previous, self.meeting = [], None, None
        self.teller = Teller(self.context, message, note=self.note, inbound=self.inbound)

    def _heading(self, block: Block) -> None:
        words = self.text[block.start : block.end]
        mode = self._mode_in_minutes(words) if self.minutes else mode_of(words)
        if mode is None and self.mode is Mode.RULES and self.reports and not self.minutes:
            mode = self.before_rules
        if mode is not None:
            if mode is not Mode.RULES:
                self.before_rules = mode
            self.mode = mode
            self.determination = bool(_DETERMINATION.search(words))
            self.previous, self.levels = None, []
        if self.reports:
            self.previous = None  # the text moves on
        dates = [t for t in self.context.times_in(block.start, block.end) if t.from_]
        if dates and len(words) < 60:
            self.previous = Governor(dates[-1].when(), False)

    def _mode_in_minutes(self, heading: str) -> Mode:
        """Each item of minutes stands for itself: what the one before it was for says nothing of it."""
        return Mode.RULES if tells_nothing_in_minutes(heading) else mode_of(heading) or Mode.NARRATIVE

    def _tells_nothing(self, block: Block) -> bool:
        return tells_nothing_in_minutes(self.text[block.start : block.end])

    def _is_plain_heading(self, block: Block) -> bool:
        """ "2. Background" in a report: a heading that was read as the item of a list, or as a line of text."""
        words = self.text[block.start : block.end].strip()
        if block.role not in (Role.ITEM, Role.PARAGRAPH) or not self.reports:
            return False
        return len(words) < 70 and words[-1:].isalpha() and not has_finite_verb(words) and mode_of(words) is not None

    def _block(self, block: Block) -> None:
        if block.level == 0:
            self.point = block.start
        if block.level > 0 and self.levels:
            while len(self.levels) > 1 and self.levels[-1].level >= block.level:
                self.levels.pop()
            parent = self.levels[-1]
            governor = replace(parent.governor, own_block=False) if parent.governor else None
            self.teller.under(parent.teller)
        else:
            self.levels = []
            governor = self._carried()
            self.teller.new_block()
        last, lasting = "", None
        self.speech = quoted_speech(self.text, block.start, block.end)
        for sentence in sentences(self.text, self._after_number(block), block.end):
            if self.minutes:
                said = said_at_the_meeting(self.text[sentence.start : sentence.end])
                sentence = Span(min(sentence.start + said, sentence.end), sentence.end)
            governor = self._sentence(sentence, governor, block)
            last = self.text[sentence.start : sentence.end]
            if is_date_alone(self.text, sentence, self.context.times_in(sentence.start, sentence.end)):
                lasting = governor = replace(governor, alone=True) if governor else None
            elif self.context.speaker(self.message).voice is Voice.AGENCY and not self.notes:
                governor = lasting  # a letter goes from matter to matter: each sentence dates itself
        self.teller.end_block()
        if not self.levels or block.level > self.levels[-1].level:
            self.levels.append(_Level(block.level, governor, self.teller.snapshot(last)))
        if governor is not None and (block.level == 0 or self._moves_on(governor)):
            self.previous = governor

    def _moves_on(self, governor: Governor) -> bool:
        """Did the sub-points of a narrative go on to a later day, rather than say what was said of earlier ones?"""
        before = self.previous.when.start if self.previous else None
        later = before is not None and governor.when.start is not None and governor.when.start > before
        return later and governor.own_block and self.reports and not self.teller.content

    def _after_number(self, block: Block) -> int:
        """Where the words of a list item begin, after its number."""
        if not block.number:
            return block.start
        match = re.compile(rf"\s*\(?{re.escape(block.number)}[.):]*\s+").match(self.text, block.start, block.end)
        return match.end() if match else block.start

    def _carried(self) -> Governor | None:
        """The date that a new paragraph takes over: only in a narrative told from outside."""
        if self.previous is None or self.mode is not Mode.NARRATIVE or not self.reports:
            return None
        return replace(self.previous, own_block=False)

    def _sentence(self, sentence: Span, governor: Governor | None, block: Block) -> Governor | None:
        before: Clause | None = None
        before_it = governor  # the date in force before this sentence
        words = self.text[sentence.start : sentence.end]
        if _RESETS.match(words) or (self.reports and is_since(words)):
            governor = None
        elif self.meeting is not None and at_the_meeting(words):
            governor = replace(self.meeting, own_block=False)
        speech = [q for q in self.speech if q.start < sentence.end and sentence.start < q.end]
        for segment in segments(self.text, sentence, self.context.times_in(sentence.start, sentence.end), speech):
            own = segment.time is not None
            governed = Governor(segment.time.when(), True, sentence.start) if segment.time is not None else governor
            if not segment.aside:
                governor = governed
            of_stretch = self._when(segment, governed, own)
            for clause in segment.clauses:
                if self._is_speech(clause, speech):
                    continue
                if own and clause.act is None and self._happened_again(clause, before):
                    self.teller.repeat(Span(clause.start, clause.end), of_stretch)
                    continue
                if self.reports and not own and has_open_date(self.context.times_in(clause.start, clause.end)):
                    of_stretch = _UNDATED
                dated = self._dated(clause, segment, of_stretch, before_it)
                if dated is not None:
                    when, stated, back = dated
                    since = self._since(governed, own, sentence)
                    span = Span(clause.start, clause.end)
                    self.teller.clause(Passage(clause, span, when, stated, back, block, sentence, since))
                    before = clause
            if segment.also and not segment.aside:
                self.teller.repeat_on([time.when() for time in segment.also], segment)
        if self.reports:
            self._look_back(sentence, block)
            self._announced(sentence, block)
            if speaks_of_meeting(words) and governor is not None and governor.at == sentence.start:
                self.meeting = governor
        return governor

    def _look_back(self, sentence: Span, block: Block) -> None:
        if self.mode is Mode.ORDERS:
            return
        days = [(t.start, t.when()) for t in self.context.times_in(sentence.start, sentence.end) if t.from_]
        self.teller.look_back(sentence, block.start, self.point, days, judged=self.mode is Mode.FINDINGS)

    def _dated(
        self, clause: Clause, segment: Segment, of_stretch: When, before_it: Governor | None
    ) -> tuple[When, bool, bool] | None:
        """The date of a clause, whether it is stated for it, and whether the clause only speaks of a thing told
        elsewhere; None for a judgement, which tells of nothing. `of_stretch` is the date of its stretch, `before_it`
        the one in force before the sentence."""
        own, when = segment.time is not None, of_stretch
        judged = self.mode in (Mode.FINDINGS, Mode.ORDERS)
        elsewhen = self._is_elsewhen(clause, segment)
        stated = own and not elsewhen
        if stated and self._says_what_was_then(clause, segment):
            stated, when = False, self._when(Segment(clause.start, clause.end, None), before_it, False)
        if judged and not own:
            if clause.act is None:
                return None
            if self._is_verdict(clause):
                return self._day_of_paper(), True, segment.aside or elsewhen
            if clause.negated:
                return None
            if self.reports and has_answered(self.text[clause.start : clause.end]):
                return _UNDATED, False, segment.aside or elsewhen
        back = judged or segment.aside or elsewhen
        return (_UNDATED if back and not stated and not segment.aside else when), stated, back

    def _is_elsewhen(self, clause: Clause, segment: Segment) -> bool:
        """Is the date in force not that of the clause?"""
        if self._at_other_time(clause, segment):
            return True
        words = self.text[clause.start : clause.end]
        if not self.reports:
            return False
        if segment.time is None:
            return dates_another(words)
        if clause.act is None or clause.types or segment.time.end > clause.start:
            return False
        return was_before(words, clause.opener, self.text[segment.start : segment.time.start])

    def _announced(self, sentence: Span, block: Block) -> None:
        """ "The officer will report again in March 2024": a thing that the report says is to be on a day."""
        words = self.text[sentence.start : sentence.end]
        for time in self.context.times_in(sentence.start, sentence.end):
            at = time.start - sentence.start
            if not is_announced(words, at, time.end - sentence.start) or time.from_ is None or time.clock_only:
                continue
            if not self.teller.told_on(time.from_, sentence.start):
                clause = Clause(sentence.start, sentence.end)
                self.teller.announce(Passage(clause, sentence, time.when(), True, False, block, sentence))

    def _happened_again(self, clause: Clause, before: Clause | None) -> bool:
        """ "... and again on 6 May"; "The same again on Saturday night": no words of its own but the day."""
        words = self.text[clause.start : clause.end].replace("\n", " ")
        return bool(_SAME_AGAIN.match(words) or (before is not None and _AGAIN.match(words)))

    def _since(self, governed: Governor | None, own: bool, sentence: Span) -> int | None:
        """Where an account begins whose day stands in a sentence just before: both are cited together."""
        if own or governed is None or not governed.own_block or governed.at is None:
            return None
        if self.reports or sentence.start - governed.at > 320:
            return None
        return governed.at

    def _is_speech(self, clause: Clause, speech: Sequence[Span]) -> bool:
        """Words inside quotation marks are what was said, not a thing that the paper tells (a victim's words are)."""
        if self.context.speaker(self.message).voice is Voice.VICTIM:
            return False
        return any(q.start < clause.start < q.end and q.end - q.start > 24 for q in speech)

    def _at_other_time(self, clause: Clause, segment: Segment) -> bool:
        """ "... 47 working days after she first reported it": the date of the stretch is not this clause's."""
        if segment.time is None or not _OTHER_TIME.match(self.text[clause.start : clause.end]):
            return False
        return not clause.start <= segment.time.start < clause.end

    def _says_what_was_then(self, clause: Clause, segment: Segment) -> bool:
        """ "The solicitor said that it had written in October": October is not when the solicitor said so."""
        if segment.time is None or clause.end > segment.time.start or clause.act is None or clause.act.name != "talk":
            return False
        if re.match(r"\s*:", self.text[clause.end : clause.end + 3]):  # "You have reported the following: ..."
            return True
        between = (c for c in segment.clauses if clause.start < c.start <= segment.time.start)
        return any(c.opener == "that" for c in between)

    def _is_of_now(self, segment: Segment) -> bool:
        """ "He's at it again", in a message: it is of the day on which the message was sent."""
        speaker = self.context.speaker(self.message)
        if speaker.voice is not Voice.VICTIM or speaker.on is None or not self.context.paper.text.messages:
            return False
        return bool(_NOW.search(self.text[segment.start : segment.end]))

    def _is_verdict(self, clause: Clause) -> bool:
        """A finding of an ombudsman is given on the day of the report."""
        if clause.act is None or clause.act.name != "decision":
            return False
        return self.mode is Mode.FINDINGS and self.determination

    def _day_in_head(self) -> date | None:
        """The day that ends a line at the head of a report, where nothing else dates it."""
        for time in self.context.times_in(0, _HEAD):
            line = self.text[self.text.rfind("\n", 0, time.start) + 1 : time.start]
            ends_line = self.text[time.end : time.end + 1] in ("\n", "")
            if ends_line and time.from_ and time.from_ == time.to and not has_finite_verb(line):
                return time.from_
        return None

    def _day_of_paper(self) -> When:
        day = self.context.paper.document.dated or self._day_in_head()
        if day is None:
            return _UNDATED
        return When(start=day, end=day, precision=Precision.DAY, text=str(day))

    def _when(self, segment: Segment, governor: Governor | None, own: bool) -> When:
        clock = segment.clock.time if segment.clock else None
        if governor is None:
            if segment.clock is not None and segment.clock.from_ is not None:
                return segment.clock.when()
            if self._is_of_now(segment):
                day = self.context.speaker(self.message).on
                return When(start=day, end=day, time=clock, precision=Precision.APPROXIMATE, text=str(day))
            return _UNDATED
        when = governor.when
        if own:
            return when.model_copy(update={"time": when.time or clock})
        precision = when.precision if governor.own_block else Precision.APPROXIMATE
        if precision is Precision.MINUTE:
            precision = Precision.DAY
        time = clock or (when.time if governor.alone and governor.own_block else None)
        return when.model_copy(update={"time": time, "precision": precision})


def prose_events(context: Context) -> list[Event]:
    """The events told in the prose of one paper."""
    return ProseReader(context).read()
