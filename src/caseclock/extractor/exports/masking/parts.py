"""Which part people have in a case beyond their role: parties, and third parties as neighbours, witnesses, children."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import chain

from caseclock.extractor.exports.masking.looking import STRANGER, Hit
from caseclock.extractor.exports.masking.names import Names
from caseclock.extractor.exports.masking.persons import People, Person
from caseclock.models.document import DocumentKind, Paper

_REACH = 60  # characters before a name in which its cue ends
_OWNER = r"(?:my|our|your|his|her|their|the|a|another|an|whose|mr|mrs|ms|complainant|tenant|inft?|[\w’']+[’']s)"
_SMALL = r"(?:[a-z-]{2,12}[ \t]){0,2}"
_CHILD = r"(?:son|daughter|child|children|baby|step-?son|step-?daughter|grandson|granddaughter|grandchild)"
_NAMED = r",?(?:[ \t\n](?:called|named|who is called))?[ \t\n]{1,2}$"
# Read in the words right before a name.
_BEFORE = {
    "child": re.compile(rf"(?i)\b{_OWNER}[ \t\n]{_SMALL}{_CHILD}s?{_NAMED}|\bchild[ \t]?[:=][ \t]?$"),
    "neighbour": re.compile(rf"(?i)\b{_OWNER}[ \t\n]{_SMALL}neighbours?{_NAMED}|\bneighbour[ \t]?[:=][ \t]?$"),
    "witness": re.compile(
        r"(?i)\b(?:(?:witness(?:es)?[ \t]?[:=]?|witnessed[ \t]by|statement[ \t](?:of|by|from|taken[ \t]from)[ \t]?:?)"
        r"[ \t\n]{1,2}(?:the[ \t])?|by[ \t]a[ \t]witness,?[ \t])$"
    ),
    "complained of": re.compile(
        r"(?i)\b(?:(?:suspect|respondent|defendant|perpetrator|offender|accused|subject|about|complaint[ \t]against)"
        r"[ \t]?[:=|][ \t]{0,2}|"
        r"complain\w*[ \t\n](?:about|against|of)[ \t\n]|(?:injunction|order|notice|warning)[ \t](?:against|on)[ \t]|"
        r"behaviour[ \t](?:of|by)[ \t]|[ \t]v\.?[ \t]|"
        r"(?:alleged[ \t])?perpetrator[ \t])$"
        r"|\b(?-i:SUSPECT|SUBJECT|RESPONDENT|DEFENDANT|OFFENDER|PERPETRATOR|ACCUSED)[ \t]{1,12}$"
    ),
    "complains": re.compile(
        r"(?i)\b(?:tenant|aggrieved|complainant|victim|applicant|claimant|injured[ \t]party|customer)"
        r"[ \t]?[:=|][ \t]{0,2}$"
        r"|\b(?-i:COMPLAINANT|VICTIM|AGGRIEVED|APPLICANT|CLAIMANT)[ \t]{1,12}$"
    ),
}
# And right behind it.
_BEHIND = {
    "child": re.compile(
        rf"(?i)[ \t]?[,(][ \t]?(?:{_OWNER}[ \t]{_SMALL}{_CHILD}\b|aged?[ \t](?:\d|1[0-7])\b(?!\d)|{_CHILD}\))"
    ),
    "neighbour": re.compile(
        rf"(?i)[ \t]?[,(][ \t]?(?:{_OWNER}[ \t]{_SMALL})?neighbours?\b|"
        r",?[ \t](?:who[ \t]lives[ \t]|from[ \t])?(?:opposite|next[ \t]door|across[ \t]the[ \t](?:road|street|way))\b"
    ),
    "witness": re.compile(r"(?i)[ \t]?[,(][ \t]?(?:(?:a|the|as)[ \t])?(?:eye-?)?witness\b"),
    "complained of": re.compile(r"(?i)[ \t]?\((?:the[ \t])?(?:respondent|defendant|suspect|perpetrator|subject)\)"),
    "complains": re.compile(r"(?i)[ \t]?\((?:the[ \t])?(?:complainant|claimant|tenant|applicant|victim|aggrieved)\)"),
}
_DEAR = re.compile(r"(?m)^[ \t>]*Dear[ \t]$")
_THIRD = ("child", "neighbour", "witness")
_OWN_KINDS = frozenset((DocumentKind.EMAIL, DocumentKind.LETTER, DocumentKind.FORM, DocumentKind.DIARY))
_NAME_HEADINGS = frozenset(("name", "full name", "signed", "signature"))


def with_parts(people: People, papers: Sequence[Paper], by_agencies: Container[str]) -> People:
    """The people with their `part`. `by_agencies` are the ids of the papers that agencies wrote.

    Who complains in the papers' own words, signs an application or letter, or is written to by agencies (more than
    once, or as often as anybody) is a party, and so is whoever has the role and is named most; who is complained of,
    likewise. All others of these roles are third parties: a tenant's son who has her name, a neighbour who rang too.
    """
    names = Names(people)
    cues: list[Counter[str]] = [Counter() for _ in people.persons]
    for paper in papers:
        for person, cue in _cues(paper, names, paper.document.id in by_agencies):
            cues[person][cue] += 1
    parties = _parties(people.persons, cues)
    return People(
        persons=tuple(
            person.model_copy(update={"part": _part(person, cues[at], at in parties)})
            for at, person in enumerate(people.persons)
        )
    )


def _cues(paper: Paper, names: Names, by_agency: bool) -> Iterator[tuple[int, str]]:
    text = paper.text.text
    signed = [] if by_agency else [cell for b in paper.text.blocks for cell in b.cells if _is_name(cell.header)]
    for hit in names.find(text):
        if hit.person == STRANGER:
            continue
        yield from ((hit.person, cue) for cue in _told(text, hit))
        if by_agency and _DEAR.search(text, max(0, hit.start - 20), hit.start):
            yield hit.person, "addressed"
        if paper.document.kind in _OWN_KINDS and any(c.start <= hit.start < c.end for c in signed):
            yield hit.person, "complains"
    if paper.document.kind in _OWN_KINDS and not by_agency:
        senders = (message.sender for message in paper.text.messages)
        found = chain.from_iterable(names.find(name) for name in {paper.author, *senders})
        yield from ((hit.person, "complains") for hit in found if hit.person != STRANGER)


def _is_name(header: str) -> bool:
    return header.strip().casefold() in _NAME_HEADINGS


def _told(text: str, hit: Hit) -> Iterator[str]:
    """What the words beside a name say of whose it is."""
    before = text[max(0, hit.start - _REACH) : hit.start]
    for cue, pattern in _BEFORE.items():
        if pattern.search(before) or _BEHIND[cue].match(text, hit.end, hit.end + _REACH):
            yield cue


def _parties(persons: Sequence[Person], cues: Sequence[Counter[str]]) -> set[int]:
    """Who complains and who is complained of, by their place; persons stand in the order of how often they are named.
    Whoever is said to be somebody's child is none, unless it is said plainly that they are."""
    found: set[int] = set()
    for role, cue in (("complainant", "complains"), ("respondent", "complained of")):
        these = [at for at, person in enumerate(persons) if person.role == role]
        said = [at for at in these if cues[at][cue] or _is_written_to(at, these, cues)]
        found |= set(said)
        if role == "complainant" or not said:
            found |= _most_named(persons, cues, these)
    return found


def _is_written_to(at: int, these: Sequence[int], cues: Sequence[Counter[str]]) -> bool:
    """Do agencies write to this person as to a party? One letter among many to somebody else may be a neighbour's."""
    letters = cues[at]["addressed"]
    return letters > 0 and (letters > 1 or letters == max(cues[other]["addressed"] for other in these))


def _most_named(persons: Sequence[Person], cues: Sequence[Counter[str]], these: Sequence[int]) -> set[int]:
    """Of some people the one named most, who is nobody's child. Who is only ever called a neighbour may be one who saw
    it: they must be named more often than everybody else of whom nothing is known."""
    grown = [at for at in these if not cues[at]["child"]]
    plain = [at for at in grown if not cues[at]["neighbour"]]
    if plain or not grown:
        return set(plain[:1])
    is_first = not any(person.role == "other" for person in persons[: grown[0]])
    return {grown[0]} if is_first else set()


def _part(person: Person, cues: Counter[str], is_party: bool) -> str:
    if is_party or person.role not in ("complainant", "respondent", "other"):
        return ""
    third = max(_THIRD, key=lambda cue: cues[cue])  # of those told as often, the first
    return third if cues[third] else "" if person.role == "other" else "other"
