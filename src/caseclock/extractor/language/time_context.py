"""What stands around an expression: does it make a number a date at all, and a date a deadline, a bound, a plan?"""

import re

from caseclock.extractor.language.time_eras import tells_of_old_times
from caseclock.extractor.language.time_expression import Expression, Kind, replace
from caseclock.extractor.language.time_stream import Stream

_DATE_LEAD_KINDS = "on by until since from to between before after of dated rough and minus or "
_DATE_LEADS = frozenset(_DATE_LEAD_KINDS.split())
_MONTH_LEAD_KINDS = (
    "in since by until from to between before after of rough and minus or early last this that on over previous "
    "following slash "
)
_MONTH_LEADS = frozenset(_MONTH_LEAD_KINDS.split())
_WEAK_LEADS = frozenset(("in", "since", "until", "early", "last"))
_YEAR_LEAD_KINDS = "in since until by from between before after of rough early to over and minus or "
_YEAR_LEADS = frozenset(_YEAR_LEAD_KINDS.split())
_AFTER_ORDINAL = re.compile(
    r"[\s\xa0]*(?:$|[.,;:)!?\n–—-]|(?:and|at|he|she|they|it|i|we|the|when|a|an|my|his|her|their|to|but|in|for|with|by|on|"
    r"about|around|from|until|between|after|before|that|this|there|was|were|or|as|inf|mr|mrs|ms|dr|pc|while|so|just|inst|"
    r"someone|neighbours?|police)\b)",
    re.IGNORECASE,
)
_STATUTE = re.compile(
    r"[\s\xa0]+(?:[\w&,'’-]+[\s\xa0]+){0,5}?"
    r"(?:Acts?|Regulations?|Rules|Order\b|Code\b|Scheme\b|Directive|Bill|Statute|Standards?|Guidance|Edition)",
)
_AFTER_STATUTE = re.compile(
    r"(?:Act|Acts|Regulations?|Rules|Order|Code|Scheme|Directive|Bill|SI|Edition|Standards?)[\s\xa0(]*$"
)
_NOUN_AFTER_YEAR = re.compile(
    r"[\s\xa0]*(?:pounds|people|words|properties|homes|residents|hrs|hours|calls|miles|metres|%|steps)"
)
_STREET = re.compile(
    r"[\s\xa0]+(?:Street|Road|Close|Avenue|Lane|Drive|Court|House|Way|Place|Gardens|Terrace|Crescent|Square|Grove|St\b|Rd\b)"
)
_WHOSE = re.compile(r"\b(?:the|that|this|his|her|their|its|my|our|your)[ \xa0]+\Z", re.IGNORECASE)
_THING = re.compile(r"[ \xa0\n]+[a-z]{4,}")
_CAPITAL = re.compile(r"[ \xa0]+[A-Z][a-z]+")
_PROPER = re.compile(r"[A-Z][\w’'-]*[ \xa0]+$")
# Read, as those below it, on words in lower case, a space before them: that every match begins with a character that is
# no letter makes the search several times as fast.
_FUTURE = re.compile(
    r"[^a-z0-9_\w](?:will|shall|would|scheduled|listed (?:for|on|at|in|before|[^.;]{1,40} for)|"
    r"(?:is|was|are|were|be|been|now|hearing|trial|case)(?: now| next)? listed|"
    r"booked|arranged|is to|are to|was to|to be|planned|adjourned|"
    r"going to|return date|next meeting|due|expected|expires?|postponed|put (?:off|back)|deferred|fixed for|set for|"
    r"deadline)\b"
)
_ABSENT = re.compile(
    r"\b(?:am|are|is|[a-z]+['’](?:m|re|s)) (?:\w+ ){0,2}?"
    r"(?:away|on (?:\w+ ){0,2}leave|off work|on holiday|out of (?:the )?office|unavailable)\b"
)
_ABSENT_WORDS = ("away", "leave", "off work", "holiday", "out of", "unavailable")  # one of these stands in every match
# "reopens on 5 April", "takes effect on 1 May", "go to the polls on Sunday": said of what is arranged
_ARRANGED = re.compile(
    r"\b(?:reopens?|takes? (?:over|effect|office)|comes? into (?:force|effect)|go(?:es)? to the polls|"
    r"is (?:holding|meeting|opening|closing)|are (?:holding|meeting))\s+(?:on|in|from)\s+$"
)
_DEADLINE = re.compile(
    r"(?:\bby(?: the)?|\bon or before|\bby (?:close of business|close of play|cob|noon|midday)(?: on)?"
    r"|\bno later than|\bnot later than|\bat the latest by|\bdue(?: on| by| date)?:?"
    r"|\bdeadline(?: of| is| was)?:?|\bat latest|\breply by|\bexpir(?:es|ing|y)(?: on| date)?:?)"
    r"\s+(?:the\s+)?(?:end of\s+)?$"
)
_DEADLINE_WORDS = ("by", "due", "before", "later than", "latest", "deadline", "expir")
_UNTIL = re.compile(
    r"\b(?:until|till|til|up to(?: and including)?|up until)\s+"
    r"(?:(?:gone|after|past|nearly|almost|about|around|well)\s+){0,2}(?:the\s+)?$"
)
_NOT_UNTIL = re.compile(r"(?:\bnot\b|n['’]t\b|\bnever\b|\bno (?:evidence|reply|response)\b)[^.;]*$")
_FROM = re.compile(r"\b(?:from|beginning|starting|with effect from|effective from|onwards from)\s+(?:the\s+)?$")
_COMPARED = re.compile(r"\b(?:same as|as|than|like|unlike|compared (?:to|with))\s+(?:on\s+|the\s+)?$")
# How the words before an expression end where one of these patterns matches, an article or "on" aside.
_UNTIL_ENDS = ("til", "till", "up to", "including", "gone", "after", "past", "nearly", "almost", "about", "around")
_FROM_ENDS = ("from", "beginning", "starting")
_COMPARED_ENDS = ("as", "than", "like", "to", "with")
_ARRANGED_ENDS = ("open", "opens", "over", "effect", "office", "force", "polls", "ing")
_REPEATED = re.compile(
    r"\b(?:every|each|most|daily|nightly|weekly|constant(?:ly)?|regular(?:ly)?|repeated(?:ly)?|ongoing|continu\w+|"
    r"persistent\w*|always|almost every \w+)\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)
_GOES_ON_FROM_DAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[^.;!?\n|]{0,40}?"
    r"(?:,|&|\band|\bagain|\bthen)[ \xa0]+(?:again[ \xa0]+)?(?:on[ \xa0]+)?\Z",
    re.IGNORECASE,
)
_LASTING = re.compile(r"\b(?:for|over|throughout)\s+$", re.IGNORECASE)
_RULE_WINDOW = re.compile(
    r"\b(?:threshold|qualif\w+|criteria|or more|at least|trigger|eligib\w+|polic(?:y|ies)|must|entitled|any person|"
    r"one person|separate (?:incidents|reports|complaints)|relevant period|scheme)\b",
    re.IGNORECASE,
)


