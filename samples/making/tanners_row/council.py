"""Haverbrook Borough Council: contacts, the form as it came in, threshold letter, invitation and minutes."""

from datetime import datetime
from html import escape

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, Spacer

from making.fixed import new_word, pdf_bytes, word_bytes, word_table

HEADINGS = ("Ref", "Received", "From", "How", "What was said", "Done")
CONTACTS = (
    ("HB/4417", "29/09/2022", "Mrs I Farrow, 4 Tanners Row", "phone",
     "Music from a van parked outside no 9 all Sunday afternoon, her windows shaking.", "Told to keep a diary"),
    ("HB/4471", "12/10/2022", "Anon", "phone", "Sofa fly-tipped behind the tannery car park, Dock Lane.", "Cleared"),
    ("HB/4502", "24/10/2022", "Miss P Lindqvist, 15 Tanners Row", "web form",
     "On Saturday at three a car transporter was left across the road outside no 9. She asked for it to be moved and "
     "Mr Mundell swore at her.", "Highways to look"),
    ("HB/4530", "08/11/2022", "Mr G Prothero, 12 Tanners Row", "web form", "Brown bin not emptied this week.",
     "Crew sent back"),
    ("HB/4588", "05/12/2022", "Mrs I Farrow, 4 Tanners Row", "phone",
     "The motorbike from no 9 on the pavement yesterday afternoon. Police have it too.", "Told that police lead"),
    ("HB/4640", "03/01/2023", "Mrs I Farrow, 4 Tanners Row", "web form",
     "A rocket cracked her front window on New Year's Eve at about twenty to eleven. They were let off in the road "
     "outside no 9.", "Passed to Community Safety"),
    ("HB/4643", "04/01/2023", "Mr H Dosanjh, Corner Stores, 2 Tanners Row", "phone",
     "Rockets fired along the Row on Saturday night, one went off under his delivery van.", "Noted"),
    ("HB/4702", "25/01/2023", "Mrs V Ames, 18 Dock Lane", "phone", "Rats in the passage behind the shops.",
     "Pest control booked"),
    ("HB/4751", "10/02/2023", "Miss P Lindqvist, 15 Tanners Row", "phone",
     "Engine noise from the yard of no 9 last night from half past ten till gone half past eleven.",
     "Noise sheets posted"),
    ("HB/4799", "27/02/2023", "Mrs I Farrow, 4 Tanners Row", "phone",
     "Loudspeakers in the street on Saturday night from nine, could not hear her own television.", "Noted"),
    ("HB/4806", "01/03/2023", "Ms D Wilk, 7 Tanners Row", "phone",
     "On 31 January a load of old car panels and tyres was tipped over her gate from no 9. Could not face ringing "
     "before.", "Told about case reviews"),
    ("HB/4851", "14/03/2023", "Miss P Lindqvist, 15 Tanners Row", "web form",
     "Yesterday at half past five a recovery truck from no 9 stood across the Row and an ambulance had to back out.",
     "Highways to look"),
    ("HB/4902", "31/03/2023", "Ms D Wilk, 7 Tanners Row", "web form", "Asks for an ASB case review, CR-118.",
     "To J Abbott"),
    ("HB/4990", "09/05/2023", "Mrs I Farrow, 4 Tanners Row", "phone",
     "Music at no 9 on Sunday night from ten, bass through the floor.", "Noted for review"),
    ("HB/5003", "15/05/2023", "Mr K Lum, 21 Tanners Row", "web form", "Visitor parking permit not arrived.", "Resent"),
)  # fmt: skip
ABOUT = (
    ("Name", "Dorota Wilk"),
    ("Address", "7 Tanners Row, Haverbrook"),
    ("Date of request", "31/03/2023"),
    ("Neighbours who have complained too",
     "Mrs Farrow (4), Mr Hallam (11), Mr Prothero (12), Miss Lindqvist (15), Mr Dosanjh (2, the shop)"),
    ("Was the response adequate?", "No. One letter and one visit in half a year. It goes on week after week."),
    ("How many incidents are you telling us about?", "Nine, listed below"),
)  # fmt: skip
INCIDENTS = (
    ("When", "What happened", "Who was told", "Reference"),
    ("16/10/2022", "Wheelspins by five cars outside no 9, late", "Police, Tallow Bridge", "EP221016-1093"),
    ("18/11/2022", "Bottles against my wall", "Police, Tallow Bridge", "EP221118-1160"),
    ("19/11/2022", "Bottles against my wall, second night", "Police (Mr Hallam), Tallow Bridge", "EP221119-1202"),
    ("13/12/2022", "Said he would put my windows in", "Police, Tallow Bridge", "EP/22/51730"),
    ("31/12/2022", "Rockets fired along the Row", "Police, council, Tallow Bridge", "EP221231-1184"),
    ("05/03/2023", "Brick through the shop window", "Police (Mr Dosanjh)", "EP/23/09466"),
    ("22/03/2023", "My tyres cut in the night", "Police, Tallow Bridge", "EP/23/11820"),
    ("Tuesday of this week", "Mrs Farrow shouted at in the street, old witch", "Police (Mrs Farrow)", "EP230328-0914"),
)
DECISION = (
    "Dear Ms Wilk",
    "<b>ASB case review CR-118: the threshold</b>",
    "You asked for a review on 31 March 2023 and we acknowledged your request on 4 April 2023.",
    "Complaints made in the six months before the request are counted. That leaves out the quad bike of 21 August "
    "2022, of which Tallow Bridge was told on 22 August 2022, and the music from a van on 25 September 2022, of which "
    "Mrs Farrow told us on 29 September 2022.",
    "Among those that are counted are the oil poured away on 27 September 2022, which Mr Prothero took to the police "
    "on 1 October 2022; the cars on 16 October 2022; the threat to you on 13 December 2022; what was tipped over your "
    "gate on 31 January 2023; and the recovery truck in the road on 13 March 2023.",
    "Six people complained about the rockets of 31 December 2022: three to the police, two to us and one to Tallow "
    "Bridge. Five complaints about one incident are enough. I have decided that the threshold is met.",
    "The review meeting is on 16 May 2023.",
    "Yours sincerely",
    "Joan Abbott<br/>Case Review Coordinator, Haverbrook Borough Council",
)
CONSIDERED = (
    ("Date", "Incident", "Reference"),
    ("30 December 2022", "Rockets fired along the Row, six complaints", "EP221231-1184"),
    ("5 March 2023", "Window of the Corner Stores broken with a brick", "EP/23/09466"),
    ("13 March 2023", "Recovery truck across the Row, ambulance held up", "HB/4851"),
    ("8 April 2023", "Quad bike raced on the Row", "EP230408-0587"),
    ("7 May 2023", "Music at no 9 late on a Sunday", "HB/4990"),
)
ACTIONS = (
    ("Action", "Who", "By"),
    ("Tenancy warning to Mr Mundell", "R Bellamy", "9 June 2023"),
    ("Noise recorder for no 7", "Environmental Health", "16 June 2023"),
    ("Write to Ms Wilk with the outcome", "J Abbott", "25 May 2023"),
)
INVITATION = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Haverbrook Borough Council//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:cr-118-review@haverbrook.example
DTSTAMP:20230510T101500Z
DTSTART;TZID=Europe/London:20230516T140000
DTEND;TZID=Europe/London:20230516T153000
SUMMARY:CR-118 case review meeting
LOCATION:Town Hall\\, Room 3
DESCRIPTION:9 Tanners Row. Tallow Bridge and Eskshire Police to attend.\\nMs Wilk is invited.
ORGANIZER;CN=Joan Abbott:mailto:j.abbott@haverbrook.example
ATTENDEE;CN=Ruth Bellamy:mailto:r.bellamy@tallowbridge.example
ATTENDEE;CN=Dorota Wilk:mailto:dorota.wilk@postroom.example
END:VEVENT
END:VCALENDAR
"""


def _html_rows(rows: tuple[tuple[str, ...], ...], cell: str = "td") -> str:
    return "\n".join("<tr>" + " ".join(f"<{cell}>{escape(c)}</{cell}>" for c in row) + "</tr>" for row in rows)


def contact_log() -> bytes:
    """The contact log as the council's system shows it on a page."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Contacts: Tanners Row</title>\n'
        "<style>td, th { border: 1px solid #999; padding: 4px }</style>\n</head>\n<body>\n"
        "<h1>Haverbrook Borough Council</h1>\n<p>Contact log, Tanners Row and Dock Lane, printed 19 May 2023</p>\n"
        f"<table>\n<thead>\n{_html_rows((HEADINGS,), 'th')}\n</thead>\n<tbody>\n{_html_rows(CONTACTS)}\n</tbody>\n"
        "</table>\n</body>\n</html>\n"
    ).encode()


