"""Review in a browser: by the keyboard, by the mouse, without scripts, by two people at once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.api.people import typed_person
from tests.api.running import RunningService, upload, wait_for
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import Maker, People

DIARY = b"Diary\n\n3 May 2023, 22:10. Drums from next door until two.\n\n9 May 2023, 21:00. He kicked my front door.\n"
LOG = (
    b"Date,Time,Incident,Reported by\n03/05/2023,22:15,Loud drumming from number 8,Resident\n"
    b"10/05/2023,21:05,Front door kicked,Resident\n20/05/2023,23:00,Shouting in the street,Resident\n"
)
LETTER = (
    b"Dear Sir\n\nOn 1 June 2023 he threw a bottle at my window.\n\n"
    b"My sister saw the bins burn, and she told the council.\n\nYours faithfully\n"
)
PAPERS = [("diary.txt", DIARY), ("log.csv", LOG), ("letter.txt", LETTER)]
SHUT = "data-decided"


@pytest.fixture
def small(maker: Maker) -> str:
    """A case of three short papers, a test's own."""
    case = maker.case("")
    job = upload(maker.client, case, PAPERS).json()["job"]["id"]
    assert wait_for(maker.client, job)["state"] == "done"
    return case


@pytest.fixture
def entries(maker: Maker, small: str) -> Callable[[], list[dict[str, Any]]]:
    """The entries as the API gives them."""

    def had() -> list[dict[str, Any]]:
        answer = maker.client.get(f"/cases/{small}/chronology")
        assert answer.status_code == 200, answer.text
        return list(answer.json()["entries"])

    return had


@pytest.fixture
def decided(maker: Maker, small: str) -> Callable[[], list[str]]:
    """The kinds of the decisions that were made, in order."""

    def had() -> list[str]:
        return [one["decision"]["kind"] for one in maker.client.get(f"/cases/{small}/decisions").json()["decisions"]]

    return had


@pytest.fixture
def page(caseworker: Page, small: str) -> Page:
    """The review of that case, as a caseworker opens it."""
    caseworker.goto(f"/cases/{small}/review?show=all")
    return caseworker


def row(page: Page, words: str) -> Locator:
    return page.locator("#entries > .entry").filter(has_text=words)


def link(page: Page, words: str) -> Locator:
    return row(page, words).locator(".open")


def told(page: Page, words: str) -> None:
    expect(page.locator("#done")).to_contain_text(words)


def settled(page: Page, checked: int) -> None:
    """Waits until the list is that of the last decision."""
    expect(page.locator("#progress")).to_contain_text(f"{checked} of ")
    expect(page.locator(f"#entries [{SHUT}]")).to_have_count(0)


def telling(entries: list[dict[str, Any]], words: str) -> dict[str, Any]:
    (found,) = [one for one in entries if any(words in source["quote"] for source in one["sources"])]
    return found


# ---------------------------------------------------------------- keys


def test_j_and_k_and_the_arrows_go_through_the_entries(page: Page) -> None:
    links = page.locator("#entries .open")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(links.nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(1)).to_be_focused()
    expect(page.locator(".entry[aria-current]")).to_have_count(1)
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(links.nth(0)).to_be_focused()


def test_enter_opens_the_entry_and_closes_it_again(page: Page) -> None:
    link(page, "drumming").focus()
    page.keyboard.press("Enter")
    opened = row(page, "drumming")
    expect(opened.get_by_role("heading", name="The 2 passages that tell of it")).to_be_visible()
    expect(opened.get_by_role("heading", name="Why they are one entry")).to_be_visible()
    expect(opened).to_contain_text("5 minutes apart")
    expect(link(page, "drumming")).to_have_attribute("aria-expanded", "true")
    check_accessible(page)
    page.keyboard.press("Enter")
    expect(opened.get_by_role("heading", name="Why they are one entry")).to_have_count(0)
    expect(link(page, "drumming")).to_be_focused()


