"""Who sends a request: a system by its key, or a person by the cookie of their log-in."""

from collections.abc import Callable, Iterable
from typing import Annotated, NoReturn

from fastapi import Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from caseclock.api.auth import sessions
from caseclock.api.auth.keys import find_key
from caseclock.api.auth.principals import ROLE_SCOPES, Principal, Scope
from caseclock.api.problems import Problem, forbidden, unauthorised
from caseclock.api.service import service_of
from caseclock.api.store.audit import NOBODY, Action, record
from caseclock.api.store.tables import Role

_BEARER = HTTPBearer(
    scheme_name="key", description="An API key of a system: `Authorization: Bearer cck_...`", auto_error=False
)
_COOKIE = APIKeyCookie(
    name="__Host-caseclock",
    scheme_name="log-in",
    description=(
        "The cookie that POST /api/v1/log-in sets (`caseclock` where the service is reached by plain http). "
        f"Whatever changes something needs the log-in's `csrf` in the header {sessions.CSRF_HEADER} besides."
    ),
    auto_error=False,
)
Bearer = Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]
Cookie = Annotated[str | None, Security(_COOKIE)]
_TOLD = {
    "key-expired": ("The key has expired", "This key has expired: ask an administrator for a new one."),
    "key-revoked": ("The key was revoked", "This key was revoked: ask an administrator for a new one."),
    "session-ended": ("Logged out", "This log-in has ended: log in again."),
    "session-expired": ("Logged out", "This log-in has expired: log in again."),
}


def principal(request: Request, _bearer: Bearer = None, _cookie: Cookie = None) -> Principal:
    """A dependency: who sends the request. Raises Problem 401, or 403 if it may be forged by another site; both are
    audited."""
    return identified(request)


def needs(*scopes: Scope) -> Callable[..., Principal]:
    """A dependency: who sends the request, if they have these scopes. Raises Problem 403, audited, if not."""

    def allowed(request: Request, _bearer: Bearer = None, _cookie: Cookie = None) -> Principal:
        who = identified(request)
        if not who.has(*scopes):
            named = " and ".join(scope.value for scope in scopes if scope not in who.scopes)
            problem = forbidden(f"This needs the scope {named}: ask an administrator for it.")
            refuse(request, problem, "scope", actor=who.id)
        return who

    return allowed


def check_may_grant(request: Request, who: Principal, scopes: Iterable[Scope]) -> None:
    """Nobody makes, changes or resets a key or person that may do more than they may themselves. Raises Problem 403,
    audited."""
    missing = sorted(set(scopes) - who.scopes)
    if missing:
        problem = forbidden(f"This takes {', '.join(missing)}, which you do not have yourself: ask an administrator.")
        refuse(request, problem, "grant", actor=who.id)


def identified(request: Request, csrf_field: str | None = None) -> Principal:
    """Who sends the request; also put on `request.state.principal`. `csrf_field`: from a page's form. Raises like
    `principal`."""
    header = request.headers.get("authorization")
    token = request.cookies.get(sessions.cookie_name(service_of(request).settings))
    if header is not None:
        who = _by_key(request, header)
    elif token:
        who = _by_session(request, token, csrf_field)
    else:
        refuse(request, unauthorised(), "unauthorised")
    request.state.principal = who
    return who


def refuse(
    request: Request, problem: Problem, reason: str, *, actor: str = NOBODY, about: str | None = None
) -> NoReturn:
    """Audit that a request is refused, and raise the problem. `reason`: a code; `about`: the id of what was tried."""
    route = request.scope.get("route")
    path = str(getattr(route, "path", ""))  # the template: a path itself can hold a token
    with service_of(request).database.transaction(relaxed=True) as session:
        record(session, actor, Action.ACCESS_REFUSED, object=about, reason=reason, method=request.method, route=path)
    raise problem


def _by_key(request: Request, header: str) -> Principal:
    scheme, _, plain = header.partition(" ")
    found = find_key(service_of(request).database, plain.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        refuse(request, unauthorised("There is no such key: check it, or ask an administrator."), "unauthorised")
    if found.fault is not None:
        actor = found.id if found.is_proved else NOBODY
        refuse(request, _refusal(found.fault), found.fault, actor=actor, about=found.id)
    return Principal(found.id, Role.SYSTEM, found.scopes)


def _by_session(request: Request, token: str, csrf_field: str | None) -> Principal:
    service = service_of(request)
    found = sessions.look_up(service.database, token)
    if found is None:
        refuse(request, unauthorised(), "unauthorised")
    fault = found.fault(service.settings)
    if fault is not None:
        refuse(request, _refusal(fault), fault, actor=found.user_id)
    if request.method not in sessions.SAFE_METHODS:
        given = request.headers.get(sessions.CSRF_HEADER) or csrf_field
        try:
            sessions.check_csrf(request, service.settings, found.csrf, given)
        except Problem as problem:
            refuse(request, problem, "csrf", actor=found.user_id)
    sessions.touch(service.database, found)
    return Principal(found.user_id, found.role, ROLE_SCOPES[found.role], found.csrf, found.hash)


def _refusal(fault: str) -> Problem:
    if fault not in _TOLD:
        return unauthorised("There is no such key: check it, or ask an administrator.")
    title, detail = _TOLD[fault]
    return Problem(401, fault, title, detail, headers={"WWW-Authenticate": "Bearer"})
