"""Passages that do not fit together: each kind found on a small case, and its look-alikes left alone."""

import random
from datetime import date, datetime

import pytest
from tests.discrepancy_factories import CaseMaker, message

from caseclock.extractor.findings.digits import slip_between
from caseclock.extractor.findings.discrepancies import discrepancies
from caseclock.extractor.findings.done_or_not import thing_of
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.finding import Discrepancy
from caseclock.models.step import Step


def found_in(case: CaseMaker) -> tuple[Discrepancy, ...]:
    found = discrepancies(case.linked, case.papers, case.times)
    for finding in found:
        assert len({(s.document, s.start) for s in finding.sources}) >= 2
        assert all(case.text(s.document)[s.start : s.end] == s.quote for s in finding.sources)
    return found


def quotes(finding: Discrepancy) -> list[str]:
    return [s.quote for s in finding.sources]


def two_accounts(first: date, second: date, **more: object) -> CaseMaker:
    """A broken window told in a statement and in a letter, linked to one entry."""
    case = CaseMaker()
    statement = case.paper("statement.docx", f"On {first.day}/5 the shed window was broken with a spade.")
    letter = case.paper("letter.docx", "You told us that the shed window was broken.")
    case.entry(
        case.event(statement, "the shed window was broken with a spade", first),
        case.event(letter, "the shed window was broken", second, **more),
    )
    return case


# 1. one thing under two dates


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


# 2. quoted headers

BODY = "Please see the three photographs of the gate which I took this morning before the rain set in."


def thread(quoted_day: str, quoted_sent: datetime, body: str = BODY) -> CaseMaker:
    case = CaseMaker()
    original = f"Date: Wed, 4 May 2022 09:12:00\nSubject: gate\n\n{BODY}"
    case.paper(
        "gate.eml",
        original,
        kind=DocumentKind.EMAIL,
        messages=(message(original, "Date:", BODY, datetime(2022, 5, 4, 9, 12)),),
    )
    lines = "> " + body
    reply = f"Date: Fri, 6 May 2022 10:00:00\n\nThank you, noted.\n\nOn {quoted_day}, J Ashdown wrote:\n{lines}"
    own = message(reply, "Date:", "Thank you, noted.", datetime(2022, 5, 6, 10))
    case.paper(
        "re gate.eml",
        reply,
        kind=DocumentKind.EMAIL,
        messages=(own, message(reply, "On ", lines, quoted_sent, depth=1)),
    )
    return case


def test_a_quoted_header_with_another_date() -> None:
    (finding,) = found_in(thread("Wed, 4 May 2021 at 09:12", datetime(2021, 5, 4, 9, 12)))
    assert finding.about == "date"
    assert quotes(finding) == ["Date: Wed, 4 May 2022 09:12:00", "On Wed, 4 May 2021 at 09:12, J Ashdown wrote:"]


@pytest.mark.parametrize(
    ("day", "sent", "body"),
    [
        ("Wed, 4 May 2022 at 09:12", datetime(2022, 5, 4, 9, 12), BODY),
        ("Tue, 3 May 2022 at 22:12", datetime(2022, 5, 3, 22, 12), BODY),  # hours, not days: another time zone
        (
            "Wed, 4 May 2021 at 09:12",
            datetime(2021, 5, 4, 9, 12),
            "Something altogether different was written in this one here.",
        ),
        ("Wed, 4 May 2021 at 09:12", datetime(2021, 5, 4, 9, 12), "Thanks a lot."),
    ],
)
def test_quotations_that_are_in_order(day: str, sent: datetime, body: str) -> None:
    assert found_in(thread(day, sent, body)) == ()


