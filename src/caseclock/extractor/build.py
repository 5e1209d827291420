"""The stages in order. Pure: the same papers, policies and dates give the same chronology."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseclock.extractor.findings.called_for import called_for
from caseclock.extractor.findings.delays import delays
from caseclock.extractor.findings.discrepancies import discrepancies
from caseclock.extractor.findings.gaps import gaps
from caseclock.extractor.findings.recounts import recounts
from caseclock.extractor.findings.thresholds import thresholds
from caseclock.extractor.language.agencies import find_agencies
from caseclock.extractor.language.anchors import read_times
from caseclock.extractor.language.events import find_events
from caseclock.extractor.language.people import find_parties
from caseclock.extractor.linking.cluster import cluster
from caseclock.extractor.linking.reasons import reasons
from caseclock.extractor.rulings import corrected, ruled, standing
from caseclock.extractor.rulings_named import one_person, renamed
from caseclock.models.agency import Agency
from caseclock.models.chronology import Case, Chronology
from caseclock.models.decision import Decision, Unfit
from caseclock.models.document import Document, Paper, Status
from caseclock.models.event import Linked
from caseclock.models.finding import Finding
from caseclock.models.link import Reasons
from caseclock.models.mention import TimeMention
from caseclock.models.policy import Policy

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Found:
    """What the papers and a person's decisions give before any policy or day is looked at: the same for every question
    that may be asked of the case, so it can be kept and asked again."""

    documents: tuple[Document, ...]
    readable: tuple[Paper, ...]
    times: Mapping[str, tuple[TimeMention, ...]]  # by document id
    agencies: tuple[Agency, ...]
    linked: tuple[Linked, ...]
    reasons: Reasons
    unfit: tuple[Unfit, ...]


def build(
    papers: Sequence[Paper],
    policies: Sequence[Policy],
    as_of: date,
    application_date: date | None = None,
    reference: str | None = None,
    progress: Progress | None = None,
    decisions: Sequence[Decision] = (),
    offered: Sequence[Policy] = (),
) -> Chronology:
    """Papers and a person's decisions in, chronology out. The order of the papers does not matter; that of the
    decisions does.

    `as_of` is the day for which outstanding clocks are judged; `application_date` the day of the case review
    application that windows end with (None: `as_of`). Where `policies` is empty, those of `offered` are applied whose
    body is an agency of the case; `case.policies` says which."""
    found = find(papers, progress, decisions)
    if progress:
        progress(len(found.readable) + 3, len(found.readable) + 4, "thresholds, clocks, discrepancies")
    return assess(found, policies, as_of, application_date, reference, offered)


def find(papers: Sequence[Paper], progress: Progress | None = None, decisions: Sequence[Decision] = ()) -> Found:
    """What happened: dates, agencies, events, and which accounts tell of one thing."""
    held, nothing_undone = standing(decisions)
    given, lost_papers = corrected(papers, held)
    ordered = sorted(given, key=lambda p: (p.document.name, p.document.id))
    readable = [p for p in ordered if p.document.status is not Status.UNREADABLE]
    tell = progress or (lambda done, total, words: None)
    total = len(readable) + 4

    times: dict[str, tuple[TimeMention, ...]] = {}
    for number, paper in enumerate(readable):
        tell(number, total, f"dates in {paper.document.name}")
        times[paper.document.id] = read_times(
            paper.text.text, dated=paper.document.dated, blocks=paper.text.blocks, messages=paper.text.messages
        )
    tell(len(readable), total, "agencies and people")
    # A copy is no evidence of its own: who people and agencies are is read from the originals.
    originals = [p for p in readable if p.document.duplicate_of is None]
    index = find_agencies(originals)
    parties = find_parties(originals, index)
    tell(len(readable) + 1, total, "events")
    found = one_person(find_events(readable, times, index, parties), held)
    agencies, events, told, lost_agencies = renamed(index.agencies, found, held)
    tell(len(readable) + 2, total, "which accounts tell of one thing")
    groups = cluster(events)
    linked, lost_entries = ruled(groups.groups, told)
    return Found(
        documents=tuple(p.document for p in ordered),
        readable=tuple(readable),
        times=times,
        agencies=agencies,
        linked=linked,
        reasons=reasons(groups, linked),
        unfit=(*nothing_undone, *lost_papers, *lost_agencies, *lost_entries),
    )


def assess(
    found: Found,
    policies: Sequence[Policy],
    as_of: date,
    application_date: date | None = None,
    reference: str | None = None,
    offered: Sequence[Policy] = (),
) -> Chronology:
    """What follows from what happened: thresholds, clocks, gaps, contradictions. The arguments are those of `build`."""
    policies = policies or called_for(found.agencies, offered)
    findings: tuple[Finding, ...] = (
        *thresholds(found.linked, found.agencies, policies, application_date, as_of),
        *delays(found.linked, found.agencies, policies, as_of, application_date, found.readable, found.times),
        *gaps(found.linked, found.agencies, as_of),
        *recounts(found.linked, found.readable, found.times),
        *discrepancies(found.linked, found.readable, found.times),
    )
    return Chronology(
        case=Case(
            reference=reference, policies=tuple(p.id for p in policies), as_of=as_of, application_date=application_date
        ),
        documents=found.documents,
        agencies=found.agencies,
        entries=tuple(item.entry for item in found.linked),
        findings=findings,
        reasons=found.reasons,
        unfit=found.unfit,
    )
