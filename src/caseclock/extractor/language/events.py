"""Papers to events: everything that each passage tells."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from caseclock.extractor.language.account import Place
from caseclock.extractor.language.addresses import addresses_in, houses_of, same_street, streets_in
from caseclock.extractor.language.agencies import AgencyIndex
from caseclock.extractor.language.chat import chat_events
from caseclock.extractor.language.committee_dates import committee_events
from caseclock.extractor.language.context import Context, Speaker, Voice, voice_of
from caseclock.extractor.language.dated_notes import dated_notes
from caseclock.extractor.language.forms import form_events
from caseclock.extractor.language.ocr_doubt import doubted
from caseclock.extractor.language.own_event import own_events
from caseclock.extractor.language.people import Parties, key
from caseclock.extractor.language.prose import prose_events
from caseclock.extractor.language.quoted_copies import quoted_copies
from caseclock.extractor.language.references import find_references
from caseclock.extractor.language.rows import owner_of, row_events
from caseclock.extractor.language.who import COMPLAINANT, OTHER, is_agency, make_roster
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.entry import EntryKind
from caseclock.models.event import Event
from caseclock.models.mention import TimeMention
from caseclock.models.text import Role


def find_events(
    papers: Sequence[Paper], times: Mapping[str, Sequence[TimeMention]], index: AgencyIndex, parties: Parties
) -> list[Event]:
    """The events of all papers, in the order of the papers and of their text. Policies tell of rules, not events."""
    agencies = {a.id: a for a in index.agencies}
    genders = _genders(papers, parties)
    initials = _initials(papers, parties)
    contexts = [
        _context(p, times.get(p.document.id, ()), agencies, index, parties, genders, initials)
        for p in papers
        if p.document.duplicate_of is None
    ]
    respondents = [name for name, role in parties.roles.items() if role == "respondent"]
    houses = frozenset(h for p in papers for h in houses_of(respondents, p.text.text))
    contexts = [
        replace(c, known_addresses=_addresses_elsewhere(c, contexts), respondent_houses=houses) for c in contexts
    ]
    copies = quoted_copies(papers)
    events: list[Event] = []
    for context in contexts:
        if context.paper.document.kind is not DocumentKind.POLICY:
            found = _paper_events(context, contexts, copies.get(context.paper.document.id, frozenset()))
            events += doubted(context.paper, found)
    return events


def _addresses_elsewhere(context: Context, contexts: Sequence[Context]) -> frozenset[tuple[str, str]]:
    """Where the case's people live: the addresses in the papers that are not logs of the same keeper, on streets that
    this paper names too. The others (a landlord's letterhead) say nothing of whom its rows are about."""
    logs = (DocumentKind.INCIDENT_LOG, DocumentKind.POLICE_DISCLOSURE)
    others = [c for c in contexts if c is not context and c.paper.document.kind not in logs]
    streets = {street for _, street in addresses_in(context.paper.text.text)} | streets_in(context.paper.text.text)
    found = {a for c in others for a in addresses_in(c.paper.text.text)}
    return frozenset(a for a in found if any(same_street(a[1], street) for street in streets))


def _paper_events(context: Context, contexts: Sequence[Context], copies: frozenset[int]) -> list[Event]:
    author = context.speakers[0].author if is_agency(context.speakers[0].author) else None
    owner = owner_of(context, author, contexts)
    police = (
        owner
        if owner is not None and context.agencies[owner].kind is AgencyKind.POLICE
        else context.only(AgencyKind.POLICE)
    )
    form, used = form_events(context, police)
    chat = chat_events(context)
    rows = [] if chat or is_chat(context) else row_events(context, owner)
    notes, entries = dated_notes(context, owner)
    used |= entries
    prose = prose_events(_without(context, used)) if used else prose_events(context)
    own = [_as_report(event, [*prose, *rows]) for event in own_events(context)]
    prose, own = ([e for e in some if e.message not in copies] for some in (prose, own))
    prose = [e for e in prose if not _adds_nothing(e, own, context.paper.document.kind)]
    meetings = committee_events(context)
    shown = {(m.source.start, m.source.end) for m in meetings}
    rows = [e for e in rows if not any(e.source.start < b and a < e.source.end for a, b in shown)]
    return [*own, *meetings, *form, *chat, *rows, *notes, *prose]


def is_chat(context: Context) -> bool:
    """Are the paper's rows the messages of a chat, whether or not any of them tells of something?"""
    rows = [{cell.header for cell in b.cells} for b in context.paper.text.blocks if b.role is Role.ROW]
    return len(rows) > 1 and all(headers >= {"Date", "Time", "From", "Text"} for headers in rows)


_RECORDS = (DocumentKind.CASE_NOTES, DocumentKind.INCIDENT_LOG, DocumentKind.POLICE_DISCLOSURE, DocumentKind.DIARY)
_STEPS_OF_A_LETTER = (EntryKind.COMPLAINT, EntryKind.COMPLAINT_RESPONSE, EntryKind.DECISION)


def _adds_nothing(event: Event, own: Sequence[Event], kind: DocumentKind) -> bool:
    """Undated words of a letter that only do what the letter does ("the complaint is upheld"), and the undated words
    that explain the columns of a log."""
    if event.when.start is not None or event.kind is EntryKind.INCIDENT:
        return False
    if kind in _RECORDS:
        return True
    if kind not in (DocumentKind.LETTER, DocumentKind.EMAIL, DocumentKind.FORM):
        return False
    return event.kind in _STEPS_OF_A_LETTER and any(o.message == event.message for o in own)


def _without(context: Context, used: set[int]) -> Context:
    """The same paper without the blocks that were read as fields of a form."""
    blocks = tuple(b for b in context.paper.text.blocks if b.start not in used)
    return replace(context, paper=replace(context.paper, text=replace(context.paper.text, blocks=blocks)))


def _as_report(own: Event, told: Sequence[Event]) -> Event:
    """A letter that tells an agency of incidents is a report."""
    if (
        own.kind is EntryKind.CONTACT
        and own.person
        and any(e.kind is EntryKind.INCIDENT and e.message == own.message and e.told for e in told)
    ):
        return replace(own, kind=EntryKind.REPORT)
    return own


def _context(
    paper: Paper,
    times: Sequence[TimeMention],
    agencies: Mapping[str, Agency],
    index: AgencyIndex,
    parties: Parties,
    genders: Mapping[str, str],
    initials: Mapping[str, str],
) -> Context:
    mentions = index.mentions.get(paper.document.id, ())
    names = {
        **_names(parties),
        **_anonymised(paper),
        **(initials if paper.document.kind is DocumentKind.CASE_NOTES else {}),
    }
    return Context(
        paper=paper,
        place=Place(paper),
        agencies=agencies,
        agency_mentions=mentions,
        times=times,
        references=find_references(paper.text.text),
        names=names,
        speakers=_speakers(paper, agencies, index, parties),
        genders=genders,
        roster=make_roster(agencies, mentions, names),
    )


_TITLED = re.compile(r"\b(Mr|Mrs|Ms|Miss)\.?\s+(?:[A-Z][\w’'-]*\.?\s+)?([A-Z][\w’'-]+)")


def _genders(papers: Sequence[Paper], parties: Parties) -> dict[str, str]:
    """Whom "he" and "she" can be: the complainant's and the respondent's, as the papers title them, if they agree."""
    found: dict[str, set[str]] = {}
    for paper in papers:
        for title, name in _TITLED.findall(paper.text.text):
            role = parties.roles.get(re.sub(r"[’']s$", "", name).lower())
            if role in ("complainant", "respondent"):
                found.setdefault(role, set()).add("he" if title == "Mr" else "she")
    return {role: next(iter(words)) for role, words in sorted(found.items()) if len(words) == 1}


_IN_FULL = re.compile(r"\b(?!(?:Mr|Mrs|Ms|Miss|Dr|Dear)\b)([A-Z])(?:[a-zà-ÿ’'-]+|\.)?[ \t]+(?=([A-Z][\w’'-]+))")


def _initials(papers: Sequence[Paper], parties: Parties) -> dict[str, str]:
    """The initials by which case notes call the complainant and the respondent, where they fit nobody else."""
    found: dict[str, set[str]] = {}
    for paper in papers:
        for given, surname in _IN_FULL.findall(paper.text.text):
            name = re.sub(r"[’']s$", "", surname).lower()
            if name in parties.roles:
                found.setdefault(given + surname[0], set()).add(name)
    fitting = {letters: parties.roles[next(iter(names))] for letters, names in found.items() if len(names) == 1}
    return {letters: role for letters, role in sorted(fitting.items()) if role in ("complainant", "respondent")}


_ANONYMISED = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr)\.? ([A-Z])\b(?![\w’'&.])")


def _anonymised(paper: Paper) -> dict[str, str]:
    """People whom a report calls by a letter ("Mr D"): the one it speaks of most is who complained."""
    found = Counter(f"{m[1]} {m[2]}".lower() for m in _ANONYMISED.finditer(paper.text.text))
    if paper.document.kind is not DocumentKind.REPORT or not found:
        return {}
    (main, _), *rest = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return {main: COMPLAINANT, **{name: OTHER for name, _ in rest}}


def _names(parties: Parties) -> dict[str, str]:
    """Surnames of the case's people with their part; officers act for their agency and are left to its mentions."""
    return {
        name: role if role in ("complainant", "respondent") else OTHER
        for name, role in parties.roles.items()
        if role != "officer"
    }


def _speakers(
    paper: Paper, agencies: Mapping[str, Agency], index: AgencyIndex, parties: Parties
) -> tuple[Speaker, ...]:
    if paper.text.messages and paper.text.messages[0].sender:
        return tuple(
            _speaker(m.sender, m.recipients, m.sent.date() if m.sent else None, index, parties)
            for m in paper.text.messages
        )
    author = index.author(paper)
    kind = agencies[author].kind if author is not None and author in agencies else None
    voice = voice_of(paper, kind, author)
    told: tuple[str, ...] = ()
    if voice is Voice.VICTIM:
        told = (
            tuple(a for a in _addressed(paper, index) if a != author)
            if paper.document.kind in (DocumentKind.LETTER, DocumentKind.FORM)
            else ()
        )
        who = (
            parties.role_of(paper.author)
            or _signed_by(paper, parties)
            or (
                COMPLAINANT
                if paper.document.kind in (DocumentKind.DIARY, DocumentKind.LETTER, DocumentKind.FORM)
                else OTHER
            )
        )
        return (
            Speaker(
                voice,
                who if who in (COMPLAINANT, "respondent") else OTHER,
                key(paper.author) if paper.author else "",
                told,
                paper.document.dated,
            ),
        )
    return (Speaker(voice, author, "", (), paper.document.dated),)


def _signed_by(paper: Paper, parties: Parties) -> str | None:
    """The part of whoever's name is the last line of an account that has no other form."""
    if paper.document.kind is not DocumentKind.OTHER:
        return None
    last = paper.text.text.rstrip().rsplit("\n", 1)[-1].strip()
    return parties.role_of(last) if 0 < len(last.split()) <= 4 else None


def _speaker(sender: str, recipients: Sequence[str], on: date | None, index: AgencyIndex, parties: Parties) -> Speaker:
    agency = index.of_email(sender) if sender else None
    if agency is not None:
        return Speaker(Voice.AGENCY, agency, "", (), on)
    told = tuple(dict.fromkeys(a for a in (index.of_email(r) or index.named_in(r) for r in recipients) if a))
    role = parties.role_of(sender) or COMPLAINANT
    return Speaker(Voice.VICTIM, role if role in (COMPLAINANT, "respondent") else OTHER, key(sender), told, on)


def _addressed(paper: Paper, index: AgencyIndex) -> list[str]:
    """The agencies that a letter is addressed to: named in its head, before the salutation or the first sentence."""
    text = paper.text.text
    stop = text.find("Dear ")
    if not 0 < stop < 900:
        long = (b.start for b in paper.text.blocks if b.end - b.start > 90)
        stop = min(next(long, 400), 600)
    return list(dict.fromkeys(m.agency for m in index.mentions.get(paper.document.id, ()) if m.end <= stop))[:2]
