"""Waiting for what must come to pass, never without end."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Late(Exception):
    """It did not come to pass in time."""


def until(found: Callable[[], Found | None], what: str, seconds: float = 60.0, pause: float = 0.1) -> Found:
    """The first answer of `found` that is true. `what` is waited for, in words. Raises Late after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        answer = found()
        if answer:
            return answer
        if time.monotonic() >= end:
            raise Late(f"{what}: not within {seconds:g} seconds")
        time.sleep(pause)
