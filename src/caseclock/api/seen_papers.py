"""Papers of a case for those who may see them: what is known of one, what was read of it, how its pages look."""

from fastapi import Request
from sqlalchemy.orm import Session

from caseclock.api.access import access, papers_allowed
from caseclock.api.auth.principals import Principal
from caseclock.api.drawn_pages import PageAsked
from caseclock.api.kept_papers import kept_paper, top_of
from caseclock.api.making.inputs import paper_file
from caseclock.api.problems import Problem
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import DONE, State
from caseclock.extractor.page_pictures import PagePicture, PagePictureError, page_picture
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.sandbox import Sandbox
from caseclock.models.document import Paper


def seen_document(request: Request, case: str, document: str, who: Principal, what: str) -> tables.Document:
    """The row of the paper, if `who` may see it; that they saw `what` of it is audited. Raises Problem 403, 404."""
    with service_of(request).database.transaction(relaxed=True) as session:
        papers_allowed(request, who, access(request, session, who, case))
        row = document_row(session, case, document)
        record(session, who.id, Action.DOCUMENT_READ, case=case, object=document, what=what)
        return row


def document_row(session: Session, case: str, document: str) -> tables.Document:
    """The row of the paper. Raises Problem 404."""
    row = session.get(tables.Document, (case, document))
    if row is None:
        raise Problem(404, "not-found", "Not found", "The case has no such paper: see the list of its papers.")
    return row


def read_paper(request: Request, row: tables.Document) -> Paper:
    """The paper as it was read. Raises Problem 409 if it is not read yet, 404 if it could not be."""
    reading = _reading(request, row)
    found = kept_paper(service_of(request).files, reading, row.id)
    if found is None or row.state == State.UNREADABLE:
        raise Problem(404, "unreadable", "It could not be read", row.problem or "Add the paper in another form.")
    return found


def page_asked(
    request: Request, row: tables.Document, page: int, highlight: tuple[int, int] | None, width: int
) -> PageAsked:
    """That page of the paper, to be drawn. Raises Problem 409 if the paper is not read yet."""
    reading = _reading(request, row) or ""
    return PageAsked(row.case_id, row.id, row.sha256, reading, row.media_type or "", page, highlight, width)


def drawn_page(request: Request, row: tables.Document, asked: PageAsked) -> PagePicture:
    """The picture of the page, drawn or held from before. Raises Problem 404 if there is none."""

    def draw(sandbox: Sandbox) -> PagePicture:
        paper = read_paper(request, row)
        data = service_of(request).files.get(paper_file(row.case_id, row.sha256))
        return page_picture(sandbox, data, paper.text, asked.media_type, asked.page, asked.highlight, asked.width)

    try:
        return service_of(request).drawn.picture(asked, draw)
    except (PagePictureError, UnreadableError) as error:
        raise Problem(404, "no-picture", "There is no such picture", str(error)) from error


def _reading(request: Request, row: tables.Document) -> str | None:
    """The file of the reading that the paper came out of."""
    if row.state not in DONE:
        raise Problem(409, "not-read-yet", "Not read yet", "The paper waits to be read: ask again in a moment.")
    with service_of(request).database.transaction(relaxed=True) as session:
        return top_of(session, row).reading
