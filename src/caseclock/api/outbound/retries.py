"""When a message that did not arrive is sent again, and when it is given up: the schedule of Standard Webhooks."""

import hashlib
from datetime import datetime, timedelta

# From one attempt to the next; the first is made at once. The last comes two days, three and a half hours after it.
DELAYS = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
)
_LONGER = 0.1  # at most, as a share of the delay


def next_attempt(attempts_made: int, first: datetime, message_id: str) -> datetime | None:
    """When to send the message next, after so many attempts; None: it is given up.

    `first` is when the first was due. So that messages which failed together do not all come back together, each delay
    is longer by up to a tenth, and by how much follows from the message's id: asked again, the answer is the same.
    """
    if attempts_made < 0:
        raise ValueError("a number of attempts is nought or more")
    if attempts_made >= len(DELAYS):
        return None
    return first + sum((_delay(attempt, message_id) for attempt in range(attempts_made + 1)), timedelta(0))


def _delay(attempt: int, message_id: str) -> timedelta:
    digest = hashlib.sha256(f"{attempt}.{message_id}".encode()).digest()
    share = int.from_bytes(digest[:8], "big") / 2**64
    return DELAYS[attempt] * (1 + _LONGER * share)
