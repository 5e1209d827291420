"""Words of a text in comparable form, and a person's name read at one of them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from caseclock.extractor.exports.masking.words import (
    MONTHS,
    NOT_NAMES,
    NUMBERED_RANKS,
    OFFICIAL_TITLES,
    PARTICLES,
    SHORT_FORMS,
    STREETS,
    TITLES,
    WORDS_TOO,
    given_names,
)

# Marks that an export does not show and accents that stand apart belong to their word: a name must not hide by them.
_HIDDEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u0300-\u036f"
_WORD = re.compile(rf"[^\W\d_](?:[^\W_]|[{_HIDDEN}]|['’‘\-\u2010\u2011](?=[^\W\d_]))*")
_HIDDEN_MARKS = re.compile(f"[{_HIDDEN}]")
_PLAIN_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "\u2010": "-", "\u2011": "-", "Ł": "l", "ł": "l", "Ø": "o", "ø": "o", "Đ": "d", "đ": "d"}
)
_MISREAD = str.maketrans({"0": "o", "1": "l", "5": "s"})  # letters that OCR takes for digits
_GAP = re.compile(r"[ \t\u00a0]{1,3}")
_POINTED_GAP = re.compile(r"\.?[ \t\u00a0]{1,3}|\.")  # behind an initial or a title
_WRAPPED = re.compile(r"\.?[ \t\u00a0]{0,3}\n[ \t>]{0,4}")
_NUMBER_GAP = re.compile(r"\.?[ \t\u00a0]{1,3}(?:no\.?[ \t]?)?([0-9]{2,6})(?:[ \t\u00a0]{1,3}|(?=\W|$))", re.IGNORECASE)
_LONGEST = 60  # characters of a word that can be a name


class Word(NamedTuple):
    """A word: where it stands, as written, and in comparable form (small letters, no accents, no "'s")."""

    start: int
    end: int
    raw: str
    key: str


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as it stands at one place. `title`, `given` and `surname` are in comparable form."""

    start: int
    end: int
    title: str = ""
    number: str = ""  # of a collar
    given: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    surname: str = ""
    last: int = 0  # index of its last word


def comparable(word: str) -> str:
    """A word in comparable form."""
    if word.isascii() and word.isalpha():
        return word.lower()
    plain = unicodedata.normalize("NFKD", _HIDDEN_MARKS.sub("", word).translate(_PLAIN_SIGNS))
    plain = _HIDDEN_MARKS.sub("", plain).casefold().rstrip("0123456789")
    plain = plain.removesuffix("'s").removesuffix("'")
    return plain.translate(_MISREAD) if any(char.isdigit() for char in plain) else plain


def read_words(text: str) -> list[Word]:
    """The words of a text, without the "'s" and the digits that may follow them."""
    found = []
    for match in _WORD.finditer(text):
        raw = match[0]
        if not raw.isalpha():
            raw = raw.rstrip("0123456789")
            if raw[-2:].lower() in ("'s", "’s"):
                raw = raw[:-2]
        if len(raw) <= _LONGEST:
            found.append(Word(match.start(), match.start() + len(raw), raw, comparable(raw)))
    return found


def is_capitalised(word: Word) -> bool:
    """Does it begin with a capital?"""
    return word.raw[0].isupper()


def is_capitals(word: Word) -> bool:
    """Is it in capitals throughout?"""
    return len(word.raw) > 1 and word.raw.isupper()


def is_initial(word: Word) -> bool:
    """Is it one capital letter?"""
    return len(word.raw) == 1 and word.raw.isupper()


def can_be_surname(key: str, titled: bool = False) -> bool:
    """Can a word be somebody's family name? A street is one only behind a title."""
    if key in STREETS and not titled:
        return False
    return len(key) > 1 and (key not in NOT_NAMES or key in WORDS_TOO)


def adjoin(text: str, words: Sequence[Word], at: int, wrapped: bool = False) -> bool:
    """Do words `at` and the next one stand side by side (or over the end of a line, if `wrapped`)?"""
    if at + 1 >= len(words):
        return False
    gap = text[words[at].end : words[at + 1].start]
    if gap == " ":
        return True
    if len(gap) > 10:
        return False
    short = len(words[at].raw) == 1 or words[at].key in TITLES
    between = _POINTED_GAP if short else _GAP
    return bool(between.fullmatch(gap)) or (wrapped and bool(_WRAPPED.fullmatch(gap)))


def collar_number(text: str, title: Word) -> tuple[str, int]:
    """The number behind a rank and where what follows it begins; ("", end of the rank) if there is none."""
    found = _NUMBER_GAP.match(text, title.end, title.end + 20)
    return (found[1], found.end()) if found else ("", title.end)


