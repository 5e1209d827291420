"""Her mailbox as her mail program exports it: one mbox file with what went to and fro."""

from datetime import datetime, timedelta, timezone
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

HER = "Marguerite Tolland <m.tolland@fastpost.example>"
IMOGEN = "Imogen Farrant <imogen.farrant@larkfield-ha.example>"
CALLUM = "Callum Reyes <complaints@larkfield-ha.example>"
DENISE = "Denise Abbot <denise.abbot@larkfield-ha.example>"
COUNCIL = "Community Safety <community.safety@richmond-upon-thames.example>"

BAG = """\
Dear Miss Farrant,

When I came back from the chemist this afternoon there was a bag of rubbish split open against my front door, with
fish in it. Nobody else on this landing has a quarrel with anybody.

Marguerite Tolland
"""
FIRST_ACKNOWLEDGEMENT = """\
Dear Mrs Tolland,

This is to acknowledge your complaint, which reached us on 31 March 2023. The reference is LHA-C-2291. Our offices were
closed on Friday and yesterday for Easter.

Callum Reyes
Complaints Adviser
"""
EXTENSION = """\
Dear Mrs Tolland,

Miss Farrant is on leave and I need her notes. May I have ten working days more? You would then hear from me by 3
May 2023 and not tomorrow.

Callum Reyes
"""
AGREED = """\
Dear Mr Reyes,

I agree to the ten working days more. Please do not ask again.

M Tolland

On Mon, 17 Apr 2023 at 11:02, Callum Reyes wrote:
> Dear Mrs Tolland,
>
> Miss Farrant is on leave and I need her notes. May I have ten working days more? You would then hear from me by 3 May
> 2023 and not tomorrow.
"""
THREE_EVENINGS = """\
Dear Miss Farrant,

I have had his music on three evenings this week. It began on Monday, from eight till eleven. Last night was the
worst, I rang the council's noise line and they could hear it down the telephone.

Marguerite Tolland
"""
STAGE_TWO_REQUEST = """\
Dear Mr Reyes,

I want my complaint LHA-C-2291 to go to stage 2. You say that your policy was followed. On Friday at a quarter past
two in the morning he kicked my door until the frame split and the night after that there was somebody hammering on it
again. Is that in your policy?

M Tolland
"""
WARNING_SENT = """\
Dear Mrs Tolland,

I posted a first warning letter to Mr Voss yesterday. It says that he will lose his home if he goes on. Please keep
up the diary.

Kind regards
Imogen Farrant
"""
WARNING_ANSWER = """\
Dear Miss Farrant,

Thank you. He has stuck your letter on the notice board downstairs for everybody to laugh at.

M Tolland

On Thu, 4 May 2023 at 10:12, Imogen Farrant wrote:
> Dear Mrs Tolland,
>
> I posted a first warning letter to Mr Voss yesterday. It says that he will lose his home if he goes on. Please keep
> up the diary.
>
> Kind regards
> Imogen Farrant
"""
BARGED = """\
Dear Miss Farrant,

You were out when I rang yesterday. On Friday at ten past eight in the morning Mr Voss barged me with his shoulder as I
came down the stairs, and I went against the rail. That is ten days after the firework. My door is still black.

Will somebody please tell me what you are waiting for?

Marguerite Tolland
"""
MIRROR = """\
Dear Miss Farrant,

On Saturday night about ten he kicked the wing mirror off my daughter's car, which was standing in the road. I am
telling the police today as well.

Marguerite Tolland
"""
SECOND_ACKNOWLEDGEMENT = """\
Dear Mrs Tolland,

I acknowledge your second complaint of 9 September 2024. The reference is LHA-C-3307. You will have my answer within ten
working days of today.

Callum Reyes
"""
SECOND_STAGE_ONE = """\
Dear Mrs Tolland,

This is our stage 1 response to LHA-C-3307. I acknowledged it on 19 September and should have answered by 3 October
2024.

You are right that our final warning of 5 March 2024 was followed by nothing but a contract for some months. Of
what you list I single out the firework at your door, the baseball bat, the water through your ceiling on 5 May
2024 and the two bottles, on 11 June and on 12 June 2024. The notice was served on 22 July 2024. You have since
told us of your shopping trolley, which he kicked down the steps on 25 September, of the music on the Friday of
that week and of being followed home on 12 October.

I uphold the complaint in part and offer £75.

Callum Reyes
"""
SECOND_REQUEST = """\
Dear Mr Reyes,

Please take LHA-C-3307 to stage 2. £75 is an insult. It is a month tomorrow since he followed me home from the bus and I
have not had one call about it.

M Tolland
"""
STAGE_TWO_OPEN = """\
Dear Mrs Tolland,

Your request for stage 2 came on Monday and I acknowledge it. I aim to answer within twenty working days of today, that
is by 13 December 2024.

Denise Abbot
"""
FOUR_MORE = """\
Dear Miss Farrant,

I make it four more times between 3 and 14 February, injunction or no injunction. First the stamping, a fortnight
ago today, then the drill through my bedroom floor on the 6th at ten at night and the drill again on the 7th, half
an hour later than the night before. On Friday evening he held the front entrance shut against me and swore at me
through the glass.

Marguerite Tolland
"""
REVIEW_ACKNOWLEDGEMENT = """\
Dear Mrs Tolland,

I confirm that we have had your request for a case review of 26 March 2025. The reference is CT/25/07. I shall
decide on the threshold by 28 April 2025.

Tamsin Okeke
Community Safety Manager
"""
THIRD_COMPLAINT = """\
Dear Mr Reyes,

This is a third formal complaint. The panel said that there would be a camera by the end of June and it went up on
Friday. Last Tuesday at noon I found my lock full of glue and had to pay a locksmith £90. With a camera you would
know who did it.

M Tolland
"""
THIRD_ACKNOWLEDGEMENT = """\
Dear Mrs Tolland,

Your complaint of 14 July 2025 is acknowledged. The reference is LHA-C-3960.

Callum Reyes
"""
APOLOGY = """\
Dear Mrs Tolland,

The Housing Ombudsman has told us to apologise to you, and I do. We have today paid £800 into your account as ordered.

Denise Abbot
"""
MESSAGES = (
    (HER, IMOGEN, datetime(2023, 3, 30, 16, 18, 2), "Outside my door", BAG),
    (CALLUM, HER, datetime(2023, 4, 11, 15, 8, 40), "LHA-C-2291", FIRST_ACKNOWLEDGEMENT),
    (CALLUM, HER, datetime(2023, 4, 17, 11, 2, 11), "LHA-C-2291: more time", EXTENSION),
    (HER, CALLUM, datetime(2023, 4, 17, 16, 31, 54), "Re: LHA-C-2291: more time", AGREED),
    (HER, IMOGEN, datetime(2023, 4, 28, 11, 47, 30), "Music", THREE_EVENINGS),
    (HER, CALLUM, datetime(2023, 5, 15, 13, 12, 5), "LHA-C-2291", STAGE_TWO_REQUEST),
    (IMOGEN, HER, datetime(2023, 5, 24, 10, 12, 0), "Warning", WARNING_SENT),
    (HER, IMOGEN, datetime(2023, 5, 26, 9, 40, 17), "Re: Warning", WARNING_ANSWER),
    (HER, IMOGEN, datetime(2023, 11, 14, 10, 22, 48), "The stairs", BARGED),
    (HER, IMOGEN, datetime(2024, 7, 8, 8, 55, 36), "Petra's car", MIRROR),
    (CALLUM, HER, datetime(2024, 9, 19, 10, 26, 3), "LHA-C-3307", SECOND_ACKNOWLEDGEMENT),
    (CALLUM, HER, datetime(2024, 10, 24, 17, 14, 21), "LHA-C-3307 stage 1", SECOND_STAGE_ONE),
    (HER, CALLUM, datetime(2024, 11, 11, 14, 30, 9), "Re: LHA-C-3307 stage 1", SECOND_REQUEST),
    (DENISE, HER, datetime(2024, 11, 15, 11, 10, 44), "LHA-C-3307 stage 2", STAGE_TWO_OPEN),
    (HER, IMOGEN, datetime(2025, 2, 17, 8, 51, 12), "Four more", FOUR_MORE),
    (COUNCIL, HER, datetime(2025, 3, 31, 16, 2, 37), "CT/25/07 your request", REVIEW_ACKNOWLEDGEMENT),
    (HER, CALLUM, datetime(2025, 7, 14, 12, 20, 58), "Third complaint", THIRD_COMPLAINT),
    (CALLUM, HER, datetime(2025, 7, 17, 9, 25, 15), "Re: Third complaint", THIRD_ACKNOWLEDGEMENT),
    (DENISE, HER, datetime(2025, 10, 24, 11, 15, 0), "202412077", APOLOGY),
)


