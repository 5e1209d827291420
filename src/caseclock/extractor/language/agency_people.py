"""Who works for whom: addresses, domains and staff names of the agencies in a case."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import getaddresses, parseaddr

from caseclock.extractor.language.agency_register import Named, Register
from caseclock.models.document import Paper

ADDRESS = re.compile(r"[\w.+'-]+@([\w-]+(?:\.[\w-]+)+)")
_NAMED_ADDRESS = re.compile(
    r"([A-Z][\w'’.-]*(?:[ \t]+[A-Z][\w'’.-]*){1,3})[ \t\n>]*[<(\[]\s*(?:mailto:)?([\w.+'-]+@[\w.-]+\w)"
)
_PERSONAL = re.compile(
    r"^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|btopenworld|sky|virginmedia|"
    r"ntlworld|talktalk|tiscali|blueyonder|protonmail|proton|gmx|mail|plusnet|zoho|fastmail|hey)\."
)
_TEAM = re.compile(
    r"(?i)\b(?:teams?|complaints?|feedback|health|services?|office|enquir(?:y|ies)|housing|customers?|support|noise|safety|"
    r"admin|contact|centre|desk|info|legal|homes|council|police|reply|repairs|neighbourhoods?|department|parking|licensing|"
    r"environmental|community|trust|association|response|unit|panel|app|asb)\b"
)
_PERSON = r"[A-Z][a-zà-ÿ’'-]+(?:[ \t]+[A-Z]\.?)?[ \t]+(?:(?:Mc|Mac|O[’'])?[A-Z][a-zà-ÿ’'-]+)(?:-[A-Z][a-z]+)?"
_WITH_ROLE = re.compile(
    rf"(?<![\w])({_PERSON})(?:[ \t]*\([A-Z]{{2,3}}\))?,[ \t]*(?:[A-Za-z&’'/ -]{{3,45}}[,\n][ \t]*)?$"
)
_CLOSING = re.compile(
    r"^[ \t>*]*(?:Yours[ \t]+(?:sincerely|faithfully|truly)|(?:Kind|Best|Warm|With kind)[ \t]+(?:regards|wishes)|"
    r"Regards|Thanks)[,.!]?[ \t]*\n+((?:[^\n]*\n?){0,6})",
    re.IGNORECASE | re.MULTILINE,
)
_INITIALLED = re.compile(rf"\b([A-Z]{{2,3}})[ \t]*[=:-]?[ \t]+({_PERSON})(?=[,.;\n]|$)")
_TITLED = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?[ \t]+"


@dataclass(slots=True)
class Staff:
    """Domains, addresses and names (in lower case) with the agency they belong to."""

    domains: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)  # as written in an address line: "Customer Feedback"
    outsiders: set[str] = field(default_factory=set)  # people who write from addresses of their own

    def of_address(self, address: str) -> str | None:
        """The agency of an email address, None for people's own."""
        low = address.casefold()
        return self.addresses.get(low) or self.domains.get(low.rpartition("@")[2])


def find_staff(papers: Sequence[Paper], register: Register) -> Staff:
    """Learn from all papers which addresses belong to which agency."""
    staff = Staff()
    pairs = sorted({pair for paper in papers for pair in _people_of(paper)})
    for _, address in pairs:
        domain = address.rpartition("@")[2]
        if not domain or domain in staff.domains or _PERSONAL.match(domain):
            continue
        if domain_owner := _domain_owner(domain, register):
            staff.domains[domain] = domain_owner
    for name, address in pairs:
        person = plain_person(name)
        owner = staff.of_address(address)
        if person and owner:
            staff.names[person] = owner
        elif person:
            staff.outsiders.add(person)
        elif owner and _TEAM.search(name) and name[:1].isupper() and len(name) > 4:
            staff.teams[name] = owner
    return staff


