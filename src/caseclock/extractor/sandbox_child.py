"""The child of sandbox.py: reads one file after another, under limits. Run as `python -m`, with a socket's number.

A reader module that says `PAGED = True` is given `begin`, to be called with the number of each page as its turn comes:
the parent allows each page its time, and knows which page it was if the process is lost.
"""

import importlib
import os
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType

from caseclock.extractor.limits import Limits
from caseclock.extractor.readers.reading import UnreadableError

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]

_GRACE_SECONDS = 5  # the parent stops a file that takes too long; if the parent is gone, an alarm does


def main(talk: Connection) -> None:
    """Answer (outcome, answer) to each (module name, arguments, seconds) with its bytes until the parent hangs up."""
    paths, limits = talk.recv()
    sys.path[:] = paths
    sys.excepthook = _answer_and_die(talk)
    _limit_memory(limits)
    talk.send("ready")
    while True:
        try:
            (module, arguments, seconds), data = talk.recv(), talk.recv_bytes()
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS)
        try:
            reader = importlib.import_module(module)
            if getattr(reader, "PAGED", False):
                arguments["begin"] = lambda page: talk.send(("page", page))
            if getattr(reader, "IN_PARTS", False):
                arguments["pass_on"] = lambda part: talk.send(("part", part))
            answer = ("read", reader.read(data, limits, **arguments))
        except UnreadableError as error:
            answer = ("refused", str(error))
        signal.setitimer(signal.ITIMER_REAL, 0)
        talk.send(answer)
        del data, answer, arguments


def _limit_memory(limits: Limits) -> None:
    """Allow `memory_bytes` on top of the address space that an idle interpreter takes up."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        idle = int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = idle + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer_and_die(talk: Connection) -> Hook:
    """An excepthook: what no reader should raise is told to the parent, and the process ends."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))  # room for the answer
        talk.send(("memory", "") if issubclass(kind, MemoryError) else ("failed", kind.__name__))

    return hook


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])))
