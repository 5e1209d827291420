"""What a report has told so far, so that a later mention without a date finds the event it refers back to."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from caseclock.extractor.language.heard import Heard
from caseclock.extractor.language.who import is_agency
from caseclock.models.entry import EntryKind as K
from caseclock.models.event import Event
from caseclock.models.step import Step
from caseclock.models.when import When

# Acts that are told of again by their name alone ("the neighbour was arrested", "the injunction had been obtained").
_NAMED = frozenset(
    (
        "arrest",
        "verdict",
        "order made",
        "hearing",
        "notice",
        "disclosure",
        "referral",
        "complaint",
        "stage 2 asked",
        "response",
        "visit",
    )
)
_FIRST_REPORT = re.compile(r"\bfirst (?:report(?:s|ed)?|notified|told|informed|contacted)\b", re.IGNORECASE)
_BLAND = frozenset(
    (
        "sent",
        "send",
        "serv",
        "refer",
        "matter",
        "complaint",
        "case",
        "response",
        "stage",
        "process",
        "landlord",
        "first",
        "second",
        "further",
        "action",
        "order",
    )
)


@dataclass(slots=True)
class Memory:
    """Dated events of one report by the name of their act, and by the words of the sentences that told them."""

    body: str | None = None  # the agency that the report is about
    told: list[tuple[str, Event]] = field(default_factory=list)
    heard: Heard = field(default_factory=Heard)
    recent: list[Event] = field(default_factory=list)  # what the paragraph came back to

    def keep(self, act: str, event: Event, sentence: str) -> None:
        """Remember an event that has a day, with the whole sentence that told it."""
        if event.when.start is None:
            return
        self.heard.keep(event, sentence)
        if event.when.start == event.when.end:
            self.told.append((act, event))

    def recall(
        self,
        act: str,
        kinds: Collection[K],
        steps: frozenset[Step],
        words: str,
        content: frozenset[str],
        recipients: Sequence[str] = (),
        within: When | None = None,
    ) -> Event | None:
        """The earlier event that an undated mention means; None where nothing fits.

        `within` limits it to a month or year that the mention names; `recipients` are who it was done or told to."""
        candidates = [
            (name, e)
            for name, e in self.told
            if (within is None or _inside(e.when.start, within)) and _could_be_to(e, recipients)
        ]
        if act == "talk" and _FIRST_REPORT.search(words):
            return self.first_report([e for _, e in candidates])
        steps -= {Step.INCIDENT_REPORTED}  # every report is one: it tells none from another
        if steps:
            same = [e for _, e in candidates if e.steps & steps]
            if same:
                return _best(same, content)
        if act not in _NAMED and act != "talk":
            return None
        needed = 3 if act == "talk" else 1
        return _best([e for name, e in candidates if name == act and e.kind in kinds], content, needed)

    def first_report(self, candidates: Sequence[Event] | None = None) -> Event | None:
        """The earliest report to the body that the paper is about."""
        events = [e for _, e in self.told] if candidates is None else candidates
        reports = [e for e in events if e.kind is K.REPORT and self.body in e.recipients]
        return min(reports, key=lambda e: (e.when.start or date.max, e.source.start), default=None)

    def phrase(self, words: str, content: frozenset[str]) -> tuple[int, int, Event] | None:
        """A thing named in passing ("her first report of harassment") that was told before: its place and the event."""
        for pattern, steps in _PHRASES:
            match = pattern.search(words)
            if not match:
                continue
            if isinstance(steps, str):
                found = _best([e for name, e in self.told if name == steps], content, 1)
            elif not steps:
                found = self.first_report()
            else:
                found = _best([e for _, e in self.told if e.steps & steps], content)
            if found is not None:
                return match.start(), match.end(), found
        return None


# The words that name a thing, and its steps, or the name of its act.
_PHRASES: tuple[tuple[re.Pattern[str], frozenset[Step] | str], ...] = tuple(
    (re.compile(words, re.IGNORECASE), steps)
    for words, steps in (
        (r"\b(?:her|his|their|the|[\w’'-]+[’']s) first reports?\b(?: of \w+)?", frozenset[Step]()),
        (
            r"\b(?:the|its|their|our) (?:stage (?:1|one)|first stage) (?:complaint )?(?:response|reply|letter)\b",
            frozenset({Step.STAGE1_RESPONSE}),
        ),
        (
            r"\b(?:the|its|their|our) (?:stage (?:2|two)|final) (?:complaint )?(?:response|reply|letter)\b",
            frozenset({Step.STAGE2_RESPONSE}),
        ),
        (r"\b(?:the|her|his|their) (?:complaint )?escalation request\b", frozenset({Step.STAGE2_REQUEST})),
        (
            r"\b(?:the |its |their )?(?:service|serving|issu(?:e|ing)) of (?:the|a|its|that) (?:\w+ ){0,3}?"
            r"(?:notice|NOSP|NSP|CPN|warning)\b",
            "notice",
        ),
    )
)


def _could_be_to(event: Event, recipients: Sequence[str]) -> bool:
    """Were both done or told to somebody in common, as far as both say?"""
    agencies, theirs = {r for r in recipients if is_agency(r)}, {r for r in event.recipients if is_agency(r)}
    return not agencies or not theirs or bool(agencies & theirs)


def _inside(day: date | None, within: When) -> bool:
    return day is not None and within.start is not None and within.end is not None and within.start <= day <= within.end


def _best(events: list[Event], content: frozenset[str], needed: int = 0) -> Event | None:
    """The event with most telling words in common; the earlier of two that fit equally."""
    scored = [(len((e.words & content) - _BLAND), e) for e in events]
    fitting = [(n, e) for n, e in scored if n >= needed]
    if not fitting:
        return None
    return min(fitting, key=lambda x: (-x[0], x[1].when.start or date.max, x[1].source.start))[1]
