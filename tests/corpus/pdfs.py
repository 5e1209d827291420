"""PDFs of running text: columns, furniture of pages, numbered paragraphs, letters, prints of messages, odd drawing."""

from collections.abc import Callable

from reportlab.lib import pagesizes
from reportlab.lib.utils import simpleSplit
from tests.pdf_maker import Sheet

_ACCOUNT = (
    "On Friday 3 May 2024 a group of about eight young people gathered at the foot of the stairs and would not let the "
    "residents of the second floor pass. The caretaker asked them to leave at 21:15 and was sworn at."
)
_CALL = (
    "A call was made to the police at 21:40 the same evening. The operator gave the reference 0711 of 03/05/2024 and "
    "said that a patrol would come by when one was free. No patrol came that night."
)
_WINDOW = (
    "In the early hours of 4 May 2024 a stone was thrown through the kitchen window of number 12. Glass fell on the "
    "table at which the children had their breakfast an hour later."
)
_LETTER = (
    "The landlord wrote to every flat on 7 May 2024 and asked for diary sheets to be kept for a fortnight. Nine of the "
    "fourteen households sent them back; six name the same two addresses."
)
_VIEW = (
    "It is not for this office to say who threw the stone. It is for the landlord to look at what its tenants have "
    "told it, and to say within its own time limits what it will do."
)
_OPEN_ENDS = (
    "The officer who took the first call has since said that the entry was made from memory on the next day, and that",
    "Two of the households that did not answer were asked again by telephone and said that they would rather not and",
    "What the caretaker saw he wrote in the day book, of which the page for that night is missing. It was read once by",
)
_SENTENCES = (_ACCOUNT, _CALL, _WINDOW, _LETTER, _VIEW)


def _column(sheet: Sheet, x: float, top: float, width: float, paragraphs: tuple[str, ...]) -> None:
    """Paragraphs in a column of their own, the pen back at its head for each column."""
    sheet.y = top
    for text in paragraphs:
        sheet.wrapped(x, text, width)
        sheet.y += 6


def two_column_newsletter() -> bytes:
    """A title across the page, then two columns; the second begins in the middle of a sentence."""
    sheet = Sheet()
    sheet.line((45, "Tanner Court residents' news"), bold=True, size=18, step=24)
    sheet.line(
        (45, "Summer 2024. What was said at the meeting of 20 May 2024 about the stairs and the bin store."), step=22
    )
    lines = [piece for text in _SENTENCES for piece in (*simpleSplit(text, "Helvetica", 9, 235), "")]
    half = 14
    for x, part in ((45, lines[:half]), (315, lines[half:])):
        sheet.y = 115
        for piece in part:
            sheet.line((x, piece))
    sheet.y = 420
    sheet.wrapped(45, "The next meeting is on 17 June 2024 at 19:00 in the community room. " + _VIEW, 500)
    return sheet.done()


def two_column_report() -> bytes:
    """Two columns with headings of their own inside them, over two pages."""
    sheet = Sheet()
    sheet.line((45, "Review of case TC/118"), bold=True, size=15, step=26)
    _column(sheet, 45, 100, 235, (_ACCOUNT, _CALL))
    sheet.line((45, "The damage"), bold=True, size=10)
    sheet.wrapped(45, _WINDOW, 235)
    _column(sheet, 315, 100, 235, (_LETTER,))
    sheet.line((315, "Our view"), bold=True, size=10)
    sheet.wrapped(315, _VIEW, 235)
    sheet.page()
    _column(sheet, 45, 60, 235, (_VIEW, _CALL))
    _column(sheet, 315, 60, 235, (_ACCOUNT, _LETTER))
    return sheet.done()


