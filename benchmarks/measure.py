"""Wall time and peak memory of a command, that of the processes it starts included."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05  # seconds between two looks at the memory
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Cost:
    """What a command took: wall seconds, peak resident memory in MB (all its processes at one moment), exit status;
    and the last line that it printed."""

    seconds: float
    megabytes: float
    status: int
    said: str


def cost_of(command: Sequence[str]) -> Cost:
    """Run a command to its end; of its output the last line is kept."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    peak = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(_EVERY):
            peak = max(peak, _resident(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    printed, _ = process.communicate()
    seconds = time.perf_counter() - begun
    done.set()
    watcher.join()
    lines = printed.decode("utf-8", "replace").split("\n")
    return Cost(seconds, peak / 1e6, process.returncode, next((line for line in reversed(lines) if line.strip()), ""))


def _resident(root: int) -> int:
    """Bytes in memory of a process and all its descendants."""
    parents: dict[int, int] = {}
    pages: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            stat = (folder / "stat").read_text(encoding="ascii", errors="replace")
        except OSError:  # ended meanwhile
            continue
        fields = stat.rpartition(")")[2].split()
        parents[int(folder.name)], pages[int(folder.name)] = int(fields[1]), int(fields[21])
    family, grown = {root}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in family} - family
        family |= more
        grown = bool(more)
    return sum(pages.get(pid, 0) for pid in family) * _PAGE
