"""One thing under two dates: accounts that were linked, references under two days, dates with a slip of one part."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations, groupby

from caseclock.extractor.findings.compared_words import explicit_year, quoted, slip_of_one_part
from caseclock.extractor.findings.passages import Passages, Telling, discrepancy
from caseclock.extractor.findings.phrases import day_text, listed
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.finding import Discrepancy
from caseclock.models.source import Source

_FURTHEST = 45  # days; accounts of one entry further apart need a slip or a shared reference to be one thing
_DIGITS_OF_A_UNIQUE_NUMBER = 5  # shorter numbers start again every day: "log 163"
# How alike passages must be whose dates differ in the year, the month, the day.
_ALIKE_YEAR, _ALIKE_MONTH, _ALIKE_DAY = 0.45, 0.5, 0.7
_ALIKE_OTHERS, _OTHERS = 0.6, 2  # of the words; entries so alike that are still no habit
_RETELLING = frozenset({DocumentKind.LETTER, DocumentKind.REPORT, DocumentKind.COURT_DOCUMENT})
_LATER = 10  # days after which a letter retells rather than reports
_CITED, _CITED_OF_ONE = 6, 3
_LEAD = 600  # characters before an account in which the day that it is put on is looked for
_NUMBER = re.compile(r"\b[A-Z]{1,4}[/-]?\d{4,8}[/-]\d{2,6}\b")
_EVENING, _MORNING, _LATE = "18:00", "06:00", "22:00"
_DAY = timedelta(days=1)
_SAME_HOUR = 15  # minutes
_FEWEST_THAT_HOUR, _ALIKE_THAT_HOUR = 2, 0.4


def same_thing_two_dates(case: Passages) -> list[Discrepancy]:
    """All three ways in which one thing can stand under two dates; about="date"."""
    found = [*_within_entries(case), *_under_one_reference(case), *_slips(case)]
    return [finding for finding in found if finding is not None]


def _usable(telling: Telling) -> bool:
    """An account that puts one thing on one day, in figures of its own."""
    event = telling.event
    # What is quoted in a later message is a copy, not another account.
    own = event.message == 0
    return telling.day is not None and telling.explicit and event.count == 1 and not event.negated and own


def _near_its_day(case: Passages, telling: Telling) -> bool:
    """Does the passage, or what leads to it, give the day? A day that was taken from far away is no account's own."""
    source, sentence = telling.event.source, telling.sentence
    low, high = max(0, min(source.start, sentence.start) - _LEAD), max(source.end, sentence.end)
    return bool(telling.event.row) or any(t.from_ == telling.day for t in case.days_in(source.document, low, high))


def _shown(case: Passages, telling: Telling) -> Source:
    """The passage to be cited: with the day, where that stands beside it in the sentence."""
    source, sentence = telling.event.source, telling.sentence
    beside = [t for t in case.days_in(source.document, sentence.start, sentence.end) if t.from_ == telling.day]
    if not beside or telling.event.when.text in source.quote:
        return source
    return case.source(source.document, min(source.start, beside[0].start), max(source.end, beside[0].end))


def _within_entries(case: Passages) -> Iterable[Discrepancy | None]:
    """Entries whose accounts name days that do not fit, beyond a night that crosses midnight."""
    by_entry: dict[int, list[Telling]] = defaultdict(list)
    for telling in case.tellings:
        by_entry[telling.number].append(telling)
    for tellings in by_entry.values():
        sides = _sides([t for t in tellings if _usable(t) and _near_its_day(case, t) and t.event.kind is t.entry.kind])
        sides = _without_those_that_name_both(case, sides)
        sides = [side for number, side in enumerate(sides) if number == 0 or not _days_of_telling(side, tellings)]
        if len(sides) > 1 and _belong_together(sides):
            yield _finding(case, "accounts", sides, "The same thing")


