"""People: added, changed, and given one-time links. For administrators, and keys with the scope `users:write`."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from caseclock.api.auth import users
from caseclock.api.auth.identify import check_may_grant, needs
from caseclock.api.auth.principals import ROLE_SCOPES, Principal, Scope
from caseclock.api.fields import Email, Id, OptionalLine
from caseclock.api.paging import PAGE_SIZE, Cursor, Limit, cursor_of, place_of
from caseclock.api.problems import answers
from caseclock.api.service import service_of
from caseclock.api.store.tables import Role, User

router = APIRouter(prefix="/api/v1", tags=["users"])
Who = Annotated[Principal, Depends(needs(Scope.USERS_WRITE))]
UserId = Annotated[Id, Path(description="the person's id")]
PersonRole = Literal[Role.ADMINISTRATOR, Role.CASEWORKER, Role.SOLICITOR]


class UserAnswer(BaseModel):
    """A person who may log in."""

    id: str = Field(examples=["u0f6b2a9c31d47e58"])
    email: str = Field(examples=["alex@council.example"])
    name: str = Field(examples=["Alex Field"])
    role: Role
    disabled: bool
    has_password: bool = Field(description="false until the one-time link was used")
    second_factor: bool
    created_at: datetime


class UsersAnswer(BaseModel):
    """Some of the people, by email address."""

    users: list[UserAnswer]
    next: str | None = Field(description="the cursor of the next page; null: this is the last")


class NewUser(BaseModel):
    """A person to add."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"email": "alex@council.example", "name": "Alex Field", "role": "caseworker"}]},
    )
    email: Email
    name: OptionalLine = ""
    role: PersonRole


class UserChange(BaseModel):
    """What to change; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"role": "solicitor"}, {"disabled": True}]}
    )
    name: OptionalLine | None = None
    role: PersonRole | None = None
    disabled: StrictBool | None = None


class NewLink(BaseModel):
    """How to make the link."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"without_second_factor": False}]})
    without_second_factor: StrictBool = Field(default=False, description="for who lost their phone as well")


class LinkAnswer(BaseModel):
    """The person, and the link with which they set a password: good once, for 72 hours, and shown only here."""

    user: UserAnswer
    link: str = Field(examples=["https://caseclock.council.example/start/pRk0Xb2T9vQ-6cZ1mYs4uWn8"])


@router.get("/users", responses=answers())
def list_users(request: Request, who: Who, cursor: Cursor = None, limit: Limit = PAGE_SIZE) -> UsersAnswer:
    """People by email address."""
    after = str(place_of(cursor, str)[0]) if cursor else None
    with service_of(request).database.transaction() as session:
        found = users.list_users(session, after, limit + 1)
    more = cursor_of(found[limit - 1].id) if len(found) > limit else None
    return UsersAnswer(users=[_answer(user) for user in found[:limit]], next=more)


@router.post("/users", status_code=201, responses=answers(409))
def add_user(request: Request, response: Response, who: Who, asked: NewUser) -> LinkAnswer:
    """Add a person. Send them the link of the answer."""
    service = service_of(request)
    check_may_grant(request, who, ROLE_SCOPES[asked.role])
    with service.database.transaction() as session:
        user, token = users.add_user(session, asked.email, asked.name, asked.role, who.id)
    response.headers["Location"] = f"{router.prefix}/users/{user.id}"
    return LinkAnswer(user=_answer(user), link=users.link(service.settings, token))


@router.patch("/users/{user}", responses=answers(409))
def change_user(request: Request, who: Who, user: UserId, asked: UserChange) -> UserAnswer:
    """Change a person's name or role, or disable or enable them. At least one administrator is always left."""
    _check_may_change(request, who, user)
    if asked.role is not None:
        check_may_grant(request, who, ROLE_SCOPES[asked.role])
    with service_of(request).database.transaction() as session:
        changed = users.change_user(session, user, who.id, name=asked.name, role=asked.role, disabled=asked.disabled)
    return _answer(changed)


@router.post("/users/{user}/link", status_code=201, responses=answers(409))
def make_link(request: Request, who: Who, user: UserId, asked: NewLink) -> LinkAnswer:
    """A new link for a person who lost their password: the old one, and their log-ins, are good no longer."""
    service = service_of(request)
    _check_may_change(request, who, user)
    with service.database.transaction() as session:
        found, token = users.reset_user(session, user, who.id, without_second_factor=asked.without_second_factor)
    return LinkAnswer(user=_answer(found), link=users.link(service.settings, token))


def _check_may_change(request: Request, who: Principal, user: str) -> None:
    with service_of(request).database.transaction() as session:
        role = Role(users.get_user(session, user).role)
    check_may_grant(request, who, ROLE_SCOPES[role])


def _answer(user: User) -> UserAnswer:
    return UserAnswer(
        id=user.id,
        email=user.email,
        name=user.name,
        role=Role(user.role),
        disabled=user.disabled_at is not None,
        has_password=user.password is not None,
        second_factor=user.totp is not None,
        created_at=user.created_at,
    )
