"""The chronology page in a browser: the timeline, the window over it, the filter, sources, and who sees what."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.api.running import RunningService, upload, wait_for
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import Maker, People

from caseclock.api.pages.chronology.timeline_window import happened_in, length_of, tally, threshold_window, window_words
from caseclock.models.chronology import Chronology

PHONE = {"width": 320, "height": 640}
_LETTER = """Quillmoor Homes
2 Wharf Road

14 May 2026

Dear Ms Sample

On 3 March 2026 Mr Dummy shouted threats at you through your door, and you told us on 4 March 2026. On 20 April 2026 he
kicked the door. We visited him on 6 May 2026. One night he played loud music.

Yours sincerely
T Ives
"""


@contextmanager
def chronology_of(browser: Browser, service: RunningService, people: People, case: str, **looks: object) -> Iterator:  # type: ignore[type-arg]
    """The caseworker's page of a case, looked at otherwise than usual."""
    with visit(browser, service, people.caseworker, **looks) as page:
        opened(page, case)
        yield page


def opened(page: Page, case: str, query: str = "") -> Page:
    """The page, when all of it can be used."""
    page.goto(f"/cases/{case}/chronology{query}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chronology")
    return page


def rows(page: Page):  # type: ignore[no-untyped-def]
    """The entries that are shown."""
    return page.locator("#entries tr[data-k]:not([hidden])")


def check_all_of_it(page: Page) -> None:
    """Axe, when every row is laid out."""
    if page.locator("#filter button").is_hidden():
        expect(page.locator("#entries tr[data-k]:not(.there):not([hidden])")).to_have_count(0)
    check_accessible(page)


def does_not_scroll_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_it_tells_what_there_is_and_has_a_row_for_each_entry(caseworker: Page, case: str) -> None:
    page = opened(caseworker, case)
    told = page.locator(".lead").inner_text()
    said = re.match(r"(\d+) entries, \d+ of them incidents, from \d+ papers\. Version 1, as of 30 June", told)
    assert said is not None
    entries = int(said[1])
    expect(rows(page)).to_have_count(entries)
    expect(page.get_by_role("status").filter(has_text="entries are shown")).to_have_text(
        f"All {entries} entries are shown."
    )
    expect(page.get_by_role("link", name="Ask for Word, PDF or a bundle")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Review (what|the)"))).to_be_visible()
    check_all_of_it(page)


def test_the_timeline_is_named_and_so_is_each_mark(caseworker: Page, case: str) -> None:
    page = opened(caseworker, case)
    picture = page.get_by_role("group", name="Timeline")
    expect(picture).to_have_accessible_description(re.compile(r"Incidents: \d+ entries.*The table below has the same"))
    for lane in ("Incidents", "Reports and complaints", "Quillbrook Homes", "Missed deadlines"):
        expect(picture.get_by_role("group", name=lane)).to_be_visible()
    mark = picture.get_by_role("group", name="Incidents").get_by_role("link").first
    expect(mark).to_have_accessible_name(re.compile(r"^\d+ \w+ 2022.*: Incident.*\. .+"))
    expect(picture.locator("a:not([tabindex='-1'])")).to_have_count(0)


def test_a_mark_leads_to_its_row(caseworker: Page, case: str) -> None:
    page = opened(caseworker, case)
    mark = page.get_by_role("group", name="Quillbrook Homes").get_by_role("link").last
    target = str(mark.get_attribute("href"))
    mark.click()
    expect(page.locator(target)).to_be_focused()
    expect(page.locator(target)).to_be_in_viewport()


def test_a_mark_whose_row_is_filtered_out_leads_to_it_all_the_same(caseworker: Page, case: str) -> None:
    page = opened(caseworker, case, "?kind=complaint")
    mark = page.get_by_role("group", name="Incidents").get_by_role("link").first
    target = page.locator(str(mark.get_attribute("href")))
    expect(target).to_be_hidden()
    mark.click()
    expect(target).to_be_focused()
    expect(page.locator("#found")).to_contain_text("does not fit the filter")


# ---------------------------------------------------------------- the window


def test_the_window_is_moved_with_keys_and_says_what_falls_in_it(caseworker: Page, case: str) -> None:
    page = opened(caseworker, case)
    slider = page.get_by_role("slider", name=re.compile("Move the 6 months"))
    words, band = page.locator("#window-words"), page.locator("#window .band")
    said, place = words.inner_text(), band.get_attribute("x")
    expect(slider).to_have_attribute("aria-valuetext", said)
    slider.focus()
    for key in ("PageDown", "ArrowLeft", "Home"):
        page.keyboard.press(key)
        expect(words).not_to_have_text(said)
        said = words.inner_text()
        expect(slider).to_have_attribute("aria-valuetext", said)
    assert re.fullmatch(r"\d+ \w+ \d{4} to \d+ \w+ \d{4}: .*incident.*", said)
    assert band.get_attribute("x") != place


def test_wherever_it_stands_it_says_what_the_service_would_say(caseworker: Page, maker: Maker, case: str) -> None:
    chronology = Chronology.model_validate(maker.client.get(f"/cases/{case}/chronology").json())
    happened, length = happened_in(chronology), length_of(threshold_window(chronology))
    page = opened(caseworker, case)
    slider = page.get_by_role("slider")
    first, last = (int(str(slider.get_attribute(name))) for name in ("min", "max"))
    for ordinal in range(first, last, (last - first) // 15):
        slider.fill(str(ordinal))
        end = date.fromordinal(ordinal)
        start = length.start(end)
        expect(page.locator("#window-words")).to_have_text(window_words(start, end, tally(happened, start, end)))


def test_the_band_is_dragged(caseworker: Page, case: str) -> None:
    page = opened(caseworker, case)
    words = page.locator("#window-words")
    said = words.inner_text()
    grip = page.locator("#window .grip")
    box = grip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 50, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] - 100, box["y"] + 30, steps=4)
    page.mouse.up()
    expect(words).not_to_have_text(said)
    moved = words.inner_text()
    page.mouse.move(box["x"] + 200, box["y"] + 8)
    expect(words).to_have_text(moved)


