"""How many a route has: incidents, reports or people, by one person, about one place, on different dates."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.extractor.findings.qualifying import Complaint, Standing, persons_telling
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
    standings: Mapping[str, Standing],
    period: Period | None,
    route: Route,
    kinds: Mapping[str, AgencyKind],
) -> Tally:
    """What the route counts, among those that are in for sure and among all that may be."""
    sure = _of_one_place([told for told in counted if standings[told.id] is Standing.IN], route, True)
    possible = _of_one_place(counted, route, False)
    return Tally(
        sure=_number(sure, period, route, kinds, True),
        possible=_number(possible, period, route, kinds, False),
        people_sure=len(_people(sure, period, route, kinds, True)),
        # A report whose teller is not named may be anybody's.
        people_possible=len(_people(possible, period, route, kinds, False))
        + sum(not told.link.persons for told in possible),
    )


def reached(
    counted: Sequence[Complaint],
    standings: Mapping[str, Standing],
    period: Period | None,
    route: Route,
    kinds: Mapping[str, AgencyKind],
) -> bool:
    """Is the route's number reached for sure? The same as `tally(...).full(route)`, without working out the rest."""
    sure = _of_one_place([told for told in counted if standings[told.id] is Standing.IN], route, True)
    if _number(sure, period, route, kinds, True) < route.count:
        return False
    return route.min_people == 1 or len(_people(sure, period, route, kinds, True)) >= route.min_people


def _number(
    complaints: Sequence[Complaint], period: Period | None, route: Route, kinds: Mapping[str, AgencyKind], sure: bool
) -> int:
    if route.of is Counted.PEOPLE:
        return len(_people(complaints, period, route, kinds, sure))
    if route.of is Counted.REPORTS:
        each = [_reports(told, period, route, kinds, sure) for told in complaints]
        return max(each, default=0) if route.one_incident else sum(each)
    if route.one_person and sure:  # two names may be one person's: who it was, a person can tell
        return most_by_one(complaints, route)
    return sum(weight(told, route) for told in complaints)


def _reports(told: Complaint, period: Period | None, route: Route, kinds: Mapping[str, AgencyKind], sure: bool) -> int:
    """One for each person who reported it: what one person told several agencies of one incident is one report."""
    people = len(persons_telling(told, period, route, kinds, sure))
    return max(1, people) if route.one_incident else max(weight(told, route), people)


def _people(
    complaints: Iterable[Complaint],
    period: Period | None,
    route: Route,
    kinds: Mapping[str, AgencyKind],
    sure: bool,
) -> set[str]:
    return {person for told in complaints for person in persons_telling(told, period, route, kinds, sure)}


def weight(told: Complaint, route: Route) -> int:
    """How many incidents it counts for; where dates must differ, no more than it has dates."""
    if not route.distinct_dates or told.first is None or told.last is None:
        return told.n
    return min(told.n, (told.last - told.first).days + 1)


def most_by_one(complaints: Iterable[Complaint], route: Route) -> int:
    """The most incidents that one person reported. An incident whose teller is not named may be anybody's."""
    by_person: Counter[str] = Counter()
    unnamed = 0
    for told in complaints:
        if not told.link.persons:
            unnamed += weight(told, route)
        for person in told.link.persons:
            by_person[person] += weight(told, route)
    return unnamed + max(by_person.values(), default=0)


def _of_one_place(complaints: Sequence[Complaint], route: Route, sure: bool) -> list[Complaint]:
    """Those of the place with most of them, if the route asks for one place; unless `sure`, also those whose place is
    not told."""
    if not route.one_place:
        return list(complaints)
    at: dict[str, list[Complaint]] = defaultdict(list)
    nowhere = []
    for told in complaints:
        places = {_comparable(place) for place in places_of(told)}
        for place in sorted(places):
            at[place].append(told)
        if not places:
            nowhere.append(told)
    most = max(sorted(at), key=lambda place: sum(one.n for one in at[place]), default=None)
    return (at[most] if most else []) + ([] if sure else nowhere)


def places_of(told: Complaint) -> list[str]:
    """The places that its passages name, as they write them."""
    return sorted({event.place.strip() for event in told.link.events if _comparable(event.place)})


def _comparable(place: str) -> str:
    return " ".join(re.findall(r"\w+", place.lower()))


def about_one(
    complaints: Sequence[Complaint], period: Period | None, route: Route, kinds: Mapping[str, AgencyKind]
) -> tuple[list[Complaint], list[Complaint]]:
    """Those about the one place or the one incident that the route asks for, and the others. In their order."""
    if route.one_incident and complaints:
        kept = [max(complaints, key=lambda told: _reports(told, period, route, kinds, False))]
    else:
        kept = _of_one_place(complaints, route, False)
    ids = {told.id for told in kept}
    return [told for told in complaints if told.id in ids], [told for told in complaints if told.id not in ids]


def by_date(complaints: Sequence[Complaint], route: Route) -> tuple[list[Complaint], list[Complaint]]:
    """Those that stay and those that are dropped because another of the same date is counted already."""
    if not route.distinct_dates:
        return list(complaints), []
    taken: set[date] = set()
    kept, dropped = [], []
    for told in complaints:
        if told.first is None or told.first != told.last:
            kept.append(told)
        elif told.first in taken:
            dropped.append(told)
        else:
            taken.add(told.first)
            kept.append(told)
    return kept, dropped
