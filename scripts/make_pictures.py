"""Makes docs/pictures/: the README's pictures of the pages, drawn by a browser of the sample case mill-lane.

`python -m scripts.make_pictures` starts a service of its own in a temporary folder, and ends it again. Takes a minute.
"""

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright
from tests.api.people import typed_person
from tests.api.running import RunningService, new_case, papers_of, upload, wait_for
from tests.browser.browsing import launched, visit

ROOT: Final = Path(__file__).resolve().parent.parent
PAPERS: Final = ROOT / "samples" / "mill-lane" / "papers"
PICTURES: Final = ROOT / "docs" / "pictures"
WIDTH: Final = 1280
ABOVE: Final = 24
COLOURS: Final = 128
MOST_BYTES: Final = 200_000
CASE: Final = {
    "as_of": "2022-10-21",
    "application_date": "2022-09-16",
    "policies": ["hertsmere-2021", "housing-ombudsman-2022"],
}


def chronology(page: Page) -> Locator:
    """The timeline and the head of the table."""
    expect(page.get_by_role("group", name="Timeline")).to_be_visible()
    return page.locator("body")


def review(page: Page) -> Locator:
    """An entry that another came close to, opened: what the papers say, and why the two were kept apart."""
    row = page.locator("#entries > li").filter(has_text="Perhaps the same as").first
    row.locator(".open").click()
    expect(row.get_by_role("heading", name="Kept apart, though it came close")).to_be_visible()
    return row


def findings(page: Page) -> Locator:
    """What was found at a glance, and the threshold with its window."""
    expect(page.get_by_role("img").first).to_be_visible()
    return page.get_by_role("navigation", name="Findings at a glance")


# Each page gives what its picture begins with; the height is in pixels.
PAGES: Final[tuple[tuple[Callable[[Page], Locator], int], ...]] = (
    (chronology, 1660),
    (review, 1000),
    (findings, 1080),
)


def drawn(page: Page, start: Locator, height: int) -> bytes:
    """That much of the page as a PNG of few colours, from a little above where `start` stands."""
    page.evaluate("document.activeElement.blur()")
    top = max(start.evaluate("it => it.getBoundingClientRect().top + scrollY") - ABOVE, 0)
    whole = page.screenshot(full_page=True, clip={"x": 0, "y": top, "width": WIDTH, "height": height})
    out = BytesIO()
    with Image.open(BytesIO(whole)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def make_pictures(service: RunningService, folder: Path) -> None:
    """Reads the case into the service, opens its pages, and writes chronology.png, review.png and findings.png into the
    folder. Raises RuntimeError if one is larger than a README should load."""
    person = typed_person(service, "caseworker@council.example", "caseworker")
    with service.client(service.key("pictures")) as client:
        case = new_case(client, "ASB/2022/0147", **CASE)
        client.put(f"/cases/{case}/members/{person.id}", json={"names": "full"}).raise_for_status()
        wait_for(client, upload(client, case, papers_of(PAPERS)).json()["job"]["id"])
    folder.mkdir(parents=True, exist_ok=True)
    size = {"width": WIDTH, "height": 900}
    with sync_playwright() as playwright:
        browser = launched(playwright)
        with visit(browser, service, person, viewport=size, device_scale_factor=1) as page:
            for show, height in PAGES:
                page.goto(f"/cases/{case}/{show.__name__}")
                expect(page.get_by_role("heading", level=1)).to_have_text(show.__name__.capitalize(), timeout=60_000)
                picture = drawn(page, show(page), height)
                if len(picture) > MOST_BYTES:
                    raise RuntimeError(f"{show.__name__}.png has {len(picture)} bytes: lower COLOURS or its height")
                (folder / f"{show.__name__}.png").write_bytes(picture)
        browser.close()


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory(prefix="caseclock-pictures-") as data,
        RunningService(Path(data, "data"), {"workers": 1, "requests_per_minute": 100_000}) as started,
    ):
        make_pictures(started, PICTURES)
