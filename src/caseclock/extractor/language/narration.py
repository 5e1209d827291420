"""What each clause of a narrative amounts to: an act, an incident, or the telling of one."""

import re
from collections.abc import Iterable
from dataclasses import replace

from caseclock.extractor.language.account import content_words, count_in, references_in, spot, summary
from caseclock.extractor.language.act_kinds import acknowledged, matter_of, settle_kind, steps_of
from caseclock.extractor.language.acts import Act, is_denied, is_unreal
from caseclock.extractor.language.behaviours import first_behaviour, incident_types
from caseclock.extractor.language.clauses import Clause
from caseclock.extractor.language.context import Context, Voice
from caseclock.extractor.language.idle_talk import act_key, is_idle
from caseclock.extractor.language.incident_signs import done_to_complainant, is_incident
from caseclock.extractor.language.memory import Memory
from caseclock.extractor.language.passages import Passage, Run, TellerState, Telling, confidence
from caseclock.extractor.language.sentences import Span
from caseclock.extractor.language.who import COMPLAINANT, OTHER, RESPONDENT, Cast, Party, is_agency
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event, Told
from caseclock.models.step import Step as S
from caseclock.models.when import Precision, When

_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|be|is|are|got)\s+(?:(?:\w+ly|again|then|not|never|only)\s+)?$", re.IGNORECASE
)
_TELLS = re.compile(
    r"\b(?:told|informed|notified|report(?:ed|s|ing)?|advised|rang|rung|called|phoned|telephoned|dialled|contacted|"
    r"e-?mailed|wrote|complained|logged|texted|spoke|said|filled in|put|sent|been on)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"\breport(?:ed|ing|s)?\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|a further|a second|a third|separate|also on|again on)\b", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:the|this|that|these|those|her|his|their|your|my|its|our)\s+(?:\w+\s+){0,2}?"
    r"(?:incidents?|attack|assault|report|complaint|response|letter|email|hearing|arrest|visit|correspondence|damage|"
    r"theft|spraying|break-in)\b",
    re.IGNORECASE,
)
_ABOUT_THING = re.compile(
    r"\b(?:told|reported|informed|complained|notified|rang|wrote|emailed|called)\b[^.;]*?\b(?:of|about)\s+"
    r"(?P<thing>(?:the|your|a|an|another|his|her|my)\s+[^.;]*?\b(?:on|of|during|in)\s+(?:the\s+)?\d.*)$",
    re.IGNORECASE,
)
_WHAT_WAS_DONE = re.compile(
    r"\W*(?:and\s+)?(?:what|the words?|the things?)\s+(?:was|were|that were)?\s*(?:said|done|shouted|used)\b",
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
_ABOUT_WHOM = re.compile(r"\b(?:about|for|of|over|regarding|concerning|re)\s+$", re.IGNORECASE)
_GIVES_NUMBER = re.compile(r"\b(?:gave|given|number|ref|reference|crime no)\b", re.IGNORECASE)
_YOU_REPORTED = re.compile(r"\byou\s+(?:also\s+|have\s+|had\s+)?reported\b", re.IGNORECASE)
_THING_ON = re.compile(r"\W*(?:and\s+)?(?:about\s+)?(?:the|my|our)\s+\w+(?:\s+\w+)?\s+on\b[^.;]{4,30}$", re.IGNORECASE)
_TO_ALSO = re.compile(r"\W*(?:(?:and|then|also)\s+)*to\b", re.IGNORECASE)
_CAME_IN = re.compile(
    r"\W*(?:(?:she|he|they|you)\s+)?(?:phoned|rang|called|e-?mailed|texted|wrote|reported|messaged)\s+"
    r"(?:(?:it|this)\s+)?(?:in|me|us|to (?:me|us))\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\bhad\s+(?:\w+ly\s+|already\s+|also\s+|not\s+)?(?:been\s+)?\w+", re.IGNORECASE)


class Teller:
    """Takes clauses one by one and gives events. Holds who was spoken of, what was told to whom, and the open incident.

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
        self.serial = 0
        self.memory = Memory(self.cast.protagonist)
        self.content = False  # inside a list of what somebody said
        self.matter: S | None = None  # the complaint or application spoken of last, as the step that acknowledges it
        self.latest: Event | None = None  # the incident told last

    # ---- the flow of blocks

    def new_block(self) -> None:
        """A new paragraph: what was being told ends, who was spoken of stays."""
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
        ready, self.ready = self.ready, []
        return ready

    def finish(self) -> list[Event]:
        """The rest."""
        self._flush()
        return self.take()

    # ---- one clause

    def clause(self, passage: Passage) -> None:
        """Read one clause."""
        clause, act = passage.clause, passage.clause.act
        words = self.text[clause.start : clause.end].replace("\n", " ").replace("\xa0", " ")
        parties = self.cast.parties_in(self.text, clause.start, clause.end)
        if self.unreal and not passage.own_date:
            self.cast.remember(parties)
            return
        subject = self._subject(clause, act, parties, words) if act is not None else None
        if act is None or self._is_behaviour(passage, act, subject, parties, words):
            self._behaviour(passage, parties, words, certain=act is not None and subject == RESPONDENT)
        elif not self._told_of_thing(passage, act, subject, parties, words):
            self._act(passage, act, subject, parties, words)
        self.matter = matter_of(words) or self.matter
        self._named_in_passing(passage, act, words)
        self.cast.remember(parties)

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

    def _is_behaviour(self, passage: Passage, act: Act, subject: str | None, parties: list[Party], words: str) -> bool:
        """Is the act rather something that the respondent did to the complainant?"""
        if act.kind is K.CONTACT and subject == RESPONDENT:
            return done_to_complainant(passage, parties, self.speaker.voice)
        if act.kind is K.COMPLAINT and passage.clause.types and act.name == "complaint" and passage.own_date:
            return bool(re.match(r"\W*since\b", words, re.IGNORECASE))
        if _WHAT_WAS_DONE.match(words):
            return passage.own_date
        return (
            act.kind is K.AGENCY_ACTION
            and not is_agency(subject)
            and bool(passage.clause.types)
            and not _TELLS.search(words)
        )

    def _told_of_thing(self, passage: Passage, act: Act, subject: str | None, parties: list[Party], words: str) -> bool:
        """ "You told us about the fire on 11 August": the day is the fire's, not the telling's; but who writes "I told
        them about the dog on 29 January" says when they told."""
        if self.speaker.voice is Voice.VICTIM:
            return False
        if act.kind not in (K.CONTACT, K.REPORT) or not passage.own_date or subject not in (COMPLAINANT, None):
            return False
        match = _ABOUT_THING.search(words)
        if not match:
            return False
        self._flush()
        self._open_run(passage, words[match.start("thing") :])
        if self.run is not None:
            source = self.context.place.source(passage.span.start, passage.span.end)
            thing = passage.clause.start + match.start("thing")
            agencies = dict.fromkeys(p.who for p in parties if is_agency(p.who) and p.end <= thing)
            self.run.told += [Told(a, None, None, source) for a in agencies]
        return True

    def _subject(self, clause: Clause, act: Act, parties: list[Party], words: str) -> str | None:
        before = [p for p in parties if p.end <= clause.start + act.start + 1]
        verb = words[act.start :].lower()
        if _PASSIVE.search(words[: act.start]) or verb.startswith(("was ", "were ", "had been")):
            if re.search(r"\bby\b", words[act.end :]):
                after = [p for p in parties if p.start >= clause.start + act.end]
                return after[0].who if after else None
            return None
        if not before:
            return self._unnamed_subject(words, act)
        named = [p for p in before if not p.pronoun]
        if named:
            return named[-1].who
        later = {p.who for p in parties if not p.pronoun and p.start > before[0].start}
        if before[0].who in later:  # "she spoke to Ms A": she is not Ms A
            return next((who for who in (self.subject, self.cast.last_agency) if who not in later), None)
        return before[0].who

    def _unnamed_subject(self, words: str, act: Act) -> str | None:
        """A verb without a subject goes on with the last one; where a person's own account opens with it ("Rang 101"),
        it is the writer's, unless it is done to the writer ("Called me a grass")."""
        own = self.speaker.voice is Voice.VICTIM and not words[: act.start].strip(" ,.-–—•*")
        if own and act.kind in (K.CONTACT, K.REPORT) and not re.match(r"\W*(?:me|us|my|from|by)\b", words[act.end :]):
            return self.speaker.author or COMPLAINANT
        return self.subject

    # ---- acts

    def _act(self, passage: Passage, act: Act, subject: str | None, parties: list[Party], words: str) -> None:
        clause = passage.clause
        author = self.cast.protagonist or (self.speaker.author if is_agency(self.speaker.author) else None)
        if subject is None and self.cast.protagonist is not None and act.kind is K.AGENCY_ACTION:
            author = None  # "a notice was served": a report from outside does not say by whom
        kind, actor = settle_kind(act, subject, words, self.cast, author)
        if self._gives_number(passage, kind, words) or self._told_the_author(passage, kind, actor, words):
            return
        at = clause.start + act.start
        to = (p for p in parties if p.start >= at and p.who != actor and not self._only_spoken_of(p))
        recipients = tuple(dict.fromkeys(p.who for p in to))
        if not recipients and self._reported_to_us(kind, actor, words):
            recipients = (self.speaker.author or "",)
        steps = steps_of(words, kind, actor)
        if act.name == "acknowledgement" and self.speaker.voice is not Voice.REPORTER:
            steps = acknowledged(steps, words, self.matter)
        if clause.opener == "paren" and kind in (K.CONTACT, K.REPORT) and self._told_in_brackets(passage, parties):
            return
        if self._is_telling(kind, actor, recipients, words):
            told_of = self.run
            kind = self._tell(passage, kind, recipients, words)
            if told_of is not None and self._only_reports(told_of, passage, kind):
                return
            steps = steps | {S.INCIDENT_REPORTED} if kind is K.REPORT else steps
        elif is_agency(actor) and clause.opener != "that":
            self.telling = None
        self.subject = subject if subject is not None else self.subject
        if self._refers_back(passage, act, kind, recipients, steps, words):
            return
        if self._goes_on(passage, kind, actor, parties):
            return
        if is_idle(
            passage,
            act,
            kind,
            actor,
            words,
            said=self.said,
            voice=self.speaker.voice,
            content=self.content,
            telling=self.telling is not None,
        ):
            return
        if kind in (K.CONTACT, K.REPORT) and self.cast.protagonist is None and not steps and not content_words(words):
            return  # "You told us of": nothing is said of what
        self.said |= {act_key(passage, act, kind, actor), (kind, actor)}
        self._emit(passage, kind, (), passage.when, words, actor, recipients, 1, (), steps, clause.negated)
        if not passage.judged:
            self.memory.keep(act.name, self.ready[-1])

    def _reported_to_us(self, kind: K, actor: str | None, words: str) -> bool:
        """In an agency's letter, "you reported that ..." says that the agency was told."""
        if self.speaker.voice is not Voice.AGENCY or self.note or not is_agency(self.speaker.author):
            return False
        return kind in (K.CONTACT, K.REPORT) and actor == COMPLAINANT and bool(_YOU_REPORTED.search(words))

    def _only_spoken_of(self, party: Party) -> bool:
        """ "Rang 101 about it": a pronoun after "about" is not who was rung."""
        return party.pronoun and bool(_ABOUT_WHOM.search(self.text[max(0, party.start - 12) : party.start]))

    def _refers_back(
        self, passage: Passage, act: Act, kind: K, recipients: tuple[str, ...], steps: frozenset[S], words: str
    ) -> bool:
        """In a report told from outside, is it a mention of something already told? Then it takes that event's day."""
        loose = passage.when.precision in (Precision.MONTH, Precision.YEAR)
        if self.speaker.voice is not Voice.REPORTER or (passage.own_date and not loose):
            return False
        if not (passage.judged or loose or (_PERFECT.search(words) and act.name not in ("arrest", "hearing", "talk"))):
            return False
        within = passage.when if passage.own_date else None
        content = content_words(words)
        found = self.memory.recall(act.name, (kind, act.kind), steps, words, content, recipients, within)
        if found is None:
            return False
        again = replace(passage, when=found.when, judged=True)
        self._emit(again, found.kind, (), found.when, words, found.actor, found.recipients, 1, (), found.steps)
        return True

    def _goes_on(self, passage: Passage, kind: K, actor: str | None, parties: list[Party]) -> bool:
        """ "She replied and said ...": one act in two verbs; its passage is lengthened."""
        if kind is not K.CONTACT or not self.ready or passage.clause.opener not in ("conj", "commaand", "comma"):
            return False
        last = self.ready[-1]
        if last.kind is not K.CONTACT or last.actor != actor or last.source.start < passage.sentence.start:
            return False
        if (last.when.start, last.when.end) != (passage.when.start, passage.when.end):
            return False
        self.ready[-1] = replace(last, source=self.context.place.source(last.source.start, passage.span.end))
        return True

    def _is_telling(self, kind: K, actor: str | None, recipients: tuple[str, ...], words: str) -> bool:
        if kind not in (K.CONTACT, K.REPORT, K.COMPLAINT) or not _TELLS.search(words):
            return False
        if actor == RESPONDENT or is_agency(actor):
            return False
        if self.speaker.voice is Voice.AGENCY and actor is None:
            return False
        return any(is_agency(r) for r in recipients) or bool(_REPORTED.search(words))

    def _tell(self, passage: Passage, kind: K, recipients: tuple[str, ...], words: str) -> K:
        """Take note of who was told; gives the kind that the telling is. An open incident becomes reported by it."""
        agencies = tuple(r for r in recipients if is_agency(r))
        source = self.context.place.source(passage.span.start, passage.span.end)
        exact = passage.when.precision not in (Precision.MONTH, Precision.YEAR, Precision.UNDATED)
        on = passage.when.end if exact else None
        references = references_in(self.context.references, passage.span.start, passage.span.end)
        reference = references[0].quote if references else None
        run = self.run
        if run is None and agencies and not passage.clause.types:
            self._tell_of_repeats(passage, [Told(a, on, reference, source) for a in agencies])
        if run is not None and passage.block.start <= run.start and not passage.clause.types:
            run.references += [r.value for r in references]
        if run is not None and agencies and passage.block.start <= run.start and not passage.clause.types:
            day = on if passage.own_date else run.when.end
            run.told += [Told(a, day, reference, source) for a in agencies]
            if passage.sentence.start <= run.start:  # "..., of which you told us on 5 May; the next thing ..."
                return K.REPORT if kind is K.CONTACT else kind
        self.telling = Telling(agencies, on, passage.when, source, reference)
        if run is not None and agencies and passage.block.start <= run.start and not passage.clause.types:
            return K.REPORT if kind is K.CONTACT else kind
        about = bool(incident_types(words)) or passage.clause.incident_word or bool(_REPORTED.search(words))
        if kind is K.CONTACT and (about or self._content_follows(passage)):
            return K.REPORT
        return kind

    def _told_too(self, passage: Passage, parties: list[Party], words: str) -> bool:
        """ "I reported it to you on 4 March and to the police on 5 March": the second telling has no verb."""
        run = self.run
        agencies = [p.who for p in parties if is_agency(p.who)]
        if run is None or not run.told or not agencies or not _TO_ALSO.match(words):
            return False
        source = self.context.place.source(passage.span.start, passage.span.end)
        on = passage.when.end if passage.own_date else run.told[-1].on
        run.told += [Told(a, on, None, source) for a in dict.fromkeys(agencies)]
        return True

    def _told_of_more(self, passage: Passage, words: str) -> bool:
        """ "I told them about the dog on 29 January and the eggs on 2 April": the day of another telling."""
        telling = self.telling
        if telling is None or self.speaker.voice is not Voice.VICTIM or not passage.own_date:
            return False
        if not passage.sentence.start <= telling.source.start < passage.span.start or not _THING_ON.match(words):
            return False
        self._emit(passage, K.REPORT, (), passage.when, words, self.speaker.author, telling.agencies, 1, ())
        return True

    def _has_number(self, passage: Passage, parties: list[Party], words: str) -> bool:
        """ "... Police crime reference 35/118/24.": whose number the incident just told has, who thus knew of it."""
        run = self.run
        references = references_in(self.context.references, passage.span.start, passage.span.end)
        if (
            run is None
            or not references
            or passage.clause.types
            or passage.own_date
            or passage.span.start > run.end + 60
        ):
            return False
        if not _GIVES_NUMBER.search(words) or len(content_words(words)) > 4:
            return False
        run.references += [r.value for r in references]
        source = self.context.place.source(passage.span.start, passage.span.end)
        known = {t.agency for t in run.told}
        agencies = (p.who for p in parties if is_agency(p.who) and p.who not in known)
        run.told += [Told(a, None, references[0].quote, source) for a in dict.fromkeys(agencies)]
        return True

    def _tell_of_repeats(self, passage: Passage, told: list[Told]) -> None:
        """ "He kicked my door, and again on 6 March. I told the police on 7 March": they were told of both."""
        for number in range(len(self.ready) - 1, -1, -1):
            event = self.ready[number]
            last = self.latest
            if last is None or event.kind is not K.INCIDENT or event.summary != last.summary:
                break
            if not passage.block.start <= event.source.start:
                break
            new = tuple(t for t in told if t.on is None or event.when.start is None or t.on >= event.when.start)
            self.ready[number] = replace(event, told=event.told + new)

    def _told_the_author(self, passage: Passage, kind: K, actor: str | None, words: str) -> bool:
        """In an agency's list: "he let his dog go for her. Phoned in on 29 January": the incident's report to it."""
        run, author = self.run, self.speaker.author
        if self.speaker.voice is not Voice.AGENCY or self.note or run is None or author is None or is_agency(actor):
            return False
        near = passage.block.start <= run.start and kind in (K.CONTACT, K.REPORT) and not passage.clause.types
        if not near or not _CAME_IN.match(words):
            return False
        source = self.context.place.source(passage.span.start, passage.span.end)
        run.told.append(Told(author, passage.when.end if passage.own_date else run.when.end, None, source))
        return True

    def _only_reports(self, run: Run, passage: Passage, kind: K) -> bool:
        """ "... I rang 101 at once": the incident's own report, which its entry keeps; no entry of its own."""
        told = any(t.source.start == passage.span.start for t in run.told)
        return told and kind is K.REPORT and self.speaker.voice is not Voice.REPORTER

    def _content_follows(self, passage: Passage) -> bool:
        """Does the rest of the sentence tell of behaviour ("... that her neighbour had broken into a flat")?"""
        return bool(incident_types(self.text[passage.clause.end : max(passage.sentence.end, passage.clause.end)]))

    def _told_in_brackets(self, passage: Passage, parties: list[Party]) -> bool:
        """ "(police, log 163, and the landlord)" after an incident says to whom it was told."""
        agencies = [p.who for p in parties if is_agency(p.who)]
        if not agencies or self.run is None:
            return False
        source = self.context.place.source(passage.clause.start, passage.clause.end)
        on = passage.when.end if passage.own_date and passage.when.start != self.run.when.start else None
        references = references_in(self.context.references, passage.clause.start, passage.clause.end)
        reference = references[0].quote if references else None
        self.run.told += [Told(a, on, reference, source) for a in dict.fromkeys(agencies)]
        self.run.references += [r.value for r in references]
        return True

    def _gives_number(self, passage: Passage, kind: K, words: str) -> bool:
        """ "... They gave me NP/21/88": the number that the incident just told goes by; no event of its own."""
        run = self.run
        if run is None or kind not in (K.CONTACT, K.REPORT) or passage.own_date or passage.clause.types:
            return False
        references = references_in(self.context.references, passage.span.start, passage.span.end)
        near = passage.block.start <= run.start and passage.span.start <= run.end + 200
        if not references or not near or not _GIVES_NUMBER.search(words):
            return False
        run.references += [r.value for r in references]
        if run.told and run.told[-1].reference is None and len({t.source for t in run.told}) == 1:
            run.told = [replace(t, reference=references[0].quote) for t in run.told]
        return True

    # ---- behaviour

    def _behaviour(self, passage: Passage, parties: list[Party], words: str, *, certain: bool = False) -> None:
        clause = passage.clause
        if clause.opener == "paren" and self._told_in_brackets(passage, parties):
            return
        if passage.judged and not passage.own_date:
            return
        if self._told_of_more(passage, words):
            return
        if self._told_too(passage, parties, words) or self._has_number(passage, parties, words):
            return
        at = first_behaviour(words)
        if at is not None and (is_unreal(words, at) or is_denied(words, at)):
            return
        voice = self.speaker.voice
        if not (certain and passage.when.start is not None) and not is_incident(
            passage, parties, words, voice, note=self.note, inbound=self.inbound, witness=self.witness
        ):
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
        if self.run is not None and self.telling is not None:
            told = self.telling
            self.run.told += [Told(a, told.on, told.reference, told.source) for a in told.agencies]

    def _open_run(self, passage: Passage, words: str) -> None:
        when, telling = passage.when, self.telling
        if not passage.own_date and telling is not None and telling.when.start is not None:
            same = (when.start, when.end) == (telling.when.start, telling.when.end)
            if when.start is None or same:
                when = telling.when.model_copy(update={"precision": Precision.APPROXIMATE, "time": when.time})
        span, types = passage.span, list(passage.clause.types)
        start = span.start if passage.since is None else min(span.start, passage.since)
        self.run = Run(start, span.end, when, passage.own_date, passage.judged, [words], types)

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

    def _headline(self, run: Run) -> str:
        """The first clause of an incident; the sentence as far as it is the incident's where the clause is a scrap."""
        first = run.words[0]
        if len(first) >= 30:
            return first
        whole = self.text[run.start : run.end].replace("\n", " ")
        return whole if len(whole) <= 200 and first.strip() in whole else first

    # ---- events

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
                refers_back=of.judged or bool(_BACK.search(words)),
                message=self.message,
            )
        )
