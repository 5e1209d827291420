"""Orders of an ombudsman and actions of a meeting as clocks: when each was due, and what later entry
says that it was done."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from caseclock.extractor.findings.calendar import elapsed
from caseclock.extractor.findings.compared_words import quoted, stems
from caseclock.extractor.findings.orders import ACTION, ORDER, Order, find_orders
from caseclock.extractor.findings.phrases import day_text, number, units
from caseclock.extractor.findings.telling import Tellings
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.entry import EntryKind
from caseclock.models.event import Linked
from caseclock.models.finding import Delay, DelayOutcome, Moment
from caseclock.models.policy import Counting, Nation, Unit
from caseclock.models.step import Step

_NATION = Nation.ENGLAND_AND_WALES
_SHORT = 70  # characters of an order's words in the name of its rule
_SAME_ORDER = 0.6  # of the words of the shorter of two passages of different papers
_SAME_TWICE = 0.9  # of those of the longer of two passages of one paper
_MUCH = 0.6  # of an order's words in an entry: it is about it, whatever its verb
_ACTS = {
    EntryKind.AGENCY_ACTION,
    EntryKind.POLICE_ACTION,
    EntryKind.COMPLAINT_RESPONSE,
    EntryKind.CONTACT,
    EntryKind.DECISION,
    EntryKind.ORDER,
    EntryKind.COURT,
    EntryKind.OTHER,
}
# What is to be done, by the stems of the words for it; with these alone an entry is about an order (an apology has no
# other object), others need a word more.
_ENOUGH = {"apolog"}
_DEEDS: dict[str, frozenset[str]] = {
    deed: stems(words)
    for deed, words in {
        "pay": "pay paid payment pays paying compensation",
        "apolog": "apologise apologised apology apologising",
        "visit": "visit visited visits visiting",
        "letter": "letter letters writing wrote written write writes",
        "review": "review reviewed reviews",
        "fit": "fit fitted install installed installs installation",
        "serve": "serve served issue issued serving",
        "warn": "warn warned warning",
        "refer": "refer referred referral",
        "meet": "meet met meeting",
        "phone": "phone phoned telephoned rang ring telephone called",
        "inspect": "inspect inspected inspection survey",
        "repair": "repair repaired repairs replaced replace fix fixed",
        "train": "train trained training",
        "assess": "assess assessed assessment",
        "reassi": "reassign reassigned allocate allocated appoint appointed",
        "update": "update updated updates",
        "share": "share shared disclose disclosed provide provided supply supplied",
        "confir": "confirm confirmed confirms",
    }.items()
}
_BY_WRITING = _DEEDS["letter"] | _DEEDS["apolog"] | _DEEDS["confir"] | _DEEDS["update"] | _DEEDS["share"]
_EMPTY = stems(
    "landlord resident council complaint complainant tenant ombudsman order orders recommendation action within weeks "
    "date report determination decision housing officer must should ordered association customer failures failure "
    "identified noted case send sent agreed panel meeting total directly"
)
_NOT_DONE = re.compile(r"\b(?:not|never|yet to|no|awaiting|will|to be|should|must)\b|n[’']t\b", re.IGNORECASE)
_WITHIN_FIRST = re.compile(
    r"^(?:with)?in \w[^,:;.]{0,90}?"
    r"(?:,\s*(?:the [^,:;.]{2,40}? (?:must|will|should|shall) )?|\b(?:must|will|should|shall)\s+)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"£\s?(\d[\d,]*(?:\.\d\d)?)")
_KINDS: tuple[tuple[re.Pattern[str], tuple[AgencyKind, ...]], ...] = tuple(
    (re.compile(words, re.IGNORECASE), kinds)
    for words, kinds in (
        (
            r"\b(?:landlord|housing (?:association|officer|provider|team|trust)|registered provider)\b",
            (AgencyKind.REGISTERED_PROVIDER, AgencyKind.LOCAL_AUTHORITY),
        ),
        (r"\b(?:council|local authority|environmental health|community safety)\b", (AgencyKind.LOCAL_AUTHORITY,)),
        (r"\b(?:police|PC|PCSO|Sgt|Inspector|constabulary)\b", (AgencyKind.POLICE,)),
    )
)


def order_clocks(
    tellings: Tellings, linked: Sequence[Linked], agencies: Sequence[Agency], as_of: date
) -> tuple[Delay, ...]:
    """A finding for each order of an ombudsman and each action of a meeting with a last day, told by `as_of`.

    `policy` is "order" or "panel-action": no published policy sets these times. They run from the day of the decision
    or meeting, which is not counted.
    """
    ombudsmen = frozenset(agency.id for agency in agencies if agency.kind is AgencyKind.OMBUDSMAN)
    found = [one for one in _once(find_orders(tellings, ombudsmen)) if one.started.on <= as_of]
    last = max(
        (link.entry.when.start for link in linked if link.entry.when.start and link.entry.when.start <= as_of),
        default=date.min,
    )
    later = sorted(linked, key=lambda one: (one.entry.when.end or date.max, one.entry.id))
    clocks = (_finding(one, later, agencies, as_of, last) for one in found)
    return tuple(clock for clock in clocks if clock is not None)


def _once(orders: Iterable[Order]) -> list[Order]:
    """Each order once: reports give them in a summary and again at the end, and letters repeat them."""
    kept: list[Order] = []
    for order in orders:
        if not any(_same(order, one) for one in kept):
            kept.append(order)
    return kept


def _same(order: Order, other: Order) -> bool:
    if (order.policy, order.due, order.limit) != (other.policy, other.due, other.limit):
        return False
    some, others = stems(order.words), stems(other.words)
    shared = len(some & others)
    if order.document == other.document:  # the items of one list may be much alike
        return shared >= _SAME_TWICE * max(len(some), len(others))
    return shared >= _SAME_ORDER * max(1, min(len(some), len(others)))


def _finding(
    order: Order, linked: Sequence[Linked], agencies: Sequence[Agency], as_of: date, last: date
) -> Delay | None:
    done = Moment(entry=None, on=order.done) if order.done else _done(order, linked, agencies, as_of)
    if done is None:
        confirmed = _confirmed(order, linked, as_of)
        if confirmed is not None and confirmed.on > order.due:
            return None  # it was done, but whether in time can't be known
        done = confirmed
    taken = late_by = None
    outcome = DelayOutcome.OUTSTANDING
    if done is not None:
        taken = max(0, elapsed(order.started.on, done.on, order.limit.unit, Counting.EXCLUSIVE, _NATION))
        late = done.on > order.due
        outcome = DelayOutcome.LATE if late else DelayOutcome.MET
        late_by = max(1, taken - order.limit.n) if late else None
    key = f"{order.policy}|{order.document}|{order.start}|{order.due.isoformat()}"
    return Delay(
        id=f"c-{sha256(key.encode()).hexdigest()[:12]}",
        policy=order.policy,
        rule=_rule(order),
        started=order.started,
        limit=order.limit,
        due=order.due,
        done=done,
        taken=taken,
        late_by=late_by,
        outcome=outcome,
        section=order.section,
        text=_text(order, done, late_by, as_of, last),
    )


def _rule(order: Order) -> str:
    words = _WITHIN_FIRST.sub("", order.words).removesuffix("and").rstrip(" ;,.")
    if len(words) > _SHORT:
        words = words[:_SHORT].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return f"{'ombudsman’s order' if order.policy == ORDER else 'agreed action'}: {words}"


def _text(order: Order, done: Moment | None, late_by: int | None, as_of: date, last: date) -> str:
    unit = order.limit.unit
    by = "decision" if order.policy == ORDER else "meeting"
    name = "An ombudsman’s order" if order.policy == ORDER else "An action agreed at a meeting"
    parts = [
        f"{name} ({order.section}): {quoted(order.words, 160)}, {number(order.limit.n, _UNIT[unit])} from the {by} of "
        f"{day_text(order.started.on)}, due by {day_text(order.due)} (the starting day is not counted)"
    ]
    if done is not None:
        inclusive = elapsed(order.started.on, done.on, unit, Counting.INCLUSIVE, _NATION)
        exclusive = elapsed(order.started.on, done.on, unit, Counting.EXCLUSIVE, _NATION)
        both = f", {inclusive} with both days" if inclusive != exclusive else ""
        parts.append(f"done on {day_text(done.on)} as the papers tell, after {units(exclusive, unit)}{both}")
        parts.append(f"{units(late_by, unit)} late" if late_by else "in time")
    elif last <= order.started.on:
        parts.append("nothing in the papers is later, so they can’t tell whether it was done")
    elif order.due < as_of:
        parts.append(f"the papers do not tell that it was done by {day_text(as_of)}")
    else:
        parts.append(f"not done by {day_text(as_of)} and not yet overdue")
    return "; ".join(parts) + "."


_UNIT = {
    Unit.WORKING_DAYS: "working day",
    Unit.CALENDAR_DAYS: "calendar day",
    Unit.WEEKS: "week",
    Unit.MONTHS: "month",
}


def _done(order: Order, linked: Sequence[Linked], agencies: Sequence[Agency], as_of: date) -> Moment | None:
    """The first later entry of the agency that is to do it that tells of the same deed and matter; `linked` stand in
    order of time."""
    doers = _doers(order, agencies)
    wanted = stems(order.words) - _EMPTY
    for link in linked:
        day = link.entry.when.end or link.entry.when.start
        if day is None or not order.started.on <= day <= as_of or link.entry.kind not in _ACTS:
            continue
        if link.entry.id == order.started.entry or (doers and link.entry.actor not in doers):
            continue
        if not doers and link.entry.actor not in {agency.id for agency in agencies}:
            continue
        told = [e for e in link.events if not e.negated and not _of_the_order(e.source.document, e.source.start, order)]
        if told and all(e.own_paper for e in told) and not wanted & _BY_WRITING:
            continue  # a letter does nothing but what letters do, though it may tell of the deed as done before
        # A letter doesn't say of itself that it is written.
        if any(_about(order, wanted, f"{e.summary} {e.source.quote}{' letter' * e.own_paper}") for e in told):
            return Moment(entry=link.entry.id, on=day)
    return None


def _of_the_order(document: str, start: int, order: Order) -> bool:
    return document == order.document and order.start <= start < order.end


def _about(order: Order, wanted: frozenset[str], words: str) -> bool:
    """Do the words of an entry tell of the deed that was ordered, done to the same thing?"""
    told = stems(words) - _EMPTY
    if _NOT_DONE.search(words):
        return False
    owed, paid = set(_MONEY.findall(order.words)), set(_MONEY.findall(words))
    deeds = {deed for deed, forms in _DEEDS.items() if forms & wanted}
    deeds = deeds - {"letter"} or deeds  # to write in order to apologise is to apologise
    same = {deed for deed in deeds if _DEEDS[deed] & told}
    if owed and paid:
        return bool(owed & paid) and "pay" in same
    verbs = frozenset(form for deed in deeds for form in _DEEDS[deed])
    things = wanted - verbs
    shared = things & told
    if same & _ENOUGH or (same and (shared or not (things or same == {"letter"}))):
        return True
    return not deeds and len(wanted) > 1 and len(wanted & told) >= _MUCH * len(wanted)


def _doers(order: Order, agencies: Sequence[Agency]) -> frozenset[str]:
    """The agencies that the words can mean: those named, else the one of the kind that is spoken of."""
    text = f"{order.owner} {order.words}".lower()
    named = {
        agency.id
        for agency in agencies
        if any(re.search(rf"\b{re.escape(name.lower())}\b", text) for name in (agency.name, *agency.aliases) if name)
    }
    if named:
        return frozenset(named)
    for words, kinds in _KINDS:
        if words.search(text):
            for kind in kinds:
                found = frozenset(agency.id for agency in agencies if agency.kind is kind)
                if found:
                    return found
    return frozenset()


def _confirmed(order: Order, linked: Sequence[Linked], as_of: date) -> Moment | None:
    """That an ombudsman was satisfied with what was done about its orders, all of them."""
    if order.policy == ACTION:
        return None
    days = [
        (link.entry.when.end, link.entry.id)
        for link in linked
        if link.entry.when.end is not None
        and order.started.on <= link.entry.when.end <= as_of
        and any(Step.OMBUDSMAN_REMEDY in event.steps and not event.negated for event in link.events)
    ]
    return Moment(entry=min(days)[1], on=min(days)[0]) if days else None
