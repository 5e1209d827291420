"""The calendar of several cases: one event a deadline, named so that nobody in a case is."""

from datetime import date

import pytest
from icalendar import Calendar
from tests.made_chronology import FINDINGS, made

from caseclock.api.pages.deadlines.deadlines_feed import feed, neutral_rule
from caseclock.models.chronology import Chronology
from caseclock.models.finding import Delay

LATE, OUTSTANDING = (finding for finding in FINDINGS if isinstance(finding, Delay))


def with_rule(rule: str) -> Chronology:
    return made().model_copy(update={"findings": (OUTSTANDING.model_copy(update={"rule": rule}),)})


def events(*cases: tuple[str, str, Chronology]) -> list[dict[str, str]]:
    calendar = Calendar.from_ical(feed(cases, "https://caseclock.council.example"))
    return [{name: str(event[name]) for name in ("uid", "summary", "url", "description")} for event in calendar.events]


def test_an_event_names_its_case_and_rule_and_leads_to_its_finding() -> None:
    (event,) = events(("c1", "AB/2021/44", made()))
    assert event["summary"] == "AB/2021/44: stage 2 response due"
    assert event["uid"] == "f3@c1.caseclock"
    assert event["url"] == "https://caseclock.council.example/cases/c1/findings#f3"


def test_the_day_is_the_due_day() -> None:
    (event,) = Calendar.from_ical(feed([("c1", "AB", made())], "http://x")).events
    assert event["dtstart"].dt == date(2021, 9, 30)


def test_two_cases_with_the_same_papers_have_events_of_their_own() -> None:
    found = events(("c1", "AB/1", made()), ("c2", "AB/2", made()))
    assert [event["uid"] for event in found] == ["f3@c1.caseclock", "f3@c2.caseclock"]
    assert [event["summary"] for event in found] == ["AB/1: stage 2 response due", "AB/2: stage 2 response due"]


def test_nothing_due_is_a_calendar_all_the_same() -> None:
    assert events() == []
    assert feed([], "http://x").startswith(b"BEGIN:VCALENDAR")


def test_the_same_cases_give_the_same_bytes() -> None:
    cases = [("c1", "AB/1", made())]
    assert feed(cases, "http://x") == feed(cases, "http://x")


@pytest.mark.parametrize(
    ("rule", "title"),
    [
        ("stage 1 response (QC-0412)", "stage 1 response (QC-0412)"),
        ("agreed action: Tenancy warning to Mr Ash", "agreed action"),
        ("ombudsman’s order: apologise to Ms Ash: in writing", "ombudsman’s order"),
    ],
)
def test_titles_have_no_words_of_papers(rule: str, title: str) -> None:
    assert neutral_rule(rule) == title
    (event,) = events(("c1", "AB/1", with_rule(rule)))
    assert event["summary"] == f"AB/1: {title} due"
