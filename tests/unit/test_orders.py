"""An ombudsman's orders and a meeting's actions as clocks: which words set one, and what says that it was done."""

import io
from datetime import date

import pytest
from docx import Document
from tests.clockwork import clocks

from caseclock.models.finding import Delay, DelayOutcome

DECISION = """Housing Ombudsman Service

REPORT

COMPLAINT 202299881
Brambling Homes
{on}

Determination

In accordance with the Scheme, there was maladministration by the landlord in its handling of reports of noise. \
There was service failure in its complaint handling.

Orders

{orders}
"""
MINUTES = """Minutes of the ASB case review panel
Meeting of 2 May 2023

Present: Jo Pell (Brambling Homes), PC Adeyemi (Fenshire Police), Sam Orr (Fenborough Council)

Actions

{actions}
"""


def orders(*lines: str, on: str = "6 March 2023", as_of: str = "2023-10-01", **others: str) -> list[Delay]:
    """The clocks of a decision with these lines under "Orders", and of other papers."""
    papers: dict[str, str | bytes] = {"decision.txt": DECISION.format(on=on, orders="\n".join(lines))}
    papers |= {f"{name}.txt": text for name, text in others.items()}
    return [one for one in clocks(papers, as_of=date.fromisoformat(as_of)) if one.policy == "order"]


def actions(*lines: str, as_of: str = "2023-10-01", **others: str) -> list[Delay]:
    """The clocks of minutes with these lines under "Actions", and of other papers."""
    papers: dict[str, str | bytes] = {"minutes.txt": MINUTES.format(actions="\n".join(lines))}
    papers |= {f"{name}.txt": text for name, text in others.items()}
    return [one for one in clocks(papers, as_of=date.fromisoformat(as_of)) if one.policy == "panel-action"]


@pytest.mark.parametrize(
    ("on", "words", "limit", "due"),
    [
        ("6 March 2023", "within four weeks of the date of this report", (4, "weeks"), "2023-04-03"),
        ("6 March 2023", "within 4 weeks", (4, "weeks"), "2023-04-03"),
        ("6 March 2023", "within 28 days of this determination", (28, "calendar_days"), "2023-04-03"),
        ("6 March 2023", "by 28 April 2023", (53, "calendar_days"), "2023-04-28"),
        ("31 January 2024", "within one month", (1, "months"), "2024-02-29"),  # a leap year
        ("31 January 2023", "within one month of the date of this report", (1, "months"), "2023-02-28"),
        ("31 August 2022", "within six months", (6, "months"), "2023-02-28"),
        ("29 February 2024", "within 12 months", (12, "months"), "2025-02-28"),
        ("3 April 2023", "within 5 working days", (5, "working_days"), "2023-04-12"),  # over Easter
        ("28 April 2023", "within ten working days", (10, "working_days"), "2023-05-16"),  # three bank holidays but two
        ("12 September 2022", "within five working days", (5, "working_days"), "2022-09-20"),  # a funeral
    ],
)
def test_the_time_runs_from_the_day_of_the_decision(on: str, words: str, limit: tuple[int, str], due: str) -> None:
    (found,) = orders(f"1. The landlord must write to the resident to apologise {words}.", on=on, as_of="2025-12-01")
    assert (found.limit.n, found.limit.unit) == limit
    assert found.due.isoformat() == due
    assert found.outcome is DelayOutcome.OUTSTANDING


@pytest.mark.parametrize(
    "words",
    [
        "The landlord must write to the resident to apologise.",  # no limit
        "The landlord must start the works within four weeks of receiving the plans.",  # from a day not known here
        "The landlord must write to the resident every week, within two days of each visit.",
        "The landlord must keep the log up to date within its working week.",
    ],
)
def test_what_sets_no_last_day_starts_no_clock(words: str) -> None:
    assert orders(f"1. {words}") == []


def test_a_line_above_a_list_gives_its_limit_to_each_item() -> None:
    found = orders(
        "Within four weeks of the date of this report the landlord must:",
        "1. Write to the resident to apologise.",
        "2. Pay the resident £650 in compensation.",
        "",
        "The landlord must review its training of officers within eight weeks.",
    )
    assert [(one.limit.n, one.due.isoformat(), one.section) for one in found] == [
        (4, "2023-04-03", "Orders 1"),
        (4, "2023-04-03", "Orders 2"),
        (8, "2023-05-01", "Orders"),
    ]


