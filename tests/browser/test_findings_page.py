"""Findings: what follows from a case, and what would follow on other days."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.api.running import RunningService
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import Maker, People

POLICIES = ["hertsmere-2021", "housing-ombudsman-2022"]
APPLIED, TOO_EARLY = "2022-09-16", "2022-01-15"


@pytest.fixture(scope="module")
def applied(maker: Maker) -> str:
    """A case in which a review was asked for, read; no test changes it."""
    return maker.case(application_date=APPLIED, policies=POLICIES)


@pytest.fixture
def empty(maker: Maker) -> str:
    """A case without papers, which a test may change."""
    return maker.case("", "ASB/2026/0400", application_date=APPLIED, policies=POLICIES)


def ask(page: Page, label: str, day: str) -> None:
    """Changes a date as one does who picks it from the calendar."""
    page.get_by_label(label, exact=True).fill(day)


def ask_anew(page: Page, label: str, day: str) -> None:
    """Changes a date, and waits until the page has been answered."""
    with page.expect_response(lambda answer: "/findings?asked=1" in answer.url, timeout=60_000):
        ask(page, label, day)


def test_a_threshold_is_shown_with_its_picture_and_its_incidents(caseworker: Page, applied: str) -> None:
    caseworker.goto(f"/cases/{applied}/findings")
    count = caseworker.get_by_role("article").filter(has=caseworker.get_by_role("heading", name="Number of complaints"))
    expect(count.get_by_text("Met", exact=True)).to_be_visible()
    expect(count.get_by_text("First met on 11 April 2022.")).to_be_visible()
    picture = count.get_by_role("img", name=re.compile("13 counted and 5 left out"))
    expect(picture).to_be_visible()
    expect(picture.locator("circle")).to_have_count(13)
    count.get_by_text("The 13 entries that count").click()
    incidents = count.get_by_role("list").filter(has_text="Reported to").first.get_by_role("listitem")
    expect(incidents).to_have_count(13)
    expect(incidents.first.get_by_role("link")).to_have_attribute(
        "href", re.compile(rf"^/cases/{applied}/chronology#entry-e[0-9a-f]+$")
    )
    count.get_by_text("Left out (5)").click()
    expect(count.get_by_text("Outside the period that the policy looks back over (2):")).to_be_visible()


def test_what_a_person_must_judge_is_said_with_who_and_under_which_section(caseworker: Page, applied: str) -> None:
    caseworker.goto(f"/cases/{applied}/findings")
    vulnerable = caseworker.get_by_role("article").filter(
        has=caseworker.get_by_role("heading", name=re.compile("^Vulnerability"))
    )
    expect(vulnerable.get_by_text("For a person to decide", exact=True)).to_be_visible()
    expect(vulnerable).to_contain_text("a police Inspector or above")
    expect(vulnerable).to_contain_text("under s.5, footnote 3")
    expect(vulnerable.get_by_role("link", name=re.compile("review"))).to_have_attribute(
        "href", f"/cases/{applied}/review"
    )


def test_clocks_stand_late_first_with_the_late_stretch_named(caseworker: Page, applied: str) -> None:
    caseworker.goto(f"/cases/{applied}/findings")
    stage_1 = caseworker.get_by_role("article").filter(
        has=caseworker.get_by_role("heading", name=re.compile("^Stage 1 response"))
    )
    line = stage_1.get_by_role("img")
    expect(line).to_have_accessible_name(
        "Started 26 May 2022, due 13 June 2022, done 22 June 2022, late by 7 working days"
    )
    expect(line.get_by_text("Late by 7 working days")).to_be_visible()
    order = caseworker.get_by_role("heading", level=3).all_inner_texts()
    assert [one.split(" (")[0] for one in order if one.startswith(("Late", "Outstanding"))] == ["Late", "Outstanding"]
    in_time = caseworker.get_by_role("heading", name=re.compile("^Decide on the threshold"))
    expect(in_time).to_be_hidden()
    caseworker.get_by_text("In time (2)").click()
    expect(in_time).to_be_visible()


def test_discrepancies_stand_side_by_side_with_their_sources(caseworker: Page, applied: str) -> None:
    caseworker.goto(f"/cases/{applied}/findings")
    article = caseworker.get_by_role("article").filter(has_text="two digits are changed round")
    accounts = article.get_by_role("listitem")
    expect(accounts).to_have_count(2)
    one, other = (accounts.nth(number).bounding_box() for number in range(2))
    assert one is not None
    assert other is not None
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]
    source = article.get_by_role("link", name="Mill Lane disclosure.pdf p 2")
    expect(source).to_have_attribute("href", re.compile(rf"^/cases/{applied}/papers/d[0-9a-f]+/at/\d+-\d+$"))
    caseworker.set_viewport_size({"width": 320, "height": 800})
    above, below = (accounts.nth(number).bounding_box() for number in range(2))
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]


def test_another_application_date_answers_at_once_and_leaves_the_case_alone(caseworker: Page, applied: str) -> None:
    caseworker.goto(f"/cases/{applied}/findings")
    ask_anew(caseworker, "Application date", TOO_EARLY)
    expect(caseworker.get_by_role("status").filter(has_text="Threshold")).to_contain_text(
        "Threshold: for a person to decide."
    )
    expect(caseworker.get_by_text("This is a what-if.")).to_be_visible()
    expect(caseworker.get_by_role("link", name="0 of 3 thresholds met")).to_be_visible()
    expect(caseworker.get_by_label("Application date", exact=True)).to_be_focused()
    assert f"application_date={TOO_EARLY}" in caseworker.url
    check_accessible(caseworker)
    caseworker.reload()
    expect(caseworker.get_by_label("Application date", exact=True)).to_have_value(TOO_EARLY)
    expect(caseworker.get_by_role("link", name="0 of 3 thresholds met")).to_be_visible()
    ask_anew(caseworker, "Application date", APPLIED)
    expect(caseworker.get_by_role("status").filter(has_text="Threshold")).to_contain_text(
        "Threshold met on 11 April 2022 (hertsmere-2021)."
    )
    expect(caseworker.get_by_text("This is a what-if.")).to_have_count(0)
    caseworker.goto(f"/cases/{applied}/findings")
    expect(caseworker.get_by_label("Application date", exact=True)).to_have_value(APPLIED)
    expect(caseworker.get_by_role("link", name="2 of 3 thresholds met")).to_be_visible()


def test_going_back_shows_the_question_before(caseworker: Page, applied: str) -> None:
    caseworker.goto(f"/cases/{applied}/findings")
    ask_anew(caseworker, "Application date", TOO_EARLY)
    expect(caseworker.get_by_role("link", name="0 of 3 thresholds met")).to_be_visible()
    caseworker.go_back()
    expect(caseworker.get_by_role("link", name="2 of 3 thresholds met")).to_be_visible()
    expect(caseworker.get_by_label("Application date", exact=True)).to_have_value(APPLIED)


def test_other_policies_can_be_tried(caseworker: Page, applied: str) -> None:
    caseworker.goto(f"/cases/{applied}/findings")
    caseworker.get_by_text("Policies (2 chosen)").click()
    check_accessible(caseworker)
    caseworker.get_by_label(re.compile("^Anti-social Behaviour, Crime and Policing Act")).check()
    expect(caseworker.get_by_role("heading", name=re.compile("^Anti-social Behaviour, Crime"))).to_be_visible()
    expect(caseworker.get_by_text("This is a what-if.")).to_be_visible()


def test_dates_are_kept_for_the_case_when_one_says_so(caseworker: Page, empty: str) -> None:
    caseworker.goto(f"/cases/{empty}/findings")
    expect(caseworker.get_by_role("button", name="Keep these dates for the case")).to_have_count(0)
    ask_anew(caseworker, "Application date", TOO_EARLY)
    caseworker.get_by_role("button", name="Keep these dates for the case").click()
    expect(caseworker.get_by_text("Kept for the case")).to_be_visible()
    expect(caseworker.get_by_label("Application date", exact=True)).to_have_value(TOO_EARLY)
    expect(caseworker.get_by_text("This is a what-if.")).to_have_count(0)
    check_accessible(caseworker)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(caseworker: Page, empty: str, maker: Maker) -> None:
    caseworker.goto(f"/cases/{empty}/findings")
    ask_anew(caseworker, "Application date", TOO_EARLY)
    keep = caseworker.get_by_role("button", name="Keep these dates for the case")
    expect(keep).to_be_visible()
    assert maker.client.patch(f"/cases/{empty}", json={"application_date": "2022-02-02"}).status_code == 200
    caseworker.watch.expected = ("412",)  # type: ignore[attr-defined]
    keep.click()
    expect(caseworker.get_by_role("alert")).to_contain_text("Read the case again")
    assert maker.client.get(f"/cases/{empty}").json()["application_date"] == "2022-02-02"


def test_a_date_that_is_none_is_told_at_the_top_and_at_its_field(caseworker: Page, empty: str) -> None:
    caseworker.watch.expected = ("422",)  # type: ignore[attr-defined]
    caseworker.goto(f"/cases/{empty}/findings")
    ask(caseworker, "Application date", "")
    caseworker.get_by_role("button", name="Show").click()
    summary = caseworker.get_by_role("alert")
    expect(summary).to_contain_text("Application date: give a day, such as 3 March 2021.")
    expect(summary).to_be_focused()
    check_accessible(caseworker)
    summary.get_by_role("link").click()
    expect(caseworker.get_by_label("Application date", exact=True)).to_be_focused()
    expect(caseworker.get_by_label("Application date", exact=True)).to_have_attribute("aria-invalid", "true")


def test_a_policy_that_is_not_there_is_told(caseworker: Page, empty: str) -> None:
    caseworker.watch.expected = ("422",)  # type: ignore[attr-defined]
    caseworker.goto(f"/cases/{empty}/findings?asked=1&as_of=2026-06-30&application_date={APPLIED}&policy=nowhere-1999")
    expect(caseworker.get_by_role("alert")).to_contain_text("There is no policy nowhere-1999")
    check_accessible(caseworker)


def test_it_works_without_scripts(
    browser: Browser, service: RunningService, people: People, applied: str, empty: str
) -> None:
    with visit(browser, service, people.caseworker, java_script_enabled=False) as page:
        page.goto(f"/cases/{applied}/findings")
        ask(page, "Application date", TOO_EARLY)
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("link", name="0 of 3 thresholds met")).to_be_visible()
        expect(page.get_by_text("This is a what-if.")).to_be_visible()
        page.goto(f"/cases/{empty}/findings")
        ask(page, "As of", "2022-12-01")
        page.get_by_role("button", name="Show").click()
        page.get_by_role("button", name="Keep these dates for the case").click()
        expect(page.get_by_label("As of", exact=True)).to_have_value("2022-12-01")


@pytest.mark.parametrize("width", [320, 1280])
def test_it_is_accessible_with_everything_unfolded(caseworker: Page, applied: str, width: int) -> None:
    caseworker.set_viewport_size({"width": width, "height": 800})
    caseworker.goto(f"/cases/{applied}/findings")
    check_accessible(caseworker)
    for summary in caseworker.locator("summary").all():
        if summary.is_visible():
            summary.click()
    check_accessible(caseworker)
    assert caseworker.evaluate("document.documentElement.scrollWidth") <= width


def test_a_case_without_papers_says_that_nothing_was_found(caseworker: Page, maker: Maker) -> None:
    bare = maker.case("", "ASB/2026/0401")
    caseworker.goto(f"/cases/{bare}/findings")
    expect(caseworker.get_by_text("No policy with a threshold was applied.")).to_be_visible()
    expect(caseworker.get_by_role("link", name="0 gaps")).to_be_visible()
    check_accessible(caseworker)


def test_a_solicitor_may_ask_what_if_but_keep_nothing_and_sees_people_masked(solicitor: Page, applied: str) -> None:
    solicitor.goto(f"/cases/{applied}/findings")
    expect(solicitor.get_by_role("link", name="2 of 3 thresholds met")).to_be_visible(timeout=60_000)
    words = solicitor.locator("main").inner_text()
    assert "Wetherell" not in words
    expect(solicitor.locator("a[data-source]")).to_have_count(0)
    expect(solicitor.locator(f'a[href="/cases/{applied}/review"]')).to_have_count(0)
    ask_anew(solicitor, "Application date", TOO_EARLY)
    expect(solicitor.get_by_text("This is a what-if.")).to_be_visible()
    expect(solicitor.get_by_role("link", name="0 of 3 thresholds met")).to_be_visible(timeout=60_000)
    expect(solicitor.get_by_role("button", name=re.compile("^Keep"))).to_have_count(0)
    check_accessible(solicitor)


def test_a_stranger_sees_nothing(stranger: Page, applied: str) -> None:
    stranger.watch.expected = ("404",)  # type: ignore[attr-defined]
    answer = stranger.goto(f"/cases/{applied}/findings")
    assert answer is not None
    assert answer.status == 404
    assert "Mill" not in stranger.content()
