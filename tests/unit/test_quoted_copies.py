"""A message quoted below another is the same message: it is told once, from the paper that is the message."""

import pytest
from tests.casework import chronology, incidents, read

from caseclock.extractor.language.quoted_copies import quoted_copies
from caseclock.models.entry import EntryKind

HEAD = (
    "From: {sender}\nTo: {to}\nDate: {date}\nSubject: {subject}\nMessage-ID: <{id}@post.example>\n"
    "Content-Type: text/plain; charset=utf-8\n\n"
)
TENANT, OFFICER = "Ann Harker <ann@post.example>", "T Ives <t.ives@brambling.example>"
WORDS = (
    "Dear Ms Ives\n\nOn Saturday night my neighbour Mr Dray kicked my front door and shouted at me. I rang the police "
    "the same night.\n\nAnn Harker\n"
)
QUOTED = f"From: {TENANT}\nSent: 08 March 2021 09:12\nTo: {OFFICER}\nSubject: Mr Dray\n\n{WORDS}"
FIRST = (
    HEAD.format(sender=TENANT, to=OFFICER, date="Mon, 08 Mar 2021 09:12:00 +0000", subject="Mr Dray", id="one") + WORDS
)
ANSWER = "Thank you. I have made a note of it and will visit you on Thursday.\n\nT Ives\nBrambling Homes\n\n"
REPLY = HEAD.format(sender=OFFICER, to=TENANT, date="Tue, 09 Mar 2021 10:00:00 +0000", subject="RE: Mr Dray", id="two")
REPLY += ANSWER + QUOTED
LATER = HEAD.format(
    sender=TENANT, to=OFFICER, date="Fri, 12 Mar 2021 08:00:00 +0000", subject="RE: Mr Dray", id="three"
)
LATER += "Nobody came on Thursday.\n\n" + QUOTED
FORWARD = HEAD.format(
    sender=OFFICER,
    to="J Finch <jf@police.example>",
    date="Wed, 10 Mar 2021 11:00:00 +0000",
    subject="Fwd: Mr Dray",
    id="four",
)
FORWARD += (
    "For your information.\n\nT Ives\nBrambling Homes\n\n---------- Forwarded message ---------\n"
    f"From: {TENANT}\nDate: Mon, 8 Mar 2021 at 09:12\nSubject: Mr Dray\nTo: {OFFICER}\n\n\n{WORDS}"
)
TOLD = "2021-03-06 > police 03-06, registered_provider 03-08"


@pytest.mark.parametrize(
    "papers",
    [
        {"first.eml": FIRST, "reply.eml": REPLY},
        {"first.eml": FIRST, "reply.eml": REPLY, "zlater.eml": LATER},
        {"reply.eml": REPLY},
        {"reply.eml": REPLY, "later.eml": LATER},
        {"first.eml": FIRST, "reply.eml": REPLY, "forward.eml": FORWARD},
        {"forward.eml": FORWARD},
    ],
    ids=[
        "with its original",
        "quoted twice",
        "only as a quote",
        "twice only as a quote",
        "original, quote and forward",
        "only as a forward",
    ],
)
def test_a_quoted_message_is_told_once(papers: dict[str, str | bytes]) -> None:
    found = chronology(papers)
    assert incidents(found) == [TOLD]
    (entry,) = (e for e in found.entries if e.kind is EntryKind.INCIDENT)
    assert len(entry.sources) == 1


def test_the_original_is_the_one_that_is_kept() -> None:
    papers = read({"first.eml": FIRST, "a reply.eml": REPLY})
    names = {paper.document.name: paper.document.id for paper in papers}
    assert quoted_copies(papers) == {names["a reply.eml"]: frozenset({1})}


def test_of_two_quotes_one_is_kept() -> None:
    copies = quoted_copies(read({"later.eml": LATER, "reply.eml": REPLY}))
    assert sorted(len(numbers) for numbers in copies.values()) == [1]


def test_the_order_of_papers_does_not_matter() -> None:
    papers = read({"first.eml": FIRST, "reply.eml": REPLY, "later.eml": LATER})
    assert quoted_copies(papers) == quoted_copies(papers[::-1])


@pytest.mark.parametrize(
    ("quoted", "same"),
    [
        (WORDS.replace("\n\n", "\n"), True),  # broken at other places
        (WORDS.replace("kicked", "kicked at"), True),  # a word changed on the way
        ("On Sunday he had the music on until three and I have not slept, please ring me at work today.\n", False),
        ("Thanks.\n", False),  # too few words to be sure of
    ],
)
def test_how_alike(quoted: str, same: bool) -> None:
    papers = read({"first.eml": FIRST, "reply.eml": REPLY.replace(WORDS, quoted)})
    assert bool(quoted_copies(papers)) is same


def test_a_copy_of_a_file_is_read_once() -> None:
    found = chronology({"first.eml": FIRST, "reply.eml": REPLY, "same again.eml": FIRST})
    assert incidents(found) == [TOLD]
    names = {d.id: d.name for d in found.documents}
    assert {d.name: names.get(d.duplicate_of or "") for d in found.documents} == {
        "first.eml": None,
        "reply.eml": None,
        "same again.eml": "first.eml",
    }