def test_what_an_order_is_made_up_of_are_no_orders() -> None:
    found = orders(
        "1. The landlord must pay £650 within four weeks. It is made up of:",
        "a. £400 for distress.",
        "b. £250 for its complaint handling.",
        "2. The landlord must review the case within six weeks. The review must include:",
        "a. The training of its staff.",
    )
    assert [one.limit.n for one in found] == [4, 6]


def test_the_same_order_in_the_summary_and_at_the_end_is_one() -> None:
    line = "The landlord must pay the resident £650 in compensation within four weeks."
    assert len(orders(line, "", "Recommendations", "", line)) == 1


NOTES = """Brambling Homes: case notes for Flat 7

06/02/2023 Rang Ms Harker about her rent account.
{note}
22/05/2023 Rang Ms Harker about her parking permit.
"""


@pytest.mark.parametrize(
    ("order", "note", "done", "outcome", "late_by"),
    [
        ("pay the resident £650", "03/04/2023 £650 compensation paid to Ms Harker.", "2023-04-03", "met", None),
        ("pay the resident £650", "12/04/2023 £650 compensation paid to Ms Harker.", "2023-04-12", "late", 1),
        ("pay the resident £650", "12/04/2023 £100 paid to Ms Harker for her lock.", None, "outstanding", None),
        ("apologise to the resident", "20/03/2023 Letter of apology posted to Ms Harker.", "2023-03-20", "met", None),
        ("apologise to the resident", "20/02/2023 Letter of apology posted to Ms Harker.", None, "outstanding", None),
        ("apologise to the resident", "20/03/2023 Letter of apology was not sent.", None, "outstanding", None),
        ("write to her to apologise", "20/03/2023 Letter sent to Ms Harker about her rent.", None, "outstanding", None),
        ("write to her to apologise", "20/03/2023 Apologised to Ms Harker by letter.", "2023-03-20", "met", None),
        ("fit a door closer", "27/03/2023 Door closer fitted in the hall.", "2023-03-27", "met", None),
        ("fit a door closer", "27/03/2023 Smoke alarm fitted in the hall.", None, "outstanding", None),
        ("review the training of its officers", "27/03/2023 Rent account reviewed.", None, "outstanding", None),
    ],
)
def test_an_entry_that_tells_of_the_same_deed_ends_it(
    order: str, note: str, done: str | None, outcome: str, late_by: int | None
) -> None:
    (found,) = orders(f"1. The landlord must {order} within four weeks.", notes=NOTES.format(note=note))
    assert (found.done.on.isoformat() if found.done else None, str(found.outcome)) == (done, outcome)
    assert found.late_by == late_by


def test_where_no_paper_is_later_the_text_says_that_they_cannot_tell() -> None:
    (found,) = orders("1. The landlord must apologise to the resident within four weeks.")
    assert "nothing in the papers is later, so they can’t tell whether it was done" in found.text


def test_a_letter_that_tells_of_an_order_makes_none() -> None:
    letter = (
        "Brambling Homes\n\n20 March 2023\n\nDear Ms Harker\n\nThe Ombudsman found maladministration and service "
        "failure and ordered us to pay you £650 within four weeks.\n\nYours sincerely\nJo Pell\nBrambling Homes\n"
    )
    found = orders("1. The landlord must pay the resident £650 within four weeks.", letter=letter)
    assert [one.due.isoformat() for one in found] == ["2023-04-03"]


def test_items_under_an_order_with_a_limit_are_orders_each() -> None:
    found = orders(
        "1. Within four weeks of the date of this determination, the landlord must:",
        "a. Arrange for a senior officer to apologise in person.",
        "b. Pay the resident £1,200.",
        "2. Within eight weeks of the date of this determination, the landlord must carry out a case review.",
        on="29 February 2024",
        as_of="2024-08-01",
    )
    assert [(one.rule, one.due.isoformat()) for one in found] == [
        ("ombudsman’s order: Arrange for a senior officer to apologise in person", "2024-03-28"),
        ("ombudsman’s order: Pay the resident £1,200", "2024-03-28"),
        ("ombudsman’s order: carry out a case review", "2024-04-25"),
    ]


