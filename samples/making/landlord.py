"""Quillbrook Homes: the case notes workbook and the two answers to the complaint."""

from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, Spacer

from making.fixed import new_word, pdf_bytes, word_bytes, workbook_bytes

TITLE = (
    "Quillbrook Homes",
    "ASB case notes QH/ASB/3307",
    "Tenant: Ms Y Thackwray (YT), 14 Mill Lane, Oxmarsh. Subject: Mr D Crozier (Mr C), 16 Mill Lane, also our tenant",
    "Exported 18/10/2022 by C Wetherell. CW Carla Wetherell, NS Nasreen Sidhu (contact centre), HL Hugh Lanyon "
    "(complaints)",
)
HEADINGS = ("Entry", "Date", "Time", "By", "Type", "Note")
NOTES = (
    (date(2022, 3, 7), "09:25", "NS", "Call in", "T/C from tnt: Sat teatime Mr C had a bonfire hard up against her "
     "fence, rubber or tyres on it. Smoke in her kitchen. New ASB case."),
    (date(2022, 3, 10), "14:00", "CW", "Call out", "Rang tnt, no reply, voicemail left."),
    (date(2022, 4, 11), "09:40", "CW", "Email in", "Email in from tnt, sent first thing. Bins emptied over her path "
     "on Sat; last night abt 10 Mr C shouting through her letterbox. Says police have been told."),
    (date(2022, 4, 13), "11:15", "CW", "Email out", "Answered tnt. HV booked, will write to Mr C."),
    (date(2022, 4, 21), "10:30", "CW", "Visit", "HV to tnt. Path and front door seen, photos taken. Mediation "
     "offered, not wanted."),
    (date(2022, 5, 3), "09:10", "NS", "Call in", "T/C from tnt: yesterday pm Mr C called her an effing cripple at "
     "her gate, said she should be in a home. Police log 0288. Tagged hate."),
    (date(2022, 5, 3), "15:30", "CW", "Letter", "First tenancy warning to Mr C, posted."),
    (date(2022, 5, 19), "10:00", "CW", "Visit", "HV to tnt booked for today not done, CW off sick. Rebook."),
    (date(2022, 5, 23), "12:05", "NS", "Call in", "T/C from tnt: motorbike left running under her bedroom window "
     "three times last week, before six in the morning each time."),
    (date(2022, 5, 26), "16:45", "HL", "Complaint", "Stage 1 complaint in by email from tnt. Logged today, QC-0412."),
    (date(2022, 6, 6), "10:20", "HL", "Complaint", "QC-0412: ack emailed to tnt."),
    (date(2022, 6, 13), "09:05", "NS", "Call in", "T/C from tnt, v upset. Mobility scooter cut up in her porch on "
     "Sat night, seat and tyres. She is housebound until it is mended. Crime no TC/22/0048217."),
    (date(2022, 6, 16), "17:40", "CW", "Visit", "HV to Mr C about the scooter. Denies it, says he was at a caravan "
     "site with his brother that weekend."),
    (date(2022, 6, 22), "15:50", "HL", "Complaint", "QC-0412: stage 1 response posted to tnt. Part upheld, £60."),
    (date(2022, 7, 18), "09:30", "NS", "Call in", "T/C from tnt: eggs thrown at her front window on Friday night. "
     "Also, yesterday a bike engine left at the foot of her ramp, stuck in until Mr Pask (no 15) moved it."),
    (date(2022, 7, 25), "10:10", "CW", "Email in", "Email in from tnt with a statement by Mr Pask. Mr C told her on "
     "Sat that her shed would be next to go up. Police log 0402."),
    (date(2022, 7, 27), "16:15", "CW", "Letter", "Final tenancy warning to Mr C, given to him by hand at his door."),
    (date(2022, 8, 15), "11:40", "NS", "Letter in", "Tnt at front desk with a letter: wants stage 2 of QC-0412. "
     "Letter says Mr C had another fire against her fence last Thurs night, fire brigade out. Passed to HL and "
     "logged today."),
    (date(2022, 8, 17), "13:25", "HL", "Complaint", "QC-0412: letter to tnt to say stage 2 is open."),
    (date(2022, 8, 30), "09:15", "NS", "Call in", "T/C from tnt: yesterday, bank hol, Mr C's dog over the low wall "
     "and had her by the sleeve. Coat torn. Police log 0233."),
    (date(2022, 9, 2), "12:50", "CW", "Email out", "Referred to Oxmarsh BC, dog warden and community safety (G "
     "Ockenden)."),
    (date(2022, 9, 8), "09:50", "NS", "Call in", "T/C from tnt: last night abt 9 Mr C kicked her front door, panel "
     "split, shouting about the council. Repair raised."),
    (date(2022, 9, 12), "14:00", "NS", "Repair", "Joiner attended 14, door panel replaced."),
    (date(2022, 9, 20), "16:10", "HL", "Complaint", "QC-0412: stage 2 response (B Sorrell) emailed to tnt as a PDF."),
    (date(2022, 9, 26), "10:35", "NS", "Call in", "T/C from tnt: gravel thrown at her back windows late on Saturday "
     "night."),
    (date(2022, 9, 29), "15:00", "CW", "Email out", "Agency form for the case review sent back to G Ockenden."),
    (date(2022, 10, 17), "14:20", "NS", "Call in", "T/C from tnt: no call yet from the council about the review. "
     "Advised to ring G Ockenden herself."),
)  # fmt: skip
ACTIONS = (
    ("Action", "Owner", "Due", "Done"),
    ("A1 Write to Mr C about his tenancy", "CW", date(2022, 4, 27), date(2022, 5, 3)),
    ("A2 See tnt again", "CW", date(2022, 5, 26), None),
    ("A3 Final warning to Mr C", "CW", date(2022, 7, 29), date(2022, 7, 27)),
    ("A4 Get the fire service's report", "CW", date(2022, 8, 31), None),
)

