"""The incident that is being told, and the events that are complete."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from caseclock.extractor.language.account import content_words, count_in, references_in, spot, summary
from caseclock.extractor.language.clauses import Segment
from caseclock.extractor.language.context import Context, Voice
from caseclock.extractor.language.heard import heard_in
from caseclock.extractor.language.memory import Memory
from caseclock.extractor.language.passages import Passage, Run, TellerState, Telling, confidence
from caseclock.extractor.language.sentences import Span
from caseclock.extractor.language.who import OTHER, Cast
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event, Told
from caseclock.models.step import Step as S
from caseclock.models.when import Precision, When

_ANOTHER = re.compile(r"\b(?:another|a further|a second|a third|separate|also on|again on)\b", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:the|this|that|these|those|her|his|their|your|my|its|our)\s+(?:\w+\s+){0,2}?"
    r"(?:incidents?|attack|assault|report|complaint|response|letter|email|hearing|arrest|visit|correspondence|damage|"
    r"theft|spraying|break-in)\b",
    re.IGNORECASE,
)
_LEADS_TO_UNREAL = re.compile(
    r"\b(?:would|should|must|could|cannot|until|forbids?|forbade|prohibit\w*|need(?:s|ed)?|required|conditions?|asked|"
    r"wanted|allow|to)\b[^.]*:\s*$",
    re.IGNORECASE,
)
_LEADS_TO_CONTENT = re.compile(
    r"\b(?:said|stated|noted|advised|explained|responded|replied|told|claimed|wrote|complained|notified)\b[^.]*:\s*$",
    re.IGNORECASE,
)


class OpenAccount:
    """What a narrative has told so far: who was spoken of, what was told to whom, and the open incident.

    `note`: the text is a dated note of a log; `inbound`: ... that records what somebody told the agency."""

    def __init__(self, context: Context, message: int, *, note: bool = False, inbound: bool = False) -> None:
        self.context = context
        self.text = context.paper.text.text
        self.message = message
        self.speaker = context.speaker(message)
        self.cast: Cast = context.cast(message)
        self.note, self.inbound = note, inbound
        self.witness = self.speaker.author == OTHER and self.speaker.voice is Voice.VICTIM
        self.telling: Telling | None = None
        self.run: Run | None = None
        self.subject: str | None = None
        self.unreal = False
        self.said: set[tuple[object, ...]] = set()
        self.ready: list[Event] = []
        self.maybe: list[Event] = []  # what may tell of an incident, if a surer account does
        self.serial = 0
        self.memory = Memory(self.cast.protagonist)
        if self.speaker.voice is Voice.REPORTER:
            blocks = context.paper.text.blocks
            self.memory.heard = heard_in([self.text[block.start : block.end] for block in blocks])
        self.content = False  # inside a list of what somebody said
        self.matter: S | None = None  # the complaint or application spoken of last, as the step that acknowledges it
        self.latest: Event | None = None  # the incident told last

    def new_block(self) -> None:
        """A new paragraph: what was being told ends, who was spoken of stays."""
        self.memory.recent.clear()
        self.under(TellerState(None, None))

    def under(self, parent: TellerState) -> None:
        """A sub-point: goes on with what its parent was telling."""
        self._flush()
        self.telling, self.subject = parent.telling, parent.subject
        self.unreal, self.content = parent.unreal, parent.content
        self.said = set()

    def end_block(self) -> None:
        """The paragraph is over."""
        self._flush()

    def snapshot(self, last_sentence: str) -> TellerState:
        """What sub-points need to know."""
        unreal = bool(_LEADS_TO_UNREAL.search(last_sentence))
        said = bool(_LEADS_TO_CONTENT.search(last_sentence))
        return TellerState(self.telling, self.subject, unreal and not said, said or self.content)

    def take(self) -> list[Event]:
        """The events that are complete; empties the list."""
        ready, self.ready, self.maybe = [*self.ready, *self.maybe], [], []
        return ready

    def finish(self) -> list[Event]:
        """The rest."""
        self._flush()
        return self.take()

    def repeat(self, span: Span, when: When) -> None:
        """ "... and again on 6 May": what was told last happened once more on that day."""
        self._flush()
        last = self.ready[-1] if self.ready else self.latest
        if last is None:
            return
        source = self.context.place.source(span.start, span.end)
        self.serial += 1
        again = replace(
            last,
            when=when,
            source=source,
            spot=spot(source, last.kind, self.serial),
            confidence=confidence(when, True),
            told=tuple(t for t in last.told if t.on is None or when.start is None or t.on >= when.start),
        )
        self.ready.append(again)

    def repeat_on(self, days: Iterable[When], segment: Segment) -> None:
        """ "On 19 and 21 January he played loud music": once on each day of the list."""
        if self.run is not None and segment.start <= self.run.start < segment.end:
            span = Span(self.run.start, self.run.end)
            for when in days:
                if self.run is not None and self.run.when.precision is Precision.APPROXIMATE:
                    when = when.model_copy(update={"precision": Precision.APPROXIMATE})
                self.repeat(span, when)

    def announce(self, passage: Passage) -> None:
        """A thing that is announced for a day: no act of anybody's yet."""
        self._flush()
        words = self.text[passage.span.start : passage.span.end]
        self._emit(passage, K.OTHER, (), passage.when, words, None, (), 1, ())

    def told_on(self, day: date | None, since: int) -> bool:
        """Is an event of a day already told from a place of the text on?"""
        return any(e.when.start == day and e.source.start >= since for e in self.ready)

    def _open_run(self, passage: Passage, words: str) -> None:
        when, telling = passage.when, self.telling
        if not passage.own_date and telling is not None and telling.when.start is not None:
            same = (when.start, when.end) == (telling.when.start, telling.when.end)
            if when.start is None or same:
                when = telling.when.model_copy(update={"precision": Precision.APPROXIMATE, "time": when.time})
        if self._told_by_then(passage, words):
            when = when.model_copy(update={"precision": Precision.APPROXIMATE, "time": None})
        span, types = passage.span, list(passage.clause.types)
        start = span.start if passage.since is None else min(span.start, passage.since)
        self.run = Run(start, span.end, when, passage.own_date, passage.judged, [words], types)
        self.run.sentence = passage.sentence

    def _told_by_then(self, passage: Passage, words: str) -> bool:
        """ "On 5 July she told them that he had shouted at her": the day is that of the telling."""
        telling = self.telling
        if telling is None or telling.when.start is None or passage.clause.opener != "that":
            return False
        same = (passage.when.start, passage.when.end) == (telling.when.start, telling.when.end)
        inside = passage.sentence.start <= telling.source.start < passage.span.start
        own = any(t.from_ for t in self.context.times_in(passage.clause.start, passage.clause.end))
        return same and inside and not own and re.search(r"\bhad\b", words) is not None

    def _same_incident(self, run: Run, passage: Passage, words: str) -> bool:
        if passage.own_date and (passage.when.start, passage.when.end) != (run.when.start, run.when.end):
            return False
        if passage.when.time and run.when.time and passage.when.time != run.when.time:
            return False
        return not _ANOTHER.search(words[:60]) and passage.span.start <= run.end + 400

    def _flush(self) -> None:
        run, self.run = self.run, None
        if run is None:
            return
        # Nobody is told of a thing before it happens: an earlier telling was of something else.
        began = run.when.start
        told = [t for t in run.told if t.on is None or began is None or t.on >= began]
        if self.speaker.voice is Voice.VICTIM and self.speaker.told and not run.judged:
            source = self.context.place.source(run.start, run.end)
            known = {t.agency for t in told}
            told += [Told(a, self.speaker.on, None, source) for a in self.speaker.told if a not in known]
        types = tuple(t for t in IncidentType if t in set(run.types)) or (IncidentType.OTHER,)
        words = " ".join(run.words)
        self._emit(run, K.INCIDENT, types, run.when, self._headline(run), run.actor, (), count_in(words), tuple(told))
        numbers = dict.fromkeys([*self.ready[-1].references, *run.references])
        self.latest = self.ready[-1] = replace(self.ready[-1], references=tuple(numbers))
        if not run.judged:
            whole = run.sentence or Span(run.start, run.end)
            self.memory.keep("incident", self.latest, self.text[whole.start : max(whole.end, run.end)])

    def _headline(self, run: Run) -> str:
        """The first clause of an incident; the sentence as far as it is the incident's where the clause is a scrap."""
        first = run.words[0]
        if len(first) >= 30:
            return first
        whole = self.text[run.start : run.end].replace("\n", " ")
        return whole if len(whole) <= 200 and first.strip() in whole else first

    def _is_said_of_before(self, of: Passage | Run) -> bool:
        """In a report from outside: what somebody is told to have said of a day that the saying itself is not of."""
        return self.speaker.voice is Voice.REPORTER and self.content and of.own_date

    def _emit(
        self,
        of: Passage | Run,
        kind: K,
        types: tuple[IncidentType, ...],
        when: When,
        words: str,
        actor: str | None,
        recipients: Iterable[str],
        count: int,
        told: tuple[Told, ...],
        steps: frozenset[S] = frozenset(),
        negated: bool = False,
    ) -> None:
        span = of.span if isinstance(of, Passage) else Span(of.start, of.end)
        source = self.context.place.source(span.start, span.end)
        references = references_in(self.context.references, span.start, span.end)
        self.serial += 1
        self.ready.append(
            Event(
                spot=spot(source, kind, self.serial),
                kind=kind,
                types=types,
                when=when,
                summary=summary(words),
                actor=actor,
                recipients=tuple(recipients),
                count=count,
                told=told,
                source=source,
                confidence=confidence(when, of.own_date),
                references=tuple(dict.fromkeys(r.value for r in references)),
                words=content_words(self.text[span.start : span.end]),
                steps=steps | {S.NOT_DONE} if negated else steps,
                case_ref=self.context.case_ref(span.start, span.end) if steps else "",
                negated=negated,
                hate=IncidentType.HATE in types,
                person=self.speaker.person if self.speaker.voice is Voice.VICTIM else "",
                refers_back=of.judged or self._is_said_of_before(of) or bool(_BACK.search(words)),
                message=self.message,
            )
        )