def _sides(tellings: list[Telling]) -> list[list[Telling]]:
    """Accounts put together by day; days that follow each other are one side where they can be one night."""
    sides: list[list[Telling]] = []
    ordered = sorted(tellings, key=lambda t: (t.day or date.min, t.place))
    before: list[Telling] = []
    for day, group in groupby(ordered, key=lambda t: t.day):
        same = list(group)
        last = before[0].day if before else None
        if day and last and (day - last).days <= 1 and _can_be_one_night(before, same):
            sides[-1] += same
        else:
            sides.append(same)
        before = same
    return sides


def _without_those_that_name_both(case: Passages, sides: list[list[Telling]]) -> list[list[Telling]]:
    """A passage that names the other day as well tells of two things: "on 9 May she reported the shouting of 7 May"."""
    days = [{t.day for t in side} for side in sides]
    found = []
    for number, side in enumerate(sides):
        others = {day for place, several in enumerate(days) if place != number for day in several} - days[number]
        found.append([t for t in side if not _names(case, t, others)])
    return [side for side in found if side]


def _names(case: Passages, telling: Telling, days: set[date | None]) -> bool:
    if case.in_row(telling):
        return False  # a row bears the day of its making beside that of the thing
    sentence = telling.sentence
    return any(t.from_ in days for t in case.days_in(sentence.document, sentence.start, sentence.end))


def _can_be_one_night(some: list[Telling], others: list[Telling]) -> bool:
    """Can accounts of two days that follow each other tell of one night? Clocks by day are no night's, and what was
    late on the second day is no night of the first.

    Without a clock a number that both give says that it is one thing, put on two days."""
    earlier = [t.event.when.time for t in some if t.event.when.time is not None]
    later = [t.event.when.time for t in others if t.event.when.time is not None]
    if not earlier and not later:
        return not _numbers(some) & _numbers(others)
    if not any(clock >= _EVENING or clock < _MORNING for clock in (*earlier, *later)):
        return False
    # "30 December" is not said of what happened late on the 31st; with clocks on both days it may be.
    return bool(earlier) or any(clock < _EVENING for clock in later) or not _numbers(some) & _numbers(others)


def _numbers(tellings: list[Telling]) -> set[str]:
    """The reference numbers of single things that accounts give."""
    return {
        ref
        for t in tellings
        for ref in _references(t)
        if ref != t.event.case_ref and sum(c.isdigit() for c in ref) >= _DIGITS_OF_A_UNIQUE_NUMBER
    }


def _references(telling: Telling) -> tuple[str, ...]:
    """The numbers of an account; in a table those that stand in it as written, if none were made out."""
    event = telling.event
    return (
        event.references or tuple(sorted(set(_NUMBER.findall(event.source.quote)))) if event.row else event.references
    )


def _days_of_telling(side: list[Telling], tellings: list[Telling]) -> bool:
    """Is it one record, dated by the day on which it was told? Then that is no other date of the thing itself."""
    told = {report.on for t in tellings for report in t.event.told} | {r.on for r in tellings[0].entry.reports}
    one_paper = len({t.event.source.document for t in side}) == 1
    return one_paper and all(t.day in told and t.event.when.time is None for t in side)


def _belong_together(sides: list[list[Telling]]) -> bool:
    """Linked accounts can be told apart by chance; a shared reference, a slip or nearness says that they are one."""
    for some, others in combinations(sides, 2):
        refs = {ref for t in some for ref in t.event.references} & {ref for t in others for ref in t.event.references}
        first, second = some[0].day, others[0].day
        if first is None or second is None:
            continue
        if refs or slip_of_one_part(first, second) or abs((first - second).days) <= _FURTHEST:
            return True
    return False


