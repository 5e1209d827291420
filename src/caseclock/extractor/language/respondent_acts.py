"""What the respondent did, told with a verb that no list of behaviour has: "he beat on her door with a bar".

Behaviour has more verbs than any list. What somebody who is complained of is told to have done to the complainant or
to what is theirs is an incident, unless the verb is of talk with an agency or of procedure."""

import re

# Talk, procedure and states: what the other side in a case does in its papers without doing anything to anybody.
_NO_BEHAVIOUR = re.compile(
    r"\b(?:said|says|say|told|tells|asked|asks|stated|denie[ds]|deny|admitted|agreed|accepted|declined|replied|responded|"
    r"refused to (?:sign|attend|engage|meet)|answered|explained|claim(?:ed|s)|alleged|apologi[sz]ed|promised|offered|"
    r"complained|contacted|wrote|e-?mailed|texted back|appealed|applied|attended|signed|moved|lives?|lived|left|"
    r"returned|pleaded|gave up|gave his|gave her|paid|owes?|works?|was|were|is|are|has|have|had been|been|did not|"
    r"didn[’']t|does|will|would|may|might|can|could|seems?|appeared (?:at|in|before)|failed|breached|received|"
    r"surrendered|engaged|wants?|wanted|thinks?|thought|knows?|understood|remained|stayed|became|got|sat down|sat in|"
    r"came to (?:see|talk)|helped|popped|(?:brought|took) (?:me|her|him|us) (?:to|home|back)|walked (?:me|her|him))\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\W*(?:(?:then|also|again|later|just|now|deliberately|\w+ly|has|had|have)\s+){0,3}"
    r"(?:(?P<going>(?:(?:is|are|was|were|[’']s|been|out there|up there|back)\s+){1,3}(?:\w+ly\s+)?)(?=\w+ing\b))?"
    r"(?P<verb>[a-z’'-]+)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?:\w{2,}ed|beat|bent|bit|blew|broke|burnt|came|caught|cut|drove|dug|fell|fired|flung|fought|grew|held|hit|"
    r"hung|hurt|"
    r"kept|lay|led|let|lit|made|put|ran|rang|rode|sat|set|shook|shot|shut|slid|smelt|spat|split|spoilt|sprang|stole|"
    r"stood|struck|"
    r"swore|swung|threw|took|tore|trod|turned|woke|went)\b",
    re.IGNORECASE,
)
_TALKING = re.compile(
    r"(?:say|tell|ask|deny|claim|think|want|liv|mov|work|go|com|leav|stay|gett|hav|pay|sign|agree|apply|attend)ing",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:her|him|them|me|us|my|our|their|his|your|you|tenant|resident|complainant|victim|neighbours?|occupier|flat|"
    r"door|window|balcony|landing|stairs|hall|car|bin|bins|wall|fence|gate|garden|street|entrance|letterbox)\b",
    re.IGNORECASE,
)


def did_to_somebody(predicate: str) -> bool:
    """Do the words that follow the respondent's name tell of something done to somebody or to what is theirs?"""
    verb = _VERB.match(predicate)
    if verb is None or _NO_BEHAVIOUR.match(predicate, verb.start("verb")):
        return False
    if not _DONE.fullmatch(verb["verb"]) and not (verb["going"] and not _TALKING.fullmatch(verb["verb"])):
        return False
    return bool(_THEIRS.search(predicate, verb.end()))