# 3. digits


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("77/40518/22", "77/40581/22", "swapped"),
        ("77/40518/22", "77/40519/22", "changed"),
        ("AB-12345", "AB-21345", "swapped"),
        ("AB-12345", "AC-12345", ""),
        ("AB-12345", "AB-54321", ""),
        ("AB-12345", "AB-123456", ""),
        ("AB-12345", "AB-12345", ""),
    ],
)
def test_slips_between_numbers(one: str, other: str, slip: str) -> None:
    assert slip_between(one, other) == slip


def two_numbers(one: str, other: str, second: date = date(2022, 5, 9), **more: object) -> CaseMaker:
    case = CaseMaker()
    report = case.paper("crime report.pdf", f"Crime {one}: bins set alight in the yard", rows=True)
    note = case.paper("contact log.pdf", f"Caller says bins alight in the yard, crime {other}", rows=True)
    types = (IncidentType.CRIMINAL_DAMAGE,)
    case.entry(case.event(report, case.text(report), date(2022, 5, 9), types=types, references=(one,), row="1"))
    case.entry(case.event(note, case.text(note), second, types=types, references=(other,), row="7", **more))
    return case


def test_two_digits_changed_round() -> None:
    (finding,) = found_in(two_numbers("77/40518/22", "77/40581/22"))
    assert finding.about == "identity"
    assert "77/40518/22" in finding.text
    assert "77/40581/22" in finding.text


@pytest.mark.parametrize(
    ("other", "second"),
    [
        ("77/40519/22", date(2022, 5, 9)),  # the next number of the same log
        ("77/40581/22", date(2022, 8, 9)),  # another day
        ("77/61240/22", date(2022, 5, 9)),  # another number
    ],
)
def test_numbers_that_are_just_others(other: str, second: date) -> None:
    assert found_in(two_numbers("77/40518/22", other, second)) == ()


def test_a_paper_that_gives_both_numbers_knows_two() -> None:
    case = two_numbers("77/40518/22", "77/40581/22")
    both = case.paper("list.docx", "Crimes 77/40518/22 and 77/40581/22")
    case.entry(
        case.event(
            both, "Crimes 77/40518/22 and 77/40581/22", date(2022, 5, 9), references=("77/40518/22", "77/40581/22")
        )
    )
    assert found_in(case) == ()


# 4. done against not done


def visit(done: str, undone: str, day: date = date(2022, 5, 9), **more: object) -> CaseMaker:
    case = CaseMaker()
    letter = case.paper("reply.docx", done, dated=date(2022, 6, 1))
    log = case.paper("contact log.pdf", undone)
    case.entry(case.event(letter, done, day, kind=EntryKind.AGENCY_ACTION, actor="landlord"))
    case.entry(case.event(log, undone, date(2022, 5, 9), kind=EntryKind.CONTACT, **{"actor": "landlord", **more}))
    return case


def test_a_visit_that_was_called_off_and_took_place() -> None:
    case = visit("Our officer visited you on 9 May 2022.", "Visit called off, nobody free.", negated=True)
    (finding,) = found_in(case)
    assert finding.about == "other"
    assert set(quotes(finding)) == {"Our officer visited you on 9 May 2022.", "Visit called off, nobody free."}


@pytest.mark.parametrize(
    ("done", "undone", "day", "more"),
    [
        ("Our officer visited you on 12 May 2022.", "Visit called off.", date(2022, 5, 12), {}),
        ("Our officer phoned you on 9 May 2022.", "Visit called off.", date(2022, 5, 9), {}),
        ("Our officer will visit you on 9 May 2022.", "Visit called off.", date(2022, 5, 9), {}),
        ("Our officer visited you on 9 May 2022.", "Police visit called off.", date(2022, 5, 9), {"actor": "police"}),
    ],
)
def test_deeds_that_can_both_be_so(done: str, undone: str, day: date, more: dict[str, object]) -> None:
    assert found_in(visit(done, undone, day, negated=True, **more)) == ()


