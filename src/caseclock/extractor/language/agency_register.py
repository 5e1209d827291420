"""The named agencies of a case: every spelling of one organisation under one id, whatever the order of the papers."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from caseclock.extractor.language.agency_names import NameHit, find_names, one_line
from caseclock.extractor.language.agency_words import flexible, vocabulary
from caseclock.models.document import Paper

# Stems that are ordinary words or places too often to stand alone for an organisation.
_WEAK_STEMS = frozenset(
    """
    anchor bridge castle central church city common community county court cross east first friends green hall harbour
    help hill home homes hope house housing life light live local london midland midlands mind national new north one
    orbit park partners partnership people platform progress refuge regenda riverside royal sanctuary school shelter
    south st st. sure the together trust unity valley victory village way west women works young your youth
    """.split()  # noqa: SIM905
)
_STREETS = (
    r"[ \t]+(?:Road|Rd|Street|St|Close|Lane|Avenue|Ave|Drive|Way|Gardens|Court|Place|Crescent|Grove|Terrace|Walk|Mews|"
    r"Row|Square|Park|Estate|House|Hill|Rise|View|Green|Station|School|Church|High|Town)\b"
)
_COUNTY, _PARISH, _MAIN = "county", "parish", "main"
_DEFINITION = re.compile(r"[ \t]*,?[ \t]*\(([^()\n]{1,80})\)")
_QUOTES = "\"'“”‘’* _"


@dataclass(slots=True)
class Named:
    """One organisation that at least one paper calls by its name."""

    id: str
    sort: str
    name: str
    stem: str
    tier: str = _MAIN
    forms: set[str] = field(default_factory=set)  # every full spelling
    short: set[str] = field(default_factory=set)  # abbreviations and short names, case-wide


@dataclass(frozen=True, slots=True)
class Definition:
    """A paper's own wording for an agency: 'Brackwell Homes ("the landlord")'."""

    phrase: str
    agency: str


@dataclass(slots=True)
class Register:
    """All named agencies of a case by id, and what each paper (by document id) calls them for itself."""

    named: dict[str, Named]
    definitions: dict[str, tuple[Definition, ...]]

    def of_sort(self, sorts: Iterable[str]) -> list[Named]:
        """Named agencies of any of the sorts, by id."""
        wanted = set(sorts)
        return [self.named[key] for key in sorted(self.named) if self.named[key].sort in wanted]


def build_register(papers: Sequence[Paper]) -> Register:
    """Find and settle the named agencies of all papers together."""
    hits = {paper.document.id: find_names(paper.text.text) for paper in papers}
    groups: dict[tuple[str, str, str], Counter[str]] = {}
    stems: dict[tuple[str, str, str], str] = {}
    for found in hits.values():
        for hit in found:
            key = _group(hit)
            groups.setdefault(key, Counter())[hit.name] += 1
            stems[key] = min(stems.get(key, hit.stem), hit.stem)
    merged = _merged(groups)
    named: dict[str, Named] = {}
    owner: dict[tuple[str, str, str], str] = {}
    for key in sorted(groups):
        target = merged.get(key, key)
        agency = _entry(named, target, groups[target], stems[target])
        agency.forms.update(groups[key])
        owner[key] = agency.id
    register = Register(named, {})
    for paper in papers:
        register.definitions[paper.document.id] = _definitions(paper.text.text, hits[paper.document.id], owner, named)
    _add_short_names(named, papers)
    return register


def _entry(named: dict[str, Named], key: tuple[str, str, str], names: Counter[str], stem: str) -> Named:
    """The agency of a group, made if it is new."""
    sort, plain, tier = key
    kind = vocabulary().sorts[sort].kind.value.replace("_", "-")
    agency_id = f"{kind}-{slug(plain)}" + ("" if tier == _MAIN else f"-{tier}")
    if any(other.id == agency_id and other.sort != sort for other in named.values()):
        agency_id = f"{sort.replace('_', '-')}-{slug(plain)}"
    if agency_id not in named:
        best = min(names, key=lambda name: (_is_abbreviated(name), -names[name], -len(name), name))
        named[agency_id] = Named(agency_id, sort, best, stem, tier)
    return named[agency_id]


def _is_abbreviated(name: str) -> bool:
    return re.search(r"\b(?:[DBC]C|MBC|LBC)$", name) is not None


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold().replace("&", " and ").replace("'", "").replace("’", "")).strip(
        "-"
    )


def _group(hit: NameHit) -> tuple[str, str, str]:
    """What tells one organisation from another: sort, stem, and for councils the tier."""
    stem = hit.stem.casefold().removeprefix("the ")
    if hit.sort == "council":
        stem = re.sub(r"^(?:city of|(?:london|royal|metropolitan) borough of) ", "", stem)
    stem = re.sub(r"\s*&\s*", " and ", stem).replace("’", "'")
    tier = _MAIN
    if hit.sort == "council":
        low = hit.name.casefold()
        tier = (
            _COUNTY
            if "county council" in low
            else _PARISH
            if re.search(r"(parish|town|community) council", low)
            else _MAIN
        )
    return hit.sort, stem, tier


