"""What a paper is by itself: a letter sent, a complaint made, a decision given, a meeting held, a statement signed."""

import pytest
from tests.casework import chronology, on

from caseclock.extractor.language.acts import find_steps
from caseclock.models.entry import Entry, EntryKind
from caseclock.models.step import Step

TENANT = (
    "4 Tern Close\nOakhaven\n\n14 June 2021\n\nTo: Brambling Homes\n\nDear Sir or Madam\n\n{}\n\n"
    "Yours faithfully\n\nA Harker\n"
)
LANDLORD = (
    "Brambling Homes\n2 Station Road, Oakhaven\n\n14 June 2021\n\nDear Ms Harker\n\n{}\n\nYours sincerely\n\n"
    "T Ives\nComplaints Officer\n"
)
MAIL = (
    "From: Ann Harker <ann@post.example>\nTo: Community Safety <safety@oakhaven.gov.example>\n"
    "Date: Mon, 14 Jun 2021 09:12:00 +0100\nSubject: {}\nMessage-ID: <one@post.example>\n"
    "Content-Type: text/plain; charset=utf-8\n\n{}\n"
)


def own(paper: str, name: str = "paper.txt") -> Entry:
    """The one entry of the day of the paper."""
    (entry,) = on(chronology({name: paper}), "2021-06-14")
    return entry


@pytest.mark.parametrize(
    ("paper", "kind", "title"),
    [
        (LANDLORD.format("Thank you for your telephone call."), EntryKind.CONTACT, ""),
        (
            LANDLORD.format(
                "Stage 1 complaint BH-0077\n\nThis is our response at stage 1. I do not uphold the complaint."
            ),
            EntryKind.COMPLAINT_RESPONSE,
            "Stage 1 response",
        ),
        (
            LANDLORD.format("Complaint BH-0077\n\nThis is our final response at stage 2. I uphold the complaint."),
            EntryKind.COMPLAINT_RESPONSE,
            "Stage 2 response",
        ),
        (
            LANDLORD.format("We acknowledge your complaint about our service. We will answer by 28 June 2021."),
            EntryKind.COMPLAINT_RESPONSE,
            "Acknowledgement",
        ),
        (TENANT.format("I want to make a formal complaint."), EntryKind.COMPLAINT, "Formal complaint"),
        (TENANT.format("I want to escalate my complaint to stage 2."), EntryKind.COMPLAINT, "Request for stage 2"),
        (TENANT.format("I would like to apply for an ASB case review."), EntryKind.COMPLAINT, "Application"),
        (TENANT.format("On 2 March 2021 he threw eggs at my window."), EntryKind.REPORT, ""),
        (TENANT.format("Thank you for the leaflet."), EntryKind.CONTACT, ""),
    ],
    ids=["letter", "stage 1", "stage 2", "receipt", "complaint", "stage 2 asked", "application", "report", "thanks"],
)
def test_a_letter_is_what_it_does(paper: str, kind: EntryKind, title: str) -> None:
    entry = own(paper)
    assert entry.kind is kind
    assert entry.summary.startswith(title)


@pytest.mark.parametrize(("paper", "actor"), [(TENANT, "complainant"), (LANDLORD, "registered-provider-brambling")])
def test_who_writes(paper: str, actor: str) -> None:
    assert own(paper.format("Thank you for your letter.")).actor == actor


def test_an_email_is_sent_at_its_minute() -> None:
    entry = own(MAIL.format("Case review", "I would like to apply for an ASB case review.\n\nAnn Harker"), "mail.eml")
    assert (entry.kind, entry.when.time) == (EntryKind.COMPLAINT, "09:12")


def test_what_is_only_told_of_is_not_what_the_letter_is() -> None:
    """A complaint made on another day is not made again by the letter that speaks of it."""
    words = "I made a formal complaint on 2 March 2021. Please let me know where it has got to."
    found = chronology({"paper.txt": TENANT.format(words)})
    assert [e.kind for e in on(found, "2021-06-14")] == [EntryKind.CONTACT]
    assert EntryKind.COMPLAINT in [e.kind for e in on(found, "2021-03-02")]


def test_a_statement_is_signed() -> None:
    words = "I live at number 2 and saw what I say here."
    found = chronology({"statement.txt": f"Statement of J Moss\n\n{words}\n\nSigned J Moss\n14 June 2021\n"})
    (entry,) = on(found, "2021-06-14")
    assert (entry.kind, entry.summary) == (EntryKind.OTHER, "Statement signed: Statement of J Moss.")


def test_a_paper_without_a_day_is_no_event_of_its_own() -> None:
    assert chronology({"note.txt": "Brambling Homes\n\nA few words about nothing.\n"}).entries == ()


def test_a_response_is_no_new_complaint() -> None:
    assert Step.COMPLAINT not in find_steps("our stage 1 response to your complaint")
