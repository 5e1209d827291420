"""One thing under two dates: accounts of one entry, one reference, a slip in a later telling."""

from dataclasses import replace
from datetime import date

import pytest
from tests.discrepancy_factories import MONTHS, CaseMaker, found_in, two_accounts

from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind, IncidentType


def test_accounts_of_one_entry_on_two_days() -> None:
    (finding,) = found_in(two_accounts(date(2022, 5, 9), date(2022, 5, 19)))
    assert finding.about == "date"
    assert "9 May 2022" in finding.text
    assert "19 May 2022" in finding.text
    assert len(finding.sources) == 2


@pytest.mark.parametrize(
    ("second", "more"),
    [
        (date(2022, 5, 9), {}),
        (date(2022, 5, 10), {}),  # a night that crosses midnight
        (date(2022, 5, 19), {"said": "the following week"}),  # worked out, not said
        (date(2022, 5, 19), {"told": (("landlord", date(2022, 5, 19)),)}),  # the day of telling
        (date(2022, 5, 19), {"negated": True}),
        (date(2022, 5, 19), {"count": 3}),
        (date(2022, 9, 30), {}),  # too far away to be the same thing by its words alone
    ],
)
def test_accounts_that_can_both_be_right(second: date, more: dict[str, object]) -> None:
    assert found_in(two_accounts(date(2022, 5, 9), second, **more)) == ()


def test_one_reference_under_two_days_in_two_entries() -> None:
    case = CaseMaker()
    log = case.paper("log.pdf", "Ref 77/40518/22: window broken")
    letter = case.paper("letter.docx", "the window (crime 77/40518/22)")
    case.entry(case.event(log, "window broken", date(2022, 5, 9), references=("77/40518/22",)))
    case.entry(case.event(letter, "the window", date(2022, 6, 9), references=("77/40518/22",)))
    (finding,) = found_in(case)
    assert finding.about == "date"
    assert "77/40518/22" in finding.text


@pytest.mark.parametrize(
    "references",
    [
        (("0163",), ("0163",)),  # numbers that start again every day
        (("AB-70518",), ("AB-70518",), ("AB-70518",)),  # the number of a file
    ],
)
def test_references_that_are_not_one_incidents_own(references: tuple[tuple[str, ...], ...]) -> None:
    case = CaseMaker()
    for month, refs in enumerate(references, 5):
        paper = case.paper(f"paper {month}.docx", f"Thing number {month} happened")
        case.entry(case.event(paper, f"Thing number {month}", date(2022, month, 9), references=refs))
    assert found_in(case) == ()


def test_a_wrong_year_in_a_later_telling() -> None:
    case = CaseMaker()
    notes = case.paper("report.docx", "The officer posted the noise diary forms on 4 May 2022.\nFiller about drains.")
    review = case.paper("review.docx", "It took until 4 May 2023 for the officer to post the noise diary forms.")
    first = case.event(
        notes, "The officer posted the noise diary forms", date(2022, 5, 4), kind=EntryKind.AGENCY_ACTION
    )
    case.entry(first)
    case.entry(
        case.event(
            review, "for the officer to post the noise diary forms", date(2023, 5, 4), kind=EntryKind.AGENCY_ACTION
        )
    )
    (finding,) = found_in(case)
    assert finding.about == "date"


def test_the_same_noise_a_year_later_in_two_rows_of_a_diary() -> None:
    case = CaseMaker()
    diary = case.paper(
        "diary.xlsx",
        "04/05/2022 loud organ music until midnight\n04/05/2023 loud organ music until midnight",
        rows=True,
    )
    for row, on in (
        ("04/05/2022 loud organ music", date(2022, 5, 4)),
        ("04/05/2023 loud organ music", date(2023, 5, 4)),
    ):
        case.entry(case.event(diary, row, on, row=row))
    assert found_in(case) == ()


def retold(
    day: date, kind: DocumentKind = DocumentKind.LETTER, papers: int = 2, written: date = date(2022, 8, 1)
) -> CaseMaker:
    """Spraying told by papers of the day (9 May), and by a later letter that was not linked with them."""
    case = CaseMaker()
    types = (IncidentType.CRIMINAL_DAMAGE,)
    early = []
    for number in range(papers):
        log = case.paper(f"log {number}.pdf", f"{number} Garage door sprayed with silver paint 09/05/2022", rows=True)
        early.append(
            case.event(log, "Garage door sprayed with silver paint", date(2022, 5, 9), types=types, row=f"{number}")
        )
    case.entry(*early)
    letter = case.paper(
        "decision.docx", "We looked at the silver paint sprayed on the garage door.", kind=kind, dated=written
    )
    case.entry(case.event(letter, "the silver paint sprayed on the garage door", day, types=types))
    return case


