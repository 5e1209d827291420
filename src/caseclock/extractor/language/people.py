"""The people of a case: who complains, who is complained of, who works for an agency."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caseclock.extractor.language.agencies import AgencyIndex, find_agencies
from caseclock.models.document import DocumentKind, Paper
from caseclock.models.text import Role

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|MR|MRS|MS|MISS|DR)\.?"
_SURNAME = r"(?:Mc|Mac|O[’']|[Dd]e |[Vv]an )?[A-ZÀ-Þ][\wà-ÿ’'-]+"
_NAME = rf"(?:{_TITLE}[ \t]+(?:[A-Z]\.?[ \t]+|[A-Z][a-zà-ÿ]+[ \t]+)?{_SURNAME}|[A-Z][a-zà-ÿ’'-]+[ \t]+{_SURNAME})"
_NAMES = rf"(?:[A-Z]\.?[ \t]+|[A-Z][A-Za-zà-ÿ]+[ \t]+(?=[A-Z][A-Za-z]))?{_SURNAME}"
_TITLES = re.compile(
    r"(?i)^(?:mr|mrs|ms|miss|mx|dr|prof|rev|sir|cllr|councillor|pc|pcso|dc|ds|sgt|insp)\b\.?\s*(?:\d+\s*)?"
)

# Words that give a person's part, in front of the name; weight tells how plainly they do.
_CUES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    (
        "complainant",
        3,
        re.compile(
            r"(?i:\b(?:tenant|aggrieved|complainant|victim|informant|injured party|applicant|resident|customer|"
            rf"reporting person|caller|name of (?:complainant|applicant|victim))[ \t]*[:=][ \t]*)({_NAME})"
        ),
    ),
    (
        "respondent",
        3,
        re.compile(
            r"(?i:\b(?:(?:named )?suspect|about|respondent|(?:alleged )?perpetrator|offender|defendant|subject|accused|"
            rf"neighbour)[ \t]*[:=][ \t]*)({_NAME})"
        ),
    ),
    # The labels of a print, in capitals with no colon behind them.
    (
        "complainant",
        3,
        re.compile(rf"\b(?:COMPLAINANT|VICTIM|AGGRIEVED|REPORTING PERSON)[ \t]+({_TITLE}[ \t]+{_NAMES})"),
    ),
    (
        "respondent",
        3,
        re.compile(rf"\b(?:SUBJECT|PERPETRATOR|SUSPECT|RESPONDENT|DEFENDANT|OFFENDER)[ \t]+({_TITLE}[ \t]+{_NAMES})"),
    ),
    ("respondent", 3, re.compile(rf"(?i:\b(?:occupier|occupant|alleged perpetrator|perpetrator)[ \t]+)({_NAME})")),
    ("respondent", 2, re.compile(rf"(?i:\b(?:your|my|our|her|his|the) neighbour,?[ \t]+)({_NAME})")),
    (
        "respondent",
        2,
        re.compile(rf"(?i:\b(?:neighbours?[ \t]+of|complain\w*[ \t]+(?:about|against))[ \t\n]+)({_NAME})"),
    ),
    (
        "respondent",
        1,
        re.compile(rf"(?i:\b(?:about|against)[ \t\n]+)({_TITLE}[ \t]+{_NAMES})"),
    ),
    (
        "other",
        2,
        re.compile(rf"(?i:\b(?:(?:statement of|statement by|maker|witness)[ \t]*:?|my name is)[ \t]+)({_NAME})"),
    ),
    (
        "officer",
        3,
        re.compile(rf"\b(?:PC|PCSO|DC|DS|DI|Sgt|Sergeant|Insp(?:ector)?)[ \t]+(?:[A-Z]?\d{{2,6}}[ \t]+)?({_SURNAME})"),
    ),
    (
        "officer",
        3,
        re.compile(
            r"(?i:\b(?:officer|(?:housing|area|team|case|estate|neighbourhood|complaints?) manager|caseworker|surveyor|"
            rf"(?:my|our|your) colleague),?[ \t\n]+)({_TITLE}[ \t]+(?:[A-Z]\.?[ \t]+|[A-Z][a-zà-ÿ]+[ \t]+)?{_SURNAME})"
        ),
    ),
)
_GREETED = re.compile(rf"(?m)^[ \t>]*Dear[ \t]+({_NAME})")
_OWNER = re.compile(rf"^[^\n]{{0,40}}?\b({_NAME})(?:,|[’']s diary|[ \t]*$|:)", re.MULTILINE)
_TITLED = re.compile(rf"(?<!\w){_TITLE}[ \t]+(?:[A-Z]\.?[ \t]+|[A-Z][a-zà-ÿ]+[ \t]+)?({_SURNAME})")
_CALLER_HEADINGS = frozenset(
    ("user", "from", "who rang", "caller", "reported by", "complainant", "logged by", "resident", "tenant", "informant")
)
_CALLER = re.compile(rf"(?:{_NAME}|[A-Z] {_SURNAME})(?:,|$)")
_HOUSE = re.compile(r"(?i)(?:^|\b(?:flat|no\.?|number|of|at))\s*(\d{1,4}[a-z]?)\b(?![/:.])")
_PRECEDENCE = ("officer", "respondent", "complainant", "other")


@dataclass(frozen=True, slots=True)
class Parties:
    """The people of a case by comparable name (see `key`): complainant | respondent | officer | other."""

    roles: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """Comparable name -> complainant | respondent | other; officers left out (they are their agency)."""
        return {name: role for name, role in sorted(self.roles.items()) if role != "officer"}

    def role_of(self, name: str) -> str | None:
        """The part of a person however named; an initial ("Mr B") is enough where it fits one party only."""
        plain = key(name)
        if plain in self.roles or len(plain) != 1:
            return self.roles.get(plain)
        fitting = {role for known, role in self.roles.items() if known.startswith(plain) and role != "officer"}
        return fitting.pop() if len(fitting) == 1 else None


def key(name: str) -> str:
    """A name made comparable: the surname in lower case ("MRS G HARLOW", "Gwen Harlow", "Harlow, Gwen": "harlow")."""
    name = re.sub(r"\s*<[^>]*>", "", name) if "<" in name.strip()[1:] else name
    if address := re.fullmatch(r"\W*([\w.'-]+)@[\w.-]+\W*", name):
        name = re.sub(r"[._\d]+", " ", address[1])
    plain = re.sub(r"[’']s$", "", " ".join(name.split()).strip(" .,;:\"'()"), flags=re.IGNORECASE)
    plain = _TITLES.sub("", plain)
    if "," in plain:
        plain = plain.partition(",")[0]
    words = plain.split()
    if not words:
        return ""
    low = words[-1].casefold().replace("’", "'")
    if len(words) > 1 and words[-2].casefold() in ("de", "van", "von", "la", "du", "al"):
        low = f"{words[-2].casefold()} {low}"
    return low


def find_parties(papers: Sequence[Paper], index: AgencyIndex | None = None) -> Parties:
    """Who is who, from labels, letters' greetings, private senders, callers' columns and ranks.

    `index` saves finding the agencies again.
    """
    agencies = index or find_agencies(papers)
    scores: dict[str, Counter[str]] = {}

    def add(name: str, role: str, weight: int) -> None:
        plain = key(name)
        is_place = plain in _PLACES and role != "officer" and not _TITLES.match(name)
        if is_place or agencies.named_in(name) is not None:
            return
        if len(plain) > 1 and plain not in _NOT_NAMES and re.sub(r"[' -]", "", plain).isalpha():
            scores.setdefault(plain, Counter())[role] += weight

    for paper in papers:
        text, headers = paper.text.text, _headers(paper)
        for role, weight, pattern in _CUES:
            for match in pattern.finditer(text):
                # "Subject: Elm Row" heads a message; it names nobody
                if not any(start <= match.start() < end for start, end in headers):
                    add(match[1], role, weight)
        for name, role, weight in [*_correspondents(paper, agencies), *_diarist(paper)]:
            add(name, role, weight)
    for name, role, weight in _callers(papers):
        add(name, role, weight)
    roles = {name: _settled(counts) for name, counts in sorted(scores.items())}
    _add_most_named(papers, roles, agencies)
    return Parties(roles)


# Last words of what is written like a name and is a body or its part, or somewhere else in the building.
_NOT_NAMES = frozenset(
    ("police", "council", "sir", "madam", "health", "team", "officer", "homes", "housing", "association", "safety",
     "complaints", "feedback", "service", "services", "department", "behaviour", "upstairs", "downstairs",
     "neighbour", "neighbours", "flat", "floor", "door")
)  # fmt: skip
# Of a place, where no title or rank stands before them: there are people called Lane and House.
_PLACES = frozenset(
    ("road", "street", "close", "lane", "court", "house", "avenue", "drive", "way", "place", "gardens", "terrace",
     "crescent", "square", "grove", "mews", "row", "rise", "walk", "parade", "estate", "flats", "apartments", "lodge",
     "mansions", "yard")
)  # fmt: skip


def _headers(paper: Paper) -> list[tuple[int, int]]:
    """Where the header lines of messages stand."""
    return [(b.start, b.end) for b in paper.text.blocks if b.role is Role.HEADER]


def _settled(counts: Counter[str]) -> str:
    return max(_PRECEDENCE, key=lambda role: (counts[role], -_PRECEDENCE.index(role)))


def _correspondents(paper: Paper, agencies: AgencyIndex) -> list[tuple[str, str, int]]:
    """Private people who write, staff who write, and whom an agency's letter greets."""
    found: list[tuple[str, str, int]] = []
    for message in paper.text.messages:
        for person in (message.sender, *message.recipients):
            name = re.sub(r"<[^>]*>|\S+@\S+", "", person).strip(" \"'")
            if len(name.split()) < 2 or not re.fullmatch(_NAME, name):
                continue
            is_staff = agencies.of_email(person) is not None or agencies.of_email(name) is not None
            found.append((name, "officer" if is_staff else "complainant", 2))
    for match in _GREETED.finditer(paper.text.text):
        if agencies.author(paper) is not None and agencies.of_email(match[1]) is None:
            found.append((match[1], "complainant", 2))
    return found