def makes_sense(stream: Stream, first: int, after: int, found: Expression) -> bool:
    """Do the words around an expression that is none by itself make it one?"""
    text, lead = stream.text, stream.before(first)
    if found.kind is Kind.YEAR and found.until is None:
        return found.base is not None or _year_sense(stream, first, found)
    if found.kind is Kind.MONTH:
        return _month_sense(stream, first, after, found)
    if found.kind is Kind.DAY and found.which == "" and found.weekday is None:
        if lead == "on" or lead in _DATE_LEADS:
            return _AFTER_ORDINAL.match(text, found.end) is not None or (
                lead == "on" and re.match(r"[ \xa0][A-Z]", text[found.end : found.end + 2]) is not None
            )
        ends = text[found.end : found.end + 1]
        return lead in ("comma", "early", "open") and (ends in (",", ".", ";", ")") or ends == "")
    if found.kind is Kind.WEEKDAY:
        if _is_another_day(stream, first, found.end):
            return True
        return text[stream.start(first)].isupper() and lead in (
            "on",
            "since",
            "until",
            "by",
            "from",
            "last",
            "next",
            "this",
        )
    if found.kind is Kind.DATE:
        line = text.rfind("\n", 0, found.start) + 1
        opens = not text[line : found.start].strip(" \t>|•-*(") or lead in ("gap", "bar")
        return (
            lead in _DATE_LEADS
            or lead in ("weekday", "weak_weekday", "suffix")
            or (opens and text[found.end : found.end + 1] in (" ", ":", "\t", "", "\n"))
        )
    return True


def _is_another_day(stream: Stream, first: int, end: int) -> bool:
    """ "Tues aft and again Thurs": a short weekday that goes on from a weekday told just before it."""
    start = stream.start(first)
    told = _GOES_ON_FROM_DAY.search(stream.text, max(0, start - 60), start)
    named = _CAPITAL.match(stream.text, end) is not None  # "and Sun Li" is somebody
    return told is not None and stream.text[start].isupper() and not named


def _year_sense(stream: Stream, first: int, found: Expression) -> bool:
    """ "in 2017", "until 2023", "the revised 2020 terms"; not the year of an Act, not a number of things."""
    text, year = stream.text, found.year or 0
    before = text[max(0, found.start - 40) : found.start]
    if year < 1950 and not _old_year(stream, first, year):
        return False
    if year > 2060 or _STATUTE.match(text, found.end) or _AFTER_STATUTE.search(before):
        return False
    if (
        _NOUN_AFTER_YEAR.match(text, found.end)
        or text[found.end : found.end + 1] in ("/", "-")
        or before.endswith(("/", "-"))
    ):
        return False
    lead = stream.before(first)
    if lead in ("in", "since", "until", "by", "early", "rough", "over") or (lead in _YEAR_LEADS and year >= 1980):
        return not _CAPITAL.match(text, found.end) or (
            lead in ("in", "since", "until") and not _STREET.match(text, found.end)
        )
    if lead == "open" and text[found.end : found.end + 1] == ")":
        return True
    if year < 1950:
        return True
    if year < 1990 or _PROPER.search(before):
        return False
    word = stream.word_before(first)
    if word in ("is", "was", "year", "all", "during", "throughout", "revised", "new", "current", "original", "old"):
        return True
    line = text.rfind("\n", 0, found.start) + 1
    alone = not text[line : found.start].strip(" #*=") and text[found.end : found.end + 2].strip(" :")[:1] in ("", "\n")
    return alone


