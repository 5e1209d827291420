"""Dorota Wilk's mailbox, and what Tallow Bridge forwarded of it."""

from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

from aspose.email_foss.msg import MapiMessage, PropertyTypeCode

from making.by_hand import mailbox

SUMMER = timezone(timedelta(hours=1))
DOROTA = "Dorota Wilk <dorota.wilk@postroom.example>"
RUTH = "Ruth Bellamy <r.bellamy@tallowbridge.example>"
MARTIN = "Martin Cole <m.cole@tallowbridge.example>"
JOAN = "Joan Abbott <j.abbott@haverbrook.example>"
FIRST = """\
Dear Ms Bellamy,

Last night, a little after eleven, five cars were lined up outside number 9 with their wheels spinning until the \
whole Row stank of rubber. I rang 101 while it was going on and was given log EP221016-1093.

I start work at six. What are you going to do about it?

Dorota Wilk
7 Tanners Row
"""
COMPLAINT = """\
Dear Sir or Madam,

I want to make a formal complaint about how Tallow Bridge has dealt with 9 Tanners Row, your case 5521.

On 18 November bottles were smashed against my side wall from his yard. On 19 November more bottles came over. I told \
Mr Kerr about both on the Monday and I have not heard from anybody since.

On Tuesday evening at half past six Mr Mundell stood on my step and said that he would put my windows in if I rang \
anybody again. The police have given that the number EP/22/51703.

I am frightened in my own home. I want to know what you will do, and by when.

Dorota Wilk
7 Tanners Row
"""
ACKNOWLEDGED = """\
Dear Ms Wilk,

Thank you for your complaint of 15 December 2022, which has the number C0852. You will have our stage 1 answer by 3 \
January 2023.

Martin Cole
Complaints, Tallow Bridge Housing Association
"""
TYRES = """\
Dear Ms Bellamy,

All four tyres of my car were cut last night outside my own house. It was in order when I came in at quarter past ten \
and this morning at twenty to seven it was on its rims. The police crime number is EP/23/11820.

Dorota Wilk
"""
REQUEST_ACKNOWLEDGED = """\
Dear Ms Wilk,

Thank you for your request of 31 March 2023 for an ASB case review. Its number is CR-118. I will write to you with our \
decision on the threshold.

Joan Abbott
Case Review Coordinator, Haverbrook Borough Council
"""
MESSAGES = (
    (datetime(2022, 10, 17, 8, 12, 31, tzinfo=SUMMER), DOROTA, RUTH, "Number 9", FIRST),
    (datetime(2022, 12, 15, 11, 25, 2, tzinfo=UTC), DOROTA, "complaints@tallowbridge.example", "Formal complaint",
     COMPLAINT),
    (datetime(2022, 12, 29, 10, 5, 47, tzinfo=UTC), MARTIN, DOROTA, "C0852", ACKNOWLEDGED),
    (datetime(2023, 3, 23, 9, 5, 14, tzinfo=UTC), DOROTA, RUTH, "My car", TYRES),
    (datetime(2023, 4, 4, 16, 20, 0, tzinfo=SUMMER), JOAN, DOROTA, "Your request CR-118", REQUEST_ACKNOWLEDGED),
)  # fmt: skip
FORWARDED = f"""\
PC Greaves,

Please see below from our tenant at number 7. I wrote to Mr Mundell on 20 October 2022 and called on him today.

Ruth Bellamy
Tallow Bridge Housing Association

From: Dorota Wilk
Sent: 27 October 2022 08:12
To: Ruth Bellamy
Subject: Number 9

{FIRST}"""


def dorotas_mailbox() -> bytes:
    """Five messages, sent and received, as the mail program exports a folder."""
    return mailbox(MESSAGES)


def forwarded() -> bytes:
    """The first of them forwarded to the police from Outlook, with another day in its quoted heading."""
    mail = EmailMessage()
    mail["From"], mail["To"] = RUTH, "PC Greaves <p.greaves@eskshire-police.example>"
    mail["Subject"] = "FW: Number 9"
    mail.set_content(FORWARDED)
    message = MapiMessage.from_email_message(mail)
    for tag in (0x0039, 0x0E06):  # sent, delivered
        message.set_property(tag, PropertyTypeCode.PTYP_TIME, datetime(2022, 11, 28, 17, 2, tzinfo=UTC))
    return message.to_bytes()
