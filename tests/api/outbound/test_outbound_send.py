"""Sending to real servers on this machine that behave well and badly."""

import itertools
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from outbound_receivers import Answering, Certificate, Receiver, make_certificate, receiving, silent, status, writing

from caseclock.api.outbound.addresses import Target, check_url
from caseclock.api.outbound.send import Answer, public_certificates, send

BODY = b'{"type":"chronology.updated"}'
LONG_ENOUGH = 30.0  # for a busy machine, where the answer is not meant to be late
SHORT = 0.5
NAME = "hooks.example.org"


def local(port: int, path: str = "/hook?key=1") -> Target:
    return check_url(f"http://127.0.0.1:{port}{path}", [f"127.0.0.1:{port}"], allow_private=True)


def named(port: int, name: str = NAME) -> Target:
    return check_url(f"https://{name}:{port}/hook", [f"{name}:{port}"], allow_private=True)


def loopback(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def post(receiver: Receiver, timeout: float = LONG_ENOUGH, body: bytes = BODY) -> Answer:
    return send(local(receiver.port), body, {"Content-Type": "application/json"}, allow_private=True, timeout=timeout)


def test_a_message_arrives_as_it_is() -> None:
    with receiving(status(204)) as receiver:
        answer = send(
            local(receiver.port), BODY, {"Content-Type": "application/json", "webhook-id": "m1"}, allow_private=True
        )
    assert (answer.status, answer.error) == (204, None)
    assert answer.took > 0
    (request,) = receiver.requests
    assert (request.method, request.path, request.body) == ("POST", "/hook?key=1", BODY)
    headers = {name.lower(): value for name, value in request.headers.items()}
    assert headers == {
        "host": f"127.0.0.1:{receiver.port}",
        "user-agent": "caseclock",
        "content-type": "application/json",
        "content-length": str(len(BODY)),
        "webhook-id": "m1",
    }


@pytest.mark.parametrize(
    ("code", "words"),
    [
        *((code, "redirects are not followed") for code in (300, 301, 302, 303, 307, 308)),
        (400, "answered 400"),
        (404, "answered 404"),
        (410, "delete the webhook"),
        (500, "answered 500"),
        (503, "answered 503"),
    ],
)
def test_an_answer_that_is_no_success_is_said(code: int, words: str) -> None:
    with receiving(status(code, Location="/elsewhere")) as receiver:
        answer = post(receiver)
    assert answer.status == code
    assert answer.error is not None
    assert words in answer.error
    assert [request.path for request in receiver.requests] == ["/hook?key=1"]


@pytest.mark.parametrize("code", [200, 201, 202, 299])
def test_every_success_is_one(code: int) -> None:
    with receiving(status(code)) as receiver:
        answer = post(receiver)
    assert (answer.status, answer.error) == (code, None)


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving(status(200)) as proxy, receiving(status(204)) as receiver:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("NO_PROXY", "")
        monkeypatch.setenv("no_proxy", "")
        assert post(receiver).status == 204
    assert proxy.requests == []


def drip(whole: bytes) -> Iterator[bytes]:
    return (bytes([byte]) for byte in whole)


def head_drips() -> Iterator[bytes]:
    return drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 400 + b"\r\nContent-Length: 0\r\n\r\n")


