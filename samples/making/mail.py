"""The emails as files: a first message, the Outlook thread that quotes it two deep, a complaint, an acknowledgement."""

from datetime import datetime, timedelta, timezone
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from making.resident import COMPLAINT, FIRST_EMAIL, THREAD_EMAIL, witness_statement

YVONNE = "Yvonne Thackwray <y.thackwray@homepost.example>"
CARLA = "Carla Wetherell <carla.wetherell@quillbrookhomes.example>"
COMPLAINTS = "Quillbrook Homes Complaints <complaints@quillbrookhomes.example>"
GARETH = "Gareth Ockenden <gareth.ockenden@oxmarsh-bc.example>"
SUMMER_TIME = timezone(timedelta(hours=1))  # every email of the case was sent between April and September
WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")

OFFICER_REPLY = """\
Dear Ms Thackwray,

I\u2019m sorry to read this. I will call on you on Thursday of next week, in the morning, and I will write to Mr \
Crozier about his behaviour. Please go on ringing the police if he comes to your door.

Kind regards
Carla Wetherell
Neighbourhood Officer, Quillbrook Homes
T 01632 960214

This email is for the person it is addressed to. If that is not you, tell us and delete it.
"""

ACKNOWLEDGEMENT = """\
Dear Ms Thackwray,

Your request for an ASB case review reached us on Friday 16 September 2022, and this is to confirm that I have it. Our \
offices were closed on Monday for the State Funeral. The reference is CR/22/019.

I am asking Tarnshire Constabulary and Quillbrook Homes what they hold. You will hear from me in writing by 7 October \
2022 whether the threshold is met.

Gareth Ockenden
Community Safety Officer, Oxmarsh Borough Council
"""


def message(sender: str, to: str, sent: datetime, subject: str, text: str, serial: str) -> EmailMessage:
    """A plain message. `sent` is the clock in England; `serial` makes its message id."""
    mail = EmailMessage(policy=policy.default.clone(linesep="\n"))
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(sent.replace(tzinfo=SUMMER_TIME))
    mail["Message-ID"] = f"<{serial}@{sender.rpartition('@')[2]}"
    mail.set_content(text, cte="quoted-printable")
    return mail


def outlook_block(sender: str, sent: str, to: str, subject: str, text: str) -> str:
    """A quoted message as Outlook writes it below a reply: a block of header lines, no marks in the margin."""
    return f"\nFrom: {sender}\nSent: {sent}\nTo: {to}\nSubject: {subject}\n\n{text}"


def as_html(text: str) -> str:
    """The same text as the HTML half of an Outlook message."""
    paragraphs = [escape(p).replace("\n", "<br>\n") for p in text.strip("\n").split("\n\n")]
    body = "\n".join(f'<p class="MsoNormal">{p}</p>' for p in paragraphs)
    return f'<html><body lang="EN-GB"><div class="WordSection1">\n{body}\n</div></body></html>\n'


def first_email() -> bytes:
    """Yvonne Thackwray to the landlord, 11 April."""
    sent = datetime(2022, 4, 11, 8, 14, 33)
    return message(YVONNE, CARLA, sent, "Next door at 16", FIRST_EMAIL, "A1.0411.0814").as_bytes()


def thread() -> bytes:
    """Her email of 25 July with the officer's reply and her own first email below it, and the statement attached."""
    first = outlook_block(YVONNE, "11 April 2022 08:14", CARLA, "Next door at 16", FIRST_EMAIL)
    reply = outlook_block(CARLA, "13 April 2022 11:12", YVONNE, "RE: Next door at 16", OFFICER_REPLY + first)
    text = THREAD_EMAIL + reply
    mail = message(YVONNE, CARLA, datetime(2022, 7, 25, 9, 2, 8), "RE: Next door at 16", text, "A7.0725.0902")
    mail["In-Reply-To"] = "<B2.0413.1112@quillbrookhomes.example>"
    mail["References"] = "<A1.0411.0814@homepost.example> <B2.0413.1112@quillbrookhomes.example>"
    mail["X-Mailer"] = "Microsoft Outlook 16.0"
    mail.add_alternative(as_html(text), subtype="html", cte="quoted-printable")
    mail.set_boundary("----=_NextPart_0402_body")
    mail.add_attachment(witness_statement(), maintype=WORD[0], subtype=WORD[1], filename="Statement of L Pask.docx")
    mail.set_boundary("----=_NextPart_0402_all")
    return mail.as_bytes()


def formal_complaint() -> bytes:
    """The stage 1 complaint, 26 May."""
    sent = datetime(2022, 5, 26, 15, 58, 41)
    return message(YVONNE, COMPLAINTS, sent, "Formal complaint", COMPLAINT, "A4.0526.1558").as_bytes()


def acknowledgement() -> bytes:
    """The council acknowledges the request for a case review, 22 September."""
    sent = datetime(2022, 9, 22, 14, 37, 5)
    subject = "CR/22/019 your request for a case review"
    return message(GARETH, YVONNE, sent, subject, ACKNOWLEDGEMENT, "C1.0922.1437").as_bytes()
