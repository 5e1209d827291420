"""Chronologies that systems ask for again and again, given without the long way through the routes.

What a route answered a key is remembered by the very request. When the same request comes, one statement to the
database asks whether everything still is as it was (the key good, its scope, its membership, the case's revision), and
writes the audit row if so. Whatever is not certain goes the long way.
"""

import logging
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from starlette.types import ASGIApp, Receive, Scope, Send

from caseclock.api.auth.principals import Scope as KeyScope
from caseclock.api.auth.tokens import token_hash
from caseclock.api.settings import MEBIBYTE
from caseclock.api.store.audit import append_as

log = logging.getLogger(__name__)
_ROOM = 64 * MEBIBYTE
_WAIT_SECONDS = 1.0
_ASKED = re.compile(r"/api/v1/cases/[^/]+/chronology")  # a page ends so too
_ROUTE = SimpleNamespace(path="/api/v1/cases/{case}/chronology")
# Each condition is one that the long way checks: auth/keys.py, access.py, making/memo.py.
_SAME = f"""
select set_config('synchronous_commit', 'off', true), {append_as("k.id", "c.id")}
from keys k join members m on m.who = k.id join cases c on c.id = m.case_id
where k.hash = %(key)s and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
    and %(scope)s = any(k.scopes) and c.id = %(case)s and c.revision = %(revision)s and c.erased_at is null
    and m.names = %(names)s
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered, and what must still be so for the same answer."""

    case: str
    revision: int
    names: str  # as they were granted to whoever asked
    today: date
    action: str
    about: str  # what the audit says was given
    detail: str
    tag: str  # the ETag
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Quick:
    """The answers that were given last, by request. May be used from several threads."""

    def __init__(self, database_url: str) -> None:
        """Opens nothing; `open` does, in the loop that requests are answered in."""
        self._url = database_url
        self._pool: AsyncConnectionPool | None = None
        self._lock = threading.Lock()
        self._answers: OrderedDict[tuple[str, str, bytes], Answer] = OrderedDict()
        self._room = _ROOM

    async def open(self) -> None:
        """Make ready to ask the database."""
        # A transaction for each statement and nothing else: no begin, no commit to wait for.
        self._pool = AsyncConnectionPool(
            self._url, min_size=1, max_size=4, kwargs={"autocommit": True, "connect_timeout": 5}, open=False
        )
        await self._pool.open()

    async def close(self) -> None:
        """Give the connections back."""
        if self._pool is not None:
            await self._pool.close()

    def keep(self, request: tuple[str, str, bytes], answer: Answer) -> None:
        """Remember what the request was answered."""
        with self._lock:
            before = self._answers.pop(request, None)
            self._room += len(before.body) if before else 0
            self._answers[request] = answer
            self._room -= len(answer.body)
            while self._room < 0:
                _, dropped = self._answers.popitem(last=False)
                self._room += len(dropped.body)

    def forget(self, case: str) -> None:
        """Hold nothing of that case any more."""
        with self._lock:
            for request in [one for one, answer in self._answers.items() if answer.case == case]:
                self._room += len(self._answers.pop(request).body)

    async def still(self, request: tuple[str, str, bytes]) -> Answer | None:
        """The answer, audited, if it certainly is what the long way would give now."""
        with self._lock:
            answer = self._answers.get(request)
        if answer is None or answer.today != date.today() or self._pool is None:
            return None
        given = {
            "key": request[0],
            "scope": KeyScope.CHRONOLOGY_READ.value,
            "case": answer.case,
            "revision": answer.revision,
            "names": answer.names,
            "action": answer.action,
            "object": answer.about,
            "detail": answer.detail,
        }
        try:
            async with self._pool.connection(timeout=_WAIT_SECONDS) as connection:
                found = await connection.execute(_SAME, given, prepare=True)
                return answer if found.rowcount == 1 else None
        except (psycopg.Error, PoolTimeout) as error:
            log.warning("a request goes the long way: %s", type(error).__name__)
            return None


def request_of(scope: Scope) -> tuple[str, str, bytes] | None:
    """What names a request that may be answered quickly: the key's hash, path, query. None for any other."""
    if scope["type"] != "http" or scope["method"] != "GET" or not _ASKED.fullmatch(scope["path"]):
        return None
    sent = [value for name, value in scope["headers"] if name == b"authorization"]
    if len(sent) != 1 or not sent[0].startswith(b"Bearer cck_"):
        return None
    return token_hash(sent[0][7:].decode("latin-1")), str(scope["path"]), bytes(scope["query_string"])


class QuickReads:
    """Answers what is still as it was; passes everything else on."""

    def __init__(self, app: ASGIApp, quick: Quick) -> None:
        self.app = app
        self.quick = quick

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on unless it can be answered."""
        request = request_of(scope)
        answer = await self.quick.still(request) if request else None
        if answer is None:
            await self.app(scope, receive, send)
            return
        scope["route"] = _ROUTE  # as the framework would, for whoever counts requests
        known = any(name == b"if-none-match" and answer.tag.encode() in value for name, value in scope["headers"])
        length = (b"content-length", str(len(answer.body)).encode())
        headers = list(answer.headers) if known else [*answer.headers, length]
        await send({"type": "http.response.start", "status": 304 if known else 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if known else answer.body})
