"""Pages to log in and out, to set a password with a one-time link, and the first page."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from caseclock.api.auth import attempts, oidc, sessions, users
from caseclock.api.auth.identify import identified
from caseclock.api.auth.log_in import LoggedIn, log_in
from caseclock.api.pages.rendering import STYLE, check_form, form_page, page
from caseclock.api.pages.shown import safe_way
from caseclock.api.problems import Problem, invalid
from caseclock.api.routes.log_in import address_of, end_session
from caseclock.api.service import service_of

router = APIRouter(include_in_schema=False)
_OIDC_COOKIE = "caseclock-oidc"
_LOG_IN = "/log-in"
_FIRST = "/"
Field = Annotated[str, Form()]


@router.get("/")
def first_page(request: Request) -> Response:
    """Where to go first: to the log-in, or to one's cases."""
    if not _has_cookie(request):
        return _to(_LOG_IN)
    try:
        who = identified(request)
    except Problem:
        return _to(_LOG_IN)
    return _to("/cases" if who.session_hash else "/api/v1/docs")


@router.get("/log-in")
def log_in_page(request: Request, set: str = "", to: str = "") -> Response:
    """The form. `set`: a password was set a moment ago. `to`: where to go on to."""
    return _log_in_form(request, was_set=bool(set), to=to)


@router.post("/log-in")
def send_log_in(
    request: Request, email: Field = "", password: Field = "", code: Field = "", to: Field = "", csrf: Field = ""
) -> Response:
    """Log in, and go on; or the form again, saying why not."""
    try:
        check_form(request, csrf)
        found = log_in(service_of(request), email, password, code.replace(" ", "") or None, address_of(request))
    except Problem as problem:
        return _log_in_form(request, problem, email=email, to=to)
    return _logged_in(request, found, safe_way(to))


@router.post("/log-out")
def send_log_out(request: Request, csrf: Field = "") -> Response:
    """Log out, and go to the log-in."""
    try:
        end_session(request, identified(request, csrf))
    except Problem as problem:
        if problem.status != 401:
            return page("message.html", problem, title="You are still logged in")
    answer = _to(_LOG_IN)
    sessions.clear_cookie(answer, service_of(request).settings)
    return answer


@router.get("/start/{token}")
def start_page(request: Request, token: str) -> Response:
    """The form to set a password. Looking at it does not use the link up: programs that check mail look at links."""
    try:
        with service_of(request).database.transaction() as session:
            user = users.link_owner(session, token)
    except Problem as problem:
        return page("message.html", problem, title="This link cannot be used")
    return form_page(request, "start.html", email=user.email)


@router.post("/start/{token}")
def send_start(request: Request, token: str, password: Field = "", again: Field = "", csrf: Field = "") -> Response:
    """Set the password, and go to the log-in; or the form again, saying why not."""
    service = service_of(request)
    try:
        check_form(request, csrf)
        attempts.check_address(address_of(request), service.settings.log_ins_per_minute)
        if password != again:
            raise invalid("The two passwords are not the same: type both again.", "again")
        users.set_password(service.database, token, password)
    except Problem as problem:
        return _start_again(request, token, problem)
    return _to(f"{_LOG_IN}?set=1")


@router.get("/log-in/oidc")
def begin_oidc(request: Request) -> Response:
    """Go to the organisation's own log-in."""
    service = service_of(request)
    try:
        begun = oidc.begin(service)
    except Problem as problem:
        return _log_in_form(request, problem)
    answer = _to(begun.url)
    sessions.put_cookie(answer, service.settings, _OIDC_COOKIE, begun.cookie, oidc.GOOD_FOR)
    return answer


@router.get("/log-in/oidc/callback")
def finish_oidc(request: Request, state: str = "", code: str = "", iss: str | None = None) -> Response:
    """Back from there."""
    service = service_of(request)
    cookie = request.cookies.get(sessions.cookie_name(service.settings, _OIDC_COOKIE), "")
    try:
        answer = _logged_in(request, oidc.finish(service, cookie, state, code, iss, address_of(request)))
    except Problem as problem:
        answer = _log_in_form(request, problem)
    sessions.drop_cookie(answer, service.settings, _OIDC_COOKIE)
    return answer


@router.get("/style.css")
def style() -> FileResponse:
    """What the pages look like."""
    return FileResponse(STYLE, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


def _log_in_form(
    request: Request, problem: Problem | None = None, email: str = "", was_set: bool = False, to: str = ""
) -> Response:
    service = service_of(request)
    elsewhere = service.settings.oidc_name if oidc.is_set(service) else ""
    return form_page(request, "log_in.html", problem, email=email, was_set=was_set, elsewhere=elsewhere, to=to)


def _start_again(request: Request, token: str, problem: Problem) -> Response:
    try:
        with service_of(request).database.transaction() as session:
            user = users.link_owner(session, token)
    except Problem as gone:
        return page("message.html", gone, title="This link cannot be used")
    return form_page(request, "start.html", problem, email=user.email)


def _logged_in(request: Request, found: LoggedIn, way: str = _FIRST) -> Response:
    answer = _to(way)
    sessions.set_cookie(answer, service_of(request).settings, found.token)
    return answer


def _to(url: str) -> Response:
    """Go there, and look."""
    return RedirectResponse(url, 303, headers={"Cache-Control": "no-store"})


def _has_cookie(request: Request) -> bool:
    return sessions.cookie_name(service_of(request).settings) in request.cookies
