"""How much speaks for two accounts telling of one thing, with the reasons in words."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseclock.extractor.linking.families import FAMILIES
from caseclock.extractor.linking.weights import weights
from caseclock.models.entry import EntryKind as K
from caseclock.models.entry import IncidentType
from caseclock.models.event import Event
from caseclock.models.step import Step
from caseclock.models.when import Precision, When

NEVER = -100.0
_PRECISE = frozenset({Precision.DAY, Precision.MINUTE})


@dataclass(frozen=True, slots=True)
class Match:
    """The score of a pair and why."""

    score: float
    reasons: tuple[str, ...]
    by_reference: bool = False  # held together by a number, whatever the days say
    barred: bool = False  # two things for certain, whatever else speaks for one


class Corpus:
    """What is rare in a case: words and reference numbers by how many accounts hold them."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.size = max(2, len(events))
        self.word_counts: Counter[str] = Counter(w for e in events for w in e.words)
        days: dict[str, set[date | None]] = {}
        for event in events:
            for reference in event.references:
                days.setdefault(reference, set()).add(event.when.start)
        self.reference_days: Mapping[str, int] = {r: len(d) for r, d in days.items()}

    def rarity(self, words: frozenset[str]) -> float:
        """Bits of surprise that these words are shared."""
        return sum(math.log2(self.size / self.word_counts[w]) for w in sorted(words) if self.word_counts[w] > 1)

    def telling(self, reference: str) -> bool:
        """Is it the number of one thing rather than of the whole case?"""
        return self.reference_days.get(reference, 0) <= 3 and any(c.isdigit() for c in reference)


