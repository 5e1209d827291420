"""Things that a report only names: "the visit in early July", "that arrest", "its letter of 9 April".

A named thing is one that was told before if it is the only one of its sort, if its own words or its date tell which, if
it is counted ("the first visit"), or if it is the one that the paragraph is already about."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from caseclock.extractor.language.account import comparable_words
from caseclock.extractor.language.behaviours import incident_types
from caseclock.extractor.language.heard import Echo, Heard, Told
from caseclock.extractor.language.sentences import Span
from caseclock.extractor.vocabulary.deeds import deeds_in
from caseclock.extractor.vocabulary.words import vocabulary
from caseclock.models.entry import EntryKind as K
from caseclock.models.event import Event
from caseclock.models.when import When

_THINGS = tuple(
    ("|".join(row["words"]), frozenset(K(kind) for kind in row["kinds"])) for row in vocabulary("things")["thing"]
)
_HEADS = "|".join(words for words, _ in _THINGS)
_OWNER = r"(?:the|this|that|its|her|his|their|our|[A-Z][\w-]+[’']s?|[a-z]+[’']s)"
_NOT_MODIFIER = (
    r"(?!(?:and|or|but|that|which|who|to|of|in|on|at|was|were|is|had|has|have|did|not|for|with|by|from|a|an|the)\b)"
)
_NAMED = re.compile(
    rf"\b(?P<owner>{_OWNER})\s+(?P<more>(?:{_NOT_MODIFIER}[\w’'-]+\s+){{0,4}}?)"
    rf"(?P<head>{_HEADS})\b(?!\s+(?:{_HEADS})\b)(?![’'-])",
    re.IGNORECASE,
)
# A noun before another names no thing: "the complaint procedure".
_COMPOUND = re.compile(
    r"\s+(?:process|procedures?|polic(?:y|ies)|handling|officers?|teams?|forms?|numbers?|references?|systems?|staff|"
    r"history|records?|managers?|panel|service|response|equipment|app|threshold|routes?)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:\s+(?:of|on|dated|in|at|from|about|by|to|over|for)\s+(?:[\w’'/-]+\s*){1,6})?")
_COUNTED = re.compile(r"\b(first|initial|original|second|third|last|latest|final|most recent)\b", re.IGNORECASE)
_PLACES = {"first": 0, "initial": 0, "original": 0, "second": 1, "third": 2}
_ALL_OF_THEM = re.compile(r"\b(?:every|each|any|all|no|other|another|further|various|several|many)\b", re.IGNORECASE)
_CLEAR = 3.0  # bits by which the words of a name must point to one thing rather than to another


@dataclass(frozen=True, slots=True)
class Named:
    """A thing named in a text: where, the words with what follows them, the noun, and the kinds that it can be."""

    span: Span
    words: str
    head: str
    before: str  # the owner and the words before the noun
    kinds: frozenset[K]

    def fits(self, told: Told) -> bool:
        """Could the event be called so?"""
        event = told.event
        if event.kind not in self.kinds:
            return False
        described = {word for word, _ in comparable_words(_COUNTED.sub(" ", self.before))}
        if described and not described & told.words:
            return False  # "the school's letter" is none that the landlord sent
        if event.kind is K.INCIDENT:
            types = set(incident_types(self.words)) & set(event.types)
            plain = self.head.lower() in ("incident", "attack")
            return plain or bool(types) or self.head.lower() in event.source.quote.lower()
        if self.kinds == frozenset({K.REPORT}):
            return True
        mine, theirs = deeds_in(self.head), deeds_in(event.source.quote)
        return mine <= theirs if mine else self.head.lower() in event.source.quote.lower()


def named_in(text: str, within: Span) -> Iterable[Named]:
    """The things that a stretch of text names with an article or an owner."""
    for match in _NAMED.finditer(text, within.start, within.end):
        if _COMPOUND.match(text, match.end()) or _ALL_OF_THEM.search(match["more"]):
            continue
        head = match["head"]
        tail = _TAIL.match(text, match.end(), within.end)
        end = tail.end() if tail else match.end()
        for words, kinds in _THINGS:
            if re.fullmatch(words, head, re.IGNORECASE):
                span = Span(match.start(), match.end())
                yield Named(span, text[match.start() : end], head, f"{match['owner']} {match['more']}", kinds)


def recalled(
    named: Named,
    heard: Heard,
    before: int,
    recent: Sequence[Event],
    days: Sequence[tuple[int, When]],
    touch: Callable[[When, When], bool],
) -> Echo | None:
    """The told event that a name means; None where none or several could be meant. `days` are the dates near by, with
    their places: one within the name must be the event's. `recent` are those that the paragraph came back to already.
    """
    fitting = [told for told in heard.told if told.event.source.end <= before and named.fits(told)]
    own = [when for at, when in days if named.span.start <= at < named.span.start + len(named.words) + 2]
    if own:
        fitting = [told for told in fitting if any(touch(told.event.when, when) for when in own)]
    if not fitting:
        return None
    counted = _COUNTED.search(named.words)
    in_order = sorted({told.event.when.start for told in fitting if told.event.when.start is not None})
    chosen = fitting
    if counted and in_order:
        place = _PLACES.get(counted[1].lower(), -1)
        if place < len(in_order):
            chosen = [told for told in fitting if told.event.when.start == in_order[place]]
    words = {word for word, _ in comparable_words(named.words)}
    scored = sorted(((heard.bits(words & told.words, told.event), n) for n, told in enumerate(chosen)), reverse=True)
    best = chosen[scored[0][1]].event
    rivals = [bits for bits, n in scored[1:] if (chosen[n].event.when.start, chosen[n].event.when.end) != _days(best)]
    if not rivals or scored[0][0] >= rivals[0] + _CLEAR:
        return Echo(best, named.span)
    spoken_of = [event for event in recent if any(event is told.event for told in chosen)]
    if spoken_of and len({_days(event) for event in spoken_of}) == 1:
        return Echo(spoken_of[-1], named.span)
    return None


def _days(event: Event) -> tuple[object, object]:
    return event.when.start, event.when.end
