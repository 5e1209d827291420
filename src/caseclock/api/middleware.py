"""What every request passes: limits of size and rate, and the headers that every answer carries."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from caseclock.api.auth.tokens import token_hash
from caseclock.api.problems import Problem
from caseclock.api.settings import MEBIBYTE, Settings

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
_HSTS = "max-age=31536000; includeSubDomains"
_FROM_ONE_ADDRESS = 10  # times as many: an office behind one address, but no stranger with a new token each time
_FREE = ("/healthz", "/readyz", "/metrics")


def security_headers(settings: Settings) -> dict[str, str]:
    """What every answer carries that does not say otherwise."""
    return _HEADERS | ({"Strict-Transport-Security": _HSTS} if settings.cookies_are_secure else {})


class SecurityHeaders:
    """Adds the headers to each answer that has not set them otherwise."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        headers = security_headers(settings)
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                names = {name.lower() for name, _ in given}
                message["headers"] = [*given, *(one for one in self.headers if one[0] not in names)]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class SizeLimit:
    """Refuses requests that are too large: at once if they say so, else when they have sent too much."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        uploads = headers.get("content-type", "").startswith("multipart/form-data")
        most = self.settings.upload_bytes if uploads else self.settings.body_bytes
        said = headers.get("content-length", "")
        if said.isdecimal() and int(said) > most:
            await _refused(_too_large(most), scope, receive, send)
            return
        counted = _Counted(receive, most)
        await self.app(scope, counted.receive, send)


@dataclass(slots=True)
class _Counted:
    """A request's body, counted while it comes."""

    inner: Receive
    left: int

    async def receive(self) -> Message:
        """The next part. Raises HTTPException 413."""
        message = await self.inner()
        if message["type"] == "http.request":
            self.left -= len(message.get("body", b""))
            if self.left < 0:
                # The framework lets this one pass through its parsing of the body; a Problem it would call a 400.
                raise HTTPException(413, "The request is too large: send fewer files at a time")
        return message


def _too_large(most: int) -> Problem:
    told = f"The request is larger than {most // MEBIBYTE} MiB: send fewer files at a time."
    return Problem(413, "too-large", "Too large", told)


class RateLimit:
    """So many requests a minute from one person, key or address."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.window = RateLimitItemPerMinute(settings.requests_per_minute)
        self.wide = RateLimitItemPerMinute(settings.requests_per_minute * _FROM_ONE_ADDRESS)
        self.limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on unless there were too many."""
        if scope["type"] != "http" or scope["path"] in _FREE or self._passes(scope):
            await self.app(scope, receive, send)
            return
        problem = Problem(
            429,
            "too-many-requests",
            "Too many requests",
            f"More than {self.window.amount} requests in a minute: wait a little, then go on more slowly.",
            headers={"Retry-After": "5"},
        )
        await _refused(problem, scope, receive, send)

    def _passes(self, scope: Scope) -> bool:
        client = scope.get("client")
        address, token = str(client[0]) if client else "local", _token(scope)
        if token is None:
            return self.limiter.hit(self.window, address)
        return self.limiter.hit(self.wide, address) and self.limiter.hit(self.window, token)


def _token(scope: Scope) -> str | None:
    """What the request shows to be let in, hashed."""
    headers = Headers(scope=scope)
    token = headers.get("authorization") or headers.get("cookie")
    return token_hash(token) if token else None


async def _refused(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    answer: Callable[[Scope, Receive, Send], Awaitable[None]] = problem.answer()
    await answer(scope, receive, send)
