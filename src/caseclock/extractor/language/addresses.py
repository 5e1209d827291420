"""Which address a case is about: rows of a log that concern another house are not its incidents."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

_ADDRESS = re.compile(
    r"\b(?P<n>\d{1,4}[a-z]?)\s+(?P<street>(?:[A-Za-z’'-]+\s+){1,3}?(?:street|st|road|rd|close|lane|avenue|ave|drive|way|court|crescent|place|terrace|row|gardens|grove|walk|mews|hill|green|square|park|rise|view|yard|wharf|fold|parade|croft|end|gate|bank|house|hse|ct|cl|ln|gdns|cres|terr|sq)\b)",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"(?:[A-Za-z’'-]+\s+){1,3}?(?:street|road|close|lane|avenue|drive|way|court|crescent|place|terrace|row|gardens|grove|walk|mews|hill|green|square|rise|view|yard|wharf|fold|parade|croft|ct|cl|ln|gdns|cres|terr|sq)\b",
    re.IGNORECASE,
)
_IN_FULL = {
    "ct": "court", "cl": "close", "ln": "lane", "gdns": "gardens", "cres": "crescent", "terr": "terrace",
    "sq": "square", "hse": "house", "rd": "road", "ave": "avenue", "st": "street",
}  # fmt: skip
# "Flat 11, Fern Court": the flat is the house's number, unless the house has one of its own.
_FLAT_OF = re.compile(r"\b((?:flat|apartment|apt\.?|unit|no\.?|number)\s*\d{1,4}[a-z]?),(?=\s*[a-z])", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"\s*(?:flat|apartment|apt\.?|house|no\.?|number)\s*(?P<n>\d{1,4}[a-z]?)\W*", re.IGNORECASE)


def address(place: str) -> tuple[str, str] | None:
    """(house number, street) of a location cell, in lower case; "" for the one of the two that is not told."""
    place = _FLAT_OF.sub(r"\1 ", place)
    match = _ADDRESS.search(place)
    if match:
        return match["n"].lower(), _even(match["street"])
    street = _STREET.search(place)
    if street:
        return "", _even(street.group())
    alone = _NUMBER_ALONE.fullmatch(place)
    return (alone["n"].lower(), "") if alone else None


def _even(street: str) -> str:
    words = street.lower().replace("’", "'").split()
    return " ".join([*words[:-1], _IN_FULL.get(words[-1], words[-1])]) if words else ""


def subject_address(places: Iterable[str]) -> tuple[str, str] | None:
    """The house that most rows of a log are about; None where no house stands out (fewer than half of the rows)."""
    found = [a for a in map(address, places) if a]
    numbered = Counter(a for a in found if a[0])
    if not numbered:
        return None
    (top, count), *_ = sorted(numbered.items(), key=lambda item: (-item[1], item[0]))
    return top if count >= 2 and count * 2 >= len(found) else None


def addresses_in(text: str) -> set[tuple[str, str]]:
    """The house numbers with their streets that a text names."""
    return {(m["n"].lower(), _even(m["street"])) for m in _ADDRESS.finditer(text)}


def streets_in(text: str) -> set[str]:
    """The streets that a text names in capitals or as names, with a house or without."""
    return {_even(m[0]) for m in _STREET.finditer(text) if all(w[0].isupper() for w in m[0].split())}


_OTHER_PLACE = re.compile(
    r"\b(?:PH|P/H|pub|inn|arms|tavern|hotel|club|allotments?|recreation|playing fields?|fields?|car park|park|j/w|jct|"
    r"junction|school|shops?|stores?|station|church|garage|surgery|library|bus stop|near|ground|supermarket|footpath|"
    r"canal(?! street)|towpath)\b",
    re.IGNORECASE,
)
_CROSSING = re.compile(r"\b(?:j/w|jct|junction)\b", re.IGNORECASE)
_HOUSE_NAMED = re.compile(
    r"\b(?:(?:no\.?|number|flat)\s*\d+|(?:neighbours?|inf(?:ormant)?s?|infts?|agg(?:rieved)?)\b)", re.IGNORECASE
)


def concerns_another_place(place: str, words: str) -> bool:
    """Is the location a pub, a park, a junction: a place without a house number, and do the words name no house?"""
    here = address(place)
    if here is not None and here[0]:
        return False
    rest = _STREET.sub(" ", place) + " " + " ".join(_CROSSING.findall(place))
    return bool(_OTHER_PLACE.search(rest)) and not _HOUSE_NAMED.search(words)


_COMPLAINS = re.compile(
    r"\b(?:occ(?:upier|upant)?|caller|resident|inf) (?:of |at |from )?(?:no\.?|number|flat)? ?(?P<n>\d{1,4}[a-z]?) "
    r"(?:\w+ )?(?:complain\w*|report\w*|rpts|states?|alleges?|says)\b",
    re.IGNORECASE,
)


def is_told_by_respondent(words: str, caller: str, houses: Collection[str]) -> bool:
    """Is the record the respondent's own complaint? `houses` are the numbers of the houses where they live."""
    told = _COMPLAINS.search(words)
    if told:
        return told["n"].lower() in houses
    number = re.search(r"\b(?:no\.? ?|number ?)?(\d{1,4}[a-z]?)\b", caller, re.IGNORECASE)
    return bool(number) and number is not None and number[1].lower() in houses and "occ" in caller.lower()


