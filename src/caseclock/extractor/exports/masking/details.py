"""What tells who a person is without naming them: addresses, telephone and other numbers of their own."""

import re
from collections.abc import Container, Iterator

from caseclock.extractor.exports.masking.replaced import Span
from caseclock.extractor.exports.masking.words import MONTHS

EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,200}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,24}")
_PHONE = re.compile(
    r"(?<![\w/.:-])(?:\+44[ \t\u00a0]?(?:\(0\)[ \t]?)?|\(?0)[1-35-9](?:[ \t\u00a0()-]{0,2}\d){8,9}(?![\w/]|-\d)"
)
_POSTCODE = re.compile(
    r"(?<![\w/-])(?:[A-Z]{1,2}\d[A-Z\d]?[ \t\u00a0]{0,2}\d[A-Z]{2}|"
    r"[a-z]{1,2}\d[a-z\d]?[ \t\u00a0]{0,2}\d(?!st|nd|rd|th)[abd-hjlnp-uw-z]{2})(?![\w/-])"
)
_INSURANCE = re.compile(
    r"(?<![\w/-])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ \t]?\d{2}[ \t]?\d{2}[ \t]?\d{2}[ \t]?[A-D](?![\w/-])",
    re.IGNORECASE,
)
_NHS = re.compile(r"(?<![\w/.-])\d{3}[ \t-]?\d{3}[ \t-]?\d{4}(?![\w/.-]*\w)")
_NHS_LABEL = re.compile(r"\bNHS(?:[ \t](?:number|no\.?|num))?[ \t]{0,2}[:#.|=-]{0,2}[ \t]{0,2}$", re.IGNORECASE)
_DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}(?:st|nd|rd|th)?[ \t](?:of[ \t])?[A-Za-z]{3,9},?[ \t]\d{2,4}|"
    r"[A-Za-z]{3,9}[ \t]\d{1,2}(?:st|nd|rd|th)?,?[ \t]\d{4})"
)
_BORN = re.compile(
    r"(?<!\w)(?:d\.?[ \t]?o\.?[ \t]?b\b\.?|(?:date|year)[ \t]of[ \t]birth|born(?:[ \t](?:on|in))?)"
    r"[ \t]{0,3}(?:[:=|(-][ \t]{0,3})?"
    rf"(?P<day>{_DAY}|(?:19|20)\d\d(?!\w))",
    re.IGNORECASE,
)
# How the last word of a street or building is written: what it is.
TYPES = {
    "street": "street", "st": "street", "road": "road", "rd": "road", "lane": "lane", "ln": "lane", "avenue": "avenue",
    "ave": "avenue", "drive": "drive", "dr": "drive", "close": "close", "crescent": "crescent", "cres": "crescent",
    "gardens": "gardens", "gdns": "gardens", "terrace": "terrace", "square": "square", "grove": "grove", "mews": "mews",
    "row": "row", "walk": "walk", "parade": "parade", "house": "house", "hse": "house", "lodge": "lodge",
    "mansions": "mansions", "buildings": "buildings", "cottages": "cottages", "villas": "villas", "court": "court",
    "place": "place", "way": "way", "rise": "rise", "yard": "yard", "wharf": "wharf", "quay": "quay", "croft": "croft",
    "towers": "towers", "heights": "heights", "hill": "hill", "green": "green", "park": "park", "view": "view",
    "vale": "vale", "broadway": "broadway", "meadow": "meadow", "meadows": "meadow", "field": "field", "fold": "fold",
    "bank": "bank", "end": "end", "gate": "gate", "chase": "chase", "drove": "drove", "parkway": "parkway",
}  # fmt: skip
_TYPE_WORDS = "|".join(sorted(TYPES, key=len, reverse=True))
_SPACE = r"(?:[ \t\u00a0]{1,3}|[ \t]{0,2}\n[ \t>]{0,4})"
_NAMED = rf"(?:(?:St\.?|[A-Z][\w'’-]{{1,24}}){_SPACE}){{1,3}}?"
_MASKS = ("Officer", "Neighbour", "Witness", "Child", "Councillor", "Member", "Judge")
_NOT_MASKED = "".join(f"(?<!{word} )" for word in _MASKS)
_STREET = re.compile(
    rf"(?<![\w/.:£$-]){_NOT_MASKED}(?:(?i:flat|apartment|apt|unit|room)[ \t]\d{{1,4}}[A-Za-z]?,?[ \t\n]{{1,2}})?"
    rf"(?P<number>\d{{1,4}}[A-Za-z]?(?:[-–/]\d{{1,4}}[A-Za-z]?)?),?{_SPACE}"
    rf"(?P<stem>{_NAMED})(?P<type>(?i:{_TYPE_WORDS}))(?![\w'’-])"
    rf"(?:,?{_SPACE}{_NAMED}(?i:{_TYPE_WORDS})(?![\w'’-])){{0,2}}"  # "6 Coracle House, Osier Row"
)
# The same in any case, for addresses that are known.
_ANY_STREET = re.compile(
    rf"(?i)(?<![\w/.:£$-]){_NOT_MASKED}(?P<number>\d{{1,4}}[A-Za-z]?(?:[-–/]\d{{1,4}}[A-Za-z]?)?),?{_SPACE}"
    rf"(?P<stem>(?:[A-Za-z][\w'’.-]{{1,24}}{_SPACE}){{1,3}}?)(?P<type>{_TYPE_WORDS})(?![\w'’-])"
)
_NO_STREETS = frozenset(
    """county crown magistrates supreme youth family appeal the opening public full guest ware council police
    officers""".split()  # noqa: SIM905
)
# In capitals nothing tells a name: "2 MEN OUTSIDE HOUSE".
_NOT_IN_CAPITALS = frozenset(
    """a and at are away back be been boys by cars children dogs doors down each female females for from front girls
    had has have her his hours hrs in inside into is it its male males man men min mins minutes more near next no not
    of off on onto opposite or other out outside over people person persons rear same she his the their them there they
    times to towards under up visits was weeks were while with woman women yards years youths days months""".split()  # noqa: SIM905
)