@pytest.mark.parametrize(
    ("text", "thing"),
    [("HV to tnt", "visit"), ("She called on you at home", "visit"), ("rang her", "call"), ("warning posted", "letter"),
     ("mediation took place", "meeting"), ("noise all night", "")],
)  # fmt: skip
def test_what_a_deed_is(text: str, thing: str) -> None:
    assert thing_of(text) == thing


# 6. counts


def reply(statement: str, agency: str = "council") -> CaseMaker:
    case = CaseMaker()
    letter = case.paper("reply.docx", f"{statement}\nYour complaint is closed.", dated=date(2022, 6, 1))
    case.mention(letter, "between 2 May 2022 and 20 May 2022", date(2022, 5, 2), date(2022, 5, 20))
    case.entry(
        case.event(
            letter, "Your complaint is closed.", date(2022, 6, 1), kind=EntryKind.COMPLAINT_RESPONSE, actor=agency
        )
    )
    app = case.paper("app.csv", "drums all night 04/05/2022\ndrums again 11/05/2022\nbarking 30/05/2022", rows=True)
    for words, on in (
        ("drums all night", date(2022, 5, 4)),
        ("drums again", date(2022, 5, 11)),
        ("barking", date(2022, 5, 30)),
    ):
        case.entry(case.event(app, words, on, told=(("council", on),), row=words))
    return case


def test_no_reports_in_a_period_that_has_some() -> None:
    (finding,) = found_in(reply("We hold no reports about the drums between 2 May 2022 and 20 May 2022."))
    assert finding.about == "count"
    assert quotes(finding)[1:] == ["drums all night", "drums again"]


@pytest.mark.parametrize(
    ("statement", "agency"),
    [
        ("We hold no reports about the drums between 2 May 2022 and 20 May 2022.", "police"),  # it was not told
        ("We hold two reports about the drums between 2 May 2022 and 20 May 2022.", "council"),
        ("We had only two reports between 2 May 2022 and 20 May 2022.", "council"),
        ("If there were no reports between 2 May 2022 and 20 May 2022, we close the file.", "council"),
    ],
)
def test_counts_that_hold_or_say_nothing(statement: str, agency: str) -> None:
    assert found_in(reply(statement, agency)) == ()


def test_no_reports_of_a_sort_are_counted_against_that_sort() -> None:
    case = reply("We hold no reports of violence between 2 May 2022 and 20 May 2022.")
    assert found_in(case) == ()
    violent = case.paper("log.pdf", "Punched in the yard 06/05/2022", rows=True)
    event = case.event(
        violent,
        "Punched in the yard",
        date(2022, 5, 6),
        types=(IncidentType.VIOLENCE,),
        told=(("council", date(2022, 5, 6)),),
    )
    case.entry(event)
    (finding,) = found_in(case)
    assert quotes(finding)[1:] == ["Punched in the yard"]


# 7. quoted otherwise


def test_one_notice_on_two_sets_of_grounds() -> None:
    case = CaseMaker()
    case.paper("log.docx", "On 9 May 2022 a notice was served on grounds 10 and 12.")
    case.paper("letter.docx", "The notice served on 9 May 2022 relied on grounds 12 and 14.")
    (finding,) = found_in(case)
    assert finding.about == "identity"
    assert "grounds 10 and 12" in finding.text
    assert "grounds 12 and 14" in finding.text


@pytest.mark.parametrize(
    "other",
    [
        "The notice served on 9 May 2022 relied on grounds 12, 10.",
        "The notice served on 9 May 2022 relied on ground 12.",
        "The notice served on 30 September 2022 relied on grounds 12 and 14.",
        "It should have considered a notice on grounds 12 and 14.",
    ],
)
def test_grounds_that_agree_or_belong_to_another_notice(other: str) -> None:
    case = CaseMaker()
    case.paper("log.docx", "On 9 May 2022 a notice was served on grounds 10 and 12.")
    case.paper("letter.docx", other)
    assert found_in(case) == ()


