"""`python -m benchmarks.linking ACCOUNTS GROWTH`: what linking and the findings of a long case take; no reading."""

import json
import math
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from typing import Any

SIZES = (500, 1000, 2500, 5000)  # accounts
_SHAPES = {"over more years": 0.6, "all in one year": 0.0}  # what grows with the accounts: see `long_case`
_WANTED = {500: 1.0, 5000: 20.0}  # seconds
_STAGES = ("linking", "entries", "thresholds", "delays", "gaps", "recounts", "discrepancies")
_POLICIES = ("statutory", "hertsmere-2021", "housing-ombudsman-2022")
_AS_OF = date(2026, 1, 30)


def measured(size: int, growth: float) -> dict[str, Any]:
    """Seconds (of the processor) of each stage for a case of `size` accounts, and what came out of it."""
    from caseclock.extractor.findings.delays import delays
    from caseclock.extractor.findings.discrepancies import discrepancies
    from caseclock.extractor.findings.gaps import gaps
    from caseclock.extractor.findings.recounts import recounts
    from caseclock.extractor.findings.thresholds import thresholds
    from caseclock.extractor.linking.cluster import cluster
    from caseclock.extractor.policies.loader import get
    from caseclock.extractor.rulings import ruled

    papers, times, agencies, events = _case(size, growth)
    policies = get(list(_POLICIES))
    seconds: dict[str, float] = {}

    def timed(stage: str, work: Any) -> Any:
        begun = time.process_time()
        result = work()
        seconds[stage] = time.process_time() - begun
        return result

    groups = timed("linking", lambda: cluster(events).groups)
    linked, _ = timed("entries", lambda: ruled(groups, ()))
    found = {
        "thresholds": timed("thresholds", lambda: thresholds(linked, agencies, policies, None, _AS_OF)),
        "delays": timed("delays", lambda: delays(linked, agencies, policies, _AS_OF, None)),
        "gaps": timed("gaps", lambda: gaps(linked, agencies, _AS_OF)),
        "recounts": timed("recounts", lambda: recounts(linked, papers, times)),
        "discrepancies": timed("discrepancies", lambda: discrepancies(linked, papers, times)),
    }
    return {
        "seconds": seconds,
        "found": f"{len(linked)} entries, " + ", ".join(f"{len(some)} {name}" for name, some in found.items()),
    }


def _case(size: int, growth: float) -> tuple[Any, ...]:
    """Papers, their times, agencies and exactly `size` accounts, taken evenly from all that they tell."""
    from benchmarks.long_case import long_case
    from caseclock.extractor.intake import Given, read_papers
    from caseclock.extractor.language.agencies import find_agencies
    from caseclock.extractor.language.anchors import read_times
    from caseclock.extractor.language.events import find_events
    from caseclock.extractor.language.people import find_parties
    from caseclock.extractor.limits import DEFAULT_LIMITS

    given = [Given(name, text.encode()) for name, text in long_case(size // 10 + size // 50, growth).items()]
    papers = read_papers(given, DEFAULT_LIMITS)
    times = {
        paper.document.id: read_times(
            paper.text.text, dated=paper.document.dated, blocks=paper.text.blocks, messages=paper.text.messages
        )
        for paper in papers
    }
    index = find_agencies(papers)
    events = find_events(papers, times, index, find_parties(papers, index))
    if len(events) < size:
        raise ValueError(f"the case has only {len(events)} accounts")
    return papers, times, index.agencies, [events[at * len(events) // size] for at in range(size)]


def report(sizes: Sequence[int] = SIZES) -> tuple[str, bool]:
    """The tables of all shapes and sizes, each measured in a process of its own, and whether every wish was met.

    `per doubling`: by how much the time grows where a case is twice as long."""
    wanted = ", ".join(f"{size} in {seconds:g} s" for size, seconds in _WANTED.items())
    lines = [f"Linking and findings of a long case, {len(_POLICIES)} policies (wanted: {wanted}, 2 per doubling)"]
    kept = True
    for shape, growth in _SHAPES.items():
        lines.append("".join([f"{shape:<20}{'seconds':>8}{'per doubling':>14} ", *(f"{s:>14}" for s in _STAGES)]))
        before: tuple[int, float] | None = None
        for size in sizes:
            print(f"linking: {size} accounts {shape}", file=sys.stderr)
            result = _in_a_process(size, growth)
            stages = result["seconds"]
            total = sum(stages.values())
            kept = kept and total <= _WANTED.get(size, total)
            grown = f"{(total / before[1]) ** (1 / math.log2(size / before[0])):.2f}" if before else ""
            each = "".join(f"{stages[name]:>14.2f}" for name in _STAGES)
            lines.append(f"{f'{size} accounts':<20}{total:>8.2f}{grown:>14} {each}  {result['found']}")
            before = size, total
    return "\n".join(lines) + "\n", kept


def _in_a_process(size: int, growth: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.linking", str(size), str(growth)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]), float(sys.argv[2]))))
