"""Check the expected result of a sample case against its papers, without running caseclock.

python samples/check_expected.py samples/mill-lane

Quotes must stand in the papers, days of the week must be right, and what follows by counting (working days, the
threshold) is counted here once more in the plainest way. Prints what is wrong, one line each; exit status 1 if
anything is.
"""

import json
import re
import sys
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
COUNTING_KINDS = {"police", "local_authority", "registered_provider", "health"}
REPORT_WITHIN = timedelta(days=30)  # hertsmere-2021, section 5
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
        name, start, limit = delay["rule"], day(delay["started_on"]), delay["limit"]["n"]
        if delay["limit"]["unit"] != "working_days" or delay["optional"] not in (True, False):
            yield f"{name}: unit or optional"
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


def six_months_before(on: date) -> date:
    """The corresponding day six months earlier."""
    year, month = (on.year, on.month - 6) if on.month > 6 else (on.year - 1, on.month + 6)
    return date(year, month, on.day)


def first_report(incident: Case, kinds: dict[str, set[str]]) -> date | None:
    """The first day on which a body whose reports count was told."""
    told = [day(r["on"]) for r in incident["reports"] if kinds[r["agency"]] & COUNTING_KINDS]
    return min(told) if told else None


def why_excluded(incident: Case, told: date | None, start: date, end: date) -> str:
    """Why an incident does not count in the window from `start` to `end`: "" if it does."""
    happened = day(incident["start"])
    if not start <= happened <= end:
        return "outside_window"
    if told is None:
        return "not_reported"
    return "reported_late" if told - happened > REPORT_WITHIN else ""


def check_threshold(case: Case) -> Iterator[str]:
    """The count route: window, what counts, what does not and why, and the day on which the third report was made."""
    kinds = {agency["id"]: set(agency["kind"]) for agency in case["agencies"]}
    application = day(case["command"]["application_date"])
    told = {incident["id"]: first_report(incident, kinds) for incident in case["incidents"]}
    for threshold in (t for t in case["thresholds"] if t["route"] == "count"):
        start, end = six_months_before(application), application
        if (threshold["window"]["start"], threshold["window"]["end"]) != (start.isoformat(), end.isoformat()):
            yield f"the window runs from {start} to {end}"
        for incident in case["incidents"]:
            name = incident["id"]
            reason = why_excluded(incident, told[name], start, end)
            if (name in threshold["counted"]) == bool(reason):
                yield f"{name}: counted wrongly, {reason or 'it counts'}"
            if threshold["excluded"].get(name, [""]) != [reason]:
                yield f"{name}: excluded as {reason}"
        days = sorted(filter(None, told.values()))
        met = next(on for on in days if _count_by(case, told, on) >= 3)
        if threshold["first_met_on"] != met.isoformat():
            yield f"first met on {met}"


def _count_by(case: Case, told: dict[str, date | None], on: date) -> int:
    known = [i for i in case["incidents"] if (told[i["id"]] or date.max) <= on]
    return sum(1 for i in known if not why_excluded(i, told[i["id"]], six_months_before(on), on))


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
        *check_threshold(case),
    ]


def main() -> int:
    """Check the folders named on the command line."""
    wrong = [f"{folder}: {line}" for folder in sys.argv[1:] for line in check(Path(folder))]
    print("\n".join(wrong) or "nothing wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