def _summer_time(on: datetime) -> bool:
    """Between the last Sunday of March and that of October."""

    def last_sunday(month: int) -> datetime:
        last = datetime(on.year, month, 31)
        return last - timedelta(days=(last.weekday() + 1) % 7)

    return last_sunday(3) <= on < last_sunday(10)


def messages() -> list[EmailMessage]:
    """Every message of the mailbox, oldest first."""
    made = []
    for sender, to, sent, subject, text in MESSAGES:
        mail = EmailMessage(policy=policy.default.clone(linesep="\n"))
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        clock = sent.replace(tzinfo=timezone(timedelta(hours=1 if _summer_time(sent) else 0)))
        mail["Date"] = format_datetime(clock)
        mail["Message-ID"] = f"<{sent:%y%m%d.%H%M%S}@{sender.rpartition('@')[2]}"
        mail.set_content(text, cte="quoted-printable")
        made.append(mail)
    return made


def mailbox() -> bytes:
    """The mbox file."""
    out = []
    for (sender, _, sent, _, _), mail in zip(MESSAGES, messages(), strict=True):
        address = sender.rpartition("<")[2].rstrip(">")
        out.append(f"From {address} {sent:%a %b %d %H:%M:%S %Y}\n".encode() + mail.as_bytes() + b"\n")
    return b"".join(out)


def mailbox_texts() -> list[str]:
    """The text of each message below its header lines, and all of them together."""
    texts = []
    for mail in messages():
        head = "".join(f"{key}: {mail[key]}\n" for key in ("From", "To", "Date", "Subject"))
        texts.append(f"{head}\n{mail.get_content()}")
    return [*texts, "\n".join(texts)]
