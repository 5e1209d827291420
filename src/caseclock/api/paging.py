"""Lists in pages: a cursor says where the next one begins, whatever is added meanwhile."""

import base64
import binascii
import json
from typing import Annotated

from fastapi import Query

from caseclock.api.problems import invalid

PAGE_SIZE = 50
MOST = 200

Cursor = Annotated[str | None, Query(max_length=500, description="`next` of the page before; nothing for the first")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="how many to a page")]


def cursor_of(*place: str | int) -> str:
    """A cursor for a place in a list."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def place_of(cursor: str, *kinds: type) -> list[str | int]:
    """The place that a cursor is for; its parts are of these types. Raises Problem 422."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        place = None
    if not isinstance(place, list) or len(place) != len(kinds) or not all(map(_fits, place, kinds)):
        raise invalid("This is no cursor that the service gave: leave it out to begin with the first page.", "cursor")
    return place


def _fits(part: object, kind: type) -> bool:
    """Is it of that type, and such as the database takes?"""
    if type(part) is not kind:
        return False
    if isinstance(part, str):
        return len(part) <= 100 and part.isascii() and part.isprintable()
    return isinstance(part, int) and abs(part) < 2**63
