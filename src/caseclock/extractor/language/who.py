"""Who acts and who is told: parties and agencies around an act, with pronouns carried along."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.mention import AgencyMention

COMPLAINANT, RESPONDENT, OTHER = "complainant", "respondent", "other"

_COMPLAINANT_WORDS = re.compile(
    r"\b(?:the |our |your )?(?:residents?(?! group)|tenants?|tnt|complainants?|victims?|applicant|"
    r"customer|leaseholder|informants?|INFS?|IP|aggrieved|caller|"
    r"reporting person)\b(?![’']s (?:neighbour|landlord))",
    re.IGNORECASE,
)
_RESPONDENT_WORDS = re.compile(
    r"\b(?:(?:her|his|my|their|the|your|our) )?(?:neighbours?|perpetrators?|alleged perpetrators?|"
    r"respondents?|(?-i:AP)|perps?|offenders?|suspects?|unknown (?:person|male|female|man)|occupants?|occupier|"
    r"males?|females?|youths?|gang|individuals?)\b",
    re.IGNORECASE,
)
_TITLES = ("mr", "mrs", "ms", "miss")
_FIRST = re.compile(r"\b(?:I|[Ww]e|me|us|[Mm]y|[Oo]ur)\b(?![’']s)")
_SECOND = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
# What is handed, sent or reported is a thing: "she reported it to the police".
_IT = re.compile(
    r"(?<!handed )(?<!brought )(?<!took )(?<!sent )(?<!gave )(?<!put )(?<!posted )(?<!returned )(?<!about )"
    r"(?<!acknowledged )(?<!answered )(?<!signed )(?<!forwarded )(?<!passed )"
    r"\b(?:it\b(?! to (?:the|an?|my|your|his|her|our|their)\b)|its\b)",
    re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|shes|her|hers)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|hes|him|his)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named in a text: agency id, or complainant | respondent | other."""

    start: int
    end: int
    who: str
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """What is the same for every cast of one paper, however often it is read."""

    starts: Sequence[int]  # of the mentions of agencies
    first_of: Mapping[AgencyKind, str]  # the agency of each kind that is mentioned first
    people: Mapping[str, str]
    surnames: re.Pattern[str] | None
    initials: re.Pattern[str] | None


def make_roster(agencies: Mapping[str, Agency], mentions: Sequence[AgencyMention], names: Mapping[str, str]) -> Roster:
    """The roster of a paper: its agencies, its mentions of them, the names of the case's people with their part."""
    first_of: dict[AgencyKind, str] = {}
    for mention in mentions:
        if agency := agencies.get(mention.agency):
            first_of.setdefault(agency.kind, mention.agency)
    people = _with_initials(names)
    surnames = initials = None
    if names:
        words = "|".join(sorted((re.escape(n) for n in people if not n.isupper()), key=len, reverse=True))
        surnames = re.compile(
            rf"\b(?:(?:Mr|Mrs|Ms|Miss|"
            rf"Dr)\.? )?(?:[A-Z][\w’'-]*\.? )?({words})(?!\w)(?![’']s (?:\w+ )?(?:statement))",
            re.IGNORECASE,
        )
    if capitals := sorted(n for n in names if n.isupper()):
        initials = re.compile(rf"(?<![\w./-])(?:{'|'.join(capitals)})(?![\w/-]|\.\w)")
    return Roster([m.start for m in mentions], first_of, people, surnames, initials)


def _with_initials(names: Mapping[str, str]) -> Mapping[str, str]:
    """Names, and the initial alone ("Mr B") where it fits one person only."""
    initials: dict[str, set[str]] = {}
    for name in (n for n in names if n and not n.isupper()):
        initials.setdefault(name[0], set()).add(name)
    single = {i: names[next(iter(ns))] for i, ns in initials.items() if len(ns) == 1}
    short = {f"{title} {initial}": who for initial, who in single.items() for title in _TITLES}
    return {**short, **names}


