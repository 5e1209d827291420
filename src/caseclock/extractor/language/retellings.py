"""What a report from outside comes back to: things that it, or somebody in it, told before."""

import re
from collections.abc import Sequence
from dataclasses import replace

from caseclock.extractor.language.account import content_words
from caseclock.extractor.language.acts import Act
from caseclock.extractor.language.context import Voice
from caseclock.extractor.language.definite import named_in, recalled
from caseclock.extractor.language.heard import Echo
from caseclock.extractor.language.passages import Passage, Run
from caseclock.extractor.language.sentences import Span
from caseclock.extractor.language.tellings import Tellings
from caseclock.models.entry import EntryKind as K
from caseclock.models.source import Source
from caseclock.models.step import Step as S
from caseclock.models.when import Precision, When

_INTENDED = re.compile(r"\b(?:need(?:s|ed)?|would|should|could|want(?:s|ed)?|must|may|might|will)\b", re.IGNORECASE)
# What a person says of these acts was told before: each is seldom done twice.
_ONCE = frozenset({"referral", "notice", "verdict"})
_LEAST_PART = 25  # characters of a sentence that may come back to something
# "The visit of a surveyor was never arranged": a thing that was not done is not the one that was.
_NEVER_WAS = re.compile(
    r"^[^.;,]{0,60}?\b(?:was|were|has been|have been|had been)\s+(?:never|not)\s+(?:\w+ly\s+)?"
    r"(?:arranged|made|carried out|held|done|offered|sent|served|issued|completed|given|fitted|paid|booked|written)\b",
    re.IGNORECASE,
)
_BESIDE_IT = 90  # characters
_PERFECT = re.compile(r"\bhad\s+(?:\w+ly\s+|already\s+|also\s+|not\s+)?(?:been\s+)?\w+", re.IGNORECASE)


def _touch(one: When, other: When) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start <= other.end and other.start <= one.end


def _overlap(source: Source, span: Span) -> bool:
    return source.start < span.end and span.start < source.end


class Retellings(Tellings):
    """Finds in later words the events that a report has told, and tells of them again under their own day."""

    def _named_in_passing(self, passage: Passage, act: Act | None, words: str) -> None:
        """In a report from outside: a thing told before that the clause only names."""
        if self.speaker.voice is not Voice.REPORTER:
            return
        found = self.memory.phrase(words, content_words(words))
        if found is None:
            return
        start, end, event = found
        if act is not None and act.start < end and start < act.end:
            return
        at = passage.clause.start
        named = replace(passage, span=Span(at + start, at + end), when=event.when, judged=True)
        self._emit(
            named, event.kind, (), event.when, words[start:end], event.actor, event.recipients, 1, (), event.steps
        )
        self.ready[-1] = replace(self.ready[-1], retells=event.spot)

    def _refers_back(
        self, passage: Passage, act: Act, kind: K, recipients: tuple[str, ...], steps: frozenset[S], words: str
    ) -> bool:
        """In a report told from outside, is it a mention of something already told? Then it takes that event's day."""
        loose = passage.when.precision in (Precision.MONTH, Precision.YEAR)
        if self.speaker.voice is not Voice.REPORTER or (passage.own_date and not loose):
            return False
        past = _PERFECT.search(words) and act.name not in ("arrest", "hearing", "talk")
        if not (passage.judged or loose or past or (self.content and act.name in _ONCE)):
            return False
        if _NEVER_WAS.match(words):
            return False
        within = passage.when if passage.own_date else None
        content = content_words(words)
        quoted = self.memory.heard.by_quote(self.text, passage.sentence, passage.block.start)
        found = quoted.event if quoted is not None and kind is K.CONTACT else None
        if found is None or found.kind is K.INCIDENT:
            found = self.memory.recall(act.name, (kind, act.kind), steps, words, content, recipients, within)
        if found is None:
            return False
        again = replace(passage, when=found.when, judged=True)
        self._emit(again, found.kind, (), found.when, words, found.actor, found.recipients, 1, (), found.steps)
        self.ready[-1] = replace(self.ready[-1], retells=found.spot)
        return True

    def _sentence_of(self, passage: Passage) -> str:
        return self.text[passage.sentence.start : passage.sentence.end]

    def look_back(
        self, sentence: Span, before: int, since: int, days: Sequence[tuple[int, When]], *, judged: bool
    ) -> None:
        """In a report from outside: what a sentence says in the words of something told before the offset `before`,
        where it told of nothing else. A narrative that goes on tells of what is past only as past ("it had written").

        `since`: where the point begins that the sentence stands in. `days` are those that the sentence gives, with
        their places: one beside the words must be the day of what they come back to."""
        if self.speaker.voice is not Voice.REPORTER:
            return
        if judged:
            self._names_again(sentence, before, days)
        echoed = [self._echoes(free, before, days, judged=judged) for free in self._untold(sentence)]
        if any(echoed) or judged:
            return
        if not any(e.source.start >= sentence.start for e in self.ready):
            self.memory.heard.goes_on(self.text[sentence.start : sentence.end], since)

    def _untold(self, sentence: Span) -> list[Span]:
        """The parts of a sentence that told of no event."""
        free, at = [], sentence.start
        for source in sorted((e.source for e in self.ready if e.source.end > sentence.start), key=lambda s: s.start):
            free.append(Span(at, source.start))
            at = max(at, source.end)
        free.append(Span(at, sentence.end))
        return [span for span in free if span.end - span.start >= _LEAST_PART]

    def _echoes(self, sentence: Span, before: int, days: Sequence[tuple[int, When]], *, judged: bool) -> bool:
        words = self.text[sentence.start : sentence.end].replace("\n", " ")
        found = self.memory.heard.find(self.text, sentence, before) if judged or _PERFECT.search(words) else None
        if found is None or any(_overlap(e.source, found.span) for e in self.ready):
            return False
        event, near = found.event, [when for at, when in days if -_BESIDE_IT < at - found.span.end < _BESIDE_IT]
        if near and not found.quoted and not any(_touch(event.when, day) for day in near):
            return False
        if event.kind is K.DECISION or (event.kind is K.INCIDENT and not judged):
            return False
        told = self.text[found.span.start : found.span.end]
        if not found.quoted and _INTENDED.search(self.text[sentence.start : found.span.end]):
            return False
        if not (judged or _PERFECT.search(told)):
            return False
        self._retell(found)
        return True

    def _names_again(self, sentence: Span, before: int, days: Sequence[tuple[int, When]]) -> None:
        """The things told before that a sentence of judgement names: "the visit", "its letter of 9 April"."""
        for named in named_in(self.text, sentence):
            if _NEVER_WAS.match(self.text[named.span.end : sentence.end]):
                continue
            found = recalled(named, self.memory.heard, before, self.memory.recent, days, _touch)
            if found is None:
                continue
            over = [e for e in self.ready if _overlap(e.source, found.span)]
            if any(_touch(e.when, found.event.when) or e.when.start is None or e.retells for e in over):
                continue
            self._retell(found)

    def _retell(self, echo: Echo) -> None:
        event, span = echo.event, echo.span
        of = Run(span.start, span.end, event.when, False, True, [], list(event.types), actor=event.actor)
        told = self.text[span.start : span.end]
        self._emit(
            of, event.kind, event.types, event.when, told, event.actor, event.recipients, event.count, (), event.steps
        )
        self.ready[-1] = replace(self.ready[-1], retells=event.spot)
        self.memory.recent.append(event)
