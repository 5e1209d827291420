"""What a person should look at before a masked chronology goes out: words in it that may still be somebody's name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from caseclock.extractor.exports.masking.cues import PERSON_COLUMNS, RELATIONS
from caseclock.extractor.exports.masking.looking import STRANGER
from caseclock.extractor.exports.masking.masks import How
from caseclock.extractor.exports.masking.names import Names
from caseclock.extractor.exports.masking.persons import People
from caseclock.extractor.exports.masking.reading import (
    Word,
    adjoin,
    collar_number,
    is_capitalised,
    is_capitals,
    is_initial,
    is_title,
    opens_sentence,
    read_words,
)
from caseclock.extractor.exports.masking.words import DEEDS, GREETINGS, MONTHS, NOT_NAMES, STREETS, TITLES, given_names
from caseclock.models.agency import AgencyKind
from caseclock.models.base import Model
from caseclock.models.chronology import Chronology
from caseclock.models.text import Text

MOST = 15  # what a person still reads to the end
_ENOUGH = 2  # how much must speak for a name
_SURE = 5
_BEFORE = frozenset("told asked saw met rang by with named called from and or visited phoned emailed contacted".split())  # noqa: SIM905
_OF_PLACES = frozenset("the in at near to into towards through around outside on a an this that".split())  # noqa: SIM905
_INITIALS = re.compile(
    r"(?<![\w/-])(?:(?:[Bb]y|[Pp]er|[Ss]poke to|[Rr]ang|[Aa]sked|[Tt]old|[Ss]igned)[ \t](?P<said>[A-Z]{2,3})|"
    rf"(?:\d|\b(?i:{'|'.join(sorted(MONTHS))}))[ \t]\((?P<dated>[A-Z]{{2,3}})\))(?![\w/-]|[ \t]?\d)"
)
_SHORTENED = re.compile(r"'(?:m|ll|ve|d|re|t)$")  # "I'm"
_ALONE = re.compile(r"\s*([A-Z]{2,3})\s*")
_MASK = re.compile(r"(?:Mr|Ms|Mx|Dr|Professor|Reverend) [A-Z]{1,2}")
_AROUND = 40  # characters shown on either side


class LeftOver(Model):
    """Words that may be a person's name, and where they stand first.

    `why` is known (somebody whom the masking knows) | name (it looks like one) | initials; `times` how often the words
    stand there. `document`, `start` and `end` (characters, `end` not included) place them in the masked text, or in
    the name of the document if `in_name`; `around` is what stands about them, in one line.
    """

    words: str
    why: Literal["known", "name", "initials"]
    times: int
    document: str
    start: int
    end: int
    around: str
    in_name: bool = False


@dataclass(slots=True)
class _Place:
    document: str
    text: str
    in_name: bool = False
    offset: int = 0


@dataclass(slots=True)
class _Found:
    """One candidate while the texts are looked through."""

    first: LeftOver
    times: int = 0
    weight: int = 0
    keys: set[str] = field(default_factory=set)


def left_over(
    chronology: Chronology, texts: Mapping[str, Text], people: People, names: How = "masked", most: int = MOST
) -> tuple[LeftOver, ...]:
    """At most `most` words of a masked chronology and its texts that a person should look at, what is surest first.

    `chronology` and `texts` are what `masked` gave for `people` and `names`; people whom `names` shows are not listed.
    Names of agencies, and words that the papers use in small letters, are taken for no names. It lists what looks like
    a name by what stands about it, and misses what does not: an empty answer is no proof. Pure; the order of the texts
    does not matter.
    """
    looked = _Looking(chronology, texts, people, names)
    found = looked.found()
    order = {"known": 0, "name": 1, "initials": 2}
    ranked = sorted(found, key=lambda one: (order[one.first.why], -one.weight, -one.times, one.first.words))
    return tuple(one.first.model_copy(update={"times": one.times}) for one in ranked[:most])


class _Looking:
    """A masked chronology that is looked through."""

    def __init__(self, chronology: Chronology, texts: Mapping[str, Text], people: People, names: How) -> None:
        self._texts = {key: texts[key] for key in sorted(texts)}
        self._people = people
        self._how = names
        self._places = list(_places(chronology, self._texts))
        self._words = [read_words(place.text) for place in self._places]
        self._known = _bodies(chronology) | _shown(people, names)
        self._marks = {mark for person in people.persons for mark in person.marks}  # found with the known
        self._small = {word.key for words in self._words for word in words if word.raw.islower()}
        self._found: dict[tuple[str, str], _Found] = {}

    def found(self) -> list[_Found]:
        """Every candidate."""
        finder = Names(self._people)
        for place, words in zip(self._places, self._words, strict=True):
            taken = self._look_for_known(place, finder)
            free = [word for word in words if word.start not in taken]
            self._look_for_titled(place, free)
            self._look_for_names(place, free)
        self._look_for_initials()
        return [one for one in self._found.values() if one.first.why != "name" or one.weight >= _ENOUGH]

    def _note(
        self, place: _Place, start: int, end: int, why: Literal["known", "name", "initials"], weight: int
    ) -> None:
        words = " ".join(place.text[start:end].split())
        around = " ".join(place.text[max(0, start - _AROUND) : end + _AROUND].split())
        one = self._found.get((why, words.casefold()))
        if one is None:
            begins, ends = start + place.offset, end + place.offset
            first = LeftOver(
                words=words, why=why, times=0, document=place.document, start=begins, end=ends, around=around,
                in_name=place.in_name,
            )  # fmt: skip
            one = self._found[why, words.casefold()] = _Found(first)
        one.times += 1
        one.weight = max(one.weight, weight)

    def _look_for_known(self, place: _Place, finder: Names) -> set[int]:
        """The people whom the masking knows; gives the places that they take."""
        taken: set[int] = set()
        for hit in finder.find(place.text, bold=place.in_name):
            open_to_see = self._how == "third_parties" and hit.person != STRANGER
            if open_to_see and not self._people.persons[hit.person].is_third_party:
                continue
            taken.update(range(hit.start, hit.end))
            is_mask = _MASK.fullmatch(place.text, hit.start, hit.end)
            if not is_mask and not (hit.bare and self._how == "initials"):
                self._note(place, hit.start, hit.end, "known", 0)
        return taken

    def _look_for_titled(self, place: _Place, words: Sequence[Word]) -> None:
        """ "PC 22 DEAN", "Judge Harte": the word behind a title is one, even in capitals."""
        for at in range(len(words) - 1):
            if words[at].key in TITLES and is_title(place.text, words, at):
                following = words[at + 1]
                number, begins = collar_number(place.text, words[at])
                beside = following.start == begins if number else adjoin(place.text, words, at, wrapped=True)
                if beside and len(following.raw) > 2 and is_capitalised(following) and self._is_unknown(following):
                    self._note(place, following.start, following.end, "name", _SURE)

    def _look_for_names(self, place: _Place, words: Sequence[Word]) -> None:
        at = 0
        while at < len(words):
            last = at - 1
            while last + 1 < len(words) and self._may_be(words[last + 1]) and last - at < 3:
                if last >= at and not adjoin(place.text, words, last):
                    break
                last += 1
            if last >= at:
                weight = _weight(place.text, words, at, last, initials=self._how != "initials")
                self._note(place, words[at].start, words[last].end, "name", weight)
            at = max(at, last) + 1

    def _may_be(self, word: Word) -> bool:
        """Can it be part of a name that nobody knows?"""
        plain = len(word.raw) > 2 and is_capitalised(word) and not _SHORTENED.search(word.key)
        return plain and not is_capitals(word) and self._is_unknown(word)

    def _is_unknown(self, word: Word) -> bool:
        return not (word.key in NOT_NAMES or word.key in self._known or word.key in self._small)

    def _look_for_initials(self) -> None:
        for place in self._places:
            for found in _INITIALS.finditer(place.text):
                self._note_initials(place, found, "said" if found["said"] else "dated")
        for key, text in self._texts.items():
            place = _Place(key, text.text)
            for cell in (cell for block in text.blocks for cell in block.cells):
                alone = _ALONE.fullmatch(text.text, cell.start, cell.end)
                if alone and cell.header.strip().casefold() in PERSON_COLUMNS:
                    self._note_initials(place, alone, 1)

    def _note_initials(self, place: _Place, found: re.Match[str], group: str | int) -> None:
        key = found[group].casefold()
        if key not in NOT_NAMES and key not in self._known and key not in self._marks:
            self._note(place, found.start(group), found.end(group), "initials", 0)


def _places(chronology: Chronology, texts: Mapping[str, Text]) -> Iterator[_Place]:
    """Every text that is looked through, in an order that is always the same."""
    for key, text in texts.items():
        yield _Place(key, text.text)
    for document in chronology.documents:
        yield _Place(document.id, document.name, in_name=True)
    for entry in chronology.entries:
        for source in entry.sources:
            if source.document not in texts:
                yield _Place(source.document, source.quote, offset=source.start)


def _bodies(chronology: Chronology) -> frozenset[str]:
    """The words of agencies' names, other than those that are people's ("PC 22 Dean", "Rosalind Harte MP")."""
    bodies = (agency for agency in chronology.agencies if agency.kind is not AgencyKind.ELECTED_MEMBER)
    names = (read_words(name) for agency in bodies for name in (agency.name, *agency.aliases))
    return frozenset(word.key for words in names if words and words[0].key not in TITLES for word in words)


def _shown(people: People, names: How) -> frozenset[str]:
    """The names of people who are to be seen."""
    if names != "third_parties":
        return frozenset()
    return frozenset(
        name for person in people.persons if not person.is_third_party for name in (*person.surnames, *person.given)
    )


def _weight(text: str, words: Sequence[Word], first: int, last: int, initials: bool) -> int:
    """How much the words themselves and those beside them speak for a name; an initial before them, if `initials`."""
    plain, also_words = given_names()
    run = words[first : last + 1]
    before = words[first - 1] if first and adjoin(text, words, first - 1) else None
    after = words[last + 1] if adjoin(text, words, last) else None
    weight = 3 * any(word.key in plain for word in run) + any(word.key in also_words for word in run)
    weight += len(run) == 2 and not opens_sentence(text, run[0].start)
    weight += text[words[last].end : words[last].end + 2] in ("'s", "’s")
    if before is not None:
        weight += 2 * (initials and is_initial(before))
        weight += 2 * (before.key in RELATIONS or before.key in GREETINGS) + (before.key in _BEFORE)
        weight -= 2 * (before.key in _OF_PLACES)
        weight -= is_capitalised(before) and not is_initial(before) and before.key not in TITLES
    if after is not None:
        if after.raw == "MP":
            return weight + _ENOUGH
        weight += after.key in DEEDS or (len(after.key) > 4 and after.key.endswith("ed"))
        weight -= 3 * (is_capitalised(after) and (after.key in STREETS or after.key in NOT_NAMES))
        weight -= is_capitals(after)
    return weight
