"""A name as it was read at one place in a paper, with what the place tells of it."""

from dataclasses import dataclass

from caseclock.extractor.exports.masking.reading import Name


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name read in a paper. `lone` is one word alone, which may be a given name; `chat` one that a chat gives its
    writer; `mark` other letters that the paper says to stand for the person ("cw", "mr c", "cwetherell"). `staff` says
    that the paper gives an office with the name; `short` that it is a title with one letter ("Mr C"); `sure` that it
    is a name whatever its words may mean besides."""

    name: Name
    lone: bool = False
    chat: bool = False
    mark: str = ""
    staff: bool = False
    short: bool = False
    sure: bool = False


def marks_of(name: Name) -> set[str]:
    """The short forms that the letters of a name can make: initials, and a log-in such as "cwetherell"."""
    firsts = [*name.initials, *(given[0] for given in name.given)]
    if not firsts or not name.surname:
        return set()
    letters = "".join(firsts) + name.surname[0]
    return {letters, firsts[0] + name.surname[0], firsts[0] + name.surname.replace("'", "").replace("-", "")}
