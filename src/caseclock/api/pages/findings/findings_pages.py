"""What follows from a chronology: thresholds, clocks, gaps, discrepancies; and what would follow on other days."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.known_policies import every_policy
from caseclock.api.pages.findings.findings_asked import Asked, as_it_is, asked
from caseclock.api.pages.findings.findings_view import findings_view
from caseclock.api.pages.rendering import page
from caseclock.api.pages.seen import seen_chronology
from caseclock.api.pages.visiting import case_frame, problem_of, visitor
from caseclock.api.problems import Problem
from caseclock.api.routes.cases import CaseChange, change_case
from caseclock.api.service import service_of
from caseclock.models.policy import Policy

router = APIRouter(include_in_schema=False)
_HERE = "/cases/{case}/findings"
Field = Annotated[str, Form()]
Fields = Annotated[list[str] | None, Form()]


@router.get(_HERE)
def findings_page(
    request: Request,
    case: str,
    as_of: str = "",
    application_date: str = "",
    policy: Annotated[list[str] | None, Query()] = None,
    asked: str = "",
    kept: str = "",
) -> Response:
    """The findings, for the days and policies given if `asked`; else for those of the case. A script is given the part
    that depends on them. `kept`: the days were kept for the case a moment ago."""
    who = visitor(request, Scope.CHRONOLOGY_READ)
    words = case_frame(request, who, case, at="findings")
    given = {"as_of": as_of, "application_date": application_date, "policy": policy or []}
    by_script = request.headers.get("HX-Request") == "true"
    try:
        what = _what(words, given if asked else None)
        return _shown(request, who, words, what, by_script=by_script, kept=bool(kept))
    except Problem as problem:
        if problem.status != 422:
            raise
        if by_script:  # the page itself can say which field is wrong
            return Response(status_code=204, headers={"HX-Redirect": str(request.url)})
        return _wrong(request, words, problem, given)


@router.post(_HERE)
def keep_days(
    request: Request,
    case: str,
    as_of: Field = "",
    application_date: Field = "",
    policy: Fields = None,
    etag: Field = "",
    csrf: Field = "",
) -> Response:
    """The days and policies become those of the case."""
    who = visitor(request, Scope.CASES_WRITE, csrf=csrf)
    words = case_frame(request, who, case, at="findings")
    given = {"as_of": as_of, "application_date": application_date, "policy": policy or []}
    try:
        changes = _what(words, given).changes
        if changes:
            change_case(request, Response(), case, CaseChange(**changes), who, if_match=etag or None)
    except Problem as problem:
        if problem.status not in (409, 412, 422):
            raise
        return _wrong(request, words, problem, given)
    return RedirectResponse(f"/cases/{case}/findings?kept=1", 303)


def _what(words: dict[str, Any], given: dict[str, Any] | None) -> Asked:
    """What is asked for. Raises Problem 422."""
    case, today = words["case"], date.today()
    return as_it_is(case, today) if given is None else asked(case, today, **given)


def _shown(
    request: Request, who: Principal, words: dict[str, Any], what: Asked, *, by_script: bool, kept: bool
) -> Response:
    """The findings; while they are made, a part that asks again."""
    policies = _policies(request)
    seen = seen_chronology(request, who, words["case"].id, what.question)
    return page(
        "findings_part.html" if by_script else "findings.html",
        **words,
        what=what,
        seen=seen,
        view=findings_view(seen.chronology, policies) if seen else None,
        policies=_choices(policies, what, seen.chronology.case.policies if seen else ()),
        titles={one.id: one.title for one in policies.values()},
        form={"as_of": what.as_of.isoformat(), "application_date": _iso(what.application_date)},
        chosen=what.policies,
        faults={},
        kept=kept,
    )


def _wrong(request: Request, words: dict[str, Any], problem: Problem, given: dict[str, Any]) -> Response:
    """The form as it was sent, with what is wrong with it."""
    what = _what(words, None)
    policies = _policies(request)
    return page(
        "findings.html",
        **words,
        problem=problem,
        what=what,
        seen=None,
        view=None,
        policies=_choices(policies, what, given["policy"]),
        titles={},
        form=given,
        chosen=given["policy"],
        faults=problem_of(problem),
        kept=False,
    )


def _policies(request: Request) -> dict[str, Policy]:
    with service_of(request).database.transaction(relaxed=True) as session:
        return every_policy(session)


def _choices(policies: dict[str, Policy], what: Asked, applied: tuple[str, ...]) -> list[tuple[str, str]]:
    """Policies to tick, by title: those that are applied first."""
    first = {*what.policies, *applied}
    ordered = sorted(policies.values(), key=lambda policy: (policy.id not in first, policy.title.casefold()))
    return [(policy.id, f"{policy.title} ({policy.body})") for policy in ordered]


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""