def test_c_confirms_and_u_takes_it_back(page: Page, decided: Callable[[], list[str]]) -> None:
    link(page, "Shouting").focus()
    page.keyboard.press("c")
    expect(row(page, "Shouting")).to_contain_text("Confirmed by")
    told(page, "Confirmed “Shouting")
    settled(page, 1)
    expect(row(page, "Shouting")).to_contain_text("✓ Checked")
    check_accessible(page)
    page.keyboard.press("u")
    told(page, "Undone: confirmed “Shouting")
    settled(page, 0)
    assert decided() == ["confirm", "undo"]
    page.get_by_role("button", name="Bring it back").click()
    settled(page, 1)
    assert decided() == ["confirm", "undo", "undo"]


def test_an_entry_that_is_to_be_checked_leaves_the_list_and_the_next_one_is_current(page: Page, small: str) -> None:
    page.goto(f"/cases/{small}/review")
    links = page.locator("#entries .open")
    expect(links.first).to_be_visible()
    second = links.nth(1).inner_text()
    count = links.count()
    page.keyboard.press("c")
    settled(page, 1)
    expect(links).to_have_count(count - 1)
    expect(links.first).to_have_text(second)
    expect(links.first).to_be_focused()


def test_two_decisions_in_quick_succession_both_land(page: Page, decided: Callable[[], list[str]]) -> None:
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.keyboard.press("c")
    settled(page, 2)
    assert decided() == ["confirm", "confirm"]
    page.keyboard.press("u")
    page.keyboard.press("u")
    settled(page, 0)
    assert decided() == ["confirm", "confirm", "undo", "undo"]


def test_what_could_not_be_sent_is_not_shown_as_decided(page: Page, decided: Callable[[], list[str]]) -> None:
    page.watch.expected = ("ERR_INTERNET_DISCONNECTED",)  # type: ignore[attr-defined]
    page.context.set_offline(True)
    link(page, "Shouting").focus()
    page.keyboard.press("c")
    told(page, "The service does not answer")
    expect(row(page, "Shouting")).not_to_contain_text("Confirmed by")
    page.context.set_offline(False)
    link(page, "Shouting").focus()
    page.keyboard.press("c")
    settled(page, 1)
    assert decided() == ["confirm"]


def test_e_corrects_and_the_chronology_has_it(
    page: Page, entries: Callable[[], list[dict[str, Any]]], decided: Callable[[], list[str]]
) -> None:
    link(page, "Shouting").focus()
    page.keyboard.press("e")
    day = page.get_by_label("Day, or first day")
    expect(day).to_be_focused()
    expect(day).to_have_value("2023-05-20")
    check_accessible(page)
    day.fill("2023-05-19")
    page.get_by_label("Time").fill("")
    page.get_by_label("Threats").check()
    page.get_by_label("What happened").fill("He shouted threats in the street.")
    page.get_by_label("Done by").select_option(label="The respondent")
    page.get_by_label("The complainant").check()
    page.get_by_label("Why, in your words").fill("She meant the Friday.")
    page.get_by_role("button", name="Save the correction").click()
    told(page, "Dated “Shouting")
    settled(page, 1)
    found = telling(entries(), "Shouting")
    assert (found["when"]["start"], found["when"]["time"], found["summary"]) == (
        "2023-05-19", None, "He shouted threats in the street.",
    )  # fmt: skip
    assert "threats" in found["types"]
    assert (found["actor"], found["recipients"]) == ("respondent", ["complainant"])
    page.get_by_role("button", name="Undo").click()
    settled(page, 0)
    assert telling(entries(), "Shouting")["when"]["start"] == "2023-05-20"
    assert decided() == ["redate", "reclassify", "undo", "undo"]


def test_what_is_wrong_in_a_correction_is_told_by_its_field(page: Page, decided: Callable[[], list[str]]) -> None:
    page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    link(page, "Shouting").focus()
    page.keyboard.press("e")
    page.get_by_label("Day, or first day").fill("")
    page.get_by_role("button", name="Save the correction").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Give the day, or choose “Not known”.")
    expect(page.get_by_label("Day, or first day")).to_have_attribute("aria-invalid", "true")
    check_accessible(page)
    page.keyboard.press("Escape")
    expect(summary).to_have_count(0)
    expect(link(page, "Shouting")).to_be_focused()
    assert decided() == []


