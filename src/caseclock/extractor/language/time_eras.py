"""Does a text tell of years before 1950? "1618" is a time of day in a police log, a year in a history."""

import re

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?,?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?"
)
_BEHIND = r"(?![\d:/]|\.\d|\s*(?:hrs?|hours?|h)\b)"
# Read with a line's end before the text: that every match begins with what is no letter makes the search fast.
_OPENS = r"[^A-Za-z0-9_\w]"
# No clock shows 1778, and nothing happens "in" a time of day.
_CERTAIN = re.compile(
    rf"{_OPENS}(?:{_MONTH}(?:1[0-8][6-9]\d|19[0-4]\d){_BEHIND}"
    rf"|[Ii]n\s+(?:(?:early|late|mid)[ -])?(?:1[0-8]\d\d|19[0-4]\d){_BEHIND}(?=[\s,.;)])(?!\s+\w+s\b)"
    r"|1[0-8]\d0s\b|19[0-4]0s\b)"
)
_LIKELY = re.compile(rf"{_OPENS}{_MONTH}1[0-8]\d\d{_BEHIND}")
_MODERN = re.compile(r"\b(?:19[5-9]\d|20\d\d)\b|\d(?:hrs?|am|pm)\b|\b\d\d:\d\d\b")


def tells_of_old_times(text: str) -> bool:
    """Are four digits from 1000 to 1949 years in this text?"""
    opened = "\n" + text
    if _CERTAIN.search(opened):
        return True
    return _LIKELY.search(opened) is not None and _MODERN.search(text) is None