def test_a_stage_response_with_two_dates() -> None:
    case = CaseMaker()
    case.paper("stage 2.docx", "Our answer.", dated=date(2022, 5, 19))
    case.paper(
        "report.docx",
        "The stage 2 response came on 19 May 2022.\n"
        "The £80 was offered on 16 May 2022 as part of its stage 2 response.",
        kind=DocumentKind.REPORT,
    )
    (finding,) = found_in(case)
    assert finding.about == "date"
    assert "16 May 2022" in finding.text


@pytest.mark.parametrize(
    "other",
    [
        "The stage 2 response of 20 May 2022 was read out.",  # written one day, sent the next
        "She asked on 16 May 2022 for a stage 2 response.\nShe requested a stage 2 response on 16 May 2022.",
        "It sent a holding letter on 16 May 2022, not the stage 2 response.",
        "It sent another stage 1 response on 16 May 2022.",
    ],
)
def test_other_days_of_a_stage_are_no_second_date(other: str) -> None:
    case = CaseMaker()
    case.paper("stage 2.docx", "Our answer.", dated=date(2022, 5, 19))
    case.paper("report.docx", f"The stage 2 response came on 19 May 2022.\n{other}", kind=DocumentKind.REPORT)
    assert found_in(case) == ()


def test_one_offer_with_two_sums() -> None:
    case = CaseMaker()
    case.paper("reply.docx", "At stage 1 we offer you £60 for this.")
    case.paper("report.docx", "At stage 1 the landlord offered £90.")
    (finding,) = found_in(case)
    assert finding.about == "other"
    assert "£60" in finding.text
    assert "£90" in finding.text


def test_a_sum_that_grew_is_no_second_sum() -> None:
    case = CaseMaker()
    case.paper("reply.docx", "At stage 1 we offer you £60 for this.")
    case.paper("report.docx", "The £60 was too little. At stage 1 the landlord should have offered £90.")
    assert found_in(case) == ()


# 8. claimed before it was so


def claim(told: str, record: str, recorded: date) -> CaseMaker:
    case = CaseMaker()
    letter = case.paper("letter.docx", told)
    file = case.paper("file.docx", record)
    case.entry(case.event(letter, told, date(2022, 5, 9), kind=EntryKind.CONTACT))
    case.entry(case.event(file, record, recorded, kind=EntryKind.AGENCY_ACTION))
    return case


def test_a_request_said_to_be_made_before_it_was() -> None:
    case = claim(
        "On 9 May 2022 it told her that sound recording equipment had been requested.",
        "The council requested sound recording equipment on 23 May 2022.",
        date(2022, 5, 23),
    )
    (finding,) = found_in(case)
    assert finding.about == "other"
    assert "23 May 2022" in finding.text


@pytest.mark.parametrize(
    ("record", "recorded"),
    [
        ("The council requested sound recording equipment on 6 May 2022.", date(2022, 5, 6)),
        ("The council chased the sound recording equipment again on 23 May 2022.", date(2022, 5, 23)),
        ("The council requested a new lock on 23 May 2022.", date(2022, 5, 23)),
        ("The council requested sound recording equipment on 23 November 2022.", date(2022, 11, 23)),
    ],
)
def test_claims_that_the_record_bears_out(record: str, recorded: date) -> None:
    told = "On 9 May 2022 it told her that sound recording equipment had been requested."
    assert found_in(claim(told, record, recorded)) == ()


def test_a_paper_that_says_itself_that_the_record_differs() -> None:
    case = claim(
        "On 9 May 2022 it said that it had asked the school for a statement, but its records show that it had not.",
        "The officer asked the school for a statement on 1 June 2022.",
        date(2022, 6, 1),
    )
    (finding,) = found_in(case)
    assert "1 June 2022" in finding.text


