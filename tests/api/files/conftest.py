"""The stores under test: on disk, in a bucket of a real S3 server on this machine, and encrypted in either."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer
from tests.api.files.stores import client, store_at

from caseclock.api.store.files.disk import DiskStore
from caseclock.api.store.files.encrypted import EncryptedStore
from caseclock.api.store.files.interface import FileStore
from caseclock.api.store.files.keyring import Keyring, new_key

KEYRING = Keyring.from_setting(new_key("first"))
_NUMBERS = count()


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The URL of an S3 server."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials, settings or proxies of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("AWS_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-such-config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-such-credentials"))


@pytest.fixture
def bucket(s3: str) -> str:
    """The name of a new bucket."""
    name = f"papers-{os.getpid()}-{next(_NUMBERS)}"
    client(s3).create_bucket(Bucket=name)
    return name


@pytest.fixture
def disk(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "files")


@pytest.fixture(params=["disk", "bucket", "encrypted on disk", "encrypted in a bucket"])
def store(request: pytest.FixtureRequest) -> FileStore:
    make: dict[str, Callable[[], FileStore]] = {
        "disk": lambda: request.getfixturevalue("disk"),
        "bucket": lambda: store_at(request.getfixturevalue("s3"), request.getfixturevalue("bucket"), "some/where/"),
        "encrypted on disk": lambda: EncryptedStore(make["disk"](), KEYRING),
        "encrypted in a bucket": lambda: EncryptedStore(make["bucket"](), KEYRING),
    }
    return make[request.param]()
