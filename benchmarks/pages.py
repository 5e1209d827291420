"""`python -m benchmarks pages`: the chronology page with all sample cases and a long invented one in it, opened in
Chromium: how much it is, how soon it can be used, how fast it filters and scrolls."""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.api.people import Person, typed_person
from tests.api.running import RunningService, new_case, papers_of, upload, wait_for

from benchmarks.long_case import long_case

_SAMPLES = Path("samples")
_SEEDS = Path("../shared/seeds")  # where there are any: published reports of an ombudsman
_SIZE, _GROWTH = 24, 2.0  # of the long case: some 170 entries
_READ_SECONDS = 600.0
_OPENINGS = 5
_USABLE, _FILTER = 1000.0, 200.0  # milliseconds that are wanted at most
_FILTERS: tuple[dict[str, str], ...] = (
    {"words": "music"},
    {"kind": "incident"},
    {"type": "noise"},
    {"from": "2020-01-01"},
    {"sure": "unsure"},
    {},
)

# Types a letter as soon as the filter listens, and notes when the rows that it leaves are drawn.
_TYPE = """
const look = () => {
  const form = document.getElementById("filter");
  if (!form || !form.querySelector("button").hidden) return requestAnimationFrame(look);
  form.elements.words.value = "a";
  form.elements.words.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => { window.usable = performance.now(); }));
};
if (location.pathname.endsWith("/chronology")) requestAnimationFrame(look);
"""
_OPENED = """() => {
  const [open] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return { response: open.responseEnd, ready: open.domContentLoadedEventEnd, paint: paint?.startTime ?? NaN,
    usable: window.usable, nodes: document.querySelectorAll("*").length,
    rows: document.querySelectorAll("#entries tr[data-k]").length };
}"""
_FILTERED = """(asked) => new Promise((done) => {
  const form = document.getElementById("filter");
  const names = ["agency", "kind", "type", "from", "to", "sure", "words"];
  requestAnimationFrame(() => {
    const begun = performance.now();
    for (const name of names) form.elements[name].value = asked[name] ?? "";
    form.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
  });
})"""
_SCROLLED = """() => new Promise((done) => {
  const times = [];
  let last = performance.now();
  const step = () => {
    const now = performance.now();
    times.push(now - last);
    last = now;
    scrollBy({ top: 160, behavior: "instant" });
    if (scrollY + innerHeight < document.documentElement.scrollHeight - 2) requestAnimationFrame(step);
    else done(times.slice(2));
  };
  requestAnimationFrame(step);
})"""


@dataclass(frozen=True)
class Opened:
    """One opening of the page: milliseconds since it was asked for, and how much it is."""

    size: int
    told: dict[str, float]


def report() -> tuple[str, bool]:
    """The table, and whether the page was usable and filtered in the time that is wanted."""
    from playwright.sync_api import sync_playwright
    from tests.browser.browsing import launched, log_in

    print("pages: making the case", file=sys.stderr)
    with loaded_service() as (service, case, person), sync_playwright() as playwright:
        browser = launched(playwright)
        context = browser.new_context(base_url=service.url, viewport={"width": 1366, "height": 768})
        page = context.new_page()
        log_in(page, person)
        page.add_init_script(_TYPE)
        opened = [_open(page, f"/cases/{case}/chronology") for _ in range(_OPENINGS)]
        filtered = [page.evaluate(_FILTERED, asked) for asked in _FILTERS * 3]
        frames = page.evaluate(_SCROLLED)
        browser.close()
    usable = median(one.told["usable"] for one in opened)
    return _table(opened, filtered, frames), max(usable, opened[0].told["usable"]) <= _USABLE and (
        max(filtered) <= _FILTER
    )


@contextmanager
def loaded_service() -> Iterator[tuple[RunningService, str, Person]]:
    """A service with a case of more than 500 entries, its id, and a caseworker who may see it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        settings = {"workers": 2, "requests_per_minute": 10_000_000}
        with RunningService(Path(made) / "data", settings) as service:
            person = typed_person(service, "carol@council.example", "caseworker")
            with service.client(service.key()) as client:
                case = new_case(client, "Large case", as_of="2023-01-31")
                assert client.put(f"/cases/{case}/members/{person.id}", json={"names": "full"}).status_code == 200
                sent = upload(client, case, _papers())
                assert wait_for(client, sent.json()["job"]["id"], _READ_SECONDS)["state"] == "done"
                while client.get(f"/cases/{case}/chronology").status_code == 202:
                    time.sleep(1)
            yield service, case, person


def _papers() -> list[tuple[str, bytes]]:
    papers = [(name, text.encode()) for name, text in long_case(_SIZE, _GROWTH).items()]
    for sample in sorted(_SAMPLES.glob("*/papers")):
        papers += [(f"{sample.parent.name}/{name}", data) for name, data in papers_of(sample)]
    return papers + [(f"reports/{seed.name}", seed.read_bytes()) for seed in sorted(_SEEDS.glob("004*.txt"))]


def _open(page: Any, path: str) -> Opened:
    answer = page.goto(path)
    page.wait_for_function("window.usable")
    return Opened(len(answer.body()), page.evaluate(_OPENED))


def _table(opened: list[Opened], filtered: list[float], frames: list[float]) -> str:
    first, told = opened[0], opened[0].told
    lines = [
        f"Chronology page of {told['rows']:.0f} entries (wanted: usable in {_USABLE:.0f} ms, filter in {_FILTER:.0f})",
        f"{first.size / 1000:.0f} kB of HTML, {told['nodes']:.0f} elements",
        f"{'milliseconds':<36}{'first':>9}{'median':>9}",
    ]
    for name, words in (
        ("response", "the page has come"),
        ("paint", "first words are drawn"),
        ("ready", "all of it is there (DOM)"),
        ("usable", "a key in the filter is answered"),
    ):
        lines.append(f"{words:<36}{told[name]:>9.0f}{median(one.told[name] for one in opened):>9.0f}")
    lines.append(
        f"{'filter, to the next picture':<36}{max(filtered):>9.0f}{median(filtered):>9.0f}  (first: the longest)"
    )
    lines.append(f"{'frame while scrolling':<36}{max(frames):>9.0f}{median(frames):>9.0f}  (first: the longest)")
    return "\n".join(lines) + "\n"
