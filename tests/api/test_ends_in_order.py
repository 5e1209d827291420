"""A service that is told to stop closes what it opened; what may pass is tried again, and not too rarely."""

import signal
import socket
import tempfile
from pathlib import Path

import psycopg
import pytest
from procrastinate.jobs import Job
from procrastinate.utils import utcnow
from tests.api.running import RunningService

from caseclock.api.jobs.worker import Again
from caseclock.api.postmaster import postmaster_of
from caseclock.api.serve_command import _listening
from caseclock.api.settings import Settings
from caseclock.api.store.files.interface import StoreUnavailable


def test_told_to_stop_it_ends_well_and_its_database_with_it() -> None:
    with tempfile.TemporaryDirectory(prefix="caseclock-") as folder:
        service = RunningService(Path(folder, "data"), {"workers": 1})
        service.start()
        process = service.process
        assert process is not None
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert postmaster_of(service.data / "postgres") is None


def test_short_answers_are_sent_at_once() -> None:
    with (
        _listening(Settings(port=0)) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 2), (1, 4), (3, 16), (4, 30), (2000, 30)])
def test_what_may_pass_is_tried_again_twice_a_minute_at_least(attempts: int, seconds: int) -> None:
    job = Job(id=1, queue="", lock=None, queueing_lock=None, task_name="read", attempts=attempts)
    before = utcnow()
    decision = Again().get_retry_decision(exception=StoreUnavailable("away"), job=job)
    assert decision is not None
    assert decision.retry_at is not None
    # From when the decision was made: never later than that, whatever the machine does meanwhile.
    assert (decision.retry_at - before).total_seconds() >= seconds
    assert (decision.retry_at - utcnow()).total_seconds() <= seconds


@pytest.mark.parametrize("error", [ValueError("wrong"), psycopg.errors.UniqueViolation("twice")])
def test_what_cannot_pass_is_not_tried_again(error: Exception) -> None:
    job = Job(id=1, queue="", lock=None, queueing_lock=None, task_name="read", attempts=0)
    assert Again().get_retry_decision(exception=error, job=job) is None
