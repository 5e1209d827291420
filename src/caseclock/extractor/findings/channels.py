"""Ways of telling an agency that some policies refuse to count: diary sheets, reports without a name, a chat.

The words must speak of the report: an anonymous note through the door, or a shout in passing, is what happened, not how
it was reported.
"""

import re
from collections.abc import Iterable

from caseclock.models.policy import Channel

_SHEETS = (
    r"(?:(?:incident\s+|nuisance\s+)?diar(?:y|ies)(?:\s+sheets?)?"
    r"|(?:record|log|monitoring|incident|nuisance)\s+sheets?)"
)
_FILLED = (
    r"(?:note[ds]?|enter(?:ed|s)?|put|record(?:ed|s)?|wr(?:ote|itten)|filled|complet(?:ed|es)|hand(?:ed|s)|sen[dt]"
    r"|return(?:ed|s)|post(?:ed|s)|dropped|collect(?:ed|s)|submit(?:ted|s)|gave|given|kept|keeps)"
)
_OFFICER = r"(?:officer|warden|caretaker|manager|staff|pcso|ranger|concierge|supervisor|worker|cleaner|team)"
_WAYS = {
    Channel.DIARY_SHEET: re.compile(
        rf"\b{_FILLED}\b[^.;]{{0,40}}\b{_SHEETS}\b|\b{_SHEETS}\b[^.;]{{0,40}}\b{_FILLED}\b", re.IGNORECASE
    ),
    Channel.ANONYMOUS: re.compile(
        r"\banonymous(?:ly)?\s+(?:\w+\s+){0,2}(?:reports?|reported|call(?:er|s|ed)?|complain\w*|informant|tip|referral"
        r"|rang|phoned|contact(?:ed)?)\b"
        r"|\b(?:report(?:ed|s)?|call(?:ed|er|s)?|complain\w*|rang|phoned|made|told)\b[^.;]{0,40}\banonymously\b"
        r"|\b(?:caller|informant|complainant|reporter|person\s+reporting)\b[^.;]{0,40}\b(?:remain|stay|be|is|was)\s+anonymous\b"
        r"|\b(?:did\s+not|didn['’]t|refused\s+to|declined\s+to|would\s+not|wouldn['’]t)\s+(?:give|leave)"
        r"\s+(?:a|any|his|her|their|the)\s+names?\b"
        r"|\bwithout\s+(?:giving|leaving)\s+(?:a|any|his|her|their)\s+names?\b",
        re.IGNORECASE,
    ),
    Channel.CHAT: re.compile(
        rf"\b(?:mentioned|told|raised|spoke|spoken|said)\b[^.;]{{0,60}}\bin\s+passing\b"
        rf"|\bin\s+passing\s+to\b"
        rf"|\b(?:chat(?:ted)?|word)\s+with\s+(?:the|a|an|my|our|his|her|their)\s+(?:\w+\s+){{0,2}}{_OFFICER}\b"
        rf"|\b(?:mentioned|said\s+something)\b[^.;]{{0,40}}\b(?:on[-\s]site|in\s+the\s+(?:street|stairwell|corridor|lobby))\b",
        re.IGNORECASE,
    ),
}
# Words of a report made in the ordinary way: with them, a diary or a chat that is told of too is no matter.
_FORMAL = re.compile(
    r"\b(?:rang|phoned|telephoned|called|e-?mail(?:ed|s)?|letter|online|on-line|web\s?form|999|101"
    r"|log\s+(?:no\.?|number)|logged(?:\s+it)?(?:\s+as|\s+under)|crime\s+(?:no\.?|number|ref\w*)"
    r"|reported\s+(?:it|this|to|by))\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"\b(?:told|spoke|spoken|informed|notified|complained|visited)\b", re.IGNORECASE)


def told_only_by(channels: Iterable[Channel], words: str) -> bool:
    """Do the words tell of a report made in one of these ways, and of none made otherwise?

    A name withheld taints a report however it was made.
    """
    return any(_WAYS[channel].search(words) and not _otherwise(channel, words) for channel in channels)


def _otherwise(channel: Channel, words: str) -> bool:
    """Do the words tell of a report made in another way as well?"""
    if channel is Channel.ANONYMOUS:
        return False
    spoken = channel is Channel.DIARY_SHEET and _SPOKEN.search(words)
    return bool(spoken or _FORMAL.search(words))
