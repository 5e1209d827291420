"""What sort of behaviour a passage tells of: the words of anti-social behaviour, by incident type."""

import re

from caseclock.models.entry import IncidentType as T

# Strong words tell of an incident wherever they stand; each is tied to its type.
_STRONG: tuple[tuple[T, str], ...] = (
    (T.BREACH_OF_BAIL, r"breach(?:ed|ing|es)? (?:of )?(?:his|her|their|the|police)? ?bail|bail breach"),
    (
        T.BREACH_OF_ORDER,
        r"breach(?:ed|ing|es)? (?:of )?(?:his|her|their|the|a|an|that|said)? ?(?:\w+ )?(?:injunction|restraining order|order|CPN|notice|CBO)",
    ),
    (T.BURGLARY, r"burgl\w+|br(?:oke|oken|eaking|eak) ?in(?:to)?\b"),
    (T.THEFT, r"st(?:ole|olen|eal|ealing)\b|theft|thefts|shoplift\w*|taken from (?:porch|doorstep|garden|shed)"),
    (
        T.VIOLENCE,
        r"assault\w*|attack(?:ed|ing|s)?\b|punch\w*|kick(?:ed|ing|s)? (?:him|her|me|them)|hit (?:him|her|me|them|by)|was hit\b|"
        r"slapp\w+|headbutt\w*|strangl\w+|spat (?:at|on|in)|spitting at|pushed (?:him|her|me|past)|shov(?:ed|ing) (?:him|her|me|and)|grabb\w+|brawl\w*|fight(?:ing)?\b|fought|"
        r"stabb\w+|bitten|throttl\w+|drove (?:(?:a|the|his|her|their) )?(?:\w+ )?(?:van|car|moped|bike|quad)?\s*(?:straight )?at (?:me|her|him)|chased",
    ),
    (
        T.THREATS,
        r"threat(?:s|en\w*)?\b|(?:i'?ll|i will|we'?ll|he'?ll|he will|would|gonna|going to|will) (?:kill|burn|smash|stab|get|hurt|batter|do) (?:you|her|him|me|them)|"
        r"next time (?:it|i|you)|(?:have|take) (?:his|her|my|your) (?:fingers|head|legs|windows|life)|brandish\w*|wav(?:ed|ing) (?:a |the )?(?:\w+ )?(?:knife|shears|bat|axe|hammer|bottle|stick|machete|sword)",
    ),
    (
        T.CRIMINAL_DAMAGE,
        r"criminal damage|damag(?:ed|ing|e to|es)\b|smash\w*|broke(?:n)? (?:the|a|my|her|his|their|our|three|two|several|window|glass|pane|fence|gate|door|lock)|vandal\w*|"
        r"graffiti|sprayed|slash\w*|scratch(?:ed|es) (?:along|on|down|the|my|her)|keyed|kicked (?:in|open|down|at|and damaged|the|my|her|our)|ripped|tore (?:down|up|out)|"
        r"snapped|cracked|set fire|arson|burn(?:ed|t|ing)? (?:down|out|items)|egged|poured (?:paint|glue|acid|bleach|oil)|glue\w*|adhesive|brick\w* (?:through|thrown)|bricks? (?:was|were) thrown|breaking glass|(?:panes?|panels?) (?:gone|broken|out|lifted)|"
        r"cut (?:down|it|our|my|the|her)",
    ),
    (
        T.HARASSMENT,
        r"harass\w*|abus(?:e|ed|ing|ive)\b|verbal(?:ly)? abus\w*|insult\w*|swear\w*|swore|shout(?:ed|ing|s)?\b|scream\w*|yell\w*|bawl\w*|call(?:ed|ing) (?:me|her|him|us|them) (?:an? )?(?!back|on|again|to|at|about|for)\w+|"
        r"effing|obscen\w+|taunt\w*|jeer\w*|goad\w*|mock\w+|bang(?:ed|ing|s)? (?:on|at) (?:the|my|her|his|our|their) (?:\w+ )?(?:door|window|wall|ceiling)|hammer(?:ed|ing) (?:on|at)|pound(?:ed|ing) on|"
        r"(?:text|silent|nuisance|abusive) (?:messages?|calls?)|letters? (?:scattered|left|posted)|put through (?:my|her|the|our) (?:door|letterbox)|rung the bell|door ?bell",
    ),
    (
        T.STALKING,
        r"stalk\w*|follow(?:ed|ing) (?:me|her|him|us)\b|watching (?:me|her|him|us)\b|loiter\w*|hanging around (?:my|her|outside)",
    ),
    (
        T.INTIMIDATION,
        r"intimidat\w*|corner(?:ed|ing)\b|star(?:ed|ing) (?:at|into|in)|glar(?:ed|ing)|block(?:ed|ing) (?:my|her|his|the|our|their|me|him|in)|stood (?:outside|in front of|over|against|at|by|there|in my|in her)|"
        r"shut in\b|would not (?:let|move|shift)|stopp(?:ed|ing) (?:me|her|him|us) (?:from )?(?:leaving|getting)|squar(?:ed|ing) up|approached (?:me|her|him|us|the (?:resident|tenant|victim))|frighten\w*|revv?ing|chainsaw|main beam|full beam|headl(?:ights|amps)|trapped",
    ),
    (
        T.NOISE,
        r"nois(?:e|es|y)\b|loud(?:ly)?\b|music|bass\b|drum(?:s|ming)\b|subwoofer|party\b|parties\b|amplif\w+|stereo|speakers?\b|techno|karaoke|DJ\b|decks\b|thud\w*|thump\w*|stamp(?:ed|ing)|stomp\w*|"
        r"bang(?:ing|s|ed)\b|barking|barked|drilling|hammering|revving|car horn|horn (?:sound|going|blast|outside)\w*|blar(?:ed|ing)|TV (?:on )?(?:full|loud|blaring)|slamm(?:ed|ing)|singing|sirens?",
    ),
    (
        T.DRUGS,
        r"drug\w*|cannabis|skunk|weed\b|joints?\b|spliff\w*|dealing\b|dealt\b|dealer\w*|needles?\b|syringe\w*|crack (?:pipe|cocaine)|heroin|cocaine|wraps?\b|burnt foil|used foil|smok(?:ing|ed|ers)\b|short visits|serving up|county lines|cuckoo\w*|(?:callers|customers|customer) (?:at|to|in)|"
        r"handed (?:something|in|over|out)",
    ),
    (
        T.HATE,
        r"homophob\w*|racis(?:t|m)\w*|racial\w*|transphob\w*|antisemit\w*|islamophob\w*|disablist|hate (?:crime|incident)\w*|slur\b|because (?:she|he|they|i|we) (?:is|are|am|was|were) (?:gay|black|asian|muslim|jewish|disabled|trans)\w*",
    ),
    (
        T.NUISANCE,
        r"nuisance\w*|urinat\w+|urine|defecat\w+|fae?ces|excrement|dog mess|rubbish|litter\w*|fly[- ]?tipp\w*|dump(?:ed|ing)|tipp(?:ed|ing)\b|threw|thrown|throw(?:ing|s)\b|chuck(?:ed|ing)|lobbed|hurled|bonfire|smoke\b|smell\w*|odour|reek\w*|stink\w*|stank|"
        r"parked (?:across|over|in front|on)|across (?:my|her|his|our|the|your|their) (?:drive|driveway|gate|path)|van across|nails\b|vomit\w*|been sick|was sick|fireworks?|football against|ball against|blocking|obstruct\w*|trailer|littered|overgrown|trespass\w*|climbed (?:onto|over|into)|"
        r"misbehav\w*|disturbance\w*|rowdy|drunk\w*|gathering|loutish|begging",
    ),
)
_TYPES = tuple((kind, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for kind, words in _STRONG)

# Things said of behaviour in general: they are not by themselves an incident.
_GENERAL = re.compile(
    r"\b(?:anti-?\s?social behaviour|ASB)\b|\b(?:reports?|cases?|incidents?|allegations?|complaints?|conditions|evidence|types?|policy) (?:of|about|for|on|relating to) "
    r"(?:harassment|noise|nuisance|stalking|drugs?|violence|threats|damage|ASB|anti-?social)",
    re.IGNORECASE,
)
_INCIDENT_WORD = re.compile(r"\b(?:incidents?|episodes?|altercations?|attacks?|disturbances?)\b", re.IGNORECASE)


def incident_types(text: str) -> tuple[T, ...]:
    """The incident types that the words of a passage tell of, in the order of the contract."""
    bare = _GENERAL.sub(lambda m: " " * len(m.group()), text)
    found = {kind for kind, pattern in _TYPES if pattern.search(bare)}
    return tuple(kind for kind in T if kind in found)


def first_behaviour(text: str) -> int | None:
    """Where the first words of behaviour stand (offset in `text`), None if there are none."""
    bare = _GENERAL.sub(lambda m: " " * len(m.group()), text)
    places = [m.start() for m in (pattern.search(bare) for _, pattern in _TYPES) if m]
    word = _INCIDENT_WORD.search(bare)
    if word:
        places.append(word.start())
    return min(places, default=None)


def types_with_hint(text: str, hint: str = "") -> tuple[T, ...]:
    """Types of a record that is known to be an incident: from its words, else from its category, else `other`."""
    types = incident_types(f"{hint} . {text}" if hint else text)
    return types or (T.OTHER,)


def speaks_of_incident(text: str) -> bool:
    """Does the passage name an incident as such ("a further incident")?"""
    return bool(_INCIDENT_WORD.search(text))
