"""Emails of the corpus: threads in every shape, what programs get wrong, Outlook's own formats, mailboxes and chats."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

import compressed_rtf
from aspose.email_foss.msg import MapiMessage, PropertyTypeCode
from tests.tnef_maker import winmail

HEAD = (
    "From: Nell Ash <nell@letterbox.example>\nTo: Housing <housing@homes.example>\n"
    "Date: Fri, 17 May 2024 18:40:00 +0100\nSubject: RE: Drums at 6 Tern Close\nMessage-ID: <five@letterbox.example>\n"
    "MIME-Version: 1.0\n"
)
FIRST = HEAD.replace("RE: ", "").replace("Fri, 17 May 2024 18:40", "Sun, 12 May 2024 08:05").replace("five", "one")
PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
REPORT = (
    "Dear Housing\n\nOn Saturday night Mr Dray played drums from 11pm until 3am and kicked my front door. I rang 101 "
    "and was given log 512 of 11 May.\n\nNell Ash\n4 Tern Close\n"
)


def _bytes(head: str, body: str) -> bytes:
    return (head + body).replace("\n", "\r\n").encode()


def _deep() -> bytes:
    """Five messages: Outlook on the web, a telephone, a forward behind marks, bold headers two marks deep."""
    report = "\n".join(f"> > {line}".rstrip() for line in REPORT.split("\n"))
    return _bytes(
        HEAD,
        f"""{PLAIN}Has anybody read the first message at all?

Nell
Sent from my iPhone

________________________________
From: Ann Teal <ann.teal@homes.example>
Sent: 16 May 2024 10:00
To: Nell Ash <nell@letterbox.example>; Cllr Birch
Subject: FW: Drums at 6 Tern Close
Importance: High
Attachments: diary.docx

Please see below. I will open a case.

Kind regards

Ann Teal
Housing Officer
01632 960 113

