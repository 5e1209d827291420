"""What the words of a sentence before a date say of it: that it was said, that it came of the day's trouble, that it is
still to come."""

import re

# "He said that ...", "The landlord also noted ...": goes on with what was said on the day told just before
_THEN_SAID = re.compile(
    r"\W*(?:(?:he|she|they|it|the [\w’'-]+|(?:mr|mrs|ms|miss|dr) [\w’'-]+)\s+)(?:(?:also|then|further|had)\s+){0,2}"
    r"(?:said|stated|told|wrote|noted|explained|complained|reported|added|claimed|alleged|advised|confirmed|described|"
    r"asked|accepted|acknowledged)\b"
    r"|\W*you (?:also |then |further )?(?:said|told (?:us|me)|wrote|explained|complained|added|reported) that\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|shall|is to|are to|must|should)\b", re.IGNORECASE)
_CAME_OF_IT = re.compile(
    r"\W*(?:(?:and|then|also|so|i|we|they|have|had|the|a|an|two|police|officers?|council|landlord|housing|warden)\s+){0,4}"
    r"(?:phoned|rang|called|telephoned|e-?mailed|texted|messaged|told|reported|wrote|informed|contacted|complained|came|visited|"
    r"attended)\b(?:(?!\b(?:about what|that|which|what|who|when|because|after|since|how)\b)[^.!?])*",
    re.IGNORECASE,
)


def goes_on_saying(words: str) -> bool:
    """ "She added that ...", after a sentence of a day: is this, too, what was said on that day?"""
    return _THEN_SAID.match(words) is not None


def came_of_it(words: str) -> bool:
    """ "Rang the office on", in a diary: the words up to a weekday on which something was done about it."""
    return _CAME_OF_IT.fullmatch(words) is not None


def announces(words: str) -> bool:
    """ "The panel will meet again in": do the words of a sentence up to a date say what will be done?"""
    return _WILL.search(words) is not None
