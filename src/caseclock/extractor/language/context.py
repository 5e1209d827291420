"""What is known of one paper before its sentences are read."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from caseclock.extractor.language.account import Place
from caseclock.extractor.language.who import COMPLAINANT, OTHER, RESPONDENT, Cast, Roster
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.mention import AgencyMention, ReferenceMention, TimeMention


class Voice(StrEnum):
    """Whose words a message or paper is."""

    VICTIM = "victim"  # the complainant or a witness tells what happened to them
    AGENCY = "agency"  # an agency tells what it was told and what it did
    REPORTER = "reporter"  # somebody outside tells of both: an ombudsman, a committee


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who wrote a message, to whom, and when."""

    voice: Voice
    author: str | None  # agency id or party
    person: str  # comparable name of the person who writes, "" for agencies
    told: tuple[str, ...]  # agencies written to
    on: date | None


# Papers that are about one complaint or application: its number is theirs.
_ONE_MATTER = (DocumentKind.LETTER, DocumentKind.EMAIL, DocumentKind.FORM)


@dataclass(frozen=True, slots=True)
class Context:
    """One paper with everything found in it so far."""

    paper: Paper
    place: Place
    agencies: Mapping[str, Agency]
    agency_mentions: Sequence[AgencyMention]
    times: Sequence[TimeMention]
    references: Sequence[ReferenceMention]
    names: Mapping[str, str]  # surname -> party, for the case
    speakers: Sequence[Speaker]  # by index of message; one where the paper has no messages
    known_addresses: frozenset[tuple[str, str]] = frozenset()  # that the other papers of the case name
    respondent_houses: frozenset[str] = frozenset()  # house numbers where the respondents live
    genders: Mapping[str, str] = field(default_factory=dict)  # complainant | respondent -> he | she, where known
    roster: Roster | None = None  # of its agency mentions and names: made once, used by every cast

    def speaker(self, message: int) -> Speaker:
        """Who speaks in a message."""
        return self.speakers[message] if message < len(self.speakers) else self.speakers[0]

    def cast(self, message: int) -> Cast:
        """A fresh cast for reading a message."""
        who = self.speaker(message)
        addressee: str | None = None
        if who.voice is Voice.AGENCY:
            addressee = COMPLAINANT
        elif who.voice is Voice.VICTIM and who.told:
            addressee = who.told[0]
        speaking = who.author or (OTHER if who.voice is Voice.VICTIM else None)
        last = who.author if who.voice is not Voice.VICTIM else (who.told[0] if who.told else None)
        body = self.protagonist if who.voice is Voice.REPORTER else None
        return Cast(
            self.agencies,
            self.agency_mentions,
            self.names,
            speaking,
            addressee,
            last_agency=body or last,
            protagonist=body,
            genders=self.genders,
            roster=self.roster,
            # Who writes of their own troubles says "I" of themselves: a "he" that nobody introduced is the other side.
            last_person=RESPONDENT if who.voice is Voice.VICTIM else COMPLAINANT,
        )

    @property
    def protagonist(self) -> str | None:
        """The landlord or council that a report from outside is about: the one it names most."""
        counts: dict[str, int] = {}
        for mention in self.agency_mentions:
            if self.agencies[mention.agency].kind in (AgencyKind.REGISTERED_PROVIDER, AgencyKind.LOCAL_AUTHORITY):
                counts[mention.agency] = counts.get(mention.agency, 0) + 1
        return min(counts, key=lambda a: (-counts[a], a)) if counts else None

    def times_in(self, start: int, end: int) -> list[TimeMention]:
        """The settled times that stand in a stretch."""
        at = bisect_left(self.times, start, key=lambda t: t.start)
        found = []
        while at < len(self.times) and self.times[at].start < end:
            if self.times[at].end <= end:
                found.append(self.times[at])
            at += 1
        return found

    def case_ref(self, start: int, end: int, leave_out: str = "") -> str:
        """The complaint or case that a stretch speaks of: a number given there, else that of a paper of one matter.

        `leave_out` is a number that only names the stretch itself, such as the reference of a log's row."""
        whole = (0, len(self.paper.text.text))
        for first, last in ((start, end), whole) if self.paper.document.kind in _ONE_MATTER else ((start, end),):
            found = [r for r in self.references if first <= r.start and r.end <= last and r.quote != leave_out]
            for kind in ("complaint", "case"):
                value = next((r.value for r in found if r.kind == kind), "")
                if value:
                    return value
        return ""

    def only(self, kind: AgencyKind) -> str | None:
        """The one agency of a kind in the case, if there is just one."""
        found = sorted(a.id for a in self.agencies.values() if a.kind == kind)
        return found[0] if len(found) == 1 else None


