"""Two accounts of incidents compared."""

import re

from caseclock.extractor.linking.apart import (
    NO_DAY,
    PRECISE,
    days_apart,
    days_long,
    is_precise,
    is_slip,
    minute_of_day,
    minutes_apart,
)
from caseclock.extractor.linking.families import FAMILIES
from caseclock.extractor.linking.rows import two_rows_of_one_table
from caseclock.extractor.linking.score import (
    Corpus,
    Match,
    Weighing,
    restates,
    ruled_out,
    same_passage,
    says_repeat,
    tells_again,
)
from caseclock.extractor.linking.weights import weights
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event
from caseclock.models.when import When


def incident_match(a: Event, b: Event, corpus: Corpus) -> Match:
    """Compare two accounts of incidents."""
    if a.row and a.row == b.row:
        return ruled_out("two accounts of one row", barred=True)
    repeat = says_repeat(a, b) or says_repeat(b, a)
    if not repeat and two_rows_of_one_table(a, b):
        return ruled_out("two rows of one log by the same hand", barred=True)
    if not tells_again(a, b) and (_one_of_several(a, b) or _one_of_several(b, a)):
        return ruled_out("one of the several that the other counts", barred=True)
    found = Weighing("incident")
    if repeat:
        found.add("says_repeat", "one record says that it repeats the other")
    if tells_again(a, b):
        found.add("retold", "one comes back to the other")
    shared = sorted(r for r in set(a.references) & set(b.references) if corpus.telling(r))
    if shared:
        found.add("shared_reference", f"same reference {shared[0]}")
    against = _time(a, b, found)
    slip = False
    back = a.weak or b.weak or a.refers_back or b.refers_back
    if against and back and restates(a, b, corpus, weights("incident")["least_rarity_of_restated"]):
        found.add("restated", "told again in the same words, once without a date")
    elif against and not found.signs:
        slip = _says_the_same(a, b, corpus)
        if not slip:
            return ruled_out(against)
        found.add("slip_of_day", f"{against}, but otherwise told alike: one of the days may be a slip")
    elif against:
        found.reasons.append(against)
    _types(a, b, found)
    _words(a, b, corpus, found)
    _counts(a, b, found)
    if a.weak or b.weak:
        found.add("weak", "a few words only")
    if same_passage(a, b) and not tells_again(a, b):
        if a.refers_back or b.refers_back:
            found.add("same_paper_back", "the paper refers back")
        else:
            found.add("same_paper", "told in one paper without referring back")
    return found.match(by_reference=bool(shared) or repeat or slip or tells_again(a, b))


def _one_of_several(single: Event, several: Event) -> bool:
    """ "Three times that week" is not one of them, nor one of them all three."""
    return several.count > 1 and days_long(several.when) > 0 and single.count == 1 and is_precise(single.when)


def _says_the_same(a: Event, b: Event, corpus: Corpus) -> bool:
    """Do two accounts of days that one slip of the pen sets apart agree in everything else: words, type, clock?"""
    w = weights("incident")
    if not is_slip(a.when, b.when) or not (a.refers_back or b.refers_back):
        return False  # two records of two days may well be two things much alike
    shared = corpus.shared(a, b)
    fewer = min(len(a.words), len(b.words))
    if corpus.rarity(shared) < w["least_rarity_of_slip"] or len(shared) < fewer * 0.5:
        return False
    if not set(a.types) & set(b.types) or a.count != b.count:
        return False
    clocks = [when.time for when in (a.when, b.when)]
    return clocks[0] == clocks[1] or None in clocks


def _time(a: Event, b: Event, found: Weighing) -> str:
    """Put the sign of their times; gives in words what of them rules the pair out."""
    apart, minutes = days_apart(a.when, b.when), minutes_apart(a.when, b.when)
    if apart == NO_DAY:
        return "one of them has no date"
    if _one_small_hour(a, b) or _one_small_hour(b, a):
        found.add("same_night", "the same small hour, one of them under the evening's date")
        return ""
    if apart == 1 and (_in_that_night(a, b) or _in_that_night(b, a)):
        found.add("same_night", "found after the night in which the other was")
        return ""
    across_midnight = minutes is not None and minutes <= 240
    if apart > 1 or (apart == 1 and is_precise(a.when) and is_precise(b.when) and not across_midnight):
        return f"{apart} day{'s' if apart > 1 else ''} apart"
    if apart == 1:
        if across_midnight:
            found.add("same_night", f"either side of midnight, {minutes} minutes apart")
        else:
            found.add("near_day", "a day apart, one of them not exact")
        return ""
    _same_period(a.when, b.when, found)
    if minutes is not None and is_precise(a.when) and is_precise(b.when):
        if minutes <= 45:
            found.add("clock_close", f"{minutes} minutes apart" if minutes else "at the same minute")
        elif minutes <= 120:
            found.add("clock_near", f"{minutes} minutes apart")
        elif minutes > 240:
            found.add("clock_far", f"but {minutes // 60} hours apart")
    elif is_precise(a.when) and is_precise(b.when) and (_other_part(a.when, b.when) or _other_part(b.when, a.when)):
        found.add("clock_far", "but at other times of the day")
    return ""


