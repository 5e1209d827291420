"""Deadlines across cases, and the calendar address that holds them."""

import re
import secrets
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect
from tests.api.people import Person, added_person
from tests.api.running import RunningService, upload, wait_for
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import SAMPLES, Maker, People

LETTER = """From: Ruth Penhallow <ruth@letterbox.example>
To: Quarrybank Homes <complaints@quarrybank.example>
Subject: Formal complaint
Date: Wed, 24 Jun 2026 10:12:00 +0100

I wish to make a formal complaint about how Quarrybank Homes has handled my reports of noise.
"""


@pytest.fixture(scope="module")
def two_cases(maker: Maker) -> tuple[str, str]:
    """A case with a clock that ran out long ago, and one with clocks that run; the solicitor sees both masked."""
    overdue = maker.case(
        "", "ASB/2026/0500", application_date="2022-09-16", policies=["hertsmere-2021", "housing-ombudsman-2022"]
    )
    running = maker.case("", "ASB/2026/0501", policies=["housing-ombudsman-2024"])
    letter = Path(SAMPLES, "mill-lane", "papers", "council", "threshold letter.pdf").read_bytes()
    for case, name, data in ((overdue, "threshold letter.pdf", letter), (running, "complaint.eml", LETTER.encode())):
        sent = upload(maker.client, case, [(name, data)])
        assert wait_for(maker.client, sent.json()["job"]["id"])["state"] == "done"
    return overdue, running


@pytest.fixture
def owner(
    service: RunningService, key_client: httpx.Client, maker: Maker, two_cases: tuple[str, str]
) -> Iterator[tuple[Person, httpx.Client]]:
    """A caseworker of the two cases, with a browser's cookie; nobody else uses their address."""
    email = f"owner-{secrets.token_hex(4)}@council.example"
    person = added_person(service, key_client, email, "caseworker")
    for case in two_cases:
        maker.let_in(case, person)
    with closing(person.log_in(service)) as client:
        client.base_url = httpx.URL(service.url)
        yield person, client


def new_address(client: httpx.Client) -> str:
    """The path of a new calendar address."""
    answer = client.post("/deadlines/calendar")
    assert answer.status_code == 200, answer.text
    found = re.search(r'value="(http[^"]+\.ics)"', answer.text)
    assert found is not None
    return urlsplit(found[1]).path


def fetched(service: RunningService, path: str) -> httpx.Response:
    """What a calendar program is given: it has no cookies."""
    return httpx.get(f"{service.url}{path}", timeout=60)


