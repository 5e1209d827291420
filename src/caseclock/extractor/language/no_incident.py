"""Words of a diary, a chat or a log that tell of no incident: quiet days, tests, private life, invitations, titles."""

import re

from caseclock.extractor.language.behaviours import incident_types

_SENTENCE = re.compile(r"[.;!?]+\s+|\s+[–—-]\s+")
_TIME_OFF = r"(?:today|tonight|yesterday|again|(?:this|all|the whole|last) (?:\w+ )?\w+|for once|since|so far|at all)"
_QUIET = re.compile(
    r"\b(?:nothing (?:(?:from|by) (?:him|her|them|upstairs|downstairs|next door|number \w+)|to (?:report|note|record|"
    rf"write)|happened|(?:new|else|more)? ?{_TIME_OFF})"
    r"|(?:no|not any|without any) (?:noise|trouble|bother|problems?|issues?|incidents?|music|shouting|disturbance)\b"
    r"|(?:all|very|so|nice and|dead|really|been|it was|was|lovely|blissfully) (?:quiet|peaceful)"
    r"|(?:quiet|peaceful) (?:day|night|evening|morning|afternoon|week(?:end)?|today|tonight|again|all)"
    r"|(?:quiet|peaceful)\W*$|peace at last)",
    re.IGNORECASE,
)
_NOT_QUIET = re.compile(
    r"\b(?:then|but|until|till|except|apart from|however|not (?:\w+ )?quiet|never quiet|too quiet|when)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:(?:he|she|they)(?:['’]s|['’]re| is| are| was| were| must be| may be| has| have)?(?: \w+)? "
    r"(?:away|out|on holiday|gone|in hospital|not (?:in|there|home|about)))\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:he|she|they|him|them|his|someone|somebody)\b", re.IGNORECASE)
_TEST = re.compile(
    r"\b(?:test (?:recording|entry|upload|message|clip|run|only)|(?:just|only|this is) an? test\b|"
    r"(?:just )?(?:testing|trying out) (?:the|this|my|if|that|whether|it)\b|"
    r"to see (?:if|whether|how) (?:it|this|the \w+) (?:works?|records?|uploads?)|"
    r"(?:recorded|sent|uploaded|pressed|made) (?:this )?(?:by (?:mistake|accident)|in error)|"
    r"(?:please|pls) (?:ignore|disregard|delete)(?: (?:this|it)\b|\W*$))",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"^\W*(?:(?:went|off|away|out|had|took|at|to|for|the|my|our|a|\w+[’']s|\d+(?:st|nd|rd|th)|got|went to) )*"
    r"(?:birthday|anniversary|dentist|optician|doctors?|GP|hairdresser|(?:doctor|dental|hospital|blood) \w+|hospital|"
    r"church|bank holiday|holiday|bins? day|bins? (?:out|collected|went)|day off|school (?:trip|holidays?|play)|"
    r"shopping|parents[’']? evening)\b",
    re.IGNORECASE,
)
# How a thing was before anything befell it.
_WAS_WELL = re.compile(
    r"\b(?:it|they|everything|(?:the|my|our|his|her) \w+) (?:was|were) (?:still |all |perfectly |quite )?"
    r"(?:fine|all right|alright|okay|ok|in (?:one piece|good order)|un(?:damaged|touched|marked))\b",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\bif (?:[\w’'-]+ ){1,3}(?:wants?|fanc(?:y|ies)|would like|[’']d like)\b|"
    r"\b(?:do|would|does) (?:you|\w+) (?:want|fancy|like) (?:to (?:come|go|join)|a)\b|"
    r"\bare you (?:coming|going|free)\b|\byou(?:[’']re| are) (?:all )?(?:welcome|invited)\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\bwhy (?:can|can[’']t|does|doesn[’']t|do|don[’']t|won[’']t|will|would|should|must|is|are|"
    r"isn[’']t)\b",
    re.IGNORECASE,
)
_ROUND = re.compile(
    r"\b(?:bins?|rubbish|recycling|refuse|post|milk|window cleaner) (?:goes?|comes?|is|are|gets?)"
    r"(?: \w+){0,2} on (?:a )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^\W*(?:[\w’'&/-]+,?\s+){0,8}?(?:logs?|records?|reports?|notes|diar(?:y|ies)|recordings|chronology|extracts?|"
    r"print(?:-?out)?|export|summary|schedule|calls)\b(?=[^.!?]*\d)(?P<rest>[^.!?]*)\W*$",
    re.IGNORECASE,
)
_DAY = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},?(?: \d{4})?)"
# "Any further noise could put her tenancy at risk": a warning, a rule, a fear; nothing that was done.
_WARNS = re.compile(
    r"\b(?:any|no|future|(?<!a )further|all|such|repeat(?:ed)?)\s+(?:[\w’'-]+\s+){1,6}?"
    r"(?:could|would|may|might|will|can|must|shall|should)\s+(?:(?:not|also|now|then)\s+)?(?:\w+)\b",
    re.IGNORECASE,
)
# "not to play music that can be heard", "2. enter Fern Court": what somebody is told to do or to leave.
_ORDERS = re.compile(
    r"^\W*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s*)?(?:(?:and|or|nor|not|never|to|otherwise|you must|do)\s+)*"
    r"(?:play (?:any|loud|amplified|music)|use (?:or|violence|threatening|abusive|foul|any|insulting)|threaten|"
    r"behave|engage in|approach|enter|harass|communicate|congregate|be (?:under|drunk|abusive|in)|"
    r"go (?:to|into|near|within)|come within|make (?:any|noise|threats|loud)|cause(?: or permit)? |allow |permit |"
    r"incite|encourage|keep (?:the noise|any|his|her|their|your) )",
    re.IGNORECASE,
)
_TOLD_AS_DONE = re.compile(r"\b(?:was|were|had|did|has|have|\w{2,}ed|I|we|he|she|they|my|our)\b", re.IGNORECASE)
# "The damage to her door was repaired the same day": what was put right.
_MENDED = re.compile(
    r"\b(?:the |this |that |her |his |my |our |their |your |any )?"
    r"(?:(?:dumped|burnt|burned|broken|smashed|abandoned|stolen|sprayed|slashed|cut|damaged) )?"
    r"(?:(?:criminal )?damage|graffiti|paint|glass|locks?|doors?|windows?|panes?|fences?|gates?|panels?|tyres?|"
    r"rubbish|litter|"
    r"mess|cars?|vans?|bikes?|vehicles?|trailer|truck|tags?|swastika|words?|bags?|mattress|sofa|needles?|"
    r"fly[- ]?tip(?:ping)?)\b"
    r"(?:(?!\b(?:was|were|is|are|but|and|then)\b)[^.;,]){0,50}?\b(?:was|were|is|are|has been|have been|had been|"
    r"to be|being|got)\s+"
    r"(?:(?:\w+ly|soon|then|later|since|now|all)\s+){0,2}"
    r"(?:repaired|mended|fixed|replaced|cleaned|removed|boarded|made (?:good|safe)|put right|painted over|cleared|"
    r"collected|"
    r"scrubbed|washed|moved|towed|taken away|picked up|swept|re-?glazed|re-?hung|photographed)\b",
    re.IGNORECASE,
)
# "Ring the council on Monday, it's they that do smoke": advice to somebody else.
_ADVISES = re.compile(
    r"^\W*(?:just |please |well |you (?:should|could|need to|want to) )?(?:ring|phone|call|tell|e-?mail|text|contact|"
    r"ask|try|write to|"
    r"report it to|get on to|go to|speak to)\s+(?:[\w’'-]+\s+){0,3}?(?:council|police|landlord|housing|"
    r"environmental health|101|"
    r"ombudsman|councillor|mp|noise (?:team|line|people|lot)|citizens advice)\b[^.!?]*[.!?]?\s*(?:x+)?\W*$",
    re.IGNORECASE,
)
# "That makes four nights this week": a sum of what was told.
_SUMS_UP = re.compile(
    r"^\W*(?:so )?(?:that|this|which)(?: now)? makes (?:it )?(?:now )?(?:\w+[ -]){1,2}(?:nights?|times?|days?|"
    r"evenings?|"
    r"mornings?|occasions?|weeks?|incidents?)\b",
    re.IGNORECASE,
)
_AT_IT = re.compile(r"\b(?:he|him|his|she|someone|somebody|now|here|outside|again)\b", re.IGNORECASE)
_STRETCH = re.compile(rf"{_DAY}\s*(?:to|-|–|—|until|and)\s*{_DAY}", re.IGNORECASE)
_MADE = re.compile(
    r"\b(?:produced|printed|exported|generated|extracted|downloaded|compiled|run)\b(?: (?:on|by|at))?", re.IGNORECASE
)
_SAYS = re.compile(r"\b(?:I|we|he|she|they|it|you|was|were|has|had|have|did|me|my|her|his)\b", re.IGNORECASE)


