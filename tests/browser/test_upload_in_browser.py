"""Adding papers in a browser: dropping, choosing, watching them being read, and what goes wrong on the way."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.api.running import RunningService, papers_of, upload, wait_for, wait_until_assessed
from tests.browser.browsing import check_accessible, visit
from tests.browser.conftest import SAMPLES, Maker, People

PAPERS = SAMPLES / "mill-lane" / "papers"
BROKEN = b"%PDF-1.7\nthe rest was lost"
READ = 120_000  # milliseconds that reading a case may take on a busy machine


def note(day: int) -> bytes:
    return f"On {day} March 2021 there was loud music until 2am. I reported it to the council.\n".encode()


def drop(page: Page, *paths: Path) -> None:
    """Drops files and folders as a person does who drags them from their desktop."""
    box = page.locator("#drop").bounding_box()
    assert box is not None
    client = page.context.new_cdp_session(page)
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 20}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        client.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})


def names(client: httpx.Client, case: str) -> list[str]:
    """The papers of the case, without what is attached to them."""
    papers = client.get(f"/cases/{case}/documents", params={"limit": 200}).json()["documents"]
    return sorted(paper["name"] for paper in papers if paper["parent"] is None)


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    page.get_by_label("Files", exact=True).set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
    )


def test_a_dropped_folder_is_read_to_the_end_and_can_be_come_back_to(caseworker: Page, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(BROKEN)
    caseworker.goto("/cases/new")
    caseworker.get_by_label("Reference").fill("Dropped")
    caseworker.get_by_role("button", name="Make the case").click()
    expect(caseworker.get_by_text("Drop files or folders here")).to_be_visible()
    check_accessible(caseworker)
    case = caseworker.url.split("/")[-2]
    drop(caseworker, PAPERS, tmp_path / "broken.pdf")
    bar = caseworker.get_by_role("progressbar", name=re.compile("Being read|Read"))
    expect(bar).to_be_visible()
    check_accessible(caseworker)
    caseworker.goto("/cases")  # it goes on without the page
    caseworker.goto(f"/cases/{case}/upload")
    told = "14 papers read, 1 could not be read"
    expect(caseworker.locator("#reading .notice")).to_contain_text(told, timeout=READ)
    expect(bar).to_have_count(0)
    papers = caseworker.request.get(f"/api/v1/cases/{case}/documents").json()["documents"]
    sent = sorted(["broken.pdf", *(f"papers/{name}" for name, _ in papers_of(PAPERS))])
    assert sorted(paper["name"] for paper in papers if paper["parent"] is None) == sent
    caseworker.get_by_role("link", name="see what to do").click()
    first = caseworker.locator("#papers-read tbody").get_by_role("row").first
    expect(first.get_by_role("rowheader")).to_have_text("broken.pdf")
    expect(first).to_contain_text("Could not be read")
    expect(first.get_by_role("cell").last).to_contain_text(re.compile(r"\w+.*[;:,.].*\w+"))  # why, and what to do
    check_accessible(caseworker)
    expect(caseworker.get_by_role("link", name="Go to the chronology")).to_have_attribute(
        "href", f"/cases/{case}/chronology"
    )


def test_the_end_is_said_aloud_once(caseworker: Page, maker: Maker) -> None:
    case = maker.case("", "Said aloud")
    caseworker.goto(f"/cases/{case}/upload")
    caseworker.evaluate("""() => {
        window.heard = [];
        new MutationObserver(() => window.heard.push(document.getElementById("told").textContent))
            .observe(document.getElementById("told"), { childList: true, characterData: true, subtree: true });
    }""")
    choose(caseworker, ("a.txt", note(1)), ("b.txt", note(2)))
    expect(caseworker.get_by_role("status")).to_have_text("2 papers read.", timeout=READ)
    assert caseworker.evaluate("window.heard") == ["Sending 2 files.", "2 files sent.", "2 papers read."]
    check_accessible(caseworker)


def test_a_chosen_folder_keeps_its_names_and_leaves_out_what_systems_leave(
    caseworker: Page, maker: Maker, tmp_path: Path
) -> None:
    for name in ("letters/one.txt", "letters/old/two.txt", "letters/.hidden", "letters/Thumbs.db"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(note(len(name)))
    case = maker.case("", "Folder")
    caseworker.goto(f"/cases/{case}/upload")
    caseworker.get_by_label("A folder, with everything in it").set_input_files(tmp_path / "letters")
    expect(caseworker.locator("#reading .notice")).to_contain_text("2 papers read", timeout=READ)
    assert names(maker.client, case) == ["letters/old/two.txt", "letters/one.txt"]


def test_what_was_sent_before_the_connection_was_lost_is_not_added_twice(caseworker: Page, maker: Maker) -> None:
    """The first request comes to nothing; the second arrives, but its answer is lost; the third has the same key."""
    caseworker.watch.expected = ("ERR_FAILED", "ERR_CONNECTION")  # type: ignore[attr-defined]
    case = maker.case("", "Lost connection")
    caseworker.goto(f"/cases/{case}/upload")
    keys: list[str] = []

    def unsteady(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 2:
            route.fetch()
        if len(keys) < 3:
            route.abort("failed")
        else:
            route.continue_()

    caseworker.route(f"**/api/v1/cases/{case}/documents", unsteady)
    choose(caseworker, ("a.txt", note(1)), ("b.txt", note(2)))
    expect(caseworker.locator("#reading .notice")).to_contain_text("2 papers read", timeout=READ)
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert names(maker.client, case) == ["a.txt", "b.txt"]


def test_a_file_that_is_refused_is_named_and_the_others_go_on(caseworker: Page, maker: Maker) -> None:
    caseworker.watch.expected = ("status of 413", "status of 507")  # type: ignore[attr-defined]
    case = maker.case("", "Refused")
    caseworker.goto(f"/cases/{case}/upload")

    def strict(route: Route) -> None:
        body = route.request.post_data_buffer or b""
        if b"big.txt" in body:
            route.fulfill(status=413, content_type="application/problem+json", body='{"detail": "Too large."}')
        elif b"late.txt" in body:
            told = '{"detail": "The disk is full: free some space, then send it again."}'
            route.fulfill(status=507, content_type="application/problem+json", body=told)
        else:
            route.continue_()

    caseworker.route(f"**/api/v1/cases/{case}/documents", strict)
    files = [(f"{name}.txt", note(at)) for at, name in enumerate(("a", "big", "c", "late", "e"), start=1)]
    choose(caseworker, *files)
    expect(caseworker.locator("#reading .notice")).to_contain_text("3 papers read", timeout=READ)
    refused = caseworker.get_by_role("region", name="Not added").get_by_role("listitem")
    expect(refused).to_have_text(
        [
            re.compile(r"big\.txt: .*split it, and add the parts\."),
            re.compile(r"late\.txt: .*free some space, then send it again\."),
        ]
    )
    expect(caseworker.get_by_role("status")).to_have_text(re.compile(r"3 papers read\. 2 files not added"))
    assert names(maker.client, case) == ["a.txt", "c.txt", "e.txt"]
    check_accessible(caseworker)


def test_sending_that_was_given_up_can_be_begun_again(caseworker: Page, maker: Maker) -> None:
    caseworker.watch.expected = ("status of 409", "status of 500")  # type: ignore[attr-defined]
    case = maker.case("", "Given up")
    caseworker.goto(f"/cases/{case}/upload")
    address = f"**/api/v1/cases/{case}/documents"
    failing = {"status": 500, "content_type": "application/problem+json", "body": '{"detail": "It failed: try later."}'}
    caseworker.route(address, lambda route: route.fulfill(**failing))  # type: ignore[arg-type]
    choose(caseworker, ("a.txt", note(1)))
    section = caseworker.get_by_role("region", name="Not sent")
    expect(section).to_contain_text("1 file not sent yet. It failed: try later.")
    expect(section.get_by_role("button")).to_have_text(["Send again"])
    expect(section.get_by_role("progressbar")).to_have_count(0)
    check_accessible(caseworker)
    caseworker.unroute(address)
    section.get_by_role("button", name="Send again").click()
    expect(caseworker.locator("#reading .notice")).to_contain_text("1 paper read", timeout=READ)
    expect(caseworker.get_by_role("region", name="Not sent")).to_have_count(0)


def test_sending_can_be_stopped(caseworker: Page, maker: Maker) -> None:
    caseworker.watch.expected = ("ERR_FAILED", "ERR_ABORTED")  # type: ignore[attr-defined]
    case = maker.case("", "Stopped")
    caseworker.goto(f"/cases/{case}/upload")
    held: list[Route] = []
    caseworker.route(f"**/api/v1/cases/{case}/documents", lambda route: held.append(route))
    choose(caseworker, ("a.txt", note(1)))
    stop = caseworker.get_by_role("button", name="Stop sending")
    stop.focus()
    caseworker.keyboard.press("Enter")
    expect(caseworker.get_by_role("status")).to_have_text("Stopped: 0 files sent, 1 not sent.")
    expect(caseworker.get_by_role("heading", name="Not sent")).to_be_focused()
    assert names(maker.client, case) == []


def test_a_file_that_is_too_large_is_named_before_it_is_sent(
    browser: Browser, service: RunningService, people: People, maker: Maker
) -> None:
    case = maker.case("", "Too large")
    with visit(browser, service, people.caseworker) as page:
        page.route(
            f"**/cases/{case}/upload",
            lambda route: route.fulfill(
                response=(answer := route.fetch()),
                body=re.sub(r'data-file-bytes="\d+"', 'data-file-bytes="100"', answer.text()),
            ),
        )
        page.goto(f"/cases/{case}/upload")
        choose(page, ("large.txt", note(1) * 5), ("small.txt", note(2)))
        expect(page.get_by_role("region", name="Not added")).to_contain_text("large.txt: It is larger than")
        expect(page.locator("#reading .notice")).to_contain_text("1 paper read", timeout=READ)


def test_many_files_are_sent_some_at_a_time(caseworker: Page, maker: Maker) -> None:
    count = 45
    case = maker.case("", "Many")
    caseworker.goto(f"/cases/{case}/upload")
    sent: list[str] = []
    caseworker.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    choose(caseworker, *((f"note {number:02}.txt", note(1)) for number in range(count)))
    expect(caseworker.locator("#reading .notice")).to_contain_text(f"{count} papers read", timeout=READ)
    assert len(sent) == 3
    assert len(names(maker.client, case)) == count


def test_without_scripts_papers_are_added_by_a_form(
    browser: Browser, service: RunningService, people: People, maker: Maker
) -> None:
    case = maker.case("", "No scripts")
    with visit(browser, service, people.caseworker, java_script_enabled=False) as page:
        page.watch.expected = ("status of 422",)  # type: ignore[attr-defined]
        page.goto(f"/cases/{case}/upload")
        page.get_by_role("button", name="Add these papers").click()
        expect(page.get_by_role("alert")).to_contain_text("Choose at least one file.")
        choose(page, ("a.txt", note(1)), ("broken.pdf", BROKEN))
        page.get_by_role("button", name="Add these papers").click()
        expect(page.get_by_role("heading", name=re.compile("Being read|Read"))).to_be_visible()
        _wait_until_read(maker.client, case, 2)
        page.get_by_role("link", name="look again").first.click()
        page.reload()
        expect(page.locator("#reading .notice")).to_contain_text("1 paper read, 1 could not be read")


def _wait_until_read(client: httpx.Client, case: str, count: int) -> None:
    """Papers that are there already are not added again: the job that is answered tells how far they are."""
    sent = upload(client, case, [("a.txt", note(1)), ("broken.pdf", BROKEN)]).json()
    assert len(sent["documents"]) == count
    assert wait_for(client, sent["job"]["id"])["state"] == "done"
    wait_until_assessed(client, case)


def test_nothing_runs_off_the_side_of_a_phone(
    browser: Browser, service: RunningService, people: People, case: str
) -> None:
    with visit(browser, service, people.caseworker, viewport={"width": 320, "height": 700}) as page:
        page.goto(f"/cases/{case}/upload")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        check_accessible(page)


@pytest.mark.parametrize("path", ["upload", "upload/progress"])
def test_only_who_may_add_papers_sees_the_page(solicitor: Page, stranger: Page, case: str, path: str) -> None:
    for page, status in ((solicitor, 403), (stranger, 404)):
        page.watch.expected = (f"status of {status}",)  # type: ignore[attr-defined]
        answer = page.goto(f"/cases/{case}/{path}")
        assert answer is not None
        assert answer.status == status


def test_a_member_to_whom_names_are_hidden_may_add_papers_but_sees_none(
    browser: Browser, service: RunningService, people: People, maker: Maker
) -> None:
    case = maker.case("", "Hidden")
    maker.let_in(case, people.stranger, "masked")
    with visit(browser, service, people.stranger) as page:
        page.goto(f"/cases/{case}/upload")
        choose(page, ("a letter of Mr Field.txt", note(1)))
        expect(page.locator("#reading .notice")).to_contain_text("1 paper read", timeout=READ)
        page.reload()
        expect(page.get_by_text("Names are hidden from you in this case")).to_be_visible()
        expect(page.get_by_text("Mr Field")).to_have_count(0)
        check_accessible(page)


def test_a_closed_case_takes_no_papers(caseworker: Page, maker: Maker) -> None:
    caseworker.watch.expected = ("status of 409",)  # type: ignore[attr-defined]
    case = maker.case("", "Closed")
    assert maker.client.patch(f"/cases/{case}", json={"closed": True}).status_code == 200
    answer = caseworker.goto(f"/cases/{case}/upload")
    assert answer is not None
    assert answer.status == 409
    expect(caseworker.get_by_text("open it again on its page")).to_be_visible()
