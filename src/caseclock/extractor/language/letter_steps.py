"""What a letter about a complaint tells of the other letters: which step each was, and who was written to."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from caseclock.extractor.language.context import Voice
from caseclock.extractor.language.open_account import OpenAccount
from caseclock.extractor.language.own_steps import steps_of_letter
from caseclock.extractor.language.passages import Passage, Run
from caseclock.extractor.language.who import COMPLAINANT, is_agency
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Told
from caseclock.models.step import Step as S
from caseclock.models.when import Precision, When

# In a letter to the complainant: what they did towards its writer, and the things of theirs that came in.
YOU_TOLD = re.compile(
    r"\byou\s+(?:(?:also|have|had|first|then|later|again)\s+)*(?:reported|rang|phoned|telephoned|called|wrote|e-?mailed|"
    r"texted|messaged|came in|contacted us)\b|"
    r"\byour\s+(?:[\w-]+\s+){0,2}?(?:calls?|e-?mails?|letters?|messages?|voicemails?|texts?|reminders?|notes?)\b",
    re.IGNORECASE,
)
# "I phoned about this on 12 May": whoever writes does not say whom, because it was who is being spoken to or of.
_RANG_UP = re.compile(
    r"\b(?:I|we)\s+(?:(?:also|then|again|have|had|first)\s+)*(?:phoned|telephoned|rang|called|wrote|e-?mailed|complained|"
    r"reported (?:it|this|that|them))(?:\s+(?:again|back|in|up))*"
    r"(?=\s+(?:about (?:it|this|that|them)\b|on\b|and\b|at\b|"
    r"the (?:same|next|following)\b|to (?:complain|report|say|ask)\b)|\W*$)",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"\b(?:replied|responded|answered|wrote back)\b|"
    r"\b(?:reply|response|answer)\s+(?:of|on|dated|was (?:sent|dated|issued|given))\b|"
    r"\b(?:sent|gave|issued) (?:[\w-]+ ){0,4}?(?:reply|answer|response)\b",
    re.IGNORECASE,
)
_ANSWER_HAD = re.compile(
    r"\b(?:your|the)\s+(?:[\w-]+\s+){0,3}?(?:letter|reply|answer|response|decision|e-?mail)\b|"
    r"\byou (?:replied|answered|responded)\b",
    re.IGNORECASE,
)
_AGAINST_IT = re.compile(
    r"\b(?:not (?:\w+ )?(?:satisfied|happy|content|accept|agree)|(?:un|dis)(?:happy|satisfied)|dissatisf\w+|disagree|"
    r"(?:do|can|does) ?n[o’']t (?:accept|agree)|disappoint\w+|wrong|review|appeal|"
    r"look at (?:it|this|my complaint) again|"
    r"stage (?:1|2|one|two))\b",
    re.IGNORECASE,
)
_OPENS_REPLY = re.compile(
    r"^\W*(?:(?:I|we) (?:am|are) (?:writing|replying) )?(?:thank you|thanks|many thanks|further to|"
    r"in (?:reply|response|answer)|"
    r"(?:I|we) (?:refer|write|reply)|I am sorry)\b",
    re.IGNORECASE,
)
# What a complaint's letter answers or was answered by, as the step that came before it.
_ANSWERED_BEFORE: Mapping[S | None, S] = {
    S.STAGE2_REQUEST: S.STAGE1_RESPONSE,
    S.STAGE2_RESPONSE: S.STAGE1_RESPONSE,
    S.STAGE3_REQUEST: S.STAGE2_RESPONSE,
}
_ACKNOWLEDGES: Mapping[S | None, S] = {
    S.COMPLAINT: S.COMPLAINT_ACKNOWLEDGED,
    S.STAGE2_REQUEST: S.STAGE2_ACKNOWLEDGED,
}
_LATER = frozenset({S.STAGE1_RESPONSE, S.STAGE2_REQUEST, S.STAGE2_RESPONSE, S.STAGE3_REQUEST, S.STAGE3_RESPONSE})
_FIRST_MADE = re.compile(
    r"\b(?:first|originally|formally) complained\b|"
    r"\b(?:made|sent|put in|raised) (?:my|your|the|a) (?:\w+ )?complaint\b",
    re.IGNORECASE,
)
_ACKNOWLEDGED = re.compile(
    r"\backnowledged (?:it|this|that|your (?:\w+ )?(?:letter|request|complaint|e-?mail))\b", re.I
)
_ASKS_NOW = re.compile(
    r"^\W*(?:(?:and|so|but|to|please|I|we|now|formally|hereby) )*"
    r"(?:ask|request|want|wish|would like|apply|appeal|escalate|complain)\b"
    r"|\b(?:I|we) (?:now |hereby |formally )?(?:ask|request|want|wish|would like|apply|appeal|escalate|complain)\b",
    re.IGNORECASE,
)
_IS_ACKNOWLEDGED = re.compile(r"\b(?:is|are) (?:hereby |now )?acknowledged\b|\backnowledges?\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|has been|had been|were) (?:\w+ly )?acknowledged\b", re.IGNORECASE)
_PASSIVE_AT = re.compile(r"\backnowledged (?:by \w+ )?(?:on )?$", re.IGNORECASE)
_OF_COMPLAINTS = (K.COMPLAINT, K.COMPLAINT_RESPONSE)
_ASKED_BEFORE: Mapping[S | None, S] = {
    S.STAGE1_RESPONSE: S.COMPLAINT,
    S.COMPLAINT_ACKNOWLEDGED: S.COMPLAINT,
    S.STAGE2_RESPONSE: S.STAGE2_REQUEST,
    S.STAGE2_ACKNOWLEDGED: S.STAGE2_REQUEST,
}
_ACKNOWLEDGED_BEFORE: Mapping[S, S] = {
    S.STAGE1_RESPONSE: S.COMPLAINT_ACKNOWLEDGED,
    S.STAGE2_REQUEST: S.COMPLAINT_ACKNOWLEDGED,
    S.STAGE2_RESPONSE: S.STAGE2_ACKNOWLEDGED,
}
_ACKNOWLEDGEMENTS = frozenset({S.COMPLAINT_ACKNOWLEDGED, S.STAGE2_ACKNOWLEDGED, S.APPLICATION_ACKNOWLEDGED})
_TALK = (K.CONTACT, K.REPORT)


class LetterSteps(OpenAccount):
    """Gives what a letter tells of the step that it was."""

    complained = -1  # where the paragraph begins that spoke of a complaint or its answer last
    asked: S | None = None  # ... and which of the two it was: the complaint or the request for stage 2

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
        """As told, but a letter about a complaint knows which step its other letters were, and whom it speaks to."""
        to = tuple(recipients)
        if isinstance(of, Passage) and self._asks_now(kind, when, words, steps):
            when = self._day_of_letter(when)
        if isinstance(of, Passage) and kind in (*_TALK, *_OF_COMPLAINTS) and not negated and when.start is not None:
            if not to and actor == COMPLAINANT and self.speaker.voice is Voice.VICTIM and _RANG_UP.search(words):
                spoken_of = self.cast.agencies_in(of.block.start, of.clause.start)
                to = (spoken_of[-1].agency,) if spoken_of else self.speaker.told[:1]
            kind, steps = self._step_told_of(of, kind, words, actor, steps)
            if self._acknowledges_now(kind, when, words, steps):
                kind, actor, to = K.COMPLAINT, COMPLAINANT, tuple(filter(None, (self.speaker.author,)))
                steps = frozenset(_ASKED_BEFORE[step] for step in steps & self.letter_is)
            elif kind is K.COMPLAINT_RESPONSE and self._is_letter_of_complaint():
                when, steps = self._acknowledged_on(of, when, words, steps)
        super()._emit(of, kind, types, when, words, actor, to, count, told, steps, negated)
        if isinstance(of, Passage) and kind in _OF_COMPLAINTS and when.start is not None:
            self.complained = of.block.start
            if kind is K.COMPLAINT:
                self.asked = S.STAGE2_REQUEST if S.STAGE2_REQUEST in steps else S.COMPLAINT

    def _asks_now(self, kind: K, when: When, words: str, steps: frozenset[S]) -> bool:
        """Is it what this letter of a person's asks for by being written, though with the day of what it answers?"""
        return (
            self.speaker.voice is Voice.VICTIM
            and kind is K.COMPLAINT
            and bool(steps & self.letter_is)
            and when.start not in (None, self._written)
            and _ASKS_NOW.search(words) is not None
        )

    @property
    def _written(self) -> date | None:
        """The day of the letter or message being read."""
        messages = self.context.paper.text.messages
        sent = messages[self.message].sent if 0 <= self.message < len(messages) else None
        return sent.date() if sent else self.context.paper.document.dated

    def _day_of_letter(self, when: When) -> When:
        day = self._written
        return When(start=day, end=day, precision=Precision.DAY, text=when.text) if day else when

    def _acknowledges_now(self, kind: K, when: When, words: str, steps: frozenset[S]) -> bool:
        """Is the day that of the letter which this one acknowledges? "Your complaint of 4 May is acknowledged"."""
        return (
            self.speaker.voice is Voice.AGENCY
            and kind in _OF_COMPLAINTS
            and bool(steps & self.letter_is & _ASKED_BEFORE.keys())
            and when.start != self._written
            and _IS_ACKNOWLEDGED.search(words) is not None
        )

    def _is_letter_of_complaint(self) -> bool:
        return self.speaker.voice is Voice.AGENCY and bool(self.letter_is & _ACKNOWLEDGED_BEFORE.keys())

    def _acknowledged_on(self, of: Passage, when: When, words: str, steps: frozenset[S]) -> tuple[When, frozenset[S]]:
        """ "Your request of 3 May was acknowledged on 5 May" in the answer of a stage: on the later of the two days."""
        if not steps & _ACKNOWLEDGEMENTS or not _PASSIVE.search(words):
            return when, steps
        step = _ACKNOWLEDGED_BEFORE[next(iter(self.letter_is & _ACKNOWLEDGED_BEFORE.keys()))]
        if S.APPLICATION_ACKNOWLEDGED in steps:
            steps = steps - {S.APPLICATION_ACKNOWLEDGED} | {step}
        for time in self.context.times_in(of.clause.start, of.sentence.end):
            if time.from_ and time.from_ == time.to and _PASSIVE_AT.search(self.text[of.sentence.start : time.start]):
                when = When(start=time.from_, end=time.to, precision=Precision.DAY, text=time.quote)
        return when, steps

    @cached_property
    def letter_is(self) -> frozenset[S]:
        """The step that the letter being read is by itself."""
        return steps_of_letter(self.context, self.message)

    def _step_told_of(
        self, passage: Passage, kind: K, words: str, actor: str | None, steps: frozenset[S]
    ) -> tuple[K, frozenset[S]]:
        """Kind and steps of talk that a letter about a complaint tells of: the answer that a request for stage 2 is
        about, the request that an answer thanks for, and a reply that the same paragraph has after a complaint."""
        voice, own = self.speaker.voice, self.letter_is
        if kind in _OF_COMPLAINTS:
            return kind, steps or self._step_of_complaint(kind, words, passage)
        sentence = self.text[passage.sentence.start : passage.sentence.end]
        if voice is Voice.VICTIM and is_agency(actor) and actor in self.speaker.told:
            answered = _ANSWERED_BEFORE.get(next(iter(own), None))
            if answered and _ANSWER_HAD.search(words) and _AGAINST_IT.search(sentence):
                return K.COMPLAINT_RESPONSE, frozenset({answered})
        if voice is not Voice.AGENCY or self.note:
            return kind, steps
        if actor == COMPLAINANT and _OPENS_REPLY.match(sentence):
            asked = _ASKED_BEFORE.get(next(iter(own), None))
            if asked and YOU_TOLD.search(words):
                return K.COMPLAINT, frozenset({asked})
        if actor == self.speaker.author and self.complained == passage.block.start and _REPLY.search(words):
            answered = _ANSWERED_BEFORE.get(next(iter(own), None))
            return K.COMPLAINT_RESPONSE, frozenset({answered}) if answered else steps
        return kind, steps

    def _step_of_complaint(self, kind: K, words: str, passage: Passage) -> frozenset[S]:
        """ "You first complained on 4 May", "I acknowledged it on 6 May" in the answer of a later stage."""
        if self.speaker.voice is Voice.REPORTER or not self.letter_is & _LATER:
            return frozenset()
        if kind is K.COMPLAINT:
            return frozenset({S.COMPLAINT}) if _FIRST_MADE.search(words) else frozenset()
        told = self.complained == passage.block.start and _ACKNOWLEDGED.search(words)
        step = _ACKNOWLEDGES.get(self.asked) if told else None
        return frozenset({step}) if step else frozenset()
