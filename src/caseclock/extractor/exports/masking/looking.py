"""A text that is looked through for names, and what is found in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from caseclock.extractor.exports.masking.reading import Word, adjoin, is_capitalised, is_capitals, opens_sentence
from caseclock.extractor.exports.masking.words import NOT_NAMES, STREETS

STRANGER = -1  # somebody with a title whom the papers' people do not have


@dataclass(frozen=True, slots=True)
class Hit:
    """A person named: where, and who (a place in People, or STRANGER).

    `title` is as written, with its number; `letters` the first letters of the names, capitals. `bare` says that it is
    no name but what stands for one: initials, "Mr C", a collar number. `surname` is in comparable form; `capitals`
    says that it is written in capitals and with nothing before it.
    """

    start: int
    end: int
    person: int
    title: str = ""
    letters: str = ""
    bare: bool = False
    surname: str = ""
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are a name together: indexes, what they are, and the surname ("" if only given names are there)."""

    first: int
    last: int
    given: tuple[str, ...]
    initials: tuple[str, ...]
    surname: str
    letters: str
    strange: bool = False  # the given name or initial is of nobody who has the surname


@dataclass(frozen=True, slots=True)
class Looking:
    """A text that is looked through."""

    text: str
    words: Sequence[Word]
    shouted: Collection[str]
    bold: bool

    def is_street(self, at: int) -> bool:
        """Does the word of a street follow?"""
        if not adjoin(self.text, self.words, at):
            return False
        following = self.words[at + 1]
        return following.key in STREETS and is_capitalised(following)

    def in_capitals(self, at: int) -> bool:
        """Is the text about a word in capitals?"""
        near = self.words[max(0, at - 2) : at + 3]
        return sum(is_capitals(word) for word in near) > 1 and not any(word.raw.islower() for word in near)

    def stands_alone(self, at: int) -> bool:
        """Is it a capitalised word in the middle of a sentence with no other beside it?"""
        if opens_sentence(self.text, self.words[at].start):
            return False
        if adjoin(self.text, self.words, at) and is_capitalised(self.words[at + 1]):
            return False
        if not at or not adjoin(self.text, self.words, at - 1) or not is_capitalised(self.words[at - 1]):
            return True
        return self.words[at - 1].key in NOT_NAMES and len(self.words[at - 1].raw) < 5

    def before(self, at: int) -> str:
        """The word right before one, in comparable form; "" if none stands there."""
        return self.words[at - 1].key if at and adjoin(self.text, self.words, at - 1) else ""

    def after(self, at: int) -> str:
        """The word right behind one."""
        return self.words[at + 1].key if adjoin(self.text, self.words, at) else ""
