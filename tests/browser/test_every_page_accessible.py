"""Every page, opened by a caseworker on a case with papers: axe finds nothing, nothing runs off a narrow screen, and
it has one heading of the first order, a title and a language. A new page without a row here fails."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from tests.api.running import RunningService, upload, wait_for
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import Maker, People

from caseclock.api.pages.routers import page_routers

_NARROW = ViewportSize(width=320, height=640)  # a window of 1280 pixels at 400 %
_PAPERS = [
    ("diary.txt", b"Diary\n\n3 May 2023, 22:10. Drums from next door until two.\n\n9 May 2023. He kicked my door.\n"),
    ("log.csv", b"Date,Time,Incident,Reported by\n03/05/2023,22:15,Loud drumming from number 8,Resident\n"),
    ("letter.txt", b"Dear Sir\n\nOn 1 June 2023 he threw a bottle at my window.\n\nYours faithfully\n"),
]
# What is no page to look at: parts of pages, files, ways that lead elsewhere, what one may open without a log-in only.
_NO_PAGES = {
    "/": "leads on",
    "/calendar/{token}.ics": "a calendar",
    "/cases/{case}/exports/file": "a file",
    "/cases/{case}/exports/state": "part of a page",
    "/cases/{case}/in-short": "part of a page",
    "/cases/{case}/upload/progress": "part of a page",
    "/deadlines/calendar": "leads on",
    "/log-in/oidc": "leads to another service",
    "/log-in/oidc/callback": "comes from another service",
    "/static/{version}/{name:path}": "files",
    "/style.css": "a file",
}
_WITHOUT_LOG_IN = {"/log-in", "/start/{token}"}
# Each page, and what is asked of it.
_PAGES: Mapping[str, str] = {
    "/account": "",
    "/account/second-factor": "",
    "/api/v1/docs": "",
    "/cases": "",
    "/cases/new": "",
    "/cases/{case}/chronology": "",
    "/cases/{case}/exports": "",
    "/cases/{case}/exports/making": "?what=json",
    "/cases/{case}/findings": "",
    "/cases/{case}/papers": "",
    "/cases/{case}/papers/{document}": "",
    "/cases/{case}/papers/{document}/at/{start}-{end}": "",
    "/cases/{case}/papers/{document}/remove": "",
    "/cases/{case}/review": "",
    "/cases/{case}/review/add": "?paper={document}",
    "/cases/{case}/review/history": "",
    "/cases/{case}/review/merge": "?entry={entry}&entry={other}",
    "/cases/{case}/review/names": "",
    "/cases/{case}/review/{entry}": "",
    "/cases/{case}/review/{entry}/correct": "",
    "/cases/{case}/review/{entry}/reject": "",
    "/cases/{case}/review/{entry}/split": "",
    "/cases/{case}/settings": "",
    "/cases/{case}/settings/close": "",
    "/cases/{case}/settings/members/{member}/remove": "",
    "/cases/{case}/upload": "",
    "/deadlines": "",
    "/log-in": "",
    "/search": "?q=drums",
    "/start/{token}": "",
}
_ROUTES = sorted(
    {
        route.path  # type: ignore[attr-defined]
        for router in page_routers()
        for route in router.routes
        if "GET" in route.methods  # type: ignore[attr-defined]
    }
)


@pytest.fixture(scope="module")
def gaps(maker: Maker, service: RunningService) -> dict[str, str]:
    """What stands in the gaps of addresses: ids of a case of three papers on which something was decided."""
    case = maker.case("", "Every page")
    sent = upload(maker.client, case, _PAPERS)
    assert wait_for(maker.client, sent.json()["job"]["id"])["state"] == "done"
    entries = maker.client.get(f"/cases/{case}/chronology").json()["entries"]
    # One that more than one passage tells of, so that it can be split.
    entries.sort(key=lambda one: -len(one["sources"]))
    assert len(entries[0]["sources"]) > 1
    source = entries[0]["sources"][0]
    confirm = {"kind": "confirm", "entry": {"entry": entries[1]["id"]}}
    answer = maker.client.post(f"/cases/{case}/decisions", json=confirm)
    assert answer.status_code == 201, answer.text
    link = service.command("user", "add", "ola@council.example", "--role", "caseworker").stdout.strip()
    return {
        "{case}": case,
        "{document}": source["document"],
        "{start}": str(source["start"]),
        "{end}": str(source["end"]),
        "{entry}": entries[0]["id"],
        "{other}": entries[1]["id"],
        "{member}": maker.people.solicitor.id,
        "{token}": link.rsplit("/", 1)[-1],
    }


@pytest.fixture(scope="module")
def inside(browser: Browser, service: RunningService, people: People) -> Iterator[Page]:
    """A caseworker's page, for all of these tests: logging in takes its time."""
    with visit(browser, service, people.caseworker) as page:
        yield page


@pytest.fixture(scope="module")
def outside(browser: Browser, service: RunningService) -> Iterator[Page]:
    """The page of somebody who is not logged in."""
    with visit(browser, service, None) as page:
        yield page


def test_every_page_has_its_row() -> None:
    assert sorted({*_PAGES, *_NO_PAGES}) == _ROUTES


@pytest.mark.parametrize("path", _PAGES)
def test_everybody_can_use_the_page(inside: Page, outside: Page, gaps: dict[str, str], path: str) -> None:
    page, address = outside if path in _WITHOUT_LOG_IN else inside, path + _PAGES[path]
    for gap, words in gaps.items():
        address = address.replace(gap, words)
    page.set_viewport_size({"width": 1280, "height": 900})
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    assert page.url.endswith(address)
    assert page.locator("html").get_attribute("lang") == "en-GB"
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.title().removesuffix("caseclock").strip(" -")
    check_accessible(page)
    page.set_viewport_size(_NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    check_accessible(page)
