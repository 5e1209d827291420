"""What each clause of a narrative amounts to: an act, an incident, or the telling of one."""

import re
from dataclasses import replace

from caseclock.extractor.language.account import content_words
from caseclock.extractor.language.act_kinds import acknowledged, matter_of, settle_kind, steps_of
from caseclock.extractor.language.acts import Act, is_denied, is_unreal
from caseclock.extractor.language.behaviours import begins_behaviour, first_behaviour
from caseclock.extractor.language.clauses import Clause
from caseclock.extractor.language.context import Voice
from caseclock.extractor.language.idle_talk import act_key, is_idle, told_with
from caseclock.extractor.language.incident_signs import done_to_complainant, is_incident, names_thing
from caseclock.extractor.language.no_incident import is_mended
from caseclock.extractor.language.passages import Passage
from caseclock.extractor.language.respondent_acts import did_to_somebody
from caseclock.extractor.language.retellings import Retellings
from caseclock.extractor.language.sentences import Span
from caseclock.extractor.language.telling_verbs import done_in, has_finite_verb, is_general, is_purpose, opens_no_act
from caseclock.extractor.language.tellings import TELLS
from caseclock.extractor.language.terse_acts import was_done
from caseclock.extractor.language.who import COMPLAINANT, RESPONDENT, Party, is_agency
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Told
from caseclock.models.step import Step as S
from caseclock.models.when import Precision

_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|be|is|are|got)\s+(?:(?:\w+ly|again|then|not|never|only)\s+)?$", re.IGNORECASE
)
_WHAT_WAS_DONE = re.compile(
    r"\W*(?:and\s+)?(?:what|the words?|the things?)\s+(?:was|were|that were)?\s*(?:said|done|shouted|used)\b",
    re.IGNORECASE,
)


_FURTHER_ORDER = re.compile(
    r"(?:,\s*(?:and\s+)?|\s+and\s+)(?P<order>an?\s+(?:[\w-]+\s+){0,3}?(?:order|injunction|curfew|tag|fine|undertaking)\b)",
    re.IGNORECASE,
)
# "... asked when she had been told": what was asked, not what was done.
_ASKED = re.compile(r"\b(?:ask(?:ed|s|ing)?|quer(?:y|ied)|wonder(?:ed|s)|enquired)\b(?:\s+\w+){0,3}\s*$", re.IGNORECASE)
_QUESTION = re.compile(r"\W*(?:when|whether|why|how|what|where|who|if)\b", re.IGNORECASE)
_LISTED_BEFORE = re.compile(
    r"^[^.;]*?\b(?:the|your|his|her|an?)\s[^,.;]{3,60},\s(?:[^,.;]{3,60},\s)*[^,.;]{3,60}?\s?\band\s(?=(?:the|your|his|her|an?)\s)",
    re.IGNORECASE,
)
_FEW = 2  # telling words
_MONTH = 31  # days
_MAYBE = 0.3  # confidence
_FAR = 300  # characters: what stands further off in a sentence does not bear on a clause


_BESIDE = frozenset({"paren", "conj", "comma", "commaand"})


