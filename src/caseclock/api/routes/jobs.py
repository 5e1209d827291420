"""Jobs: how far the reading of an upload is, asked for or told as it happens."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from caseclock.api.access import access
from caseclock.api.auth.identify import needs, refuse
from caseclock.api.auth.principals import Principal, Scope
from caseclock.api.fields import Id
from caseclock.api.problems import answers, not_found
from caseclock.api.progress_of import JobState, JobView, job_view
from caseclock.api.service import service_of
from caseclock.api.store import tables

router = APIRouter(prefix="/api/v1/jobs/{job}", tags=["jobs"])
JobId = Annotated[Id, Path(description="the job's id")]
Reading = Annotated[Principal, Depends(needs(Scope.CASES_READ))]
_EVENT = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"const": "progress"},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {"$ref": "#/components/schemas/JobView"},
        },
    },
}
_EVERY_SECONDS = 0.4
_LONGEST_SECONDS = 900.0  # then the stream ends, and whoever listens asks again
_ALIVE_SECONDS = 15.0


@router.get("", responses=answers())
def read_job(request: Request, job: JobId, who: Reading) -> JobView:
    """How far the job is."""
    return _view(request, job, who)


@router.get(
    "/events",
    responses={
        **answers(),
        200: {
            "content": {"text/event-stream": {"schema": {}, "itemSchema": _EVENT}},
            "description": "server-sent events: `progress` with the job as JSON whenever it changes, until it is over",
        },
    },
    response_class=StreamingResponse,
)
def follow_job(request: Request, job: JobId, who: Reading) -> StreamingResponse:
    """The job as it goes on: queued, reading 3 of 11, linking, done."""
    first = _view(request, job, who)
    return StreamingResponse(_events(request, first, who), media_type="text/event-stream")


def _view(request: Request, job: str, who: Principal) -> JobView:
    with service_of(request).database.transaction(relaxed=True) as session:
        row = session.get(tables.Job, job)
        if row is None:
            refuse(request, not_found("job"), "not-a-member", actor=who.id, about=job)
        access(request, session, who, row.case_id, what="job")
        return job_view(session, row)


async def _events(request: Request, view: JobView, who: Principal) -> AsyncIterator[str]:
    """Each change of the job, and a sign of life where nothing changes."""
    said, quiet, passed = "", 0.0, 0.0
    while passed < _LONGEST_SECONDS:
        told = view.model_dump_json()
        if told != said:
            said, quiet = told, 0.0
            yield f"event: progress\ndata: {json.dumps(json.loads(told))}\n\n"
        elif quiet >= _ALIVE_SECONDS:
            quiet = 0.0
            yield ": still here\n\n"
        if view.state in (JobState.DONE, JobState.FAILED) or await request.is_disconnected():
            return
        await asyncio.sleep(_EVERY_SECONDS)
        quiet, passed = quiet + _EVERY_SECONDS, passed + _EVERY_SECONDS
        view = await run_in_threadpool(_view, request, view.id, who)
