"""A progress bar on stderr for work that takes a while."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from caseclock.extractor.exports.wording import plain, shortened

PATIENCE = 2.0  # seconds of work before a bar is shown


class Tell(Protocol):
    """What a stage calls to say how far it is: how many are done, of how many, and what it is at (a paper's name)."""

    def __call__(self, done: int, total: int, at: str, /) -> None: ...


class Bar:
    """A bar that shows itself once the work has taken `PATIENCE` seconds. Calls may come from any thread."""

    def __init__(self, console: Console) -> None:
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task("starting", total=None)
        self._lock = Lock()
        self._over = False

    def __call__(self, done: int, total: int, at: str, /) -> None:
        """Shows how far the work is (Tell)."""
        self._progress.update(self._task, description=shortened(plain(at), 50), completed=done, total=total or None)

    def show(self) -> None:
        """Shows the bar, unless the work is over by now."""
        with self._lock:
            if not self._over:
                self._progress.start()

    def end(self) -> None:
        """Takes the bar away for good."""
        with self._lock:
            self._over = True
            self._progress.stop()


def _silent(done: int, total: int, at: str, /) -> None:
    """A Tell that shows nothing."""


@contextmanager
def progress_bar(quiet: bool = False) -> Iterator[Tell]:
    """Gives what the stages call. It shows something only if stderr is a terminal and `quiet` is not asked for."""
    if quiet or not sys.stderr.isatty():
        yield _silent
        return
    bar = Bar(Console(stderr=True))
    timer = Timer(PATIENCE, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar
    finally:
        timer.cancel()
        bar.end()
