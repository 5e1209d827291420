"""Role words ("the landlord", "PC 77 Lowe", "101") and which agency of the case each stands for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caseclock.extractor.language.agency_register import Named, Register
from caseclock.extractor.language.agency_words import sort_of, vocabulary
from caseclock.models.document import Paper
from caseclock.models.mention import AgencyMention

_RANK = (
    r"(?:(?:T/|A/)?(?:PC|PCSO|WPC|DC|DS|DI|DCI|PS|SGT|Sgt|Sergeant|Inspector|Insp|(?:Police |Detective )?Constable|"
    r"(?:Police |Detective )Sergeant)s?\.?)"
)
_RANKED = re.compile(
    rf"(?<![\w@.])(?:{_RANK}[ \t]+(?:[A-Z]{{0,2}}\d{{2,6}}[A-Z]{{0,2}}[ \t]*,?[ \t]*)?(?!I\b|The\b|This\b|THE\b)"
    r"(?:[A-Z]\.?[ \t]+)?(?:O[’'])?[A-Z][A-Za-zà-ÿ’'-]+|"
    r"(?:PC|PCSO|DC|DS|PS|Sgt)[ \t]+[A-Z]{0,2}\d{2,6}\b|(?:PC|PCSO|Sgt|SGT)\b(?=[ \t]+[a-z]))"
)
_CALLED = re.compile(
    r"(?i)(?<![\w@./£#-])(?:(?:rang|ring|rung|called|call(?:ed|ing|s)?|phoned?|phoning|dial(?:led|ling)?|told|tell|to|via|on|"
    r"by|through|with|and|or|reported)[ \t\n]+(?:the[ \t]+)?)(?P<number>101|999)\b"
    r"(?![ \t]*(?:[-/.,]?\d|%|pounds|[A-Z][a-z]+[ \t]+(?:Road|Street|Close|Lane|Avenue|Drive|Way|Court|Gardens)))"
)
_CALL = re.compile(
    r"(?<![\w@./£#-])(?P<number>101|999)(?:[ \t]+(?:calls?|operators?|log|number)\b|(?=[ \t]*(?:[,.;)|]|\n|$)))"
)
_NOT_CALL = re.compile(r"(?i)(?:\bno\.?|number|flat|house|room|page|paragraph|para|section|at|£|plot|unit|of)[ \t]*$")
_OTHER_999 = re.compile(r"(?i)[ \t]*(?:for|and asked for)[ \t]+(?:an[ \t]+|the[ \t]+)?(ambulance|fire)")

_CRIMINAL = re.compile(
    r"(?i)\b(?:convict|sentenc|plead|pleaded|guilty|prosecut|magistrate|crown court|trial|charged|bail\b|remand|"
    r"criminal|restraining order|cps\b|imprison|custod|fined|actus reus|unfit to)"
)
_CIVIL = re.compile(
    r"(?i)\b(?:injunct|possession|county court|district judge|committal|civil|undertaking|evict|"
    r"return (?:date|hearing)|exclusion|claim|notice seeking|nosp\b|without notice|legal action|eviction)"
)
_POLICE_ACTS = re.compile(
    r"(?i)\b(?:arrest|attend|charg|patrol|body[- ]worn|seiz|caution|search|statement|custody|deployed|dispatched|"
    r"resourced|spoke to (?:the )?(?:suspect|male|occupant)|police)"
)
_BEFORE_COURT = frozenset(("the", "at", "in", "to", "by", "of", "from", "and", "for", "attended", "told"))
_COUNCIL_TENANCY = re.compile(
    r"(?i)\bcouncil(?:[’']s)?\s{1,5}(?:tenan|house\b|flat\b|property|housing|homes|as\s{1,5}landlord)|\bsecure\s{1,5}tenan"
)
# "Two of our officers", "my officer": of whoever writes.
_OWN = re.compile(r"\b(?:our|my)\s+(?:own\s+)?(?:\w+\s+)?officers?$", re.IGNORECASE)
_NEAR = 300  # characters back that "the officer" may look for whose officer
_SENTENCE = 260


@dataclass(frozen=True, slots=True)
class RoleHit:
    """A role word found, not yet settled."""

    start: int
    end: int
    quote: str
    sort: str


def find_roles(text: str) -> list[RoleHit]:
    """All role words of a text, in order, none overlapping."""
    words = vocabulary()
    hits = [
        RoleHit(match.start(), match.end(), match[0], sort_of(match))
        for pattern in (words.roles, words.marks)
        for match in pattern.finditer(text)
    ]
    hits += [RoleHit(match.start(), match.end(), match[0], "police") for match in _RANKED.finditer(text)]
    hits += _emergency_calls(text)
    hits = [hit for hit in hits if not (hit.sort == "court" and _is_street(text, hit))]
    kept: list[RoleHit] = []
    for hit in sorted(hits, key=lambda found: (found.start, -found.end, found.sort)):
        if kept and hit.start < kept[-1].end:
            if hit.end > kept[-1].end and hit.end - hit.start > kept[-1].end - kept[-1].start:
                kept[-1] = hit
            continue
        kept.append(hit)
    return kept


def _is_street(text: str, hit: RoleHit) -> bool:
    """ "Orchard Court", "ORCHARD COURT": a capital word before it makes "Court" a place."""
    word = text[max(0, hit.start - 20) : hit.start].split(" ")[-2:-1] if text[hit.start - 1 : hit.start] == " " else []
    return (
        hit.quote.startswith("C") and bool(word) and word[0][:1].isupper() and word[0].casefold() not in _BEFORE_COURT
    )


def _emergency_calls(text: str) -> list[RoleHit]:
    hits: dict[int, RoleHit] = {}
    for pattern in (_CALLED, _CALL):
        for match in pattern.finditer(text):
            start, end = match.span("number")
            if pattern is _CALL and _NOT_CALL.search(text, max(0, start - 12), start):
                continue
            other = _OTHER_999.match(text, end)
            sort = {"ambulance": "ambulance", "fire": "fire"}[other[1].lower()] if other else "police"
            hits.setdefault(start, RoleHit(start, end, match["number"], sort))
    return list(hits.values())


class Settler:
    """Decides which agency a role word stands for."""

    def __init__(
        self,
        register: Register,
        named: Mapping[str, Sequence[AgencyMention]],
        authors: Mapping[str, str | None],
    ) -> None:
        """`named` are the mentions by name and `authors` the owners of each paper, by document id."""
        self._register = register
        self._named = named
        self._authors = authors
        self._council_tenancies: dict[str, bool] = {}
        self._landlord_is_council = not register.of_sort(("landlord",)) and bool(register.of_sort(("council",)))

    def only(self, sort: str) -> str:
        """The one named agency of that sort in the case, else the agency that the role itself makes."""
        known = self._main(self._register.of_sort((sort,)))
        return known[0].id if len(known) == 1 else _generic(sort)

    def settle(self, paper: Paper, role: RoleHit, before: Sequence[AgencyMention]) -> str | None:
        """The agency of a role word; None where it cannot be told that any agency is meant."""
        sort = role.sort
        text = paper.text.text
        if sort == "officer":
            return self._officer(paper, role, before)
        if sort == "asb_team":
            return self._asb_team(paper)
        if sort == "court":
            sort = self._court(text, role, before)
        if sort == "landlord" and self._landlord_is_council and self._is_council_tenancy(paper):
            sort = "council"
        return self._named_of(paper, sort, before) or _generic(sort)

    def _named_of(self, paper: Paper, sort: str, before: Sequence[AgencyMention]) -> str | None:
        """The named agency of that sort that this paper means, else the only one of the case."""
        known = self._main(self._register.of_sort((sort,)))
        if len(known) < 2:
            return known[0].id if known else None
        ids = {agency.id for agency in known}
        author = self._authors.get(paper.document.id)
        if author in ids:
            return author
        here = [mention.agency for mention in self._named[paper.document.id] if mention.agency in ids]
        if len(set(here)) == 1:
            return here[0]
        nearest = next((mention.agency for mention in reversed(before) if mention.agency in ids), None)
        return nearest or (here[0] if here else None)

    def _main(self, known: list[Named]) -> list[Named]:
        """Parish and town councils stand back where a principal council is named."""
        principal = [agency for agency in known if agency.tier != "parish"]
        return principal or known

    def _is_council_tenancy(self, paper: Paper) -> bool:
        """Whether a paper speaks of the home as the council's own."""
        key = paper.document.id
        if key not in self._council_tenancies:
            self._council_tenancies[key] = _COUNCIL_TENANCY.search(paper.text.text) is not None
        return self._council_tenancies[key]

    def _officer(self, paper: Paper, role: RoleHit, before: Sequence[AgencyMention]) -> str | None:
        """Whose officer: of the agency spoken of just before, of the police by what was done, of the paper's owner."""
        text = paper.text.text
        if re.search(r"(?i)leading|in the case|OIC", role.quote):
            return self._named_of(paper, "police", before) or _generic("police")
        author = self._authors.get(paper.document.id)
        if author and self._has_officers(author) and _OWN.search(text[max(0, role.start - 20) : role.end]):
            return author
        for mention in reversed(before):
            if mention.start < role.start - _NEAR or "\n\n" in text[mention.end : role.start]:
                break
            if self._has_officers(mention.agency):
                return mention.agency
        after = text[role.end : role.end + 60].split("\n\n")[0]
        if _POLICE_ACTS.search(after) and ("s" in role.quote.lower()[-1:] or "attending" in role.quote.lower()):
            return self.only("police")
        return author if author and self._has_officers(author) else None

    def _has_officers(self, agency: str) -> bool:
        named = self._register.named.get(agency)
        sort = named.sort if named else agency.replace("-", "_")
        return sort in ("police", "landlord", "council", "probation", "fire", "asb_team")

    def _asb_team(self, paper: Paper) -> str:
        """Landlords and councils both have one: the paper's owner's, else the landlord's, else the council's."""
        author = self._authors.get(paper.document.id)
        landlords, councils = self._register.of_sort(("landlord",)), self._main(self._register.of_sort(("council",)))
        if author in {agency.id for agency in (*landlords, *councils)}:
            return str(author)
        for known, sort in ((landlords, "landlord"), (councils, "council")):
            if known:
                return self._named_of(paper, sort, ()) or known[0].id
        return _generic("asb_team")

    def _court(self, text: str, role: RoleHit, before: Sequence[AgencyMention]) -> str:
        """Criminal or civil, by the words of the passage, else as the court spoken of last."""
        begin = max(text.rfind("\n", 0, role.start) + 1, role.start - _SENTENCE)
        end = text.find("\n", role.end)
        passage = text[begin : min(end if end >= 0 else len(text), role.end + _SENTENCE)]
        criminal, civil = len(_CRIMINAL.findall(passage)), len(_CIVIL.findall(passage))
        if criminal != civil:
            return "court_criminal" if criminal > civil else "court_civil"
        for mention in reversed(before):
            named = self._register.named.get(mention.agency)
            sort = named.sort if named else mention.agency.replace("-", "_")
            if sort in ("court_criminal", "court_civil"):
                return sort
        known = self._register.of_sort(("court_criminal", "court_civil"))
        return known[0].sort if len({agency.sort for agency in known}) == 1 else "court"


def _generic(sort: str) -> str:
    """The id of the agency that stands for a role when no name is known."""
    return sort.replace("_", "-")
