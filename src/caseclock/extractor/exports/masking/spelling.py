"""Family names as papers misspell them: read wrongly by OCR, or a letter too few, too many or other."""

from collections.abc import Mapping, Sequence

from caseclock.extractor.exports.masking.persons import Person
from caseclock.extractor.exports.masking.words import NOT_NAMES, WORDS_TOO, given_names

_SHORTEST = 6  # letters of a name of which one may be wrong: shorter words are too often other words
_SHORTEST_SEEN = 4  # and of one that a scan may have misread
_LONGEST = 30
_LIKE_LETTERS = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("i", "l"), ("1", "l"), ("0", "o"), ("5", "s"))


def with_misspellings(
    persons: Sequence[Person], capitalised: Mapping[str, int], common: frozenset[str]
) -> tuple[Person, ...]:
    """The persons with those words of the papers added to their surnames that look like one gone wrong.

    `capitalised` counts the words that are written with a capital; one in `common` is no name.
    """
    known = {name for person in persons for name in (*person.surnames, *person.given)}
    owner = {person.surnames[0]: person for person in reversed(persons) if person.surnames}
    seen_as = {_as_seen(name): name for name in owner if len(name) >= _SHORTEST_SEEN}
    near: dict[str, str] = {}
    for name in owner:
        if _SHORTEST <= len(name) <= _LONGEST and name not in WORDS_TOO:
            near |= dict.fromkeys((*_less_one(name), name), name)
    taken = known | common | NOT_NAMES | WORDS_TOO | given_names()[0] | given_names()[1]
    found: dict[str, list[str]] = {}
    for word in sorted(capitalised):
        if word in taken or not _SHORTEST_SEEN <= len(word) <= _LONGEST:
            continue
        name = seen_as.get(_as_seen(word)) or _near(word, near)
        if name and capitalised[word] < capitalised.get(name, 0) + 1:
            found.setdefault(name, []).append(word)
    return tuple(
        person.model_copy(update={"surnames": (*person.surnames, *found[person.surnames[0]])})
        if person.surnames and person.surnames[0] in found
        else person
        for person in persons
    )


def _as_seen(word: str) -> str:
    """The word with letters that a scan confuses made one."""
    for written, like in _LIKE_LETTERS:
        word = word.replace(written, like)
    return word


def _less_one(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _near(word: str, near: Mapping[str, str]) -> str:
    """The name that is one letter away: too many, too few, or other."""
    if len(word) < _SHORTEST - 1:
        return ""
    for shorter in (word, *sorted(_less_one(word))):
        name = near.get(shorter, "")
        if name and _one_apart(word, name):
            return name
    return ""


def _one_apart(one: str, other: str) -> bool:
    """Is one letter of them different, at the same place?"""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    return short[start + (len(short) == len(long)) :] == long[start + 1 :]
