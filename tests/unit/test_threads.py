"""What of a text is new, what is quoted from whom and when, what is a signature."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from caseclock.extractor.blocks import lay_out
from caseclock.extractor.lines import unquoted
from caseclock.extractor.message_headers import split_people
from caseclock.extractor.threads import split_thread, thread_text
from caseclock.models.text import Block, Message, Role, Text

OWN = Message(0, 0, sender="Ivy Marlow <ivy@letterbox.example>", sent=datetime(2024, 6, 3, 9, 0))


@dataclass(frozen=True)
class Split:
    """A body split into messages: for each the words that are its own."""

    text: str
    messages: tuple[Message, ...]
    words: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)


def split(body: str, own: Message = OWN) -> Split:
    text, lines = unquoted(body, 0)
    thread = split_thread(lines, own)
    blocks = lay_out(lines, thread.owners, thread.roles)
    words: list[list[str]] = [[] for _ in thread.messages]
    for block in blocks:
        if block.role not in (Role.HEADER, Role.SIGNATURE):
            words[block.message].append(" ".join(text[block.start : block.end].split()))
    signatures = [text[b.start : b.end] for b in blocks if b.role is Role.SIGNATURE]
    return Split(text, thread.messages, [" / ".join(each) for each in words], signatures)


OUTLOOK = """The bins are burning again.

From: Repairs Desk <repairs@homes.example>
Sent: 02 June 2024 16:12
To: Ivy Marlow
Subject: RE: Bins

We will look at it.
"""
OUTLOOK_BOLD = """The bins are burning again.

*From:* Repairs Desk <repairs@homes.example>
*Sent:* Sunday, June 2, 2024 4:12 PM
*To:* Ivy Marlow <ivy@letterbox.example>
*Cc:* Duty Officer <duty@homes.example>
*Subject:* RE: Bins

We will look at it.
"""
OUTLOOK_RULE = """The bins are burning again.

________________________________
From: Repairs Desk <repairs@homes.example>
Sent: 02/06/2024 16:12
To: Ivy Marlow <ivy@letterbox.example>
Subject: RE: Bins

We will look at it.
"""
ORIGINAL = """The bins are burning again.

-----Original Message-----
From: Repairs Desk
Sent: 02 June 2024 16:12
To: Ivy Marlow
Subject: RE: Bins

We will look at it.
"""
GMAIL = """The bins are burning again.

On Sun, 2 Jun 2024 at 16:12, Repairs Desk <repairs@homes.example> wrote:

> We will look at it.
"""
GMAIL_WRAPPED = """The bins are burning again.

On Sun, 2 Jun 2024 at 16:12, Repairs Desk, Northern
Area Office <repairs@homes.example>
wrote:
> We will look at it.
"""
GMAIL_UNITED_STATES = """The bins are burning again.

On Sun, Jun 2, 2024 at 4:12 PM Repairs Desk <repairs@homes.example> wrote:

We will look at it.
"""
IPHONE = """The bins are burning again.

Sent from my iPhone

> On 2 Jun 2024, at 16:12, Repairs Desk <repairs@homes.example> wrote:
>
> We will look at it.
"""
FORWARDED_GMAIL = """The bins are burning again.

---------- Forwarded message ---------
From: Repairs Desk <repairs@homes.example>
Date: Sun, 2 Jun 2024 at 16:12
Subject: RE: Bins
To: Ivy Marlow <ivy@letterbox.example>


We will look at it.
"""
FORWARDED_APPLE = """The bins are burning again.

Begin forwarded message:

> From: Repairs Desk <repairs@homes.example>
> Subject: RE: Bins
> Date: 2 June 2024 at 16:12:44 BST
> To: Ivy Marlow <ivy@letterbox.example>
>
> We will look at it.
"""
SPACED = """The bins are burning again.

From: Repairs Desk <repairs@homes.example>

Sent: 02 June 2024 16:12

To: Ivy Marlow

Subject: RE: Bins

We will look at it.
"""
NUMERIC = """The bins are burning again.

On 02/06/2024 16:12, Repairs Desk wrote:
> We will look at it.
"""

BEHALF = """The bins are burning again.

