"""`python -m stress.faults [PART...]`: uploads while workers and databases are killed, disks full and buckets gone;
all parts, or those named. Ends with 1 if anything did not hold."""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from stress.faults import bucket_gone, disk_full, poison, two_services
from stress.faults.houses import embedded_house, own_house
from stress.faults.papers import Sending, sendings
from stress.faults.report import Report
from stress.faults.storm import Blows, storm
from stress.faults.undisturbed import Expected, expected

_CASES = 8


class Run:
    """What all parts share: the seed, the papers, what must come of them."""

    def __init__(self, given: argparse.Namespace) -> None:
        """`given` are the arguments of the command."""
        self.given = given
        self.report = Report()
        self.papers: list[Sending] = sendings(random.Random(given.seed), _CASES, given.uploads)

    @cache  # noqa: B019 - there is one run
    def wanted(self) -> list[Expected]:
        """What an undisturbed run makes of the papers."""
        self.report.say("an undisturbed run, to compare with")
        return [expected(self.papers, case) for case in range(_CASES)]

    def blows(self) -> Blows:
        """As many as were asked for."""
        return Blows(self.given.kills, self.given.database_kills)


def _embedded(run: Run, folder: Path) -> None:
    wanted = run.wanted()
    with embedded_house(folder) as house:
        storm(run.report, house, run.papers, wanted, run.blows(), run.given.seed)


def _own(run: Run, folder: Path) -> None:
    wanted = run.wanted()
    with own_house(folder) as house:
        storm(run.report, house, run.papers, wanted, run.blows(), run.given.seed + 1)


def _own_bucket(run: Run, folder: Path) -> None:
    wanted = run.wanted()
    with bucket_gone.Bucket() as bucket, own_house(folder, bucket.settings) as house:
        storm(run.report, house, run.papers, wanted, run.blows(), run.given.seed + 2)


_PARTS: dict[str, tuple[str, Callable[[Run, Path], None]]] = {
    "embedded": ("embedded", _embedded),
    "own": ("own server", _own),
    "own-bucket": ("own server and bucket", _own_bucket),
    "full": ("disk full", lambda run, folder: disk_full.files_full(run.report, folder)),
    "full-database": ("disk full, database", lambda run, folder: disk_full.database_full(run.report, folder)),
    "bucket": ("bucket gone", lambda run, folder: bucket_gone.bucket_gone(run.report, folder)),
    "two": ("two services", lambda run, folder: two_services.two_services(run.report, folder)),
    "poison": ("poison paper", lambda run, folder: poison.poison(run.report, folder)),
}
_NOT_BY_ITSELF = ("own-bucket",)


def main(words: Sequence[str]) -> int:
    """Run the parts and print what held; 1 if something did not."""
    parser = argparse.ArgumentParser(prog="python -m stress.faults", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(_PARTS)}")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--uploads", type=int, default=200)
    parser.add_argument("--kills", type=int, default=20, help="of workers, in each storm")
    parser.add_argument("--database-kills", type=int, default=3, help="of the database, in each storm")
    parser.add_argument("--with-bucket", action="store_true", help="also a storm with files in a bucket")
    given = parser.parse_args(words)
    unknown = [part for part in given.parts if part not in _PARTS]
    if unknown:
        parser.error(f"not a part: {', '.join(unknown)}; parts: {', '.join(_PARTS)}")
    chosen = given.parts or [part for part in _PARTS if given.with_bucket or part not in _NOT_BY_ITSELF]
    print(f"seed {given.seed}: --seed {given.seed} brings the same papers and blows", flush=True)
    run, begun = Run(given), time.monotonic()
    for part in chosen:
        title, work = _PARTS[part]
        with tempfile.TemporaryDirectory(prefix="caseclock-", ignore_cleanup_errors=True) as made, run.report.of(title):
            work(run, Path(made))
    print(run.report.table())
    print(f"seed {given.seed}, {time.monotonic() - begun:.0f} s")
    return 1 if run.report.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
