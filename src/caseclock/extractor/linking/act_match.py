"""Two accounts of acts (anything that is not an incident) compared."""

from caseclock.extractor.linking.apart import NO_DAY, days_apart, days_long, is_precise, is_slip
from caseclock.extractor.linking.rows import two_rows_of_one_table
from caseclock.extractor.linking.score import Corpus, Match, Weighing, restates, ruled_out, same_passage, tells_again
from caseclock.extractor.linking.weights import weights
from caseclock.extractor.vocabulary.deeds import alike, deeds_in
from caseclock.models.entry import EntryKind as K
from caseclock.models.event import Event
from caseclock.models.step import Step
from caseclock.models.when import Precision

_KINDRED: tuple[frozenset[K], ...] = (
    frozenset({K.CONTACT, K.REPORT, K.COMPLAINT}),
    frozenset({K.CONTACT, K.AGENCY_ACTION, K.COMPLAINT_RESPONSE, K.DECISION}),
    frozenset({K.COURT, K.ORDER, K.DECISION}),
    frozenset({K.POLICE_ACTION, K.CONTACT, K.AGENCY_ACTION}),
    frozenset({K.ORDER, K.AGENCY_ACTION}),
)
_TALK = frozenset({K.CONTACT, K.REPORT})


def act_match(a: Event, b: Event, corpus: Corpus) -> Match:
    """Compare two accounts of acts."""
    if a.row and a.row == b.row:
        return ruled_out("two accounts of one row", barred=True)
    if two_rows_of_one_table(a, b):
        return ruled_out("two rows of one record", barred=True)
    found = Weighing("act")
    retold = tells_again(a, b)
    if retold:
        found.add("retold", "one comes back to the other")
    again = restates(a, b, corpus, weights("act")["least_rarity_of_restated"])
    if not retold and not again and _told_side_by_side(a, b):
        return ruled_out("two acts told one after the other in one paper", barred=True)
    w = weights("act")
    shared = corpus.shared(a, b)
    rarity = corpus.rarity(shared)
    steps = (a.steps & b.steps) - {Step.NOT_DONE, Step.INCIDENT_REPORTED}
    one_case = _same_case(a.case_ref, b.case_ref)
    once = bool(_procedure(a) & _procedure(b)) and one_case
    against = _time(a, b, found)
    slip = False
    if again:
        found.add("restated", "told again in the same words, once without a date")
    elif against and not retold:
        same_words = is_slip(a.when, b.when) and _told_alike(a, b, shared, rarity)
        slip = (same_words or (once and _near(a, b))) and _may_be_slip(a, b)
        if not slip:
            return ruled_out(against)
        found.add("slip_of_day", f"{against}, but otherwise told alike: one of the days may be a slip")
    if a.case_ref and b.case_ref and not one_case:
        found.add("other_case_ref", "different complaint numbers")
    _what(a, b, steps, found)
    _who(a, b, found)
    worth = min(w["rare_words"], w["rare_word"] * rarity / 2)
    exact = is_precise(a.when) and is_precise(b.when)
    if not (retold or again or steps or exact) and worth < w["least_rarity_of_month"]:
        return ruled_out("nothing but the period in common")
    if shared:
        found.add("rare_word", "both say " + ", ".join(corpus.rarest(shared)), worth)
    if same_passage(a, b) and not (steps or retold or again):
        if a.refers_back or b.refers_back:
            found.add("same_paper_back", "the paper refers back")
        else:
            found.add("same_paper", "told in one paper without referring back")
    return found.match(by_reference=once or retold or slip)


def _what(a: Event, b: Event, steps: frozenset[Step], found: Weighing) -> None:
    """The signs of what was done: steps of a procedure, kinds, the deed named."""
    if steps:
        found.add("same_step", f"both are {min(steps).replace('_', ' ')}")
    if a.kind is b.kind:
        found.add("same_kind", f"both {a.kind.value.replace('_', ' ')}")
    elif any(a.kind in family and b.kind in family for family in _KINDRED):
        found.add("kindred_kind")
    elif not steps:
        found.add("other_kind", "acts of different kinds")
    one_deed = alike(deeds_in(a.source.quote), deeds_in(b.source.quote))
    if one_deed:
        found.add("same_deed", "the same sort of act")
    elif one_deed is False and not steps:
        found.add("other_deed", "different sorts of act")


def _who(a: Event, b: Event, found: Weighing) -> None:
    """The signs of who did it and to whom."""
    if not (a.actor and b.actor):
        return
    if a.actor == b.actor:
        found.add("same_actor", "by the same")
    elif a.kind in _TALK and b.kind in _TALK and a.actor in b.recipients and b.actor in a.recipients:
        found.add("mirrored", "each tells of talk with the other")
    else:
        found.add("other_actor", "by different people")


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


def _told_alike(a: Event, b: Event, shared: frozenset[str], rarity: float) -> bool:
    """Are two accounts of different days told in so much the same words that one day may be a slip? Another year needs
    less than another day or month: a year is miswritten oftener, and things seldom come round to the day."""
    if alike(deeds_in(a.source.quote), deeds_in(b.source.quote)) is False:
        return False
    least = weights("act")["least_rarity_of_slip"]
    if a.when.start and b.when.start and a.when.start.year != b.when.start.year:
        return rarity >= least
    fewer = min(len(a.words), len(b.words))
    return rarity >= least * 1.6 and len(shared) >= max(3, fewer * 0.5)


_DAYS_OUT = 10  # days: as far as two days of a step that happens once are held to be one of them miswritten


def _near(a: Event, b: Event) -> bool:
    """Are the days of a step that happens once a slip of each other, or but a few days apart?"""
    return is_slip(a.when, b.when) or days_apart(a.when, b.when) <= _DAYS_OUT


def _may_be_slip(a: Event, b: Event) -> bool:
    """Could they be one act if their days are: by the same, of one kind, one told again or both under one number?"""
    if not (a.refers_back or b.refers_back or (a.case_ref and b.case_ref)):
        return False
    return a.kind is b.kind and (a.actor == b.actor or not (a.actor and b.actor))


def _time(a: Event, b: Event, found: Weighing) -> str:
    """Put the sign of their times; gives in words what of them rules the pair out."""
    apart = days_apart(a.when, b.when)
    if apart == NO_DAY:
        return "one of them has no date"
    if apart:
        if apart <= 2 and Precision.APPROXIMATE in (a.when.precision, b.when.precision):
            found.add("near_day", f"{apart} days apart, not exact")
            return ""
        return f"{apart} day{'s' if apart > 1 else ''} apart"
    if (a.when.start, a.when.end) == (b.when.start, b.when.end):
        if is_precise(a.when) and is_precise(b.when):
            found.add("same_day", "same day")
        else:
            found.add("same_period", "same period")
        return ""
    longest = max(days_long(a.when), days_long(b.when))
    if longest <= 10:
        found.add("within_period", "a day inside the period")
    elif longest > 31:
        return "only inside a long period"
    elif a.refers_back or b.refers_back:
        found.add("same_month_back", "same month")
    else:
        found.add("same_month", "same month")
    return ""