def continues() -> Iterator[bytes]:
    return itertools.chain(itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n", 400), [b"HTTP/1.1 200 OK\r\n\r\n"])


@pytest.mark.parametrize(
    "answering",
    [
        pytest.param(writing(head_drips, pause=0.05), id="a head that drips"),
        pytest.param(writing(continues, pause=0.05), id="soon, soon"),
        pytest.param(silent, id="nothing at all"),
    ],
)
def test_a_receiver_that_takes_too_long_is_left(answering: Answering) -> None:
    with receiving(answering) as receiver:
        answer = post(receiver, timeout=SHORT)
    assert answer.status is None
    assert answer.error is not None
    assert "did not answer within 0.5 seconds" in answer.error


def test_a_receiver_that_does_not_read_is_left() -> None:
    with receiving(silent, read_body=False) as receiver:
        answer = post(receiver, timeout=SHORT, body=bytes(64 * 1024 * 1024))
    assert answer.status is None
    assert answer.error is not None
    assert "did not answer within" in answer.error


def test_a_receiver_that_never_shakes_hands_is_left() -> None:
    with receiving(silent) as receiver:  # it speaks no TLS, and waits for the end of a line
        answer = send(named(receiver.port), BODY, {}, allow_private=True, timeout=SHORT, resolver=loopback)
    assert answer.status is None
    assert answer.error is not None


def test_a_look_up_that_hangs_is_part_of_the_time() -> None:
    test_over = threading.Event()

    def hangs(host: str, port: int) -> Sequence[str]:
        test_over.wait(20)
        return ["127.0.0.1"]

    try:
        answer = send(named(443), BODY, {}, allow_private=True, timeout=0.05, resolver=hangs)
    finally:
        test_over.set()
    assert answer.error is not None
    assert "took too long" in answer.error


def body_drips() -> Iterator[bytes]:
    return itertools.chain([b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n"], drip(b"a" * 2000))


def test_a_body_that_drips_does_not_undo_the_status() -> None:
    with receiving(writing(body_drips, pause=0.05)) as receiver:
        answer = post(receiver, timeout=4.0)
        assert receiver.caller_left.wait(60)
    assert (answer.status, answer.error) == (200, None)
    assert receiver.sent < 2000


def test_a_body_that_breaks_off_does_not_undo_the_status() -> None:
    with receiving(writing(lambda: iter([b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n", b"a"]))) as receiver:
        answer = post(receiver)
    assert (answer.status, answer.error) == (200, None)


HUGE = 256 * 1024 * 1024


def huge() -> Iterator[bytes]:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % HUGE
    return itertools.chain([head], itertools.repeat(bytes(64 * 1024), HUGE // (64 * 1024)))


def test_of_a_huge_body_only_the_beginning_is_read() -> None:
    with receiving(writing(huge)) as receiver:
        answer = post(receiver)
        assert receiver.caller_left.wait(60)
    assert (answer.status, answer.error) == (200, None)
    assert receiver.sent < HUGE // 4  # the rest is what the system's buffers took


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 2", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nA: " + b"a" * 10**6]
)
def test_what_is_no_http_is_said(said: bytes) -> None:
    with receiving(writing(lambda: iter([said]))) as receiver:
        answer = post(receiver)
    assert answer.status is None
    assert answer.error is not None
    assert "hung up or did not answer in HTTP" in answer.error or "broke off" in answer.error


def test_nobody_there_is_said() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        answer = send(local(unused.getsockname()[1]), BODY, {}, allow_private=True)
    assert answer.status is None
    assert answer.error is not None
    assert "nothing listens at" in answer.error


def test_an_answer_given_before_all_was_read_counts() -> None:
    ours, theirs = socket.socketpair()
    theirs.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
    theirs.close()
    answer = send(local(80), BODY, {}, allow_private=True, timeout=LONG_ENOUGH, opener=lambda there, seconds: ours)
    assert answer.status == 413


class Opening:
    """Connects to the server of the test and remembers where it should have connected to."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[tuple[str, int]] = []

    def __call__(self, there: tuple[str, int], seconds: float) -> socket.socket:
        self.asked.append(there)
        return socket.create_connection(("127.0.0.1", self.port), seconds)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificates") / "good.pem", [NAME, "xn--bcher-kva.example"])


def test_a_name_that_is_pointed_elsewhere_meanwhile_gains_nothing(certificate: Certificate) -> None:
    answers = iter([["9.9.9.9"], ["127.0.0.1"]])
    target = check_url(f"https://{NAME}/", [NAME], allow_private=False)
    with receiving(status(204), tls=certificate.server()) as receiver:
        opener = Opening(receiver.port)
        first, second = (
            send(
                target,
                BODY,
                {},
                allow_private=False,
                timeout=LONG_ENOUGH,
                opener=opener,
                resolver=lambda host, port: next(answers),
                certificates=certificate.trusted,
            )
            for _ in range(2)
        )
    assert (first.status, first.error) == (204, None)
    assert second.status is None
    assert second.error is not None
    assert "CASECLOCK_WEBHOOK_PRIVATE=true" in second.error
    assert opener.asked == [("9.9.9.9", 443)]
    assert len(receiver.requests) == 1


@pytest.mark.parametrize(("given", "name"), [(NAME, NAME), ("Bücher.example", "xn--bcher-kva.example")])
def test_host_header_and_encryption_go_by_the_name(certificate: Certificate, given: str, name: str) -> None:
    with receiving(status(204), tls=certificate.server()) as receiver:
        answer = send(
            named(receiver.port, given),
            BODY,
            {"Host": "evil.example"},
            allow_private=True,
            timeout=LONG_ENOUGH,
            resolver=loopback,
            certificates=certificate.trusted,
        )
    assert (answer.status, answer.error) == (204, None)
    assert receiver.server_names == [name]
    assert [value for key, value in receiver.requests[0].headers.items() if key.lower() == "host"] == [
        f"{name}:{receiver.port}"
    ]


def refused_certificate(certificate: Certificate, trust: ssl.SSLContext) -> tuple[Answer, Receiver]:
    with receiving(status(204), tls=certificate.server()) as receiver:
        answer = send(
            named(receiver.port),
            BODY,
            {},
            allow_private=True,
            timeout=LONG_ENOUGH,
            resolver=loopback,
            certificates=lambda: trust,
        )
    return answer, receiver


@pytest.mark.parametrize(
    ("names", "days_left", "trusted", "words"),
    [
        (["other.example.org"], 1, True, "not valid for 'hooks.example.org'"),
        (["127.0.0.1"], 1, True, "not valid for 'hooks.example.org'"),
        ([NAME], -1, True, "expired"),
        ([NAME], 1, False, "self-signed"),
    ],
)
def test_a_certificate_that_is_wrong_is_refused(
    tmp_path: Path, names: list[str], days_left: int, trusted: bool, words: str
) -> None:
    bad = make_certificate(tmp_path / "bad.pem", names, days_left)
    answer, receiver = refused_certificate(bad, bad.trusted() if trusted else public_certificates())
    assert answer.status is None
    assert answer.error is not None
    assert "not to be trusted" in answer.error
    assert words.replace("-", " ") in answer.error.replace("-", " ")
    assert receiver.requests == []


def test_a_server_that_speaks_no_tls_is_said() -> None:
    with receiving(status(204)) as receiver:
        answer = send(named(receiver.port), BODY, {}, allow_private=True, timeout=LONG_ENOUGH, resolver=loopback)
    assert answer.status is None
    assert answer.error is not None
    assert "speaks https" in answer.error or "broke off" in answer.error
    assert receiver.requests == []