From: Repairs Desk <repairs@homes.example> On Behalf Of Jo Finch
Sent on behalf of: Jo Finch
Sent: 02 June 2024 16:12
To: Ivy Marlow <ivy@letterbox.example>; Duty Officer <duty@homes.example>;
 Cllr Birch <birch@council.example>
Bcc: A Bee <a@b.example>
Subject: RE: Bins
Importance: High
Attachments: photo.jpg; plan.pdf

We will look at it.
"""
NO_COLONS = """The bins are burning again.

------ Original Message ------
From "Repairs Desk" <repairs@homes.example>
To "Ivy Marlow" <ivy@letterbox.example>
Date 02/06/2024 16:12:10
Subject RE: Bins

We will look at it.
"""
SHORT_YEAR = """The bins are burning again.

------ Original Message ------
From: "Repairs Desk" <repairs@homes.example>
To: "Ivy Marlow" <ivy@letterbox.example>
Sent: Sunday, 2 Jun, 24 At 16:12
Subject: RE: Bins

We will look at it.
"""
TURNED = """The bins are burning again.

Repairs Desk <repairs@homes.example> wrote on 02/06/2024 16:12:

> We will look at it.
"""
BARS = """The bins are burning again.

| From: | Repairs Desk <repairs@homes.example> |
| Sent: | 02 June 2024 16:12 |
| To: | Ivy Marlow |
| Subject: | RE: Bins |

We will look at it.
"""
GALAXY = """The bins are burning again.

Sent from my Galaxy

-------- Original message --------
From: Repairs Desk <repairs@homes.example>
Date: 02/06/2024 16:12 (GMT+00:00)
To: Ivy Marlow <ivy@letterbox.example>
Subject: RE: Bins

We will look at it.
"""
PROTON = """The bins are burning again.

Sent with Proton Mail secure email.

On Sunday, 2 June 2024 at 16:12, Repairs Desk <repairs@homes.example> wrote:

> We will look at it.
"""
ANDROID = """The bins are burning again.

OFFICIAL

Get Outlook for Android<https://get.example/x>
________________________________
From: Repairs Desk <repairs@homes.example>
Sent: Sunday, June 2, 2024 4:12:00 PM
To: Ivy Marlow <ivy@letterbox.example>
Subject: RE: Bins

We will look at it.
"""


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(OUTLOOK, id="Outlook"),
        pytest.param(OUTLOOK_BOLD, id="Outlook, bold, month first"),
        pytest.param(OUTLOOK_RULE, id="Outlook on the web, rule above"),
        pytest.param(ORIGINAL, id="Original Message"),
        pytest.param(GMAIL, id="Gmail"),
        pytest.param(GMAIL_WRAPPED, id="Gmail over three lines"),
        pytest.param(GMAIL_UNITED_STATES, id="month first, no marks"),
        pytest.param(IPHONE, id="telephone, introduction behind marks"),
        pytest.param(FORWARDED_GMAIL, id="forwarded"),
        pytest.param(FORWARDED_APPLE, id="forwarded behind marks"),
        pytest.param(SPACED, id="a blank line between headers"),
        pytest.param(NUMERIC, id="numeric date"),
        pytest.param(BEHALF, id="on behalf of another, many headers"),
        pytest.param(NO_COLONS, id="names of headers without colons"),
        pytest.param(SHORT_YEAR, id="comma in front of a short year"),
        pytest.param(TURNED, id="name in front of wrote"),
        pytest.param(BARS, id="headers between bars"),
        pytest.param(GALAXY, id="telephone, zone behind the time"),
        pytest.param(PROTON, id="sent with"),
        pytest.param(ANDROID, id="Outlook on a telephone, marking above"),
    ],
)
def test_one_quoted_message(body: str) -> None:
    found = split(body)
    assert found.words == ["The bins are burning again.", "We will look at it."]
    quoted = found.messages[1]
    assert quoted.sender.lstrip('"').startswith("Repairs Desk")
    assert quoted.sent is not None
    assert quoted.sent.replace(second=0) == datetime(2024, 6, 2, 16, 12)
    assert found.text[quoted.start : quoted.end].rstrip().endswith("We will look at it.")


def test_names_of_an_outlook_header() -> None:
    quoted = split(OUTLOOK_BOLD).messages[1]
    assert quoted.recipients == ("Ivy Marlow <ivy@letterbox.example>", "Duty Officer <duty@homes.example>")
    assert quoted.subject == "RE: Bins"
    assert quoted.header is not None


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("A Bee <a@b.example>, C Dee <c@d.example>", ("A Bee <a@b.example>", "C Dee <c@d.example>")),
        ("Bee, Ann <a@b.example>, c@d.example", ("Bee, Ann <a@b.example>", "c@d.example")),
        ("Bee, Ann; Dee, Cy", ("Bee, Ann", "Dee, Cy")),
        ("Bee, Ann", ("Bee, Ann",)),
        ("Ann, Cy, Di", ("Ann", "Cy", "Di")),
        ("'Ann Bee'; 'c@d.example'", ("Ann Bee", "c@d.example")),
        ("", ()),
    ],
)
def test_people_of_a_header(written: str, people: tuple[str, ...]) -> None:
    assert split_people(written) == people


def test_quotes_within_quotes_keep_their_own_writer() -> None:
    body = """Third.