def test_the_page_says_that_the_findings_say_what_counts(caseworker: Page, case: str) -> None:
    page = opened(caseworker, case)
    link = page.get_by_role("link", name="The findings page says what counts")
    expect(link).to_have_attribute("href", f"/cases/{case}/findings")


# ---------------------------------------------------------------- the filter

ASKED = [
    {"kind": "incident"},
    {"agency": "police-tarnshire"},
    {"type": "noise"},
    {"from": "2022-05-20", "to": "2022-06-10"},
    {"to": "2022-04-01"},
    {"sure": "unsure"},
    {"words": "Scooter porch"},
    {"kind": "incident", "words": "police", "from": "2022-06-01"},
    {"words": "nothing has this word"},
]


@pytest.mark.parametrize("asked", ASKED, ids=[" ".join(one) + str(n) for n, one in enumerate(ASKED)])
def test_the_browser_shows_the_same_rows_as_the_service(caseworker: Page, case: str, asked: dict[str, str]) -> None:
    numbers = "rows => rows.filter(row => !row.hidden).map(row => row.cells[0].textContent)"
    page = opened(caseworker, case, f"?{urlencode(asked)}")
    by_service = page.eval_on_selector_all("#entries tr[data-k]", numbers)
    dimmed = page.locator(".chart a.dim").count()
    page = opened(caseworker, case)
    everything = rows(page).count()
    for name, value in asked.items():
        control = page.locator(f"#{name}")
        control.select_option(value) if name in ("agency", "kind", "type", "sure") else control.fill(value)
    expect(page.locator("#found")).to_have_text(f"{len(by_service)} of {everything} entries fit the filter.")
    assert page.eval_on_selector_all("#entries tr[data-k]", numbers) == by_service
    assert page.locator(".chart a.dim").count() == dimmed
    assert len(by_service) < everything
    assert page.url.endswith(f"?{urlencode({name: asked[name] for name in FIELDS if name in asked})}")


FIELDS = ("agency", "kind", "type", "from", "to", "sure", "words")


def test_the_filter_can_be_cleared(caseworker: Page, case: str) -> None:
    page = opened(caseworker, case)
    everything = rows(page).count()
    page.get_by_label("Kind").select_option(label="Incident")
    expect(page.locator("#found")).to_contain_text("fit the filter")
    assert rows(page).count() < everything
    check_all_of_it(page)
    page.get_by_role("link", name="Clear the filter").click()
    expect(page.locator("#found")).to_have_text(f"All {everything} entries are shown.")
    expect(rows(page)).to_have_count(everything)
    expect(page.get_by_label("Agency")).to_be_focused()
    assert page.url.endswith("/chronology")