def _under_one_reference(case: Passages) -> Iterable[Discrepancy | None]:
    """Reference numbers of single incidents that stand under two days, also where linking kept the two apart."""
    by_reference: dict[str, list[Telling]] = defaultdict(list)
    case_refs = {t.event.case_ref for t in case.tellings if t.event.case_ref}
    for telling in case.tellings:
        event = telling.event
        if event.kind is EntryKind.INCIDENT and not event.repeats and _usable(telling):
            for reference in sorted(set(_references(telling)) - case_refs):
                if sum(c.isdigit() for c in reference) >= _DIGITS_OF_A_UNIQUE_NUMBER:
                    by_reference[reference].append(telling)
    for reference, tellings in sorted(by_reference.items()):
        sides = _sides(tellings)
        # Three days or more: the number of a file about many incidents. One entry: said already.
        if len(sides) == 2 and len({t.number for t in tellings}) > 1:
            yield _finding(case, "reference", sides, f"The incident with reference {reference}")


def _slips(case: Passages) -> Iterable[Discrepancy | None]:
    """Passages that tell alike, in different entries, under dates of which one part differs."""
    tellings = [t for t in case.tellings if _usable(t) and len(t.words) > 1]
    groups: dict[tuple[int, int], list[Telling]] = defaultdict(list)
    for telling in tellings:
        if telling.day:
            groups[(telling.day.day, 0)].append(telling)  # the day agrees: year or month may have slipped
            groups[(telling.day.month, telling.day.year)].append(telling)  # month and year agree: the day may have
    seen: set[tuple[date, date]] = set()
    for key in sorted(groups):
        for one, other in _worth_comparing(case, groups[key]):
            if one.number == other.number or not one.day or not other.day:
                continue
            days = min(one.day, other.day), max(one.day, other.day)
            if days not in seen and _slipped(case, one, other) and not _happens_often(case, one, other):
                seen.add(days)
                yield _finding(case, "slip", [[one], [other]], "What looks like the same thing")


def _worth_comparing(case: Passages, tellings: list[Telling]) -> Iterable[tuple[Telling, Telling]]:
    """The pairs, in order, of which one can retell the other, or of which only the year can differ."""
    lone = [n for n, t in enumerate(tellings) if len(case.documents_of[t.number]) == 1 and _is_retold(case, t)]
    known = [n for n, t in enumerate(tellings) if len(case.documents_of[t.number]) > 1]
    pairs = {(min(n, m), max(n, m)) for n in lone for m in known}
    by_day: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n, telling in enumerate(tellings):
        if telling.day and explicit_year(telling.event.when.text):
            by_day[telling.day.month, telling.day.day].append(n)
    for alike in by_day.values():
        pairs.update((n, m) for n, m in combinations(alike, 2) if tellings[n].day != tellings[m].day)
    pairs.update(_a_day_apart(case, tellings, known))
    return ((tellings[n], tellings[m]) for n, m in sorted(pairs))


