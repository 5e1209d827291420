"""Accounts to groups: the best pairs first, under constraints; never dependent on the order of the papers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseclock.extractor.linking.act_match import act_match
from caseclock.extractor.linking.apart import NO_DAY, days_apart, is_precise, is_slip, minutes_apart
from caseclock.extractor.linking.incident_match import incident_match
from caseclock.extractor.linking.rows import one_table
from caseclock.extractor.linking.score import AGAINST, Corpus, Match, says_repeat
from caseclock.extractor.linking.weights import weights
from caseclock.models.entry import EntryKind as K
from caseclock.models.event import Event

_LEAST_MEAN = 1.5  # score: what the accounts of two groups must come to on the whole
_RARE = 8  # accounts: a word that no more of them hold
_LONGEST_BLOCK = 45  # days: an account of a longer period is compared by its ends only


@dataclass(frozen=True, slots=True)
class Link:
    """Two accounts held to be of one thing, with the reasons; or nearly, with what was against it."""

    a: str  # spots
    b: str
    match: Match
    against: str = ""


@dataclass(frozen=True, slots=True)
class Groups:
    """The accounts in groups, why they were put together, and which came close."""

    groups: tuple[tuple[Event, ...], ...]
    links: tuple[Link, ...]
    refused: tuple[Link, ...] = ()


def cluster(events: Sequence[Event]) -> Groups:
    """Group accounts of one thing. Incidents are compared with incidents, acts with acts.

    A few words that may tell of an incident are one beside a surer account of it (then no act is made of them); alone
    they are what they say they would be, or nothing."""
    ordered = sorted(events, key=_place)
    incidents = [e for e in ordered if e.kind is K.INCIDENT]
    acts = [e for e in ordered if e.kind is not K.INCIDENT]
    of_incidents = _group(incidents, incident_match, weights("incident"))
    kept = [group for group in of_incidents.groups if not all(e.weak and e.alone is None for e in group)]
    told = {_span(e) for group in kept if len(group) > 1 for e in group if e.weak}
    of_acts = _group([e for e in acts if not (e.weak and _span(e) in told)], act_match, weights("act"))
    return Groups(
        (*kept, *of_acts.groups),
        (*of_incidents.links, *of_acts.links),
        (*of_incidents.refused, *of_acts.refused),
    )


def _span(event: Event) -> tuple[str, int, int]:
    return event.source.document, event.source.start, event.source.end


def _place(event: Event) -> tuple[object, ...]:
    """Day and words before the paper: ties are settled alike however papers are split or named."""
    source = event.source
    return event.when.start or date.max, source.quote, source.document, source.start, source.end, event.kind, event.spot


def _group(events: Sequence[Event], compare: Callable[[Event, Event, Corpus], Match], w: Mapping[str, float]) -> Groups:
    corpus = Corpus(events)
    matches: dict[tuple[int, int], Match] = {}
    for i, j in sorted(_candidates(events, corpus)):
        matches[i, j] = compare(events[i], events[j], corpus)

    def match_of(i: int, j: int) -> Match | None:
        """The comparison of two accounts; None if nothing speaks for comparing them."""
        key = min(i, j), max(i, j)
        if key not in matches and events[i].steps & events[j].steps:
            return compare(events[key[0]], events[key[1]], corpus)
        return matches.get(key)

    close = sorted((key for key, m in matches.items() if m.score >= w["close"]), key=lambda k: (-matches[k].score, k))
    group_of = list(range(len(events)))
    members: dict[int, list[int]] = {i: [i] for i in range(len(events))}
    links, refused = [], []
    for i, j in close:
        a, b = group_of[i], group_of[j]
        if a == b:
            continue
        match, against = matches[i, j], ""
        if match.score >= w["link"]:
            against = _against(members[a], members[b], events, match_of, match)
        if against or match.score < w["link"]:
            refused.append(Link(events[i].spot, events[j].spot, match, against))
            continue
        for k in members[b]:
            group_of[k] = a
        members[a] += members.pop(b)
        links.append(Link(events[i].spot, events[j].spot, matches[i, j]))
    groups = tuple(tuple(events[k] for k in sorted(ks)) for ks in members.values())
    return Groups(groups, tuple(links), tuple(refused))


def _against(
    a: Sequence[int],
    b: Sequence[int],
    events: Sequence[Event],
    match_of: Callable[[int, int], Match | None],
    link: Match,
) -> str:
    """What is against two groups becoming one, in words; "" if nothing is. The days that most of each give must agree,
    unless a number holds them together.

    An account with a wrong day that a number brought into a group does not speak against others of its right day."""

    def agree(i: int, j: int) -> bool:
        match = match_of(i, j)
        if (match is not None and match.score > AGAINST) or _compatible(events[i], events[j]):
            return True
        # Where two accounts tell of one night, those that give no hour may have it under either of its days.
        a, b = events[i].when, events[j].when
        return "same_night" in link.signs and days_apart(a, b) == 1 and minutes_apart(a, b) is None

    total, pairs = 0.0, 0
    main_a, main_b = _main(a, events), _main(b, events)
    for i in a:
        for j in b:
            match = match_of(i, j)
            if match is not None and match.score > AGAINST:
                total, pairs = total + match.score, pairs + 1
                continue
            if _never_one(events[i], events[j]):
                return "two rows of one log, which does not say that they are one"
            if match is not None and match.barred and not link.by_reference:
                return f"other accounts of the two: {match.reasons[0]}"
    if not link.by_reference and not _days_agree(main_a, main_b, events, agree):
        return "the days that most accounts of each give differ"
    if link.by_reference or (pairs > 0 and total / pairs >= _LEAST_MEAN):
        return ""
    return "the other accounts of the two have too little in common"


def _days_agree(a: set[int], b: set[int], events: Sequence[Event], agree: Callable[[int, int], bool]) -> bool:
    """Do the days that most of two groups give agree? A group that a number holds together over two days, each given
    as often, agrees with what fits either of them: one of the two is a slip."""
    if len({events[i].when.start for i in a if is_precise(events[i].when)}) > 1:
        return all(any(agree(i, j) for i in a) for j in b)
    if len({events[j].when.start for j in b if is_precise(events[j].when)}) > 1:
        return all(any(agree(i, j) for j in b) for i in a)
    return all(agree(i, j) for i in a for j in b)


def _main(group: Sequence[int], events: Sequence[Event]) -> set[int]:
    """The members of a group that fit the exact day most of them give."""
    days = Counter(events[i].when.start for i in group if is_precise(events[i].when))
    if not days:
        return set(group)
    top = max(days.values())
    kept = {day for day, count in days.items() if count == top}
    return {i for i in group if not is_precise(events[i].when) or events[i].when.start in kept}


def _never_one(a: Event, b: Event) -> bool:
    """One row is one account; two rows of one log by the same hand are two things unless the log says otherwise."""
    if a.row and a.row == b.row:
        return True
    return _same_table(a, b) and not (a.person and b.person and a.person != b.person)


def _same_table(a: Event, b: Event) -> bool:
    return one_table(a, b) and not (says_repeat(a, b) or says_repeat(b, a))


def _compatible(a: Event, b: Event) -> bool:
    """Could both be of one thing, though nothing speaks for it?"""
    apart = days_apart(a.when, b.when)
    if apart in (0, NO_DAY):
        return True
    minutes = minutes_apart(a.when, b.when)
    return apart == 1 and (not is_precise(a.when) or not is_precise(b.when) or (minutes is not None and minutes <= 240))


def _candidates(events: Sequence[Event], corpus: Corpus) -> Iterable[tuple[int, int]]:
    """Pairs worth comparing: near in time, or sharing a number.

    A step in common is not enough where both are short, lie days apart and name no other record: such a pair is never
    linked, and a long file has very many of them."""
    blocks: dict[object, list[int]] = defaultdict(list)
    of_step: dict[str, list[int]] = defaultdict(list)
    far = [bool(event.repeats) or _is_long(event) for event in events]
    for n, event in enumerate(events):
        for day in _days(event):
            blocks[day].append(n)
        for reference in event.references:
            if corpus.telling(reference):
                blocks["ref", reference].append(n)
        for told in event.told:
            if told.reference and event.row:
                blocks["rep", _digits(told.reference)].append(n)
        for step in sorted(event.steps):
            of_step[step].append(n)
        for reference in event.repeats:
            blocks["rep", _digits(reference)].append(n)
    pairs = set(_alike(events, corpus))
    for block in blocks.values():
        for x, i in enumerate(block):
            for j in block[x + 1 :]:
                pairs.add((min(i, j), max(i, j)))
    for alike in of_step.values():
        for i in (n for n in alike if far[n]):
            pairs.update((min(i, j), max(i, j)) for j in alike)
    return ((i, j) for i, j in pairs if i != j)


def _alike(events: Sequence[Event], corpus: Corpus) -> Iterable[tuple[int, int]]:
    """Pairs that share a rare word, where one has no date or a slip of the pen sets their days apart."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for n, event in enumerate(events):
        if event.when.start is None or is_precise(event.when):
            for word in sorted(event.words):
                if corpus.word_counts[word] <= _RARE:
                    by_word[word].append(n)
    for alike in by_word.values():
        for x, i in enumerate(alike):
            for j in alike[x + 1 :]:
                a, b = events[i].when, events[j].when
                if a.start is None or b.start is None or is_slip(a, b):
                    yield i, j


def _digits(reference: str) -> str:
    return "".join(c for c in reference if c.isdigit()).lstrip("0")


def _is_long(event: Event) -> bool:
    start, end = event.when.start, event.when.end
    return start is not None and end is not None and (end - start).days > _LONGEST_BLOCK


def _days(event: Event) -> Iterable[date]:
    """The days under which an account is filed: its own and the two beside them; long periods only by month."""
    start, end = event.when.start, event.when.end
    if start is None or end is None:
        return
    if _is_long(event):
        yield start
        yield end
        return
    day = start - timedelta(days=1)
    while day <= end + timedelta(days=1):
        yield day
        day += timedelta(days=1)
