"""A real service on its own data folder, started once for all tests of a worker."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.api.rights_house import House, housed
from tests.api.running import RunningService

SETTINGS = {
    "workers": 2,
    "requests_per_minute": 100_000,
    "log_ins_per_minute": 100_000,
    "heartbeat_seconds": 0.5,
    "lost_after_seconds": 3,
    "webhook_hosts": "hooks.council.example",  # a name that nobody has: messages to it wait
}


@pytest.fixture(scope="session")
def service() -> Iterator[RunningService]:
    """A running service with two workers and the embedded database."""
    # Not below pytest's own folder: as root, each run closes that to others, and the database runs as another user.
    with (
        tempfile.TemporaryDirectory(prefix="caseclock-") as folder,
        RunningService(Path(folder, "data"), SETTINGS) as it,
    ):
        yield it


@pytest.fixture(scope="session")
def key(service: RunningService) -> str:
    """A key that may do everything."""
    return service.key()


@pytest.fixture(scope="session")
def house(service: RunningService, key: str) -> Iterator[House]:
    """Everybody who may ask for something, and their cases."""
    with housed(service, key) as made:
        yield made


@pytest.fixture
def client(service: RunningService, key: str) -> Iterator[httpx.Client]:
    """A client with that key."""
    with service.client(key) as made:
        yield made