def test_m_twice_and_enter_merge_s_splits_again_and_undo_brings_back(
    page: Page, entries: Callable[[], list[dict[str, Any]]], decided: Callable[[], list[str]]
) -> None:
    before = len(entries())
    link(page, "kicked my front door").focus()
    page.keyboard.press("m")
    expect(page.locator("#marked")).to_contain_text("1 marked")
    link(page, "Front door kicked").focus()
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Merge these 2 entries?")).to_be_visible()
    expect(page.get_by_role("button", name="Merge them")).to_be_focused()
    check_accessible(page)
    page.keyboard.press("Enter")
    told(page, "Merged “")
    settled(page, 1)
    expect(page.locator("#entries > .entry")).to_have_count(before - 1)
    assert telling(entries(), "kicked my front door")["id"] == telling(entries(), "Front door kicked")["id"]

    link(page, "2 passages").filter(has_text=re.compile("kicked", re.IGNORECASE)).focus()
    page.keyboard.press("s")
    box = page.get_by_label(re.compile("21:05.*Front door kicked"))
    expect(page.get_by_role("group", name="Which passages tell of something else?")).to_be_visible()
    check_accessible(page)
    box.check()
    page.get_by_role("button", name="Split it").click()
    told(page, "became an entry of its own")
    expect(page.locator("#entries > .entry")).to_have_count(before)

    page.keyboard.press("u")
    expect(page.locator("#entries > .entry")).to_have_count(before - 1)
    page.keyboard.press("u")
    settled(page, 0)
    expect(page.locator("#entries > .entry")).to_have_count(before)
    assert decided() == ["merge", "split", "undo", "undo"]


def test_splitting_off_nothing_or_everything_is_refused(page: Page, decided: Callable[[], list[str]]) -> None:
    page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    link(page, "drumming").focus()
    page.keyboard.press("s")
    page.get_by_role("button", name="Split it").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick the passages")
    for box in page.get_by_role("group", name="Which passages").get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Split it").click()
    expect(page.get_by_role("alert")).to_contain_text("Leave at least one passage")
    assert decided() == []


def test_r_rejects_and_undo_brings_it_back(
    page: Page, entries: Callable[[], list[dict[str, Any]]], decided: Callable[[], list[str]]
) -> None:
    before = len(entries())
    link(page, "bottle").focus()
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Reject it")).to_be_focused()
    check_accessible(page)
    page.keyboard.press("Enter")
    told(page, "Rejected “")
    expect(page.locator("#entries > .entry")).to_have_count(before - 1)
    assert len(entries()) == before - 1
    page.get_by_role("button", name="Undo").click()
    told(page, "Undone: rejected “")
    expect(row(page, "bottle")).to_have_count(1)
    assert len(entries()) == before
    assert decided() == ["reject", "undo"]


def test_keys_do_nothing_in_a_field_nor_when_they_are_turned_off(page: Page, decided: Callable[[], list[str]]) -> None:
    link(page, "Shouting").focus()
    page.keyboard.press("r")
    page.get_by_label("Why, in your words").focus()
    page.keyboard.type("cue j r m")
    expect(page.get_by_label("Why, in your words")).to_have_value("cue j r m")
    page.keyboard.press("Escape")
    page.get_by_label("Use single keys").uncheck()
    page.reload()
    expect(page.get_by_label("Use single keys")).not_to_be_checked()
    link(page, "Shouting").focus()
    for key in "cermsuj?":
        page.keyboard.press(key)
    expect(link(page, "Shouting")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(link(page, "Shouting")).not_to_be_focused()
    page.get_by_label("Use single keys").check()
    page.keyboard.press("j")
    expect(page.locator(".entry .open:focus")).to_have_count(1)
    assert decided() == []


def test_the_question_mark_lists_the_keys(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    check_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="List of keys").click()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


# ---------------------------------------------------------------- by hand


def test_an_entry_is_added_with_words_marked_in_the_paper(
    page: Page, entries: Callable[[], list[dict[str, Any]]]
) -> None:
    page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    page.keyboard.press("a")
    expect(page).to_have_title(re.compile("Add an entry by hand"))
    check_accessible(page)
    page.get_by_label("Which paper tells of it?").select_option(label="letter.txt")
    page.get_by_role("button", name="Show the paper").click()
    page.get_by_role("button", name="Add the entry").click()
    alert = page.get_by_role("alert")
    for words in ("Give the words of the paper", "Give the day", "Say what kind", "Say in a sentence"):
        expect(alert).to_contain_text(words)
    check_accessible(page)
    mark(page, "My sister saw the bins burn")
    page.get_by_role("button", name="Use these words").click()
    expect(page.get_by_label("The words of the paper")).to_have_value("My sister saw the bins burn")
    page.get_by_label("Day, or first day").fill("2023-06-05")
    page.get_by_label("How exactly is it known?").select_option(label="At some time in that month")
    page.get_by_label("Kind").select_option(label="Incident")
    page.get_by_label("Criminal damage").check()
    page.get_by_label("What happened").fill("Bins were set on fire.")
    page.get_by_role("button", name="Add the entry").click()
    expect(page.locator(".notice")).to_contain_text("Added “Bins were set on fire.”")
    (added,) = [one for one in entries() if one["summary"] == "Bins were set on fire."]
    assert [source["quote"] for source in added["sources"]] == ["My sister saw the bins burn"]
    assert (added["when"]["start"], added["when"]["end"]) == ("2023-06-01", "2023-06-30")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".notice")).to_contain_text("Undid")
    assert all(one["summary"] != "Bins were set on fire." for one in entries())