def tells_of_no_incident(words: str) -> bool:
    """Is it said that nothing happened, that a recording was a test, or something of the writer's own life alone?

    Words of behaviour anywhere in it make it an account all the same."""
    if warns(words) or is_ordered(words) or is_mended(words):
        return True
    if _SUMS_UP.match(words) and not _SOMEBODY.search(words):
        return True
    if _ADVISES.match(words) and not _AT_IT.search(words):
        return True
    if _TEST.search(words) and not incident_types(_TEST.sub(" ", words)):
        return True
    if _QUIET.search(words):
        return _is_quiet(words)
    if incident_types(words):
        return False
    if _WAS_WELL.search(words):
        return True
    private = _PRIVATE.match(words) is not None and not _SOMEBODY.search(words)
    return private or is_no_account(words)


def warns(words: str) -> bool:
    """Is every word of behaviour said of what may follow ("any further shouting would be a breach")?"""
    found = _WARNS.search(words)
    return found is not None and not incident_types(words[: found.start()] + " . " + words[found.end() :])


def is_ordered(words: str) -> bool:
    """Are the words of behaviour those of an order or a rule ("play music that can be heard next door")?"""
    return bool(_ORDERS.match(words)) and not _TOLD_AS_DONE.search(words)


def is_mended(words: str) -> bool:
    """Is harm spoken of only as put right ("the damage to her door was repaired the same day")?"""
    found = _MENDED.search(words)
    return found is not None and not incident_types(words[: found.start()] + " . " + words[found.end() :])


def _is_quiet(words: str) -> bool:
    """Is each sentence about the quiet, or at least about nobody's doings?"""
    if _NOT_QUIET.search(words) or incident_types(_QUIET.sub(" ", words)):
        return False
    parts = [part for part in _SENTENCE.split(words) if part.strip()]
    return all(_QUIET.search(p) or _AWAY.search(p) or not _SOMEBODY.search(p) for p in parts)


def is_no_account(words: str) -> bool:
    """An invitation, a question why, or the round of a service ("bins go on Wednesday"), with no behaviour in it?"""
    asks = _INVITES.search(words) or _WHY.search(words) or _ROUND.search(words)
    return bool(asks) and not incident_types(words)


def is_title(words: str) -> bool:
    """Does the line only say what the records below it are and which stretch they cover, or when they were made?"""
    found = _TITLE.match(" ".join(words.split()))
    if found is None or _SAYS.search(found[0]):
        return False
    return bool(_STRETCH.search(found["rest"]) or _MADE.search(found["rest"]))