def read_name(text: str, words: Sequence[Word], at: int) -> Name | None:
    """The name that begins with word `at`: a title with what follows it, or given names or initials with a surname, or
    one capitalised word. None if no name begins there."""
    first = words[at]
    title, number, index = "", "", at
    if is_title(text, words, at):
        title = first.key
        number, begins = collar_number(text, first) if title in OFFICIAL_TITLES | NUMBERED_RANKS else ("", first.end)
        if number and (at + 1 >= len(words) or words[at + 1].start != begins):
            return Name(first.start, _after_number(text, first), title, number, last=at)
        if not number and not adjoin(text, words, at, wrapped=True):
            return None
        index = at + 1
    given, initials, surname, last = _parts(text, words, index, bool(title))
    if last < 0:
        return Name(first.start, _after_number(text, first), title, number, last=at) if number else None
    return Name(first.start, words[last].end, title, number, given, initials, surname, last)


def _after_number(text: str, title: Word) -> int:
    found = _NUMBER_GAP.match(text, title.end, title.end + 20)
    return found.end(1) if found else title.end


def is_title(text: str, words: Sequence[Word], at: int) -> bool:
    """Is word `at` a title or rank? Some are ranks only where a collar number follows."""
    word = words[at]
    if word.key in NUMBERED_RANKS:
        return word.raw.isupper() and bool(collar_number(text, word)[0])
    if word.key not in TITLES or not is_capitalised(word):
        return False
    if word.key == "dr" and at and is_capitalised(words[at - 1]) and adjoin(text, words, at - 1):
        return words[at - 1].key in NOT_NAMES  # "14 Elm Dr" is a street; "Dear Dr" is none
    return True


def _parts(
    text: str, words: Sequence[Word], index: int, titled: bool
) -> tuple[tuple[str, ...], tuple[str, ...], str, int]:
    """Given names, initials, surname and the index of the last word, -1 if it is no name."""
    given: list[str] = []
    initials: list[str] = []
    in_capitals = False
    last = -1
    for count in range(5):
        if index >= len(words) or (count and not adjoin(text, words, index - 1)):
            break
        word = words[index]
        if is_initial(word) and not given:
            initials.append(word.key)
        elif word.key in PARTICLES and (count or titled) and not is_initial(word) and adjoin(text, words, index):
            pass
        elif _ends(given, words[index - 1], word) or not _can_stand(
            text, words, index, titled or _calls_for_more(given, initials)
        ):
            break
        else:
            given.append(word.key)
            in_capitals, last = is_capitals(word), index
            if in_capitals and (titled or initials) and word.key not in given_names()[0]:
                break  # in capitals nothing tells where a name ends
        index += 1
    if not given:
        return (), (), "", -1
    return tuple(given[:-1]), tuple(initials), given[-1], last


def _can_stand(text: str, words: Sequence[Word], index: int, called_for: bool) -> bool:
    """Can the word be part of a name? "Will" is only before another that can."""
    key = words[index].key
    if text.startswith("-\n", words[index].end):
        return False  # half a name: the rest is on the next line
    if not is_capitalised(words[index]) or can_be_surname(key, called_for):
        return is_capitalised(words[index])
    more = adjoin(text, words, index) and is_capitalised(words[index + 1])
    return key in given_names()[1] and key not in MONTHS and more and can_be_surname(words[index + 1].key, True)


def _calls_for_more(given: Sequence[str], initials: Sequence[str]) -> bool:
    """Is a family name to come, even one that a street may be called by ("Ann Green")?"""
    return bool(initials) or (bool(given) and given[-1] in given_names()[0])


def _ends(given: Sequence[str], before: Word, word: Word) -> bool:
    """Does a name end before the word: "VOSS Monday" is none, while "Kieran VOSS" is one?"""
    return bool(given) and is_capitals(before) and not is_capitals(word)


def opens_sentence(text: str, start: int) -> bool:
    """Does a sentence, line or cell begin at an offset?"""
    before = text[max(0, start - 12) : start].rstrip(" \t\u00a0\"'“”‘’(*_>-")
    return not before or before[-1] in ".!?:;|\n\r•"


def same_given(one: str, other: str) -> bool:
    """Are two given names forms of one: "Len" and "Leonard", "Toby" and "Tobias"?"""
    if one == other:
        return True
    short, long = sorted((SHORT_FORMS.get(one, one), SHORT_FORMS.get(other, other)), key=len)
    stem = short.removesuffix("ie").removesuffix("y")
    return short == long or (len(stem) >= 3 and long.startswith(stem))
