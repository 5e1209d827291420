"""A real browser that looks at a running service: Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request
from tests.api.people import PASSWORD, Person
from tests.api.running import RunningService

_FLAGS = (
    "--no-sandbox",  # tests run as root in CI
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium_path() -> str:
    """The browser's program. Raises RuntimeError that says how to get one."""
    named = os.environ.get("CASECLOCK_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if named is None:
        raise RuntimeError("No Chromium: install it (Debian: apt-get install chromium), or name it: CASECLOCK_CHROMIUM")
    return named


def launched(playwright: Playwright) -> Browser:
    """The browser, without a window."""
    return playwright.chromium.launch(executable_path=chromium_path(), args=list(_FLAGS))


@dataclass
class Watch:
    """What a page did that no page should: errors of its scripts, refused by its policy, asked of others."""

    faults: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()  # words of faults that a test brings about on purpose

    def check(self) -> None:
        """Fails if there was anything."""
        unforeseen = [fault for fault in self.faults if not any(words in fault for words in self.expected)]
        assert not unforeseen, "\n".join(unforeseen)


def watched(page: Page, service: RunningService) -> Watch:
    """Watches the page from now on."""
    watch, home = Watch(), urlsplit(service.url).netloc

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            watch.faults.append(f"{page.url}: {message.text}")

    def asked(request: Request) -> None:
        to = urlsplit(request.url)
        if to.scheme not in ("data", "blob", "about") and to.netloc != home:
            watch.faults.append(f"{page.url} asked {request.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: watch.faults.append(f"{page.url}: {error}"))
    page.on("request", asked)
    return watch


@contextmanager
def visit(browser: Browser, service: RunningService, person: Person | None, **looks: object) -> Iterator[Page]:
    """A page of its own in the browser, its person logged in; what it does wrong fails the test at its end. `looks`
    are Playwright's (viewport, java_script_enabled, reduced_motion...)."""
    context = browser.new_context(base_url=service.url, accept_downloads=True, **{"locale": "en-GB", **looks})  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    page = context.new_page()
    watch = watched(page, service)
    page.watch = watch  # type: ignore[attr-defined]
    try:
        if person is not None:
            log_in(page, person)
        yield page
        watch.check()
    finally:
        context.close()


def log_in(page: Page, person: Person) -> None:
    """As a person does."""
    page.goto("/log-in")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/cases")


def check_accessible(page: Page, *without: str) -> None:
    """Fails if axe finds anything wrong with the page as it stands. `without`: rules that do not apply, by name."""
    options = {"runOnly": {"type": "tag", "values": _TAGS}, "rules": {rule: {"enabled": False} for rule in without}}
    found = Axe().run(page, options=options)
    told = [
        f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:200] for node in one['nodes'][:3]]}"
        for one in found.response["violations"]
    ]
    assert not told, f"{page.url}:\n" + "\n".join(told)
