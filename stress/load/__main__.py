"""`python -m stress.load`: fifty clients for two minutes, who upload, poll, read and export; then papers a minute with
one worker and with two. Ends with 1 if any request went wrong, or if two workers are too little better than one."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.api.running import RunningService

from stress.load.clients import Figures, crowd
from stress.load.scaling import papers_a_minute
from stress.load.settings import SETTINGS

_WANTED = 1.7  # times as many papers with two workers, where there are two processors


def main(words: Sequence[str]) -> int:
    """Measure and print; 1 if something is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m stress.load", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help="clients, scaling; both if none is named")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--papers", type=int, default=120, help="that one worker and then two read")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(words)
    parts = given.parts or ["clients", "scaling"]
    failed = False
    with tempfile.TemporaryDirectory(prefix="load-", ignore_cleanup_errors=True) as made:
        if "clients" in parts:
            with RunningService(Path(made) / "data", {**SETTINGS, "workers": 2}) as service:
                figures = crowd(service, given.clients, given.seconds, given.seed)
            print(_table(figures, given.clients, given.seconds), flush=True)
            failed = bool(figures.errors)
        if "scaling" in parts:
            one, two = (papers_a_minute(Path(made), workers, given.papers) for workers in (1, 2))
            print(
                f"{given.papers} papers of several pages: {one:.0f} a minute with 1 worker, {two:.0f} with 2: ", end=""
            )
            print(f"{two / one:.2f} times as many (wanted: {_WANTED} on 2 processors when nothing else runs)")
            failed = failed or (two / one < _WANTED and (os.cpu_count() or 1) > 1)
    return 1 if failed else 0


def _table(figures: Figures, clients: int, seconds: float) -> str:
    lines = [
        f"{clients} clients for {seconds:g} s",
        f"{'milliseconds':<20}{'requests':>10}{'p50':>8}{'p95':>8}{'max':>8}",
    ]
    for kind, times in sorted(figures.seconds.items()):
        some = sorted(1000 * one for one in times)
        at95 = some[min(len(some) - 1, round(0.95 * len(some)))]
        lines.append(f"{kind:<20}{len(some):>10}{some[len(some) // 2]:>8.0f}{at95:>8.0f}{some[-1]:>8.0f}")
    lines += [f"{60 * figures.papers / seconds:.0f} papers a minute from upload to chronology"]
    lines += [f"{sum(figures.errors.values())} errors"]
    lines += [f"  {count} x {what}" for what, count in figures.errors.most_common(20)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
