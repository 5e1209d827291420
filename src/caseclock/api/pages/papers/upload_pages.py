"""Adding papers to a case, and watching them being read."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseclock.api.access import access
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.pages.papers.upload_view import PaperRow, Progress, Sent, size_words, together
from caseclock.api.pages.rendering import page
from caseclock.api.pages.visiting import case_frame, problem_of, visitor
from caseclock.api.problems import Problem, conflict, invalid
from caseclock.api.routes.cases import case_view
from caseclock.api.routes.documents import add_documents
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.api.store.tables import DONE, State

router = APIRouter(include_in_schema=False)
_UPLOADS = 200  # that are looked back on
_SHOWN = 300  # papers; the rest is on the page of papers
_CLOSED = "The case is closed: open it again on its page “Case”, then add papers."


@router.get("/cases/{case}/upload")
def upload_page(request: Request, case: str) -> Response:
    """Where files and folders are dropped or chosen, and how far those are that were added last."""
    who = visitor(request, Scope.DOCUMENTS_WRITE)
    return _upload_form(request, who, case)


@router.post("/cases/{case}/upload")
def send_upload(
    request: Request,
    case: str,
    files: Annotated[list[UploadFile] | None, File()] = None,
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """The form as browsers send it without a script: the papers are added, and the page shows how far they are."""
    who = visitor(request, Scope.DOCUMENTS_WRITE, csrf=csrf)
    given = [one for one in files or () if one.filename]
    try:
        if not given:
            raise invalid("Choose at least one file.", "files")
        add_documents(request, Response(), case, given, who, None)
    except Problem as problem:
        if problem.status in (401, 403, 404):
            raise
        return _upload_form(request, who, case, problem)
    return RedirectResponse(f"/cases/{case}/upload#reading", 303)


@router.get("/cases/{case}/upload/progress")
def upload_progress(request: Request, case: str) -> Response:
    """The piece of the page that tells how far the papers are; asked for again and again while they are read. Looking
    at the page was audited."""
    who = visitor(request, Scope.DOCUMENTS_WRITE)
    with service_of(request).database.transaction(relaxed=True) as session:
        seen = access(request, session, who, case)
        progress = _progress(session, seen.case)
    return page("upload_progress.html", case_id=case, progress=progress, papers_open=seen.is_open, most=_SHOWN)


def _upload_form(request: Request, who: Principal, case: str, problem: Problem | None = None) -> Response:
    words = case_frame(request, who, case, at="upload")
    if words["case"].closed_at:
        raise conflict(_CLOSED)
    with service_of(request).database.transaction(relaxed=True) as session:
        progress = _progress(session, session.get_one(tables.Case, case))
    settings = service_of(request).settings
    limits = {
        "files": settings.upload_files,
        "bytes": settings.upload_bytes,
        "file_bytes": min(settings.file_bytes, settings.upload_bytes),
        "one_file": size_words(min(settings.file_bytes, settings.upload_bytes)),
        "at_once": size_words(settings.upload_bytes),
    }
    faults = problem_of(problem) if problem else {}
    return page(
        "upload.html", problem, **words, progress=progress, limits=limits, faults=faults, case_id=case, most=_SHOWN
    )


def _progress(session: Session, case: tables.Case) -> Progress:
    """How far the papers of the last uploads are, and whatever is attached to them and needs somebody."""
    document, job = tables.Document, tables.Job
    states: dict[str, str] = dict(
        session.execute(select(document.id, document.state).where(document.case_id == case.id)).tuples().all()
    )
    jobs = session.scalars(
        select(job).where(job.case_id == case.id).order_by(job.created_at.desc()).limit(_UPLOADS)
    ).all()
    uploads = together([_sent(one, states) for one in jobs])
    ids = [one for upload in uploads for one in upload.documents]
    rows = session.scalars(
        select(document)
        .where(document.case_id == case.id, or_(document.id.in_(ids), document.parent.is_not(None)))
        .order_by(document.number)
    ).all()
    view = case_view(session, case)
    return Progress(_rows(rows, set(ids)), view.is_up_to_date, view.problem)


def _sent(job: tables.Job, states: dict[str, str]) -> Sent:
    """The upload, without papers that were removed since."""
    ids = tuple(one for one in job.documents if one in states)
    return Sent(job.created_at, ids, all(states[one] in DONE for one in ids))


def _rows(rows: Sequence[tables.Document], ids: set[str]) -> tuple[PaperRow, ...]:
    """The papers with these ids, and what is in them at any depth that was not wholly read."""
    known = {row.id: row for row in rows}
    found: list[PaperRow] = []
    for row in rows:
        top, within = row, row.parent
        while top.parent in known:
            top = known[top.parent]
        if top.id not in ids or (within and row.state == State.READ):
            continue
        name = known[within].name if within in known else None
        found.append(PaperRow(row.id, row.name, State(row.state), row.problem, name))
    return tuple(found)