def days_apart(a: When, b: When) -> int:
    """Days between two periods, 0 if they touch or overlap; a large number if one is undated."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return 10_000
    if a.start <= b.end and b.start <= a.end:
        return 0
    return min(abs((b.start - a.end).days), abs((a.start - b.end).days))


def minutes_apart(a: When, b: When) -> int | None:
    """Minutes between two moments, None where one has no clock time."""
    if not (a.start and b.start and a.time and b.time):
        return None
    first = datetime.combine(a.start, datetime.strptime(a.time, "%H:%M").time())
    second = datetime.combine(b.start, datetime.strptime(b.time, "%H:%M").time())
    return int(abs((first - second).total_seconds()) // 60)


def _days_long(when: When) -> int:
    return (when.end - when.start).days if when.start and when.end else 0


def is_precise(when: When) -> bool:
    """Is it one known day?"""
    return when.precision in _PRECISE and when.start == when.end


def incident_match(a: Event, b: Event, corpus: Corpus) -> Match:
    """Compare two accounts of incidents."""
    w = weights("incident")
    reasons: list[str] = []
    score = 0.0
    repeat = says_repeat(a, b) or says_repeat(b, a)
    if repeat:
        score += w["says_repeat"]
        reasons.append("one record says that it repeats the other")
    if a.row and a.row == b.row:
        return Match(NEVER, ("two accounts of one row",), barred=True)
    if not repeat and _two_rows_of_one_table(a, b):
        return Match(NEVER, ("two rows of one log by the same hand",), barred=True)
    shared = sorted(r for r in set(a.references) & set(b.references) if corpus.telling(r))
    if shared:
        score += w["shared_reference"]
        reasons.append(f"same reference {shared[0]}")
    gain, why = _time(a, b, w)
    if gain == NEVER and not shared and not repeat:
        return Match(NEVER, (why,))
    score += 0.0 if gain == NEVER else gain
    reasons.append(why)
    for gain, why in (_types(a, b, w), _words(a, b, corpus, w), _counts(a, b, w), _paper(a, b, w)):
        score += gain
        if why:
            reasons.append(why)
    return Match(score, tuple(reasons), bool(shared) or repeat)


def says_repeat(a: Event, b: Event) -> bool:
    """Does `a` say that it repeats the record that `b` was read from?"""
    theirs = {digits(r) for r in b.references} | {digits(t.reference or "") for t in b.told}
    return any(digits(r) and digits(r) in theirs for r in a.repeats) and b.row != a.row


def digits(reference: str) -> str:
    """The digits of a reference without leading zeros: how logs refer to each other."""
    return re.sub(r"\D", "", reference).lstrip("0")


def _two_rows_of_one_table(a: Event, b: Event) -> bool:
    if not (a.row and b.row) or a.row.rsplit(":", 1)[0] != b.row.rsplit(":", 1)[0]:
        return False
    if a.person and b.person and a.person != b.person and a.kind is K.INCIDENT:
        return False
    return not _sent_again(a, b)


def _sent_again(a: Event, b: Event) -> bool:
    """Is one row the other over again: the same minute in much the same words (an app's upload that was repeated)?"""
    fewer = min(len(a.words), len(b.words))
    return minutes_apart(a.when, b.when) == 0 and fewer >= 2 and len(a.words & b.words) >= fewer * 0.75


def _time(a: Event, b: Event, w: Mapping[str, float]) -> tuple[float, str]:
    apart, minutes = days_apart(a.when, b.when), minutes_apart(a.when, b.when)
    if apart == 10_000:
        return NEVER, "one of them has no date"
    if _one_small_hour(a, b) or _one_small_hour(b, a):
        return w["same_night"], "the same small hour, one of them under the evening's date"
    if apart > 1 or (
        apart == 1 and is_precise(a.when) and is_precise(b.when) and not (minutes is not None and minutes <= 240)
    ):
        return NEVER, f"{apart} days apart"
    if apart == 1:
        if minutes is not None and minutes <= 240:
            return w["same_night"], f"either side of midnight, {minutes} minutes apart"
        return w["near_day"], "a day apart, one of them not exact"
    gain, why = _same_period(a.when, b.when, w)
    if minutes is not None and is_precise(a.when) and is_precise(b.when):
        if minutes <= 45:
            return gain + w["clock_close"], f"{why}, {minutes} minutes apart"
        if minutes <= 120:
            return gain + w["clock_near"], f"{why}, {minutes} minutes apart"
        if minutes > 240:
            return gain + w["clock_far"], f"{why}, but {minutes // 60} hours apart"
    return gain, why


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
    if not (a.start and b.start and a.time and b.time and is_precise(a) and is_precise(b)):
        return False
    if early.row or _SAYS_DAY.search(a.text) or max(a.time, b.time) >= "05:00":
        return False
    clocks = [int(time[:2]) * 60 + int(time[3:]) for time in (a.time, b.time)]
    return (b.start - a.start).days == 1 and abs(clocks[0] - clocks[1]) <= _NEAR_CLOCK


def _same_period(a: When, b: When, w: Mapping[str, float]) -> tuple[float, str]:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return NEVER, "one of them has no date"
    if (a.start, a.end) == (b.start, b.end):
        if (a.end - a.start).days <= 10:
            return w["same_day"], "same day" if a.start == a.end else "same period"
        return w["within_period"], "same period"
    longest = max((a.end - a.start).days, (b.end - b.start).days)
    if longest <= 1:
        return w["same_day"], "same night"
    if longest <= 10:
        return w["within_period"], "a day inside the period"
    if longest <= 31:
        return w["same_month"], "same month"
    return w["within_long_period"], "inside a long period"


def _types(a: Event, b: Event, w: Mapping[str, float]) -> tuple[float, str]:
    mine, yours = set(a.types) - {IncidentType.OTHER}, set(b.types) - {IncidentType.OTHER}
    if not mine or not yours:
        return 0.0, ""
    common = [t for t in IncidentType if t in mine & yours]
    if common:
        return w["same_type"], f"both tell of {common[0].value.replace('_', ' ')}"
    if any(mine & family and yours & family for family in FAMILIES):
        return w["same_family"], "kindred behaviour"
    return w["other_family"], "different behaviour"


def _words(a: Event, b: Event, corpus: Corpus, w: Mapping[str, float]) -> tuple[float, str]:
    shared = a.words & b.words
    if not shared:
        return 0.0, ""
    gain = min(w["rare_words"], w["rare_word"] * corpus.rarity(shared) / 2)
    rarest = sorted(shared, key=lambda x: (corpus.word_counts[x], x))[:3]
    return gain, "both say " + ", ".join(rarest)


def _counts(a: Event, b: Event, w: Mapping[str, float]) -> tuple[float, str]:
    if a.count == b.count:
        return (w["same_count"], f"both count {a.count}") if a.count > 1 else (0.0, "")
    return w["other_count"], "different counts"


def _paper(a: Event, b: Event, w: Mapping[str, float]) -> tuple[float, str]:
    if a.source.document != b.source.document or a.message != b.message or (a.row and b.row):
        return 0.0, ""
    if a.refers_back or b.refers_back:
        return w["same_paper_back"], "the paper refers back"
    return w["same_paper"], "told in one paper without referring back"


_KINDRED: tuple[frozenset[K], ...] = (
    frozenset({K.CONTACT, K.REPORT, K.COMPLAINT}),
    frozenset({K.CONTACT, K.AGENCY_ACTION, K.COMPLAINT_RESPONSE, K.DECISION}),
    frozenset({K.COURT, K.ORDER, K.DECISION}),
    frozenset({K.POLICE_ACTION, K.CONTACT, K.AGENCY_ACTION}),
    frozenset({K.ORDER, K.AGENCY_ACTION}),
)


def act_match(a: Event, b: Event, corpus: Corpus) -> Match:
    """Compare two accounts of acts (anything that is not an incident)."""
    w = weights("act")
    if a.row and a.row == b.row:
        return Match(NEVER, ("two accounts of one row",), barred=True)
    if _two_rows_of_one_table(a, b):
        return Match(NEVER, ("two rows of one record",), barred=True)
    if _told_side_by_side(a, b):
        return Match(NEVER, ("two acts told one after the other in one paper",), barred=True)
    gain, why = _act_time(a, b, w)
    if gain == NEVER:
        return Match(NEVER, (why,))
    reasons, score = [why], gain
    steps = (a.steps & b.steps) - {Step.NOT_DONE, Step.INCIDENT_REPORTED}
    if a.case_ref and b.case_ref and not _same_case(a.case_ref, b.case_ref):
        score += w["other_case_ref"]
    if steps:
        score += w["same_step"]
        reasons.append(f"both are {sorted(steps)[0].replace('_', ' ')}")
    if a.kind is b.kind:
        score += w["same_kind"]
        reasons.append(f"both {a.kind.value.replace('_', ' ')}")
    elif any(a.kind in family and b.kind in family for family in _KINDRED):
        score += w["kindred_kind"]
    elif not steps:
        score += w["other_kind"]
    if a.actor and b.actor:
        score += w["same_actor"] if a.actor == b.actor else w["other_actor"]
    shared = a.words & b.words
    rarity = min(w["rare_words"], w["rare_word"] * corpus.rarity(shared) / 2)
    if not steps and rarity < w["least_rarity_of_month"] and not (is_precise(a.when) and is_precise(b.when)):
        return Match(NEVER, ("nothing but the period in common",))
    if shared:
        score += rarity
        reasons.append("both say " + ", ".join(sorted(shared, key=lambda x: (corpus.word_counts[x], x))[:3]))
    if a.source.document == b.source.document and a.message == b.message and not steps:
        score += w["same_paper_back"] if (a.refers_back or b.refers_back) else w["same_paper"]
    return Match(
        score, tuple(reasons), by_reference=bool(_procedure(a) & _procedure(b)) and _same_case(a.case_ref, b.case_ref)
    )


def _same_case(one: str, other: str) -> bool:
    """ "C-0718/2" is the second stage of C-0718."""
    short, long = sorted((one, other), key=len)
    return long == short or (bool(short) and long.startswith((f"{short}/", f"{short}-", f"{short}.")))


def _told_side_by_side(a: Event, b: Event) -> bool:
    """Two acts of one paper are two things unless one of them refers back."""
    same = a.source.document == b.source.document and a.message == b.message and not a.row and not b.row
    return same and not (a.refers_back or b.refers_back or a.own_paper or b.own_paper)


def _procedure(event: Event) -> frozenset[Step]:
    """The steps that happen once in a complaint: a second day for one of them is a slip."""
    return event.steps & {Step.STAGE1_RESPONSE, Step.STAGE2_RESPONSE, Step.STAGE2_REQUEST, Step.THRESHOLD_DECISION}


def _act_time(a: Event, b: Event, w: Mapping[str, float]) -> tuple[float, str]:
    apart = days_apart(a.when, b.when)
    if apart == 10_000:
        return NEVER, "one of them has no date"
    loose = Precision.APPROXIMATE in (a.when.precision, b.when.precision)
    if apart:
        return (
            (w["near_day"], f"{apart} days apart, not exact")
            if apart <= 2 and loose
            else (NEVER, f"{apart} days apart")
        )
    if (a.when.start, a.when.end) == (b.when.start, b.when.end) and is_precise(a.when):
        return w["same_day"], "same day"
    if (a.when.start, a.when.end) == (b.when.start, b.when.end):
        return w["same_day"] - 0.5, "same period"
    longest = max(_days_long(a.when), _days_long(b.when))
    if longest <= 10:
        return w["within_period"], "a day inside the period"
    if longest > 31:
        return NEVER, "only inside a long period"
    return (w["same_month_back"] if a.refers_back or b.refers_back else w["same_month"]), "same month"
