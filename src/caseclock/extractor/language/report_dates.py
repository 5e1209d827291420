"""Which day a clause of a report from outside is of, where that is not the day of its sentence."""

import re

_HAS_ANSWERED = re.compile(
    r"(?<!\bwe )(?<!\bI )\b(?:has|have)\s+(?:(?:since|now|also|already|therefore|both|all|\w+ly)\s+){0,2}"
    r"(?:agreed|accepted|apologi[sz]ed|acknowledged|explained|confirmed|clarified|offered|admitted|said|"
    r"(?:told|advised|informed|assured) us)\b",
    re.IGNORECASE,
)
_HAS_SINCE = re.compile(r"\b(?:has|have)\s+(?:since|now|recently)\b", re.IGNORECASE)
_HAD = re.compile(r"\W*(?:[\w’'-]+\s+){1,4}had\s", re.IGNORECASE)
_SINCE = re.compile(r"\W*since\b", re.IGNORECASE)
_DATES_ANOTHER = re.compile(r"\W*(?:since(?! then)|before|until)\b", re.IGNORECASE)
_MEETING = r"(?:meeting|hearing|conference|panel)\b"
_A_MEETING = re.compile(rf"\b{_MEETING}", re.IGNORECASE)
_AT_MEETING = re.compile(rf"\bat (?:the|that|this) (?:[\w’-]+ ){{0,3}}?{_MEETING}", re.IGNORECASE)


def has_answered(clause: str) -> bool:
    """ "The Council has since apologised", among judgements: what was said to whoever writes the report."""
    return bool(_HAS_ANSWERED.search(clause))


def is_since(sentence: str) -> bool:
    """ "It has since apologised": on some later day than the one in force."""
    return bool(_HAS_SINCE.search(sentence))


def dates_another(clause: str) -> bool:
    """ "... before serving the notice": it says when another thing happened, and has no date here."""
    return bool(_DATES_ANOTHER.match(clause))


def was_before(clause: str, opener: str, lead: str) -> bool:
    """ "On 6 May she said that it had written to her"; "Since her neighbour's arrest in May, it had visited": what had
    been done then is not of that day. `lead` are the words before the date, `opener` is the boundary before the clause.
    """
    return bool(_HAD.match(clause) and (opener == "that" or _SINCE.match(lead)))


def speaks_of_meeting(sentence: str) -> bool:
    """Is a meeting or hearing told?"""
    return bool(_A_MEETING.search(sentence))


def at_the_meeting(sentence: str) -> bool:
    """ "It was agreed at the meeting": on the day of the one that was told last."""
    return bool(_AT_MEETING.search(sentence))