On 5 Jun 2024, at 10:00, Ann Teal <ann@homes.example> wrote:
> Second.
>
> On 4 Jun 2024, at 11:30, Ivy Marlow <ivy@letterbox.example> wrote:
>> First, which was long enough to
>> be wrapped.
"""
    found = split(body)
    assert found.words == ["Third.", "Second.", "First, which was long enough to be wrapped."]
    assert [m.depth for m in found.messages] == [0, 1, 2]
    assert found.messages[2].sent == datetime(2024, 6, 4, 11, 30)
    assert ">" not in found.text.replace("example>", "")


def test_four_quotes_deep_the_oldest_keeps_its_sender_recipients_and_date() -> None:
    body = """Fifth.

________________________________
From: Ann Teal <ann@homes.example>
Sent: 7 June 2024 10:00
To: Ivy Marlow
Subject: FW: Bins

Fourth.

On 6 Jun 2024, at 11:30, Cy Dee <cy@council.example> wrote:
> Third.
>
> ---------- Forwarded message ---------
> From: Ann Teal <ann@homes.example>
> Date: Wed, 5 Jun 2024 at 09:15
> Subject: Bins
> To: Cy Dee <cy@council.example>
>
> Second.
>
> > *From:* Ivy Marlow [mailto:ivy@letterbox.example]
> > *Sent:* Tuesday, June 4, 2024 8:05 AM
> > *To:* 'Ann Teal'; Repairs Desk
> > *Subject:* Bins
> >
> > First.
"""
    found = split(body)
    assert found.words == ["Fifth.", "Fourth.", "Third.", "Second.", "First."]
    assert [message.depth for message in found.messages] == [0, 1, 2, 3, 4]
    oldest = found.messages[4]
    assert oldest.sender == "Ivy Marlow [mailto:ivy@letterbox.example]"
    assert oldest.recipients == ("Ann Teal", "Repairs Desk")
    assert oldest.sent == datetime(2024, 6, 4, 8, 5)


def test_answers_written_between_the_lines_of_a_quote() -> None:
    body = """On 5 Jun 2024, at 10:00, Ann Teal <ann@homes.example> wrote:
> Was it on Monday?

Yes.

> Did you ring us?

No.
"""
    found = split(body)
    assert found.words == ["Yes. / No.", "Was it on Monday? / Did you ring us?"]


def test_last_words_that_slipped_out_of_a_quote_stay_in_it() -> None:
    body = """New.