def test_a_paper_that_puts_a_telling_right() -> None:
    case = CaseMaker()
    case.paper(
        "report.docx",
        "On 9 May 2022 it told her that the lock order was still with the contractor.\n"
        "On 9 May 2022 it informed her that the lock order was still with its contractor. "
        "However, the lock had already been fitted.",
        kind=DocumentKind.REPORT,
    )
    (finding,) = found_in(case)
    assert finding.about == "other"
    assert quotes(finding)[1] == "However, the lock had already been fitted."


# day and month changed round


def register(row: str) -> CaseMaker:
    case = CaseMaker()
    case.paper("register.xlsx", row, rows=True)
    diary = case.paper("diary.docx", "Drums on the landing until midnight on 3 November 2022.")
    case.entry(case.event(diary, "Drums on the landing until midnight", date(2022, 11, 3)))
    return case


def test_day_and_month_changed_round() -> None:
    (finding,) = found_in(register("SR 1 | 04/11/2022 | 11/03/2022 | Drums last night, landing"))
    assert finding.about == "date"
    assert "3 November 2022" in finding.text
    assert {s.document for s in finding.sources} == {"doc-1", "doc-2"}


def test_day_and_month_changed_round_in_a_record_that_stands_alone() -> None:
    (finding,) = found_in(register("SR 1 | 08/07/2022 | 07/08/2022 | Drums last night, landing"))
    assert {s.document for s in finding.sources} == {"doc-1"}


@pytest.mark.parametrize(
    "row",
    [
        "SR 1 | 08/07/2022 | 07/01/2022 | Told late, drums in January",
        "SR 1 | 04/11/2022 | 03/11/2022 | Drums last night",
        "SR 1 | 04/11/2022 | 25/03/2022 | Told late",
        "SR 1 | 12/03/2022 | 11/03/2022 | Drums last night",
        "SR 1 | 20/12/2022 | 11/03/2022 | Told very late",
    ],
)
def test_dates_that_are_in_order(row: str) -> None:
    assert found_in(register(row)) == ()


# a date said to be changed


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("The copy of the email had its date changed to 19 May 2022.", True),
        ("The copy of the email was misdated 19 May 2022.", True),
        ("The date of the email was changed to 9 May 2022.", False),
        ("The meeting moved to 19 May 2022.", False),
    ],
)
def test_a_date_said_to_be_changed(second: str, found: bool) -> None:
    case = CaseMaker()
    case.paper("report.docx", f"The email was sent on 9 May 2022. {second}", kind=DocumentKind.REPORT)
    assert [f.about for f in found_in(case)] == (["date"] if found else [])


# all together


def test_order_and_ids_do_not_hang_on_the_order_of_papers_and_entries() -> None:
    case = two_accounts(date(2022, 5, 9), date(2022, 5, 19))
    case.paper("log.docx", "On 9 May 2022 a notice was served on grounds 10 and 12.")
    case.paper("reply.docx", "The notice served on 9 May 2022 relied on grounds 12 and 14.")
    first = found_in(case)
    assert len(first) == 2
    shuffled = random.Random(7)
    shuffled.shuffle(case.papers)
    shuffled.shuffle(case.linked)
    assert found_in(case) == first
    assert all(f.id.startswith("x-") for f in first)


def test_a_copy_of_a_paper_cannot_disagree_with_it() -> None:
    case = CaseMaker()
    case.paper("log.docx", "On 9 May 2022 a notice was served on grounds 10 and 12.")
    case.paper("copy.docx", "The notice served on 9 May 2022 relied on grounds 12 and 14.", duplicate_of="doc-1")
    assert found_in(case) == ()


def test_nothing_comes_of_nothing() -> None:
    assert discrepancies((), (), {}) == ()


def test_a_stage_step_alone_is_no_discrepancy() -> None:
    case = CaseMaker()
    letter = case.paper("letter.docx", "We answer your complaint.")
    case.entry(case.event(letter, "We answer", date(2022, 5, 9), steps=frozenset({Step.STAGE1_RESPONSE})))
    assert found_in(case) == ()
