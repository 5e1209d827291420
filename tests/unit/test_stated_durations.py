"""The papers' own arithmetic, counted again from the two events that a figure lies between."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker

from caseclock.extractor.findings.duration_phrases import Relation, number_of, phrases_of
from caseclock.extractor.findings.duration_slips import duration_slips
from caseclock.extractor.findings.passages import Sentence
from caseclock.extractor.findings.stated_durations import StatedDuration, stated_durations
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind
from caseclock.models.finding import Moment
from caseclock.models.policy import Unit
from caseclock.models.step import Step


def phrases(text: str) -> list[tuple[int, Unit, Relation, str]]:
    found = phrases_of(Sentence("d", 0, len(text), text, 0))
    return [(p.figure, p.unit, p.relation, p.qualifier) for p in found]


@pytest.mark.parametrize(
    ("text", "figure", "unit", "relation", "qualifier"),
    [
        ("It wrote 12 working days after the call.", 12, Unit.WORKING_DAYS, Relation.AFTER, ""),
        ("It wrote twenty-one business days after the call.", 21, Unit.WORKING_DAYS, Relation.AFTER, ""),
        ("It wrote at least 40 days since the hearing.", 40, Unit.CALENDAR_DAYS, Relation.AFTER, "at least"),
        ("It wrote roughly nine days later.", 9, Unit.CALENDAR_DAYS, Relation.LATER, "about"),
        ("Nothing was done for a further 18 working days.", 18, Unit.WORKING_DAYS, Relation.FURTHER, ""),
        ("The first call came 3 days before the visit.", 3, Unit.CALENDAR_DAYS, Relation.BEFORE, ""),
        ("The reply took 31 working days to come.", 31, Unit.WORKING_DAYS, Relation.TOOK, ""),
        ("It answered 5 working days later after she had rung.", 5, Unit.WORKING_DAYS, Relation.AFTER, ""),
    ],
)
def test_a_stated_duration_is_read(text: str, figure: int, unit: Unit, relation: Relation, qualifier: str) -> None:
    assert phrases(text) == [(figure, unit, relation, qualifier)]


@pytest.mark.parametrize(
    "text",
    [
        "We reply within 10 working days of a complaint.",
        "The answer comes in 5 days from receipt.",
        "He had 14 days' notice of it.",
        "The 20 working day target was missed.",
        "It was 12 working days overdue.",
        "The noise went on for days after the visit.",
        "No more than 15 working days after the panel a letter is sent.",
    ],
)
def test_limits_and_loose_talk_are_no_stated_durations(text: str) -> None:
    assert phrases(text) == []


@pytest.mark.parametrize(
    ("words", "value"), [("7", 7), ("seven", 7), ("forty", 40), ("forty-seven", 47), ("sixty two", 62)]
)
def test_numbers_in_words(words: str, value: int) -> None:
    assert number_of(words) == value


def ends(found: StatedDuration) -> tuple[date | None, date | None]:
    return (found.start.on if found.start else None, found.end.on if found.end else None)


def only(case: CaseMaker) -> StatedDuration:
    (found,) = stated_durations(case.linked, case.papers, case.times)
    return found


@pytest.mark.parametrize(
    ("figure", "verdict"),
    # From Tuesday 3 May 2022 to Tuesday 7 June 2022, over the bank holidays of 2 and 3 June.
    [(24, "inclusive"), (23, "exclusive"), (26, "disagrees"), (25, "disagrees")],
)
def test_both_days_said_in_the_sentence(figure: int, verdict: str) -> None:
    case = CaseMaker()
    case.paper("report.docx", f"It replied on 7 June 2022, {figure} working days after she wrote on 3 May 2022.")
    found = only(case)
    assert (found.inclusive, found.exclusive, found.verdict) == (24, 23, verdict)
    assert ends(found) == (date(2022, 5, 3), date(2022, 6, 7))


def test_calendar_days_are_counted_as_they_come() -> None:
    case = CaseMaker()
    case.paper("report.docx", "It replied on 31 May 2022, 28 days after the panel met on 3 May 2022.")
    assert (only(case).inclusive, only(case).exclusive, only(case).verdict) == (29, 28, "exclusive")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("at least 26", "both"),
        ("about 27", "both"),
        ("over 27", "both"),
        ("nearly 30", "both"),
        ("about 50", "disagrees"),
    ],
)
def test_a_qualified_figure_holds_loosely(words: str, verdict: str) -> None:
    case = CaseMaker()
    case.paper("report.docx", f"It replied on 31 May 2022, {words} days after the panel met on 3 May 2022.")
    assert only(case).verdict == verdict


def test_the_start_may_be_an_event_told_elsewhere() -> None:
    case = CaseMaker()
    report = case.paper(
        "report.docx",
        "The police arrested the lodger at the garage on 3 May 2022.\n"
        "The council did not visit until 31 May 2022, 28 days after the lodger was arrested.",
    )
    arrest = case.entry(
        case.event(
            report, "The police arrested the lodger at the garage", date(2022, 5, 3), kind=EntryKind.POLICE_ACTION
        )
    )
    found = only(case)
    assert found.start == Moment(entry=arrest, on=date(2022, 5, 3))
    assert found.verdict == "exclusive"


def test_the_first_of_several_complaints_is_found_by_its_step() -> None:
    case = CaseMaker()
    report = case.paper(
        "report.docx",
        "She emailed on 4 April 2022 that nobody listened.\nShe emailed again on 9 May 2022 with a complaint.\n"
        "The stage 1 answer came on 23 May 2022, 49 days after she first complained.",
    )
    for quote, on in (("nobody listened", date(2022, 4, 4)), ("with a complaint", date(2022, 5, 9))):
        case.entry(case.event(report, quote, on, kind=EntryKind.COMPLAINT, steps=frozenset({Step.COMPLAINT})))
    found = only(case)
    assert ends(found) == (date(2022, 4, 4), date(2022, 5, 23))
    assert found.verdict == "exclusive"


def test_later_and_further_are_counted_from_what_was_told_before() -> None:
    case = CaseMaker()
    report = case.paper(
        "report.docx",
        "She first reported the drumming on Monday 7 March 2022.\n"
        "The officer did not ring the tenant about her first reports until 14 March 2022, 6 working days later. "
        "When that failed, no warning letter was posted for a further 9 working days.\n"
        "The warning letter was posted to the tenant on 24 March 2022.",
    )
    case.entry(case.event(report, "The warning letter was posted to the tenant", date(2022, 3, 24)))
    first, second = stated_durations(case.linked, case.papers, case.times)
    assert ends(first) == (date(2022, 3, 7), date(2022, 3, 14))
    assert ends(second) == (date(2022, 3, 14), date(2022, 3, 24))
    assert (first.verdict, second.verdict) == ("inclusive", "inclusive")


def test_a_letter_is_the_other_end_of_the_time_it_took() -> None:
    case = CaseMaker()
    case.paper(
        "reply.docx", "I am sorry that it took 28 days to answer your email of 3 May 2022.", dated=date(2022, 5, 31)
    )
    assert only(case).verdict == "exclusive"


def test_a_duration_whose_events_are_not_told_is_unresolved() -> None:
    case = CaseMaker()
    case.paper("report.docx", "The officer rang back 9 working days after the flood.")
    found = only(case)
    assert (found.verdict, found.start, found.inclusive) == ("unresolved", None, None)


def test_words_that_a_day_was_worked_out_from_state_nothing_more() -> None:
    case = CaseMaker()
    report = case.paper("report.docx", "She rang on the Monday and wrote 2 days later.")
    case.mention(report, "2 days later", date(2022, 5, 4), date(2022, 5, 4), relative=True, anchor="2022-05-02")
    assert stated_durations(case.linked, case.papers, case.times) == ()


def test_a_wrong_year_shows_and_the_year_that_fits_is_named() -> None:
    case = CaseMaker()
    report = case.paper(
        "report.docx",
        "She first reported the drumming on 3 May 2022.\n"
        "The officer tried to ring the drummer at home on 31 May 2022.\n"
        "The officer did not try to ring the drummer about her first report until 31 May 2023, 28 days later.",
    )
    case.entry(case.event(report, "The officer tried to ring the drummer at home on 31 May 2022", date(2022, 5, 31)))
    found = only(case)
    assert found.verdict == "disagrees"
    assert found.meant is not None
    assert found.meant.on == date(2022, 5, 31)
    (slip,) = duration_slips(case.passages())
    assert slip.about == "duration"
    assert len({s.start for s in slip.sources}) >= 2
    assert "31 May 2022" in slip.text


def test_two_dates_in_one_passage_are_cited_one_by_one() -> None:
    case = CaseMaker()
    case.paper("report.docx", "It replied on 7 June 2022, 40 working days after she wrote on 3 May 2022.")
    (slip,) = duration_slips(case.passages())
    assert [s.quote for s in slip.sources] == ["40 working days", "7 June 2022", "3 May 2022"]


def test_one_figure_counted_otherwise_than_the_rest_is_odd() -> None:
    case = CaseMaker()
    usual = [
        "It rang on 10 May 2022, 8 days after the call of 3 May 2022.",
        "It wrote on 12 May 2022, 10 days after the call of 3 May 2022.",
        "It called on 20 May 2022, 18 days after the call of 3 May 2022.",
        "It sent forms on 23 May 2022, 21 days after the call of 3 May 2022.",
    ]
    case.paper(
        "report.docx", "\n".join([*usual, "It closed the file on 31 May 2022, 28 days after the call of 3 May 2022."])
    )
    (slip,) = duration_slips(case.passages())
    assert "29" in slip.text
    assert [s.quote.split(",")[0] for s in slip.sources] == ["31 May 2022", "10 May 2022"]


def test_a_paper_that_keeps_to_one_convention_gives_no_finding() -> None:
    case = CaseMaker()
    case.paper("report.docx", "It rang on 10 May 2022, 7 days after the call of 3 May 2022.", kind=DocumentKind.REPORT)
    assert duration_slips(case.passages()) == []


@pytest.mark.parametrize(("figure", "found"), [(24, False), (23, False), (10, True)])
def test_this_letter_ends_on_the_day_that_it_bears(figure: int, found: bool) -> None:
    case = CaseMaker()
    case.paper(
        "reply.docx",
        f"You wrote to us on 3 May 2022. This answer comes {figure} working days later.",
        dated=date(2022, 6, 7),
    )
    case.mention("doc-1", f"{figure} working days later", date(2022, 6, 1), date(2022, 6, 1), relative=True)
    assert bool(duration_slips(case.passages())) is found