def _callers(papers: Sequence[Paper]) -> list[tuple[str, str, int]]:
    """Who rang or logged, from the columns that say so. The commonest caller complains; of the others, who rings from
    another home is a neighbour who heard it too."""
    calls = [
        cell.text
        for paper in papers
        for block in paper.text.blocks
        for cell in block.cells
        if cell.header.strip().casefold() in _CALLER_HEADINGS and _CALLER.match(cell.text)
    ]
    counts = Counter(key(_caller(text)) for text in calls)
    if not counts:
        return []
    most = min(counts, key=lambda name: (-counts[name], name))
    homes = {home for text in calls if key(_caller(text)) == most and (home := _home(text))}
    found: list[tuple[str, str, int]] = []
    for text in calls:
        name, home = _caller(text), _home(text)
        elsewhere = key(name) != most and home and homes and home not in homes
        found.append((name, "other" if elsewhere else "complainant", 1))
    return found


def _caller(text: str) -> str:
    return re.sub(r",.*", "", text, flags=re.DOTALL)


def _home(text: str) -> str:
    """The number of the house that a caller rings from ("Mrs Ash, 4 Elm Row", "B Holt, flat 7"), "" if none is told."""
    found = _HOUSE.search(text.partition(",")[2])
    return found[1].casefold() if found else ""


def _diarist(paper: Paper) -> list[tuple[str, str, int]]:
    if paper.document.kind != DocumentKind.DIARY:
        return []
    if paper.author:
        return [(paper.author, "complainant", 2)]
    owner = _OWNER.search(paper.text.text[:400])
    return [(owner[1], "complainant", 2)] if owner else []


def _add_most_named(papers: Sequence[Paper], roles: dict[str, str], agencies: AgencyIndex) -> None:
    """Without any word on who is complained of, it is the person whom the papers name most."""
    if "respondent" in roles.values():
        return
    counts = Counter(
        key(match[1])
        for paper in papers
        for match in _TITLED.finditer(paper.text.text)
        if key(match[1]) not in roles and agencies.of_email(match[0]) is None
    )
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if ranked and ranked[0][1] > 1 and ranked[0][0] not in _NOT_NAMES:
        roles[ranked[0][0]] = "respondent"
