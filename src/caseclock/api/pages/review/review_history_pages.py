"""Review: every decision of a case, and what agencies and people are called."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import Response

from caseclock.api.auth.identify import refuse
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Id
from caseclock.api.new_decisions import Anything, NewRename, NewSamePerson
from caseclock.api.pages.rendering import page
from caseclock.api.pages.review.review_case import (
    MASKED,
    being_made,
    chronology_now,
    decide,
    decided,
    kept_decisions,
    names_of,
    part,
    review_frame,
    reviewer,
    told_by,
    undone_by,
)
from caseclock.api.pages.seen import seen_chronology
from caseclock.api.pages.visiting import case_frame, checked, visitor
from caseclock.api.problems import Problem, forbidden, invalid

router = APIRouter(prefix="/cases/{case}/review", include_in_schema=False)
CaseId = Annotated[Id, Path()]
Text = Annotated[str, Form()]
_FEW = 100  # decisions that are shown at first


@router.get("/history")
def history_page(request: Request, case: CaseId, most: Annotated[int, Query(ge=1, le=100_000)] = _FEW) -> Response:
    """Every decision, the newest first: who, when, what, why, and whether it holds."""
    who = visitor(request, Scope.CHRONOLOGY_READ)
    frame = case_frame(request, who, case, at="review")
    if not frame["papers_open"]:
        refuse(request, forbidden(MASKED), "names-hidden", actor=who.id, about=case)
    seen = seen_chronology(request, who, case)
    if seen is None:
        return being_made(request, frame)
    kept = kept_decisions(request, who, case)
    words: dict[str, Any] = {
        "kept": list(reversed(kept))[:most],
        "count": len(kept),
        "more_most": most * 2,
        "told": told_by(seen.chronology, kept),
        "deciders": names_of(request, kept),
        "undone_by": undone_by(kept),
        "moments": {one.decision.id: datetime.fromisoformat(one.decision.at) for one in kept},
    }
    return page("review_history.html", **frame, **words)


@router.get("/names")
def names_page(request: Request, case: CaseId) -> Response:
    """What agencies are called, and which names are one person's."""
    return _names(request, reviewer(request), case)


@router.post("/names/agency")
def rename(
    request: Request, case: CaseId, csrf: Text = "", agency: Text = "", name: Text = "", why: Text = ""
) -> Response:
    """An agency is called otherwise."""
    who = reviewer(request, csrf)
    said = {"agency": agency, "name": name}
    return _named(request, who, case, said, lambda: checked(NewRename, kind="rename", **said, why=why))


@router.post("/names/person")
def same_person(
    request: Request, case: CaseId, csrf: Text = "", first: Text = "", second: Text = "", why: Text = ""
) -> Response:
    """Two names are one person's."""
    who = reviewer(request, csrf)
    return _named(request, who, case, {"first": first, "second": second}, lambda: _one_person(first, second, why))


def _one_person(first: str, second: str, why: str) -> Anything:
    faults = [
        {"field": field, "problem": "Give the name as it stands in the papers."}
        for field, name in (("first", first), ("second", second))
        if not name.strip()
    ]
    if faults:
        problem = invalid(faults[0]["problem"])
        problem.fields = faults
        raise problem
    if first.split() == second.split():
        raise invalid("These are the same name: give another one.", "second")
    return checked(NewSamePerson, kind="same_person", names=[first, second], why=why)


def _named(request: Request, who: Principal, case: str, said: dict[str, str], new: Callable[[], Anything]) -> Response:
    review_frame(request, who, case)
    try:
        now = chronology_now(request, who, case)
        made = decide(request, who, case, [new()])
    except Problem as problem:
        return _names(request, who, case, problem, said)
    words = told_by(now).words(made[0].decision)
    return decided(request, case, made, words)


def _names(
    request: Request, who: Principal, case: str, problem: Problem | None = None, said: dict[str, str] | None = None
) -> Response:
    frame = review_frame(request, who, case)
    now = chronology_now(request, who, case)
    agencies = [("", "Choose an agency"), *((one.id, one.name) for one in now.agencies)]
    given = {"agency": "", "name": "", "first": "", "second": "", **(said or {})}
    return part(request, "review_names.html", "Names and agencies", frame, problem, agencies=agencies, given=given)
