"""What each clause of a narrative amounts to: an act, an incident, or the telling of one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from caseclock.extractor.language.account import (
    content_words,
    count_in,
    references_in,
    spot,
    summary,
)
from caseclock.extractor.language.acts import Act, find_steps, is_negated, is_unreal
from caseclock.extractor.language.behaviours import first_behaviour, incident_types
from caseclock.extractor.language.clauses import Clause
from caseclock.extractor.language.context import Context, Voice
from caseclock.extractor.language.sentences import Span
from caseclock.extractor.language.who import COMPLAINANT, OTHER, RESPONDENT, Cast, Party, is_agency
from caseclock.models.agency import AgencyKind
from caseclock.models.document import Block
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event, Told
from caseclock.models.source import Source
from caseclock.models.step import Step as S
from caseclock.models.when import Precision, When


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause with the date in force. `span` is what will be cited; `judged` marks a section of findings."""

    clause: Clause
    span: Span
    when: When
    own_date: bool
    judged: bool
    block: Block


@dataclass(frozen=True, slots=True)
class Telling:
    """That somebody told agencies something, on a day."""

    agencies: tuple[str, ...]
    on: date | None
    when: When
    source: Source
    reference: str | None = None


@dataclass(slots=True)
class _Run:
    """Clauses in a row that tell of one incident."""

    start: int
    end: int
    when: When
    own_date: bool
    judged: bool
    words: list[str]
    types: list[IncidentType]
    clause_words: str
    told: list[Told] = field(default_factory=list)
    actor: str | None = RESPONDENT


_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|got)\s+(?:\w+ly\s+|again\s+|then\s+)?$", re.IGNORECASE)
_TELLS = re.compile(
    r"\b(?:told|informed|notified|reported|reports|reporting|advised|rang|rung|called|phoned|telephoned|contacted|emailed|e-mailed|wrote|complained|logged|texted|spoke|said|filled in|put|sent|been on)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"\breport(?:ed|ing|s)?\b", re.IGNORECASE)
_RECEIVED = re.compile(r"\b(?:received|logged|reached|registered|took|taken|in from|arrived)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|a further|a second|a third|separate|also on|again on)\b", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:the|this|that|these|those|her|his|their|your|my|its|our)\s+(?:\w+\s+){0,2}?(?:incidents?|attack|assault|report|complaint|response|letter|email|hearing|arrest|visit|correspondence|damage|theft|spraying|break-in)\b",
    re.IGNORECASE,
)
_ABOUT_THING = re.compile(
    r"\b(?:told|reported|informed|complained|notified|rang|wrote|emailed|called)\b[^.;]*?\b(?:of|about)\s+(?P<thing>(?:the|your|a|an|another|his|her|my)\s+[^.;]*\b(?:on|of|during|in)\s+.*)$",
    re.IGNORECASE,
)
_NOUN_PHRASE = re.compile(r"^\W*(?:(?:and|include|including|are|of|considered|handled)\b\W*)*(?:the|your|what was|an?|his|her|my|our|another)\s", re.IGNORECASE)
_FINITE = re.compile(r"(?<!that )(?<!which )(?<!what )(?<!who )\b(?:was|were|is|are|has|have|had|can|will|would)\b", re.IGNORECASE)
_PAPERWORK = re.compile(r"\b(?:dated?|signed|offices?|closed|shut|due|deadline|letter|email|reply|answer|response|meeting|decision|reference|statement)\b", re.IGNORECASE)
_SELF = re.compile(
    r"\b(?:I|we)\s+(?:have|had|am|was|were|live|lived|moved|feel|felt|suffer|want|would|hope|think|believe|know|attach|enclose)\b"
)
_GENERALLY = re.compile(
    r"\b(?:over and over|always|constantly|for (?:months|years|weeks)|all the time|every (?:day|night|week)|regularly|repeatedly|on a daily basis|for some time|so many times)\b",
    re.IGNORECASE,
)
_EXACT_ENOUGH = frozenset({Precision.DAY, Precision.MINUTE, Precision.RANGE, Precision.APPROXIMATE})
_ITEM_DATE = re.compile(r"^\W*(?:(?:week|w/c|on|mon|tue|wed|thu|fri|sat|sun)\w*\s+)?[^–—:-]{3,28}\s*[–—:-]\s")


