"""Proper names of agencies in one text: "Brackwell Homes", "London Borough of Camden", "Wexshire Police"."""

import re
from dataclasses import dataclass

from caseclock.extractor.language.agency_words import flexible, vocabulary

_STOP_WORDS = frozenset(
    """
    a about acting after again all also although an and another any anti as ask asked at attended because before
    both but by call called cc chase chased complaint contact contacted copy copied crime dear did do each
    either email emailed every following for forwarded found from full further given giving had has have he her
    here his how however i if in incident informed into is it its joint led liaise liaised local log logged made
    may meeting met my national neighbourhood next no nor not note notes notified of off officer on once one or
    other our out over passed per phone phoned please police public rang rather re ref refer referred referral
    regarding reply report reported reporting request requested rung said saw says scope see seen send sent she
    shire since social so some spoke statement still subject tell telephoned than that the their then there
    these they this those though thus title to today told tomorrow two under until update updated via was we
    were what when where whether which while who whose why will with within without would yesterday yet you your
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
    january february march april june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
# What may stand before "Homes", "Housing" or "Trust" without making a name of it.
_GENERIC_STEMS = frozenset(
    """
    affordable care council domestic empty family fire general good green holiday housing human law mobile mutual new
    nursing old park permanent private residential safe second sheltered show social supported temporary student staff
    building breach community complaints customer high youth youths senior junior senior-level chief lead moot
    """.split()  # noqa: SIM905
)
_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lady", "lord", "rev", "prof", "pc", "dc", "ps", "sgt", "cllr")
)
_ENDS = frozenset(
    """
    police constabulary council association homes trust court service services group solicitors llp health safety
    hospital charity surgery brigade panel ombudsman team partnership committee sub-committee department unit office
    board agency
    """.split()  # noqa: SIM905
)
_CONNECTORS = frozenset(("and", "&", "upon", "on", "in", "le", "under"))
_BEFORE_OF = frozenset(("city", "borough", "isle", "county", "royal", "ministry", "friends", "university", "vale"))
_SAINTLY = frozenset(("king", "queen", "women", "bishop", "men", "people"))
_TOKEN = re.compile(r"\S+")
_CAPITAL = re.compile(r"[A-Z][\w’'.&-]*$")
_OPENING = re.compile(r"^[\W_]+")
_FOLLOWS = re.compile(
    r"\s+(?:Act|Officers?|Options|Benefits?|Manager|Team|Regulations|Order|Register|List|Number|No\b|Ref\b|Code|Scheme|"
    r"Committee|Ombudsman|Protocol|Tax)\b"
)
_WINDOW = 100
_MAX_WORDS = 6
_WRAPPED_LINE = 50  # characters: a shorter line ended because it was meant to

_GAP = "[ \t\u00a0]+"
_TAIL = r"[A-Z][\w’'-]+(?:(?: (?:and|&|of|upon|on|the)){0,2} [A-Z][\w’'-]+){0,3}"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?"
_PREFIXED = tuple(
    (sort, re.compile(pattern.replace(" ", _GAP)))
    for sort, pattern in (
        ("council", rf"\b(?:London|Royal|Metropolitan) Borough(?: Council)? of (?P<stem>{_TAIL})(?: Council)?"),
        ("council", r"\bCity of (?P<stem>[A-Z]\w+(?: [A-Z]\w+)?) (?:Council|Corporation)\b"),
        ("court_civil", rf"\b(?:the )?County Court (?:at|in|of) (?P<stem>{_TAIL})"),
        ("court_criminal", rf"\b(?:the )?Crown Court (?:at|in) (?P<stem>{_TAIL})"),
        (
            "panel",
            r"\b(?P<stem>(?:[A-Z][\w’'-]+ ){0,3}(?:Multi-Agency|Multi Agency|Multiagency)(?: [A-Z][\w-]+){0,4}"
            r" (?:Group|Panel|Conference|Hub|Team|Partnership|Meeting))\b",
        ),
        (
            "councillor",
            rf"\b(?:Councillor|Cllr\.?) {_TITLE}(?:[A-Z][\w’'.-]* ){{0,2}}?"
            r"(?P<stem>[A-Z][a-z][\w’'-]+)\b(?! [A-Z][a-z])",
        ),
        ("mp", r"\b(?P<stem>[A-Z][a-z’'-]+ [A-Z][\w’'-]+),? MP\b"),
        (
            "landlord",
            r"\b(?:[Mm]y|[Oo]ur|[Hh]er|[Hh]is|[Tt]heir|resident[’']s) (?:social )?landlords?(?:,| is| are|(?: )?\()? "
            r"(?P<name>(?P<stem>(?!Mr|Mrs|Ms|Miss|Dr)[A-Z][\w’'&-]+(?: (?:&|[A-Z][\w’'&-]+)){0,3}))",
        ),
    )
)
_ABBREVIATED_COUNCIL = re.compile(
    rf"\b(?P<stem>[A-Z][a-z][\w’'-]+(?:{_GAP}[A-Z][a-z][\w’'-]+)?){_GAP}(?:[DBC]C|MBC|LBC)\b(?!{_GAP}(?:\d|[A-Z][a-z]))"
)
_LETTERHEAD_LINES = 4


@dataclass(frozen=True, slots=True)
class NameHit:
    """A proper name found: its place, sort, the name on one line, and its stem (what tells it from its like)."""

    start: int
    end: int
    name: str
    sort: str
    stem: str


def find_names(text: str) -> list[NameHit]:
    """All proper names of agencies in a text, in order, none overlapping."""
    hits = [*_listed(text), *_prefixed(text), *_suffixed(text), *_abbreviated(text), *_letterhead(text)]
    hits.sort(key=lambda hit: (-(hit.end - hit.start), hit.start, hit.sort))
    taken: list[NameHit] = []
    covered = bytearray(len(text) + 1)
    for hit in hits:
        if not any(covered[hit.start : hit.end]):
            covered[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            taken.append(hit)
    return sorted(taken, key=lambda hit: hit.start)


def one_line(name: str) -> str:
    """A name as one line with plain spaces, without a leading article."""
    return re.sub(r"^[Tt]he ", "", " ".join(name.split()))


def _listed(text: str) -> list[NameHit]:
    hits = []
    for name, (sort, shorts) in vocabulary().names.items():
        for form in (name, *shorts):
            if form.split()[0] not in text and form.upper().split()[0] not in text:
                continue
            pattern = (
                rf"(?<![\w@.]){flexible(form)}(?![\w@])(?!(?:[’']s)?\s+(?:Scheme|Code|Remedies|Complaint Handling))"
            )
            stem = _listed_stem(name)
            hits += [NameHit(m.start(), m.end(), name, sort, stem) for m in re.finditer(pattern, text)]
    return hits


def _listed_stem(name: str) -> str:
    ends = [found for found in vocabulary().suffix_pattern.finditer(name) if found.end() == len(name)]
    return name[: ends[0].start()].strip() or name if ends else re.sub(r"^City of | Corporation$", "", name)


def _prefixed(text: str) -> list[NameHit]:
    hits = []
    for sort, pattern in _PREFIXED:
        for found in pattern.finditer(text):
            named = "name" if "name" in pattern.groupindex else 0
            stem = one_line(found["stem"])
            if stem.split()[0].casefold() in _STOP_WORDS or _FOLLOWS.match(text, found.end()):
                continue
            name = one_line(found[named])
            hits.append(
                NameHit(
                    found.start(named), found.end(named), f"Cllr {stem}" if sort == "councillor" else name, sort, stem
                )
            )
    return hits


def _abbreviated(text: str) -> list[NameHit]:
    hits = []
    for found in _ABBREVIATED_COUNCIL.finditer(text):
        first = found["stem"].split()[0].casefold()
        if first not in _STOP_WORDS and first not in _TITLES:
            hits.append(NameHit(found.start(), found.end(), one_line(found[0]), "council", one_line(found["stem"])))
    return hits


def _suffixed(text: str) -> list[NameHit]:
    words = vocabulary()
    hits = []
    for found in words.suffix_pattern.finditer(text):
        suffix = " ".join(found[0].split())
        if _FOLLOWS.match(text, found.end()):
            continue
        start = _name_start(text, found.start())
        if start == found.start():
            continue
        stem = one_line(text[start : found.start()])
        first = stem.split()[0].casefold()
        if first in ("housing", "homes") or (first in _GENERIC_STEMS and len(stem.split()) == 1):
            continue
        end = found.end()
        if more := re.compile(r"[ \t]+(?:Ltd|Limited|plc|PLC|LLP|Group)\b").match(text, end):
            end = more.end()
        hits.append(NameHit(start, end, one_line(text[start:end]), words.suffixes[suffix], stem))
    return hits


def _name_start(text: str, end: int) -> int:
    """Where the name that ends with the suffix at `end` begins; `end` itself if nothing before it belongs to it."""
    begin = max(0, end - _WINDOW)
    tokens = list(_TOKEN.finditer(text, begin, end))
    if begin and tokens and tokens[0].start() == begin:
        tokens = tokens[1:]
    start = after = end
    through_of = False
    for count, token in enumerate(reversed(tokens)):
        gap = text[token.end() : after]
        if count >= _MAX_WORDS or "\n\n" in gap or ("\n" in gap and not _is_wrapped(text, token.end())):
            break
        word = token[0].strip("*_")
        if count and (word in _CONNECTORS or word == "of"):
            through_of = word == "of"
            after = token.start()
            continue
        bare = _OPENING.sub("", word)
        if not _is_name_word(bare) or (through_of and bare.casefold() not in _BEFORE_OF):
            break
        start = token.start() + token[0].index(bare)
        after = token.start()
        through_of = False
        if bare != word:
            break
    return _without_person(text, start, end)


def _is_name_word(word: str) -> bool:
    """Whether a word can be part of a proper name that goes on to its right."""
    low = word.casefold()
    if low in _STOP_WORDS or low in _TITLES or low in _ENDS or not _CAPITAL.match(word):
        return False
    if word.endswith((".", ":", ",")):
        return low == "st."
    return not word.endswith(("’s", "'s")) or low[:-2] in _SAINTLY


def _without_person(text: str, start: int, end: int) -> int:
    """ "Mrs Moss and Brackwell Homes": what a title introduces is a person, not the beginning of the name."""
    before = text[max(0, start - 12) : start].split()
    if before and before[-1].rstrip(".").casefold() in _TITLES:
        joined = re.search(r"\b(?:and|&)\s+(?=[A-Z])", text[start:end])
        return start + joined.end() if joined else end
    return start


def _is_wrapped(text: str, at: int) -> bool:
    """Whether the line that ends at `at` ended for want of room. The row of a table did not: its last cell is whole."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return len(line) >= _WRAPPED_LINE and "\t" not in line and " | " not in line


def _letterhead(text: str) -> list[NameHit]:
    """Names in capitals among the first lines ("GREENFORD HOMES"); further down capitals are a log's running text."""
    hits = []
    at = 0
    lines = 0
    for line in text[:2000].split("\n"):
        stripped = line.strip(" *#_")
        if stripped and stripped == stripped.upper() and any(char.isalpha() for char in stripped):
            titled = re.sub(r"[A-Z][A-Z’']*", lambda m: m[0].capitalize(), stripped)
            start = at + line.index(stripped)
            whole = [hit for hit in _suffixed(titled) if hit.start == 0 and hit.end == len(titled)]
            hits += [NameHit(start, start + len(stripped), hit.name, hit.sort, hit.stem) for hit in whole]
        lines += bool(stripped)
        at += len(line) + 1
        if lines >= _LETTERHEAD_LINES:
            break
    return hits