@pytest.mark.parametrize("day", [date(2022, 6, 9), date(2022, 5, 19)])
def test_a_letter_alone_with_another_month_or_day(day: date) -> None:
    (finding,) = found_in(retold(day))
    assert finding.about == "date"
    assert "9 May 2022" in finding.text


@pytest.mark.parametrize(
    "case",
    [
        retold(date(2022, 5, 10)),  # the same night
        retold(date(2022, 6, 19)),  # day and month differ: another time
        retold(date(2022, 6, 9), DocumentKind.DIARY),  # a record of its own
        retold(date(2022, 6, 9), papers=1),  # one paper against another: two things
        retold(date(2022, 6, 9), written=date(2022, 6, 10)),  # it reports, it doesn't retell
    ],
)
def test_a_second_time_is_no_slip(case: CaseMaker) -> None:
    assert found_in(case) == ()


def test_a_passage_that_names_both_days_tells_of_two_things() -> None:
    case = CaseMaker()
    log = case.paper("log.docx", "On 9 May 2022 the shed window was broken.")
    report = case.paper("report.docx", "On 19 May 2022 she reported the shed window, broken on 9 May 2022.")
    case.entry(
        case.event(log, "the shed window was broken", date(2022, 5, 9)),
        case.event(report, "On 19 May 2022 she reported the shed window", date(2022, 5, 19)),
    )
    assert found_in(case) == ()


def shoved(clock: str, letter_clock: str, letter_day: date = date(2022, 5, 10)) -> CaseMaker:
    """Shoving by the bins in two papers, and in a neighbour's letter written at once."""
    case = CaseMaker()
    types = (IncidentType.VIOLENCE,)
    told = []
    for number in range(2):
        log = case.paper(f"log {number}.docx", f"Item {number}: shoved hard against the green bins.")
        event = case.event(log, f"Item {number}: shoved hard against the green bins.", date(2022, 5, 9), types=types)
        told.append(replace(event, when=event.when.model_copy(update={"time": clock})))
    case.entry(*told)
    letter = case.paper("letter.docx", "I saw her shoved hard against the green bins.", dated=date(2022, 5, 12))
    event = case.event(letter, "I saw her shoved hard against the green bins.", letter_day, types=types)
    case.entry(replace(event, when=event.when.model_copy(update={"time": letter_clock})))
    return case


def test_a_letter_a_day_out_at_the_same_hour() -> None:
    (finding,) = found_in(shoved("17:10", "17:15"))
    assert finding.about == "date"


@pytest.mark.parametrize(
    "case",
    [
        shoved("17:10", "19:00"),
        shoved("23:50", "23:55"),
        shoved("17:10", "17:15", date(2022, 5, 9)),
        shoved("17:10", "17:15", date(2022, 5, 12)),
    ],
)
def test_a_day_out_at_another_hour_or_by_night_is_another_time(case: CaseMaker) -> None:
    assert found_in(case) == ()


@pytest.mark.parametrize(
    ("day", "clock", "found"),
    [
        (date(2022, 5, 8), "22:40", True),  # nobody says "8 May" of what was late on the 9th
        (date(2022, 5, 10), "22:40", False),  # the night of the 9th
        (date(2022, 5, 10), "09:30", True),
    ],
)
def test_a_number_on_the_day_before_or_after(day: date, clock: str, found: bool) -> None:
    case = CaseMaker()
    log = case.paper("log.csv", "AB220509-1184 | 09/05/2022 | rockets", rows=True)
    minutes = case.paper("minutes.docx", "rockets | AB220509-1184", rows=True)
    event = case.event(log, "AB220509-1184 | 09/05/2022 | rockets", date(2022, 5, 9), row="1")
    case.entry(replace(event, when=event.when.model_copy(update={"time": clock})))
    case.entry(case.event(minutes, "rockets | AB220509-1184", day, row="2"))
    assert bool(found_in(case)) is found


def test_what_happens_again_and_again_is_no_slip() -> None:
    case = CaseMaker()
    for number, on in enumerate(
        (date(2021, 3, 2), date(2021, 7, 9), date(2021, 11, 30), date(2022, 1, 15), date(2022, 7, 9))
    ):
        text = f"On {on.day} {MONTHS[on.month - 1]} {on.year} he revved the motorbike under the arch."
        letter = case.paper(f"letter {number}.docx", text)
        case.entry(case.event(letter, "he revved the motorbike under the arch", on))
    assert found_in(case) == ()