def mark(page: Page, words: str) -> None:
    """Marks the words in the shown text, as with a mouse."""
    page.evaluate(
        """words => {
            const nodes = [...document.getElementById("paper-text").childNodes];
            const node = nodes.find(one => one.textContent.includes(words));
            const start = node.textContent.indexOf(words);
            getSelection().setBaseAndExtent(node, start, node, start + words.length);
        }""",
        words,
    )


@pytest.mark.parametrize(
    ("words", "problem"),
    [("My brother saw it", "does not have these words"), ("the", "times in the paper"), ("she  told the council", "")],
)
def test_words_that_are_typed_must_stand_in_the_paper_once(
    page: Page, small: str, words: str, problem: str, entries: Callable[[], list[dict[str, Any]]]
) -> None:
    page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    page.goto(f"/cases/{small}/review/add")
    page.get_by_label("Which paper tells of it?").select_option(label="letter.txt")
    page.get_by_role("button", name="Show the paper").click()
    page.get_by_label("The words of the paper").fill(words)
    page.get_by_label("How exactly is it known?").select_option(label="Not known")
    page.get_by_label("Kind").select_option(label="Contact")
    page.get_by_label("What happened").fill("She told the council.")
    page.get_by_role("button", name="Add the entry").click()
    if problem:
        expect(page.get_by_role("alert")).to_contain_text(problem)
        expect(page.get_by_label("What happened")).to_have_value("She told the council.")
    else:
        expect(page.locator(".notice")).to_contain_text("Added “She told the council.”")
    added = [one["sources"][0]["quote"] for one in entries() if one["summary"] == "She told the council."]
    assert added == ([] if problem else ["she told the council"])


# ---------------------------------------------------------------- without scripts, and on a small screen


def test_without_scripts_everything_can_be_done(
    browser: Browser, service: RunningService, people: People, small: str, entries: Callable[[], list[dict[str, Any]]]
) -> None:
    before = len(entries())
    with visit(browser, service, people.caseworker, java_script_enabled=False) as page:
        page.goto(f"/cases/{small}/review")
        page.get_by_role("button", name="Confirm Shouting").click()
        expect(page.locator(".notice")).to_contain_text("Confirmed “Shouting")
        expect(page.locator("#progress")).to_contain_text("1 of ")
        page.get_by_label(re.compile("Mark to merge.*kicked my front door")).check()
        page.get_by_label(re.compile("Mark to merge.*Front door kicked")).check()
        page.get_by_role("button", name="Merge the marked entries").click()
        page.get_by_role("button", name="Merge them").click()
        expect(page.locator(".notice")).to_contain_text("Merged “")
        assert len(entries()) == before - 1
        page.get_by_role("button", name="Undo").click()
        assert len(entries()) == before
        page.get_by_role("link", name=re.compile("drumming")).first.click()
        expect(page.get_by_role("heading", name="Why they are one entry")).to_be_visible()
        page.get_by_role("link", name="Correct").click()
        page.get_by_label("Day, or first day").fill("2023-05-02")
        page.get_by_role("button", name="Save the correction").click()
        expect(page.locator(".notice")).to_contain_text("Dated “Loud drumming")
        assert telling(entries(), "Drums")["when"]["start"] == "2023-05-02"


