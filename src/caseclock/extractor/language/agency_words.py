"""The vocabulary of agencies, loaded from data: sorts of agency, how their names end, how they are spoken of."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import ascii_lowercase
from typing import Any

from caseclock.extractor.vocabulary.openings import openings
from caseclock.models.agency import AgencyKind

_DETERMINERS = r"(?:(?:the|her|his|my|our|your|their|its|a|an|local|resident[’']?s[’']?)\s+){0,2}"


_WRAP = "[ \t\u00a0]*[ \t\u00a0\n][ \t\u00a0]*"  # a wrapped line counts as a space, a blank line does not


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of agency: finer than the kinds of the result, so that a GP is never taken for a hospital.

    `name` is what an agency of this sort is called when no paper gives its name.
    """

    key: str
    kind: AgencyKind
    name: str
    short_names: bool  # "Brackwell" alone may stand for "Brackwell Homes"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything of the data file, ready to match with.

    `suffixes` maps a name's ending to its sort; `names` a proper name to (sort, short forms); `roles` finds role
    words: each match has one named group `s_<sort>`.
    """

    sorts: dict[str, Sort]
    suffixes: dict[str, str]
    names: dict[str, tuple[str, tuple[str, ...]]]
    roles: re.Pattern[str]
    marks: re.Pattern[str]
    suffix_pattern: re.Pattern[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the package."""
    source = files("caseclock.extractor.vocabulary").joinpath("agencies.toml").read_text(encoding="utf-8")
    data: dict[str, dict[str, Any]] = tomllib.loads(source)["sorts"]
    sorts = {
        key: Sort(key, AgencyKind(entry["kind"]), entry["name"], bool(entry.get("short_names")))
        for key, entry in data.items()
    }
    suffixes = {suffix: key for key, entry in data.items() for suffix in entry.get("suffixes", ())}
    names = {
        name["name"]: (key, tuple(name.get("short", ())))
        for key, entry in data.items()
        for name in entry.get("names", ())
    }
    longest = sorted(suffixes, key=lambda suffix: (-len(suffix), suffix))
    return Vocabulary(
        sorts=sorts,
        suffixes=suffixes,
        names=names,
        roles=_either(data, "roles", _DETERMINERS, re.IGNORECASE),
        marks=_either(data, "marks", r"(?:(?:[Tt]he|[Hh]er|[Hh]is|[Mm]y|[Oo]ur|[Yy]our|[Tt]heir|local)\s+){0,2}", 0),
        suffix_pattern=re.compile(
            r"(?<![\w-])(?=[A-Z])(?:" + "|".join(_flexible(suffix) for suffix in longest) + r")\b(?![’'-]?\w)"
        ),
    )


def _either(data: dict[str, dict[str, Any]], field: str, before: str, flags: int) -> re.Pattern[str]:
    """One pattern for all words of a field; the most particular words are tried first."""
    words = [(word, key) for key, entry in data.items() for word in entry.get(field, ())]
    words.sort(key=lambda pair: (-len(pair[0]), pair))
    parts = []
    for begin, alike in _by_letter(words, flags).items():
        named = "|".join(f"(?P<{key}__{index}_{ord(begin)}>{word})" for index, word, key in alike)
        parts.append(f"(?={re.escape(begin)})(?:{named})")
    return re.compile(rf"(?<![\w@./&-])(?=[A-Za-z]){before}(?:{'|'.join(parts)})(?![\w@])", flags)


def _by_letter(words: list[tuple[str, str]], flags: int) -> dict[str, list[tuple[int, str, str]]]:
    """The words with their number and key under each letter that they can begin with, so that at most places of a
    text a few letters are compared rather than every word. Their order under a letter is that of `words`."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    for index, (word, key) in enumerate(words):
        begins = openings(word)
        letters = {begin[0] for begin in begins} if begins else set(ascii_lowercase)
        for letter in sorted(letters if flags & re.IGNORECASE else letters | {begin.upper() for begin in letters}):
            found.setdefault(letter, []).append((index, word, key))
    return found


def sort_of(match: re.Match[str]) -> str:
    """The sort of a role match."""
    return (match.lastgroup or "").rsplit("__", 1)[0]


def _flexible(phrase: str) -> str:
    """The phrase with any white space between its words (a wrapped line counts, a blank line does not)."""
    return _WRAP.join(re.escape(word) for word in phrase.split())


def flexible(phrase: str) -> str:
    """A pattern for a proper name, wherever its line was wrapped; "&" and "and" are the same."""
    words = [r"(?:&|[Aa]nd|AND)" if word in ("&", "and") else re.escape(word) for word in phrase.split()]
    return _WRAP.join(words).replace("'", "[’']").replace("’", "[’']").replace("[[’']']", "[’']")