@dataclass(slots=True)
class Cast:
    """What is known of the people of one paper, and who was spoken of last while it is read."""

    agencies: Mapping[str, Agency]
    mentions: Sequence[AgencyMention]
    names: Mapping[str, str]  # surname in lower case, or initials in capitals -> complainant | respondent | other
    speaker: str | None  # who "I" is: an agency id or a party
    addressee: str | None  # who "you" is
    last_agency: str | None = None
    protagonist: str | None = None  # in a report from outside: the body that "it" stands for
    genders: Mapping[str, str] = field(default_factory=dict)  # complainant | respondent -> he | she, where known
    last_person: str = COMPLAINANT
    last_group: str | None = None
    roster: Roster | None = None  # made anew if it is not given
    here: Sequence[Party] = ()  # who was found in the stretch that was read last
    here_from: int = 0
    _starts: Sequence[int] = ()
    _names: re.Pattern[str] | None = None
    _initials: re.Pattern[str] | None = None
    _people: Mapping[str, str] = field(default_factory=dict)
    _first_of: Mapping[AgencyKind, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = self.roster or make_roster(self.agencies, self.mentions, self.names)
        self._starts, self._first_of, self._people = known.starts, known.first_of, known.people
        self._names, self._initials = known.surnames, known.initials

    def kind(self, who: str | None) -> AgencyKind | None:
        """The kind of an agency id, None for parties."""
        agency = self.agencies.get(who or "")
        return agency.kind if agency else None

    def agencies_in(self, start: int, end: int) -> list[AgencyMention]:
        """Agency mentions that lie within a stretch."""
        found = []
        at = bisect_left(self._starts, start)
        while at < len(self.mentions) and self.mentions[at].start < end:
            if self.mentions[at].end <= end:
                found.append(self.mentions[at])
            at += 1
        return found

    def parties_in(self, text: str, start: int, end: int) -> list[Party]:
        """Everybody spoken of in a stretch, in order; pronouns as who they stand for now."""
        found = [Party(m.start, m.end, m.agency) for m in self.agencies_in(start, end)]
        taken = [(p.start, p.end) for p in found]

        def add(pattern: re.Pattern[str], who: str | None, pronoun: bool = False) -> None:
            if who is None:
                return
            for match in pattern.finditer(text, start, end):
                if not any(a < match.end() and match.start() < b for a, b in taken):
                    found.append(Party(match.start(), match.end(), who, pronoun))
                    taken.append((match.start(), match.end()))

        if self._names:
            for match in self._names.finditer(text, start, end):
                who = self._people[match.group(1).lower()]
                if not any(a < match.end() and match.start() < b for a, b in taken):
                    found.append(Party(match.start(), match.end(), who))
                    taken.append((match.start(), match.end()))
        for match in self._initials.finditer(text, start, end) if self._initials else ():
            if not any(a < match.end() and match.start() < b for a, b in taken):
                found.append(Party(match.start(), match.end(), self._people[match.group()]))
                taken.append((match.start(), match.end()))
        add(_RESPONDENT_WORDS, RESPONDENT)
        add(_COMPLAINANT_WORDS, COMPLAINANT)
        add(_FIRST, self.speaker, True)
        add(_SECOND, self.addressee, True)
        add(_IT, self.protagonist or self.last_agency, True)
        add(_THEY, self.last_group or self.last_agency, True)
        add(_SHE, self._person("she"), True)
        add(_HE, self._person("he"), True)
        self.here, self.here_from = sorted(found, key=lambda p: (p.start, p.end)), start
        return list(self.here)

    def who_at(self, start: int, end: int) -> str | None:
        """Who is spoken of at a place of the stretch that `parties_in` read last (offsets in that stretch)."""
        first, last = self.here_from + start, self.here_from + end
        return next((p.who for p in self.here if p.start < last and first < p.end), None)

    def _person(self, pronoun: str) -> str:
        """Whom "he" or "she" stands for: who was spoken of last, unless the papers call them by another title."""
        if self.last_person == self.speaker == COMPLAINANT:
            return RESPONDENT  # who writes says "I" of themselves
        if self.genders.get(self.last_person, pronoun) == pronoun:
            return self.last_person
        return next((role for role in (RESPONDENT, COMPLAINANT) if self.genders.get(role) == pronoun), self.last_person)

    def remember(self, parties: Sequence[Party]) -> None:
        """Who was named becomes who the next pronoun stands for."""
        for party in parties:
            if party.pronoun:
                continue
            if party.who in (COMPLAINANT, RESPONDENT, OTHER):
                self.last_person = party.who
            else:
                self.last_agency = party.who
                if self.kind(party.who) in (
                    AgencyKind.POLICE,
                    AgencyKind.SOLICITOR,
                    AgencyKind.SOCIAL_SERVICES,
                    AgencyKind.COURT,
                ):
                    self.last_group = party.who

    def only(self, kind: AgencyKind) -> str | None:
        """The one agency of a kind: the one named in this paper, else the only one of the case."""
        if kind in self._first_of:
            return self._first_of[kind]
        all_ = sorted(a.id for a in self.agencies.values() if a.kind == kind)
        return all_[0] if len(all_) == 1 else None


def is_agency(who: str | None) -> bool:
    """Is it an agency id rather than a party?"""
    return who is not None and who not in (COMPLAINANT, RESPONDENT, OTHER)
