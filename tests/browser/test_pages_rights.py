"""Who may open which page: every page of a case is shut to strangers and to those who are not logged in, and no form
is taken that is not from a page of ours."""

import re
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
from fastapi.routing import APIRoute
from tests.api.people import CSRF
from tests.api.running import RunningService
from tests.browser.conftest import Maker, People

from caseclock.api.pages.routers import page_routers

_HTML = {"Accept": "text/html"}
# What can be had without a log-in, each for a reason of its own.
_OPEN = {"/", "/log-in", "/log-out", "/log-in/oidc", "/log-in/oidc/callback", "/start/{token}", "/style.css"}
_OPEN |= {"/static/{version}/{name:path}", "/api/v1/docs", "/calendar/{token}.ics", "/deadlines/calendar"}
_ROUTES = [
    (method, route.path)
    for router in page_routers()
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in sorted(route.methods)
    if route.path not in _OPEN
]
_OF_A_CASE = [one for one in _ROUTES if "{case}" in one[1]]


def filled(path: str, case: str) -> str:
    """The path with an id in each gap."""
    gaps = {"{case}": case, "{start}-{end}": "0-5", "{start}": "0", "{end}": "5", "{number}": "1"}
    for gap, words in gaps.items():
        path = path.replace(gap, words)
    return re.sub(r"\{\w+(:\w+)?\}", "d0123456789abcdef", path)


@pytest.fixture(scope="module")
def small_case(maker: Maker) -> str:
    """A case without papers."""
    return maker.case("", "A small case")


@pytest.fixture(scope="module")
def una(service: RunningService, people: People) -> Iterator[httpx.Client]:
    """Somebody who is logged in and no member."""
    with closing(people.stranger.log_in(service)) as client:
        client.base_url = httpx.URL(service.url)
        yield client


def test_there_are_pages_to_be_tried() -> None:
    assert len(_OF_A_CASE) > 20
    assert {"GET", "POST"} == {method for method, _ in _ROUTES}


@pytest.mark.parametrize(("method", "path"), _ROUTES)
def test_nobody_gets_in_without_a_log_in(service: RunningService, small_case: str, method: str, path: str) -> None:
    answer = httpx.request(method, service.url + filled(path, small_case), headers=_HTML, timeout=60)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/log-in")


@pytest.mark.parametrize(("method", "path"), _OF_A_CASE)
def test_a_stranger_gets_the_same_as_for_a_case_that_is_not_there(
    una: httpx.Client, small_case: str, method: str, path: str
) -> None:
    answers = [
        una.request(
            method, filled(path, case), headers=_HTML, data={"csrf": una.headers[CSRF]} if method == "POST" else None
        )
        for case in (small_case, "c0123456789abcdef")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text == answers[1].text.replace("c0123456789abcdef", small_case)


@pytest.mark.parametrize("path", [path for method, path in _ROUTES if method == "POST"])
def test_a_form_without_proof_is_refused(una: httpx.Client, small_case: str, path: str) -> None:
    cookies = dict(una.cookies)
    answer = httpx.post(
        str(una.base_url).rstrip("/") + filled(path, small_case), headers=_HTML, cookies=cookies, timeout=60
    )
    assert answer.status_code == 403
