"""What kind of paper it is, its own date, who wrote it, its references: told from words and shape."""

from datetime import date, datetime

import pytest

from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.papers import About, describe
from caseclock.extractor.readers.mail import email
from caseclock.extractor.readers.plain import reader as plain
from caseclock.extractor.readers.sheets import sheet
from caseclock.models.document import DocumentKind

LETTER = """Ashby Homes
4 Quay Street, Ashby

14 March 2024

Our ref: ASB/2291-A

Dear Ms Finch

Your complaint about noise

You wrote to us on 1 March 2024. We keep a diary of all that you report.

Yours sincerely

P Dunn
Customer Relations
"""
NEIGHBOURS = """12 Quay Street
Ashby
Date: 2 February 2024
To: Ashby Council

We, the undersigned, want something done. He drummed on 4 January 2024.

Signed
B Holt
"""
CRIME = """FENSHIRE CONSTABULARY
CRIME REPORT
Crime number: 12/3456/24
Committed from: 03/02/2024 22:00
Committed to: 03/02/2024 22:15
Reported: 03/02/2024 23:00
MO: Stone thrown at window.
Printed on 09/03/2024 at 14:05 by 1123
"""
MINUTES = """Ashby Community Safety Partnership
Minutes of the meeting held on Tuesday 5 March 2024
Present: A Bee (chair), C Dee
1. Apologies. None.
Date of next meeting: 9 April 2024
"""
OMBUDSMAN = """REPORT

Ashby Homes (202300001)

21 June 2024

Our approach

We decide what is fair.

Determination

There was service failure.
"""
STATEMENT = """IN THE COUNTY COURT AT ASHBY
Claim No: K00AB123
WITNESS STATEMENT OF BRENDA HOLT
I, Brenda Holt, of 12 Quay Street, say as follows.
1. On 4 January 2024 he drummed.
I believe that the facts stated in this witness statement are true.
Signed: B Holt
Dated: 8 April 2024
"""
FORM = """ASB Case Review: application form
Section 1: Your details
Full name: Brenda Holt
Date of birth: 01/02/1960
Please tick: [x] resident [ ] other
Date of application: 11/04/2024
"""
POLICY = """Ashby Homes Anti-Social Behaviour Policy
Version 3

1. Purpose

This policy sets out what we do about reports.
"""
CASE_NOTES = """Ashby Homes contact log

Date\tBy\tEntry
03/02/24\tPD\tT/C from tenant about drums
05/02/24\tPD\tHome visit, nobody in

Printed 01/03/24 09:10
"""
DIARY = """My diary of the drums

Day\tWhat happened\tWho saw it
3 Feb\tI was woken by drums\tmy sister
5 Feb\tHe shouted at me\tnobody
"""
CHAT = """12/03/2024, 18:22 - Nell: Drums again
12/03/2024, 18:25 - Sid: I hear it
12/03/2024, 18:26 - Nell: police called
"""


def about(text: str, name: str = "paper.txt") -> About:
    """What is told of a text file."""
    return describe(name, plain.read(text.encode(), DEFAULT_LIMITS))


