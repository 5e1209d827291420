"""`python -m fuzzing [SECONDS] [READER...]`: damaged papers through every reader, each in its sandbox.

A reading and a refusal in plain words are good ends, and so is a limit. A reader that raises what it should not, or
kills its process, has been crashed: the paper is kept in build/fuzz, and the exit status is 1.
"""

import hashlib
import itertools
import sys
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from tests.corpus.told import corpus
from tests.faults.hostile import HOSTILE

from caseclock.extractor.filetypes import file_type
from caseclock.extractor.limits import MEBIBYTE, Limits
from caseclock.extractor.readers.reading import UnreadableError
from caseclock.extractor.sandbox import LostError, Sandbox
from fuzzing.damage import damaged

_SECONDS = 600.0
_BATCH = 50
_LARGEST = 300_000  # bytes of a paper worth damaging
_KEPT = Path("build/fuzz")
_LIMITS = Limits(seconds=30.0, page_seconds=10.0, memory_bytes=1024 * MEBIBYTE)


def papers_by_reader() -> dict[str, list[bytes]]:
    """The papers of the corpus and of the hostile set, by the reader that reads them."""
    found: dict[str, list[bytes]] = {}
    makers = [(name, make) for name, (_, make) in corpus().items()]
    makers += [(name, make) for name, (make, _, _) in HOSTILE.items()]
    for name, make in makers:
        data = make()
        kind = file_type(name, data)
        if kind.reader and len(data) <= _LARGEST:
            found.setdefault(kind.reader, []).append(data)
    return dict(sorted(found.items()))


def fuzz(reader: str, papers: list[bytes], until: float) -> Counter[str]:
    """Damaged papers through one reader until the clock says `until`; how they ended, by outcome."""
    ends: Counter[str] = Counter()
    with Sandbox(_LIMITS, workers=1) as sandbox:

        def read(data: bytes) -> None:
            if time.monotonic() > until:
                return
            arguments = {"number": 1} if reader == "scan.ocr" else {}
            try:
                sandbox.read(f"caseclock.extractor.readers.{reader}", data, **arguments)
                ends["read"] += 1
            except LostError as lost:
                ends[lost.outcome] += 1
                if lost.outcome in ("failed", "died"):
                    _keep(reader, data, str(lost))
            except UnreadableError:
                ends["refused"] += 1

        for batch in itertools.count():
            if time.monotonic() > until:
                return ends
            seed(batch)(
                settings(
                    max_examples=_BATCH,
                    database=None,
                    deadline=None,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                )(given(damaged(papers))(read))
            )()
    return ends


def _keep(reader: str, data: bytes, why: str) -> None:
    _KEPT.mkdir(parents=True, exist_ok=True)
    path = _KEPT / f"{reader}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    print(f"CRASH {reader}: {why} (kept as {path})", flush=True)


def main(seconds: float, wanted: list[str]) -> int:
    """Fuzz all readers, or those wanted, for so many seconds in all; 1 if one of them was crashed."""
    readers = papers_by_reader()
    readers["scan.ocr"] = readers.get("scan.picture", []) + readers.get("pdf.reader", [])[:3]
    chosen = {name: papers for name, papers in readers.items() if papers and (not wanted or name in wanted)}
    crashed = 0
    for at, (reader, papers) in enumerate(chosen.items(), 1):
        ends = fuzz(reader, papers, time.monotonic() + seconds / len(chosen))
        told = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
        print(f"{at} of {len(chosen)} {reader}: {sum(ends.values())} papers ({told})", flush=True)
        crashed += ends["failed"] + ends["died"]
    print("no crash" if not crashed else f"{crashed} crashes: see {_KEPT}")
    return 1 if crashed else 0


if __name__ == "__main__":
    words = sys.argv[1:]
    told_seconds = float(words.pop(0)) if words and words[0].replace(".", "", 1).isdigit() else _SECONDS
    sys.exit(main(told_seconds, words))
