"""Oxmarsh Borough Council: the request form for a case review as filled in, and the letter on the threshold."""

from datetime import datetime

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, Spacer

from making.fixed import new_word, pdf_bytes, word_bytes, word_table

ABOUT = (
    ("About you", ""),
    ("Name", "Yvonne Thackwray"),
    ("Address", "14 Mill Lane, Oxmarsh"),
    ("Email", "y.thackwray@homepost.example"),
    ("Date of this request", "16/09/2022"),
    ("Who has been told", "Tarnshire Constabulary and Quillbrook Homes"),
    ("Do you feel that effective action has been taken?", "No. Two letters to him and a lot of talk."),
    ("Do you have a disability or long-term illness?", "Yes. I use a mobility scooter."),
)
INCIDENTS = (
    ("When", "What happened", "Who was told, and when", "Reference"),
    ("29/03/2022", "Engine oil all over my ramp", "Police, 29 April", "0377-290422"),
    ("10/04/2022", "Abuse through my letterbox", "Police that night, Quillbrook next day", "0611-100422"),
    ("02/05/2022", "Called a cripple at my gate", "Police, and Quillbrook next day", "0288-020522"),
    ("11/06/2022", "Mobility scooter slashed", "Police and Quillbrook", "TC/22/0042817"),
    ("23/07/2022", "Said my shed would go up next", "Police and Quillbrook", "0402-230722"),
    ("29/08/2022", "Set about by his dog", "Police and Quillbrook", "0233-290822"),
    ("Wednesday of last week", "Front door kicked in the evening, panel split", "Quillbrook, the day after", "none"),
)

DECISION = (
    "Dear Ms Thackwray",
    "<b>ASB case review CR/22/019: the threshold</b>",
    "You asked for a case review on 16 September 2022 and I confirmed on 22 September 2022 that we had your form.",
    "We count an incident if the police, the council or the landlord was told within 30 days of it and it happened "
    "in the six months before the request. These are among those that count: the abuse through your letterbox on 10 "
    "April 2022; what was said at your gate on 2 May 2022, recorded by Tarnshire Constabulary as a hate incident; "
    "the damage to your scooter on 11 June 2022 (TC/22/0048217); the threat of 23 July 2022; the dog on 29 August "
    "2022; and your front door on 7 September 2022.",
    "The oil on your ramp on 29 March 2022 can't be counted. It was first reported on 29 April 2022, a day too late.",
    "I have decided that the threshold is met. Within five working days I will telephone you to explain what comes "
    "next and to do a risk assessment with you.",
    "Yours sincerely",
    "Gareth Ockenden<br/>Community Safety Officer",
)


def request_form() -> bytes:
    """The request form: two Word tables."""
    when = datetime(2022, 9, 16, 13, 20)
    word = new_word("Oxmarsh Borough Council", "ASB case review request", when)
    word.add_heading("Oxmarsh Borough Council", level=1)
    word.add_heading("Request for an ASB case review (community trigger)", level=2)
    word_table(word, ABOUT)
    word.add_paragraph("Please list what has happened in the last six months, and who you told.")
    word_table(word, INCIDENTS)
    word.add_paragraph("I agree that the agencies may share what they hold about my case.")
    word.add_paragraph("Signed: Y Thackwray")
    return word_bytes(word, when)


def threshold_letter() -> bytes:
    """The letter on the threshold as PDF."""
    styles = getSampleStyleSheet()
    story = [Paragraph("Oxmarsh Borough Council", styles["Heading2"])]
    head = ("Community Safety, Guildhall, Oxmarsh", "7 October 2022", "Ms Y Thackwray, 14 Mill Lane, Oxmarsh")
    for line in (*head, *DECISION):
        story += [Paragraph(line, styles["BodyText"]), Spacer(1, 5)]
    return pdf_bytes(story, datetime(2022, 10, 7, 11, 0), "CR/22/019 threshold")
