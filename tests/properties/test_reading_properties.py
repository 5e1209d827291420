"""What holds for every text: places are true, nothing is read twice, and the order of quoting changes nothing."""

from datetime import datetime
from email.message import EmailMessage
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from caseclock.extractor.blocks import lay_out
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.extractor.lines import lines_of, unquoted
from caseclock.extractor.readers.mail import email
from caseclock.extractor.readers.plain import reader as plain
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.extractor.readers.web import html
from caseclock.extractor.stamps import stamps
from caseclock.extractor.threads import split_thread, thread_text
from caseclock.models.text import Message, Text

# Pieces that papers are made of: what the readers look for, in every wrong place and order.
PIECES = st.sampled_from(
    [
        "From: A Bee <a@b.example>",
        "Sent: 3 May 2024 09:00",
        "To: C Dee",
        "Subject: Noise",
        "Date: Fri, 3 May 2024 09:00",
        "On Fri, 3 May 2024 at 09:00, A Bee <a@b.example> wrote:",
        "> quoted words",
        ">> deeper",
        ">",
        "",
        "",
        "  ",
        "--",
        "-----Original Message-----",
        "Begin forwarded message:",
        "Kind regards",
        "Jo Finch",
        "Sent from my iPhone",
        "1. first",
        "2. second",
        "   a) inner",
        "- bullet",
        "12 May - drums",
        "LOG 12 OF 03/05/2024   CREATED 10:00",
        "LOG 13 OF 04/05/2024   CREATED 11:00",
        "LOCATION 3 FEN ROW",
        "10:22:17 C1 WORDS",
        "      more words",
        "=======",
        "-------",
        "HEADING",
        "Words of a sentence that goes on.",
        "Name:  value",
        "a\tb\tc",
        "| x | y |",
        "3 May 2024",
        "[12/03/2024, 18:22:10] Nell: Hello",
        "[12/03/2024, 18:23:10] Sid: Yes",
        "12/03/2024, 18:22 - Nell: Hi",
        "\u00a0x\u2028y",
        "*From:* A",
        "Dated: 3 May 2024",
    ]
)
BODIES = st.lists(PIECES | st.text(max_size=30), max_size=25).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\f"]).map(lambda ending: ending.join(lines))
)


def check(reading: Reading) -> None:
    """Every place of a reading lies in its text and says what it should."""
    text = reading.text
    check_text(text)
    for block in text.blocks:
        for cell in block.cells:
            assert text.text[cell.start : cell.end] == cell.text


def check_text(text: Text) -> None:
    for block in text.blocks:
        assert 0 <= block.start < block.end <= len(text.text)
        assert text.text[block.start : block.end].strip()
        assert 0 <= block.message < max(len(text.messages), 1)
    for above, below in pairwise(text.blocks):
        assert above.end <= below.start
    for message in text.messages:
        assert 0 <= message.start <= message.end <= len(text.text)
        if message.header:
            assert message.header[0] <= message.header[1] <= message.end


def left_out(text: Text) -> str:
    """What no block holds."""
    pieces, at = [], 0
    for block in text.blocks:
        pieces.append(text.text[at : block.start])
        at = block.end
    return "".join([*pieces, text.text[at:]])


@given(BODIES)
@settings(max_examples=300, deadline=None)
def test_a_text_file_keeps_its_text_and_all_of_it_is_in_blocks(body: str) -> None:
    try:
        data = body.encode()
        reading = plain.read(data, DEFAULT_LIMITS)
    except (UnicodeEncodeError, UnreadableError):
        return
    if not body.startswith("\ufeff") and "\0" not in body:
        assert reading.text.text == body
    check(reading)
    assert not any(c.isalnum() for c in left_out(reading.text))


@given(BODIES)
@settings(max_examples=200, deadline=None)
def test_an_email_is_read_to_the_last_word(body: str) -> None:
    data = b"From: N Ash <n@x.example>\nTo: h@homes.example\nDate: Fri, 3 May 2024 09:00:00 +0100\nSubject: s\n"
    reading = email.read(
        data + b"Content-Type: text/plain; charset=utf-8\n\n" + body.encode("utf-8", "replace"), DEFAULT_LIMITS
    )
    check(reading)
    assert not any(c.isalnum() for c in left_out(reading.text))
    assert reading.text.messages[0].sender == "N Ash <n@x.example>"


TAGS = [
    "<p>", "</p>", "<br>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<ul>", "<li>", "</ul>",
    "<blockquote>", "</blockquote>", "<h2>", "</h2>", "<pre>", "</pre>", "<script>", "</script>", "<th>",
    "</div>", "<div>", "words", "more&nbsp;words", "&lt;x",
]  # fmt: skip


