"""The timeline picture: which lane an entry is in, where it stands, what is told together."""

from datetime import date, timedelta

import pytest
from tests.made_chronology import AGENCIES, ENTRIES, FINDINGS, entry, made, when

from caseclock.api.pages.chronology.timeline import Mark, Timeline, make_timeline
from caseclock.api.pages.chronology.timeline_lanes import INCIDENTS, REPORTS
from caseclock.extractor.exports.places import Places
from caseclock.extractor.exports.table import make_rows
from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.chronology import Case, Chronology
from caseclock.models.entry import Entry, EntryKind
from caseclock.models.finding import Delay, DelayOutcome, Gap, Limit, Moment
from caseclock.models.policy import Unit
from caseclock.models.when import Precision

DAY = date(2021, 3, 8)
POLICE, COUNCIL, LANDLORD = (agency.id for agency in AGENCIES)


def of(*entries: Entry, **more: object) -> Chronology:
    """A chronology of these entries."""
    fields = {"case": Case(as_of=date(2021, 6, 1)), "documents": (), "agencies": AGENCIES, "findings": ()}
    return Chronology.model_construct(entries=entries, **(fields | more))


def picture(chronology: Chronology) -> Timeline:
    """Its picture, which it must have."""
    drawn = make_timeline(chronology, make_rows(chronology, Places(chronology.documents)))
    assert drawn is not None
    return drawn


def only_mark(drawn: Timeline) -> Mark:
    """The one mark of a picture."""
    (mark,) = drawn.marks
    return mark


@pytest.mark.parametrize(
    ("kind", "actor", "recipients", "lane"),
    [
        (EntryKind.INCIDENT, "respondent", (), INCIDENTS),
        (EntryKind.INCIDENT, POLICE, (), INCIDENTS),
        (EntryKind.REPORT, "complainant", (LANDLORD,), REPORTS),
        (EntryKind.REPORT, None, (), REPORTS),
        (EntryKind.REPORT, LANDLORD, (POLICE,), "Quarrybank Homes"),
        (EntryKind.COMPLAINT, "complainant", (LANDLORD,), REPORTS),
        (EntryKind.COMPLAINT_RESPONSE, LANDLORD, ("complainant",), "Quarrybank Homes"),
        (EntryKind.POLICE_ACTION, POLICE, (), "Northmere Police"),
        (EntryKind.CONTACT, "complainant", (COUNCIL,), "Alderfold Borough Council"),
        (EntryKind.ORDER, None, ("respondent",), "Other entries"),
        (EntryKind.OTHER, None, (), "Other entries"),
    ],
)
def test_an_entry_stands_in_the_lane_of_who_acted(
    kind: EntryKind, actor: str | None, recipients: tuple[str, ...], lane: str
) -> None:
    drawn = picture(of(entry(1, when(DAY), "Something.", kind, actor=actor, recipients=recipients)))
    assert [one.lane.name for one in drawn.lanes] == [lane]


def test_incidents_come_first_then_reports_then_the_agencies_that_acted_most() -> None:
    acts = [(EntryKind.OTHER, None), (EntryKind.CONTACT, COUNCIL), (EntryKind.AGENCY_ACTION, LANDLORD)]
    acts += [(EntryKind.AGENCY_ACTION, LANDLORD), (EntryKind.REPORT, "complainant"), (EntryKind.INCIDENT, None)]
    drawn = picture(of(*(entry(n, when(DAY), "x", kind, actor=actor) for n, (kind, actor) in enumerate(acts))))
    names = [one.lane.name for one in drawn.lanes]
    assert names == [INCIDENTS, REPORTS, "Quarrybank Homes", "Alderfold Borough Council", "Other entries"]


def test_agencies_beyond_the_eighth_share_a_lane() -> None:
    agencies = tuple(Agency(id=f"a{n}", name=f"Agency {n:02}", kind=AgencyKind.OTHER) for n in range(12))
    acts = [entry(n, when(DAY), "x", EntryKind.AGENCY_ACTION, actor=f"a{n % 12}") for n in range(20)]
    drawn = picture(of(*acts, agencies=agencies))
    assert [one.lane.name for one in drawn.lanes] == [*(f"Agency {n:02}" for n in range(8)), "Other agencies (4)"]
    assert len(drawn.lanes[-1].lane.rows) == 4


def test_a_long_name_is_shortened_in_the_picture_but_not_for_those_who_listen() -> None:
    name = "The Joint Northmere and Alderfold Community Safety Partnership Board"
    agencies = (Agency(id="a", name=name, kind=AgencyKind.OTHER),)
    (lane,) = picture(of(entry(1, when(DAY), "x", EntryKind.AGENCY_ACTION, actor="a"), agencies=agencies)).lanes
    assert lane.lane.name == name
    assert lane.lane.short.endswith("…")


@pytest.mark.parametrize(
    ("at", "is_open", "is_bar"),
    [
        (when(DAY), False, False),
        (when(DAY, precision=Precision.MINUTE, time="21:40"), False, False),
        (when(DAY, precision=Precision.APPROXIMATE), True, False),
        (when(DAY, DAY + timedelta(60), Precision.RANGE), False, True),
        (when(date(2021, 3, 1), date(2021, 3, 31), Precision.MONTH), True, True),
        (when(DAY, DAY + timedelta(1), Precision.RANGE), False, False),
    ],
    ids=["day", "minute", "about a day", "period", "month", "period too short for a bar"],
)
def test_periods_are_bars_and_uncertain_days_are_open(at: object, is_open: bool, is_bar: bool) -> None:
    others = [entry(n, when(DAY + timedelta(40 * n)), "x", EntryKind.REPORT) for n in range(6)]
    drawn = picture(of(entry(9, at, "Noise."), *others))  # type: ignore[arg-type]
    (mark,) = (one for one in drawn.marks if one.entry == "e9")
    assert (mark.is_open, mark.is_bar) == (is_open, is_bar)