_SAYS_DAY = re.compile(
    r"\d{1,4}[/.-]\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"today|yesterday|tomorrow|\b(?:this|that|last|next|same|following|previous) \w|\b(?:ago|later|after that)\b",
    re.IGNORECASE,
)
_NEAR_CLOCK = 45  # minutes


def _one_small_hour(early: Event, late: Event) -> bool:
    """Is a small hour under a diary's heading for one day that of another account on the next? Who keeps a diary puts
    what wakes them after midnight under the day on which they went to bed."""
    a, b = early.when, late.when
    if not (a.start and b.start and a.time and b.time and a.precision in PRECISE and b.precision in PRECISE):
        return False
    if not (is_precise(a) and is_precise(b)) or (b.start - a.start).days != 1:
        return False
    if early.row or max(a.time, b.time) >= "05:00" or _SAYS_DAY.search(a.text):
        return False
    return abs(minute_of_day(a.time) - minute_of_day(b.time)) <= _NEAR_CLOCK


_OVERNIGHT = re.compile(
    r"\b(?:overnight|(?:in|during) the night|woke (?:up )?to find|"
    r"(?:found|woke|got up|came down|came out|discovered)\b[^.;]{0,40}\bmorning)\b",
    re.IGNORECASE,
)


def _in_that_night(early: Event, late: Event) -> bool:
    """Was what one account tells under the next day done in the night ("found this morning"), and the other that
    evening or in the night too?"""
    a, b = early.when, late.when
    if not (a.start and b.start and is_precise(a) and is_precise(b)) or (b.start - a.start).days != 1:
        return False
    if not _OVERNIGHT.search(late.source.quote) or (b.time or "00:00") > "12:00":
        return False
    return (a.time or "") >= "18:00" or bool(_OVERNIGHT.search(early.source.quote))


_NIGHT = re.compile(r"\b(?:night|evening|midnight)\b", re.IGNORECASE)
_DAYTIME = re.compile(r"\b(?:morning|afternoon|lunchtime|midday|noon)\b", re.IGNORECASE)


def _other_part(said: When, clocked: When) -> bool:
    """Does one say only the part of the day, and the other an hour well outside it?"""
    if said.time or not clocked.time:
        return False
    if _NIGHT.search(said.text):
        return "07:00" <= clocked.time <= "16:30"
    return bool(_DAYTIME.search(said.text)) and clocked.time >= "20:00"


def _same_period(a: When, b: When, found: Weighing) -> None:
    if (a.start, a.end) == (b.start, b.end):
        if days_long(a) <= 10:
            found.add("same_day", "same day" if a.start == a.end else "same period")
        else:
            found.add("within_period", "same period")
        return
    longest = max(days_long(a), days_long(b))
    if longest <= 1:
        found.add("same_day", "same night")
    elif longest <= 10:
        found.add("within_period", "a day inside the period")
    elif longest <= 31:
        found.add("same_month", "same month")
    else:
        found.add("within_long_period", "inside a long period")


def _types(a: Event, b: Event, found: Weighing) -> None:
    mine, yours = set(a.types) - {IncidentType.OTHER}, set(b.types) - {IncidentType.OTHER}
    if not mine or not yours:
        return
    common = [t for t in IncidentType if t in mine & yours]
    if common:
        found.add("same_type", f"both tell of {common[0].value.replace('_', ' ')}")
    elif any(mine & family and yours & family for family in FAMILIES):
        found.add("same_family", "kindred behaviour")
    else:
        found.add("other_family", "different behaviour")


def _words(a: Event, b: Event, corpus: Corpus, found: Weighing) -> None:
    shared = corpus.shared(a, b)
    if shared:
        w = weights("incident")
        worth = min(w["rare_words"], w["rare_word"] * corpus.rarity(shared) / 2)
        found.add("rare_word", "both say " + ", ".join(corpus.rarest(shared)), worth)


def _counts(a: Event, b: Event, found: Weighing) -> None:
    if a.count != b.count:
        found.add("other_count", "different counts")
    elif a.count > 1:
        found.add("same_count", f"both count {a.count}")
