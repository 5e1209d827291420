"""Pictures of pages, held for a while: whoever checks one source after the other looks at the same page many times."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import astuple, dataclass

from caseclock.api.settings import MEBIBYTE
from caseclock.extractor.page_pictures import PagePicture
from caseclock.extractor.sandbox import Sandbox

_MOST = 64 * MEBIBYTE
_DRAWN_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A page of a paper as it was read, the passage that is marked (characters of its text), and the width in dots."""

    case: str
    document: str
    sha256: str
    reading: str  # the file of the reading: a paper that is read anew gets another
    media_type: str
    page: int
    highlight: tuple[int, int] | None
    width: int

    @property
    def tag(self) -> str:
        """Names the picture, for an ETag."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()


class DrawnPages:
    """Draws pages in processes of their own, and holds the pictures asked for last. May be used from several threads.

    Who may see a picture is not asked here.
    """

    def __init__(self, most_bytes: int = _MOST) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[PageAsked, PagePicture] = OrderedDict()
        self._bytes = 0
        self._most = most_bytes
        self._forgotten = 0  # how often something was: what was begun before is not held
        self._sandbox = Sandbox(workers=_DRAWN_AT_ONCE)

    def picture(self, asked: PageAsked, draw: Callable[[Sandbox], PagePicture]) -> PagePicture:
        """The picture, drawn by `draw` if it is not held. Raises what `draw` raises."""
        with self._lock:
            found = self._held.get(asked)
            before = self._forgotten
            if found is not None:
                self._held.move_to_end(asked)
                return found
        made = draw(self._sandbox)
        with self._lock:
            if before == self._forgotten and asked not in self._held:
                self._held[asked] = made
                self._bytes += len(made.png)
                while self._bytes > self._most:
                    self._drop(next(iter(self._held)))
        return made

    def forget(self, case: str) -> None:
        """Hold nothing of that case."""
        with self._lock:
            self._forgotten += 1
            for asked in [one for one in self._held if one.case == case]:
                self._drop(asked)

    def close(self) -> None:
        """End the processes; waits for pictures under way."""
        self._sandbox.close()

    def _drop(self, asked: PageAsked) -> None:
        self._bytes -= len(self._held.pop(asked).png)