def running_header() -> bytes:
    """A running header with the case, a footer with the page; on page 3 the date of a note stands at the head."""
    sheet = Sheet()
    for number in range(1, 5):
        sheet.y = 34
        sheet.line((45, "Weirside Homes: case TC/118"), (430, "OFFICIAL - SENSITIVE"), size=7)
        sheet.y = 70
        if number == 3:
            sheet.line((45, "Note of 9 May 2024"), bold=True, step=16)
        for text in _SENTENCES[number - 1 :] + _SENTENCES[: number - 1]:
            sheet.wrapped(45, text, 500)
            sheet.y += 7
        if number < 4:  # the sentence goes on over the page
            sheet.y = 770
            sheet.wrapped(45, _OPEN_ENDS[number - 1], 500)
        sheet.y = 815
        sheet.line((45, "Printed 10/06/2024 09:12"), (480, f"Page {number} of 4"), size=7)
        if number < 4:
            sheet.page()
            sheet.y = 60
    return sheet.done()


def footnotes() -> bytes:
    """Notes in small letters below a short rule, marked by raised figures in the text."""
    sheet = Sheet()
    sheet.line((45, "Findings"), bold=True, size=12, step=20)
    for number, text in ((1, "The first report was made on 3 May 2024."), (2, "The landlord replied on 7 May 2024.")):
        sheet.put(45, text)
        width = sheet.canvas.stringWidth(text, "Helvetica", 9)
        sheet.y -= 3
        sheet.put(45 + width, str(number), size=6)
        sheet.y += 3
        sheet.line((45 + width + 6, "It is not in dispute that it was received."))
        sheet.y += 8
    sheet.wrapped(45, _VIEW, 480)
    sheet.canvas.line(45, sheet.height - 740, 180, sheet.height - 740)
    for number, note in (
        (1, "Police log 0711 of 03/05/2024, page 2."),
        (2, "Letter to all flats, unsigned, 07/05/2024."),
    ):
        sheet.y = 742 + 12 * number
        sheet.put(45, str(number), size=6)
        sheet.line((52, note), size=7)
    return sheet.done()


def ombudsman_report() -> bytes:
    """Numbered paragraphs with hanging numbers that start again under each heading, sub-items (a), (i) and 4.1."""
    sheet = Sheet()

    def numbered(number: str, text: str, at: float = 45, inset: float = 28) -> None:
        first, *others = simpleSplit(text, "Helvetica", 9, 480 - (at - 45))
        sheet.line((at, number), (at + inset, first))
        for other in others:
            sheet.line((at + inset, other))
        sheet.y += 6

    sheet.line((45, "Report on an investigation into complaint 23 004 118"), bold=True, size=14, step=28)
    sheet.line((45, "The complaint"), bold=True, size=11, step=18)
    numbered(
        "1.", "Ms B complains that the Council did nothing about reports of anti-social behaviour made since May 2023."
    )
    numbered("2.", _ACCOUNT)
    sheet.line((45, "Findings"), bold=True, size=11, step=18)
    numbered("1.", "The Council had the following before it on 7 May 2024:")
    numbered("(a)", "nine diary sheets, the first dated 21 April 2024;", 73, 24)
    numbered("(b)", "a letter of the police of 5 May 2024, which says:", 73, 24)
    numbered("(i)", "that two calls had been logged; and", 97, 24)
    numbered("(ii)", "that no offence had been recorded.", 97, 24)
    numbered("2.", _LETTER)
    sheet.line((45, "Agreed action"), bold=True, size=11, step=18)
    numbered("4.1", "The Council will apologise to Ms B within four weeks of the decision of 12 November 2024.")
    numbered("4.2", "It will pay her £300 for the time and trouble that the matter has caused her.")
    sheet.page()
    numbered("4.3", "It will review its procedure by 31 January 2025 and tell us what it has changed.")
    sheet.line((45, "Decision"), bold=True, size=11, step=18)
    numbered("10.", "There was fault by the Council which caused injustice. The agreed action is a remedy for it.")
    return sheet.done()


