"""The list of one's cases, and a new case."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import as_line
from caseclock.api.known_policies import every_policy
from caseclock.api.pages.cases.in_short import in_short
from caseclock.api.pages.cases.kept import kept_in_short, last_changes
from caseclock.api.pages.rendering import page
from caseclock.api.pages.seen import seen_chronology
from caseclock.api.pages.visiting import checked, frame, problem_of, visitor
from caseclock.api.problems import Problem, invalid
from caseclock.api.routes.cases import CaseView, NewCase, create_case, list_cases
from caseclock.api.service import service_of

router = APIRouter(include_in_schema=False)
Field = Annotated[str, Form()]
_TO_A_PAGE = 20
_TOO_LONG = "Search for at most 200 characters: shorten what you look for."


@router.get("/cases")
def cases_page(
    request: Request,
    query: str = "",
    closed: bool = False,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """One's cases, newest first: those that are open, or those that are closed."""
    who = visitor(request, Scope.CASES_READ, Scope.CHRONOLOGY_READ)
    words, problem = as_line(query) or "", None
    if query.strip() and not words:
        problem = invalid(_TOO_LONG, "query")
    found = list_cases(request, who, words, closed, cursor, _TO_A_PAGE)
    shown = _shown(request, who, found.cases)
    is_first = not (found.cases or words or closed or cursor or problem or _has_closed(request, who))
    template = "cases_first.html" if is_first else "cases.html"
    more = {"query": query, "closed": closed, "cursor": cursor, "found": found, "may_add": who.has(Scope.CASES_WRITE)}
    return page(template, problem, **frame(request, who, **more, **shown))


@router.get("/cases/{case}/in-short")
def case_in_short(request: Request, case: str) -> Response:
    """A piece of the list: what the chronology of one case comes to, made now if it is not kept."""
    who = visitor(request, Scope.CASES_READ, Scope.CHRONOLOGY_READ)
    seen = seen_chronology(request, who, case)
    line = in_short(seen.chronology) if seen else None
    return page("cases_in_short.html", case_id=case, line=line, again=True)


@router.get("/cases/new")
def new_case_page(request: Request) -> Response:
    """The form for a new case."""
    who = visitor(request, Scope.CASES_WRITE)
    return _new_case_form(request, who, {"reference": "", "application_date": "", "policies": []})


@router.post("/cases/new")
def send_new_case(
    request: Request,
    reference: Field = "",
    application_date: Field = "",
    policies: Annotated[list[str] | None, Form()] = None,
    csrf: Field = "",
) -> Response:
    """Make the case, and go on to add its papers; or the form again, saying what is wrong."""
    who = visitor(request, Scope.CASES_WRITE, csrf=csrf)
    given = {"reference": reference, "application_date": application_date, "policies": policies or []}
    try:
        new = checked(NewCase, **{**given, "application_date": application_date or None})
        case = create_case(request, Response(), new, who)
    except Problem as problem:
        return _new_case_form(request, who, given, problem)
    return RedirectResponse(f"/cases/{case.id}/upload", 303)


def _new_case_form(request: Request, who: Principal, given: dict[str, Any], problem: Problem | None = None) -> Response:
    faults = problem_of(problem) if problem else {}
    words = frame(request, who, given=given, choices=policy_choices(request), faults=faults)
    return page("case_new.html", problem, **words)


def policy_choices(request: Request) -> list[tuple[str, str]]:
    """Every policy that there is: its id, and what it is called."""
    with service_of(request).database.transaction(relaxed=True) as session:
        return [(one.id, one.title) for one in every_policy(session).values()]


def _shown(request: Request, who: Principal, cases: list[CaseView]) -> dict[str, Any]:
    """What the list tells of the cases beside their rows."""
    with service_of(request).database.transaction(relaxed=True) as session:
        changed = last_changes(session, [case.id for case in cases])
    with_papers = [case.id for case in cases if case.papers.total]
    return {"changed": changed, "lines": kept_in_short(request, who, with_papers)}


def _has_closed(request: Request, who: Principal) -> bool:
    return bool(list_cases(request, who, "", True, None, 1).cases)
