"""What went wrong with a request, as `application/problem+json` (RFC 9457): a stable code, and what to do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

MEDIA_TYPE = "application/problem+json"


class ProblemAnswer(BaseModel):
    """The body of every answer that is not a success."""

    type: str = Field(description="a URN that ends with the code", examples=["urn:caseclock:not-found"])
    title: str = Field(description="what went wrong, in a few words")
    status: int
    code: str = Field(description="stable: programs can rely on it", examples=["not-found"])
    detail: str = Field(description="what went wrong here, and what to do")
    fields: list[dict[str, str]] = Field(default=[], description="for `invalid`: which field, and what is wrong")


class Problem(Exception):
    """Ends a request. `detail` says what is wrong here and ends with what to do."""

    def __init__(
        self,
        status: int,
        code: str,
        title: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        fields: Sequence[dict[str, str]] = (),
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.title, self.detail = status, code, title, detail
        self.headers = dict(headers or {})
        self.fields = list(fields)

    def answer(self) -> JSONResponse:
        """The answer that tells it."""
        body = ProblemAnswer(
            type=f"urn:caseclock:{self.code}",
            title=self.title,
            status=self.status,
            code=self.code,
            detail=self.detail,
            fields=self.fields,
        )
        return JSONResponse(
            body.model_dump(exclude_defaults=True), self.status, headers=self.headers, media_type=MEDIA_TYPE
        )


def not_found(what: str = "case") -> Problem:
    """Not there, or not theirs: the same answer, so that nobody learns which."""
    return Problem(
        404, "not-found", "Not found", f"There is no such {what}, or you are not a member of its case: check the id."
    )


def forbidden(why: str) -> Problem:
    """Known and seen, but not allowed to this role or key."""
    return Problem(403, "forbidden", "Not allowed", why)


def unauthorised(why: str = "Log in, or send an API key as `Authorization: Bearer ...`.") -> Problem:
    """Nobody that the service knows."""
    return Problem(401, "unauthorised", "Log in first", why, headers={"WWW-Authenticate": "Bearer"})


def invalid(detail: str, field: str = "") -> Problem:
    """The request cannot be used."""
    fields = [{"field": field, "problem": detail}] if field else []
    return Problem(422, "invalid", "The request cannot be used", detail, fields=fields)


def conflict(detail: str) -> Problem:
    """The request does not fit what is there."""
    return Problem(409, "conflict", "That does not fit what is there", detail)


def unavailable(detail: str, seconds: int = 2) -> Problem:
    """Something that the service leans on is away; the same request may go well in a moment."""
    return Problem(503, "unavailable", "Try again in a moment", detail, headers={"Retry-After": str(seconds)})


_RESPONSES = {
    400: "The request cannot be understood",
    401: "Nobody that the service knows",
    403: "Not allowed to this role, key or member",
    404: "Not there, or not yours",
    405: "This method is not answered here",
    409: "It does not fit what is there",
    410: "Not to be had any more",
    412: "Changed meanwhile",
    413: "Too large",
    415: "Not a kind of content that is taken here",
    422: "The request cannot be used",
    429: "Too many requests",
    503: "Try again in a moment",
    507: "The disk is full",
}


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documentation of a route's failures; those that every route has are always among them."""
    every = sorted({400, 401, 403, 404, 405, 413, 422, 429, 503, *statuses})
    return {
        status: {
            "description": _RESPONSES[status],
            "model": ProblemAnswer,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemAnswer"}}},
        }
        for status in every
    }


def told_to_programs(_request: Request, problem: Problem) -> Response:
    """The problem as JSON, whoever asks."""
    return problem.answer()


def install_problems(app: FastAPI, told: Callable[[Request, Problem], Response] = told_to_programs) -> None:
    """Everything that goes wrong in a request becomes a problem; nothing of the program's inside is told. `told` makes
    the answer."""

    @app.exception_handler(Problem)
    async def _problem(request: Request, problem: Problem) -> Response:
        return told(request, problem)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        fields = [
            {"field": ".".join(str(part) for part in fault["loc"][1:]) or str(fault["loc"][0]), "problem": fault["msg"]}
            for fault in jsonable_encoder(error.errors(), custom_encoder={bytes: repr})
        ]
        faults = "; ".join(f"{one['field']}: {one['problem']}" for one in fields[:5])
        detail = f"{faults}. Mend it and send the request again."
        return told(request, Problem(422, "invalid", "The request cannot be used", detail, fields=fields))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        title = _RESPONSES.get(error.status_code, "The request failed")
        code = {404: "not-found", 405: "no-such-method", 400: "bad-request", 413: "too-large"}.get(
            error.status_code, "failed"
        )
        detail = f"{error.detail}: see the API's description at /api/v1/docs."
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = ", ".join(_methods(request))
        return told(request, Problem(error.status_code, code, title, detail, headers=headers))


def _methods(request: Request) -> list[str]:
    """Every method that is answered at this path; the framework tells those of the first route that fits."""
    fit = [route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE]
    return sorted({method for route in fit for method in getattr(route, "methods", None) or ()})
