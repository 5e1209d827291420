"""Which acts would only fill the chronology: talk about talk, states without a date, the same act told twice."""

import re
from collections.abc import Set as AbstractSet

from caseclock.extractor.language.acts import Act
from caseclock.extractor.language.context import Voice
from caseclock.extractor.language.passages import Passage
from caseclock.extractor.language.who import COMPLAINANT
from caseclock.models.entry import EntryKind as K

_PRONOUN_TALK = re.compile(
    r"\W*(?:it|she|he|they)\s+(?:had\s+)?(?:said|stated|advised|explained|asked|confirmed|told|noted)\b", re.IGNORECASE
)
_STARTS_WITH_PRONOUN = re.compile(r"\W*(?:it|she|he|they|i|we|you)\b", re.IGNORECASE)
# "The resident said:" opens what follows and is nothing by itself.
_BARE = re.compile(
    r"\W*(?:[\w’'-]+\s+){0,4}(?:had\s+|also\s+)?(?:said|stated|told (?:her|him|it|them)|"
    r"informed (?:her|him|it|them)|advised|explained)\W*(?:that)?\W*",
    re.IGNORECASE,
)


Key = tuple[object, ...]


def act_key(passage: Passage, act: Act, kind: K, actor: str | None) -> Key:
    """What makes two clauses of one paragraph tell of one act."""
    return kind, act.name, actor, passage.when.start, passage.when.end


def is_idle(
    passage: Passage,
    act: Act,
    kind: K,
    actor: str | None,
    words: str,
    *,
    said: AbstractSet[Key],
    voice: Voice,
    content: bool,
    telling: bool,
) -> bool:
    """Is the act nothing of its own? `said` are the acts of the paragraph so far; `content`: the clause stands in a
    list of what somebody said; `telling`: somebody is just telling an agency something."""
    if passage.judged and (passage.clause.negated or not passage.own_date):
        return True
    if passage.own_date:
        return False
    if kind in (K.CONTACT, K.REPORT) and (_BARE.fullmatch(words.strip()) or (kind is K.REPORT and actor is None)):
        return True
    if content and voice is Voice.REPORTER and kind not in (K.POLICE_ACTION, K.REPORT, K.COURT, K.ORDER):
        return True
    if passage.clause.negated or act_key(passage, act, kind, actor) in said:
        return True
    if kind is not K.CONTACT:
        return False
    if (kind, actor) in said or actor is None:
        return True
    if passage.when.start is None and _STARTS_WITH_PRONOUN.match(words):
        return True
    if telling and actor == COMPLAINANT and passage.clause.opener == "that":
        return True
    return bool(_PRONOUN_TALK.match(words))
