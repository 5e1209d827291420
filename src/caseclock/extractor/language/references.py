"""Reference numbers as papers write them: crime numbers, logs, complaints, cases."""

import re

from caseclock.models.mention import ReferenceMention

_NO = r"(?:[ \t]*(?:nos?\b\.?|numbers?\b|num\b|ref(?:erence)?s?\b\.?|id\b|#)){0,3}[ \t]*[:.#=-]?[ \t\n]*"
_CODE = r"(?:[A-Z]{1,6}[-/ ]?)?\d[\dA-Z]*(?:[-/][\dA-Z]+)*"

# (kind, pattern with the group `number`); the longest match at a place wins.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # In themselves plain: 41/10932/23, 12345/24, EM-50690, AB-C-1207, CR/23/011.
    ("crime", re.compile(r"(?<![\w/£.,-])(?P<number>\d{2,4}/\d{3,7}/\d{2,4})(?![\w/])")),
    ("crime", re.compile(r"(?<![\w/£.,-])(?P<number>\d{5,7}/\d{2})(?![\w/])")),
    ("crime", re.compile(r"(?<![\w/-])(?P<number>[A-Z]{1,4}\d{6}-\d{3,5})(?![\w/-])")),  # a force's log: day and number
    ("case", re.compile(r"(?<![\w/-])(?P<number>[A-Z]{1,6}/\d{2,4}/\d{2,7}(?:/\d{1,3})?)(?![\w/])")),
    ("case", re.compile(r"(?<![\w/-])(?P<number>[A-Z]{1,6}(?:-[A-Z]{1,4}){0,3}-\d{3,8}(?:/\d{1,3})?)(?![\w/]|-\d)")),
    # Known by the word before them.
    (
        "crime",
        re.compile(
            rf"(?i:\b(?:crime|occurrence|niche|crn)(?:[ \t]+report)?\b){{1}}(?i:{_NO})(?P<number>{_CODE})(?!\w|:\d)",
        ),
    ),
    ("log", re.compile(rf"(?i:\b(?:logs?|cad|stad|storm|dispatch)\b{_NO})(?P<number>{_CODE})(?!\w|:\d)")),
    ("log", re.compile(rf"(?i:\b(?:incident|inc)\b{_NO})(?P<number>{_CODE})(?!\w|:\d)")),
    ("case", re.compile(r"(?i:\burn\b)[ \t]*[:.#]?[ \t]*(?P<number>\d{2}[A-Z]{2}\d{5,9}|[A-Z0-9]{6,14})(?!\w)")),
    ("complaint", re.compile(rf"(?i:\bcomplaint\b{_NO})(?P<number>{_CODE})(?!\w|:\d)")),
    ("case", re.compile(rf"(?i:\b(?:asb[ \t]+)?case\b{_NO})(?P<number>{_CODE})(?!\w|:\d)")),
    (
        "case",
        re.compile(
            r"(?i:\b(?:our|your|my|their|case|claim)?[ \t]*(?:ref|reference|claim)\b\.?(?:[ \t]*(?:nos?\b\.?|number))?"
            r"[ \t]*[:.#]?[ \t]*)"
            r"(?P<number>\d{2} \d{3} \d{3}|[A-Z0-9][A-Z0-9]*(?:[-/][A-Z0-9]+)*)(?!\w|:\d)"
        ),
    ),
    ("case", re.compile(rf"(?i:\b(?:our|your|their)[ \t]+number[ \t]+)(?P<number>{_CODE})(?!\w|:\d)")),
)
_DATE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PHONE = re.compile(r"0\d{9,10}")
_UNIT_AFTER = re.compile(
    r"[ \t]*(?:(?i:days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|incidents?|reports?|calls?|times|am|pm|"
    r"per|st|nd|rd|th|working|calendar|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|"
    r"september|october|november|december)\b|%|"
    r"[A-Z][a-z]+[ \t]+(?:Road|Street|Close|Lane|Avenue|Drive|Way|Court|Gardens|Crescent|Place)\b)"
)
_MORE = re.compile(r"(?:[ \t]*(?:,|and|&|\+)[ \t]*)(?P<number>\d{2,8})(?![\w/:.])")


