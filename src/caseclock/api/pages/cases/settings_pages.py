"""What is asked of a case, who may see it, closing it and opening it again."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select

from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import as_email
from caseclock.api.pages.cases.cases_pages import policy_choices
from caseclock.api.pages.cases.settings_view import MemberLine, asked_of, differences, seal_of
from caseclock.api.pages.rendering import page
from caseclock.api.pages.visiting import case_frame, checked, problem_of, visitor
from caseclock.api.problems import Problem, invalid
from caseclock.api.routes.cases import CaseChange, NewMember, change_case, list_members, put_member, remove_member
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.api.store.tables import Names

router = APIRouter(include_in_schema=False, prefix="/cases/{case}/settings")
Field = Annotated[str, Form()]
_TOLD = {
    "saved": "The case is changed.",
    "closed": "The case is closed.",
    "opened": "The case is open again.",
    "member": "The member may see the case.",
    "changed": "What the member sees is changed.",
    "removed": "The member may see the case no longer.",
}
_MEANWHILE = (
    "Somebody else changed the case while you had this page open, so nothing of yours was saved. The form shows how "
    "the case stands now: look at it, then make your change again."
)
_NOBODY = "Nobody who may log in here has this email address: check it, or ask an administrator to add them."
_ATTEMPTS = 5  # while papers are read, the case changes from moment to moment


@router.get("")
def settings_page(request: Request, case: str, done: str = "") -> Response:
    """The settings and the members. `done`: what was done a moment ago."""
    who = visitor(request, Scope.CASES_WRITE)
    return _settings(request, who, case, told=_TOLD.get(done, ""))


@router.post("")
def send_settings(
    request: Request,
    case: str,
    reference: Field = "",
    application_date: Field = "",
    as_of: Field = "",
    keep_until: Field = "",
    policies: Annotated[list[str] | None, Form()] = None,
    seal: Field = "",
    csrf: Field = "",
) -> Response:
    """Change what is asked of the case; or the form again, saying why not."""
    who = visitor(request, Scope.CASES_WRITE, csrf=csrf)
    days = {"application_date": application_date, "as_of": as_of, "keep_until": keep_until}
    given: dict[str, Any] = {"reference": reference, **days, "policies": policies or []}
    try:
        change = checked(CaseChange, **{**given, **{name: day or None for name, day in days.items()}})
        _change(request, who, case, change, seal)
    except Problem as problem:
        if problem.status in (401, 403, 404):
            raise
        return _settings(request, who, case, problem, given=given)
    return _done(case, "saved")


@router.get("/close")
def close_page(request: Request, case: str) -> Response:
    """Is it really to be closed, or opened again?"""
    who = visitor(request, Scope.CASES_WRITE)
    return page("settings_close.html", **case_frame(request, who, case, at="settings"))


@router.post("/close")
def send_close(request: Request, case: str, to: Field = "closed", csrf: Field = "") -> Response:
    """Close the case (`to` closed), or open it again."""
    who = visitor(request, Scope.CASES_WRITE, csrf=csrf)
    change_case(request, Response(), case, CaseChange(closed=to == "closed"), who, None)
    return _done(case, "closed" if to == "closed" else "opened")


# ---------------------------------------------------------------- members


@router.post("/members")
def send_member(request: Request, case: str, email: Field = "", names: Field = "", csrf: Field = "") -> Response:
    """Let the person with this email address see the case."""
    who = visitor(request, Scope.CASES_WRITE, csrf=csrf)
    try:
        new = checked(NewMember, names=names)
        case_frame(request, who, case, at="settings")  # a stranger learns nothing of who may log in
        put_member(request, case, _person(request, email), new, who)
    except Problem as problem:
        if problem.status in (401, 404):
            raise
        return _settings(request, who, case, problem, adding={"email": email, "names": names})
    return _done(case, "member", "#members")


@router.post("/members/{member}")
def send_member_names(request: Request, case: str, member: str, names: Field = "", csrf: Field = "") -> Response:
    """Change how people are named to a member."""
    who = visitor(request, Scope.CASES_WRITE, csrf=csrf)
    try:
        put_member(request, case, member, checked(NewMember, names=names), who)
    except Problem as problem:
        if problem.status in (401, 404):
            raise
        return _settings(request, who, case, problem)
    return _done(case, "changed", "#members")


@router.get("/members/{member}/remove")
def remove_page(request: Request, case: str, member: str) -> Response:
    """Is the member really to be removed?"""
    who = visitor(request, Scope.CASES_WRITE)
    return _remove_form(request, who, case, member)


@router.post("/members/{member}/remove")
def send_remove(request: Request, case: str, member: str, csrf: Field = "") -> Response:
    """Remove the member. Whoever removes themselves goes to their other cases."""
    who = visitor(request, Scope.CASES_WRITE, csrf=csrf)
    try:
        remove_member(request, case, member, who)
    except Problem as problem:
        if problem.status != 409:
            raise
        return _remove_form(request, who, case, member, problem)
    return RedirectResponse("/cases", 303) if member == who.id else _done(case, "removed", "#members")


def _remove_form(request: Request, who: Principal, case: str, member: str, problem: Problem | None = None) -> Response:
    words = case_frame(request, who, case, at="settings")
    found = next((one for one in _members(request, who, case) if one.id == member), None)
    if found is None:
        raise Problem(404, "not-found", "Not found", "They are no member of this case: see the list of members.")
    return page("settings_remove.html", problem, **words, member=found)


# ---------------------------------------------------------------- behind the pages


def _settings(
    request: Request,
    who: Principal,
    case: str,
    problem: Problem | None = None,
    *,
    given: dict[str, Any] | None = None,
    adding: dict[str, str] | None = None,
    told: str = "",
) -> Response:
    """The page. `given`: what was typed, `adding`: about a new member, where that was not accepted."""
    words = case_frame(request, who, case, at="settings")
    stands = asked_of(words["case"])
    meanwhile = problem is not None and problem.status == 412
    shown = stands if given is None or meanwhile else given
    lost = differences(given, stands) if given and meanwhile else []
    more = {
        "shown": shown,
        "seal": seal_of(stands),
        "lost": lost,
        "told": told,
        "adding": adding or {"email": "", "names": ""},
        "members": _members(request, who, case),
        "choices": policy_choices(request),
        "ways": [(names.value, names) for names in Names],
        "faults": problem_of(problem) if problem else {},
    }
    return page("settings.html", problem, **words, **more)


def _change(request: Request, who: Principal, case: str, change: CaseChange, seal: str) -> None:
    """Carry the change out, unless somebody changed the settings since the page was shown. Papers that were read
    meanwhile change the case too, but nothing on this page."""
    for left in reversed(range(_ATTEMPTS)):
        words = case_frame(request, who, case, at="settings")
        if seal != seal_of(asked_of(words["case"])):
            raise Problem(412, "changed-meanwhile", "Changed meanwhile", _MEANWHILE)
        try:
            change_case(request, Response(), case, change, who, words["etag"])
        except Problem as problem:
            if problem.status != 412 or not left:
                raise
        else:
            return


def _members(request: Request, who: Principal, case: str) -> list[MemberLine]:
    """Who may see the case, by what they are called."""
    found = list_members(request, case, who)
    ids = [member.who for member in found]
    with service_of(request).database.transaction(relaxed=True) as session:
        people = session.scalars(select(tables.User).where(tables.User.id.in_(ids))).all()
        keys = session.scalars(select(tables.Key).where(tables.Key.id.in_(ids))).all()
    called = {one.id: (one.name or one.email, one.email if one.name else "") for one in people}
    called |= {one.id: (one.name, "a system, by its key") for one in keys}
    lines = []
    for member in found:
        name, more = called.get(member.who, (member.who, ""))
        lines.append(MemberLine(member.who, name, more, member.names, is_self=member.who == who.id))
    return lines


def _person(request: Request, email: str) -> str:
    """The id of the person with this address. Raises Problem 422."""
    address = as_email(email)
    if address is None:
        raise invalid("Give an email address, such as alex@council.example.", "email")
    with service_of(request).database.transaction(relaxed=True) as session:
        found = session.scalar(
            select(tables.User.id).where(tables.User.email == address, tables.User.disabled_at.is_(None))
        )
    if found is None:
        raise invalid(_NOBODY, "email")
    return found


def _done(case: str, what: str, where: str = "") -> Response:
    return RedirectResponse(f"/cases/{case}/settings?done={what}{where}", 303)
