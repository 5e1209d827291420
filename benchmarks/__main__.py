"""`python -m benchmarks [PAGES]`: build on a generated text disclosure, beside pdfplumber taking out its words."""

import sys
import tempfile
from pathlib import Path

from benchmarks.disclosure import write_disclosure
from benchmarks.measure import Cost, cost_of

_PAGES = 300


def main(pages: int) -> int:
    """Measure each in processes of its own and print a table; 0 if all of them ran."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "disclosure.pdf"
        write_disclosure(paper, pages)
        python, out = sys.executable, str(Path(folder) / "out")
        build = [
            python,
            "-m",
            "caseclock.api.cli",
            "build",
            str(paper),
            "--as-of",
            "2025-01-31",
            "--out",
            out,
            "--quiet",
        ]
        costs = {
            "pdfplumber, words only": cost_of([python, "-m", "benchmarks.plain_words", str(paper)]),
            "caseclock, reading only": cost_of([python, "-m", "benchmarks.read_only", str(paper)]),
            "caseclock build": cost_of(build),
        }
    print(f"A text disclosure of {pages} pages. Ratio: wall time to that of pdfplumber.")
    print(f"{'what':<26}{'seconds':>9}{'peak MB':>9}{'ratio':>7}")
    yardstick = next(iter(costs.values()))
    for what, cost in costs.items():
        print(f"{what:<26}{_figures(cost, yardstick)}")
    return 0 if all(cost.status == 0 for cost in costs.values()) else 1


def _figures(cost: Cost, yardstick: Cost) -> str:
    if cost.status:
        return f"  did not run (exit status {cost.status})"
    return f"{cost.seconds:>9.1f}{cost.megabytes:>9.0f}{cost.seconds / yardstick.seconds:>7.2f}"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else _PAGES))
