"""Which half of the day "half nine" or "from eleven" is in, where the words do not say."""

import re
from datetime import date, time

from caseclock.extractor.language.time_expression import Clock, Expression, Kind
from caseclock.extractor.language.time_scene import Placed, Scene

_NIGHT = re.compile(
    r"\b(?:nights?|night-?time|tonight|evenings?|bed(?:time|room)?|asleep|sleep(?:ing|s|less)?|slept|wok(?:e|en)|wakes?|"
    r"waking|wakened|awake|midnight|(?:till|until|to|past|gone) (?:(?:about|nearly|almost|gone|after|past) )?"
    r"(?:one|two|three|four|[1-4])\b(?! in the after))",
    re.IGNORECASE,
)
# What is heard for hours on end. Shouting and hammering are of any hour.
_NOISE = re.compile(
    r"\b(?:music|bass|noise|noisy|part(?:y|ies|ying)|karaoke|singing|racket|bang(?:ing|ed)|drum(?:s|ming)|drill(?:ing|ed)|"
    r"stamp(?:ing|ed)|thump(?:ing|ed)?|barbecues?|bbq|drunk|loud(?:er|ly)?|blaring|tv|television|speakers?|fireworks?)\b",
    re.IGNORECASE,
)
_DAYTIME = re.compile(
    r"\b(?<!next )(?<!following )(?<!in the )(?<!of the )mornings?\b|"
    r"\b(?:breakfast|lunch(?:time)?|dinner(?:time)?|midday|noon|afternoons?|daytime|all day|school|shops?|shopping|"
    r"a\.?m\.?|off to work|left for work|builders?|workmen)\b",
    re.IGNORECASE,
)
_THAT_NIGHT = re.compile(r"\bthat (?:same )?(?:night|evening)\b", re.IGNORECASE)
# Calls and visits are made in working hours as often as not: noise beside them says nothing of their hour.
_CONTACT = re.compile(
    r"\b(?:rang|ring|rung|phon(?:e|ed|ing)|call(?:ed|ing)?|email(?:ed)?|told|report(?:ed|ing)?|spoke|visit(?:ed|s)?|"
    r"appointment|meeting|met|interview|court|hearing|officer|inspect(?:ed|ion))\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?](?=\s)|\n\s*\n|\t|\|")
_ENTRY = 400  # characters of an entry that tells of one thing
_REACH = 240  # characters of its sentence looked at on either side of a time


def settled(scene: Scene, found: Expression, clock: Clock, day: date, passage: int) -> tuple[Clock, int]:
    """The time with its half of the day, and by how many days it lies behind `day`: nearest before the writing if told
    that day; at night in words about a night; else in waking hours."""
    if clock.sure:
        return clock, 0
    hour = clock.hour % 12
    written, moment = scene.written_at(found.start)
    if moment is not None and written == day and moment != time(0):
        options = [h for h in (hour + 12, hour) if (h, clock.minute) <= (moment.hour, moment.minute)]
        if options:
            return Clock(options[0], clock.minute, rough=clock.rough), 0
    before = _night_before(scene, found, passage)
    small = _is_small_hour(scene, found, hour, before)
    if small:
        # of the evening told before it, so of the next day; a diary's own day is left as written
        later = before is not None and not (before.mention.from_ == day and (before.mention.time or "23:59") < "05:00")
        return Clock(hour, clock.minute, rough=clock.rough), int(later and found.kind is Kind.CLOCK)
    if hour < 7 or (hour < 12 and _is_evening(scene, found, passage)):
        hour += 12
    return Clock(hour, clock.minute, rough=clock.rough), 0


def end_of(end: Clock, start: Clock) -> Clock:
    """The end of a stretch whose half of the day is not said: the first such time after a start that is known."""
    if end.sure:
        return end
    begun = (start.hour, start.minute)
    hour = next((h for h in (end.hour % 12, end.hour % 12 + 12) if (h, end.minute) > begun), end.hour % 12)
    return Clock(hour, end.minute, rough=end.rough)


def _sentence(scene: Scene, found: Expression) -> str:
    """The sentence around a time, without the time."""
    text = scene.text
    low = max(
        [found.start - _REACH, 0, *(m.end() for m in _STOP.finditer(text, max(0, found.start - _REACH), found.start))]
    )
    stop = _STOP.search(text, found.end, found.end + _REACH)
    return f"{text[low : found.start]} {text[found.end : stop.start() if stop else found.end + _REACH]}"


def _is_evening(scene: Scene, found: Expression, passage: int) -> bool:
    """Is seven to eleven o'clock in the evening? It is in words of a night, and of noise that nothing puts by day."""
    words = _sentence(scene, found) + " " + _stretch_end(scene, found)
    if _DAYTIME.search(words):
        return False
    if _THAT_NIGHT.search(scene.text, found.end, min(found.end + _REACH, scene.passages[passage].end)):
        return True
    if _NIGHT.search(words):
        return True
    if _CONTACT.search(words):
        return False
    # a short entry tells of one thing: "He had a barbecue. About nine o'clock ..."
    entry = scene.passages[passage]
    if entry.end - entry.start <= _ENTRY and not _DAYTIME.search(scene.text, entry.start, found.start):
        words = scene.text[entry.start : found.start] + words
    return bool(_NOISE.search(words))


def _stretch_end(scene: Scene, found: Expression) -> str:
    """The words of a stretch's second end: "from eleven until one"."""
    said = scene.text[found.start : found.end]
    return said if found.clock_end is not None else ""


def _night_before(scene: Scene, found: Expression, passage: int) -> Placed | None:
    """The last date of the passage before the time, if what was told of it lay in a night."""
    own = [p for p in scene.by_passage.get(passage, ()) if p.mention.end <= found.start and p.mention.from_]
    if not own:
        return None
    nightly = [
        p
        for p in own[-3:]
        if (p.mention.time is not None and (p.mention.time >= "20:00" or p.mention.time < "05:00"))
        or re.search(r"\b(?:night|evening|eve)\b", p.mention.quote, re.IGNORECASE)
    ]
    return own[-1] if nightly else None


def _is_small_hour(scene: Scene, found: Expression, hour: int, before: Placed | None) -> bool:
    """Is it past midnight? Twelve to one is, after an evening that was just told; up to five, of who was woken."""
    if hour > 4:
        return False
    words = _sentence(scene, found)
    if _DAYTIME.search(words):
        return False
    woken = re.search(
        r"\b(?:asleep|wok(?:e|en)|awake|waking|wakened|in bed|middle of the night)\b", words, re.IGNORECASE
    )
    return bool(woken) or (hour == 0 and before is not None)
