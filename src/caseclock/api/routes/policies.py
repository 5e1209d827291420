"""Policies: those shipped, and an organisation's own."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field

from caseclock.api.auth.identify import needs
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.conditional import IfNoneMatch, has_it
from caseclock.api.fields import Id
from caseclock.api.known_policies import every_policy
from caseclock.api.own_policies import (
    checked_policy,
    newest_policies,
    newest_policy,
    policies_etag,
    put_policy,
    shipped_toml,
    tag_of,
)
from caseclock.api.paging import PAGE_SIZE, Cursor, Limit, cursor_of, place_of
from caseclock.api.problems import Problem, answers, invalid
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.extractor.policies.loader import load_policies, read_own_policy
from caseclock.models.policy import Policy

router = APIRouter(prefix="/api/v1", tags=["policies"])
PolicyId = Annotated[Id, Path(description="the policy's id")]
Reading = Annotated[Principal, Depends(needs(Scope.POLICIES_READ))]
Writing = Annotated[Principal, Depends(needs(Scope.POLICIES_WRITE))]
_BYTES = 256 * 1024
_KINDS = ("text/plain", "application/toml", "application/octet-stream")
_SAME: dict[int | str, dict[str, Any]] = {304: {"description": "you have it already"}}
_TEXT = {"schema": {"type": "string", "format": "binary"}, "example": shipped_toml("statutory")}
_TOLD = f"the policy as TOML, in UTF-8, at most {_BYTES // 1024} KiB; `text/plain` is taken as well"
_BODY = {"required": True, "description": _TOLD, "content": {"application/toml": _TEXT}}


class Origin(StrEnum):
    """Where a policy is from."""

    SHIPPED = "shipped"
    OWN = "own"


class PolicySummary(BaseModel):
    """A policy in the list."""

    id: str = Field(examples=["statutory"])
    title: str
    body: str = Field(description="whose policy it is")
    version: str = Field(description="as its body calls it")
    effective_from: date | None
    effective_to: date | None
    source: str = Field(description="where its words can be read")
    origin: Origin


class PolicyList(BaseModel):
    """A page of policies, in the order of their ids."""

    policies: list[PolicySummary]
    next: str | None


class PolicyView(BaseModel):
    """A policy, whole. `kept_as` and what follows: of an organisation's own only."""

    policy: Policy
    origin: Origin
    kept_as: int | None = Field(description="which version of the text this is, from 1")
    put_by: str | None
    put_at: datetime | None


@router.get("/policies", responses={**answers(), **_SAME}, response_model=PolicyList)
def list_policies(
    request: Request,
    response: Response,
    _who: Reading,
    cursor: Cursor = None,
    limit: Limit = PAGE_SIZE,
    if_none_match: IfNoneMatch = None,
) -> PolicyList | Response:
    """The policies that can be applied to a case: an organisation's own stands in the place of a shipped one."""
    last = str(place_of(cursor, str)[0]) if cursor else ""
    with service_of(request).database.transaction() as session:
        tag = tag_of(f"{policies_etag(session)} {len(load_policies())} {last} {limit}")
        if has_it(if_none_match, tag):
            return Response(status_code=304, headers={"ETag": f'"{tag}"'})
        every, own = every_policy(session), newest_policies(session)
    found = [_summary(policy, own) for id, policy in every.items() if id > last]
    response.headers["ETag"] = f'"{tag}"'
    following = cursor_of(found[limit - 1].id) if len(found) > limit else None
    return PolicyList(policies=found[:limit], next=following)


@router.get(
    "/policies/{policy}",
    responses={
        **answers(),
        **_SAME,
        200: {"content": {"application/toml": {"schema": {"type": "string"}}}, "description": "the policy"},
    },
    response_model=PolicyView,
)
def read_policy(
    request: Request,
    response: Response,
    policy: PolicyId,
    _who: Reading,
    format: Annotated[Literal["json", "toml"], Query(description="toml: the text, to be changed and put")] = "json",
    if_none_match: IfNoneMatch = None,
) -> PolicyView | Response:
    """A policy, whole."""
    with service_of(request).database.transaction() as session:
        row = newest_policy(session, policy)
    if row is None and policy not in load_policies():
        raise Problem(404, "not-found", "Not found", "There is no policy with this id: see the list of policies.")
    toml = row.toml if row else shipped_toml(policy)
    tag = f"{tag_of(toml)}-{format}"
    headers = {"ETag": f'"{tag}"'}
    if has_it(if_none_match, tag):
        return Response(status_code=304, headers=headers)
    if format == "toml":
        return Response(toml.encode(), media_type="application/toml", headers=headers)
    response.headers.update(headers)
    return _view(row, policy)


async def policy_text(request: Request) -> str:
    """A dependency: the text that is put. Raises Problem 413, 415, 422."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS:
        told = "Send the policy as TOML, with `Content-Type: application/toml`."
        raise Problem(415, "not-toml", "Not a kind of content that is taken here", told)
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > _BYTES:
            raise Problem(413, "too-large", "Too large", f"A policy has at most {_BYTES // 1024} KiB: send a shorter.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise invalid("The text is not UTF-8: save it as UTF-8 and send it again.", "policy") from error


@router.put("/policies/{policy}", responses=answers(415), openapi_extra={"requestBody": _BODY})
def put_own_policy(
    request: Request, policy: PolicyId, who: Writing, toml: Annotated[str, Depends(policy_text)]
) -> PolicyView:
    """Put in a policy of the organisation's own, or a new version of it, as TOML. It is checked, and every open case
    is assessed anew. The same text again changes nothing. `?format=toml` of any policy shows how one is written."""
    checked_policy(policy, toml)
    with service_of(request).database.transaction() as session:
        row, _ = put_policy(session, policy, toml, who.id)
        return _view(row, policy)


def _view(row: tables.Policy | None, id: str) -> PolicyView:
    if row is None:
        shipped = load_policies()[id]
        return PolicyView(policy=shipped, origin=Origin.SHIPPED, kept_as=None, put_by=None, put_at=None)
    own = read_own_policy(row.toml)
    return PolicyView(policy=own, origin=Origin.OWN, kept_as=row.version, put_by=row.by, put_at=row.at)


def _summary(policy: Policy, own: dict[str, tables.Policy]) -> PolicySummary:
    named = (name for name in PolicySummary.model_fields if name != "origin")
    origin = Origin.OWN if policy.id in own else Origin.SHIPPED
    return PolicySummary(origin=origin, **{name: getattr(policy, name) for name in named})
