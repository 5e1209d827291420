"""One's own account: password, second factor, log-ins."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from caseclock.api.auth import attempts, own_password
from caseclock.api.auth.principals import Principal
from caseclock.api.pages.rendering import page
from caseclock.api.pages.visiting import checked, frame, problem_of, visitor
from caseclock.api.problems import Problem, forbidden, invalid
from caseclock.api.routes.log_in import (
    SecondFactorConfirmation,
    SecondFactorRemoval,
    address_of,
    begin_second_factor,
    confirm_second_factor,
    remove_second_factor,
)
from caseclock.api.service import service_of
from caseclock.api.store.tables import Role, User

router = APIRouter(include_in_schema=False, prefix="/account")
Field = Annotated[str, Form()]
_TOLD = {
    "password": "Your password is changed. You are logged out everywhere else.",
    "on": "From now on you need a code to log in.",
    "off": "You need no code any more to log in.",
    "ended": "You are logged out everywhere else.",
}
_WRONG_CODE = (
    "The code is not right: type the six digits that your app shows now. After five failures wait a quarter of an hour."
)
_SECRET = re.compile(r"[A-Z2-7]{16,64}")


@router.get("")
def account_page(request: Request, done: str = "") -> Response:
    """Who one is, and what one may change of it. `done`: what was done a moment ago."""
    return _account(request, _person(request), told=_TOLD.get(done, ""))


@router.post("/password")
def send_password(
    request: Request, present: Field = "", password: Field = "", again: Field = "", csrf: Field = ""
) -> Response:
    """Change the password; or the form again, saying why not."""
    who, service = _person(request, csrf), service_of(request)
    try:
        _check_typed(present, password, again)
        attempts.check_address(address_of(request), service.settings.log_ins_per_minute)
        own_password.change_password(service, who, present, password)
    except Problem as problem:
        return _account(request, who, problem)
    return _done("password")


@router.get("/second-factor")
def second_factor_page(request: Request) -> Response:
    """Begin to set a second factor up: a new secret, and the field for the first code."""
    who = _person(request)
    try:
        begun = begin_second_factor(request, who)
    except Problem as problem:
        return _account(request, who, problem)
    shown = {"secret": begun.secret, "uri": begun.uri, "pending": begun.pending}
    return page("account_second_factor.html", **frame(request, who, **shown, faults={}))


@router.post("/second-factor")
def send_second_factor(
    request: Request, pending: Field = "", code: Field = "", secret: Field = "", csrf: Field = ""
) -> Response:
    """From now on a code is needed; or the same form again, saying why not."""
    who = _person(request, csrf)
    try:
        _check_code(code)
        confirmation = checked(SecondFactorConfirmation, pending=pending, code=_digits(code))
        confirm_second_factor(request, who, confirmation)
    except Problem as problem:
        faults = problem_of(problem)
        if "code" not in faults:  # begun too long ago, or there is one by now
            return _account(request, who, problem)
        # The secret that the form shows again is the person's own, back from their own form.
        shown = {"secret": secret if _SECRET.fullmatch(secret) else "", "uri": "", "pending": pending}
        return page("account_second_factor.html", problem, **frame(request, who, **shown, faults=faults))
    return _done("on")


@router.post("/second-factor/off")
def send_second_factor_off(request: Request, code: Field = "", csrf: Field = "") -> Response:
    """No code is needed any more; the present one proves that it is they."""
    who = _person(request, csrf)
    try:
        _check_code(code)
        remove_second_factor(request, who, SecondFactorRemoval(code=_digits(code)))
    except Problem as problem:
        if problem.code == "not-confirmed":
            problem.fields = [{"field": "code", "problem": _WRONG_CODE}]
        return _account(request, who, problem)
    return _done("off")


@router.post("/log-ins/end")
def send_end_others(request: Request, csrf: Field = "") -> Response:
    """Log out everywhere but here."""
    own_password.end_others(service_of(request), _person(request, csrf))
    return _done("ended")


def _person(request: Request, csrf: str | None = None) -> Principal:
    """Who is logged in. Raises Problem 401, or 403 for a system's key."""
    who = visitor(request, csrf=csrf)
    if who.session_hash is None:
        raise forbidden("A key has no account: log in as a person.")
    return who


def _account(request: Request, who: Principal, problem: Problem | None = None, told: str = "") -> Response:
    service = service_of(request)
    with service.database.transaction(relaxed=True) as session:
        user = session.get_one(User, who.id)
        words: dict[str, Any] = {
            "email": user.email,
            "name": user.name,
            "role": Role(user.role),
            "has_password": user.password is not None,
            "has_second_factor": user.totp is not None,
            "log_ins": own_password.own_log_ins(session, service.settings, who),
        }
    more = {"told": told, "faults": problem_of(problem) if problem else {}, "elsewhere": service.settings.oidc_name}
    return page("account.html", problem, **frame(request, who, **words, **more))


def _check_typed(present: str, password: str, again: str) -> None:
    """Raises Problem 422 before anything is counted as a guess."""
    if not present:
        raise invalid("Type your present password.", "present")
    if password != again:
        raise invalid("The two new passwords are not the same: type both again.", "again")


def _check_code(code: str) -> None:
    if not re.fullmatch(r"[0-9]{6}", _digits(code)):
        raise invalid("Type the six digits that your app shows now.", "code")


def _digits(code: str) -> str:
    return "".join(code.split())


def _done(what: str) -> Response:
    return RedirectResponse(f"/account?done={what}", 303)
