"""Registration marks of vehicles, which lead to whoever keeps them."""

import re
from collections.abc import Iterator

from caseclock.extractor.exports.masking.replaced import Span

# Since 2001 ("AB12 CDE"): the shape is like nothing else in these papers.
_CURRENT = r"[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1267][0-9]|5[1-9])[ \t\u00a0]?[A-HJ-PR-Z]{3}"
# 1983 to 2001 ("A123 BCD") and before ("ABC 123D"): references look so too.
_BEFORE = r"(?:[A-HJ-NPR-Y]\d{1,3}[ \t\u00a0]?[A-HJ-PR-Z]{3}|[A-HJ-PR-Z]{3}[ \t\u00a0]?\d{1,3}[A-HJ-NPR-Y])"
# Older and Northern Irish ones ("AIZ 1234"): known only by what is said to be one.
_DATELESS = r"[A-Z]{2,3}[ \t\u00a0]?\d{2,4}"
_EDGES = (r"(?<![\w/-])(?<!\d[ .])", r"(?![\w/]|-\w)")
_SHOWN = re.compile(f"{_EDGES[0]}{_CURRENT}{_EDGES[1]}")
_LIKE_ONE = re.compile(f"{_EDGES[0]}(?:{_CURRENT}|{_BEFORE}){_EDGES[1]}", re.IGNORECASE)
_LABEL = r"(?i:(?<!\w)(?:reg(?:istration)?|vrm|vrn|number[ \t]plate)(?:[ \t](?:mark|plate|number|no|num))?\.?)"
_SAID = re.compile(rf"{_LABEL}[ \t]{{0,3}}(?:(?:[:=|#-]|is|was)[ \t]{{0,3}})?(?P<mark>{_DATELESS}){_EDGES[1]}")
_NEAR = re.compile(
    r"(?<!\w)(?:reg|regd|registration|registered|vrm|vrn|plates?|vehicles?|cars?|vans?|lorry|truck|pick-?up|4x4|"
    r"motor(?:bike|cycle)s?|moped|scooter|quad|transit|hatchback|saloon|estate car|taxi|driver|driven|driving|parked|"
    r"ford|vauxhall|bmw|audi|volkswagen|vw|mercedes|toyota|nissan|honda|peugeot|renault|citroen|fiat|kia|hyundai|"
    r"skoda|seat|mazda|volvo|suzuki|yamaha|land rover|range rover|mini)(?!\w)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:ref(?:erence)?|crime|incident|log|case|complaint|job|ticket|claim|order|urn|cad)\.?[ \t]{0,2}"
    r"(?:(?:no|number)\.?[ \t]{0,2})?[:#|=]?[ \t]{0,2}$",
    re.IGNORECASE,
)
_REACH = 45  # characters on either side, within the line
_SHOWN_AS = "[vehicle registration]"


def find_registrations(text: str) -> Iterator[Span]:
    """Registration marks: those of now by their shape, those of before 2001 or in small letters where a vehicle is
    told of in the same line, and any where it is said to be one. What is called a reference is none."""
    for said in _SAID.finditer(text):
        yield Span(said.start("mark"), said.end("mark"), _SHOWN_AS)
    for found in _LIKE_ONE.finditer(text):
        if _REFERENCE.search(text, max(0, found.start() - 30), found.start()):
            continue
        if _SHOWN.fullmatch(text, found.start(), found.end()) or _is_of_vehicle(text, found):
            yield Span(found.start(), found.end(), _SHOWN_AS)


def _is_of_vehicle(text: str, found: re.Match[str]) -> bool:
    """Is a vehicle told of beside it? In small letters "so 12 men" and its like are none: the middle has no space."""
    if re.search(r"\s", found[0]) and not found[0].isupper():
        return False
    before = text[max(0, found.start() - _REACH) : found.start()].rpartition("\n")[2]
    after = text[found.end() : found.end() + _REACH].partition("\n")[0]
    return bool(_NEAR.search(before) or _NEAR.search(after))