def _a_day_apart(case: Passages, tellings: list[Telling], known: list[int]) -> Iterable[tuple[int, int]]:
    """A letter's account with a clock, alone with its day, and those that several papers have a day before or after."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for m in known:
        day = tellings[m].day
        if day and tellings[m].event.when.time:
            by_day[day].append(m)
    for n, telling in enumerate(tellings):
        kind = case.papers[telling.event.source.document].document.kind
        if not telling.day or not telling.event.when.time or kind not in _RETELLING:
            continue
        if len(case.documents_of[telling.number]) == 1:
            for m in (*by_day.get(telling.day - _DAY, ()), *by_day.get(telling.day + _DAY, ())):
                yield min(n, m), max(n, m)


def _is_retold(case: Passages, telling: Telling) -> bool:
    """Does it stand in a letter or report of so much later that it retells?"""
    paper = case.papers[telling.event.source.document].document
    day = telling.day
    return (
        paper.kind in _RETELLING and day is not None and paper.dated is not None and (paper.dated - day).days >= _LATER
    )


def _slipped(case: Passages, one: Telling, other: Telling) -> bool:
    """Do two passages with nearly the same date tell of one thing? Two rows of logs are two things that happened."""
    if one.day is None or other.day is None or (case.in_row(one) and case.in_row(other)):
        return False
    if _names(case, one, {other.day}) or _names(case, other, {one.day}):
        return False
    if slip_of_one_part(one.day, other.day) == "year":
        dated = explicit_year(one.event.when.text) and explicit_year(other.event.when.text)
        return dated and len(one.words & other.words) > 1 and case.likeness(one.words, other.words) >= _ALIKE_YEAR
    return _told_otherwise(case, one, other) or _told_otherwise(case, other, one)


def _happens_often(case: Passages, one: Telling, other: Telling) -> bool:
    """Do the papers tell of such a thing again and again? Then two of the kind on such dates are no sign of a slip."""
    alike = {case.tellings[n].number for t in (one, other) for n in case.by_words.shares(t.words, _ALIKE_OTHERS)}
    return len(alike - {one.number, other.number}) > _OTHERS


def _told_otherwise(case: Passages, lone: Telling, known: Telling) -> bool:
    """Is one a later letter's retelling, alone with its date, of what several papers have under the other?"""
    if lone.day is None or known.day is None or not _types_agree(lone, known):
        return False
    paper = case.papers[lone.event.source.document].document
    alone, others = case.documents_of[lone.number], case.documents_of[known.number]
    if paper.kind not in _RETELLING or case.in_row(lone) or len(alone) > 1 or len(others) < 2 or paper.id in others:
        return False
    by_month = slip_of_one_part(lone.day, known.day) == "month"
    days = abs((lone.day - known.day).days)
    if days == 1 and _same_hour(lone, known):
        shared = lone.words & known.words
        return len(shared) >= _FEWEST_THAT_HOUR and case.likeness(lone.words, known.words) >= _ALIKE_THAT_HOUR
    if not _is_retold(case, lone) or (not by_month and not 1 < days < 31):
        return False
    alike = case.likeness(lone.words, known.words)
    fewest, least = (2, _ALIKE_MONTH) if by_month else (3, _ALIKE_DAY)
    return len(lone.words & known.words) >= fewest and alike >= least


def _types_agree(one: Telling, other: Telling) -> bool:
    """Are they of one type, as far as their words give one?"""
    some, others = set(one.event.types) - {IncidentType.OTHER}, set(other.event.types) - {IncidentType.OTHER}
    if not some or not others:
        return bool(one.event.types and other.event.types) and _same_hour(one, other)
    return bool(some & others)


def _same_hour(one: Telling, other: Telling) -> bool:
    """The same time of day, by daylight: no night that two days can share."""
    first, second = one.event.when.time, other.event.when.time
    if first is None or second is None or not all(_MORNING <= clock < _LATE for clock in (first, second)):
        return False
    minutes = [60 * int(clock[:2]) + int(clock[3:]) for clock in (first, second)]
    return abs(minutes[0] - minutes[1]) <= _SAME_HOUR


def _finding(case: Passages, kind: str, sides: list[list[Telling]], what: str) -> Discrepancy | None:
    """Cites each side once a document (of one, its first passages), and says which documents have which day."""
    sources, clauses = [], []
    for side in sides:
        documents: dict[str, Telling] = {}
        for telling in side:
            documents.setdefault(telling.event.source.document, telling)
        alone = len(documents) == 1
        shown = side[:_CITED_OF_ONE] if alone else list(documents.values())[:_CITED]
        sources += [_shown(case, t) for t in shown]
        days = sorted({t.day for t in side if t.day})
        when = " to ".join(day_text(day) for day in (days[:1] if len(days) < 2 else [days[0], days[-1]]))
        names = listed([case.name(document) for document in list(documents)[:_CITED]])
        first = next(iter(documents.values()))
        clauses.append(f"{when} in {names} ({quoted(_shown(case, first).quote)})")
    return discrepancy(kind, "date", sources, f"{what} is dated {', but '.join(clauses)}.")
