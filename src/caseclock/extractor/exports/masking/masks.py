"""What stands in the place of a name or a private detail: the same for the same person all through a chronology."""

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from caseclock.extractor.exports.masking.details import find_addresses, find_emails, find_numbers
from caseclock.extractor.exports.masking.homes import Homes, Street, flats_in, streets_in
from caseclock.extractor.exports.masking.looking import STRANGER, Hit
from caseclock.extractor.exports.masking.names import Names
from caseclock.extractor.exports.masking.persons import People, Person
from caseclock.extractor.exports.masking.reading import opens_sentence, read_words
from caseclock.extractor.exports.masking.replaced import Replaced, Span
from caseclock.extractor.exports.masking.vehicles import find_registrations

How = Literal["third_parties", "initials", "masked"]

_SHOWN_TITLES = {
    "mr": "Mr", "sir": "Mr", "lord": "Mr", "mrs": "Ms", "ms": "Ms", "miss": "Ms", "mme": "Ms", "lady": "Ms",
    "dame": "Ms", "mx": "Mx", "dr": "Dr", "doctor": "Dr", "prof": "Professor", "professor": "Professor",
    "rev": "Reverend", "reverend": "Reverend",
}  # fmt: skip
_NUMBERED = {"officer": "Officer", "councillor": "Councillor", "member": "Member", "judge": "Judge"}
_PARTS = {"child": "Child", "neighbour": "Neighbour", "witness": "Witness"}
_SOLE = "the complainant"
_UNKNOWN = "[name]"


class Masks:
    """Masks for the people of one chronology. `learn` every text and `meet` it in the order of the chronology first:
    the order of first appearance gives the letters and numbers."""

    def __init__(self, people: People, names: Names, how: How, bodies: Iterable[str] = ()) -> None:
        """`bodies` are names of agencies, in which streets are left."""
        self._people = people.persons
        self._names = names
        self._how = how
        self._takes_details = how != "initials"
        self._bodies = tuple(bodies)
        self._order: dict[int, None] = {}
        self._known_addresses: set[str] = set()
        self._addresses: dict[str, str] = {}
        self._streets: set[Street] = set()
        self._flats: set[str] = set()
        self._homes = Homes({}, (), (), ())
        self._third_parties = _names_of_third_parties(people)
        self._labels: dict[int, str] = {}
        self._known: dict[tuple[str, frozenset[str], bool], tuple[Hit, ...]] = {}

    def hits(self, text: str, shouted: Collection[str] = (), bold: bool = False) -> tuple[Hit, ...]:
        """The names in a text, found once."""
        key = (text, frozenset(shouted), bold)
        if key not in self._known:
            self._known[key] = tuple(self._names.find(text, key[1], bold))
        return self._known[key]

    def learn(self, text: str) -> None:
        """Note the addresses of a text, to find them in any case and in parts elsewhere."""
        if self._takes_details:
            for start, end, address in find_addresses(text):
                self._known_addresses.add(address)
                self._streets.update(streets_in(text[start:end]))
                self._flats |= flats_in(text[start:end])

    def meet(self, text: str, shouted: Collection[str] = (), bold: bool = False) -> None:
        """Note who and which addresses appear in a text."""
        for hit in self.hits(text, shouted, bold):
            if hit.person != STRANGER:
                self._order.setdefault(hit.person)
            for _start, _end, other in self._others_in(text, hit) if self._is_shown(hit) else ():
                self._order.setdefault(other)
        if self._takes_details:
            for start, end, address in find_addresses(text, self._known_addresses):
                self._streets.update(streets_in(text[start:end]))
                self._addresses.setdefault(address, f"Address {len(self._addresses) + 1}")

    def settle(self) -> None:
        """Give everybody who was met a mask: complainants first, then the others, each in order of appearance."""
        letters = _letters({mark[-1] for person in self._people for mark in person.marks if " " in mark})
        complainants = [index for index in self._order if _complains(self._people[index])]
        others = [index for index in self._order if not _complains(self._people[index])]
        counts: dict[str, int] = {}
        for index in (*complainants, *others):
            self._labels[index] = _label(self._people[index], letters, counts, sole=len(complainants) == 1)
        self._homes = Homes(self._addresses, self._streets, self._flats, self._bodies)

    def spans(self, text: str, shouted: Collection[str] = (), bold: bool = False) -> list[Span]:
        """What is replaced in a text."""
        found = list(find_emails(text))
        if self._takes_details:
            whole = [Span(start, end, self._addresses[key]) for start, end, key in self._found(text)]
            found += [*whole, *self._homes.find(text, whole), *find_registrations(text), *find_numbers(text)]
        for hit in self.hits(text, shouted, bold):
            if self._is_shown(hit):
                found += [Span(start, end, self._labels[who]) for start, end, who in self._others_in(text, hit)]
                continue
            words = _initials(text, hit) if self._how == "initials" else self._masked(text, hit)
            if words:
                found.append(Span(hit.start, hit.end, words))
        return found

    def _is_shown(self, hit: Hit) -> bool:
        known = hit.person != STRANGER
        return known and self._how == "third_parties" and not self._people[hit.person].is_third_party

    def _others_in(self, text: str, hit: Hit) -> Iterator[tuple[int, int, int]]:
        """Names of third parties that stand so near a party's that they are read as part of it."""
        own = self._people[hit.person]
        for word in read_words(text[hit.start : hit.end]):
            other = self._third_parties.get(word.key)
            if other is not None and word.key not in (*own.surnames, *own.given):
                yield hit.start + word.start, hit.start + word.end, other

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        for start, end, address in find_addresses(text, self._known_addresses):
            if address in self._addresses:
                yield start, end, address

    def text(self, text: str, shouted: Collection[str] = (), bold: bool = False) -> str:
        """A text with its names and details replaced."""
        return Replaced(text, self.spans(text, shouted, bold)).text

    def _masked(self, text: str, hit: Hit) -> str:
        words = _UNKNOWN if hit.person == STRANGER else self._labels[hit.person]
        return words[0].upper() + words[1:] if words == _SOLE and opens_sentence(text, hit.start) else words


