"""Sightings of names brought together: which of them are one person's."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from caseclock.extractor.exports.masking.persons import Person
from caseclock.extractor.exports.masking.reading import Name, read_words, same_given
from caseclock.extractor.exports.masking.sighting import Sighting
from caseclock.extractor.exports.masking.words import (
    ELECTED_TITLES,
    JUDGES,
    MEN,
    NOT_NAMES,
    NUMBERED_RANKS,
    RANKS,
    STAFF_TITLES,
    WOMEN,
    WORDS_TOO,
    given_names,
)
from caseclock.extractor.language.agencies import AgencyIndex
from caseclock.extractor.language.people import Parties

ROLES_OF_TITLES = {
    **dict.fromkeys(RANKS | NUMBERED_RANKS | STAFF_TITLES, "officer"),
    **dict.fromkeys(ELECTED_TITLES, "councillor"),
    **dict.fromkeys(JUDGES, "judge"),
    "mp": "member",
}


@dataclass(slots=True)
class Maker:
    """A person while the sightings are gathered."""

    surname: str = ""
    given: list[str] = field(default_factory=list)
    initials: list[str] = field(default_factory=list)
    titles: Counter[str] = field(default_factory=Counter)
    numbers: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)  # surnames that a person ruled to be the same one's
    named: int = 0
    staff: int = 0  # how often the papers give an office with the name

    def add(self, name: Name, mark: str = "", staff: bool = False) -> None:
        self.named += 1
        self.staff += staff
        self.given += [one for one in name.given if one not in self.given]
        self.initials += [one for one in name.initials if one not in self.initials]
        self.titles.update([name.title] if name.title else [])
        self.numbers |= {name.number} if name.number else set()
        self.marks |= {mark} if mark else set()

    def letters(self) -> set[str]:
        """First letters of the first name, as far as they are known."""
        return {self.given[0][0]} if self.given else set(self.initials[:1])

    def sex(self) -> str:
        men, women = (sum(self.titles[title] for title in titles) for titles in (MEN, WOMEN))
        return "m" if men > women else "f" if women > men else ""

    def official(self) -> str:
        roles = Counter(ROLES_OF_TITLES[title] for title in self.titles.elements() if title in ROLES_OF_TITLES)
        return max(sorted(roles), key=lambda role: roles[role]) if roles else ""

    def fits(self, name: Name) -> bool:
        """Can the name be this person's?"""
        if name.given and self.given:
            return same_given(name.given[0], self.given[0])
        first = name.given[0][0] if name.given else name.initials[0] if name.initials else ""
        if first and self.letters() and first not in self.letters():
            return False
        sex = "m" if name.title in MEN else "f" if name.title in WOMEN else ""
        if sex and self.sex() and sex != self.sex():
            return False
        role = ROLES_OF_TITLES.get(name.title, "")
        return not (role and self.sex() and not self.official()) and not (sex and self.official() == "officer")


def _ruled(same: Iterable[Sequence[str]]) -> dict[str, str]:
    """Surname -> the surname of the person whom it was ruled to name."""
    ruled: dict[str, str] = {}
    for names in same:
        read = sorted((words for name in names if (words := read_words(name))), key=len, reverse=True)
        ruled |= {words[-1].key: read[0][-1].key for words in read[1:] if words[-1].key != read[0][-1].key}
    return ruled


