"""API keys of systems: made, listed and revoked. For administrators, and keys with the scope `users:write`."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from caseclock.api.auth import keys
from caseclock.api.auth.identify import check_may_grant, needs
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Id, Line
from caseclock.api.paging import PAGE_SIZE, Cursor, Limit, cursor_of, place_of
from caseclock.api.problems import answers
from caseclock.api.service import service_of
from caseclock.api.store.tables import now

router = APIRouter(prefix="/api/v1", tags=["keys"])
Who = Annotated[Principal, Depends(needs(Scope.USERS_WRITE))]
KeyId = Annotated[Id, Path(description="the key's id")]


class KeyAnswer(BaseModel):
    """A key, without what opens anything."""

    model_config = ConfigDict(from_attributes=True)

    id: str = Field(examples=["k5d1e07b93c2a8f46"])
    name: str = Field(examples=["case system"])
    scopes: list[str] = Field(examples=[["cases:read", "chronology:read"]])
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class KeysAnswer(BaseModel):
    """Some of the keys, as they were made; revoked ones too."""

    keys: list[KeyAnswer]
    next: str | None = Field(description="the cursor of the next page; null: this is the last")


class NewKey(BaseModel):
    """A key to make."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "case system", "scopes": ["cases:read", "chronology:read"], "days": 365}]
        },
    )
    name: Line
    scopes: list[Scope] = Field(min_length=1, max_length=len(Scope), description="none that you do not have yourself")
    days: int | None = Field(default=None, ge=1, le=3650, description="how long it is good; null: until it is revoked")


class NewKeyAnswer(KeyAnswer):
    """The key, shown only here."""

    key: str = Field(description="to be sent as `Authorization: Bearer ...`; it cannot be had again")


@router.get("/keys", responses=answers())
def list_keys(request: Request, who: Who, cursor: Cursor = None, limit: Limit = PAGE_SIZE) -> KeysAnswer:
    """The keys in the order in which they were made."""
    after = str(place_of(cursor, str)[0]) if cursor else None
    with service_of(request).database.transaction() as session:
        found = keys.list_keys(session, after, limit + 1)
    more = cursor_of(found[limit - 1].id) if len(found) > limit else None
    return KeysAnswer(keys=[KeyAnswer.model_validate(key) for key in found[:limit]], next=more)


@router.post("/keys", status_code=201, responses=answers())
def add_key(request: Request, response: Response, who: Who, asked: NewKey) -> NewKeyAnswer:
    """Make a key. It is a member of the cases that it makes itself, and of those that it is given."""
    check_may_grant(request, who, asked.scopes)
    expires = now() + timedelta(days=asked.days) if asked.days else None
    with service_of(request).database.transaction() as session:
        key, plain = keys.add_key(session, asked.name, asked.scopes, expires, who.id)
    response.headers["Location"] = f"{router.prefix}/keys/{key.id}"
    return NewKeyAnswer(**KeyAnswer.model_validate(key).model_dump(), key=plain)


@router.delete("/keys/{key}", status_code=204, responses=answers())
def revoke_key(request: Request, who: Who, key: KeyId) -> None:
    """From now on the key opens nothing. A second time changes nothing."""
    with service_of(request).database.transaction() as session:
        keys.revoke_key(session, key, who.id)
