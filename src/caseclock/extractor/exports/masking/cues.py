"""What stands about a name in a paper and tells that it is one."""

import re

from caseclock.extractor.exports.masking.words import MONTHS, NOT_NAMES, PARTICLES, TITLES, given_names

LABEL = re.compile(
    r"(?i)(?<![\w])(?:(?P<sure>tenant|aggrieved|complainant|victim|informant|injured party|applicant|customer|"
    r"reporting person|claimant|defendant|respondent|(?:named )?suspect|witness(?:es)?|(?:alleged )?perpetrator|"
    r"offender|accused|signed(?: by)?|full name|present|apologies|attendees|attending|in attendance|name)[ \t]*[:|=]|"
    r"(?:resident|caller|neighbour|officer|from|to|cc|bcc|attn|author|chair|owner|contact|occupier|"
    r"case officer|sender|by|with)[ \t]*[:|=]|for the attention of|statement (?:of|by|from)|"
    r"(?:diary|record|log|report) (?:of|by|kept by)|(?:kept|prepared|completed|exported|run|printed|written|made) by|"
    r"my name is|i am|between|"
    r"(?<=[\n.])i,|exported \d[\d/ ]{5,12} by)[ \t]{1,4}"
)
CLOSING = re.compile(
    r"(?im)^[ \t>*]{0,8}(?:yours (?:sincerely|faithfully|truly)|(?:kind|best|warm|with kind)? ?(?:regards|wishes)|"
    r"regards|thanks|thank you|many thanks|cheers|love|signed)[ \t]{0,3}[,.!:]?[ \t]{0,3}$"
)
RELATIONS = frozenset(
    """son sons daughter daughters wife husband partner brother sister mother father mum dad friend friends nephew niece
    cousin boyfriend girlfriend grandson granddaughter grandchild child baby neighbour neighbours carer
    colleague lad boy girl called named stepson stepdaughter uncle aunt auntie nan grandad lodger""".split()  # noqa: SIM905
)
ROLE = re.compile(
    r"[ \t]*(?:\([A-Z]{2,3}\)|\((?:chair|clerk|minutes|tenant|claimant|defendant|complainant|respondent|he|she)\)|"
    r",[ \t]*(?:the )?(?:head|director|manager|officer|chair|coordinator|adviser|advisor|surveyor|solicitor|inspector|"
    r"housing|neighbourhood|complaints?|community|case|customer|area|senior|noise|deputy|assistant|chief|team|support|"
    r"environmental|anti-social|asb)\b|[ \t]MP\b)",
    re.IGNORECASE,
)
DECLARED = re.compile(
    r"(?<![\w/-])(?P<mark>[A-Z]{2,3}|[A-Z]{4,20})[ \t]{0,3}[|=:-]?[ \t]{1,3}(?=[A-Z][a-z]|[A-Z] [A-Z][a-z])"
)
IN_BRACKETS = re.compile(r"[ \t]\((?P<mark>[A-Z]{2,3}|(?P<title>Mr|Mrs|Ms|Miss|Dr)\.? [A-Z])\)")
ADDRESS = re.compile(r"(?<![\w.+-])([A-Za-z]{1,30})[._]([A-Za-z'-]{2,30})\d{0,4}@[\w-]{1,60}\.")
BEFORE_INITIAL = frozenset(
    """flat plan grade section room unit class part option form type group category vitamin hepatitis stage block plot
    annex appendix schedule zone band level floor bay gate platform line""".split()  # noqa: SIM905
)
PERSON_COLUMNS = frozenset(
    """name|from|user|caller|who|owner|by|who rang|officer|witness|reported by|informant|tenant|resident|logged by|
    complainant|author|sender|to|attendees|organiser|neighbour|contact|signed|suspect|aggrieved|told whom|said by|
    action owner|lead|requested by|taken by|respondent|perpetrator|victim|applicant|customer|full name
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
CHAT_COLUMNS = frozenset(("Date", "Time", "From", "Text"))
MADE = ("exported", "run", "printed", "prepared", "completed")
NEVER = (NOT_NAMES - given_names()[1]) | MONTHS | TITLES | PARTICLES  # no given names
SIGNATURE_LINES = 3