def events(service: RunningService, path: str) -> dict[str, date]:
    answer = fetched(service, path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/calendar")
    return {str(event["summary"]): event["dtstart"].dt for event in Calendar.from_ical(answer.content).events}


def test_what_is_due_in_two_cases_stands_in_one_list(caseworker: Page, two_cases: tuple[str, str]) -> None:
    overdue, _ = two_cases
    caseworker.goto("/deadlines")
    late = caseworker.get_by_role("region", name=re.compile("^Overdue")).get_by_role("listitem")
    late = late.filter(has_text="ASB/2026/0500")
    expect(late.first).to_contain_text("Hertsmere Community Trigger policy and procedures")
    expect(late.first.get_by_role("link").first).to_have_attribute(
        "href", re.compile(rf"^/cases/{overdue}/findings#c-[0-9a-f]+$")
    )
    soon = caseworker.get_by_role("listitem").filter(has_text="ASB/2026/0501")
    expect(soon.filter(has_text="Acknowledge a complaint")).to_contain_text("1 July 2026")
    expect(soon.filter(has_text="Acknowledge a complaint")).to_contain_text("Running since 24 June 2026")
    check_accessible(caseworker)


def test_a_deadline_leads_to_its_finding(caseworker: Page, two_cases: tuple[str, str]) -> None:
    caseworker.goto("/deadlines")
    link = caseworker.get_by_role("link", name=re.compile("^Acknowledge a complaint"))
    link.filter(has_text="ASB/2026/0501").click()
    caseworker.wait_for_url(f"**/cases/{two_cases[1]}/findings#c-*")
    expect(caseworker.locator(":target")).to_contain_text("Acknowledge a complaint")


def test_the_list_fits_a_phone(caseworker: Page, two_cases: tuple[str, str]) -> None:
    caseworker.set_viewport_size({"width": 320, "height": 800})
    caseworker.goto("/deadlines")
    expect(caseworker.get_by_text("ASB/2026/0500").first).to_be_visible()
    check_accessible(caseworker)
    assert caseworker.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_stranger_sees_nothing(stranger: Page, two_cases: tuple[str, str]) -> None:
    stranger.goto("/deadlines")
    expect(stranger.get_by_text("You have no open cases.")).to_be_visible()
    assert "ASB/2026/050" not in stranger.content()
    check_accessible(stranger)


def test_a_solicitor_sees_the_deadlines_masked(solicitor: Page, two_cases: tuple[str, str]) -> None:
    solicitor.goto("/deadlines")
    expect(solicitor.get_by_text("ASB/2026/0501").first).to_be_visible(timeout=60_000)
    assert "Penhallow" not in solicitor.content()


def test_an_address_is_made_shown_once_and_ended(
    browser: Browser, service: RunningService, owner: tuple[Person, httpx.Client]
) -> None:
    with visit(browser, service, owner[0]) as page:
        page.goto("/deadlines")
        page.get_by_role("button", name="Make a calendar address").click()
        address = page.get_by_label("Address to subscribe to").input_value()
        check_accessible(page)
        path = urlsplit(address).path
        assert fetched(service, path).status_code == 200
        page.goto("/deadlines")
        assert path not in page.content()
        page.get_by_role("button", name="End the address").click()
        expect(page.get_by_text("The calendar address works no more.")).to_be_visible()
        expect(page.get_by_role("button", name="Make a calendar address")).to_be_visible()
        assert fetched(service, path).status_code == 404


def test_an_address_is_made_without_scripts(
    browser: Browser, service: RunningService, owner: tuple[Person, httpx.Client]
) -> None:
    with visit(browser, service, owner[0], java_script_enabled=False) as page:
        page.goto("/deadlines")
        page.get_by_role("button", name="Make a calendar address").click()
        address = page.get_by_label("Address to subscribe to").input_value()
        assert fetched(service, urlsplit(address).path).status_code == 200


def test_the_calendar_holds_both_cases_and_names_nobody(
    service: RunningService, owner: tuple[Person, httpx.Client]
) -> None:
    found = events(service, new_address(owner[1]))
    assert found["ASB/2026/0501: acknowledge a complaint due"] == date(2026, 7, 1)
    assert any(title.startswith("ASB/2026/0500: ") for title in found)
    assert not any("Penhallow" in title for title in found)


def test_a_new_address_ends_the_old_one(service: RunningService, owner: tuple[Person, httpx.Client]) -> None:
    old = new_address(owner[1])
    new = new_address(owner[1])
    assert old != new
    assert fetched(service, old).status_code == 404
    assert events(service, new)


def test_ids_stay_the_same_when_it_is_fetched_again(
    service: RunningService, owner: tuple[Person, httpx.Client]
) -> None:
    path = new_address(owner[1])
    first, again = (fetched(service, path).content for _ in range(2))
    assert first == again


def test_who_is_disabled_has_no_calendar(
    service: RunningService, owner: tuple[Person, httpx.Client], key_client: httpx.Client
) -> None:
    path = new_address(owner[1])
    assert key_client.patch(f"/users/{owner[0].id}", json={"disabled": True}).status_code == 200
    assert fetched(service, path).status_code == 404


def test_a_case_that_one_is_no_member_of_any_more_leaves_the_calendar(
    service: RunningService, owner: tuple[Person, httpx.Client], key_client: httpx.Client, two_cases: tuple[str, str]
) -> None:
    path = new_address(owner[1])
    removed = key_client.delete(f"/cases/{two_cases[0]}/members/{owner[0].id}")
    assert removed.status_code == 204, removed.text
    assert {title[:13] for title in events(service, path)} == {"ASB/2026/0501"}


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 300, "../deadlines"])
def test_an_address_that_is_none_tells_nothing(service: RunningService, token: str) -> None:
    answer = fetched(service, f"/calendar/{token}.ics")
    assert answer.status_code in (404, 422)
    assert "BEGIN:VCALENDAR" not in answer.text


def test_a_form_of_another_site_makes_no_address(owner: tuple[Person, httpx.Client]) -> None:
    client = owner[1]
    answer = client.post("/deadlines/calendar", headers={"X-CSRF-Token": "guessed"})
    assert answer.status_code == 403


def test_a_key_has_no_calendar(service: RunningService, key_client: httpx.Client) -> None:
    authorization = key_client.headers["Authorization"]
    answer = httpx.post(f"{service.url}/deadlines/calendar", headers={"Authorization": authorization}, timeout=60)
    assert answer.status_code == 403


def test_what_is_fetched_is_audited_for_whom_the_address_is(
    service: RunningService, owner: tuple[Person, httpx.Client], key_client: httpx.Client, two_cases: tuple[str, str]
) -> None:
    path = new_address(owner[1])
    assert fetched(service, path).status_code == 200
    rows = key_client.get("/audit", params={"actor": owner[0].id, "limit": 200}).json()
    told = {(row["action"], row["case"]) for row in rows["rows"] if row["actor"] == owner[0].id}
    assert {("chronology:exported", case) for case in two_cases} <= told
    assert ("user:link-made", None) in told


def test_the_address_asked_for_again_leads_to_the_page(
    browser: Browser, service: RunningService, people: People
) -> None:
    with visit(browser, service, people.caseworker) as page:
        page.goto("/deadlines/calendar")
        expect(page.get_by_role("heading", name="Deadlines", level=1)).to_be_visible()