On 5 Jun 2024, at 10:00, Ann Teal <ann@homes.example> wrote:
> The contractor told us that he had been to the bin store twice
last week
> and found nothing.
"""
    assert split(body).words[1].endswith("twice last week and found nothing.")


@pytest.mark.parametrize(
    "body",
    [
        "From: the bedroom window I saw him at 9:15.\nTo: the left of the gate stood another man.\nHe had a bat.",
        "On 4 March 2024 the council wrote:\n\nYour complaint is closed.",
        "I took the bus.\n\nFrom: Elm Road\nTo: Station\n\nand walked home.",
        "On Monday at 10 he wrote: get out.",
    ],
)
def test_prose_that_looks_like_a_header(body: str) -> None:
    assert len(split(body).messages) == 1


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        (
            "He did it again.\n\nKind regards\n\nJo Finch\nHousing Officer\n01632 960 113\n",
            ["Kind regards", "Jo Finch"],
        ),
        ("He did it again.\n-- \nJo Finch\nFlat 2\n", ["--", "Flat 2"]),
        ("He did it again.\n\nSent from my Galaxy\n", ["Sent from my Galaxy"]),
        ("He did it again.\n\nIvy\n", ["Ivy"]),
        ("He did it again.\n\nIvy Marlow\n12 Dock Row\n", ["Ivy Marlow", "12 Dock Row"]),
        (
            "He did it again.\n\nThis email and any attachments are confidential and intended solely for the "
            "addressee. If received in error please delete it.\n",
            ["confidential"],
        ),
    ],
)
def test_signatures_and_notices_are_told_from_the_words(body: str, signature: list[str]) -> None:
    found = split(body)
    assert found.words == ["He did it again."]
    assert all(any(part in each for each in found.signatures) for part in signature)


@pytest.mark.parametrize(
    "body",
    [
        "Thanks\n\nLast night at ten he was on the roof again with three others and would not come down.",
        "Ivy next door saw it all and will tell you so herself if she is asked about it by the officer.",
        "Regards the fence, it was broken on Friday.",
        "He rang.\n\nRegards\nIvy\n\nPS He came back at 11pm and broke the gate.",
    ],
)
def test_words_that_a_signature_must_not_swallow(body: str) -> None:
    words = split(body).words[0]
    assert any(tail in words for tail in ("come down.", "the officer.", "on Friday.", "broke the gate."))


def _word_print(*paragraphs: str) -> Text:
    text = "\n".join(paragraphs) + "\n"
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(Role.PARAGRAPH, at, at + len(paragraph)))
        at += len(paragraph) + 1
    return Text(text, (), tuple(blocks), ())


def test_a_print_of_a_thread_from_word() -> None:
    text = thread_text(
        _word_print(
            "From: Ivy Marlow",
            "Sent: 03 June 2024 09:00",
            "To: Repairs Desk",
            "Subject: RE: Bins",
            "The bins are burning again.",
            "From: Repairs Desk\nSent: 02 June 2024 16:12\nTo: Ivy Marlow\nSubject: Bins\nWe will look at it.",
        )
    )
    assert [m.sender for m in text.messages] == ["Ivy Marlow", "Repairs Desk"]
    own = [text.text[b.start : b.end] for b in text.blocks if b.role is Role.PARAGRAPH]
    assert own == ["The bins are burning again.", "We will look at it."]
    assert [b.message for b in text.blocks if b.role is Role.PARAGRAPH] == [0, 1]


def test_a_message_pasted_into_a_report_ends_at_the_next_heading() -> None:
    pasted = ("From: A Bee", "Sent: 2 June 2024 16:12", "To: C Dee", "Subject: Noise", "It was loud.")
    text = _word_print("Report of the panel", *("It met in June. " * 12,) * 5, *pasted, "Findings", "None.")
    blocks = [
        Block(Role.HEADING, b.start, b.end) if text.text[b.start : b.end] == "Findings" else b for b in text.blocks
    ]
    done = thread_text(Text(text.text, (), tuple(blocks), ()))
    owners = {done.text[b.start : b.end]: b.message for b in done.blocks}
    assert owners["It was loud."] == 1
    assert owners["None."] == 0
    assert done.messages[0].sender == ""


def test_a_text_without_messages_is_its_own_only_message() -> None:
    text = _word_print("One.", "Two.")
    assert thread_text(text).messages == (Message(0, len(text.text)),)
    assert thread_text(text).blocks == text.blocks