def test_a_mark_is_called_by_its_date_kind_and_words_and_leads_to_its_row() -> None:
    mark = only_mark(picture(of(entry(4, when(DAY), "Loud music until late"))))
    assert mark.title == "8 March 2021: Incident. Loud music until late."
    assert (mark.entry, mark.numbers) == ("e4", (1,))


def test_a_crowd_becomes_one_mark_with_its_number() -> None:
    crowd = [entry(n, when(DAY), "Noise.") for n in range(9)]
    mark = only_mark(picture(of(*crowd)))
    assert mark.numbers == tuple(range(1, 10))
    assert mark.title == "9 entries from 8 March 2021 to 8 March 2021: 9 incident"


def test_what_is_undated_is_not_in_the_picture() -> None:
    undated = entry(2, when(None, precision=Precision.UNDATED), "Once.")
    assert only_mark(picture(of(entry(1, when(DAY), "Noise."), undated))).entry == "e1"
    chronology = of(undated)
    assert make_timeline(chronology, make_rows(chronology, Places(()))) is None


def clock(outcome: DelayOutcome, due: date, done: date | None = None, late_by: int | None = None) -> Delay:
    """A clock of ten working days that began on DAY with the first entry."""
    ended = Moment(entry=None, on=done) if done else None
    return Delay.model_validate(
        {**FINDINGS[1].model_dump(), "due": due, "done": ended, "late_by": late_by, "outcome": outcome}
        | {"started": Moment(entry="e1", on=DAY), "limit": Limit(n=10, unit=Unit.WORKING_DAYS)}
    )


@pytest.mark.parametrize(
    ("finding", "label"),
    [
        (clock(DelayOutcome.LATE, date(2021, 3, 22), date(2021, 4, 6), 9), "stage 1 response: 9 working days late"),
        (
            clock(DelayOutcome.OUTSTANDING, date(2021, 3, 22), None, 47),
            "stage 1 response: outstanding, 47 working days",
        ),
        (clock(DelayOutcome.OUTSTANDING, date(2021, 6, 2)), None),
        (clock(DelayOutcome.MET, date(2021, 3, 22), date(2021, 3, 10)), None),
    ],
    ids=["late", "outstanding", "not due yet", "in time"],
)
def test_only_missed_deadlines_are_drawn(finding: Delay, label: str | None) -> None:
    late = picture(of(entry(1, when(DAY), "x"), findings=(finding,))).late
    assert [one.label.startswith(label or "-") for one in late] == ([True] if label else [])


def test_a_missed_deadline_is_thin_until_due_and_thick_until_done() -> None:
    finding = clock(DelayOutcome.LATE, date(2021, 3, 22), date(2021, 4, 6), 9)
    drawn = picture(of(entry(1, when(DAY), "x"), findings=(finding,)))
    (late,) = drawn.late
    assert (late.x, late.due, late.end) == tuple(map(drawn.scale.x, (DAY, date(2021, 3, 22), date(2021, 4, 6))))
    assert late.entry == "e1"
    assert late.titles == (
        "Stage 1 response: started 8 March 2021, due 22 March 2021, done 6 April 2021 (9 working days late)",
    )


def test_many_missed_deadlines_are_told_together() -> None:
    many = tuple(clock(DelayOutcome.OUTSTANDING, date(2021, 3, 22), None, 47) for _ in range(40))
    late = picture(of(entry(1, when(DAY), "x"), findings=many)).late
    assert sum(len(one.titles) for one in late) == 40
    assert len(late) == 8
    assert all(one.label == f"{len(one.titles)} together" for one in late)


def test_a_gap_is_a_stretch_with_its_length_in_words() -> None:
    gap = Gap.model_validate(
        {"id": "g", "from": {"entry": "e1", "on": DAY}, "to": {"entry": None, "on": date(2021, 5, 3)}}
        | {"working_days": 37, "calendar_days": 56, "text": ""}
    )
    drawn = picture(of(entry(1, when(DAY), "x"), entry(2, when(date(2021, 5, 3)), "y"), findings=(gap,)))
    (quiet,) = drawn.quiet
    assert quiet.label == "37 working days without action"
    assert quiet.titles == ("No action from 8 March 2021 to 3 May 2021: 37 working days (56 calendar days)",)
    assert drawn.shades == ((quiet.x, quiet.width),)


def test_the_application_and_the_day_of_judging_are_named() -> None:
    drawn = picture(made())
    assert [flag.words for flag in drawn.flags] == ["As of 1 November 2021", "Application 19 October 2021"]


def test_the_summary_tells_what_the_picture_shows() -> None:
    told = picture(made()).summary
    assert told.startswith("From 11 February 2021 to ")
    assert f"Incidents: {sum(one.kind is EntryKind.INCIDENT for one in ENTRIES) - 1} entries" in told
    assert "2 missed deadlines; 1 period without action." in told
