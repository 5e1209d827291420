"""Tallow Bridge Housing Association: the case notes and the two answers to complaint C0852."""

from datetime import datetime

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, Spacer

from making.fixed import new_word, pdf_bytes, word_bytes, word_table

NOTES = (
    ("No", "Date", "By", "Note"),
    ("5521-01", "22/08/2022", "RB",
     "T/c Ms Wilk (7): quad bike up and down the Row last night abt 8, Mr M's son riding. Case opened."),
    ("5521-02", "17/10/2022", "RB",
     "Email from Ms Wilk 08:12. Wheels spun outside no 9 last night gone 11, five cars. Police log 1093."),
    ("5521-03", "20/10/2022", "RB", "Letter to Mr M about vehicle noise, first class."),
    ("5521-04", "21/11/2022", "AK",
     "T/c Ms Wilk: bottles smashed on her side wall Fri night. The same on Sat night, seen by Mr Hallam (11)."),
    ("5521-05", "28/11/2022", "RB", "Visit to Mr M. Says it was visitors of his, has told them."),
    ("5521-06", "15/12/2022", "MC",
     "Formal complaint from Ms Wilk by email, stage 1, no C0852. Says Mr M was at her door on Tues evening and "
     "threatened her windows, crime EP/22/51703."),
    ("5521-07", "29/12/2022", "MC", "C0852: acknowledgement emailed."),
    ("5521-08", "03/01/2023", "MC", "C0852: stage 1 answer emailed, not upheld."),
    ("5521-09", "03/01/2023", "AK",
     "T/c Mr Hallam: rockets fired down the Row on New Year's Eve, one through his porch roof."),
    ("5521-10", "13/02/2023", "AK",
     "T/c Ms Wilk: engines run in the yard of 9 on four nights last week, to half 11 or later."),
    ("5521-11", "13/02/2023", "MC",
     "Formal complaint from Mr Hallam, letter handed in today, stage 1, no C0901. Tells of burnouts on 14 January."),
    ("5521-12", "20/02/2023", "MC", "C0901: acknowledgement posted."),
    ("5521-13", "08/03/2023", "MC", "Letter handed in by Ms Wilk: asks for stage 2 of C0852."),
    ("5521-14", "10/03/2023", "MC", "C0852: rang Ms Wilk, stage 2 request acknowledged."),
    ("5521-15", "23/03/2023", "RB", "Email from Ms Wilk 09:05: all four tyres of her car cut in the night."),
    ("5521-16", "24/03/2023", "RB", "Rang Eskshire Police for PC Greaves, not on duty, message left."),
    ("5521-17", "14/04/2023", "MC", "C0852: stage 2 answer posted."),
    ("5521-18", "16/05/2023", "RB", "Went to the case review meeting at the Town Hall."),
)  # fmt: skip
STAGE_ONE = (
    "Dear Ms Wilk",
    "This is our stage 1 answer to your complaint of 15 December 2022, C0852.",
    "You told us on 22 August 2022 about a quad bike on the evening of 21 August 2022. You wrote on 17 October 2022 "
    "about wheels being spun outside number 9 on the night of 16 October 2022, and Ms Bellamy wrote to Mr Mundell on "
    "20 October 2022.",
    "You rang on 21 November 2022 about bottles broken on your wall on 18 November 2022 and about more bottles on 19 "
    "November 2022. Ms Bellamy called on Mr Mundell on 28 November 2022.",
    "What he said at your door on 13 December 2022, crime EP/22/51703, is a matter for the police.",
    "We acted on what you told us and do not uphold your complaint. I am sorry that it was acknowledged late.",
    "If you are not satisfied you may ask for stage 2.",
    "Martin Cole, Complaints",
)
STAGE_TWO = (
    "Dear Ms Wilk",
    "<b>Complaint C0852: our answer at stage 2</b>",
    "You asked for stage 2 on 8 March 2023. This answer comes 20 working days later, which is the time that we allow "
    "ourselves.",
    "We did too little after the threat at your door on 13 December 2022 (crime EP/22/51703), the rockets of 31 "
    "December 2022 and the engines that were run on four nights in the week of 6 February 2023. Your tyres, which were "
    "cut on the night of 22 March 2023, were the point at which we should have asked for a meeting with the police.",
    "We offer you £75 for the late acknowledgement of your complaint and £50 for your time and trouble, £150 in all.",
    "You may take your complaint to the Housing Ombudsman.",
    "Yours sincerely",
    "Helen Strand<br/>Director of Homes",
)


def case_notes() -> bytes:
    """The notes of the case as a Word table."""
    when = datetime(2023, 5, 24, 9, 40)
    word = new_word("Tallow Bridge Housing Association", "ASB 5521", when)
    word.add_heading("Tallow Bridge Housing Association", level=1)
    word.add_paragraph("ASB case 5521: Mr C Mundell (Mr M), 9 Tanners Row. Printed 24 May 2023")
    word.add_paragraph("RB Ruth Bellamy, AK Alan Kerr (contact desk), MC Martin Cole (complaints)")
    word_table(word, NOTES, widths=(2.0, 2.4, 1.2, 11.0))
    return word_bytes(word, when)


def stage_one() -> bytes:
    """The answer at stage 1: a mail in HTML only."""
    page = "".join(f"<p>{line}</p>\n" for line in STAGE_ONE)
    head = (
        "From: Martin Cole <m.cole@tallowbridge.example>\nTo: Dorota Wilk <dorota.wilk@postroom.example>\n"
        "Date: Tue, 03 Jan 2023 15:32:40 +0000\nSubject: Complaint C0852, stage 1\n"
        "Message-ID: <c0852.one@tallowbridge.example>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    )
    return f"{head}<html>\n<body>\n{page}</body>\n</html>\n".replace("\n", "\r\n").encode()


def stage_two() -> bytes:
    """The answer at stage 2: a letter as PDF."""
    styles = getSampleStyleSheet()
    story = [Paragraph("Tallow Bridge Housing Association", styles["Heading2"])]
    for line in ("The Wharf, Haverbrook", "14 April 2023", "Ms D Wilk, 7 Tanners Row", *STAGE_TWO):
        story += [Paragraph(line, styles["BodyText"]), Spacer(1, 5)]
    return pdf_bytes(story, datetime(2023, 4, 14, 11, 15), "C0852 stage 2")
