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
_COUNTS_AS = (
    r"(?:include[sd]?|including|considered|handled|count(?:s|ed)?|cover(?:s|ed)?|exclud(?:es?|ed|ing)|omits?|omitted|"
    r"leav(?:es?|ing) out|left out|tak(?:es?|ing) in|looked (?:at|into))"
)
_NOUN_PHRASE = re.compile(
    rf"^\W*(?:[^:]{{0,80}}:\s*)?(?:(?:[\w’'-]+\s+){{0,6}}?{_COUNTS_AS}\b\W*|"
    r"(?:among|of)\s+(?:[\w’'-]+\s+){1,6}?are\s+|(?:[\w’'-]+\s+){1,6}?(?=(?:after|about|over|following)\s))?"
    r"(?:(?:and|also|are|of|about|after|before|over|following)\b\W*)*"
    r"(?:the|your|what was|what|an?|his|her|my|our|another|(?<=about )\w+|(?<=of )being)\s",
    re.IGNORECASE,
)
# "Your report of 6 February": the day is that of the telling.
_A_TELLING = re.compile(
    r"^\W*(?:(?:and|to|in|about|of|from)\s+)?(?:your|her|his|the|my|their)\s+(?:\w+\s+)?"
    r"(?:reports?|calls?|e-?mails?|letters?|messages?|texts?|statements?|complaints?|forms?)\s+(?:of|on|dated|from)\b",
    re.IGNORECASE,
)
# What a letter dates besides behaviour: what the agency does, and the rest of a tenancy.
_OTHER_MATTER = re.compile(
    r"\b(?:repairs?|boiler|heating|leaks?|damp|mould|rent|arrears|appointments?|inspections?|transfer|rehousing|move|"
    r"keys?|payments?|compensation|diar(?:y|ies)|sheets?|warnings?|injunctions?|orders?|undertakings?|interviews?|"
    r"mediation|"
    r"surveys?|surveyor|works?|contractors?|lift|installation|(?:risk|needs) assessments?|referrals?|cases?|actions?|"
    r"plans?|"
    r"polic(?:y|ies)|procedures?|service|outcomes?|notices?|contracts?|visits?|calls?|conversations?|discussions?|"
    r"delays?|"
    r"failures?|apolog(?:y|ies)|offers?|bids?|tenancy|holidays?|absence|evidence|recordings?|investigations?|arrests?|"
    r"trials?|correspondence|contacts?|advice|information|updates?|reminders?|requests?|agreements?|days?|months?|"
    r"weeks?|time|"
    r"law|guidance|code|Act|threshold|copy|copies|forms?|rules?|officers?|staff|managers?|team)\b",
    re.IGNORECASE,
)
# "relies on the following eight incidents", "the incidents listed below": what is told elsewhere in the paper.
_ANNOUNCES = re.compile(
    r"\b(?:following|these|below|listed|particulars|schedule[d]?|above|set out)\b[^.;]{0,40}\b(?:incidents|occasions|"
    r"events)\b|"
    r"\b(?:incidents|occasions|events)\b[^.;]{0,30}\b(?:below|following|listed|above|set out|schedule)\b",
    re.IGNORECASE,
)
# What somebody with a trade did about it.
_SERVICE = re.compile(
    r"\b(?:plumber|locksmith|electrician|glazier|contractors?|engineer|handyman|caretaker|cleaners?|operative|surveyor|"
    r"joiner|carpenter|fire brigade|fire (?:crew|service|engine)|ambulance|paramedics?|doctor|warden|crew|"
    r"repairs team)\b"
    r"[^.;]{0,40}\b(?:attended|came|called|visited|booked|fixed|repaired|cleaned|replaced|fitted|changed|arrived|sent|"
    r"rung|asked|due|coming|washed|boarded|out)\b|"
    r"\b(?:cleaned|cleared|repaired|fixed|boarded|replaced|removed|washed)\b[^.;]{0,30}\bby\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"(?<!that )(?<!which )(?<!what )(?<!who )\b(?:was|were|is|are|has|have|had|can|will|would|shows|showed|says|"
    r"contains|confirms|tells|refers)\b",
    re.IGNORECASE,
)
_PAPERWORK = re.compile(
    r"\b(?:dated|signed|offices?|closed|shut|due|deadline|letter|email|reply|answer|response|meeting|decision|"
    r"reference|statement|form|application|complaint|review|appeals?|panel|table|entry|entries|signature|premises|"
    r"range|"
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
    r"fences?|panels?|gates?|walls?|sheds?|greenhouse|gardens?|lawn|hedge|plants?|pots?|bins?|drive|house|flat|roof|"
    r"letterbox|"
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
    passage: Passage,
    parties: Sequence[Party],
    words: str,
    voice: Voice,
    *,
    note: bool,
    inbound: bool,
    witness: bool,
    listed: bool = False,
) -> bool:
    """Does the clause tell of an incident? `note`: it stands in a dated note, `inbound` in one of what somebody told;
    `witness`: the speaker is neither complainant nor agency; `listed`: it stands in a list of what somebody said."""
    clause = passage.clause
    if _NO_REPORT.search(words) or is_title(words) or tells_of_no_incident(words):
        return False
    if passage.when.precision is Precision.YEAR and not clause.types:
        return False
    if clause.types:
        return passage.when.start is not None or undated_incident(parties, words, voice)
    if clause.incident_word:
        return passage.own_date or (count_in(words) > 1 and not _ANNOUNCES.search(words))
    dated = passage.own_date and passage.when.precision in _EXACT_ENOUGH
    if not dated or _PAPERWORK.search(words):
        return False
    if voice is Voice.VICTIM or inbound:
        if any(p.who == RESPONDENT for p in parties) or _ITEM_DATE.match(words):
            return True
        if is_harmed(words):
            return True
        if _SELF.search(words) or _SERVICE.search(words):
            return False
        return (witness or inbound) and len(content_words(words)) >= 2
    if voice is Voice.AGENCY and not note:
        return names_thing(f"about {words}" if listed else words)
    return False


def names_thing(words: str) -> bool:
    """Does an agency's letter only name a thing, with its day ("about a quad bike on 3 May", "the cars of 16 October")?

    Letters, minutes and decisions so name what was reported; what agencies do has names of its own."""
    found = _NOUN_PHRASE.match(words)
    if _A_TELLING.match(words):
        return False
    if found is None or _FINITE.search(words, found.end()):
        return False
    return not (_OTHER_MATTER.search(words) or _PAPERWORK.search(words))


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
    if passage.clause.negated:
        return False
    to = any(p.who == COMPLAINANT or (p.pronoun and p.who != RESPONDENT) for p in parties)
    return to and passage.when.start is not None and voice is not Voice.REPORTER