def printed_email() -> bytes:
    """A thread as a mail program prints it: the owner's name, a rule, two header blocks, a web address at the foot."""
    sheet = Sheet()
    sheet.line((45, "R Sample"), bold=True, size=12, step=6)
    sheet.canvas.line(45, sheet.height - sheet.y, 550, sheet.height - sheet.y)
    sheet.y += 16

    def head(*fields: tuple[str, str]) -> None:
        for label, value in fields:
            sheet.put(45, label, bold=True)
            sheet.line((120, value))
        sheet.y += 10

    head(
        ("From:", "R Sample <r.sample@weirside.example>"),
        ("Sent:", "08 May 2024 10:04"),
        ("To:", "Duty desk; housing@northmoor.example"),
        ("Subject:", "RE: Tanner Court, stone through window"),
    )
    sheet.wrapped(45, "Dear all, the glazier came on 4 May 2024 at 11:00. Please note the report below.", 500)
    sheet.line((45, "R Sample"), step=24)
    head(
        ("From:", "K Mantest <k.mantest@post.example>"),
        ("Sent:", "04 May 2024 06:52"),
        ("To:", "R Sample"),
        ("Subject:", "Tanner Court, stone through window"),
    )
    sheet.wrapped(45, _WINDOW, 500)
    sheet.line((45, "K Mantest, number 12"))
    sheet.y = 815
    sheet.line((45, "https://mail.example/print?id=4418"), (530, "1/1"), size=7)
    return sheet.done()


def letterhead() -> bytes:
    """A letter: the sender's address at the right, the recipient's at the left, references, a footer of small print."""
    sheet = Sheet()
    for at, line in enumerate(
        ("Northmoor Borough Council", "Community Safety Team", "Town Hall, Weir Street", "Tel: 01632 960 118")
    ):
        sheet.line((400, line), bold=at == 0, size=11 if at == 0 else 8)
    sheet.y += 14
    for line in ("Ms K Mantest", "12 Tanner Court", "Northmoor"):
        sheet.line((45, line))
    sheet.y += 10
    sheet.line((45, "Our ref: CST/24/0118"), (400, "Date: 14 May 2024"), step=20)
    sheet.line((45, "Dear Ms Mantest"), step=18)
    sheet.line((45, "Anti-social behaviour case review: your application of 10 May 2024"), bold=True, step=18)
    for text in (
        "We have your application, which we received on 11 May 2024.",
        _LETTER,
        "We will meet on 30 May 2024.",
    ):
        sheet.wrapped(45, text, 480)
        sheet.y += 8
    sheet.line((45, "Yours sincerely"), step=40)
    sheet.line((45, "L Example"))
    sheet.line((45, "Case review officer"))
    sheet.y = 800
    sheet.line((90, "Northmoor Borough Council. If you need this letter in large print ring 01632 960 119."), size=6.5)
    return sheet.done()


def form_of_labels() -> bytes:
    """A form: labels with values beside and below them, two fields a line, boxes to tick, an empty field."""
    sheet = Sheet()
    sheet.line((45, "Report of nuisance"), bold=True, size=13, step=24)
    sheet.line((45, "Name:"), (150, "K Mantest"), (320, "Date of report:"), (420, "4 May 2024"), step=18)
    sheet.line((45, "Address:"), (150, "12 Tanner Court"), (320, "Telephone:"), (420, "01632 960 120"), step=18)
    sheet.line((45, "Email:"), step=18)
    sheet.line((45, "What happened:"), step=14)
    sheet.wrapped(45, _WINDOW, 480)
    sheet.y += 8
    sheet.line((45, "When:"), (150, "4 May 2024, about 02:30"), step=18)
    sheet.line((45, "[x] Police told"), (200, "[ ] Council told"), (350, "[x] Landlord told"), step=18)
    sheet.line((45, "Signed:"), (150, "K Mantest"), step=18)
    return sheet.done()


def sideways_page() -> bytes:
    """Portrait, then a page turned by /Rotate 90 that is read as landscape, then portrait again."""
    sheet = Sheet()
    sheet.wrapped(45, _ACCOUNT, 480)
    sheet.page()
    sheet.canvas.setPageRotation(90)
    sheet.canvas.saveState()
    sheet.canvas.rotate(90)
    sheet.canvas.translate(0, -sheet.height)  # text runs up the sheet; the viewer turns the sheet back
    for text in (_CALL, _WINDOW):
        for piece in simpleSplit(text, "Helvetica", 9, 700):
            sheet.line((45, piece))
        sheet.y += 8
    sheet.canvas.restoreState()
    sheet.page()
    sheet.canvas.setPageRotation(0)
    sheet.wrapped(45, _LETTER, 480)
    return sheet.done()


