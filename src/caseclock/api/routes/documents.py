"""The papers of a case: adding them, looking at them, correcting what they were taken for, removing them."""

from datetime import date, datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, File, Header, Path, Query, Request, Response, UploadFile
from fastapi.responses import PlainTextResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from caseclock.api.access import access, papers_allowed
from caseclock.api.auth.identify import needs
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.conditional import IfNoneMatch, has_it
from caseclock.api.fields import Day, Id, Line, Natural
from caseclock.api.jobs.sweeping import touch
from caseclock.api.making.inputs import paper_file
from caseclock.api.paging import PAGE_SIZE, Cursor, Limit, cursor_of, place_of
from caseclock.api.problems import Problem, answers, invalid
from caseclock.api.progress_of import JobView, job_view
from caseclock.api.rulings_kept import keep_decision
from caseclock.api.seen_papers import document_row, drawn_page, page_asked, read_paper, seen_document
from caseclock.api.service import Service, service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import State
from caseclock.api.uploads import Sent, answered, asked, enter, is_same_key, keep, sent
from caseclock.extractor.page_pictures import LEAST_WIDTH, MOST_WIDTH
from caseclock.models.decision import Correct
from caseclock.models.document import DocumentKind

router = APIRouter(prefix="/api/v1/cases/{case}", tags=["papers"])
CaseId = Annotated[Id, Path(description="the case's id")]
DocumentId = Annotated[Id, Path(description="the paper's id, as in the chronology")]
Reading = Annotated[Principal, Depends(needs(Scope.DOCUMENTS_READ))]
Writing = Annotated[Principal, Depends(needs(Scope.DOCUMENTS_WRITE))]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[ -~]+$",
        description="any text of your own: the same request with the same key again changes nothing",
    ),
]


_BINARY: dict[str, JsonValue] = {"schema": {"type": "string", "format": "binary"}}


class DocumentView(BaseModel):
    """A paper, or what is attached to one."""

    id: str
    name: str
    state: State
    problem: str | None = Field(description="what is wrong with it, and what to do")
    sha256: str
    size: int
    media_type: str | None
    pages: int | None
    kind: str | None
    dated: date | None
    author: str | None
    parent: str | None = Field(description="the paper that it was found in")
    duplicate_of: str | None = Field(description="the paper that it is a copy of")
    uploaded_at: datetime


class DocumentList(BaseModel):
    """A page of papers, in the order in which they came."""

    documents: list[DocumentView]
    next: str | None


class Uploaded(BaseModel):
    """What became of an upload. The papers are read in the background: the job tells how far that is."""

    documents: list[DocumentView]
    job: JobView


