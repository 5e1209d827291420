"""One thing under two dates: accounts that were linked, references under two days, dates with a slip of one part."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import combinations, groupby

from caseclock.extractor.findings.compared_words import explicit_year, quoted, slip_of_one_part
from caseclock.extractor.findings.passages import Passages, Telling, discrepancy
from caseclock.extractor.findings.phrases import day_text, listed
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind
from caseclock.models.finding import Discrepancy

_FURTHEST = 45  # days; accounts of one entry further apart need a slip or a shared reference to be one thing
_DIGITS_OF_A_UNIQUE_NUMBER = 5  # shorter numbers start again every day: "log 163"
# How alike passages must be whose dates differ in the year, the month, the day.
_ALIKE_YEAR, _ALIKE_MONTH, _ALIKE_DAY = 0.45, 0.5, 0.7
_RETELLING = frozenset({DocumentKind.LETTER, DocumentKind.REPORT, DocumentKind.COURT_DOCUMENT})
_LATER = 10  # days after which a letter retells rather than reports
_CITED = 6
_EVENING, _MORNING = "18:00", "06:00"


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


def _within_entries(case: Passages) -> Iterable[Discrepancy | None]:
    """Entries whose accounts name days that do not fit, beyond a night that crosses midnight."""
    by_entry: dict[int, list[Telling]] = defaultdict(list)
    for telling in case.tellings:
        by_entry[telling.number].append(telling)
    for tellings in by_entry.values():
        sides = _sides([t for t in tellings if _usable(t) and t.event.kind is t.entry.kind])
        sides = [side for number, side in enumerate(sides) if number == 0 or not _days_of_telling(side, tellings)]
        if len(sides) > 1 and _belong_together(sides):
            yield _finding(case, "accounts", sides, "The same thing")


def _sides(tellings: list[Telling]) -> list[list[Telling]]:
    """Accounts put together by day; days that follow each other are one side where they can be one night."""
    sides: list[list[Telling]] = []
    ordered = sorted(tellings, key=lambda t: (t.day or date.min, t.event.spot))
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


def _can_be_one_night(some: list[Telling], others: list[Telling]) -> bool:
    """Can accounts of two days that follow each other tell of one night? Not if their clocks are all by day.

    Without a clock a number that both give says that it is one thing, put on two days."""
    clocks = [t.event.when.time for t in (*some, *others) if t.event.when.time is not None]
    if clocks:
        return any(clock >= _EVENING or clock < _MORNING for clock in clocks)
    return not _numbers(some) & _numbers(others)


def _numbers(tellings: list[Telling]) -> set[str]:
    """The reference numbers of single things that accounts give."""
    return {
        ref
        for t in tellings
        for ref in t.event.references
        if ref != t.event.case_ref and sum(c.isdigit() for c in ref) >= _DIGITS_OF_A_UNIQUE_NUMBER
    }


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
            for reference in sorted(set(event.references) - case_refs):
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
            if days not in seen and _slipped(case, one, other):
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
    return ((tellings[n], tellings[m]) for n, m in sorted(pairs))


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
    if slip_of_one_part(one.day, other.day) == "year":
        dated = explicit_year(one.event.when.text) and explicit_year(other.event.when.text)
        return dated and len(one.words & other.words) > 1 and case.likeness(one.words, other.words) >= _ALIKE_YEAR
    return _told_otherwise(case, one, other) or _told_otherwise(case, other, one)


def _told_otherwise(case: Passages, lone: Telling, known: Telling) -> bool:
    """Is one a later letter's retelling, alone with its date, of what several papers have under the other?"""
    if lone.day is None or known.day is None or not set(lone.event.types) & set(known.event.types):
        return False
    paper = case.papers[lone.event.source.document].document
    alone, others = case.documents_of[lone.number], case.documents_of[known.number]
    if not _is_retold(case, lone) or case.in_row(lone) or len(alone) > 1 or len(others) < 2 or paper.id in others:
        return False
    by_month = slip_of_one_part(lone.day, known.day) == "month"
    if not by_month and not 1 < abs((lone.day - known.day).days) < 31:
        return False
    alike = case.likeness(lone.words, known.words)
    fewest, least = (2, _ALIKE_MONTH) if by_month else (3, _ALIKE_DAY)
    return len(lone.words & known.words) >= fewest and alike >= least


def _finding(case: Passages, kind: str, sides: list[list[Telling]], what: str) -> Discrepancy | None:
    """Cites each side once a document, and says which documents have which day."""
    sources, clauses = [], []
    for side in sides:
        documents: dict[str, Telling] = {}
        for telling in side:
            documents.setdefault(telling.event.source.document, telling)
        sources += [t.event.source for t in list(documents.values())[:_CITED]]
        days = sorted({t.day for t in side if t.day})
        when = " to ".join(day_text(day) for day in (days[:1] if len(days) < 2 else [days[0], days[-1]]))
        names = listed([case.name(document) for document in list(documents)[:_CITED]])
        first = next(iter(documents.values()))
        clauses.append(f"{when} in {names} ({quoted(first.event.source.quote)})")
    return discrepancy(kind, "date", sources, f"{what} is dated {', but '.join(clauses)}.")