def _label(person: Person, letters: Iterator[str], counts: dict[str, int], sole: bool) -> str:
    """ "Ms A", "Officer 1", "the complainant", "Neighbour 2", "Child 1", "Person D"."""
    kind = _NUMBERED.get(person.role, "") or _PARTS.get(person.part, "")
    title = next((_SHOWN_TITLES[title] for title in person.titles if title in _SHOWN_TITLES), "")
    if not kind and title:
        return f"{title} {next(letters)}"
    if _complains(person) and sole:
        return _SOLE
    kind = kind or {"respondent": "Neighbour"}.get(person.role, "")
    if kind:
        counts[kind] = counts.get(kind, 0) + 1
        return f"{kind} {counts[kind]}"
    return f"{'Complainant' if _complains(person) else 'Person'} {next(letters)}"


def _names_of_third_parties(people: People) -> dict[str, int]:
    """Their names, and whose each is: of two, the one named most often."""
    third = [(at, person) for at, person in enumerate(people.persons) if person.is_third_party]
    return {name: at for at, person in reversed(third) for name in (*person.surnames, *person.given)}


def _complains(person: Person) -> bool:
    return person.role == "complainant" and not person.part


def _letters(taken: Collection[str]) -> Iterator[str]:
    """A, B, ... Z, AA, AB, ... without those that the papers use for somebody themselves ("Mr C")."""
    alphabet = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    single = [letter for letter in alphabet if letter.lower() not in taken]
    yield from single
    rounds = alphabet
    while True:
        rounds = [before + letter for before in rounds for letter in alphabet]
        yield from rounds


def _initials(text: str, hit: Hit) -> str:
    """ "Ms Y.T.", "C."; nothing where only initials stand there anyway. A full stop that follows is the last one."""
    if hit.bare or not hit.letters:
        return ""
    letters = ".".join(hit.letters)
    end = "" if text.startswith(".", hit.end) else "."
    return f"{hit.title} {letters}{end}".strip()