class Teller:
    """Takes clauses one by one and gives events. Holds who was spoken of, what was told to whom, and the open incident."""

    def __init__(self, context: Context, message: int, *, note: bool = False, inbound: bool = False) -> None:
        self.context = context
        self.text = context.paper.text.text
        self.message = message
        self.speaker = context.speaker(message)
        self.cast: Cast = context.cast(message)
        self.note = note  # a dated note of a log: its day is the day of writing
        self.inbound = inbound  # ... that records what somebody told the agency
        self.witness = self.speaker.author == OTHER and self.speaker.voice is Voice.VICTIM
        self.telling: Telling | None = None
        self.run: _Run | None = None
        self.subject: str | None = None
        self.last_incident: int | None = None  # index in `ready` of the incident a later telling belongs to
        self.said: set[tuple[object, ...]] = set()
        self.ready: list[Event] = []
        self.serial = 0

    # ---- the flow of blocks

    def new_block(self) -> None:
        """A new paragraph: what was being told ends, who was spoken of stays."""
        self._flush()
        self.telling, self.subject, self.last_incident = None, None, None
        self.said = set()

    def under(self, parent: "TellerState") -> None:
        """A sub-point: goes on with what its parent was telling."""
        self._flush()
        self.telling, self.subject, self.last_incident = parent.telling, parent.subject, None
        self.said = set()

    def end_block(self) -> None:
        """The paragraph is over."""
        self._flush()

    def snapshot(self) -> "TellerState":
        """What sub-points need to know."""
        return TellerState(self.telling, self.subject)

    def take(self) -> list[Event]:
        """The events that are complete; empties the list."""
        ready, self.ready = self.ready, []
        self.last_incident = None
        return ready

    def finish(self) -> list[Event]:
        """The rest."""
        self._flush()
        return self.take()

    # ---- one clause

    def clause(self, passage: Passage) -> None:
        """Read one clause."""
        clause = passage.clause
        words = self.text[clause.start : clause.end].replace("\n", " ").replace("\xa0", " ")
        parties = self.cast.parties_in(self.text, clause.start, clause.end)
        act = clause.act
        if act is not None:
            subject = self._subject(clause, act, parties, words)
            if (
                act.kind is K.CONTACT
                and subject == RESPONDENT
                and clause.types
                and self.speaker.voice is not Voice.AGENCY
            ):
                act = None
            elif (
                act.kind is K.AGENCY_ACTION
                and subject in (RESPONDENT, COMPLAINANT, OTHER, None)
                and clause.types
                and not _TELLS.search(words)
            ):
                act = None
            else:
                self._act(passage, act, subject, parties, words)
        if act is None:
            self._behaviour(passage, parties, words)
        self.cast.remember(parties)

    def _done_to_complainant(self, passage: Passage, parties: list[Party]) -> bool:
        """Is what the respondent says or does to the complainant behaviour rather than talk ("he told her she'd burn")?"""
        if passage.clause.types:
            return True
        to = any(p.who == COMPLAINANT and p.start > passage.clause.start for p in parties)
        return to and passage.own_date and self.speaker.voice is not Voice.REPORTER

    def _told_of_thing(self, passage: Passage, act: Act, subject: str | None, parties: list[Party], words: str) -> bool:
        """ "You told us about the fire on 11 August": the day is the fire's, not the telling's."""
        if act.kind not in (K.CONTACT, K.REPORT) or not passage.own_date or subject not in (COMPLAINANT, None):
            return False
        match = _ABOUT_THING.search(words)
        if not match or match.start() < act.start:
            return False
        agencies = [p.who for p in parties if is_agency(p.who)]
        self._flush()
        self._open_run(passage, words[match.start("thing") :])
        if self.run is not None:
            source = self.context.place.source(passage.span.start, passage.span.end)
            self.run.told += [Told(a, None, None, source) for a in dict.fromkeys(agencies)]
        return True

    def _subject(self, clause: Clause, act: Act, parties: list[Party], words: str) -> str | None:
        before = [p for p in parties if p.end <= clause.start + act.start + 1]
        passive = bool(_PASSIVE.search(words[: act.start])) or words[act.start :].lower().startswith(
            ("was ", "were ", "had been")
        )
        if passive:
            agents = re.search(r"\bby\b", words[act.end :])
            if agents:
                after = [p for p in parties if p.start >= clause.start + act.end]
                if after:
                    return after[0].who
            return None
        if before:
            return before[-1].who if len(before) == 1 else self._nearest(before)
        return self.subject

    @staticmethod
    def _nearest(before: list[Party]) -> str:
        """The subject is the last named before the verb, unless that one only owns something ("her neighbour")."""
        named = [p for p in before if not p.pronoun]
        return (named or before)[0].who if len(named) <= 1 else named[-1].who

    # ---- acts

    def _act(self, passage: Passage, act: Act, subject: str | None, parties: list[Party], words: str) -> None:
        clause = passage.clause
        kind, actor = self._kind(act, subject, words, passage)
        at = clause.start + act.start
        recipients = tuple(dict.fromkeys(p.who for p in parties if p.start >= at and p.who != actor))
        steps = self._steps(words, kind, actor)
        if (
            clause.opener == "paren"
            and self.run is not None
            and kind in (K.CONTACT, K.REPORT)
            and self._told_in_brackets(passage, parties)
        ):
            return
        if self._is_telling(kind, actor, recipients, words):
            kind = self._telling(passage, kind, recipients, words)
            steps = steps | {S.INCIDENT_REPORTED} if kind is K.REPORT else steps
        elif is_agency(actor) and not (clause.opener == "that"):
            self.telling = None
        self.subject = subject if subject is not None else self.subject
        key = (kind, actor, passage.when.start, passage.when.end, passage.own_date or kind is not K.CONTACT)
        if not passage.own_date and (key in self.said or (kind is K.CONTACT and (K.CONTACT, actor) in self.said)):
            return
        self.said |= {key, (kind, actor)}
        if self._is_idle(passage, kind, actor, words):
            return
        self._emit(
            passage.span, kind, (), passage.when, words, actor, recipients, 1, (), passage, steps, clause.negated
        )

    def _kind(self, act: Act, subject: str | None, words: str, passage: Passage) -> tuple[K, str | None]:
        kind, actor = act.kind, subject
        agency_kind = self.cast.kind(subject)
        if kind is K.POLICE_ACTION:
            if is_agency(subject) and agency_kind is not AgencyKind.POLICE:
                return (K.AGENCY_ACTION, subject)
            return kind, self.cast.only(AgencyKind.POLICE) or actor
        if kind in (K.COURT, K.ORDER):
            court = next((p for p in [self.cast.only(AgencyKind.COURT)] if p), None)
            return kind, court or actor
        if kind is K.COMPLAINT:
            if is_agency(subject) and (_RECEIVED.search(words) or act.name in ("complaint", "application")):
                return kind, COMPLAINANT
            if is_agency(subject) and act.name == "stage 2 asked":
                return K.AGENCY_ACTION, subject
            return kind, subject or COMPLAINANT
        if kind is K.COMPLAINT_RESPONSE:
            if subject in (COMPLAINANT, RESPONDENT, OTHER):
                return (K.CONTACT, subject) if act.name == "acknowledgement" else (K.COMPLAINT_RESPONSE, self._author())
            return kind, subject or self._author()
        if kind is K.DECISION:
            return kind, subject if is_agency(subject) else (self._author() or subject)
        if kind is K.AGENCY_ACTION:
            if subject in (COMPLAINANT, RESPONDENT, OTHER):
                return K.CONTACT, subject
            if agency_kind is AgencyKind.POLICE and act.name not in ("referral", "disclosure"):
                return K.POLICE_ACTION, subject
            return kind, subject or self._author()
        return kind, actor

    def _author(self) -> str | None:
        return self.speaker.author if is_agency(self.speaker.author) else None

    def _steps(self, words: str, kind: K, actor: str | None) -> frozenset[S]:
        steps = set(find_steps(words))
        if kind in (K.CONTACT, K.REPORT, K.POLICE_ACTION, K.COURT, K.ORDER):
            steps &= {
                S.VICTIM_CONTACTED,
                S.CASE_ASSESSED,
                S.ACTION_PLAN,
                S.THRESHOLD_DECISION,
                S.STAGE2_REQUEST,
                S.COMPLAINT,
                S.APPLICATION,
            }
        if is_agency(actor):
            steps -= {S.COMPLAINT, S.STAGE2_REQUEST, S.APPLICATION, S.APPEAL}
        else:
            steps -= {S.STAGE1_RESPONSE, S.STAGE2_RESPONSE} if actor is not None else set()
        return frozenset(steps)

    def _is_telling(self, kind: K, actor: str | None, recipients: tuple[str, ...], words: str) -> bool:
        if kind not in (K.CONTACT, K.REPORT, K.COMPLAINT) or not _TELLS.search(words):
            return False
        if actor == RESPONDENT or is_agency(actor):
            return False
        if self.speaker.voice is Voice.AGENCY and actor is None:
            return False
        return any(is_agency(r) for r in recipients) or bool(_REPORTED.search(words))

    def _telling(self, passage: Passage, kind: K, recipients: tuple[str, ...], words: str) -> K:
        agencies = tuple(r for r in recipients if is_agency(r))
        source = self.context.place.source(passage.span.start, passage.span.end)
        on = (
            passage.when.end
            if passage.when.precision in (Precision.DAY, Precision.MINUTE, Precision.APPROXIMATE, Precision.RANGE)
            else None
        )
        references = references_in(self.context.references, passage.span.start, passage.span.end)
        reference = references[0].quote if references else None
        about_behaviour = bool(incident_types(words)) or passage.clause.incident_word or bool(_REPORTED.search(words))
        self.telling = Telling(agencies, on, passage.when, source, reference)
        incident = self._open_incident()
        if incident and agencies and (passage.block.start <= incident.start) and not passage.clause.types:
            incident.told += [
                Told(a, on if passage.own_date else incident.when.end, reference, source) for a in agencies
            ]
            return K.REPORT if kind is K.CONTACT else kind
        if kind is K.CONTACT and (about_behaviour or self._content_follows(passage)):
            return K.REPORT
        return kind

    def _content_follows(self, passage: Passage) -> bool:
        """Does the rest of the sentence tell of behaviour ("... that her neighbour had broken into a flat")?"""
        rest = self.text[passage.clause.end : max(passage.span.end, passage.clause.end)]
        end = rest.find(". ")
        return bool(incident_types(rest if end < 0 else rest[:end]))

    def _open_incident(self) -> _Run | None:
        return self.run

    def _told_in_brackets(self, passage: Passage, parties: list[Party]) -> bool:
        agencies = [p.who for p in parties if is_agency(p.who)]
        if not agencies or self.run is None:
            return False
        source = self.context.place.source(passage.clause.start, passage.clause.end)
        on = passage.when.end if passage.own_date else None
        references = references_in(self.context.references, passage.clause.start, passage.clause.end)
        self.run.told += [
            Told(a, on, references[0].quote if references else None, source) for a in dict.fromkeys(agencies)
        ]
        return True

    def _is_idle(self, passage: Passage, kind: K, actor: str | None, words: str) -> bool:
        """Is it talk about talk, or a state without a date, that would only fill the chronology?"""
        if passage.clause.negated and not passage.own_date:
            return True
        if (
            passage.when.start is None
            and kind is K.CONTACT
            and (actor is None or re.match(r"\W*(?:it|she|he|they|i|we|you)\b", words, re.IGNORECASE))
        ):
            return True
        if kind is K.CONTACT and actor is None and not passage.own_date:
            return True
        return (
            not passage.own_date
            and kind is K.CONTACT
            and bool(
                re.match(
                    r"\W*(?:it|she|he|they)\s+(?:said|stated|advised|explained|asked|confirmed)\b", words, re.IGNORECASE
                )
            )
        )

    # ---- behaviour

    def _behaviour(self, passage: Passage, parties: list[Party], words: str) -> None:
        clause = passage.clause
        if clause.opener == "paren" and self._told_in_brackets(passage, parties):
            return
        at = first_behaviour(words)
        if at is not None and (is_unreal(words, at) or is_negated(words, at)):
            return
        if not self._is_incident(passage, parties, words, at):
            if self.run is not None and not passage.own_date and passage.span.start <= self.run.end + 2:
                self.run.words.append(words)
            return
        run = self.run
        if run is not None and self._same_incident(run, passage, words):
            run.end = max(run.end, passage.span.end)
            run.words.append(words)
            run.types += list(clause.types)
            if run.when.time is None and passage.when.time is not None:
                run.when = run.when.model_copy(update={"time": passage.when.time})
            return
        self._flush()
        self._open_run(passage, words)
        named = [p.who for p in parties if not p.pronoun]
        if self.run is not None and named and RESPONDENT not in named:
            self.run.actor = next((n for n in named if n != COMPLAINANT and not is_agency(n)), RESPONDENT)
        self._report_run()

    def _open_run(self, passage: Passage, words: str) -> None:
        when = passage.when
        telling = self.telling
        if not passage.own_date and telling is not None and telling.when.start is not None:
            if when.start is None or self._date_is_of_telling(passage):
                when = telling.when.model_copy(update={"precision": Precision.APPROXIMATE, "time": when.time})
        types = list(passage.clause.types)
        self.run = _Run(
            passage.span.start, passage.span.end, when, passage.own_date, passage.judged, [words], types, words
        )

    def _date_is_of_telling(self, passage: Passage) -> bool:
        return (
            self.telling is not None
            and passage.when.start == self.telling.when.start
            and passage.when.end == self.telling.when.end
        )

    def _is_incident(self, passage: Passage, parties: list[Party], words: str, at: int | None) -> bool:
        clause = passage.clause
        if passage.when.precision is Precision.YEAR and not clause.types:
            return False
        if clause.types:
            if passage.when.start is None:
                return self._undated_incident(parties, words)
            return True
        if clause.incident_word:
            return passage.own_date or count_in(words) > 1
        if (
            self.speaker.voice is Voice.VICTIM
            and passage.own_date
            and passage.when.precision in (Precision.DAY, Precision.MINUTE, Precision.RANGE, Precision.APPROXIMATE)
        ):
            if any(p.who == RESPONDENT for p in parties):
                return True
            return bool(_ITEM_DATE.match(words))
        return False

    def _undated_incident(self, parties: list[Party], words: str) -> bool:
        if _GENERALLY.search(words) or _SELF.search(words):
            return False
        respondent = any(p.who == RESPONDENT for p in parties)
        return respondent and (self.speaker.voice is not Voice.AGENCY)

    def _same_incident(self, run: _Run, passage: Passage, words: str) -> bool:
        if passage.own_date and (passage.when.start, passage.when.end) != (run.when.start, run.when.end):
            return False
        if passage.when.time and run.when.time and passage.when.time != run.when.time:
            return False
        return not _ANOTHER.search(words[:60]) and passage.span.start <= run.end + 400

    def _report_run(self) -> None:
        """What is told in a message to an agency is thereby reported to it on that day."""
        run = self.run
        if run is None:
            return
        if self.telling is not None:
            run.told += [
                Told(a, self.telling.on, self.telling.reference, self.telling.source) for a in self.telling.agencies
            ]

    def _flush(self) -> None:
        run, self.run = self.run, None
        if run is None:
            return
        words = " ".join(run.words)
        told = list(run.told)
        if self.speaker.voice is Voice.VICTIM and self.speaker.told and not run.judged:
            source = self.context.place.source(run.start, run.end)
            told += [
                Told(a, self.speaker.on, None, source) for a in self.speaker.told if a not in {t.agency for t in told}
            ]
        span = Span(run.start, run.end)
        types = tuple(t for t in IncidentType if t in set(run.types)) or (IncidentType.OTHER,)
        self._emit(
            span,
            K.INCIDENT,
            types,
            run.when,
            run.clause_words,
            run.actor,
            (),
            count_in(words),
            tuple(told),
            run,
            frozenset(),
            False,
        )

    # ---- events

    def _emit(self, span: Span, kind: K, types: tuple[IncidentType, ...], when: When, words: str, actor: str | None, recipients: Iterable[str], count: int,
              told: tuple[Told, ...], how: "Passage | _Run", steps: frozenset[S], negated: bool) -> None:  # fmt: skip
        source = self.context.place.source(span.start, span.end)
        references = references_in(self.context.references, span.start, span.end)
        case_ref = next((r.value for r in references if r.kind in ("complaint", "case")), "")
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
                confidence=confidence(when, how.own_date),
                references=tuple(dict.fromkeys(r.value for r in references)),
                words=content_words(self.text[span.start : span.end]),
                steps=steps | {S.NOT_DONE} if negated else steps,
                case_ref=case_ref,
                negated=negated,
                hate=IncidentType.HATE in types,
                person=self.speaker.person if self.speaker.voice is Voice.VICTIM else "",
                refers_back=how.judged or bool(_BACK.search(words)),
                message=self.message,
            )
        )


@dataclass(frozen=True, slots=True)
class TellerState:
    """What a paragraph leaves to its sub-points."""

    telling: Telling | None
    subject: str | None


def confidence(when: When, own_date: bool) -> float:
    """How sure the reading is: a stated day most, an inherited or missing one least."""
    if when.start is None:
        return 0.4
    if not own_date:
        return 0.6
    return {
        Precision.MINUTE: 0.95,
        Precision.DAY: 0.95,
        Precision.RANGE: 0.85,
        Precision.MONTH: 0.75,
        Precision.APPROXIMATE: 0.7,
    }.get(when.precision, 0.6)