def watermark_and_stamp() -> bytes:
    """DRAFT askew across the text, a stamp up the margin, the text itself in form objects."""
    sheet = Sheet()
    canvas = sheet.canvas
    for number, text in ((1, _ACCOUNT), (2, _LETTER)):
        canvas.beginForm(f"statement{number}")
        canvas.setFont("Helvetica", 9)
        for at, piece in enumerate(simpleSplit(text, "Helvetica", 9, 420)):
            canvas.drawString(90, 700 - 12 * at, piece)
        canvas.endForm()
    for number in (1, 2):
        canvas.saveState()
        canvas.setFillGray(0.8)
        canvas.setFont("Helvetica-Bold", 80)
        canvas.translate(150, 350)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DRAFT")
        canvas.restoreState()
        canvas.saveState()
        canvas.rotate(90)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(200, -30, "Disclosed 12/06/2024, not to be copied")
        canvas.restoreState()
        canvas.doForm(f"statement{number}")
        sheet.y = 300
        sheet.wrapped(90, (_CALL, _WINDOW)[number - 1], 420)
        if number == 1:
            sheet.page()
    return sheet.done()


def broken_words() -> bytes:
    """Words parted by hyphens at line ends, double-barrelled ones, a soft hyphen, a dash for a bullet."""
    sheet = Sheet()
    for line in (
        "The neighbour's behaviour was anti-",
        "social and went on for a consider-",
        "able time. The note of 6 May 2024-",
        "25 was kept by the police-led panel,",
        "which dis\u00adcussed an in-",
        "junction on 8 May 2024.",
    ):
        sheet.line((45, line))
    sheet.y += 10
    for line in ("- a first offer was made on 8 May 2024", "- a second offer was refused"):
        sheet.line((60, line))
    return sheet.done()


def hidden_layer() -> bytes:
    """White letters and invisible ones (as OCR programs lay below a picture) beside what is seen."""
    sheet = Sheet()
    sheet.wrapped(45, _CALL, 480)
    sheet.y += 10
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.line((45, "white words that nobody sees"))
    sheet.canvas.setFillColorRGB(0, 0, 0)
    layer = sheet.canvas.beginText(45, sheet.height - sheet.y - 20)
    layer.setFont("Helvetica", 9)
    layer.setTextRenderMode(3)
    layer.textLine("invisible words of a text layer, 5 May 2024")
    sheet.canvas.drawText(layer)
    return sheet.done()


def landscape_minutes() -> bytes:
    """Minutes on landscape paper: agenda items in bold capitals, actions at the right of the text."""
    sheet = Sheet(size=pagesizes.landscape(pagesizes.A4))
    sheet.line((45, "Partnership meeting, 22 May 2024, 10:00, Town Hall"), bold=True, size=13, step=22)
    sheet.line((45, "Present:"), (120, "L Example (chair), R Sample, PC 4417"), step=14)
    sheet.line((45, "Apologies:"), (120, "Social services"), step=20)
    for title, text, action in (
        ("1. MATTERS ARISING", _LETTER, "RS by 29 May"),
        ("2. TANNER COURT", _WINDOW, "PC 4417 by 5 June"),
    ):
        sheet.line((45, title), bold=True, step=15)
        first, *others = simpleSplit(text, "Helvetica", 9, 560)
        sheet.line((45, first), (660, action))
        for other in others:
            sheet.line((45, other))
        sheet.y += 10
    return sheet.done()


PAPERS: dict[str, Callable[[], bytes]] = {
    "broken-words.pdf": broken_words,
    "footnotes.pdf": footnotes,
    "form-of-labels.pdf": form_of_labels,
    "hidden-layer.pdf": hidden_layer,
    "landscape-minutes.pdf": landscape_minutes,
    "letterhead.pdf": letterhead,
    "ombudsman-report.pdf": ombudsman_report,
    "printed-email.pdf": printed_email,
    "running-header.pdf": running_header,
    "sideways-page.pdf": sideways_page,
    "two-column-newsletter.pdf": two_column_newsletter,
    "two-column-report.pdf": two_column_report,
    "watermark-and-stamp.pdf": watermark_and_stamp,
}
