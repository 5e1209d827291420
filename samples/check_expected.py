"""Check the expected result of a sample case against its papers, without running caseclock.

python samples/check_expected.py samples/mill-lane samples/tanners-row

Quotes must stand in the papers, days of the week must be right, and what follows by counting (working days, the
thresholds) is counted here once more in the plainest way, from the policies' data files. Prints what is wrong, one
line each; exit status 1 if anything is.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import holidays

PLAIN = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "}
LISTS = (
    "expected_exit",
    "documents",
    "agencies",
    "incidents",
    "events",
    "thresholds",
    "delays",
    "discrepancies",
    "ignore",
    "report_allowed",
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMED_DAY = re.compile(
    r"\b(mon|tues?|weds?|wednes|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? "
    r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?: (\d{4}))?",
    re.IGNORECASE,
)
POLICIES = Path(__file__).resolve().parents[1] / "src" / "caseclock" / "extractor" / "policies"
BODIES = ("police", "local_authority", "registered_provider", "health")  # section 105, where a policy names none
UNREAD = ("one_person", "min_people", "latest_within", "one_place", "not_by")  # of routes that no sample has yet
Case = dict[str, Any]


def fold(text: str) -> str:
    """White space and quotation marks made plain, lower case: what the scorer compares."""
    return re.sub(r"\s+", " ", "".join(PLAIN.get(c, c) for c in text)).strip().lower()


def day(text: str) -> date:
    """An ISO day."""
    return date.fromisoformat(text)


def mentions(case: Case) -> Iterator[tuple[str, Case]]:
    """(where, mention) of everything that quotes a paper."""
    for item in [*case["incidents"], *case["events"]]:
        yield from ((item["id"], mention) for mention in item["mentions"])
    for item in case["discrepancies"]:
        yield from ((item["id"], mention) for side in item["sides"] for mention in side)
    yield from (("ignore", mention) for mention in case["ignore"])


def quote_stands(mention: Case, texts: list[str]) -> bool:
    """Do the quote and the other words of a mention stand in one of the texts, inside the row if it names one?"""
    for text in map(fold, texts):
        start, end = 0, len(text)
        if mention.get("row"):
            start = text.find(fold(mention["row"]))
            if start < 0:
                continue
        if mention.get("next_row"):
            end = text.find(fold(mention["next_row"]), start + 1)
            if end < 0:
                continue
        part = text[start:end]
        if all(fold(words) in part for words in [mention["quote"], *mention.get("also", [])]):
            return True
    return False


def check_quotes(case: Case, texts: dict[str, list[str]]) -> Iterator[str]:
    """Every quote stands in its paper; every paper has its text."""
    names = {document["name"] for document in case["documents"]}
    if names != set(texts):
        yield f"papers and texts differ: {sorted(names ^ set(texts))}"
    for where, mention in mentions(case):
        if not quote_stands(mention, texts.get(mention["document"], [])):
            yield f"{where}: not in {mention['document']}: {mention['quote']!r}"


def check_weekdays(case: Case, texts: dict[str, list[str]]) -> Iterator[str]:
    """Every day of the week that a paper names with its date is right (the year of the case where none is given)."""
    usual_year = day(case["command"]["as_of"]).year
    for name, found in texts.items():
        for text in found:
            for weekday, number, month, year in NAMED_DAY.findall(text):
                on = date(int(year or usual_year), MONTHS.index(month[:3].lower()) + 1, int(number))
                if WEEKDAYS[on.weekday()] != weekday[:3].lower():
                    yield f"{name}: {weekday} {number} {month} is a {on:%A}"


def check_dates(case: Case) -> Iterator[str]:
    """Intervals run forward and are accepted; nothing is reported before it happened; ids and agencies resolve."""
    agencies = {agency["id"] for agency in case["agencies"]}
    identifiers = [item["id"] for item in [*case["incidents"], *case["events"], *case["discrepancies"]]]
    if len(identifiers) != len(set(identifiers)):
        yield "ids are not unique"
    for item in [*case["incidents"], *case["events"]]:
        if [item["start"], item["end"]] not in item["accept"]:
            yield f"{item['id']}: its own days are not accepted"
        for start, end in item["accept"]:
            if day(start) > day(end):
                yield f"{item['id']}: {start} is after {end}"
    for item in case["incidents"]:
        for report in item["reports"]:
            if report["agency"] not in agencies:
                yield f"{item['id']}: no agency {report['agency']}"
            if report["on"] not in report["accept_on"] or day(report["on"]) < day(item["start"]):
                yield f"{item['id']}: report of {report['on']}"


def policy_of(name: str) -> Case:
    """The data of a shipped policy."""
    return tomllib.loads((POLICIES / f"{name}.toml").read_text(encoding="utf-8"))


def working_days(first: date, last: date) -> int:
    """Working days after `first`, up to and with `last`, in England and Wales."""
    closed = holidays.country_holidays("GB", subdiv="ENG", years=range(first.year, last.year + 2))
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(1 for each in days if each.weekday() < 5 and each not in closed)


def due(start: date, limit: int) -> date:
    """The day on which `limit` working days have passed."""
    on = start
    while working_days(start, on) < limit:
        on += timedelta(days=1)
    return on


def check_delays(case: Case) -> Iterator[str]:
    """Due days, days taken, lateness and outcome, counted anew."""
    as_of = day(case["command"]["as_of"])
    for delay in case["delays"]:
        if delay["optional"] is True and delay["limit"]["unit"] != "working_days":
            continue  # an order's or an action's own day
        name, start, limit = delay["rule"], day(delay["started_on"]), delay["limit"]["n"]
        if delay["limit"]["unit"] != "working_days" or delay["optional"] not in (True, False):
            yield f"{name}: unit or optional"
        if delay["limit"] not in [timescale["limit"] for timescale in policy_of(delay["policy"])["timescales"]]:
            yield f"{name}: no timescale of {delay['policy']} has this limit"
        limit += delay.get("extension", {}).get("n", 0)  # agreed in writing
        expected: Case = {
            "due": due(start, limit).isoformat(),
            "taken": None,
            "late_by": None,
            "outcome": "outstanding",
        }
        if delay["done_on"]:
            taken = working_days(start, day(delay["done_on"]))
            late = taken > limit
            expected |= {
                "taken": taken,
                "late_by": taken - limit if late else None,
                "outcome": "late" if late else "met",
            }
        elif delay["done_accept"] or day(delay["due"]) > as_of:
            yield f"{name}: not overdue at {as_of}"
        for key, value in expected.items():
            if delay[key] != value:
                yield f"{name}: {key} is {value}, not {delay[key]}"


def months_after(on: date, months: int) -> date:
    """The corresponding day so many months later (earlier if negative), or the last of a month that is too short."""
    count = on.year * 12 + on.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    length = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - first).days
    return first.replace(day=min(on.day, length))


def last_day(beginning: date, limit: Case, counting: str) -> date:
    """The last day of a period: months "beginning with" a day (unless counted exclusively), days after it."""
    if limit["unit"] == "calendar_days":
        return beginning + timedelta(days=limit["n"])
    end = months_after(beginning, limit["n"])
    return end if counting == "exclusive" or end.day < beginning.day else end - timedelta(days=1)


def window_of(route: Case, application: date) -> tuple[date, date]:
    """The first and the last day of the window of an application."""
    months = route["window"]["n"]
    start = months_after(application, -months)
    while route["window_anchor"] == "complaint" and last_day(start, route["window"], "beginning") < application:
        start += timedelta(days=1)
    return start, application


class Counting:
    """What counts for one route of a policy."""

    def __init__(self, case: Case, route: Case) -> None:
        self.case, self.route = case, route
        bodies = set(route.get("bodies", BODIES))
        self.agencies = {agency["id"] for agency in case["agencies"] if bodies & set(agency["kind"])}

    def told(self, incident: Case) -> list[date]:
        """The days on which bodies whose reports count were told, in order."""
        reports = incident.get("told_by", incident["reports"])
        return sorted(day(report["on"]) for report in reports if report["agency"] in self.agencies)

    def why_excluded(self, incident: Case, application: date) -> str:
        """Why an incident does not count for an application of that day: "" if it does."""
        told = self.told(incident)
        start, end = window_of(self.route, application)
        by_incident = self.route["window_anchor"] == "application"
        if (told or by_incident) and not start <= (day(incident["start"]) if by_incident else told[0]) <= end:
            return "outside_window"
        if not told:
            return "not_reported"
        within = self.route.get("report_within")
        counting = self.route.get("report_counting", "beginning")
        return "reported_late" if within and told[0] > last_day(day(incident["start"]), within, counting) else ""

    def known(self, application: date) -> list[Case]:
        """The incidents that count for an application of that day."""
        return [incident for incident in self.case["incidents"] if not self.why_excluded(incident, application)]

    def reports_of_one(self, application: date) -> list[Case]:
        """The incidents about which enough reports were made in the window of an application of that day."""
        start, end = window_of(self.route, application)
        return [
            incident
            for incident in self.case["incidents"]
            if sum(start <= on <= end for on in self.told(incident)) >= self.route["count"]
        ]

    def met(self, application: date) -> bool:
        """Is the number reached for an application of that day?"""
        if self.route.get("one_incident"):
            return bool(self.reports_of_one(application))
        return len(self.known(application)) >= self.route["count"]

    def first_met(self) -> date | None:
        """The first day on which the number was reached."""
        days = sorted({on for incident in self.case["incidents"] for on in self.told(incident)})
        return next((on for on in days if self.met(on)), None)


def check_thresholds(case: Case) -> Iterator[str]:
    """Every route of every policy is answered, and what can be counted of it is right."""
    application = day(case["command"]["application_date"])
    answered = {(threshold["policy"], threshold["route"]) for threshold in case["thresholds"]}
    for policy in case["command"]["policies"]:
        for route in policy_of(policy).get("routes", ()):
            if (policy, route["route"]) not in answered and "judge" not in route:
                yield f"{policy}, {route['route']}: not answered"
    for threshold in case["thresholds"]:
        where = f"{threshold['policy']}, {threshold['route']}"
        routes = [r for r in policy_of(threshold["policy"])["routes"] if r["route"] == threshold["route"]]
        if len(routes) != 1:
            yield f"{where}: no such route"
            continue
        start, end = window_of(routes[0], application)
        if (threshold["window"]["start"], threshold["window"]["end"]) != (start.isoformat(), end.isoformat()):
            yield f"{where}: the window runs from {start} to {end}"
        yield from (f"{where}: {line}" for line in check_route(case, threshold, routes[0], application))


def check_route(case: Case, threshold: Case, route: Case, application: date) -> Iterator[str]:
    """One route: what counts, what does not and why, the outcome, and the day on which it was first met."""
    if "judge" in route:
        if threshold["counted"] is not None or "needs_decision" not in threshold["outcome"]:
            yield "a person decides"
        return
    yield from (f"{field} is not checked here" for field in UNREAD if field in route)
    counting = Counting(case, route)
    if route["route"] == "hate":
        hateful = [i["id"] for i in counting.known(application) if i["types"][0] == "hate"]
        if hateful != threshold["counted"]:
            yield f"counted are {hateful}"
        return
    if route.get("one_incident"):
        found = counting.reports_of_one(application)
        if [incident["id"] for incident in found] != threshold["counted"]:
            yield f"counted are {[incident['id'] for incident in found]}"
        who = sorted({report["who"] for incident in found for report in incident["told_by"]})
        if who != sorted(threshold["persons"]):
            yield f"told by {who}"
    else:
        for incident in case["incidents"]:
            name, reason = incident["id"], counting.why_excluded(incident, application)
            if (name in threshold["counted"]) == bool(reason):
                yield f"{name}: counted wrongly, {reason or 'it counts'}"
            if threshold["excluded"].get(name, [""]) != [reason]:
                yield f"{name}: excluded as {reason}"
    if route.get("distinct_dates"):
        days = [i["start"] for i in case["incidents"] if i["id"] in threshold["counted"]]
        if len(days) != len(set(days)):
            yield "two of the counted incidents are of one day"
    if counting.met(application) == ("not_met" in threshold["outcome"]):
        yield "the outcome is not what was counted"
    met = counting.first_met()
    if threshold["first_met_on"] != (met.isoformat() if met else None):
        yield f"first met on {met}"


def check_tellings(case: Case) -> Iterator[str]:
    """Where a case says who told whom, the reports are the same ones."""
    for incident in (i for i in case["incidents"] if "told_by" in i):
        told = {(report["agency"], report["on"]) for report in incident["told_by"]}
        reports = {(r["agency"], on) for r in incident["reports"] if not r.get("optional") for on in r["accept_on"]}
        if told != reports:
            yield f"{incident['id']}: told and reported differ: {sorted(told ^ reports)}"


def check(folder: Path) -> list[str]:
    """Everything that is wrong with the expected result in `folder`: one sentence each, none if all is well."""
    case: Case = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    texts = json.loads((folder / f"{case['bundle']}.texts.json").read_text(encoding="utf-8"))
    missing = [f"no list {name}" for name in LISTS if not isinstance(case.get(name), list)]
    if missing:
        return missing
    return [
        *check_quotes(case, texts),
        *check_weekdays(case, texts),
        *check_dates(case),
        *check_delays(case),
        *check_thresholds(case),
        *check_tellings(case),
    ]


def main() -> int:
    """Check the folders named on the command line."""
    wrong = [f"{folder}: {line}" for folder in sys.argv[1:] for line in check(Path(folder))]
    print("\n".join(wrong) or "nothing wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
