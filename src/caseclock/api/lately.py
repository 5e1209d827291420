"""What was made of cases for the last who asked, so that each is made once."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Lately(Generic[Made]):
    """Holds the last `most` things, each under its case and a name. May be used from several threads."""

    def __init__(self, most: int) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[str, str], Made] = OrderedDict()
        self._most = most

    def get(self, case: str, name: str) -> Made | None:
        """What is held under that name."""
        with self._lock:
            found = self._held.get((case, name))
            if found is not None:
                self._held.move_to_end((case, name))
            return found

    def hold(self, case: str, name: str, made: Made) -> None:
        """Hold it, in place of what nobody asked for the longest."""
        with self._lock:
            self._held[case, name] = made
            self._held.move_to_end((case, name))
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def made(self, case: str, name: str, make: Callable[[], Made]) -> Made:
        """What is held under that name, else made now. `make` may run twice if two ask at once."""
        found = self.get(case, name)
        if found is None:
            found = make()
            self.hold(case, name, found)
        return found

    def forget(self, case: str) -> None:
        """Hold nothing of that case any more."""
        with self._lock:
            for key in [key for key in self._held if key[0] == case]:
                del self._held[key]
