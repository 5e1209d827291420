"""An end that holds for a whole conversation, however many small steps the other side makes of it."""

import time


class Deadline:
    """Begins when made and ends `seconds` later; a socket's own time-out begins again with every byte."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._begun = time.monotonic()

    @property
    def passed(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._begun

    def left(self) -> float:
        """Seconds left, more than nought. Raises TimeoutError when none are."""
        left = self.seconds - self.passed
        if left <= 0:
            raise TimeoutError
        return left
