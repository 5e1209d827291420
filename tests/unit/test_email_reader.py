"""Emails: header, body from plain text or HTML, the sender's time, attachments, and what mail programs get wrong."""

import email
from datetime import datetime
from email import policy
from email.message import EmailMessage

import pytest

from caseclock.extractor.limits import DEFAULT_LIMITS, Limits
from caseclock.extractor.readers.mail.email import read
from caseclock.extractor.readers.reading import Reading, UnreadableError
from caseclock.models.text import Role


def raw(body: str, *headers: str, charset: str = "utf-8") -> bytes:
    """A message as it comes over the wire."""
    known = {
        "From": "Nell Ash <nell@letterbox.example>",
        "To": "Housing <housing@homes.example>",
        "Date": "Fri, 17 May 2024 18:40:00 +0100",
        "Subject": "Dogs",
        "Content-Type": f"text/plain; charset={charset}",
    }
    for header in headers:
        name, _, value = header.partition(": ")
        known[name] = value
    head = "\r\n".join(f"{name}: {value}" for name, value in known.items() if value)
    encoding = "cp1252" if charset in ("iso-8859-1", "x-unknown-9") else charset
    return head.encode("utf-8") + b"\r\n\r\n" + body.replace("\n", "\r\n").encode(encoding)


def own_words(reading: Reading) -> list[str]:
    """What the blocks say, without header and signature."""
    text = reading.text
    skipped = (Role.HEADER, Role.SIGNATURE)
    return [text.text[b.start : b.end] for b in text.blocks if b.role not in skipped]


def test_text_and_first_message() -> None:
    reading = read(raw("The dogs barked\nuntil two.\n\nNell", "Cc: Cllr Birch <birch@council.example>"), DEFAULT_LIMITS)
    assert reading.text.text == (
        "From: Nell Ash <nell@letterbox.example>\nTo: Housing <housing@homes.example>\n"
        "Cc: Cllr Birch <birch@council.example>\nDate: Fri, 17 May 2024 18:40:00 +0100\nSubject: Dogs\n\n"
        "The dogs barked\nuntil two.\n\nNell"
    )
    own = reading.text.messages[0]
    assert own.sender == "Nell Ash <nell@letterbox.example>"
    assert own.recipients == ("Housing <housing@homes.example>", "Cllr Birch <birch@council.example>")
    assert own.sent == datetime(2024, 5, 17, 18, 40)
    assert own_words(reading) == ["The dogs barked\nuntil two."]


@pytest.mark.parametrize(
    ("date", "sent"),
    [
        ("Fri, 17 May 2024 23:40:00 +0100", datetime(2024, 5, 17, 23, 40)),
        ("Fri, 17 May 2024 23:40:00 +0000", datetime(2024, 5, 18, 0, 40)),  # a server's stamp: it was summer time
        ("Fri, 17 May 2024 23:40:00 GMT", datetime(2024, 5, 18, 0, 40)),
        ("Wed, 17 Jan 2024 23:40:00 +0000", datetime(2024, 1, 17, 23, 40)),
        ("Fri, 17 May 2024 18:40:00 -0400", datetime(2024, 5, 17, 18, 40)),  # the sender's own clock
        ("17/05/2024 18:40", datetime(2024, 5, 17, 18, 40)),
        ("sometime in May", None),
        ("", None),
    ],
)
def test_sent_in_the_senders_time(date: str, sent: datetime | None) -> None:
    assert read(raw("Words.", f"Date: {date}"), DEFAULT_LIMITS).text.messages[0].sent == sent


def test_a_broken_date_falls_back_on_the_last_server() -> None:
    reading = read(raw("Words.", "Date: ??", "Received: from a by b; Fri, 17 May 2024 18:41:02 +0100"), DEFAULT_LIMITS)
    assert reading.text.messages[0].sent == datetime(2024, 5, 17, 18, 41, 2)


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        ("utf-8", "It cost £40 – “too much”"),
        ("iso-8859-1", "It cost £40 – “too much”"),  # labelled Latin-1, sent as Windows-1252
        ("x-unknown-9", "It cost £40"),
    ],
)
def test_charsets(charset: str, body: str) -> None:
    assert body in read(raw(body, charset=charset), DEFAULT_LIMITS).text.text


