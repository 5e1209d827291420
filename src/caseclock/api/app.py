"""The HTTP service: its routes, what every request passes, and its description."""

import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from psycopg.errors import DiskFull
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from caseclock import __version__
from caseclock.api.metrics import Metrics
from caseclock.api.middleware import RateLimit, SecurityHeaders, SizeLimit, security_headers
from caseclock.api.pages.routers import page_routers
from caseclock.api.pages.shown import shown
from caseclock.api.problems import Problem, install_problems, unavailable
from caseclock.api.quick import QuickReads
from caseclock.api.routes import (
    audit,
    cases,
    chronology,
    decisions,
    documents,
    erasure,
    export,
    health,
    jobs,
    keys,
    log_in,
    policies,
    search,
    users,
    webhooks,
)
from caseclock.api.service import Service, service_of
from caseclock.api.settings import MEBIBYTE, Settings
from caseclock.api.store.files.interface import Damaged, Missing, StoreFull, StoreUnavailable
from caseclock.models.chronology import Chronology

log = logging.getLogger(__name__)
_LEAST_ROOM = 32 * MEBIBYTE  # the database's log grows by 16 at a time; without that it stops
_ROUTES = (
    cases, documents, jobs, chronology, decisions, policies, webhooks, search, export, erasure, audit, log_in, users,
    keys, health,
)  # fmt: skip
_DESCRIPTION = """
From the papers of an anti-social behaviour case to one cited chronology.

Make a case, add its papers, follow the job, then ask for the chronology: as JSON, Word, PDF or a spreadsheet.
Every failure is `application/problem+json` with a stable `code`, and `detail` says what to do.
"""


def routers() -> Iterator[APIRouter]:
    """The routers of the API, in the order in which its description tells them."""
    for route in _ROUTES:
        yield route.router


def make_app(service: Service) -> FastAPI:
    """The application. It opens nothing: the service is open already, and is closed by whoever opened it."""
    app = FastAPI(
        title="caseclock",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        generate_unique_id_function=lambda route: route.name,
        lifespan=lambda _: _quick_reads(service),
    )
    app.state.service = service
    install_problems(app, shown)
    _install_store_problems(app)
    _install_last_problem(app, service.settings)
    for router in routers():
        app.include_router(router)
    for router in page_routers():
        app.include_router(router, include_in_schema=False)
    if service.quick is not None:
        app.add_middleware(QuickReads, quick=service.quick)
    app.add_middleware(SizeLimit, settings=service.settings)
    app.add_middleware(RateLimit, settings=service.settings)
    app.add_middleware(SecurityHeaders, settings=service.settings)
    app.add_middleware(Metrics)
    _describe_results(app)
    return app


@asynccontextmanager
async def _quick_reads(service: Service) -> AsyncIterator[None]:
    """Quick answers are given while the server is up."""
    if service.quick is not None:
        await service.quick.open()
    yield
    if service.quick is not None:
        await service.quick.close()


def _lacks_room(service: Service) -> bool:
    """Is that why the service's own database does not answer?"""
    return service.embedded is not None and shutil.disk_usage(service.settings.data).free < _LEAST_ROOM


def _install_store_problems(app: FastAPI) -> None:
    """What the service leans on may be away or full: said so, and the same request may go well in a moment."""

    @app.exception_handler(OperationalError)
    @app.exception_handler(PoolTimeout)
    async def _database_away(request: Request, error: Exception) -> Response:
        if isinstance(getattr(error, "orig", None), DiskFull) or _lacks_room(service_of(request)):
            told = "The disk of the database has no room left: free some space, then send the same request again."
            return shown(request, Problem(507, "store-full", "There is no room left", told))
        return shown(request, unavailable("The database does not answer now: send the same request again in a moment."))

    @app.exception_handler(DBAPIError)
    async def _database(request: Request, error: DBAPIError) -> Response:
        if error.connection_invalidated:
            return shown(request, unavailable("The database went away: send the same request again in a moment."))
        raise error

    @app.exception_handler(StoreFull)
    async def _full(request: Request, error: StoreFull) -> Response:
        return shown(request, Problem(507, "store-full", "There is no room left", str(error)))

    @app.exception_handler(StoreUnavailable)
    async def _store(request: Request, error: StoreUnavailable) -> Response:
        return shown(request, unavailable(str(error), 5))

    @app.exception_handler(Missing)
    @app.exception_handler(Damaged)
    async def _gone(request: Request, error: Exception) -> Response:
        return shown(request, Problem(410, "file-gone", "The file is not to be had", f"{error}."))


def _install_last_problem(app: FastAPI, settings: Settings) -> None:
    """What nobody foresaw. The framework answers it outside of all that is added to the app, and has it logged."""

    @app.exception_handler(Exception)
    async def _unforeseen(request: Request, _error: Exception) -> Response:
        told = "This is a fault in caseclock: look in the service's log, and report what stands there."
        return shown(request, Problem(500, "failed", "The service failed", told, headers=security_headers(settings)))


def _describe_results(app: FastAPI) -> None:
    """The schema of `chronology.json` stands in the description, though no route builds it from a model."""
    plain = app.openapi

    def described() -> dict[str, object]:
        if app.openapi_schema:
            return app.openapi_schema
        made = plain()
        schema = Chronology.model_json_schema(
            by_alias=True, mode="serialization", ref_template="#/components/schemas/{model}"
        )
        parts = schema.pop("$defs", {})
        made["components"]["schemas"] = {**parts, **made["components"]["schemas"], "Chronology": schema}
        return made

    app.openapi = described  # type: ignore[method-assign]