@pytest.mark.parametrize("path", ["", "/add", "/history", "/names", "/merge"])
def test_every_page_is_accessible_and_fits_a_narrow_screen(
    browser: Browser, service: RunningService, people: People, case: str, path: str
) -> None:
    with visit(browser, service, people.caseworker, viewport={"width": 320, "height": 640}) as page:
        if path == "/merge":
            page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
        page.goto(f"/cases/{case}/review{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        check_accessible(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0


def test_an_open_entry_fits_a_narrow_screen_too(
    browser: Browser, service: RunningService, people: People, case: str
) -> None:
    with visit(browser, service, people.caseworker, viewport={"width": 320, "height": 640}) as page:
        page.goto(f"/cases/{case}/review")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=4).first).to_be_visible()
        check_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_what_is_unsure_comes_first_and_says_why(caseworker: Page, case: str) -> None:
    caseworker.goto(f"/cases/{case}/review")
    unsure = caseworker.locator("#entries > .entry.unsure")
    assert unsure.count() > 5
    expect(caseworker.locator("#entries > .entry").nth(unsure.count() - 1)).to_have_class(re.compile("unsure"))
    expect(unsure.first).to_contain_text("The program is not sure of this entry")
    expect(caseworker.locator("#entries")).to_contain_text("Perhaps the same as")
    expect(caseworker.locator("#entries > .entry")).to_have_count(50)
    caseworker.get_by_role("link", name=re.compile("Show more")).click()
    expect(caseworker.get_by_role("link", name=re.compile("Show more"))).to_have_count(0)
    assert caseworker.locator("#entries > .entry").count() > 50


def test_two_that_came_close_can_be_merged_from_either(caseworker: Page, case: str) -> None:
    caseworker.goto(f"/cases/{case}/review")
    row(caseworker, "Perhaps the same as").first.locator(".open").click()
    expect(caseworker.get_by_role("heading", name="Kept apart, though it came close")).to_be_visible()
    caseworker.get_by_role("link", name="They are one: merge them").first.click()
    expect(caseworker.get_by_role("heading", name="Merge these 2 entries?")).to_be_visible()
    caseworker.keyboard.press("Escape")
    expect(caseworker.get_by_role("heading", name="Merge these 2 entries?")).to_have_count(0)


# ---------------------------------------------------------------- other people


def test_decisions_of_two_people_both_stand_and_are_told_by_name(
    browser: Browser, service: RunningService, people: People, maker: Maker, page: Page, small: str
) -> None:
    maker.let_in(small, people.stranger)
    with visit(browser, service, people.stranger) as other:
        other.goto(f"/cases/{small}/review?show=all")
        link(page, "Shouting").focus()
        page.keyboard.press("c")
        settled(page, 1)
        link(other, "bottle").focus()
        other.keyboard.press("c")
        settled(other, 2)
        expect(row(other, "Shouting")).to_contain_text(f"Confirmed by {people.caseworker.email}")
        other.keyboard.press("u")
        told(other, "Undone: confirmed “")
        settled(other, 1)
        expect(row(other, "Shouting")).to_contain_text("✓ Checked")
    page.goto(f"/cases/{small}/review/history")
    expect(page.locator(".history > li")).to_have_count(3)
    expect(page.locator(".history > li").nth(2)).to_contain_text(people.caseworker.email)
    expect(page.locator(".history > li").nth(1)).to_contain_text("Undone")


def test_what_somebody_else_changed_meanwhile_is_not_confirmed_unseen(
    page: Page, maker: Maker, small: str, entries: Callable[[], list[dict[str, Any]]], decided: Callable[[], list[str]]
) -> None:
    page.watch.expected = ("status of 409",)  # type: ignore[attr-defined]
    shouting = telling(entries(), "Shouting")
    change = {"kind": "redate", "entry": shouting["id"], "when": {"start": "2023-05-21"}}
    assert maker.client.post(f"/cases/{small}/decisions", json=change).status_code == 201
    link(page, "Shouting").focus()
    page.keyboard.press("c")
    told(page, "This entry was changed after you saw it")
    expect(row(page, "Shouting")).to_contain_text("21 May 2023")
    assert decided() == ["redate"]


# ---------------------------------------------------------------- history and names