def _merged(groups: Mapping[tuple[str, str, str], Counter[str]]) -> dict[tuple[str, str, str], tuple[str, str, str]]:
    """Groups that belong to another: "Wexshire Council" to the county council if there is no district of that name,
    "London Homes" to "London & Quadrant Homes" if that is the only one it can be short for."""
    merged = {}
    for sort, stem, tier in sorted(groups):
        if sort == "council" and tier == _MAIN:
            names = groups[sort, stem, tier]
            county = (sort, stem, _COUNTY)
            if county in groups and all(_is_vague_council(name) for name in names):
                merged[sort, stem, tier] = county
        if sort in ("landlord", "police", "charity"):
            longer = [key for key in groups if key[0] == sort and key[1].startswith(f"{stem} ")]
            if len(longer) == 1 and sum(groups[longer[0]].values()) > 1:
                merged[sort, stem, tier] = longer[0]
    return {key: merged.get(target, target) for key, target in merged.items()}


def _is_vague_council(name: str) -> bool:
    return not re.search(r"(?:District|Borough|City) Council$| [DB]C$|MBC$|^City of|Borough of", name)


# ------------------------------------------------------------------ other words for them


def _definitions(
    text: str, hits: Sequence[NameHit], owner: Mapping[tuple[str, str, str], str], named: dict[str, Named]
) -> tuple[Definition, ...]:
    """What stands in brackets behind a name: an abbreviation is good for the whole case, "the X" for this paper."""
    found: list[Definition] = []
    for hit in hits:
        match = _DEFINITION.match(
            text, text.find("'s", hit.end, hit.end + 2) + 2 if text.startswith("'s", hit.end) else hit.end
        )
        if match is None:
            continue
        agency = named[owner[_group(hit)]]
        if agency.sort in ("mp", "councillor"):
            continue  # "(Chair)" is what the person is there
        for piece in re.split(r"\bor\b|[,;/]", match[1]):
            phrase = " ".join(piece.split()).strip(_QUOTES)
            if not phrase or any(char.isdigit() for char in phrase) or len(phrase.split()) > 4:
                continue
            if re.match(r"(?i)(?:the|my|our|her|his)\b", phrase):
                found.append(Definition(phrase, agency.id))
            elif re.fullmatch(r"[A-Z][\w&’'.-]*(?: [A-Z&][\w&’'.-]*){0,2}", phrase) and phrase != agency.name:
                agency.short.add(phrase)
    return tuple(dict.fromkeys(found))


def _add_short_names(named: dict[str, Named], papers: Sequence[Paper]) -> None:
    """Initials that some paper uses; the stem alone for landlords and charities, where no other agency shares it."""
    tokens = {token for paper in papers for token in re.findall(r"\b[A-Z][A-Z&]{2,6}\b", paper.text.text)}
    stems = Counter(agency.stem.casefold() for agency in named.values())
    initials = Counter(initial for agency in named.values() for initial in _initials(agency))
    for key in sorted(named):
        agency = named[key]
        agency.short.update(
            initial
            for initial in _initials(agency)
            if initial in tokens and initials[initial] == 1 and len(initial) > 2
        )
        words = agency.stem.casefold().split()
        if not vocabulary().sorts[agency.sort].short_names or stems[agency.stem.casefold()] > 1:
            continue
        if len(agency.stem) > 2 and not (len(words) == 1 and words[0] in _WEAK_STEMS):
            agency.short.add(agency.stem)


def _initials(agency: Named) -> tuple[str, ...]:
    made = []
    for form in sorted(agency.forms):
        words = [
            word
            for word in re.findall(r"[A-Za-z&][\w'’]*", form)
            if word.casefold() not in ("the", "of", "and", "&", "on")
        ]
        made.append("".join(word[0].upper() for word in words))
    return tuple(dict.fromkeys(initial for initial in made if len(initial) > 1))


def forms_pattern(register: Register, teams: Mapping[str, str]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """One pattern for every name and short name, and a map from a found form (as `form_key`) to the agency.

    `teams` are names of teams with the agency they belong to.
    """
    owner: dict[str, str] = {form_key(team): teams[team] for team in sorted(teams)}
    patterns: dict[str, str] = {team: f"(?:{flexible(team)})" for team in sorted(teams)}
    for key in sorted(register.named):
        agency = register.named[key]
        for form in sorted(agency.forms | agency.short):
            owner.setdefault(form_key(form), key)
            body = flexible(form)
            upper = flexible(form.upper())
            either = body if body == upper else f"{body}|{upper}"
            # A short name must not be part of an address or of a longer name.
            tail = rf"(?!{_STREETS})" if form in agency.short else ""
            patterns[form] = f"(?:{either}){tail}"
    if not patterns:
        return None, {}
    longest = sorted(patterns, key=lambda form: (-len(form), form))
    joined = "|".join(patterns[form] for form in longest)
    return re.compile(rf"(?<![\w@./&-])(?:The[ \t]+|the[ \t]+)?(?:{joined})(?![\w@])(?!\.\w)"), owner


def form_key(form: str) -> str:
    """A found form made comparable."""
    return one_line(form).casefold().replace("&", "and").replace("’", "'")
