"""What the routes and jobs lean on, put together once at the start."""

from dataclasses import dataclass, field
from typing import Any

from fastapi import Request

from caseclock.api.drawn_pages import DrawnPages
from caseclock.api.embedded import Embedded
from caseclock.api.jobs.queue import Queue
from caseclock.api.lately import Lately
from caseclock.api.making.makers import Makers
from caseclock.api.making.memo import Memo
from caseclock.api.quick import Quick
from caseclock.api.sealing import Sealer
from caseclock.api.settings import Settings
from caseclock.api.store.database import Database
from caseclock.api.store.files.interface import FileStore
from caseclock.models.chronology import Chronology


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of a running service. `secret` is its own; `embedded` the database server, where it has one."""

    settings: Settings
    database: Database
    files: FileStore
    secret: bytes
    sealer: Sealer
    queue: Queue
    makers: Makers
    embedded: Embedded | None = None
    memo: Memo = field(default_factory=Memo)
    quick: Quick | None = None
    drawn: DrawnPages = field(default_factory=DrawnPages)
    parsed: Lately[Chronology] = field(default_factory=lambda: Lately(16))
    views: Lately[Any] = field(default_factory=lambda: Lately(16))  # of chronologies, as a page shows them
    dues: Lately[Any] = field(default_factory=lambda: Lately(2000))  # what is due in cases
    lines: Lately[Any] = field(default_factory=lambda: Lately(2000))  # cases in a line

    def forget(self, case: str) -> None:
        """Hold nothing in memory of what was made of that case."""
        self.makers.forget(case)
        self.drawn.forget(case)
        for held in (self.parsed, self.views, self.dues, self.lines):
            held.forget(case)
        if self.quick is not None:
            self.quick.forget(case)


def service_of(request: Request) -> Service:
    """The service that answers the request."""
    service: Service = request.app.state.service
    return service