def test_headers_are_decoded_and_stay_on_one_line() -> None:
    message = raw("Words.", "Subject: =?utf-8?q?Caf=C3=A9_noise=0ATo:_evil?=")
    assert "Subject: Café noise To: evil\n\n" in read(message, DEFAULT_LIMITS).text.text


def _with_html(html: str, plain: str | None = None) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Nell Ash <nell@letterbox.example>", "housing@homes.example"
    message["Date"], message["Subject"] = "Fri, 17 May 2024 18:40:00 +0100", "Dogs"
    if plain is None:
        message.set_content(html, subtype="html")
    else:
        message.set_content(plain)
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_html_alone_becomes_text_with_items_and_rows() -> None:
    page = (
        "<html><head><style>p{color:red}</style><script>alert(1)</script></head><body><p>Hello&nbsp;all,</p>"
        "<div>He shouted<br>and threw</div><ul><li>a brick</li><li>a tin</li></ul>"
        "<table><tr><th>Day</th><th>Noise</th></tr><tr><td>3 May</td><td>drums</td></tr></table>"
        "<img src='http://tracker.example/x.gif'></body></html>"
    )
    reading = read(_with_html(page), DEFAULT_LIMITS)
    text = reading.text
    assert "alert" not in text.text
    assert "color" not in text.text
    assert "tracker" not in text.text
    items = [text.text[b.start : b.end] for b in text.blocks if b.role is Role.ITEM]
    assert items == ["a brick", "a tin"]
    rows = [[(c.header, c.text) for c in b.cells] for b in text.blocks if b.role is Role.ROW]
    assert rows[-1] == [("Day", "3 May"), ("Noise", "drums")]


def test_html_quotes_are_messages() -> None:
    page = (
        "<div>New.</div><div class='gmail_quote'>On Thu, 16 May 2024 at 09:05, Sid Oak &lt;sid@homes.example&gt; wrote:"
        "<blockquote class='gmail_quote'><div>Old.</div></blockquote></div>"
    )
    text = read(_with_html(page), DEFAULT_LIMITS).text
    assert [m.sent for m in text.messages] == [datetime(2024, 5, 17, 18, 40), datetime(2024, 5, 16, 9, 5)]
    assert [text.text[b.start : b.end] for b in text.blocks if b.message == 1][-1] == "Old."


def test_outlook_html_header_is_a_message() -> None:
    page = (
        "<div><p>New.</p></div><div style='border-top:solid'><p><b>From:</b> Sid Oak &lt;sid@homes.example&gt;<br>"
        "<b>Sent:</b> 16 May 2024 09:05<br><b>To:</b> Nell Ash<br><b>Subject:</b> Dogs</p></div><p>Old.</p>"
    )
    text = read(_with_html(page), DEFAULT_LIMITS).text
    assert text.messages[1].sender == "Sid Oak <sid@homes.example>"


def test_plain_text_wins_over_html_unless_it_only_excuses_itself() -> None:
    assert "plainly" in read(_with_html("<p>in tags</p>", "plainly"), DEFAULT_LIMITS).text.text
    excused = _with_html("<p>in tags</p>", "Your mail program cannot show HTML.")
    assert "in tags" in read(excused, DEFAULT_LIMITS).text.text


def test_an_excuse_without_the_word_html_is_seen_by_its_length() -> None:
    page = "<style>p{}</style>" + "<p>He kicked the door at nine and was gone by ten.</p>" * 9
    assert "kicked" in read(_with_html(page, "To view this message open it in a browser."), DEFAULT_LIMITS).text.text


