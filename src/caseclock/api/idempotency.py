"""Requests with an Idempotency-Key: sent twice they are carried out once, and answered alike."""

import hashlib
import json
from typing import Annotated, Any

from fastapi import Header
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from caseclock.api.problems import Problem
from caseclock.api.store import tables

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[ -~]+$",
        description="any text of your own: the same request with the same key again changes nothing",
    ),
]


def hash_of(case: str, *asked: object) -> str:
    """What a request asks for, as a hash: the case, and whatever else decides what is done (as JSON has it)."""
    return hashlib.sha256(json.dumps([case, *asked], sort_keys=True, default=str).encode()).hexdigest()


def answered_before(session: Session, who: str, key: str, request: str) -> dict[str, Any] | None:
    """What the same request (its hash) was answered; None if it is new. Raises Problem 422 if the key was another's."""
    row = session.get(tables.Answered, (who, key))
    if row is None:
        return None
    if row.request != request:
        raise Problem(
            422,
            "idempotency-key-reused",
            "This Idempotency-Key was used for another request",
            "Send each request with a key of its own, and the same key only to send the same request again.",
        )
    return row.answer


def note_answer(
    session: Session, who: str, key: str, request: str, case: str, status: int, answer: dict[str, Any]
) -> None:
    """Keep what a request is answered, to answer the same one alike. `answer` is plain JSON."""
    session.add(tables.Answered(who=who, key=key, request=request, case_id=case, status=status, answer=answer))


def is_same_key(error: IntegrityError) -> bool:
    """Did two requests with one key come at once, and the other one was quicker?"""
    return "answered" in str(error.orig)