class Teller(Retellings):
    """Takes clauses one by one and gives events."""

    def clause(self, passage: Passage) -> None:
        """Read one clause."""
        clause, act = passage.clause, passage.clause.act
        words = self.text[clause.start : clause.end].replace("\n", " ").replace("\xa0", " ")
        parties = self.cast.parties_in(self.text, clause.start, clause.end)
        if self.unreal and not passage.own_date:
            self._named_in_passing(passage, None, words)
            self.cast.remember(parties)
            return
        told_before, run_before = self.serial, self.run
        subject = self._subject(clause, act, parties, words) if act is not None else None
        if self._tells_nothing(passage, act, words):
            self._named_in_passing(passage, None, words)
            self.cast.remember(parties)
            return
        if self._did_something(passage, act, parties, words):
            self._behaviour(passage, parties, words, certain=True)
        elif act is None and self._done_on_day(passage, parties, words):
            pass
        elif act is not None and self._names_what_called_for_more(passage, act, words):
            self._behaviour(passage, parties, words[: act.start], certain=True)
        elif act is None or self._is_behaviour(passage, act, subject, parties, words):
            self._behaviour(passage, parties, words, certain=act is not None and subject == RESPONDENT)
        elif not self._told_of_thing(passage, act, subject, parties, words):
            self._act(passage, act, subject, parties, words)
        self.matter = matter_of(words) or self.matter
        self._named_in_passing(passage, None if self.serial == told_before else act, words)
        if self.serial == told_before and self.run is run_before and act is None:
            self._maybe_incident(passage, words)
        self.cast.remember(parties)

    def _did_something(self, passage: Passage, act: Act | None, parties: list[Party], words: str) -> bool:
        """Is the respondent told to have done something to somebody, in whatever words, on a known day?"""
        if act is not None and act.kind not in (K.CONTACT, K.OTHER, K.REPORT, K.AGENCY_ACTION):
            return False
        if passage.when.start is None or not (passage.own_date or self.inbound or self.speaker.voice is Voice.VICTIM):
            return False
        for party in parties:
            at = party.end - passage.clause.start
            if party.who == RESPONDENT and did_to_somebody(words[at:]):
                return not (is_unreal(words, at) or is_denied(words, at))
        return False

    def _done_on_day(self, passage: Passage, parties: list[Party], words: str) -> bool:
        """In a report from outside: a thing done on a day that the clause itself gives, whatever its verb."""
        if self.speaker.voice is not Voice.REPORTER or not passage.own_date or passage.clause.types:
            return False
        if passage.judged or passage.clause.incident_word or passage.when.precision is Precision.YEAR:
            return False
        done = done_in(words)
        if done is None or is_unreal(words, done.start) or is_denied(words, done.start):
            return False
        before = [p.who for p in parties if p.start < passage.clause.start + done.start]
        actor = before[-1] if before else None
        by_agency = done.passive or is_agency(actor)
        kind = K.AGENCY_ACTION if by_agency else K.OTHER
        self._emit(passage, kind, (), passage.when, words, None if done.passive else actor, (), 1, ())
        if not is_agency(actor):
            self.ready[-1] = replace(self.ready[-1], weak=True)
            self._maybe_incident(passage, words)
        return True

    def _maybe_incident(self, passage: Passage, words: str) -> None:
        """A thing of a day or month that no rule takes for anything: an incident if a surer account tells of it."""
        when = passage.when
        near = when.start is not None and when.end is not None and (when.end - when.start).days <= _MONTH
        if not (passage.own_date and near) or passage.clause.negated or len(content_words(words)) < _FEW:
            return
        self._note_maybe(passage, words)

    def _note_maybe(self, passage: Passage, words: str) -> None:
        of_list = _LISTED_BEFORE.match(words) if passage.own_date else None
        if of_list is not None:  # "the firework, the bat and the water on 5 May": the day is that of the last
            start = passage.span.start + of_list.end()
            passage = replace(passage, span=replace(passage.span, start=start))
            words = words[of_list.end() :]
        types = passage.clause.types or (IncidentType.OTHER,)
        self._emit(passage, K.INCIDENT, types, passage.when, words, RESPONDENT, (), 1, ())
        self.maybe.append(replace(self.ready.pop(), weak=True, alone=None, confidence=_MAYBE))

    def _tells_nothing(self, passage: Passage, act: Act | None, words: str) -> bool:
        """In a report from outside: how things are, what is done as a rule, or a phrase beside what was told."""
        if self.speaker.voice is not Voice.REPORTER or (act is None and not passage.clause.types):
            return False
        start, end = passage.sentence.start, passage.sentence.end
        before = self.text[max(start, passage.clause.start - _FAR) : passage.clause.start]
        if _ASKED.search(before) and _QUESTION.match(words):
            return True
        if passage.clause.opener == "that" and not passage.own_date and opens_no_act(before):
            return True
        sentence = self.text[start : min(end, start + 2 * _FAR)].replace("\n", " ")
        told = bool(self.ready) and self.ready[-1].source.start >= passage.sentence.start
        if told and act is not None and passage.clause.opener in _BESIDE and not has_finite_verb(words):
            return True
        return is_purpose(words) or (not passage.own_date and is_general(words, sentence))

    def _is_behaviour(self, passage: Passage, act: Act, subject: str | None, parties: list[Party], words: str) -> bool:
        """Is the act rather something that the respondent did to the complainant?"""
        if act.kind is K.CONTACT and self._goes_on_saying(passage, act, words):
            return True
        if act.kind is K.CONTACT and subject == RESPONDENT:
            return done_to_complainant(passage, parties, self.speaker.voice)
        if act.kind is K.CONTACT and begins_behaviour(words, act.start):
            return True
        if act.kind is K.COMPLAINT and passage.clause.types and act.name == "complaint" and passage.own_date:
            return bool(re.match(r"\W*since\b", words, re.IGNORECASE))
        if _WHAT_WAS_DONE.match(words):
            return passage.own_date
        return (
            act.kind is K.AGENCY_ACTION
            and not is_agency(subject)
            and bool(passage.clause.types)
            and not TELLS.search(words)
            and not was_done(words)
            and not is_mended(words)
        )

    def _goes_on_saying(self, passage: Passage, act: Act, words: str) -> bool:
        """ "He raised a bat to her and said she was next": with a deed just told, without a subject of its own."""
        run = self.run
        if run is None or passage.clause.opener not in ("conj", "commaand") or words[: act.start].strip():
            return False
        near = passage.sentence.start <= run.start and run.end >= passage.span.start - 8
        return near and bool(passage.clause.types) and re.match(r"\W*(?:said|says|saying)\b", words) is not None

    def _names_what_called_for_more(self, passage: Passage, act: Act, words: str) -> bool:
        """ "The bat on 3 May called for an application": in a letter of an agency, of a thing with its day."""
        if self.speaker.voice is not Voice.AGENCY or self.note or not passage.own_date:
            return False
        asks = re.match(r"(?:called|calls|call) for\b", words[act.start :], re.IGNORECASE)
        return asks is not None and names_thing(words[: act.start])

    def _subject(self, clause: Clause, act: Act, parties: list[Party], words: str) -> str | None:
        before = [p for p in parties if p.end <= clause.start + act.start + 1]
        verb = words[act.start :].lower()
        if _PASSIVE.search(words[: act.start]) or verb.startswith(("was ", "were ", "had been")):
            if re.search(r"\bby\b", words[act.end :]):
                after = [p for p in parties if p.start >= clause.start + act.end]
                return after[0].who if after else None
            return None
        if not before:
            return self._unnamed_subject(clause, words, act)
        named = [p for p in before if not p.pronoun]
        if named:
            return named[-1].who
        later = {p.who for p in parties if not p.pronoun and p.start > before[0].start}
        if before[0].who in later:  # "she spoke to Ms A": she is not Ms A
            return next((who for who in (self.subject, self.cast.last_agency) if who not in later), None)
        return before[0].who

    def _unnamed_subject(self, clause: Clause, words: str, act: Act) -> str | None:
        """A verb without a subject goes on with the last one; where a person's own account opens with it ("Rang 101"),
        it is the writer's, unless it is done to the writer ("Called me a grass")."""
        opens = clause.opener in ("", "semi", "dash") and not words[: act.start].strip(" ,.-–—•*")
        own = self.speaker.voice is Voice.VICTIM and opens
        if own and act.kind in (K.CONTACT, K.REPORT) and not re.match(r"\W*(?:me|us|my|from|by)\b", words[act.end :]):
            return self.speaker.author or COMPLAINANT
        return self.subject

    def _act(self, passage: Passage, act: Act, subject: str | None, parties: list[Party], words: str) -> None:
        clause = passage.clause
        author = self.cast.protagonist or (self.speaker.author if is_agency(self.speaker.author) else None)
        if subject is None and self.cast.protagonist is not None and act.kind is K.AGENCY_ACTION:
            author = None  # "a notice was served": a report from outside does not say by whom
        kind, actor = settle_kind(act, subject, words, self.cast, author)
        if kind in (K.CONTACT, K.REPORT) and self._is_untold(words):
            return
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
        if self._goes_on(passage, kind, actor, parties) or self._among_people(passage, act, kind, recipients, parties):
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
            answers=self._answers(actor),
        ):
            return
        if kind in (K.CONTACT, K.REPORT) and self.cast.protagonist is None and not steps and not content_words(words):
            return  # "You told us of": nothing is said of what
        word = told_with(passage, act, words, self.speaker.voice)
        self.said |= {act_key(passage, act, kind, actor, word), (kind, actor)}
        self._emit(passage, kind, (), passage.when, words, actor, recipients, 1, (), steps, clause.negated)
        told = len(self.ready) - 1
        if actor == RESPONDENT and kind in (K.CONTACT, K.OTHER, K.REPORT) and passage.own_date and not steps:
            self.ready[told] = replace(self.ready[told], weak=True)
            self._maybe_incident(passage, words)
        if self.speaker.voice is Voice.REPORTER and kind in (K.COURT, K.ORDER):
            self._further_orders(passage, act, words, actor)
        if not passage.judged:
            self.memory.keep(act.name, self.ready[told], self._sentence_of(passage))

    def _further_orders(self, passage: Passage, act: Act, words: str, actor: str | None) -> None:
        """ "He was given a prison sentence, a restraining order and a tag": each is an order of its own."""
        at, place = passage.clause.start, len(self.ready) - 1
        further = [m for m in _FURTHER_ORDER.finditer(words, act.end) if at + m.start("order") > passage.span.start]
        for match in further:
            span = Span(at + match.start("order"), at + match.end("order"))
            of = replace(passage, span=span)
            self._emit(of, K.ORDER, (), passage.when, match["order"], actor, (), 1, ())
            self.ready[-1] = replace(self.ready[-1], refers_back=self.ready[place].refers_back)
        if further:
            first = self.ready[place]
            source = self.context.place.source(first.source.start, at + further[0].start())
            said = self.text[source.start : source.end]
            self.ready[place] = replace(first, source=source, words=content_words(said))

    def _answers(self, actor: str | None) -> bool:
        """Was whoever talks now just written to or spoken to by somebody else?"""
        last = self.ready[-1] if self.ready else None
        return last is not None and actor is not None and actor in last.recipients and actor != last.actor

    def _among_people(
        self, passage: Passage, act: Act, kind: K, recipients: tuple[str, ...], parties: list[Party]
    ) -> bool:
        """In a report from outside, what the respondent says to people on no day of its own: no step of the case."""
        if self.speaker.voice is not Voice.REPORTER or kind is not K.CONTACT or passage.own_date:
            return False
        before = [p for p in parties if p.start < passage.clause.start + act.start]
        said = bool(before) and before[-1].who == RESPONDENT
        return said and not any(is_agency(r) for r in recipients)

    def _goes_on(self, passage: Passage, kind: K, actor: str | None, parties: list[Party]) -> bool:
        """ "She replied and said ...": one act in two verbs; its passage is lengthened."""
        act = passage.clause.act
        if act is None or act.kind is not K.CONTACT or not self.ready:
            return False
        if passage.clause.opener not in _BESIDE or passage.clause.opener == "paren":
            return False
        last = self.ready[-1]
        if last.kind in (K.INCIDENT, K.OTHER) or last.source.start < passage.sentence.start:
            return False
        # In a report a verb without a subject goes on with what the same person just did.
        bare = self.speaker.voice is Voice.REPORTER and act.start <= 1 and not last.negated
        if not bare and (kind is not K.CONTACT or last.kind is not K.CONTACT or last.actor != actor):
            return False
        if (last.when.start, last.when.end) != (passage.when.start, passage.when.end):
            return False
        self.ready[-1] = replace(last, source=self.context.place.source(last.source.start, passage.span.end))
        return True

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
            passage,
            parties,
            words,
            voice,
            note=self.note,
            inbound=self.inbound,
            witness=self.witness,
            listed=self.content,
        ):
            if passage.when.start is None and clause.types and not clause.negated:
                self._note_maybe(passage, words)
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