class Gathering:
    """Sightings gathered to persons."""

    def __init__(
        self, seen: Sequence[Sighting], parties: Parties, index: AgencyIndex, same: Iterable[Sequence[str]]
    ) -> None:
        self._parties, self._index = parties, index
        self._by_surname: dict[str, list[Maker]] = {}
        self._alone: list[Maker] = []  # known by a given name only
        self._seen = seen
        self._titled = frozenset(one.name.surname for one in seen if one.name.title and not one.name.given)
        self._one = _ruled(same)

    def persons(self) -> list[Person]:
        """Everybody, those named most often first."""
        full = [self._reread(one) for one in self._seen if not one.lone and one.name.surname]
        # Whole names first: then what is shorter finds its person.
        full.sort(key=lambda one: (not one.name.given, not one.name.initials, one.name.surname))
        for one in full:
            self._place(one)
        for plain in sorted(self._parties.roles):
            unknown = plain not in self._by_surname and not self._is_given(plain)
            if unknown and plain not in NOT_NAMES and plain.isalpha():
                self._by_surname[plain] = [Maker(surname=plain)]
        self._place_numbers()
        for one in sorted((one for one in self._seen if one.lone), key=lambda one: not one.chat):
            self._place_alone(one)
        for one in self._seen:
            if one.short:
                self._place_short(one.name)
            elif one.mark and not one.name.surname:
                self._place_initials(one.mark)
        makers = [*(maker for group in self._by_surname.values() for maker in group), *self._alone]
        made = [self._person(maker) for maker in makers]
        return sorted(made, key=lambda p: (-p.named, p.surnames, p.given, p.initials, p.numbers))

    def _reread(self, one: Sighting) -> Sighting:
        """ "Mr Bannerman White": what is met as a surname and is no given name is one."""
        name = one.name
        plain, also_words = given_names()
        if name.title and len(name.given) == 1 and name.given[0] in self._titled - plain - also_words:
            return replace(one, name=replace(name, given=(), surname=name.given[0]))
        return one

    def _place(self, one: Sighting) -> None:
        surname = self._one.get(one.name.surname, one.name.surname)
        group = self._by_surname.setdefault(surname, [])
        fitting = [maker for maker in group if maker.fits(one.name)]
        if not fitting:
            fitting = [Maker(surname=surname)]
            group += fitting
        chosen = max(fitting, key=lambda maker: maker.named)
        chosen.add(one.name, one.mark, one.staff)
        chosen.others |= {one.name.surname} - {surname}

    def _place_numbers(self) -> None:
        """Collar numbers with no name beside them: known from elsewhere, or somebody who is known by nothing else."""
        known = {number for group in self._by_surname.values() for maker in group for number in maker.numbers}
        for one in self._seen:
            if not one.name.surname and one.name.number and one.name.number not in known:
                known.add(one.name.number)
                maker = Maker()
                maker.add(one.name)
                self._alone.append(maker)

    def _is_given(self, key: str) -> bool:
        return any(key in maker.given for group in self._by_surname.values() for maker in group)

    def _place_alone(self, one: Sighting) -> None:
        """One word alone: somebody's surname, somebody's given name, or a person of whom nothing else is told."""
        key = one.name.surname
        if key in self._one and self._by_surname.get(self._one[key]):
            return self._give(max(self._by_surname[self._one[key]], key=lambda maker: maker.named), key)
        if key in self._by_surname:
            return None
        known = [maker for group in self._by_surname.values() for maker in group]
        named = [maker for maker in (*known, *self._alone) if maker.given]
        fitting = [m for m in named if key in m.given] or [m for m in named if same_given(key, m.given[0])]
        if fitting:
            return self._give(max(fitting, key=lambda maker: maker.named), key)
        # A neighbour who writes in a chat may be known by an initial elsewhere, if only one person is.
        fitting = [m for m in known if m.letters() == {key[0]} and not m.given and not m.official()]
        if one.chat and len(fitting) == 1 and not self._is_staff(fitting[0]):
            return self._give(fitting[0], key)
        maker = Maker(given=[key])
        maker.named = 1
        self._alone.append(maker)
        return None

    def _place_short(self, name: Name) -> None:
        """ "Mr C": who is complained of or complains, else anybody else, whose surname begins so; else a stranger."""
        letter, mark = name.initials[0], f"{name.title} {name.initials[0]}"
        everybody = [maker for group in self._by_surname.values() for maker in group]
        if any(mark in maker.marks for maker in (*everybody, *self._alone)):
            return
        fitting = [m for m in everybody if m.surname[0] == letter and m.fits(replace(name, initials=()))]
        if not fitting:
            fitting = [Maker()]
            self._alone += fitting
        parties = ("respondent", "complainant")
        chosen = max(fitting, key=lambda m: (self._parties.roles.get(m.surname) in parties, m.named))
        chosen.add(Name(0, 0, name.title), mark)

    def _place_initials(self, mark: str) -> None:
        """ "KD" in a column of people: whoever has these initials, if only one has."""
        everybody = [maker for group in self._by_surname.values() for maker in group]
        if not any(mark in maker.marks for maker in everybody):
            fitting = [m for m in everybody if any(first + m.surname[0] == mark for first in m.letters())]
            if len(fitting) == 1:
                fitting[0].marks.add(mark)

    def _give(self, maker: Maker, key: str) -> None:
        maker.named += 1
        if key not in maker.given:
            maker.given.append(key)

    def _is_staff(self, maker: Maker) -> bool:
        if self._parties.roles.get(maker.surname) == "officer":
            return True
        name = " ".join([*maker.given[:1], maker.surname]).title()
        return bool(maker.given) and self._index.of_email(name) is not None

    def _person(self, maker: Maker) -> Person:
        told = self._parties.role_of(maker.surname) if maker.surname else None
        role = maker.official() or ("officer" if self._is_staff(maker) else told)
        if role is None or role == "other":
            role = "officer" if maker.staff else "other"
        return Person(
            role=role,
            surnames=(maker.surname, *_parts(maker.surname), *sorted(maker.others)) if maker.surname else (),
            given=tuple(maker.given),
            initials=tuple(sorted({*maker.initials, *(given[0] for given in maker.given)})),
            titles=tuple(title for title, _ in sorted(maker.titles.items(), key=lambda pair: (-pair[1], pair[0]))),
            numbers=tuple(sorted(maker.numbers)),
            marks=tuple(sorted(maker.marks)),
            named=maker.named,
        )


def _parts(surname: str) -> tuple[str, ...]:
    """Either part of a double name may stand for it."""
    parts = surname.split("-")
    return tuple(part for part in parts if len(part) > 3 and part not in NOT_NAMES | WORDS_TOO) if parts[1:] else ()