def houses_of(names: Collection[str], text: str) -> set[str]:
    """The house numbers that a text gives to people of these surnames ("Mr D Shaw, 16 Mill Lane", "Shaw at no 16")."""
    found: set[str] = set()
    for name in names:
        for match in re.finditer(
            rf"\b{re.escape(name)}\b(?:\s*\([^)]{{0,12}}\))?,?\s+(?:(?:of|at|lives at|"
            rf"living at)\s+)?(?:(?:no\.?|number)\s*)?(\d{{1,4}}[a-z]?)\b(?!\s*(?:January|February|March|"
            rf"April|May|June|July|August|September|October|November|December|times|occasions|nights|days|weeks|months|years|hours|minutes|/|:))",
            text,
            re.IGNORECASE,
        ):
            found.add(match[1].lower())
    return found


_PUBLIC = re.compile(
    r"\W*(?:(?:in|on|out in|at) )?(?:the )?(?:(?:main|public|whole|outside|side|back) )?"
    r"(?:street|road|pavement|highway|alley(?:way)?|verge|layby|elsewhere|other|various|unknown)\W*",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:he|him|his|she|her|hers|they|them|their|mr|mrs|ms|miss)\b", re.IGNORECASE)


_SAID_APART = re.compile(
    r"(?<!whether )(?<!if )\bnot (?:at |for |from )?th(?:is|ese|e same) (?:address(?:es)?|house|property|premises)\b|"
    r"\b(?:not (?:connected|related|linked)|(?<!not )unconnected|(?<!not )unrelated|no connection)"
    r"(?=\s*(?:[.;)]|$)|\s+(?:to|with) (?:th(?:is|e|ese)\b|(?:the )?(?:caller|complainant|informant)))",
    re.IGNORECASE,
)


def on_another_street(words: str, known: Collection[tuple[str, str]]) -> bool:
    """Do the words of a row without a place name one street, and none on which another paper of the case knows a house
    of theirs (`known`), while nobody and no house of the case is spoken of?"""
    if not known or _SOMEBODY.search(words) or _HOUSE_NAMED.search(words):
        return False
    streets = [m[0] for m in _STREET_NAME.finditer(words)]
    return bool(streets) and not any(same_street(_even(s), other) for s in streets for _, other in known)


