"""A small invented chronology, made by hand, for tests of everything that shows or writes one."""

from datetime import date

from caseclock.models.agency import Agency, AgencyKind
from caseclock.models.chronology import Case, Chronology
from caseclock.models.document import Document, DocumentKind, Status
from caseclock.models.entry import Entry, EntryKind, IncidentType, Report
from caseclock.models.finding import (
    Delay,
    DelayOutcome,
    Discrepancy,
    Excluded,
    Gap,
    Limit,
    Moment,
    Outcome,
    Period,
    RouteKind,
    Threshold,
    Why,
)
from caseclock.models.policy import Unit
from caseclock.models.source import Source
from caseclock.models.when import Precision, When


def source(document: str, quote: str, page: int | None = None, start: int = 0) -> Source:
    """A passage; its offsets are right for its length only."""
    return Source(document=document, page=page, start=start, end=start + len(quote), quote=quote)


def when(
    start: date | None,
    end: date | None = None,
    precision: Precision = Precision.DAY,
    time: str | None = None,
    text: str = "",
) -> When:
    """A When; one day if no end is given."""
    return When(start=start, end=end or start, time=time, precision=precision, text=text)


def document(number: int, name: str, kind: DocumentKind = DocumentKind.OTHER, **more: object) -> Document:
    """A document that was read, unless told otherwise."""
    fields: dict[str, object] = {
        "id": f"d{number}",
        "name": name,
        "sha256": f"{number:064x}",
        "media_type": "text/plain",
        "pages": None,
        "dated": None,
        "parent": None,
        "kind": kind,
        "status": Status.READ,
    }
    return Document.model_validate(fields | more)


def entry(number: int, at: When, summary: str, kind: EntryKind = EntryKind.INCIDENT, **more: object) -> Entry:
    """An entry with one source, unless told otherwise."""
    fields: dict[str, object] = {
        "id": f"e{number}",
        "kind": kind,
        "when": at,
        "summary": summary,
        "sources": (source("d1", summary, page=1),),
        "confidence": 0.9,
    }
    return Entry.model_validate(fields | more)


AGENCIES = (
    Agency(id="northmere-police", name="Northmere Police", kind=AgencyKind.POLICE, aliases=("the police", "NP")),
    Agency(id="alderfold-council", name="Alderfold Borough Council", kind=AgencyKind.LOCAL_AUTHORITY, aliases=("ABC",)),
    Agency(id="quarrybank-homes", name="Quarrybank Homes", kind=AgencyKind.REGISTERED_PROVIDER),
)

DOCUMENTS = (
    document(1, "police/disclosure.pdf", DocumentKind.POLICE_DISCLOSURE, media_type="application/pdf", pages=6),
    document(2, "mail/complaint.eml", DocumentKind.EMAIL, dated=date(2021, 3, 8)),
    document(3, "diary sheets.docx", DocumentKind.DIARY),
    document(4, "case notes.xlsx", DocumentKind.CASE_NOTES, media_type="application/vnd.ms-excel", pages=2),
    document(5, "scan.pdf", status=Status.UNREADABLE, problem="The file is encrypted: give a copy without a password."),
    document(6, "mail/complaint copy.eml", DocumentKind.EMAIL, dated=date(2021, 3, 8), duplicate_of="d2"),
)

ENTRIES = (
    entry(
        1,
        when(date(2021, 2, 11), date(2021, 2, 16), Precision.RANGE, text="over half-term week"),
        "Loud music from the flat above on three nights.",
        types=(IncidentType.NOISE,),
        count=3,
        sources=(
            source("d1", "music", 2),
            source("d1", "loud music", 4),
            source("d3", "Music again until 3", start=40),
        ),
        reports=(
            Report(
                agency="quarrybank-homes", on=date(2021, 2, 17), reference="ASB/118", source=source("d4", "rang", 1)
            ),
            Report(agency="northmere-police", on=date(2021, 2, 18), reference=None, source=source("d1", "log 41", 2)),
            Report(agency="northmere-police", on=date(2021, 2, 18), reference="41", source=source("d1", "log 41", 2)),
        ),
    ),
    entry(
        2,
        when(date(2021, 3, 3), precision=Precision.MINUTE, time="21:40", text="3/3/21 at about 9.40pm"),
        "The neighbour shouted threats through the door",
        types=(IncidentType.THREATS, IncidentType.INTIMIDATION),
        reports=(
            Report(agency="northmere-police", on=date(2021, 3, 3), reference="502", source=source("d1", "502", 3)),
        ),
    ),
    entry(
        3,
        when(date(2021, 3, 8)),
        "Complaint about the handling of the reports made to Quarrybank Homes.",
        EntryKind.COMPLAINT,
        actor="complainant",
        recipients=("quarrybank-homes",),
        sources=(source("d2", "I wish to complain"),),
    ),
    entry(
        4,
        when(date(2021, 3, 1), date(2021, 3, 31), Precision.MONTH, text="in March"),
        "A car window was broken.",
        types=(IncidentType.CRIMINAL_DAMAGE,),
        confidence=0.3,
    ),
    entry(
        5,
        when(date(2021, 4, 6)),
        "Stage 1 response sent by Quarrybank Homes.",
        EntryKind.COMPLAINT_RESPONSE,
        actor="quarrybank-homes",
        recipients=("complainant",),
    ),
    entry(
        6,
        when(date(2021, 10, 16), precision=Precision.APPROXIMATE, text="around 16 October"),
        "Rubbish was left on the stairs.",
        types=(IncidentType.NUISANCE,),
    ),
    entry(7, when(None, precision=Precision.UNDATED, text="one evening"), "Door kicked.", types=(IncidentType.OTHER,)),
)