def test_the_history_tells_everything_and_gives_it_back(
    page: Page, small: str, decided: Callable[[], list[str]]
) -> None:
    link(page, "Shouting").focus()
    page.keyboard.press("r")
    page.get_by_label("Why, in your words").fill("Another street.")
    page.get_by_role("button", name="Reject it").click()
    told(page, "Rejected")
    page.get_by_role("link", name="History of decisions").click()
    first = page.locator(".history > li").first
    expect(first).to_contain_text("Rejected “Shouting in the street")
    expect(first).to_contain_text("“Another street.”")
    expect(first).to_contain_text("In force")
    check_accessible(page)
    page.get_by_role("button", name="Undo decision 1").click()
    expect(page.locator(".history > li").nth(1)).to_contain_text("Undone by")
    check_accessible(page)
    page.get_by_role("button", name="Bring it back decision 1").click()
    expect(page.locator(".history > li").nth(2)).to_contain_text("In force")
    assert decided() == ["reject", "undo", "undo"]


def test_a_decision_that_no_longer_fits_says_why(page: Page, maker: Maker, small: str) -> None:
    papers = {one["name"]: one["id"] for one in maker.client.get(f"/cases/{small}/documents").json()["documents"]}
    link(page, "bottle").focus()
    page.keyboard.press("c")
    settled(page, 1)
    assert maker.client.delete(f"/cases/{small}/documents/{papers['letter.txt']}").status_code == 204
    page.goto(f"/cases/{small}/review/history")
    expect(page.locator(".history > li")).to_contain_text("Could not be carried out")
    expect(page.locator(".history > li")).to_contain_text("no longer found in the papers")


def test_agencies_are_renamed_and_names_are_one_persons(
    page: Page, small: str, decided: Callable[[], list[str]]
) -> None:
    page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
    page.get_by_role("link", name="Names and agencies").click()
    page.get_by_role("button", name="They are one person").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the name as it stands in the papers.")
    check_accessible(page)
    page.get_by_label("One name").fill("Mrs Dee Ash")
    page.get_by_label("The other name").fill("D Ashe")
    page.get_by_role("button", name="They are one person").click()
    expect(page.locator(".notice")).to_contain_text("“Mrs Dee Ash” and “D Ashe” are one person")
    page.get_by_role("link", name="Names and agencies").click()
    page.get_by_label("Agency").select_option(index=1)
    page.get_by_label("Its right name").fill("Penmoor Borough Council")
    page.get_by_role("button", name="Rename the agency").click()
    expect(page.locator(".notice")).to_contain_text("“Penmoor Borough Council”")
    assert decided() == ["same_person", "rename"]


# ---------------------------------------------------------------- who may not


def test_a_solicitor_sees_no_review(solicitor: Page, case: str) -> None:
    solicitor.watch.expected = ("status of 403",)  # type: ignore[attr-defined]
    for path in ("", "/history", "/add", "/names"):
        answer = solicitor.goto(f"/cases/{case}/review{path}")
        assert answer is not None
        assert answer.status == 403
        expect(solicitor.get_by_role("button", name="Confirm")).to_have_count(0)


def test_a_caseworker_with_names_hidden_sees_no_review(
    browser: Browser, service: RunningService, maker: Maker, small: str
) -> None:
    masked = typed_person(service, f"mo-{small}@council.example", "caseworker")
    maker.let_in(small, masked, "initials")
    with visit(browser, service, masked) as page:
        page.watch.expected = ("status of 403",)  # type: ignore[attr-defined]
        page.goto(f"/cases/{small}/review")
        expect(page.get_by_role("main")).to_contain_text("names hidden")
        page.goto(f"/cases/{small}/review/history")
        expect(page.get_by_role("main")).to_contain_text("names hidden")


def test_in_a_closed_case_nothing_is_decided_but_the_history_is_told(page: Page, maker: Maker, small: str) -> None:
    link(page, "Shouting").focus()
    page.keyboard.press("c")
    settled(page, 1)
    assert maker.client.delete(f"/cases/{small}").status_code == 204
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("The case is closed")
    expect(page.get_by_role("button", name="Confirm")).to_have_count(0)
    page.get_by_role("link", name="See the history of decisions").click()
    expect(page.locator(".history > li")).to_have_count(1)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    check_accessible(page)
