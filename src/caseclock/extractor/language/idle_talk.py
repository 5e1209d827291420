"""Which acts would only fill the chronology: talk about talk, states without a date, the same act told twice."""

import re
from collections.abc import Set as AbstractSet

from caseclock.extractor.language.acts import Act
from caseclock.extractor.language.context import Voice
from caseclock.extractor.language.passages import Passage
from caseclock.extractor.language.who import COMPLAINANT, OTHER, RESPONDENT
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


# Words that only go on with what somebody said; other talk ("offered", "asked for") is an act of its own each time.
_SAYING = re.compile(
    r"(?:said|sa(?:id|ys|ying)|stat(?:ed|es)|told|advis(?:ed|es)|explained|confirmed|noted|report(?:ed|s|ing)|"
    r"informed|mentioned|respon|repl|contact|correspondence|conversation|meeting|spoke|raised)",
    re.IGNORECASE,
)
# A court may convict, sentence and make two orders in one paragraph.
_ORDER = re.compile(
    r"injunction|restraining order|curfew|closure order|criminal behaviour order|non-molestation order|"
    r"possession order|exclusion order|bail conditions|undertaking|hearing|trial|order"
)
_HAD_DONE = re.compile(r"\W*(?:[\w’'-]+\s+){1,4}had\s+", re.IGNORECASE)
_TOLD = re.compile(r"\W*\w+\s+(?:(?:also|then|later|has|have|had)\s+)*(?:told|informed)\b", re.IGNORECASE)
_WRITER = re.compile(r"\W*(?:I|we)\b", re.IGNORECASE)
_OUTCOMES = (K.COMPLAINT_RESPONSE, K.DECISION)
_DESK_WORK = re.compile(r"consider|review|check|noted|assess|investigat", re.IGNORECASE)
_TALK = (K.CONTACT, K.REPORT, K.COMPLAINT, K.COMPLAINT_RESPONSE, K.DECISION)

Key = tuple[object, ...]


def act_key(passage: Passage, act: Act, kind: K, actor: str | None, word: str = "") -> Key:
    """What makes two clauses of one paragraph tell of one act. `word` tells talk from talk in a report from outside."""
    return kind, act.name, actor, passage.when.start, passage.when.end, word


def told_with(passage: Passage, act: Act, words: str, voice: Voice) -> str:
    """The word that tells of a talk, where each such word is an act of its own: in a report from outside."""
    word = words[act.start : act.end].strip().lower()
    if voice is Voice.REPORTER and act.kind in (K.COURT, K.ORDER):
        order = _ORDER.search(word)
        return order[0] if order else word[:5]
    work = act.name == "case work" and not _DESK_WORK.match(word)
    if voice is not Voice.REPORTER or (act.kind not in (K.CONTACT, K.DECISION) and not work):
        return ""
    if not _SAYING.match(word):
        return word
    undated = passage.when.start is None and passage.clause.opener == ""
    return word if undated and not _STARTS_WITH_PRONOUN.match(words) else ""


def _is_aside(passage: Passage, act: Act, kind: K, actor: str | None, words: str) -> bool:
    """In a report from outside: what people agreed among themselves, and what a dated telling says had been done."""
    if kind is K.DECISION and actor in (COMPLAINANT, RESPONDENT, OTHER):
        return words[act.start :].lower().startswith("agreed")
    before = passage.clause.opener == "that" and _HAD_DONE.match(words)
    return kind is K.CONTACT and passage.when.start is not None and bool(before)


def _goes_on_talking(actor: str | None, words: str, said: AbstractSet[Key]) -> bool:
    """ "She said ...", "It told him ..." after talk of theirs. What the report's writer did is an act each time."""
    if _WRITER.match(words):
        return False
    return not _TOLD.match(words) or any((talk, actor) in said for talk in _TALK)


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
    answers: bool = False,
) -> bool:
    """Is the act nothing of its own? `said` are the acts of the paragraph so far; `content`: the clause stands in a
    list of what somebody said; `telling`: somebody is just telling an agency something; `answers`: whoever talks was
    just asked something."""
    if passage.judged and (passage.clause.negated or not passage.own_date):
        return True
    if passage.own_date:
        return False
    if voice is Voice.REPORTER and _is_aside(passage, act, kind, actor, words):
        return True
    if kind in (K.CONTACT, K.REPORT) and _BARE.fullmatch(words.strip()):
        return not (voice is Voice.REPORTER and answers and not _STARTS_WITH_PRONOUN.match(words))
    if kind is K.REPORT and actor is None:
        return True
    if content and voice is Voice.REPORTER and kind not in (K.POLICE_ACTION, K.REPORT, K.COURT, K.ORDER, K.DECISION):
        return True
    answered = voice is Voice.REPORTER and kind in _OUTCOMES and (K.COMPLAINT_RESPONSE, actor) in said
    if answered and _STARTS_WITH_PRONOUN.match(words):
        return True  # "She had a reply. It did not uphold her complaint": what the reply said
    word = told_with(passage, act, words, voice)
    if passage.clause.negated or act_key(passage, act, kind, actor, word) in said:
        return True
    if kind is not K.CONTACT or (word and not (passage.when.start is not None and _STARTS_WITH_PRONOUN.match(words))):
        return False
    if (kind, actor) in said or actor is None:
        return True
    if passage.when.start is None and _STARTS_WITH_PRONOUN.match(words):
        return voice is not Voice.REPORTER or _goes_on_talking(actor, words, said)
    if telling and actor == COMPLAINANT and passage.clause.opener == "that":
        return True
    return bool(_PRONOUN_TALK.match(words))