def find_references(text: str) -> tuple[ReferenceMention, ...]:
    """All reference numbers of a text, in order, none overlapping.

    `quote` is the number alone as written. `value` is comparable: upper case, no spaces; a log is "LOG" and its
    number without leading zeros, whatever the log was called.
    """
    found: list[ReferenceMention] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if mention := _mention(text, match, kind):
                found.append(mention)
                found += _list_after(text, match, kind)
    found.sort(key=lambda mention: (mention.start, -mention.end, _KIND_ORDER[mention.kind]))
    kept: list[ReferenceMention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            if (mention.start, mention.end) == (kept[-1].start, kept[-1].end) and kept[-1].kind == "case":
                kept[-1] = mention
            continue
        kept.append(mention)
    return tuple(_with_kind_of_label(text, mention) for mention in kept)


_KIND_ORDER = {"log": 0, "crime": 1, "complaint": 2, "case": 3}
_LABEL = re.compile(
    r"(?i)\b(crime|log|cad|incident|complaint)(?:[ \t]+(?:report|nos?\.?|number|ref(?:erence)?|logs?)){0,3}"
    r"[ \t]*[:#(]?[ \t]*$"
)


def _with_kind_of_label(text: str, mention: ReferenceMention) -> ReferenceMention:
    """A plain-looking reference is what the word before it says."""
    label = _LABEL.search(text, max(0, mention.start - 40), mention.start)
    if mention.kind != "case" or label is None:
        return mention
    kind = {"cad": "log", "incident": "log"}.get(label[1].lower(), label[1].lower())
    return ReferenceMention(mention.start, mention.end, mention.quote, mention.value, kind)


def _mention(text: str, match: re.Match[str], kind: str) -> ReferenceMention | None:
    start, end = match.span("number")
    quote = match["number"]
    labelled = match.start() != start
    if labelled and not _is_reference(text, match, quote, kind):
        return None
    if _DATE.fullmatch(quote) or not any(char.isdigit() for char in quote):
        return None
    return ReferenceMention(start, end, quote, _value(quote, kind), kind)


def _is_reference(text: str, match: re.Match[str], quote: str, kind: str) -> bool:
    """Whether what follows a label can be its number, and is not a date, a year, a telephone number or an amount."""
    end = match.end("number")
    digits = re.sub(r"\D", "", quote)
    words = re.search(r"(?i)\b(?:nos?\b|number|ref|#|id\b|log|cad|urn)", text[match.start() : match.start("number")])
    if _DATE.match(quote) or re.match(r"[/.,]\d", text[end : end + 2]) or _PHONE.fullmatch(digits):
        return False
    if _UNIT_AFTER.match(text, end):
        return False
    if _YEAR.fullmatch(quote) and not (words and re.search(r"(?i)\b(?:nos?\b|number|ref|#)", words[0])):
        return False
    return len(digits) >= (2 if kind == "log" and words else 3)


def _list_after(text: str, match: re.Match[str], kind: str) -> list[ReferenceMention]:
    """The others of "logs 163, 164 and 170"."""
    found: list[ReferenceMention] = []
    if not re.match(r"(?i)(?:logs|crimes|incidents|cads)\b", match[0]):
        return found
    at = match.end("number")
    while more := _MORE.match(text, at):
        if not _YEAR.fullmatch(more["number"]) and not _UNIT_AFTER.match(text, more.end()):
            found.append(ReferenceMention(*more.span("number"), more["number"], _value(more["number"], kind), kind))
        at = more.end()
    return found


def _value(quote: str, kind: str) -> str:
    plain = re.sub(r"\s+", "", quote).upper()
    if kind == "log" and plain.isdigit():
        return f"LOG{int(plain)}"
    return plain
