"""Names that may be one person's: "T Wilde", "Mr Wilde, 17" and the log's "OCC NO 17"."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

_MEN, _WOMEN = frozenset({"mr", "sir"}), frozenset({"mrs", "ms", "miss", "mx", "lady"})
_TITLES = _MEN | _WOMEN | {"dr", "prof", "professor", "rev", "cllr", "councillor"}
# What logs write instead of a name.
_NOBODY = re.compile(
    r"occ|occupants?|occupiers?|residents?|tenant|householder|neighbour|caller|informant|inf|complainant|reporter|person"
    r"|anon|anonymous|unknown|passer|passerby|by|member|of|public|mop|an?|the|at|from|no|num|number|flat|apt|apartment"
    r"|house"
)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*|\d+[a-z]?\b")


@dataclass(frozen=True, slots=True)
class _Name:
    """What a name tells of who it is. `house` is the number of a house or flat that stands with it."""

    surname: str = ""
    forename: str = ""
    man: bool | None = None
    house: str = ""

    @property
    def told(self) -> int:
        """How much it tells."""
        return sum(bool(part) for part in (self.surname, self.forename, self.house)) + (self.man is not None)


def fewest_people(names: Iterable[str]) -> int:
    """How many people these names are for certain: as many as are told apart by surname, forename, title or house."""
    known = {name: _read(name) for name in set(names)}
    apart: list[_Name] = []
    for name in sorted(known, key=lambda name: (-known[name].told, name)):
        if all(_two_people(known[name], other) for other in apart):
            apart.append(known[name])
    return len(apart)


def one_name_each(names: Iterable[str]) -> dict[str, str]:
    """The names by which others of them are meant: the one that tells most, by each of the rest.

    Names with one surname are one person's if nothing tells them apart; a house without a name is that of the one
    person of whom it is known. Names that stay as they are are not listed."""
    known = {name: _read(name) for name in sorted(set(names)) if name}
    of_surname: dict[str, list[str]] = defaultdict(list)
    for name, parts in known.items():
        if parts.surname:
            of_surname[parts.surname].append(name)
    found: dict[str, str] = {}
    at_home: dict[str, set[str]] = defaultdict(set)
    for alike in of_surname.values():
        one = not any(_two_people(known[a], known[b]) for a, b in combinations(alike, 2))
        best = max(alike, key=lambda name: (known[name].told, name))
        found |= {name: best for name in alike if one and name != best}
        for name in alike:
            at_home[known[name].house].add(best if one else name)
    for name, parts in known.items():
        if not parts.surname and parts.house and len(at_home[parts.house]) == 1:
            found[name] = next(iter(at_home[parts.house]))
    return found


def _two_people(a: _Name, b: _Name) -> bool:
    """Are they certainly not one person?"""
    if a.house and b.house and a.house != b.house:
        return True
    if not (a.surname and b.surname):
        return False
    if a.surname != b.surname:
        return True
    if a.man is not None and b.man is not None and a.man != b.man:
        return True
    short, long = sorted((a.forename, b.forename), key=len)
    return bool(short) and not (long == short or (len(short) == 1 and long.startswith(short)))


def _read(name: str) -> _Name:
    """ "T Wilde" is a surname with an initial, "OCC NO 17" a house; what follows a number is an address."""
    before, comma, after = name.casefold().partition(",")
    if comma and not re.search(r"\d", before) and re.match(r"\s*[^\W\d]{2,}", after):
        before, after = f"{after} {before}", ""  # "Wilde, Terence"
    words = _WORD.findall(f"{before} {after}")
    house = next((word for word in words if word[0].isdigit()), "")
    if house:
        words = words[: words.index(house)]
    plain = [word.strip(".'’-") for word in words]
    title = next((word for word in plain if word in _TITLES), "")
    own = [word for word in plain if word and word not in _TITLES and not _NOBODY.fullmatch(word)]
    return _Name(
        surname=own[-1] if own else "",
        forename=own[0] if len(own) > 1 else "",
        man=True if title in _MEN else False if title in _WOMEN else None,
        house=house,
    )