def _people_of(paper: Paper) -> list[tuple[str, str]]:
    """(display name, address) of everybody who writes or is written to."""
    lines = [paper.author]
    for message in paper.text.messages:
        lines += [message.sender, *message.recipients]
    pairs = [
        (name, address.casefold()) for name, address in getaddresses([line for line in lines if line]) if "@" in address
    ]
    pairs += [(" ".join(m[1].split()), m[2].casefold()) for m in _NAMED_ADDRESS.finditer(paper.text.text)]
    pairs += [("", m[0].casefold()) for m in ADDRESS.finditer(paper.text.text)]
    return pairs


def plain_person(name: str) -> str:
    """A person's name for comparison: lower case, given name first, no title; "" if it is not a person's."""
    name = re.sub(rf"^{_TITLED}", "", name.strip(" \"'"))
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    return name.casefold() if re.fullmatch(_PERSON, name) and not _TEAM.search(name) else ""


def _domain_owner(domain: str, register: Register) -> str | None:
    """The agency whose name the domain is made of; among several the longest match."""
    labels = [label for label in domain.split(".") if label not in ("www", "mail", "pnn", "secure")]
    best: tuple[int, str] | None = None
    for key in sorted(register.named):
        agency = register.named[key]
        if ".police." in f".{domain}." and agency.sort != "police":
            continue
        for label in labels[:2]:
            score = _label_fit(label, agency)
            if score and (best is None or score > best[0]):
                best = (score, key)
    return best[1] if best else None


def _label_fit(label: str, agency: Named) -> int:
    """How well a part of a domain fits an agency's name: 0 not at all."""
    joined = re.sub(r"[^a-z0-9]", "", label.casefold())
    stem = re.sub(r"[^a-z0-9]", "", agency.stem.casefold().replace("&", "and"))
    stem_short = re.sub(r"[^a-z0-9]", "", re.sub(r"\band\b|&", "", agency.stem.casefold()))
    fulls = {re.sub(r"[^a-z0-9]", "", form.casefold().replace("&", "and")) for form in agency.forms}
    shorts = {re.sub(r"[^a-z0-9]", "", form.casefold()) for form in agency.short}
    if joined in fulls:
        return 100
    if joined in shorts | {stem, stem_short}:
        return 80
    rest = joined.removeprefix(stem)
    if len(stem) > 3 and rest != joined:
        return 90 if rest in _ENDINGS.get(agency.sort, ()) else (30 if rest not in _ALL_ENDINGS else 0)
    return 0


_ENDINGS = {
    "council": ("dc", "bc", "cc", "mbc", "council", "gov", "lbc", "citycouncil", "boroughcouncil", "districtcouncil"),
    "landlord": ("ha", "homes", "housing", "ht", "hg", "group", "living", "housinggroup"),
    "police": ("police", "constabulary"),
    "solicitor": ("law", "legal", "solicitors", "llp"),
    "charity": ("trust", "charity", "project", "foundation"),
    "nhs": ("nhs", "ft"),
}
_ALL_ENDINGS = frozenset(ending for endings in _ENDINGS.values() for ending in endings)


_S = r"[ \t\n]+"
_APP = re.compile(
    rf"\b(?P<app>[A-Z][\w-]{{3,}}(?:[ \t]+[A-Z][\w-]+){{0,2}}){_S}(?:belongs{_S}to|is{_S}(?:run|operated|used|owned|"
    rf"managed|monitored){_S}by|is|reports{_S}to){_S}(?:us\b|our\b|this{_S}(?:department|council|service|team|authority|"
    rf"association)\b|(?P<council>the{_S}council)\b)"
)
_NOT_APPS = frozenset(
    ("this", "that", "there", "here", "what", "which", "enclosed", "attached", "below", "above", "policy")
)