@pytest.mark.parametrize(
    ("text", "kind", "dated", "author", "references"),
    [
        (LETTER, DocumentKind.LETTER, date(2024, 3, 14), "Ashby Homes", ("ASB/2291-A",)),
        (NEIGHBOURS, DocumentKind.LETTER, date(2024, 2, 2), "B Holt", ()),
        (CRIME, DocumentKind.POLICE_DISCLOSURE, date(2024, 3, 9), "FENSHIRE CONSTABULARY", ("12/3456/24",)),
        (MINUTES, DocumentKind.REPORT, date(2024, 3, 5), "Ashby Community Safety Partnership", ()),
        (OMBUDSMAN, DocumentKind.REPORT, date(2024, 6, 21), "Ashby Homes (202300001)", ()),
        (STATEMENT, DocumentKind.COURT_DOCUMENT, date(2024, 4, 8), "BRENDA HOLT", ("K00AB123",)),
        (FORM, DocumentKind.FORM, date(2024, 4, 11), "", ()),
        (POLICY, DocumentKind.POLICY, None, "Ashby Homes", ()),
        (CASE_NOTES, DocumentKind.CASE_NOTES, date(2024, 3, 1), "Ashby Homes", ()),
        (DIARY, DocumentKind.DIARY, None, "", ()),
        (CHAT, DocumentKind.OTHER, None, "", ()),
        ("Shopping: milk, eggs.\n", DocumentKind.OTHER, None, "", ()),
    ],
    ids=[
        "letter",
        "neighbours",
        "crime",
        "minutes",
        "ombudsman",
        "statement",
        "form",
        "policy",
        "notes",
        "diary",
        "chat",
        "other",
    ],
)
def test_kinds(text: str, kind: DocumentKind, dated: date | None, author: str, references: tuple[str, ...]) -> None:
    found = about(text)
    assert (found.kind, found.dated, found.author, found.references) == (kind, dated, author, references)


def test_written_is_told_to_the_minute_only_where_the_paper_tells_it() -> None:
    assert about(CRIME).written == datetime(2024, 3, 9, 14, 5)
    assert about(LETTER).written is None


def test_the_subject_of_a_letter_is_the_line_below_dear() -> None:
    assert about(LETTER).subject == "Your complaint about noise"


def test_an_email_is_dated_by_its_header() -> None:
    raw = (
        b"From: A Bee <a@b.example>\nTo: c@d.example\nDate: Fri, 17 May 2024 18:40:00 +0100\nSubject: Case AB-12\n\n"
        b"Dated 1 May 2024\n"
    )
    found = describe("x.eml", email.read(raw, DEFAULT_LIMITS))
    assert found == About(
        DocumentKind.EMAIL,
        date(2024, 5, 17),
        "A Bee <a@b.example>",
        ("AB-12",),
        datetime(2024, 5, 17, 18, 40),
        "Case AB-12",
    )


CALLS = """Ref,Occurred,Reported,Caller,Location,Result
E1,1/2/2024,1/2/2024,INF,Quay St,NFA
E2,2/2/2024,2/2/2024,INF,Quay St,NFA
"""
NOISE_APP = """Logged,From,To,Room,Category,Note
1/2/2024,31/1/2024,1/2/2024,bed,music,I was woken
3/2/2024,2/2/2024,3/2/2024,bed,music,My child woke
"""
OFFICER_NOTES = """Date,Officer,Contact type,Notes
1/2/2024,PD,call in,Tenant rang
3/2/2024,PD,visit,No reply
"""


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (CALLS, {DocumentKind.POLICE_DISCLOSURE, DocumentKind.INCIDENT_LOG}),
        (NOISE_APP, {DocumentKind.DIARY}),
        (OFFICER_NOTES, {DocumentKind.CASE_NOTES}),
    ],
)
def test_tables_are_told_by_their_columns(table: str, kinds: set[DocumentKind]) -> None:
    assert describe("export.csv", sheet.read(table.encode(), DEFAULT_LIMITS)).kind in kinds


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("Run by A Dean on 26/02/2024", date(2024, 2, 26)),
        ("Data extracted 3 June 2024 11:20", date(2024, 6, 3)),
        ("Incidents from 01/01/2024 to 31/03/2024. Prepared 02/04/2024 for the council.", date(2024, 4, 2)),
        ("Calls received 01/01/2024 to 31/03/2024", None),
        ("Report produced for incidents from 01/01/2024 to 31/03/2024", None),
    ],
)
def test_the_date_of_a_print(line: str, dated: date | None) -> None:
    rows = "Log\tOccurred\tReported\tResult\nE1\t05/01/2024\t05/01/2024\tNFA\nE2\t06/01/2024\t07/01/2024\tNFA\n"
    assert about(f"Fenshire Police: incident log\n{line}\n\n{rows}").dated == dated
