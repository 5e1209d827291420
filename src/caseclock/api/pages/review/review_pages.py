"""One entry under review: its sources, why it is one, and confirming, rejecting and splitting it."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import Response

from caseclock.api.auth.principals import Principal
from caseclock.api.fields import Id
from caseclock.api.new_decisions import GivenPassage, NewConfirm, NewReject, NewSplit
from caseclock.api.pages.review.review_case import (
    being_made,
    chronology_now,
    decide,
    decided,
    entry_as_seen,
    gone,
    is_by_script,
    part,
    review_frame,
    reviewer,
    reviewing,
    told_by,
)
from caseclock.api.pages.review.review_needs import seen_as
from caseclock.api.pages.visiting import checked
from caseclock.api.problems import Problem, invalid
from caseclock.extractor.exports.places import Places

# Last of the review pages by its name: its paths take whatever the others leave.
router = APIRouter(prefix="/cases/{case}/review", include_in_schema=False)
CaseId = Annotated[Id, Path()]
EntryId = Annotated[Id, Path()]
Text = Annotated[str, Form()]
Texts = Annotated[list[str] | None, Form()]


@router.get("/{entry}")
def entry_page(request: Request, case: CaseId, entry: EntryId) -> Response:
    """An entry with its sources, why they are together, and what came close."""
    who = reviewer(request)
    frame = review_frame(request, who, case)
    return _entry(request, who, case, entry, frame)


def _entry(
    request: Request, who: Principal, case: str, entry: str, frame: dict[str, Any], problem: Problem | None = None
) -> Response:
    seen = reviewing(request, who, case)
    if seen is None:
        return being_made(request, frame)
    row = seen.row(entry)
    words = {
        "seen": seen,
        "row": row,
        "together": seen.doubts.together[entry],
        "others": seen.doubts.others(row.entry),
    }
    return part(request, "review_entry.html", row.entry.summary, frame, problem, **words)


@router.post("/{entry}/confirm")
def confirm(
    request: Request, case: CaseId, entry: EntryId, csrf: Text = "", seen: Text = "", why: Text = "", show: Text = ""
) -> Response:
    """The entry is right as it is."""
    who = reviewer(request, csrf)
    frame = review_frame(request, who, case)
    try:
        now = chronology_now(request, who, case)
        entry_as_seen(now, entry, seen)
        made = decide(request, who, case, [checked(NewConfirm, kind="confirm", entry=entry, why=why)])
    except Problem as problem:
        if problem.status == 404 or is_by_script(request):
            raise
        return _entry(request, who, case, entry, frame, problem)
    return decided(request, case, made, told_by(now).words(made[0].decision), show, entry)


@router.get("/{entry}/reject")
def reject_page(request: Request, case: CaseId, entry: EntryId) -> Response:
    """Asks whether the entry is to be left out."""
    return _piece(request, reviewer(request), case, entry, "review_reject.html", "Reject an entry")


@router.post("/{entry}/reject")
def reject(
    request: Request, case: CaseId, entry: EntryId, csrf: Text = "", seen: Text = "", why: Text = "", show: Text = ""
) -> Response:
    """The entry tells of nothing that happened in this case."""
    who = reviewer(request, csrf)
    review_frame(request, who, case)
    try:
        now = chronology_now(request, who, case)
        entry_as_seen(now, entry, seen)
        made = decide(request, who, case, [checked(NewReject, kind="reject", entry=entry, why=why)])
    except Problem as problem:
        return _piece(request, who, case, entry, "review_reject.html", "Reject an entry", problem, why=why)
    return decided(request, case, made, told_by(now).words(made[0].decision), show)


@router.get("/{entry}/split")
def split_page(request: Request, case: CaseId, entry: EntryId) -> Response:
    """Asks which passages tell of something else."""
    return _piece(request, reviewer(request), case, entry, "review_split.html", "Split an entry")


@router.post("/{entry}/split")
def split(
    request: Request, case: CaseId, entry: EntryId, csrf: Text = "", seen: Text = "", passage: Texts = None,
    why: Text = "", show: Text = "",
) -> Response:  # fmt: skip
    """The ticked passages become an entry of their own."""
    who = reviewer(request, csrf)
    review_frame(request, who, case)
    ticked = passage or []
    try:
        now = chronology_now(request, who, case)
        found = entry_as_seen(now, entry, seen)
        leaving = [one for at, one in enumerate(found.sources) if str(at) in ticked]
        if not leaving:
            raise invalid("Tick the passages that tell of something else.", "passage-1")
        if len(leaving) == len(found.sources):
            raise invalid("Leave at least one passage that is to stay in the entry.", "passage-1")
        given = [GivenPassage(document=one.document, start=one.start, end=one.end) for one in leaving]
        made = decide(request, who, case, [checked(NewSplit, kind="split", entry=entry, sources=given, why=why)])
    except Problem as problem:
        return _piece(request, who, case, entry, "review_split.html", "Split an entry", problem, why=why, ticked=ticked)
    return decided(request, case, made, told_by(now).words(made[0].decision), show, entry)


def _piece(
    request: Request,
    who: Principal,
    case: str,
    entry: str,
    template: str,
    title: str,
    problem: Problem | None = None,
    *,
    why: str = "",
    ticked: list[str] | None = None,
) -> Response:
    """A form about one entry. Raises Problem 404."""
    frame = review_frame(request, who, case)
    now = chronology_now(request, who, case)
    found = next((one for one in now.entries if one.id == entry), None)
    if found is None:
        raise problem or gone()
    words = {
        "entry": found,
        "seen_as": seen_as(found),
        "why": why,
        "ticked": ticked or [],
        "places": Places(now.documents),
    }
    return part(request, template, title, frame, problem, **words)
