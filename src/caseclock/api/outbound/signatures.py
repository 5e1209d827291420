"""Signatures in the manner of Standard Webhooks (standardwebhooks.com, version 1.0.0; symmetric, `v1`).

A receiver checks them with any of that standard's libraries, given the secret that was shown once.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
_PREFIX = "whsec_"
_SECRET_BYTES = 32
_FEWEST_BYTES, _MOST_BYTES = 24, 64  # the standard's
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")  # a full stop would blur where the id ends and the time begins
_SECONDS = re.compile(r"[0-9]{1,15}")


class Forged(Exception):
    """A message is not what was signed with the secret, or not of now. The words say which, and never the secret."""


def new_secret() -> str:
    """A secret by chance: `whsec_` and 32 bytes in base64."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode("ascii")


def sign(secret: str | Sequence[str], message_id: str, at: int, body: bytes) -> dict[str, str]:
    """The three headers of a message sent `at` (whole seconds since 1970) with that body.

    With several secrets there are several signatures, so that a receiver can change from one secret to the next.
    Raises ValueError if a secret or the message's id cannot be used.
    """
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError("a message's id has letters, digits, - and _ only: give another")
    signed = _signed(message_id, str(at), body)
    signatures = [_signature(key, signed) for key in _keys(secret)]
    return {ID: message_id, TIMESTAMP: str(at), SIGNATURE: " ".join(signatures)}


def verify(
    secret: str | Sequence[str], headers: Mapping[str, str], body: bytes, now: int, tolerance: int = 300
) -> None:
    """Returns if one signature in the headers was made with one of the secrets, at most `tolerance` seconds from `now`.

    Names of headers may be in any case. Raises Forged if not; ValueError if a secret cannot be used.
    """
    keys = _keys(secret)
    lower = {name.lower(): value for name, value in headers.items()}
    missing = [name for name in (ID, TIMESTAMP, SIGNATURE) if not lower.get(name)]
    if missing:
        raise Forged(f"the message has no {missing[0]} header: take only messages that are signed")
    if not _MESSAGE_ID.fullmatch(lower[ID]):
        raise Forged(f"the {ID} header is not of the expected form: do not use the message")
    if not _SECONDS.fullmatch(lower[TIMESTAMP]):
        raise Forged(f"the {TIMESTAMP} header is no time in whole seconds: do not use the message")
    signed = _signed(lower[ID], lower[TIMESTAMP], body)
    given = [signature.encode("utf-8", "replace") for signature in lower[SIGNATURE].split(" ")]
    expected = [_signature(key, signed).encode() for key in keys]
    # Every pair is compared, so that the time taken does not say which of them fits.
    fits = [hmac.compare_digest(one, other) for one in expected for other in given]
    if not any(fits):
        raise Forged("no signature fits the message: check that the secret is the one of this webhook")
    if abs(now - int(lower[TIMESTAMP])) > tolerance:
        raise Forged(
            "the message was signed too long ago or in the future: check both clocks, or wait for it to come anew"
        )


def _keys(secret: str | Sequence[str]) -> list[bytes]:
    given = [secret] if isinstance(secret, str) else list(secret)
    if not given:
        raise ValueError("there is no secret: give one made by new_secret")
    return [_key(one) for one in given]


def _key(secret: str) -> bytes:
    wrong = ValueError(f"a secret is {_PREFIX} and {_FEWEST_BYTES} to {_MOST_BYTES} bytes in base64: make a new one")
    if not secret.startswith(_PREFIX):
        raise wrong
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise wrong from None
    if not _FEWEST_BYTES <= len(key) <= _MOST_BYTES:
        raise wrong
    return key


def _signed(message_id: str, timestamp: str, body: bytes) -> bytes:
    return f"{message_id}.{timestamp}.".encode("ascii") + body


def _signature(key: bytes, signed: bytes) -> str:
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode("ascii")
