"""Finds the known people in any text: by title and surname, initials, given name or log-in, in any case, in file names,
possessive or misspelt."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from caseclock.extractor.exports.masking.looking import STRANGER, Hit, Looking, Run
from caseclock.extractor.exports.masking.persons import People, Person
from caseclock.extractor.exports.masking.reading import (
    Word,
    adjoin,
    can_be_surname,
    collar_number,
    is_capitalised,
    is_capitals,
    is_initial,
    is_title,
    opens_sentence,
    read_words,
    same_given,
)
from caseclock.extractor.exports.masking.words import (
    DEEDS,
    GREETINGS,
    MEN,
    MONTHS,
    NOT_NAMES,
    NUMBERED_RANKS,
    PARTICLES,
    PRIVATE_TITLES,
    RANKS,
    TITLES,
    WOMEN,
    WORDS_TOO,
    given_names,
)

_LOWER_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "cllr")) | RANKS
_AFTER_COMMA = re.compile(r",[ \t]{1,2}")
_LONGEST_RUN = 6  # words of a name


class Names:
    """The people of a case, ready to be found. `bodies` are words that name agencies: alone they are no surname."""

    def __init__(self, people: People, bodies: Collection[str] = ()) -> None:
        self._people = people.persons
        self._surnames: dict[str, list[int]] = {}
        self._given: dict[str, list[int]] = {}
        self._marks: dict[str, int] = {}
        self._logins: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        for index, person in enumerate(people.persons):
            self._learn(index, person)
        self._bodies = frozenset(bodies)
        self._weak = WORDS_TOO | self._bodies
        self._weak_given = given_names()[1] | NOT_NAMES | WORDS_TOO | self._bodies

    def _learn(self, index: int, person: Person) -> None:
        for name in person.surnames:
            self._surnames.setdefault(name, []).append(index)
        for name in person.given:
            self._given.setdefault(name, []).append(index)
        for mark in person.marks:
            self._marks.setdefault(mark, index)
        for number in person.numbers:
            self._numbers.setdefault(number, index)
        for surname in person.surnames[:1]:
            plain = surname.replace("-", "").replace("'", "")
            for first in sorted({*person.given, *person.initials}):
                for login in (first + plain, plain + first):
                    if len(login) > 4:
                        self._logins.setdefault(login, index)

    @property
    def surnames(self) -> frozenset[str]:
        """All known surnames, in comparable form."""
        return frozenset(self._surnames)

    def is_weak(self, surname: str) -> bool:
        """Is a surname a word or a body's name too?"""
        return surname in self._weak

    def find(self, text: str, shouted: Collection[str] = (), bold: bool = False) -> Iterator[Hit]:
        """Every name in a text, in order of place, none overlapping. `shouted` are surnames that are words too and are
        names here all the same; `bold` takes all such for names (in the names of files)."""
        looking = Looking(text, read_words(text), shouted, bold)
        at = 0
        while at < len(looking.words):
            hit, last = self._hit(looking, at)
            if hit is not None:
                yield hit
            at = max(at, last) + 1

    def _hit(self, here: Looking, at: int) -> tuple[Hit | None, int]:
        word = here.words[at]
        if word.key in TITLES or word.key in NUMBERED_RANKS:
            hit, last = self._titled(here, at)
            if hit is not None:
                return hit, last
        run = self._run(here, at)
        if run is not None and self._is_meant(here, run):
            return self._named(here, run), run.last
        return self._marked(here, at), at

    # ------------------------------------------------------------ names with a title

    def _titled(self, here: Looking, at: int) -> tuple[Hit | None, int]:
        word = here.words[at]
        is_small = word.raw.islower() and word.key in _LOWER_TITLES
        if not is_small and not is_title(here.text, here.words, at):
            return None, at
        number, begins = "", word.end
        if word.key in RANKS | NUMBERED_RANKS:
            number, begins = collar_number(here.text, word)
        following = at + 1
        if following < len(here.words) and self._follows(here, at, begins if number else -1):
            run = self._run(here, following, titled=True)
            if run is not None and (run.surname or word.key in PRIVATE_TITLES):
                return self._named(here, run, word, number), run.last
            letter = here.words[following]
            mark = self._marks.get(f"{word.key} {letter.key}")
            if mark is not None and len(letter.raw) == 1 and (is_initial(letter) or is_small):
                return Hit(word.start, letter.end, mark, bare=True), following
            if not is_small and word.key in PRIVATE_TITLES:
                return self._stranger(here, at)
        if number and number in self._numbers:
            end = here.text.index(number, word.end) + len(number)
            return Hit(word.start, end, self._numbers[number], bare=True), at
        return None, at

    def _follows(self, here: Looking, at: int, begins: int) -> bool:
        if begins >= 0:
            return here.words[at + 1].start == begins
        return adjoin(here.text, here.words, at, wrapped=True)

    def _stranger(self, here: Looking, at: int) -> tuple[Hit | None, int]:
        """ "Mr Unknown": a title makes a name of the capitalised words behind it, unless an initial comes first: that
        is how a mask looks ("Ms A")."""
        last = at
        while last + 1 < len(here.words) and last - at < 3 and adjoin(here.text, here.words, last):
            word = here.words[last + 1]
            if is_capitals(word) or not is_capitalised(word) or not can_be_surname(word.key, titled=True):
                break
            last += 1
        if last == at:
            return None, at
        title, names = here.words[at], here.words[at + 1 : last + 1]
        return Hit(title.start, names[-1].end, STRANGER, title.raw, "".join(name.raw[0] for name in names)), last

    # ------------------------------------------------------------ names by themselves

    def _run(self, here: Looking, at: int, titled: bool = False) -> Run | None:
        """The name that begins with word `at`, as far as its words are known."""
        given: list[str] = []
        initials: list[str] = []
        letters = ""
        index = at
        while index < len(here.words) and index - at < _LONGEST_RUN:
            word = here.words[index]
            surname, last = self._surname_at(here, index)
            if surname and (not given or not self._is_given_here(here, index)):
                run = Run(at, last, tuple(given), tuple(initials), surname, letters + word.raw[0].upper())
                if not self._fitting(run):  # somebody else of this surname, unless it is "I Voss"
                    return replace(run, strange=True) if given or titled else None
                return self._extended(here, run)
            if word.key in self._given or (titled and index == at and self._before_surname(here, index)):
                given.append(word.key)
            elif self._is_letter(here, index, titled):
                initials.append(word.key)
            elif not (word.key in PARTICLES and (index > at or titled)):
                break
            letters += word.raw[0].upper()
            if not adjoin(here.text, here.words, index, wrapped=bool(given)):
                index += 1
                break
            index += 1
        known = [key for key in given if key in self._given]
        if not known or here.words[at].key not in self._given:
            return None
        return Run(at, at + len(given) - 1, tuple(given), (), "", letters[: len(given)])

    def _is_letter(self, here: Looking, index: int, titled: bool) -> bool:
        word = here.words[index]
        return is_initial(word) or (len(word.raw) == 1 and (titled or word.key not in ("a", "i")))

    def _before_surname(self, here: Looking, index: int) -> bool:
        """Is it a given name that the papers' people do not have, with a known surname behind it?"""
        word = here.words[index]
        if len(word.raw) < 2 or not is_capitalised(word) or word.key in NOT_NAMES:
            return False
        return adjoin(here.text, here.words, index) and bool(self._surname_at(here, index + 1)[0])

    def _is_given_here(self, here: Looking, index: int) -> bool:
        """A middle name that is somebody's surname too: another surname follows."""
        return adjoin(here.text, here.words, index) and here.words[index + 1].key in self._surnames

    def _surname_at(self, here: Looking, index: int) -> tuple[str, int]:
        """The surname that word `index` is (in the plural, with a part more, or broken over two lines), and the index
        of its last word; ("", index) if it is none."""
        word = here.words[index]
        double = f"{word.key}-{here.after(index)}"
        if double in self._surnames:
            return double, index + 1
        if word.key in self._surnames:
            return word.key, index
        if here.text.startswith("-\n", word.end) and index + 1 < len(here.words):
            whole = word.key + here.words[index + 1].key
            if whole in self._surnames and here.words[index + 1].start <= word.end + 6:
                return whole, index + 1
        if is_capitalised(word) and word.key.endswith("s") and word.key[:-1] in self._surnames:
            is_family = here.before(index) == "the" or not self.is_weak(word.key[:-1])
            return word.key[:-1] if is_family else "", index
        if "-" in word.key:
            parts = (part for part in word.key.split("-") if part in self._surnames and not self.is_weak(part))
            return next(parts, ""), index
        return "", index

    def _extended(self, here: Looking, run: Run) -> Run:
        """With the second part of a double name, and with the given name of "Tolland, Marguerite"."""
        last = run.last
        people = self._surnames[run.surname]
        while adjoin(here.text, here.words, last) and set(self._surnames.get(here.words[last + 1].key, ())) & set(
            people
        ):
            last += 1
        letters, given = run.letters, run.given
        if not run.given and last + 1 < len(here.words):
            following = here.words[last + 1]
            comma = _AFTER_COMMA.fullmatch(here.text, here.words[last].end, following.start)
            if comma and is_capitalised(following) and any(following.key in self._people[p].given for p in people):
                last, letters, given = last + 1, following.raw[0] + letters, (following.key,)
        return Run(run.first, last, given, run.initials, run.surname, letters)

    def _fitting(self, run: Run, title: str = "") -> list[int]:
        """The people whose name it can be, those named most often first."""
        sex = MEN if title in MEN else WOMEN if title in WOMEN else None
        found = []
        for index in self._surnames[run.surname]:
            person = self._people[index]
            if run.given and person.given and not any(same_given(run.given[0], one) for one in person.given):
                continue
            first = run.given[0][0] if run.given else run.initials[0] if run.initials else ""
            if first and person.initials and first not in person.initials:
                continue
            found.append((bool(sex and person.titles and not sex & set(person.titles)), index))
        return [index for _, index in sorted(found)]

    def _named(self, here: Looking, run: Run, title: Word | None = None, number: str = "") -> Hit:
        first, last = here.words[run.first], here.words[run.last]
        if not run.surname:
            fitting = self._given[run.given[0]]
        else:
            fitting = self._fitting(run, title.key if title else "") or self._surnames[run.surname]
        written = here.text[title.start : first.start].strip() if title is not None else ""
        start = title.start if title is not None else first.start
        person = STRANGER if run.strange else fitting[0]
        alone = title is None and run.first == run.last and is_capitals(first)
        return Hit(start, last.end, person, written, run.letters, surname=run.surname, capitals=alone)

    def _is_meant(self, here: Looking, run: Run) -> bool:
        """Is a name without a title one, where its words could be others?"""
        if run.surname and (run.given or run.initials):
            return True
        word = here.words[run.first]
        if here.is_street(run.last):
            return False
        if run.surname:
            return self._is_surname(here, run, word)
        return self._is_given_name(here, run, word)

    def _is_surname(self, here: Looking, run: Run, word: Word) -> bool:
        if not self.is_weak(run.surname):
            return is_capitalised(word) or len(word.raw) > 2
        if run.surname in self._bodies:
            return False
        if run.surname in here.shouted or (here.bold and run.surname not in MONTHS):
            return True
        if is_capitals(word):
            return here.in_capitals(run.first)
        if opens_sentence(here.text, word.start):
            following = here.after(run.last)
            return is_capitalised(word) and (following in DEEDS or (len(following) > 4 and following.endswith("ed")))
        return is_capitalised(word) and here.stands_alone(run.first)

    def _is_given_name(self, here: Looking, run: Run, word: Word) -> bool:
        if here.before(run.first) in ("st", "saint"):
            return False
        if run.given[0] not in self._weak_given:
            return is_capitalised(word) or len(word.raw) > 2
        if here.before(run.first) in GREETINGS:
            return is_capitalised(word)
        if run.given[0] in MONTHS or is_capitals(word):
            return False
        return is_capitalised(word) and (here.bold or here.stands_alone(run.first))

    def _marked(self, here: Looking, at: int) -> Hit | None:
        """Initials and log-ins that stand for a person."""
        word = here.words[at]
        if word.key in self._logins:
            person = self._logins[word.key]
            known = self._people[person]
            letters = "".join(name[0].upper() for name in (*known.initials[:1], *known.surnames[:1]))
            return Hit(word.start, word.end, person, letters=letters)
        if is_capitals(word) and word.key in self._marks and word.key not in NOT_NAMES:
            return Hit(word.start, word.end, self._marks[word.key], bare=len(word.raw) < 4, letters=word.raw[0])
        return None
