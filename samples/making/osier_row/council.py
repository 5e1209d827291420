"""London Borough of Richmond upon Thames: the noise team's incident log, the letters on the case review."""

from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from making.fixed import workbook_bytes
from making.osier_row.plain import printed_letter, rows_of

TITLE = "Environmental Protection: incident log, Osier Row and Wharf Lane (extract of 3 June 2025)"
HEADINGS = ("Received", "At", "Log", "About", "Detail", "Officer", "Action taken")
LOG = """
08/04/2023 | 00:40 | EP-23-0188 | 10 Coracle House | Caller at flat 6 says party above her since ten last night,
stamping and shouting | OOH | Not visited, team at another job
15/04/2023 | 22:10 | EP-23-0201 | 5 Wharf Lane | Band practising in garage at 5 Wharf Lane | OOH | Stopped at 22:30
27/04/2023 | 22:35 | EP-23-0231 | 10 Coracle House | Flat 6 again, music from flat 10 since nine, bass clear on the
telephone | RB | Letter to Mr Voss sent 02/05/2023
05/07/2023 | 09:30 | EP-23-0366 | Coracle House hall | Mrs Tolland says Mr Voss's dog was loose in the hall at four
yesterday and pinned her by the post boxes | DW | Dog warden called at flat 10 on 06/07/2023
28/08/2023 | 18:15 | EP-23-0477 | 10 Coracle House | Flat 6 reports sound system since 14:00, bank holiday | OOH |
Officer heard music in street at 20:10, spoke to Mr Voss
11/11/2023 | 21:00 | EP-23-0598 | 30 Osier Row | Bonfire smoke from garden of 30 Osier Row | RB | Advice
27/09/2024 | 23:52 | EP-24-0512 | 10 Coracle House | Music from flat 10 began 23:30, Mrs Tolland in tears | OOH |
Diary pack posted
12/12/2024 | 11:05 | EP-24-0640 | Coracle House landing | Mrs Tolland says bin bag was set alight outside flat 6 a month
ago today, burn mark on floor | RB | Photograph kept
19/12/2024 | 10:00 | EP-24-0655 | 2 Osier Row | Christmas lights at 2 Osier Row flashing into bedroom | RB | Not a
nuisance
07/02/2025 | 09:20 | EP-25-0058 | 10 Coracle House | Mrs Tolland says drill was run into the floor above her bed at ten
last night | RB | Logged
10/02/2025 | 10:10 | EP-25-0061 | 10 Coracle House | Flat 6, drilling once more, on Friday night at half past ten | RB |
Warning letter to Mr Voss sent 11/02/2025
12/04/2025 | 23:40 | EP-25-0143 | 10 Coracle House | Music from flat 10 since eleven | OOH | Heard from pavement
16/05/2025 | 14:30 | EP-25-0190 | 9 Wharf Lane | Pub extractor fan at 9 Wharf Lane | RB | Passed to planning
"""

DECISION = """
# London Borough of Richmond upon Thames, Community Safety Service

28 April 2025

Reference CT/25/07

Dear Mrs Tolland

You asked for a case review on 26 March 2025 and I wrote to you on 31 March 2025 to say that your form had come.

I have decided that the threshold is met. There are more than three separate complaints on different dates in the six
months before your request. Among them are being followed on 12 October 2024, the knife at your door on 23 November
2024, the shouting through your letterbox on 15 December 2024 and the events of 17 March 2025. The behaviour is
persistent and the responses have not been adequate.

The panel should meet by 8 May 2025. I will be in touch about your statement.

Yours sincerely

Tamsin Okeke, Community Safety Manager
"""

OUTCOME = """
# London Borough of Richmond upon Thames, Community Safety Service

2 June 2025

Reference CT/25/07

Dear Mrs Tolland

The panel met on 21 May 2025 with Tidewater Constabulary, Larkfield Housing Association and our noise team.

The panel found that the firework on 31 October 2023 and the baseball bat on 29 February 2024 called for an
application to the court much sooner. An interim injunction was not sought until December 2024. On 16 December 2024 the
court fined Mr Voss £200 for breach and on 19 March 2025 it gave him fourteen days, suspended. The abuse on 5 May 2025
shows that this has not stopped him.

These actions were agreed:

Action 1. Larkfield to fit a camera on the second floor landing by 30 June 2025.

Action 2. Tidewater Constabulary to review the crimes filed without result by 16 June 2025.

Action 3. The noise team to place recording equipment in flat 6 by 23 June 2025.

If you do not agree with the outcome you may ask for an appeal.

Yours sincerely

Tamsin Okeke, Community Safety Manager
"""


def noise_log() -> bytes:
    """The noise team's log: one row for each call, days and times as such; a second sheet of codes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Incident log"
    sheet.append([TITLE])
    sheet.append([])
    sheet.append(list(HEADINGS))
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for received, at, *others in rows_of(LOG):
        day, month, year = map(int, received.split("/"))
        sheet.append([date(year, month, day), time.fromisoformat(at), *others])
        sheet.cell(sheet.max_row, 1).number_format = "dd/mm/yyyy"
        sheet.cell(sheet.max_row, 2).number_format = "hh:mm"
        sheet.cell(sheet.max_row, 5).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCDEFG", (12, 8, 13, 22, 70, 9, 44), strict=True):
        sheet.column_dimensions[letter].width = width
    codes = book.create_sheet("Codes")
    for row in (("OOH", "Out of hours duty officer"), ("RB", "R Brandreth, noise team"), ("DW", "Dog warden")):
        codes.append(list(row))
    return workbook_bytes(book, "R Brandreth", datetime(2025, 6, 3, 11, 20))


def decision_letter() -> bytes:
    """The decision on the threshold, PDF."""
    return printed_letter(DECISION, datetime(2025, 4, 28, 15, 0), "CT/25/07 decision")


def outcome_letter() -> bytes:
    """The outcome of the review and its actions, PDF."""
    return printed_letter(OUTCOME, datetime(2025, 6, 2, 12, 0), "CT/25/07 outcome")
