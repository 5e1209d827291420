"""What was asked of a case lately and what it came to, so that asking again costs no more than looking at the case."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from caseclock.api.making.inputs import Inputs

_MOST = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a case, on the day on which it is asked; null: as the case itself says."""

    case: str
    today: date
    as_of: date | None
    application_date: date | None
    policies: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Known:
    """What it came to: the inputs, the number of the version, how many papers waited to be read. It holds as long as
    the case has this revision, which everything raises that a chronology depends on."""

    today: date  # on which it was found
    revision: int
    inputs: Inputs
    number: int
    waiting: int


class Memo:
    """The last of what was asked. May be used from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[Asked, Known] = OrderedDict()

    def get(self, asked: Asked) -> Known | None:
        """What it came to, if it is remembered."""
        with self._lock:
            found = self._known.get(asked)
            if found is not None:
                self._known.move_to_end(asked)
            return found

    def keep(self, asked: Asked, known: Known) -> None:
        """Remember it, once the transaction in which it was found has been committed."""
        with self._lock:
            self._known[asked] = known
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