class DocumentChange(BaseModel):
    """What a paper was taken for, corrected; what is left out stays. It is kept as a decision, and can be undone."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"kind": "letter", "dated": "2026-02-03"}]}
    )
    kind: DocumentKind | None = None
    dated: Day | None = None
    author: Line | None = None


def document_view(row: tables.Document) -> DocumentView:
    """The paper as the API gives it."""
    names = (name for name in DocumentView.model_fields if name != "state")
    return DocumentView(state=State(row.state), **{name: getattr(row, name) for name in names})


@router.post("/documents", status_code=202, responses=answers(409, 507))
def add_documents(
    request: Request,
    response: Response,
    case: CaseId,
    files: Annotated[
        list[UploadFile],
        File(description="the papers; a name may have folders in it", json_schema_extra={"items": _BINARY["schema"]}),
    ],
    who: Writing,
    key: Key = None,
) -> Uploaded:
    """Add papers to a case. A paper that the case has already, by name and bytes, is not added again."""
    service = service_of(request)
    if len(files) > service.settings.upload_files:
        raise invalid(f"More than {service.settings.upload_files} files: send fewer at a time.", "files")
    with service.database.transaction(relaxed=True) as session:
        access(request, session, who, case, change=True)
    given = [sent(file) for file in files]
    keep(service, case, given)
    try:
        answer = _entered(request, service, case, who, given, key)
    except IntegrityError as error:
        if not is_same_key(error):
            raise
        answer = _entered(request, service, case, who, given, key)
    for document in answer.documents:
        if document.state is State.QUEUED:
            service.queue.read(case, document.id)
    response.headers["Location"] = f"/api/v1/jobs/{answer.job.id}"
    return answer


def _entered(
    request: Request, service: Service, case: str, who: Principal, given: list[Sent], key: str | None
) -> Uploaded:
    with service.database.transaction() as session:
        access(request, session, who, case, change=True)
        before = answered(session, who.id, key, given, case) if key else None
        if before is not None:
            return Uploaded.model_validate(before)
        rows = enter(session, service, case, who.id, given)
        touch(session, case)
        job = tables.Job(case_id=case, documents=[row.id for row in rows])
        session.add(job)
        session.flush()
        for row in rows:
            session.refresh(row)
        answer = Uploaded(documents=[document_view(row) for row in rows], job=job_view(session, job))
        if key:
            told = answer.model_dump(mode="json")
            session.add(
                tables.Answered(who=who.id, key=key, request=asked(case, given), case_id=case, status=202, answer=told)
            )
        return answer


@router.get("/documents", responses=answers())
def list_documents(
    request: Request,
    case: CaseId,
    who: Reading,
    state: Annotated[State | None, Query(description="only papers in this state")] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE_SIZE,
) -> DocumentList:
    """The papers of a case and what is attached to them, in the order in which they came."""
    document = tables.Document
    found = select(document).where(document.case_id == case).order_by(document.number)
    if state is not None:
        found = found.where(document.state == state.value)
    if cursor:
        (last,) = place_of(cursor, int)
        found = found.where(document.number > last)
    with service_of(request).database.transaction(relaxed=True) as session:
        papers_allowed(request, who, access(request, session, who, case))
        record(session, who.id, Action.CASE_READ, case=case, what="papers")
        rows = session.scalars(found.limit(limit + 1)).all()
    following = cursor_of(rows[limit - 1].number) if len(rows) > limit else None
    return DocumentList(documents=[document_view(row) for row in rows[:limit]], next=following)


@router.get("/documents/{document}", responses=answers())
def read_document(request: Request, case: CaseId, document: DocumentId, who: Reading) -> DocumentView:
    """What is known of a paper."""
    return document_view(seen_document(request, case, document, who, "facts"))


@router.patch("/documents/{document}", responses=answers(409))
def change_document(
    request: Request, case: CaseId, document: DocumentId, change: DocumentChange, who: Writing
) -> DocumentView:
    """Correct what a paper was taken for."""
    service = service_of(request)
    with service.database.transaction() as session:
        papers_allowed(request, who, access(request, session, who, case, change=True))
        row = document_row(session, case, document)
        correct = Correct(id="", document=document, document_kind=change.kind, dated=change.dated, author=change.author)
        keep_decision(session, case, who.id, correct)
        row.kind = change.kind.value if change.kind else row.kind
        row.dated = change.dated or row.dated
        row.author = change.author or row.author
        record(session, who.id, Action.DOCUMENT_CHANGED, case=case, object=document)
        view = document_view(row)
    service.queue.assess(case)
    return view


@router.delete("/documents/{document}", status_code=204, responses=answers(409))
def remove_document(request: Request, case: CaseId, document: DocumentId, who: Writing) -> None:
    """Remove a paper that does not belong to the case, for good: its bytes, its text and everything made of it."""
    service = service_of(request)
    with service.database.transaction() as session:
        papers_allowed(request, who, access(request, session, who, case, change=True))
        row = document_row(session, case, document)
        if row.parent is not None:
            raise Problem(
                409, "attached", "Part of another paper", f"It is in the paper {row.parent}: remove that one instead."
            )
        _remove(session, row)
        record(session, who.id, Action.DOCUMENT_REMOVED, case=case, object=document)
        touch(session, case)
    service.forget(case)
    service.queue.assess(case)


def _remove(session: Session, row: tables.Document) -> None:
    """The rows of the paper, of what is in it, and of all that was made with it; its files are doomed."""
    below, found = [row.id], [row]
    while below:
        children = session.scalars(
            select(tables.Document).where(tables.Document.case_id == row.case_id, tables.Document.parent.in_(below))
        ).all()
        found += children
        below = [child.id for child in children]
    keys = {paper_file(row.case_id, one.sha256) for one in found}
    keys |= {row.reading} if row.reading else set()
    case = session.get_one(tables.Case, row.case_id)
    for key in sorted({*keys, f"{row.case_id}/derived/{case.removals}/"}):
        session.merge(tables.Doomed(key=key, case_id=row.case_id))
    case.removals += 1
    for version in session.scalars(select(tables.Version).where(tables.Version.case_id == row.case_id)):
        session.delete(version)
    session.delete(row)
    session.flush()


@router.get(
    "/documents/{document}/content",
    responses={**answers(410), 200: {"content": {"application/octet-stream": _BINARY}, "description": "the file"}},
    response_class=Response,
)
def read_content(request: Request, case: CaseId, document: DocumentId, who: Reading) -> StreamingResponse:
    """The paper as it came, byte for byte. Always as a download: no browser runs what is in it."""
    row = seen_document(request, case, document, who, "content")
    opened = service_of(request).files.open(paper_file(case, row.sha256))
    headers = {"Content-Disposition": _attachment(row.name), "ETag": f'"{row.sha256}"'}
    return StreamingResponse(opened, media_type="application/octet-stream", headers=headers)


@router.get(
    "/documents/{document}/text",
    responses={**answers(409, 410), 200: {"content": {"text/plain": {}}, "description": "the text"}},
    response_class=PlainTextResponse,
)
def read_text(request: Request, case: CaseId, document: DocumentId, who: Reading) -> PlainTextResponse:
    """The text of a paper, in which the offsets of sources count characters."""
    row = seen_document(request, case, document, who, "text")
    paper = read_paper(request, row)
    return PlainTextResponse(paper.text.text.encode("utf-8", "replace"), media_type="text/plain; charset=utf-8")


@router.get(
    "/documents/{document}/pages/{number}.png",
    responses={
        **answers(409, 410),
        200: {"content": {"image/png": _BINARY}, "description": "the page"},
        304: {"description": "you have it already"},
    },
    response_class=Response,
)
def read_page(
    request: Request,
    case: CaseId,
    document: DocumentId,
    number: Annotated[Natural, Path(description="the page, from 1")],
    who: Reading,
    highlight: Annotated[
        str | None, Query(pattern=r"^\d{1,9}-\d{1,9}$", description="start-end: characters of the text to be marked")
    ] = None,
    width: Annotated[int, Query(ge=LEAST_WIDTH, le=MOST_WIDTH, description="pixels")] = 1000,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """A page as it looks, a passage marked."""
    row = seen_document(request, case, document, who, "page")
    start, _, end = (highlight or "").partition("-")
    asked = page_asked(request, row, number, (int(start), int(end)) if highlight else None, width)
    headers = {"ETag": f'"{asked.tag}"', "Cache-Control": "private, no-cache"}
    if if_none_match != "*" and has_it(if_none_match, asked.tag):
        return Response(status_code=304, headers=headers)
    return Response(drawn_page(request, row, asked).png, media_type="image/png", headers=headers)


def _attachment(name: str) -> str:
    """A header that names the download, in letters that every browser takes."""
    last = name.rsplit("/", 1)[-1]
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " ._-()") else "_" for c in last)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(last, safe='')}"
