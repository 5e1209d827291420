"""The words that a statement comes from: as a page, or as what the panel beside other pages shows."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from caseclock.api.auth.principals import Scope
from caseclock.api.fields import Id, Natural
from caseclock.api.pages.papers.source_shown import shown_source
from caseclock.api.pages.rendering import page
from caseclock.api.pages.visiting import case_frame, visitor
from caseclock.api.seen_papers import read_paper, seen_document

router = APIRouter(include_in_schema=False)


@router.get("/cases/{case}/papers/{document}/at/{start}-{end}")
def source_page(
    request: Request,
    case: Id,
    document: Id,
    start: Natural,
    end: Natural,
    on: Annotated[Natural | None, Query(alias="page")] = None,
) -> Response:
    """The passage, marked where it stands. Asked for by a script of ours: only that, to be shown beside a page."""
    who = visitor(request, Scope.DOCUMENTS_READ)
    row = seen_document(request, case, document, who, "text")
    source = shown_source(request, row, read_paper(request, row), (start, end), on)
    if request.headers.get("HX-Request") == "true":
        return page("source_beside.html", case_id=case, source=source, beside=True)
    return page("source.html", **case_frame(request, who, case, "papers", case_id=case, source=source, beside=False))
