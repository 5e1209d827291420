"""Slips of OCR in dates and times: letters taken for figures where only figures can stand."""

import re
from datetime import date

_FIGURES = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1",
                          "S": "5", "s": "5", "B": "8", "Z": "2", "z": "2"})  # fmt: skip
_D = r"[0-9OoQDlIi|!SsBZz]"
_BEFORE, _AFTER = r"([(\[]?)", r"((?:hrs?|h)?[.,;:)\]]*)"
_DATE = re.compile(rf"^{_BEFORE}({_D}{{1,2}})([/.-])({_D}{{1,2}})([/.-])((?:{_D}{{2}}){{1,2}}){_AFTER}$")
_ISO_DATE = re.compile(rf"^{_BEFORE}({_D}{{4}})(-)({_D}{{2}})(-)({_D}{{2}}){_AFTER}$")
_TIME = re.compile(rf"^{_BEFORE}({_D}{{1,2}})([:.])({_D}{{2}}){_AFTER}$")
_HOURS = re.compile(rf"^({_D}{{4}})(hrs?[.,;)]*)$")
_LOST_SLASH = re.compile(r"^(\d\d)([/1lI|])(\d\d)([/1lI|])((?:19|20)\d\d)([.,;:)]?)$")
_PLAIN_DATE = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})$")
_PLAIN_TIME = re.compile(r"^(\d{1,2}):(\d{2})$")


def mended(word: str) -> str:
    """The word with letters turned into figures if its shape is that of a date or a time, else as it is.

    1O/03/2024 -> 10/03/2024, 23:l5 -> 23:15, 12.O5 -> 12.05; SOS, 3.lb and BOB stay as they are.
    """
    if found := _LOST_SLASH.match(word):
        day, one, month, two, year, after = found.groups()
        if "/" in (one, two) and one + two != "//" and _is_date(year, month, day):
            return f"{day}/{month}/{year}{after}"
    for shape, check in ((_DATE, _dated), (_ISO_DATE, _iso_dated), (_TIME, _timed), (_HOURS, _hours)):
        if found := shape.match(word):
            parts = list(found.groups())
            if better := check(parts):
                return better
    return word


def is_impossible(word: str) -> bool:
    """Whether it has the shape of a date or a time, and there is no such day or minute (31/02/2024, 44:11)."""
    if found := _PLAIN_DATE.match(word):
        day, month, year = found.groups()
        return not _is_date(year if len(year) == 4 else "20" + year, month, day)
    found = _PLAIN_TIME.match(word)
    return found is not None and (int(found[1]) > 24 or int(found[2]) > 59)


def _figures(text: str, least: int) -> str:
    """The text in figures; "" if fewer than `least` of them were figures before."""
    return text.translate(_FIGURES) if sum(char.isdigit() for char in text) >= least else ""


def _dated(parts: list[str]) -> str:
    before, day, one, month, two, year, after = parts
    if one != two or sum(char.isdigit() for char in day + month + year) * 2 < len(day + month + year):
        return ""
    day, month, year = _figures(day, 0), _figures(month, 0), _figures(year, 0)
    whole = year if len(year) == 4 else "20" + year
    return f"{before}{day}{one}{month}{two}{year}{after}" if _is_date(whole, month, day) else ""


def _iso_dated(parts: list[str]) -> str:
    before, year, one, month, two, day, after = parts
    if sum(char.isdigit() for char in year + month + day) < 4:
        return ""
    year, month, day = _figures(year, 0), _figures(month, 0), _figures(day, 0)
    return f"{before}{year}{one}{month}{two}{day}{after}" if _is_date(year, month, day) else ""


def _timed(parts: list[str]) -> str:
    before, hour, point, minute, after = parts
    together = hour + minute
    if sum(char.isdigit() for char in together) < (2 if point == ":" else 3):
        return ""
    hour, minute = _figures(hour, 0), _figures(minute, 0)
    return f"{before}{hour}{point}{minute}{after}" if int(hour) < 25 and int(minute) < 60 else ""


def _hours(parts: list[str]) -> str:
    figures, after = _figures(parts[0], 2), parts[1]
    return figures + after if figures and int(figures[:2]) < 25 and int(figures[2:]) < 60 else ""


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        return 1900 <= date(int(year), int(month), int(day)).year <= 2100
    except ValueError:
        return False