def _old_year(stream: Stream, first: int, year: int) -> bool:
    """Is 1848 or 1930 a year here, not a number or a time of day?"""
    lead = stream.before(first)
    return lead == "in" or (lead in _YEAR_LEADS and tells_of_old_times(stream.text))


def _month_sense(stream: Stream, first: int, after: int, found: Expression) -> bool:
    text, lead = stream.text, stream.before(first)
    token = stream.tokens[after - 1]
    if found.which or found.section:
        return True
    if _STREET.match(text, found.end):
        return False
    if token.kind == "month_year":
        return lead in _MONTH_LEADS
    if _WHOSE.search(text, max(0, found.start - 8), found.start) and _THING.match(text, found.end):
        return text[found.start].isupper() and not text[found.start : found.end].isupper()  # "the June assault"
    if token.kind == "weak_month":
        return (lead in _WEAK_LEADS and token.text.lower() not in ("sep", "dec", "mar")) or (
            lead in _MONTH_LEADS and token.text.isupper() and text[max(0, found.start - 8) : found.start].isupper()
        )
    if lead not in _MONTH_LEADS:
        return False
    named = found.month in (4, 5, 6, 8) and _CAPITAL.match(text, found.end) is not None
    return not (named and lead in ("by", "to", "from", "and", "of", "on", "or", "after", "before"))


def is_address(text: str, found: Expression) -> bool:
    """ "14 March Street" is no date."""
    return found.kind in (Kind.DATE, Kind.MONTH) and found.year is None and _STREET.match(text, found.end) is not None


def colour(stream: Stream, found: Expression, lead: int) -> Expression:
    """The expression with what the words before it say of its use: deadline, bound, plan, comparison, repetition."""
    text = stream.text
    before = text[max(0, found.start - 70) : found.start]
    cut = max(
        before.rfind("|"),
        before.rfind("\t"),
        before.rfind(". "),
        before.rfind("\n\n"),
        before.rfind("; "),
        before.rfind("? "),
        before.rfind("! "),
    )
    before = before[cut + 1 :] if cut >= 0 else before
    if before[-1:] == "\n" and stream.tokens[min(lead, len(stream.tokens) - 1)].joined is False:
        before = ""  # opens its line: the line before is another entry's
    changes: dict[str, object] = {}
    before = before.lower()
    spoken = before.rstrip()
    # Only what is followed by white space leads up to an expression; most of it is none of these words.
    article = spoken.endswith("the")
    core = spoken[:-3].rstrip() if article else spoken
    led = len(spoken) < len(before)
    if led and not found.open_end and _has(before, _DEADLINE_WORDS) and _DEADLINE.search(before):
        changes["deadline"] = True
    if led and core.endswith(_UNTIL_ENDS) and _UNTIL.search(before) and not _NOT_UNTIL.search(before):
        changes["bound"] = "until"
    elif found.open_end or (
        led and core.endswith(_FROM_ENDS) and found.until is None and found.clock is None and _FROM.search(before)
    ):
        changes["bound"] = "since"
    if led:
        if spoken.endswith(("on", "in", "from")):
            core = spoken[: -4 if spoken.endswith("from") else -2].rstrip()
        if core.endswith(_COMPARED_ENDS) and _COMPARED.search(before):
            changes["compared"] = True
        if core.endswith(_ARRANGED_ENDS) and _ARRANGED.search(before):
            changes["future"] = True
    if _FUTURE.search(" " + before) or (_has(before, _ABSENT_WORDS) and _ABSENT.search(before)):
        changes["future"] = True
    spans = found.kind is Kind.SPAN
    if (found.open_end or spans) and (_REPEATED.search(before) or (spans and _LASTING.search(before))):
        changes["repeated"] = True
    return replace(found, **changes) if changes else found


def _has(words: str, any_of: tuple[str, ...]) -> bool:
    for word in any_of:  # noqa: SIM110 - a generator costs more than the search that it spares
        if word in words:
            return True
    return False


def is_rule_window(text: str, found: Expression) -> bool:
    """Is "in the last six months" a window that a rule sets, not a time that somebody tells of?"""
    if found.kind is not Kind.SPAN:
        return False
    start = max(text.rfind("\n\n", 0, found.start), found.start - 420, 0)
    line = text.rfind("\n", 0, found.start) + 1
    if text[line : found.start].lstrip()[:1] in ("-", "•", "*"):
        start = max(0, found.start - 600)
    stop = text.find(".", found.end)
    return _RULE_WINDOW.search(text, start, min(stop if stop >= 0 else len(text), found.end + 160)) is not None
