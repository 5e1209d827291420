"""A log-in service of an organisation, as a real HTTP server on this machine; what it says can be made hostile."""

import hashlib
import hmac
import json
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "caseclock-client", "of the two: 100% + more"


@dataclass
class FakeIssuer:
    """What it says, and what it was asked."""

    url: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    published: list[RSAKey] | None = None  # None: `key`
    claims: dict[str, Any] = field(default_factory=dict)  # laid over the honest ones; None: left out
    discovery: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"  # "none": not signed; "HS256": signed with the public key as if it were a secret
    token_status: int = 200
    codes: dict[str, dict[str, str]] = field(default_factory=dict)  # what the log-in began with
    asked: list[str] = field(default_factory=list)

    def authorise(self, url: str) -> str:
        """What the person's browser does over there: the code with which it comes back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return code

    def answer(self, path: str, form: dict[str, str], authorization: str) -> tuple[int, object]:
        """Status and body."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorise",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
            } | self.discovery
        if path == "/keys":
            keys = KeySet(self.published if self.published is not None else [self.key]).as_dict(private=False)
            odd = [{"kty": "oct", "k": "c2VjcmV0", "kid": "shared"}, {"kty": "new", "kid": "later"}]
            return 200, {"keys": [*keys["keys"], *odd]}
        if path == "/userinfo":
            return (200, self.userinfo) if authorization == "Bearer access" else (401, {})
        if path == "/token":
            return self._token(form, authorization)
        return 404, {}

    def _token(self, form: dict[str, str], authorization: str) -> tuple[int, object]:
        begun = self.codes.pop(form.get("code", ""), None)
        challenge = _base64(hashlib.sha256(form["code_verifier"].encode()).digest()).decode()
        right = begun and begun["code_challenge"] == challenge and begun["redirect_uri"] == form["redirect_uri"]
        if not right or not self._knows_client(form, authorization) or self.token_status != 200:
            return (self.token_status if self.token_status != 200 else 400), {"error": "invalid_grant"}
        assert begun is not None
        now = int(time.time())
        honest = {
            "iss": self.url,
            "aud": begun["client_id"],
            "sub": "subject-1",
            "nonce": begun["nonce"],
            "iat": now,
            "exp": now + 300,
            "email": "alex.field@council.example",
            "email_verified": True,
        }
        claims = {name: value for name, value in (honest | self.claims).items() if value is not None}
        return 200, {"access_token": "access", "token_type": "Bearer", "id_token": self._signed(claims)}

    def _knows_client(self, form: dict[str, str], authorization: str) -> bool:
        if authorization.startswith("Basic "):
            given = b64decode(authorization.removeprefix("Basic ")).decode()
            return tuple(map(unquote_plus, given.split(":", 1))) == (CLIENT, SECRET)
        return (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.algorithm == "none":
            return _by_hand({"alg": "none"}, claims, lambda _text: b"")
        if self.algorithm == "HS256":
            public = self.key.as_pem(private=False)
            head = {"alg": "HS256", "kid": self.key.kid}
            return _by_hand(head, claims, lambda text: hmac.digest(public, text, "sha256"))
        return jwt.encode({"alg": self.algorithm, "kid": self.key.kid}, claims, self.key)


def _by_hand(head: dict[str, Any], claims: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
    """A token that no good library would make."""
    text = b".".join(_base64(json.dumps(part).encode()) for part in (head, claims))
    return b".".join((text, _base64(sign(text)))).decode()


def _base64(plain: bytes) -> bytes:
    return urlsafe_b64encode(plain).rstrip(b"=")


@contextmanager
def running() -> Iterator[FakeIssuer]:
    """The issuer, listening."""
    issuer = FakeIssuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send({name: values[0] for name, values in parse_qs(body).items()})

        def _send(self, form: dict[str, str]) -> None:
            status, said = issuer.answer(self.path, form, self.headers.get("Authorization", ""))
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if status in (301, 302):
                self.send_header("Location", f"{issuer.url}/elsewhere")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
