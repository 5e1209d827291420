"""Small cases out of a few papers, read and linked as in a build, for the tests of clocks."""

from datetime import date

from tests.casework import read

from caseclock.extractor.findings.delays import delays
from caseclock.extractor.findings.telling import Tellings
from caseclock.extractor.language.agencies import find_agencies
from caseclock.extractor.language.anchors import read_times
from caseclock.extractor.language.events import find_events
from caseclock.extractor.language.people import find_parties
from caseclock.extractor.linking.cluster import cluster
from caseclock.extractor.linking.entries import make_entries
from caseclock.extractor.policies.loader import get
from caseclock.models.agency import Agency
from caseclock.models.document import Paper
from caseclock.models.event import Linked
from caseclock.models.finding import Delay
from caseclock.models.mention import TimeMention

Case = tuple[tuple[Linked, ...], tuple[Agency, ...], tuple[Paper, ...], dict[str, tuple[TimeMention, ...]]]


def case_of(papers: dict[str, str | bytes]) -> Case:
    """Entries, agencies, papers and times."""
    given = read(papers)
    times = {
        p.document.id: read_times(p.text.text, dated=p.document.dated, blocks=p.text.blocks, messages=p.text.messages)
        for p in given
    }
    index = find_agencies(given)
    events = find_events(given, times, index, find_parties(given, index))
    return make_entries(cluster(events).groups), tuple(index.agencies), given, times


def clocks(
    papers: dict[str, str | bytes], *policies: str, as_of: date = date(2023, 10, 1), applied: date | None = None
) -> list[Delay]:
    """The findings of clocks."""
    linked, agencies, given, times = case_of(papers)
    return list(delays(linked, agencies, get(policies), as_of, applied, given, times))


def tellings(papers: dict[str, str | bytes]) -> tuple[Tellings, tuple[Agency, ...]]:
    """The papers with their events, and the agencies of the case."""
    linked, agencies, given, times = case_of(papers)
    return Tellings(linked, given, times), agencies


def email(sender: str, on: str, subject: str, *words: str) -> str:
    """An email; `on` as in its header, "Wed, 1 Jun 2022 09:00:00 +0100"."""
    people = {"her": "Ann Harker <ann@post.example>", "landlord": "Jo Pell, Brambling Homes <jo@brambling.example>"}
    to = people["landlord" if sender == "her" else "her"]
    end = ["Ann Harker"] if sender == "her" else ["Jo Pell", "Complaints Officer", "Brambling Homes"]
    body = "\n\n".join(["Dear Sir or Madam," if sender == "her" else "Dear Ms Harker,", *words, "\n".join(end)])
    return f"From: {people[sender]}\nTo: {to}\nDate: {on}\nSubject: {subject}\n\n{body}\n"
