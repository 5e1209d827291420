"""Running prose, lists and letters to events.

A date governs what follows it, down a list and into its sub-points, until the text moves on. What a person says
happened, and when they said so, stay apart: the telling becomes the report of the incidents that it tells of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from caseclock.extractor.language.clauses import Clause, Segment, segments
from caseclock.extractor.language.context import Context, Voice
from caseclock.extractor.language.narration import Teller
from caseclock.extractor.language.passages import Passage, TellerState
from caseclock.extractor.language.sections import Mode, mode_of
from caseclock.extractor.language.sentences import Span, quoted_speech, sentences
from caseclock.models.document import Block, Role
from caseclock.models.event import Event
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
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_PART_OF_DAY = re.compile(r"\b(?:on|at|about|around|early|late|in|the|morning|afternoon|evening|night|hours)\b", re.I)
_DETERMINATION = re.compile(r"determination|^\W*decision\b|^\W*final decision", re.IGNORECASE)


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
        self.determination = False  # under a heading such as "Determination": what is said there is the decision
        self.message = -1
        self.levels: list[_Level] = []
        self.speech: list[Span] = []  # the quoted speech of the block
        self.previous: Governor | None = None
        self.note, self.inbound = note, inbound
        self.teller = Teller(context, 0, note=note, inbound=inbound)

    def read(self) -> list[Event]:
        """The events of the paper's prose, in the order of its text."""
        events: list[Event] = []
        for block in self.context.paper.text.blocks:
            if block.message != self.message:
                events += self.teller.finish()
                self._start_message(block.message)
            if block.role is Role.HEADING:
                events += self.teller.finish()
                self._heading(block)
            elif block.role in (Role.PARAGRAPH, Role.ITEM) and self.mode is not Mode.RULES:
                self._block(block)
                events += self.teller.take()
        return events + self.teller.finish()

    def read_note(self, block: Block, governor: Governor) -> list[Event]:
        """The events of a stretch that has a day of its own, such as the text of a dated note."""
        self._start_message(block.message)
        for sentence in sentences(self.text, block.start, block.end):
            governor = self._sentence(sentence, governor, block) or governor
        return self.teller.finish()

    def _start_message(self, message: int) -> None:
        self.message = message
        self.levels, self.previous = [], None
        self.teller = Teller(self.context, message, note=self.note, inbound=self.inbound)

    def _heading(self, block: Block) -> None:
        words = self.text[block.start : block.end]
        mode = mode_of(words)
        if mode is not None:
            self.mode = mode
            self.determination = bool(_DETERMINATION.search(words))
            self.previous, self.levels = None, []
        dates = [t for t in self.context.times_in(block.start, block.end) if t.from_]
        if dates and len(words) < 60:
            self.previous = Governor(dates[-1].when(), False)

    def _block(self, block: Block) -> None:
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
            governor = self._sentence(sentence, governor, block)
            last = self.text[sentence.start : sentence.end]
            if self._is_date_alone(sentence):
                lasting = governor = replace(governor, alone=True) if governor else None
            elif self.context.speaker(self.message).voice is Voice.AGENCY:
                governor = lasting  # a letter goes from matter to matter: each sentence dates itself
        self.teller.end_block()
        if not self.levels or block.level > self.levels[-1].level:
            self.levels.append(_Level(block.level, governor, self.teller.snapshot(last)))
        if block.level == 0 and governor is not None:
            self.previous = governor

    def _is_date_alone(self, sentence: Span) -> bool:
        """ "18 November 2023, evening.": a sentence that only gives the date of what follows."""
        times = self.context.times_in(sentence.start, sentence.end)
        if not any(t.from_ for t in times) or sentence.end - sentence.start > 60:
            return False
        rest, at = "", sentence.start
        for time in times:
            rest, at = rest + self.text[at : time.start] + " ", max(at, time.end)
        return not _LETTERS.search(_PART_OF_DAY.sub("", rest + self.text[at : sentence.end]))

    def _after_number(self, block: Block) -> int:
        """Where the words of a list item begin, after its number."""
        if not block.number:
            return block.start
        match = re.compile(rf"\s*\(?{re.escape(block.number)}[.):]*\s+").match(self.text, block.start, block.end)
        return match.end() if match else block.start

    def _carried(self) -> Governor | None:
        """The date that a new paragraph takes over: only in a narrative told from outside."""
        if self.previous is None or self.mode is not Mode.NARRATIVE:
            return None
        if self.context.speaker(self.message).voice is not Voice.REPORTER:
            return None
        return replace(self.previous, own_block=False)

    def _sentence(self, sentence: Span, governor: Governor | None, block: Block) -> Governor | None:
        judged = self.mode in (Mode.FINDINGS, Mode.ORDERS)
        before: Clause | None = None
        before_it = governor  # the date in force before this sentence
        if _RESETS.match(self.text[sentence.start : sentence.end]):
            governor = None
        speech = [q for q in self.speech if q.start < sentence.end and sentence.start < q.end]
        for segment in segments(self.text, sentence, self.context.times_in(sentence.start, sentence.end), speech):
            own = segment.time is not None
            governed = Governor(segment.time.when(), True, sentence.start) if segment.time is not None else governor
            if not segment.aside:
                governor = governed
            date_of_stretch = self._when(segment, governed, own)
            for clause in segment.clauses:
                when = date_of_stretch
                if self._is_speech(clause, speech):
                    continue
                elsewhen = own and self._at_other_time(clause, segment)
                dated = own and not elsewhen
                if dated and self._says_what_was_then(clause, segment):
                    dated, when = False, self._when(Segment(clause.start, clause.end, None), before_it, False)
                verdict = False
                if judged and not own and self._is_verdict(clause):
                    dated, verdict, when = True, True, self._day_of_paper()
                elif judged and not own and (clause.act is None or clause.negated):
                    continue
                if own and clause.act is None and self._happened_again(clause, before):
                    self.teller.repeat(Span(clause.start, clause.end), when)
                    continue
                back = (judged and not verdict) or segment.aside or elsewhen
                if back and not dated and not segment.aside:
                    when = When(start=None, end=None, precision=Precision.UNDATED)
                passage = Passage(
                    clause,
                    Span(clause.start, clause.end),
                    when,
                    dated,
                    back,
                    block,
                    sentence,
                    self._since(governed, own, sentence),
                )
                self.teller.clause(passage)
                before = clause
            if segment.also and not segment.aside:
                self.teller.repeat_on([time.when() for time in segment.also], segment)
        return governor

    def _happened_again(self, clause: Clause, before: Clause | None) -> bool:
        """ "... and again on 6 May"; "The same again on Saturday night": no words of its own but the day."""
        words = self.text[clause.start : clause.end].replace("\n", " ")
        return bool(_SAME_AGAIN.match(words) or (before is not None and _AGAIN.match(words)))

    def _since(self, governed: Governor | None, own: bool, sentence: Span) -> int | None:
        """Where an account begins whose day stands in a sentence just before: both are cited together."""
        if own or governed is None or not governed.own_block or governed.at is None:
            return None
        if self.context.speaker(self.message).voice is Voice.REPORTER or sentence.start - governed.at > 320:
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
        return (
            clause.act is not None
            and clause.act.name == "decision"
            and self.mode is Mode.FINDINGS
            and self.determination
            and self.context.paper.document.dated is not None
        )

    def _day_of_paper(self) -> When:
        day = self.context.paper.document.dated
        return When(start=day, end=day, precision=Precision.DAY, text=str(day))

    def _when(self, segment: Segment, governor: Governor | None, own: bool) -> When:
        clock = segment.clock.time if segment.clock else None
        if governor is None:
            if segment.clock is not None and segment.clock.from_ is not None:
                return segment.clock.when()
            if self._is_of_now(segment):
                day = self.context.speaker(self.message).on
                return When(start=day, end=day, time=clock, precision=Precision.APPROXIMATE, text=str(day))
            return When(start=None, end=None, precision=Precision.UNDATED)
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
