"""Processes that are kept running: started again when they end, ended in order, never left behind."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from caseclock.api.supervisor import FIRST_PAUSE, LONG_ENOUGH, LONGEST_PAUSE, Supervisor, next_pause

SLEEPER = "import time; time.sleep(1000)"
SUPERVISOR = """
import sys, time
from caseclock.api.supervisor import Supervisor
supervisor = Supervisor([sys.executable, "-c", sys.argv[1]], 2)
supervisor.start()
while True:
    time.sleep(1)
"""
TELLS_ITS_NUMBER = "import os; os.write(1, b'%d\\n' % os.getpid())"  # in one piece: two tell theirs at once


def python(code: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", code, *map(str, arguments)]


def until(true: Callable[[], object]) -> None:
    """Waits for what must come to pass; a minute is far more than it takes."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


@contextmanager
def running(supervisor: Supervisor) -> Iterator[Supervisor]:
    supervisor.start()
    try:
        yield supervisor
    finally:
        supervisor.stop()


@pytest.mark.parametrize(
    ("pause", "ran", "then"),
    [
        (0, 0.01, FIRST_PAUSE),
        (FIRST_PAUSE, 0.01, 2 * FIRST_PAUSE),
        (2 * FIRST_PAUSE, LONG_ENOUGH - 0.1, 4 * FIRST_PAUSE),
        (LONGEST_PAUSE * 0.6, 0.01, LONGEST_PAUSE),
        (LONGEST_PAUSE, 0.01, LONGEST_PAUSE),
        (LONGEST_PAUSE, LONG_ENOUGH, FIRST_PAUSE),
    ],
)
def test_it_waits_ever_longer_until_a_process_has_run_for_long(pause: float, ran: float, then: float) -> None:
    assert next_pause(pause, ran) == then


def test_so_many_processes_run_and_none_afterwards() -> None:
    with running(Supervisor(python(SLEEPER), 3)) as supervisor:
        until(lambda: len(supervisor.pids()) == 3)
        pids = supervisor.pids()
        assert not any(map(is_gone, pids))
    assert all(map(is_gone, pids))
    assert supervisor.pids() == ()
    assert supervisor.restarts == 0


def test_one_that_is_killed_is_replaced_and_the_others_are_left_alone() -> None:
    with running(Supervisor(python(SLEEPER), 2)) as supervisor:
        until(lambda: len(supervisor.pids()) == 2)
        killed, other = supervisor.pids()
        os.kill(killed, signal.SIGKILL)
        until(lambda: supervisor.restarts == 1 and len(supervisor.pids()) == 2)
        assert killed not in supervisor.pids()
        assert other in supervisor.pids()


def test_one_that_always_fails_is_tried_again_and_again(tmp_path: Path) -> None:
    code = "import sys; open(sys.argv[1], 'a').write('x'); sys.exit(1)"
    with running(Supervisor(python(code, tmp_path / "starts"), 1)) as supervisor:
        until(lambda: supervisor.restarts >= 3)
    assert len((tmp_path / "starts").read_text()) >= 3


def test_a_command_that_cannot_be_started_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with running(Supervisor(["/no/such/program"], 1)) as supervisor:
        until(lambda: supervisor.restarts >= 1)
        assert supervisor.pids() == ()
    assert "cannot be started" in caplog.text


def test_processes_are_told_to_end_before_they_are_killed(tmp_path: Path) -> None:
    code = """
import signal, sys
from pathlib import Path
def end(*_): Path(sys.argv[1], "in order").touch(); sys.exit()
signal.signal(signal.SIGTERM, end)
Path(sys.argv[1], "ready").touch()
signal.pause()
"""
    with running(Supervisor(python(code, tmp_path), 1)):
        until((tmp_path / "ready").exists)
    assert (tmp_path / "in order").exists()


def test_one_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    code = """
import signal, sys, time
from pathlib import Path
signal.signal(signal.SIGTERM, signal.SIG_IGN)
Path(sys.argv[1]).touch()
time.sleep(1000)
"""
    supervisor = Supervisor(python(code, tmp_path / "ready"), 1, end_seconds=0.1)
    with running(supervisor):
        until((tmp_path / "ready").exists)
        pids = supervisor.pids()
    assert all(map(is_gone, pids))


@pytest.mark.parametrize(
    "how",
    [
        pytest.param("die_with_parent", marks=pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")),
        "end_with_input",
    ],
)
def test_children_end_when_their_supervisor_is_killed(how: str) -> None:
    child = f"from caseclock.api.supervisor import {how}; {how}(); {TELLS_ITS_NUMBER}; {SLEEPER}"
    supervisor = subprocess.Popen(python(SUPERVISOR, child), stdout=subprocess.PIPE, text=True)
    assert supervisor.stdout is not None
    children = [int(supervisor.stdout.readline()) for _ in range(2)]
    assert not any(map(is_gone, children))
    supervisor.kill()
    supervisor.wait()
    until(lambda: all(map(is_gone, children)))


def ended(supervisor: str | None) -> int:
    code = "from caseclock.api.supervisor import die_with_parent; die_with_parent()"
    given = {} if supervisor is None else {"CASECLOCK_SUPERVISOR": supervisor}
    return subprocess.run(python(code), env=os.environ | given, check=False).returncode


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the pipe tells")
def test_a_child_whose_supervisor_is_gone_before_it_began_ends_at_once() -> None:
    assert ended(supervisor="1") == -signal.SIGKILL
    assert ended(supervisor=str(os.getpid())) == 0


def test_a_process_that_no_supervisor_started_runs_on() -> None:
    assert ended(supervisor=None) == 0


def test_the_watch_is_called_again_after_it_failed(caplog: pytest.LogCaptureFixture) -> None:
    calls: list[int] = []

    def watch() -> None:
        calls.append(len(calls))
        if len(calls) == 1:
            raise RuntimeError("the database is away")

    with caplog.at_level(logging.ERROR), running(Supervisor(python(SLEEPER), 0, watch)):
        until(lambda: len(calls) >= 2)
    assert "the database is away" in caplog.text
    assert "watch" not in {thread.name for thread in threading.enumerate()}
