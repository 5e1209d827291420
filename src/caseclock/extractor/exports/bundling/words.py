"""Words of papers as they can be set by Typst, each with the place where it stands in the paper's text."""

import re
import unicodedata
from collections.abc import Iterable

from caseclock.extractor.exports.settable import LONG_WORD, breakable, with_pictures_named
from caseclock.extractor.exports.wording import plain

Word = tuple[int, str]  # where it begins in the paper's text, and how it is shown
Line = list[Word]

_WORD = re.compile(r"\S{1,1000}")  # no word of any language is longer
_NEW_LINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_SETTABLE = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "MODIFIER", "MICRO", "FEMININE", "MASCULINE", "OHM", "KELVIN")


def lines_of(text: str, start: int, end: int) -> list[Line]:
    """The lines from `start` to `end` of a text, as words with their places; lines of nothing but space left out."""
    lines: list[Line] = []
    at = start
    while at < end:
        found = _NEW_LINE.search(text, at, end)
        stop = found.start() if found else end
        line = [(word.start(), said) for word in _WORD.finditer(text, at, stop) if (said := shown(word.group()))]
        if line:
            lines.append(line)
        at = found.end() if found else end
    return lines


def shown(text: str) -> str:
    """Words of a paper as they are set: no control characters, pictures named, long words marked where they may be
    broken."""
    if len(text) <= LONG_WORD and text.isascii() and text.isprintable():
        return text
    return breakable(plain(with_pictures_named(text, beside=" ")))


def foreign_letters(texts: Iterable[str]) -> str:
    """The name of a script that Typst's own fonts cannot show, if there are letters of one; else ""."""
    letters = {char for text in texts if not text.isascii() for char in text if char > "\u02ff" and char.isalpha()}
    for letter in sorted(letters):
        name = unicodedata.name(letter, "UNKNOWN").split()[0]
        if name not in _SETTABLE:
            return name.capitalize()
    return ""
