"""The virus scanner: a stand-in that speaks clamd's protocol, and behaves badly."""

import contextlib
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseclock.api.outbound.scanner import ScannerUnavailable, TooLarge, scan

LONG_ENOUGH = 30.0
EICAR = b"a paper that the stand-in holds to be infected"
LIMIT = 300_000


class Clamd:
    """What the stand-in was told, byte by byte of the paper, and the lengths of the pieces."""

    def __init__(self) -> None:
        self.address = ""
        self.papers: list[bytes] = []
        self.lengths: list[int] = []
        self.test_over = threading.Event()


Behaviour = Callable[[Clamd, socketserver.StreamRequestHandler], None]


def scans(clamd: Clamd, talk: socketserver.StreamRequestHandler) -> None:
    assert talk.rfile.read(10) == b"zINSTREAM\0"
    paper = b""
    while length := struct.unpack("!I", talk.rfile.read(4))[0]:
        clamd.lengths.append(length)
        paper += talk.rfile.read(length)
        if len(paper) > LIMIT:
            talk.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
            return
    clamd.papers.append(paper)
    talk.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in paper else b"stream: OK\0")


def hangs_up(clamd: Clamd, talk: socketserver.StreamRequestHandler) -> None:
    talk.rfile.read(10)


def is_silent(clamd: Clamd, talk: socketserver.StreamRequestHandler) -> None:
    clamd.test_over.wait(60)


def drips(clamd: Clamd, talk: socketserver.StreamRequestHandler) -> None:
    for _ in range(400):
        talk.wfile.write(b" ")
        if clamd.test_over.wait(0.05):
            return
    talk.wfile.write(b"stream: OK\0")


def answers(said: bytes) -> Behaviour:
    def behaviour(clamd: Clamd, talk: socketserver.StreamRequestHandler) -> None:
        talk.rfile.read(10)
        while length := struct.unpack("!I", talk.rfile.read(4))[0]:
            talk.rfile.read(length)
        talk.wfile.write(said)

    return behaviour


@contextlib.contextmanager
def running(behaviour: Behaviour, path: Path | None = None) -> Iterator[Clamd]:
    clamd = Clamd()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                behaviour(clamd, self)

    server: Any = (
        socketserver.ThreadingUnixStreamServer(str(path), Talk)
        if path
        else socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
    )
    server.daemon_threads = True
    clamd.address = str(path) if path else f"127.0.0.1:{server.server_address[1]}"
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield clamd
        finally:
            clamd.test_over.set()
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("local", [True, False], ids=["a socket's path", "host and port"])
@pytest.mark.parametrize("paper", [b"", b"a", b"a" * 65_536, b"b" * 65_537, bytes(range(256)) * 1000])
def test_a_clean_paper_is_told_whole_and_found_clean(tmp_path: Path, paper: bytes, local: bool) -> None:
    with running(scans, tmp_path / "clamd" if local else None) as clamd:
        assert scan(clamd.address, paper, LONG_ENOUGH) is None
    assert clamd.papers == [paper]
    assert all(length <= 65_536 for length in clamd.lengths)


@pytest.mark.parametrize("paper", [EICAR, b"a" * 65_530 + EICAR])
def test_what_is_found_is_named(paper: bytes) -> None:
    with running(scans) as clamd:
        assert scan(clamd.address, paper, LONG_ENOUGH) == "Eicar-Test-Signature"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (b"stream: Win.Test.A-1.UNOFFICIAL FOUND\0", "Win.Test.A-1.UNOFFICIAL"),
        (b"stream: Two words FOUND\0", "Two words"),
        (b"stream: OK\0", None),
        (b"stream: OK\0stream: Late FOUND\0", None),
    ],
)
def test_verdicts_are_read(said: bytes, name: str | None) -> None:
    with running(answers(said)) as clamd:
        assert scan(clamd.address, b"paper", LONG_ENOUGH) == name


def test_a_paper_beyond_the_scanners_size_is_said_to_be() -> None:
    with (
        running(answers(b"INSTREAM size limit exceeded. ERROR\0")) as clamd,
        pytest.raises(TooLarge, match="StreamMax"),
    ):
        scan(clamd.address, b"paper", LONG_ENOUGH)


def test_a_scanner_that_stops_listening_gives_no_verdict() -> None:
    # Whether its answer still arrives depends on which is quicker; either way the size is named.
    with running(scans) as clamd, pytest.raises(ScannerUnavailable, match="StreamMaxLength"):
        scan(clamd.address, bytes(64 * 1024 * 1024), LONG_ENOUGH)


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (hangs_up, "hung up before it gave a verdict"),
        (answers(b""), "hung up before it gave a verdict"),
        (answers(b"\0"), "hung up before it gave a verdict"),
        (answers(b"UNKNOWN COMMAND\0"), "UNKNOWN COMMAND"),
        (answers(b"stream: Can't allocate memory ERROR\0"), "Can't allocate memory"),
        (answers(b"stream: OKAY\0"), "no verdict"),
        (answers(b"FOUND\0"), "no verdict"),
        (answers(b"\xff" * 100_000), "no verdict"),
    ],
)
def test_an_answer_that_is_no_verdict_is_not_taken_for_clean(behaviour: Behaviour, words: str) -> None:
    with running(behaviour) as clamd, pytest.raises(ScannerUnavailable, match=words):
        scan(clamd.address, b"paper", LONG_ENOUGH)


@pytest.mark.parametrize("behaviour", [is_silent, drips])
def test_a_scanner_that_takes_too_long_is_left(behaviour: Behaviour) -> None:
    with running(behaviour) as clamd, pytest.raises(ScannerUnavailable, match=r"within 0\.5 seconds"):
        scan(clamd.address, b"paper", 0.5)


def test_a_scanner_that_does_not_read_is_left() -> None:
    with running(is_silent) as clamd, pytest.raises(ScannerUnavailable, match=r"within 0\.5 seconds"):
        scan(clamd.address, bytes(64 * 1024 * 1024), 0.5)


def test_a_scanner_that_is_not_there_is_said(tmp_path: Path) -> None:
    with running(scans) as clamd:
        gone = clamd.address
    for address in (gone, str(tmp_path / "no-socket"), str(tmp_path), str(tmp_path / ("a" * 200))):
        with pytest.raises(ScannerUnavailable, match=r"cannot be reached.*start clamd, or correct CASECLOCK_CLAMAV"):
            scan(address, b"paper", LONG_ENOUGH)


@pytest.mark.parametrize("address", ["", "clamd", "clamd:", ":3310", "clamd:port", "clamd:0", "clamd:70000", "clamd:²"])
def test_an_address_that_is_none_is_said(address: str) -> None:
    with pytest.raises(ScannerUnavailable, match=r"CASECLOCK_CLAMAV is .* write host:port"):
        scan(address, b"paper", LONG_ENOUGH)
