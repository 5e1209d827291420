"""Templates made into answers, and the proof that a form was ours before anybody is logged in."""

from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from itsdangerous import BadSignature, Signer
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from caseclock.api.auth.sessions import check_origin, cookie_name, csrf_problem, put_cookie
from caseclock.api.auth.tokens import is_same, new_token
from caseclock.api.pages.saying import moment_words, people_say
from caseclock.api.pages.static_files import static
from caseclock.api.problems import Problem
from caseclock.api.service import Service, service_of
from caseclock.extractor.exports.wording import day, kind_words, limit_words, listed, plain, shortened, when_words

_HERE = Path(__file__).parent
STYLE = _HERE / "style.css"
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals |= {"static": static, "people_say": people_say}
_TEMPLATES.filters |= {
    "day": lambda value: day(value) if value else "",
    "when": when_words,
    "moment": moment_words,
    "kind": kind_words,
    "listed": listed,
    "plain": plain,
    "shortened": shortened,
    "limit": limit_words,
}
_COOKIE = "caseclock-form"
_NO_STORE = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}


def page(template: str, problem: Problem | None = None, **words: object) -> HTMLResponse:
    """A page. `problem`: what went wrong, shown at its top; its headers are sent too."""
    text = _TEMPLATES.get_template(template).render(problem=problem, **words)
    headers = _NO_STORE | (problem.headers if problem else {})
    return HTMLResponse(text, problem.status if problem else 200, headers=headers)


def form_page(request: Request, template: str, problem: Problem | None = None, **words: object) -> HTMLResponse:
    """A page with a form for somebody who is not logged in: the same signed token is in the form and in a cookie."""
    service = service_of(request)
    token = _cookie(request, service) or _signer(service).sign(new_token()).decode()
    answer = page(template, problem, csrf=token, **words)
    put_cookie(answer, service.settings, _COOKIE, token)
    return answer


def check_form(request: Request, given: str) -> None:
    """Was the form on a page of ours, in this browser? Raises Problem 403."""
    service = service_of(request)
    check_origin(request, service.settings)
    kept = _cookie(request, service)
    if kept is None or not is_same(given, kept):
        raise csrf_problem("The page was open for too long, or cookies are off: allow cookies and send it once more.")


def _cookie(request: Request, service: Service) -> str | None:
    """The token in the browser, if it is one of ours."""
    kept = request.cookies.get(cookie_name(service.settings, _COOKIE), "")
    try:
        _signer(service).unsign(kept)
    except BadSignature:
        return None
    return kept


def _signer(service: Service) -> Signer:
    return Signer(service.secret, salt="caseclock form 1")
