"""The words that expressions of time are made of, each with its kind and value."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb febuary feburary",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed weds",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
FULL_WEEKDAYS = frozenset(name for name in WEEKDAYS if name.endswith("day"))
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip

# kind -> "word word=value"; the value is the word itself where none is given
_PLAIN = {
    "unit": "day days=day week weeks=week month months=month year years=year fortnight fortnights=fortnight "
    "wk=week wks=week mth=month mths=month yr=year yrs=year decade decades=decade",
    "hours": "hour hours=hour hr=hour hrs=hour minute minutes=minute min=minute mins=minute",
    "part": "morning afternoon evening night lunchtime=afternoon teatime=evening dinnertime=evening daytime=day "
    "eve=evening aft=afternoon nite=night dawn=early_hours dusk=evening morn=morning breakfast=morning am=am pm=pm",
    "parts": "mornings=morning afternoons=afternoon evenings=evening nights=night weekends=weekend",
    "suffix": "st nd rd th",
    "today": "today=0 yesterday=-1 yest=-1 yday=-1 tomorrow=1",
    "tonight": "tonight tonite=tonight",
    "last": "last past",
    "next": "next",
    "following": "following subsequent ensuing",
    "previous": "previous preceding prior",
    "same": "same very",
    "this": "this these",
    "that": "that",
    "the": "the",
    "a": "a an",
    "of": "of",
    "in": "in during",
    "on": "on",
    "at": "at @",
    "by": "by",
    "to": "to into through thru",
    "and": "and &",
    "or": "or",
    "between": "between",
    "from": "from",
    "until": "until till til",
    "since": "since",
    "before": "before beforehand",
    "after": "after",
    "later": "later afterwards thereafter hence",
    "earlier": "earlier previously",
    "ago": "ago back",
    "rough": "about around approximately approx roughly circa c ca nearly almost some somewhere",
    "just": "just only barely little",
    "over": "over under throughout within",
    "more": "more less",
    "than": "than",
    "least": "least",
    "so": "so thereabouts",
    "gone": "gone",
    "early": "early=early mid=mid late=late middle=mid beginning=early start=early end=late close=late",
    "part_of": "part",
    "weekend": "weekend",
    "commencing": "commencing comm=commencing",
    "ending": "ending",
    "quarter": "quarter",
    "half": "half",
    "noon": "noon=12 midday=12 midnight=0",
    "oclock": "o'clock oclock",
    "season": "spring summer autumn winter fall=autumn",
    "for": "for",
    "few": "few=3 several=4 couple=2",
    "every": "every each most",
    "which": "which",
    "time": "time",
    "date_word": "date",
    "other": "other",
    "overnight": "overnight",
    "working": "working business",
    "calendar": "calendar clear further additional consecutive full whole",
    "financial": "financial fiscal",
    "minus": "- – — ‐ ‑ −",
    "comma": ",",
    "slash": "/",
    "open": "(",
    "close": ")",
    "bar": "|",
    "colon": ":",
    "stop": ". ; ! ?",
    "dated": "dated",
    "not": "no",
}


def _vocabulary() -> dict[str, tuple[str, int | str]]:
    """Every word of interest in lower case, with its kind and value."""
    words: dict[str, tuple[str, int | str]] = {}
    for kind, listed in _PLAIN.items():
        for item in listed.split():
            word, _, value = item.partition("=")
            words[word] = (kind, value or word)
    words.update({word: ("number", value) for word, value in NUMBERS.items()})
    words.update({word: ("ordinal_word", value) for word, value in ORDINALS.items()})
    words.update({word: ("month", value) for word, value in MONTHS.items()})
    words.update({word: ("weekday", value) for word, value in WEEKDAYS.items()})
    return words


VOCABULARY = _vocabulary()