def find_addresses(text: str, known: Container[str] = ()) -> Iterator[tuple[int, int, str]]:
    """Houses in streets: where each stands, and the address in comparable form ("14 elm road"). Those that are `known`
    in this form are found in small letters too."""
    for found in _ANY_STREET.finditer(text):
        address = _comparable(found)
        if address in known:
            yield found.start(), found.end(), address
    for found in _STREET.finditer(text):
        words, kind = _plain(found["stem"]).split(), found["type"]
        if not kind[0].isupper() or words[0] in _NO_STREETS or (len(words) > 1 and words[0] in MONTHS):
            continue
        if words[0] in MONTHS and TYPES[kind.lower()] in ("court", "place", "house", "end", "way"):
            continue  # "on 3 May Court was told": no street
        if found["stem"].isupper() and not _NOT_IN_CAPITALS.isdisjoint(words):
            continue
        yield found.start(), found.end(), _comparable(found)


def _plain(words: str) -> str:
    return re.sub(r"[^\w ]", "", " ".join(words.split())).lower()


def _comparable(found: re.Match[str]) -> str:
    return f"{found['number'].lower()} {_plain(found['stem'])} {TYPES[found['type'].lower()]}"


def find_emails(text: str) -> Iterator[Span]:
    """Email addresses."""
    if "@" in text:
        for found in EMAIL.finditer(text):
            yield Span(found.start(), found.end(), "[email address]")


def find_numbers(text: str) -> Iterator[Span]:
    """Telephone numbers, postcodes, days of birth, National Insurance and NHS numbers."""
    for found in _PHONE.finditer(text):
        digits = sum(char.isdigit() for char in found[0])
        if digits == 12 or (found[0].lstrip("(")[0] == "0" and (digits == 11 or _is_short_phone(found[0]))):
            yield Span(found.start(), found.end(), "[telephone number]")
    for pattern, words in ((_POSTCODE, "[postcode]"), (_INSURANCE, "[National Insurance number]")):
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), words)
    for found in _BORN.finditer(text):
        yield Span(found.start("day"), found.end("day"), "[date of birth]")
    for found in _NHS.finditer(text):
        if _NHS_LABEL.search(text, max(0, found.start() - 24), found.start()) or _is_nhs(found[0]):
            yield Span(found.start(), found.end(), "[NHS number]")


def _is_short_phone(written: str) -> bool:
    """Some areas have numbers of ten digits, "01204 12345"; without its space that is more likely a reference."""
    return bool(re.fullmatch(r"\(?01\d{3}\)?[ \t\u00a0]\d{5}", written))


def _is_nhs(written: str) -> bool:
    """Is it written in threes and is its check digit right?"""
    digits = [int(char) for char in written if char.isdigit()]
    if not re.fullmatch(r"\d{3}[ \t]\d{3}[ \t]\d{4}", written):
        return False
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return digits[9] == check % 11 and check != 10