_STATEMENT = re.compile(r"\b(?:witness )?statement of\b|\bI believe that the facts\b|\bmy name is\b", re.IGNORECASE)
_REPORTER = re.compile(
    r"\bombudsman\b|\bcommittee\b|\breport (?:of|to|by) the\b|\bauthor(?:ity)? of this report\b|"
    r"\b(?:date of meeting|meeting date|report author|wards? affected)\b|\bpurpose of (?:the |this )?report\b|"
    r"\b(?:independent|case|serious case|lessons learned|thematic) review (?:of|into)\b",
    re.IGNORECASE,
)

# The head of a report that goes before a committee, whoever's name stands at its top.
_FOR_COMMITTEE = re.compile(
    r"^\W*(?:sub-?committee|committee|board|panel|cabinet|meeting)s?(?:\s*\(s\))?\s*:?[ \t]+(?:meeting )?dates?\b"
    r"|^\W*(?:date of (?:the )?meeting|meeting date)\b|^\W*report (?:of|to|by|authors?)\b",
    re.IGNORECASE | re.MULTILINE,
)

# How an investigator's decision is laid out, whoever's name stands at its top.
_INVESTIGATES = re.compile(
    r"^\W*(?:[Hh]ow (?:I|we) (?:considered|investigated)|[Ww]hat (?:I|we) (?:found|investigated))\b"
    r"|\bI (?:have )?investigated (?:the|his|her|their|this|Mrs? [A-Z]|M(?:is)?s [A-Z])[^.\n]{0,20}complaint\b",
    re.MULTILINE,
)

_SPEAKS_FOR = (AgencyKind.SOLICITOR, AgencyKind.VOLUNTARY, AgencyKind.ELECTED_MEMBER)
_FOR_CLIENT = re.compile(
    r"\b(?:our client|my client|we act for|I act for|(?:are|am) instructed by|on behalf of (?:our"
    r"|my) (?:client|constituent)|"
    r"my constituent)\b",
    re.IGNORECASE,
)


_OWN_WORDS = re.compile(r"\b(?:I|my|me|we|our)\b")
_OPENING = 4000  # characters
_OWN_ACCOUNT = 5  # words of the first person that make an account of a paper


def voice_of(paper: Paper, author_kind: AgencyKind | None, author: str | None) -> Voice:
    """Whose words a paper that is not an email is."""
    if paper.document.kind is DocumentKind.DIARY or _STATEMENT.search(paper.text.text[:600]):
        return Voice.VICTIM
    if paper.document.kind is DocumentKind.FORM:
        return Voice.VICTIM
    if author_kind is AgencyKind.OMBUDSMAN or (
        paper.document.kind is DocumentKind.REPORT and _REPORTER.search(paper.text.text[:1500])
    ):
        return Voice.REPORTER
    if paper.document.kind in (DocumentKind.REPORT, DocumentKind.OTHER) and _FOR_COMMITTEE.search(
        paper.text.text[:800]
    ):
        return Voice.REPORTER
    if paper.document.kind in (DocumentKind.REPORT, DocumentKind.OTHER) and _INVESTIGATES.search(
        paper.text.text[:_OPENING]
    ):
        return Voice.REPORTER
    if author_kind in _SPEAKS_FOR and _FOR_CLIENT.search(paper.text.text[:4000]):
        return Voice.VICTIM
    if author is not None:
        return Voice.AGENCY
    if paper.document.kind in (DocumentKind.LETTER, DocumentKind.EMAIL):
        return Voice.VICTIM
    if paper.document.kind is DocumentKind.CASE_NOTES:
        return Voice.AGENCY  # an agency's, though its name was not read
    if paper.document.kind is DocumentKind.OTHER and len(_OWN_WORDS.findall(paper.text.text[:4000])) >= _OWN_ACCOUNT:
        return Voice.VICTIM  # somebody's own account, without the form of a letter
    return Voice.REPORTER
