"""Sending one message to one webhook, and noting what came of it."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseclock.api.jobs.queue import Queue
from caseclock.api.outbound.addresses import Forbidden, check_url
from caseclock.api.outbound.retries import next_attempt
from caseclock.api.outbound.send import Answer, send
from caseclock.api.outbound.signatures import sign
from caseclock.api.sealing import Sealer
from caseclock.api.settings import Settings
from caseclock.api.store import tables
from caseclock.api.store.database import Database
from caseclock.api.store.tables import now


def secret_purpose(webhook: str) -> str:
    """What the sealed secret of a webhook is sealed for."""
    return f"webhook {webhook}"


@dataclass(frozen=True, slots=True)
class Deliverer:
    """What delivering leans on."""

    settings: Settings
    database: Database
    sealer: Sealer
    queue: Queue

    def deliver(self, delivery: str) -> None:
        """Send the message if it is due; if it does not arrive, the next attempt is set."""
        with self.database.transaction() as session:
            row = session.get(tables.Delivery, delivery)
            if row is None or row.next_at is None or row.next_at > now():
                return
            hook = session.get(tables.Webhook, row.webhook_id)
            if hook is None or not _may_hear(session, hook.owner, row.case_id):
                row.next_at, row.error = None, "its owner may not hear of the case any more"
                return
            url, body, sealed = hook.url, json.dumps(row.body).encode(), hook.secret
            webhook = hook.id
        secret = self.sealer.open(sealed, secret_purpose(webhook)).decode()
        answer = self._sent(url, body, sign(secret, delivery, int(now().timestamp()), body))
        with self.database.transaction() as session:
            row = session.get(tables.Delivery, delivery, with_for_update=True)
            if row is None or row.next_at is None:
                return
            again = _noted(row, answer)
        if again:
            self.queue.deliver(delivery, again)

    def _sent(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        try:
            target = check_url(url, self.settings.webhook_hosts, self.settings.webhook_private)
        except Forbidden as refused:
            return Answer(None, 0.0, str(refused))
        sent = {"content-type": "application/json", **headers}
        return send(target, body, sent, allow_private=self.settings.webhook_private)


def _noted(row: tables.Delivery, answer: Answer) -> datetime | None:
    """What came of it into the row; when it is tried again."""
    row.attempts += 1
    row.status, row.error = answer.status, answer.error
    row.delivered_at = now() if answer.error is None else None
    row.next_at = None if answer.error is None else next_attempt(row.attempts, row.created_at, row.id)
    return row.next_at


def _may_hear(session: Session, owner: str, case: str) -> bool:
    member = select(tables.Member.who).where(tables.Member.case_id == case, tables.Member.who == owner)
    if session.scalar(member) is None:
        return False
    user, key = session.get(tables.User, owner), session.get(tables.Key, owner)
    if user is not None:
        return user.disabled_at is None
    return key is not None and key.revoked_at is None and (key.expires_at is None or key.expires_at > now())
