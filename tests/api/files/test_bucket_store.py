"""The store in a bucket: what only a bucket can do to it, above all be away."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
import requests
from moto.server import ThreadedMotoServer
from tests.api.files.stores import client, store_at

from caseclock.api.store.files.bucket import BucketStore
from caseclock.api.store.files.interface import FileStore, Missing, StoreFull, StoreUnavailable
from caseclock.api.store.files.reading import CHUNK

KEY = "case/papers/a"


@pytest.fixture
def store(s3: str, bucket: str) -> BucketStore:
    return store_at(s3, bucket, "some/where")


CALLS: list[Callable[[FileStore], object]] = [
    lambda store: store.put(KEY, b"x"),
    lambda store: store.put_chunks(KEY, [bytes(CHUNK)] * 9),
    lambda store: store.get(KEY),
    lambda store: store.open(KEY),
    lambda store: store.exists(KEY),
    lambda store: store.delete(KEY),
    lambda store: store.delete_prefix("case"),
    lambda store: list(store.keys()),
    lambda store: store.check(),
    lambda store: store.sweep(0),
]


def test_what_else_is_in_the_bucket_is_left_alone(store: BucketStore, s3: str, bucket: str) -> None:
    others = ["case/papers/a", "some/where else/x", "some/where/Not a key", "some/where/"]
    for name in others:
        client(s3).put_object(Bucket=bucket, Key=name, Body=b"another's")
    store.put(KEY, b"ours")
    assert list(store.keys()) == [KEY]
    assert store.delete_prefix("case") == 1
    assert [each["Key"] for each in client(s3).list_objects_v2(Bucket=bucket)["Contents"]] == sorted(others)


def test_more_keys_than_fit_on_a_page(
    store: BucketStore, s3: str, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "10")
    keys = [f"case/papers/{number:04}" for number in range(41)]
    for key in keys:
        store.put(key, b"")
    assert client(s3).list_objects_v2(Bucket=bucket)["KeyCount"] == 10
    assert list(store.keys("case")) == keys
    assert store.delete_prefix("case") == 41
    assert list(store.keys()) == []


def test_a_big_file_goes_in_parts_while_it_is_read(store: BucketStore, s3: str, bucket: str) -> None:
    under_way: list[int] = []

    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            under_way.append(len(client(s3).list_multipart_uploads(Bucket=bucket).get("Uploads", [])))
            yield bytes(CHUNK)

    store.put_chunks(KEY, chunks())
    assert under_way[0] == 0
    assert under_way[-1] == 1, "the first parts are sent before the last chunk is there"
    assert store.get(KEY) == bytes(20 * CHUNK)


def test_parts_of_a_writer_that_died_are_swept(store: BucketStore, s3: str, bucket: str) -> None:
    others = ["elsewhere/a", "some/where/Not a key"]
    for name in ("some/where/case/papers/a", *others):
        client(s3).create_multipart_upload(Bucket=bucket, Key=name)
    years = 365 * 24 * 3600  # this server says of every upload that it began in 2010
    assert store.sweep(100 * years) == 0, "it may be a writer's that is still at work"
    assert store.sweep(-60) == 1
    assert [each["Key"] for each in client(s3).list_multipart_uploads(Bucket=bucket)["Uploads"]] == others


@pytest.mark.parametrize("call", CALLS)
def test_a_bucket_that_is_not_there_is_no_missing_file(s3: str, call: Callable[[FileStore], object]) -> None:
    with pytest.raises(
        StoreUnavailable, match=r"no-such-bucket at .+ there is no such bucket; create it, or correct its"
    ):
        call(store_at(s3, "no-such-bucket"))


def test_a_name_that_no_bucket_can_have(s3: str) -> None:
    with pytest.raises(StoreUnavailable, match="no bucket can be called so; correct its name"):
        store_at(s3, "No Bucket!").check()


@contextmanager
def rights_are_checked(s3: str) -> Iterator[None]:
    requests.post(f"{s3}/moto-api/reset-auth", data="0", timeout=10)
    try:
        yield
    finally:
        requests.post(f"{s3}/moto-api/reset-auth", data="inf", timeout=10)


@pytest.mark.parametrize("call", CALLS)
def test_an_unknown_access_key(store: BucketStore, s3: str, call: Callable[[FileStore], object]) -> None:
    with (
        rights_are_checked(s3),
        pytest.raises(StoreUnavailable, match="the access key id is not known there; correct it in the settings"),
    ):
        call(store)


class Answers(BaseHTTPRequestHandler):
    """A service that answers as it is told, and counts."""

    protocol_version = "HTTP/1.1"
    status: ClassVar[int] = 500
    code: ClassVar[str] = ""
    breaks_off: ClassVar[bool] = False
    silent: ClassVar[threading.Event | None] = None
    count: ClassVar[int] = 0

    def answer(self) -> None:
        kind = type(self)
        kind.count += 1
        if kind.silent is not None:
            kind.silent.wait(30)
            return
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = f"<Error><Code>{kind.code}</Code><Message>m</Message></Error>".encode() if kind.code else b""
        self.send_response(kind.status)
        self.send_header("Content-Length", str(9 * CHUNK if kind.breaks_off else len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(bytes(3 * CHUNK) if kind.breaks_off else body)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer

    def log_message(self, *args: object) -> None:
        """Nothing."""


@contextmanager
def service(**told: Any) -> Iterator[tuple[str, type[Answers]]]:
    """The URL of a service that answers as told, and its count of requests."""
    kind = type("Told", (Answers,), {"count": 0, **told})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.daemon_threads = False  # so that all it heard is counted when it is closed
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", kind
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        (403, "AccessDenied", "access is refused; allow the access key to list, read, write and delete"),
        (403, "SignatureDoesNotMatch", "the secret does not belong to the access key id; correct it"),
        (403, "RequestTimeTooSkewed", "this machine's clock is wrong; set it right"),
        (400, "AuthorizationHeaderMalformed", "in another region; correct the region"),
        (503, "SlowDown", "it is asked too much at the moment; try again"),
        (500, "InternalError", "it has a fault of its own; try again, or ask who runs it"),
        (502, "", "it has a fault of its own; try again"),
        (418, "", "see that the endpoint is an S3 service"),
    ],
)
def test_what_the_service_says_is_told_in_words(status: int, code: str, says: str) -> None:
    with service(status=status, code=code) as (endpoint, _):
        store = store_at(endpoint, attempts=1)
        for call in CALLS:
            with pytest.raises(StoreUnavailable, match=says) as told:
                call(store)
            assert not isinstance(told.value, StoreFull)
            assert "a-secret" not in str(told.value)


@pytest.mark.parametrize(
    ("status", "code"), [(403, "QuotaExceeded"), (507, "XMinioStorageFull"), (400, "XMinioAdminBucketQuotaExceeded")]
)
def test_a_bucket_without_room(status: int, code: str) -> None:
    with service(status=status, code=code) as (endpoint, _):
        for call in CALLS[:2]:
            with pytest.raises(StoreFull, match=r"has no room left .+; make room, then try again"):
                call(store_at(endpoint, attempts=1))


def test_it_tries_again_but_not_for_ever() -> None:
    with service(status=503, code="SlowDown") as (endpoint, heard):
        with pytest.raises(StoreUnavailable):
            store_at(endpoint, attempts=3).exists(KEY)
        assert heard.count == 3


def test_a_service_that_says_nothing_is_not_waited_for() -> None:
    over = threading.Event()
    with service(silent=over) as (endpoint, heard):
        try:
            with pytest.raises(StoreUnavailable, match=r"was not reached \(ReadTimeoutError\); see that it is up"):
                store_at(endpoint, timeout_seconds=0.5).exists(KEY)
        finally:
            over.set()
    assert heard.count == 2


def test_a_file_whose_end_does_not_come_is_no_short_file() -> None:
    with service(status=200, breaks_off=True) as (endpoint, _):
        store = store_at(endpoint)
        with pytest.raises(StoreUnavailable, match="was not reached"):
            store.get(KEY)
        with store.open(KEY) as chunks:
            assert next(chunks) == bytes(CHUNK)
            with pytest.raises(StoreUnavailable, match="was not reached"):
                list(chunks)


def test_a_bucket_gone_in_the_middle_and_back() -> None:
    """The server stops between two parts of one file; when it is back, the same call does it."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client(endpoint).create_bucket(Bucket="gone-and-back")
    store = store_at(endpoint, "gone-and-back")
    store.put(KEY, b"old")

    def chunks() -> Iterator[bytes]:
        for number in range(20):
            if number == 12:
                server.stop()
            yield bytes(CHUNK)

    with pytest.raises(StoreUnavailable, match=r"was not reached .+; see that it is up and its address right"):
        store.put_chunks(KEY, chunks())
    for call in CALLS:
        with pytest.raises(StoreUnavailable, match="was not reached"):
            call(store_at(endpoint, "gone-and-back", attempts=1))
    again = ThreadedMotoServer(host, port, verbose=False)
    again.start()
    try:
        assert store.get(KEY) == b"old"
        store.put_chunks(KEY, [bytes(CHUNK)] * 20)
        assert store.get(KEY) == bytes(20 * CHUNK)
        assert store.sweep(-60) == 1, "the parts that came before it went"
    finally:
        again.stop()


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"access_key_id": "an-id"},
        {"secret_access_key": "a-secret"},
        {"access_key_id": "an-id", "ask_machine": True},
    ],
)
def test_a_key_without_its_secret_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="the bucket needs an access key id and its secret: set both"):
        BucketStore("papers", **given)


def test_an_endpoint_that_is_no_address() -> None:
    with pytest.raises(ValueError, match=r"the bucket's settings cannot be used .+; correct them"):
        store_at("no address")


def test_the_machine_is_asked_for_credentials_only_if_wished(monkeypatch: pytest.MonkeyPatch, s3: str) -> None:
    with service(status=404) as (metadata, heard):
        monkeypatch.setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata)
        with pytest.raises(ValueError, match="needs an access key"):
            BucketStore("papers", endpoint=s3)
        with pytest.raises(StoreUnavailable, match="there is no such bucket"):
            store_at(s3, "no-such-bucket").check()
        assert heard.count == 0
        with pytest.raises(StoreUnavailable, match="the machine has no credentials for it; set an access key id"):
            BucketStore("papers", endpoint=s3, ask_machine=True).check()
        assert heard.count > 0


def test_the_environment_is_asked_if_wished(monkeypatch: pytest.MonkeyPatch, s3: str, bucket: str) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "an-id")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret")
    store = BucketStore(bucket, endpoint=s3, ask_machine=True)
    store.put(KEY, b"a")
    assert store.get(KEY) == b"a"
    with pytest.raises(Missing):
        store.get("case/papers/b")
