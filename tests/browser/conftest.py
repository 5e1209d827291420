"""A service, a browser, people, and a case that is read already; each once for all tests of a worker."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.api.people import Person, typed_person
from tests.api.running import RunningService, new_case, papers_of, upload, wait_for
from tests.browser.browsing import launched, visit

SAMPLES = Path(__file__).parents[2] / "samples"
AS_OF = "2026-06-30"
expect.set_options(timeout=30_000)  # the machine may have much else to do
_SETTINGS = {"workers": 1, "requests_per_minute": 100_000, "log_ins_per_minute": 100_000}


@dataclass(frozen=True)
class People:
    """Those who look: a caseworker, a solicitor, and somebody who is no member of any case of theirs."""

    caseworker: Person
    solicitor: Person
    stranger: Person


@pytest.fixture(scope="session")
def service() -> Iterator[RunningService]:
    """A running service."""
    with (
        tempfile.TemporaryDirectory(prefix="caseclock-") as folder,
        RunningService(Path(folder, "data"), _SETTINGS) as it,
    ):
        yield it


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Not for longer: while Playwright is up, no other test of the process can run an event loop."""
    with sync_playwright() as playwright:
        launched_one = launched(playwright)
        yield launched_one
        launched_one.close()


@pytest.fixture(scope="session")
def people(service: RunningService) -> People:
    """Who looks."""
    return People(
        typed_person(service, "carol@council.example", "caseworker"),
        typed_person(service, "sam@solicitors.example", "solicitor"),
        typed_person(service, "una@elsewhere.example", "caseworker"),
    )


@pytest.fixture(scope="session")
def key_client(service: RunningService) -> Iterator[httpx.Client]:
    """The API with a key that may do everything, to make ready what a test needs."""
    with service.client(service.key("browser tests")) as client:
        yield client


@dataclass(frozen=True)
class Maker:
    """Makes cases."""

    client: httpx.Client
    people: People

    def case(self, name: str = "mill-lane", reference: str = "ASB/2026/0147", **asked: object) -> str:
        """A new case with the papers of a sample, read; the caseworker is a member with names shown, the solicitor
        with names masked. Gives its id."""
        case = new_case(self.client, reference, as_of=AS_OF, **asked)
        self.let_in(case, self.people.caseworker)
        self.let_in(case, self.people.solicitor, "masked")
        if name:
            sent = upload(self.client, case, papers_of(SAMPLES / name / "papers"))
            assert sent.status_code == 202, sent.text
            done = wait_for(self.client, sent.json()["job"]["id"])
            assert done["state"] == "done", done
        return case

    def let_in(self, case: str, person: Person, names: str = "full") -> None:
        """Makes somebody a member."""
        answer = self.client.put(f"/cases/{case}/members/{person.id}", json={"names": names})
        assert answer.status_code == 200, answer.text


@pytest.fixture(scope="session")
def maker(key_client: httpx.Client, people: People) -> Maker:
    """Makes cases for tests that change them."""
    return Maker(key_client, people)


@pytest.fixture(scope="session")
def case(maker: Maker) -> str:
    """A case of fourteen papers that no test changes."""
    return maker.case()


@pytest.fixture
def caseworker(browser: Browser, service: RunningService, people: People) -> Iterator[Page]:
    """A caseworker's page."""
    with visit(browser, service, people.caseworker) as page:
        yield page


@pytest.fixture
def solicitor(browser: Browser, service: RunningService, people: People) -> Iterator[Page]:
    """A solicitor's page."""
    with visit(browser, service, people.solicitor) as page:
        yield page


@pytest.fixture
def stranger(browser: Browser, service: RunningService, people: People) -> Iterator[Page]:
    """The page of somebody who is no member."""
    with visit(browser, service, people.stranger) as page:
        yield page
