"""The papers of a case: the list, one paper, correcting what it was taken for, removing it."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Id, Natural
from caseclock.api.pages.papers.papers_facts import Citing, citing, taken_for
from caseclock.api.pages.papers.papers_view import WAITING, count_words, counts, is_under_way, paper_rows, tag_of
from caseclock.api.pages.papers.source_shown import Shown, shown_paper
from caseclock.api.pages.rendering import page
from caseclock.api.pages.visiting import case_frame, checked, problem_of, visitor
from caseclock.api.problems import Problem, invalid
from caseclock.api.routes.documents import (
    DocumentChange,
    DocumentView,
    change_document,
    document_view,
    list_documents,
    remove_document,
)
from caseclock.api.seen_papers import read_paper, seen_document
from caseclock.api.store import tables
from caseclock.api.store.tables import State
from caseclock.models.document import DocumentKind

router = APIRouter(include_in_schema=False)
_AT_ONCE = 200
Field = Annotated[str, Form()]
Mark = Annotated[str, Query(pattern=r"^(\d{1,9}-\d{1,9})?$")]


@router.get("/cases/{case}/papers")
def papers_page(
    request: Request, case: Id, state: State | None = None, have: str = "", removed: bool = False
) -> Response:
    """All papers, what needs somebody first. `have`: the list's own tag, asked by the list itself while papers are
    read: nothing is sent if it is as it was."""
    who = visitor(request, Scope.DOCUMENTS_READ)
    papers = _all(request, case, who)
    counted = counts(papers)
    words: dict[str, Any] = {
        "case_id": case,
        "rows": paper_rows(papers, state),
        "counted": counted,
        "told": count_words(counted),
        "state": state,
        "tag": tag_of(papers),
        "under_way": is_under_way(counted),
    }
    if request.headers.get("HX-Request") == "true":
        return Response(status_code=204) if have == words["tag"] else page("papers_list.html", again=True, **words)
    return page("papers.html", **case_frame(request, who, case, "papers", again=False, removed=removed, **words))


@router.get("/cases/{case}/papers/{document}")
def paper_page(
    request: Request,
    case: Id,
    document: Id,
    mark: Mark = "",
    on: Annotated[Natural, Query(alias="page")] = 0,
    changed: bool = False,
) -> Response:
    """One paper: what is known of it, the entries that cite it, and all of it. `mark`: a passage to be marked."""
    who = visitor(request, Scope.DOCUMENTS_READ)
    return _paper(request, who, case, document, mark=mark, on=on, changed=changed)


@router.post("/cases/{case}/papers/{document}")
def send_paper(
    request: Request,
    case: Id,
    document: Id,
    kind: Field = "",
    dated: Field = "",
    author: Field = "",
    csrf: Field = "",
) -> Response:
    """Correct what the paper was taken for; or the form again, saying why not."""
    who = visitor(request, Scope.DOCUMENTS_WRITE, csrf=csrf)
    given = {"kind": kind, "dated": dated.strip(), "author": " ".join(author.split())}
    try:
        row = seen_document(request, case, document, who, "facts")
        change_document(request, case, document, _change(row, given), who)
    except Problem as problem:
        if problem.status != 422:
            raise
        return _paper(request, who, case, document, problem=problem, given=given)
    return RedirectResponse(f"/cases/{case}/papers/{document}?changed=true", 303)


@router.get("/cases/{case}/papers/{document}/remove")
def removal_page(request: Request, case: Id, document: Id) -> Response:
    """Asks whether the paper is to be removed for good."""
    who = visitor(request, Scope.DOCUMENTS_WRITE)
    row = seen_document(request, case, document, who, "facts")
    return page("paper_remove.html", **case_frame(request, who, case, "papers", paper=document_view(row)))


@router.post("/cases/{case}/papers/{document}/remove")
def send_removal(request: Request, case: Id, document: Id, csrf: Field = "") -> Response:
    """Remove the paper."""
    who = visitor(request, Scope.DOCUMENTS_WRITE, csrf=csrf)
    remove_document(request, case, document, who)
    return RedirectResponse(f"/cases/{case}/papers?removed=true", 303)


def _all(request: Request, case: str, who: Principal) -> list[DocumentView]:
    """Every paper of the case, in the order in which they came."""
    found = list_documents(request, case, who, None, None, _AT_ONCE)
    papers = found.documents
    while found.next:
        found = list_documents(request, case, who, None, found.next, _AT_ONCE)
        papers += found.documents
    return papers


def _paper(
    request: Request,
    who: Principal,
    case: str,
    document: str,
    *,
    mark: str = "",
    on: int = 0,
    changed: bool = False,
    problem: Problem | None = None,
    given: dict[str, str] | None = None,
) -> Response:
    row = seen_document(request, case, document, who, "text")
    paper = read_paper(request, row) if row.state in (State.READ, State.PARTLY_READ) else None
    first, _, last = mark.partition("-")
    shown: Shown | None = None
    if paper is not None:
        shown = shown_paper(request, row, paper, (int(first), int(last)) if mark else None, on)
    words = {
        "case_id": case,
        "paper": document_view(row),
        "source": shown,
        "mark": mark,
        "cited": citing(request, who, case, row) if paper is not None else Citing((), ""),
        "taken": taken_for(paper) if paper is not None else None,
        "given": given or _as_it_is(row),
        "kinds": [("", "Not known"), *((kind.value, kind) for kind in DocumentKind)],
        "waits": row.state in WAITING,
        "changed": changed,
        "faults": problem_of(problem) if problem else {},
    }
    return page("paper.html", problem, **case_frame(request, who, case, "papers", **words))


def _as_it_is(row: tables.Document) -> dict[str, str]:
    """What the form holds before anything is changed in it: fields of one line, as browsers have them."""
    author = " ".join((row.author or "").split())
    return {"kind": row.kind or "", "dated": str(row.dated or ""), "author": author}


def _change(row: tables.Document, given: dict[str, str]) -> DocumentChange:
    """What the form changes. Raises Problem 422 if that is nothing, or something is to be taken away."""
    before = _as_it_is(row)
    told = {"kind": "kind", "dated": "date", "author": "author"}
    changes = {name: value for name, value in given.items() if value != before[name]}
    emptied = next((name for name, value in changes.items() if not value), None)
    if emptied:
        raise invalid(f"The {told[emptied]} can be changed, not taken away: give another.", emptied)
    if not changes:
        raise invalid("Nothing is changed: change the kind, the date or the author, or leave the page.", "kind")
    return checked(DocumentChange, **changes)