STAGE_ONE_LIST = (
    "the bonfire of 5 March 2022, which you rang us about on 7 March 2022",
    "the rubbish tipped over your path on 9 April 2022",
    "the words used to you at your gate on 2 May 2022, which we hold as a hate incident",
    "the hosepipe on 25 May 2022.",
)

STAGE_TWO = (
    "Dear Ms Thackwray",
    "<b>QC-0412: final response at stage 2</b>",
    "On 15 August 2022 you asked us to take your complaint to stage 2. My answer was due by 13 September 2022, and I "
    "am sorry that you have had to wait. We were closed on 29 August and again yesterday.",
    "I have gone through the case notes with the Neighbourhood Team. The damage to your mobility scooter on 11 July "
    "2022 (crime number TC/22/0048217) was as serious as anything on the file. Ms Wetherell spoke to your neighbour "
    "about it on 16 June 2022 and he was given a final warning on 27 July 2022. That was too slow.",
    "You also told us of the fire against your fence on 11 August 2022. We have still not asked Tarnshire Fire and "
    "Rescue Service for its report. When you told us about the dog on 29 August 2022 we did pass it on to the council.",
    "The complaint is upheld. In place of the £60 offered at stage 1 we offer £275. If you remain unhappy you can "
    "now go to the Housing Ombudsman.",
    "Yours sincerely",
    "Bethan Sorrell<br/>Director of Customer Services",
)


def case_notes() -> bytes:
    """The workbook: a title block, the heading row, one row for each entry; a second sheet of actions."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Case notes"
    for line in TITLE:
        sheet.append([line])
    sheet.append([])
    sheet.append(list(HEADINGS))
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for number, note in enumerate(NOTES, start=1):
        sheet.append([f"3307-{number:02}", *note])
        sheet.cell(sheet.max_row, 2).number_format = "dd/mm/yyyy"
        sheet.cell(sheet.max_row, 6).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCDEF", (10, 12, 8, 6, 12, 100), strict=True):
        sheet.column_dimensions[letter].width = width
    actions = book.create_sheet("Actions")
    for row in ACTIONS:
        actions.append(list(row))
        for column in (3, 4):
            actions.cell(actions.max_row, column).number_format = "dd/mm/yyyy"
    return workbook_bytes(book, "C Wetherell", datetime(2022, 10, 18, 9, 30))


def stage_one_response() -> bytes:
    """The stage 1 letter in Word."""
    when = datetime(2022, 6, 22, 15, 45)
    word = new_word("Hugh Lanyon", "QC-0412", when)
    word.sections[0].header.paragraphs[0].text = "Quillbrook Homes, Tannery House, Oxmarsh"
    for line in ("22 June 2022", "Our ref: QC-0412", "Ms Y Thackwray, 14 Mill Lane, Oxmarsh", "Dear Ms Thackwray"):
        word.add_paragraph(line)
    word.add_heading("Your complaint: our response at stage 1", level=2)
    word.add_paragraph(
        "Your email of 26 May 2022 was logged that day and I acknowledged it on 6 June 2022. We aim to answer in ten "
        "working days and we have not done so. Our offices were shut on 2 and 3 June for the Jubilee, but that does "
        "not explain it."
    )
    word.add_paragraph("I have looked at how we handled")
    for item in STAGE_ONE_LIST:
        word.add_paragraph(item, style="List Number")
    word.add_paragraph(
        "Ms Wetherell saw you at home on 21 April 2022 and came to see you again on 19 May 2022. Your neighbour was "
        "sent a tenancy warning on 3 May 2022. I find that we were slow to begin with and right after that. The "
        "complaint is upheld in part and we offer you £60."
    )
    word.add_paragraph("If you disagree you have three months to ask for stage 2, when a director looks at it afresh.")
    word.add_paragraph("Yours sincerely")
    word.add_paragraph("Hugh Lanyon, Complaints Officer")
    return word_bytes(word, when)


def stage_two_response() -> bytes:
    """The stage 2 letter as PDF."""
    styles = getSampleStyleSheet()
    story = [Paragraph("Quillbrook Homes", styles["Heading2"])]
    head = (
        "Tannery House, Oxmarsh",
        "20 September 2022",
        "Our ref: QC-0412/2",
        "Ms Y Thackwray, 14 Mill Lane, Oxmarsh",
    )
    for line in (*head, *STAGE_TWO):
        story += [Paragraph(line, styles["BodyText"]), Spacer(1, 5)]
    return pdf_bytes(story, datetime(2022, 9, 20, 15, 58), "QC-0412 stage 2")
