"""Is an expected result met? Each check gives what is wrong, one plain sentence a fault; nothing if all is met."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from caseclock.models.chronology import Chronology
from caseclock.models.document import Paper
from caseclock.models.entry import Entry, EntryKind
from caseclock.models.finding import Delay, Discrepancy, Threshold
from caseclock.models.source import Source

Case = dict[str, Any]
Span = tuple[int, int]
Found = TypeVar("Found", Threshold, Delay, Discrepancy)

_LEAST_OVERLAP = 8  # characters of the expected words that a source must share
_CLOCK_SLACK = 30  # minutes


def _overlap(source: Source, span: Span) -> int:
    return min(source.end, span[1]) - max(source.start, span[0])


def _quotes(source: Source, span: Span) -> bool:
    return _overlap(source, span) >= min(_LEAST_OVERLAP, span[1] - span[0])


def _pattern(words: str) -> re.Pattern[str]:
    """Words as they may stand in a text: broken at other places, with straight or curly quotation marks."""
    marks = {"'": "['‘’]", "’": "['‘’]", "‘": "['‘’]", '"': '["“”]', "–": "[–—-]", "-": "[–—-]"}
    pieces = ("".join(marks.get(c, re.escape(c)) for c in piece) for piece in words.split())
    return re.compile(r"\s+".join(pieces), re.IGNORECASE)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _shown(entry: Entry) -> str:
    return (
        f"entry {entry.id} ({entry.kind}, {_iso(entry.when.start)} to {_iso(entry.when.end)}: {entry.summary[:70]!r})"
    )


class Result:
    """A chronology beside the answer that it should give."""

    def __init__(self, chronology: Chronology, papers: Sequence[Paper], case: Case) -> None:
        self.chronology, self.case = chronology, case
        self.texts = {paper.document.id: paper.text.text for paper in papers}
        self.ids = {paper.document.name: paper.document.id for paper in papers}
        self.incidents = [e for e in chronology.entries if e.kind is EntryKind.INCIDENT]
        self._places: dict[str, tuple[list[Span], Span | None]] = {}

    # ------------------------------------------------------------ where things are said

    def places(self, mention: Case) -> tuple[list[Span], Span | None]:
        """Where the words of a mention stand in its paper, and its row if it names one."""
        key = repr(sorted(mention.items(), key=lambda item: item[0]))
        if key not in self._places:
            text = self.texts[self.ids[mention["document"]]]
            row: Span | None = None
            if mention.get("row"):
                start = next(m.start() for m in _pattern(mention["row"]).finditer(text))
                after = _pattern(mention["next_row"]).search(text, start + 1) if mention.get("next_row") else None
                row = start, after.start() if after else len(text)
            low, high = row or (0, len(text))
            words = [mention["quote"], *mention.get("also", [])]
            spans = [m.span() for w in words for m in _pattern(w).finditer(text, low, high)]
            self._places[key] = spans, row
        return self._places[key]

    def cites(self, source: Source, mention: Case) -> bool:
        """Does a source quote the words of a mention, or lie for the greater part in its row?"""
        if source.document != self.ids[mention["document"]]:
            return False
        if mention.get("any_in_document"):
            return True
        spans, row = self.places(mention)
        shared = _overlap(source, row) if row else 0
        return any(_quotes(source, span) for span in spans) or 2 * shared >= source.end - source.start

    def quotes(self, source: Source, mention: Case) -> bool:
        """Does a source hold the very words of a mention? Two incidents told in one row are told apart by these."""
        alone = {**mention, "also": []}
        here = source.document == self.ids[mention["document"]]
        return here and any(_quotes(source, span) for span in self.places(alone)[0])

    def entry_cites(self, entry: Entry, mention: Case) -> bool:
        return any(self.cites(source, mention) for source in entry.sources)

    @staticmethod
    def day_right(entry: Entry, item: Case) -> bool:
        return [_iso(entry.when.start), _iso(entry.when.end)] in item["accept"]

    # ------------------------------------------------------------ incidents

    @cached_property
    def entry_of(self) -> dict[str, Entry]:
        """The entry that tells of each expected incident: its days are right and it cites most of the mentions."""
        found = {}
        for item in self.case["incidents"]:
            ranked = [(sum(self.entry_cites(e, m) for m in item["mentions"]), e.id, e) for e in self.incidents]
            right = [(n, id_, e) for n, id_, e in ranked if n and self.day_right(e, item)]
            if right:
                found[item["id"]] = max(right, key=lambda each: each[:2])[2]
        return found

    def incidents_found(self) -> Iterator[str]:
        """Every incident is one entry with right days, and no entry stands for two."""
        for item in self.case["incidents"]:
            if item["id"] not in self.entry_of:
                yield f"{item['id']} ({item['start']}: {item['summary']}) is not found, or has other days"
        taken = [entry.id for entry in self.entry_of.values()]
        for id_ in sorted({id_ for id_ in taken if taken.count(id_) > 1}):
            names = [name for name, entry in self.entry_of.items() if entry.id == id_]
            yield f"{', '.join(names)} are one entry ({id_})"

    def incidents_told(self) -> Iterator[str]:
        """Time of day, sort of behaviour and count of each incident. A time may be left open where only hinted at."""
        for item, entry in self._matched():
            clock = entry.when.time
            if clock and item["times"] and not any(_close(clock, time) for time in item["times"]):
                yield f"{item['id']}: at {clock}, not at {' or '.join(item['times'])}"
            if not set(item["types"]) & {str(t) for t in entry.types}:
                yield f"{item['id']}: types {[str(t) for t in entry.types]}, none of {item['types']}"
            if entry.count != item["count"]:
                yield f"{item['id']}: count {entry.count}, not {item['count']}"

    def mentions_joined(self) -> Iterator[str]:
        """Every passage about an incident is cited by its entry and by no other incident."""
        for item, own in self._matched():
            for mention in item["mentions"]:
                where = f"{item['id']}: {mention['quote'][:60]!r} of {mention['document']}"
                if not self.places(mention)[0]:
                    yield f"{where}: these words do not stand in the text that was read"
                elif not mention.get("optional") and not self.entry_cites(own, mention):
                    yield f"{where} is not cited by its entry"
                for other in self.incidents:
                    if other is not own and any(self.quotes(s, mention) for s in other.sources):
                        yield f"{where} is cited by {_shown(other)} too"

    def nothing_invented(self) -> Iterator[str]:
        """No further entry is an incident, but for those told only in passages that are neither right nor wrong."""
        known = {entry.id for entry in self.entry_of.values()}
        for entry in self.incidents:
            ignored = all(any(self.cites(s, m) for m in self.case["ignore"]) for s in entry.sources)
            if entry.id not in known and not ignored:
                yield f"{_shown(entry)} is none of the incidents"

    def _matched(self) -> list[tuple[Case, Entry]]:
        return [(item, self.entry_of[item["id"]]) for item in self.case["incidents"] if item["id"] in self.entry_of]

    # ------------------------------------------------------------ agencies and reports

    @cached_property
    def agency_names(self) -> dict[str, str]:
        """The expected agency of each one found: by its name, else by what it is called elsewhere."""
        found: dict[str, str] = {}
        for agency in self.chronology.agencies:
            names = {_bare(agency.name)}
            for called in (names, names | {_bare(a) for a in agency.aliases}):
                for item in self.case["agencies"]:
                    if called & {_bare(n) for n in (item["name"], *item["aliases"])}:
                        found.setdefault(agency.id, item["id"])
        return found

    def agencies_found(self) -> Iterator[str]:
        """Every agency is found once, with its kind."""
        for item in self.case["agencies"]:
            ids = [id_ for id_, name in self.agency_names.items() if name == item["id"]]
            kinds = [str(a.kind) for a in self.chronology.agencies if a.id in ids]
            if len(ids) > 1 or not (ids or item.get("optional")):
                yield f"{item['name']} is found {len(ids)} times"
            elif any(kind not in item["kind"] for kind in kinds):
                yield f"{item['name']}: kind {kinds[0]}, not {' or '.join(item['kind'])}"

    def reports_right(self) -> Iterator[str]:
        """To whom each incident was told and when; nobody else is said to have been told."""
        allowed = {(r["agency"], r["on"]) for r in self.case["report_allowed"]}
        for item, entry in self._matched():
            told = {(self.agency_names.get(r.agency, r.agency), _iso(r.on)) for r in entry.reports}
            expected = {r["agency"]: r for r in item["reports"]}
            for agency, report in expected.items():
                days = sorted(str(on) for who, on in told if who == agency)
                if not set(days) & set(report["accept_on"]) and not report.get("optional"):
                    yield f"{item['id']}: told to {agency} on {days or 'no day'}, not on {report['accept_on']}"
            for agency, on in sorted(told, key=str):
                if agency not in expected and (agency, on) not in allowed:
                    yield f"{item['id']}: it was not told to {agency} ({on})"

    # ------------------------------------------------------------ other events

    def events_found(self) -> Iterator[str]:
        """Every other event has an entry with right days and kind that cites it."""
        for item in self.case["events"]:
            citing = [e for e in self.chronology.entries if any(self.entry_cites(e, m) for m in item["mentions"])]
            right = [e for e in citing if self.day_right(e, item)]
            name = f"{item['id']} ({item['start']}: {item['summary']})"
            if item.get("optional"):
                continue
            if not right:
                yield f"{name} is not found; what cites its words: {[_shown(e) for e in citing]}"
            elif not any(str(e.kind) in item["kind"] for e in right):
                yield f"{name} is {[str(e.kind) for e in right]}, not {item['kind']}"

    # ------------------------------------------------------------ findings

    def thresholds_right(self) -> Iterator[str]:
        """Outcome, window, first day, what was counted and what was left out, with the reason."""
        name_of = {entry.id: name for name, entry in self.entry_of.items()}
        routes = {(f.policy, str(f.route)): f for f in self._of(Threshold)}
        for item in self.case["thresholds"]:
            name = f"{item['policy']} {item['route']}"
            found = routes.get((item["policy"], item["route"]))
            if found is None:
                yield f"{name} is not judged"
                continue
            window = {"start": _iso(found.window.start), "end": _iso(found.window.end)} if found.window else None
            excluded = {name_of.get(x.entry, x.entry): str(x.why) for x in found.excluded}
            yield from _differences(
                name,
                ("outcome", str(found.outcome) in item["outcome"], found.outcome, item["outcome"]),
                ("window", window == item["window"], window, item["window"]),
                (
                    "first met on",
                    _iso(found.first_met_on) == item["first_met_on"],
                    found.first_met_on,
                    item["first_met_on"],
                ),
            )
            counted = {name_of.get(id_, id_) for id_ in found.counted}
            if counted != set(item["counted"]):
                missing, wrong = sorted(set(item["counted"]) - counted), sorted(counted - set(item["counted"]))
                yield f"{name}: not counted {missing}, wrongly counted {wrong}"
            for incident, reasons in item["excluded"].items():
                if excluded.get(incident) not in reasons:
                    yield f"{name}: {incident} is left out as {excluded.get(incident)}, not as {reasons}"

    def delays_right(self) -> Iterator[str]:
        """Each clock: limit, start, due day, end, working days taken and late by, outcome; no further clock."""
        found = list(self._of(Delay))
        used: set[str] = set()
        for item in self.case["delays"]:
            limit = (item["limit"]["n"], item["limit"]["unit"])
            name = f"{item['policy']} {item['rule']} from {item['started_on']}"
            same = [
                f
                for f in found
                if f.policy == item["policy"]
                and (f.limit.n, str(f.limit.unit)) == limit
                and _iso(f.started.on) == item["started_on"]
            ]
            used |= {f.id for f in same}
            if not same and not item["optional"]:
                yield f"{name} is not found"
            faults = [list(self._delay_faults(name, f, item)) for f in same]
            if faults and all(faults):
                yield from min(faults, key=len)
        for clock in found:
            if clock.id not in used:
                yield f"no clock expected for {clock.policy} {clock.rule} from {clock.started.on}"

    def _delay_faults(self, name: str, clock: Delay, item: Case) -> Iterator[str]:
        done = _iso(clock.done.on) if clock.done else None
        yield from _differences(
            name,
            ("due", _iso(clock.due) == item["due"], clock.due, item["due"]),
            ("done", done in item["done_accept"] if item["done_accept"] else done is None, done, item["done_on"]),
            ("outcome", str(clock.outcome) == item["outcome"], clock.outcome, item["outcome"]),
        )
        if item["outcome"] != "outstanding":
            late = clock.late_by or None
            yield from _differences(
                name,
                ("taken", clock.taken == item["taken"], clock.taken, item["taken"]),
                ("late by", late == item["late_by"], clock.late_by, item["late_by"]),
            )

    def discrepancies_right(self, tolerated: int = 0) -> Iterator[str]:
        """One finding cites both sides of each; there are at most `tolerated` others."""
        found = list(self._of(Discrepancy))
        fitting = {
            item["id"]: [
                f
                for f in found
                if f.about in item["about"] and all(self._cites_side(f, side) for side in item["sides"])
            ]
            for item in self.case["discrepancies"]
        }
        used: set[str] = set()
        for item in sorted(self.case["discrepancies"], key=lambda item: len(fitting[item["id"]])):
            free = [f.id for f in fitting[item["id"]] if f.id not in used]
            used |= set(free[:1])
            if not free:
                yield f"{item['id']} ({item['text']}) is not found"
        others = [f for f in found if f.id not in used]
        if len(others) > tolerated:
            yield from (f"not a discrepancy: {f.text}" for f in others)

    def _cites_side(self, finding: Discrepancy, side: Iterable[Case]) -> bool:
        return any(self.cites(source, mention) for source in finding.sources for mention in side)

    def _of(self, kind: type[Found]) -> Iterator[Found]:
        return (f for f in self.chronology.findings if isinstance(f, kind))

    # ------------------------------------------------------------ papers and sources

    def documents_right(self) -> Iterator[str]:
        """Every paper is in the result with its kind, date, status and what it is a copy of; no other is."""
        documents = {d.name: d for d in self.chronology.documents}
        names = {d.id: d.name for d in self.chronology.documents}
        for name in sorted(set(documents) - {item["name"] for item in self.case["documents"]}):
            yield f"{name} is no paper of the case"
        for item in self.case["documents"]:
            found = documents.get(item["name"])
            if found is None:
                yield f"{item['name']} is not in the result"
                continue
            copy_of = names.get(found.duplicate_of) if found.duplicate_of else None
            yield from _differences(
                item["name"],
                ("kind", str(found.kind) in item["kind"], found.kind, item["kind"]),
                ("dated", _iso(found.dated) == item["dated"], found.dated, item["dated"]),
                ("status", str(found.status) in item["status"], found.status, item["status"]),
                ("copy of", copy_of == item["duplicate_of"], copy_of, item["duplicate_of"]),
            )

    def sources_exact(self) -> Iterator[str]:
        """Every source quotes its paper to the letter, and nothing lacks one."""
        return faulty_sources(self.chronology, self.texts)


def faulty_sources(chronology: Chronology, texts: dict[str, str]) -> Iterator[str]:
    """The sources of a chronology whose quote is not what stands at their place, and what has no source."""
    for where, source in all_sources(chronology):
        if not source.quote or texts[source.document][source.start : source.end] != source.quote:
            yield f"{where}: {source.document} has other words at {source.start} to {source.end} than {source.quote!r}"
    for entry in chronology.entries:
        if not entry.sources:
            yield f"{_shown(entry)} has no source"
    for finding in chronology.findings:
        if isinstance(finding, Discrepancy) and len(finding.sources) < 2:
            yield f"discrepancy {finding.id} has {len(finding.sources)} sources"


def all_sources(chronology: Chronology) -> Iterator[tuple[str, Source]]:
    """Every source with the name of what it is a source of."""
    for entry in chronology.entries:
        yield from ((f"entry {entry.id}", source) for source in entry.sources)
        yield from ((f"report of {entry.id}", report.source) for report in entry.reports)
    for finding in chronology.findings:
        if isinstance(finding, Discrepancy):
            yield from ((f"discrepancy {finding.id}", source) for source in finding.sources)


def _differences(name: str, *fields: tuple[str, bool, object, object]) -> Iterator[str]:
    for field, right, found, expected in fields:
        if not right:
            yield f"{name}: {field} is {found}, not {expected}"


def _close(found: str, expected: str) -> bool:
    apart = abs(_minutes(found) - _minutes(expected))
    return min(apart, 1440 - apart) <= _CLOCK_SLACK


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def _bare(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(name.lower().replace("’", "'").split()))
