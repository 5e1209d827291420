"""The progress bar: only on a terminal, only for long work, gone at the end."""

import io

import pytest
from rich.console import Console

from caseclock.api import progress
from caseclock.api.progress import Bar, progress_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(progress.sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    return screen


def test_short_work_shows_nothing(terminal, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 3600)
    with progress_bar() as tell:
        tell(1, 2, "letter.txt")
    assert terminal.getvalue() == ""


def test_quiet_shows_nothing_however_long(terminal, monkeypatch):
    monkeypatch.setattr(progress, "Timer", lambda *args: pytest.fail("no bar may be made"))
    with progress_bar(quiet=True) as tell:
        tell(1, 2, "letter.txt")
    assert terminal.getvalue() == ""


def test_a_pipe_shows_nothing(monkeypatch):
    pipe = io.StringIO()
    monkeypatch.setattr(progress.sys, "stderr", pipe)
    monkeypatch.setattr(progress, "Timer", lambda *args: pytest.fail("no bar may be made"))
    with progress_bar() as tell:
        tell(1, 2, "letter.txt")
    assert pipe.getvalue() == ""


def test_long_work_shows_what_it_is_at_and_how_far_it_is():
    screen = io.StringIO()
    bar = Bar(Console(file=screen, force_terminal=True, width=80))
    bar.show()
    bar(3, 8, "mail/[bold]letter\x1b.eml")
    bar.end()
    assert "mail/[bold]letter .eml" in screen.getvalue()
    assert "3/8" in screen.getvalue()


def test_a_bar_that_comes_too_late_does_not_come():
    screen = io.StringIO()
    bar = Bar(Console(file=screen, force_terminal=True, width=80))
    bar.end()
    before = screen.getvalue()
    bar.show()
    assert screen.getvalue() == before
