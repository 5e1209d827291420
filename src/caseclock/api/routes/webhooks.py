"""Webhooks: where one hears of what happens in one's cases. Each belongs to who made it, and to nobody else."""

from datetime import datetime
from typing import Annotated, NoReturn

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints
from sqlalchemy import func, select, text, tuple_
from sqlalchemy.orm import Session

from caseclock.api.auth.identify import needs, refuse
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Id
from caseclock.api.jobs.assessing import Event
from caseclock.api.jobs.delivering import secret_purpose
from caseclock.api.outbound.addresses import Forbidden, check_url
from caseclock.api.outbound.signatures import new_secret
from caseclock.api.paging import PAGE_SIZE, Cursor, Limit, cursor_of, place_of
from caseclock.api.problems import answers, conflict, invalid, not_found
from caseclock.api.service import service_of
from caseclock.api.store import tables
from caseclock.api.store.audit import Action, record
from caseclock.api.store.tables import new_id, now

router = APIRouter(prefix="/api/v1", tags=["webhooks"])
WebhookId = Annotated[Id, Path(description="the webhook's id")]
Who = Annotated[Principal, Depends(needs(Scope.WEBHOOKS_WRITE))]
MOST = 50  # of one owner
_EXAMPLE: JsonValue = {"url": "https://cases.council.example/hooks/caseclock", "events": ["threshold.met"]}


class NewWebhook(BaseModel):
    """A webhook to make."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})
    url: Annotated[str, StringConstraints(min_length=1, max_length=2000)] = Field(
        description="where messages are posted to; its host must be among those that the administrator allows"
    )
    events: list[Event] = Field(min_length=1, max_length=len(Event), description="what it is to hear of")


class WebhookView(BaseModel):
    """A webhook, without its secret."""

    id: str
    url: str
    events: list[Event]
    created_at: datetime


class WebhookList(BaseModel):
    """One's webhooks, as they were made."""

    webhooks: list[WebhookView]


class MadeWebhook(WebhookView):
    """A webhook, its secret shown only here."""

    secret: str = Field(description="messages are signed with it (standardwebhooks.com); it cannot be had again")


class DeliveryView(BaseModel):
    """A message, and how its sending stands."""

    id: str = Field(description="the message's `webhook-id`")
    event: Event
    case: str
    attempts: int
    status: int | None = Field(description="what the receiver answered last")
    error: str | None = Field(description="why it did not arrive, and what to do")
    created_at: datetime
    delivered_at: datetime | None
    next_at: datetime | None = Field(description="when it is tried next; null: it arrived, or was given up")


class DeliveryList(BaseModel):
    """A page of messages, the newest first."""

    deliveries: list[DeliveryView]
    next: str | None


@router.get("/webhooks", responses=answers())
def list_webhooks(request: Request, who: Who) -> WebhookList:
    """One's webhooks."""
    hook = tables.Webhook
    with service_of(request).database.transaction() as session:
        rows = session.scalars(select(hook).where(hook.owner == who.id).order_by(hook.created_at, hook.id)).all()
    return WebhookList(webhooks=[_view(row) for row in rows])


@router.post("/webhooks", status_code=201, responses=answers(409))
def add_webhook(request: Request, response: Response, new: NewWebhook, who: Who) -> MadeWebhook:
    """Make a webhook. It hears of the cases that one is a member of: ids and days, no words of papers."""
    service = service_of(request)
    try:
        check_url(new.url, service.settings.webhook_hosts, service.settings.webhook_private)
    except Forbidden as error:
        raise invalid(f"{str(error)[:1].upper()}{str(error)[1:]}.", "url") from error
    id, secret = new_id("w"), new_secret()
    with service.database.transaction() as session:
        _check_room(session, who.id)
        row = tables.Webhook(
            id=id,
            owner=who.id,
            url=new.url,
            events=list(dict.fromkeys(event.value for event in new.events)),
            secret=service.sealer.seal(secret.encode(), secret_purpose(id)),
            created_at=now(),
        )
        session.add(row)
        record(session, who.id, Action.WEBHOOK_ADDED, object=id)
    response.headers["Location"] = f"{router.prefix}/webhooks/{id}"
    return MadeWebhook(**_view(row).model_dump(), secret=secret)


@router.get("/webhooks/{webhook}", responses=answers())
def read_webhook(request: Request, webhook: WebhookId, who: Who) -> WebhookView:
    """A webhook of one's own."""
    with service_of(request).database.transaction() as session:
        return _view(_own(request, session, webhook, who))


@router.delete("/webhooks/{webhook}", status_code=204, responses=answers())
def remove_webhook(request: Request, webhook: WebhookId, who: Who) -> None:
    """Remove a webhook, and its messages with it; what is not sent yet is not sent."""
    with service_of(request).database.transaction() as session:
        session.delete(_own(request, session, webhook, who))
        record(session, who.id, Action.WEBHOOK_REMOVED, object=webhook)


@router.get("/webhooks/{webhook}/deliveries", responses=answers())
def list_deliveries(
    request: Request, webhook: WebhookId, who: Who, cursor: Cursor = None, limit: Limit = PAGE_SIZE
) -> DeliveryList:
    """The messages to a webhook, the newest first: of the cases that one is still a member of."""
    delivery, member = tables.Delivery, tables.Member
    found = (
        select(delivery)
        .join(member, (member.case_id == delivery.case_id) & (member.who == who.id))
        .where(delivery.webhook_id == webhook)
        .order_by(delivery.created_at.desc(), delivery.id.desc())
    )
    if cursor:
        at, id = place_of(cursor, str, str)
        found = found.where(tuple_(delivery.created_at, delivery.id) < (_time(str(at)), id))
    with service_of(request).database.transaction() as session:
        _own(request, session, webhook, who)
        rows = session.scalars(found.limit(limit + 1)).all()
    following = None
    if len(rows) > limit:
        following = cursor_of(rows[limit - 1].created_at.isoformat(), rows[limit - 1].id)
    return DeliveryList(deliveries=[_delivery(row) for row in rows[:limit]], next=following)


def _own(request: Request, session: Session, webhook: str, who: Principal) -> tables.Webhook:
    """The webhook. Raises Problem 404 (audited) if it is another's or there is none."""
    row = session.get(tables.Webhook, webhook)
    if row is None or row.owner != who.id:
        _unknown(request, webhook, who)
    return row


def _unknown(request: Request, webhook: str, who: Principal) -> NoReturn:
    problem = not_found("webhook")
    problem.detail = "You have no such webhook: see the list of your webhooks."
    refuse(request, problem, "not-the-owner", actor=who.id, about=webhook)


def _check_room(session: Session, owner: str) -> None:
    """Raises Problem 409. One's webhooks are made one at a time."""
    session.execute(text("select pg_advisory_xact_lock(hashtext(:owner))"), {"owner": f"webhooks of {owner}"})
    count = session.scalar(select(func.count()).where(tables.Webhook.owner == owner)) or 0
    if count >= MOST:
        raise conflict(f"You have {MOST} webhooks, which is the most: remove one first.")


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise invalid("This is no cursor that the service gave: leave it out to begin with the first page.", "cursor")
    return at


def _view(row: tables.Webhook) -> WebhookView:
    return WebhookView(id=row.id, url=row.url, events=[Event(one) for one in row.events], created_at=row.created_at)


def _delivery(row: tables.Delivery) -> DeliveryView:
    named = (name for name in DeliveryView.model_fields if name not in ("event", "case"))
    return DeliveryView(event=Event(row.event), case=row.case_id, **{name: getattr(row, name) for name in named})
