"""Figures of the service for Prometheus: how many requests, how long they took. Labels hold no ids."""

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from starlette.types import ASGIApp, Message, Receive, Scope, Send

disable_created_metrics()  # type: ignore[no-untyped-call]  # a time beside each count, which nobody asked for
REQUESTS_REGISTRY = CollectorRegistry()
_REQUESTS = Counter(
    "caseclock_requests", "Requests answered", ["route", "method", "status"], registry=REQUESTS_REGISTRY
)
_SECONDS = Histogram(
    "caseclock_request_seconds",
    "From the request to the end of its answer",
    ["route", "method"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=REQUESTS_REGISTRY,
)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_OTHER = "other"


class Metrics:
    """Counts each request under the template of its route."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500  # what nobody answers is answered so by the server

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        begun = time.perf_counter()
        try:
            await self.app(scope, receive, noted)
        finally:
            route = str(getattr(scope.get("route"), "path", _OTHER))
            method = scope["method"] if scope["method"] in _METHODS else _OTHER
            _REQUESTS.labels(route, method, str(status)).inc()
            _SECONDS.labels(route, method).observe(time.perf_counter() - begun)


class Figures:
    """Figures that are looked up when they are asked for."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()

    def set(self, name: str, told: str, value: float) -> None:
        """One figure. `told` says what it is."""
        Gauge(f"caseclock_{name}", told, registry=self.registry).set(value)

    def set_by(self, name: str, told: str, label: str, values: dict[str, int]) -> None:
        """A figure for each value of a label."""
        gauge = Gauge(f"caseclock_{name}", told, [label], registry=self.registry)
        for value, number in values.items():
            gauge.labels(value).set(number)
