"""Lines that begin with a day or consist of one: the marks of entries in notes and diaries."""

import re

from caseclock.extractor.stamps import MONTH, WEEKDAY

_YEAR = r"(?:,?\s+(?:19|20)\d\d|\s+'\d\d)"
_PLAIN_DATE = (
    rf"(?:(?:{WEEKDAY})[.,]?\s+)?(?:(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}\b\.?{_YEAR}?"
    rf"|\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?|\d{{4}}-\d\d-\d\d|{MONTH}\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?{_YEAR}?)"
)
_DATE_LEAD = re.compile(
    rf"^\W*(?:(?:on|about|around|approx\.?|early|mid|late|week of|week commencing|w/?c|w/?e|night of|from|between)\s+)*"
    rf"(?:{_PLAIN_DATE}|{WEEKDAY}\b|{MONTH}\b(?:\s+\d{{4}})?|\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?\s*(?:[ap]m|hrs)?)",
    re.I,
)
# The initials of who wrote a note stand behind its day: "8 Jan (RT) Rang the tenant".
_LEAD_SEPARATOR = re.compile(r"\s*(?:[-–—:|]\s|\t|\s{2,})|.{0,40}?\s[-–—]\s|.{0,12}?\s[(\[][A-Z]{2,4}[)\]]\s")
_DATE_LINE = re.compile(rf"^\W*(?:{_PLAIN_DATE})\W*$", re.I)
# A whole day with no mark behind it opens an entry where several lines of a group do so: "05/06/2023 Rang the tenant".
_ENTRY_DATE = re.compile(
    rf"^\W*(?:(?:{WEEKDAY})[.,]?\s+)?(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:20)?\d\d|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\b\.?(?:\s+20\d\d)?)(?:\s+\d{{1,2}}[:.]\d\d)?\s+(?=[A-Z])",
    re.I,
)


def is_date_alone(text: str) -> bool:
    """Is a line a day and nothing else?"""
    return bool(_DATE_LINE.match(text))


def begins_with_date(text: str) -> bool:
    """Does a line begin with a day, a month or a clock time, however it goes on?"""
    return bool(_DATE_LEAD.match(text))


def starts_dated(text: str) -> bool:
    """Does a line begin with a day or time that a mark or a wide gap parts from its words ("3 May - Rang her")?"""
    lead = _DATE_LEAD.match(text)
    return bool(lead) and bool(_LEAD_SEPARATOR.match(text, lead.end() if lead else 0))


def opens_entry(text: str) -> bool:
    """Does a line begin with a whole day and go on with words, no mark between ("05/06/2023 Rang the tenant")?"""
    return bool(_ENTRY_DATE.match(text))
