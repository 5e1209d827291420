"""The organisation's own log-in service (OpenID Connect): what it says of itself, and the ID tokens it gives."""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from caseclock.api.fields import as_line

_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
_KEY_TYPES = ("RSA", "EC", "OKP")  # never one whose secret both sides know
_GOOD_FOR = 3600  # seconds that what the issuer says of itself is kept
_KEYS_AGAIN_AFTER = 60  # seconds at least between two fetches of keys because of one that is unknown
_ANSWER_MOST = 1024 * 1024
_TIMEOUT = 10.0
_LEEWAY = 60  # seconds that its clock may be wrong
_HERE = ("127.0.0.1", "::1", "localhost")


class IssuerFault(Exception):
    """The log-in service cannot be reached, or says what cannot be trusted. In words; `code` for the audit."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where to send people and questions."""

    authorization: str
    token: str
    keys: str
    userinfo: str | None
    takes_basic: bool  # the client's secret in the Authorization header, else in the body


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is. `email` only if the issuer says that it was verified."""

    subject: str
    email: str | None


class Issuer:
    """One log-in service. Asks it as seldom as can be; nothing else is asked but the addresses that it names."""

    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        self.url, self._client_id, self._secret = url, client_id, client_secret
        self._lock = threading.Lock()
        self._endpoints: Endpoints | None = None
        self._keys: KeySet | None = None
        self._read_at = self._keys_at = float("-inf")

    def endpoints(self) -> Endpoints:
        """From its discovery document. Raises IssuerFault."""
        with self._lock:
            if self._endpoints is None or time.monotonic() > self._read_at + _GOOD_FOR:
                found = self._fetch("GET", self.url.rstrip("/") + "/.well-known/openid-configuration")
                self._endpoints = self._as_endpoints(found)
                self._read_at = time.monotonic()
            return self._endpoints

    def exchange(self, code: str, verifier: str, redirect_uri: str, nonce: str) -> Identity:
        """Who the person is that came back with `code`. Raises IssuerFault."""
        its = self.endpoints()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        auth = None
        if self._secret and its.takes_basic:
            auth = httpx.BasicAuth(quote_plus(self._client_id), quote_plus(self._secret))  # RFC 6749, 2.3.1
        else:
            form["client_id"] = self._client_id
            if self._secret:
                form["client_secret"] = self._secret
        answer = self._fetch("POST", its.token, data=form, auth=auth)
        id_token, access_token = answer.get("id_token"), answer.get("access_token")
        if not isinstance(id_token, str):
            raise IssuerFault("oidc-no-token", "It did not say who you are.")
        claims = self._checked(id_token, nonce)
        if "email" not in claims and its.userinfo and isinstance(access_token, str):
            claims |= self._asked(its.userinfo, access_token, claims["sub"])
        email, verified = claims.get("email"), claims.get("email_verified")
        return Identity(claims["sub"], email if isinstance(email, str) and verified is True else None)

    def _checked(self, id_token: str, nonce: str) -> dict[str, Any]:
        """The claims of an ID token that is this issuer's, for us, for this log-in, and still good."""
        rules = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": self.url},
            aud={"essential": True, "value": self._client_id},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        try:
            claims = self._decoded(id_token)
            rules.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise IssuerFault("oidc-bad-token", "What it said of who you are cannot be trusted.") from error
        if as_line(claims["sub"]) != claims["sub"]:
            raise IssuerFault("oidc-bad-token", "What it calls you cannot be used.")
        azp, aud = claims.get("azp"), claims["aud"]
        several = isinstance(aud, list) and len(aud) > 1
        if (azp is not None or several) and azp != self._client_id:
            raise IssuerFault("oidc-bad-token", "What it said of who you are was meant for somebody else.")
        return claims

    def _decoded(self, id_token: str) -> dict[str, Any]:
        try:
            return jwt.decode(id_token, self._key_set(), algorithms=_ALGORITHMS).claims
        except InvalidKeyIdError:  # it has new keys perhaps
            return jwt.decode(id_token, self._key_set(unknown=True), algorithms=_ALGORITHMS).claims

    def _key_set(self, *, unknown: bool = False) -> KeySet:
        its = self.endpoints()
        with self._lock:
            after = _KEYS_AGAIN_AFTER if unknown else _GOOD_FOR
            if self._keys is None or time.monotonic() > self._keys_at + after:
                found = self._fetch("GET", its.keys).get("keys")
                usable = [one for one in found if _is_usable(one)] if isinstance(found, list) else []
                self._keys = KeySet.import_key_set({"keys": usable})
                self._keys_at = time.monotonic()
            return self._keys

    def _asked(self, userinfo: str, access_token: str, subject: str) -> dict[str, Any]:
        """The email address, from an issuer that does not put it into the ID token."""
        said = self._fetch("GET", userinfo, headers={"Authorization": f"Bearer {access_token}"})
        if said.get("sub") != subject:
            raise IssuerFault("oidc-bad-token", "What it said of who you are is about somebody else.")
        return {name: said[name] for name in ("email", "email_verified") if name in said}

    def _as_endpoints(self, found: Mapping[str, Any]) -> Endpoints:
        if found.get("issuer") != self.url:
            raise IssuerFault("oidc-bad-issuer", "It calls itself otherwise than CASECLOCK_OIDC_ISSUER.")
        methods = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return Endpoints(
            self._address(found.get("authorization_endpoint")),
            self._address(found.get("token_endpoint")),
            self._address(found.get("jwks_uri")),
            self._address(found["userinfo_endpoint"]) if "userinfo_endpoint" in found else None,
            isinstance(methods, list) and "client_secret_basic" in methods,
        )

    def _address(self, url: object) -> str:
        """Plain http only where the issuer is on this very machine."""
        try:
            scheme, host = _scheme_and_host(url)
            is_here = host in _HERE and _scheme_and_host(self.url)[1] in _HERE
        except ValueError:
            scheme, host, is_here = "", "", False
        if not isinstance(url, str) or not host or not (scheme == "https" or (scheme == "http" and is_here)):
            raise IssuerFault("oidc-bad-issuer", "It names an address that is none, or not https.")
        return url

    def _fetch(self, method: str, url: str, **request: Any) -> dict[str, Any]:
        """One question, and the answer, which must be a JSON object. No redirect is followed."""
        self._address(url)
        try:
            with httpx.Client(timeout=_TIMEOUT) as client, client.stream(method, url, **request) as answer:
                body = b""
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > _ANSWER_MOST:
                        raise IssuerFault("oidc-unreachable", "Its answer is too long.")
                found = json.loads(body) if answer.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise IssuerFault("oidc-unreachable", "It cannot be reached, or its answer cannot be read.") from error
        if not isinstance(found, dict):
            raise IssuerFault("oidc-refused", "It did not answer as it should.")
        return found


def _scheme_and_host(url: object) -> tuple[str, str]:
    parts = urlsplit(url) if isinstance(url, str) else urlsplit("")
    return parts.scheme, parts.hostname or ""


def _is_usable(key: object) -> bool:
    return isinstance(key, dict) and key.get("kty") in _KEY_TYPES and key.get("use", "sig") == "sig"


@lru_cache(maxsize=8)
def issuer_of(url: str, client_id: str, client_secret: str) -> Issuer:
    """The log-in service with these settings; what it said is kept."""
    return Issuer(url, client_id, client_secret)