COUNCIL = """The Local Government and Social Care Ombudsman

Final decision

Fenborough Council (23 004 411)
14 August 2023

Finding

We uphold the complaint. The Council was at fault for not acting on her reports. This caused Ms X injustice.

Agreed action

Within one month of my final decision the Council will:
- apologise to Ms X for the distress caused;
- pay Ms X £300.

Ms X should send us her receipts within two weeks.

Within three months of my final decision the Council will remind its officers of the policy.
"""


def test_what_a_council_agreed_with_its_ombudsman() -> None:
    found = clocks({"decision.txt": COUNCIL})
    assert [(one.policy, one.section, one.due.isoformat()) for one in found] == [
        ("order", "Agreed action", "2023-09-14"),
        ("order", "Agreed action", "2023-09-14"),
        ("order", "Agreed action", "2023-11-14"),
    ]


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("The panel met on 2 May 2023. These actions were agreed.", "2023-05-02"),
        ("The case review meeting was held on Tuesday 2 May 2023.", "2023-05-02"),
        ("Since the last meeting on 4 April 2023 there have been two reports.", "2023-05-03"),  # the day of the email
    ],
)
def test_actions_told_in_a_letter_run_from_the_meeting_it_speaks_of(words: str, on: str) -> None:
    mail = (
        "From: Sam Orr, Fenborough Council <sam@fenborough.example>\nTo: Ann Harker <ann@post.example>\n"
        "Date: Wed, 3 May 2023 09:00:00 +0100\nSubject: ASB case review: action plan\n\n"
        f"Dear Ms Harker,\n\n{words}\n\nAction 1: Fenshire Police to call on him within 2 weeks.\n\nSam Orr\n"
    )
    (found,) = clocks({"plan.eml": mail})
    assert found.started.on.isoformat() == on


@pytest.mark.parametrize(
    ("line", "limit", "due"),
    [
        ("Action 1: Brambling Homes to visit Ms Harker by 12 May 2023.", (10, "calendar_days"), "2023-05-12"),
        ("Action 2 - Fenshire Police to serve a warning within 14 days.", (14, "calendar_days"), "2023-05-16"),
        ("Action 3: Fenborough Council to test the meter within 10 working days.", (10, "working_days"), "2023-05-17"),
    ],
)
def test_an_action_of_a_panel_runs_from_its_meeting(line: str, limit: tuple[int, str], due: str) -> None:
    (found,) = actions(line)
    assert (found.started.on.isoformat(), found.limit.n, str(found.limit.unit)) == ("2023-05-02", *limit)
    assert found.due.isoformat() == due


@pytest.mark.parametrize(
    "line",
    [
        "Action 1: Brambling Homes to visit Ms Harker.",
        "Action 1: Brambling Homes to ring Ms Harker weekly until 12 June 2023.",
        "Action 1: Brambling Homes visited Ms Harker, done by 28 April 2023.",  # before the meeting
    ],
)
def test_an_action_without_a_day_to_come_runs_no_clock(line: str) -> None:
    assert actions(line) == []


def test_only_the_agency_that_is_to_act_ends_an_action() -> None:
    lines = (
        "Action 1: Brambling Homes to visit Ms Harker by 12 May 2023.",
        "Action 2: Fenborough Council to visit Ms Harker by 12 May 2023.",
    )
    found = actions(*lines, notes=NOTES.format(note="10/05/2023 Visited Ms Harker at home."))
    assert [str(one.outcome) for one in found] == ["met", "outstanding"]


ROWS = """No,Action,Owner,Due,Status
1,Fit a loan camera at the flat,Brambling Homes,26/05/2023,Open
2,Serve a warning on the neighbour,Fenshire Police,12/05/2023,Done 09/05/2023
3,Test the sound meter,Fenborough Council,12/05/2023,Done 15/05/2023
4,Write to both sides,Brambling Homes,12/05/2023,Complete
5,Ring Ms Harker weekly,Brambling Homes,12/05/2023,Open
6,Ask for the records,Fenborough Council,28/04/2023,Overdue
"""


