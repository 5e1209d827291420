"""One message to one receiver: an HTTP POST to the address that was looked up and checked, and nowhere else."""

import contextlib
import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from caseclock.api.outbound.addresses import (
    Forbidden,
    NotFound,
    Pinned,
    Resolver,
    Target,
    resolve,
    system_resolver,
)
from caseclock.api.outbound.deadline import Deadline

_READ_AT_MOST = 4096
_AT_A_TIME = 16 * 1024
_GONE = 410
_FAILURES = (OSError, httpcore.NetworkError, httpcore.RemoteProtocolError)

Opener = Callable[[tuple[str, int], float], socket.socket]


@dataclass(frozen=True)
class Answer:
    """What came of a sending. `status`: the HTTP status, None if there was none; `took`: seconds; `error`: in words.

    The message arrived if, and only if, `error` is None.
    """

    status: int | None
    took: float
    error: str | None


def public_certificates() -> ssl.SSLContext:
    """Trusts the public authorities, and those that this machine's administrator has added to it."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def send(
    target: Target,
    body: bytes,
    headers: Mapping[str, str],
    *,
    allow_private: bool,
    timeout: float = 10.0,
    opener: Opener = socket.create_connection,
    resolver: Resolver = system_resolver,
    certificates: Callable[[], ssl.SSLContext] = public_certificates,
) -> Answer:
    """Posts `body` with `headers` to the target and tells what came of it; whatever happens on the way is an Answer.

    The look-up, the connection, the sending and the answer together take `timeout` seconds at most. No redirect is
    followed, no proxy is used; up to 4 KiB of what the receiver says is read and thrown away. `opener` connects to
    (address, port) within seconds, `resolver` looks names up, `certificates` says whom to trust.
    """
    deadline = Deadline(timeout)
    status = None
    try:
        pinned = resolve(target, allow_private, resolver=resolver, timeout=deadline.left())
        status = _post(pinned, body, headers, deadline, opener, certificates)
        error = _refusal(status)
    except (Forbidden, NotFound) as refused:
        error = str(refused)
    except _FAILURES as failure:
        error = _in_words(failure, target, deadline)
    return Answer(status, deadline.passed, error)


def _post(
    pinned: Pinned,
    body: bytes,
    headers: Mapping[str, str],
    deadline: Deadline,
    opener: Opener,
    certificates: Callable[[], ssl.SSLContext],
) -> int:
    """The status of the answer."""
    target = pinned.target
    sent: dict[bytes | str, bytes | str] = {name.lower(): value for name, value in headers.items()}
    sent |= {"host": target.authority, "user-agent": "caseclock"}
    url = httpcore.URL(scheme=target.scheme, host=target.host.name, port=target.port, target=target.path)
    context = certificates() if target.scheme == "https" else None
    only_there = _OnlyThere(pinned, deadline, opener)
    with (
        httpcore.ConnectionPool(ssl_context=context, max_connections=1, network_backend=only_there) as pool,
        pool.stream("POST", url, headers=sent, content=body) as response,
    ):
        _throw_away(response)
        return response.status


def _throw_away(response: httpcore.Response) -> None:
    # The status has been given: what befalls the rest of the answer does not change it.
    with contextlib.suppress(*_FAILURES):
        read = 0
        for part in response.iter_stream():
            read += len(part)
            if read >= _READ_AT_MOST:
                return


def _refusal(status: int) -> str | None:
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return f"the receiver answered {status}, and redirects are not followed: give the address that it leads to"
    if status == _GONE:
        return "the receiver answered 410, it wants no more messages: delete the webhook"
    return f"the receiver answered {status}: look in its log"


def _in_words(failure: Exception, target: Target, deadline: Deadline) -> str:
    name = target.authority
    if isinstance(failure, TimeoutError):
        return f"{name} did not answer within {deadline.seconds:g} seconds: check that it runs and answers at once"
    if isinstance(failure, ssl.SSLCertVerificationError):
        return f"the certificate of {name} is not to be trusted ({failure.verify_message.rstrip('.')}): have it renewed"
    if isinstance(failure, ssl.SSLError):
        return f"no encrypted connection to {name} came about: check that it speaks https (TLS 1.2 or later)"
    if isinstance(failure, ConnectionRefusedError):
        return f"nothing listens at {name}: check that the receiver runs, and its port"
    if isinstance(failure, httpcore.RemoteProtocolError):
        return f"{name} hung up or did not answer in HTTP: check that the address is the receiver's"
    return f"the connection to {name} failed or broke off: check the receiver and the network between"


class _OnlyThere(httpcore.NetworkBackend):
    """Connects to the pinned address, whatever name it is asked for."""

    def __init__(self, pinned: Pinned, deadline: Deadline, opener: Opener) -> None:
        self._there = (str(pinned.address), pinned.target.port)
        self._deadline = deadline
        self._opener = opener

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._opener(self._there, self._deadline.left()), self._deadline)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends with the one deadline; time-outs of single steps are not used."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._connection.settimeout(self._deadline.left())
        return self._connection.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)
        while view:
            self._connection.settimeout(self._deadline.left())
            try:
                view = view[self._connection.send(view[:_AT_A_TIME]) :]
            except (BrokenPipeError, ConnectionResetError) as error:
                # By this httpcore knows to read the answer of a receiver that did not want the whole message.
                raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._connection.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            self._connection.settimeout(self._deadline.left())
            return _Stream(ssl_context.wrap_socket(self._connection, server_hostname=server_hostname), self._deadline)
        except BaseException:  # httpcore leaves it to the stream to let go of a connection without a handshake
            self._connection.close()
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._connection if info == "ssl_object" and isinstance(self._connection, ssl.SSLSocket) else None