def find_apps(papers: Sequence[Paper], register: Register, staff: Staff) -> dict[str, str]:
    """Reporting apps and lines that a paper says are an agency's own ("NoiseBook belongs to this department")."""
    councils = [agency.id for agency in register.of_sort(("council",)) if agency.tier != "parish"]
    apps: dict[str, str] = {}
    for paper in papers:
        for found in _APP.finditer(paper.text.text):
            if found["app"].split()[0].casefold() in _NOT_APPS or plain_person(found["app"]):
                continue
            sender = address_of(paper.author)
            here = [
                agency
                for agency in (*register.of_sort(("council", "landlord")),)
                if agency.name in paper.text.text[:600]
            ]
            owner = staff.of_address(sender) if sender else (here[0].id if len(here) == 1 else None)
            if found["council"] and len(councils) == 1:
                owner = councils[0]
            if owner:
                apps[" ".join(found["app"].split())] = owner
    return apps


# ------------------------------------------------------------------ names in the text


def learn_from_text(text: str, spans: Sequence[tuple[int, int, str]], author: str | None, staff: Staff) -> None:
    """Names written beside an agency ("Ann Lee (AL), Brackwell Homes"), and those who sign or keep the author's papers.

    `spans` are (start, end, agency) of named mentions.
    """
    for start, _, agency in spans:
        found = _WITH_ROLE.search(text, max(0, start - 110), start)
        if found and (person := plain_person(found[1])):
            staff.names.setdefault(person, agency)
    if author is None:
        return
    for closing in _CLOSING.finditer(text):
        for line in closing[1].split("\n"):
            if person := plain_person(re.sub(r",.*", "", line.strip(" >*_"))):
                staff.names.setdefault(person, author)
                break
    for found in _INITIALLED.finditer(text[:3000]):
        person = plain_person(found[2])
        if person and "".join(word[0] for word in person.split()).upper() == found[1]:
            staff.names.setdefault(person, author)


def staff_pattern(staff: Staff) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """A pattern for the staff's names (full, "Ms Lee", a given name that nobody else has), and form -> agency."""
    outside = {part for person in staff.outsiders for part in person.split()}
    given: dict[str, set[str]] = {}
    surnames: dict[str, set[str]] = {}
    for person, agency in staff.names.items():
        words = person.split()
        given.setdefault(words[0], set()).add(agency)
        surnames.setdefault(words[-1], set()).add(agency)
    owner: dict[str, str] = {}
    patterns: list[str] = []
    for person in sorted(staff.names):
        if person in staff.outsiders:
            continue
        words = person.split()
        owner[person] = staff.names[person]
        patterns.append(r"\s+".join(_in_case(word) for word in words))
        if words[-1] not in outside and len(surnames[words[-1]]) == 1:
            owner[words[-1]] = staff.names[person]
            initial = _in_case(words[0])[:1]
            patterns.append(rf"(?:{_TITLED}(?:[A-Z]\.?[ \t]+)?|\b{initial}\.?[ \t]+){_in_case(words[-1])}")
        if words[0] not in outside and len(given[words[0]]) == 1 and len(words[0]) > 2 and words[0] not in _ALSO_WORDS:
            owner[words[0]] = staff.names[person]
            patterns.append(_in_case(words[0]))
    if not patterns:
        return None, {}
    return re.compile(
        rf"(?<![\w@.])(?:{'|'.join(sorted(set(patterns), key=lambda p: (-len(p), p)))})(?![\w@])(?!\.\w)"
    ), owner


_ALSO_WORDS = frozenset(
    ("may", "june", "april", "will", "mark", "grace", "hope", "joy", "dawn", "summer", "august", "guy", "art")
)


def _in_case(word: str) -> str:
    return re.escape(word.title().replace("’S", "’s").replace("'S", "'s"))


def staff_key(quote: str, owner: Mapping[str, str]) -> str | None:
    """The agency of a found staff name."""
    words = re.sub(rf"^{_TITLED}", "", " ".join(quote.split())).casefold()
    return owner.get(words) or owner.get(words.split()[-1])


def address_of(sender: str) -> str:
    """The address in a header value, "" if there is none."""
    address = parseaddr(sender)[1]
    return address if "@" in address else ""
