"""Who was told of an incident, and when: beside it, after it, in brackets, by a number alone."""

import re
from dataclasses import replace
from datetime import date

from caseclock.extractor.language.account import content_words, references_in
from caseclock.extractor.language.acts import Act
from caseclock.extractor.language.behaviours import incident_types, speaks_of_incident
from caseclock.extractor.language.context import Voice
from caseclock.extractor.language.incident_signs import names_thing
from caseclock.extractor.language.letter_steps import YOU_TOLD, LetterSteps
from caseclock.extractor.language.passages import Passage, Run, Telling
from caseclock.extractor.language.who import COMPLAINANT, RESPONDENT, Party, is_agency
from caseclock.models.entry import EntryKind as K
from caseclock.models.event import Told
from caseclock.models.when import Precision, When

TELLS = re.compile(
    r"\b(?:told|informed|notified|report(?:ed|s|ing)?|advised|rang|rung|called|phoned|telephoned|dialled|contacted|"
    r"e-?mailed|wrote|complained|logged|texted|spoke|said|filled in|put|sent|been on)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"\breport(?:ed|ing|s)?\b", re.IGNORECASE)
_ABOUT_THING = re.compile(
    r"\b(?:told|reported|informed|complained|notified|rang|wrote|emailed|called)\b[^.;]*?\b(?:of|about)\s+"
    r"(?P<thing>(?:the|your|a|an|another|his|her|my)\s+[^.;]*?\b(?:on|of|during|in)\s+(?:the\s+)?\d.*)$",
    re.IGNORECASE,
)
# The same in a note, of any behaviour: "rang re party at no 6 on 13/3".
_ABOUT_BEHAVIOUR = re.compile(
    r"\b(?:told|reported|complained|rang|wrote|e-?mailed|called|phoned|texted)\b[^.;]*?\b(?:of|about|re|regarding|over)\s+"
    r"(?P<thing>[^.;]*?\b(?:on|of)\s+(?:the\s+)?(?:[A-Z][a-z]{2,8}\s+)?\d.*)$",
    re.IGNORECASE,
)
# "I never told you this before", "not told you until now": it is told by being written.
_UNTOLD = re.compile(
    r"\b(?:never|not|n[’']t)\b[^.;]*?\b(?:told|tell|report(?:ed)?|mention(?:ed)?|said|say|rang|written|wrote)\b"
    r"[^.;]*?(?:\b(?:before|until now|till now|until today|yet|at the time)\b|\bthis\b)",
    re.IGNORECASE,
)
_ABOUT_WHOM = re.compile(r"\b(?:about|for|of|over|regarding|concerning|re)\s+$", re.IGNORECASE)
_GIVES_NUMBER = re.compile(r"\b(?:gave|given|number|ref|reference|crime no)\b", re.IGNORECASE)
_THING_ON = re.compile(r"\W*(?:and\s+)?(?:about\s+)?(?:the|my|our)\s+\w+(?:\s+\w+)?\s+on\b[^.;]{4,30}$", re.IGNORECASE)
# "The bite on 17 May was reported to the police": the day is that of the thing.
_THING_WAS_TOLD = re.compile(
    r"^\W*(?P<thing>(?:the|this|that|an?|his|her|my|your|our|[\w’'-]+[’']s)\s+[^.;,]*?\b(?:on|of)\s+(?:the\s+)?\d[^.;,]*?)"
    r"\s+(?:was|were|has been|had been|have been)\s+(?:\w+ly\s+)?(?:reported|notified|mentioned|told)\s+to\b",
    re.IGNORECASE,
)
# "... and a second one on 29 May": once more what was just done.
_ANOTHER_OF_IT = re.compile(
    r"^\W*(?:and\s+)?(?:then\s+)?(?:an?|the|my|your|her|his)?\s*(?:second|third|fourth|further|other|another|next|last|reminder)\b"
    r"(?:\s+(?:one|letter|e-?mail|call|message|text|time))?\s+(?:on|of|dated)\b[^.;,]{3,30}\W*$",
    re.IGNORECASE,
)
# "When you wrote about the eggs and the firework, ...": the rest of what was written about.
_ABOUT_AND = re.compile(
    r"\b(?:about|re|regarding|concerning|over)\s+(?:[\w’'-]+\s+){1,6}?(?:and|,|, and)\s*$", re.IGNORECASE
)
_THING_ALONE = re.compile(r"^\W*(?:the|your|his|her|my|our|their|an?)\s+(?:[\w’'-]+\s*){1,4}(?:,|\W*$)", re.IGNORECASE)
_NOTED_THAT = re.compile(r"^\W*(?:[\w’'-]+\s+){1,6}?(?:noted|heard|found|accepted|understood)\s+that\s+", re.IGNORECASE)
_TALK = (K.CONTACT, K.REPORT)
# "... charged with assault and threatening behaviour": the name of an offence, which tells of nothing by itself.
_CHARGED = re.compile(
    r"\b(?:charged|cautioned|convicted|sentenced|fined|guilty|prosecuted|suspicion|conviction|charges?|cautions?)\b[^.;]*$",
    re.IGNORECASE,
)
_ONE_OFFENCE = (
    r"(?:(?:of|with|for|an?|two|three)\s+)*(?:criminal damage|threatening behaviour|"
    r"(?:common |aggravated |sexual )?assaults?|"
    r"affray|battery|harassment|burglary|theft|stalking|drunk and disorderly|(?:\w+ )?public order offences?|"
    r"actual bodily harm|threats to kill|possession of (?:\w+ ){0,2}?\w+|"
    r"(?:threatening|abusive)(?:,? (?:or|and) (?:abusive|insulting|threatening))* (?:words|behaviour|language)"
    r"(?: (?:or|and) (?:behaviour|words))?)"
)
_OFFENCE = re.compile(
    rf"\W*(?:and\s+)?{_ONE_OFFENCE}(?:\s*(?:,|,?\s*and)\s+{_ONE_OFFENCE})*"
    r"\b(?:\s+(?:on|in|at|by|under|contrary to)\b[^;]*)?\W*",
    re.IGNORECASE,
)

# A number or app that is there to be told of incidents.
_LINE_FOR_IT = re.compile(
    r"\b(?:noise|ASB|anti-?social behaviour)\s+(?:[\w’'-]+\s+){0,2}?(?:line|hotline|number|app|team|service|patrol)\b",
    re.IGNORECASE,
)
_TO_ALSO = re.compile(r"\W*(?:(?:and|then|also)\s+)*to\b", re.IGNORECASE)
_ABOUT_NEXT = re.compile(r"\s*(?:about|of)\b", re.IGNORECASE)
_CAME_IN = re.compile(
    r"\W*(?:(?:she|he|they|you)\s+)?(?:phoned|rang|called|e-?mailed|texted|wrote|reported|messaged)\s+"
    r"(?:(?:it|this)\s+)?(?:in|me|us|to (?:me|us))\b",
    re.IGNORECASE,
)


def _one_day(when: When) -> date | None:
    """The day of a thing that happened on one: what was told of a month's doings was told on no known day."""
    return when.end if when.start == when.end else None


_IS_ABOUT = re.compile(
    r"^\W*(?:[\w’'-]+\s+){0,4}?(?:complaints?|investigation|case|report)\s+"
    r"(?:(?:is|are|was|were)\s+(?:about|regarding|concerning)|concerns?|concerned|relates?\s+to)\b"
    r"|^\W*(?:[\w’'-]+\s+){1,4}?complains\s+(?:about|of)\b",
    re.IGNORECASE,
)
_NEAR = 200  # characters


class Tellings(LetterSteps):
    """Takes note of tellings, and puts them to the open incident or to what follows."""

    def _is_telling(self, kind: K, actor: str | None, recipients: tuple[str, ...], words: str) -> bool:
        if kind not in (K.CONTACT, K.REPORT, K.COMPLAINT) or not (TELLS.search(words) or _LINE_FOR_IT.search(words)):
            return False
        if actor == RESPONDENT or is_agency(actor):
            return False
        if self.speaker.voice is Voice.AGENCY and actor is None:
            return False
        return any(is_agency(r) for r in recipients) or bool(_REPORTED.search(words))

    def _is_untold(self, words: str) -> bool:
        """Does the writer say that nobody had been told before this was written?"""
        return self.speaker.voice is Voice.VICTIM and bool(_UNTOLD.search(words))

    def _tell(self, passage: Passage, kind: K, recipients: tuple[str, ...], words: str) -> K:
        """Take note of who was told; gives the kind that the telling is. An open incident becomes reported by it."""
        agencies = tuple(r for r in recipients if is_agency(r))
        source = self.context.place.source(passage.span.start, passage.span.end)
        exact = passage.when.precision not in (Precision.MONTH, Precision.YEAR, Precision.UNDATED)
        on = passage.when.end if exact else None
        references = references_in(self.context.references, passage.span.start, passage.span.end)
        reference = references[0].quote if references else None
        run = self.run
        if run is not None and self._is_about_another(passage, run):
            self._flush()
            run = None
        elif run is None and agencies and not passage.clause.types:
            self._tell_of_repeats(passage, [Told(a, on, reference, source) for a in agencies])
        if run is not None and passage.block.start <= run.start and not passage.clause.types:
            run.references += [r.value for r in references]
        if run is not None and agencies and passage.block.start <= run.start and not passage.clause.types:
            day = on if passage.own_date else _one_day(run.when)
            run.told += [Told(a, day, reference, source) for a in agencies]
            if passage.sentence.start <= run.start:  # "..., of which you told us on 5 May; the next thing ..."
                return K.REPORT if kind is K.CONTACT else kind
        self.telling = Telling(agencies, on, passage.when, source, reference)
        if run is not None and agencies and passage.block.start <= run.start and not passage.clause.types:
            return K.REPORT if kind is K.CONTACT else kind
        about = bool(incident_types(words) or _LINE_FOR_IT.search(words) or _REPORTED.search(words))
        about = about or passage.clause.incident_word
        if kind is K.CONTACT and (about or self._content_follows(passage)):
            return K.REPORT
        return kind

    def _is_about_another(self, passage: Passage, run: Run) -> bool:
        """Does the telling go on with what it was about, in a sentence after that of the open incident?"""
        begun = run.sentence is not None and passage.sentence.start > run.sentence.start
        return begun and bool(_ABOUT_NEXT.match(self.text, passage.clause.end)) and self._content_follows(passage)

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

    def _told_of_thing(self, passage: Passage, act: Act, subject: str | None, parties: list[Party], words: str) -> bool:
        """ "You told us about the fire on 11 August", "the fire on 11 August was reported": the day is the fire's, not
        the telling's; but who writes "I told them about the dog on 29 January" says when they told."""
        if passage.own_date and self._sums_up(passage):
            return True
        noted = _NOTED_THAT.match(words) if self.speaker.voice is Voice.AGENCY and not self.note else None
        thing = _THING_WAS_TOLD.match(words[noted.end() :]) if noted and passage.own_date else None
        if thing is not None and self._is_behaviour_named(thing["thing"]):
            self._flush()
            self._open_run(passage, thing["thing"])
            return True
        complains = act.kind is K.COMPLAINT and self.speaker.voice is Voice.AGENCY and not self.note
        if not passage.own_date or not (act.kind in _TALK or complains):
            return False
        if subject not in (COMPLAINANT, None):
            return False
        match = _THING_WAS_TOLD.match(words)
        if match is not None and not self._is_behaviour_named(match["thing"]):
            match = None
        if match is None and self.speaker.voice is Voice.VICTIM:
            return False
        match = match or _ABOUT_THING.search(words)
        if match is None and self.note:
            match = _ABOUT_BEHAVIOUR.search(words)
            match = match if match and incident_types(match["thing"]) else None
        if not match or not (self._is_behaviour_named(match["thing"]) or names_thing(match["thing"])):
            return False
        self._flush()
        self._open_run(passage, words[match.start("thing") :])
        if self.run is not None:
            source = self.context.place.source(passage.span.start, passage.span.end)
            first, last = (passage.clause.start + at for at in match.span("thing"))
            agencies = dict.fromkeys(p.who for p in parties if is_agency(p.who) and not first <= p.start < last)
            self.run.told += [Told(a, None, None, source) for a in agencies]
        return True

    def _is_charge(self, passage: Passage, words: str) -> bool:
        """ "... was charged with assault and threatening behaviour": the rest of the charge."""
        before = self.text[max(passage.sentence.start, passage.clause.start - _NEAR) : passage.clause.start]
        return bool(_OFFENCE.fullmatch(words) and _CHARGED.search(before))

    def _sums_up(self, passage: Passage) -> bool:
        """ "The complaint is about the damage to her car and the threats on Christmas Eve": what the report is about,
        where a day is only that of the thing beside it."""
        sentence = self.text[passage.sentence.start : passage.sentence.end]
        if self.speaker.voice is not Voice.REPORTER or not _IS_ABOUT.match(sentence):
            return False
        times = self.context.times_in(passage.clause.start, passage.clause.end)
        return not any(time.from_ for time in times)

    def _is_behaviour_named(self, words: str) -> bool:
        return bool(incident_types(words)) or speaks_of_incident(words)

    def _done_again(self, passage: Passage, words: str) -> bool:
        """ "You sent us an email on 15 January and a second one on 29 January": the same act on another day."""
        last = self.ready[-1] if self.ready else None
        if last is None or last.kind not in _TALK or not passage.sentence.start <= last.source.start:
            return False
        if self.run is not None and self.run.start >= passage.sentence.start:
            return False
        if passage.own_date and _ANOTHER_OF_IT.match(words):
            self._emit(passage, last.kind, (), passage.when, words, last.actor, last.recipients, 1, (), last.steps)
            return True
        if (passage.when.start, passage.when.end) != (last.when.start, last.when.end):
            return False
        before = self.text[passage.sentence.start : passage.clause.start]
        return bool(_ABOUT_AND.search(before) and _THING_ALONE.match(words))

    def _told_of_more(self, passage: Passage, words: str) -> bool:
        """ "I told them about the dog on 29 January and the eggs on 2 April": the day of another telling."""
        if self._sums_up(passage) or self._is_charge(passage, words) or self._done_again(passage, words):
            return True
        telling = self.telling
        if telling is None or self.speaker.voice is not Voice.VICTIM or not passage.own_date:
            return False
        if not passage.sentence.start <= telling.source.start < passage.span.start or not _THING_ON.match(words):
            return False
        self._emit(passage, K.REPORT, (), passage.when, words, self.speaker.author, telling.agencies, 1, ())
        return True

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

    def _told_in_brackets(self, passage: Passage, parties: list[Party]) -> bool:
        """ "(police, log 163, and the landlord)" after an incident says to whom it was told."""
        agencies = [p.who for p in parties if is_agency(p.who)]
        closes = self.text[: passage.clause.start].rstrip()[-1:] == ")"
        if not agencies or self.run is None or (closes and passage.own_date):
            return False
        source = self.context.place.source(passage.clause.start, passage.clause.end)
        on = passage.when.end if passage.own_date and passage.when.start != self.run.when.start else None
        references = references_in(self.context.references, passage.clause.start, passage.clause.end)
        reference = references[0].quote if references else None
        self.run.told += [Told(a, on, reference, source) for a in dict.fromkeys(agencies)]
        self.run.references += [r.value for r in references]
        return True

    def _told_the_author(self, passage: Passage, kind: K, actor: str | None, words: str) -> bool:
        """In an agency's list: "he let his dog go for her. Phoned in on 29 January": the incident's report to it."""
        run, author = self.run, self.speaker.author
        if self.speaker.voice is not Voice.AGENCY or self.note or run is None or author is None or is_agency(actor):
            return False
        near = passage.block.start <= run.start and kind in (K.CONTACT, K.REPORT) and not passage.clause.types
        if not near or not _CAME_IN.match(words):
            return False
        source = self.context.place.source(passage.span.start, passage.span.end)
        run.told.append(Told(author, passage.when.end if passage.own_date else _one_day(run.when), None, source))
        return True

    def _reported_to_us(self, kind: K, actor: str | None, words: str) -> bool:
        """In an agency's letter, "you reported that ...", "your call" say that the agency was told."""
        if self.speaker.voice is not Voice.AGENCY or self.note or not is_agency(self.speaker.author):
            return False
        return kind in (K.CONTACT, K.REPORT) and actor == COMPLAINANT and bool(YOU_TOLD.search(words))

    def _only_reports(self, run: Run, passage: Passage, kind: K) -> bool:
        """ "... I rang 101 at once": the incident's own report, which its entry keeps; no entry of its own."""
        told = any(t.source.start == passage.span.start for t in run.told)
        return told and kind is K.REPORT and self.speaker.voice is not Voice.REPORTER

    def _only_spoken_of(self, party: Party) -> bool:
        """ "Rang 101 about it": a pronoun after "about" is not who was rung."""
        return party.pronoun and bool(_ABOUT_WHOM.search(self.text[max(0, party.start - 12) : party.start]))

    def _content_follows(self, passage: Passage) -> bool:
        """Does the rest of the sentence tell of behaviour ("... that her neighbour had broken into a flat")?"""
        return bool(incident_types(self.text[passage.clause.end : max(passage.sentence.end, passage.clause.end)]))

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
