"""Long durations counted again: what lies between the two ends, and what is said where the ends are not sure."""

from datetime import date

import pytest
from tests.discrepancy_factories import CaseMaker, found_in

from caseclock.extractor.findings.long_durations import LongDuration, between, long_durations
from caseclock.extractor.findings.recounts import recounts
from caseclock.models.document import DocumentKind
from caseclock.models.entry import EntryKind, IncidentType
from caseclock.models.finding import Gap
from caseclock.models.step import Step

REPORT = DocumentKind.REPORT


def only(case: CaseMaker) -> LongDuration:
    (found,) = long_durations(case.passages())
    return found


def gap(case: CaseMaker) -> Gap:
    (found,) = recounts(case.linked, case.papers, case.times)
    return found


def days(found: Gap) -> tuple[date, date]:
    return found.from_.on, found.to.on


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2022, 1, 31), date(2022, 2, 28), "1 month"),
        (date(2022, 1, 31), date(2022, 3, 1), "1 month and 1 day"),
        (date(2020, 2, 29), date(2021, 2, 28), "12 months"),
        (date(2022, 5, 3), date(2022, 5, 20), "17 days"),
        (date(2022, 5, 3), date(2022, 8, 2), "2 months and 30 days"),
    ],
)
def test_the_time_between_two_days_in_words(start: date, end: date, words: str) -> None:
    assert between(start, end) == words


@pytest.mark.parametrize(
    ("words", "fits"),
    # From 3 May 2021 to 20 March 2022: 10 months and 17 days.
    [
        ("almost a year", True),
        ("nearly 11 months", True),
        ("over ten months", True),
        ("10 months", True),
        ("a year", True),
        ("approximately 10 months", True),
        ("almost 10 months", False),
        ("over a year", False),
        ("about 6 months", False),
        ("nearly two years", False),
        ("over 46 weeks", False),
        ("45 weeks", True),
    ],
)
def test_how_loosely_words_are_taken(words: str, fits: bool) -> None:
    case = CaseMaker()
    case.paper(
        "report.docx", f"A camera came on 20 March 2022, {words} after the shed burned on 3 May 2021.", kind=REPORT
    )
    assert (only(case).verdict == "fits") is fits


def test_a_figure_that_the_days_beside_it_do_not_give_is_shown_with_them() -> None:
    case = CaseMaker()
    case.paper(
        "report.docx", "The panel met on 3 May 2022, six months after the petition of 4 February 2022.", kind=REPORT
    )
    (finding,) = found_in(case)
    assert finding.about == "duration"
    assert "2 months and 29 days" in finding.text


@pytest.mark.parametrize(
    "text",
    [
        "The panel met on 3 May 2022, four months after the petition of 25 January 2022.",  # loose talk
        "The review of 3 May 2022 found that two months after the petition of 5 January 2021 nothing was done.",
    ],
)
def test_what_is_not_called_wrong(text: str) -> None:
    case = CaseMaker()
    case.paper("mail.eml", text)
    assert found_in(case) == ()


def test_a_clause_that_names_the_first_report() -> None:
    case = CaseMaker()
    report = case.paper(
        "report.docx",
        "She first reported the drums to the council on 9 June 2021.\n"
        "The council made one visit on 1 June 2022, nearly a year after her first report.",
        kind=REPORT,
    )
    case.entry(case.event(report, "The council made one visit on 1 June 2022", date(2022, 6, 1)))
    found = gap(case)
    assert days(found) == (date(2021, 6, 9), date(2022, 6, 1))
    assert "11 months and 23 days" in found.text


def test_a_telling_counts_to_the_day_on_which_it_is_told() -> None:
    case = CaseMaker()
    report = case.paper(
        "report.docx",
        "She asked for stage 2 on 4 March 2022.\nOn 20 May 2022 she rang the council. She said it had been over two "
        "months and there was no answer to her request to escalate the complaint.",
        kind=REPORT,
    )
    steps = frozenset({Step.STAGE2_REQUEST})
    case.entry(
        case.event(report, "She asked for stage 2", date(2022, 3, 4), kind=EntryKind.COMPLAINT, steps=steps),
    )
    case.entry(
        case.event(report, "On 20 May 2022 she rang the council", date(2022, 5, 20), kind=EntryKind.CONTACT),
    )
    assert days(gap(case)) == (date(2022, 3, 4), date(2022, 5, 20))


