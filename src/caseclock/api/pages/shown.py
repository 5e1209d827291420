"""What went wrong, as whoever asked can read it: a page for people, JSON for programs."""

from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from caseclock.api.pages.rendering import page
from caseclock.api.problems import Problem

_PROGRAMS = ("/api/", "/healthz", "/readyz", "/metrics")
_LOG_IN = "/log-in"


def shown(request: Request, problem: Problem) -> Response:
    """The answer that tells of the problem. Who is not logged in is asked to, and comes back to where they were."""
    by_script = request.headers.get("HX-Request") == "true"
    for_people = by_script or "text/html" in request.headers.get("accept", "")
    if request.url.path.startswith(_PROGRAMS) or not for_people:
        return problem.answer()
    if problem.status == 401:
        if by_script:
            return Response(status_code=204, headers={"HX-Redirect": _LOG_IN})
        return RedirectResponse(log_in_from(request), 303, headers={"Cache-Control": "no-store"})
    return page("fragment_problem.html" if by_script else "problem.html", problem)


def log_in_from(request: Request) -> str:
    """Where to log in, to come back to this page."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"{_LOG_IN}?to={quote(here, safe='')}" if request.method == "GET" and here != "/" else _LOG_IN


def safe_way(to: str) -> str:
    """A path of this service to go on to; any other address is not followed."""
    fits = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable() and "\\" not in to
    return to if fits else "/"
