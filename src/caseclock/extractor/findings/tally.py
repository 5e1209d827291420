"""How many a route has: incidents, reports or people, by one person, about one place, on different dates."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.extractor.findings.qualifying import Complaint, Standing, comparable, is_total, persons_telling
from caseclock.extractor.findings.same_person import fewest_people
from caseclock.extractor.findings.umbrellas import Share, fewest, shares
from caseclock.models.agency import AgencyKind
from caseclock.models.finding import Period
from caseclock.models.policy import Counted, Route


@dataclass(frozen=True, slots=True)
class Tally:
    """What a route has: the number for sure and with those that are doubtful, and the people who reported them."""

    sure: int
    possible: int
    people_sure: int
    people_possible: int

    def full(self, route: Route) -> bool:
        """Is the number reached for sure?"""
        return self.sure >= route.count and (route.min_people == 1 or self.people_sure >= route.min_people)

    def may_be_full(self, route: Route) -> bool:
        """May it be, if everything that the papers leave open is in the applicant's favour?"""
        return self.possible >= route.count and (route.min_people == 1 or self.people_possible >= route.min_people)


def tally(
    counted: Sequence[Complaint],
    may: Sequence[Complaint],
    before: Sequence[Complaint],
    standings: Mapping[str, Standing],
    period: Period,
    route: Route,
    kinds: Mapping[str, AgencyKind],
) -> Tally:
    """What the route counts, among those that are in for sure and among all that may be (`counted` and `may`).

    `before` are those that do not count because they were before the window: several told in one may be among them."""
    sure = _of_one_place([told for told in counted if standings[told.id] is Standing.IN], route, True)
    possible = _of_one_place([*counted, *may], route, False)
    return Tally(
        sure=_number(sure, period, route, kinds, True),
        possible=_number(possible, period, route, kinds, False, before),
        people_sure=fewest_people(_people(sure, period, route, kinds, True)),
        # A report whose teller is not named may be anybody's.
        people_possible=len(_people(possible, period, route, kinds, False))
        + sum(not told.link.persons for told in possible),
    )


def reached(
    counted: Sequence[Complaint],
    standings: Mapping[str, Standing],
    period: Period,
    route: Route,
    kinds: Mapping[str, AgencyKind],
) -> bool:
    """Is the route's number reached for sure? The same as `tally(...).full(route)`, without working out the rest."""
    sure = _of_one_place([told for told in counted if standings[told.id] is Standing.IN], route, True)
    if _number(sure, period, route, kinds, True) < route.count:
        return False
    return route.min_people == 1 or fewest_people(_people(sure, period, route, kinds, True)) >= route.min_people


def out_of_reach(complaints: Sequence[Complaint], route: Route) -> bool:
    """Is the number not reached even if all of them count, each for all that it may be? Quicker than counting."""
    tellers = [told.link.persons for told in complaints]
    if route.of is Counted.PEOPLE or route.min_people > 1:
        people = frozenset[str]().union(*tellers)
        if len(people) < (route.count if route.of is Counted.PEOPLE else route.min_people):
            return True
    if route.of is Counted.PEOPLE:
        return False
    if route.one_place:
        at: Counter[str] = Counter()
        for told, some in zip(complaints, tellers, strict=True):
            at.update(dict.fromkeys(told.places, max(told.n, len(some))))
        return max(at.values(), default=0) < route.count
    if route.of is Counted.REPORTS and route.one_incident:
        return max(map(len, tellers), default=0) < route.count and route.count > 1
    if route.of is Counted.REPORTS:
        return sum(max(told.n, len(some)) for told, some in zip(complaints, tellers, strict=True)) < route.count
    if route.distinct_dates:
        days = {told.first for told in complaints if told.first == told.last}
        return len(days) + sum(told.n for told in complaints if told.first != told.last) < route.count
    if route.one_person:
        by_person = Counter(person for some in tellers for person in some)
        if not any(told.n > 1 for told in complaints):
            unnamed = sum(not some for some in tellers)
            return max(by_person.values(), default=0) + unnamed < route.count
    return sum(told.n for told in complaints) < route.count


def _number(
    complaints: Sequence[Complaint],
    period: Period,
    route: Route,
    kinds: Mapping[str, AgencyKind],
    sure: bool,
    before: Sequence[Complaint] = (),
) -> int:
    if route.of is Counted.PEOPLE:
        people = _people(complaints, period, route, kinds, sure)
        return fewest_people(people) if sure else len(people)
    if route.of is Counted.REPORTS:
        left = _left(complaints, route, sure)
        each = [_reports(told, left[told.id], period, route, kinds, sure) for told in complaints]
        return max(each, default=0) if route.one_incident else sum(each)
    if route.one_person and sure:  # two names may be one person's: who it was, a person can tell
        return most_by_one(complaints, route, sure)
    left = _left([*complaints, *before], route, sure)
    return sum(left[told.id] for told in complaints)


