"""Hostile and broken papers: each is named with its problem, and the papers beside it are read."""

import re

import pytest

from caseclock.extractor.intake import Given, read_papers
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.models.document import Status

GOOD = Given("good.txt", b"He drummed until two in the morning.\n")
HEAD = b"From: a@b.example\nSubject: s\nMIME-Version: 1.0\n"


def nested_messages(depth: int) -> bytes:
    """A message in a message in a message."""
    return b"".join(HEAD + b"Content-Type: message/rfc822\n\n" for _ in range(depth)) + HEAD + b"\nInnermost.\n"


def nested_parts(depth: int) -> bytes:
    """Parts within parts."""
    data = HEAD
    for level in range(depth):
        data += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level)
    return data + b"\nInnermost.\n"


BROKEN = {
    "cut in a part": HEAD
    + b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nHalf a sen',
    "broken base64": HEAD + b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n%%%not base64%%%\n",
    "unknown charset": HEAD + b'Content-Type: text/plain; charset="klingon"\n\nWords.\n',
    "broken header": (
        b"From: =?utf-8?q?=ZZ?= <<a@b>>,,;\nTo: @@@\nDate: Fri, 99 Foo 2024\nSubject: \xff\xfe\n"
        b"MIME-Version: 1.0\n\nWords.\n"
    ),
    "header of bytes": HEAD + b"To: J\xf6rg <j@x.example>\n\nWords.\n",
    "nested messages": nested_messages(400),
    "nested parts": nested_parts(3000),
    "html without end": HEAD + b"Content-Type: text/html\n\n" + b"<div><table><tr><td><blockquote>" * 5_000 + b"words",
    "nothing but marks": HEAD + b"\n" + b"> " * 100_000 + b"\nwords\n",
    "deep quotes": HEAD + b"\n" + b"".join(b">" * level + b" words\n" for level in range(1, 800)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_email_stops_nothing_and_loses_no_words(name: str) -> None:
    papers = {p.document.name: p for p in read_papers([Given("bad.eml", BROKEN[name]), GOOD], DEFAULT_LIMITS)}
    assert papers["good.txt"].document.status is Status.READ
    bad = papers["bad.eml"]
    if name in ("nested messages", "nested parts"):
        assert bad.document.problem == (
            "The email holds parts within parts too deep to follow. Save its attachments and add them one by one."
        )
    else:
        damaged = name in ("cut in a part", "broken base64")
        assert bad.document.status is (Status.PARTLY_READ if damaged else Status.READ)
        assert damaged == ("ask for it again" in str(bad.document.problem))
        body = bad.text.text.partition("\n\n")[2]
        assert re.search(r"half a sen|base64|words", body, re.I)


def test_headers_of_raw_bytes_are_read() -> None:
    (paper,) = read_papers([Given("bad.eml", BROKEN["header of bytes"])], DEFAULT_LIMITS)
    assert "To: Jörg <j@x.example>" in paper.text.text