On 15 May 2024, at 11:30, Cy Dee <cy.dee@council.example> wrote:
> Ann, this one is yours.
>
> ---------- Forwarded message ---------
> From: Repairs Desk <repairs@homes.example>
> Date: Tue, 14 May 2024 at 09:15
> Subject: Drums at 6 Tern Close
> To: Cy Dee <cy.dee@council.example>
>
> Not a repair. Passing on.
>
> > *From:* Nell Ash [mailto:nell@letterbox.example]
> > *Sent:* Sunday, May 12, 2024 8:05 AM
> > *To:* Repairs Desk
> > *Subject:* Drums at 6 Tern Close
> >
{report}
This email is confidential and intended solely for the addressee. If received in error please delete it.
""",
    )


def _html_only() -> bytes:
    page = (
        "<html><head><style>p{margin:0}</style></head><body><p>Drums <b>again</b> last night, 11pm to 2am.</p>"
        "<table><tr><th>Date</th><th>Time</th><th>What happened</th></tr><tr><td>16/05/2024</td><td>23:00</td><td>"
        "Drums</td></tr><tr><td>17/05/2024</td><td>01:10</td><td>Kicked the gate</td></tr></table>"
        "<div style='border-top:solid'>"
        "<p><b>From:</b> Ann Teal &lt;ann.teal@homes.example&gt;<br><b>Sent:</b> 16 May 2024 10:00<br><b>To:</b> "
        "Nell Ash<br><b>Subject:</b> Drums</p></div><p>Please keep a diary.</p></body></html>"
    )
    excuse = "To view this message, please use a mail program that shows HTML."
    return _bytes(
        HEAD,
        "Content-Type: multipart/alternative; boundary=b\n\n"
        f"--b\n{PLAIN}{excuse}\n--b\nContent-Type: text/html; charset=utf-8\n\n{page}\n--b--\n",
    )


def _attached_message() -> bytes:
    return _bytes(
        HEAD.replace("RE: ", "FW: "),
        f"Content-Type: multipart/mixed; boundary=b\n\n--b\n{PLAIN}My first message is attached.\n"
        f"--b\nContent-Type: message/rfc822\n\n{FIRST}{PLAIN}{REPORT}\n--b--\n",
    )


def _broken() -> bytes:
    return _bytes(
        HEAD,
        "Content-Type: multipart/mixed; boundary=b\n\n"
        "--b\nContent-Type: text/plain; charset=x-nobody-knows\nContent-Transfer-Encoding: quoted-printable\n\n"
        "He broke the gate =A340 =ZZ again on 16 May 2024.\n"
        "--b\nContent-Type: text/plain; name=note.txt\nContent-Transfer-Encoding: base64\n\n"
        "VGhlIGdhdGUgd2FzIGtp!!Y2tlZCBhdCA5cG0gb24gMTYgTWF5IDIwMjQu\n--b\n",
    )


def _invitation() -> bytes:
    invitation = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Homes//EN\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\n"
        "DTSTART;TZID=GMT Standard Time:20240520T140000\nDTEND;TZID=GMT Standard Time:20240520T150000\n"
        "SUMMARY:Meeting about 6 Tern Close\nLOCATION:Homes House\n"
        "ORGANIZER;CN=Ann Teal:mailto:ann.teal@homes.example\n"
        "ATTENDEE;CN=Nell Ash;PARTSTAT=ACCEPTED:mailto:nell@letterbox.example\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    return _bytes(
        HEAD,
        f"Content-Type: multipart/alternative; boundary=b\n\n--b\n{PLAIN}Please come to a meeting.\n"
        f"--b\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\n\n{invitation}--b--\n",
    )


def _winmail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Nell Ash <nell@letterbox.example>", "housing@homes.example"
    message["Date"], message["Subject"] = "Fri, 17 May 2024 18:40:00 +0100", "Drums"
    packed = winmail("On 16 May 2024 Mr Dray kicked my gate at 9pm.", files=[("note of 12 May.txt", REPORT.encode())])
    message.add_attachment(packed, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    message.set_boundary("=_outer_=")
    return message.as_bytes()


def _outlook() -> bytes:
    inner = EmailMessage()
    inner["From"], inner["To"] = "Nell Ash <nell@letterbox.example>", "Repairs <repairs@homes.example>"
    inner["Date"], inner["Subject"] = "Sun, 12 May 2024 08:05:00 +0100", "Drums at 6 Tern Close"
    inner.set_content(REPORT)
    outer = EmailMessage()
    outer["From"], outer["To"] = "Ann Teal <ann.teal@homes.example>", '"Dee, Cy" <cy.dee@council.example>'
    outer["Subject"], outer["Cc"] = "FW: Drums at 6 Tern Close", "Cllr Birch <birch@council.example>"
    outer.set_content(
        "Cy, one for you? I visited Mr Dray on 15 May 2024.\n\nFrom: Nell Ash\nSent: 14 May 2024 07:58\nTo: Ann Teal\n"
        "Subject: Drums\n\nDrums again last night until 2am.\n"
    )
    outer.add_attachment(inner)
    message = MapiMessage.from_email_message(outer)
    message.set_property(0x0039, PropertyTypeCode.PTYP_TIME, datetime(2024, 5, 16, 9, 0, tzinfo=UTC))
    message.set_property(0x0E06, PropertyTypeCode.PTYP_TIME, datetime(2024, 5, 19, 9, 0, tzinfo=UTC))
    return message.to_bytes()


def _outlook_rich_text() -> bytes:
    message = MapiMessage.create("Drums")
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Mr Dray "
        rb"played drums on 16 May 2024 from 11pm, cost \'a340 for ear plugs.{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0}"
    )
    message.set_property(0x1009, PropertyTypeCode.PTYP_BINARY, compressed_rtf.compress(rtf))
    message.set_property(0x0C1A, PropertyTypeCode.PTYP_STRING, "Ash, Nell")
    message.set_property(0x0C1F, PropertyTypeCode.PTYP_STRING, "/O=HOMES/OU=EXCHANGE/CN=NASH")
    message.set_property(0x0039, PropertyTypeCode.PTYP_TIME, datetime(2024, 5, 17, 17, 40, tzinfo=UTC))
    return message.to_bytes()


def _mailbox() -> bytes:
    again = HEAD.replace("<five@", "<two@")
    return _bytes(
        "From nell@letterbox.example Sun May 12 08:05:00 2024\n" + FIRST + PLAIN + REPORT + "\n",
        "From nell@letterbox.example Fri May 17 18:40:00 2024\n"
        f"{again}{PLAIN}>From 11pm last night it was drums again.\n",
    )


def _whatsapp_android() -> bytes:
    return (
        b"11/05/2024, 23:10 - Messages and calls are end-to-end encrypted. Nobody outside this chat can read them.\n"
        b"11/05/2024, 23:12 - Nell Ash: Can you hear the drums?\nIt is the third night\n"
        b"11/05/2024, 23:15 - Sid Oak: Yes. He is kicking doors too\n"
        b"12/05/2024, 00:40 - Nell Ash: <Media omitted>\n"
        b"12/05/2024, 00:41 - Nell Ash: Rang 101, log 512\n"
    )


def _whatsapp_iphone() -> bytes:
    return (
        "[11/05/2024, 11:10:02 PM] Tern Close: \u200eMessages and calls are end-to-end encrypted.\n"
        "[11/05/2024, 11:12:31\u202fPM] Nell Ash: Can you hear the drums?\nIt is the third night\n"
        "[11/05/2024, 11:15:00\u202fPM] Sid Oak: Yes. He is kicking doors too\n"
        "\u200e[12/05/2024, 12:40:11\u202fAM] Nell Ash: \u200eimage omitted\n"
        "[12/05/2024, 12:41:00\u202fAM] Nell Ash: Rang 101, log 512\n"
    ).encode()


def _texts_csv() -> bytes:
    return (
        b"Date,Time,Direction,Contact,Message\n11/05/2024,23:12,Sent,Sid Oak,Can you hear the drums?\n"
        b'11/05/2024,23:15,Received,Sid Oak,"Yes. He is kicking doors, too"\n'
        b'12/05/2024,00:41,Sent,Sid Oak,"Rang 101, log 512"\n'
    )


def _winmail_alone() -> bytes:
    """What Outlook attached, saved without its message."""
    note = b"13 May 2024, 22:10. Drums from next door again until midnight.\n"
    return winmail(body="Please see the note that she left at the desk.", files=[("note.txt", note)])


PAPERS: dict[str, Callable[[], bytes]] = {
    "four quotes deep.eml": _deep,
    "html with an excuse.eml": _html_only,
    "attached message.eml": _attached_message,
    "broken encodings.eml": _broken,
    "invitation.eml": _invitation,
    "packed by outlook.eml": _winmail,
    "winmail.dat": _winmail_alone,
    "forwarded.msg": _outlook,
    "rich text only.msg": _outlook_rich_text,
    "two messages.mbox": _mailbox,
    "chat android.txt": _whatsapp_android,
    "chat iphone.txt": _whatsapp_iphone,
    "texts.csv": _texts_csv,
}