@given(st.lists(st.sampled_from(TAGS), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_html_can_be_laid_out(tags: list[str]) -> None:
    check(html.read(("<html>" + " ".join(tags)).encode(), DEFAULT_LIMITS))


@given(st.text())
def test_lines_together_are_the_text(text: str) -> None:
    for line in lines_of(text, marks=True):
        assert text[line.start : line.end] == line.text
    emitted, lines = unquoted(text, 7)
    for line in lines:
        assert emitted[line.start - 7 : line.end - 7] == line.text


@given(st.text())
def test_dates_stand_where_they_say(text: str) -> None:
    for stamp in stamps(text):
        assert any(c.isdigit() for c in text[stamp.start : stamp.end])


MESSAGES = st.lists(
    st.tuples(
        st.sampled_from(["Ann Teal <ann@a.example>", "Bo Reed <bo@b.example>", "Cy Lark <cy@c.example>"]),
        st.datetimes(datetime(2019, 1, 1), datetime(2026, 12, 31)).map(lambda d: d.replace(second=0, microsecond=0)),
    ),
    min_size=1,
    max_size=6,
    unique=True,
)  # fmt: skip
STYLES = st.sampled_from(["gmail", "outlook", "rule", "iphone", "numeric"])


def introduced(style: str, sender: str, sent: datetime) -> tuple[list[str], bool]:
    """The lines with which a mail program introduces a quoted message, and whether it marks the quote with ">"."""
    day = f"{sent.day} {sent:%B %Y}"
    if style == "gmail":
        return [f"On {sent:%a}, {sent.day} {sent:%b %Y} at {sent:%H:%M}, {sender}", "wrote:"], True
    if style == "numeric":
        return [f"On {sent:%d/%m/%Y} {sent:%H:%M}, {sender} wrote:"], True
    if style == "iphone":
        return [f"On {day}, at {sent:%H:%M}, {sender} wrote:"], True
    block = [f"From: {sender}", f"Sent: {day} {sent:%H:%M}", "To: Someone", "Subject: RE: Noise", ""]
    return (["_" * 32, *block] if style == "rule" else block), False


def nested(messages: list[tuple[str, datetime]], styles: list[str]) -> str:
    """A thread with each message quoted in the one before it."""
    lines: list[str] = []
    for number, (sender, sent) in reversed(list(enumerate(messages))):
        head, marked = introduced(styles[number], sender, sent)
        below = [f"> {line}" for line in lines] if marked and number else lines
        # The quoted message's own lines stand behind the marks of the introduction above it.
        lines = [
            *head,
            *([f"> Words of number {number}.", ">"] if marked else [f"Words of number {number}.", ""]),
            *below,
        ]
        lines = (
            lines
            if not marked
            else [*head, *(line if line.startswith(">") else f"> {line}" for line in lines[len(head) :])]
        )
    return "\n".join(["New words.", "", *lines])


@given(MESSAGES, st.lists(STYLES, min_size=6, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_quoting_never_changes_the_messages(
    messages: list[tuple[str, datetime]], styles: list[str], random: Random
) -> None:
    shuffled = list(messages)
    random.shuffle(shuffled)
    found = []
    for order in (messages, shuffled):
        _, lines = unquoted(nested(order, styles), 0)
        thread = split_thread(lines, Message(0, 0, sender="me"))
        found.append(sorted((m.sender, m.sent) for m in thread.messages[1:]))
    assert found[0] == found[1] == sorted(messages)


@given(BODIES)
@settings(max_examples=100, deadline=None)
def test_splitting_a_print_again_changes_nothing(body: str) -> None:
    text = Text(body, (), lay_out(lines_of(body)), ())
    once = thread_text(text)
    check_text(once)
    assert thread_text(once) == once


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_no_bytes_make_the_email_reader_fail(data: bytes) -> None:
    try:
        check(email.read(b"From: a@b.example\nSubject: " + data, DEFAULT_LIMITS))
    except UnreadableError:
        return


@given(st.lists(st.text(max_size=20), max_size=4))
@settings(max_examples=50, deadline=None)
def test_names_of_attachments_never_break_a_message(names: list[str]) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "s"
    message.set_content("words")
    for name in names:
        clean = "".join(c for c in name if c.isprintable())
        message.add_attachment(b"data", maintype="application", subtype="octet-stream", filename=clean or "x")
    assert len(email.read(message.as_bytes(), DEFAULT_LIMITS).children) == len(names)