def minutes_with_a_table(rows: str) -> bytes:
    """Minutes as a Word document."""
    document, out = Document(), io.BytesIO()
    for line in MINUTES.format(actions="").strip().splitlines():
        document.add_paragraph(line)
    cells = [row.split(",") for row in rows.strip().splitlines()]
    table = document.add_table(rows=len(cells), cols=len(cells[0]))
    for number, row in enumerate(cells):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    document.save(out)
    return out.getvalue()


def test_rows_of_a_table_of_actions_with_what_it_says_of_them() -> None:
    found = clocks({"minutes.docx": minutes_with_a_table(ROWS)}, as_of=date(2023, 10, 1))
    assert [(one.section, one.due.isoformat(), str(one.outcome), one.late_by) for one in found] == [
        ("action 1", "2023-05-26", "outstanding", None),
        ("action 2", "2023-05-12", "met", None),
        ("action 3", "2023-05-12", "late", 3),
        # 4 was done, on a day that is not said; 5 is to be done again and again; 6 began before this meeting
    ]


def test_a_letter_about_the_matter_is_the_writing_that_was_agreed() -> None:
    mail = (
        "From: Sam Orr, Fenborough Council <sam@fenborough.example>\nTo: Ann Harker <ann@post.example>\n"
        "Date: Tue, 9 May 2023 09:00:00 +0100\nSubject: {subject}\n\nDear Ms Harker,\n\n{words}\n\nSam Orr\n"
    )
    line = "Action 1: Fenborough Council to write to Ms Harker with the outcome of the review by 12 May 2023."
    told = mail.format(
        subject="Outcome", words="The outcome of your case review is that the landlord did what it could."
    )
    other = mail.format(subject="Bins", words="Your brown bin will be emptied on Friday.")
    assert [str(one.outcome) for one in actions(line, mail=told)] == ["met"]
    assert [str(one.outcome) for one in actions(line, mail=other)] == ["outstanding"]


@pytest.mark.parametrize(
    ("header", "due"),
    [
        ("Action,Who,By", ["2023-05-12"]),
        ("Action agreed,Lead,When", ["2023-05-12"]),
        ("Agreed action,Responsible,By when", ["2023-05-12"]),
        ("Action taken,Who,When", []),
    ],
)
def test_how_the_column_of_last_days_may_be_headed(header: str, due: list[str]) -> None:
    rows = f"{header}\nFit a loan camera at the flat,Jo Pell,12 May 2023"
    assert [one.due.isoformat() for one in clocks({"minutes.docx": minutes_with_a_table(rows)})] == due


@pytest.mark.parametrize(
    ("escalated", "late"),
    [
        ("On 2 June 2023 I took the overdue action to the line manager at Brambling Homes.", [("line manager", None)]),
        ("On 9 June 2023 I took the overdue action to the line manager at Brambling Homes.", [("line manager", 1)]),
        (
            "On 12 July 2023 I referred the overdue action to the Head of Service at Brambling Homes.",
            [("Head of Service", None)],
        ),
    ],
)
def test_an_overdue_action_is_to_be_taken_higher(escalated: str, late: list[tuple[str, int | None]]) -> None:
    letter = ("Fenborough Council", "1 August 2023", "Dear Ms Harker", escalated, "Sam Orr\nFenborough Council")
    papers: dict[str, str | bytes] = {
        "minutes.txt": MINUTES.format(actions="Action 1: Brambling Homes to visit Ms Harker by 12 May 2023."),
        "letter.txt": "\n\n".join(letter),
    }
    found = [one for one in clocks(papers, "hertsmere-2021") if one.rule.startswith("take an overdue action")]
    assert [(one.rule.removeprefix("take an overdue action to the "), one.late_by) for one in found] == late


def test_the_order_of_the_papers_does_not_matter() -> None:
    papers: dict[str, str | bytes] = {
        "decision.txt": DECISION.format(on="6 March 2023", orders="The landlord must pay £650 within four weeks."),
        "minutes.txt": MINUTES.format(actions="Action 1: Brambling Homes to visit Ms Harker by 12 May 2023."),
        "notes.txt": NOTES.format(note="12/04/2023 £650 compensation paid to Ms Harker."),
    }
    assert clocks(papers) == clocks(dict(reversed(papers.items())))
    assert len(clocks(papers)) == 2
