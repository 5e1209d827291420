"""Does the process live, is what it leans on there, and how much is there to do? For those who run the service."""

from ipaddress import ip_address
from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from caseclock.api.auth.identify import Bearer, Cookie, identified, refuse
from caseclock.api.auth.principals import Scope
from caseclock.api.jobs.sweeping import backlog
from caseclock.api.metrics import REQUESTS_REGISTRY, Figures
from caseclock.api.problems import Problem, answers, forbidden
from caseclock.api.readiness import Readiness, workers_alive
from caseclock.api.service import Service, service_of
from caseclock.api.store import tables

router = APIRouter(tags=["health"])
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


class Alive(BaseModel):
    """The process lives."""

    state: Literal["alive"] = "alive"


class Ready(BaseModel):
    """Everything that the service leans on is there."""

    state: Literal["ready"] = "ready"


@router.get("/healthz", responses=answers())
def is_alive() -> Alive:
    """Does the process live?"""
    return Alive()


@router.get("/readyz", responses=answers())
def is_ready(request: Request) -> Ready:
    """Is everything there: the database with its tables, the file store, a worker? If not, 503 names what is away."""
    state = request.app.state
    if not hasattr(state, "readiness"):
        state.readiness = Readiness()
    away = state.readiness.away(service_of(request))
    if away:
        told = "; ".join(f"{name}: {fault}" for name, fault in away.items())
        fields = [{"field": name, "problem": fault} for name, fault in away.items()]
        raise Problem(503, "not-ready", "Not ready", f"{told}.", headers={"Retry-After": "2"}, fields=fields)
    return Ready()


@router.get(
    "/metrics",
    responses={**answers(), 200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "figures"}},
    response_class=Response,
    openapi_extra={"security": [{}]},  # nothing is needed on the machine itself
)
def read_metrics(request: Request, _bearer: Bearer = None, _cookie: Cookie = None) -> Response:
    """Figures for Prometheus, without personal data. For whoever asks from the machine itself, past no proxy; from
    elsewhere with the scope audit:read."""
    if not _is_from_here(request):
        who = identified(request)
        if not who.has(Scope.AUDIT_READ):
            told = "From another machine this needs the scope audit:read: ask an administrator for a key with it."
            refuse(request, forbidden(told), "scope", actor=who.id)
    data = generate_latest(REQUESTS_REGISTRY) + generate_latest(_figures(service_of(request)).registry)
    return Response(data, headers={"Content-Type": CONTENT_TYPE_LATEST})


def _is_from_here(request: Request) -> bool:
    """Is it asked from the machine itself? A proxy on it asks for others, and says so."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _figures(service: Service) -> Figures:
    """What is to do and who does it; only that the database is away, if it is."""
    figures = Figures()
    figures.set("makers_lost", "Maker processes that ended by themselves", service.makers.lost)
    pool = service.database.engine.pool
    if isinstance(pool, QueuePool):
        figures.set("database_connections_open", "Connections to the database", pool.checkedin() + pool.checkedout())
        figures.set("database_connections_used", "Connections to the database in use", pool.checkedout())
    try:
        with service.database.transaction() as session:
            counted = select(tables.Document.state, func.count()).group_by(tables.Document.state)
            papers = {str(state): int(count) for state, count in session.execute(counted)}
            waiting, workers = backlog(session), workers_alive(session, service.settings)
    except SQLAlchemyError:
        figures.set("database_up", "Does the database answer?", 0)
        return figures
    figures.set("database_up", "Does the database answer?", 1)
    figures.set("workers_alive", "Workers that said lately that they live", workers)
    figures.set_by("jobs_waiting", "Jobs that wait or are being done", "kind", waiting)
    figures.set_by("papers", "Papers of all cases", "state", papers)
    return figures