def test_silence_runs_from_the_last_word_to_the_day_of_writing() -> None:
    case = CaseMaker()
    report = case.paper(
        "report.docx",
        "On 2 February 2022 the landlord rang the tenant. On 9 March 2022 it wrote to her.\n"
        "It has not spoken to her for about two months.",
        kind=REPORT,
        dated=date(2022, 5, 12),
    )
    for quote, on in (("the landlord rang the tenant", date(2022, 2, 2)), ("it wrote to her", date(2022, 3, 9))):
        case.entry(case.event(report, quote, on, kind=EntryKind.CONTACT, actor="landlord", recipients=("complainant",)))
    found = gap(case)
    assert days(found) == (date(2022, 3, 9), date(2022, 5, 12))
    assert "2 months and 3 days" in found.text
    assert "doesn't name" in found.text


def attacks(*on: date) -> CaseMaker:
    case = CaseMaker()
    log = case.paper("log.pdf", "\n".join(f"Row {n} shoved on the landing" for n in range(len(on))), rows=True)
    for n, day in enumerate(on):
        types = (IncidentType.VIOLENCE,)
        case.entry(case.event(log, f"Row {n} shoved on the landing", day, types=types, row=str(n)))
    letter = case.paper(
        "letter.docx", "On 10 June 2022 she wrote that it had been almost six months since she was attacked."
    )
    case.entry(case.event(letter, "On 10 June 2022 she wrote", date(2022, 6, 10), kind=EntryKind.CONTACT))
    return case


def test_words_that_two_events_would_bear_out_name_both() -> None:
    found = gap(attacks(date(2021, 12, 20), date(2022, 1, 8), date(2022, 5, 30)))
    assert days(found) == (date(2021, 12, 20), date(2022, 6, 10))
    assert "The passage doesn't name the days" in found.text
    assert "8 January 2022" in found.text
    assert "30 May 2022" not in found.text


def test_words_that_nothing_bears_out_say_nothing() -> None:
    case = attacks(date(2022, 5, 30))
    assert recounts(case.linked, case.papers, case.times) == ()
    assert found_in(case) == ()


def test_a_span_of_months_is_counted_both_ways() -> None:
    case = CaseMaker()
    report = case.paper("report.docx", "We pay £20 a month for 9 months, from May 2021 to February 2022.", kind=REPORT)
    case.mention(report, "from May 2021 to February 2022", date(2021, 5, 1), date(2022, 2, 28))
    text = gap(case).text
    assert "9 months from month to month" in text
    assert "10 if the first and the last are both counted whole" in text


def test_the_earliest_is_named_where_a_later_one_gives_the_figure() -> None:
    case = attacks(date(2021, 3, 1), date(2021, 12, 20))
    case.paper("report.docx", "A guard came on 21 March 2022, three months after the first incident.", kind=REPORT)
    found = [g for g in recounts(case.linked, case.papers, case.times) if "three months" in g.text]
    (one,) = found
    assert days(one) == (date(2021, 12, 20), date(2022, 3, 21))
    assert "The earliest in the papers is 1 March 2021" in one.text


def test_a_policys_own_wording_is_no_statement() -> None:
    case = CaseMaker()
    text = "A review took place on 3 May 2022, six months after the report of 4 February 2022."
    case.paper("policy.docx", text, kind=DocumentKind.POLICY)
    assert long_durations(case.passages()) == ()


def test_weeks_are_counted_in_weeks() -> None:
    case = CaseMaker()
    case.paper(
        "report.docx", "The notice came on 30 May 2022, eight weeks after the warning of 4 April 2022.", kind=REPORT
    )
    assert "there are 8 weeks (56 calendar days)" in gap(case).text
