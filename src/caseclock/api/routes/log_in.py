"""Logging in and out, who one is, the second factor, and setting a password with a one-time link."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from caseclock.api.auth import attempts, sessions, totp, users
from caseclock.api.auth.identify import principal, refuse
from caseclock.api.auth.log_in import log_in as logged_in
from caseclock.api.auth.principals import ROLE_SCOPES, Principal, Scope
from caseclock.api.fields import Code, Email, Password, Token
from caseclock.api.problems import Problem, answers, forbidden
from caseclock.api.service import service_of
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import Key, Role, User

router = APIRouter(prefix="/api/v1", tags=["log-in"])
Who = Annotated[Principal, Depends(principal)]
_PASSWORD = "four odd words together"


class LogInRequest(BaseModel):
    """Who logs in. `code` only for those who have a second factor."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"email": "alex@council.example", "password": _PASSWORD, "code": "492039"}]},
    )
    email: Email
    password: Password
    code: Code | None = None


class Person(BaseModel):
    """A person or a system, as it is told to itself."""

    id: str = Field(examples=["u0f6b2a9c31d47e58"])
    email: str | None = Field(description="null for a system", examples=["alex@council.example"])
    name: str = Field(examples=["Alex Field"])
    role: Role
    scopes: list[Scope] = Field(description="what they may do; inside a case only as its member")
    second_factor: bool = Field(description="is a code needed to log in?")


class LogInAnswer(BaseModel):
    """Who is logged in."""

    user: Person
    csrf: str = Field(description="to be sent as X-CSRF-Token with whatever changes something")


class MeAnswer(BaseModel):
    """Who sends the request."""

    user: Person
    csrf: str | None = Field(description="of the log-in; null for a key, which needs none")


class SecondFactorBegun(BaseModel):
    """A second factor that is not needed yet: put the secret into an app and confirm it with a code."""

    secret: str = Field(description="to type into the app", examples=["JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"])
    uri: str = Field(description="to show as a QR code")
    pending: str = Field(description="to send with the code, within ten minutes")


class SecondFactorConfirmation(BaseModel):
    """That the app shows the right codes."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"pending": "mB0x3Vt1", "code": "492039"}]}
    )
    pending: Token
    code: Code


class SecondFactorRemoval(BaseModel):
    """That it is really you: the password or a code."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"password": _PASSWORD}, {"code": "492039"}]}
    )
    password: Password | None = None
    code: Code | None = None


class PasswordRequest(BaseModel):
    """The token is the last part of the one-time link."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"token": "pRk0Xb2T9vQ-6cZ1mYs4uWn8", "password": _PASSWORD}]}
    )
    token: Token
    password: Password


@router.post("/log-in", responses=answers())
def log_in(request: Request, response: Response, asked: LogInRequest) -> LogInAnswer:
    """Log in. The answer sets a cookie; send its `csrf` as X-CSRF-Token with whatever changes something."""
    service = service_of(request)
    try:
        sessions.check_origin(request, service.settings)
    except Problem as problem:
        refuse(request, problem, "csrf")
    found = logged_in(service, asked.email, asked.password.get_secret_value(), asked.code, address_of(request))
    sessions.set_cookie(response, service.settings, found.token)
    return LogInAnswer(user=_person(found.user), csrf=found.session.csrf)


@router.post("/log-out", status_code=204, responses=answers())
def log_out(request: Request, response: Response, who: Who) -> None:
    """Log out: the cookie is good no longer, here or wherever it was copied to."""
    service = service_of(request)
    end_session(request, who)
    sessions.clear_cookie(response, service.settings)


@router.get("/me", responses=answers())
def get_me(request: Request, who: Who) -> MeAnswer:
    """Who sends the request, and what they may do."""
    with service_of(request).database.transaction() as session:
        if who.session_hash is not None:
            return MeAnswer(user=_person(session.get_one(User, who.id)), csrf=who.csrf)
        key = session.get_one(Key, who.id)
    person = Person(id=key.id, email=None, name=key.name, role=who.role, scopes=sorted(who.scopes), second_factor=False)
    return MeAnswer(user=person, csrf=None)


@router.post("/me/second-factor", responses=answers(409))
def begin_second_factor(request: Request, who: Who) -> SecondFactorBegun:
    """Begin to set a second factor up. Nothing changes until it is confirmed."""
    _check_person(request, who)
    begun = totp.begin(service_of(request), who.id)
    return SecondFactorBegun(secret=begun.secret, uri=begun.uri, pending=begun.pending)


@router.put("/me/second-factor", status_code=204, responses=answers(409))
def confirm_second_factor(request: Request, who: Who, asked: SecondFactorConfirmation) -> None:
    """From now on a code is needed to log in."""
    _check_person(request, who)
    totp.confirm(service_of(request), who.id, asked.pending, asked.code)


@router.delete("/me/second-factor", status_code=204, responses=answers(409))
def remove_second_factor(request: Request, who: Who, asked: SecondFactorRemoval) -> None:
    """A code is needed no longer. Guesses are counted as those at a log-in."""
    _check_person(request, who)
    service = service_of(request)
    attempts.check_address(address_of(request), service.settings.log_ins_per_minute)
    password = asked.password.get_secret_value() if asked.password else None
    totp.remove(service, who.id, password, asked.code)


@router.post("/password", status_code=204, responses=answers())
def set_password(request: Request, asked: PasswordRequest) -> None:
    """Set a password with a one-time link. Whoever it is of is logged out everywhere."""
    service = service_of(request)
    attempts.check_address(address_of(request), service.settings.log_ins_per_minute)
    users.set_password(service.database, asked.token, asked.password.get_secret_value())


def address_of(request: Request) -> str:
    """Where the request comes from."""
    return request.client.host if request.client else "unknown"


def end_session(request: Request, who: Principal) -> None:
    """Log out whoever sends the request; a key has no log-in to end."""
    if who.session_hash is None:
        return
    with service_of(request).database.transaction() as session:
        sessions.end(session, who.session_hash)
        record(session, who.id, Action.LOG_OUT, object=who.id)


def _check_person(request: Request, who: Principal) -> None:
    if who.session_hash is None:
        refuse(request, forbidden("A key has no second factor: log in as a person."), "no-person", actor=who.id)


def _person(user: User) -> Person:
    role = Role(user.role)
    return Person(
        id=user.id,
        email=user.email,
        name=user.name,
        role=role,
        scopes=sorted(ROLE_SCOPES[role]),
        second_factor=user.totp is not None,
    )
