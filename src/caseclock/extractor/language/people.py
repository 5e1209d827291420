"""The people of a case: who complains, who is complained of, who works for an agency."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caseclock.extractor.language.agencies import AgencyIndex, find_agencies
from caseclock.models.document import DocumentKind, Paper

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|MR|MRS|MS|MISS|DR)\.?"
_SURNAME = r"(?:Mc|Mac|O[’']|[Dd]e |[Vv]an )?[A-ZÀ-Þ][\wà-ÿ’'-]+"
_NAME = rf"(?:{_TITLE}[ \t]+(?:[A-Z]\.?[ \t]+|[A-Z][a-zà-ÿ]+[ \t]+)?{_SURNAME}|[A-Z][a-zà-ÿ’'-]+[ \t]+{_SURNAME})"
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
        re.compile(rf"(?i:\b(?:about|against)[ \t\n]+)({_TITLE}[ \t]+(?:[A-Z]\.?[ \t]+)?{_SURNAME})"),
    ),
    ("other", 2, re.compile(rf"(?i:\b(?:statement of|my name is|witness[ \t]*:?)[ \t]+)({_NAME})")),
    (
        "officer",
        3,
        re.compile(rf"\b(?:PC|PCSO|DC|DS|DI|Sgt|Sergeant|Insp(?:ector)?)[ \t]+(?:[A-Z]?\d{{2,6}}[ \t]+)?({_SURNAME})"),
    ),
)
_GREETED = re.compile(rf"(?m)^[ \t>]*Dear[ \t]+({_NAME})")
_OWNER = re.compile(rf"^[^\n]{{0,40}}?\b({_NAME})(?:,|[’']s diary|[ \t]*$|:)", re.MULTILINE)
_TITLED = re.compile(rf"(?<!\w){_TITLE}[ \t]+(?:[A-Z]\.?[ \t]+|[A-Z][a-zà-ÿ]+[ \t]+)?({_SURNAME})")
_CALLER_HEADINGS = frozenset(
    ("user", "from", "who rang", "caller", "reported by", "complainant", "logged by", "resident", "tenant", "informant")
)
_CALLER = re.compile(rf"(?:{_NAME}|[A-Z] {_SURNAME})(?:,|$)")
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
        if agencies.named_in(name) is not None:
            return
        if len(plain) > 1 and plain not in _NOT_NAMES and re.sub(r"[' -]", "", plain).isalpha():
            scores.setdefault(plain, Counter())[role] += weight

    for paper in papers:
        for role, weight, pattern in _CUES:
            for match in pattern.finditer(paper.text.text):
                add(match[1], role, weight)
        for name, role, weight in [*_correspondents(paper, agencies), *_callers(paper), *_diarist(paper)]:
            add(name, role, weight)
    roles = {name: _settled(counts) for name, counts in sorted(scores.items())}
    _add_most_named(papers, roles, agencies)
    return Parties(roles)


_NOT_NAMES = frozenset(
    ("police", "council", "sir", "madam", "health", "team", "officer", "road", "street", "close", "lane", "homes",
     "housing", "association", "safety", "complaints", "feedback", "service", "services", "department", "behaviour")
)  # fmt: skip


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


def _callers(paper: Paper) -> list[tuple[str, str, int]]:
    return [
        (re.sub(r",.*", "", cell.text, flags=re.DOTALL), "complainant", 1)
        for block in paper.text.blocks
        for cell in block.cells
        if cell.header.strip().casefold() in _CALLER_HEADINGS and _CALLER.match(cell.text)
    ]


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
