"""Asks a virus scanner (ClamAV's clamd) about a paper, by its INSTREAM command, over TCP or a local socket.

clamd calls clean what is larger than its MaxFileSize or MaxScanSize, unless `AlertExceedsMax yes` stands in clamd.conf.
"""

import socket
import struct

from caseclock.api.outbound.deadline import Deadline

SETTING = "CASECLOCK_CLAMAV"
_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096
_END_OF_ANSWER = b"\0"


class ScannerUnavailable(Exception):
    """The scanner gave no verdict: the paper is neither clean nor infected. The words say what to do."""


class TooLarge(ScannerUnavailable):
    """The scanner refuses papers of this size."""


def scan(address: str, data: bytes, timeout: float) -> str | None:
    """The name of what the scanner found in `data`; None if it found nothing.

    `address` is host:port ([::1]:3310 for IPv6) or the path of a socket; the talk takes `timeout` seconds at most.
    Raises ScannerUnavailable, in words; TooLarge if the scanner takes no such size.
    """
    deadline = Deadline(timeout)
    try:
        with _connect(address, deadline) as connection:
            cut_off = _tell(connection, data, deadline)
            answer = _hear(connection, deadline)
    except TimeoutError as error:
        raise ScannerUnavailable(
            f"the virus scanner did not answer within {timeout:g} seconds: see whether clamd is overloaded"
        ) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ScannerUnavailable(
            f"the virus scanner at {address} cannot be reached ({reason}): start clamd, or correct {SETTING}"
        ) from error
    if not answer:
        raise ScannerUnavailable(
            "the virus scanner hung up before it gave a verdict: look in clamd's log"
            + (", and at StreamMaxLength in clamd.conf" if cut_off else "")
        )
    return _verdict(answer)


def _connect(address: str, deadline: Deadline) -> socket.socket:
    if "/" in address:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(deadline.left())
            connection.connect(address)
        except BaseException:
            connection.close()
            raise
        return connection
    host, colon, port = address.rpartition(":")
    if not (host and colon and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ScannerUnavailable(f"{SETTING} is {address!r}: write host:port, or the path of clamd's socket")
    return socket.create_connection((host.strip("[]"), int(port)), deadline.left())


def _tell(connection: socket.socket, data: bytes, deadline: Deadline) -> bool:
    """Sends the paper in pieces, each after its length, then an empty one. True: the scanner stopped listening."""
    view = memoryview(data)
    try:
        _send(connection, b"zINSTREAM\0", deadline)
        for start in range(0, len(data), _PIECE):
            piece = view[start : start + _PIECE]
            _send(connection, struct.pack("!I", len(piece)), deadline)
            _send(connection, piece, deadline)
        _send(connection, struct.pack("!I", 0), deadline)
    except (BrokenPipeError, ConnectionResetError):
        return True  # it answers and hangs up as soon as its limit of size is passed; the answer can still be read
    return False


def _send(connection: socket.socket, data: bytes | memoryview, deadline: Deadline) -> None:
    connection.settimeout(deadline.left())
    connection.sendall(data)


def _hear(connection: socket.socket, deadline: Deadline) -> str:
    """The answer up to its end; empty if the scanner hung up without one."""
    answer = b""
    while _END_OF_ANSWER not in answer and len(answer) < _LONGEST_ANSWER:
        connection.settimeout(deadline.left())
        try:
            part = connection.recv(_LONGEST_ANSWER)
        except ConnectionResetError:
            break
        if not part:
            break
        answer += part
    return answer.partition(_END_OF_ANSWER)[0].decode("utf-8", "replace").strip()


def _verdict(answer: str) -> str | None:
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return None
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    if "size limit exceeded" in said:
        raise TooLarge(
            "the paper is larger than the virus scanner takes: raise StreamMaxLength in clamd.conf, or give it in parts"
        )
    raise ScannerUnavailable(f"the virus scanner answered {said[:100]!r}, which is no verdict: look in clamd's log")
