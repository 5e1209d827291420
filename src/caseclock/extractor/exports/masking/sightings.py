"""Where papers name people: behind titles and labels, in headers and signatures, in columns, and by given names."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from caseclock.extractor.exports.masking.cues import (
    ADDRESS,
    BEFORE_INITIAL,
    CHAT_COLUMNS,
    CLOSING,
    DECLARED,
    IN_BRACKETS,
    LABEL,
    MADE,
    PERSON_COLUMNS,
    RELATIONS,
    ROLE,
    SIGNATURE_LINES,
)
from caseclock.extractor.exports.masking.reading import (
    Name,
    Word,
    adjoin,
    can_be_surname,
    is_capitalised,
    is_capitals,
    is_initial,
    is_title,
    opens_sentence,
    read_name,
    read_words,
)
from caseclock.extractor.exports.masking.sighting import Sighting, marks_of
from caseclock.extractor.exports.masking.words import (
    GREETINGS,
    MEN,
    NOT_NAMES,
    PARTICLES,
    STREETS,
    TITLES,
    WOMEN,
    given_names,
)
from caseclock.models.document import Paper


class Sightings:
    """All names in one paper, found by `find`. `protected` are stretches in which bodies are named, not people;
    `by_agency` says that it is a paper of one of them."""

    def __init__(self, paper: Paper, protected: Sequence[tuple[int, int]], by_agency: bool = False) -> None:
        self.paper = paper
        self._by_agency = by_agency
        self.text = paper.text.text
        self.words = read_words(self.text)
        self._starts = [word.start for word in self.words]
        self._protected = sorted(protected)
        self._protected_starts = [start for start, _ in self._protected]

    def find(self) -> Iterator[Sighting]:
        """Every sighting, by the ways they are found, each in order of place. The same name may come more than once."""
        yield from self._titled()
        for found in (self._labelled(), self._signed(), self._in_columns(), self._by_given_name(), self._with_role()):
            yield from (one for one in found if not self._is_protected(one.name))
        yield from self._declared()
        yield from self._correspondents()
        yield from self._addresses()

    def _is_protected(self, name: Name) -> bool:
        at = bisect_left(self._protected_starts, name.end)
        return any(end > name.start for _, end in self._protected[max(0, at - 3) : at])

    def _at(self, offset: int) -> int:
        """The index of the first word at or behind an offset."""
        return bisect_left(self._starts, offset)

    def _read(self, offset: int, reach: int = 3) -> Name | None:
        """The name that begins within a few characters of an offset."""
        at = self._at(offset)
        if at >= len(self.words) or self.words[at].start > offset + reach:
            return None
        return read_name(self.text, self.words, at)

    def beside(self, surnames: frozenset[str]) -> Iterator[Sighting]:
        """Given names that nothing shows to be some but the known surname behind them: "Lee Bannerman"."""
        also_words = given_names()[1]
        for at, (first, second) in enumerate(pairwise(self.words)):
            if second.key not in surnames or not is_capitalised(first) or not is_capitalised(second):
                continue
            if (
                is_capitals(second)
                or first.key in NOT_NAMES | TITLES | PARTICLES
                or not adjoin(self.text, self.words, at)
            ):
                continue
            opens = opens_sentence(self.text, first.start)
            if len(first.raw) > 1 and not (opens and (first.key not in also_words or first.key in NOT_NAMES)):
                yield Sighting(Name(first.start, second.end, given=(first.key,), surname=second.key, last=at + 1))

    # ------------------------------------------------------------ by what stands before them

    def _titled(self) -> Iterator[Sighting]:
        for at, word in enumerate(self.words):
            if is_title(self.text, self.words, at):
                name = read_name(self.text, self.words, at)
                if name is not None and (name.surname or name.number):
                    yield Sighting(name)
                elif word.key in MEN | WOMEN and adjoin(self.text, self.words, at) and is_initial(self.words[at + 1]):
                    letter = self.words[at + 1]
                    yield Sighting(Name(word.start, letter.end, word.key, initials=(letter.key,)), short=True)
            elif word.raw in ("mr", "mrs", "dr") and adjoin(self.text, self.words, at):
                following = self.words[at + 1]
                if can_be_surname(following.key, titled=True) and following.key not in STREETS:
                    yield Sighting(Name(word.start, following.end, word.key, surname=following.key))

    def _labelled(self) -> Iterator[Sighting]:
        for label in LABEL.finditer(self.text):
            name = self._read(label.end())
            while name is not None:
                if name.given or name.initials or name.title:
                    made = self._by_agency and label[0].lower().startswith(MADE)
                    yield Sighting(name, staff=made or self._has_office(name))
                elif label["sure"] and name.surname:
                    yield Sighting(name, lone=True)
                name = self._next_listed(name.end) if label["sure"] else None

    def _next_listed(self, end: int) -> Name | None:
        """The next name of a list in one line: "Ann Lee (AL), Brackwell Homes, chair; PC 22 Dean, Wexshire Police"."""
        line_end = self.text.find("\n", end)
        line_end = min(len(self.text) if line_end < 0 else line_end, end + 120)
        stop = re.compile(r"[;,]|\band\b").search(self.text, end, line_end)
        while stop is not None:
            at = self._at(stop.end())
            if at < len(self.words) and self.words[at].start <= min(stop.end() + 2, line_end):
                name = read_name(self.text, self.words, at)
                if name is not None and (name.given or name.initials or name.title) and not self._is_protected(name):
                    return name
            stop = re.compile(r"[;,]|\band\b").search(self.text, stop.end(), line_end)
        return None

    def _by_given_name(self) -> Iterator[Sighting]:
        plain, also_words = given_names()
        for at, word in enumerate(self.words):
            if not is_capitalised(word) or self._is_street(at) or self._is_saint(at):
                continue
            if is_initial(word):
                yield from self._with_initial(at)
                continue
            related = at > 0 and self.words[at - 1].key in RELATIONS and adjoin(self.text, self.words, at - 1)
            related = (related and not is_capitals(word)) or self._is_greeted(at)
            first_part = word.key.partition("-")[0]
            if first_part in plain or (related and word.key not in NOT_NAMES - also_words) or word.key in also_words:
                name = read_name(self.text, self.words, at)
                full = name is not None and name.given and (first_part in plain or related)
                if name is not None and full and not self._is_street(self._at(name.end) - 1):
                    yield Sighting(name)
                elif first_part in plain or related:
                    yield Sighting(Name(word.start, word.end, surname=word.key), lone=True)

    def _is_greeted(self, at: int) -> bool:
        """ "Dear Carla," at the beginning of a line."""
        if not at or self.words[at - 1].key not in GREETINGS or not adjoin(self.text, self.words, at - 1):
            return False
        return self.text[self.words[at].end : self.words[at].end + 1] in (",", "\n", "")

    def _is_saint(self, at: int) -> bool:
        return at > 0 and self.words[at - 1].key in ("st", "saint") and adjoin(self.text, self.words, at - 1)

    def _is_street(self, at: int) -> bool:
        """Does a word of a street or body follow?"""
        if not adjoin(self.text, self.words, at):
            return False
        following = self.words[at + 1]
        return following.key in STREETS and is_capitalised(following)

    def _with_initial(self, at: int) -> Iterator[Sighting]:
        """ "K Dacre", not "Plan B Monday", not "I Told"."""
        word, before = self.words[at], self.words[at - 1] if at else None
        if word.start and (self.text[word.start - 1].isalnum() or self.text[word.start - 1] in "/-&'’"):
            return
        if before is not None and before.key in BEFORE_INITIAL and adjoin(self.text, self.words, at - 1):
            return
        name = read_name(self.text, self.words, at)
        if name is None or not name.initials or self._is_street(name.last):
            return
        surname = self.words[name.last]
        if len(surname.key) < 3 or is_capitals(surname) or (word.key in ("i", "a") and len(name.initials) == 1):
            return
        yield Sighting(name)

    def _has_office(self, name: Name) -> bool:
        """Does a body follow the name: "Tanya Mulholland (TM), Greenholt Homes", "Omar Reyl (Environmental Health)"?"""
        gap = re.compile(r"(?:[ \t]\([A-Z]{2,3}\))?[ \t]?[,(][ \t]{0,2}(?:the )?").match(
            self.text, name.end, name.end + 20
        )
        if gap is None:
            return False
        at = bisect_left(self._protected_starts, gap.end())
        return at < len(self._protected_starts) and self._protected_starts[at] == gap.end()

    def _with_role(self) -> Iterator[Sighting]:
        """ "Helen Strand, Director of Homes", "Rosalind Keech MP"."""
        for at in range(len(self.words) - 1):
            first, second = self.words[at], self.words[at + 1]
            if not (is_capitalised(first) and is_capitalised(second) and adjoin(self.text, self.words, at)):
                continue
            if (
                not (can_be_surname(first.key) or is_initial(first))
                or not can_be_surname(second.key)
                or is_capitals(first)
            ):
                continue
            if ROLE.match(self.text, second.end, second.end + 40):
                name = Name(first.start, second.end, surname=second.key, last=at + 1)
                letter = is_initial(first)
                name = replace(name, initials=(first.key,)) if letter else replace(name, given=(first.key,))
                mp = self.text.startswith(" MP", second.end)
                private = re.match(r"[ \t]*\((?:tenant|claimant|def|comp|resp|he\)|she)", self.text[second.end :][:16])
                yield Sighting(replace(name, title="mp") if mp else name, staff=not mp and not private)

    # ------------------------------------------------------------ by where they stand

    def _signed(self) -> Iterator[Sighting]:
        """Names below a closing, and lines that are a name alone at the end of a message."""
        for closing in CLOSING.finditer(self.text):
            yield from self._name_lines(closing.end(), SIGNATURE_LINES)
        ends = {len(self.text), *(message.end for message in self.paper.text.messages)}
        for end in sorted({self._without_space(end) for end in ends}):
            start = end
            for _ in range(SIGNATURE_LINES):
                start = max(0, self.text.rfind("\n", 0, max(0, start - 1)))
            yield from self._name_lines(start, SIGNATURE_LINES + 1)

    def _without_space(self, end: int) -> int:
        at = self._at(end)
        return self.words[at - 1].end if at else 0

    def _name_lines(self, offset: int, lines: int) -> Iterator[Sighting]:
        """The lines from an offset on that begin with a name of two parts which ends the line or is followed by ","."""
        for line in re.compile(r"[^\n]+").finditer(self.text, offset, offset + 400):
            if not line[0].strip():
                continue
            lines -= 1
            if lines < 0:
                return
            name = self._read(line.start(), reach=6)
            rest = self.text[name.end : line.end()].strip(" \t*_.") if name is not None else "?"
            if name is not None and (name.given or name.initials) and (not rest or rest[0] in ",("):
                yield Sighting(name)

    def _in_columns(self) -> Iterator[Sighting]:
        for block in self.paper.text.blocks:
            chat = bool(block.cells) and {cell.header for cell in block.cells} <= CHAT_COLUMNS
            for cell in block.cells:
                if cell.header.strip().casefold() not in PERSON_COLUMNS:
                    continue
                if re.fullmatch(r"[A-Z]{2,3}", cell.text.strip()):
                    yield Sighting(Name(cell.start, cell.end), mark=cell.text.strip().lower())
                    continue
                first = re.split(r"[,;(/]", cell.text, maxsplit=1)[0]
                words = read_words(first)
                if words and (found := self._cell(cell.text, first, words, chat)):
                    yield found

    def _cell(self, text: str, first: str, words: Sequence[Word], chat: bool) -> Sighting | None:
        name = read_name(first, words, 0)
        if name is None or not name.surname:
            return None
        if chat:
            word = words[0]
            lone = Name(0, word.end, surname=word.key)
            if name.given or name.initials or name.title:
                return Sighting(name) if not first[name.end :].strip() else Sighting(lone, lone=True, chat=True)
            return Sighting(lone, lone=True, chat=True)
        if (name.given or name.initials) and not first[name.end :].strip():
            return Sighting(name)
        # "WILK, NO 7": a caller by surname and house
        housed = re.match(r"[A-Z][A-Z'-]+, (?:NO\.? ?)?\d", text)
        return Sighting(replace(name, given=(), initials=())) if housed and not name.given else None

    def _correspondents(self) -> Iterator[Sighting]:
        people = [self.paper.author]
        for message in self.paper.text.messages:
            people += [message.sender, *message.recipients]
        for person in people:
            shown = re.sub(r"<[^>]{0,200}>|\([^)]{0,80}\)|[\"']", " ", person[:400]).strip(" ,")
            if "@" in shown:
                continue
            last, comma, first = shown.partition(",")
            shown = f"{first.strip()} {last.strip()}" if comma and len(first.split()) < 3 else shown
            words = read_words(shown)
            name = read_name(shown, words, 0) if words and words[0].start == 0 else None
            if name is not None and not shown[name.end :].strip() and (name.given or name.initials or name.title):
                yield Sighting(name, sure=f"{name.surname}@" in person.casefold().replace("<", ""))

    def _addresses(self) -> Iterator[Sighting]:
        """ "carla.wetherell@", "m.tolland@": the parts of an address that is a person's."""
        plain, also_words = given_names()
        for found in ADDRESS.finditer(self.text):
            given, surname = found[1].lower(), found[2].lower()
            if surname in NOT_NAMES or (len(given) > 1 and given not in plain | also_words):
                continue
            name = Name(found.start(1), found.end(2), surname=surname)
            yield Sighting(replace(name, initials=(given,)) if len(given) == 1 else replace(name, given=(given,)))

    def _declared(self) -> Iterator[Sighting]:
        """ "CW Carla Wetherell", "Farida Hashmi (FH)", "Mr D Crozier (Mr C)", "CREYES Callum Reyes"."""
        for found in DECLARED.finditer(self.text):
            name = self._read(found.end(), reach=0)
            mark = found["mark"].lower()
            if name is not None and not name.title and mark in marks_of(name) and not self._is_protected(name):
                yield Sighting(name, mark=mark, staff=self._by_agency)
        for found in IN_BRACKETS.finditer(self.text):
            for back in range(4, 0, -1):
                at = self._at(found.start()) - back
                if at >= 0 and found.start() - self.words[at].start < 60:
                    name = read_name(self.text, self.words, at)
                    mark = found["mark"].lower().replace(".", "")
                    fits = name is not None and (mark in marks_of(name) or found["title"] is not None)
                    if name is not None and name.end == found.start() and name.surname and fits:
                        yield Sighting(name, mark=mark, staff=self._by_agency and found["title"] is None)
                        break