def is_other_street(place: str, words: str, known: Collection[tuple[str, str]]) -> bool:
    """Is the location a street, without a house, on which no other paper of the case knows a house of theirs (`known`)?
    Nor may the words speak of whoever rang or of a house. Where the case's people live in a named house, its street is
    not known."""
    here = address(place)
    if here is None or here[0] or _HOUSE_NAMED.search(words) or _SOMEBODY.search(words) or "caller" in words.lower():
        return False
    streets = {street for _, street in known}
    if not streets or any(street.endswith(("house", "court")) for street in streets):
        return False
    named = [_even(m[0]) for m in _STREET.finditer(_CROSSING.sub(",", place))]
    return bool(named) and not any(same_street(one, other) for one in named for other in streets)


_STREET_NAME = re.compile(
    r"\b[A-Z][a-z’'-]+ (?:Street|Road|Close|Lane|Avenue|Drive|Way|Court|Crescent|Place|Terrace|Row|Gardens|Grove|Walk|"
    r"Mews)\b"
)
_IN_NO_NAME = frozenset({"in", "at", "on", "of", "the", "from", "to", "by", "near", "and", "with", "a"})


def says_elsewhere(words: str, known: Collection[tuple[str, str]]) -> bool:
    """Do the words of a row without a place say that it is another address's?

    Either outright, or by naming only houses of streets where no other paper of the case knows a house of theirs
    (`known`), while nobody of the case is spoken of."""
    if _SAID_APART.search(words):
        return True
    named = [(m["n"].lower(), m["street"]) for m in _ADDRESS.finditer(words) if _is_name(m["street"])]
    if not named or not known or _SOMEBODY.search(words):
        return False
    numbers = {number for number, _ in known}
    spoken = set(re.findall(r"\b(?:no\.?|number|of|at|from)\s*(\d{1,4}[a-z]?)\b(?![:/.]\d)", words.lower()))
    if spoken & numbers - {number for number, _ in named}:
        return False
    return not any(same_street(_even(street), other) for _, street in named for _, other in known)


def _is_name(street: str) -> bool:
    """Is it the name of a street rather than words that end like one ("2 males in park")?"""
    words = street.split()
    return bool(_STREET.fullmatch(street)) and all(w[0].isupper() and w.lower() not in _IN_NO_NAME for w in words)


def is_set_apart(place: str, words: str, subject: tuple[str, str] | None) -> bool:
    """Does a row of a log about one house say that it is not about that house?

    Either in words ("not flat 4"), or by a place that is the open street where nobody is spoken of."""
    if subject is None:
        return False
    denied = (
        rf"\bnot\s+(?:(?:from|at|by)\s+)?(?:(?:flat|house|no\.?|number)\s*)?{re.escape(subject[0])}\b(?!\s*[:./]\s*\d)"
    )
    if re.search(denied, words, re.IGNORECASE):
        return True
    return bool(_PUBLIC.fullmatch(place)) and not _SOMEBODY.search(words) and not _HOUSE_NAMED.search(words)


def concerns_another_house(place: str, subject: tuple[str, str] | None, known: Collection[tuple[str, str]]) -> bool:
    """Is the location a house that the case is not about?

    `subject` is the house that most rows are about; where none stands out, `known` are the addresses that the other
    papers of the case name, and a numbered house that none of them names is another's."""
    if subject is not None:
        return elsewhere(place, subject)
    here = address(place)
    if here is None or not here[0] or not known:
        return False
    return not any(here[0] == number and same_street(here[1], street) for number, street in known)


def same_street(one: str, other: str) -> bool:
    """Is one street's name the other's, or the end of it?"""
    return one.endswith(other) or other.endswith(one)


def elsewhere(place: str, subject: tuple[str, str] | None) -> bool:
    """Is the location another house than the case's?"""
    here = address(place)
    if subject is None or here is None:
        return False
    if not here[0]:
        return not (here[1].endswith(subject[1]) or subject[1].endswith(here[1]))
    return here[0] != subject[0] or not (here[1].endswith(subject[1]) or subject[1].endswith(here[1]))
