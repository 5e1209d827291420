"""Clocks as deadlines, and as a calendar read back with icalendar."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from tests.made_chronology import made, nothing

from caseclock.extractor.exports.calendar import deadlines, deadlines_calendar
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.finding import Delay, DelayOutcome, Limit, Moment
from caseclock.models.policy import Unit


def delay(id: str, due: date, outcome: DelayOutcome = DelayOutcome.OUTSTANDING, **more: object) -> Delay:
    fields: dict[str, object] = {
        "id": id,
        "policy": "quarrybank-complaints",
        "rule": "stage 1 response",
        "started": Moment(entry="e3", on=date(2021, 3, 8)),
        "limit": Limit(n=10, unit=Unit.WORKING_DAYS),
        "due": due,
        "done": None,
        "taken": None,
        "late_by": None,
        "outcome": outcome,
        "section": "6.3",
        "text": "Stage 1 response: 10 working days; more; and more",
    }
    return Delay.model_validate(fields | more)


def of(*delays: Delay, as_of: date = date(2021, 11, 1)):
    whole = made()
    case = whole.case.model_copy(update={"as_of": as_of})
    return whole.model_copy(update={"findings": delays, "case": case})


def events(data: bytes):
    return Calendar.from_ical(data).walk("VEVENT")


def test_deadlines_are_all_clocks_by_due_day():
    found = deadlines(made())
    assert [(d.finding, d.due, d.outcome) for d in found] == [
        ("f2", date(2021, 3, 22), "late"),
        ("f3", date(2021, 9, 30), "outstanding"),
    ]
    first = found[0]
    assert (first.policy, first.rule, first.section) == ("quarrybank-complaints", "stage 1 response", "6.3")
    assert (first.started, first.done, first.source) == (date(2021, 3, 8), date(2021, 4, 6), "complaint.eml")
    assert first.agency == "Quarrybank Homes"
    assert first.text.startswith("Answered after 19 working days")
    assert (found[1].agency, found[1].source) == ("", "")  # a day given by hand tells neither


def test_a_deadline_knows_whether_it_is_missed_and_how_long_is_left():
    one = deadlines(of(delay("a", date(2021, 11, 8))))[0]
    assert (one.days_left(date(2021, 11, 1)), one.is_missed(date(2021, 11, 8))) == (7, False)
    assert one.is_missed(date(2021, 11, 9))
    done = deadlines(made())[0]
    assert not done.is_missed(date(2021, 11, 1))


def test_outstanding_and_coming_clocks_are_events_and_no_others():
    kept = Moment(entry="e5", on=date(2021, 10, 30))
    chronology = of(
        delay("missed", date(2021, 3, 22)),
        delay("late", date(2021, 3, 22), DelayOutcome.LATE, done=Moment(entry="e5", on=date(2021, 4, 6))),
        delay("today", date(2021, 11, 1)),
        delay("kept", date(2021, 11, 5), DelayOutcome.MET, done=kept),
        delay("long ago", date(2021, 5, 5), DelayOutcome.MET, done=Moment(entry="e5", on=date(2021, 4, 6))),
    )
    found = events(deadlines_calendar(chronology, case_name="Alderfold 44"))
    assert [(str(event["uid"]), event.decoded("dtstart")) for event in found] == [
        ("missed@caseclock", date(2021, 3, 22)),
        ("today@caseclock", date(2021, 11, 1)),
        ("kept@caseclock", date(2021, 11, 5)),
    ]


def test_an_event_says_the_rule_where_it_stands_and_what_started_it():
    data = deadlines_calendar(of(delay("a", date(2021, 11, 8))), case_name="Alderfold, 44", uid_domain="c9.example")
    (event,) = events(data)
    assert str(event["summary"]) == "Stage 1 response due (Quarrybank Homes)"
    assert str(event["description"]).split("\n") == [
        "Case: Alderfold, 44",
        "Rule: stage 1 response (quarrybank-complaints, 6.3)",
        "Started: 8 March 2021",
        "Source: complaint.eml",
        "Status on 1 November 2021: 7 calendar days left",
        "Stage 1 response: 10 working days; more; and more.",
    ]
    assert event.decoded("dtend") == date(2021, 11, 9)  # an all-day event ends before this day
    assert event.decoded("dtstamp") == datetime(2021, 11, 1, tzinfo=UTC)
    assert str(event["uid"]) == "a@c9.example"
    assert str(Calendar.from_ical(data)["x-wr-calname"]) == "Deadlines: Alderfold, 44"


@pytest.mark.parametrize(
    ("due", "done", "said"),
    [
        (date(2021, 10, 31), None, "no answer found in the papers, 1 calendar day past its day"),
        (date(2021, 11, 1), None, "due today"),
        (date(2021, 11, 2), None, "1 calendar day left"),
        (date(2021, 11, 5), Moment(entry=None, on=date(2021, 10, 30)), "done on 30 October 2021"),
    ],
)
def test_its_status_is_said(due, done, said):
    outcome = DelayOutcome.MET if done else DelayOutcome.OUTSTANDING
    (event,) = events(deadlines_calendar(of(delay("a", due, outcome, done=done)), case_name="x"))
    assert f"Status on 1 November 2021: {said}" in str(event["description"]).split("\n")
    assert (", done" in str(event["summary"])) is bool(done)


def test_whoever_rules_sets_deadlines_for_others():
    whole = of(delay("a", date(2021, 11, 8), started=Moment(entry="e5", on=date(2021, 4, 6))))
    assert deadlines(whole)[0].agency == "Quarrybank Homes"
    ombudsman = Agency(id="quarrybank-homes", name="Housing Ombudsman", kind=AgencyKind.OMBUDSMAN)
    ruled = whole.model_copy(update={"agencies": (*whole.agencies[:2], ombudsman)})
    assert deadlines(ruled)[0].agency == ""


def test_the_same_chronology_gives_the_same_bytes():
    assert deadlines_calendar(made(), case_name="x") == deadlines_calendar(made(), case_name="x")


def test_a_case_without_clocks_is_an_empty_calendar():
    assert events(deadlines_calendar(nothing(), case_name="")) == []


@pytest.mark.parametrize("words", ["a;b,c\\d\nBEGIN:VEVENT", "\x00\u202e\ud800 name", "=cmd"])
def test_any_words_stay_inside_their_property(words):
    chronology = of(delay("a", date(2021, 11, 8), rule=words, text=words))
    data = deadlines_calendar(chronology, case_name=words)
    assert len(events(data)) == 1
