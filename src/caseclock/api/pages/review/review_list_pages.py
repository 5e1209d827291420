"""Review: what the program made of the papers, what is unsure first; undoing, and making entries one."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from caseclock.api.auth.principals import Principal
from caseclock.api.fields import Id
from caseclock.api.new_decisions import NewMerge, NewUndo
from caseclock.api.pages.rendering import page
from caseclock.api.pages.review.review_case import (
    Reviewing,
    being_made,
    chronology_now,
    decide,
    decided,
    entry_as_seen,
    is_by_script,
    kept_decisions,
    last_of_mine,
    part,
    review_frame,
    reviewer,
    reviewing,
    told_by,
)
from caseclock.api.pages.review.review_needs import Show, seen_as, shown
from caseclock.api.pages.visiting import case_frame, checked
from caseclock.api.problems import Problem, invalid
from caseclock.models.decision import About, Decision
from caseclock.models.entry import Entry

router = APIRouter(prefix="/cases/{case}/review", include_in_schema=False)
CaseId = Annotated[Id, Path()]
Text = Annotated[str, Form()]
Texts = Annotated[list[str] | None, Form()]
_FEW = 50  # entries that are shown at first
_SHOWS: dict[Show, str] = {"to-check": "To check", "all": "All", "checked": "Checked"}


@router.get("")
def list_page(
    request: Request,
    case: CaseId,
    show: Show = "to-check",
    most: Annotated[int, Query(ge=1, le=5000)] = _FEW,
    done: Annotated[list[Id] | None, Query(max_length=10)] = None,
) -> Response:
    """The entries of the case, what is unsure first."""
    who = reviewer(request)
    closed = case_frame(request, who, case, at="review")
    if closed["case"].closed_at is not None and closed["papers_open"]:
        return page("review_closed.html", **closed)
    frame = review_frame(request, who, case)
    seen = reviewing(request, who, case)
    if seen is None:
        return being_made(request, frame)
    listed = shown(seen.rows, show)
    words: dict[str, Any] = {
        "seen": seen,
        "show": show,
        "shows": _SHOWS,
        "counts": {one: len(shown(seen.rows, one)) for one in _SHOWS},
        "rows": listed[:most],
        "left": max(0, len(listed) - most),
        "most": most,
        "more_most": most * 2,
        "said": _said(seen, done or []),
    }
    template = "review_list.html" if is_by_script(request) else "review.html"
    return page(template, **frame, **words)


def _said(seen: Reviewing, ids: list[str]) -> dict[str, Any] | None:
    """What was just decided, for whoever has no script."""
    made = [one for one in seen.kept if one.decision.id in ids]
    if not made:
        return None
    return {
        "words": ". ".join(seen.told.words(one.decision) for one in made),
        "ids": [one.decision.id for one in made],
        "undo": made[0].decision.kind == "undo",
    }


@router.post("/undo")
def undo(
    request: Request, case: CaseId, csrf: Text = "", decision: Texts = None, why: Text = "", show: Text = "",
    history: Text = "",
) -> Response:  # fmt: skip
    """Takes decisions back: those named, else the last one of one's own."""
    who = reviewer(request, csrf)
    review_frame(request, who, case)
    kept = kept_decisions(request, who, case)
    if decision is None:
        last = last_of_mine(kept, who)
        if last is None:
            raise Problem(409, "conflict", "Nothing to undo", "You have decided nothing here that could be undone.")
        decision = [last.decision.id]
    known = {one.decision.id: one for one in kept}
    undone = [id for id in reversed(decision) if id in known and known[id].holds]
    if not undone:
        raise Problem(409, "conflict", "Nothing to undo", "This was undone already: see the history of decisions.")
    told = told_by(chronology_now(request, who, case), kept)
    made = decide(request, who, case, [checked(NewUndo, kind="undo", decision=id, why=why) for id in undone])
    if history and not is_by_script(request):
        return RedirectResponse(f"/cases/{case}/review/history", 303)
    words = "Undone: " + ". ".join(_inside(told.words(known[id].decision)) for id in undone)
    return decided(request, case, made, words, show, _entry_of(known[undone[-1]].decision))


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]


def _entry_of(decision: Decision) -> str:
    about = getattr(decision, "entry", None) or next(iter(getattr(decision, "entries", ())), None)
    return (about.entry or "") if isinstance(about, About) else ""


@router.get("/merge")
def merge_page(
    request: Request, case: CaseId, entry: Annotated[list[Id] | None, Query(max_length=100)] = None
) -> Response:
    """Asks whether these entries are one."""
    who = reviewer(request)
    return _merge_form(request, who, case, entry or [])


@router.post("/merge")
def merge(
    request: Request, case: CaseId, csrf: Text = "", entry: Texts = None, seen: Texts = None, why: Text = "",
    show: Text = "",
) -> Response:  # fmt: skip
    """Makes entries one."""
    who = reviewer(request, csrf)
    review_frame(request, who, case)
    ids = entry or []
    try:
        now = chronology_now(request, who, case)
        for id, as_seen in zip(ids, seen or [""] * len(ids), strict=False):
            entry_as_seen(now, id, as_seen)
        made = decide(request, who, case, [checked(NewMerge, kind="merge", entries=ids, why=why)])
    except Problem as problem:
        return _merge_form(request, who, case, ids, problem, why)
    return decided(request, case, made, told_by(now).words(made[0].decision), show, ids[0])


def _merge_form(
    request: Request, who: Principal, case: str, ids: list[str], problem: Problem | None = None, why: str = ""
) -> Response:
    frame = review_frame(request, who, case)
    now = chronology_now(request, who, case)
    chosen = [entry for entry in now.entries if entry.id in ids]
    if len(chosen) < 2:
        problem = problem or invalid("Mark at least two entries that are to be one.", "entries")
    words = {"chosen": [(entry, seen_as(entry)) for entry in chosen], "why": why, "differ": _differing(chosen)}
    return part(request, "review_merge.html", "Merge entries", frame, problem, **words)


def _differing(chosen: list[Entry]) -> list[str]:
    """In what the entries differ."""
    return [
        words
        for words, values in (
            ("the day", {(one.when.start, one.when.end) for one in chosen}),
            ("the kind", {one.kind for one in chosen}),
            ("who did it", {one.actor for one in chosen if one.actor}),
        )
        if len(values) > 1
    ]