def request_form() -> bytes:
    """The web form as it is mailed to the coordinator: HTML only."""
    page = (
        "<html>\n<body>\n<p>A request for an ASB case review has been sent from the web site.</p>\n"
        f"<table>\n{_html_rows(ABOUT)}\n</table>\n<p>Incidents</p>\n<table>\n{_html_rows(INCIDENTS[:1], 'th')}\n"
        f"{_html_rows(INCIDENTS[1:])}\n</table>\n<p>I agree that you may share this with the other agencies.</p>\n"
        "</body>\n</html>\n"
    )
    head = (
        "From: Haverbrook web forms <forms@haverbrook.example>\nTo: Case reviews <case.reviews@haverbrook.example>\n"
        "Date: Fri, 31 Mar 2023 12:44:09 +0100\nSubject: ASB case review request CR-118\n"
        "Message-ID: <cr118.form@haverbrook.example>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    )
    return (head + page).replace("\n", "\r\n").encode()


def threshold_letter() -> bytes:
    """The letter on the threshold as PDF."""
    styles = getSampleStyleSheet()
    story = [Paragraph("Haverbrook Borough Council", styles["Heading2"])]
    for line in ("Town Hall, Haverbrook", "10 May 2023", "Ms D Wilk, 7 Tanners Row", *DECISION):
        story += [Paragraph(line, styles["BodyText"]), Spacer(1, 5)]
    return pdf_bytes(story, datetime(2023, 5, 10, 10, 0), "CR-118 threshold")


def invitation() -> bytes:
    """The invitation to the review meeting."""
    return INVITATION.replace("\n", "\r\n").encode()


def minutes() -> bytes:
    """The minutes of the review meeting, with its tables of incidents and of actions."""
    when = datetime(2023, 5, 19, 16, 30)
    word = new_word("Haverbrook Borough Council", "CR-118 minutes", when)
    word.add_heading("ASB case review CR-118: minutes", level=1)
    word.add_paragraph("Meeting of 16 May 2023, 14:00, Town Hall, Room 3")
    word.add_paragraph(
        "Present: Joan Abbott (chair), Ruth Bellamy (Tallow Bridge Housing Association), PC 2217 Greaves (Eskshire "
        "Police), Omar Reyl (Environmental Health). Ms Wilk was invited and sent her apologies."
    )
    word.add_heading("1. Incidents considered", level=2)
    word_table(word, CONSIDERED, widths=(3.6, 9.0, 3.8))
    word.add_paragraph(
        "The panel noted that the tyre fire in the yard on 5 November 2022 had been told to the fire brigade only."
    )
    word.add_heading("2. Actions agreed", level=2)
    word_table(word, ACTIONS, widths=(8.0, 4.6, 3.8))
    return word_bytes(word, when)
