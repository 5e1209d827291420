"""`python -m benchmarks [PART...]`: what reading papers costs beside plain libraries, what linking costs as a case
grows, what reading a chronology over HTTP costs beside an empty route, and how soon its page can be used; all parts,
or those named.

Each figure is of a process of its own (the processes that it starts included). Ratios are to the first line of a part.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import linking, pages, reading
from benchmarks.disclosure import write_disclosure
from benchmarks.mail import write_mailbox
from benchmarks.measure import Cost, cost_of
from benchmarks.ruled_log import ruled_log

_REPORTS = {"linking": linking.report, "pages": pages.report, "reading": reading.report}
_PAGES, _LONG, _LOG, _SCAN, _MESSAGES = 300, 2000, 60, 20, 2000


@dataclass(frozen=True)
class Part:
    """Tasks done on one made file or, where two are compared by memory, on two."""

    title: str
    unit: str
    wanted: str
    work: tuple[tuple[str, str, str, int], ...]  # what it is called, task, file, how many units
    make: Callable[[Path], None]
    by_memory: bool = False


def _texts(folder: Path) -> None:
    write_disclosure(folder / f"text-{_PAGES}.pdf", _PAGES)


def _log(folder: Path) -> None:
    (folder / f"log-{_LOG}.pdf").write_bytes(ruled_log(_LOG).data)


def _scan(folder: Path) -> None:
    from tests.scanned import as_pdf, pictures_of, worn

    pages = pictures_of(ruled_log(_SCAN).data)
    scan = as_pdf([worn(page, turn=0.6, noise=4.0, seed=at) for at, page in enumerate(pages)], quality=75)
    (folder / f"scan-{_SCAN}.pdf").write_bytes(scan)


def _mail(folder: Path) -> None:
    write_mailbox(folder / f"mail-{_MESSAGES}.mbox", _MESSAGES)


def _two_lengths(folder: Path) -> None:
    for length in (_LONG // 10, _LONG):
        write_disclosure(folder / f"text-{length}.pdf", length)


PARTS: dict[str, Part] = {
    "text": Part(
        f"PDF of {_PAGES} pages of text",
        "pages",
        "bytes to events in at most 0.5 of the time",
        (
            ("pdfplumber, words only", "plain_words", f"text-{_PAGES}.pdf", _PAGES),
            ("caseclock, bytes to text", "read", f"text-{_PAGES}.pdf", _PAGES),
            ("caseclock, bytes to events", "events", f"text-{_PAGES}.pdf", _PAGES),
            ("caseclock build", "build", f"text-{_PAGES}.pdf", _PAGES),
        ),
        _texts,
    ),
    "log": Part(
        f"Ruled log of {_LOG} pages",
        "pages",
        "every row exact, in at most 0.2 of the time",
        (
            ("pdfplumber, tables", "plain_tables", f"log-{_LOG}.pdf", _LOG),
            ("caseclock, bytes to text", "read_table", f"log-{_LOG}.pdf", _LOG),
        ),
        _log,
    ),
    "scan": Part(
        f"Scan of {_SCAN} pages of a log at 200 dpi",
        "pages",
        "",
        (
            ("tesserocr, text only", "plain_ocr", f"scan-{_SCAN}.pdf", _SCAN),
            ("caseclock, bytes to text", "read_table", f"scan-{_SCAN}.pdf", _SCAN),
        ),
        _scan,
    ),
    "mail": Part(
        f"Mailbox of {_MESSAGES} messages",
        "messages",
        "",
        (
            ("mailbox and email, bodies", "plain_mail", f"mail-{_MESSAGES}.mbox", _MESSAGES),
            ("caseclock, bytes to text", "read", f"mail-{_MESSAGES}.mbox", _MESSAGES),
        ),
        _mail,
    ),
    "memory": Part(
        f"PDF of {_LONG // 10} and of {_LONG} pages of text, ratio of peak memory",
        "pages",
        "at most 1.3 times",
        tuple(
            (f"caseclock, {length} pages to text", "read", f"text-{length}.pdf", length)
            for length in (_LONG // 10, _LONG)
        ),
        _two_lengths,
        by_memory=True,
    ),
}


def main(names: list[str]) -> int:
    """Measure the parts and print a table as each is done; 0 if all of it ran (linking, reading over HTTP
    and pages in the time that is wanted), 2 if a part is not known."""
    known = [*PARTS, *_REPORTS]
    if unknown := [name for name in names if name not in known]:
        print(f"Not a part: {', '.join(unknown)}. Parts: {', '.join(known)}.", file=sys.stderr)
        return 2
    failed = False
    for name in names or known:
        if name in _REPORTS:
            table, in_time = _REPORTS[name]()
            print(table, flush=True)
            failed = failed or not in_time
            continue
        part = PARTS[name]
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            print(f"{name}: making the papers", file=sys.stderr)
            part.make(folder)
            costs = []
            for called, task, file, _ in part.work:
                print(f"{name}: {called}", file=sys.stderr)
                costs.append(cost_of([sys.executable, "-m", "benchmarks.tasks", task, str(folder / file)]))
        print(_table(part, costs), flush=True)
        failed = failed or any(cost.status for cost in costs)
    return 1 if failed else 0


def _table(part: Part, costs: list[Cost]) -> str:
    wanted = f" (wanted: {part.wanted})" if part.wanted else ""
    lines = [f"{part.title}{wanted}", f"{'':<28}{'seconds':>9}{part.unit + '/s':>12}{'peak MB':>9}{'ratio':>7}  found"]
    for (called, _, _, units), cost in zip(part.work, costs, strict=True):
        if cost.status:
            lines.append(f"{called:<28}  did not run (exit status {cost.status})")
            continue
        ratio = cost.megabytes / costs[0].megabytes if part.by_memory else cost.seconds / costs[0].seconds
        figures = f"{cost.seconds:>9.1f}{units / cost.seconds:>12.1f}{cost.megabytes:>9.0f}{ratio:>7.2f}"
        lines.append(f"{called:<28}{figures}  {cost.said}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