FINDINGS = (
    Threshold(
        id="f1",
        policy="alderfold-2020",
        route=RouteKind.COUNT,
        outcome=Outcome.NOT_MET,
        first_met_on=None,
        window=Period(start=date(2021, 4, 20), end=date(2021, 10, 19)),
        counted=("e6",),
        excluded=(
            Excluded(entry="e1", why=Why.OUTSIDE_WINDOW),
            Excluded(entry="e2", why=Why.OUTSIDE_WINDOW),
            Excluded(entry="e7", why=Why.NOT_REPORTED),
        ),
        section="section 5",
        text="One qualifying complaint out of three needed",
    ),
    Delay(
        id="f2",
        policy="quarrybank-complaints",
        rule="stage 1 response",
        started=Moment(entry="e3", on=date(2021, 3, 8)),
        limit=Limit(n=10, unit=Unit.WORKING_DAYS),
        due=date(2021, 3, 22),
        done=Moment(entry="e5", on=date(2021, 4, 6)),
        taken=19,
        late_by=9,
        outcome=DelayOutcome.LATE,
        section="6.3",
        text="Answered after 19 working days, 9 more than allowed; Good Friday and Easter Monday do not count.",
    ),
    Delay(
        id="f3",
        policy="quarrybank-complaints",
        rule="stage 2 response",
        started=Moment(entry=None, on=date(2021, 9, 1)),
        limit=Limit(n=1, unit=Unit.MONTHS),
        due=date(2021, 9, 30),
        done=None,
        taken=None,
        late_by=2,
        outcome=DelayOutcome.OUTSTANDING,
        section="6.4",
        text="No response found.",
    ),
    Gap.model_validate(
        {
            "id": "f4",
            "from": {"entry": "e5", "on": date(2021, 4, 6)},
            "to": {"entry": "e6", "on": date(2021, 10, 16)},
            "working_days": 135,
            "calendar_days": 193,
            "text": "No action by any agency is told between these days.",
        }
    ),
    Discrepancy(
        id="f5",
        about="date",
        sources=(source("d2", "on 8 March I wrote to you", start=3), source("d4", "letter rec'd 9/3", 1)),
        text="Two days are given for the same complaint",
    ),
)

CASE = Case(
    reference="AB/2021/44",
    policies=("alderfold-2020", "quarrybank-complaints"),
    as_of=date(2021, 11, 1),
    application_date=date(2021, 10, 19),
)


def made() -> Chronology:
    """The chronology: seven entries, five findings, six papers of which one could not be read."""
    return Chronology(case=CASE, documents=DOCUMENTS, agencies=AGENCIES, entries=ENTRIES, findings=FINDINGS)


def nothing() -> Chronology:
    """A chronology in which nothing was found."""
    return Chronology(case=Case(as_of=date(2021, 11, 1)), documents=(), agencies=(), entries=(), findings=())


def telling(words: str, rows: int = 1) -> Chronology:
    """A chronology in which every text that comes from papers is `words`."""
    said = source("d1", words, page=1)
    told = Report(agency="a1", on=date(2021, 3, 4), reference=words, source=said)
    entries = tuple(
        entry(
            number,
            when(date(2021, 3, 3), date(2021, 3, 5), Precision.APPROXIMATE, text=words),
            words,
            reports=(told,),
            sources=(said,),
        )
        for number in range(1, rows + 1)
    )
    return Chronology(
        case=Case(reference=words, as_of=date(2021, 11, 1)),
        documents=(document(1, words), document(2, f"x/{words}", status=Status.UNREADABLE, problem=words)),
        agencies=(Agency(id="a1", name=words, kind=AgencyKind.OTHER, aliases=(words, f"{words} 2")),),
        entries=entries,
        findings=(Discrepancy(id="f1", about="other", sources=(said, said, said), text=words),),
    )
