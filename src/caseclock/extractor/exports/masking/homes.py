"""The street and the number of a home where they stand alone, once the papers give them together."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from caseclock.extractor.exports.masking.details import TYPES, find_addresses
from caseclock.extractor.exports.masking.replaced import Span
from caseclock.extractor.exports.masking.words import NOT_NAMES, WORDS_TOO

_GAP = r"(?:[ \t\u00a0_-]{1,3}|[ \t]{0,2}\n[ \t>]{0,4})"
_FLAT = re.compile(r"(?i)(?:flat|apartment|apt)[ \t](\d{1,4}[a-z]?)")
_HOUSE = re.compile(
    r"(?<![\w/-])(?i:numbers?|nos?|num|flats?|apartments?|apt)\.?[ \t\u00a0]{0,2}(?P<one>\d{1,4}[A-Za-z]?)"
    r"(?:[ \t](?:and|&|or)[ \t](?P<two>\d{1,4}[A-Za-z]?))?(?![\w/%-]|[.,:]\d)"
)
_COUNTED = re.compile(
    r"(?:case|page|log|ref|reference|crime|incident|complaint|item|paragraph|para|question|order|invoice|policy|"
    r"exhibit|document|paper|form|version|room|telephone|phone|mobile|collar|badge|warrant|account|id|report|job|"
    r"ticket|stage|appendix|annex|table|claim|minute|bus|platform|row|box|serial|reg|registration|card|booking|"
    r"plot|unit|garage|bay|there (?:is|are|was|were))[ \t\n.:]{0,3}$",
    re.IGNORECASE,
)
_OF_THINGS = re.compile(r"[ \t](?:bus(?:es)?|of (?:19|20)\d\d|(?:on|in) the list)\b", re.IGNORECASE)
_ANY_HOME = "[address]"
_ANY_STREET = "[street]"


class Street(NamedTuple):
    """A street or building in comparable form: "st johns", "road"."""

    stem: str
    kind: str


def streets_in(address: str) -> Iterator[Street]:
    """The streets and buildings of an address as it stands in a text: "6 Coracle House, Osier Row" has two."""
    first = re.search(r"\d", address)
    for piece in re.split(r",", address[first.start() :] if first else address):
        words = piece if re.match(r"\s*\d", piece) else f"1 {piece.strip()}"
        for _start, _end, key in find_addresses(words.strip()):
            _number, *stem, kind = key.split()
            yield Street(" ".join(stem), kind)


def flats_in(text: str) -> frozenset[str]:
    """The numbers of the flats that a text names."""
    return frozenset(found[1].lower() for found in _FLAT.finditer(text))


class Homes:
    """Known homes. `addresses` are what stands for each ("14 elm road": "Address 1"); `streets` those that the homes
    are in; `flats` their numbers; `bodies` names of agencies, which keep the street that they are called by."""

    def __init__(
        self,
        addresses: Mapping[str, str],
        streets: Collection[Street],
        flats: Collection[str],
        bodies: Iterable[str],
    ) -> None:
        self._by_number: dict[str, str] = dict.fromkeys(flats, _ANY_HOME)
        for address, shown in addresses.items():
            number = address.partition(" ")[0]
            self._by_number[number] = _ANY_HOME if number in self._by_number else shown
        self._streets = _pattern(sorted(streets))
        named = sorted({name for name in bodies if self._streets and self._streets.search(name)})
        self._bodies = re.compile("|".join(map(_spaced, named)), re.IGNORECASE) if named else None

    def find(self, text: str, whole: Iterable[Span] = ()) -> Iterator[Span]:
        """Streets alone ("Mill Lane"), and houses by their number ("no 14", "flat 3"), other than those that are part
        of a `whole` address."""
        if self._streets is None:
            return
        kept = [body.span() for body in self._bodies.finditer(text)] if self._bodies else []
        for found in self._streets.finditer(text):
            if _is_street(found) and not any(start < found.end() and found.start() < end for start, end in kept):
                yield Span(found.start(), found.end(), _ANY_STREET)
        taken = {at for span in whole for at in range(span.start, span.end)}
        for house in _HOUSE.finditer(text):
            if house.start("one") not in taken:
                yield from self._houses(text, house)

    def _houses(self, text: str, house: re.Match[str]) -> Iterator[Span]:
        """A number is a home's where a home has it and nothing else is counted with it."""
        counted = _COUNTED.search(text, max(0, house.start() - 20), house.start()) or _OF_THINGS.match(
            text, house.end()
        )
        if counted and house[0][0] not in "Ff":
            return
        shown = self._by_number.get(house["one"].lower())
        if shown:
            yield Span(house.start(), house.end("one"), shown)
        other = self._by_number.get(house["two"].lower()) if house["two"] else None
        if other:
            yield Span(house.start("two"), house.end("two"), other)


def _pattern(streets: Iterable[Street]) -> re.Pattern[str] | None:
    kinds: dict[str, list[str]] = {}
    for written, kind in TYPES.items():
        kinds.setdefault(kind, []).append(written)
    parts = []
    for street in streets:
        stem = _GAP.join(rf"{_loose(word)}\.?" if word == "st" else _loose(word) for word in street.stem.split())
        parts.append(rf"{stem}{_GAP}(?:{'|'.join(sorted(kinds[street.kind], key=len, reverse=True))})")
    return re.compile(rf"(?i)(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])") if parts else None


def _loose(word: str) -> str:
    """The word with the signs that it may be written with: "johns" is "John's"."""
    return r"['’-]?".join(map(re.escape, word))


def _spaced(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def _is_street(found: re.Match[str]) -> bool:
    """In small letters the words may mean no street at all: "the high road", "the green"."""
    words = re.findall(r"[^\W\d_][^\W_'’]*", found[0])
    if all(word[0].isupper() for word in words):
        return True
    return any(word.lower() not in NOT_NAMES | WORDS_TOO and len(word) > 2 for word in words[:-1])
