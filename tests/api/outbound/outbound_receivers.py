"""Receivers of messages for tests: a real HTTP server that remembers what it was sent, and certificates."""

import contextlib
import datetime
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Answering = Callable[["Receiver", BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """What was received, and signals between the test and what the server does."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    server_names: list[str | None] = field(default_factory=list)  # that the caller asked for in TLS
    sent: int = 0  # bytes of the answer that went out
    caller_left: threading.Event = field(default_factory=threading.Event)
    test_over: threading.Event = field(default_factory=threading.Event)


def status(code: int, **headers: str) -> Answering:
    def answer(receiver: Receiver, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in {"Content-Length": "0", **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()

    return answer


def writing(pieces: Callable[[], Iterator[bytes]], pause: float = 0.0) -> Answering:
    """Writes the pieces one by one until they end, the caller leaves or the test is over."""

    def answer(receiver: Receiver, handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        try:
            for piece in pieces():
                handler.wfile.write(piece)
                receiver.sent += len(piece)
                if pause and receiver.test_over.wait(pause):
                    return
        except OSError:
            receiver.caller_left.set()

    return answer


def silent(receiver: Receiver, handler: BaseHTTPRequestHandler) -> None:
    receiver.test_over.wait(60)
    handler.close_connection = True


@contextlib.contextmanager
def receiving(answer: Answering, *, tls: ssl.SSLContext | None = None, read_body: bool = True) -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))) if read_body else b""
            receiver.requests.append(Request(self.command, self.path, dict(self.headers.items()), body))
            answer(receiver, self)

        do_POST = do_GET = do_CONNECT = _handle

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def finish_request(self, request: Any, client_address: Any) -> None:
            # The handshake is made in the connection's own thread.
            super().finish_request(tls.wrap_socket(request, server_side=True) if tls else request, client_address)

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A caller that hangs up is part of the tests."""

    if tls:
        tls.sni_callback = lambda _socket, name, _context: receiver.server_names.append(name)
    with Server(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield receiver
        finally:
            receiver.test_over.set()
            server.shutdown()
            thread.join()


@dataclass(frozen=True)
class Certificate:
    """A certificate that vouches for itself."""

    path: Path  # with its key
    pem: str

    def server(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path)
        return context

    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cadata=self.pem)


def make_certificate(path: Path, names: Sequence[str], days_left: int = 1) -> Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=30))
        .not_valid_after(now + datetime.timedelta(days=days_left))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + pem)
    return Certificate(path, pem.decode())
