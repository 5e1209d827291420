"""One thing under two dates: accounts that were linked, references under two days, dates with a slip of one part."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import combinations

from caseclock.extractor.findings.compared_words import explicit_year, quoted, slip_of_one_part
from caseclock.extractor.findings.passages import Passages, Telling, discrepancy
from caseclock.extractor.findings.phrases import day_text, listed
from caseclock.models.document import Role
from caseclock.models.entry import EntryKind
from caseclock.models.finding import Discrepancy

_FURTHEST = 45  # days; accounts of one entry further apart need a slip or a shared reference to be one thing
_DIGITS_OF_A_UNIQUE_NUMBER = 5  # shorter numbers start again every day: "log 163"
_ALIKE_YEAR, _ALIKE_MONTH = 0.45, 0.6  # how alike passages must be whose dates differ in the year, in the month
_CITED = 6


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
    """Accounts put together by day; days that follow each other are one night."""
    sides: list[list[Telling]] = []
    for telling in sorted(tellings, key=lambda t: (t.day or date.min, t.event.spot)):
        day, last = telling.day, sides[-1][-1].day if sides else None
        if day and last and (day - last).days <= 1:
            sides[-1].append(telling)
        else:
            sides.append([telling])
    return sides


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
    by_day: dict[tuple[int, int], list[Telling]] = defaultdict(list)
    for telling in case.tellings:
        if _usable(telling) and telling.day and len(telling.words) > 2:
            by_day[(telling.day.day, 0)].append(telling)
    seen: set[tuple[date, date]] = set()
    for tellings in (by_day[key] for key in sorted(by_day)):
        for one, other in combinations(tellings, 2):
            if one.number == other.number or not one.day or not other.day:
                continue
            days = min(one.day, other.day), max(one.day, other.day)
            if days not in seen and _slipped(case, one, other):
                seen.add(days)
                yield _finding(case, "slip", [[one], [other]], "What looks like the same thing")


def _slipped(case: Passages, one: Telling, other: Telling) -> bool:
    """Do two passages with nearly the same date tell of one thing? Records of their own day can't slip like that."""
    if one.day is None or other.day is None or one.event.source == other.event.source:
        return False
    slip = slip_of_one_part(one.day, other.day)
    if slip not in ("year", "month") or not _retelling(case, one, other):
        return False
    if not (explicit_year(one.event.when.text) and explicit_year(other.event.when.text)):
        return False
    # Words of the sentences, not of the events alone: a clause can be too short to be compared.
    alike = max(case.likeness(one.words, other.words), case.likeness(one.words, other.words))
    shared = one.words & other.words
    if slip == "year":
        return alike >= _ALIKE_YEAR and len(shared) >= 2
    documents = one.event.source.document != other.event.source.document
    same_types = set(one.event.types) & set(other.event.types) or one.event.kind is other.event.kind
    return documents and bool(same_types) and alike >= _ALIKE_MONTH and len(shared) >= 3


def _retelling(case: Passages, one: Telling, other: Telling) -> bool:
    """At least one of the two is told in prose: two rows of logs are two things that happened."""
    return any(not t.event.row and not _in_a_row(case, t) for t in (one, other))


def _in_a_row(case: Passages, telling: Telling) -> bool:
    source = telling.event.source
    blocks = case.papers[source.document].text.blocks
    return any(block.role is Role.ROW and block.start <= source.start < block.end for block in blocks)


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