def test_an_invitation_becomes_a_child() -> None:
    message = email.message_from_bytes(_with_html("<p>Please come.</p>", "Please come."), policy=policy.default)
    assert isinstance(message, EmailMessage)
    message.add_alternative("BEGIN:VCALENDAR\nEND:VCALENDAR\n", subtype="calendar", params={"method": "REQUEST"})
    (child,) = read(message.as_bytes(), DEFAULT_LIMITS).children
    assert child.name.endswith(".ics")
    assert child.data.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("base64", "RHJ1bXMgYWdhaW4g!!!bGFzdCBuaWdodC4"), ("quoted-printable", "Drums again =ZZ last night=2E=\n")],
)
def test_broken_encodings_give_what_can_be_read(encoding: str, body: str) -> None:
    assert "Drums again" in read(raw(body, f"Content-Transfer-Encoding: {encoding}"), DEFAULT_LIMITS).text.text


def test_sixty_messages_one_in_the_other() -> None:
    data = raw("Innermost.")
    for _ in range(60):
        data = b"From: a@b.example\nSubject: Fwd\nContent-Type: message/rfc822\n\n" + data
    (child,) = read(raw("Outer.").replace(b"text/plain", b"message/rfc822") + data, DEFAULT_LIMITS).children
    assert child.data.count(b"Subject: Fwd") >= 59


def test_thousands_of_parts_and_headers_stay_bounded() -> None:
    part = b"--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nx\n"
    reading = read(
        b"From: a@b.example\nSubject: "
        + b"=?utf-8?q?a?= " * 20_000
        + b"\n"
        + b"Content-Type: multipart/mixed; boundary=x\n"
        + b"X-A: b\n" * 200_000
        + b"\n"
        + part * 5000
        + b"--x--\n",
        Limits(children=2000),
    )
    assert len(reading.children) == 2000
    assert len(reading.problems) == 1


def _with_parts(name: str = "") -> EmailMessage:
    inner = EmailMessage()
    inner["From"], inner["To"] = "sid@homes.example", "nell@letterbox.example"
    inner["Subject"], inner["Date"] = "Re: noise/dogs", "Thu, 16 May 2024 09:05:00 +0100"
    inner.set_content("Inner words.")
    message = EmailMessage()
    message["From"], message["Subject"], message["To"] = "nell@letterbox.example", "Fwd", "x@council.example"
    message.set_content("See attached.")
    message.add_attachment(inner, filename=name or None)
    message.add_attachment(b"%PDF-1.4 ...", maintype="application", subtype="pdf", filename="plan of yard.pdf")
    message.add_attachment("a,b\n1,2\n", subtype="csv", filename="list.csv", disposition="inline")
    logo = b"\x89PNG\r\n\x1a\n" + b"0" * 500
    message.add_attachment(logo, maintype="image", subtype="png", cid="<logo>", disposition="inline", filename="l.png")
    message.add_attachment(logo + b"0" * 40_000, maintype="image", subtype="png", filename="wall.png")
    return message


def test_attachments_and_attached_messages_become_children() -> None:
    children = read(_with_parts("old.eml").as_bytes(), DEFAULT_LIMITS).children
    assert [child.name for child in children] == ["old.eml", "plan of yard.pdf", "list.csv", "wall.png"]
    inner = read(children[0].data, DEFAULT_LIMITS)
    assert inner.text.text.endswith("Inner words.")
    assert children[1].data == b"%PDF-1.4 ..."


def test_an_attached_message_without_a_name_is_named_after_its_subject() -> None:
    assert read(_with_parts().as_bytes(), DEFAULT_LIMITS).children[0].name == "Re: noise/dogs.eml"


def test_more_attachments_than_allowed_are_named_as_a_problem() -> None:
    reading = read(_with_parts().as_bytes(), Limits(children=2))
    assert len(reading.children) == 2
    assert any("first 2 attachments" in problem.text for problem in reading.problems)


def test_a_message_without_a_body_is_still_a_message() -> None:
    assert read(raw(""), DEFAULT_LIMITS).text.text.endswith("Subject: Dogs\n\n")


def test_what_is_no_email_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no complete email"):
        read(b"just some words\n", DEFAULT_LIMITS)
