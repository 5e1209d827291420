"""Is a clause the telling of an incident? Words of behaviour say so; a dated account by the victim may do without."""

import re
from collections.abc import Sequence

from caseclock.extractor.language.account import content_words, count_in
from caseclock.extractor.language.context import Voice
from caseclock.extractor.language.no_incident import is_title, tells_of_no_incident
from caseclock.extractor.language.passages import Passage
from caseclock.extractor.language.who import COMPLAINANT, RESPONDENT, Party
from caseclock.models.when import Precision

_EXACT_ENOUGH = frozenset({Precision.DAY, Precision.MINUTE, Precision.RANGE, Precision.APPROXIMATE})
_SELF = re.compile(
    r"\b(?:I|we)\s+(?:have|had|am|was|were|live|lived|moved|feel|felt|suffer|want|would|hope|think|believe|know|attach|"
    r"enclose)\b"
)
_GENERALLY = re.compile(
    r"\b(?:over and over|always|constantly|for (?:months|years|weeks)|all the time|every (?:day|night|week)|regularly|"
    r"again and again|time and (?:time )?again|repeatedly|on a daily basis|for some time|so many times"
    r"|anything|any further|any more)\b",
    re.IGNORECASE,
)
# "He smashes another window" is a habit, a fear or a rule, no day's doing.
_PRESENT = re.compile(r"\b(?:he|she|who)\s+(?:\w+ly\s+)?(?!was\b|has\b|is\b|does\b)[a-z]+s\b", re.IGNORECASE)
_ITEM_DATE = re.compile(
    r"^\W*(?:(?:week|w/c|on|mon|tue|wed|thu|fri|sat|sun)\w*\s+)?[^–—:-]{3,28}\s*[–—:-]\s", re.IGNORECASE
)
_NOUN_PHRASE = re.compile(
    r"^\W*(?:[^:]{0,80}:\s*)?(?:(?:and|include|including|are|of|considered|handled)\b\W*)*"
    r"(?:the|your|what was|what|an?|his|her|my|our|another)\s",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"(?<!that )(?<!which )(?<!what )(?<!who )\b(?:was|were|is|are|has|have|had|can|will|would|shows|showed|says|"
    r"contains|confirms|tells|refers)\b",
    re.IGNORECASE,
)
_PAPERWORK = re.compile(
    r"\b(?:dated|signed|offices?|closed|shut|due|deadline|letter|email|reply|answer|response|meeting|decision|"
    r"reference|statement|form|application|complaint|review|appeals?|panel|table|entry|entries|signature|premises|range|"
    r"period|printed|schedule|appendix|page|"
    r"(?:texts?|calls?|messages?|voicemails?) (?:from|to|in))\b",
    re.IGNORECASE,
)
_NO_REPORT = re.compile(
    r"\b(?:date )?range\s*:|\b(?:found|counted|identified|accepted)\s+(?:only\s+)?\w+\s+incidents\b|"
    r"\b(?:no|any|without(?: a)?|never (?:had|received|made) an?y?)\s+(?:\w+\s+)?(?:reports?|records?"
    r"|complaints?|logs?|entries|"
    r"diary sheets?|recordings?)\s+(?:of|from|by|to|about|for|between|in|on)\b",
    re.IGNORECASE,
)
_THING = (
    r"(?:my|her|his|our) (?:[\w’']+ ){0,2}(?:cars?|vans?|bikes?|doors?|windows?|windscreen|mirrors?|tyres?|bonnet|"
    r"fences?|panels?|gates?|walls?|sheds?|greenhouse|gardens?|lawn|hedge|plants?|pots?|bins?|drive|house|flat|roof|letterbox|"
    r"washing|parcels?|cameras?|cats?|dogs?)\b"
)
_MENDING = (
    r"(?:repaired|fixed|cleaned|replaced|installed|fitted|checked|inspected|painted|mended|serviced|returned|collected|"
    r"delivered|visited|called|looked|asked|photographed|measured|locked|parked|boarded|offered|agreed|helped|needed|"
    r"wanted|valued|insured|sold|assessed|promised|arranged)\b"
)
# A thing of the victim's was harmed, by nobody knows whom.
_HARMED = re.compile(
    rf"\b(?:someone|somebody|persons? unknown|an unknown \w+) (?:(?:has|had|have) )?(?:\w+ly )?"
    rf"(?!{_MENDING})(?:\w+ed|broke|broken|cut|tore|torn|bent|threw|thrown|stole|stolen|hit|put|drove|driven)\b"
    rf"[^.;?]{{0,40}}?\b{_THING}|"
    rf"\b{_THING} (?:was|were|has been|have been|had been|got) (?:\w+ly )?"
    rf"(?!{_MENDING})(?:\w{{2,}}ed|broken|cut|torn|bent|thrown|stolen|hit|driven)\b",
    re.IGNORECASE,
)


def is_incident(
    passage: Passage, parties: Sequence[Party], words: str, voice: Voice, *, note: bool, inbound: bool, witness: bool
) -> bool:
    """Does the clause tell of an incident? `note`: it stands in a dated note, `inbound` in one of what somebody told;
    `witness`: the speaker is neither complainant nor agency."""
    clause = passage.clause
    if _NO_REPORT.search(words) or is_title(words) or tells_of_no_incident(words):
        return False
    if passage.when.precision is Precision.YEAR and not clause.types:
        return False
    if clause.types:
        return passage.when.start is not None or undated_incident(parties, words, voice)
    if clause.incident_word:
        return passage.own_date or count_in(words) > 1
    dated = passage.own_date and passage.when.precision in _EXACT_ENOUGH
    if not dated or _PAPERWORK.search(words):
        return False
    if voice is Voice.VICTIM or inbound:
        if any(p.who == RESPONDENT for p in parties) or _ITEM_DATE.match(words):
            return True
        if is_harmed(words):
            return True
        return (witness or inbound) and not _SELF.search(words) and len(content_words(words)) >= 2
    if voice is Voice.AGENCY and not note:
        return bool(_NOUN_PHRASE.match(words)) and not _FINITE.search(words)
    return False


def is_harmed(words: str) -> bool:
    """Was a thing of somebody's harmed, by a hand that is not known ("my fence was cut", "someone bent my gate")?"""
    return bool(_HARMED.search(words))


def undated_incident(parties: Sequence[Party], words: str, voice: Voice) -> bool:
    """An undated act of the respondent, told once and not as a habit."""
    if _GENERALLY.search(words) or _SELF.search(words) or _PRESENT.search(words):
        return False
    return voice is not Voice.AGENCY and any(p.who == RESPONDENT for p in parties)


def done_to_complainant(passage: Passage, parties: Sequence[Party], voice: Voice) -> bool:
    """Is what the respondent says to the complainant behaviour rather than talk ("he told her she'd burn")?"""
    if passage.clause.types:
        return True
    to = any(p.who == COMPLAINANT or (p.pronoun and p.who != RESPONDENT) for p in parties)
    return to and passage.when.start is not None and voice is not Voice.REPORTER
