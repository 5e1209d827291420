"""Review: an entry's day, kind, types, words and agencies put right."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import Response

from caseclock.api.auth.principals import Principal
from caseclock.api.fields import Id
from caseclock.api.pages.review.review_case import (
    chronology_now,
    decide,
    decided,
    entry_as_seen,
    gone,
    part,
    parties,
    review_frame,
    reviewer,
    told_by,
)
from caseclock.api.pages.review.review_forms import EXACT, Correction, WhenFields, correction_of, corrections
from caseclock.api.pages.review.review_needs import seen_as
from caseclock.api.problems import Problem
from caseclock.extractor.exports.wording import kind_words
from caseclock.models.chronology import Chronology
from caseclock.models.entry import Entry, EntryKind, IncidentType

router = APIRouter(prefix="/cases/{case}/review", include_in_schema=False)
CaseId = Annotated[Id, Path()]
EntryId = Annotated[Id, Path()]
Text = Annotated[str, Form()]
Texts = Annotated[list[str] | None, Form()]
CHOICES = {
    "exact": EXACT,
    "kinds": [(kind.value, kind_words(kind)) for kind in EntryKind],
    "types": [(one.value, kind_words(one)) for one in IncidentType],
}


@router.get("/{entry}/correct")
def correct_page(request: Request, case: CaseId, entry: EntryId) -> Response:
    """The entry as a form."""
    return _form(request, reviewer(request), case, entry)


@router.post("/{entry}/correct")
def correct(
    request: Request, case: CaseId, entry: EntryId, csrf: Text = "", seen: Text = "", start: Text = "", end: Text = "",
    time: Text = "", exact: Text = "", kind: Text = "", types: Texts = None, summary: Text = "", actor: Text = "",
    recipients: Texts = None, why: Text = "", show: Text = "",
) -> Response:  # fmt: skip
    """What differs is decided."""
    who = reviewer(request, csrf)
    review_frame(request, who, case)
    when = WhenFields(start, end, time, exact)
    said = Correction(when, kind, types or [], " ".join(summary.split()), actor, recipients or [], why)
    try:
        now = chronology_now(request, who, case)
        found = entry_as_seen(now, entry, seen)
        made = decide(request, who, case, corrections(found, said))
    except Problem as problem:
        return _form(request, who, case, entry, problem, said)
    words = ". ".join(told_by(now).words(one.decision) for one in made)
    return decided(request, case, made, words, show, entry)


def _form(
    request: Request,
    who: Principal,
    case: str,
    entry: str,
    problem: Problem | None = None,
    said: Correction | None = None,
) -> Response:
    frame = review_frame(request, who, case)
    now = chronology_now(request, who, case)
    found = next((one for one in now.entries if one.id == entry), None)
    if found is None:
        raise problem or gone()
    words = _words(now, found, said, problem)
    return part(request, "review_correct.html", "Correct an entry", frame, problem, **words)


def _words(now: Chronology, entry: Entry, said: Correction | None, problem: Problem | None) -> dict[str, Any]:
    """What the form shows: what was said, unless the entry was changed meanwhile."""
    is_changed = problem is not None and problem.code == "changed-meanwhile"
    form = correction_of(entry) if said is None or is_changed else said
    return {"entry": entry, "seen_as": seen_as(entry), "form": form, "parties": parties(now), **CHOICES}
