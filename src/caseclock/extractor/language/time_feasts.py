"""Finds days that go by a name: feasts, bank holidays, the change of the clocks, half term."""

import re
from collections.abc import Iterable, Iterator

_FEAST = re.compile(
    r"""\b(?:
      (?P<fixed>(?:christmas|xmas|boxing|new\ year['’]?s?|valentine['’]?s?|mother['’]?s|father['’]?s|armistice
         |pancake|guy\ fawkes|remembrance|labou?r|(?-i:May)
         |st\.?\ (?:david|patrick|george|andrew)['’]?s)['’]?\s+(?:day|eve|night))
    | (?P<night>bonfire\s+night|hogmanay|hallowe['’]?en|guy\s+fawkes|epiphany|thanksgiving)
    | (?P<weekday>(?:good|easter|shrove|ash|palm|maundy|mothering|remembrance)\s+
         (?:sunday|monday|tuesday|wednesday|thursday|friday|saturday))
    | (?P<bank>(?:(?:late|early)\s+)?(?:(?:may|spring|whitsun|august|summer|easter)\s+)?bank\s+hol(?:iday)?
         (?:\s+(?:monday|mon|weekend|friday|fri|tuesday|tues?))?)(?!s)
         (?!\s+(?:(?:mon|fri|tues?)(?:day)?,?\s+)?(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?
            (?:jan|feb|mar|apr|may|june?\b|july?\b|aug|sep|oct|nov|dec))
    | (?P<clocks>(?:the\s+)?(?:(?:day|night|sunday|weekend)\s+(?:that\s+|when\s+)?)?(?:the\s+)?clocks\s+
         (?:went|go|going|were\s+put|changed)\s+(?:forward|back))
    | (?P<term>(?:(?P<which>february|feb|may|october|oct|autumn|spring|summer)\s+)?half[\s-]term)
    | (?P<loose>(?:the\s+)?(?:christmas|xmas|easter)(?:\s+(?:holidays?|break|period|weekend|week|time))?
         |(?:the\s+)?new\s+year)
    )\b(?!['’]s)""",
    re.IGNORECASE | re.VERBOSE,
)
_FIXED = {
    "christmas day": "christmas day", "xmas day": "christmas day", "christmas eve": "christmas eve",
    "xmas eve": "christmas eve", "boxing day": "boxing day", "valentines day": "valentine's day",
    "mothers day": "mother's day", "fathers day": "father's day", "armistice day": "armistice day",
    "pancake day": "shrove tuesday", "new years eve": "new year's eve", "new year eve": "new year's eve",
    "new years day": "new year's day", "new year day": "new year's day", "guy fawkes night": "bonfire night",
    "guy fawkes day": "bonfire night", "remembrance day": "remembrance day", "may day": "may day",
    "labor day": "labor day", "st davids day": "st david's day", "st patricks day": "st patrick's day",
    "st georges day": "st george's day", "st andrews day": "st andrew's day",
    # a feast's night, told after it as one tells of the day
    "valentines night": "valentine's day", "christmas night": "christmas day", "boxing night": "boxing day",
    "new years night": "new year's day", "xmas night": "christmas day",
}  # fmt: skip
_NIGHTS = {
    "bonfire night": "bonfire night",
    "hogmanay": "hogmanay",
    "guy fawkes": "bonfire night",
    "epiphany": "epiphany",
    "thanksgiving": "thanksgiving",
}
# A feast's own word before another noun is not a time ("a Christmas card").
_NOT_TIME = re.compile(
    r"\s*-?\s*(?:cards?|trees?|lights?|dinner|presents?|part(?:y|ies)|decorations?|shopping|eggs?|closure|road|street|"
    r"close|service|jumper|meal|lunch|drinks?|do\b|fair|market|resolution|tenan)",
    re.IGNORECASE,
)
_LOOSE_CONTEXT = re.compile(
    r"\b(?:at|over|before|after|since|until|till|by|during|this|last|next|around|near|from|to|in|about|for|every)\s+$",
    re.IGNORECASE,
)


_YEAR_BEHIND = r"\s+(?:(?:19|20)\d\d|(?:last|this|that) year)\b"


# One of these stands in every match (in lower case); the whole pattern is tried around them alone.
FEAST_WORDS = (
    "christmas", "xmas", "boxing", "new year", "valentine", "mother", "father", "armistice", "pancake", "guy fawkes",
    "bonfire", "hogmanay", "hallow", "epiphany", "good friday", "easter", "shrove", "ash w", "palm s", "maundy",
    "remembrance", "bank hol", "clocks", "half term", "half-term", "thanksgiving", "labor day", "labour day", "may day",
    "st david", "st patrick", "st george", "st andrew", "st. david", "st. patrick", "st. george", "st. andrew",
)  # fmt: skip


def _matches(text: str, places: Iterable[int]) -> "Iterator[re.Match[str]]":
    """The matches of the pattern around `places`, in order, none twice."""
    done = 0
    for place in places:
        if place < done:
            continue
        match = _FEAST.search(text, max(done, place - 44), place + 70)
        if match is not None:
            done = match.end()
            yield match


def feast_at(text: str, places: Iterable[int]) -> dict[int, tuple[int, str, bool]]:
    """Every named day in `text` around `places`: where it starts -> (where it ends, its name, is it exact?)."""
    found: dict[int, tuple[int, str, bool]] = {}
    for match in _matches(text, places):
        words = " ".join(match[0].lower().replace("’", "'").split())
        plain = words.replace("'", "").replace("st. ", "st ")
        group = match.lastgroup if match.lastgroup != "which" else "term"
        if match["term"]:
            group = "term"
        name = _name(str(group), words, plain, match)
        if not name or (group == "loose" and _NOT_TIME.match(text, match.end())):
            continue
        led = _LOOSE_CONTEXT.search(text[max(0, match.start() - 12) : match.start()])
        if group == "loose" and not led and not re.match(_YEAR_BEHIND, text[match.end() : match.end() + 11]):
            continue
        exact = group not in ("loose", "term") and not words.endswith("weekend")
        found[match.start()] = (match.end(), name, exact)
    return found


def _name(group: str, words: str, plain: str, match: "re.Match[str]") -> str:
    """The name that the calendar knows the day by, "" where it is none."""
    if group == "fixed":
        return _FIXED.get(plain, "")
    if group == "night":
        return "halloween" if plain.startswith("hallow") else _NIGHTS.get(plain, "")
    if group == "weekday":
        return {"mothering sunday": "mother's day"}.get(plain, plain)
    if group == "bank":
        core = words[: words.index(" hol", words.index("bank"))]
        return core + " holiday"
    if group == "clocks":
        return "clocks forward" if words.endswith("forward") else "clocks back"
    if group == "term":
        which = (match["which"] or "").lower()
        return {"feb": "february half term", "february": "february half term", "spring": "february half term",
                "may": "may half term", "summer": "may half term", "oct": "october half term",
                "october": "october half term", "autumn": "october half term"}.get(which, "half term")  # fmt: skip
    core = words.removeprefix("the ").replace("xmas", "christmas")
    if core.endswith(("holiday", "holidays", "break")):
        return core.split()[0] + " holidays"
    return "new year" if core == "new year" else core.split()[0]