def _left(complaints: Sequence[Complaint], route: Route, sure: bool) -> dict[str, int]:
    """How many incidents each counts for, with nothing counted twice; if `sure`, the fewest."""
    reports = route.of is Counted.REPORTS  # what another person told of it is another report
    if sure:
        return fewest(complaints, distinct_dates=route.distinct_dates, by_teller=reports)
    found = shares(complaints, distinct_dates=route.distinct_dates, by_teller=reports)
    return {id: share.left for id, share in found.items()}


def shared(
    complaints: Sequence[Complaint], before: Sequence[Complaint], route: Route
) -> tuple[dict[str, Share], dict[str, Complaint]]:
    """What each counts for beside the others (and those before the window), and by their ids those of several that
    are not counted again: with nothing left to count for, or totals of what is told elsewhere.

    Where people are counted none is dropped: who told of several incidents is one of them, whoever else told of each.
    """
    by_teller = route.of is Counted.REPORTS or route.one_person
    found = shares([*complaints, *before], distinct_dates=route.distinct_dates, by_teller=by_teller)
    if route.of is Counted.PEOPLE:
        return found, {}
    again = [told for told in complaints if found[told.id].elsewhere and (is_total(told) or not found[told.id].left)]
    return found, {told.id: told for told in again}


def incidents(complaints: Sequence[Complaint], route: Route) -> int:
    """How many incidents they are, with none counted twice."""
    return sum(share.left for share in shares(complaints, distinct_dates=route.distinct_dates).values())


def fewest_incidents(complaints: Sequence[Complaint], route: Route) -> int:
    """How many they are at least, if all that may be told twice is."""
    return sum(fewest(complaints, distinct_dates=route.distinct_dates).values())


def _reports(
    told: Complaint, left: int, period: Period, route: Route, kinds: Mapping[str, AgencyKind], sure: bool
) -> int:
    """One for each person who reported it: what one person told several agencies of one incident is one report."""
    names = persons_telling(told, period, route, kinds, sure)
    people = fewest_people(names) if sure else len(names)
    if route.one_incident:
        return max(1, people)
    return max(left, people) if left else 0


def _people(
    complaints: Iterable[Complaint], period: Period, route: Route, kinds: Mapping[str, AgencyKind], sure: bool
) -> set[str]:
    return {person for told in complaints for person in persons_telling(told, period, route, kinds, sure)}


def most_by_one(complaints: Sequence[Complaint], route: Route, sure: bool) -> int:
    """The most incidents that one person reported. An incident whose teller is not named may be anybody's."""
    by_person: defaultdict[str, list[Complaint]] = defaultdict(list)
    unnamed = [told for told in complaints if not told.link.persons]
    for told in complaints:
        for person in told.link.persons:
            by_person[person].append(told)
    return max(
        (sum(_left([*theirs, *unnamed], route, sure).values()) for theirs in by_person.values()),
        default=sum(_left(unnamed, route, sure).values()),
    )


def _of_one_place(complaints: Sequence[Complaint], route: Route, sure: bool) -> list[Complaint]:
    """Those of the place with most of them, if the route asks for one place; unless `sure`, also those whose place is
    not told."""
    if not route.one_place:
        return list(complaints)
    at: dict[str, list[Complaint]] = defaultdict(list)
    nowhere = []
    for told in complaints:
        for place in sorted(told.places):
            at[place].append(told)
        if not told.places:
            nowhere.append(told)
    most = max(sorted(at), key=lambda place: incidents(at[place], route), default=None)
    return (at[most] if most else []) + ([] if sure else nowhere)


def places_of(told: Complaint) -> list[str]:
    """The places that its passages name, as they write them."""
    return sorted({event.place.strip() for event in told.link.events if comparable(event.place)})


def about_one(
    complaints: Sequence[Complaint], period: Period, route: Route, kinds: Mapping[str, AgencyKind]
) -> tuple[list[Complaint], list[Complaint]]:
    """Those about the one place or the one incident that the route asks for, and the others. In their order."""
    if route.one_incident and complaints:
        kept = [max(complaints, key=lambda told: _reports(told, 1, period, route, kinds, False))]
    else:
        kept = _of_one_place(complaints, route, False)
    ids = {told.id for told in kept}
    return [told for told in complaints if told.id in ids], [told for told in complaints if told.id not in ids]


def by_date(
    complaints: Sequence[Complaint], standings: Mapping[str, Standing], route: Route
) -> tuple[list[Complaint], list[Complaint]]:
    """Those that stay and those that are dropped because another of the same date is counted already: one that counts
    for sure rather than a doubtful one, and rather the first. Both in their order."""
    if not route.distinct_dates:
        return list(complaints), []
    keeps: dict[date, str] = {}
    for told in sorted(complaints, key=lambda told: standings[told.id] is not Standing.IN):
        if told.first is not None and told.first == told.last:
            keeps.setdefault(told.first, told.id)
    kept: list[Complaint] = []
    dropped: list[Complaint] = []
    for told in complaints:
        one_day = told.first is not None and told.first == told.last
        (dropped if one_day and told.first is not None and keeps[told.first] != told.id else kept).append(told)
    return kept, dropped