def test_without_scripts_the_form_asks_the_service(
    browser: Browser, service: RunningService, people: People, case: str
) -> None:
    with chronology_of(browser, service, people, case, java_script_enabled=False) as page:
        everything = rows(page).count()
        page.get_by_label("Kind").select_option(label="Complaint")
        page.get_by_role("button", name="Show what fits").click()
        page.wait_for_url("**kind=complaint**")
        expect(page.get_by_label("Kind")).to_have_value("complaint")
        assert 0 < rows(page).count() < everything
        expect(page.get_by_role("slider")).to_have_count(0)
        expect(page.locator("#window-words")).to_contain_text("incident")
        page.get_by_role("link", name="Clear the filter").click()
        expect(rows(page)).to_have_count(everything)


def test_a_period_that_ends_before_it_begins_is_told(caseworker: Page, case: str) -> None:
    caseworker.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    page = opened(caseworker, case, "?from=2022-06-01&to=2022-05-01")
    expect(page.get_by_role("alert")).to_contain_text("The last day is before the first")
    expect(page.get_by_label("To", exact=True)).to_have_attribute("aria-invalid", "true")
    check_all_of_it(page)


# ---------------------------------------------------------------- sources


def test_a_source_opens_beside_and_closes_again(caseworker: Page, case: str) -> None:
    page = opened(caseworker, case)
    page.route("**/papers/*/at/*", lambda route: route.fulfill(body="<h2>The paper</h2><p><mark>words</mark></p>"))
    link = rows(page).nth(1).get_by_role("link").first
    link.click()
    panel = page.get_by_role("complementary", name="Source")
    expect(panel).to_contain_text("words")
    check_all_of_it(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()


def test_more_sources_than_two_are_folded(caseworker: Page, case: str) -> None:
    page = opened(caseworker, case)
    folded = page.locator("#entries details").first
    expect(folded.get_by_role("link")).to_have_count(0)
    folded.locator("summary").click()
    expect(folded.get_by_role("link").first).to_be_visible()


# ---------------------------------------------------------------- who sees what


def test_a_solicitor_sees_masked_names_and_no_links_to_papers(solicitor: Page, case: str) -> None:
    page = opened(solicitor, case)
    expect(page.get_by_text("Names masked")).to_be_visible()
    expect(rows(page).first).to_be_visible()
    expect(page.locator("a.source")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("^Review"))).to_have_count(0)
    assert "Crozier" not in page.content()
    check_all_of_it(page)


def test_a_stranger_is_told_that_there_is_nothing(stranger: Page, case: str) -> None:
    stranger.watch.expected = ("status of 404",)  # type: ignore[attr-defined]
    answer = stranger.goto(f"/cases/{case}/chronology")
    assert answer is not None
    assert answer.status == 404


# ---------------------------------------------------------------- other looks and other cases


def test_it_fits_a_narrow_screen(browser: Browser, service: RunningService, people: People, case: str) -> None:
    with chronology_of(browser, service, people, case, viewport=PHONE) as page:
        assert does_not_scroll_sideways(page)
        expect(page.get_by_role("region", name=re.compile("Timeline picture"))).to_have_attribute("tabindex", "0")
        check_all_of_it(page)


def test_a_case_without_papers_says_so(caseworker: Page, maker: Maker) -> None:
    page = opened(caseworker, maker.case(""))
    expect(page.get_by_text("No paper of the case tells of anything that happened yet.")).to_be_visible()
    expect(page.get_by_role("group", name="Timeline")).to_have_count(0)
    check_accessible(page)


def test_what_people_ruled_is_told_and_what_could_not_be_read(caseworker: Page, maker: Maker) -> None:
    case = maker.case("")
    sent = upload(maker.client, case, [("letter.txt", _LETTER.encode()), ("broken.pdf", b"%PDF-1.7 broken")])
    assert wait_for(maker.client, sent.json()["job"]["id"])["state"] == "done"
    entries = maker.client.get(f"/cases/{case}/chronology").json()["entries"]
    for number, decision in enumerate(
        ({"kind": "confirm"}, {"kind": "reclassify", "summary": "A person's own words"}),
    ):
        made = maker.client.post(f"/cases/{case}/decisions", json={**decision, "entry": entries[number]["id"]})
        assert made.status_code == 201, made.text
    page = opened(caseworker, case)
    expect(rows(page).nth(0)).to_contain_text("Confirmed")
    expect(rows(page).nth(1)).to_contain_text("Changed by a person")
    expect(rows(page).nth(1)).to_contain_text("A person's own words")
    expect(page.get_by_text("1 paper could not be read")).to_be_visible()
    check_all_of_it(page)
